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
    variants = way.variants()
    ratios = [ratio for one in variants if (ratio := _ratio(one)) is not None]
    statuses = {_status(one) for one in variants}
    asked = path_at(way, way.latest.at) - way.first
    to_go = way.path[-1][0] - way.latest.at
    expected = path_at(way, way.now)
    ratio = _ratio(way)
    gained = Statement("progress.no_gain_asked")
    if ratio is not None:
        gained = Statement("progress.pace", {"ratio": ratio})
    return Measured(
        _status(way),
        gained,
        ratio=ratio,
        ratio_span=Span(min(ratios), max(ratios)) if len(ratios) > 1 else None,
        pace=(way.last - way.first) / way.years,
        needed=asked / way.years,
        remaining=(way.goal - way.last) / to_go if to_go > 0 and not way.reached else None,
        expected=expected,
        distance=way.ahead(way.last, expected),
        arrival=None if way.reached else arrival([_arrives(one) for one in (way, *variants)]),
        remarks=not_sure(statuses),
    )


def path_at(way: Way, moment: Fraction) -> Fraction:
    """Return what the path asks for at a moment: the threshold, once that is due."""
    for (start, low), (end, high) in pairwise(way.path):
        if moment <= end:
            return low + (high - low) * (moment - start) / (end - start)
    return way.goal


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
    """Return the band of the ratio; without one, whether the figure is where the path is."""
    if way.reached:
        return Status.ACHIEVED
    ratio = _ratio(way)
    if ratio is not None:
        return band(ratio)
    on_path = way.ahead(way.last, path_at(way, way.latest.at)) >= 0
    return Status.ON_TRACK if on_path else Status.DETERIORATING


def _arrives(way: Way) -> int | None:
    """Return the calendar year in which a line through two numbers reaches the threshold."""
    to_go = way.ahead(way.goal, way.last)
    if to_go < 0 or (to_go == 0 and not way.strict):
        return year_of(way.latest.at)
    pace = way.ahead(way.last, way.first) / way.years
    return year_of(way.latest.at + to_go / pace, strict=way.strict) if pace > 0 else None
