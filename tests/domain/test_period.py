"""Periods: what may be written, which days it names, what covers what."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dti_targets.domain.period import FIRST_YEAR, LAST_YEAR, Period

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)


@st.composite
def single_texts(draw: st.DrawFn) -> str:
    """Every form that is no range."""
    year = draw(YEARS)
    days = st.dates(date(year, 1, 1), date(year, 12, 31)).map(date.isoformat)
    return draw(
        st.one_of(
            st.just(f"{year}"),
            st.integers(1, 2).map(lambda n: f"{year}-H{n}"),
            st.integers(1, 4).map(lambda n: f"{year}-Q{n}"),
            st.integers(1, 12).map(lambda n: f"{year}-{n:02}"),
            days,
        )
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-09-15", "2024-09-15", "2024-09-15"),
        ("2024-01/2024-09", "2024-01-01", "2024-09-30"),
        ("2023-07/2024-06", "2023-07-01", "2024-06-30"),
    ],
)
def test_each_form_names_its_days(text: str, start: str, end: str) -> None:
    period = Period.parse(text)

    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert str(period) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "24", "2024 ", "2024-H3", "2024-H0", "2024-Q5", "2024-Q0", "2024-13", "2024-00",
        "2024-02-30", "2024-1", "1989", "2101", "2024/", "/2024", "2024/2023", "2024/2024",
        "2024-09/2024-01", "2024-Q1/2024",
        "2024-H1/2024-03", "2024/2024-12", "2024-01/2024-02/2024-03",
        "２０２４", "2024-h1",
    ],
)  # fmt: skip
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|before|day|month"):
        Period.parse(text)


def test_two_spellings_of_the_same_days_are_one_period() -> None:
    year, months = Period.parse("2024"), Period.parse("2024-01/2024-12")

    assert year == months
    assert hash(year) == hash(months)
    assert year != Period.parse("2024-01/2024-11")


def test_the_year_of_a_day() -> None:
    assert Period.year_of(date(2025, 7, 31)) == Period.parse("2025")
    assert Period.year_of(date(2025, 7, 31)).text == "2025"


def test_a_period_covers_itself_and_its_parts_only() -> None:
    year = Period.parse("2024")

    assert year.covers(year)
    assert year.covers(Period.parse("2024-12-31"))
    assert not year.covers(Period.parse("2024-12/2025-01"))
    assert not year.covers(Period.parse("2023-12/2024-01"))
    assert not Period.parse("2024-H1").covers(year)


@given(single_texts())
def test_what_is_written_is_what_is_shown(text: str) -> None:
    assert str(Period.parse(text)) == text


@given(single_texts(), single_texts())
def test_covering_both_ways_is_being_equal(one: str, other: str) -> None:
    first, second = Period.parse(one), Period.parse(other)

    assert (first.covers(second) and second.covers(first)) == (first == second)


@given(single_texts(), st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
def test_a_period_covers_exactly_the_days_between_its_ends(text: str, day: date) -> None:
    period = Period.parse(text)

    inside = day in {period.start, period.end} or period.start < day < period.end
    assert period.covers(Period.parse(day.isoformat())) == inside


@given(YEARS)
def test_the_parts_of_a_year_follow_one_another(year: int) -> None:
    for parts in (
        [f"{year}-H{n}" for n in (1, 2)],
        [f"{year}-Q{n}" for n in range(1, 5)],
        [f"{year}-{n:02}" for n in range(1, 13)],
    ):
        periods = [Period.parse(text) for text in parts]

        assert periods[0].start == date(year, 1, 1)
        assert periods[-1].end == date(year, 12, 31)
        for early, late in pairwise(periods):
            assert late.start == early.end + timedelta(days=1)


def test_a_file_may_give_a_year_as_a_number() -> None:
    reads = TypeAdapter(Period).validate_python

    assert reads(Decimal(2025)) == reads("2025") == Period.parse("2025")
    for wrong in (Decimal("2025.0"), Decimal("20.25"), None, True, 2025, date(2025, 1, 1), "soon"):
        with pytest.raises(ValidationError, match="not a period"):
            reads(wrong)
