"""Days as people write them in YAML: `2025-06-30`."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def _day(written: Any) -> date:  # noqa: ANN401  (whatever the file holds)
    text = written if isinstance(written, str) else ""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise PydanticCustomError("day", "not a day")


def _day_or_year(written: Any) -> date:  # noqa: ANN401
    text = str(written) if isinstance(written, str | Decimal) else ""
    try:
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1)
    except ValueError:
        pass
    return _day(written)


Day = Annotated[date, BeforeValidator(_day)]
"""A day, `2025-06-30`."""

DayOrYear = Annotated[date, BeforeValidator(_day_or_year)]
"""A day, or a year where the day is not known: then it counts from 1 January."""
