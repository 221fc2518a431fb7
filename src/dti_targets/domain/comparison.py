"""What changed between two sets of figures, two reports, or two sets of resolutions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from dti_targets.diagnostics import Faults, Place
from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.report import Gap, Statement
from dti_targets.domain.resolution import Redefined
from dti_targets.domain.threshold import Limit
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Qualifier
from dti_targets.domain.verdict import Verdict


class Subject(StrEnum):
    """What is compared: two sides of one kind."""

    FIGURES = "figures"
    REPORTS = "reports"
    RESOLUTIONS = "resolutions"


class Changed(StrEnum):
    """What became of a threshold or of a figure, the worst first. Each change is one of these."""

    REGRESSED = "regressed"
    NEWLY_MISSED = "newly_missed"
    VANISHED = "vanished"
    DROPPED = "dropped"
    AMENDED = "amended"
    VERDICT_CHANGED = "verdict_changed"
    REVISED = "revised"
    FIGURE_CHANGED = "figure_changed"
    ADDED = "added"
    APPEARED = "appeared"
    NEWLY_MET = "newly_met"
    NOT_COMPARABLE = "not_comparable"


class Amended(StrEnum):
    """What became of a promise, in the order in which it is told."""

    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"
    EASIER = "easier"
    HARDER = "harder"
    OTHERWISE = "otherwise"
    UNIT = "unit"
    REDEFINED = "redefined"
    DUE = "due"
    REINSTATED = "reinstated"
    ADDED = "added"
    DOCUMENT_DROPPED = "document_dropped"
    DOCUMENT_CHANGED = "document_changed"
    DOCUMENT_ADDED = "document_added"
    REWORDED = "reworded"


_TEXT_ONLY = frozenset({
    Amended.DOCUMENT_DROPPED, Amended.DOCUMENT_CHANGED, Amended.DOCUMENT_ADDED, Amended.REWORDED,
})  # fmt: skip
"""What leaves every threshold as it was."""

Key = tuple[str, str, Level, str]
"""Resolution, target, level and code of the area: the same threshold on both sides."""


class Judged(NamedTuple):
    """One threshold for one area, as one side has it: judged just now, or in a saved report.

    `own` tells the resolution's own area from the units below it. `limit` is None where a state is
    promised; `place` is that of the target.
    """

    resolution: str
    label: str
    target: str
    name: Phrase
    indicator: str
    unit: Unit
    level: Level
    area: Area
    own: bool
    period: Period
    due: str
    limit: Limit | None
    verdict: Verdict
    figures: tuple[Figure, ...] = ()
    gap: Gap | None = None
    place: Place = Place("")
    redefined: tuple[Redefined, ...] = ()

    @property
    def key(self) -> Key:
        """What makes it the same on both sides."""
        return (self.resolution, self.target, self.level, self.area.code)

    @property
    def threshold(self) -> tuple[str, str, Level]:
        """The key without the area."""
        return (self.resolution, self.target, self.level)

    @property
    def stated(self) -> tuple[Figure, ...]:
        """The figures that were judged; none where they only say that there is no value."""
        unjudged = self.verdict in {Verdict.MISSING, Verdict.NOT_APPLICABLE}
        return () if unjudged else self.figures

    @property
    def exact_gap(self) -> Fraction | None:
        """The distance to the threshold, where the figure is no bound and no neighbourhood."""
        exact = self.gap is not None and self.gap.qualifier is Qualifier.EXACT
        return self.gap.amount if self.gap and exact else None


class Change(NamedTuple):
    """What became of one threshold for one area.

    A side is None where it does not know the threshold, or, with `figure`, no figure of the unit.
    `figure` is what became of the figure alone: vanished, revised, changed, appeared, or nothing.
    `decides` tells whether it can decide the exit status.
    """

    kind: Changed
    old: Judged | None
    new: Judged | None
    figure: Changed | None = None
    amended: bool = False
    decides: bool = True
    remarks: tuple[Statement, ...] = ()

    @property
    def at(self) -> Judged:
        """The side that names it: the new one where it has it."""
        found = self.new or self.old
        if found is None:
            msg = "a change has a side"
            raise ValueError(msg)
        return found

    @property
    def gap(self) -> Fraction | None:
        """How much nearer to the threshold, or further past it; None where that makes no sense."""
        old = self.old.exact_gap if self.old else None
        new = self.new.exact_gap if self.new else None
        if old is None or new is None or self.amended or self.kind is Changed.NOT_COMPARABLE:
            return None
        return new - old

    def places(self) -> Iterator[Place]:
        """Yield the rows of the figures of both sides."""
        for side in (self.old, self.new):
            yield from (figure.place for figure in side.figures) if side else ()


class Unasked(NamedTuple):
    """What became of a figure that no target asks for: vanished, revised or appeared."""

    kind: Changed
    old: Figure | None
    new: Figure | None

    @property
    def at(self) -> Figure:
        """The figure that names it: the new one where there is one."""
        found = self.new or self.old
        if found is None:
            msg = "a change has a side"
            raise ValueError(msg)
        return found

    def places(self) -> Iterator[Place]:
        """Yield the rows of both sides."""
        yield from (figure.place for figure in (self.old, self.new) if figure)


class Amendment(NamedTuple):
    """What became of a promise, a document or a wording of a resolution.

    `old` and `new` are what stood and what stands: a threshold, a period, a text; None for nothing.
    `keys` are those of the threshold's other keys that changed, as the file calls them.
    A whole resolution, or a document, has no target. `place` is in the new file, or in the old one
    where the new one has it no longer; `other` the other one.
    """

    kind: Amended
    resolution: str
    label: str
    target: str
    name: Phrase
    level: Level | None
    old: object
    new: object
    place: Place
    other: Place | None = None
    keys: tuple[str, ...] = ()


class Side(NamedTuple):
    """One of the two: what it was called, what was read of it, the period that was judged."""

    name: str
    files: tuple[str, ...] = ()
    period: Period | None = None


class Comparison(NamedTuple):
    """The answer to `compare`: the changes, the worst first; `unchanged` counts what has none."""

    subject: Subject
    old: Side
    new: Side
    faults: Faults
    changes: Sequence[Change] = ()
    unasked: Sequence[Unasked] = ()
    amendments: Sequence[Amendment] = ()
    unchanged: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.changes or self.unasked or self.amendments)

    @property
    def tally(self) -> Counter[Changed]:
        """How many changes of each kind there are that can decide."""
        return Counter(change.kind for change in self.changes if change.decides)

    @property
    def amended(self) -> Counter[Amended]:
        """How many amendments of each kind there are."""
        return Counter(amendment.kind for amendment in self.amendments)

    def places(self) -> Iterator[Place]:
        """Yield the row of every figure that changed."""
        yield from chain.from_iterable(change.places() for change in self.changes)
        yield from chain.from_iterable(unasked.places() for unasked in self.unasked)


def ended(comparison: Comparison, fail_on: Iterable[str]) -> dict[str, int]:
    """Return how many of what `fail_on` names there are; empty means exit status 0."""
    counts: Counter[str] = Counter()
    for change in comparison.changes:
        counts.update(fails_as(change))
    for amendment in comparison.amendments:
        counts.update(amendment_fails_as(amendment))
    counts["changed"] += len(comparison.unasked)
    counts["warning"] += comparison.faults.warnings
    words = set(fail_on)
    return {word: counts[word] for word in counts if word in words and counts[word]}


def fails_as(change: Change) -> Iterator[str]:
    """Yield the words by which `fail_on` can name a change.

    What cannot be compared is a change and nothing else: neither better nor worse.
    """
    yield "changed"
    if not change.decides or change.kind is Changed.NOT_COMPARABLE:
        return
    if change.kind is Changed.REGRESSED:
        yield "regressed"
    if newly_missed(change):
        yield "newly_missed"
    if change.figure in {Changed.VANISHED, Changed.REVISED}:
        yield str(change.figure)
    if change.amended:
        yield "amended"


def newly_missed(change: Change) -> bool:
    """Whether a target is missed now that was not missed before."""
    old, new = change.old, change.new
    if new is None or new.verdict is not Verdict.MISSED or change.kind is Changed.ADDED:
        return False
    return old is None or old.verdict is not Verdict.MISSED


def amendment_fails_as(amendment: Amendment) -> Iterator[str]:
    """Yield the words by which `fail_on` can name an amendment."""
    yield "changed"
    if amendment.kind not in _TEXT_ONLY:
        yield "amended"
