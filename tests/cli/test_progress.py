"""`dti-targets progress` through the real entry point: its status, its options, its streams."""

from pathlib import Path

import pytest

from dti_targets.cli.completion import suggest
from dti_targets.cli.registry import COMMANDS
from dti_targets.domain.progress import Status
from tests.cli.test_startup import loaded
from tests.runs import GOLDEN, ROOT, Command

PROJECT = GOLDEN / "progress"


@pytest.fixture(autouse=True)
def _in_project(command: Command) -> None:
    command.monkeypatch.chdir(PROJECT)


def test_the_words_of_fail_on_are_the_statuses() -> None:
    words = COMMANDS["progress"].option("fail_on").words

    assert words == (*Status, "warning", "never")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([], 0),
        (["--fail-on", "never"], 0),
        (["--fail-on", "deteriorating,limited"], 1),
        (["--fail-on", "cannot-say"], 1),
        (["--fail-on", "warning"], 1),
        (["--target", "ahead", "--fail-on", "deteriorating,limited"], 0),
        (["--target", "ahead", "--fail-on", "on_track"], 1),
        (["--fail-on", "missed"], 2),
        (["--fail-on", "never,limited"], 2),
        (["--as-of", "soon"], 2),
        (["--as-of", "1999"], 0),
        (["--method", "guess"], 2),
        (["--period", "2024"], 2),
        (["--only", "met"], 2),
        (["--target", "nothing"], 2),
        (["-r", "nothing"], 2),
        (["nowhere.csv"], 2),
        (["-f", "svgg"], 2),
        (["-f", "markdown", "-o", "a.md", "-o", "b.md"], 2),
    ],
    ids=str,
)
def test_status(command: Command, words: list[str], status: int) -> None:
    result = command("progress", "-l", "en", *words)

    assert result.status == status, result.err
    assert bool(result.out) == (status != 2)
    assert "Exit 1" in result.out or status != 1


def test_what_is_refused_is_said_with_a_next_step(command: Command) -> None:
    err = command("progress", "-l", "en", "--fail-on", "limitd").err

    assert "did you mean limited?" in err
    assert "achieved, on_track, moderate" in err


def test_what_a_variable_says_to_check_decides_nothing_here(command: Command) -> None:
    command.monkeypatch.setenv("DTI_TARGETS_FAIL_ON", "missed")
    command.monkeypatch.setenv("DTI_TARGETS_FORMAT", "junit")
    command.monkeypatch.setenv("DTI_TARGETS_OUTPUT", "nowhere/report.xml")
    command.monkeypatch.setenv("DTI_TARGETS_METHOD", "cagr")

    result = command("progress", "-l", "en")

    assert result.status == 0
    assert "method: cagr" in result.out


def test_the_same_question_of_another_year(command: Command) -> None:
    now, then = command("progress", "-l", "en"), command("progress", "-l", "en", "--as-of", "2022")

    assert "as of the end of 2024" in now.out
    assert "as of the end of 2022" in then.out
    assert "(2023)" not in then.out


def test_a_report_for_machines_leaves_one_line_on_the_other_stream(command: Command) -> None:
    result = command("progress", "-l", "en", "-f", "markdown", "--target", "ahead")

    assert result.out.startswith("# On the way")
    assert result.err.splitlines()[-1] == "1-NQ/TU: 1 on track of 1."
    failed = command(
        "progress", "-l", "en", "-f", "markdown", "--target", "ahead", "--fail-on", "on_track"
    )
    assert failed.err.endswith(
        "1-NQ/TU: 1 on track of 1. Exit 1: 1 on track (--fail-on on_track).\n"
    )


def test_quiet_says_one_sentence_a_resolution_and_nothing_where_asked(command: Command) -> None:
    assert command("progress", "-l", "en", "-q").out.count("\n") == 2
    silent = command("progress", "-l", "en", "-qq")
    assert (silent.out, silent.err) == ("", "")


def test_a_table_goes_into_a_file(command: Command, tmp_path: Path) -> None:
    report = tmp_path / "way.txt"

    command("progress", "-l", "en", "-o", str(report))

    assert report.read_text("utf-8") == command("progress", "-l", "en").out


def test_an_error_leaves_no_page(command: Command) -> None:
    result = command("progress", "-l", "en", str(GOLDEN / "project" / "bad.csv"))

    assert (result.status, result.out) == (2, "")
    assert "error[DT" in result.err


def test_figures_of_no_target_are_said_to_be_so(command: Command, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("indicator,area,period,value\nahead,VN,2024,1\n", "utf-8")
    result = command("progress", "-l", "en", str(table), "-t", "targets")

    assert result.status == 2
    assert result.out == ""


def test_explain_asks_the_same_question(command: Command) -> None:
    words = ("explain", "ahead", "-l", "en")

    assert "On the way, as of the end of 2024 (linear)" in command(*words).out
    assert (
        "as of the end of 2022 (cagr)" in command(*words, "--as-of", "2022", "--method", "cagr").out
    )
    assert "as of the end of 2023" in command(*words, "--period", "2023").out
    assert command(*words, "--as-of", "soon").status == 2
    assert "On the way" not in command("explain", "silent", "-l", "en").out


def test_the_command_to_look_closer_shows_the_same_way(command: Command) -> None:
    out = command("progress", "-l", "en", "--method", "cagr", "--as-of", "2023").out
    line = next(line for line in out.splitlines() if "dti-targets explain" in line)

    looked = command(*line.partition("dti-targets ")[2].split(), "-l", "en")

    assert looked.status == 0
    assert "On the way, as of the end of 2023 (cagr)" in looked.out


def test_check_loads_nothing_of_progress() -> None:
    parts = ("progress", "drawing", "on_the_way", "series", "linear", "cagr")
    for words in (("check", "-qq"), ("check", "-f", "markdown"), ("list",), ("validate", "-qq")):
        names = {name for name in loaded(*words) if name.startswith("dti_targets.")}
        assert names
        assert not {name for name in names if name.rpartition(".")[2] in parts}


def test_completion_knows_what_the_command_takes() -> None:
    def words(*line: str) -> list[str]:
        return [item.word for item in suggest(line, {"LANG": "C.UTF-8"}).items]

    assert words("prog") == ["progress"]
    assert words("progress", "--fail-on", "lim") == ["limited"]
    assert words("progress", "--fail-on", "limited,ach") == ["limited,achieved"]
    assert words("check", "--fail-on", "lim") == []
    assert words("progress", "--method", "") == ["linear", "cagr"]
    assert words("progress", "-f", "sv") == ["svg"]
    assert words("check", "-f", "sv") == []
    assert "2022" in words("progress", "--as-of", "")
    assert "ahead" in words("progress", "--fail-on", "limited", "--target", "a")
    assert "--as-of" in words("explain", "--as")
    assert "--period" not in words("progress", "--")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "running total, for progress alone"), ("vi", "số lũy kế, chỉ dùng để xét tiến độ")],
)
def test_explain_finds_the_running_total_that_progress_is_made_of(
    command: Command, lang: str, said: str
) -> None:
    command.monkeypatch.chdir(ROOT)

    out = command(
        "explain", "communes_completed", "data/thanh-hoa", "-l", lang, "--width", "120"
    ).out

    assert "data/thanh-hoa/2024.csv:2   114/558   Thanh Hóa, " in out
    assert f"2024-10 · {said}\n" in out
