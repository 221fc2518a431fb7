"""What the other formats make of data that means something to their readers (cases 206 to 232)."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import cmarkgfm  # type: ignore[import-untyped]
import pytest

from tests.reliability.system import HEADING, can_be_named, plain, project
from tests.runs import Command, Result

MACHINES = ("json", "jsonl", "csv", "markdown", "junit", "sarif", "github", "gitlab", "rdjson")


@pytest.fixture
def small(command: Command, tmp_path: Path) -> Path:
    """Enter a project of one target; return its folder."""
    project(tmp_path / "p")
    command.monkeypatch.chdir(tmp_path / "p")
    command.monkeypatch.setenv("LANG", "en_US.UTF-8")
    return tmp_path / "p"


def noted(command: Command, text: str, *words: str, value: str = "90%") -> Result:
    """Return the report on a figure whose note and source are a text."""
    table = io.StringIO()
    row = ["rate", "51", "province", "2024", value, text, text]
    csv.writer(table, quoting=csv.QUOTE_ALL).writerow(row)
    Path("data/2024.csv").write_text(HEADING + table.getvalue(), "utf-8", newline="")
    return command("check", "-v", *words)


def cells(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.out)))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
@pytest.mark.usefixtures("small")
def test_case_206_formula_is_text(command: Command, sign: str) -> None:
    text = f"{sign}cmd|' /C calc'!A0"

    [row] = cells(noted(command, text, "-f", "csv"))

    assert row["note"] == row["source"] == f"'{text}"


@pytest.mark.parametrize("text", ["\t=1+1", "\r=1+1", "\n=1+1", " =1+1"])
@pytest.mark.usefixtures("small")
def test_case_206_formula_behind_white_space(command: Command, text: str) -> None:
    [row] = cells(noted(command, text, "-f", "csv"))

    assert row["note"] in {"'=1+1", " =1+1"}


@pytest.mark.parametrize("value", ["-5", "-5%", "+5", "-1,25%", "-"])
@pytest.mark.usefixtures("small")
def test_case_206_number_stays_a_number(command: Command, value: str) -> None:
    targets = Path("targets/nho.yaml")
    targets.write_text(targets.read_text("utf-8").replace("percent", "percent_change"), "utf-8")

    [row] = cells(noted(command, "", "-f", "csv", value=value))

    assert row["value"] == value


@pytest.mark.parametrize("text", ["nul\x01", "\x1b[31m", "\x0b", "\uffff", "\ufffe", "]]>", "&<b>"])
@pytest.mark.usefixtures("small")
def test_case_215_junit_can_be_parsed(command: Command, text: str) -> None:
    result = noted(command, text, "-f", "junit")

    root = ET.fromstring(plain(result).out)  # noqa: S314  (our own document)

    assert {case.get("name") for case in root.iter("testcase")} >= {"data/2024.csv"}


@pytest.mark.usefixtures("small")
def test_case_216_names_of_cases_differ(command: Command) -> None:
    rows = "".join(f"r{n},51,province,2024,9{n}%,,\n" for n in range(5)) * 2
    Path("data/2024.csv").write_text(HEADING + rows, "utf-8")

    root = ET.fromstring(command("check", "-f", "junit").out)  # noqa: S314  (as above)

    for suite in root.iter("testsuite"):
        names = [case.get("name") for case in suite.iter("testcase")]
        assert len(names) == len(set(names)) == int(suite.get("tests") or 0)


@pytest.mark.parametrize(
    ("row", "suite", "element"),
    [
        ("rate,51,province,2024,90%,,\n", "nho", "system-out"),
        ("rate,51,province,2024,10%,,\n", "nho", "failure"),
        ("other,51,province,2024,1,,\n", "nho", "failure"),
        ("rate,51,province,2024,x,,\n", "files", "error"),
    ],
)
@pytest.mark.usefixtures("small")
def test_case_217_counts_are_those_of_the_elements(
    command: Command, row: str, suite: str, element: str
) -> None:
    Path("data/2024.csv").write_text(HEADING + row, "utf-8")

    root = ET.fromstring(command("check", "-f", "junit").out)  # noqa: S314  (as above)

    assert root.find(f"testsuite[@name='{suite}']/testcase/{element}") is not None
    for made in root.iter("testsuite"):
        for key, name in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert made.get(key) == str(len([*made.iter(name)]))


@pytest.mark.usefixtures("small")
def test_case_218_percent_and_line_ends_in_annotations(command: Command) -> None:
    name = "a%b,c:d.csv"
    Path(name).write_text(f"{HEADING}rate,51,province,2024,x%0A::error::y,,\n", "utf-8")

    out = command("check", name, "-f", "github").out

    [line] = [line for line in out.splitlines() if line.startswith("::error ")]
    properties, _, message = line.removeprefix("::error ").partition("::")
    assert "file=a%25b%2Cc%3Ad.csv" in properties
    assert "%250A" in message
    assert "::error::" not in message


COMMANDS = ("::error::x", "::add-mask::x", "##[error]x", "##[add-mask]x", "##vso[task.x]y",
            "##teamcity[x]")  # fmt: skip


@pytest.mark.parametrize("text", COMMANDS)
@pytest.mark.usefixtures("small")
def test_case_219_220_221_no_line_commands_a_runner(command: Command, text: str) -> None:
    for name in ("table", *MACHINES):
        for before in ("", "x ", "\n"):
            shown = plain(noted(command, f"{before}{text}", "-f", name))
            for line in (shown.out + shown.err).splitlines():
                assert "##[" not in line
                assert not re.search(r"##\w+\[", line)
                ours = name == "github" and re.match(r"::(notice|warning|error) ", line)
                assert ours or not line.lstrip().startswith("::")


@pytest.mark.usefixtures("small")
def test_case_221_section_of_gitlab_is_spelled(command: Command) -> None:
    shown = plain(noted(command, "section_start:1:x\r\x1b[0Kheading"))

    assert "\x1b" not in shown.out
    assert "\r" not in shown.out


@pytest.mark.usefixtures("small")
def test_case_222_summary_of_a_step_is_cut_with_a_notice(command: Command) -> None:
    rows = "".join(f"u{n},51,province,2024,{n},nguồn {'x' * 1000},\n" for n in range(1500))
    Path("data/2024.csv").write_text(HEADING + rows, "utf-8")
    command.monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    Path("summary.md").write_text("before\n", "utf-8")

    assert command("check", "--summary", "-v").status == 1

    written = Path("summary.md").read_bytes()
    assert written.startswith(b"before\n")
    assert len(written) <= 1024 * 1024 + 7
    written.decode()


MARKDOWN = ("a|b", "a\nb", "`x`", "<b>x</b>", "[x](y)", "@user", "#12", "- a", "1. a", "![x](y)",
            "~~x~~", "_x_", "<!-- -->", "\\|")  # fmt: skip


@pytest.mark.parametrize("text", MARKDOWN)
@pytest.mark.usefixtures("small")
def test_case_223_markdown_is_literal(command: Command, text: str) -> None:
    targets = Path("targets/nho.yaml")
    quoted = json.dumps(text)
    targets.write_text(targets.read_text("utf-8").replace("A rate", quoted), "utf-8")

    html = cmarkgfm.github_flavored_markdown_to_html(command("check", "-f", "markdown").out)

    shown = re.sub(r"<!--.*?-->", "", re.sub(r"</?(td|tr|tbody)[^>]*>", "\x00", html))
    text = " ".join(text.split())
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"\x00{escaped}\x00" in shown.replace("&quot;", '"')
    assert not re.search(r"<(a|img|b|em|del|li|code)\b[^>]*>[^<]*x", shown)


@pytest.mark.usefixtures("small")
def test_case_224_uri_is_relative_and_encoded(command: Command) -> None:
    name = "năm #1 100%.csv"
    can_be_named(name)
    Path("data/2024.csv").write_text(HEADING + "rate,51,province,2024,10%,,\n", "utf-8")
    Path("data/2024.csv").rename(name)

    document = json.loads(command("check", name, "-f", "sarif").out)

    [result] = document["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "n%C4%83m%20%231%20100%25.csv"


@pytest.mark.usefixtures("small")
def test_case_225_regions_begin_at_1_and_count_characters(command: Command) -> None:
    Path("data/2024.csv").write_text(HEADING + "rate,51,province,2024,10%,🚀🚀,\n", "utf-8")

    [run] = json.loads(command("check", "-f", "sarif").out)["runs"]

    assert run["columnKind"] == "unicodeCodePoints"
    for region in _regions(run["results"]):
        assert min(region.values()) >= 1
    [region] = _regions(run["results"][0]["locations"])
    assert (region["startLine"], region["startColumn"]) == (2, 23)


@pytest.mark.usefixtures("small")
def test_case_226_what_github_requires_of_sarif(command: Command) -> None:
    noted(command, "", value="10%")

    [run] = json.loads(command("check", "-f", "sarif").out)["runs"]

    for rule in run["tool"]["driver"]["rules"]:
        assert rule["help"]["text"]
        assert rule["fullDescription"]["text"]
    for result in run["results"]:
        assert result["partialFingerprints"]["primaryLocationLineHash"]


@pytest.mark.usefixtures("small")
def test_case_227_code_quality(command: Command) -> None:
    rows = "rate,51,province,2024,10%,,\n" + "u,51,province,2024,1,,\n" * 3
    Path("data/2024.csv").write_text(HEADING + rows, "utf-8")

    text = command("check", "-f", "gitlab").out
    issues = json.loads(text)

    assert text.startswith("[")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) >= 4
    for issue in issues:
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert not Path(issue["location"]["path"]).is_absolute()


@pytest.mark.parametrize("value", ["99,30%", "90,123456789012345678901%", "1e999", "NaN", "inf"])
@pytest.mark.usefixtures("small")
def test_case_228_json_is_valid_and_exact(command: Command, value: str) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    result = noted(command, "x", "-f", "json", value=value)

    report = json.loads(result.out, parse_constant=refuse)
    if result.status == 0:
        figure = report["assessments"][0]["figure"]
        assert figure["text"] == value
        assert figure["low"] == value.rstrip("%").replace(",", ".").rstrip("0")
    else:
        assert [fault["code"] for fault in report["diagnostics"]] == ["DT230"]


@pytest.mark.usefixtures("small")
def test_case_230_a_machine_reads_points_a_person_commas(command: Command) -> None:
    table = noted(command, "", "-l", "vi", value="87,49%").out
    [row] = cells(command("check", "-f", "csv"))

    assert "87,49%" in table
    assert "+7,49" in table
    assert (row["low"], row["gap"]) == ("87.49", "7.49")


@pytest.mark.usefixtures("small")
def test_case_231_our_table_can_be_read_again(command: Command) -> None:
    first = noted(command, "ghi chú", "-f", "csv", value="khoảng 90,5%").out
    Path("again.csv").write_text(first, "utf-8")

    again = command("check", "again.csv", "-f", "csv")

    names = ("indicator", "area", "level", "period", "value", "source", "note", "verdict", "low")
    old = cells(Result(0, first, ""))
    new = [row for row in cells(again) if row["record"] == "assessment"]  # and unknown columns
    assert [[row[name] for name in names] for row in old] == [
        [row[name] for name in names] for row in new
    ]


@pytest.mark.usefixtures("small")
def test_case_232_a_report_is_text_in_a_report(command: Command) -> None:
    text = noted(command, "x", "--color", "always").out[:2000]

    shown = plain(noted(command, text, "--width", "300"))

    assert shown.status == 0
    assert "\\u001b[" in shown.out


def _regions(found: Any) -> list[dict[str, int]]:  # noqa: ANN401  (any JSON)
    """Return every region in a document."""
    if isinstance(found, list):
        return [region for part in found for region in _regions(part)]
    if isinstance(found, dict):
        own = [found["region"]] if "region" in found else []
        return own + [region for part in found.values() for region in _regions(part)]
    return []
