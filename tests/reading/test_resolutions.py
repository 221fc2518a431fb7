import pytest

from dti_targets.diagnostics import Faults
from dti_targets.domain.area import Area, AreasFile, Gazetteer
from dti_targets.domain.period import Period
from dti_targets.domain.unit import Level, Unit
from dti_targets.reading.areas import to_areas, to_gazetteer
from dti_targets.reading.resolutions import (
    ResolutionFile,
    asked,
    check_each,
    check_together,
    to_resolution,
)
from dti_targets.reading.yaml_tree import read_tree
from tests.reading_builders import AREAS, RESOLUTION, TARGET

GAZETTEER = Gazetteer((Area(code="51", tier=Level.PROVINCE, name="Quảng Ngãi"),))


def read(text: str, path: str = "f.yaml") -> tuple[ResolutionFile | None, Faults]:
    faults = Faults()
    root = read_tree(text, path, faults)
    assert root
    return to_resolution(root, path, GAZETTEER, faults), faults


def shown(faults: Faults) -> list[str]:
    return [f"{f.code.id}:{f.at.line}:{f.at.column}" for f in faults]


def resolution(text: str, path: str = "f.yaml") -> ResolutionFile:
    file, faults = read(text, path)
    assert file, shown(faults)
    return file


def test_threshold_in_the_target_itself_is_for_the_tier_of_the_area() -> None:
    plain = RESOLUTION.replace(
        "    levels:\n      province: {at_least: 80}\n", "    at_least: 80\n"
    )

    file = resolution(plain)

    (target,) = file.resolution.targets
    assert list(target.levels) == [Level.PROVINCE]
    assert target == resolution(RESOLUTION).resolution.targets[0]
    assert str(file.place("targets", 0, "levels", "province", "at_least")) == "f.yaml:13:5"


@pytest.mark.parametrize(
    ("threshold", "fault"),
    [
        ("at_least: 80\n    more_than: 80", "DT111:13:5"),
        ("at_least: 180", "DT113:13:15"),
        ("about: true", "DT111:13:5"),
        ("at_least: eighty", "DT106:13:15"),
    ],
)
def test_fault_of_a_threshold_in_the_target_itself_is_placed(threshold: str, fault: str) -> None:
    plain = RESOLUTION.replace("levels:\n      province: {at_least: 80}", threshold)

    assert shown(read(plain)[1]) == [fault]


def test_threshold_beside_levels_is_an_unknown_key() -> None:
    assert shown(
        read(RESOLUTION.replace("    due: 2025\n", "    due: 2025\n    at_least: 80\n"))[1]
    ) == ["DT104:13:5"]


