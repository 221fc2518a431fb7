"""The line and column of a cell, found when somebody is told of it and not before."""

import csv
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.reading.csv_rows import broken_span, cell_span
from dti_targets.reading.headings import Column
from dti_targets.reading.source import Desk, Input

_BROKEN = frozenset({codes.UNCLOSED_QUOTE.id, codes.STRAY_QUOTE.id, codes.CELL_TOO_LONG.id})
"""Codes of a record that has no cells to count: the cell is the one that breaks it."""


def located(faults: Faults, desk: Desk) -> Faults:
    """Return the faults with the column and width of every cell that they name."""
    cells: dict[str, set[Place]] = {}
    broken: set[Place] = set()
    for fault in faults:
        for place in (fault.at, *fault.others):
            breaks = fault.code.id in _BROKEN
            if place.line and not place.column and (place.field or place.heading or breaks):
                cells.setdefault(place.path, set()).add(place)
                broken |= {place} if breaks else set()
    found: dict[Place, Place] = {}
    for name, places in cells.items():
        opened = desk.input(name)
        if opened and opened.sheet:
            found |= _addresses(opened, places)
        elif opened:
            found |= _columns(opened, places, broken)
    return faults.relocated(found)


def _addresses(opened: Input, places: Iterable[Place]) -> dict[Place, Place]:
    """Return the better place of each place in one sheet, and keep its rows to be quoted."""
    from dti_targets.reading.workbook_rows import keep_rows

    found = {place: _address(opened, place, place.heading) for place in places}
    keep_rows(opened, {place.line for place in found})
    return found


def _address(opened: Input, place: Place, heading: str) -> Place:
    """Return the place of a cell in a sheet: its column is known."""
    field = place.field or opened.fields.get(heading, 0)
    if 0 < field <= len(opened.headings):
        heading = opened.headings[field - 1] or heading
    return place._replace(column=field, field=field, heading=heading)


def _columns(opened: Input, places: Iterable[Place], broken: set[Place]) -> dict[Place, Place]:
    """Return the better place of each place in one table."""
    named: dict[int, list[Place]] = {}
    for place in places:
        if place.field or place.heading in opened.fields or place in broken:
            named.setdefault(place.line, []).append(place)
    found: dict[Place, Place] = {}
    for record in _records(opened, named):
        for place in named[record.line]:
            field = place.field or opened.fields.get(place.heading, 0)
            found[place] = record.cell(opened, field, place.heading)
    return found


def cells_of_values(rows: Iterable[Place], desk: Desk) -> dict[Place, Place]:
    """Return, for each row of a figures file, the place of its value: one pass over each file."""
    by_file: dict[str, dict[int, Place]] = {}
    for row in rows:
        by_file.setdefault(row.path, {})[row.line] = row
    found: dict[Place, Place] = {}
    for name, wanted in by_file.items():
        opened = desk.input(name)
        if opened and opened.sheet:
            for row in wanted.values():
                found[row] = _address(opened, row, str(Column.VALUE))
        elif opened:
            field = opened.fields[Column.VALUE]
            for record in _records(opened, wanted):
                found[wanted[record.line]] = record.cell(opened, field, str(Column.VALUE))
    return found


class _Record(NamedTuple):
    """A record as written: the line that it begins in, and the row that a spreadsheet makes it."""

    line: int
    row: int
    text: str

    def cell(self, opened: Input, field: int, heading: str) -> Place:
        """Return the place of a cell; without a field, of the one that makes it no record."""
        delimiter = opened.delimiter or ","
        below, column, width = (
            cell_span(self.text, delimiter, field) if field else broken_span(self.text, delimiter)
        )
        if 0 < field <= len(opened.headings):
            heading = opened.headings[field - 1] or heading
        return Place(opened.name, self.line + below, column, width, field, heading, self.row)


def _records(opened: Input, wanted: Collection[int]) -> Iterator[_Record]:
    """Yield the records that begin in some lines, taken apart as they were when they were read."""
    left = set(wanted)
    written: list[str] = []

    def noted() -> Iterator[str]:
        for line in opened.lines():
            written.append(line)
            yield line

    reader = csv.reader(noted(), delimiter=opened.delimiter or ",", strict=True)
    first, row = 1, 0
    with suppress(UnicodeError, OSError):  # the rest of the file could not be read before, either
        while left:
            ended = False
            with suppress(csv.Error):  # a broken record begins like any other
                ended = next(reader, None) is None
            if ended or not written:
                return
            row += 1
            if first in left:
                left.discard(first)
                yield _Record(first, row, "".join(written).rstrip("\r\n"))
            first += len(written)
            written.clear()


def in_bytes(places: Iterable[Place], desk: Desk) -> dict[Place, Place]:
    """Return places with column and width in bytes of UTF-8, as some programs count them."""
    lines: dict[str, set[int]] = {}
    named = [place for place in places if place.column and not place.sheet]
    for place in named:
        lines.setdefault(place.path, set()).add(place.line)
    texts = {path: desk.pick(path, wanted) for path, wanted in lines.items()}
    found: dict[Place, Place] = {}
    for place in named:
        text = texts[place.path].get(place.line, "")
        start = place.column - 1
        before, marked = text[:start], text[start : start + place.width]
        found[place] = place._replace(
            column=len(before.encode()) + 1, width=max(1, len(marked.encode()))
        )
    return found
