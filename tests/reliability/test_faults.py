"""A system that fails: each write, each move, at each moment; a report is the old or the new one.

The loops let the n-th call of a kind fail, for n from 1 until a run asks for no n-th call.
"""

import errno
import io
import itertools
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.system import HEADING, ROW, left_over, plain, project, shell, start
from tests.runs import Command, Result

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="calls and signals of POSIX")
OUTPUTS = ("a.json", "b.xml", "c.csv")
WORDS = ["check", "-q", *(word for name in OUTPUTS for word in ("-o", name))]
OLD = "old\n"
MANY = [ROW.replace("Báo A", f"Báo {n}") for n in range(400)]


@pytest.fixture
def small(command: Command, tmp_path: Path) -> Path:
    """Enter a project with reports that exist already; return its folder."""
    folder = tmp_path / "p"
    project(folder, *MANY)
    command.monkeypatch.chdir(folder)
    command.monkeypatch.setenv("LANG", "en_US.UTF-8")
    return folder


@pytest.fixture
def new(command: Command, small: Path) -> dict[str, str]:
    """Return the reports as an undisturbed run writes them, and put old ones in their places."""
    assert command(*WORDS).status == 0
    found = {name: (small / name).read_text("utf-8") for name in OUTPUTS}
    printed = [command("check", "-f", name).out for name in ("json", "junit", "csv")]
    assert [*found.values()] == printed
    put_old(small)
    return found


def put_old(folder: Path) -> None:
    for name in OUTPUTS:
        (folder / name).write_text(OLD, "utf-8")


def assert_whole(folder: Path, new: dict[str, str]) -> bool:
    """Let each report be the old or the new one, and nothing lie beside it; whether all are new."""
    assert not left_over(folder)
    found = {name: (folder / name).read_text("utf-8") for name in OUTPUTS}
    assert all(text in {OLD, new[name]} for name, text in found.items())
    return found == new


