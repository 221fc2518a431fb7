"""How a run ends, through the real entry point: statuses, signals, outputs that are gone."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.runs import PROJECT, ROOT, signals_heard

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and devices of POSIX")

HOSTILE = """
import sys
from dti_targets.pipeline import check as question
def check(*_):
    raise RuntimeError("\\x1b[31mboom")
question.check = check
from dti_targets.cli.app import main
main(sys.argv[1:])
"""

IN_AN_EVAL = """
import os, signal
from dti_targets.pipeline import check as question
def check(*_):
    eval("[os.kill(os.getpid(), signal.SIGTERM), (lambda: 1)()]")
question.check = check
from dti_targets.cli.start import main
main()
"""


def environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DTI_", "PYTHONIO"))
    }
    return kept | {"PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def run(*words: str, stdin: bytes = b"", cwd: Path = PROJECT) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "dti_targets", *words],
        input=stdin, capture_output=True, cwd=cwd, env=environment(), check=False, timeout=60,
    )  # fmt: skip


def start(
    words: Sequence[str], stdout: int, stderr: int = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    with signals_heard():
        return subprocess.Popen(
            [sys.executable, "-m", "dti_targets", *words],
            stdin=subprocess.PIPE, stdout=stdout, stderr=stderr, cwd=PROJECT, env=environment(),
        )  # fmt: skip


def end(process: subprocess.Popen[bytes], sent: signal.Signals) -> None:
    """Send a signal until it is heard: one that comes just before a read waits with it."""
    for _ in range(6):
        process.send_signal(sent)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
            return


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """Let a shell run the command: it makes the pipe, or closes the stream, that is the case."""
    return subprocess.run(  # noqa: S602  (the lines are written below)
        f'"{sys.executable}" -m dti_targets {line}', shell=True,
        capture_output=True, cwd=PROJECT, env=environment(), check=False, timeout=60,
    )  # fmt: skip


@posix
def test_130_also_where_python_would_end_by_the_signal(tmp_path: Path) -> None:
    (tmp_path / "asked.py").write_text(IN_AN_EVAL)
    with signals_heard():
        done = subprocess.run(
            [sys.executable, "-m", "asked", "check", "-l", "en"], capture_output=True, check=False,
            cwd=tmp_path, env=environment(), timeout=60,
        )  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"Interrupted.\n")


def test_0_if_nothing_fails() -> None:
    assert run("check", "--fail-on", "never").returncode == 0


def test_1_if_a_target_is_missed_or_a_figure_is_missing() -> None:
    result = run("check", "-l", "en")

    assert result.returncode == 1
    assert result.stdout.decode().endswith(
        "Exit 1: 3 missed, 1 without a figure (--fail-on missed,missing).\n"
    )


def test_2_if_an_input_cannot_be_used() -> None:
    result = run("check", "nowhere.csv", "-l", "en")

    assert (result.returncode, result.stdout) == (2, b"")
    assert b"DT001" in result.stderr


def test_3_and_one_line_if_the_program_is_wrong() -> None:
    result = subprocess.run(
        [sys.executable, "-c", HOSTILE, "check", "-l", "en"],
        capture_output=True, cwd=PROJECT, env=environment(), check=False, timeout=60,
    )  # fmt: skip

    assert result.returncode == 3
    assert result.stdout == b""
    assert result.stderr.decode() == (
        "dti-targets found a fault in itself: RuntimeError. Please report it with the command and "
        "the file that led to it. Exit 3.\n"
    )


@posix
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_130_if_it_is_interrupted_while_it_reads(sent: signal.Signals) -> None:
    process = start(["check", "-", "-l", "en"], subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    assert process.stderr
    # More than a pipe holds: once it is written, the command reads, and waits for more.
    process.stdin.write(b"indicator,area,level,period,value\n" * 5000)
    process.stdin.flush()
    end(process, sent)

    assert process.returncode == 130
    assert (process.stdout.read(), process.stderr.read()) == (b"", b"Interrupted.\n")
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


@posix
def test_141_if_nobody_reads_the_output() -> None:
    reading, writing = os.pipe()
    process = start(["check"], writing)
    os.close(writing)
    os.close(reading)
    _, error = process.communicate(timeout=60)

    assert process.returncode == 141
    assert b"Traceback" not in error
    assert b"BrokenPipe" not in error


@posix
def test_a_pipe_to_head_gets_its_line_and_no_complaint() -> None:
    result = shell("check -v -l en 2>&1 | head -1")

    assert result.stdout.count(b"\n") == 1
    assert b"Traceback" not in result.stdout + result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["check"], ["list"], ["-h"], ["-V"], ["explain", "records"]])
def test_2_and_a_reason_if_the_output_takes_nothing(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        process = start([*words, "-l", "en"] if words != ["-V"] else words, full.fileno())
        _, error = process.communicate(timeout=60)

    assert process.returncode == 2
    assert "error[DT913]: the output cannot be written: No space left on device" in error.decode()
    assert b"Traceback" not in error
    assert b"Exception ignored" not in error


@posix
@pytest.mark.parametrize(
    ("words", "status"), [("check -l en", 2), ("check -qq", 1), ("check -l en 2>&-", 2)]
)
def test_a_closed_output_is_one_that_takes_nothing(words: str, status: int) -> None:
    result = shell(f"{words} >&-")

    assert result.returncode == status
    assert b"Traceback" not in result.stderr
    assert (b"DT913" in result.stderr) == (words == "check -l en")


@posix
def test_a_closed_error_stream_changes_no_answer() -> None:
    result = shell("check -q -l en 2>&-")

    assert result.returncode == 1
    assert result.stdout.startswith(b"By the end of 2024")


def test_figures_from_standard_input_in_vietnamese_letters_of_windows() -> None:
    figures = (PROJECT / "data" / "2024.csv").read_bytes()

    result = run("check", "-", "-q", "-l", "vi", stdin=figures)

    assert result.returncode == 1
    assert result.stdout.decode().startswith("Đến hết năm 2024, đã đạt 01/07 chỉ tiêu")


def test_the_same_bytes_every_time() -> None:
    assert run("check", "-v").stdout == run("check", "-v").stdout
