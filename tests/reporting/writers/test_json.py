"""The JSON report: its contract as a schema, exact numbers, records that stream."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dti_targets.checking.expected import expected
from dti_targets.diagnostics import Faults
from dti_targets.domain.period import Period
from dti_targets.domain.report import Report
from dti_targets.domain.settings import Settings
from dti_targets.domain.verdict import Verdict
from dti_targets.messages import Words
from dti_targets.reporting.formats import FORMATS
from dti_targets.reporting.pages.report import Reader
from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers import contract
from dti_targets.reporting.writers.records import exact
from dti_targets.schemas.report_file import report
from tests import hostile
from tests.builders import check, resolution, target
from tests.reporting.conftest import Case, Make

NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d*[1-9])?|-?[1-9]\d*/[1-9]\d*")
SAY = Wording(Words("en"))


def closed(schema: Any) -> Any:  # noqa: ANN401  (any part of a schema)
    """Return a schema that allows no key which it does not name."""
    if isinstance(schema, dict):
        shut = {key: closed(value) for key, value in schema.items()}
        return shut | ({"additionalProperties": False} if "properties" in schema else {})
    return [closed(item) for item in schema] if isinstance(schema, list) else schema


SCHEMA = closed(report())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def report_of(text: str) -> dict[str, Any]:
    def refuse(word: str) -> None:
        pytest.fail(f"{word} is no JSON")

    report = json.loads(text, parse_constant=refuse)
    assert isinstance(report, dict)
    return report


def keys(value: object) -> Iterator[str]:
    """Yield the path of every key in a document; what is null may be a document of its own."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from (f"{key}.{inner}" for inner in keys(item))
    if isinstance(value, list):
        for item in value:
            yield from keys(item)


def result_of(report: Report) -> Result:
    reader = Reader(Settings(), SAY, {})
    return Result(report, Faults(), 0, {}, report.period.text, (), reader)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_it_is_of_the_schema(case: Case, lang: str) -> None:
    report = report_of(case.out("json", "-l", lang))

    assert [error.message for error in VALIDATOR.iter_errors(report)] == []
    assert list(report) == list(contract.ReportRecord.__annotations__)


def test_the_schema_refuses_what_is_wrong(make: Make) -> None:
    report = report_of(make("sample").out("json"))
    changes: list[dict[str, object]] = [
        {"format_version": 2}, {"period": 2024}, {"exit_status": 3}, {"more": 1},
        {"diagnostic_counts": {}},
    ]  # fmt: skip
    for change in changes:
        assert not VALIDATOR.is_valid(report | change)
    report["assessments"][0]["gap"] = 0.1
    assert not VALIDATOR.is_valid(report)
    report["assessments"][0]["gap"] = "1e5"
    assert not VALIDATOR.is_valid(report)


@pytest.mark.parametrize(
    "words",
    [
        ["-v"], ["-q"], ["-qq"], ["--only", "missed"], ["--sub-areas", "none"],
        ["--sub-areas", "all"], ["--width", "60"], ["--color", "always"], ["--lang", "vi"],
    ],
)  # fmt: skip
def test_what_a_person_wants_to_see_changes_nothing(make: Make, words: list[str]) -> None:
    for name in ("sample", "hostile"):
        case = make(name)
        usual, asked = case.out("json"), case.out("json", *words)
        if words == ["--lang", "vi"]:
            assert [*keys(report_of(asked))] == [*keys(report_of(usual))]
        else:
            assert asked == usual


def test_numbers_are_text(case: Case) -> None:
    report = report_of(case.out("json"))

    for made in report["assessments"]:
        figures = [f for f in (made["figure"], made["last_known"], *made["other_figures"]) if f]
        numbers = [made["gap"], made["threshold"]["value"]]
        numbers += [figure[end] for figure in figures for end in ("low", "high")]
        for number in numbers:
            assert number is None or NUMBER.fullmatch(number), number


@given(st.fractions())
def test_a_number_is_exact(number: Fraction) -> None:
    text = exact(number)

    assert Fraction(text) == number
    assert NUMBER.fullmatch(text)
    rest = number.denominator
    while rest % 2 == 0 or rest % 5 == 0:
        rest //= 2 if rest % 2 == 0 else 5
    assert ("/" in text) is (rest != 1)


