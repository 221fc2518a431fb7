"""The reader and the schema say the same of a file: what one refuses, so does the other.

Where the reader knows more than a schema can say, the difference is listed here with its reason.
A list that says too much fails as well as one that says too little.
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from dti_targets.diagnostics import Code, Faults, codes
from dti_targets.reading.areas import to_areas, to_gazetteer
from dti_targets.reading.project import read_promises
from dti_targets.reading.resolutions import check_together, to_resolution
from dti_targets.reading.settings import from_file, to_settings
from dti_targets.reading.source import Desk
from dti_targets.reading.yaml_tree import read_tree
from dti_targets.schemas.subjects import schema_of
from tests.reading_builders import AREAS, RESOLUTION
from tests.runs import PROJECT, ROOT
from tests.schemas.editor import faults_in_editor, validator

BETWEEN_PARTS: dict[Code, str] = {
    codes.OPERATOR_AND_UNIT: "the unit stands in the target, the operator below it",
    codes.THRESHOLD_OUT_OF_RANGE: "the range is that of the unit, which stands elsewhere",
    codes.THRESHOLD_NOT_WHOLE: "whether it counts is said by the unit, which stands elsewhere",
    codes.REPEATED_TARGET: "two targets are compared",
    codes.REPEATED_ID: "two targets are compared",
    codes.UNKNOWN_DOCUMENT: "a name refers to a key of documents",
    codes.UNKNOWN_REPLACEMENT: "an id refers to another target",
    codes.AREA_NOT_LISTED: "a code refers to another file",
    codes.DUE_UNCLEAR: "due and the periods of the numbers are compared",
    codes.MILESTONES_GO_BACK: "two numbers are compared",
    codes.KEY_NEEDS: "a key depends on what another one says",
    codes.AREAS_OVERLAP: "the days of two areas are compared",
    codes.PARENT_UNKNOWN: "a code refers to another area",
}
"""What the reader finds by comparing parts of a file, or files: no schema can."""

EXAMPLES_BEYOND = {
    "anchor": "a schema sees values; the anchor is gone when it does",
}
"""Files of `tests/examples/bad/` that an editor lets pass for another reason than those above."""

TEXTS: dict[str, tuple[str, str]] = {
    # What both take
    "year as text": ("due: 2025", 'due: "2025"'),
    "quarter": ("due: 2025", "due: 2025-Q3"),
    "month": ("due: 2025", "due: 2025-09"),
    "day": ("due: 2025", "due: 2025-09-15"),
    "range": ("due: 2025", "due: 2025-01/2025-09"),
    "date as text": ("date: 2023-09-06", 'date: "2023-09-06"'),
    "date is a year": ("date: 2023-09-06", "date: 2023"),
    "date is a year as text": ("date: 2023-09-06", 'date: "2023"'),
    "operator in the target": ("levels:\n      province: {at_least: 80}", "at_least: 80"),
    "state in the target": (
        "unit: percent\n    due: 2025\n    levels:\n      province: {at_least: 80}",
        "unit: yes_no\n    due: 2025\n    state: phổ cập",
    ),
    "about in the target": (
        "levels:\n      province: {at_least: 80}", "at_least: 80\n    about: true"),
    "numbers by period": ("at_least: 80", "at_least: {2023: 60, 2025: 80}"),
    "numbers by quarter": (
        "due: 2025\n    levels:\n      province: {at_least: 80}",
        "levels:\n      province: {at_least: {2025-Q1: 60, 2025-Q3: 80}}",
    ),
    "decimals": ("at_least: 80", "at_least: 87.49"),
    "number without a nought": ("at_least: 80", "at_least: .5"),
    "number with a sign": ("at_least: 80", "at_least: +80"),
    "one language": ("name: Tỷ lệ", "name: {en: Rate}"),
    "redefined": ("due: 2025", "due: 2025\n    redefined: [{from: 2021-01-01, why: a}]"),
    "redefined in no way": ("due: 2025", "due: 2025\n    redefined: []"),
    "improving": ("unit: percent\n    due: 2025\n    levels:\n      province: {at_least: 80}",
                  "unit: percent\n    due: 2025\n    state: a\n    improving: {to: less}"),
    "left empty": ("due: 2025", "due: 2025\n    note:\n    baseline: ~"),
    "an operator left empty": ("at_least: 80", "at_least: 80, more_than: ~"),
    "number of a document that is a day": ("number: 1/KH-UBND", "number: 2023-09-06"),
    # What both refuse
    "area without quotes": ('area: "51"', "area: 51"),
    "area is true": ('area: "51"', "area: true"),
    "area is empty": ('area: "51"', 'area: " "'),
    "area is a list": ('area: "51"', 'area: ["51"]'),
    "id with a capital": ("id: rate", "id: Rate"),
    "id is a number": ("id: rate", "id: 1"),
    "name without text": ("name: Tỷ lệ", "name: {}"),
    "name in French": ("name: Tỷ lệ", "name: {fr: Taux}"),
    "name empty in a language": ("name: Tỷ lệ", 'name: {vi: Tỷ lệ, en: ""}'),
    "name null in a language": ("name: Tỷ lệ", "name: {vi: Tỷ lệ, en: ~}"),
    "name is a number": ("name: Tỷ lệ", "name: 5"),
    "quote is a number": ('quote: "80%"', "quote: 80"),
    "unknown unit": ("unit: percent", "unit: percnt"),
    "unknown level": ("province: {", "town: {"),
    "unknown key": ("due: 2025", "due: 2025\n    deu: 2025"),
    "unknown key at the top": ('area: "51"', 'area: "51"\nlevel: province'),
    "no unit": ("    unit: percent\n", ""),
    "no operator": ("{at_least: 80}", "{about: true}"),
    "nothing promised": ("{at_least: 80}", "{}"),
    "two operators": ("at_least: 80", "at_least: 80, more_than: 80"),
    "operator and state": ("at_least: 80", "at_least: 80, state: phổ cập"),
    "the only operator is empty": ("at_least: 80", "at_least: ~"),
    "two operators before": (
        "at_least: 80", "at_least: 80, was: {at_least: 1, at_most: 2, in: adopted}"),
    "no operator before": ("at_least: 80", "at_least: 80, was: {in: adopted}"),
    "periods before": ("at_least: 80", "at_least: 80, was: {at_least: {2025: 1}, in: adopted}"),
    "no other operator": ("at_least: 80", "at_least: 80, other_reading: {why: a}"),
    "operator beside levels": ("due: 2025", "due: 2025\n    at_least: 80"),
    "about beside levels": ("due: 2025", "due: 2025\n    about: true"),
    "empty operator beside levels": ("due: 2025", "due: 2025\n    at_least: ~"),
    "neither levels nor operator": ("    levels:\n      province: {at_least: 80}\n", ""),
    "two operators in the target": (
        "levels:\n      province: {at_least: 80}", "at_least: 80\n    at_most: 90"),
    "about alone in the target": ("levels:\n      province: {at_least: 80}", "about: true"),
    "levels are empty": ("levels:\n      province: {at_least: 80}", "levels: {}"),
    "levels are null": ("levels:\n      province: {at_least: 80}", "levels:"),
    "number in quotes": ("at_least: 80", 'at_least: "80"'),
    "decimal comma": ("at_least: 80", "at_least: 87,49"),
    "number is true": ("at_least: 80", "at_least: true"),
    "number is infinite": ("at_least: 80", "at_least: [.inf]"),
    "no periods": ("at_least: 80", "at_least: {}"),
    "period that is none": ("at_least: 80", "at_least: {20x3: 60, 2025: 80}"),
    "number of a period in quotes": ("at_least: 80", 'at_least: {2025: "80"}'),
    "cumulative is a list": ("due: 2025", "due: 2025\n    cumulative: [a]"),
    "redefined without a list": (
        "due: 2025", "due: 2025\n    redefined: {from: 2021-01-01, why: a}"),
    "redefined without a day": ("due: 2025", "due: 2025\n    redefined: [{why: a}]"),
    "redefined without a reason": ("due: 2025", "due: 2025\n    redefined: [{from: 2021-01-01}]"),
    "redefined on no day": (
        "due: 2025", "due: 2025\n    redefined: [{from: 2021-02-30, why: a}]"),
    "improving to nowhere": ("at_least: 80", "state: a, improving: {to: up}"),
    "improving alone": ("at_least: 80", "improving: {to: more}"),
    "about in words": ("at_least: 80", "at_least: 80, about: đúng"),
    "period before 1990": ("due: 2025", "due: 1989"),
    "period after 2100": ("due: 2025", "due: 2101-Q1"),
    "fifth quarter": ("due: 2025", "due: 2025-Q5"),
    "thirteenth month": ("due: 2025", "due: 2025-13"),
    "period is a fraction": ("due: 2025", "due: 2025.5"),
    "period is a list": ("due: 2025", "due: [2025]"),
    "date that does not exist": ("date: 2023-09-06", "date: 2023-02-30"),
    "date as it is spoken": ("date: 2023-09-06", "date: 6/9/2023"),
    "date without hyphens": ("date: 2023-09-06", 'date: "20230906"'),
    "date is a month": ("date: 2023-09-06", "date: 2023-09"),
    "year nought": ("date: 2023-09-06", 'date: "0000"'),
    "year of three digits": ("date: 2023-09-06", "date: 999"),
    "document without a name": ("  adopted:", '  "":'),
    "no document": ("  adopted: {number: 1/KH-UBND, date: 2023-09-06}", "  {}"),
    "share over a hundred": ("title: Kế hoạch", "title: a\ntolerance_percent: 500"),
    "no target": (RESOLUTION[RESOLUTION.index("  - id") :], "  []\n"),
    "repeated key": ("due: 2025", "due: 2025\n    due: 2025"),
    "tab": ("    due: 2025", "\tdue: 2025"),
}  # fmt: skip
"""Changes of a good resolution of which both say the same."""

TEXTS_BEYOND: dict[str, tuple[str, str, str]] = {
    "area NO": ('area: "51"', "area: NO", "YAML 1.2, which editors read, has NO for text"),
    "id no": ("id: rate", "id: no", "the same"),
    "quote 12:30": ('quote: "80%"', "quote: 12:30", "a number of YAML 1.1, text in 1.2"),
    "number 8e1": ("at_least: 80", "at_least: 8.0e+1", "an editor sees the number, not its form"),
    "number 0x50": ("at_least: 80", "at_least: 0x50", "the same"),
    "number 80.": ("at_least: 80", "at_least: 80.", "the same"),
    "due 2025.0": ("due: 2025", "due: 2025.0", "2025.0 is an integer for a schema"),
    "due 2025-02-30": ("due: 2025", "due: 2025-02-30", "a pattern knows no calendar"),
    "due 2025/2024": ("due: 2025", "due: 2025/2024", "a pattern does not compare"),
    "the same period twice": (
        "at_least: 80", "at_least: {2025: 80, 2025-01/2025-12: 80}", "two keys are compared"),
    "too many digits": ("at_least: 80", f"at_least: 0.{'3' * 40}", "the form again"),
    "anchor": ('area: "51"', 'area: &a "51"', "the anchor is gone when a schema sees the value"),
    "tag": ('area: "51"', 'area: !!str "51"', "the tag is gone as well"),
    "hidden sign": ("name: Tỷ lệ", 'name: "Tỷ\\u200b lệ"', "no pattern lists what nobody sees"),
}  # fmt: skip
"""Changes that the reader alone refuses, with the reason."""


def found_in(text: str, subject: str = "targets") -> set[Code]:
    """Return the codes of what the reader finds wrong with a text."""
    faults = Faults()
    root = read_tree(text, "f.yaml", faults)
    if root is not None and subject == "targets":
        file = to_resolution(root, "f.yaml", AREAS, faults)
        check_together([file] if file else [], AREAS, faults)
    elif root is not None:
        file_of_areas = to_areas(root, "f.yaml", faults)
        to_gazetteer([file_of_areas] if file_of_areas else [], faults)
    return {fault.code for fault in faults}


def changed(old: str, new: str) -> str:
    assert old in RESOLUTION
    return RESOLUTION.replace(old, new, 1)


# Whole files


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the names of the changed texts that an editor refuses."""
    folder = tmp_path_factory.mktemp("texts")
    changes = {name: (old, new) for name, (old, new, _) in TEXTS_BEYOND.items()} | TEXTS
    files = {folder / f"{number}.yaml": name for number, name in enumerate(changes)}
    for path, name in files.items():
        path.write_text(changed(*changes[name]), encoding="utf-8")
    return {files[path] for path in faults_in_editor("targets", list(files))}