class Nth:
    """Lets the n-th call of whatever it stands before fail."""

    def __init__(self, n: int, error: BaseException) -> None:
        self.left = n
        self.error = error

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **named: Any) -> Any:  # noqa: ANN401  (handed on)
            self.count()
            return function(*given, **named)

        return called

    def count(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise self.error

    def opening(self, function: Callable[..., Any], *, opens: bool) -> Callable[..., Any]:
        """Return an `open` that counts files to write, or each write that reaches the system."""
        count = self.count

        class Raw(io.FileIO):
            def write(self, data: Any) -> int:  # noqa: ANN401  (any buffer)
                count()
                return super().write(data)

        def called(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:  # noqa: ANN401
            if "w" not in mode:
                return function(file, mode, *given, **named)
            if opens:
                count()
                return function(file, mode, *given, **named)
            buffered = io.BufferedWriter(Raw(file, "w"), 512)
            if "b" in mode:
                return buffered
            if given:  # as pathlib calls it: buffering, encoding, errors, newline
                named = dict(zip(("encoding", "errors", "newline"), given[1:], strict=True))
            named.pop("buffering", None)
            return io.TextIOWrapper(buffered, **named)

        return called


KINDS = ("os.open", "os.close", "os.fsync", "os.replace", "os.chmod", "open", "write")
ERRORS: dict[str, Callable[[], BaseException]] = {
    "full": lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "interrupted": KeyboardInterrupt,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ERRORS)
def test_case_179_every_call_fails_once(
    command: Command, small: Path, new: dict[str, str], kind: str, ending: str
) -> None:
    """Case 179: a disk that is full at any moment; case 201: Ctrl-C at any of them."""
    for n in range(1, 1000):
        nth = Nth(n, ERRORS[ending]())
        put_old(small)
        with command.monkeypatch.context() as patch:
            name = kind.removeprefix("os.")
            if name == kind:
                patch.setattr(io, "open", nth.opening(io.open, opens=kind == "open"))
            else:
                patch.setattr(os, name, nth.before(getattr(os, name)))
            result = command(*WORDS)
        all_new = assert_whole(small, new)
        if nth.left > 0:
            assert (result.status, all_new) == (0, True)
            assert n > 1
            return
        assert_told(result, ending)
        assert not all_new
    pytest.fail("a run without an end")


def assert_told(result: Result, ending: str) -> None:
    plain(result)
    if ending == "interrupted":
        assert (result.status, result.err) == (130, "Interrupted.\n")
    else:
        assert result.status == 2
        assert result.err.count("error[") == 1
        assert "No space left on device" in result.err


def test_case_179_disk_that_takes_a_little(small: Path, new: dict[str, str]) -> None:
    result = shell(f"ulimit -f 8; dti_targets {' '.join(WORDS)}", small)

    assert result.status == 2
    assert "error[DT913]: the output cannot be written: File too large" in plain(result).err
    assert not assert_whole(small, new)


STRACE = shutil.which("strace")
INJECTED = (
    "fsync:error=EIO:when=1", "fsync:error=ENOSPC:when=3", "rename:error=EXDEV:when=1",
    "rename:error=EBUSY:when=2", "rename:signal=KILL:when=1",
)  # fmt: skip


@pytest.mark.skipif(not STRACE, reason="strace is not installed")
@pytest.mark.parametrize("injected", INJECTED)
def test_case_180_the_kernel_refuses(small: Path, new: dict[str, str], injected: str) -> None:
    """Where the kernel itself refuses, and where it ends the run between writing and moving."""
    script = f"dti_targets {' '.join(WORDS)}"
    traced = f"{STRACE} -f -qq -o /dev/null -e inject={injected}"
    if shell(f"{STRACE} -f -o /dev/null true", small).status:
        pytest.skip("strace may not trace here")

    result = shell(
        script.replace("dti_targets", f"{traced} {sys.executable} -m dti_targets"), small
    )

    if "KILL" in injected:
        found = {name: (small / name).read_text("utf-8") for name in OUTPUTS}
        assert all(text in {OLD, new[name]} for name, text in found.items())
        return
    assert result.status == 2, result
    assert plain(result).err.count("error[DT913]") == 1
    assert not assert_whole(small, new)


def test_case_202_signals_at_many_moments(small: Path, new: dict[str, str]) -> None:
    statuses = set()
    for step in range(14):
        number = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[step % 3]
        put_old(small)
        process = start(WORDS, small)
        time.sleep(0.04 * step)
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        all_new = assert_whole(small, new)
        statuses.add(process.returncode)
        # Before the program has begun to listen, the signal ends it as it ends any program.
        assert process.returncode in {0, 130, -number}, (step, err)
        assert process.returncode or all_new
        # A traceback from before, when Python itself starts, is none that we could word.
        assert b"dti_targets/cli" not in err, (step, err)
    assert len(statuses) > 1


def send_while_writing(command: Command, *numbers: int) -> None:
    """Let signals arrive when one report is written, and the second is begun."""
    fsync = os.fsync
    calls = itertools.count()

    def called(handle: int) -> None:
        if next(calls) == 1:
            with ExitStack() as rest:  # each is sent, although the first may end the run
                for number in numbers:
                    rest.callback(os.kill, os.getpid(), number)
        fsync(handle)

    command.monkeypatch.setattr(os, "fsync", called)


def test_case_202_the_terminal_is_closed(
    command: Command, small: Path, new: dict[str, str]
) -> None:
    several = [signal.SIGHUP] * 4  # from the terminal, the shell and the kernel
    send_while_writing(command, *several)

    assert_told(command(*WORDS), "interrupted")
    assert not assert_whole(small, new)


def test_case_202_the_terminal_is_closed_under_nohup(
    command: Command, small: Path, new: dict[str, str]
) -> None:
    """What was ignored when the run began stays so, also once the run is asked to end."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    send_while_writing(command, signal.SIGHUP)

    assert command(*WORDS).status == 0
    assert assert_whole(small, new)

    put_old(small)
    send_while_writing(command, signal.SIGTERM)

    assert_told(command(*WORDS), "interrupted")
    assert not assert_whole(small, new)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_case_182_two_runs_at_once(small: Path) -> None:
    """Whoever comes last has written the file; it is one report, whoever reads it meanwhile."""
    texts = []
    for value in ("90%", "91%"):
        figures = small / f"{value[:2]}.csv"
        rows = [row.replace("90%", value) for row in MANY]
        figures.write_text(HEADING + "".join(rows), "utf-8")
        texts.append(value)
    words = [["check", "-q", f"{value[:2]}.csv", "-o", "a.json"] for value in texts] * 2
    processes = [start(each, small) for each in words]
    while any(process.poll() is None for process in processes):
        if (small / "a.json").exists():
            report = json.loads((small / "a.json").read_text("utf-8"))
            assert report["assessments"][0]["figure"]["text"] in texts
    for process in processes:
        assert process.communicate()[1] is not None
        assert process.returncode == 0
    assert not left_over(small)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_case_168_truncated_while_it_is_read(command: Command, small: Path, at: int) -> None:
    """A file that somebody empties under the reader's hands is refused at every moment of it."""
    figures = small / "data" / "2024.csv"
    figures.write_text(HEADING + "".join(MANY) * 20, "utf-8")
    os.utime(figures, (0, 0))
    reads = iter(range(1, 1000))

    class Cut(io.FileIO):
        def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401  (any buffer)
            if next(reads) == at:
                os.truncate(figures, 100)
            return super().readinto(buffer)

    command.monkeypatch.setattr("dti_targets.reading.source.io.FileIO", Cut)

    result = plain(command("check", "data/2024.csv", "--no-progress"))

    if next(reads) > at:
        assert result.status == 2
        assert "error[DT014]: the file changed while it was read" in result.err
