"""The figures of one indicator, area and level as a series, broken where nothing may connect them.

Three things break a series: the territory changed, a rank or a count is out of another total, or
the resolution says that what is measured was defined anew.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from dti_targets.checking.editions import Editions, by_edition
from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure, Figures
from dti_targets.domain.period import Period
from dti_targets.domain.progress import Break, Point, Series
from dti_targets.domain.report import Expected, Statement
from dti_targets.domain.resolution import Redefined
from dti_targets.domain.unit import Level
from dti_targets.domain.value import Interval, Qualifier

_BOUNDS = {Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.LESS_THAN, Qualifier.AT_MOST}


class Key(NamedTuple):
    """What a series is about; `code` is that of the area, whatever its territory was."""

    indicator: str
    level: Level
    code: str


def rows_by_key(figures: Figures, keys: Collection[Key], until: date) -> Mapping[Key, Editions]:
    """Return the rows of each series, of periods that end by a day, in the order of the files.

    Earlier editions of a figure stand apart; a row that nobody filled in is no figure.
    """
    wanted: dict[tuple[str, Level], set[str]] = defaultdict(set)
    for key in keys:
        wanted[key.indicator, key.level].add(key.code)
    codes = [wanted.get(slot, set()) for slot in figures.slots]
    places = [area.code if period.end <= until else None for area, period in figures.places]
    found: dict[Key, list[int]] = defaultdict(list)
    blank = figures.blank_texts()
    for row, (slot, place) in enumerate(zip(figures.slot, figures.place, strict=True)):
        code = places[place]
        if code is not None and code in codes[slot] and figures.text[row] not in blank:
            found[Key(*figures.slots[slot], code)].append(row)
    return {key: _parted(figures, rows) for key, rows in found.items()}


def _parted(figures: Figures, rows: Sequence[int]) -> Editions:
    """Part the rows of one series by their editions, which belong to one area and period each."""
    together: dict[tuple[Area, Period], list[int]] = defaultdict(list)
    for row in rows:
        together[figures.places[figures.place[row]]].append(row)
    earlier = tuple(row for same in together.values() for row in by_edition(figures, same).earlier)
    return Editions(tuple(row for row in rows if row not in earlier), earlier)


def series_of(
    published: Iterable[Figure], tolerance: Fraction, redefined: Sequence[Redefined] = (),
    earlier: Iterable[Figure] = (),
) -> Series:  # fmt: skip
    """Return figures in time order, with the breaks between them.

    Args:
        published: Figures of one indicator, level and area code, in any order.
        tolerance: What "about" leaves open, as a share of the number.
        redefined: Days from which the resolution says that something else is measured.
        earlier: Earlier editions of them, which are only kept.
    """
    together: dict[tuple[Area, Period], list[Figure]] = defaultdict(list)
    for figure in published:
        together[figure.area, figure.period].append(figure)
    points = sorted(
        (_point(figures, tolerance) for figures in together.values()),
        key=lambda point: (point.period.end, point.period.start),
    )
    parts = [point for point in points if any(_replaces(other, point) for other in points)]
    whole = tuple(point for point in points if point not in parts)
    return Series(
        whole,
        tuple(_breaks(whole, redefined)),
        (*(figure for point in parts for figure in point.figures), *earlier),
    )


def series_up_to(now: Point, figures: Figures, rows: Editions, item: Expected) -> Series:
    """Return some rows as the series of a threshold; what broke since the last one breaks it, too.

    Args:
        now: The period up to which it is told, in the territory of its last day.
        figures: The store that the rows are of.
        rows: Those of one indicator, level and area code.
        item: The threshold; its resolution says what "about" leaves open, and what was redefined.
    """
    redefined = item.target.redefined
    counting, earlier = (map(figures.__getitem__, part) for part in rows)
    found = series_of(counting, item.resolution.tolerance, redefined, earlier)
    cut = break_between(found.points[-1], now, redefined) if found.points else None
    return found._replace(breaks=(*found.breaks, cut)) if cut else found


def _point(figures: Sequence[Figure], tolerance: Fraction) -> Point:
    """Return what the figures of one period say together; those without a value say nothing."""
    stated = [figure for figure in figures if figure.value and figure.value.absence is None]
    first = (stated or figures)[0]
    values = [figure.value for figure in stated if figure.value]
    point = Point(first.period, first.area, tuple(stated or figures))
    if not values or any(value.number is None for value in values):
        return point
    spans = [value.interval(tolerance) for value in values]
    return point._replace(
        number=values[0].number,
        span=_around(spans),
        bound=any(value.qualifier in _BOUNDS for value in values),
    )


def _around(spans: Sequence[Interval]) -> Interval:
    """Return the least interval that holds all of some."""
    if len(spans) == 1:
        return spans[0]
    lows, highs = [span.low for span in spans], [span.high for span in spans]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return Interval(
        low, high,
        any(span.low == low and span.low_closed for span in spans),
        any(span.high == high and span.high_closed for span in spans),
    )  # fmt: skip


def _replaces(point: Point, part: Point) -> bool:
    """Whether the number of a point makes another one superfluous, in the same territory.

    A longer period replaces its parts, up to a year. Figures over several years stand beside those
    of their years, as long as no other one is of the same last day.
    """
    if point.number is None or point.area != part.area or point.period == part.period:
        return False
    if _several_years(part.period):
        return point.period.end == part.period.end and point.period.start > part.period.start
    return point.period.covers(part.period) and not _several_years(point.period)


def _several_years(period: Period) -> bool:
    """Whether a period is longer than a year: its first day comes round again before it ends."""
    start, end = period.start, period.end
    return (end.year - 1, end.month, end.day) >= (start.year, start.month, start.day)


def _breaks(points: Sequence[Point], redefined: Sequence[Redefined]) -> Iterator[Break]:
    """Yield one break at most between two points: the first reason that holds."""
    total = None
    for before, after in pairwise(points):
        total = total_of(before) or total
        now = total_of(after)
        cut = break_between(before, after, redefined)
        if cut is None and total and now and total != now:
            params = {"before": total, "now": now}
            cut = Break(after.period.end, Statement("break.total", params))
        if cut:
            total = None
            yield cut


def break_between(before: Point, after: Point, redefined: Sequence[Redefined]) -> Break | None:
    """Return why the days of two points must not be connected; None where they may be."""
    day = after.area.first if after.area else None
    if day and before.period.end < day:
        return Break(day, Statement("break.territory", {"area": after.area, "day": day}))
    for change in redefined:
        if before.period.end < change.day <= after.period.end:
            return Break(change.day, Statement("break.redefined", {"why": change.why}))
    return None


def total_of(point: Point) -> int | None:
    """Return what a rank or a count is out of, where a source says so.

    A share is the same whatever it is a share of.
    """
    values = (figure.value for figure in point.figures if figure.value)
    return next((value.total for value in values if value.unit.whole and value.total), None)
