"""What a reader must know beside the verdict, as data."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.report import Expected, Statement
from dti_targets.domain.resolution import Status
from dti_targets.domain.unit import Unit
from dti_targets.domain.value import Qualifier, Value
from dti_targets.domain.verdict import Verdict

_NEIGHBOURHOODS = {Qualifier.ABOUT, Qualifier.NEARLY}


def remarks_on_target(
    expected: Expected, verdict: Verdict, others: Collection[str]
) -> Iterator[Statement]:
    """Yield what holds of a target whatever its figure: its standing, wording and company.

    Args:
        expected: The threshold.
        verdict: What was decided; a target that is not applicable needs no more than its reason.
        others: The labels of other judged resolutions that set the same indicator.
    """
    target, resolution = expected.target, expected.resolution
    if verdict is Verdict.NOT_APPLICABLE:
        return
    alone = resolution.known_by(target)
    if alone:
        kind = "remark.draft_only" if alone.status is Status.DRAFT else "remark.statement_only"
        yield Statement(kind, {"day": alone.date})
    if expected.threshold.state is not None:
        yield Statement("remark.state")
    other = expected.threshold.other_reading
    if other is not None and expected.other_limit is not None:
        yield Statement("remark.other_reading", {"other": expected.other_limit, "why": other.why})
    if target.every_year:
        yield Statement("remark.every_year")
    if target.note:
        yield Statement("remark.note", {"note": target.note})
    policy = target.if_missing
    if verdict is Verdict.MISSING and policy and policy.forgiven:
        yield Statement("remark.late", {"why": policy.forgiven})
    if others:
        yield Statement("remark.also_set_by", {"resolutions": tuple(sorted(others))})


def remarks_on_figures(
    expected: Expected, verdict: Verdict, figures: Sequence[Figure], period: Period, *,
    part: bool, last: Figure | None,
) -> Iterator[Statement]:  # fmt: skip
    """Yield what the evidence leaves open.

    Args:
        expected: The threshold.
        verdict: What was decided.
        figures: The figures that were judged.
        period: The judged period.
        part: Whether the figures cover a part of the period.
        last: The last figure before the period.
    """
    if verdict is Verdict.MET and period.end < expected.final_by:
        yield Statement("remark.early", {"due": expected.due})
    if part and figures:
        yield Statement("remark.part", {"period": figures[0].period})
    for figure in figures:
        value = figure.value
        if value is not None and value.preliminary:
            yield Statement("remark.preliminary")
        if value is not None and value.number is not None and value.qualifier in _NEIGHBOURHOODS:
            span = value.interval(expected.resolution.tolerance)
            yield Statement("remark.about", {"low": span.low, "high": span.high})
        if figure.note:
            yield Statement("remark.figure_note", {"note": figure.note})
    stated = {figure.value: figure.text for figure in figures if figure.value}
    if len(stated) > 1:
        yield Statement("remark.sources", {"figures": tuple(stated.values())})
    yield from _territory(expected, figures)
    yield from _totals(expected, figures, last)
    yield from _milestone(expected, figures, period)


def _territory(expected: Expected, figures: Sequence[Figure]) -> Iterator[Statement]:
    """Yield that the code names another territory than when the target was set."""
    for area in {figure.area for figure in figures}:
        if _changed_since(area, expected.resolution.in_force_from(expected.target)):
            yield Statement("remark.territory", {"area": area, "day": area.first})


def _changed_since(area: Area, day: date) -> bool:
    return area.first is not None and bool(area.absorbed) and day < area.first


def _totals(
    expected: Expected, figures: Sequence[Figure], last: Figure | None
) -> Iterator[Statement]:
    """Yield that two ranks are out of different numbers."""
    if expected.target.unit is not Unit.RANK or last is None or not figures:
        return
    now, before = _total(figures[0].value), _total(last.value)
    if now and before and now != before:
        yield Statement("remark.totals", {"total": now, "before": before, "period": last.period})


def _total(value: Value | None) -> int | None:
    return value.total if value else None


def _milestone(
    expected: Expected, figures: Sequence[Figure], period: Period
) -> Iterator[Statement]:
    """Yield the milestone that the resolution sets for the judged period."""
    if expected.target.per_period or expected.limit is None:
        return
    for when, number in expected.threshold.numbers.items():
        if when is not None and when.end == period.end and when.end < expected.due.end:
            limit = replace(expected.limit, number=number)
            yield Statement("remark.milestone", {"threshold": limit, "period": when})
