"""Spans of time that figures and targets speak of: a year, half, quarter, month, day or range."""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

FIRST_YEAR, LAST_YEAR = 1990, 2100

_FORM = re.compile(r"(\d{4})(?:-(?:([QH])(\d)|(\d\d)(?:-(\d\d))?))?", re.ASCII)
_MONTHS = {"Q": 3, "H": 6}


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included. Two spellings of the same days are equal."""

    start: date
    end: date
    text: str = field(compare=False)

    def __str__(self) -> str:
        """Return the period as written: `2024`, `2024-Q3`, `2024-01/2024-09`."""
        return self.text

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2024`, `2024-H1`, `2024-Q3`, `2024-09`, `2024-09-15` or `first/last` of these.

        Raises:
            ValueError: the text is none of these, or names days that do not exist.
        """
        first, slash, last = text.partition("/")
        start, end = _days(first)
        if slash:
            first_end = end
            last_start, end = _days(last)
            if last_start <= start or end <= first_end:
                msg = f"{text}: ends before it begins"
                raise ValueError(msg)
        return cls(start, end, text)

    @classmethod
    def year_of(cls, day: date) -> Self:
        """Return the calendar year of a day."""
        return cls(date(day.year, 1, 1), date(day.year, 12, 31), str(day.year))

    def covers(self, other: "Period") -> bool:
        """Whether every day of `other` is a day of this period."""
        return self.start <= other.start and other.end <= self.end

    @classmethod
    def _from_file(cls, written: Any) -> Self:  # noqa: ANN401  (whatever the file holds)
        text = str(written) if isinstance(written, str | Decimal) else ""
        try:
            return cls.parse(text)
        except ValueError:
            raise PydanticCustomError("period", "not a period") from None

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read a period from text, or a year from a plain number."""
        return core_schema.no_info_plain_validator_function(cls._from_file)


def _days(text: str) -> tuple[date, date]:
    """Return the first and the last day of a period that is no range."""
    found = _FORM.fullmatch(text)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        msg = f"{text!r} is not a period"
        raise ValueError(msg)
    year, letter, part, month, day = int(found[1]), found[2], found[3], found[4], found[5]
    if letter:
        length = _MONTHS[letter]
        if not 1 <= int(part) <= 12 // length:
            msg = f"{text!r} is not a period"
            raise ValueError(msg)
        last = int(part) * length
        return date(year, last - length + 1, 1), date(year, last, monthrange(year, last)[1])
    if day:
        single = date(year, int(month), int(day))
        return single, single
    if month:
        first = date(year, int(month), 1)
        return first, date(year, int(month), monthrange(year, int(month))[1])
    return date(year, 1, 1), date(year, 12, 31)
