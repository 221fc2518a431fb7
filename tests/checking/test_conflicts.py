"""Rows that say something else about the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.checking.conflicts import find_conflicts
from dti_targets.checking.coordinates import Coordinates
from dti_targets.diagnostics import Faults
from tests.builders import read, resolution, target

RANKS = resolution(target("rank", unit="rank", levels={"province": {"rank_at_most": 10}}), target())


def conflicts(files: dict[str, str] | str) -> list[tuple[str, str, str]]:
    """Return each conflict: its code and the places of both rows."""
    faults = Faults()
    find_conflicts(Coordinates(read(files, RANKS)), faults)
    return [
        (fault.code.id, str(fault.at.line), ",".join(str(place.line) for place in fault.others))
        for fault in faults
    ]


def test_two_sources_that_differ_are_a_warning_naming_both_places() -> None:
    rows = """
        rank;51;province;2021;60/63;VietNamNet
        rank;51;province;2021;vị trí thứ 50;Thanh Niên
    """
    assert conflicts(rows) == [("DT301", "2", "3")]


def test_one_source_that_says_two_things_is_an_error() -> None:
    rows = """
        rank;51;province;2021;60/63;A
        rank;51;province;2021;50/63; A
    """
    assert conflicts(rows) == [("DT302", "2", "3")]


@pytest.mark.parametrize("again", ["Ba\u0301o ca\u0301o", "báo  cáo", "BÁO CÁO", "Báo\u00a0cáo"])
def test_one_source_is_one_however_it_was_copied(again: str) -> None:
    rows = f"rank;51;province;2021;60/63;Báo cáo\nrank;51;province;2021;50/63;{again}"

    assert conflicts(rows) == [("DT302", "2", "3")]


def test_rows_without_a_source_are_of_one_source() -> None:
    assert conflicts("rate;51;province;2021;60\nrate;51;province;2021;50") == [("DT302", "2", "3")]


def test_the_params_say_what_the_rows_are_about() -> None:
    faults = Faults()
    rows = "rank;51;province;2021;60/63;A\nrank;51;province;2021;50;B"
    find_conflicts(Coordinates(read(rows, RANKS)), faults)
    (fault,) = faults

    assert (fault.params["one"], fault.params["other"]) == ("60/63", "50")
    assert [str(fault.params[name]) for name in ("indicator", "level", "period")] == [
        "rank", "province", "2021",
    ]  # fmt: skip
    assert fault.at.heading == "value"


@pytest.mark.parametrize(
    "rows",
    [
        "rank;51;province;2022;26/63;A\nrank;51;province;2022;26;B\nrank;51;province;2022;thứ 26;A",
        "rank;51;province;2022;26/63;A\nrank;51;province;2022;hạng 26/63;B",
        "rate;51;province;2022;99,3%;A\nrate;51;province;2022;99,30%;A",
        "rate;51;province;2022;90;A\nrate;51;province;2022;n/a;A\nrate;51;province;2022;;B",
        "rate;51;province;2022;90;A\nrate;51;province;2023;91;A",
        "rate;51;province;2022;90;A\nrate;51;province;2022-12;91;A",
        "rate;51;province;2022;90;A\nrate;38;province;2022;91;A",
        "rate;51;province;2022;90;A\nrate;51;district;2022;91;A",
        "other;51;province;2022;90;A\nother;51;province;2022;91;A",
        "rate;51;province;2022;90;A",
        "",
    ],
)
def test_what_is_equal_absent_about_something_else_or_not_asked_for_is_no_conflict(
    rows: str,
) -> None:
    assert conflicts(rows) == []


def test_the_same_days_in_two_spellings_are_one_period() -> None:
    rows = "rate;51;province;2022;90;A\nrate;51;province;2022-01/2022-12;91;B"

    assert conflicts(rows) == [("DT301", "2", "3")]


def test_each_further_source_that_differs_is_named_once() -> None:
    rows = """
        rate;51;province;2022;90;A
        rate;51;province;2022;91;B
        rate;51;province;2022;92;C
        rate;51;province;2022;91;D
    """
    assert conflicts(rows) == [("DT301", "2", "3"), ("DT301", "2", "4")]


def test_a_source_contradicts_itself_even_where_another_agrees_with_it() -> None:
    rows = """
        rate;51;province;2022;90;A
        rate;51;province;2022;91;B
        rate;51;province;2022;91;A
    """
    assert conflicts(rows) == [("DT301", "2", "3"), ("DT302", "2", "4")]


def test_files_do_not_matter() -> None:
    files = {"a.csv": "rate;51;province;2022;90;A", "b.csv": "rate;51;province;2022;91;A"}

    assert conflicts(files) == [("DT302", "2", "2")]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["rate", "rank", "other"]),
            st.sampled_from(["2019", "2020", "2021", "2022-09", "2023", "2024"]),
            st.sampled_from(["51", "38", "62"]),
            st.sampled_from(["7", "8"]),
            st.sampled_from(["A", "B"]),
        ),
        max_size=12,
    )
)
def test_conflicts_are_those_that_comparing_all_pairs_finds(
    rows: list[tuple[str, str, str, str, str]],
) -> None:
    lines = "\n".join(f"{i};{area};province;{p};{v};{s}" for i, p, area, v, s in rows)
    asked = [row for row in rows if row[0] != "other"]
    disagree = {
        a[:3]
        for a in asked
        for b in asked
        if a[:3] == b[:3] and (a[3], a[4]) != (b[3], b[4]) and a[3] != b[3]
    }
    itself = {
        a[:3] for a in asked for b in asked if a[:3] == b[:3] and a[4] == b[4] and a[3] != b[3]
    }
    faults = Faults()
    find_conflicts(Coordinates(read(lines, RANKS)), faults)

    def coordinates(*codes: str) -> set[tuple[str, str, str]]:
        return {
            (
                str(f.params["indicator"]),
                str(f.params["period"]),
                getattr(f.params["area"], "code", ""),
            )
            for f in faults
            if f.code.id in codes
        }

    assert coordinates("DT301", "DT302") == disagree
    assert coordinates("DT302") == itself


def test_a_row_without_a_value_hides_no_conflict_behind_it() -> None:
    rows = """
        rank;51;province;2021;60/63;A
        rank;51;province;2021;n/a;B
        rank;51;province;2021;50/63;C
    """
    assert conflicts(rows) == [("DT301", "2", "4")]


def test_totals_are_compared_with_each_that_came_before() -> None:
    rows = """
        rank;51;province;2024;5/34;A
        rank;51;province;2024;5;B
        rank;51;province;2024;5/63;C
    """
    assert conflicts(rows) == [("DT301", "2", "4")]
