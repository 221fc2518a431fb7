"""How far a target is on its way: the series of its figures, and what a method makes of them.

Time is counted in years: `moment` of a day is the year and the part of it that has passed at the
end of the day, so that the ends of two years lie a whole number apart.
"""

from calendar import isleap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import NamedTuple

from dti_targets.diagnostics import Faults, Place
from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure, Figures
from dti_targets.domain.method import Method
from dti_targets.domain.period import LAST_YEAR, Period
from dti_targets.domain.report import Expected, NotJudged, Statement
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.value import Interval, Qualifier
from dti_targets.domain.verdict import Verdict


class Status(StrEnum):
    """The answer to "is it on its way?", from the best to none."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    MODERATE = "moderate"
    LIMITED = "limited"
    DETERIORATING = "deteriorating"
    CANNOT_SAY = "cannot_say"


class Point(NamedTuple):
    """What was published of one period.

    `number` is as it was written (None where the value is a state, or was published as not
    available), `span` the numbers that it can stand for; with several sources that differ, from
    the least to the greatest. `bound` tells that one end only was published: "trên 95%". An agreed
    baseline has no figures.
    """

    period: Period
    area: Area | None
    figures: tuple[Figure, ...] = ()
    number: Fraction | None = None
    span: Interval | None = None
    bound: bool = False

    @property
    def at(self) -> Fraction:
        """The moment that the number is about: the end of its period."""
        return moment(self.period.end)

    @property
    def ends(self) -> tuple[Fraction, ...]:
        """The least and the greatest number that it can be; one where the number is exact."""
        span = self.span
        if span is None or span.low is None or span.high is None:
            return () if self.number is None else (self.number,)
        return tuple(dict.fromkeys((span.low, span.high)))

    @property
    def attained(self) -> bool:
        """Whether the number is one that it can be: that of "gần 100%" is not."""
        number, span = self.number, self.span
        if number is None or span is None:
            return True
        low, high, low_closed, high_closed = span
        above = low is None or low < number or (low == number and low_closed)
        below = high is None or number < high or (high == number and high_closed)
        return above and below

    @property
    def sources_differ(self) -> bool:
        """Whether several sources give several values of one period."""
        values = {(figure.period, figure.value) for figure in self.figures}
        return len(values) > len({period for period, _ in values})

    @property
    def is_range(self) -> bool:
        """Whether two numbers were published, of which neither is the one: "từ 30 đến 35"."""
        values = (figure.value for figure in self.figures)
        return any(value and value.qualifier is Qualifier.RANGE for value in values)


class Break(NamedTuple):
    """A day on which a series begins anew, and why: nothing is computed or drawn across it."""

    day: date
    reason: Statement


class Series(NamedTuple):
    """The figures of one indicator, area and level in time order, the latest last.

    `breaks` are in time order, the last one perhaps after all points; `aside` are figures that do
    not count: parts of a period that has a figure of its own, and what a later edition replaced.
    """

    points: tuple[Point, ...] = ()
    breaks: tuple[Break, ...] = ()
    aside: tuple[Figure, ...] = ()

    def segments(self) -> tuple[tuple[Point, ...], ...]:
        """Return the points between the breaks, in time order; no segment is empty."""
        found: list[tuple[Point, ...]] = []
        rest = self.points
        for cut in self.breaks:
            before = tuple(point for point in rest if point.period.end < cut.day)
            found.append(before)
            rest = rest[len(before) :]
        return tuple(segment for segment in (*found, rest) if segment)

    @property
    def connected(self) -> tuple[Point, ...]:
        """The points with a number since the last break: what a pace can be made of."""
        last = self.breaks[-1].day if self.breaks else date.min
        return tuple(p for p in self.points if p.number is not None and p.period.end >= last)


class Span(NamedTuple):
    """The least and the greatest that something can be, where figures are approximate."""

    low: Fraction
    high: Fraction


class Arrival(NamedTuple):
    """The year in which the pace of now arrives; the years that approximate figures allow.

    `latest` is None where the slowest pace that is possible does not arrive.
    """

    year: int
    earliest: int
    latest: int | None


class Measured(NamedTuple):
    """What a method makes of a series. A number that makes no sense there is None.

    Numbers are in the unit of the indicator, paces in units a year; with `cagr`, paces are growth
    a year as a share (0.05 is 5 %). `ratio` is pace by needed pace, or, where the text sets no
    number, the growth itself. `needed` is the pace that the path asks for from the baseline up to
    the latest figure (with `cagr`: up to the threshold), `remaining` the one that is left to go
    from the latest figure to the threshold. `distance` is the latest figure less `expected`, which
    is the path at the day of the question; positive on the good side. `score` is that of the
    published method.
    """

    status: Status
    reason: Statement
    ratio: Fraction | None = None
    ratio_span: Span | None = None
    score: Fraction | None = None
    pace: Fraction | None = None
    needed: Fraction | None = None
    remaining: Fraction | None = None
    expected: Fraction | None = None
    distance: Fraction | None = None
    arrival: Arrival | None = None
    remarks: tuple[Statement, ...] = ()


class Way(NamedTuple):
    """What a method measures: where a series came from, where it is, and where it is to go.

    `path` are moments and the numbers that they ask for: the baseline first, then the milestones,
    which never ask for less than there was, and, where there is a threshold, that at the end of
    its due period last. `now` is the moment of the question, `reached` whether the latest figure
    reaches the threshold, whatever it can stand for.
    """

    expected: Expected
    baseline: Point
    latest: Point
    path: tuple[tuple[Fraction, Fraction], ...]
    now: Fraction
    reached: bool = False

    @property
    def first(self) -> Fraction:
        """The number of the baseline."""
        return self.path[0][1]

    @property
    def last(self) -> Fraction:
        """The number of the latest figure, as written."""
        number = self.latest.number
        if number is None:
            msg = "a way leads to a number"
            raise ValueError(msg)
        return number

    @property
    def years(self) -> Fraction:
        """The years from the baseline to the latest figure."""
        return self.latest.at - self.path[0][0]

    @property
    def goal(self) -> Fraction:
        """The number of the threshold."""
        return self.path[-1][1]

    @property
    def wants_more(self) -> bool:
        """Whether a greater number is a better one."""
        limit, improving = self.expected.limit, self.expected.threshold.improving
        return limit.operator.wants_more if limit else bool(improving and improving.wants_more)

    @property
    def due(self) -> Fraction:
        """The moment at which the threshold is due."""
        return self.path[-1][0]

    @property
    def strict(self) -> bool:
        """Whether the number of the threshold is not enough, or the latest one is not attained."""
        limit = self.expected.limit
        return not self.latest.attained or (limit is not None and limit.operator.strict)

    @property
    def arrived(self) -> bool:
        """Whether the number of the latest figure, as written, reaches the threshold."""
        ahead = self.ahead(self.last, self.goal)
        return ahead > 0 or (ahead == 0 and not self.strict)

    def ahead(self, number: Fraction, edge: Fraction) -> Fraction:
        """Return the distance of a number to an edge, positive on the good side."""
        return number - edge if self.wants_more else edge - number

    def variants(self) -> tuple["Way", ...]:
        """Return the ways between all ends of what baseline and latest figure can stand for.

        There is one, the way itself, where both are exact.
        """
        if len(self.baseline.ends) == 1 and len(self.latest.ends) == 1:
            return (self,)
        ways = (
            self._replace(
                path=((self.path[0][0], first), *self.path[1:]),
                latest=self.latest._replace(number=last),
            )
            for first, last in product(self.baseline.ends, self.latest.ends)
        )
        has_goal = self.expected.limit is not None
        return tuple(way._replace(reached=has_goal and way.arrived) for way in ways)


def arrival(years: Sequence[int | None]) -> Arrival | None:
    """Return the first of some years as the year of arrival, and the span of all; None if none."""
    year = years[0]
    if year is None:
        return None
    known = [one for one in years if one is not None]
    return Arrival(year, min(known), None if None in years else max(known))


def year_of(moment: Fraction, *, strict: bool = False) -> int | None:
    """Return the calendar year that a moment lies in; None beyond the years that periods have.

    The end of a year belongs to that year, unless reaching the threshold then is not enough.
    """
    year = floor(moment) if strict else ceil(moment) - 1
    return year if year <= LAST_YEAR else None


class Progress(NamedTuple):
    """One target for one area, with everything that led to its status.

    `baseline` is None where nothing was measured; `points` are how many figures, the baseline
    included, were connected. `verdict` is that of `check` for the period of the question, where
    that period has a figure.
    """

    expected: Expected
    area: Area
    series: Series
    method: Method
    measured: Measured
    baseline: Point | None = None
    points: int = 0
    verdict: Verdict | None = None

    @property
    def status(self) -> Status:
        """The answer."""
        return self.measured.status

    @property
    def latest(self) -> Point | None:
        """The last point that has a number, or the last one."""
        numbered = [point for point in self.series.points if point.number is not None]
        points = numbered or self.series.points
        return points[-1] if points else None


class ResolutionProgress(NamedTuple):
    """The targets of one resolution, in the order of its file."""

    resolution: Resolution
    area: Area
    targets: tuple[Progress, ...]
    path: str
    places: Mapping[str, Place]

    def place(self, expected: Expected) -> Place:
        """Return the place of a target in its file."""
        return self.places.get(expected.target.id, Place(self.path))


class Progression(NamedTuple):
    """The answer to `progress`: every target on its way, as of the end of a period."""

    period: Period
    method: Method
    resolutions: tuple[ResolutionProgress, ...]
    not_judged: tuple[NotJudged, ...]
    figures: Figures
    paths: tuple[str, ...]
    faults: Faults

    @property
    def targets(self) -> Sequence[Progress]:
        """All targets of all resolutions."""
        return tuple(made for part in self.resolutions for made in part.targets)

    def places(self) -> Iterator[Place]:
        """Yield the row of every figure of every series."""
        for made in self.targets:
            series = made.series
            for figures in (*(point.figures for point in series.points), series.aside):
                yield from (figure.place for figure in figures)


def failures(progression: Progression, fail_on: Iterable[str]) -> dict[str, int]:
    """Return how many of what `fail_on` names there are; empty means exit status 0."""
    counts: Counter[str] = Counter(str(made.status) for made in progression.targets)
    counts["warning"] += progression.faults.warnings
    words = set(fail_on)
    order = (*map(str, Status), "warning")
    return {word: counts[word] for word in order if word in words and counts[word]}


def moment(day: date) -> Fraction:
    """Return the end of a day in years: 2025 is the end of 31 December 2024."""
    days = 366 if isleap(day.year) else 365
    return day.year + Fraction(day.timetuple().tm_yday, days)
