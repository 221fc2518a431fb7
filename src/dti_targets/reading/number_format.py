"""The number formats of spreadsheets: what a cell shows around its number, and which days.

A format is part of what was published: 0.8749 under `0.00%` is read by everybody as 87,49%.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from functools import cached_property
from operator import eq, ge, gt, le, lt, ne

_PRECISION = Context(prec=15, rounding=ROUND_HALF_UP)
"""What a spreadsheet knows of a number, and shows: the digits behind are those of binary."""

_LARGEST = 400
"""The power of ten that no number of a spreadsheet reaches."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|[_*].|(?P<end>;)'
    r"|(?P<general>General|@)|(?P<exponent>E[+-])|(?P<digit>[0#?])|(?P<sign>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<>|<=|>=|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?", re.DOTALL)
_COMPARED: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<>": ne, "<=": le, ">=": ge, "<": lt, ">": gt, "=": eq,
}  # fmt: skip


class _Section:
    """What a format says of some numbers: positive ones, negative ones, zero."""

    def __init__(self) -> None:
        self.condition: tuple[str, Decimal] | None = None
        self.before = ""
        self.after = ""
        self.letters = ""
        self.hundreds = 0
        self.placed = False
        self.thousands = 0
        self.zeros = 0
        self.decimals = 0
        self.pointed = False
        self.plain = True

    def literal(self, text: str) -> None:
        """Add a text that is shown."""
        if self.placed:
            self.after += text
        else:
            self.before += text
        self.plain = False

    def digit(self, sign: str) -> None:
        """Add a place for digits."""
        self.placed = True
        self.zeros += sign not in "#?"
        self.decimals += self.pointed and sign == "0"
        self.thousands = self.thousands if self.pointed else 0  # those so far only group
        self.plain = self.plain and sign == "0"

    def sign(self, text: str) -> None:
        """Add what is no place for a digit: a letter of a date, a separator."""
        self.plain = False
        self.letters += text.lower() if text.lower() in "ymdhs" else ""
        self.pointed = self.pointed or text == "."
        self.thousands += self.placed and text == ","

    def bracket(self, text: str) -> None:
        """Add what stands in brackets: a condition, a currency, hours beyond a day, or a colour."""
        if found := _CONDITION.fullmatch(text):
            self.condition = (found[1], Decimal(found[2]))
        elif _ELAPSED.fullmatch(text):
            self.letters += "h"
        elif (found := _CURRENCY.fullmatch(text)) and found[1]:
            self.literal(found[1])


class NumberFormat:
    """A number format, taken apart once for all cells that have it."""

    def __init__(self, code: str) -> None:
        """Take a format apart, as the file writes it."""
        section = _Section()
        self._sections = [section]
        for found in _TOKEN.finditer(code):
            kind, text = found.lastgroup, found[found.lastgroup] if found.lastgroup else ""
            if kind == "end":
                section = _Section()
                self._sections.append(section)
            elif kind in {"quoted", "escaped"}:
                section.literal(text)
            elif kind == "bracket":
                section.bracket(text)
            elif kind in {"general", "digit"}:
                section.digit(text)
            elif text == "%":
                section.literal(text)
                section.hundreds += 1
            elif kind == "exponent":
                section.decimals, section.pointed, section.plain = 0, False, False
            elif kind == "sign":
                section.sign(text)

    @cached_property
    def is_date(self) -> bool:
        """Whether it shows days or hours."""
        return bool(self._sections[0].letters)

    def text(self, number: Decimal) -> str:
        """Return a number as it is shown, in full: with a decimal comma and the words around it.

        The digits that the format would cut off are kept, as are the zeros that it writes behind
        the comma (99,30%); nothing groups them.
        """
        section = self._section(number)
        digits = _digits(number.scaleb(2 * section.hundreds - 3 * section.thousands))
        if not section.placed or not (number or section.zeros):
            return digits  # no digit is shown, as of a zero under an accountant's "-"??
        if section.plain and digits.isdigit():
            digits = digits.zfill(section.zeros)
        if section.decimals:
            whole, _, rest = digits.partition(",")
            digits = f"{whole},{rest.ljust(section.decimals, '0')}"
        return f"{section.before}{digits}{section.after}".strip()

    def _section(self, number: Decimal) -> _Section:
        """Return the section for a number."""
        sections = self._sections
        if any(section.condition for section in sections):
            for section in sections:
                if section.condition is None or _holds(section.condition, number):
                    return section
            return _Section()
        if number < 0 and len(sections) > 1:
            return sections[1]
        return sections[2 if number == 0 and len(sections) > 2 else 0]  # noqa: PLR2004  (zero)

    def day(self, moment: date | time | timedelta) -> str:
        """Return a date as a period is written, no finer than it is shown."""
        if isinstance(moment, datetime) and moment.time() == time():
            moment = moment.date()
        if isinstance(moment, datetime) or not isinstance(moment, date):
            return str(moment)
        letters = set(self._sections[0].letters)
        hours = letters & {"h", "s"} and "y" not in letters  # an m beside them is of minutes
        if "d" in letters or hours or not letters & {"y", "m"}:
            return moment.isoformat()
        return f"{moment:%Y-%m}" if "m" in letters else f"{moment:%Y}"

    def typed(self, day: date) -> str:
        """Return what was probably typed where a spreadsheet made a date of it: 5/34, 12/10."""
        letters = set(self._sections[0].letters)
        year = "y" in letters if letters != {"d", "m", "y"} else day.day == 1
        if year and day.day == 1:
            return f"{day.month}/{day:%y}"
        return f"{day.day}/{day.month}"


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, limit = condition
    return _COMPARED[sign](number, limit)


def number_of(raw: str) -> Decimal | None:
    """Return a stored number to the digits that a spreadsheet shows; None where it is none."""
    try:
        number = _PRECISION.create_decimal(raw)
    except DecimalException:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _LARGEST else None


def _digits(number: Decimal) -> str:
    """Return a number written out with a decimal comma: no exponent, no zeros that say nothing."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", ",")
