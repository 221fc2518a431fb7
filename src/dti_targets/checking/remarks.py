"""What a reader must know beside the verdict, as data."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.report import Expected, Statement
from dti_targets.domain.resolution import DocumentStatus
from dti_targets.domain.unit import Unit
from dti_targets.domain.value import Qualifier
from dti_targets.domain.verdict import Verdict

_NEIGHBOURHOODS = {Qualifier.ABOUT, Qualifier.NEARLY}


class Evidence(NamedTuple):
    """What a threshold was judged by.

    `part` tells that the figures cover a part of the judged period; `last` is the last figure
    known before it, `earlier` are earlier editions of the figures.
    """

    figures: tuple[Figure, ...]
    part: bool = False
    last: Figure | None = None
    earlier: tuple[Figure, ...] = ()


def remarks_on_target(
    expected: Expected, verdict: Verdict, others: Collection[str]
) -> Iterator[Statement]:
    """Yield what holds of a target whatever its figure: its standing, wording and company.

    Args:
        expected: The threshold.
        verdict: What was decided; a target that is not applicable needs no more than its reason.
        others: The labels of other resolutions in force that set the same indicator.
    """
    target, resolution = expected.target, expected.resolution
    if verdict is Verdict.NOT_APPLICABLE:
        return
    alone = resolution.known_by(target)
    if alone:
        kind = (
            "remark.draft_only" if alone.status is DocumentStatus.DRAFT else "remark.statement_only"
        )
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
    expected: Expected, verdict: Verdict, evidence: Evidence, period: Period
) -> Iterator[Statement]:
    """Yield what the evidence leaves open.

    Args:
        expected: The threshold.
        verdict: What was decided.
        evidence: The figures that were judged.
        period: The judged period.
    """
    figures = evidence.figures
    if verdict is Verdict.MET and period.end < expected.final_by:
        due = Period.year_of(period.end) if expected.target.every_year else expected.due
        yield Statement("remark.early", {"due": due})
    if evidence.part:
        yield Statement("remark.part", {"period": figures[0].period})
    for figure in figures:
        yield from _figure(figure, expected.resolution.tolerance)
    stated = {f.value: f.text for f in figures if f.value and f.value.absence is None}
    if len(stated) > 1:
        yield Statement("remark.sources", {"figures": tuple(stated.values())})
    yield from _revisions(evidence)
    yield from _territory(expected, figures)
    yield from _totals(expected, evidence)
    yield from _milestone(expected, period)


def _figure(figure: Figure, tolerance: Fraction) -> Iterator[Statement]:
    """Yield what one figure says of itself: preliminary, approximate, its note."""
    value = figure.value
    if value is not None and value.preliminary:
        yield Statement("remark.preliminary")
    if value is not None and value.number is not None and value.qualifier in _NEIGHBOURHOODS:
        span = value.interval(tolerance)
        yield Statement("remark.about", {"low": span.low, "high": span.high})
    if figure.note:
        yield Statement("remark.figure_note", {"note": figure.note})


def _revisions(evidence: Evidence) -> Iterator[Statement]:
    """Yield what earlier editions said, where it was something else."""
    now = {figure.value for figure in evidence.figures}
    for figure in evidence.earlier:
        if figure.value not in now:
            params = {"figure": figure.text, "edition": figure.edition}
            yield Statement("remark.revised", params)


def _territory(expected: Expected, figures: Sequence[Figure]) -> Iterator[Statement]:
    """Yield that the code names another territory than when the target was set."""
    for area in {figure.area for figure in figures}:
        if _changed_since(area, expected.resolution.in_force_from(expected.target)):
            yield Statement("remark.territory", {"area": area, "day": area.first})


def _changed_since(area: Area, day: date) -> bool:
    return area.first is not None and bool(area.absorbed) and day < area.first


def _totals(expected: Expected, evidence: Evidence) -> Iterator[Statement]:
    """Yield that two ranks are out of different numbers."""
    last = evidence.last
    if expected.target.unit is not Unit.RANK or last is None:
        return
    now, before = _total(evidence.figures), _total([last])
    if now and before and now != before:
        yield Statement("remark.totals", {"total": now, "before": before, "period": last.period})


def _total(figures: Sequence[Figure]) -> int | None:
    """Return what a rank is out of, where a source says so."""
    return next((f.value.total for f in figures if f.value and f.value.total), None)


def _milestone(expected: Expected, period: Period) -> Iterator[Statement]:
    """Yield the milestone that the resolution sets for the judged period."""
    if expected.target.per_period or expected.limit is None:
        return
    for when, number in expected.threshold.numbers.items():
        if when is not None and when.end == period.end and when.end < expected.due.end:
            limit = expected.limit._replace(number=number)
            yield Statement("remark.milestone", {"threshold": limit, "period": when})
