"""Territories, their days, and the gazetteer that finds them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dti_targets.domain.area import Area, Gazetteer, folded
from dti_targets.domain.unit import Level
from tests.builders import AREAS, GAZETTEER, area, day

LAST_OLD, FIRST_NEW = day("2025-06-30"), day("2025-07-01")


def test_an_area_exists_on_its_first_and_on_its_last_day() -> None:
    some = area("1", "commune", "A", first="2025-07-01", until="2026-04-30")

    assert some.exists(day("2025-07-01"))
    assert some.exists(day("2026-04-30"))
    assert not some.exists(day("2025-06-30"))
    assert not some.exists(day("2026-05-01"))


def test_areas_overlap_if_one_day_is_common() -> None:
    old = area("1", "commune", "A", until="2025-06-30")
    new = area("1", "commune", "A", first="2025-07-01")
    same_day = area("1", "commune", "A", first="2025-06-30")

    assert not old.overlaps(new)
    assert not new.overlaps(old)
    assert old.overlaps(same_day)
    assert same_day.overlaps(old)
    assert new.overlaps(same_day)


def test_a_territory_is_its_code_and_its_first_day() -> None:
    old, new = GAZETTEER.by_code["51"]

    assert old != new
    assert len({old, new, area("51", "province", "another name")}) == 2
    assert old != "51"


def test_an_area_does_not_change_and_knows_no_other_keys() -> None:
    with pytest.raises(ValidationError):
        area("1", "commune", "A", population=3)
    with pytest.raises(ValidationError):
        GAZETTEER.areas[0].name = "B"  # type: ignore[misc]


def test_one_code_is_two_territories_before_and_after_the_merger() -> None:
    old, new = GAZETTEER.on("51", LAST_OLD), GAZETTEER.on("51", FIRST_NEW)

    assert old is not None
    assert new is not None
    assert (old.until, new.first, new.absorbed) == (LAST_OLD, FIRST_NEW, ("62",))
    assert GAZETTEER.on("62", FIRST_NEW) is None
    assert GAZETTEER.on("99", LAST_OLD) is None


def test_a_name_finds_every_area_that_bears_it() -> None:
    assert [found.code for found in GAZETTEER.named("Ba Tơ")] == ["535", "21484"]
    assert [found.code for found in GAZETTEER.named("huyện Ba Tơ")] == ["535"]
    assert [found.code for found in GAZETTEER.named("XÃ  BA TƠ ")] == ["21484"]
    assert [found.code for found in GAZETTEER.named("Thanh Hoá")] == ["38"]
    assert [found.code for found in GAZETTEER.named("51")] == ["51", "51"]
    assert GAZETTEER.named("Atlantis") == ()


def test_names_compare_in_one_unicode_form() -> None:
    assert folded("Quảng  NGÃI") == folded("Qua\u0309ng nga\u0303i")


def test_lineage_leads_from_the_nearest_area_to_the_widest() -> None:
    (commune,) = GAZETTEER.by_code["21337"]

    assert GAZETTEER.lineage(commune) == ("530", "51", "VN")
    assert GAZETTEER.lineage(GAZETTEER.by_code["VN"][0]) == ()


def test_lineage_ends_where_a_parent_is_unknown_or_its_own() -> None:
    gazetteer = Gazetteer(
        (area("1", "commune", "A", parent="2"), area("2", "district", "B", parent="1"))
    )
    lost = area("3", "commune", "C", parent="9")

    assert gazetteer.lineage(gazetteer.areas[0]) == ("2", "1")
    assert gazetteer.lineage(lost) == ("9",)


def test_units_are_those_of_a_tier_that_lie_within_and_exist() -> None:
    (country,), province = GAZETTEER.by_code["VN"], GAZETTEER.by_code["51"][0]

    assert [u.code for u in GAZETTEER.units(province, Level.DISTRICT, LAST_OLD)] == ["530", "535"]
    assert GAZETTEER.units(province, Level.DISTRICT, FIRST_NEW) == ()
    assert [u.code for u in GAZETTEER.units(province, Level.COMMUNE, LAST_OLD)] == ["21337"]
    assert [u.code for u in GAZETTEER.units(country, Level.COMMUNE, FIRST_NEW)] == ["21484"]
    assert GAZETTEER.units(GAZETTEER.by_code["38"][0], Level.DISTRICT, LAST_OLD) == ()


def test_a_tier_has_ended_on_the_day_after_its_last() -> None:
    assert GAZETTEER.tier_end(Level.DISTRICT, LAST_OLD) is None
    ended = GAZETTEER.tier_end(Level.DISTRICT, FIRST_NEW)
    assert ended is not None
    assert (ended.until, ended.why.en) == (LAST_OLD, "abolished")
    assert GAZETTEER.tier_end(Level.COMMUNE, FIRST_NEW) is None


def test_several_files_make_one_gazetteer() -> None:
    other = AREAS.model_copy(update={"areas": (area("99", "province", "X"),), "levels": {}})
    joined = Gazetteer.of([AREAS, other])

    assert len(joined.areas) == len(AREAS.areas) + 1
    assert joined.tier_end(Level.DISTRICT, FIRST_NEW) is not None


@st.composite
def chains(draw: st.DrawFn) -> tuple[Area, ...]:
    """Territories of one code, one after another, each with its own days."""
    cuts = sorted(draw(st.sets(st.dates(date(2000, 1, 1), date(2030, 1, 1)), max_size=4)))
    starts = [None, *(date.fromordinal(cut.toordinal() + 1) for cut in cuts)]
    return tuple(
        Area.model_construct(code="1", tier=Level.COMMUNE, name=f"A{n}", first=start, until=end)
        for n, (start, end) in enumerate(zip(starts, [*cuts, None], strict=True))
    )


@given(chains(), st.dates(date(1999, 1, 1), date(2031, 1, 1)))
def test_on_each_day_a_code_names_the_one_territory_that_exists(
    areas: tuple[Area, ...], when: date
) -> None:
    found = Gazetteer(areas).on("1", when)

    assert [one for one in areas if one.exists(when)] == [found]


@given(chains())
def test_territories_that_follow_one_another_do_not_overlap(areas: tuple[Area, ...]) -> None:
    for one in areas:
        for other in areas:
            assert one.overlaps(other) == (one == other)
