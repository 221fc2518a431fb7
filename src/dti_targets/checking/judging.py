"""One threshold against what was published: the verdict, the reason, the distance.

Everything is exact. A figure is the set of numbers that its text can stand for: all of them reach
the threshold (met), none does (missed, or pending before the threshold is due), or some do and
some do not (undecided).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from dti_targets.domain.report import Expected, Gap, Statement
from dti_targets.domain.threshold import Limit, Standing, exact
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
        values: One value, or the different values of several sources.
        timing: Whether a short figure is already a miss.
    """
    found = verdict(expected, values, timing)
    stated = [value for value in values if value.absence is None]
    if not stated:
        return Judgement(found, Statement(_missing(values)))
    if expected.limit is None:
        return Judgement(found, _reason_by_state(stated, found))
    if any(value.number is None for value in stated):
        return Judgement(found, Statement("reason.state_for_number", {"figure": stated[0].text}))
    gap = _gap(expected.limit, stated[0]) if len(stated) == 1 else None
    return Judgement(found, _reason_by_number(expected, expected.limit, stated, found), gap)


def verdict(expected: Expected, values: Sequence[Value], timing: Timing) -> Verdict:
    """Return the verdict alone: what counting a nation's communes needs of a judgement."""
    stated = values
    if len(values) != 1 or values[0].absence:
        stated = [value for value in values if value.absence is None]
    if not stated:
        return Verdict.MISSING
    if expected.limit is None:
        return _verdict_by_state(stated, timing)
    if any(value.number is None for value in stated):
        return Verdict.UNDECIDED
    tolerance = expected.resolution.tolerance
    standings = {
        reading.standing(value.interval(tolerance))
        for reading in _readings(expected, expected.limit)
        for value in stated
    }
    if standings == {Standing.REACHED}:
        return Verdict.MET
    adds_up = expected.target.adds_up
    if standings == {Standing.SHORT}:
        # A beginning that is already too much stays so; any other figure may still change.
        return _short(Timing(due=True) if timing.due and adds_up else timing)
    return Verdict.PENDING if timing.running and adds_up else Verdict.UNDECIDED


def plain_verdict(expected: Expected, timing: Timing) -> Callable[[Value | None], Verdict | None]:
    """Return what judges one exact number against one exact threshold, which most are.

    It answers None where either is anything else: then `verdict` must look closer. It gives the
    same answer.
    """
    limit, short = expected.limit, _short(timing)
    if limit is None or limit.about or expected.other_limit is not None or timing.running:
        return lambda _: None
    reached_by = limit.reached_by()

    def judged(value: Value | None) -> Verdict | None:
        if value is None or value.number is None or value.qualifier is not Qualifier.EXACT:
            return None
        return Verdict.MET if reached_by(value.number) else short

    return judged


def _missing(values: Sequence[Value]) -> str:
    """Return the key of why there is no figure."""
    if not values:
        return "reason.no_figure"
    if all(value.absence is Absence.EMPTY for value in values):
        return "reason.empty"
    return "reason.not_available"


def _verdict_by_state(values: Sequence[Value], timing: Timing) -> Verdict:
    """Judge answers to a state: yes, no, or something that is no answer."""
    states = {value.state for value in values}
    if states == {True}:
        return Verdict.MET
    return _short(timing) if states == {False} else Verdict.UNDECIDED


def _reason_by_state(values: Sequence[Value], found: Verdict) -> Statement:
    params: dict[str, object] = {"figure": values[0].text}
    if any(value.state is None for value in values):
        return Statement("reason.number_for_state", params)
    if found is Verdict.UNDECIDED:
        return Statement("reason.sources_differ")
    return Statement("reason.state_reached" if values[0].state else "reason.state_short", params)


def _standings(expected: Expected, limit: Limit, values: Sequence[Value]) -> list[list[Standing]]:
    """Return, for each reading of the threshold, how each value stands to it."""
    spans = [value.interval(expected.resolution.tolerance) for value in values]
    return [[reading.standing(span) for span in spans] for reading in _readings(expected, limit)]


def _reason_by_number(
    expected: Expected, limit: Limit, values: Sequence[Value], found: Verdict
) -> Statement:
    value = values[0]
    params: dict[str, object] = {"figure": value, "threshold": limit}
    table = _standings(expected, limit, values)
    if found is Verdict.MET:
        return Statement("reason.reached", params)
    if {standing for row in table for standing in row} == {Standing.SHORT}:
        at_it = limit.operator.strict and value.number == exact(limit.number)
        plain = value.qualifier is Qualifier.EXACT
        return Statement("reason.at_threshold" if at_it and plain else "reason.short", params)
    if found is Verdict.PENDING:
        return Statement("reason.short_so_far", params)
    return _unclear(expected, limit, values, table)


def _readings(expected: Expected, limit: Limit) -> tuple[Limit, ...]:
    """Return the ways to read the threshold, its own first."""
    return (limit,) if expected.other_limit is None else (limit, expected.other_limit)


def _short(timing: Timing) -> Verdict:
    """Return what a figure that is short means: a miss, or a target on its way."""
    return Verdict.MISSED if timing.due and not timing.running else Verdict.PENDING


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


def _in_whole_numbers(limit: Limit, value: Value) -> Value:
    """Return a bound beside the limit by the last number that it means: "dưới 11" is up to 10."""
    steps = {Qualifier.MORE_THAN: 1, Qualifier.LESS_THAN: -1}
    if not value.unit.whole or value.number is None or value.qualifier not in steps:
        return value
    if abs(limit.gap(value.number)) > 1:
        return value  # "hơn 1,2 triệu" is not told to the last unit
    closed = Qualifier.AT_LEAST if value.qualifier is Qualifier.MORE_THAN else Qualifier.AT_MOST
    return replace(value, number=value.number + steps[value.qualifier], qualifier=closed)


def _gap(limit: Limit, value: Value) -> Gap:
    """Return the distance of the number as written; of a range, that of its nearer end."""
    value = _in_whole_numbers(limit, value)
    ends = [end for end in (value.number, value.upper) if end is not None]
    amount = min((limit.gap(end) for end in ends), key=lambda gap: (abs(gap), gap))
    exponent = limit.number.as_tuple().exponent
    decimals = max(value.decimals, -exponent if isinstance(exponent, int) else 0, 0)
    qualifier = value.qualifier
    if not limit.operator.wants_more:
        qualifier = _MIRRORED.get(qualifier, qualifier)
    return Gap(amount, decimals, qualifier)
