import pytest

from dti_targets.diagnostics import Faults
from dti_targets.domain.area import AreasFile
from dti_targets.domain.resolution import Resolution
from dti_targets.reading.typed import find, validated
from dti_targets.reading.yaml_tree import read_tree
from tests.reading_builders import RESOLUTION


def found(text: str, model: type[Resolution] | type[AreasFile] = Resolution) -> list[str]:
    faults = Faults()
    root = read_tree(text, "f.yaml", faults)
    assert root
    validated(root, model, "f.yaml", faults)
    return [
        f"{f.code.id}:{f.at.line}:{f.at.column} "
        + " ".join(str(value) for name, value in f.params.items() if name != "allowed")
        for f in faults
    ]


def test_good_resolution_has_no_fault() -> None:
    assert found(RESOLUTION) == []


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ('area: "51"', "area: 51", ["DT107:3:7 51"]),
        ('area: "51"', "area: NO", ["DT107:3:7 NO"]),
        ('area: "51"', "area: true", ["DT107:3:7 true"]),
        ('area: "51"', "area:", ["DT106:3:6 text"]),
        ('area: "51"', "area: ~", ["DT106:3:7 text"]),
        ('area: "51"', 'area: ""', ["DT106:3:7 text"]),
        ('area: "51"', "area: [a]", ["DT106:3:7 text"]),
        ("indicator: rate", "indicator: 3.10", ["DT107:8:16 3.10"]),
        ("indicator: rate", "indicator: 1e3", ["DT107:8:16 1e3"]),
        ("indicator: rate", 'indicator: "rate\\n"', ["DT108:8:16 rate\n id"]),
        ("indicator: rate", "indicator: |\n      rate", ["DT108:8:16 rate\n id"]),
        ("indicator: rate", 'indicator: rate\n    quote: "a\\u200b"', ["DT104:9:5 quote note"]),
        ("indicator: rate", "indicator: Rate", ["DT108:8:16 Rate id"]),
        ("indicator: rate", 'indicator: "../x"', ["DT108:8:16 ../x id"]),
        ("id: rate", "id: no", ["DT107:7:9 no"]),
        ("due: 2025", "due: 2025-02-30", ["DT108:12:10 2025-02-30 period"]),
        ("due: 2025", "due: yes", ["DT108:12:10 yes period"]),
        ("due: 2025", "due: [2025]", ["DT108:12:10 … period"]),
        ("due: 2025", "due: 2025.5", ["DT108:12:10 2025.5 period"]),
        ("date: 2023-09-06", "date: 2023-02-30", ["DT108:5:38 2023-02-30 day"]),
        ("date: 2023-09-06", "date: 6/9/2023", ["DT108:5:38 6/9/2023 day"]),
        ("unit: percent", "unit: percnt", ["DT239:11:11 unit percnt percent"]),
        ("unit: percent", "unit: no", ["DT239:11:11 unit no "]),
        ("unit: percent", "unit: 5", ["DT239:11:11 unit 5 "]),
        ("province: {", "provnce: {", ["DT239:14:7 levels provnce province"]),
        ("at_least: 80", "at_least: 87,49", ["DT106:14:31 number"]),
        ("{at_least: 80}", "{at_least: '87,49'}", ["DT106:14:28 number"]),
        ("at_least: 80", 'at_least: "80"', ["DT106:14:28 number"]),
        ("at_least: 80", "at_least: yes", ["DT106:14:28 number"]),
        ("at_least: 80", "at_least: true", ["DT106:14:28 number"]),
        ("at_least: 80", "at_least: [80]", ["DT106:14:28 number"]),
        ("at_least: 80", "at_least: .inf", ["DT106:14:28 number"]),
        ("at_least: 80", "at_least: {2023: x, 2025: 80}", ["DT106:14:35 number"]),
        ("at_least: 80", "at_least: {20x3: 60, 2025: 80}", ["DT108:14:29 20x3 period"]),
        ("at_least: 80", "at_least: {}", ["DT106:14:28 not_empty"]),
        ("at_least: 80", "at_lest: 80", ["DT104:14:18 at_lest at_least"]),
        ("at_least: 80", "at_least: 80, about: yes", ["DT106:14:39 boolean"]),
        ("{at_least: 80}", "80", ["DT106:14:17 mapping"]),
        ("      province: {at_least: 80}\n", "      {}\n", ["DT106:14:7 not_empty"]),
        ("    unit: percent\n", "", ["DT105:7:5 unit"]),
        ("    unit: percent\n", "    units: percent\n", ["DT104:11:5 units unit"]),
        ("    unit: percent\n", "    xyzzy: 1\n", ["DT105:7:5 unit", "DT104:11:5 xyzzy "]),
        ("title: Kế hoạch", "title: {fr: Plan}", ["DT104:2:9 fr "]),
        ("title: Kế hoạch", "title: {}", ["DT106:2:8 text"]),
        ("title: Kế hoạch", "title: {vi: 5}", ["DT107:2:13 5"]),
        ("title: Kế hoạch", "title: 5", ["DT107:2:8 5"]),
        ("title: Kế hoạch", "title: [a]", ["DT106:2:8 text"]),
        ("title: Kế hoạch", "title: a\ntolerance_percent: 500", ["DT108:3:20 500 share"]),
        ("  adopted: {number: 1/KH-UBND, date: 2023-09-06}", "  {}", ["DT106:5:3 not_empty"]),
        ("  adopted:", '  "":', ["DT106:5:3 text"]),
        ("quote:", "quot:", ["DT104:15:33 quot quote"]),
        ('quote: "80%"', "quote: 80", ["DT107:15:40 80"]),
    ],
)
def test_fault_is_named_at_the_key_or_value_that_is_wrong(
    old: str, new: str, faults: list[str]
) -> None:
    assert old in RESOLUTION
    assert found(RESOLUTION.replace(old, new)) == faults


