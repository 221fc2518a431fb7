"""One sheet of a workbook, streamed: its rows as they are stored, and what Excel hides or joins.

openpyxl reads what the sheets share: texts, number formats, their names. Its own rows leave out
what decides here: a formula without a result, hidden rows, merged cells, the address of a cell
where the file gets its own dimension wrong.
"""

import re
from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.etree.ElementTree import Element, ParseError

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _DATA = f"{_MAIN}row", f"{_MAIN}c", f"{_MAIN}sheetData"
_VALUE, _FORMULA, _INLINE = f"{_MAIN}v", f"{_MAIN}f", f"{_MAIN}is"
_TEXT, _RUN, _ITEM = f"{_MAIN}t", f"{_MAIN}r", f"{_MAIN}si"
_COLUMN, _MERGED, _FILTER = f"{_MAIN}col", f"{_MAIN}mergeCell", f"{_MAIN}filterColumn"
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_KINDS = frozenset({"n", "s", "str", "inlineStr", "b", "e", "d"})
_ON = frozenset({"1", "true"})


class StoredCell(NamedTuple):
    """A cell as the file has it.

    `kind` is n, s (a number of a shared text), str, inlineStr, b, e or d. `raw` is None where
    nothing is stored, which for a `formula` means that nobody has computed it.
    """

    column: int
    kind: str
    raw: str | None
    style: int
    formula: bool


class StoredRow(NamedTuple):
    """A row that the file has: its number, whether Excel hides it, its cells."""

    number: int
    hidden: bool
    cells: list[StoredCell]


class Sheet:
    """Reads the part of a sheet once, from its start.

    `hidden_columns` are known before the first row; `merged` and `filtered` after the last.
    """

    def __init__(self, part: IO[bytes]) -> None:
        """Read from `part`."""
        self._part = part
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.filtered = False

    def rows(self) -> Iterator[StoredRow]:
        """Yield the rows that are stored, in their order.

        Raises:
            ParseError: it is no XML, or no row or cell has such an address.
            ValueError: an entity or a number that no sheet has.
        """
        from defusedxml.ElementTree import iterparse

        data: Element | None = None
        number = 0
        for event, element in iterparse(self._part, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                if element.tag == _DATA:
                    data = element
            elif element.tag == _ROW:
                row = _row(element, number)
                number = row.number
                yield row
                if data is not None:
                    data.clear()  # the rows read so far
            elif element.tag == _COLUMN and element.get("hidden") in _ON:
                self.hidden_columns.append((int(element.get("min", 0)), int(element.get("max", 0))))
            elif element.tag == _MERGED:
                self.merged.append(_span(element.get("ref", "")))
            elif element.tag == _FILTER:
                self.filtered = True


def _row(element: Element, before: int) -> StoredRow:
    number = int(element.get("r") or before + 1)
    if not before < number <= MOST_ROWS:
        raise ParseError("row")
    cells: list[StoredCell] = []
    column = 0
    for cell in element:
        if cell.tag == _CELL:
            column, row = _address(cell.get("r", "")) if cell.get("r") else (column + 1, number)
            if not 0 < column <= MOST_COLUMNS or (row != number and element.get("r")):
                raise ParseError("column")
            cells.append(_cell(cell, column))
    if len({cell.column for cell in cells}) < len(cells):
        raise ParseError("twice")
    return StoredRow(number, element.get("hidden") in _ON, cells)


def _cell(element: Element, column: int) -> StoredCell:
    kind = element.get("t", "n")
    if kind not in _KINDS:
        raise ParseError("kind")
    raw: str | None = None
    formula = False
    for child in element:
        if child.tag == _VALUE:
            if raw is not None or len(child):
                raise ParseError("value")
            raw = child.text or ("" if kind == "str" else None)
            if raw and kind == "str":
                raw = unescaped(raw)
        elif child.tag == _FORMULA:
            formula = True
        elif child.tag == _INLINE:
            raw = _text(child)
    return StoredCell(column, kind, raw, int(element.get("s") or 0), formula)


def shared_texts(part: IO[bytes]) -> list[str]:
    """Return the texts that cells share, as they were typed.

    openpyxl takes `x005F_` out of them, which Excel writes before what looks like an escape.

    Raises:
        ParseError: it is no XML.
        ValueError: an entity.
    """
    from defusedxml.ElementTree import iterparse

    texts: list[str] = []
    table: Element | None = None
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            table = element if table is None else table
        elif element.tag == _ITEM:
            texts.append(_text(element))
            if table is not None:
                table.clear()  # the texts read so far
    return texts


def unescaped(text: str) -> str:
    """Return a text with the characters that a workbook spells `_x000D_`.

    Two halves of a sign that UTF-16 writes in two are one.
    """
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _text(element: Element) -> str:
    """Return a text in one run or several, without the reading aids of other scripts."""
    runs = [child for child in element if child.tag == _RUN]
    texts = [child for part in (element, *runs) for child in part if child.tag == _TEXT]
    return "".join(unescaped(child.text or "") for child in texts)


def _address(text: str) -> tuple[int, int]:
    """Return column and row of an address."""
    found = _ADDRESS.fullmatch(text)
    if not found:
        raise ParseError("address")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(found[2])


def _span(text: str) -> tuple[int, int, int, int]:
    """Return first column, first row, last column and last row of a range of cells."""
    first, _, last = text.partition(":")
    return (*_address(first), *_address(last or first))
