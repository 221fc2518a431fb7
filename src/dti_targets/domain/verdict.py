"""The six answers, in the order in which they are counted."""

from enum import StrEnum


class Verdict(StrEnum):
    """What a figure says about a target."""

    MET = "met"
    MISSED = "missed"
    PENDING = "pending"
    UNDECIDED = "undecided"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
