"""Comma-separated tables as physical lines: the delimiter, the header, and where a cell stands."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.reading.headings import REQUIRED, Column, column_of

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 131_072
"""Characters of one cell: far above any quotation; beyond it a quote was left open."""


@dataclass(frozen=True, slots=True)
class Table:
    """A figures file after its header: what is left to read, and where its columns are.

    `fields` maps each known column to its index. `width` is the number of cells of the header;
    `skipped` the physical lines before the first row.
    """

    rows: Iterator[list[str]]
    lines: "Lines"
    delimiter: str
    fields: dict[Column, int]
    width: int


class Lines:
    """Physical lines, counted by the csv reader that reads them."""

    def __init__(self, lines: Iterable[str], delimiter: str, before: int) -> None:
        """Read `lines` that stand after `before` others."""
        self.reader = csv.reader(lines, delimiter=delimiter, strict=True)
        self.before = before

    @property
    def number(self) -> int:
        """The physical line that was read last."""
        return self.before + self.reader.line_num


def open_table(
    lines: Iterable[str], name: str, delimiter: str | None, faults: Faults
) -> Table | None:
    """Find delimiter and header, and return the table; or add what is wrong with the header."""
    csv.field_size_limit(LONGEST_CELL)
    source = iter(lines)
    before = 0
    header_line = ""
    for line in source:
        header_line = line
        stripped = line.strip("\r\n")
        if before == 0 and stripped.lower().startswith("sep=") and len(stripped) == len("sep=,"):
            delimiter = delimiter or stripped[-1]
        elif stripped.strip(" \t,;|"):
            break
        before += 1
        header_line = ""
    if not header_line.strip():
        faults.add(codes.FILE_EMPTY, Place(name))
        return None
    if delimiter is None:
        delimiter = _delimiter(header_line, name, before + 1, faults)
        if delimiter is None:
            return None
    read = Lines(chain([header_line], source), delimiter, before)
    try:
        headings = next(read.reader)
    except csv.Error:
        faults.add(codes.UNCLOSED_QUOTE, Place(name, before + 1))
        return None
    fields = _fields(headings, Place(name, before + 1), faults)
    if fields is None:
        return None
    return Table(read.reader, read, delimiter, fields, len(headings))


def _delimiter(header: str, name: str, line: int, faults: Faults) -> str | None:
    """Return the sign that splits the header into the most known columns."""
    known = {sign: _known(header, sign) for sign in DELIMITERS}
    most = max(known.values())
    if most == 0:
        faults.add(codes.NO_HEADER, Place(name, line), columns=tuple(str(c) for c in Column))
        return None
    best = [sign for sign in DELIMITERS if known[sign] == most]
    if len(best) > 1 and any(sign in header for sign in best):
        faults.add(codes.DELIMITER_UNCLEAR, Place(name, line))
        return None
    return best[0]


def _known(header: str, delimiter: str) -> int:
    cells = header.strip("\r\n").split(delimiter)
    return sum(column_of(cell.strip().strip('"')) is not None for cell in cells)


def _fields(headings: Sequence[str], at: Place, faults: Faults) -> dict[Column, int] | None:
    """Return where the columns are; None where one is missing or stands twice."""
    fields: dict[Column, int] = {}
    usable = True
    for index, heading in enumerate(headings):
        place = Place(at.path, at.line, field=index + 1, heading=heading.strip())
        column = column_of(heading)
        if column is None:
            if heading.strip():
                near = nearest(heading.strip().lower(), tuple(Column))
                faults.add(codes.UNKNOWN_COLUMN, place, column=heading.strip(), near=near)
        elif column in fields:
            faults.add(
                codes.REPEATED_COLUMN, place,
                Place(at.path, at.line, field=fields[column] + 1, heading=heading.strip()),
                column=str(column), field=index + 1,
            )  # fmt: skip
            usable = False
        else:
            fields[column] = index
    for column in REQUIRED:
        if column not in fields:
            found = tuple(heading.strip() for heading in headings if heading.strip())
            faults.add(codes.MISSING_COLUMN, at, column=str(column), found=found)
            usable = False
    return fields if usable else None


def cell_span(record: str, delimiter: str, field: int) -> tuple[int, int, int]:
    """Return where a cell of a record stands, as written.

    Args:
        record: The physical line or lines of the record.
        delimiter: The sign between cells.
        field: The number of the cell, from 1; one too many is the end of the record.

    Returns:
        Lines below the first, column from 1, and width in characters (at least 1).
    """
    start = index = 0
    current = 1
    quoted = False
    while index < len(record):
        sign = record[index]
        if sign == '"':
            quoted = not quoted
        elif not quoted and (sign == delimiter or (sign in "\r\n")):
            if current == field or sign != delimiter:
                break
            current += 1
            start = index + 1
        index += 1
    above = record.count("\n", 0, start)
    line_start = record.rfind("\n", 0, start) + 1
    end = record.find("\n", start, index)
    return above, start - line_start + 1, max(1, (end if end >= 0 else index) - start)
