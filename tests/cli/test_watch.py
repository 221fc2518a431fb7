"""`check --watch` judges anew after each save, whatever the save was, until it is ended."""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dti_targets.cli import watch
from dti_targets.cli.terminal import OutputFailed, Terminal
from tests.calc import SOFFICE, Calc
from tests.reliability.system import HEADING, ROW, project, start
from tests.runs import Command, Result
from tests.workbooks import from_text

Step = Callable[[], object]
MISSED = ROW.replace("90%", "70%")


class Pauses:
    """Stands for the pause between two looks: something happens in each, then Ctrl-C."""

    def __init__(self, steps: Iterator[Step]) -> None:
        self.steps = steps

    def __call__(self) -> "Pauses":
        return self

    def wait(self, seconds: float) -> None:
        assert seconds == watch.INTERVAL
        step = next(self.steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()


def nothing() -> None:
    """Let time pass."""


@pytest.fixture
def figures(command: Command, tmp_path: Path) -> Path:
    """Enter a small project; return its figures file."""
    file = project(tmp_path)
    command.monkeypatch.chdir(tmp_path)
    return file


def run(command: Command, *words: str, steps: list[Step]) -> Result:
    """Watch while something happens between the looks; each step is followed by two of rest."""
    rested = (each for step in steps for each in (step, nothing, nothing))
    with command.monkeypatch.context() as patch:
        patch.setattr(watch, "Event", Pauses(iter(rested)))
        return command("check", "--watch", *words)


def verdict() -> object:
    """Return what the report in a file says of the one target."""
    report = json.loads(Path("a.json").read_text(encoding="utf-8"))
    return report["assessments"][0]["verdict"]


def save(file: Path, *rows: str) -> Step:
    """Save as Excel does: whole, beside the file, then in its place."""

    def step() -> None:
        beside = file.with_name("~new.tmp")
        beside.write_text(HEADING + "".join(rows), encoding="utf-8")
        beside.replace(file)

    return step


def test_reports_follow_one_another_parted_by_an_empty_line(
    command: Command, figures: Path
) -> None:
    met = command("check").out
    result = run(command, steps=[save(figures, MISSED), save(figures, ROW)])

    assert result.status == 130
    first, second, third = result.out.split("\n\n 1-NQ/TU  A small one\n")
    assert first == met.rstrip("\n") or met.startswith(first)
    assert "missed" in second
    assert met.endswith(third)
    waiting = "Waiting for the next save; Ctrl-C ends.\n"
    changed = "Changed: data/2024.csv\n"
    assert result.err == f"{waiting}{changed}{waiting}{changed}{waiting}Interrupted.\n"


def test_a_report_holds_nothing_of_the_watch(command: Command, figures: Path) -> None:
    for language in ("en", "vi"):
        plain = command("check", "-l", language).out
        result = run(command, "-l", language, steps=[save(figures, ROW)])

        assert result.out == f"{plain}\n{plain}"


def test_nothing_is_judged_without_a_save(command: Command, figures: Path) -> None:
    result = run(command, "-q", steps=[nothing, nothing, figures.stat])

    assert result.out == command("check", "-q").out


def test_half_a_save_is_not_judged(command: Command, figures: Path) -> None:
    def half() -> None:
        figures.write_text(HEADING + MISSED[:9], encoding="utf-8")

    steps = iter([half, figures.unlink, save(figures, MISSED), nothing, nothing])
    with command.monkeypatch.context() as patch:
        patch.setattr(watch, "Event", Pauses(steps))
        result = command("check", "-w", "-q")

    assert result.out.count("By the end of 2024") == 2
    assert "error" not in result.err


def as_workbook(value: str) -> bytes:
    row = f"rate | 51 | province | 2024 | {value}"
    return from_text(f"indicator | area | level | period | value\n{row}")


@pytest.mark.parametrize("words", [(), ("data/2024.xlsx",)])
def test_a_workbook_is_watched_and_not_what_programs_put_beside_it(
    command: Command, figures: Path, words: tuple[str, ...]
) -> None:
    figures.unlink()
    book = figures.with_name("2024.xlsx")
    book.write_bytes(as_workbook("90%"))
    locks = [figures.with_name(name) for name in (".~lock.2024.xlsx#", "~$2024.xlsx")]
    beside = figures.with_name("lu42.tmp")

    def open_it() -> None:
        for lock in locks:
            lock.write_text("An, 2024", "utf-8")

    def save_half() -> None:
        book.write_bytes(as_workbook("70%")[:2000])

    def save_whole() -> None:
        beside.write_bytes(as_workbook("70%"))
        beside.replace(book)

    def close_it() -> None:
        for lock in locks:
            lock.unlink()

    result = run(command, "-q", *words, steps=[open_it, save_half, save_whole, close_it])

    assert result.err.count("Changed") == result.err.count("Changed: data/2024.xlsx\n") == 2
    assert result.err.count("error[") == result.err.count("error[DT253]") == 1
    met, missed = result.out.split("\n\n")
    assert "was met" in met
    assert "missed" in missed


@pytest.mark.parametrize("words", [(), ("data",), ("data/2024.csv", "data/2025.csv")])
def test_a_file_that_comes_and_one_that_goes_are_saves(
    command: Command, figures: Path, words: tuple[str, ...]
) -> None:
    new = figures.with_name("2025.csv")
    result = run(command, "-q", *words, steps=[
        save(new, ROW.replace("2024", "2024-06")), new.unlink,
    ])  # fmt: skip

    assert result.err.count("Changed: data/2025.csv\n") == 2


def test_targets_and_settings_are_watched_and_read_anew(command: Command, figures: Path) -> None:
    targets = figures.parent.parent / "targets/nho.yaml"
    config = figures.parent.parent / "dti-targets.toml"
    promised = targets.read_text("utf-8").replace("at_least: 80", "at_least: 95")

    result = run(command, "-q", steps=[
        lambda: targets.write_text(promised, "utf-8"),
        lambda: config.write_text('lang = "vi"\n', "utf-8"),
    ])  # fmt: skip

    one, two, three = result.out.split("\n\n")
    assert "the one target" in one
    assert one != two
    assert "chỉ tiêu" in three
    assert "Changed: targets/nho.yaml\n" in result.err
    assert "Changed: dti-targets.toml\n" in result.err


def test_targets_that_the_settings_file_names_from_now_on_are_watched(
    command: Command, figures: Path
) -> None:
    root = figures.parent.parent
    other = root / "other.yaml"
    other.write_text((root / "targets/nho.yaml").read_text("utf-8"), "utf-8")

    result = run(command, "-q", steps=[
        lambda: (root / "dti-targets.toml").write_text('targets = ["other.yaml"]\n', "utf-8"),
        lambda: (root / "targets/nho.yaml").write_text("nonsense", "utf-8"),
        lambda: other.write_text("nonsense: here", "utf-8"),
    ])  # fmt: skip

    assert [line for line in result.err.splitlines() if "Changed" in line] == [
        "Changed: dti-targets.toml", "Changed: other.yaml",
    ]  # fmt: skip


def test_faults_do_not_end_it(command: Command, figures: Path) -> None:
    config = figures.parent.parent / "dti-targets.toml"
    steps: list[Step] = [
        save(figures, "rate,99,province,2024,90%,Báo A,\n"),
        figures.unlink,
        save(figures, ROW),
        lambda: config.write_text("lang = ", "utf-8"),
        lambda: config.write_text("summary = true\n", "utf-8"),
        config.unlink,
    ]

    result = run(command, "-q", steps=steps)

    assert result.status == 130
    assert [code in result.err for code in ("DT220", "DT007", "DT907", "DT931")] == [True] * 4
    assert result.out.count("By the end of 2024") == 3
    assert result.err.count("Waiting") == 7


def test_what_is_refused_at_the_beginning_ends_it(command: Command, figures: Path) -> None:
    for words in (["-f", "json", "-f", "csv"], ["-o", "nowhere/a.json"], ["-o", str(figures)]):
        result = run(command, *words, steps=[nothing])
        assert result.status == 2, words
        assert "Waiting" not in result.err


def test_figures_that_are_not_there_yet_are_waited_for(command: Command, figures: Path) -> None:
    figures.unlink()
    result = run(command, "-q", "data/2024.csv", steps=[save(figures, ROW)])

    assert "error[DT001]" in result.err
    assert result.out.endswith("met.\n")


def test_reports_in_files_are_written_anew_and_do_not_begin_it_anew(
    command: Command, figures: Path
) -> None:
    report, data = figures.with_name("report.csv"), figures.parent
    seen = []

    def look_then_save() -> None:
        seen.append(verdict())
        save(figures, MISSED)()

    result = run(command, "data/2024.csv", "-o", "a.json", "-o", str(report),
                 steps=[nothing, look_then_save])  # fmt: skip
    seen.append(verdict())

    assert seen == ["met", "missed"]
    assert "missed" in report.read_text("utf-8")
    assert result.err.count("Changed") == 1
    assert result.out == ""

    result = run(command, "data", "-q", "-f", "csv", "-o", "data/out.csv", steps=[nothing])
    assert "Changed" not in result.err
    assert (data / "out.csv").is_file()


def test_a_report_that_cannot_be_written_does_not_end_it(command: Command, figures: Path) -> None:
    folder = Path("out")
    folder.mkdir()

    def remove() -> None:
        (folder / "a.json").unlink()
        folder.rmdir()
        save(figures, MISSED)()

    def put_back() -> None:
        folder.mkdir()
        save(figures, ROW)()

    result = run(command, "-o", "out/a.json", steps=[remove, put_back])

    assert result.status == 130
    assert result.err.count("error[DT913]") == 1
    assert (folder / "a.json").is_file()


@pytest.mark.parametrize(
    ("words", "option"),
    [(["-"], "-"), (["data", "-"], "-"), (["--summary"], "--summary")],
)
def test_what_cannot_be_watched_is_refused(
    command: Command, figures: Path, words: list[str], option: str
) -> None:
    command.monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(figures.with_name("summary.md")))
    for language, said in (("en", "does not go with"), ("vi", "không đi cùng")):
        result = run(command, *words, "-l", language, steps=[nothing])

        assert (result.status, result.out) == (2, "")
        assert f"[DT931]: --watch {said} {option}\n" in result.err
    assert not figures.with_name("summary.md").exists()