def test_faulty_target_does_not_make_the_list_empty() -> None:
    assert found(RESOLUTION.replace("    unit: percent\n", "")) == ["DT105:7:5 unit"]
    assert found(RESOLUTION[: RESOLUTION.index("  - id")] + "  []\n") == ["DT106:7:3 not_empty"]


def test_unknown_key_lists_the_keys_at_that_place() -> None:
    faults = Faults()
    root = read_tree(RESOLUTION.replace("80}", "80, was: {at_leest: 1, in: a}}"), "f.yaml", faults)
    assert root

    validated(root, Resolution, "f.yaml", faults)

    [fault] = faults
    assert fault.params["allowed"] == (
        "at_least", "more_than", "at_most", "less_than", "rank_at_most", "in",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("areas: x\n", ["DT106:1:8 list"]),
        ("areas:\n  - {code: 51, tier: province, name: x}\n", ["DT107:2:12 51"]),
        ("areas:\n  - {code: a, tier: town, name: x}\n", ["DT239:2:21 tier town "]),
        ("areas:\n  - {code: a, tier: province, name: x, names: b}\n", ["DT106:2:47 list"]),
        ("areas:\n  - {code: a, tier: province, name: x, until: 2025}\n", [
            "DT108:2:47 2025 day"]),
        ("areas:\n  - {code: a, tier: province, name: x, units: {district: 1.5}}\n", [
            "DT106:2:58 number"]),
        ("areas:\n  - {code: a, tier: province, name: x, units: {district: b}}\n", [
            "DT106:2:58 number"]),
        ("areas:\n  - {code: a, tier: province, name: x, units: {district: '13'}}\n", [
            "DT106:2:58 number"]),
        ("areas:\n  - {code: a, tier: province, name: x, units: {district: true}}\n", [
            "DT106:2:58 number"]),
        ("areas: []\nlevels: {district: {until: 2025-06-30}}\n", ["DT105:2:10 why"]),
        ("areas: []\nlevels: {town: {until: 2025-06-30, why: a}}\n", [
            "DT239:2:10 levels town "]),
    ],
)  # fmt: skip
def test_areas_are_checked_alike(text: str, faults: list[str]) -> None:
    assert found(text, AreasFile) == faults


def test_place_that_nobody_wrote_is_the_nearest_written_one() -> None:
    root = read_tree("a:\n  - b: 1\n", "f.yaml", Faults())
    assert root

    key, value = find(root, ("a", 0, "b", "union", "[key]"))
    assert (key.text, value.text) == ("b", "1")
    assert find(root, ("a", 7))[0].text == "a"
    assert find(root, ()) == (root, root)
