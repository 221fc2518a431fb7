"""`init` on a system that fails: at each call the project is whole, or nothing of it is there."""

import errno
import io
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from dti_targets.scaffold.project import project_files
from tests.reliability.system import left_over, start
from tests.reliability.test_faults import ERRORS, KINDS, Nth, assert_told
from tests.runs import Command

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="calls and signals of POSIX")
FILES = set(project_files("en"))
KEPT = "mine.md"


def lying(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("kind", ["os.mkdir", *sorted({*KINDS} - {"os.replace", "os.chmod"})])
@pytest.mark.parametrize("ending", ERRORS)
@pytest.mark.parametrize("name", ["new/project", "."])
def test_case_179_every_call_fails_once(
    command: Command, tmp_path: Path, kind: str, ending: str, name: str
) -> None:
    command.monkeypatch.setenv("LANG", "en_US.UTF-8")
    for n in range(1, 1000):
        folder = tmp_path / str(n)
        folder.mkdir()
        (folder / KEPT).touch()
        command.monkeypatch.chdir(folder)
        nth = Nth(n, ERRORS[ending]())
        with command.monkeypatch.context() as patch:
            function = kind.removeprefix("os.")
            if function == kind:
                patch.setattr(io, "open", nth.opening(io.open, opens=kind == "open"))
            else:
                patch.setattr(os, function, nth.before(getattr(os, function)))
            result = command("init", name)
        if nth.left > 0:
            assert result.status == 0
            assert lying(folder / name) >= FILES
            assert n > 1
            return
        assert_told(result, ending)
        assert [path.name for path in folder.rglob("*")] == [KEPT]
    pytest.fail("a run without an end")


def test_somebody_puts_a_file_there_meanwhile(command: Command, tmp_path: Path) -> None:
    """It stays, whenever it comes, and so does nothing else."""
    for late in sorted(FILES):
        folder = tmp_path / late.replace("/", "-")
        folder.mkdir()
        command.monkeypatch.chdir(folder)
        opening = os.open

        def meanwhile(
            path: str | Path, flags: int, mode: int = 0o777, *,
            late: Path = folder / late, before: object = opening,
        ) -> int:  # fmt: skip
            if flags & os.O_EXCL and Path(path) == late:
                late.write_text("theirs", encoding="utf-8")
            return before(path, flags, mode)  # type: ignore[no-any-return, operator]

        with command.monkeypatch.context() as patch:
            patch.setattr(os, "open", meanwhile)
            result = command("init")

        assert result.status == 2
        assert os.strerror(errno.EEXIST) in result.err
        assert lying(folder) == {late}
        assert (folder / late).read_text(encoding="utf-8") == "theirs"


def test_case_202_signals_at_many_moments(tmp_path: Path) -> None:
    statuses = set()
    for step in range(9):
        number = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[step % 3]
        folder = tmp_path / str(step)
        folder.mkdir()
        process = start(["init", "p"], folder)
        time.sleep(0.06 * step)
        process.send_signal(number)
        process.communicate(timeout=60)
        statuses.add(process.returncode)
        assert process.returncode in {0, 130, -number}
        assert not left_over(folder)
        if process.returncode:
            assert lying(folder) in (set(), {f"p/{name}" for name in FILES})
        else:
            assert lying(folder / "p") == FILES
    assert len(statuses) > 1
