"""The answer of `progress` in every format for machines: goldens, contract, published cases."""

import csv
import io
import json
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree  # type: ignore[import-untyped]  # there are no stubs

from dti_targets.domain.progress import Status
from dti_targets.reporting.writers import progress_contract as contract
from dti_targets.reporting.writers.csv_report import _cell
from dti_targets.reporting.writers.progress_csv import COLUMNS
from dti_targets.schemas.progress_file import progress
from tests import progress_projects
from tests.reporting.conftest import ProgressCase
from tests.reporting.test_formats import _HIDDEN, SUFFIXES, commands
from tests.reporting.writers.test_json import closed
from tests.runs import SameAsGolden

MACHINES = ("json", "jsonl", "csv", "junit", "sarif", "github", "gitlab", "rdjson")
Cases = Callable[[str], ProgressCase]
VALIDATOR = Draft202012Validator(closed(progress()))
NUMBERS = (
    "ratio", "ratio_low", "ratio_high", "score", "pace", "needed_pace", "remaining_pace",
    "expected_now", "distance",
)  # fmt: skip


def of(targets: list[dict[str, Any]], name: str) -> dict[str, Any]:
    (found,) = [made for made in targets if made["target"] == name]
    return found


@pytest.mark.parametrize("project", ["hostile", "empty", "faulty"])
@pytest.mark.parametrize("name", MACHINES)
def test_golden(on_its_way: Cases, same_as_golden: SameAsGolden, name: str, project: str) -> None:
    same_as_golden(f"progress-{project}.{SUFFIXES[name]}", on_its_way(project).out(name))


@pytest.mark.parametrize("name", ["csv", "junit"])
def test_golden_in_vietnamese(on_its_way: Cases, same_as_golden: SameAsGolden, name: str) -> None:
    case = on_its_way("hostile")

    same_as_golden(f"progress-hostile.vi.{SUFFIXES[name]}", case.out(name, "-l", "vi"))


@pytest.mark.parametrize("project", progress_projects.MAKERS)
@pytest.mark.parametrize("name", MACHINES)
def test_nothing_hidden_and_no_command_gets_out(on_its_way: Cases, name: str, project: str) -> None:
    text = on_its_way(project).out(name)

    signs = set(text) - {"\n"}
    assert [f"U+{ord(s):04X}" for s in signs if unicodedata.category(s) in _HIDDEN] == []
    if name != "github":
        assert [*commands(text)] == []


@pytest.mark.parametrize("name", MACHINES)
def test_the_same_bytes_each_time(on_its_way: Cases, name: str) -> None:
    case = on_its_way("hostile")

    assert case.out(name) == case.out(name)


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("project", progress_projects.MAKERS)
@pytest.mark.parametrize("method", ["linear", "cagr"])
def test_the_json_is_of_its_schema(on_its_way: Cases, project: str, method: str, lang: str) -> None:
    document = json.loads(on_its_way(project).project.out("json", lang=lang, method=method))

    assert [error.message for error in VALIDATOR.iter_errors(document)] == []
    assert list(document) == list(contract.ProgressionRecord.__annotations__)
    assert document["method"] == method
    summary = document["summary"]
    assert summary["total"] == len(document["progress"]) == sum(summary[s] for s in Status)
    for made in document["progress"]:
        assert list(made) == list(contract.ProgressRecord.__annotations__)


def test_the_schema_refuses_what_is_wrong(on_its_way: Cases) -> None:
    document = json.loads(on_its_way("hostile").out("json"))
    changes: list[dict[str, object]] = [
        {"method": "guess"}, {"as_of": 2025}, {"more": 1}, {"progress": [{}]},
    ]  # fmt: skip
    for change in changes:
        assert not VALIDATOR.is_valid(document | change)
    document["progress"][0]["ratio"] = "1.07"
    assert not VALIDATOR.is_valid(document)


def test_a_failed_run_and_an_empty_one_are_documents_too(on_its_way: Cases) -> None:
    for project in ("faulty", "empty"):
        document = json.loads(on_its_way(project).out("json"))

        assert (document["judged"], document["exit_status"]) == (False, 2)
        assert (document["progress"], document["summary"]["total"]) == ([], 0)
        assert document["as_of"] == "2025"
        assert document["diagnostics"]


def test_what_a_target_says(on_its_way: Cases) -> None:
    targets = json.loads(on_its_way("hostile").out("json"))["progress"]

    assert {made["status"] for made in targets} == {*Status}
    moderate = of(targets, "moderate")
    assert moderate["basis"] == {"points": 3, "first": "2020", "last": "2024"}
    assert moderate["baseline"]["figures"] == []
    assert (moderate["baseline"]["number"], moderate["latest"]["number"]) == ("10", "47.5")
    bound = of(targets, "bound")
    assert bound["latest"]["bound"] is True
    assert bound["ratio"] is None
    rank = of(targets, "rank")
    assert rank["series"]["breaks"][0]["reason"]["code"] == "total"
    assert len(rank["series"]["points"]) == 4
    quota = of(targets, "quota")
    assert [point["number"] for point in quota["series"]["points"]] == ["90", "230"]
    assert len(quota["latest"]["figures"]) == 2
    few = of(targets, "few")
    assert few["ratio_low"] == pytest.approx(16 / 15)
    assert few["ratio"] == few["ratio_high"] == 1.2
    change = of(targets, "change")
    assert [figure["text"] for figure in change["series"]["aside"]] == ["0,5%"]
    nothing = of(targets, "nothing")
    assert (nothing["latest"], nothing["basis"]["points"]) == (None, 0)


