"""Files and the system: what is no file, cannot be read, or cannot be written (161 to 182)."""

import errno
import io
import json
import os
import socket
import stat
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dti_targets.cli import output
from dti_targets.reading.figures import read_figures
from tests.reliability.system import (
    HEADING,
    ROW,
    can_be_named,
    left_over,
    plain,
    project,
    shell,
)
from tests.runs import Command, Result

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names and rights of POSIX")


@pytest.fixture
def small(command: Command, tmp_path: Path) -> Path:
    """Enter a project of one target; return its folder."""
    project(tmp_path / "p")
    command.monkeypatch.chdir(tmp_path / "p")
    command.monkeypatch.setenv("LANG", "en_US.UTF-8")
    return tmp_path / "p"


def refused(result: Result, code: str, path: str) -> Result:
    """Return a result of status 2 whose only error is of a code, at a path."""
    errors = [line for line in result.err.splitlines() if line.startswith("error[")]
    assert (result.status, [line[6:11] for line in errors]) == (2, [code]), result.err
    assert f"--> {path}\n" in result.err
    assert "= help: " in result.err
    return plain(result)


@pytest.mark.parametrize(
    ("word", "code"),
    [("none.csv", "DT001"), ("data/*.csv", "DT001"), ("none/", "DT001"), ("empty", "DT007")],
)
def test_case_161_missing_file_or_empty_folder(
    command: Command, small: Path, word: str, code: str
) -> None:
    (small / "empty").mkdir()

    refused(command("check", word), code, word.rstrip("/"))


def test_case_161_a_folder_stands_for_its_files(command: Command, small: Path) -> None:
    assert command("check", "data").status == 0
    assert command("check", str(small / "data")).status == 0


def test_case_162_permission_denied(command: Command, small: Path) -> None:
    locked = small / "locked.csv"
    locked.write_text(HEADING + ROW, "utf-8")
    _fails(command, Path, "open", errno.EACCES, "locked.csv")

    assert "Permission denied" in refused(command("check", "locked.csv"), "DT002", "locked.csv").err


def test_case_163_loop_of_links(command: Command, small: Path) -> None:
    (small / "loop.csv").symlink_to("loop.csv")

    result = refused(command("check", "loop.csv"), "DT002", "loop.csv")

    assert "Too many levels of symbolic links" in result.err
    refused(command("check", "-f", "json", "-o", "loop.csv"), "DT913", "loop.csv")


def test_case_164_name_that_is_too_long(command: Command, small: Path) -> None:
    name = f"{'a' * 300}.csv"

    result = refused(command("check", name), "DT002", name)

    assert "File name too long" in result.err
    refused(command("check", "-f", "json", "-o", name), "DT913", name)
    assert not left_over(small)


@pytest.mark.parametrize(("key", "code"), [("targets", "DT002"), ("output", "DT913")])
def test_case_164_name_with_a_nul(command: Command, small: Path, key: str, code: str) -> None:
    (small / "dti-targets.toml").write_text(f'{key} = ["a\\u0000b.json"]\n', "utf-8")

    refused(command("check"), code, "a\\u0000b.json")


