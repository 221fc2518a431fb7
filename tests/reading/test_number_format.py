from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.reading.number_format import NumberFormat, number_of


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("0.8749", "0.00%", "87,49%"),
        ("0.8749", "0 %", "87,49%"),
        ("-0.05", "0.0%;[Red]-0.0%", "-5,0%"),
        ("0.993", "0.00%", "99,30%"),
        ("0.87654", "0.00%", "87,654%"),
        ("100", "0.00E+00", "100"),
        ("0.07", "General", "0,07"),
        ("1526", "#,##0", "1526"),
        ("1526.5", '#,##0.00\\ "hồ sơ"', "1526,50 hồ sơ"),
        ("5", "_-* #,##0_-", "5"),
        ("5", '"trên "0"%"', "trên 5%"),
        ("7", "00000", "00007"),
        ("7.5", "00", "7,5"),
        ("5", "#,##0 [$₫-42A]", "5₫"),
        ("5", "[$-409]0", "5"),
        ("5", '"Đạt"', "5"),
        ("5", '[>=10]0" nhiều";0" ít"', "5 ít"),
        ("15", '[>=10]0" nhiều";0" ít"', "15 nhiều"),
        ("5", "[>9]0%;[>8]0%", "5"),
        ("0", '0%;-0%;"-"0', "-0"),
        ("0", "0%", "0%"),
        ("-0", "0", "0"),
        ("100", "0", "100"),
        ("1E+20", "0", "100000000000000000000"),
        ("1E-7", "0.00E+00", "0,0000001"),
        ("3", '0"', "3"),
        ("1526000", "#,##0,", "1526"),
        ("1526500", '0.0," nghìn"', "1526,5 nghìn"),
        ("1526500", "0,.0", "1526,5"),
        ("1526000", "#,##0,,", "1,526"),
        ("1526", "0.0,0", "1,526"),
        ("0", '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "0"),
        ("0", '#"%"', "0"),
        ("0", 'General" %"', "0 %"),
    ],
)
def test_a_number_is_written_as_it_is_shown_but_in_full(number: str, code: str, shown: str) -> None:
    assert NumberFormat(code).text(Decimal(number)) == shown


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("0.87490000000000001", "0.8749"),
        ("0.30000000000000004", "0.3"),
        ("79.99999999999999", "80"),  # 16 digits: Excel shows 80
        ("79.9999999999999", "79.9999999999999"),
        ("1E3", "1000"),
        ("x", None),
        ("", None),
        ("NaN", None),
        ("Infinity", None),
        ("1E999999999", None),
        ("1E-999999999", None),
    ],
)
def test_a_stored_number_is_known_to_fifteen_digits(raw: str, number: str | None) -> None:
    found = number_of(raw)

    assert (found is None) is (number is None)
    assert found is None or found == Decimal(number or "")


@given(st.decimals(-(10**9), 10**9, places=4))
def test_what_a_person_types_comes_back_from_the_binary_number(typed: Decimal) -> None:
    stored = repr(float(typed))

    assert number_of(stored) == typed
    text = NumberFormat("0.0").text(number_of(stored) or Decimal(0))
    assert Decimal(text.replace(",", ".")) == typed


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("dd/mm/yyyy", True), ("mmm-yy", True), ("[h]:mm", True), ("h:mm", True),
        ("[$-42A]dd/mm/yyyy;@", True), ("General", False), ("0.00%", False), ('0" d"', False),
        ("[Red]0", False), ("0.00E+00", False), ("\\d0", False), ("@", False),
    ],
)  # fmt: skip
def test_a_format_with_days_or_hours_is_a_date(code: str, is_date: bool) -> None:
    assert NumberFormat(code).is_date is is_date


@pytest.mark.parametrize(
    ("moment", "code", "text"),
    [
        (datetime.fromisoformat("2024-09-01"), "dd/mm/yyyy", "2024-09-01"),
        (date(2024, 9, 1), "d-mmm", "2024-09-01"),
        (datetime.fromisoformat("2024-09-01"), "mmm-yy", "2024-09"),
        (datetime.fromisoformat("2024-09-01"), "yyyy", "2024"),
        (datetime.fromisoformat("2024-09-01 07:30"), "dd/mm/yyyy hh:mm", "2024-09-01 07:30:00"),
        (time(7, 30), "h:mm", "07:30:00"),
        (timedelta(hours=26), "[h]:mm", "1 day, 2:00:00"),
        (datetime.fromisoformat("2024-09-01"), "h:mm", "2024-09-01"),
    ],
)  # fmt: skip
def test_a_date_is_no_finer_than_it_is_shown(
    moment: date | time | timedelta, code: str, text: str
) -> None:
    assert NumberFormat(code).day(moment) == text


@pytest.mark.parametrize(
    ("day", "code", "typed"),
    [
        (date(1934, 5, 1), "mmm-yy", "5/34"),
        (date(2026, 3, 26), "d-mmm", "26/3"),
        (date(2013, 4, 1), "dd/mm/yyyy", "4/13"),
        (date(2013, 4, 2), "dd/mm/yyyy", "2/4"),
    ],
)
def test_what_was_probably_typed(day: date, code: str, typed: str) -> None:
    assert NumberFormat(code).typed(day) == typed
