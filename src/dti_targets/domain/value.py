"""What a published text stands for: a set of numbers, a state, or nothing.

"trên 95%" is every share over 95 %, "khoảng 35%" a neighbourhood of 35 %, "26/63" rank 26 of 63.
A figure is judged as that set, never as the one number that happens to be printed in it. All
arithmetic is exact (`Fraction`).
"""

from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from dti_targets.domain.unit import Unit

TOLERANCE = Fraction(5, 100)
"""What "about" gives and takes, as a share of the number, unless the resolution says otherwise."""


class Qualifier(StrEnum):
    """The word before the number."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    ABOUT = "about"
    NEARLY = "nearly"
    RANGE = "range"


class Absence(Enum):
    """Why a figure that has a row has no value."""

    EMPTY = "empty"
    NOT_AVAILABLE = "not_available"


class Beside(NamedTuple):
    """What stood beside a text and decided what it means; no text where nothing did.

    `decimal` is the convention that its number was read in: `comma` or `point`.
    """

    numerator: str = ""
    denominator: str = ""
    decimal: str = ""


class Interval(NamedTuple):
    """The numbers between two ends. An end is part of it or not; None is no end."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True

    def whole(self) -> "Interval":
        """Return the whole numbers among them; all of them where none is whole."""
        low, high = self.low, self.high
        if low is not None:
            low = Fraction(ceil(low) if self.low_closed else floor(low) + 1)
        if high is not None:
            high = Fraction(floor(high) if self.high_closed else ceil(high) - 1)
        if low is not None and high is not None and low > high:
            return self
        return Interval(low, high)


@dataclass(frozen=True, slots=True)
class Value:
    """What one published text stands for, in `unit`.

    One of three: `state` answers yes or no; `absence` says that there is no value; otherwise
    `number` is the number as written (`upper` the second one of a range), `decimals` how many
    digits the source gave it, `total` what a rank or a count is out of. Two texts are the same
    value when they stand for the same set: `17/63` and `thứ 17`.
    """

    text: str = field(compare=False)
    unit: Unit
    number: Fraction | None = None
    qualifier: Qualifier = Qualifier.EXACT
    upper: Fraction | None = None
    decimals: int = field(default=0, compare=False)
    total: int | None = field(default=None, compare=False)
    state: bool | None = None
    absence: Absence | None = None
    preliminary: bool = field(default=False, compare=False)
    beside: Beside = field(default=Beside(), compare=False)

    def interval(self, tolerance: Fraction = TOLERANCE) -> Interval:
        """Return the numbers that the text stands for, within the range of the unit.

        Where the unit counts, only whole numbers are meant: "trên 93 xã" is 94 or more.

        Args:
            tolerance: What "about" and "nearly" leave open, as a share of the number.
        """
        if self.number is None:
            msg = f"{self.text!r} stands for no number"
            raise ValueError(msg)
        if self.qualifier is Qualifier.EXACT:
            return Interval(self.number, self.number)
        span = self._span(self.number, tolerance)
        return span.whole() if self.unit.whole else span

    def _span(self, number: Fraction, tolerance: Fraction) -> Interval:
        """Return the interval that the qualifier makes of the number."""
        floor, ceiling = self.unit.floor, self.unit.ceiling
        slack = abs(number) * tolerance
        around = _at_least(number - slack, floor)
        spans = {
            Qualifier.MORE_THAN: Interval(number, ceiling, low_closed=False),
            Qualifier.AT_LEAST: Interval(number, ceiling),
            Qualifier.LESS_THAN: Interval(floor, number, high_closed=False),
            Qualifier.AT_MOST: Interval(floor, number),
            Qualifier.RANGE: Interval(number, self.upper),
            Qualifier.ABOUT: Interval(around, _at_most(number + slack, ceiling)),
            Qualifier.NEARLY: Interval(around, number, high_closed=False),
        }
        return spans[self.qualifier]

    def at_least(self, tolerance: Fraction = TOLERANCE) -> "Value":
        """Return the value as a lower bound: what a part of a period says of the whole of it.

        Args:
            tolerance: What "about" and "nearly" leave open, as a share of the number.
        """
        if self.number is None or self.qualifier in {Qualifier.MORE_THAN, Qualifier.AT_LEAST}:
            return self
        low = self.interval(tolerance).low
        if low is None:
            return self
        return replace(self, number=low, qualifier=Qualifier.AT_LEAST, upper=None)


def _at_least(number: Fraction, floor: Fraction | None) -> Fraction:
    return number if floor is None else max(number, floor)


def _at_most(number: Fraction, ceiling: Fraction | None) -> Fraction:
    return number if ceiling is None else min(number, ceiling)