def test_case_165_what_is_no_regular_file_is_not_opened(command: Command, small: Path) -> None:
    os.mkfifo(small / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as server:
        command.monkeypatch.chdir(small)
        server.bind("socket.csv")

        for word in ("pipe.csv", "socket.csv", "/dev/zero", "/dev/stdin", "/dev/tty"):
            if Path(word).exists():
                refused(command("check", word, stdin=b"x"), "DT003", word)
        refused(command("check", "--config", "pipe.csv"), "DT003", "pipe.csv")


def test_case_165_standard_input_has_a_limit(command: Command, small: Path) -> None:
    words = ("check", "-", "--stdin-name", "in.csv", "--max-size", "100000")

    assert command(*words, stdin=f"{HEADING}{ROW}".encode()).status == 0
    refused(command(*words, stdin=b"x" * 100_001), "DT004", "in.csv")
    assert small.exists()


def test_case_166_nothing_to_read(command: Command, small: Path) -> None:
    (small / "empty.csv").touch()

    refused(command("check", "empty.csv"), "DT006", "empty.csv")
    refused(command("check", "-", stdin=b""), "DT006", "-")
    if Path("/dev/null").is_char_device():
        refused(command("check", "/dev/null"), "DT003", "/dev/null")


@pytest.mark.parametrize("name", ["big.csv", "targets/big.yaml", "big.toml"])
def test_case_167_two_gigabytes_are_refused_unread(
    command: Command, small: Path, name: str
) -> None:
    with (small / name).open("wb") as file:
        file.truncate(2 << 30)
    _fails(command, Path, "open", errno.EIO, Path(name).name)
    words = {".csv": [name], ".yaml": [], ".toml": ["--config", name]}[Path(name).suffix]

    result = refused(command("check", *words), "DT004", name)

    assert "2,147,483,648 bytes" in result.err
    assert "--max-size" in result.err


def test_case_168_replaced_while_it_is_read(command: Command, small: Path) -> None:
    """Whoever saves a new file in the place of the old one leaves the old one whole."""
    figures = small / "data" / "2024.csv"

    def replace() -> None:
        new = small / "new"
        new.write_text(HEADING + ROW.replace("90%", "10%"), "utf-8")
        new.replace(figures)

    _meanwhile(command, replace)

    result = command("check", "-v", "-f", "json")

    assert result.status == 0
    assert json.loads(result.out)["assessments"][0]["figure"]["text"] == "90%"
    assert command("check", "-q").status == 1


@pytest.mark.parametrize(
    "change", ["", HEADING, HEADING + ROW.replace("90%", "10%"), HEADING + ROW * 2]
)
def test_case_168_written_into_while_it_is_read(command: Command, small: Path, change: str) -> None:
    figures = small / "data" / "2024.csv"
    os.utime(figures, (0, 0))
    _meanwhile(command, lambda: figures.write_text(change, "utf-8"))

    result = command("check", "-f", "json")

    assert result.status == 2
    assert "error[DT014]: the file changed while it was read\n --> data/2024.csv\n" in result.err
    assert not json.loads(result.out)["judged"]


@pytest.mark.parametrize(
    "name",
    ["số liệu năm 2024.csv", "a[b]#c%20d:e?.csv", unicodedata.normalize("NFD", "Quảng Ngãi.csv"),
     "-.csv", "a'b\"c.csv", "‹a›&<b>.csv"],
)  # fmt: skip
def test_case_169_odd_names(command: Command, small: Path, name: str) -> None:
    can_be_named(name)
    (small / "data" / "2024.csv").rename(small / name)

    result = plain(command("check", "--", f"./{name}"))
    report = json.loads(command("check", "-f", "json", "--", f"./{name}").out)

    assert result.status == 0
    assert unicodedata.normalize("NFC", name) in unicodedata.normalize("NFC", result.out)
    assert report["assessments"][0]["figure"]["file"] == name


def test_case_170_name_that_is_no_unicode(command: Command, small: Path) -> None:
    name = "a\udcff\udcfe.csv"
    if sys.getfilesystemencoding() != "utf-8":
        pytest.skip("under this locale these bytes are letters")
    try:
        (small / "data" / "2024.csv").rename(small / name)
    except OSError:
        pytest.skip("this file system takes Unicode alone")

    assert "a\\udcff\\udcfe.csv" in plain(command("check", name)).out
    for form in ("json", "csv", "junit", "sarif", "markdown", "github", "gitlab", "rdjson"):
        assert command("check", name, "-f", form, "-o", f"out.{form}").status == 0
        assert plain(command("check", f"{name}x", "-f", form)).status == 2
        (small / f"out.{form}").read_text("utf-8")


def test_case_172_lock_files_of_excel_are_no_figures(command: Command, small: Path) -> None:
    (small / "data" / "~$2024.csv").write_bytes(b"\x05Nguyen\x00")

    assert command("check").status == 0


@pytest.mark.parametrize("error", [errno.EACCES, errno.EBUSY, errno.ESTALE])
def test_case_172_file_that_another_program_holds(
    command: Command, small: Path, error: int
) -> None:
    _fails(command, Path, "open", error, "2024.csv")

    result = refused(command("check"), "DT002", "data/2024.csv")

    assert os.strerror(error) in result.err
    assert "close it in other programs" in result.err
    assert small.exists()


@pytest.mark.parametrize("at", range(4))
def test_case_173_disk_that_vanishes(command: Command, small: Path, at: int) -> None:
    reads = iter(range(1000))

    class Vanishing(io.FileIO):
        def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
            if next(reads) == at:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return super().readinto(buffer)

    command.monkeypatch.setattr("dti_targets.reading.source.io.FileIO", Vanishing)

    result = plain(command("check", "data/2024.csv"))

    if next(reads) > at:
        assert result.status == 2
        assert "error[DT002]: the file cannot be read: Input/output error" in result.err
    assert small.exists()


def test_case_174_standard_input_that_is_closed(command: Command, small: Path) -> None:
    result = shell("dti_targets check - <&-", small)
    assert "error[DT002]" in plain(result).err
    assert result.status == 2
    assert command("check").status == 0


@pytest.mark.parametrize("path", ["none/a.json", "data/2024.csv/a.json", "data"])
def test_case_175_folder_of_the_output_is_missing(command: Command, small: Path, path: str) -> None:
    command.monkeypatch.setattr("dti_targets.pipeline.check.check", None)

    refused(command("check", "-f", "json", "-o", path), "DT913", path)
    assert small.exists()


@pytest.mark.parametrize("name", ["a.json", "old.json"])
def test_case_175_folder_of_the_output_is_read_only(
    command: Command, small: Path, name: str
) -> None:
    (small / "old.json").write_text("old")
    command.monkeypatch.setattr("dti_targets.pipeline.check.check", None)
    command.monkeypatch.setattr(os, "access", lambda *_: False)

    result = refused(command("check", "-o", name), "DT913", name)

    assert "Permission denied" in result.err
    assert (small / "old.json").read_text() == "old"


def test_case_176_output_that_exists(command: Command, small: Path) -> None:
    real, link = small / "kept" / "real.json", small / "link.json"
    real.parent.mkdir()
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)

    assert command("check", "-o", "link.json").status == 0

    assert json.loads(real.read_text("utf-8"))["judged"]
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert not left_over(small)


