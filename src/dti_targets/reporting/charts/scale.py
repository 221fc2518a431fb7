"""Scales: from numbers to coordinates, with round numbers to read them by."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from dti_targets.domain.unit import Unit
from dti_targets.reporting.charts.drawing import Length
from dti_targets.reporting.wording import Wording

_STEPS = (1, 2, 5, 10)
_LARGEST, _SMALLEST = 10**9, Fraction(1, 10**4)
"""Beyond these a number is written with a power of ten."""

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Scale(NamedTuple):
    """Numbers from `low` to `high` between two coordinates; `step` parts the round ones."""

    low: Fraction
    high: Fraction
    step: Fraction
    start: Length
    end: Length

    def at(self, number: Fraction) -> Fraction:
        """Return the coordinate of a number."""
        share = (number - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> list[Fraction]:
        """Return the round numbers on the scale."""
        first, last = ceil(self.low / self.step), floor(self.high / self.step)
        return [number * self.step for number in range(first, last + 1)]


def round_scale(numbers: Iterable[Fraction], start: Length, end: Length, most: int = 5) -> Scale:
    """Return a scale from a round number to a round number that holds all of some."""
    known = [*numbers]
    low, high = min(known), max(known)
    if low == high:
        low, high = (low, low + abs(low)) if low else (low, Fraction(1))
    step = _round_step((high - low) / most)
    return Scale(floor(low / step) * step, ceil(high / step) * step, step, start, end)


def years_scale(moments: Iterable[Fraction], start: Length, end: Length, most: int = 10) -> Scale:
    """Return a scale of years, each at its end, with room on both sides; the steps are whole.

    The end of 2024 is the moment 2025, and 2024 on the scale.
    """
    known = [moment - 1 for moment in moments]
    low, high = min(known), max(known)
    span = max(high - low, Fraction(1))
    step = max(_round_step(span / most), Fraction(1))
    return Scale(low - span / 20, high + span / 20, step, start, end)


def _round_step(least: Fraction) -> Fraction:
    """Return the least of 1, 2, 5 and their tenfolds that is no less than a number."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * step for step in _STEPS if power * step >= least)


def written(number: Fraction, unit: Unit, say: Wording) -> str:
    """Return a number for a label: with the sign of its unit, and short however large it is."""
    size = abs(number)
    sign = "%" if unit.in_percent else ""
    if not size or _SMALLEST <= size < _LARGEST:
        return say.words.number(number, _decimals(number)) + sign
    power = 0
    while size >= 10:  # noqa: PLR2004  (one digit before the decimals)
        size, power = size / 10, power + 1
    while size < 1:
        size, power = size * 10, power - 1
    short = round(size if number > 0 else -size, 2)
    return f"{say.words.number(short, _decimals(short))}×10{str(power).translate(_RAISED)}{sign}"


def _decimals(number: Fraction) -> int:
    """Return how many decimals a number has; four where it has more."""
    return next((n for n in range(4) if (number * 10**n).denominator == 1), 4)
