"""Promises for one period at a time: each for itself, or all of them summed up."""

from collections.abc import Iterator
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
    go without a gap. None where the target does not say that its quotas add up, or where there is
    nothing to add.
    """
    if total is None or item.limit is None:
        return None
    numbers = quotas(item.threshold)
    first, *_, last = (*numbers, *numbers)
    series = total if total.connected else Series(tuple(_running(own, list(numbers))))
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


def each_for_itself(item: Expected, own: Series, until: date) -> Measured:
    """Return whether every period so far kept its own promise; nothing is added up.

    All kept is on track, and achieved once the last period has its figure. One that was not kept
    cannot be made up for: there is no pace that would.
    """
    found = [
        (point.period, limit.standing(point.span))
        for point in own.points
        if point.span and (limit := _own_limit(item, point.period))
    ]
    if not found:
        return Measured(Status.CANNOT_SAY, Statement("progress.no_figure"))
    kept = tuple(period for period, standing in found if standing is Standing.REACHED)
    others = tuple(period for period, standing in found if standing is not Standing.REACHED)
    if others:
        params = {"kept": kept, "others": others}
        return Measured(Status.CANNOT_SAY, Statement("progress.each_mixed", params))
    ended = max(period.end for period in kept) >= _last_day(item) and until >= _last_day(item)
    status = Status.ACHIEVED if ended else Status.ON_TRACK
    return Measured(status, Statement("progress.each_kept", {"kept": kept}))


def _own_limit(item: Expected, period: Period) -> Limit | None:
    """Return the threshold of one period: its own quota, or the promise of every year."""
    if item.limit is None or not item.target.per_period:
        return item.limit
    number = quotas(item.threshold).get(period)
    return None if number is None else item.limit._replace(number=number)


def _last_day(item: Expected) -> date:
    return max(period.end for period in (item.due, *quotas(item.threshold)))
