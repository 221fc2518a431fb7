"""What `-f json` promises of a run of `progress`: every key, its type, and what it says.

What was published is exact text, as in the report of `check`. What is computed from it is a JSON
number: the fraction that the method gives, rounded once, to the nearest double.
"""

from typing import Literal

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # Pydantic reads that of typing from Python 3.12 on

from dti_targets.reporting.writers.contract import (
    AreaRef,
    Count,
    Counts,
    DiagnosticRecord,
    FigureRecord,
    Generator,
    Number,
    PromiseRecord,
    Sentence,
    VerdictWord,
)

_TOLD = ConfigDict(use_attribute_docstrings=True)

StatusWord = Literal[
    "achieved", "on_track", "moderate", "limited", "deteriorating", "cannot_say"
]  # fmt: skip
MethodWord = Literal["linear", "cagr"]


@with_config(_TOLD)
class StatusSummary(TypedDict):
    """How many targets have which status."""

    total: Count
    """All of them: the sum of the others."""
    achieved: Count
    """The threshold is reached."""
    on_track: Count
    """From 95 % of the pace that is needed."""
    moderate: Count
    """From 60 % of it."""
    limited: Count
    """From 0 % of it."""
    deteriorating: Count
    """Going the wrong way."""
    cannot_say: Count
    """The figures do not say."""


@with_config(_TOLD)
class PointRecord(TypedDict):
    """What was published of one period."""

    period: str
    """What it is about: 2024, 2024-Q3."""
    number: Number | None
    """The number as written; null where the figure gives none."""
    low: Number | None
    """The least that it can be: of all sources, where they differ; null is no end, or no number."""
    high: Number | None
    """The greatest that it can be."""
    bound: bool
    """Whether one end only was published: more than, at least."""
    figures: list[FigureRecord]
    """The figures that it is made of; none for a baseline that the resolution states."""


@with_config(_TOLD)
class BreakRecord(TypedDict):
    """Where a series begins anew."""

    day: str
    """The first day of what is new: 2025-07-01."""
    reason: Sentence
    """Why nothing is computed or drawn across it."""


@with_config(_TOLD)
class SeriesRecord(TypedDict):
    """The figures in time order."""

    points: list[PointRecord]
    """One for each period."""
    breaks: list[BreakRecord]
    """What parts them."""
    aside: list[FigureRecord]
    """Figures that do not count: parts of a period that has a figure of its own."""


@with_config(_TOLD)
class BasisRecord(TypedDict):
    """What a pace was made of."""

    points: Count
    """Connected points, the baseline included."""
    first: str | None
    """The period of the baseline."""
    last: str | None
    """The period of the latest connected number."""


@with_config(_TOLD)
class ProgressRecord(PromiseRecord):
    """One target for one area: whether it is on its way."""

    area: AreaRef
    """The area."""
    method: MethodWord
    """How it was measured."""
    status: StatusWord
    """The answer."""
    ratio: float | None
    """Pace by needed pace: 1 is all that is needed. Computed, as are all numbers that follow."""
    ratio_low: float | None
    """The least that approximate figures allow; the ratio itself where they are exact."""
    ratio_high: float | None
    """The greatest."""
    score: float | None
    """The score of the published method, from -5 to 5; null with linear."""
    pace: float | None
    """Gained a year, in the unit; with cagr growth a year as a share (0.05 is 5 %)."""
    needed_pace: float | None
    """What the path asks for a year, from the baseline on."""
    remaining_pace: float | None
    """What is left to be gained a year, from the latest figure to the due period."""
    expected_now: float | None
    """Where the path is at the end of the period of the question."""
    distance: float | None
    """From there to the latest figure, positive on the good side."""
    arrives: int | None
    """The year in which the pace of now reaches the threshold; null where never, or already."""
    arrives_earliest: int | None
    """The earliest year that approximate figures allow."""
    arrives_latest: int | None
    """The latest one; null where the slowest pace that is possible does not arrive."""
    basis: BasisRecord
    """What it was computed from."""
    reason: Sentence
    """Why."""
    remarks: list[Sentence]
    """What a reader should know of it."""
    verdict: VerdictWord | None
    """What check says for the period of the question; null where that has no figure."""
    baseline: PointRecord | None
    """Where the series came from."""
    latest: PointRecord | None
    """Where it is."""
    series: SeriesRecord
    """All figures that led to the answer."""


@with_config(_TOLD)
class ProgressHead(TypedDict):
    """What stands before the targets."""

    format_version: Literal[1]
    """Grows when a key changes its meaning or goes; a new key does not make it grow."""
    generator: Generator
    """What wrote the document."""
    as_of: str | None
    """The period by whose end it is asked; null where there is none."""
    method: MethodWord
    """How progress was measured."""
    judged: bool
    """Whether there is an answer: not where an input is at fault."""
    exit_status: Literal[0, 1, 2]
    """What the shell is told."""
    failures: dict[str, Count]
    """How many of what made the status 1."""
    summary: StatusSummary
    """All targets by status."""


@with_config(_TOLD)
class ProgressionRecord(ProgressHead):
    """The answer of dti-targets progress."""

    progress: list[ProgressRecord]
    """Every target for every area."""
    diagnostics: list[DiagnosticRecord]
    """What is wrong with the inputs."""
    diagnostic_counts: Counts
    """How many diagnostics there are."""
