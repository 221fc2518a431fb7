"""One threshold against what was published: the verdict, the reason, the distance.

Everything is exact. A figure is the set of numbers that its text can stand for: all of them reach
the threshold (met), none does (missed, or pending before the threshold is due), or some do and
some do not (undecided).
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from dti_targets.domain.report import Expected, Gap, Statement
from dti_targets.domain.threshold import Limit, Standing
from dti_targets.domain.value import Absence, Qualifier, Value
from dti_targets.domain.verdict import Verdict

_MIRRORED = {
    Qualifier.MORE_THAN: Qualifier.LESS_THAN,
    Qualifier.LESS_THAN: Qualifier.MORE_THAN,
    Qualifier.AT_LEAST: Qualifier.AT_MOST,
    Qualifier.AT_MOST: Qualifier.AT_LEAST,
}


class Judgement(NamedTuple):
    """A verdict with its reason; the distance where one value and one number made it."""

    verdict: Verdict
    reason: Statement
    gap: Gap | None = None


class Timing(NamedTuple):
    """What the calendar says of a figure.

    `due` tells whether the threshold is due by the end of the judged period; `running` whether
    the figure covers only a part of the period that ends before it.
    """

    due: bool
    running: bool = False


def judge(expected: Expected, values: Sequence[Value], timing: Timing) -> Judgement:
    """Judge the values of one figure against its threshold.

    Args:
        expected: The threshold, with the unit that the values are in.
        values: One value, or the different values of several sources; none is missing.
        timing: Whether a short figure is already a miss.
    """
    stated = [value for value in values if value.absence is None]
    if not stated:
        return Judgement(Verdict.MISSING, Statement(_missing(values)))
    if expected.limit is None:
        return _judge_state(stated, timing)
    if any(value.number is None for value in stated):
        return Judgement(
            Verdict.UNDECIDED, Statement("reason.state_for_number", {"figure": stated[0].text})
        )
    return _judge_number(expected, expected.limit, stated, timing)


def _missing(values: Sequence[Value]) -> str:
    """Return the key of why there is no figure."""
    if not values:
        return "reason.no_figure"
    if all(value.absence is Absence.EMPTY for value in values):
        return "reason.empty"
    return "reason.not_available"


def _judge_state(values: Sequence[Value], timing: Timing) -> Judgement:
    """Judge answers to a state: yes, no, or something that is no answer."""
    states = {value.state for value in values}
    params: dict[str, object] = {"figure": values[0].text}
    if None in states:
        return Judgement(Verdict.UNDECIDED, Statement("reason.number_for_state", params))
    if states == {True}:
        return Judgement(Verdict.MET, Statement("reason.state_reached", params))
    if states == {False}:
        return _short(Statement("reason.state_short", params), timing, None)
    return Judgement(Verdict.UNDECIDED, Statement("reason.sources_differ"))


def _judge_number(
    expected: Expected, limit: Limit, values: Sequence[Value], timing: Timing
) -> Judgement:
    value = values[0]
    spans = [value.interval(expected.resolution.tolerance) for value in values]
    table = [[reading.standing(span) for span in spans] for reading in _readings(expected, limit)]
    standings = {standing for row in table for standing in row}
    gap = _gap(limit, value) if len(values) == 1 else None
    params: dict[str, object] = {"figure": value, "threshold": limit}
    if standings == {Standing.REACHED}:
        return Judgement(Verdict.MET, Statement("reason.reached", params), gap)
    if standings == {Standing.SHORT}:
        at_it = limit.operator.strict and value.number == Fraction(limit.number)
        exact = value.qualifier is Qualifier.EXACT
        key = "reason.at_threshold" if at_it and exact else "reason.short"
        # A beginning that is already too much stays so; any other figure may still change.
        certain = timing.due and expected.target.adds_up
        return _short(Statement(key, params), Timing(due=True) if certain else timing, gap)
    if timing.running and expected.target.adds_up:
        return Judgement(Verdict.PENDING, Statement("reason.short_so_far", params), gap)
    return Judgement(Verdict.UNDECIDED, _unclear(expected, limit, values, table), gap)


def _readings(expected: Expected, limit: Limit) -> tuple[Limit, ...]:
    """Return the ways to read the threshold, its own first."""
    return (limit,) if expected.other_limit is None else (limit, expected.other_limit)


def _short(reason: Statement, timing: Timing, gap: Gap | None) -> Judgement:
    """Return what a figure that is short means: a miss, or a target on its way."""
    if timing.due and not timing.running:
        return Judgement(Verdict.MISSED, reason, gap)
    return Judgement(Verdict.PENDING, reason, gap)


def _unclear(
    expected: Expected, limit: Limit, values: Sequence[Value], table: Sequence[Sequence[Standing]]
) -> Statement:
    """Return why neither answer can be given: a figure, the sources, or the reading of the text.

    `table` holds, for each reading of the threshold, how each value stands to it.
    """
    for reading, row in zip(_readings(expected, limit), table, strict=True):
        if Standing.UNCLEAR in row:
            return _open_span(expected, reading, values[row.index(Standing.UNCLEAR)])
        if len(set(row)) > 1:
            return Statement("reason.sources_differ")
    params = {"figure": values[0], "threshold": limit, "other": expected.other_limit}
    return Statement("reason.readings_differ", params)


def _open_span(expected: Expected, limit: Limit, value: Value) -> Statement:
    """Return what a figure leaves open, or what the word "about" in the threshold does."""
    params: dict[str, object] = {"figure": value, "threshold": limit}
    if limit.about and value.qualifier is Qualifier.EXACT:
        return Statement("reason.about", params)
    span = value.interval(expected.resolution.tolerance)
    return Statement("reason.unclear", params | {"low": span.low, "high": span.high})


def _gap(limit: Limit, value: Value) -> Gap:
    """Return the distance of the number as written; of a range, that of its nearer end."""
    ends = [end for end in (value.number, value.upper) if end is not None]
    amount = min((limit.gap(end) for end in ends), key=lambda gap: (abs(gap), gap))
    exponent = limit.number.as_tuple().exponent
    decimals = max(value.decimals, -exponent if isinstance(exponent, int) else 0, 0)
    qualifier = value.qualifier
    if not limit.operator.wants_more:
        qualifier = _MIRRORED.get(qualifier, qualifier)
    return Gap(amount, decimals, qualifier)
