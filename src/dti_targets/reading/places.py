"""The line and column of a cell, found when somebody is told of it and not before."""

from dti_targets.diagnostics import Faults, Place
from dti_targets.reading.csv_rows import cell_span
from dti_targets.reading.source import Desk

_TALLEST = 40
"""Physical lines of one record that are looked at for a cell."""


def located(faults: Faults, desk: Desk) -> Faults:
    """Return the faults with the column and width of every cell that they name."""
    cells: dict[str, set[Place]] = {}
    for fault in faults:
        for place in (fault.at, *fault.others):
            if place.line and not place.column and (place.field or place.heading):
                cells.setdefault(place.path, set()).add(place)
    found: dict[Place, Place] = {}
    for name, places in cells.items():
        found |= _columns(name, places, desk)
    return faults.relocated(found)


def _columns(name: str, places: set[Place], desk: Desk) -> dict[Place, Place]:
    opened = desk.input(name)
    if opened is None:
        return {}
    wanted = {line for place in places for line in range(place.line, place.line + _TALLEST)}
    lines = desk.pick(name, wanted)
    found: dict[Place, Place] = {}
    for place in places:
        field = place.field or opened.fields.get(place.heading, 0)
        if not field or place.line not in lines:
            continue
        record = "\n".join(
            lines[line] for line in range(place.line, place.line + _TALLEST) if line in lines
        )
        below, column, width = cell_span(record, opened.delimiter or ",", field)
        found[place] = Place(name, place.line + below, column, width, field, place.heading)
    return found