def test_target_without_threshold_or_levels_is_told_so() -> None:
    bare = RESOLUTION.replace("    levels:\n      province: {at_least: 80}\n", "")

    assert shown(read(bare)[1]) == ["DT105:7:5"]


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("{at_least: 80}", "{}", ["DT111:14:7"]),
        ("{at_least: 80}", "{about: true}", ["DT111:14:7"]),
        ("{at_least: 80}", "{at_least: 80, more_than: 80}", ["DT111:14:7"]),
        ("{at_least: 80}", "{at_least: 80, state: xong}", ["DT111:14:7"]),
        ("{at_least: 80}", "{at_least: 80, was: {in: adopted}}", ["DT111:14:32"]),
        ("{at_least: 80}", "{at_least: 80, other_reading: {why: a}}", ["DT111:14:32"]),
        ("{at_least: 80}", "{rank_at_most: 10}", ["DT112:14:18"]),
        ("{at_least: 80}", "{state: xong}", ["DT112:14:18"]),
        ("{at_least: 80}", "{at_least: 80, was: {rank_at_most: 9, in: adopted}}", ["DT112:14:38"]),
        ("unit: percent", "unit: rank", ["DT112:14:18"]),
        ("unit: percent", "unit: yes_no", ["DT112:14:18"]),
        ("{at_least: 80}", "{at_least: 180}", ["DT113:14:28"]),
        ("{at_least: 80}", "{at_least: -1}", ["DT113:14:28"]),
        ("{at_least: 80}", "{at_least: {2023: 101, 2025: 80}}", ["DT113:14:35", "DT121:14:40"]),
        ("{at_least: 80}", "{at_least: 80, was: {at_least: 101, in: adopted}}", ["DT113:14:48"]),
        ("{at_least: 80}", "{at_least: 80, was: {at_least: 1, in: draft}}", ["DT116:14:55"]),
        ("document: adopted", "document: draft", ["DT116:15:24"]),
        ("    source", "    also: [{document: x, quote: b}]\n    source", ["DT116:15:23"]),
        ("    source", "    withdrawn: {by: x, why: b}\n    source", ["DT116:15:21"]),
        (
            "    source", "    withdrawn: {by: adopted, why: b, replaced_by: z}\n    source",
            ["DT117:15:51"],
        ),
        ("    due: 2025\n", "", ["DT120:7:5"]),
        ("    due: 2025\n", "    per_period: true\n", ["DT120:12:5"]),
        ("{at_least: 80}", "{at_least: {2023: 60, 2024: 80}}", ["DT120:12:5"]),
        (
            "{at_least: 80}", "{at_least: {2025: 80}}\n      district: {at_least: {2024: 80}}",
            ["DT120:12:5"],
        ),
        ("due: 2025", "due: 2025\n    per_period: true", ["DT120:12:5", "DT120:13:5"]),
        (
            "    due: 2025\n    levels:\n      province: {at_least: 80}",
            "    every_year: true\n    levels:\n      province: {at_least: {2023: 60, 2025: 80}}",
            ["DT120:12:5"],
        ),
        (
            "unit: percent\n    due: 2025\n    levels:\n      province: {at_least: 80}",
            "unit: count\n    due: 2025\n    levels:\n      province: {at_least: 1.526}",
            ["DT125:14:28"],
        ),
        (
            "unit: percent\n    due: 2025\n    levels:\n      province: {at_least: 80}",
            "unit: count\n    due: 2025\n    levels:\n      province: {at_least: 3.000}",
            ["DT125:14:28"],
        ),
        ("{at_least: 80}", "{at_least: {2023: 90, 2025: 80}}", ["DT121:14:39"]),
        ("{at_least: 80}", "{at_most: {2023: 10, 2025: 20}}", ["DT121:14:38"]),
        (
            "{at_least: 80}", "{at_least: {2023: 60, 2023-01/2023-12: 70, 2025: 80}}",
            ["DT102:14:39"],
        ),
        ("    source", "    baseline: {period: 2020, value: 101}\n    source", ["DT113:15:37"]),
        ("    source", "    baseline: {period: 2025, value: 10}\n    source", ["DT120:15:24"]),
        ("    source", "    cumulative: total\n    source", ["DT127:15:17"]),
        ("{at_least: 80}", "{at_least: 80, improving: {to: more}}", ["DT127:14:32"]),
        ("{at_least: 80}", "{state: a, improving: {to: more, limit: 101}}", ["DT113:14:57"]),
    ],
)  # fmt: skip
def test_contradiction_is_named_at_its_place(old: str, new: str, faults: list[str]) -> None:
    assert old in RESOLUTION

    file, found = read(RESOLUTION.replace(old, new, 1))

    assert shown(found) == faults
    assert file is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{at_least: 80}", "{at_least: 80, about: true}"),
        ("{at_least: 80}", "{at_least: 70, other_reading: {at_least: 7, why: a}}"),
        ("{at_least: 80}", "{at_least: {2023: 60, 2025: 80}}"),
        ("{at_least: 80}", "{at_least: {2023: 80, 2025: 80}}"),
        ("{at_least: 80}", "{at_most: {2023: 20, 2025: 10}}"),
        ("    due: 2025\n    levels:\n      province: {at_least: 80}",
         "    levels:\n      province: {at_least: {2023: 60, 2025: 80}}"),
        ("    due: 2025\n    levels:\n      province: {at_least: 80}",
         "    per_period: true\n    levels:\n      province: {at_least: {2023: 60, 2025: 50}}"),
        ("unit: percent\n    due: 2025\n    levels:\n      province: {at_least: 80}",
         "unit: rank\n    due: 2025\n    levels:\n      province: {state: {vi: đầu, en: top}}"),
        ("unit: percent", "unit: percent_change"),
        ("    source", "    baseline: {period: 2020, value: 10}\n    source"),
        ("    source", "    redefined: [{from: 2021-01-01, why: a}]\n    source"),
        ("{at_least: 80}", "{state: a, improving: {to: more}}"),
        ("    due: 2025\n    levels:\n      province: {at_least: 80}",
         ("    per_period: true\n    cumulative: total\n    levels:\n"
          "      province: {at_least: {2023: 60, 2025: 50}}")),
    ],
)  # fmt: skip
def test_what_agrees_is_accepted(old: str, new: str) -> None:
    assert old in RESOLUTION

    file, found = read(RESOLUTION.replace(old, new, 1))

    assert file
    assert shown(found) == []