def test_a_terminal_is_cleared_and_a_pipe_is_not(command: Command, figures: Path) -> None:
    command.out_terminal = True
    command.monkeypatch.setenv("TERM", "xterm")
    words = ("-q", "--color", "never")
    clear = "\x1b[H\x1b[2J"

    result = run(command, *words, steps=[save(figures, MISSED)])
    assert result.out.count(clear) == 1
    assert "\n\n" not in result.out
    assert not result.out.startswith(clear)

    command.monkeypatch.setenv("TERM", "dumb")
    assert clear not in run(command, *words, steps=[save(figures, ROW)]).out


def test_very_quiet_is_silent_and_still_writes(command: Command, figures: Path) -> None:
    result = run(command, "-qq", "-o", "a.json", steps=[save(figures, MISSED)])

    assert (result.out, result.err) == ("", "Interrupted.\n")
    assert verdict() == "missed"


def test_many_files_are_counted(command: Command, figures: Path) -> None:
    def save_all() -> None:
        for number in range(5):
            save(figures.with_name(f"{number}.csv"), ROW.replace("2024", f"201{number}"))()

    result = run(command, "-q", steps=[save_all])

    assert "Changed: data/0.csv, data/1.csv, data/2.csv and 2 more\n" in result.err


def test_the_folder_is_gone_to_once(command: Command, figures: Path) -> None:
    root = figures.parent.parent
    command.monkeypatch.chdir(root.parent)

    save(figures, "other,51,province,2024,90%,Báo A,\n")()

    plain = command("check", "-C", root.name).out
    command.monkeypatch.chdir(root.parent)
    result = run(command, "-C", root.name, steps=[save(figures, "other,51,province,2024,1,B,\n")])

    assert f"dti-targets explain rate -C {root.name}\n" in plain
    assert result.out == f"{plain}\n{plain}"


