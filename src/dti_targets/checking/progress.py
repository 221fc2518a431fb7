"""The whole answer to "is it on its way?": each target, its series, and what the method says."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import takewhile
from typing import NamedTuple

from dti_targets.checking.cagr import cagr
from dti_targets.checking.editions import Editions
from dti_targets.checking.expected import expected, not_applicable
from dti_targets.checking.linear import linear
from dti_targets.checking.quotas import each_for_itself, summed
from dti_targets.checking.report import assess
from dti_targets.checking.selection import Selection, Source, chosen_of, is_selected
from dti_targets.checking.series import Key, break_between, rows_by_key, series_up_to
from dti_targets.domain.area import Area, Gazetteer
from dti_targets.domain.figures import Figures
from dti_targets.domain.method import Method
from dti_targets.domain.period import Period
from dti_targets.domain.progress import (
    Measured,
    Point,
    Progress,
    Progression,
    ResolutionProgress,
    Series,
    Status,
    Way,
    moment,
)
from dti_targets.domain.report import Expected, Statement
from dti_targets.domain.threshold import Standing
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Interval
from dti_targets.domain.verdict import Verdict

_METHODS: Mapping[Method, Callable[[Way], Measured]] = {
    Method.LINEAR: linear,
    Method.CAGR: cagr,
}
_LEAST = 2
"""Points that a pace is made of, at least."""


class Question(NamedTuple):
    """By the end of which period, and by which method."""

    period: Period
    method: Method


class _Desk(NamedTuple):
    """What every target of a run is measured with."""

    figures: Figures
    rows: Mapping[Key, Editions]
    gazetteer: Gazetteer
    period: Period
    method: Method
    verdicts: Mapping[tuple[str, Level, str], Verdict]


def progress(
    sources: Sequence[Source], figures: Figures, gazetteer: Gazetteer, question: Question,
    selection: Selection,
) -> Progression:  # fmt: skip
    """Measure every chosen target as of the end of a period.

    Figures of later periods are not looked at. The verdict beside a status is that of the period.
    """
    period, method = question
    chosen, left_out = chosen_of(sources, figures, gazetteer, selection)
    items = {
        source.resolution.id: [
            item for item in expected(source.resolution, period) if is_selected(item, selection)
        ]
        for source in chosen
    }
    codes = {source.resolution.id: _codes(source, selection, gazetteer) for source in chosen}
    keys = {
        Key(indicator, item.level, code)
        for name, of_resolution in items.items()
        for item in of_resolution
        for indicator in item.target.indicators
        for code in codes[name]
    }
    report = assess(sources, figures, gazetteer, period, selection)
    verdicts = {
        (made.expected.id, made.expected.level, made.area.code): made.verdict
        for part in report.resolutions
        for line in part.lines
        for made in (*filter(None, [line.own]), *((line.units or ()) if selection.areas else ()))
    }
    desk = _Desk(
        figures, rows_by_key(figures, keys, period.end), gazetteer, period, method, verdicts
    )
    parts = [
        ResolutionProgress(
            source.resolution, _area(source.resolution.area, desk),
            tuple(
                made
                for item in items[source.resolution.id]
                for code in codes[source.resolution.id]
                if (made := _progress(item, code, desk))
            ),
            source.path, source.places,
        )
        for source in chosen
    ]  # fmt: skip
    return Progression(
        period, method, tuple(part for part in parts if part.targets), tuple(left_out), figures,
        report.paths, report.faults,
    )  # fmt: skip


def _codes(source: Source, selection: Selection, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the areas to measure: the resolution's own, and the units below that were named."""
    own = source.resolution.area
    if not selection.areas:
        return (own,)
    units = (area for code in selection.areas for area in gazetteer.by_code.get(code, ()))
    below = [unit.code for unit in units if own in gazetteer.lineage(unit)]
    return tuple(dict.fromkeys([*([own] if own in selection.areas else []), *below]))


def _area(code: str, desk: _Desk) -> Area:
    """Return the territory of a code on the last day of the period, else the latest one."""
    return desk.gazetteer.on(code, desk.period.end) or desk.gazetteer.by_code[code][-1]


def _progress(item: Expected, code: str, desk: _Desk) -> Progress | None:
    """Measure one target for one area; None for a unit below that has no figure."""
    target = item.target
    own = _series(target.indicator, item, code, desk)
    if not own.points and code != item.resolution.area:
        return None
    verdict = desk.verdicts.get((item.id, item.level, code))
    made = Progress(
        item, _area(code, desk), own, desk.method,
        Measured(Status.CANNOT_SAY, Statement("progress.no_figure")),
        verdict=None if verdict is Verdict.MISSING else verdict,
    )  # fmt: skip
    reason = not_applicable(item, desk.period, desk.gazetteer)
    if reason and reason.key not in _STILL_MEASURED:
        return made._replace(measured=Measured(Status.CANNOT_SAY, reason))
    return _by_kind(made, desk)


_STILL_MEASURED = ("na.past", "na.no_quota")
"""Why a target may be no matter for `check` and still have a way behind it."""


def _by_kind(made: Progress, desk: _Desk) -> Progress:
    """Return a progress measured as its target promises: by period, every year, or by a day."""
    item, own, code = made.expected, made.series, made.area.code
    target = item.target
    if target.per_period:
        total = _series(target.cumulative, item, code, desk) if target.cumulative else None
        sums = summed(item, own, total)
        if sums is None:
            return made._replace(measured=each_for_itself(item, own))
        item, series, start = sums
        return _from_start(made._replace(expected=item, series=series), start, desk)
    if target.every_year:
        return made._replace(measured=each_for_itself(item, own))
    if target.baseline is None or code != item.resolution.area:
        return _measured(made, own.connected, desk)
    number = Fraction(target.baseline.value)
    agreed = Point(target.baseline.period, None, (), number, Interval(number, number))
    return _from_start(made, agreed, desk)