@pytest.mark.parametrize("name", TEXTS)
def test_reader_and_editor_say_the_same(name: str, refused: set[str]) -> None:
    found = found_in(changed(*TEXTS[name]))

    assert found.isdisjoint(BETWEEN_PARTS)
    assert (name in refused) == bool(found), found


@pytest.mark.parametrize("name", TEXTS_BEYOND)
def test_what_only_the_reader_refuses(name: str, refused: set[str]) -> None:
    old, new, _ = TEXTS_BEYOND[name]

    assert found_in(changed(old, new))
    assert name not in refused


def yaml_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


def subject_of(path: Path) -> str:
    is_list = re.search("^areas:", path.read_text(encoding="utf-8"), re.MULTILINE)
    return "areas" if is_list else "targets"


def codes_of(path: Path) -> set[Code]:
    faults = Faults()
    read_promises([path], Desk(path.parent, 10**6), faults)
    return {fault.code for fault in faults}


GOOD = [
    yaml_files(ROOT / "targets"),
    yaml_files(PROJECT / "targets"),
    *([path] for path in yaml_files(ROOT / "tests/examples/good")),
]
"""Files that are read together: the shipped ones, the sample, each example alone."""


@pytest.mark.parametrize("files", GOOD, ids=lambda files: f"{files[0].parent.parent.name}")
def test_reader_finds_no_fault_in_the_good_files(files: list[Path]) -> None:
    faults = Faults()
    read_promises(files, Desk(ROOT, 10**6), faults)

    assert list(faults) == []