def test_a_line_is_a_record(on_its_way: Cases) -> None:
    case = on_its_way("hostile")
    document = json.loads(case.out("json"))

    head, *records, end = [json.loads(line) for line in case.out("jsonl").splitlines()]

    assert head.pop("type") == "progression"
    assert head == {key: document[key] for key in contract.ProgressHead.__annotations__}
    assert end == {"type": "end", **document["diagnostic_counts"]}
    kinds = ("progress", "diagnostic")
    for key, kind in zip(("progress", "diagnostics"), kinds, strict=True):
        assert [r for r in records if r["type"] == kind] == [
            {"type": kind, **made} for made in document[key]
        ]


@pytest.mark.parametrize("project", progress_projects.MAKERS)
def test_a_row_holds_what_the_json_holds(on_its_way: Cases, project: str) -> None:
    case = on_its_way(project)
    document = json.loads(case.out("json"))

    reader = csv.DictReader(io.StringIO(case.out("csv"), newline=""), strict=True)
    rows = [*reader]

    assert reader.fieldnames == [*COLUMNS]
    kinds = [row["record"] for row in rows]
    assert kinds == ["progress"] * len(document["progress"]) + ["diagnostic"] * len(
        document["diagnostics"]
    )
    for row, made in zip(rows, document["progress"], strict=False):
        assert (row["target"], row["status"]) == (made["target"], made["status"])
        for key in NUMBERS:
            assert (float(row[key]) if row[key] else None) == made[key]
            assert "e" not in row[key]
        assert row["points"] == str(made["basis"]["points"])
        latest = made["latest"]
        assert row["period"] == (latest["period"] if latest else "")
        for cell in row.values():
            assert cell[:1] not in {*"=@＝＋－＠\t\r"} or not cell


def test_the_row_of_a_sum_shows_the_sum_at_the_figure_that_was_added_last(
    on_its_way: Cases,
) -> None:
    rows = csv.DictReader(io.StringIO(on_its_way("hostile").out("csv"), newline=""))
    (row,) = [row for row in rows if row["target"] == "quota"]

    assert (row["period"], row["value"], row["baseline_value"]) == ("2023/2024", "230", "0")
    assert row["line"] == "31"


def test_a_computed_number_is_no_formula_and_has_no_exponent() -> None:
    assert [_cell(number) for number in (-1e-7, 1.5e20, 0.1, 2.0, -0.0)] == [
        "-0.0000001", "150000000000000000000", "0.1", "2.0", "-0.0",
    ]  # fmt: skip


STATCAN = [
    # figures, threshold, due, ratio, status, score
    ({2015: 14.5, 2023: 10.2}, {"at_most": 7.25}, 2030, 0.9525901792, "on_track", 2.5185563910),
    ({2015: 0.37, 2025: 9.53}, {"at_least": 60}, 2030, 0.9504069883, "on_track", 2.5029620767),
    ({2015: 69.2, 2021: 82.6}, {"at_least": 95}, 2025, 0.9299875426, "moderate", 2.3571080177),
    ({2015: 80.3, 2021: 85.1}, {"at_least": 95}, 2025, 0.5735447254, "limited", -0.1102111929),
    ({2015: 38.7, 2024: 33.2}, {"at_most": 25.67}, 2030, 0.6255573088, "moderate", 0.1825933008),
    ({2020: 34.78, 2023: 34.94}, {"at_least": 100}, 2030, 0.0137452488, "limited", -2.4427276719),
    ({2016: 26866, 2024: 36058}, {"at_most": 13433}, 2028, -0.6675781358, "deteriorating", -5),
    ({2015: 3.68, 2022: 3.72}, {"at_most": 25}, 2030, -0.0113441613, "achieved", 5),
    ({2015: 0.052, 2022: 0.048}, {"at_most": 0}, 2030, 0.0490959590, "limited", -2.2954318678),
    ({2016: 66.6, 2023: 71.4}, {"state": "more", "improving": {"to": "more", "limit": 100}}, 2030,
     0.0099914837, "moderate", 1.7397528501),
]  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "threshold", "due", "ratio", "status", "score"),
    STATCAN,
    ids=["1.1.1", "12.1.1", "3.9.1-b", "3.9.1-p", "3.4.1", "15.4.1", "11.1.1", "6.4.2", "3.3.1",
         "1.2.1"],
)  # fmt: skip
def test_published_cases_come_out_of_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figures: dict[int, object],
    threshold: dict[str, Any], due: int, ratio: float, status: str, score: float,
) -> None:  # fmt: skip
    project = progress_projects.published(tmp_path / "p", "score", figures, threshold, due)
    monkeypatch.chdir(project.folder)

    (made,) = json.loads(project.out("json", method="cagr", decimal="point"))["progress"]

    assert made["status"] == status
    assert made["ratio"] == pytest.approx(ratio, abs=1e-9)
    assert made["score"] == pytest.approx(score, abs=1e-9)