def _series(indicator: str, item: Expected, code: str, desk: _Desk) -> Series:
    """Return the figures of an indicator up to now."""
    rows = desk.rows.get(Key(indicator, item.level, code), Editions((), ()))
    now = Point(desk.period, desk.gazetteer.on(code, desk.period.end))
    return series_up_to(now, desk.figures, rows, item)


def _from_start(made: Progress, start: Point, desk: _Desk) -> Progress:
    """Measure a series from a start that no figure states: an agreed baseline, or zero.

    One on the other side of a break is not compared with anything.
    """
    series = made.series
    if any(start.period.end < cut.day for cut in series.breaks):
        return _measured(made, series.connected, desk)
    later = tuple(point for point in series.connected if point.period.end > start.period.end)
    cut = break_between(start, later[0], made.expected.target.redefined) if later else None
    if cut:
        series = series._replace(breaks=(*series.breaks, cut))
        return _measured(made._replace(series=series), series.connected, desk)
    return _measured(made, (start, *later), desk)


def _measured(made: Progress, points: Sequence[Point], desk: _Desk) -> Progress:
    """Return a progress with what the method says of its connected points."""
    item, rank = made.expected, made.expected.target.unit is Unit.RANK
    made = made._replace(points=len(points))
    why = _too_little(made, points)
    if why:
        return made._replace(measured=Measured(Status.CANNOT_SAY, why))
    latest = points[-1]
    base = next((point for point in points[:-1] if not point.bound), None)
    made = made._replace(baseline=base)
    if base is None or latest.bound or (rank and made.method is Method.LINEAR):
        measured = Measured(
            Status.ACHIEVED if _reached(item, latest) else Status.CANNOT_SAY,
            Statement("progress.rank" if rank else "progress.bound"),
        )
    else:
        measured = _decided([
            _METHODS[made.method](_way(reading, base, latest, desk.period))
            for reading in _readings(item)
        ], base, latest)  # fmt: skip
    if measured.status is Status.ACHIEVED:
        measured = measured._replace(reason=_since(item, points))
    elif measured.status is Status.ON_TRACK and item.due.end <= desk.period.end:
        late = Statement("progress.past_due", {"due": item.due})
        measured = measured._replace(remarks=(*measured.remarks, late))
    return made._replace(measured=measured)


def _too_little(made: Progress, points: Sequence[Point]) -> Statement | None:
    """Return why there is nothing to measure: no number, no threshold, or fewer than two points."""
    item, series = made.expected, made.series
    if not series.points:
        return Statement("progress.no_figure")
    directed = made.method is Method.CAGR and item.threshold.improving is not None
    if item.limit is None and not directed:
        return Statement("progress.no_threshold")
    if len(points) >= _LEAST:
        return None
    if series.breaks:
        return Statement("progress.after_break", {"reason": series.breaks[-1].reason})
    return Statement("progress.one_point" if points else "progress.no_number")


def _readings(item: Expected) -> tuple[Expected, ...]:
    """Return a threshold as each reading of its text has it."""
    own, other = item._replace(other_limit=None), item.other_limit
    return (own, own._replace(limit=other, number=other.number)) if other else (own,)


def _reached(item: Expected, point: Point) -> bool:
    """Whether all that a point can stand for reaches the threshold, in every reading."""
    limits = [limit for limit in (item.limit, item.other_limit) if limit]
    span = point.span
    return bool(limits and span) and all(
        limit.standing(span) is Standing.REACHED for limit in limits if span
    )


def _way(item: Expected, base: Point, latest: Point, period: Period) -> Way:
    reached = _reached(item, latest)
    return Way(item, base, latest, _path(item, base), moment(period.end), reached)


def _decided(found: Sequence[Measured], base: Point, latest: Point) -> Measured:
    """Return what was measured, unless a second reading or a second number says otherwise."""
    own = found[0]
    statuses = tuple(measured.status for measured in found)
    if len(set(statuses)) > 1:
        why = Statement("progress.readings_differ", {"statuses": statuses})
        return own._replace(status=Status.CANNOT_SAY, reason=why)
    if any(remark.key == "progress.not_sure" for one in found for remark in one.remarks):
        for key, several in (
            ("progress.sources_differ", base.sources_differ or latest.sources_differ),
            ("progress.range", base.is_range or latest.is_range),
        ):
            if several:
                return own._replace(status=Status.CANNOT_SAY, reason=Statement(key))
    return own


def _since(item: Expected, points: Sequence[Point]) -> Statement:
    """Return since which figure the threshold is reached without a pause."""
    run = list(takewhile(lambda point: _reached(item, point), reversed(points)))
    return Statement("progress.achieved", {"since": run[-1].period})


def _path(item: Expected, base: Point) -> tuple[tuple[Fraction, Fraction], ...]:
    """Return the baseline, the milestones after it, and the threshold at the end of its due.

    A milestone that the baseline is past already asks for no loss.
    """
    start = base.number or Fraction(0)
    if item.limit is None:
        return ((base.at, start),)
    best = max if item.limit.operator.wants_more else min
    due = max(moment(item.due.end), base.at)
    milestones = [
        (moment(period.end), best(start, Fraction(number)))
        for period, number in item.threshold.numbers.items()
        if period and base.at < moment(period.end) < due
    ]
    return ((base.at, start), *milestones, (due, Fraction(item.limit.number)))
