"""`compare` as a whole: its exit statuses, its sides, its refusals, and that both ways agree."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.runs import PROJECT, ROOT, Command

OLD, NEW = "data/2024.csv", "later/2024.csv"
YAML = ("targets/mau.yaml", "later/mau.yaml")


def found(command: Command, *words: str) -> dict[str, Any]:
    return dict(json.loads(command("compare", *words, "-f", "json").out))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ((OLD, OLD), 0),
        ((OLD, NEW), 0),
        ((OLD, NEW, "--fail-on", "regressed"), 1),
        ((NEW, OLD, "--fail-on", "vanished"), 1),
        ((OLD, NEW, "--fail-on", "regressed", "--target", "satisfaction"), 0),
        ((OLD, OLD, "--fail-on", "regressed,changed"), 0),
        ((*YAML, "--fail-on", "amended"), 1),
        ((OLD, NEW, "--fail-on", "never"), 0),
        ((OLD, NEW, "--fail-on", "missed"), 2),
        ((OLD, YAML[1]), 2),
        ((OLD,), 2),
        ((OLD, "bad.csv"), 2),
        ((OLD, "nowhere.csv"), 2),
        (("-", "-"), 2),
    ],
)
def test_the_status_tells_a_script_which_answer_it_was(words: tuple[str, ...], status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dti_targets", "compare", *words],
        cwd=PROJECT, capture_output=True, check=False, stdin=subprocess.DEVNULL,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
    )  # fmt: skip

    assert done.returncode == status, done.stderr
    assert b"Traceback" not in done.stderr


def test_what_a_variable_says_of_check_is_not_for_compare(command: Command) -> None:
    command.monkeypatch.setenv("DTI_TARGETS_FAIL_ON", "missed")

    assert command("compare", OLD, NEW).status == 0


def test_what_check_writes_is_not_replaced_by_a_comparison(
    command: Command, tmp_path: Path
) -> None:
    saved = tmp_path / "report.json"
    saved.write_text("{}")
    command.monkeypatch.setenv("DTI_TARGETS_FORMAT", "json")
    command.monkeypatch.setenv("DTI_TARGETS_OUTPUT", str(saved))

    result = command("compare", OLD, NEW, "-l", "en")

    assert "Exit 0" in result.out
    assert saved.read_text() == "{}"


def test_the_same_twice_has_not_changed(command: Command) -> None:
    result = command("compare", OLD, "./data/../" + OLD)

    assert "nothing changed; 15 targets compared." in result.out
    assert found(command, OLD, OLD)["changes"] == []
    assert "không có gì thay đổi" in command("compare", *YAML[:1] * 2, "-l", "vi").out


def test_standard_input_and_folders_can_be_a_side(command: Command) -> None:
    data = (PROJECT / NEW).read_bytes()
    plain = found(command, OLD, NEW)["summary"]

    piped = json.loads(command("compare", OLD, "-", "-f", "json", stdin=data).out)
    folders = found(command, "data", "later")

    assert piped["summary"] == folders["summary"] == plain
    assert piped["new"]["name"] == "-"
    assert folders["new"] == {"name": "later", "files": [NEW], "period": "2024"}


def test_each_side_is_judged_in_its_own_year_unless_one_is_named(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "old.csv").write_text(
        (PROJECT / OLD).read_text("utf-8").replace(",2024", ",2023"), "utf-8"
    )
    old = str(tmp_path / "old.csv")

    own = found(command, old, NEW)
    named = command("compare", old, NEW, "--period", "2024")

    assert (own["old"]["period"], own["new"]["period"]) == ("2023", "2024")
    assert "figure_changed" in {change["figure"] for change in own["changes"]}
    assert named.status == 0
    assert "judged: period 2024 and period 2024" in named.out


def same(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return changes without the columns of figures, which a report tells and a row does not."""
    changes: list[dict[str, Any]] = told["changes"]
    for change in changes:
        for side in (change["old"], change["new"]):
            for figure in side["figures"] if side else ():
                del figure["column"]
    return changes


