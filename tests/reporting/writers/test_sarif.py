"""SARIF: the schema of OASIS, and what GitHub asks beyond it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft4Validator, FormatChecker

from dti_targets.diagnostics import CODES
from dti_targets.domain.progress import Status
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.writers import sarif
from dti_targets.reporting.writers.findings import UNUSED
from dti_targets.reporting.writers.json_report import encoded
from tests import hostile
from tests.reporting.conftest import Case, Make

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "schemas").joinpath("sarif-schema-2.1.0.json").read_text("utf-8")
)
VALIDATOR = Draft4Validator(SCHEMA, format_checker=FormatChecker())


def run_of(text: str) -> dict[str, Any]:
    (run,) = json.loads(text)["runs"]
    assert isinstance(run, dict)
    return run


def locations(run: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for result in run["results"]:
        for location in (*result["locations"], *result["relatedLocations"]):
            yield location["physicalLocation"]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_it_is_of_the_schema(any_case: Case, lang: str) -> None:
    document = json.loads(any_case.out("sarif", "-l", lang))

    assert [error.message for error in VALIDATOR.iter_errors(document)] == []


def test_the_schema_refuses_what_is_wrong(make: Make) -> None:
    document = json.loads(make("sample").out("sarif"))
    document["runs"][0]["results"][0]["level"] = "severe"

    assert not VALIDATOR.is_valid(document)


def test_what_github_asks_beyond_the_schema(any_case: Case) -> None:
    run = run_of(any_case.out("sarif"))
    answers = {*Status} if any_case.name.startswith("progress") else {*Verdict, UNUSED}

    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["help"]["text"].strip()
        assert rule["shortDescription"]["text"].strip()
        assert rule["fullDescription"]["text"].strip()
        assert "{" not in json.dumps(rule["help"], ensure_ascii=False)[1:-1]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert {rule["id"] for rule in rules} == {*CODES, *answers}
    fingerprints = [r["partialFingerprints"]["primaryLocationLineHash"] for r in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints) <= 25_000
    for result in run["results"]:
        assert len(result["locations"]) == 1
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert [r["id"] for r in result["relatedLocations"]] == [
            *range(1, len(result["relatedLocations"]) + 1)
        ]
    for place in locations(run):
        region = place["region"]
        assert {*region} == {"startLine", "startColumn", "endLine", "endColumn"}
        assert min(region.values()) >= 1
        assert region["endColumn"] > region["startColumn"]


def test_a_path_is_a_relative_reference_that_leads_to_the_file(any_case: Case) -> None:
    for place in locations(run_of(any_case.out("sarif"))):
        uri = place["artifactLocation"]["uri"]
        parts = urlsplit(uri)
        assert uri.isascii()
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert not parts.path.startswith("/")
        assert (any_case.folder / unquote(parts.path)).is_file()


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("data/2024.csv", "data/2024.csv"),
        ("số #1 100%.csv", "s%E1%BB%91%20%231%20100%25.csv"),
        ("a:b/c", "a%3Ab/c"),
        ("C:/x", "C%3A/x"),
        ("//server/x", ".///server/x"),
        ("a[1]?x", "a%5B1%5D%3Fx"),
        ("\udcff.csv", "%FF.csv"),
    ],
)
def test_a_path_as_a_reference(path: str, uri: str) -> None:
    assert sarif.uri(path) == uri


def test_what_is_answered_is_no_alert(make: Make) -> None:
    run = run_of(make("sample").out("sarif"))

    assert {result["ruleId"] for result in run["results"]} == {
        "DT301", "missed", "missing", "pending", "undecided", "unused",
    }  # fmt: skip
    answers = run["properties"]["answers"]
    assert {answer["verdict"] for answer in answers} == {"met", "not_applicable"}
    assert len(answers) + len(run["results"]) == 24


@pytest.mark.parametrize(
    ("name", "status", "successful"),
    [("sound", 0, True), ("sample", 1, True), ("unreadable", 2, False), ("empty", 2, False)],
)
def test_how_the_run_ended(make: Make, name: str, status: int, successful: bool) -> None:
    (invocation,) = run_of(make(name).out("sarif"))["invocations"]

    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (status, successful)


def test_a_fingerprint_is_not_moved_by_another_row(make: Make) -> None:
    sample = make("sample")

    def fingerprints() -> dict[str, str]:
        return {
            result["properties"]["name"]: result["partialFingerprints"]["primaryLocationLineHash"]
            for result in run_of(sample.out("sarif"))["results"]
        }

    before = fingerprints()
    table = sample.folder / "data" / "2024.csv"
    table.write_text(table.read_text("utf-8").replace("\n", "\n\n", 1), "utf-8")

    assert fingerprints() == before


def test_too_many_results_leave_out_what_weighs_least(make: Make) -> None:
    sample = make("sample")
    sample.command.monkeypatch.setattr(sarif, "MOST_RESULTS", 5)

    run = run_of(sample.out("sarif"))

    assert [result["level"] for result in run["results"]].count("error") == 4
    assert len(run["results"]) == 5
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "19" in notice["message"]["text"]


def test_a_message_holds_no_link_of_data(make: Make) -> None:
    for result in run_of(make("hostile").out("sarif"))["results"]:
        assert "](" not in result["message"]["text"]


@pytest.mark.parametrize("text", hostile.EVIL)
def test_whatever_is_said_can_be_read_back(text: str) -> None:
    assert json.loads(encoded({"text": text})) == {"text": text}
