"""What `compare -f json` promises to other programs: every key, its type, and what it says.

As in the report: no key is ever left out, and numbers are text, so that no reader rounds them.
"""

from typing import Literal

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # Pydantic reads that of typing from Python 3.12 on

from dti_targets.reporting.writers.contract import (
    AreaRef,
    Count,
    Counts,
    DiagnosticRecord,
    Generator,
    Names,
    Number,
    PlaceRecord,
    Sentence,
    VerdictWord,
)

_TOLD = ConfigDict(use_attribute_docstrings=True)

ChangedWord = Literal[
    "regressed", "newly_missed", "vanished", "dropped", "amended", "verdict_changed", "revised",
    "figure_changed", "added", "appeared", "newly_met", "not_comparable",
]  # fmt: skip
AmendedWord = Literal[
    "dropped", "withdrawn", "easier", "harder", "otherwise", "unit", "redefined", "due",
    "reinstated", "added", "document_dropped", "document_changed", "document_added", "reworded",
]  # fmt: skip


@with_config(_TOLD)
class SideRecord(TypedDict):
    """One of the two that are compared."""

    name: str
    """What it was called on the command line."""
    files: list[str]
    """What was read of it."""
    period: str | None
    """The period that was judged; null where resolutions are compared."""


@with_config(_TOLD)
class PromisedRecord(TypedDict):
    """A threshold."""

    kind: Literal["at_least", "more_than", "at_most", "less_than", "rank_at_most", "state"]
    """How it compares; a state is no number."""
    value: Number | None
    """The number, exactly; null for a state."""
    about: bool
    """Whether the text says "about"."""


@with_config(_TOLD)
class PublishedRecord(TypedDict):
    """A published figure."""

    text: str
    """As it was published."""
    period: str
    """What it is about: 2024, 2024-Q3."""
    source: str
    """Who published it."""
    quote: str
    """The sentence that states it."""
    note: str
    """What the file adds."""
    file: str
    """The file, from the root of the project."""
    line: Count
    """The line, from 1."""
    column: Count
    """The column, in characters from 1; 0 where only the line is known."""


@with_config(_TOLD)
class JudgedRecord(TypedDict):
    """A threshold for an area, as one side has it."""

    verdict: VerdictWord
    """The answer."""
    figures: list[PublishedRecord]
    """What it rests on; several where sources differ."""
    threshold: PromisedRecord
    """What was promised."""
    due: str
    """The period by whose end it is to be reached."""
    gap: Number | None
    """Distance to the threshold; null where the figure is no exact number."""


@with_config(_TOLD)
class ChangeRecord(TypedDict):
    """What became of one threshold for one area."""

    kind: ChangedWord
    """What it is above all. What is not comparable is neither better nor worse."""
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
    area: AreaRef
    """The area."""
    old: JudgedRecord | None
    """As it was; null where the old side does not have the threshold."""
    new: JudgedRecord | None
    """As it is; null where the new side has it no longer."""
    figure: Literal["vanished", "revised", "figure_changed", "appeared"] | None
    """What became of the figure alone; null where it is as it was."""
    amended: bool
    """Whether something else is promised."""
    gap_change: Number | None
    """How much nearer to the threshold, positive on the good side; null where that says nothing."""
    decides: bool
    """Whether it can decide the exit status: units below an area do not."""
    remarks: list[Sentence]
    """Why the two cannot be compared, or why no figure is asked for any more."""
    target_file: str
    """The file of the target, from the root of the project."""
    target_line: Count
    """The line, from 1."""
    target_column: Count
    """The column, in characters from 1."""


@with_config(_TOLD)
class UnaskedRecord(TypedDict):
    """What became of a figure that no target asks for."""

    kind: Literal["vanished", "revised", "appeared"]
    """What became of it."""
    indicator: str
    """What is measured."""
    area: AreaRef
    """The area."""
    level: str
    """The tier of government that it is about."""
    old: PublishedRecord | None
    """As it was; null where there was none."""
    new: PublishedRecord | None
    """As it is; null where there is none."""


@with_config(_TOLD)
class AmendmentRecord(PlaceRecord):
    """What became of a promise, a document or a wording. The place is that in the new file."""

    kind: AmendedWord
    """What became of it. A threshold is harder or easier exactly, by operator and number."""
    resolution: str
    """Id of the resolution."""
    target: str
    """Id of the target; empty for a document or the resolution as a whole."""
    name: Names
    """What the target, or the document, is called."""
    level: str | None
    """The tier of government that it is about; null where it is about all."""
    old: str
    """What stood, in the language of the report; empty for nothing."""
    new: str
    """What stands."""
    old_threshold: PromisedRecord | None
    """The threshold that stood, where it was one number."""
    new_threshold: PromisedRecord | None
    """The threshold that stands."""
    keys: list[str]
    """Further keys of the threshold that changed, as the file calls them."""
    others: list[PlaceRecord]
    """The place in the old file, where there is one."""


@with_config(_TOLD)
class ComparisonHead(TypedDict):
    """What stands before the changes."""

    format_version: Literal[1]
    """Grows when a key changes its meaning or goes; a new key does not make it grow."""
    generator: Generator
    """What wrote it."""
    subject: Literal["figures", "reports", "resolutions"] | None
    """What was compared; null where nothing was."""
    compared: bool
    """Whether there are changes to tell: not where an input is at fault."""
    exit_status: Literal[0, 1, 2]
    """What the shell is told."""
    failures: dict[str, Count]
    """How many of what made the status 1."""
    old: SideRecord | None
    """What there was."""
    new: SideRecord | None
    """What there is."""
    summary: dict[str, Count]
    """How many changes of each kind; units below an area are not among them."""
    unchanged: Count
    """How many thresholds, of resolutions how many targets, are as they were."""
    sentences: list[str]
    """What an office writes of it."""


@with_config(_TOLD)
class ComparisonRecord(ComparisonHead):
    """The report of dti-targets compare."""

    changes: list[ChangeRecord]
    """What became of thresholds and their figures, the worst first."""
    unasked_figures: list[UnaskedRecord]
    """What became of figures that no target asks for."""
    amendments: list[AmendmentRecord]
    """What became of resolutions."""
    diagnostics: list[DiagnosticRecord]
    """What is wrong with the inputs."""
    diagnostic_counts: Counts
    """How many diagnostics there are."""
