"""The line and column of a cell, found when somebody is told of it and not before."""

from collections.abc import Iterable

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.reading.csv_rows import broken_span, cell_span
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
