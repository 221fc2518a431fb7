"""What `compare` writes: golden pages and documents of a hostile pair, and what they must hold."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.diagnostics import Faults
from dti_targets.domain.comparison import Change, Changed, Comparison, Side, Subject
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.settings import FORMATS as NAMES
from dti_targets.domain.settings import Settings
from dti_targets.messages import Words
from dti_targets.reporting.comparison_screen import comparison_text
from dti_targets.reporting.layout import cells
from dti_targets.reporting.pages.report import Reader
from dti_targets.reporting.result import Result
from dti_targets.reporting.screen import Screen
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from dti_targets.schemas.subjects import schema_of
from tests import hostile
from tests.comparisons import judged
from tests.reporting.test_formats import SUFFIXES, commands
from tests.runs import Command, SameAsGolden
from tests.schemas.editor import validator

FIGURES = ("data/2024.csv", "later/2024.csv")
RESOLUTIONS = ("targets/mau.yaml", "later/mau.yaml")
PAIRS = {"figures": FIGURES, "resolutions": RESOLUTIONS}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pair", PAIRS)
def test_golden(command: Command, same_as_golden: SameAsGolden, pair: str, name: str) -> None:
    fail_on = "regressed,amended"

    result = command("compare", *PAIRS[pair], "-f", name, "-l", "en", "--fail-on", fail_on)

    assert result.status == 1
    same_as_golden(f"compare-{pair}.{SUFFIXES[name]}", result.out)


@pytest.mark.parametrize("name", ["json", "csv", "junit", "sarif", "markdown"])
def test_golden_where_nothing_was_compared(
    command: Command, same_as_golden: SameAsGolden, name: str
) -> None:
    result = command("compare", FIGURES[0], "bad.csv", "-f", name, "-l", "en")

    assert result.status == 2
    same_as_golden(f"compare-nothing.{SUFFIXES[name]}", result.out)


@pytest.mark.parametrize("width", [60, 120])
@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("pair", PAIRS)
def test_page(
    command: Command, same_as_golden: SameAsGolden, pair: str, language: str, width: int
) -> None:
    words = ("compare", *PAIRS[pair], "-l", language, "--width", str(width))

    same_as_golden(f"compare-{pair}.{width}.{language}.txt", command(*words).out)


def test_page_in_ascii(command: Command, same_as_golden: SameAsGolden) -> None:
    command.encoding = "ascii"

    told = command("compare", *FIGURES, "-l", "vi", "-v").out

    assert told.isascii()
    same_as_golden("compare-ascii.vi.txt", told)


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("width", range(60, 201, 10))
def test_no_line_is_wider_than_the_terminal(command: Command, pair: str, width: int) -> None:
    told = command("compare", *PAIRS[pair], "--width", str(width), "-l", "vi").out

    assert max(map(cells, told.splitlines())) <= width


def test_colours_repeat_what_words_say(command: Command) -> None:
    plain = command("compare", *FIGURES).out
    coloured = command("compare", *FIGURES, "--color", "always").out

    assert "\x1b[1;31m ✗ \x1b[0m" in coloured
    assert "\x1b" not in plain
    bare = coloured
    while "\x1b" in bare:
        start = bare.index("\x1b")
        bare = bare[:start] + bare[bare.index("m", start) + 1 :]
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


@pytest.mark.parametrize("pair", [*PAIRS.values(), (FIGURES[0], "bad.csv"), (FIGURES[0],) * 2])
def test_json_keeps_its_contract(command: Command, pair: tuple[str, str]) -> None:
    schema = validator(schema_of("comparison"))
    told = json.loads(command("compare", *pair, "-f", "json").out)
    lines = [json.loads(line) for line in command("compare", *pair, "-f", "jsonl").out.splitlines()]

    assert list(schema.iter_errors(told)) == []
    assert [line["type"] for line in (lines[0], lines[-1])] == ["comparison", "end"]
    of_type = {
        name: [{k: v for k, v in line.items() if k != "type"} for line in lines
               if line["type"] == name]
        for name in ("change", "amendment", "unasked_figure", "diagnostic")
    }  # fmt: skip
    assert of_type["change"] == told["changes"]
    assert of_type["amendment"] == told["amendments"]
    assert of_type["unasked_figure"] == told["unasked_figures"]
    assert of_type["diagnostic"] == told["diagnostics"]


def test_a_table_says_what_the_document_says(command: Command) -> None:
    told = json.loads(command("compare", *FIGURES, "-f", "json").out)
    table = list(csv.DictReader(io.StringIO(command("compare", *FIGURES, "-f", "csv").out)))

    changes = [row for row in table if row["record"] == "change"]
    assert [row["kind"] for row in changes] == [made["kind"] for made in told["changes"]]
    assert [row["new_verdict"] for row in changes] == [
        made["new"]["verdict"] for made in told["changes"]
    ]
    assert [row["gap_change"] for row in changes] == [
        made["gap_change"] or "" for made in told["changes"]
    ]


def results(command: Command, *words: str) -> list[dict[str, Any]]:
    run = json.loads(command("compare", *FIGURES, *words, "-f", "sarif").out)["runs"][0]
    found: list[dict[str, Any]] = run["results"]
    return found


def test_a_finding_stands_at_the_new_figure_and_knows_the_old_one(command: Command) -> None:
    told = command("compare", *FIGURES, "--fail-on", "regressed", "-f", "rdjson").out
    found = [d for d in json.loads(told)["diagnostics"] if d["code"]["value"] == "regressed"]

    places = [d["location"]["path"].rpartition("project/")[2] for d in found]
    others = [
        [o["location"]["path"].rpartition("project/")[2] for o in d["relatedLocations"]]
        for d in found
    ]
    assert [d["severity"] for d in found] == ["ERROR", "WARNING"]
    assert places == ["later/2024.csv"] * 2
    assert others == [["targets/mau.yaml", "data/2024.csv"]] * 2


def test_a_figure_that_is_gone_is_told_at_its_target(command: Command) -> None:
    gone = [made for made in results(command) if made["ruleId"] == "vanished"]

    uris = [made["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for made in gone]
    assert {uri.rpartition("project/")[2] for uri in uris} == {"targets/mau.yaml"}


def test_what_fails_the_run_is_a_failure_and_nothing_else(command: Command) -> None:
    told = command("compare", *FIGURES, "--fail-on", "newly_missed", "-f", "junit").out

    assert told.count("<failure ") == 2  # met before and missed now is newly missed as well
    assert 'type="regressed"' in told
    assert 'type="newly_missed"' in told
    assert "<failure" not in command("compare", *FIGURES, "-f", "junit").out


def hostile_pair(folder: Path) -> list[str]:
    """Write the hostile project, and its figures once more with other values."""
    hostile.project(folder)
    (folder / "later").mkdir()
    for path in sorted((folder / "data").iterdir()):
        text = path.read_text("utf-8")
        changed = text.replace("1", "2") if "," in text else text
        (folder / "later" / path.name).write_text(changed, "utf-8")
    return ["data", "later"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_the_data_is_more_than_text(command: Command, tmp_path: Path, name: str) -> None:
    sides = hostile_pair(tmp_path / "p")
    command.monkeypatch.chdir(tmp_path / "p")

    result = command("compare", *sides, "-f", name, "-v")

    assert result.status in {0, 2}
    assert "\x1b" not in result.out
    ours = {"error", "warning", "notice"} if name == "github" else set()
    assert {found for found, _ in commands(result.out)} <= ours


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(TEXTS, st.integers(20, 90))
def test_any_saved_text_is_shown_as_text(text: str, width: int) -> None:
    side = judged("met", "90")._replace(name=Phrase(text, text), label=text)
    made = Change(Changed.REGRESSED, side, judged("missing")._replace(name=side.name))
    found = Comparison(Subject.REPORTS, Side(text), Side(text), Faults(), [made])
    reader = Reader(Settings(), Wording(Words("vi")), {})
    result = Result(None, Faults(), 0, {}, None, (), reader, command="compare", comparison=found)

    told = comparison_text(result, Screen(width))

    assert all(visible(line) == line for line in told.splitlines())


def test_of_many_units_a_screen_names_a_few_and_everything_else_all(
    command: Command, tmp_path: Path
) -> None:
    head = "indicator,area,level,period,value\nrecords_rate,90,province,2024,95%\n"
    rows = "".join(f"records_rate,90{unit},district,2024,10%\n" for unit in range(1, 8))
    (tmp_path / "old.csv").write_text(head, "utf-8")
    (tmp_path / "new.csv").write_text(head + rows, "utf-8")
    words = ("compare", "-t", "targets", str(tmp_path / "old.csv"), str(tmp_path / "new.csv"))

    few = command(*words).out
    every = command(*words, "--sub-areas", "all").out
    none = command(*words, "--sub-areas", "none").out

    assert "Newly missed (7)" in few
    assert (few.count("(district,"), "and 2 more (--sub-areas all)" in few) == (5, True)
    assert (every.count("(district,"), "and 2 more" in every) == (7, False)
    assert "Newly missed" not in none
    assert "none of the 15 targets changed. Units below: 7 changes" in " ".join(none.split())
    assert command(*words, "-f", "markdown").out.count("(district,") == 7
