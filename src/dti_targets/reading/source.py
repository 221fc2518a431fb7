"""The only room that opens inputs: a file or standard input, limited in size, read as it was.

An `Input` keeps its handle for the whole run. What a diagnostic quotes is therefore the file that
was read, even if somebody saved a new one over it meanwhile.
"""

import codecs
import io
import os
import stat
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from dti_targets.diagnostics import Faults, Place, codes

_SPOOL = 8 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Progress = Callable[[int, int], None]
"""Told how many bytes of how many have been read."""


@dataclass(slots=True)
class Input:
    """One open input: its name as printed, its size in bytes, its encoding.

    A table that was read from it leaves its `delimiter` and its `fields` (heading -> number of
    the field, from 1) here, so that a place in it can be shown in its line.
    """

    name: str
    file: BinaryIO
    size: int
    encoding: str
    progress: Progress | None = field(default=None, repr=False)
    delimiter: str = ""
    fields: dict[str, int] = field(default_factory=dict)

    def lines(self) -> Iterable[str]:
        """Return the physical lines from the start, with their ends, in one Unicode form.

        Raises:
            UnicodeDecodeError: while iterating, where the bytes are not of the encoding.
        """
        self.file.seek(0)
        raw: io.RawIOBase | BinaryIO = _Unclosable(self.file, self.size, self.progress)
        text = io.TextIOWrapper(io.BufferedReader(raw, 1 << 16), encoding=self.encoding, newline="")
        if self.encoding.startswith("utf"):
            return text
        return (unicodedata.normalize("NFC", line) for line in text)

    def text(self) -> str:
        """Return the whole text.

        Raises:
            UnicodeDecodeError: the bytes are not of the encoding.
        """
        return "".join(self.lines())

    def pick(self, wanted: Iterable[int]) -> dict[int, str]:
        """Return the physical lines with these numbers (from 1), without their ends."""
        left = set(wanted)
        found: dict[int, str] = {}
        if not left:
            return found
        try:
            for number, line in enumerate(self.lines(), 1):
                if number in left:
                    found[number] = line.rstrip("\r\n")
                    left.discard(number)
                    if not left:
                        break
        except UnicodeDecodeError:
            pass
        return found

    def undecodable(self, error: UnicodeDecodeError, faults: Faults) -> None:
        """Add the diagnostic of the first byte that the encoding does not allow."""
        self.file.seek(0)
        line, column, byte = 0, 0, error.object[error.start]
        if self.encoding in {"utf-8", "utf-8-sig"}:
            for number, raw in enumerate(self.file, 1):
                try:
                    raw.decode("utf-8")
                except UnicodeDecodeError as bad:
                    line, byte = number, raw[bad.start]
                    column = len(raw[: bad.start].decode("utf-8")) + 1
                    break
        faults.add(
            codes.NOT_IN_ENCODING, Place(self.name, line, column),
            byte=f"0x{byte:02X}", encoding=self.encoding,
        )  # fmt: skip


class _Unclosable(io.RawIOBase):
    """Bytes of a file that outlives its reader; tells how far the reading has come."""

    def __init__(self, file: BinaryIO, size: int, progress: Progress | None) -> None:
        self._file = file
        self._size = size
        self._progress = progress
        self._done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._done += len(data)
        if self._progress:
            self._progress(self._done, self._size)
        return len(data)


class Desk:
    """Opens inputs once and keeps them: what was read can be quoted until the run ends."""

    def __init__(self, root: Path, max_size: int, progress: Progress | None = None) -> None:
        """Print names relative to `root`; refuse what is larger than `max_size` bytes."""
        self._root = root
        self._max_size = max_size
        self._progress = progress
        self._inputs: dict[str, Input] = {}

    def name(self, path: Path) -> str:
        """Return a path as it is printed: relative to the project where it lies in it."""
        absolute = Path(os.path.abspath(path))
        try:
            return absolute.relative_to(self._root).as_posix()
        except ValueError:
            return path.as_posix()

    def open(self, path: Path, faults: Faults, encoding: str | None = None) -> Input | None:
        """Open a file, or add the diagnostic that says why not. A byte order mark beats `encoding`."""
        name = self.name(path)
        if name in self._inputs:
            return self._inputs[name]
        place = Place(name)
        try:
            facts = os.stat(path)
            if not stat.S_ISREG(facts.st_mode):
                faults.add(codes.NOT_A_FILE, place)
                return None
            if facts.st_size > self._max_size:
                faults.add(codes.FILE_TOO_LARGE, place, size=facts.st_size, limit=self._max_size)
                return None
            file = Path(path).open("rb")  # noqa: SIM115  (kept for the run)
        except FileNotFoundError:
            faults.add(codes.FILE_NOT_FOUND, place)
            return None
        except (OSError, ValueError) as error:
            why = (error.strerror if isinstance(error, OSError) else None) or "?"
            faults.add(codes.FILE_UNREADABLE, place, why=why)
            return None
        return self._keep(name, file, facts.st_size, faults, encoding)

    def open_stdin(self, name: str, faults: Faults, encoding: str | None = None) -> Input | None:
        """Read standard input into a spool, so that it can be quoted like a file."""
        spool = tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115  (kept for the run)
        size = 0
        while chunk := sys.stdin.buffer.read(1 << 16):
            size += len(chunk)
            if size > self._max_size:
                faults.add(codes.FILE_TOO_LARGE, Place(name), size=size, limit=self._max_size)
                return None
            spool.write(chunk)
        return self._keep(name, cast("BinaryIO", spool), size, faults, encoding)

    def _keep(
        self, name: str, file: BinaryIO, size: int, faults: Faults, encoding: str | None
    ) -> Input | None:
        if size == 0:
            faults.add(codes.FILE_EMPTY, Place(name))
            return None
        file.seek(0)
        start = file.read(4)
        bom = next((encoding for mark, encoding in _BOMS if start.startswith(mark)), None)
        opened = Input(name, file, size, bom or encoding or "utf-8", self._progress)
        self._inputs[name] = opened
        return opened

    def pick(self, name: str, lines: Iterable[int]) -> dict[int, str]:
        """Return lines of an input by its printed name; nothing where it was not opened."""
        found = self._inputs.get(name)
        return found.pick(lines) if found else {}

    def input(self, name: str) -> Input | None:
        """Return an input by its printed name; None where it was not opened."""
        return self._inputs.get(name)
