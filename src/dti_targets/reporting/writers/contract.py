"""What `-f json` promises to other programs: every key, its type, and what it says.

The report's JSON Schema is made of these types. A key is never left out and never depends on how
much a person wants to see. Numbers are text, so that no reader rounds them: decimal digits with a
point, or `n/d` where no decimal is exact (the share 114/558).
"""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict  # Pydantic reads that of typing from Python 3.12 on

_TOLD = ConfigDict(use_attribute_docstrings=True)

Number = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$|^-?\d+/\d+$")]
Count = Annotated[int, Field(ge=0)]
VerdictWord = Literal["met", "missed", "pending", "undecided", "missing", "not_applicable"]


@with_config(_TOLD)
class Generator(TypedDict):
    """The program that wrote the report."""

    name: str
    """Name of the program."""
    version: str
    """Its version."""


@with_config(_TOLD)
class Names(TypedDict):
    """A name in both languages; the same where only one is written."""

    vi: str
    """In Vietnamese."""
    en: str
    """In English."""


@with_config(_TOLD)
class AreaRef(TypedDict):
    """A territory."""

    code: str
    """Its official code."""
    name: str
    """Its name."""


@with_config(_TOLD)
class Sentence(TypedDict):
    """A statement for programs and for people."""

    code: str
    """A stable word for it."""
    text: str
    """The sentence, in the language of the report."""


@with_config(_TOLD)
class Summary(TypedDict):
    """How many thresholds got which verdict. The units below an area are not counted."""

    total: Count
    """All of them: the sum of the others."""
    met: Count
    """Reached."""
    missed: Count
    """Due, and not reached."""
    pending: Count
    """Not reached, and due later."""
    undecided: Count
    """The figure does not decide it."""
    missing: Count
    """There is no figure."""
    not_applicable: Count
    """Without a subject, or not in force, in the period."""


@with_config(_TOLD)
class ThresholdRecord(TypedDict):
    """What was promised."""

    kind: Literal["at_least", "more_than", "at_most", "less_than", "rank_at_most", "state"]
    """How it compares; a state is no number."""
    value: Number | None
    """The number, exactly; null for a state."""
    about: bool
    """Whether the text says "about"."""
    text: str
    """As it is worded."""


@with_config(_TOLD)
class FigureRecord(TypedDict):
    """A published figure."""

    text: str
    """As it was published."""
    numerator: str
    """The part that stood beside it, where a share was published as two numbers; else empty."""
    denominator: str
    """The whole that stood beside it; else empty."""
    decimal: Literal["comma", "point", ""]
    """The sign of decimals that its numbers were read by; empty where it could be either."""
    period: str
    """What it is about: 2024, 2024-Q3."""
    low: Number | None
    """The lower end of the numbers that the text can stand for; null is no end, or no number."""
    high: Number | None
    """The upper end."""
    low_closed: bool
    """Whether the lower end is one of them."""
    high_closed: bool
    """Whether the upper end is one of them."""
    state: bool | None
    """What it answers to a state; null where it is no such answer."""
    preliminary: bool
    """Whether it was published as an estimate or as preliminary."""
    source: str
    """Who published it."""
    quote: str
    """The sentence that states it."""
    note: str
    """What the file adds."""
    edition: str
    """When it was published: 2025-02-28, 2025-02, 2025; empty where the file does not say."""
    file: str
    """The file, from the root of the project."""
    line: Count
    """The line, from 1."""
    column: Count
    """The column, in characters from 1; 0 where only the line is known."""


@with_config(_TOLD)
class PromiseRecord(TypedDict):
    """One threshold of a target, and where its file says it."""

    resolution: str
    """Id of the resolution."""
    target: str
    """Id of the target."""
    name: Names
    """What the target is called."""
    indicator: str
    """What is measured."""
    unit: str
    """What it is measured in."""
    level: str
    """The tier of government that it is about."""
    due: str
    """The period by whose end it is to be reached."""
    threshold: ThresholdRecord
    """What is to be reached."""
    target_file: str
    """The file of the target, from the root of the project."""
    target_line: Count
    """The line, from 1."""
    target_column: Count
    """The column, in characters from 1."""


