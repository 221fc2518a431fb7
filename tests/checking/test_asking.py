"""Which figures a form asks for, and what it shows beside them."""

import pytest

from dti_targets.checking.asking import asked_period, entries, entries_of
from dti_targets.checking.selection import Selection
from dti_targets.domain.form import Entry, Form
from dti_targets.domain.period import Period
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.unit import Level
from tests.builders import GAZETTEER, check, read, resolution, target

EACH = {"district": {"at_least": 80, "each": "district"}}


def ask(
    made: Resolution, period: str = "2024", rows: str = "", **named: tuple[str, ...]
) -> list[Entry]:
    levels = tuple(Level(level) for level in named.pop("levels", ()))
    selection = Selection(levels=levels, **named)
    figures = read(rows, made)
    return list(entries(made, Period.parse(period), GAZETTEER, selection, figures))


def shown(found: list[Entry]) -> list[tuple[str, str, str]]:
    return [(item.target.indicator, str(item.level), item.area.code) for item in found]


def test_each_threshold_in_the_order_of_the_file() -> None:
    made = resolution(
        target("b", levels={"province": {"at_least": 90}, "commune": {"at_least": 70}}), target("a")
    )

    assert shown(ask(made)) == [
        ("b", "province", "51"), ("b", "commune", "51"), ("a", "province", "51"),
    ]  # fmt: skip


def test_two_dues_of_one_indicator_are_one_figure() -> None:
    made = resolution(target("near", indicator="x"), target("far", indicator="x", due="2030"))

    [found] = ask(made)

    assert [item.target.id for item in found.expected] == ["near", "far"]


def test_what_is_withdrawn_or_has_no_subject_is_not_asked() -> None:
    gone = target("gone", withdrawn={"by": "adopted", "why": "it is"})
    made = resolution(gone, target("d", levels={"district": {"at_least": 1}}), target("a"))

    assert shown(ask(made, "2024")) == [("d", "district", "51"), ("a", "province", "51")]
    assert shown(ask(made, "2025")) == [("a", "province", "51")]
    assert ask(made, "2022") == []


def test_nothing_is_asked_of_an_area_that_is_no_more() -> None:
    assert ask(resolution(area="62"), "2025") == []


def test_each_unit_is_asked_that_is_promised_something() -> None:
    made = resolution(target(levels=EACH))

    assert [item.area.code for item in ask(made)] == ["51", "530", "535"]
    assert [item.area.code for item in ask(made, areas=("535",))] == ["535"]
    assert [item.area.code for item in ask(made, areas=("51",))] == ["51", "530", "535"]
    assert ask(made, areas=("38",)) == []


@pytest.mark.parametrize("areas", [(), ("VN",), ("51",), ("535",), ("38",), ("51", "535")])
def test_the_areas_that_are_asked_are_those_that_check_judges(areas: tuple[str, ...]) -> None:
    made = resolution(target(levels=EACH))
    report = check("", made, period="2024", areas=areas, resolutions=("plan",))
    judged = [
        one.area.code
        for part in report.resolutions
        for line in part.lines
        for one in (*filter(None, [line.own]), *(line.units or ()))
    ]

    assert [item.area.code for item in ask(made, areas=areas)] == judged


@pytest.mark.parametrize(("period", "number"), [("2024", "60"), ("2025", "80")])
def test_a_quota_is_asked_for_with_the_number_of_its_period(period: str, number: str) -> None:
    quotas = {"province": {"at_least": {"2024": 60, "2025": 80}}}
    made = resolution(target(due=None, per_period=True, levels=quotas))

    [found] = ask(made, period)

    assert [(str(item.due), str(item.number)) for item in found.expected] == [(period, number)]


def test_no_unit_is_asked_for_a_figure_of_a_wider_level() -> None:
    made = resolution(target(levels={"province": {"at_least": 80, "each": "district"}}))

    assert [item.area.code for item in ask(made)] == ["51"]


def test_targets_and_levels_can_be_chosen() -> None:
    made = resolution(
        target("b", levels={"province": {"at_least": 90}, "commune": {"at_least": 70}}), target("a")
    )

    assert shown(ask(made, targets=("a",))) == [("a", "province", "51")]
    assert shown(ask(made, levels=("commune",))) == [("b", "commune", "51")]


@pytest.mark.parametrize(
    ("rows", "period", "known"),
    [
        ("rate;51;province;2023;70%", "2024", "70%"),
        ("rate;51;province;2023;70%\nrate;51;province;2024;75%", "2024", "75%"),
        ("rate;51;province;2023;70%\nrate;51;province;2024-06;72%", "2024", "72%"),
        ("rate;51;province;2023;70%\nrate;51;province;2024;-", "2024", "70%"),
        ("rate;51;province;2023;70%\nrate;51;province;2024;", "2024", "70%"),
        ("rate;51;province;2025-05;70%", "2024", None),
        ("rate;51;province;2023;-", "2024", None),
        ("rate;51;commune;2023;70%", "2024", None),
        ("rate;38;province;2023;70%", "2024", None),
        # Another territory has the code from 1 July 2025.
        ("rate;51;province;2024;70%", "2025", None),
        ("rate;51;province;2025-H2;70%", "2025", "70%"),
    ],
)
def test_the_latest_figure_of_the_territory_is_known(
    rows: str, period: str, known: str | None
) -> None:
    [found] = ask(resolution(), period, rows)

    assert (found.known and found.known.text) == known


def test_several_resolutions_ask_for_a_figure_once() -> None:
    one = resolution(target("a"), target("b", indicator="x"))
    other = resolution(target("c", indicator="x"), target("d"), resolution="other")
    figures = read("", one, other)

    found = entries_of([one, other], Period.parse("2024"), GAZETTEER, Selection(), figures)

    assert [item.target.id for item in found] == ["a", "b", "d"]
    assert entries_of([one], None, GAZETTEER, Selection(), figures) == []


@pytest.mark.parametrize(
    ("rows", "first", "period"),
    [
        ("", 0, None),
        ("rate;51;province;2024-H1;1%\nrate;51;commune;2024-H1;", 0, "2024-H1"),
        ("rate;51;province;2024;1%\nrate;51;commune;2023-09;", 0, "2024"),
        ("rate;51;province;2024-06;1%\nrate;51;commune;2023;", 0, "2024"),
        ("rate;51;province;2024;1%\nrate;51;commune;2023;", 1, "2023"),
    ],
)
def test_the_period_of_forms_is_theirs_if_it_is_one_else_the_latest_year(
    rows: str, first: int, period: str | None
) -> None:
    found = asked_period(read(rows, resolution()), first)

    assert (found and str(found)) == period


def test_a_form_is_parted_by_area() -> None:
    made = resolution(target("a", levels=EACH), target("b", levels=EACH))
    form = Form(made, Period.parse("2024"), tuple(ask(made)))

    parts = form.by_area()

    assert [area.code for area in parts] == ["51", "530", "535"]
    assert [item.target.id for part in parts.values() for item in part.entries] == ["a", "b"] * 3
