import io
import os
import sys
from pathlib import Path

import pytest

from dti_targets.diagnostics import Faults
from dti_targets.reading.source import Desk, Input, _most_files, is_file, is_folder
from tests.reading_builders import memory


def desk(folder: Path, max_size: int = 10**6) -> Desk:
    return Desk(folder, max_size)


def codes_of(faults: Faults) -> list[str]:
    return [fault.code.id for fault in faults]


class _Broken(io.BytesIO):
    """A file whose disk fails."""

    def read(self, *_: object) -> bytes:
        raise OSError(5, "Input/output error")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("ạ\n".encode(), "utf-8"),
        ("ạ\n".encode("utf-8-sig"), "utf-8-sig"),
        ("ạ\n".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "ạ\n".encode("utf-16-be"), "utf-16"),
        ("ạ\n".encode("utf-32"), "utf-32"),
    ],
)
def test_byte_order_mark_says_the_encoding(tmp_path: Path, data: bytes, encoding: str) -> None:
    (tmp_path / "f.csv").write_bytes(data)
    faults = Faults()

    table = desk(tmp_path)

    opened = table.open(tmp_path / "f.csv", faults, None if encoding == "utf-8" else "cp1258")

    assert opened
    assert (opened.encoding, opened.text(), len(faults)) == (encoding, "ạ\n", 0)


def test_windows_1258_becomes_one_unicode_form(tmp_path: Path) -> None:
    decomposed = "Qu\u1ea3ng Ng\u00e3i".replace("\u1ea3", "a\u0309").replace("\u00e3", "a\u0303")
    (tmp_path / "f.csv").write_bytes(decomposed.encode("windows-1258"))
    table = desk(tmp_path)

    opened = table.open(tmp_path / "f.csv", Faults(), "windows-1258")

    assert opened
    assert opened.text() == "Qu\u1ea3ng Ng\u00e3i"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_of_the_three_ways(end: str) -> None:
    opened = memory(end.join(["a", "b\u2028\x0b\x85c", "d"]))

    assert opened.pick([1, 2, 3, 9]) == {1: "a", 2: "b\u2028\x0b\x85c", 3: "d"}
    assert opened.pick([]) == {}


@pytest.mark.parametrize(
    ("data", "encoding", "at", "byte"),
    [
        (b"a\nb\xfac\n", "utf-8", "f.csv:2:2", "0xFA"),
        (b"a\rb\r\xe1c", "utf-8", "f.csv:3:1", "0xE1"),
        ("ạạ\r\nạ".encode() + b"\xff", "utf-8", "f.csv:2:2", "0xFF"),
        (b"a\n\x8a", "windows-1258", "f.csv:2:1", "0x8A"),
        (b"a\r" * 32_768 + b"\n\xff", "utf-8", "f.csv:32769:1", "0xFF"),
        (b"a" * 70_000 + b"\n\xff", "utf-8", "f.csv:2:1", "0xFF"),
        ("ạ\n".encode("utf-16") + b"\x00", "utf-16", "f.csv:2:1", "…"),
        (b"\xff\xfe" + b"a\x00\n\x00\x00\xdca\x00", "utf-16", "f.csv:2:1", "0x00"),
    ],
)
def test_byte_that_is_no_text_is_named_at_its_place(
    data: bytes, encoding: str, at: str, byte: str
) -> None:
    opened = memory(data, encoding=encoding)
    faults = Faults()
    try:
        opened.text()
    except UnicodeError as error:
        opened.unreadable(error, faults)

    assert [(str(f.at), f.params["byte"]) for f in faults] == ([(at, byte)] if byte else [])


def test_lines_before_a_byte_that_is_no_text_can_still_be_quoted() -> None:
    assert memory(b"a\n" * 70_000 + b"\xff").pick([1, 99_999_999]) == {1: "a"}


def test_disk_that_fails_is_a_diagnostic() -> None:
    faults = Faults()
    opened = Input("f.csv", _Broken(), 1, "utf-8")
    with pytest.raises(OSError, match="Input/output error") as caught:
        opened.text()

    opened.unreadable(caught.value, faults)

    assert [f.params for f in faults] == [{"why": "Input/output error"}]


