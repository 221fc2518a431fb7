"""The straight path: what was gained a year, against what the path asks for a year.

The path leads from the baseline to the threshold at the end of its due period, over the milestones
where the resolution sets them, and stays at the threshold from then on. docs/method.md has the
formulas, their sources and a worked example. Everything is exact.
"""

from fractions import Fraction
from itertools import pairwise

from dti_targets.checking.bands import band
from dti_targets.domain.progress import Measured, Span, Status, Way, arrival, year_of
from dti_targets.domain.report import Statement


def linear(way: Way) -> Measured:
    """Measure a way to a threshold.

    The numbers are those that were written; where these are approximate, the ratio and the year
    of arrival have a span, and a remark says so if the status is not sure.
    """
    ways = (way, *way.variants())
    ratio = _ratio(way)
    to_go = way.due - way.latest.at
    expected = path_at(way, way.now)
    return Measured(
        _status(way),
        _reason(way, ratio),
        ratio=ratio,
        ratio_span=span_of([_ratio(one) for one in ways]),
        pace=(way.last - way.first) / way.years,
        needed=None if ratio is None else (path_at(way, way.latest.at) - way.first) / way.years,
        remaining=(way.goal - way.last) / to_go if to_go > 0 and not way.reached else None,
        expected=expected,
        distance=way.ahead(way.last, expected),
        arrival=None if way.reached else arrival([_arrives(one) for one in ways]),
        remarks=not_sure({_status(one) for one in ways}),
    )


def path_at(way: Way, moment: Fraction) -> Fraction:
    """Return what the path asks for at a moment, which is never more than the threshold."""
    for (start, low), (end, high) in pairwise(way.path):
        if moment <= end:
            number = low + (high - low) * (moment - start) / (end - start)
            return way.goal if way.ahead(number, way.goal) > 0 else number
    return way.goal


def span_of(ratios: list[Fraction | None]) -> Span | None:
    """Return the least and the greatest of some ratios; None where they are all one."""
    known = [ratio for ratio in ratios if ratio is not None]
    return Span(min(known), max(known)) if len(set(known)) > 1 else None


def not_sure(statuses: set[Status]) -> tuple[Statement, ...]:
    """Return the remark that approximate figures allow several statuses, where they do."""
    if len(statuses) == 1:
        return ()
    ordered = tuple(status for status in Status if status in statuses)
    return (Statement("progress.not_sure", {"statuses": ordered}),)


def _ratio(way: Way) -> Fraction | None:
    """Return gained by asked, up to the latest figure; None where the path asks for no gain."""
    asked = way.ahead(path_at(way, way.latest.at), way.first)
    return way.ahead(way.last, way.first) / asked if asked > 0 else None


def _status(way: Way) -> Status:
    """Return the band of the ratio; without one, whether the figure is where the path is.

    From the day on which it is due, what is short of the threshold is not on track.
    """
    if way.reached:
        return Status.ACHIEVED
    ratio = _ratio(way)
    status = _standstill(way) if ratio is None else band(ratio)
    return Status.MODERATE if status is Status.ON_TRACK and _too_late(way) else status


def _standstill(way: Way) -> Status:
    """Return the status where the path asks for no gain up to the latest figure."""
    asked = path_at(way, way.latest.at)
    if way.ahead(way.last, asked) >= 0 and (asked != way.goal or way.arrived):
        return Status.ON_TRACK
    return Status.DETERIORATING if way.ahead(way.last, way.first) < 0 else Status.LIMITED


def _too_late(way: Way) -> bool:
    """Whether the latest figure is of the day when it was due, or later, and short."""
    return way.latest.at >= way.due and not way.arrived


def _reason(way: Way, ratio: Fraction | None) -> Statement:
    if ratio is None:
        return Statement("progress.no_gain_asked")
    if not way.reached and _too_late(way) and band(ratio) is Status.ON_TRACK:
        params = {"ratio": ratio, "due": way.expected.due}
        return Statement("progress.pace_at_due", params)
    return Statement("progress.pace", {"ratio": ratio})


def _arrives(way: Way) -> int | None:
    """Return the calendar year in which a line through two numbers reaches the threshold."""
    if way.arrived:
        return year_of(way.latest.at)
    pace = way.ahead(way.last, way.first) / way.years
    to_go = way.ahead(way.goal, way.last)
    return year_of(way.latest.at + to_go / pace, strict=way.strict) if pace > 0 else None
