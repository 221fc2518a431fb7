"""The closed lists."""

from fractions import Fraction

import pytest

from dti_targets.domain.unit import Level, Unit


@pytest.mark.parametrize(
    ("unit", "low", "high"),
    [
        (Unit.PERCENT, 0, 100),
        (Unit.PERCENT_CHANGE, None, None),
        (Unit.PERCENT_OF_PLAN, 0, None),
        (Unit.RANK, 1, None),
        (Unit.COUNT, 0, None),
        (Unit.RATIO, 0, None),
        (Unit.SCORE, 0, None),
        (Unit.YES_NO, None, None),
    ],
)
def test_a_unit_has_its_range(unit: Unit, low: int | None, high: int | None) -> None:
    assert (unit.floor, unit.ceiling) == (low, high)


def test_the_ends_of_the_range_belong_to_it() -> None:
    assert Unit.PERCENT.holds(Fraction(0))
    assert Unit.PERCENT.holds(Fraction(100))
    assert not Unit.PERCENT.holds(Fraction(-1, 100))
    assert not Unit.PERCENT.holds(Fraction(10001, 100))


def test_a_change_may_be_negative_and_a_plan_may_be_exceeded() -> None:
    assert Unit.PERCENT_CHANGE.holds(Fraction(-5))
    assert Unit.PERCENT_OF_PLAN.holds(Fraction(130))
    assert not Unit.RANK.holds(Fraction(0))


def test_three_units_are_written_with_a_percent_sign() -> None:
    assert {unit for unit in Unit if unit.in_percent} == {
        Unit.PERCENT,
        Unit.PERCENT_CHANGE,
        Unit.PERCENT_OF_PLAN,
    }


def test_ranks_and_counts_are_whole() -> None:
    assert {unit for unit in Unit if unit.whole} == {Unit.RANK, Unit.COUNT}


def test_only_counts_and_shares_of_a_plan_add_up_over_time() -> None:
    assert {unit for unit in Unit if unit.adds_up} == {Unit.COUNT, Unit.PERCENT_OF_PLAN}


def test_levels_go_from_the_widest_to_the_narrowest() -> None:
    assert Level.NATIONAL.depth == 0
    assert Level.PROVINCE.depth < Level.DISTRICT.depth < Level.COMMUNE.depth < Level.VILLAGE.depth
