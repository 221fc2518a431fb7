"""The only room that opens inputs: a file or standard input, limited in size, read as it was.

An `Input` keeps its handle for the whole run. What a diagnostic quotes is therefore the file that
was read, even if somebody saved a new one over it meanwhile.
"""

import codecs
import errno
import io
import os
import re
import stat
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.reading.garbled import WINDOWS, likely_encoding

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_PIECE = 1 << 16
_SPOOL = 8 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm"})
_ARCHIVE = b"PK\x03\x04"

Progress = Callable[[int, int], None]
"""Told how many bytes of how many have been read."""


@dataclass(slots=True)
class Input:
    """One open input: its name as printed, its size in bytes, its encoding.

    A table that was read from it leaves its `delimiter`, its `fields` (column -> number of the
    field, from 1) and its `headings` here, so that a place in it can be shown in its line; a
    workbook also the name of its `sheet`, and in `quoted` the rows that are to be shown. `seen` are
    size and time of change of the file when it was opened.
    """

    name: str
    file: BinaryIO
    size: int
    encoding: str
    progress: Progress | None = field(default=None, repr=False)
    seen: tuple[int, int] | None = None
    delimiter: str = ""
    fields: dict[str, int] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    sheet: str = ""
    quoted: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_workbook(self) -> bool:
        """Whether it is named like a workbook, or begins like one, which no table of text does."""
        if Path(self.name).suffix.lower() in WORKBOOK_SUFFIXES:
            return True
        self.file.seek(0)
        return self.file.read(len(_ARCHIVE)) == _ARCHIVE

    @property
    def ends_as_windows(self) -> bool:
        """Whether its first line ends as those of a table of text do that Excel has saved."""
        return not self.is_workbook and next(iter(self.lines()), "").endswith("\r\n")

    def lines(self) -> Iterable[str]:
        """Return the physical lines from the start, with their ends, in one Unicode form.

        Raises:
            UnicodeError: while iterating, where the bytes are not of the encoding.
            OSError: while iterating, where the file can no longer be read.
        """
        self.file.seek(0)
        raw: io.RawIOBase = _Unclosable(self.file, self.size, self.progress)
        if self.progress is None and isinstance(self.file, io.FileIO):
            # The text layer asks anything else at every line whether it is still open.
            raw = io.FileIO(self.file.fileno(), closefd=False)
        text = io.TextIOWrapper(io.BufferedReader(raw), encoding=self.encoding, newline="")
        if self.encoding.startswith("utf"):
            return text
        return (unicodedata.normalize("NFC", line) for line in text)

    def text(self) -> str:
        """Return the whole text.

        Raises:
            UnicodeError: the bytes are not of the encoding.
            OSError: the file can no longer be read.
        """
        return "".join(self.lines())

    def pick(self, wanted: Iterable[int]) -> dict[int, str]:
        """Return the physical lines with these numbers (from 1), without their ends."""
        left = set(wanted)
        found: dict[int, str] = {}
        if not left:
            return found
        with suppress(UnicodeError, OSError):
            for number, line in enumerate(self.lines(), 1):
                if number in left:
                    found[number] = line.rstrip("\r\n")
                    left.discard(number)
                    if not left:
                        break
        return found

    def unreadable(self, error: OSError | UnicodeError, faults: Faults) -> None:
        """Add why reading stopped: the disk, or the first byte that the encoding does not allow."""
        if isinstance(error, OSError):
            faults.add(codes.FILE_UNREADABLE, Place(self.name), why=error.strerror or "?")
            return
        line, column, byte = self._first_bad_byte()
        place = Place(self.name, line, column)
        likely = likely_encoding(self._around()) if self.encoding.startswith("utf-8") else None
        if likely and likely.font != WINDOWS:
            faults.add(codes.OLD_FONT, place, **likely._asdict())
            return
        faults.add(
            codes.NOT_IN_ENCODING, place,
            byte=byte, encoding=self.encoding, near=likely.font if likely else "",
        )  # fmt: skip

    def _around(self) -> bytes:
        """Return the bytes read last and those before them, which hold the one that is wrong."""
        end = self.file.tell()
        start = max(0, end - 2 * _PIECE)
        self.file.seek(start)
        return self.file.read(end - start)

    def _first_bad_byte(self) -> tuple[int, int, str]:
        """Return line, column and byte at which decoding fails."""
        decoder = codecs.getincrementaldecoder(self.encoding)()
        line, before = 1, ""
        self.file.seek(0)
        while chunk := self.file.read(_PIECE):
            state = decoder.getstate()
            try:
                line, before = _advanced(line, before + decoder.decode(chunk))
            except UnicodeError:
                decoder.setstate(state)
                return _failing_byte(decoder, chunk, line, before)
        return (*_ended(line, before), "…")