def test_a_variable_may_ask_for_it_and_a_settings_file_may_not(
    command: Command, figures: Path
) -> None:
    Path("dti-targets.toml").write_text("watch = true\n", "utf-8")
    assert "error[DT908]" in command("check").err
    Path("dti-targets.toml").unlink()

    command.monkeypatch.setenv("DTI_TARGETS_WATCH", "1")
    assert command("list").status == 0
    with command.monkeypatch.context() as patch:
        patch.setattr(watch, "Event", Pauses(iter([save(figures, MISSED), nothing])))
        assert command("check", "-q").status == 130


def test_standard_output_that_takes_no_more_ends_it(command: Command, figures: Path) -> None:
    printing = Terminal.print
    printed: list[str] = []

    def full(self: Terminal, text: str, *, in_words: bool = True) -> None:
        if printed:
            raise OutputFailed("No space left on device")
        printed.append(text)
        printing(self, text, in_words=in_words)

    command.monkeypatch.setattr(Terminal, "print", full)
    # The second report is not reached: the line between the two takes no more.
    assert run(command, "-q", steps=[save(figures, MISSED)]).status == 2

    printed.clear()
    command.monkeypatch.setattr(watch, "_begin", lambda *_: None)
    result = run(command, "-q", steps=[save(figures, ROW)])
    assert result.status == 2
    assert result.err.count("error[DT913]") == 1


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts what Linux shows")
def test_a_long_watch_needs_no_more_than_a_short_one(command: Command, figures: Path) -> None:
    counts = []

    def measure() -> None:
        counts.append((len(gc.get_objects()), len([*Path("/proc/self/fd").iterdir()])))
        save(figures, (MISSED, ROW)[len(counts) % 2])()

    run(command, "-qq", steps=[measure] * 24)

    assert counts[-1][1] == counts[4][1]
    assert counts[-1][0] - counts[4][0] < 200


