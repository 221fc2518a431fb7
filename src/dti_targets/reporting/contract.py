"""What `-f json` promises to other programs: every key, its type, and what it says.

The report's JSON Schema is made of these types. A key is never left out and never depends on how
much a person wants to see. Numbers are text, so that no reader rounds them: decimal digits with a
point, or `n/d` where no decimal is exact (the share 114/558).
"""

from typing import Annotated, Literal, TypedDict

from pydantic import Field

FORMAT_VERSION = 1
"""Grows when a key changes its meaning or goes; a new key alone does not make it grow."""

Number = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$|^-?\d+/\d+$")]
"""An exact number."""

Line = Annotated[int, Field(ge=0)]
"""Counted from 1; 0 where only the whole file, or line, is known."""

VerdictWord = Literal["met", "missed", "pending", "undecided", "missing", "not_applicable"]


class Generator(TypedDict):
    """The program that wrote the report."""

    name: str
    version: str


class Names(TypedDict):
    """A name in Vietnamese and in English; the same where only one is written."""

    vi: str
    en: str


class AreaRef(TypedDict):
    """A territory, by its official code."""

    code: str
    name: str


class Sentence(TypedDict):
    """A statement as a stable code, and in words."""

    code: str
    text: str


class Summary(TypedDict):
    """How many thresholds got which verdict; the verdicts add up to the total.

    The resolution's own area counts; the units below it do not.
    """

    total: int
    met: int
    missed: int
    pending: int
    undecided: int
    missing: int
    not_applicable: int


class ThresholdRecord(TypedDict):
    """What was promised: a number (`value`) or a state (null), and as it is worded."""

    kind: Literal["at_least", "more_than", "at_most", "less_than", "rank_at_most", "state"]
    value: Number | None
    about: bool
    text: str


class FigureRecord(TypedDict):
    """A published figure: its text, the numbers that the text can stand for, and its source.

    `low` and `high` are the ends of the numbers meant; null is no end, or no number at all.
    """

    text: str
    period: str
    low: Number | None
    high: Number | None
    low_closed: bool
    high_closed: bool
    state: bool | None
    preliminary: bool
    source: str
    quote: str
    note: str
    file: str
    line: Line
    column: Line


class PromiseRecord(TypedDict):
    """One threshold of a target, and where its file says it."""

    resolution: str
    target: str
    name: Names
    indicator: str
    unit: str
    level: str
    due: str
    threshold: ThresholdRecord
    target_file: str
    target_line: Line
    target_column: Line


class AssessmentRecord(PromiseRecord):
    """One threshold for one area, judged."""

    area: AreaRef
    figure: FigureRecord | None
    other_figures: list[FigureRecord]
    last_known: FigureRecord | None
    verdict: VerdictWord
    reason: Sentence
    gap: Number | None
    remarks: list[Sentence]
    counted: bool
    provisional: bool


class ResolutionRecord(TypedDict):
    """A resolution that was read: judged, with its counts, or left out, with the reason."""

    id: str
    label: str
    title: Names
    area: AreaRef
    file: str
    judged: bool
    reason: Sentence | None
    summary: Summary
    sentences: list[str]


class UnusedFigure(TypedDict):
    """A figure that no target asks for."""

    indicator: str
    area: AreaRef
    level: str
    period: str
    text: str
    source: str
    file: str
    line: Line


class PlaceRecord(TypedDict):
    """A place in a file."""

    file: str
    line: Line
    column: Line


class DiagnosticRecord(TypedDict):
    """A fault in an input, with the next step; `others` are further places that belong to it."""

    code: Annotated[str, Field(pattern=r"^DT\d{3}$")]
    severity: Literal["error", "warning"]
    message: str
    file: str
    line: Line
    column: Line
    hint: str
    others: list[PlaceRecord]


class Counts(TypedDict):
    """How many diagnostics were found; of one code and file at most 1,000 are listed."""

    errors: int
    warnings: int
    listed: int


class Head(TypedDict):
    """What stands before the assessments."""

    format_version: Literal[1]
    generator: Generator
    period: str | None
    judged: bool
    exit_status: Literal[0, 1, 2]
    failures: dict[str, int]
    summary: Summary
    resolutions: list[ResolutionRecord]


class ReportRecord(Head):
    """The whole report."""

    assessments: list[AssessmentRecord]
    unused_figures: list[UnusedFigure]
    diagnostics: list[DiagnosticRecord]
    diagnostic_counts: Counts
