"""Published texts as sets of numbers."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.domain.unit import Unit
from dti_targets.domain.value import Absence, Interval, Qualifier, Value
from tests.builders import number, value

FIVE = Fraction(5, 100)


def span(text: str, unit: Unit = Unit.PERCENT, tolerance: Fraction = FIVE) -> Interval:
    """Return the numbers that a text stands for."""
    return value(text, unit).interval(tolerance)


def between(
    low: object, high: object, *, open_low: bool = False, open_high: bool = False
) -> Interval:
    """Return an interval; None is no end."""
    return Interval(
        None if low is None else number(low),
        None if high is None else number(high),
        not open_low,
        not open_high,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("87,49%", between("87.49", "87.49")),
        ("trên 95%", between(95, 100, open_low=True)),
        ("tối thiểu 95%", between(95, 100)),
        ("dưới 5%", between(0, 5, open_high=True)),
        ("không quá 5%", between(0, 5)),
        ("từ 30 đến 35%", between(30, 35)),
        ("khoảng 20%", between(19, 21)),
        ("khoảng 98%", between("93.1", 100)),
        ("gần 100%", between(95, 100, open_high=True)),
        ("114/558", between(Fraction(11400, 558), Fraction(11400, 558))),
    ],
)
def test_a_share_stands_for_numbers_between_0_and_100(text: str, expected: Interval) -> None:
    assert span(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hơn 5%", between(5, None, open_low=True)),
        ("dưới 5%", between(None, 5, open_high=True)),
        ("khoảng -4%", between("-4.2", "-3.8")),
        ("gần -4%", between("-4.2", -4, open_high=True)),
    ],
)
def test_a_change_has_no_ends_of_its_own(text: str, expected: Interval) -> None:
    assert span(text, Unit.PERCENT_CHANGE) == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("trên 93 xã", Unit.COUNT, between(94, None)),
        ("ít nhất 93", Unit.COUNT, between(93, None)),
        ("dưới 94 xã", Unit.COUNT, between(0, 93)),
        ("gần 250", Unit.COUNT, between(238, 249)),
        ("khoảng 550", Unit.COUNT, between(523, 577)),
        ("hơn 1,1 triệu lượt", Unit.COUNT, between(1_100_001, None)),
        ("dưới 11", Unit.RANK, between(1, 10)),
        ("26/63", Unit.RANK, between(26, 26)),
        ("thứ 17", Unit.RANK, between(17, 17)),
    ],
)
def test_where_things_are_counted_only_whole_numbers_are_meant(
    text: str, unit: Unit, expected: Interval
) -> None:
    assert span(text, unit) == expected


def test_where_no_whole_number_is_meant_the_text_keeps_its_numbers() -> None:
    nearly_first = Value("gần 1", Unit.RANK, Fraction(1), Qualifier.NEARLY)
    open_change = Interval(Fraction(1, 3), None).whole()

    assert nearly_first.interval() == between(1, 1, open_high=True)
    assert open_change == between(1, None)
    assert Interval(None, Fraction(1, 3)).whole() == between(None, 0)
    assert Interval(Fraction(1), Fraction(2)).whole() == between(1, 2)
    assert Interval(Fraction(1), Fraction(2), low_closed=False, high_closed=False).whole() == (
        between(1, 2, open_low=True, open_high=True)
    )


def test_a_resolution_may_state_what_about_leaves_open() -> None:
    assert span("khoảng 20%", tolerance=Fraction(1, 10)) == between(18, 22)
    assert span("khoảng 20%", tolerance=Fraction(0)) == between(20, 20)
    assert span("gần 20%", tolerance=Fraction(1, 10)) == between(18, 20, open_high=True)


def test_what_is_no_number_has_no_interval() -> None:
    for text in ("đạt", "n/a"):
        with pytest.raises(ValueError, match="stands for no number"):
            value(text, Unit.RANK).interval()


def test_two_texts_are_the_same_value_when_they_stand_for_the_same_numbers() -> None:
    assert value("17/63", Unit.RANK) == value("thứ 17", Unit.RANK)
    assert value("99,3%") == value("99,30%")
    assert value("ước 99,3%") == value("99,3%")
    assert value("trên 95%") != value("95%")
    assert value("từ 30 đến 35") != value("từ 30 đến 36")


def test_a_value_keeps_what_the_source_added() -> None:
    rank = value("26/63", Unit.RANK)

    assert (rank.total, rank.preliminary) == (63, False)
    assert value("sơ bộ 9%").preliminary
    assert value("-").absence is Absence.NOT_AVAILABLE
    assert value("").absence is Absence.EMPTY


@pytest.mark.parametrize(
    ("text", "low"),
    [("114", 114), ("trên 114", 115), ("ít nhất 114", 114), ("khoảng 100", 95), ("gần 100", 95),
     ("từ 30 đến 35", 30), ("dưới 100", 0), ("không quá 100", 0)],
)  # fmt: skip
def test_a_beginning_stands_for_at_least_that_much(text: str, low: int) -> None:
    assert value(text, Unit.COUNT).at_least().interval() == between(low, None)


def test_a_beginning_knows_the_tolerance_of_the_resolution() -> None:
    begun = value("khoảng 100", Unit.COUNT).at_least(Fraction(1, 5))

    assert begun.interval(Fraction(1, 5)) == between(80, None)


def test_what_has_no_least_number_stays_as_it_is() -> None:
    for some in (
        value("dưới 5%", Unit.PERCENT_CHANGE),
        value("n/a"),
        value("đạt", Unit.YES_NO),
        value("trên 5%"),
    ):
        assert some.at_least() is some


NUMBERS = st.fractions(0, 100, max_denominator=100)


@given(NUMBERS, st.sampled_from(Qualifier), st.sampled_from([Unit.PERCENT, Unit.PERCENT_OF_PLAN]))
def test_the_number_that_is_written_is_an_end_or_inside(
    written: Fraction, qualifier: Qualifier, unit: Unit
) -> None:
    upper = written + 1 if qualifier is Qualifier.RANGE else None
    interval = Value("x", unit, written, qualifier, upper).interval()
    low, high = interval.low, interval.high

    assert low is not None
    assert low <= written
    assert high is None or high >= written
    assert unit.floor is not None
    assert low >= unit.floor


@given(NUMBERS, st.sampled_from(Qualifier))
def test_whole_numbers_are_the_same_ones_that_stood_there_before(
    written: Fraction, qualifier: Qualifier
) -> None:
    upper = written + 3 if qualifier is Qualifier.RANGE else None
    loose = Value("x", Unit.SCORE, written, qualifier, upper).interval()
    strict = replace(Value("x", Unit.SCORE, written, qualifier, upper), unit=Unit.COUNT).interval()

    if qualifier is Qualifier.EXACT:
        assert strict == loose
        return
    inside = {n for n in map(Fraction, range(110)) if contains(loose, n)}
    if inside:
        assert {n for n in map(Fraction, range(110)) if contains(strict, n)} == inside
        assert strict.low in inside
        assert strict.high is None or strict.high in inside


def contains(interval: Interval, sample: Fraction) -> bool:
    """Whether a number is one of an interval: written out, not through the code."""
    above = interval.low is None or interval.low < sample
    below = interval.high is None or sample < interval.high
    return (above or (interval.low == sample and interval.low_closed)) and (
        below or (interval.high == sample and interval.high_closed)
    )