@given(st.integers(), st.integers(0, 300))
def test_a_decimal_is_written_as_one(digits: int, decimals: int) -> None:
    text = exact(Fraction(digits, 10**decimals))

    assert Fraction(text) == Fraction(digits, 10**decimals)
    assert "/" not in text


def test_a_share_that_no_decimal_is() -> None:
    assert [exact(Fraction(n)) for n in ("114/558", "-1/3", "0", "-5/4", "1e21")] == [
        "19/93", "-1/3", "0", "-1.25", "1" + "0" * 21,
    ]  # fmt: skip


def test_the_summary_adds_up(case: Case) -> None:
    report = report_of(case.out("json"))

    parts = [report["summary"], *(part["summary"] for part in report["resolutions"])]
    for part in parts:
        assert part["total"] == sum(part[verdict] for verdict in Verdict)
    for key, total in report["summary"].items():
        assert total == sum(part["summary"][key] for part in report["resolutions"])
    for part in report["resolutions"]:
        counted = Counter(
            made["verdict"]
            for made in report["assessments"]
            if made["resolution"] == part["id"] and made["area"]["code"] == part["area"]["code"]
        )
        assert counted == Counter({k: n for k, n in part["summary"].items() if k != "total" and n})
    listed = report["diagnostic_counts"]
    assert listed["listed"] == len(report["diagnostics"]) <= listed["errors"] + listed["warnings"]


def test_lines_hold_the_same_records(case: Case) -> None:
    report = report_of(case.out("json"))

    lines = [json.loads(line) for line in case.out("jsonl").splitlines()]

    first, *middle, last = lines
    assert (first.pop("type"), last.pop("type")) == ("report", "end")
    kinds = [line.pop("type") for line in middle]
    assert first == {key: report[key] for key in contract.Head.__annotations__}
    assert last == report["diagnostic_counts"]
    assert middle == report["assessments"] + report["unused_figures"] + report["diagnostics"]
    assert kinds == [
        *["assessment"] * len(report["assessments"]),
        *["unused_figure"] * len(report["unused_figures"]),
        *["diagnostic"] * len(report["diagnostics"]),
    ]


def test_a_report_without_a_judgement_says_so(make: Make) -> None:
    for name, status, judged in (("sound", 0, False), ("sample", 1, True), ("empty", 2, False)):
        result = make(name).run("json")
        report = report_of(result.out)
        assert (result.status, report["exit_status"]) == (status, status)
        assert report["judged"] is judged
        assert (report["summary"]["total"] > 0) is judged


@pytest.mark.parametrize("name", ["json", "jsonl", "csv"])
def test_a_report_streams(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    targets = [target(f"t{number}") for number in range(50)]
    rows = "\n".join(f"t{number};51;province;2025;90" for number in range(50))
    result = result_of(check(rows, resolution(*targets), resolutions=("plan",)))
    made = 0
    usual = Wording.threshold

    def counted(*words: Any) -> str:  # noqa: ANN401  (handed on)
        nonlocal made
        made += 1
        return usual(*words)

    monkeypatch.setattr(Wording, "threshold", counted)
    pieces = FORMATS[name].writer()(result, SAY)

    assert next(pieces)
    assert made == 0
    while not made:
        next(pieces)
    assert made == 1
    assert len([*pieces]) >= 49
    assert made == 50


def test_data_reach_a_reader_unchanged(make: Make) -> None:
    report = report_of(make("hostile").out("json"))

    names = {made["target"]: made["name"] for made in report["assessments"]}
    for number, evil in enumerate(hostile.EVIL):
        assert names[f"m{number}"]["vi"] == evil.strip()
    said = {figure["source"] for figure in report["unused_figures"]}
    said |= {made["figure"]["source"] for made in report["assessments"] if made["figure"]}
    assert {evil.strip() for evil in hostile.EVIL} - {text.strip() for text in said} == set()


@given(st.text())
def test_any_text_can_be_read_back_and_holds_no_command(text: str) -> None:
    from dti_targets.reporting.writers.json_report import encoded

    written = encoded({"text": text})

    assert json.loads(written) == {"text": text}
    assert written.isprintable()
    assert "##" not in written


def test_a_threshold_is_as_exact_as_it_was_written() -> None:
    made = resolution(target(levels={"province": {"at_least": 33.333}}))
    (threshold,) = [e.limit for e in expected(made, Period.parse("2025"))]
    assert threshold
    assert exact(Fraction(threshold.number)) == "33.333"