@pytest.mark.parametrize(
    ("second", "faults"),
    [
        (TARGET, ["DT115:16:5", "DT114:23:7"]),
        (TARGET.replace("id: rate", "id: rate_2"), ["DT114:23:7"]),
        (TARGET.replace("id: rate", "id: rate_2").replace("due: 2025", "due: 2030"), []),
        (TARGET.replace("id: rate", "id: rate_2").replace("province", "district"), []),
        (TARGET.replace("id: rate", "id: rate_2").replace("indicator: rate", "indicator: b"), []),
        (
            TARGET.replace("id: rate", "id: rate_2").replace("    due: 2025\n", "").replace(
                "80}", "{2023: 60, 2025: 80}}"),
            ["DT114:22:7"],
        ),
        (
            TARGET.replace("id: rate", "id: rate_2").replace("due: 2025", "per_period: true")
            .replace("80}", "{2024: 60, 2025: 80}}"),
            ["DT114:23:7"],
        ),
        (
            TARGET.replace("id: rate", "id: rate_2").replace(
                "    source",
                "    withdrawn: {by: adopted, why: a, replaced_by: rate}\n    source",
            ),
            [],
        ),
    ],
)  # fmt: skip
def test_target_that_is_set_twice_is_named_with_the_first(second: str, faults: list[str]) -> None:
    assert shown(read(RESOLUTION + second)[1]) == faults


def test_document_without_number_and_title_has_a_name_in_every_sentence() -> None:
    old = "adopted: {number: 1/KH-UBND, date: 2023-09-06}"
    assert old in RESOLUTION
    nameless = "adopted: {date: 2023-09-06}\n  draft: {date: 2021-08-30, status: draft}"

    documents = resolution(RESOLUTION.replace(old, nameless)).resolution.documents

    assert {key: str(found.title and found.title.vi) for key, found in documents.items()} == {
        "adopted": "plan", "draft": "draft",
    }  # fmt: skip


def test_files_that_contradict_one_another_are_named_together() -> None:
    faults = Faults()
    files = [
        resolution(RESOLUTION, "a.yaml"),
        resolution(RESOLUTION.replace("unit: percent", "unit: score"), "b.yaml"),
        resolution(RESOLUTION.replace("plan", "other").replace('"51"', '"999"'), "c.yaml"),
    ]

    check_together(files, AREAS, faults)

    assert [f"{f.code.id} {f.at} {' '.join(map(str, f.others))}" for f in faults] == [
        "DT115 b.yaml:1:1 a.yaml:1:1",
        "DT119 b.yaml:11:5 a.yaml:11:5",
        "DT118 c.yaml:3:7 ",
    ]


QUOTAS = RESOLUTION.replace(
    "    due: 2025\n    levels:\n      province: {at_least: 80}",
    "    per_period: true\n    cumulative: total\n"
    "    levels:\n      province: {at_least: {2023: 60, 2025: 50}}",
)


def test_the_sum_of_quotas_is_asked_for_in_the_unit_of_the_quotas() -> None:
    file = resolution(QUOTAS)

    assert asked([file.resolution]) == {
        ("rate", Level.PROVINCE): Unit.PERCENT, ("total", Level.PROVINCE): Unit.PERCENT,
    }  # fmt: skip