def test_progress_is_told_how_far_reading_has_come(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("a\n" * 10)
    told: list[tuple[int, int]] = []
    table = Desk(tmp_path, 100, lambda done, size: told.append((done, size)))

    opened = table.open(tmp_path / "f.csv", Faults())

    assert opened
    opened.text()
    assert told[-1] == (20, 20)


def test_file_is_opened_once_and_can_be_quoted_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("a\nb\n")
    table = desk(tmp_path)

    first = table.open(tmp_path / "f.csv", Faults())

    assert table.open(tmp_path / "f.csv", Faults()) is first
    assert table.input("f.csv") is first
    assert table.pick("f.csv", [2]) == {2: "b"}
    assert table.pick("other.csv", [2]) == {}


def test_file_that_is_saved_over_is_quoted_as_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("old\n")
    table = desk(tmp_path)
    table.open(path, Faults())
    (tmp_path / "new").write_text("new\n")

    (tmp_path / "new").replace(path)

    assert table.pick("f.csv", [1]) == {1: "old"}


def test_names_are_relative_to_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert desk(tmp_path).name(Path("data") / "x" / ".." / "f.csv") == "data/f.csv"
    assert desk(tmp_path / "inside").name(Path("f.csv")) == "f.csv"


def test_a_name_means_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("here", "there"):
        (tmp_path / name / "data").mkdir(parents=True)
        (tmp_path / name / "data" / "f.csv").write_text(name)
    monkeypatch.chdir(tmp_path / "here")
    table, faults = desk(tmp_path / "there"), Faults()

    own = table.open(Path("data/f.csv"), faults)
    other = table.open(tmp_path / "there/data/f.csv", faults)

    assert own
    assert other
    assert (own.text(), other.text()) == ("here", "there")
    assert (own.name, other.name) == ((tmp_path / "here/data/f.csv").as_posix(), "data/f.csv")
    assert desk(tmp_path / "there").name(Path("data/g.csv")) == "data/g.csv"
    assert desk(tmp_path / "here").name(Path("../there/data/f.csv")) == "../there/data/f.csv"


def test_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    (tmp_path / "large.csv").write_text("12345")
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    found = {}
    for name in ("none.csv", "empty.csv", "large.csv", "loop.csv", "x" * 300, "a\0b", ""):
        faults = Faults()
        assert desk(tmp_path, 4).open(tmp_path / name, faults) is None
        found[name[:9]] = codes_of(faults)

    assert found == {
        "none.csv": ["DT001"], "empty.csv": ["DT006"], "large.csv": ["DT004"],
        "loop.csv": ["DT002"], "x" * 9: ["DT002"], "a\0b": ["DT002"], "": ["DT003"],
    }  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "f.csv")
    faults = Faults()

    assert desk(tmp_path).open(tmp_path / "f.csv", faults) is None
    assert codes_of(faults) == ["DT003"]


def test_paths_that_the_system_does_not_look_at_are_nothing(tmp_path: Path) -> None:
    assert not is_folder(tmp_path / ("x" * 300))
    assert not is_file(tmp_path / "a\0b")
    assert is_folder(tmp_path)


class _Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_standard_input_is_read_and_can_be_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", _Stdin("a\nạ\n".encode()))
    table, faults = desk(tmp_path), Faults()

    opened = table.open_stdin("-", faults)

    assert opened
    assert (opened.text(), table.pick("-", [2]), len(faults)) == ("a\nạ\n", {2: "ạ"}, 0)


@pytest.mark.parametrize(
    ("stdin", "code"),
    [
        (_Stdin(b""), "DT006"),
        (_Stdin(b"x" * 11), "DT004"),
        (None, "DT002"),
        (type("Closed", (), {"buffer": _Broken()})(), "DT002"),
    ],
)
def test_standard_input_that_cannot_be_read_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stdin: object, code: str
) -> None:
    monkeypatch.setattr(sys, "stdin", stdin)
    faults = Faults()

    assert desk(tmp_path, 10).open_stdin("-", faults) is None
    assert codes_of(faults) == [code]


def test_encoding_without_incremental_errors_still_names_a_place() -> None:
    opened = memory(b"xn--\xff", encoding="idna")
    faults = Faults()

    with pytest.raises(UnicodeError) as caught:
        opened.text()
    opened.unreadable(caught.value, faults)

    assert codes_of(faults) == ["DT005"]


def test_more_files_than_may_be_open_are_refused_and_leave_room_for_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dti_targets.reading.source._most_files", lambda: 70)
    paths = [tmp_path / f"{number}.csv" for number in range(66)]
    faults = Faults()
    desk = Desk(tmp_path, 100)
    for path in paths:
        path.write_text("x")
        desk.open(path, faults)

    assert [(f.code.id, f.at.path) for f in faults] == [("DT002", "64.csv"), ("DT002", "65.csv")]


@pytest.mark.parametrize(
    ("now", "most", "allowed", "found"),
    [
        (256, -1, 10_240, 8192), (1024, 4096, 10**6, 4096), (1024, 10**6, 10**6, 65_536),
        (100, 100, 0, 100), (256, 256, 0, 256), (-1, -1, 0, 65_536), (256, -1, 0, 256),
    ],
)  # fmt: skip
def test_a_run_of_many_files_asks_for_more_of_them(
    monkeypatch: pytest.MonkeyPatch, now: int, most: int, allowed: int, found: int
) -> None:
    resource = pytest.importorskip("resource")

    def allow(_: int, limits: tuple[int, int]) -> None:
        if limits[0] > allowed:
            raise ValueError

    monkeypatch.setattr(resource, "RLIM_INFINITY", -1)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (now, most))
    monkeypatch.setattr(resource, "setrlimit", allow)

    assert _most_files() == found
