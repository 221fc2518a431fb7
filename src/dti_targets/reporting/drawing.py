"""What is drawn of progress: the series of a target as a sparkline, the way that is gone as a bar.

Both are numbers here; which characters stand for them depends on the terminal.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

from dti_targets.domain.period import Period
from dti_targets.domain.progress import Point, Progress, Series, Status
from dti_targets.domain.threshold import Standing
from dti_targets.domain.unit import Unit
from dti_targets.reporting.screen import Signs

NOTHING, CUT = -1, -2
"""In a sparkline: a year without a figure, and a break that nothing is drawn across."""

HIGHEST = 7
"""The level of a point that reaches the threshold, and of no other."""

_MIDDLE = 3
_MOST_YEARS = 10
"""Years without a figure that are drawn one by one."""

_LEVELS = {Signs.UNICODE: "▁▂▃▄▅▆▇█┊·", Signs.CONSOLE: "_.-=+*%#:·", Signs.ASCII: "_.-=+*%#: "}
"""The eight levels, the break and the missing figure: the last two are found by their negatives."""

_BARS = {Signs.UNICODE: "━─│", Signs.CONSOLE: "═─│", Signs.ASCII: "=-|"}
_SIGNS = {Signs.UNICODE: "✓↑→–↓?", Signs.CONSOLE: "√↑→–↓?", Signs.ASCII: "+^>-v?"}


class Spark(NamedTuple):
    """A series to draw: its first and last period, and between them levels, breaks and gaps."""

    first: str = ""
    marks: tuple[int, ...] = ()
    last: str = ""

    def drawn(self, signs: Signs) -> str:
        """Return the sparkline between its periods; up is always better."""
        line = "".join(_LEVELS[signs][mark] for mark in self.marks)
        last = self.last if self.last != self.first else ""
        return f"{self.first} {line} {last}".strip() if line else ""


def sign_of(status: Status, signs: Signs) -> str:
    """Return the sign of a status."""
    return _SIGNS[signs][list(Status).index(status)]


def bar(percent: int, length: int, signs: Signs) -> str:
    """Return the way that is gone, up to the tick that is the threshold.

    Its end is rounded down: only what reached the threshold touches the tick.
    """
    drawn = _BARS[signs]
    filled = max(0, min(100, percent)) * length // 100
    return drawn[0] * filled + drawn[1] * (length - filled) + drawn[2]


def spark_of(made: Progress) -> Spark:
    """Return the series of a target, after the baseline that the resolution states."""
    points = points_of(made)
    if not points:
        return Spark()
    return Spark(_short(points[0].period), tuple(_marks(made, points)), _short(points[-1].period))


def points_of(made: Progress) -> tuple[Point, ...]:
    """Return the points of a series, after an agreed baseline where it is measured from one."""
    agreed = (made.baseline,) if made.baseline and not made.baseline.figures else ()
    return (*agreed, *made.series.points)


def cuts(series: Series, points: Sequence[Point]) -> list[int]:
    """Return, for each break, the index of the point before which it lies."""
    return [
        next((i for i, point in enumerate(points) if point.period.end >= cut.day), len(points))
        for cut in series.breaks
    ]


def gone(made: Progress) -> int | None:
    """Return how much of the way from the baseline to the threshold is gone, in percent.

    Rounded down, and 100 only where the threshold is reached; negative where the latest figure is
    behind the baseline. None where no line leads from one to the other, or nothing can be said.
    """
    limit, base, latest = made.expected.limit, made.baseline, made.latest
    if made.status is Status.ACHIEVED:
        return 100
    unknown = made.status is Status.CANNOT_SAY or made.measured.pace is None
    if unknown or limit is None or base is None or latest is None:
        return None
    first, last, goal = base.number, latest.number, Fraction(limit.number)
    if first is None or last is None or first == goal:
        return None
    return min(99, floor((last - first) / (goal - first) * 100))


def reaches(made: Progress, point: Point) -> bool:
    """Whether all that a point can stand for reaches the threshold."""
    limit = made.expected.limit
    if limit is not None and point.span is not None:
        return limit.standing(point.span) is Standing.REACHED
    states = [figure.value.state for figure in point.figures if figure.value]
    return limit is None and bool(states) and all(states)


def _marks(made: Progress, points: Sequence[Point]) -> Iterator[int]:
    """Yield the level of each point, and what lies between two."""
    broken = cuts(made.series, points)
    segments = [sum(cut <= index for cut in broken) for index in range(len(points))]
    for index, point in enumerate(points):
        if index:
            yield from (NOTHING,) * _years_between(points[index - 1].period, point.period)
        yield from (CUT,) * broken.count(index)
        beside = [p for p, at in zip(points, segments, strict=True) if at == segments[index]]
        yield _level(made, point, beside)
    yield from (CUT,) * broken.count(len(points))


def _level(made: Progress, point: Point, beside: Sequence[Point]) -> int:
    """Return the level of a point between the worst one beside it and the threshold.

    Points on the other side of a break make no difference; alone, a point is in the middle.
    """
    if reaches(made, point):
        return HIGHEST
    if point.number is None:
        stated = any(figure.value and figure.value.state is False for figure in point.figures)
        return 0 if stated else NOTHING
    limit = made.expected.limit
    numbers = [other.number for other in beside if other.number is not None]
    low, high = min(numbers), max(numbers)
    worst, best = (low, high) if _rises(made) else (high, low)
    best = Fraction(limit.number) if limit else best
    if low == high or worst == best:
        return _MIDDLE
    return max(0, min(HIGHEST - 1, floor((point.number - worst) / (best - worst) * HIGHEST)))


def _rises(made: Progress) -> bool:
    """Whether a greater number is a better one; ranks are better the smaller they are."""
    limit, improving = made.expected.limit, made.expected.threshold.improving
    if limit is not None:
        return limit.operator.wants_more
    return improving.wants_more if improving else made.expected.target.unit is not Unit.RANK


def _years_between(before: Period, after: Period) -> int:
    """Return how many whole years without a figure lie between two periods."""
    return max(0, min(_MOST_YEARS, after.start.year - before.end.year - 1))


def _short(period: Period) -> str:
    """Return a period in few cells: of several together the last one, the year of its last day."""
    if period.start == period.end and (period.end.month, period.end.day) == (12, 31):
        return str(period.end.year)
    return str(period).rpartition("/")[2]
