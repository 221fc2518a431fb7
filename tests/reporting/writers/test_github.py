"""Annotations of GitHub Actions, read as the runner reads them."""

import re
from typing import NamedTuple

import pytest

from dti_targets.reporting.visible import visible
from tests import hostile
from tests.reporting.conftest import Case, Make
from tests.reporting.test_formats import commands

LEVELS = ("error", "warning", "notice")


class Annotation(NamedTuple):
    level: str
    properties: dict[str, str]
    message: str


def unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def annotations(text: str) -> list[Annotation]:
    """Return the commands of a log: the name, then properties to the next `::`, then the data."""
    found = []
    for name, rest in commands(text):
        properties, _, data = rest.partition("::")
        pairs = [pair.partition("=") for pair in properties.strip().split(",") if pair]
        found.append(
            Annotation(
                name,
                {key: unescaped(value) for key, _, value in pairs},
                unescaped(data),
            )
        )
    return found


@pytest.mark.parametrize("words", [[], ["--fail-on", "never"], ["--fail-on", "undecided,unused"]])
def test_the_only_commands_are_ours(any_case: Case, words: list[str]) -> None:
    result = any_case.run("github", *words)

    assert [*commands(result.err)] == []
    for made in annotations(result.out):
        assert made.level in LEVELS
        assert {*made.properties} <= {"title", "file", "line", "endLine", "col", "endColumn"}
        assert made.message.isprintable()
    lines = [line for line in result.out.splitlines() if line.startswith("::")]
    assert len(lines) == len(annotations(result.out))


def test_it_says_no_more_than_github_shows_and_how_many_more_there_are(any_case: Case) -> None:
    made = annotations(any_case.out("github"))
    all_levels = [(m.level, m.properties) for m in made]

    weights = {"error": "ERROR", "warning": "WARNING", "notice": "INFO"}
    found = any_case.out("rdjson")
    for level in LEVELS:
        mine = [m for m in made if m.level == level]
        assert len(mine) <= 10
        total = found.count(f'"severity": "{weights[level]}"')
        if level != "notice" and total > 10:
            assert mine[-1].properties == {}
            assert mine[-1].message.startswith(f"{total - 9} more")
        elif level != "notice":
            assert len(mine) == total
    assert len(all_levels) <= 30


def test_what_has_no_annotation_stands_in_the_log(make: Make) -> None:
    hostile_case = make("hostile")

    lines = hostile_case.out("github").splitlines()

    notices = [line for line in lines if re.match(r"::\w+::\d+ more", line)]
    assert len(lines) - len(notices) == hostile_case.out("rdjson").count('"severity"')
    assert sum(line.startswith("undecided: ") for line in lines) > 0


def test_file_line_and_message_come_back(make: Make) -> None:
    case = make("hostile")
    names = {visible(path.name) for path in (case.folder / "data").iterdir()}
    names |= {visible(path.name) for path in (case.folder / "targets").iterdir()}

    made = [m for m in annotations(case.out("github")) if m.properties]

    for annotation in made:
        folder, _, name = annotation.properties["file"].partition("/")
        assert folder in {"data", "targets"}
        assert name in names
        assert int(annotation.properties["line"]) == int(annotation.properties["endLine"]) >= 1
        assert 1 <= int(annotation.properties["col"]) <= int(annotation.properties["endColumn"])
    said = " ".join(m.message for m in made)
    assert visible(hostile.EVIL[0]) in said


def test_a_fault_of_a_whole_file_has_no_line(make: Make) -> None:
    sample = make("sample")
    (sample.folder / "50%,a:b.csv").write_bytes(b"")

    (made,) = annotations(sample.command("check", "50%,a:b.csv", "-f", "github").out)

    assert made.level == "error"
    assert made.properties == {"title": "DT006", "file": "50%,a:b.csv"}


def test_exactly_ten_need_no_notice(make: Make) -> None:
    sample = make("sample")
    rows = "\n".join(f"records_rate,x{n},province,2024,1%" for n in range(10))
    (sample.folder / "bad.csv").write_text(f"indicator,area,level,period,value\n{rows}", "utf-8")
    words = ("check", "bad.csv", "-f", "github")

    assert len([m for m in annotations(sample.command(*words).out) if m.properties]) == 10
    (sample.folder / "bad.csv").write_text(
        f"indicator,area,level,period,value\n{rows}\nrecords_rate,y,province,2024,1%", "utf-8"
    )
    made = annotations(sample.command(*words).out)
    assert [bool(m.properties) for m in made] == [True] * 9 + [False]
    assert made[-1].message.startswith("2 more")
