"""Thresholds as a resolution words them, and the comparison with a set of numbers."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cache, cached_property
from operator import ge, gt, le, lt
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from dti_targets.domain.day import Day
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase, Text
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Interval

Number = Annotated[Decimal, Field(strict=True, allow_inf_nan=False)]
"""A plain number in YAML, with a decimal point; kept digit for digit."""

PerPeriod = Number | Annotated[dict[Period, Number], Field(min_length=1)]


class Operator(StrEnum):
    """How a number promises: the key that stands before it in a resolution file."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    RANK_AT_MOST = "rank_at_most"

    @property
    def wants_more(self) -> bool:
        """Whether a greater number is a better one."""
        return self in {Operator.AT_LEAST, Operator.MORE_THAN}

    @property
    def strict(self) -> bool:
        """Whether the threshold itself is not enough."""
        return self in {Operator.MORE_THAN, Operator.LESS_THAN}


class Standing(Enum):
    """How a set of numbers stands to a threshold."""

    REACHED = "reached"
    SHORT = "short"
    UNCLEAR = "unclear"


class Limit(NamedTuple):
    """A numeric threshold: the numbers that reach it, and the numbers that are short of it.

    With `about`, numbers past the threshold by less than `tolerance` (a share of it) on the short
    side are neither: "khoảng 20%" neither promises 20 nor 19.5.
    """

    operator: Operator
    number: Decimal
    unit: Unit
    about: bool = False
    tolerance: Fraction = Fraction(0)

    def standing(self, numbers: Interval) -> Standing:
        """Compare, exactly. Reaching the number is enough unless the operator is strict."""
        edge = exact(self.number)
        if self.operator.wants_more:
            worst, best, worst_in, best_in = numbers
        else:
            best, worst, best_in, worst_in = numbers
        strict = self.operator.strict
        if worst is not None:
            ahead = self._ahead(worst, edge)
            if ahead > 0 or (ahead == 0 and not (strict and worst_in)):
                return Standing.REACHED
        if best is not None:
            if self.about:
                slack = abs(edge) * self.tolerance
                edge, strict = edge - slack if self.operator.wants_more else edge + slack, False
            ahead = self._ahead(best, edge)
            if ahead < 0 or (ahead == 0 and (strict or not best_in)):
                return Standing.SHORT
        return Standing.UNCLEAR

    def reached_by(self) -> Callable[[Fraction], bool]:
        """Return what tells whether one exact number reaches the threshold."""
        above, below = exact(self.number).as_integer_ratio()
        if self.operator.wants_more:
            reaches = gt if self.operator.strict else ge
        else:
            reaches = lt if self.operator.strict else le
        # In whole numbers: comparing two fractions asks for their types first and takes longer.
        return lambda number: reaches(number.numerator * below, above * number.denominator)

    def _ahead(self, number: Fraction, edge: Fraction) -> Fraction:
        """Return the distance of a number to an edge, positive on the good side."""
        return number - edge if self.operator.wants_more else edge - number

    def gap(self, number: Fraction) -> Fraction:
        """Return the distance to the threshold, positive on the good side."""
        return self._ahead(number, exact(self.number))


@cache
def exact(number: Decimal) -> Fraction:
    """Return a written number as a fraction; there are few of them, and each is asked for often."""
    return Fraction(number)


class Written(BaseModel):
    """A part of a resolution file: keys it does not know are refused, nothing changes later."""

    # Only whole files are validated: the validators of their parts need not be built one by one.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Promise(Written):
    """One operator and its number, without what may stand beside them."""

    at_least: Number | None = None
    more_than: Number | None = None
    at_most: Number | None = None
    less_than: Number | None = None
    rank_at_most: Number | None = None

    def limits(self) -> Iterator[tuple[Operator, Decimal]]:
        """Yield each operator that was written, with its number."""
        for operator in Operator:
            number = getattr(self, operator)
            if number is not None:
                yield operator, number


class OtherReading(Promise):
    """A second way to read the text of the threshold. A verdict stands where both agree."""

    why: Phrase


class Was(Promise):
    """The threshold that an earlier document set: shown, never judged."""

    in_: Annotated[Text, Field(alias="in")]


class Side(StrEnum):
    """Which way a number is to go."""

    MORE = "more"
    LESS = "less"


class Improving(Written):
    """The way that a number is to go where the text sets none, and where it cannot go further."""

    to: Side
    limit: Number | None = None

    @property
    def wants_more(self) -> bool:
        """Whether a greater number is a better one."""
        return self.to is Side.MORE


class Validity(Written):
    """The last day on which a threshold has a subject, and why it has none later."""

    until: Day
    why: Phrase


class Threshold(Written):
    """What one level is promised: exactly one operator or a state, and what belongs to it.

    A number may be given per period (`at_least: {2023: 60, 2025: 80}`): the last one is the
    target and the earlier ones are milestones, or, with the target's `per_period`, each is the
    quota of its own period.
    """

    at_least: PerPeriod | None = None
    more_than: PerPeriod | None = None
    at_most: PerPeriod | None = None
    less_than: PerPeriod | None = None
    rank_at_most: PerPeriod | None = None
    state: Phrase | None = None
    improving: Improving | None = None
    about: bool = Field(default=False, strict=True)
    other_reading: OtherReading | None = None
    was: Was | None = None
    valid: Validity | None = None
    each: Level | None = None

    def operators(self) -> tuple[str, ...]:
        """Return the operators that were written, `state` among them."""
        names = (*Operator, "state")
        return tuple(str(name) for name in names if getattr(self, name) is not None)

    @cached_property
    def operator(self) -> Operator | None:
        """The numeric operator; None where a state is promised."""
        return next((op for op in Operator if getattr(self, op) is not None), None)

    @cached_property
    def numbers(self) -> dict[Period | None, Decimal]:
        """The promised numbers by period, in time order; one without period is under None."""
        operator = self.operator
        written = getattr(self, operator) if operator else None
        if written is None:
            return {}
        if isinstance(written, dict):
            return dict(sorted(written.items(), key=lambda item: item[0].end))
        return {None: written}

    def limit(self, number: Decimal, unit: Unit, tolerance: Fraction) -> Limit | None:
        """Return the threshold with one of its numbers, ready for comparison."""
        operator = self.operator
        return Limit(operator, number, unit, self.about, tolerance) if operator else None

    def other_limit(self, unit: Unit, tolerance: Fraction) -> Limit | None:
        """Return the other reading as a threshold; None where there is none."""
        if self.other_reading is None:
            return None
        for operator, number in self.other_reading.limits():
            return Limit(operator, number, unit, self.about, tolerance)
        return None
