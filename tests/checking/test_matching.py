"""Which rows answer a threshold."""

import pytest

from dti_targets.checking.coordinates import Coordinates
from dti_targets.checking.matching import Matches
from dti_targets.domain.period import Period
from dti_targets.domain.unit import Level
from tests.builders import GAZETTEER, read, resolution, target

ASKED = resolution(target(levels={"province": {"at_least": 80}, "district": {"at_least": 80}}))


def matches(rows: str, period: str = "2024", areas: tuple[str, ...] = ("51",)) -> Matches:
    """Match rows against the indicator `rate` at two levels."""
    wanted = {("rate", Level.PROVINCE), ("rate", Level.DISTRICT)}
    return Matches(Coordinates(read(rows, ASKED)), Period.parse(period), GAZETTEER, wanted, areas)


def province(rows: str, period: str = "2024") -> tuple[int, ...]:
    """Return which rows answer for the province."""
    return matches(rows, period).rows("rate", Level.PROVINCE, "51")


def test_a_figure_of_the_period_answers() -> None:
    assert province("rate;51;province;2024;80") == (0,)
    assert province("rate;51;province;2024-01/2024-12;80") == (0,)


@pytest.mark.parametrize(
    "row",
    [
        "other;51;province;2024;80",
        "rate;51;commune;2024;80",
        "rate;51;district;2024;80",
        "rate;62;province;2024;80",
        "rate;51;province;2023;80",
        "rate;51;province;2025;80",
        "rate;51;province;2024-07/2025-06;80",
        "rate;51;province;2023/2024;80",
    ],
)
def test_a_figure_answers_its_own_indicator_level_area_and_period_only(row: str) -> None:
    assert province(row) == ()


def test_a_full_period_replaces_its_parts_wherever_it_stands() -> None:
    full, part = "rate;51;province;2024;80", "rate;51;province;2024-12;90"

    assert province(f"{full}\n{part}") == (0,)
    assert province(f"{part}\n{full}") == (1,)
    assert province(f"{part}\n{part};B\n{full}") == (2,)


def test_of_parts_the_one_that_ends_last_stands_in() -> None:
    rows = """
        rate;51;province;2024-10;1
        rate;51;province;2024-11;2
        rate;51;province;2024-09;3
    """
    assert province(rows) == (1,)


def test_of_parts_that_end_on_one_day_the_longest_stands_in() -> None:
    rows = """
        rate;51;province;2024-12;1
        rate;51;province;2024-H2;2
        rate;51;province;2024-Q4;3
    """
    assert province(rows) == (1,)


def test_every_source_of_the_same_period_answers() -> None:
    rows = """
        rate;51;province;2024-09;1;A
        rate;51;province;2024;2;A
        rate;51;province;2024;2;B
        rate;51;province;2024-01/2024-12;3;C
    """
    assert province(rows) == (1, 2, 3)


@pytest.mark.parametrize(("silent", "text"), [("empty", ""), ("not available", "n/a")])
def test_a_row_without_a_value_answers_only_where_no_other_does(silent: str, text: str) -> None:
    full, part = f"rate;51;province;2024;{text}", "rate;51;province;2024-09;90"
    later = f"rate;51;province;2024-12;{text}"

    assert province(full) == (0,), silent
    assert province(f"{full}\n{part}") == (1,)
    assert province(f"{part}\n{full}") == (0,)
    assert province(f"{part}\n{later}") == (0,)
    assert province(f"{later}\n{full}") == (1,)
    assert province(f"{full}\n{full};B") == (0, 1)
    assert province(f"{full}\nrate;51;province;2024;80") == (1,)


def test_whether_a_row_covers_the_period_or_ends_before_it() -> None:
    rows = """
        rate;51;province;2024;1
        rate;535;district;2024-09;1
        rate;530;district;2024-H2;1
    """
    found = matches(rows)

    assert [found.is_full(row) for row in range(3)] == [True, False, False]
    assert [found.running(row) for row in range(3)] == [False, True, False]


def test_a_silent_row_of_the_whole_period_is_no_part() -> None:
    found = matches("rate;51;province;2024;n/a\nrate;535;district;2024-12;n/a")

    assert found.is_full(0)
    assert not found.running(0)
    assert not found.running(1)


def test_the_territory_must_be_that_of_the_last_day() -> None:
    rows = """
        rate;51;province;2025-H1;1
        rate;51;province;2025-07;2
    """
    assert province(rows, "2025") == (1,)
    assert province(rows, "2025-H1") == (0,)
    assert province("rate;51;province;2025-H1;1", "2025") == ()


def test_the_last_figure_before_the_period_is_remembered() -> None:
    rows = """
        rate;51;province;2022;1
        rate;51;province;2023;2
        rate;51;province;2021;3
        rate;51;province;2023;n/a
        rate;51;province;2025-07;4
    """
    assert matches(rows).last("rate", Level.PROVINCE, "51") == 1
    assert matches(rows).last("rate", Level.DISTRICT, "51") is None
    assert matches(rows).last("rate", Level.COMMUNE, "51") is None
    assert matches("rate;51;province;2024;5", "2024-H2").last("rate", Level.PROVINCE, "51") == 0
    for no_earlier in ("2025-07", "2024-07/2025-06"):
        later = matches(f"rate;51;province;{no_earlier};4")
        assert later.last("rate", Level.PROVINCE, "51") is None
    assert matches("rate;51;province;2023;").last("rate", Level.PROVINCE, "51") is None
    assert matches("rate;51;province;2025-H1;9", "2025").last("rate", Level.PROVINCE, "51") == 0


def test_what_no_target_of_the_judged_areas_asks_for_is_unused() -> None:
    rows = """
        rate;51;province;2024;1
        other;51;province;2024;1
        rate;51;commune;2024;1
        rate;38;province;2024;1
        rate;535;district;2024;1
        rate;51;province;2022;1
        rate;51;province;2024-09;1
    """
    assert list(matches(rows).unused) == [1, 2, 3]
    assert list(matches(rows, areas=("38",)).unused) == [0, 1, 2, 4, 5, 6]
    assert list(matches(rows, areas=("VN",)).unused) == [1, 2]


def test_units_are_the_areas_that_have_an_answer() -> None:
    rows = """
        rate;535;district;2024;1
        rate;530;district;2024-09;1
        rate;51;district;2024;1
        rate;51;province;2024;1
        rate;535;district;2024;1;B
    """
    found = matches(rows)

    assert sorted(found.units("rate", Level.DISTRICT)) == ["51", "530", "535"]
    assert list(found.units("rate", Level.PROVINCE)) == ["51"]
    assert list(found.units("rate", Level.COMMUNE)) == []
    assert list(matches("rate;535;district;2022;1").units("rate", Level.DISTRICT)) == []
    assert list(matches("rate;535;district;2022;1").units("none", Level.DISTRICT)) == []


def test_a_figure_of_another_area_is_not_used_wherever_it_stands() -> None:
    rows = ["rate;38;province;2024;80", "rate;51;province;2024;80"]

    assert list(matches("\n".join(rows)).unused) == [0]
    assert list(matches("\n".join(rows[::-1])).unused) == [1]
    assert list(matches(rows[1]).unused) == []