@pytest.mark.parametrize("subject", ["targets", "areas"])
def test_editor_finds_no_fault_in_the_good_files(subject: str) -> None:
    files = [path for group in GOOD for path in group if subject_of(path) == subject]

    assert {path.parent for path in files} == {group[0].parent for group in GOOD}
    assert faults_in_editor(subject, files) == {}


@pytest.mark.parametrize("subject", ["targets", "areas"])
def test_editor_refuses_the_bad_examples_but_those_that_take_a_comparison(subject: str) -> None:
    files = [p for p in yaml_files(ROOT / "tests/examples/bad") if subject_of(p) == subject]
    beyond = {p.stem for p in files if codes_of(p) <= set(BETWEEN_PARTS)}
    beyond |= {path.stem for path in files} & set(EXAMPLES_BEYOND)

    seen = {path.stem for path in faults_in_editor(subject, files)}

    assert all(codes_of(path) for path in files)
    assert seen == {path.stem for path in files} - beyond


# Every key of a file, changed in every way

File = dict[str, Any]
Way = tuple[str | int, ...]

RESOLUTION_WHOLE: File = {
    "resolution": "plan",
    "title": {"vi": "Kế hoạch", "en": "Plan"},
    "area": "51",
    "tolerance_percent": 5,
    "documents": {
        "adopted": {
            "number": "1/KH-UBND", "title": "Kế hoạch", "date": "2023-09-06", "issuer": "Tỉnh",
            "partial": True, "status": "adopted", "url": "https://example.org",
        },
    },
    "targets": [
        {
            "id": "rate", "indicator": "rate", "name": {"vi": "Tỷ lệ"}, "pillar": "ranking",
            "unit": "percent", "due": "2025", "every_year": False, "per_period": False,
            "levels": {
                "province": {
                    "at_least": {"2024": 60, "2025": 80}, "about": True, "each": "district",
                    "other_reading": {"more_than": 80, "why": "a"},
                    "was": {"at_most": 60.5, "in": "adopted"},
                    "valid": {"until": "2025-06-30", "why": {"en": "a"}},
                },
                "district": {"less_than": 5},
            },
            "baseline": {"period": 2020, "value": 1},
            "cumulative": "rate_total",
            "redefined": [{"from": "2022-01-01", "why": {"vi": "tính lại", "en": "counted anew"}}],
            "valid": {"until": "2025-06-30", "why": "a"},
            "withdrawn": {"by": "adopted", "why": "a", "replaced_by": "rank"},
            "if_missing": {"warn": "a", "fail": "b", "ignore": "c"},
            "note": "a",
            "source": {"document": "adopted", "quote": "80%", "read_at": "https://example.org"},
            "also": [{"document": "adopted", "quote": "80%"}],
        },
        {
            "id": "rank", "indicator": "rank", "name": "Hạng", "pillar": "ranking",
            "unit": "rank", "due": 2025, "rank_at_most": 10, "about": False, "each": "commune",
            "other_reading": {"rank_at_most": 5, "why": "a"},
            "was": {"rank_at_most": 12, "in": "adopted"},
            "source": {"document": "adopted", "quote": "nhóm 10"},
        },
        {
            "id": "state", "indicator": "state", "name": "Trạng thái", "pillar": "ranking",
            "unit": "yes_no", "due": 2025, "state": {"vi": "có", "en": "there"},
            "source": {"document": "adopted", "quote": "có"},
        },
        {
            "id": "better", "indicator": "better", "name": "Điểm", "pillar": "ranking",
            "unit": "score", "due": 2025, "state": "tốt hơn",
            "improving": {"to": "more", "limit": 100},
            "source": {"document": "adopted", "quote": "nâng cao"},
        },
    ],
}  # fmt: skip
AREAS_WHOLE: File = {
    "levels": {"district": {"until": "2025-06-30", "why": {"vi": "bỏ", "en": "abolished"}}},
    "areas": [
        {"code": "VN", "tier": "national", "name": "Việt Nam"},
        {
            "code": "51", "tier": "province", "name": "Quảng Ngãi", "parent": "VN", "kind": "tỉnh",
            "names": ["QN"], "from": "2000-01-01", "until": "2025-06-30", "absorbed": ["62"],
            "units": {"district": 13},
        },
    ],
}  # fmt: skip
WHOLE = {"targets": RESOLUTION_WHOLE, "areas": AREAS_WHOLE}
OTHERS: tuple[object, ...] = (
    None, True, 0, -1, 80.5, 2025, 101, "", " ", "a", "80", "2025", "2025-Q3", "51",
    "province", [], ["a"], [80], {}, {"vi": "a"}, {"en": ""}, {"2025": 80}, {"at_least": 80},
    {"province": {"at_least": 80}},
)  # fmt: skip
"""What is put in the place of every value of a file."""