_LINE_END = re.compile(r"\r\n|\n|\r(?!\Z)")
"""The end of a line; what a carriage return at the end of a piece is, the next piece tells."""


def _advanced(line: int, text: str) -> tuple[int, str]:
    """Return the line that a text which begins in `line` ends in, and what it holds of it."""
    *ended, rest = _LINE_END.split(text)
    return line + len(ended), rest


def _ended(line: int, before: str) -> tuple[int, int]:
    """Return line and column of what follows."""
    return (line + 1, 1) if before.endswith("\r") else (line, len(before) + 1)


def _failing_byte(
    decoder: codecs.IncrementalDecoder, chunk: bytes, line: int, before: str
) -> tuple[int, int, str]:
    """Return line, column and byte of a piece that cannot be decoded, one byte after another."""
    byte = "…"
    for number in range(len(chunk)):
        try:
            line, before = _advanced(line, before + decoder.decode(chunk[number : number + 1]))
        except UnicodeError as error:
            bad = error if isinstance(error, UnicodeDecodeError) else None
            byte = f"0x{bad.object[bad.start] if bad else chunk[number]:02X}"
            break
    return (*_ended(line, before), byte)


_WIDE = {"-000": "utf-32-le", "000-": "utf-32-be", "-0": "utf-16-le", "0-": "utf-16-be"}
"""Where the NUL bytes stand in the first letter of a text in an encoding."""


def _wide_encoding(start: bytes) -> str:
    """Return in which encoding a text seems to be that has NUL bytes and no mark; empty if none."""
    zeros = "".join("-0"[byte == 0] for byte in start)
    return next((encoding for nul, encoding in _WIDE.items() if zeros.startswith(nul)), "")