@pytest.mark.parametrize(
    ("folder", "old", "new"),
    [
        (PROJECT, OLD, NEW),
        (PROJECT, NEW, OLD),
        (ROOT, "data/2023.csv", "data/2024.csv"),
        (ROOT, "data/2024.csv", "data/2025.csv"),
        (ROOT, "data/viet-nam/2025.csv", "data/viet-nam/2024.csv"),
        (ROOT, "data/thanh-hoa/2022.csv", "data/thanh-hoa/2024.csv"),
    ],
)
def test_reports_of_both_sides_have_changed_as_the_figures_have(
    command: Command, tmp_path: Path, folder: Path, old: str, new: str
) -> None:
    command.monkeypatch.chdir(folder)
    saved = []
    for number, path in enumerate((old, new)):
        saved.append(str(tmp_path / f"{number}.json"))
        command("check", path, "-f", "json", "-o", saved[-1])

    plain = found(command, old, new)
    read = found(command, "-t", "targets", *saved)

    assert same(read) == same(plain)
    for key in ("summary", "unchanged", "failures"):
        assert read[key] == plain[key]
    kinds = [made["kind"] for made in plain["unasked_figures"]]
    assert [made["kind"] for made in read["unasked_figures"]] == kinds


def test_both_sides_are_judged_by_what_either_has_figures_for(command: Command) -> None:
    command.monkeypatch.chdir(ROOT)

    told = found(command, "data/2025.csv", "data/thanh-hoa/2024.csv")

    kinds = {(made["resolution"], made["kind"]) for made in told["changes"]}
    # In 2024 the plan of 2025 is not in force, and Quảng Ngãi is another territory.
    assert ("114-kh-ubnd", "verdict_changed") in kinds
    assert ("13-nq-tu", "not_comparable") in kinds
    assert {name for name, _ in kinds} >= {"114-kh-ubnd", "06-nq-tu-thanh-hoa"}


def test_a_fault_is_told_in_the_side_that_has_it(command: Command) -> None:
    result = command("compare", OLD, "bad.csv", "-f", "json")

    told = json.loads(result.out)
    assert result.status == 2
    assert (told["compared"], told["subject"], told["old"]) == (False, None, None)
    assert {fault["file"] for fault in told["diagnostics"] if fault["severity"] == "error"} == {
        "bad.csv"
    }


def test_a_side_with_nothing_to_judge_is_told(command: Command, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("indicator,area,level,period,value\n", "utf-8")

    result = command("compare", "-t", "targets", OLD, str(empty))

    assert (result.status, result.out) == (2, "")
    assert "DT304" in result.err
    assert "empty.csv" in result.err


def test_a_warning_about_a_file_that_both_sides_read_is_told_once(command: Command) -> None:
    once = found(command, OLD, OLD)["diagnostic_counts"]["warnings"]

    assert found(command, OLD, "data")["diagnostic_counts"]["warnings"] == once


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (("-r", "mau", "--target", "rank"), {"easier"}),
        (("--target", "mau/teams"), {"harder"}),
        (("--level", "village"), {"dropped", "due", "reinstated", "document_added", "reworded"}),
        (("-a", "91"), set()),
    ],
)
def test_what_is_named_of_resolutions(
    command: Command, words: tuple[str, ...], kinds: set[str]
) -> None:
    told = found(command, *YAML, *words)

    assert {made["kind"] for made in told["amendments"]} == kinds


