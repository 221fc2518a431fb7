"""JUnit XML: the schema of Jenkins, a second reader, names that stay."""

from pathlib import Path

import pytest
from junitparser import JUnitXml, TestSuite
from lxml import etree  # type: ignore[import-untyped]  # there are no stubs

from dti_targets.reporting.writers import junit
from tests.reporting.conftest import Case, Make

SCHEMA = etree.XMLSchema(
    etree.parse((Path(__file__).parents[1] / "schemas") / "jenkins-junit-10.xsd")
)
COUNTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def names(text: str) -> list[tuple[str, str]]:
    cases = etree.fromstring(text.encode()).iter("testcase")
    return [(case.get("classname"), case.get("name")) for case in cases]


def suites(text: str) -> dict[str, TestSuite]:
    return {suite.name: suite for suite in JUnitXml.fromstring(text.encode())}


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_it_is_of_the_schema_and_counts_what_it_has(any_case: Case, lang: str) -> None:
    text = any_case.out("junit", "-l", lang)

    root = etree.fromstring(text.encode())
    SCHEMA.assertValid(root)
    assert text.count("<?xml") == 1
    for suite in root.iter("testsuite"):
        assert int(suite.get("tests")) == len(suite.findall("testcase")) > 0
        for attribute, element in COUNTS.items():
            assert int(suite.get(attribute)) == len(suite.findall(f"testcase/{element}"))
    assert len(set(names(text))) == len(names(text))


def test_another_reader_reads_the_same(any_case: Case) -> None:
    text = any_case.out("junit")

    parsed = JUnitXml.fromstring(text.encode())

    assert [(c.classname, c.name) for suite in parsed for c in suite] == names(text)
    again = JUnitXml.fromstring(parsed.tostring())  # type: ignore[no-untyped-call]
    assert [(c.name, [type(r) for r in c.result]) for suite in again for c in suite] == [
        (c.name, [type(r) for r in c.result]) for suite in parsed for c in suite
    ]


def test_how_each_verdict_ends(make: Make) -> None:
    found = {
        c.name: [(type(r).__name__.lower(), r.type) for r in c.result]
        for c in suites(make("sample").out("junit"))["mau"]
    }

    assert found["records province 90 2024"] == []
    assert found["smes province 90 2024"] == [("failure", "missed")]
    assert found["service province 90 2024"] == [("failure", "missing")]
    assert found["late province 90 2025"] == [("skipped", "missing")]
    assert found["teams province 90 2024"] == [("skipped", "undecided")]
    assert found["level4 province 90 2024"] == [("skipped", "not_applicable")]
    pending = "a_very_long_id_that_nobody_would_type_by_hand_but_rules_allow province 90 2025"
    assert found[pending] == [("skipped", "pending")]


def test_what_makes_the_exit_status_1_is_a_failure(make: Make) -> None:
    sample = make("sample")

    strict = suites(sample.out("junit", "--fail-on", "undecided,unused,warning"))

    assert strict["unused"].failures == 1
    assert strict["files"].errors == 1
    found = {c.name: c.result[0] for c in strict["mau"] if c.result}
    assert found["teams province 90 2024"].type == "undecided"
    assert type(found["teams province 90 2024"]).__name__ == "Failure"


def test_a_sound_project_has_cases_that_passed(make: Make) -> None:
    sound = make("sound")

    result = sound.run("junit")

    found = suites(result.out)
    assert result.status == 0
    assert list(found) == ["files"]
    assert {c.name for c in found["files"]} >= {"data/2024.csv", "targets/13-nq-tu.yaml"}
    assert all(c.is_passed for c in found["files"])


def test_a_faulty_file_is_an_error_and_no_case_that_passed(make: Make) -> None:
    found = suites(make("unreadable").out("junit"))

    assert list(found) == ["files"]
    assert found["files"].errors == 5
    assert "bad.csv" not in {c.name for c in found["files"]}
    assert all(c.result[0].type == c.name[:5] for c in found["files"] if c.result)


def test_a_name_is_not_moved_by_another_row_or_target(make: Make) -> None:
    sample = make("sample")
    before = names(sample.out("junit"))

    table = sample.folder / "data" / "2024.csv"
    heading, _, rows = table.read_text("utf-8").partition("\n")
    row = "other_count,90,province,2024,5,Báo H,,"
    table.write_text(f"{heading}\n{row}\n{rows}", "utf-8")
    resolution = sample.folder / "targets" / "mau.yaml"
    first = "  - id: records\n"
    new = (
        "  - {id: other, indicator: other_count, name: Khác, pillar: digital_society, unit: count,"
        " due: 2024, levels: {province: {at_least: 4}}, source: {document: adopted, quote: x}}\n"
    )
    written = resolution.read_text("utf-8")
    resolution.write_text(written.replace(first, new + first), "utf-8")

    after = names(sample.out("junit"))
    assert set(after) - set(before) == {("mau", "other province 90 2024")}
    assert [name for name in after if name in before] == before


def test_too_many_cases_leave_out_what_weighs_least(make: Make) -> None:
    sample = make("sample")
    sample.command.monkeypatch.setattr(junit, "MOST_CASES", 5)

    text = sample.out("junit")

    SCHEMA.assertValid(etree.fromstring(text.encode()))
    found = suites(text)
    assert {r.type for c in found["mau"] for r in c.result} == {"missed", "missing"}
    assert found["mau"].failures == 4
    (left_out,) = found["left out"]
    assert "19" in left_out.result[0].message
