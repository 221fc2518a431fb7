"""Promises for one period at a time: each for itself, or all of them summed up."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.progress import Measured, Point, Series, Status
from dti_targets.domain.report import Expected, Statement
from dti_targets.domain.resolution import quotas
from dti_targets.domain.threshold import Limit, Standing, Threshold
from dti_targets.domain.value import Interval


def summed(
    item: Expected, own: Series, total: Series | None
) -> tuple[Expected, Series, Point] | None:
    """Return quotas as one promise of their sum, its series, and the zero that it starts from.

    Args:
        item: A threshold with a quota for each period.
        own: The figures of the single periods.
        total: The figures of what has come together since the first period, where the target
            names an indicator for that.

    Without any figure of the total, the figures of the single periods are added up as far as they
    go without a gap; not across a break. None where the target does not say that its quotas add
    up, where a second reading of its text does not say what they would add up to, or where there
    is nothing to add.
    """
    if total is None or item.limit is None or item.other_limit:
        return None
    numbers = quotas(item.threshold)
    first, *_, last = (*numbers, *numbers)
    series = (
        total if total.connected or total.breaks else Series(tuple(_running(own, list(numbers))))
    )
    if not series.points:
        return None
    running, path = Decimal(0), {}
    for period, number in numbers.items():
        running += number
        path[period] = running
    numbers_by_operator: dict[str, Any] = {item.limit.operator.value: path}
    threshold = Threshold.model_construct(**numbers_by_operator)
    promise = item._replace(
        threshold=threshold, due=last, final_by=last.end, number=running,
        limit=item.limit._replace(number=running),
    )  # fmt: skip
    before = first.start - timedelta(days=1)
    start = Period(before, before, before.isoformat())
    return promise, series, Point(start, None, (), Fraction(0), Interval(Fraction(0), Fraction(0)))


def _running(own: Series, periods: list[Period]) -> Iterator[Point]:
    """Yield the sums of the single periods, from the first one to the first gap."""
    if own.breaks:
        return
    by_period = {point.period: point for point in own.points}
    sums = (Fraction(0),) * 3
    figures: tuple[Figure, ...] = ()
    for period in periods:
        point = by_period.get(period)
        if point is None or point.number is None or point.span is None or point.bound:
            return
        low, high = point.ends[0], point.ends[-1]
        sums = (sums[0] + point.number, sums[1] + low, sums[2] + high)
        figures = (*figures, *point.figures)
        text = period.text if period is periods[0] else f"{periods[0]}/{period}"
        whole = Period(periods[0].start, period.end, text)
        yield Point(whole, point.area, figures, sums[0], Interval(sums[1], sums[2]))


def each_for_itself(item: Expected, own: Series) -> Measured:
    """Return whether every period so far kept its own promise; nothing is added up.

    All kept is on track, and achieved once every promised period has its figure. One that was not
    kept cannot be made up for: there is no pace that would. One without a figure, before another
    that has one, leaves the answer open.
    """
    promised = dict(_promised(item))
    standings = {
        period: _standing(limits, point.span)
        for period, limits in promised.items()
        for point in own.points
        if point.span and _answers(point.period, period, item)
    }
    if not standings:
        key = "progress.each_none" if own.points else "progress.no_figure"
        return Measured(Status.CANNOT_SAY, Statement(key))
    kept = tuple(p for p, standing in standings.items() if standing is Standing.REACHED)
    others = tuple(p for p, standing in standings.items() if standing is not Standing.REACHED)
    last = max(period.end for period in standings)
    gaps = tuple(p for p in promised if p.end < last and p not in standings)
    if others:
        key = "progress.each_mixed" if kept else "progress.each_not_kept"
        return Measured(Status.CANNOT_SAY, Statement(key, {"kept": kept, "others": others}))
    if gaps:
        why = Statement("progress.each_gaps", {"kept": kept, "missing": gaps})
        return Measured(Status.CANNOT_SAY, why)
    status = Status.ACHIEVED if len(kept) == len(promised) else Status.ON_TRACK
    return Measured(status, Statement("progress.each_kept", {"kept": kept}))


def _promised(item: Expected) -> Iterator[tuple[Period, tuple[Limit, ...]]]:
    """Yield each period that is promised something, with the readings of its threshold."""
    limits = tuple(limit for limit in (item.limit, item.other_limit) if limit)
    if not limits:
        return
    if item.target.per_period:
        for period, number in quotas(item.threshold).items():
            yield period, (limits[0]._replace(number=number), *limits[1:])
        return
    first = item.resolution.in_force_from(item.target)
    for year in range(first.year, item.due.end.year + 1):
        yield Period.year_of(date(year, 1, 1)), limits


def _answers(own: Period, promised: Period, item: Expected) -> bool:
    """Whether a figure is the word about a period: of all of it, or, of a year, of its end."""
    ends = promised.covers(own) and own.end == promised.end
    return own == promised or (ends and item.target.every_year)


def _standing(limits: Sequence[Limit], span: Interval) -> Standing:
    """Return how numbers stand to all readings of a threshold."""
    found = {limit.standing(span) for limit in limits}
    return found.pop() if len(found) == 1 else Standing.UNCLEAR