@with_config(_TOLD)
class AssessmentRecord(PromiseRecord):
    """One threshold for one area, judged."""

    area: AreaRef
    """The area."""
    figure: FigureRecord | None
    """The figure that was judged; the first one where sources differ."""
    other_figures: list[FigureRecord]
    """What further sources say of the same."""
    earlier_editions: list[FigureRecord]
    """What was published of the same before, the latest first. It never counts."""
    last_known: FigureRecord | None
    """The last figure before the period, where there is none in it. It never counts."""
    verdict: VerdictWord
    """The answer."""
    reason: Sentence
    """Why."""
    gap: Number | None
    """Distance to the threshold in the unit (points for percent), positive on the good side."""
    remarks: list[Sentence]
    """What a reader should know of it."""
    counted: bool
    """Whether it is one of those that the resolution is measured by."""
    provisional: bool
    """Whether the figure is preliminary, or about a part of the period."""


@with_config(_TOLD)
class ResolutionRecord(TypedDict):
    """A resolution that was read."""

    id: str
    """Its id."""
    label: str
    """The number that people call it by."""
    title: Names
    """What it is about."""
    area: AreaRef
    """The area that it is for."""
    file: str
    """Its file, from the root of the project."""
    judged: bool
    """Whether it was judged."""
    reason: Sentence | None
    """Why not, where it was not."""
    summary: Summary
    """Its thresholds by verdict."""
    sentences: list[str]
    """What an office writes of it."""


@with_config(_TOLD)
class UnusedFigure(TypedDict):
    """A figure that no target asks for."""

    indicator: str
    """What is measured."""
    area: AreaRef
    """The area."""
    level: str
    """The tier of government that it is about."""
    period: str
    """What it is about."""
    text: str
    """As it was published."""
    source: str
    """Who published it."""
    edition: str
    """When it was published; empty where the file does not say."""
    file: str
    """The file, from the root of the project."""
    line: Count
    """The line, from 1."""
    column: Count
    """The column of its value, in characters from 1."""


@with_config(_TOLD)
class PlaceRecord(TypedDict):
    """A place in a file."""

    file: str
    """The file, from the root of the project; or an option, or a variable."""
    line: Count
    """The line, from 1; 0 is the file as a whole."""
    column: Count
    """The column, in characters from 1; 0 is the line as a whole."""


@with_config(_TOLD)
class DiagnosticRecord(PlaceRecord):
    """A fault in an input."""

    code: Annotated[str, Field(pattern=r"^DT\d{3}$")]
    """Its code; dti-targets explain says more of it."""
    severity: Literal["error", "warning"]
    """An error stops the judging."""
    message: str
    """What is wrong, in the language of the report."""
    hint: str
    """What to do about it."""
    others: list[PlaceRecord]
    """Further places that belong to it."""


@with_config(_TOLD)
class Counts(TypedDict):
    """How many diagnostics there are. Of one code and file at most 1,000 are listed."""

    errors: Count
    """Found errors."""
    warnings: Count
    """Found warnings."""
    listed: Count
    """Diagnostics in the list."""


@with_config(_TOLD)
class Head(TypedDict):
    """What stands before the assessments."""

    format_version: Literal[1]
    """Grows when a key changes its meaning or goes; a new key does not make it grow."""
    generator: Generator
    """What wrote the report."""
    period: str | None
    """What was judged, or was asked for; null where nothing was."""
    judged: bool
    """Whether there are verdicts: not where an input is at fault, and not from validate."""
    exit_status: Literal[0, 1, 2]
    """What the shell is told."""
    failures: dict[str, Count]
    """How many of what made the status 1."""
    summary: Summary
    """All thresholds by verdict."""
    resolutions: list[ResolutionRecord]
    """What was read, judged or not."""


@with_config(_TOLD)
class ReportRecord(Head):
    """The report of dti-targets check or validate."""

    assessments: list[AssessmentRecord]
    """Every threshold for every area, the units below included."""
    unused_figures: list[UnusedFigure]
    """What no target asks for."""
    diagnostics: list[DiagnosticRecord]
    """What is wrong with the inputs."""
    diagnostic_counts: Counts
    """How many diagnostics there are."""
