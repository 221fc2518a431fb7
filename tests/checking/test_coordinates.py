"""Which rows share an indicator, level, area and period."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.checking import coordinates
from dti_targets.checking.coordinates import Coordinates
from dti_targets.domain.figures import NOT_ASKED
from tests.builders import read, resolution, target

ASKED = resolution(
    target(levels={"province": {"at_least": 80}}),
    target(id="two", indicator="two", levels={"province": {"at_least": 80}}),
)


def test_two_spellings_of_a_period_and_of_an_area_are_one_spot() -> None:
    rows = """
        rate;51;province;2024;80
        rate;Quảng Ngãi;province;2024-01/2024-12;81
        rate;51;province;2023;82
        other;51;province;2023;83
        other;51;province;2023;84
    """
    assert Coordinates(read(rows, ASKED)).shared() == [(0, 1)]


def test_coordinates_that_share_rows_are_in_the_order_of_their_first_rows() -> None:
    rows = """
        two;51;province;2024;80
        rate;51;province;2024;80
        rate;51;province;2024;81
        two;51;province;2024;80
        two;51;province;2024;82
    """
    assert Coordinates(read(rows, ASKED)).shared() == [(0, 3, 4), (1, 2)]


@pytest.mark.parametrize("room", [0, 1_000])
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["rate", "two", "other"]),
            st.sampled_from(["51", "38", "62", "Thanh Hóa"]),
            st.sampled_from(["2022", "2023", "2024-09", "2024"]),
        ),
        max_size=20,
    )
)
def test_every_asked_row_is_at_its_coordinate_in_a_full_and_in_a_sparse_table(
    room: int, rows: list[tuple[str, str, str]]
) -> None:
    figures = read("\n".join(f"{i};{area};province;{p};80" for i, area, p in rows), ASKED)
    expected: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coordinates, "_ROOM", room)
        found = Coordinates(figures)
    for row, slot in enumerate(figures.slot):
        if figures.unit_of_slot[slot] != NOT_ASKED:
            area, period = figures.places[figures.place[row]]
            key = slot, found.areas.index(area), found.periods.index(period)
            expected[key].append(row)

    assert {
        (slot, area, period): list(at)
        for slot in range(len(figures.slots))
        for area in range(len(found.areas))
        for period in range(len(found.periods))
        if (at := found.rows(slot, found.spot(area, period)))
    } == expected


def test_an_earlier_edition_shares_nothing_with_the_later_one() -> None:
    rows = """
        rate;51;province;2024;80;A;;2025-01
        rate;51;province;2024;81;A;;2025-06
        two;51;province;2024;82;A;;2025-01
        two;51;province;2024;83;A;;2025-06
        two;51;province;2024;84;B;;2025-06
    """
    assert Coordinates(read(rows, ASKED)).shared() == [(3, 4)]
