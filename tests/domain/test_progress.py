"""Time as a number, points, series cut into segments, ways and the years in which they arrive."""

# mypy: disable-error-code="comparison-overlap"
# Fraction(1) == 1 holds, and a status is its own word; mypy takes both for a slip.

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.domain.period import Period
from dti_targets.domain.progress import (
    Arrival,
    Break,
    Point,
    Series,
    arrival,
    moment,
    year_of,
)
from dti_targets.domain.report import Statement
from dti_targets.domain.value import Interval
from tests.builders import day, number
from tests.progress_builders import advance, measured, periods, point, series, way

WHY = Statement("break.redefined", {"why": "x"})


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024-12-31", Fraction(2025)),
        ("2025-12-31", Fraction(2026)),
        ("2024-01-01", 2024 + Fraction(1, 366)),
        ("2025-01-01", 2025 + Fraction(1, 365)),
        ("2024-06-30", 2024 + Fraction(182, 366)),
    ],
)
def test_the_end_of_a_day_is_a_number_of_years(text: str, at: Fraction) -> None:
    """2025 is the end of 31 December 2024; a leap year has 366 parts."""
    assert moment(day(text)) == at


@given(st.dates(day("1990-01-01"), day("2100-12-30")))
def test_time_goes_on(one: object) -> None:
    """A later day is a later moment, and a moment lies in the year of its day."""
    assert moment(one) < moment(one + timedelta(days=1))  # type: ignore[arg-type, operator]
    assert year_of(moment(one)) == one.year  # type: ignore[arg-type, attr-defined]


def test_the_end_of_a_year_belongs_to_it_unless_reaching_it_then_is_not_enough() -> None:
    """31 December 2025, 24:00, is still 2025; past it is 2026."""
    assert year_of(Fraction(2026)) == 2025
    assert year_of(Fraction(2026), strict=True) == 2026
    assert year_of(Fraction(20255, 10)) == year_of(Fraction(20255, 10), strict=True) == 2025
    assert year_of(Fraction(2101)) == 2100
    assert year_of(Fraction(2101) + Fraction(1, 365)) is None


def test_arrival_spans_the_years_that_are_possible() -> None:
    """The first year is that of the numbers as written; a way that never arrives opens the end."""
    assert arrival([2027, 2029, 2026]) == Arrival(2027, 2026, 2029)
    assert arrival([2027, None, 2026]) == Arrival(2027, 2026, None)
    assert arrival([None, 2026]) is None


def test_a_point_is_the_end_of_its_period_and_what_it_can_stand_for() -> None:
    """One end where the number is exact or has an open side."""
    exact = point("2024-H1", 5)
    assert exact.at == moment(day("2024-06-30"))
    assert list(exact.ends) == [5]
    assert list(point("2024", 5, 4, 6).ends) == [4, 6]
    assert Point(Period.parse("2024"), None).ends == ()
    open_ended = Point(Period.parse("2024"), None, number=number(5), span=Interval(number(5), None))
    assert list(open_ended.ends) == [5]


@pytest.mark.parametrize(
    ("span", "attained"),
    [
        (None, True),
        (Interval(number(5), number(5)), True),
        (Interval(None, None), True),
        (Interval(number(4), number(5), high_closed=False), False),
        (Interval(number(5), number(6), low_closed=False), False),
        (Interval(number(3), number(4)), False),
        (Interval(number(6), number(7)), False),
        (Interval(number(4), number(6), low_closed=False, high_closed=False), True),
    ],
)
def test_a_number_may_be_one_that_is_not_attained(span: Interval | None, attained: object) -> None:
    """Nearly 100 % is not 100 %."""
    one = Point(Period.parse("2024"), None, number=number(5), span=span)
    assert one.attained is attained
    assert Point(Period.parse("2024"), None, span=span).attained


def test_sources_and_ranges_are_told_apart() -> None:
    """Several values of one period, or one value that is two numbers."""
    differing, range_, plain, state = series(
        {
            "data/a.csv": """
                rate;51;province;2021;60%
                rate;51;province;2022;từ 30 đến 35
                rate;51;province;2023;60%
                rate;51;province;2024;n/a
            """,
            "data/b.csv": "rate;51;province;2021;50%;other\nrate;51;province;2023;60%;other",
        }
    ).points
    assert (differing.sources_differ, differing.is_range) == (True, False)
    assert (range_.sources_differ, range_.is_range) == (False, True)
    assert (plain.sources_differ, plain.is_range, len(plain.figures)) == (False, False, 2)
    assert state.number is None


def test_a_series_is_cut_at_its_breaks() -> None:
    """No segment is empty; a break before the first point cuts nothing off."""
    points = tuple(point(year, 1) for year in ("2020", "2021", "2022", "2023"))
    cut = Series(points, (Break(day("2019-01-01"), WHY), Break(day("2022-01-01"), WHY)))
    assert [periods(segment) for segment in cut.segments()] == [["2020", "2021"], ["2022", "2023"]]
    assert periods(cut.connected) == ["2022", "2023"]
    assert Series(points).segments() == (points,)
    assert Series().segments() == ()
    assert Series().connected == ()
    ended = Series(points, (Break(day("2024-01-01"), WHY),))
    assert (ended.segments(), ended.connected) == ((points,), ())
    nothing = Point(Period.parse("2024"), None)
    assert periods(Series((*points, nothing)).connected) == ["2020", "2021", "2022", "2023"]


def test_a_way_leads_to_a_number() -> None:
    """There is none to a point that has no number."""
    made = way(point("2023", 50), point("2024", 60), 80)
    assert (made.first, made.last, made.goal, made.years) == (50, 60, 80, 1)
    with pytest.raises(ValueError, match="a way leads to a number"):
        _ = made._replace(latest=Point(Period.parse("2024"), None)).last


def test_a_way_knows_which_side_is_good() -> None:
    """By its threshold, else by the direction that the target names."""
    up, down = point("2023", 50), point("2024", 60)
    assert way(up, down, 80).wants_more
    assert not way(up, down, 80, more=False).wants_more
    assert way(up, down).wants_more
    assert not way(up, down, more=False).wants_more
    assert not way(up, down, 80).strict
    assert way(up, down, 80, operator="more_than").strict
    assert not way(up, down).strict


def test_a_way_has_a_variant_for_each_end() -> None:
    """One where both numbers are exact; a variant that reaches the threshold says so."""
    exact = way(point("2023", 50), point("2024", 60), 80)
    assert exact.variants() == (exact,)
    about = way(point("2023", 50, 48, 52), point("2024", 79, 75, 83), 80)
    found = [(one.first, one.last, one.reached) for one in about.variants()]
    assert found == [(48, 75, False), (48, 83, True), (52, 75, False), (52, 83, True)]
    direction = way(point("2023", 50), point("2024", 60, 55, 65))
    assert [one.reached for one in direction.variants()] == [False, False]


def test_a_progression_lists_its_targets() -> None:
    """With the place of each in its file, and the last figure that has a number."""
    made = measured("rate;51;province;2023;60%\nrate;51;province;2024;n/a")
    assert made.latest is not None
    assert made.latest.number == 60
    none = measured("rate;51;province;2024;n/a")
    assert none.latest is not None
    assert none.latest.number is None
    empty = measured("other;51;province;2024;1")
    assert empty.latest is None
    found = advance("rate;51;province;2023;60%", made.expected.resolution)
    part = found.resolutions[0]
    assert str(part.place(part.targets[0].expected)) == "targets/plan.yaml"
    assert found.targets == part.targets
    assert found.targets[0].status == found.targets[0].measured.status