class _Unclosable(io.RawIOBase):
    """Bytes of a file that outlives its reader; tells how far the reading has come."""

    def __init__(self, file: BinaryIO, size: int, progress: Progress | None) -> None:
        self._file = file
        self._size = size
        self._progress = progress
        self._done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        data = self._file.read(len(view))
        view[: len(data)] = data
        self._done += len(data)
        if self._progress:
            self._progress(self._done, self._size)
        return len(data)


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; no, where the system does not even look at such a path."""
    return os.path.isdir(path)  # noqa: PTH112  (Path.is_dir raises for a name that is too long)


def is_file(path: Path) -> bool:
    """Whether a path is a regular file; no, where the system does not even look at it."""
    return os.path.isfile(path)  # noqa: PTH113  (as above)


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else str(error)) or "?"


def _seen(file: BinaryIO) -> tuple[int, int]:
    """Return size and time of change of an open file."""
    facts = os.fstat(file.fileno())
    return facts.st_size, facts.st_mtime_ns


_FEW_FILES = 64
_MANY_FILES = (65_536, 8192)
"""Open files that are asked for, the most first; Windows lets a program have the last."""


def _most_files() -> int:
    """Return how many files may be open, after asking for more than the few of many systems."""
    if sys.platform == "win32":
        return _MANY_FILES[-1]
    import resource  # a run of few files does without

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now == resource.RLIM_INFINITY:
        return _MANY_FILES[0]
    for many in _MANY_FILES:
        wanted = many if most == resource.RLIM_INFINITY else min(many, most)
        with suppress(OSError, ValueError):  # a system may have a limit of its own
            if now < wanted:
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
                return wanted
    return now


class Desk:
    """Opens inputs once and keeps them: what was read can be quoted until the run ends."""

    def __init__(self, root: Path, max_size: int, progress: Progress | None = None) -> None:
        """Print names relative to `root`; refuse what is larger than `max_size` bytes.

        `paths` are the files that somebody asked for.
        """
        self._root = root
        self._max_size = max_size
        self._progress = progress
        self._inputs: dict[str, Input] = {}
        self.paths: list[Path] = []

    def __del__(self) -> None:
        """Close what was opened: nobody can quote it any more."""
        for opened in self._inputs.values():
            opened.file.close()

    def name(self, path: Path) -> str:
        """Return a path as it is printed: relative to the project where it lies in it.

        A name means one file: what lies elsewhere keeps the name that it was given, unless the
        project has a file of that name.
        """
        absolute = Path(os.path.abspath(path))  # noqa: PTH100  (a link keeps its own name)
        try:
            return absolute.relative_to(self._root).as_posix()
        except ValueError:
            inside = os.path.abspath(self._root / path)  # noqa: PTH100  (as above)
            taken = inside != str(absolute) and os.path.lexists(inside)
            return (absolute if taken else path).as_posix()

    def open(self, path: Path, faults: Faults, encoding: str | None = None) -> Input | None:
        """Open a file, or add why not. Its byte order mark decides before `encoding` does."""
        name = self.name(path)
        if name in self._inputs:
            return self._inputs[name]
        place = Place(name)
        try:
            facts = path.stat()
            self.paths.append(path)
            if not stat.S_ISREG(facts.st_mode):
                faults.add(codes.NOT_A_FILE, place)
                return None
            if facts.st_size > self._max_size:
                faults.add(codes.FILE_TOO_LARGE, place, size=facts.st_size, limit=self._max_size)
                return None
            self._make_room()
            return self._keep_file(name, path.open("rb", buffering=0), faults, encoding)
        except FileNotFoundError:
            faults.add(codes.FILE_NOT_FOUND, place)
        except (OSError, ValueError) as error:
            faults.add(codes.FILE_UNREADABLE, place, why=_why(error))
        return None

    def _make_room(self) -> None:
        """Let one more file be open, where the system lets so many be.

        Raises:
            OSError: only a few are left, which the program needs for its own files.
        """
        if len(self._inputs) >= _FEW_FILES and len(self._inputs) >= _most_files() - _FEW_FILES:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    def open_stdin(self, name: str, faults: Faults, encoding: str | None = None) -> Input | None:
        """Read standard input into a spool, so that it can be quoted like a file."""
        spool = tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115  (kept for the run)
        size = 0
        try:
            while size <= self._max_size and (chunk := sys.stdin.buffer.read(1 << 16)):
                size += len(chunk)
                spool.write(chunk)
        except (OSError, ValueError, AttributeError) as error:  # closed, or not there at all
            why = "?" if isinstance(error, AttributeError) else _why(error)
            faults.add(codes.FILE_UNREADABLE, Place(name), why=why)
        else:
            if size <= self._max_size:
                return self._keep(name, cast("BinaryIO", spool), size, faults, encoding)
            faults.add(codes.FILE_TOO_LARGE, Place(name), size=size, limit=self._max_size)
        spool.close()
        return None

    def _keep_file(
        self, name: str, file: BinaryIO, faults: Faults, encoding: str | None
    ) -> Input | None:
        try:
            seen = _seen(file)
            opened = self._keep(name, file, seen[0], faults, encoding)
        except OSError:
            file.close()
            raise
        if opened:
            opened.seen = seen
        return opened

    def add_changed(self, faults: Faults) -> None:
        """Add each file that is no longer as it was when it was opened: what was read is neither.

        A file that was replaced by another is still whole: the old one stays open here.
        """
        for opened in self._inputs.values():
            with suppress(OSError):
                if opened.seen and _seen(opened.file) != opened.seen:
                    faults.add(codes.FILE_CHANGED, Place(opened.name))

    def _keep(
        self, name: str, file: BinaryIO, size: int, faults: Faults, encoding: str | None
    ) -> Input | None:
        if size == 0:
            file.close()
            faults.add(codes.FILE_EMPTY, Place(name))
            return None
        file.seek(0)
        start = file.read(4)
        bom = next((encoding for mark, encoding in _BOMS if start.startswith(mark)), None)
        wide = "" if bom or encoding else _wide_encoding(start)
        if wide:
            file.close()
            place = Place(name, 1, start.index(0) + 1)
            faults.add(codes.NOT_IN_ENCODING, place, byte="0x00", encoding="utf-8", near=wide)
            return None
        opened = Input(name, file, size, bom or encoding or "utf-8", self._progress)
        self._inputs[name] = opened
        return opened

    def pick(self, name: str, lines: Iterable[int]) -> dict[int, str]:
        """Return lines of an input by its printed name; nothing where it was not opened."""
        found = self._inputs.get(name)
        return found.pick(lines) if found else {}

    def row(self, name: str, number: int) -> tuple[str, ...] | None:
        """Return a row of a workbook that was kept to be quoted; None where it was not."""
        found = self._inputs.get(name)
        return found.quoted.get(number) if found else None

    def input(self, name: str) -> Input | None:
        """Return an input by its printed name; None where it was not opened."""
        return self._inputs.get(name)
