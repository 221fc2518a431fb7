"""The whole answer to "is it on its way?": each target, its series, and what the method says."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from dti_targets.checking.cagr import cagr
from dti_targets.checking.expected import expected, not_applicable
from dti_targets.checking.linear import linear
from dti_targets.checking.quotas import each_for_itself, summed
from dti_targets.checking.report import assess
from dti_targets.checking.selection import Selection, Source, chosen_of, is_selected
from dti_targets.checking.series import Key, break_between, rows_by_key, series_of
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
from dti_targets.domain.threshold import Limit, Standing
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
    rows: Mapping[Key, Sequence[int]]
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
        for indicator in (item.target.indicator, item.target.cumulative)
        if indicator
        for code in codes[name]
    }
    report = assess(sources, figures, gazetteer, period, selection)
    verdicts = {
        (made.expected.id, made.expected.level, made.area.code): made.verdict
        for made in report.assessments()
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
    if target.per_period:
        total = _series(target.cumulative, item, code, desk) if target.cumulative else None
        sums = summed(item, own, total)
        if sums is None:
            return made._replace(measured=each_for_itself(item, own, desk.period.end))
        item, series, start = sums
        made = made._replace(expected=item, series=series)
        return _measured(made, (start, *series.connected), desk)
    if target.every_year:
        return made._replace(measured=each_for_itself(item, own, desk.period.end))
    return _measured(made, _with_baseline(item, code, own, desk), desk)


_STILL_MEASURED = ("na.past", "na.no_quota")
"""Why a target may be no matter for `check` and still have a way behind it."""


def _series(indicator: str, item: Expected, code: str, desk: _Desk) -> Series:
    rows = desk.rows.get(Key(indicator, item.level, code), ())
    published = map(desk.figures.__getitem__, rows)
    return series_of(published, item.resolution.tolerance, item.target.redefined)


def _with_baseline(item: Expected, code: str, series: Series, desk: _Desk) -> tuple[Point, ...]:
    """Return the connected points, after the baseline that the resolution states, if any.

    A baseline on the other side of a break is not compared with anything.
    """
    points, agreed = series.connected, item.target.baseline
    if agreed is None or not points or series.breaks:
        return points
    number = Fraction(agreed.value)
    area = desk.gazetteer.on(code, agreed.period.end)
    base = Point(agreed.period, area, (), number, Interval(number, number))
    later = tuple(point for point in points if point.period.end > agreed.period.end)
    if not later or break_between(base, later[0], item.target.redefined):
        return points
    return (base, *later)


def _measured(made: Progress, points: Sequence[Point], desk: _Desk) -> Progress:
    """Return a progress with what the method says of its connected points."""
    item, rank = made.expected, made.expected.target.unit is Unit.RANK
    why = _too_little(made, points)
    if why:
        return made._replace(measured=Measured(Status.CANNOT_SAY, why), points=len(points))
    latest = points[-1]
    reached = _reached(item.limit, latest)
    base = next((point for point in points[:-1] if not point.bound), None)
    made = made._replace(points=len(points), baseline=base)
    if base is None or latest.bound or (rank and made.method is Method.LINEAR):
        key = "progress.rank" if rank else "progress.bound"
        status = Status.ACHIEVED if reached else Status.CANNOT_SAY
        return made._replace(measured=Measured(status, _since(made, points, Statement(key))))
    way = Way(item, base, latest, _path(item, base), moment(desk.period.end), reached)
    measured = _METHODS[made.method](way)
    if item.other_limit:
        other = item._replace(limit=item.other_limit, number=item.other_limit.number)
        reached = _reached(item.other_limit, latest)
        twin = _METHODS[made.method](
            way._replace(expected=other, path=_path(other, base), reached=reached)
        )
        if twin.status is not measured.status:
            statuses = (measured.status, twin.status)
            why = Statement("progress.readings_differ", {"statuses": statuses})
            measured = measured._replace(status=Status.CANNOT_SAY, reason=why)
    unsure = any(remark.key == "progress.not_sure" for remark in measured.remarks)
    if unsure and (base.sources_differ or latest.sources_differ):
        why = Statement("progress.sources_differ")
        measured = measured._replace(status=Status.CANNOT_SAY, reason=why)
    return made._replace(
        measured=measured._replace(reason=_since(made, points, measured.reason))
        if measured.status is Status.ACHIEVED
        else measured
    )


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


def _reached(limit: Limit | None, point: Point) -> bool:
    return bool(limit and point.span and limit.standing(point.span) is Standing.REACHED)


def _since(made: Progress, points: Sequence[Point], otherwise: Statement) -> Statement:
    """Return since when the threshold is reached without a pause; else the other statement."""
    run: list[Point] = []
    for point in reversed(points):
        if not _reached(made.expected.limit, point):
            break
        run.append(point)
    return Statement("progress.achieved", {"since": run[-1].period}) if run else otherwise


def _path(item: Expected, base: Point) -> tuple[tuple[Fraction, Fraction], ...]:
    """Return the baseline, the milestones after it, and the threshold at the end of its due."""
    start = (base.at, base.number or Fraction(0))
    if item.limit is None:
        return (start,)
    goal = (max(moment(item.due.end), base.at), Fraction(item.limit.number))
    milestones = [
        (moment(period.end), Fraction(number))
        for period, number in item.threshold.numbers.items()
        if period and base.at < moment(period.end) < goal[0]
    ]
    return (start, *milestones, goal)
