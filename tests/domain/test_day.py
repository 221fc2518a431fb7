"""Days and years as files give them."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from dti_targets.domain.day import Day, DayOrYear

DAY: TypeAdapter[date] = TypeAdapter(Day)
EITHER: TypeAdapter[date] = TypeAdapter(DayOrYear)


def test_a_day_is_written_year_month_day() -> None:
    assert DAY.validate_python("2025-06-30") == date(2025, 6, 30)


@pytest.mark.parametrize(
    "written", ["30/06/2025", "2025-6-30", "2025-02-30", "20250630", "2025", Decimal(2025), None]
)
def test_anything_else_is_no_day(written: object) -> None:
    with pytest.raises(ValidationError, match="not a day"):
        DAY.validate_python(written)


@pytest.mark.parametrize("written", ["2025", Decimal(2025)])
def test_a_year_counts_from_its_first_day(written: object) -> None:
    assert EITHER.validate_python(written) == date(2025, 1, 1)


def test_where_a_year_may_stand_a_day_may_too() -> None:
    assert EITHER.validate_python("2025-06-30") == date(2025, 6, 30)


@pytest.mark.parametrize("written", ["0000", Decimal("2025.5"), True, "2025-13-01"])
def test_what_is_neither_is_refused(written: object) -> None:
    with pytest.raises(ValidationError, match="not a day"):
        EITHER.validate_python(written)