def wait_for(text: str, process: "subprocess.Popen[bytes]") -> None:
    assert process.stdout
    while text.encode() not in (line := process.stdout.readline()):
        assert line, f"it ended before it said {text}"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("ending", [130, 141])
def test_a_save_by_rename_is_judged_until_it_is_ended(tmp_path: Path, ending: int) -> None:
    """By Ctrl-C, or because nobody reads any more."""
    figures = project(tmp_path)
    with start(["check", "--watch", "-q"], tmp_path) as process:
        too_long = threading.Timer(60, process.kill)
        too_long.start()
        assert process.stdout
        wait_for("was met", process)
        if ending == 141:
            process.stdout.close()
        save(figures, MISSED)()
        if ending == 130:
            wait_for("missed", process)
            process.send_signal(signal.SIGINT)
        assert process.wait() == ending
        too_long.cancel()


@pytest.mark.skipif(not SOFFICE and os.environ.get("CI") != "true", reason="no LibreOffice here")
def test_each_save_of_libreoffice_is_judged(tmp_path: Path) -> None:
    """It writes beside the workbook, puts that in its place, and keeps a lock there meanwhile."""
    figures = project(tmp_path / "p")
    figures.unlink()
    book = figures.with_name("2024.xlsx")
    book.write_bytes(as_workbook("90%"))
    calc = Calc(tmp_path)
    calc.open(book)
    for value in ("70%", "95%"):
        calc.type("E2", value)
        calc.store()
        calc.pause(2)
    with start(["check", "--watch", "-q"], tmp_path / "p") as process:
        too_long = threading.Timer(60, process.kill)
        too_long.start()
        wait_for("was met", process)
        calc.leave()
        wait_for("missed", process)
        wait_for("was met", process)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        too_long.cancel()
    changed = b"Changed: data/2024.xlsx\nWaiting for the next save; Ctrl-C ends.\n"
    assert err.endswith(2 * changed + b"Interrupted.\n")