@pytest.mark.parametrize(
    "words", [("-r", "none"), ("--target", "none"), ("-a", "none")], ids=lambda words: words[0]
)
def test_a_name_that_means_nothing_is_refused(
    command: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    command("check", OLD, "-f", "json", "-o", str(tmp_path / "a.json"))
    report = str(tmp_path / "a.json")

    for sides in (YAML, (OLD, NEW), (report, report)):
        result = command("compare", "-t", "targets", *sides, *words)
        assert result.status == 2
        assert "DT9" in result.err


def test_what_is_named_of_reports(command: Command, tmp_path: Path) -> None:
    saved = []
    for number, path in enumerate((OLD, NEW)):
        saved.append(str(tmp_path / f"{number}.json"))
        command("check", path, "-f", "json", "-o", saved[-1])

    districts = found(command, "-t", "targets", *saved, "-a", "902")
    whole = found(command, "-t", "targets", *saved, "-a", "90", "--target", "records")

    assert [made["area"]["code"] for made in districts["changes"]] == ["902"]
    assert {made["target"] for made in whole["changes"]} == {"records"}
    assert len(whole["changes"]) == 4


def test_a_fault_of_the_reports_leaves_nothing_to_compare(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", "utf-8")

    result = command("compare", str(tmp_path / "a.json"), str(tmp_path / "b.json"))

    assert result.status == 2
    assert ("DT131" in result.err, "DT001" in result.err) == (True, True)


def test_a_side_brings_its_own_areas_or_has_those_of_the_project(
    command: Command, tmp_path: Path
) -> None:
    text = (PROJECT / YAML[0]).read_text("utf-8")
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "mau.yaml").write_text(text, "utf-8")
    other = tmp_path / "targets"

    with_project = command("compare", str(other / "mau.yaml"), "targets/mau.yaml")
    command.monkeypatch.chdir(tmp_path)
    alone = command("compare", "targets/mau.yaml", "targets")
    (other / "areas.yaml").write_text((PROJECT / "targets/areas.yaml").read_text("utf-8"), "utf-8")
    own = command("compare", "targets/mau.yaml", "targets")

    assert (with_project.status, with_project.err) == (0, "")
    assert alone.status == 2
    assert "DT118" in alone.err
    assert (own.status, own.err) == (0, "")


def test_quiet_is_the_sentences_and_twice_is_nothing(command: Command) -> None:
    told = command("compare", OLD, NEW, "-q").out

    assert told.startswith("Since data/2024.csv, period 2024: 1 target met no longer, ")
    assert told.count("\n") == 1
    assert command("compare", OLD, NEW, "-qq").out == ""


def test_a_file_leaves_one_line_on_the_terminal(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "now.md"
    result = command("compare", OLD, NEW, "-o", str(path))

    assert result.out == ""
    assert "1 target met no longer" in result.err
    assert path.read_text("utf-8").startswith("# data/2024.csv → later/2024.csv\n")
    unusable = command("compare", OLD, "bad.csv", "-o", str(path))
    assert "Nothing was compared; the reports say why." in unusable.err


def test_the_summary_of_a_job_has_the_changes(command: Command, tmp_path: Path) -> None:
    command.monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))

    command("compare", OLD, NEW, "--summary")

    assert "## Met no longer (2)" in (tmp_path / "summary.md").read_text("utf-8")


@pytest.mark.parametrize(("words", "argument"), [((), "OLD"), ((OLD,), "NEW")])
def test_a_side_that_is_missing_is_named(
    command: Command, words: tuple[str, ...], argument: str
) -> None:
    result = command("compare", *words)

    assert result.status == 2
    assert f"{argument} is missing" in result.err


def test_a_report_is_never_written_over_a_side(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    command("check", OLD, "-f", "json", "-o", str(path))
    before = path.read_bytes()

    result = command(
        "compare", "-t", "targets", str(path), str(path), "-f", "json", "-o", str(path)
    )

    assert "DT916" in result.err
    assert path.read_bytes() == before


@pytest.fixture
def two(command: Command, tmp_path: Path) -> Path:
    """Make two projects of the same names, with other figures, and enter the first."""
    for name in ("one", "other"):
        assert command("init", str(tmp_path / name), "-qq").status == 0
    table = tmp_path / "other" / "data" / "2024.csv"
    table.write_text(table.read_text("utf-8").replace("87,85%", "47,85%"), "utf-8")
    command.monkeypatch.chdir(tmp_path / "one")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("data", "{}/other/data"),
        ("data", "../other/data"),
        ("{}/other/data", "data"),
        (".", "../other"),
        ("targets", "../other/targets"),
    ],
)
def test_two_projects_are_told_apart(command: Command, two: Path, old: str, new: str) -> None:
    sides = [side.format(two.as_posix()) for side in (old, new)]

    result = command("compare", *sides, "-l", "en")

    assert result.out.startswith(f" {' → '.join(sides)}\n")
    said = json.loads(command("compare", *sides, "-f", "json").out)
    assert [said[side]["name"] for side in ("old", "new")] == sides
    if "targets" not in sides:
        assert "47.85%" in result.out
        assert len(said["changes"]) == 1


def test_sides_of_one_project_have_the_names_that_they_have_in_it(
    command: Command, two: Path
) -> None:
    command.monkeypatch.chdir(two)

    out = command("compare", "one/data", str(two / "one/data/2024.csv"), "-l", "en").out

    assert out.startswith(" data → data/2024.csv\n")