def test_the_sum_of_quotas_has_one_unit() -> None:
    faults = Faults()
    other = RESOLUTION.replace("plan", "other").replace("indicator: rate", "indicator: total")

    check_together(
        [resolution(QUOTAS, "a.yaml"), resolution(other.replace("percent", "score"), "b.yaml")],
        AREAS, faults,
    )  # fmt: skip

    assert [f"{f.code.id} {f.at}" for f in faults] == ["DT119 b.yaml:11:5"]


def test_what_changed_in_a_definition_is_read_with_its_day() -> None:
    changes = "redefined: [{from: 2021-01-01, why: {en: anew}}, {from: 2022-01-01, why: b}]"
    text = f"    {changes}\n    source"
    (target,) = resolution(RESOLUTION.replace("    source", text, 1)).resolution.targets

    assert [(str(one.day), str(one.why.en)) for one in target.redefined] == [
        ("2021-01-01", "anew"), ("2022-01-01", "b"),
    ]  # fmt: skip


def test_targets_know_their_places() -> None:
    file = resolution(RESOLUTION)

    assert str(file.targets()["rate"]) == "f.yaml:7:5"
    assert asked([file.resolution]) == {("rate", Level.PROVINCE): Unit.PERCENT}


@pytest.mark.parametrize(
    ("units", "period", "faults"),
    [
        ("units: {district: 1}", "2024", []),
        ("units: {district: 2}", "2024", ["DT124:14:32"]),
        ("units: {commune: 1}", "2024", ["DT124:14:32"]),
        ("units: {district: 1}", "2030", []),
    ],
)
def test_promise_to_each_unit_needs_them_all(units: str, period: str, faults: list[str]) -> None:
    text = f"""\
areas:
  - {{code: "51", tier: province, name: Quảng Ngãi, until: 2025-06-30, {units}}}
  - {{code: "535", tier: district, parent: "51", name: Ba Tơ}}
"""
    found = Faults()
    root = read_tree(text, "areas.yaml", found)
    assert root
    areas = to_areas(root, "areas.yaml", found)
    assert areas
    file = resolution(RESOLUTION.replace("80}", "80, each: district}"))

    check_each(
        [file, resolution(RESOLUTION)],
        to_gazetteer([areas], found),
        Period.parse(period).end,
        found,
    )

    assert shown(found) == faults


def areas_of(*texts: str) -> tuple[Gazetteer, list[str]]:
    faults = Faults()
    sources = []
    for number, text in enumerate(texts, 1):
        root = read_tree(text, f"{number}.yaml", faults)
        assert root
        if source := to_areas(root, f"{number}.yaml", faults):
            sources.append(source)
    gazetteer = to_gazetteer(sources, faults)
    return gazetteer, [f"{f.code.id} {f.at} {' '.join(map(str, f.others))}".strip() for f in faults]


def test_code_of_two_areas_on_one_day_is_named_with_the_first() -> None:
    one = 'areas:\n  - {code: "51", tier: province, name: A, until: 2025-06-30}\n'
    two = 'areas:\n  - {code: "51", tier: province, name: B, from: 2025-06-30}\n'

    assert areas_of(one, two)[1] == ["DT122 2.yaml:2:12 1.yaml:2:12"]
    assert areas_of(one, two.replace("06-30", "07-01"))[1] == []


def test_parent_is_listed_in_any_file() -> None:
    child = "areas:\n  - {code: a, tier: commune, parent: b, name: A}\n"

    assert areas_of(child)[1] == ["DT123 1.yaml:2:38"]
    assert areas_of(child, "areas: [{code: b, tier: district, name: B}]\n")[1] == []


def test_faulty_areas_are_none() -> None:
    gazetteer, faults = areas_of("areas: 5\n")

    assert gazetteer.areas == ()
    assert faults == ["DT106 1.yaml:1:8"]
    assert Gazetteer.of([AreasFile(areas=())]).areas == ()
