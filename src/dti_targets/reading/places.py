"""The line and column of a cell, found when somebody is told of it and not before."""

from collections.abc import Container, Iterable, Iterator
from contextlib import suppress

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.reading.csv_rows import broken_span, cell_span
from dti_targets.reading.headings import Column
from dti_targets.reading.source import Desk, Input

_TALLEST = 40
"""Physical lines of one record that are looked at for a cell."""

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
        if opened:
            found |= _columns(opened, places, broken)
    return faults.relocated(found)


def _columns(opened: Input, places: Iterable[Place], broken: set[Place]) -> dict[Place, Place]:
    """Return the better place of each place in one table."""
    lines = opened.pick(
        line for place in places for line in range(place.line, place.line + _TALLEST)
    )
    found: dict[Place, Place] = {}
    for place in places:
        field = place.field or opened.fields.get(place.heading, 0)
        if place.line not in lines or not (field or place in broken):
            continue
        record = "\n".join(
            lines[line] for line in range(place.line, place.line + _TALLEST) if line in lines
        )
        delimiter = opened.delimiter or ","
        below, column, width = (
            cell_span(record, delimiter, field) if field else broken_span(record, delimiter)
        )
        heading = place.heading
        if 0 < field <= len(opened.headings):
            heading = opened.headings[field - 1] or heading
        found[place] = Place(opened.name, place.line + below, column, width, field, heading)
    return found


def cells_of_values(rows: Iterable[Place], desk: Desk) -> dict[Place, Place]:
    """Return, for each row of a figures file, the place of its value: one pass over each file."""
    by_file: dict[str, dict[int, Place]] = {}
    for row in rows:
        by_file.setdefault(row.path, {})[row.line] = row
    found: dict[Place, Place] = {}
    for name, wanted in by_file.items():
        opened = desk.input(name)
        if opened is None:
            continue
        field, delimiter = opened.fields[Column.VALUE], opened.delimiter or ","
        for line, record in _records(opened, wanted):
            below, column, width = cell_span(record, delimiter, field)
            heading = opened.headings[field - 1]
            found[wanted[line]] = Place(name, line + below, column, width, field, heading)
    return found


def _records(opened: Input, wanted: Container[int]) -> Iterator[tuple[int, str]]:
    """Yield the records that begin in some lines, each with its line; what is open goes on."""
    first, record = 0, ""
    with suppress(UnicodeError, OSError):  # it could be read before: something changed it
        for number, line in enumerate(opened.lines(), 1):
            if record:
                record += line
            elif number in wanted:
                first, record = number, line
            else:
                continue
            if record.count('"') % 2 == 0 or number - first >= _TALLEST:
                yield first, record
                record = ""


def in_bytes(places: Iterable[Place], desk: Desk) -> dict[Place, Place]:
    """Return places with column and width in bytes of UTF-8, as some programs count them."""
    lines: dict[str, set[int]] = {}
    named = [place for place in places if place.column]
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
