"""The ways to measure progress, by the names that `--method` takes."""

from enum import StrEnum


class Method(StrEnum):
    """How the way that was gone is held against the way that was to be gone."""

    LINEAR = "linear"
    CAGR = "cagr"
