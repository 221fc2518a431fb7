"""What a published text stands for: a set of numbers, a state, or nothing.

"trên 95%" is every share over 95 %, "khoảng 35%" a neighbourhood of 35 %, "26/63" rank 26 of 63.
A figure is judged as that set, never as the one number that happens to be printed in it. All
arithmetic is exact (`Fraction`).
"""

from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from fractions import Fraction

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


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two ends. An end is part of it or not; None is no end."""

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = True


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

    @property
    def is_bound(self) -> bool:
        """Whether the source gave an end and not a number."""
        return self.qualifier not in {Qualifier.EXACT, Qualifier.ABOUT, Qualifier.NEARLY}

    def interval(self, tolerance: Fraction = TOLERANCE) -> Interval:
        """Return the numbers that the text stands for, within the range of the unit.

        Args:
            tolerance: What "about" and "nearly" leave open, as a share of the number.
        """
        number = self.number
        if number is None:
            msg = f"{self.text!r} stands for no number"
            raise ValueError(msg)
        floor, ceiling = self.unit.floor, self.unit.ceiling
        match self.qualifier:
            case Qualifier.EXACT:
                return Interval(number, number)
            case Qualifier.MORE_THAN:
                return Interval(number, ceiling, low_closed=False)
            case Qualifier.AT_LEAST:
                return Interval(number, ceiling)
            case Qualifier.LESS_THAN:
                return Interval(floor, number, high_closed=False)
            case Qualifier.AT_MOST:
                return Interval(floor, number)
            case Qualifier.RANGE:
                return Interval(number, self.upper)
            case Qualifier.ABOUT:
                slack = abs(number) * tolerance
                return Interval(_at_least(number - slack, floor), _at_most(number + slack, ceiling))
            case Qualifier.NEARLY:
                slack = abs(number) * tolerance
                return Interval(_at_least(number - slack, floor), number, high_closed=False)

    def at_least(self) -> "Value":
        """Return an exact value as a lower bound: a part of a period whose counts add up."""
        if self.qualifier is not Qualifier.EXACT:
            return self
        return replace(self, qualifier=Qualifier.AT_LEAST)


def _at_least(number: Fraction, floor: Fraction | None) -> Fraction:
    return number if floor is None else max(number, floor)


def _at_most(number: Fraction, ceiling: Fraction | None) -> Fraction:
    return number if ceiling is None else min(number, ceiling)