@pytest.mark.parametrize(
    "path", ["data/2024.csv", "./data/../data/2024.csv", "link.csv", "targets/nho.yaml"]
)
def test_case_177_output_is_an_input(command: Command, small: Path, path: str) -> None:
    (small / "link.csv").symlink_to("data/2024.csv")
    before = (small / path).read_bytes()

    refused(command("check", "-f", "csv", "-o", path), "DT916", path)

    assert (small / path).read_bytes() == before


@pytest.mark.parametrize("other", ["a.json", "./a.json", "link.json"])
def test_case_178_two_outputs_to_one_path(command: Command, small: Path, other: str) -> None:
    (small / "link.json").symlink_to("a.json")

    refused(
        command("check", "-f", "json", "-o", "a.json", "-f", "csv", "-o", other), "DT915", other
    )

    assert not (small / "a.json").exists()


@pytest.mark.parametrize("error", [errno.EBUSY, errno.EXDEV, errno.ENOSPC, errno.EROFS])
def test_case_180_file_that_cannot_be_put_in_its_place(
    command: Command, small: Path, error: int
) -> None:
    (small / "a.json").write_text("old")
    _fails(command, Path, "replace", error, ".part")

    result = refused(command("check", "-o", "a.json"), "DT913", "a.json")

    assert os.strerror(error) in result.err
    assert (small / "a.json").read_text() == "old"
    assert not left_over(small)


def test_case_180_file_beside_is_in_the_same_folder(command: Command, small: Path) -> None:
    moved: list[tuple[Path, Path]] = []
    (small / "out").mkdir()
    command.monkeypatch.setattr(output, "_move", lambda *paths: moved.append(paths))

    assert command("check", "-o", "out/a.json").status == 0

    [(beside, target)] = moved
    assert beside.parent == target.parent == small / "out"


def test_case_181_report_that_is_open_in_excel(command: Command, small: Path) -> None:
    """Windows refuses to replace a file that is open: it is waited for, then named."""
    tries: list[Path] = []
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        tries.append(self)
        if len(tries) < held_for:
            raise PermissionError(errno.EACCES, "Access is denied")
        return replace(self, target)

    command.monkeypatch.setattr(output, "_WAITS", 10)
    command.monkeypatch.setattr(output, "_WAIT", 0.001)
    command.monkeypatch.setattr(Path, "replace", held)

    held_for = 5
    assert command("check", "-o", "a.json").status == 0
    held_for = 1000
    result = refused(command("check", "-o", "b.json"), "DT913", "b.json")

    assert "close it in other programs" in result.err
    assert len(tries) < 30
    assert not (small / "b.json").exists()
    assert not left_over(small)


def _fails(command: Command, owner: type, method: str, error: int, name: str) -> None:
    """Let a method of paths fail for each path whose name ends so."""
    real = getattr(owner, method)

    def failing(self: Path, *given: object, **named: object) -> object:
        if self.name.endswith(name):
            raise OSError(error, os.strerror(error))
        return real(self, *given, **named)

    command.monkeypatch.setattr(owner, method, failing)


def _meanwhile(command: Command, change: Callable[[], object]) -> None:
    """Do something when the figures file is open and nothing of it has been read."""

    def reading(*given: Any) -> object:  # noqa: ANN401  (handed on)
        change()
        return read_figures(*given)

    command.monkeypatch.setattr("dti_targets.pipeline.figures.read_figures", reading)