def test_how_each_status_ends_in_junit(on_its_way: Cases) -> None:
    root = etree.fromstring(on_its_way("hostile").out("junit").encode())

    (suite,) = [s for s in root.iter("testsuite") if s.get("name") == "hostile"]
    found = {case.get("name").partition(" ")[0]: [e.tag for e in case] for case in suite}
    assert found["worse"] == ["failure"]
    assert found["bound"] == found["nothing"] == ["skipped"]
    for name in ("on_track", "reached", "moderate", "limited"):
        assert found[name] == ["system-out"]


def test_what_weighs_how_much(on_its_way: Cases) -> None:
    def weights(*words: str) -> dict[str, str]:
        found = json.loads(on_its_way_case.out("rdjson", *words))["diagnostics"]
        return {d["code"]["value"]: d["severity"] for d in found}

    on_its_way_case = on_its_way("hostile")
    usual = {
        "deteriorating": "WARNING", "limited": "INFO", "moderate": "INFO", "cannot_say": "INFO",
        "achieved": "INFO", "on_track": "INFO", "DT301": "WARNING",
    }  # fmt: skip
    assert weights("--fail-on", "never") == usual
    assert weights() == usual | {"deteriorating": "ERROR"}
    assert weights("--fail-on", "limited,warning") == usual | {"limited": "ERROR", "DT301": "ERROR"}
    run = json.loads(on_its_way_case.out("sarif"))["runs"][0]
    assert {answer["status"] for answer in run["properties"]["answers"]} == {"achieved", "on_track"}
    assert {r["ruleId"]: r["level"] for r in run["results"]} == {
        "DT301": "warning", "deteriorating": "error", "limited": "note", "moderate": "note",
        "cannot_say": "note",
    }  # fmt: skip


def test_a_finding_is_at_the_latest_figure(on_its_way: Cases) -> None:
    case = on_its_way("hostile")
    lines = (case.folder / "data" / progress_projects.FIGURES).read_text("utf-8").split("\n")
    items = {
        item["description"].partition(" (")[0]: item
        for item in json.loads(case.out("gitlab"))
        if item["check_name"] != "DT301"
    }

    item = items["Share =cmd|' /C calc'!A0"]
    begin, end = (item["location"]["positions"][key] for key in ("begin", "end"))
    assert lines[begin["line"] - 1][begin["column"] - 1 : end["column"] - 1] == '"42,25%"'
    baseline, target = item["other_locations"]
    assert lines[baseline["positions"]["begin"]["line"] - 1].startswith("worse,90,province,2022,")
    assert target["path"] == "targets/[evil] #1 100%.yaml"


def test_a_name_and_a_fingerprint_are_not_moved_by_another_row(on_its_way: Cases) -> None:
    case = on_its_way("hostile")

    def prints() -> list[str]:
        return [item["fingerprint"] for item in json.loads(case.out("gitlab"))]

    before = prints()
    table = case.folder / "data" / progress_projects.FIGURES
    table.write_text(table.read_text("utf-8").replace("\n", "\n\n", 1), "utf-8", newline="")
    assert prints() == before


def test_a_sum_is_found_at_the_figure_that_was_added_last(on_its_way: Cases) -> None:
    (found,) = [
        d for d in json.loads(on_its_way("hostile").out("rdjson"))["diagnostics"]
        if "explain hostile/quota " in d["message"]
    ]  # fmt: skip

    assert found["location"]["range"]["start"]["line"] == 31
    assert found["relatedLocations"][0]["location"]["range"]["start"]["line"] == 30


def test_a_fingerprint_is_another_than_that_of_check(on_its_way: Cases) -> None:
    found = {item["fingerprint"] for item in json.loads(on_its_way("hostile").out("gitlab"))}

    def fingerprint(*words: str) -> str:
        return sha256("\0".join(words).encode()).hexdigest()[:32]

    named = ("hostile", "worse", "province", "90", "2025")
    assert fingerprint("progress", *named) in found
    assert fingerprint(*named) not in found


def test_a_target_without_a_figure_has_the_place_of_its_threshold(on_its_way: Cases) -> None:
    found = [
        (d["code"]["value"], d["location"]["path"])
        for d in json.loads(on_its_way("hostile").out("rdjson"))["diagnostics"]
        if "explain hostile/nothing" in d["message"]
    ]

    assert found == [("cannot_say", "targets/[evil] #1 100%.yaml")]
