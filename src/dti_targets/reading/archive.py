"""What a workbook file is, looked at before any library sees it: its first bytes, its directory.

A workbook is an archive, so a small file can be a large one; its parts are counted and measured
before any is unpacked. What the directory says of a part is what can be unpacked of it at most.
"""

from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.reading.source import Input

MOST_PARTS = 2_000
"""Parts of a workbook: Excel writes a dozen, and one more for a sheet or a picture."""

MOST_BYTES = 256 * 1024 * 1024
"""All parts, unpacked: about half a million rows of figures."""

MOST_TIMES = 250
"""How many times as large as packed a part may be unpacked: the most regular tables reach 100."""

_SMALL = 16 * 1024 * 1024
"""Bytes of a part that do no harm, however well they were packed."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKS = tuple(name.encode("utf-16-le") for name in ("EncryptedPackage", "DRMContent"))
_ENCRYPTED = 0x1
_START = 512
_ODF = b"application/vnd.oasis.opendocument"
_PIECE = 1 << 20


def open_archive(opened: Input, faults: Faults) -> ZipFile | None:
    """Return the archive of a workbook that can be unpacked without harm; or add why there is none.

    Raises:
        OSError: the file can no longer be read.
    """
    at = Place(opened.name)
    opened.file.seek(0)
    start = opened.file.read(_START)
    if start.startswith(_OLE):
        if _holds_any(opened.file, _LOCKS):
            faults.add(codes.WORKBOOK_LOCKED, at)
        else:
            faults.add(codes.NOT_A_WORKBOOK, at, problem="workbook_xls")
        return None
    if not start.startswith(b"PK"):
        markup = start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
        faults.add(codes.NOT_A_WORKBOOK, at, problem="workbook_html" if markup else "workbook_text")
        return None
    try:
        archive = ZipFile(opened.file)
    except (BadZipFile, ValueError, NotImplementedError, EOFError):
        faults.add(codes.WORKBOOK_REFUSED, at, problem="workbook_damaged")
        return None
    parts = archive.infolist()
    if problem := _harm(parts):
        faults.add(codes.WORKBOOK_REFUSED, at, problem=problem)
    elif kind := _other_kind({part.filename for part in parts}, start):
        faults.add(codes.NOT_A_WORKBOOK, at, problem=kind)
    else:
        return archive
    return None


def _holds_any(file: BinaryIO, wanted: tuple[bytes, ...]) -> bool:
    """Whether one of some bytes stands anywhere in a file."""
    file.seek(0)
    before = b""
    while piece := file.read(_PIECE):
        window = before + piece
        if any(found in window for found in wanted):
            return True
        before = window[-max(map(len, wanted)) :]
    return False


def _harm(parts: list[ZipInfo]) -> str:
    """Return why an archive is not unpacked; empty where nothing speaks against it."""
    names = [part.filename.replace("\\", "/") for part in parts]
    problems = {
        "workbook_parts": len(parts) > MOST_PARTS,
        "workbook_twice": len({name.casefold() for name in names}) < len(names),
        "workbook_outside": any(map(_leads_out, names)),
        "workbook_encrypted": any(part.flag_bits & _ENCRYPTED for part in parts),
        "workbook_bytes": sum(part.file_size for part in parts) > MOST_BYTES,
        "workbook_times": any(map(_swells, parts)),
    }
    return next((problem for problem, found in problems.items() if found), "")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ":" in name or ".." in name.split("/")


def _swells(part: ZipInfo) -> bool:
    return part.file_size > max(_SMALL, MOST_TIMES * part.compress_size)


def _other_kind(names: set[str], start: bytes) -> str:
    """Return what an archive is, if it is another kind of document."""
    if _ODF in start:
        return "workbook_ods"
    if "xl/workbook.bin" in names:
        return "workbook_xlsb"
    return "" if "[Content_Types].xml" in names else "workbook_zip"
