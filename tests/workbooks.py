"""Workbooks for tests: from a small table as text, or with a part of the archive rewritten."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = ("indicator", "area", "level", "period", "value")
SHEET = "xl/worksheets/sheet1.xml"

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def from_text(text: str) -> bytes:
    """Return a workbook of rows whose cells are separated by `|`.

    `[Name]` begins a sheet; `(merged B2:B3)` and `(hidden 3)` say what Excel does with it.
    """
    book = Workbook()
    sheet = active(book)
    for line in text.splitlines():
        if found := re.fullmatch(r"\[(.+)\]", line):
            sheet = active(book) if sheet.max_row == 1 else book.create_sheet()
            sheet.title = found[1]
        elif found := re.fullmatch(r"\(merged (.+)\)", line):
            sheet.merge_cells(found[1])
        elif found := re.fullmatch(r"\(hidden (\d+)\)", line):
            sheet.row_dimensions[int(found[1])].hidden = True
        else:
            sheet.append([_cell(part.strip()) for part in line.split("|")])
    return saved(book)


def _cell(text: str) -> str | int | float | date | None:
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text or None


def active(book: Workbook) -> Worksheet:
    """Return the first sheet of a new workbook."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def table(
    *rows: tuple[Any, ...], headings: tuple[Any, ...] = HEADINGS,
    formats: Mapping[str, str] | None = None, change: Callable[[Worksheet], object] | None = None,
) -> bytes:  # fmt: skip
    """Return a workbook of one sheet; `formats` are those of cells, `change` does what is left."""
    book = Workbook()
    sheet = active(book)
    for row in (headings, *rows):
        sheet.append(row)
    for address, code in (formats or {}).items():
        sheet[address].number_format = code
    if change:
        change(sheet)
    return saved(book)


def rewritten(data: bytes, **parts: Callable[[str], str]) -> bytes:
    """Return a workbook with some parts written otherwise; `sheet1` is that of the first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if change := parts.get(Path(name).stem):
                text = change(text.decode()).encode()
            new.writestr(name, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_parts(data: bytes, *parts: tuple[str, bytes]) -> bytes:
    """Return a workbook with more parts, whatever their names are."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()