def ways(value: object, way: Way = ()) -> Iterator[Way]:
    """Yield the way to every value within a file."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*way, key)
            yield from ways(inner, (*way, key))


def opened(whole: File, way: Way) -> tuple[File, Any, Any]:
    """Return a copy of a file, what holds the value that a way leads to, and under which key."""
    copy = deepcopy(whole)
    inner: Any = copy
    for key in way[:-1]:
        inner = inner[key]
    return copy, inner, way[-1]


def variants(whole: File) -> Iterator[File]:
    """Yield a file with each value left out or replaced, each key renamed or joined by another."""
    for way in ways(whole):
        copy, inner, key = opened(whole, way)
        inner.pop(key)
        yield copy
        for value in OTHERS:
            copy, inner, key = opened(whole, way)
            inner[key] = value
            yield copy
        if isinstance(way[-1], str):
            copy, inner, key = opened(whole, way)
            inner[f"{key}x"] = inner.pop(key)
            yield copy
            for other in ("at_most", "state", "levels", "note"):
                copy, inner, key = opened(whole, way)
                inner.setdefault(other, 80)
                yield copy


def is_unlisted(area: object) -> bool:
    return isinstance(area, str) and bool(area.strip()) and area not in AREAS.by_code


@pytest.mark.parametrize("subject", WHOLE)
def test_whole_file_is_good_but_for_what_takes_a_comparison(subject: str) -> None:
    assert found_in(json.dumps(WHOLE[subject]), subject) <= set(BETWEEN_PARTS)
    assert list(validator(schema_of(subject)).iter_errors(WHOLE[subject])) == []


@pytest.mark.parametrize("subject", WHOLE)
def test_whole_file_has_every_key_of_its_schema(subject: str) -> None:
    schema = schema_of(subject)
    mappings = [schema, *schema["$defs"].values()]
    known = {key for mapping in mappings for key in mapping.get("properties", ())}

    assert known <= {key for way in ways(WHOLE[subject]) for key in way} | {"areas", "levels"}


@pytest.mark.parametrize("subject", WHOLE)
def test_reader_and_schema_say_the_same_of_every_change(subject: str) -> None:
    schema = validator(schema_of(subject))
    differing = []
    for count, variant in enumerate(variants(WHOLE[subject])):
        if subject == "targets" and is_unlisted(variant.get("area")):
            continue  # an operator in the target itself needs the tier, which another file has
        found = found_in(json.dumps(variant), subject)
        if schema.is_valid(variant) != (found <= set(BETWEEN_PARTS)):
            differing.append((count, sorted(code.id for code in found), variant))

    assert differing == []


# Settings

SETTINGS = (
    "", 'fail-on = "missed"', 'fail-on = "missed,missing, undecided"', "fail-on = []",
    'fail-on = ["missed", "unused"]', 'fail-on = "never"', 'fail-on = ["never"]',
    'fail-on = "mised"', 'fail-on = ["mised"]', 'fail-on = "never,missed"',
    'fail-on = ["never", "missed"]', "fail-on = 1", "fail-on = [[]]", "fail-on = {}",
    'lang = "vi"', 'lang = "fr"', 'lang = ["vi"]', "lang = 1", 'color = "always"', "color = true",
    'only = ["not_applicable"]', 'only = "late"', 'level = "province,district"', 'level = "town"',
    "width = 80", "width = -1", "width = 80.5", "width = true", "quiet = 2",
    "quiet = 1.5", "verbose = true", 'verbose = "maybe"', "verbose = 2",
    'area = "51"', "area = 51", 'area = ["51", "38"]', "area = 5.1", "area = {}",
    'targets = ["a", "b"]', 'period = "2024-Q3"', "period = 2024", 'delimiter = ";"',
    "delimiter = {}", 'encoding = "utf-8"', 'are = "51"', '[check]\nlang = "vi"',
    'directory = "x"', 'config = "x"', "isolated = true", 'lang = "vi"\nlang = "en"', "lang = vi",
)  # fmt: skip
"""Settings files of which both say the same."""

SETTINGS_BEYOND = {
    'delimiter = "ab"': "the list of options does not know what a text may be",
    'encoding = "utf-9"': "Python's list of encodings is not ours to print",
    "period = 2024.0": "2024.0 is an integer for a schema",
    "period = 2024-01-01": "what checks TOML by a schema takes a date for text",
    "targets = [2024-01-01]": "the same",
    "width = 1000000000000000": "a width of sixteen digits is a slip, not a shape",
}
"""Settings that the reader alone refuses, with the reason."""

SETTINGS_GENEROUS = {
    'fail_on = "missed"': "the editor offers one spelling of a key",
    'width = "80"': "a variable can write a number as text only, and one reader reads both",
    'verbose = "yes"': "the same",
    "verbose = 1": "the same",
    'lang = "VI"': "the editor offers one spelling of a word",
    'only = ["not-applicable"]': "the same",
    'fail-on = "missed,"': "the same",
    "width = []": "an empty list says nothing, whatever the option takes",
    "area = true": "TOML has text for it; the reader takes the word",
}
"""Settings that the reader takes and an editor marks, with the reason."""


def settings_found_in(text: str, folder: Path) -> set[Code]:
    (folder / "dti-targets.toml").write_text(text, encoding="utf-8")
    faults = Faults()
    layer = from_file(None, folder, Desk(folder, 10**6), faults)
    to_settings([layer] if layer else [], faults)
    return {fault.code for fault in faults}


@pytest.fixture(scope="module")
def refused_settings(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the settings files that an editor refuses."""
    folder = tmp_path_factory.mktemp("settings")
    texts = (*SETTINGS, *SETTINGS_BEYOND, *SETTINGS_GENEROUS)
    files = {folder / f"{number}.toml": text for number, text in enumerate(texts)}
    for path, text in files.items():
        path.write_text(f"{text}\n", encoding="utf-8")
    return {files[path] for path in faults_in_editor("config", list(files))}


@pytest.mark.parametrize("text", SETTINGS)
def test_reader_and_editor_say_the_same_of_settings(
    text: str, refused_settings: set[str], tmp_path: Path
) -> None:
    assert (text in refused_settings) == bool(settings_found_in(text, tmp_path))


@pytest.mark.parametrize("text", SETTINGS_BEYOND)
def test_what_only_the_reader_refuses_of_settings(
    text: str, refused_settings: set[str], tmp_path: Path
) -> None:
    assert settings_found_in(text, tmp_path)
    assert text not in refused_settings


@pytest.mark.parametrize("text", SETTINGS_GENEROUS)
def test_what_only_an_editor_marks_in_settings(
    text: str, refused_settings: set[str], tmp_path: Path
) -> None:
    assert settings_found_in(text, tmp_path) == set()
    assert text in refused_settings
