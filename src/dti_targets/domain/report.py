"""The answer of a run, as data: what was expected, what was judged, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Protocol

from dti_targets.diagnostics import Faults, Place
from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure, Figures
from dti_targets.domain.period import Period
from dti_targets.domain.resolution import Resolution, Target
from dti_targets.domain.threshold import Limit, Threshold
from dti_targets.domain.unit import Level
from dti_targets.domain.value import Qualifier
from dti_targets.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as data: a key of the catalogues and what it needs. Reasons and remarks."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)


class Expected(NamedTuple):
    """One threshold of one resolution, for the period that is judged.

    `number` is the promised number in force for the period, `limit` that number as a threshold
    (None where a state is promised). `due` is the period by whose end it is to be reached, and
    `final_by` the day from which a short figure is a miss: the same day, but the end of the
    judged year for a promise that holds in every year.
    """

    resolution: Resolution
    target: Target
    level: Level
    threshold: Threshold
    due: Period
    final_by: date
    number: Decimal | None
    limit: Limit | None
    other_limit: Limit | None

    @property
    def id(self) -> str:
        """Name of the target, unique over all resolutions."""
        return f"{self.resolution.id}/{self.target.id}"


class Gap(NamedTuple):
    """Distance to the threshold in the indicator's unit, positive on the good side.

    `decimals` are the digits that figure and threshold were given with; `qualifier` is that of
    the figure, so that a bound's distance reads as a bound.
    """

    amount: Fraction
    decimals: int
    qualifier: Qualifier


class Assessment(NamedTuple):
    """A verdict on one expected figure, with its reason and its evidence.

    `figures` are those that were judged: one, none, or several sources of the same figure.
    `last` is the last figure known before the period; it never counts. `counted` tells the
    resolution's own area from the units below it, and leaves out what was withdrawn. `earlier` are
    earlier editions of the figures, the latest first; they never count either.
    """

    expected: Expected
    area: Area
    verdict: Verdict
    reason: Statement
    figures: tuple[Figure, ...] = ()
    gap: Gap | None = None
    remarks: tuple[Statement, ...] = ()
    last: Figure | None = None
    counted: bool = True
    provisional: bool = False
    earlier: tuple[Figure, ...] = ()

    @property
    def is_unit(self) -> bool:
        """Whether the area lies below that of the resolution."""
        return self.area.code != self.expected.resolution.area

    @property
    def fails_if_missing(self) -> bool:
        """Whether a missing figure is a failure: the target may say that it is not."""
        policy = self.expected.target.if_missing
        return not (policy and policy.forgiven)

    @property
    def warns_if_missing(self) -> bool:
        """Whether a missing figure counts as a warning, where it is no failure."""
        policy = self.expected.target.if_missing
        return bool(policy and policy.warn)


class Units(Protocol):
    """Assessments of the units below an area, at one threshold: many, made on demand."""

    @property
    def verdicts(self) -> Sequence[Verdict]:
        """The verdicts alone, in the order of the units."""
        ...

    @property
    def rows(self) -> Sequence[Sequence[int]]:
        """The rows of the figures of each unit, in the order of the units."""
        ...

    @property
    def earlier(self) -> Iterable[int]:
        """The rows that are earlier editions of the figures of the units."""
        ...

    def __getitem__(self, index: int) -> Assessment:
        """Make one assessment."""
        ...

    def __iter__(self) -> Iterator[Assessment]:
        """Yield the assessments, by the code of the unit."""
        ...

    def __len__(self) -> int:
        """Return the number of units."""
        ...


class Line(NamedTuple):
    """One threshold in the report: the resolution's own area, and the units below it."""

    expected: Expected
    own: Assessment | None
    units: Units | None = None

    @property
    def counted(self) -> bool:
        """Whether the line is one of those that the resolution is measured by."""
        return (
            self.own is not None
            and self.own.counted
            and (self.own.verdict is not Verdict.NOT_APPLICABLE)
        )


class ResolutionReport(NamedTuple):
    """The lines of one resolution, in the order of its file."""

    resolution: Resolution
    area: Area
    lines: tuple[Line, ...]
    path: str
    places: Mapping[str, Place]

    @property
    def tally(self) -> Counter[Verdict]:
        """How many thresholds got which verdict; the units below are not among them."""
        return Counter(line.own.verdict for line in self.lines if line.own)

    @property
    def applicable(self) -> bool:
        """Whether any threshold applies in the period."""
        return any(
            (line.own and line.own.verdict is not Verdict.NOT_APPLICABLE) or line.units
            for line in self.lines
        )

    def units_decide(self, line: Line) -> bool:
        """Whether the units of a line decide the exit status, as the lines of the area itself do.

        They do where the area was not judged at all, or where each of them is promised something.
        """
        return line.expected.threshold.each is not None or not any(ln.own for ln in self.lines)

    def place(self, expected: Expected) -> Place:
        """Return the place of a target in its file."""
        return self.places.get(expected.target.id, Place(self.path))


class NotJudged(NamedTuple):
    """A resolution that was read and left out, with the reason."""

    resolution: Resolution
    reason: Statement
    path: str = ""


class Report(NamedTuple):
    """The answer to `check`: everything that was judged in one period, and what was not."""

    period: Period
    resolutions: tuple[ResolutionReport, ...]
    not_judged: tuple[NotJudged, ...]
    figures: Figures
    unused: Sequence[Figure]
    paths: tuple[str, ...]
    faults: Faults

    def assessments(self) -> Iterator[Assessment]:
        """Yield every assessment, the units below included, in the order of the files."""
        for line in self._lines():
            if line.own:
                yield line.own
            yield from line.units or ()

    def places(self) -> Iterator[Place]:
        """Yield the row of every figure that was judged, is shown beside it, or was not used."""
        for line in self._lines():
            for rows in line.units.rows if line.units else ():
                yield from map(self._place, rows)
            yield from map(self._place, line.units.earlier if line.units else ())
            if line.own:
                yield from (figure.place for figure in (*line.own.figures, *line.own.earlier))
                if line.own.last:
                    yield line.own.last.place
        yield from (figure.place for figure in self.unused)

    def _place(self, row: int) -> Place:
        return Place(self.figures.path(row), self.figures.line[row])

    def _lines(self) -> Iterator[Line]:
        for resolution in self.resolutions:
            yield from resolution.lines


def failures(report: Report, fail_on: Iterable[str]) -> dict[str, int]:
    """Return how many of what `fail_on` names there are; empty means exit status 0.

    The resolution's own thresholds decide, and the units below where they do too.
    """
    counts: Counter[str] = Counter()
    for resolution in report.resolutions:
        for line in resolution.lines:
            if line.own:
                counts.update(fails_as(line.own))
            if line.units and resolution.units_decide(line):
                for unit in line.units:
                    counts.update(fails_as(unit))
    counts["unused"] = len(report.unused)
    counts["warning"] += report.faults.warnings
    words = set(fail_on)
    return {word: counts[word] for word in counts if word in words and counts[word]}


def fails_as(assessment: Assessment) -> Iterator[str]:
    """Yield the words by which `fail_on` can name an assessment."""
    verdict = assessment.verdict
    if verdict is not Verdict.MISSING or assessment.fails_if_missing:
        yield str(verdict)
    elif assessment.warns_if_missing:
        yield "warning"
    if assessment.provisional:
        yield "provisional"
