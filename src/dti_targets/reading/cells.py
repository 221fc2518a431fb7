"""One distinct value of a figures file -> what it stands for in a unit, or what is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from dti_targets.diagnostics import Code, codes
from dti_targets.domain.unit import Unit
from dti_targets.domain.value import Beside, Qualifier, Value
from dti_targets.reading.garbled import garbled
from dti_targets.reading.headings import Column
from dti_targets.reading.hidden import hidden_character, look_alike
from dti_targets.reading.number_text import (
    Decimals,
    Published,
    Shape,
    Unreadable,
    interpret,
    scan,
)

_BROKEN = re.compile("[\0\ud800-\udfff]")


@dataclass(slots=True)
class CellFault:
    """What is wrong with a text, once; every row that has the text gets its diagnostic."""

    code: Code
    params: Mapping[str, object]
    column: Column


class Cell(NamedTuple):
    """A distinct value of a file with what stood beside it in its row.

    `spoiled` is why it is no value, where it matters only if somebody asks for it.
    """

    published: Published
    decimal: Decimals | None = None
    unit: Unit | None = None
    numerator: str = ""
    denominator: str = ""
    fault: CellFault | None = None
    sign: bool = False
    spoiled: CellFault | None = None


def hidden_fault(text: str, column: Column) -> CellFault | None:
    """Return the fault of a cell with a character that nobody can see."""
    sign = hidden_character(text)
    return CellFault(codes.HIDDEN_CHARACTER, sign, column) if sign else None


def garbled_fault(text: str, column: Column) -> CellFault | None:
    """Return the fault of a cell whose text was not saved as Unicode."""
    found = garbled(text)
    if found is None:
        return None
    if found.font:
        return CellFault(codes.OLD_FONT, found._asdict(), column)
    return CellFault(codes.ENCODED_TWICE, {"text": text, "reads": found.reads}, column)


def text_fault(text: str, column: Column) -> CellFault | None:
    """Return the fault of a text that is not what it looks like, in a cell that is compared.

    An old font encoding comes first: one of its letters is the soft hyphen, which nobody can see.
    """
    alike = look_alike(text)
    return (
        garbled_fault(text, column)
        or hidden_fault(text, column)
        or (CellFault(codes.LOOK_ALIKE, alike, column) if alike else None)
    )


def free_fault(text: str, column: Column) -> CellFault | None:
    """Return the fault of a text that is quoted, not compared: it may hold almost anything.

    A NUL is the sign of a damaged file; half of a sign of UTF-16 can be written to no other.
    """
    if broken := _BROKEN.search(text):
        return hidden_fault(broken[0], column)
    found = garbled(text, free=True)
    return CellFault(codes.GARBLED_TEXT, {"reads": found.reads}, column) if found else None


def meaning(cell: Cell, unit: Unit | None, run: Decimals | None) -> Value | CellFault | None:
    """Return what a cell stands for.

    Args:
        cell: The value and what stood beside it.
        unit: The unit of the indicator; None where no target asks for it.
        run: The convention that was declared for the run, or that the file proves.

    Returns:
        The value, or what is wrong; None where nobody asks and nothing is wrong.
    """
    if cell.fault:
        return cell.fault
    if unit is None:
        return _unused(cell.published)
    if cell.spoiled:
        return cell.spoiled
    if cell.unit and cell.unit is not unit and not (cell.sign and unit.in_percent):
        return CellFault(codes.UNIT_MISMATCH, {"text": str(cell.unit), "unit": unit}, Column.UNIT)
    convention = cell.decimal or run
    if cell.numerator:
        found = _fraction(cell, unit, convention)
    else:
        found = _stated(cell.published, unit, convention, Column.VALUE)
    if isinstance(found, CellFault) or not (cell.numerator or convention):
        return found
    decimal = convention.value if convention else ""
    return replace(found, beside=Beside(cell.numerator, cell.denominator, decimal))


def _unused(published: Published) -> CellFault | None:
    """Return the fault of a text that is no value in a row that no target asks for."""
    if published.shape in {Shape.UNREADABLE, Shape.PAIR}:
        return CellFault(codes.UNREADABLE_UNUSED_VALUE, {"text": published.text}, Column.VALUE)
    return None


def _stated(
    published: Published, unit: Unit, convention: Decimals | None, column: Column
) -> Value | CellFault:
    """Return the value of a text, or its fault in its column."""
    found = interpret(published, unit, convention)
    if not isinstance(found, Unreadable):
        return found
    if found.code is codes.UNREADABLE_VALUE:
        return _unreadable(published.text, found.params["expected"], column)
    return CellFault(found.code, found.params, column)


def _unreadable(text: str, expected: object, column: Column) -> CellFault:
    """Return the fault of a text that is no value, with what it was probably meant to be."""
    from dti_targets.reading.likely_value import likely_value

    params = {"text": text, "expected": expected, "near": likely_value(text)}
    return CellFault(codes.UNREADABLE_VALUE, params, column)


def _fraction(cell: Cell, unit: Unit, convention: Decimals | None) -> Value | CellFault:
    """Return the value that numerator and denominator are; a published share must agree."""
    text = f"{cell.numerator}/{cell.denominator}"
    fraction = _stated(scan(text), unit, convention, Column.NUMERATOR)
    if isinstance(fraction, CellFault):
        return fraction
    if fraction.qualifier is not Qualifier.EXACT:
        return _unreadable(text, "number", Column.NUMERATOR)
    published = cell.published
    if published.absence:
        return fraction
    stated = _stated(published, unit, convention, Column.VALUE)
    if isinstance(stated, CellFault):
        return stated
    if stated.number is None or fraction.number is None:
        return _unreadable(published.text, "decimal", Column.VALUE)
    return _together(cell, stated, fraction, _rounding(stated, published, convention))


def _together(cell: Cell, stated: Value, fraction: Value, rounding: Fraction) -> Value | CellFault:
    """Return the fraction as its published number, or that the two do not agree."""
    published = cell.published
    decimals = max(stated.decimals, fraction.decimals)
    totals = {stated.total, fraction.total} - {None} if stated.unit.whole else ()
    if len(totals) > 1 or not _agrees(stated, fraction.number or Fraction(0), rounding):
        return CellFault(
            codes.SHARE_DISAGREES,
            {
                "text": published.text, "numerator": cell.numerator,
                "denominator": cell.denominator,
                "percent": replace(fraction, total=None, decimals=decimals),
            },
            Column.VALUE,
        )  # fmt: skip
    return replace(fraction, text=published.text, decimals=decimals, preliminary=stated.preliminary)


def _rounding(stated: Value, published: Published, convention: Decimals | None) -> Fraction:
    """Return by how much rounding may have changed a published number, at most.

    "1,2 triệu" was rounded to a tenth of a million.
    """
    token = published.numbers[0]
    reading = token.point if convention is Decimals.POINT else token.comma or token.point
    decimals = reading.decimals if reading and published.multiplier != 1 else stated.decimals
    return Fraction(published.multiplier, 2 * 10**decimals)


def _agrees(stated: Value, exact: Fraction, rounding: Fraction) -> bool:
    """Whether a published number is the exact one, as far as its rounding and words allow."""
    if stated.qualifier is Qualifier.EXACT:
        return stated.number is not None and abs(stated.number - exact) <= rounding
    span = stated.interval()
    above = span.low is None or span.low < exact or (span.low_closed and span.low == exact)
    below = span.high is None or exact < span.high or (span.high_closed and span.high == exact)
    return above and below
