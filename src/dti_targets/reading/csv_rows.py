"""Comma-separated tables as physical lines: the delimiter, the header, and where a cell stands."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice
from typing import NamedTuple, Protocol

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.reading.cells import CellFault, text_fault
from dti_targets.reading.headings import (
    REQUIRED,
    Column,
    column_of,
    decides,
    is_beside,
    nearest_heading,
)
from dti_targets.reading.hidden import hidden_character

DELIMITERS = (",", ";", "\t", "|")
LINE_END = re.compile(r"\r\n?|\n")
LONGEST_CELL = 131_072
"""Characters of one cell: far above any quotation; beyond it a quote was left open."""


class Table(NamedTuple):
    """A figures file after its header: what is left to read, and where its columns are.

    `fields` maps each known column to its index; `headings` are all, as written.
    """

    rows: Iterator[list[str]]
    lines: "Numbered"
    delimiter: str
    fields: dict[Column, int]
    headings: tuple[str, ...]

    @property
    def width(self) -> int:
        """The number of cells of the header."""
        return len(self.headings)


class Numbered(Protocol):
    """Says where in the file the rows stand that were read."""

    @property
    def number(self) -> int:
        """The line that was read last."""

    def starts(self, rows: Sequence[Sequence[str]], first: int) -> Sequence[int]:
        """Return the lines in which the rows read last begin, and the line that follows them."""


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

    def starts(self, rows: Sequence[Sequence[str]], first: int) -> Sequence[int]:
        """Return the lines in which the rows from `first` begin, and the line that follows them."""
        after = first + len(rows)
        if self.number + 1 == after:
            return range(first, after + 1)
        return [*accumulate((_lines_of(row) for row in rows), initial=first)]


def open_table(
    lines: Iterable[str], name: str, delimiter: str | None, faults: Faults
) -> Table | None:
    """Find delimiter and header, and return the table; or add what is wrong with the header."""
    csv.field_size_limit(LONGEST_CELL)
    source = iter(lines)
    header_line, before, said = _header_line(source)
    at = Place(name, before + 1)
    if not header_line:
        faults.add(codes.FILE_EMPTY, Place(name))
        return None
    delimiter = delimiter or said or _delimiter(header_line, at, faults)
    if delimiter is None:
        return None
    read = Lines(chain([header_line], source), delimiter, before)
    try:
        headings = next(read.reader)
    except csv.Error as error:
        ends_file(error, at, read.number, faults)
        return None
    fields = fields_of(headings, at, faults)
    if fields is None:
        return None
    if not fields:
        known = tuple(str(column) for column in Column)
        faults.add(codes.NO_HEADER, at, columns=known, near=_headings_below(source, at.line))
        return None
    written = tuple(heading.strip() for heading in headings)
    return Table(read.reader, read, delimiter, fields, written)


def _lines_of(row: Iterable[str]) -> int:
    """Return how many physical lines a row takes: a cell in quotes can hold line ends."""
    return 1 + len(LINE_END.findall(",".join(row)))


def _header_line(source: Iterator[str]) -> tuple[str, int, str | None]:
    """Return the first line with text, the number of lines before it, and what `sep=` says."""
    said = None
    for before, line in enumerate(source):
        stripped = line.strip("\r\n")
        if before == 0 and stripped.lower().startswith("sep=") and len(stripped) == len("sep=;"):
            said = stripped[-1]
        elif stripped.strip(" \t\u00a0,;|"):
            return line, before, said
    return "", 0, said


def ends_file(error: csv.Error, at: Place, last: int, faults: Faults) -> bool:
    """Add the diagnostic of a row that is no CSV; tell whether the rest of the file is lost.

    A quote that is closed by one of a later line (`last`), with text behind it, was left open.
    """
    problem = str(error)
    if "field larger" in problem:
        faults.add(codes.CELL_TOO_LONG, at, limit=LONGEST_CELL)
        return True
    if "unexpected end of data" in problem or last > at.line:
        faults.add(codes.UNCLOSED_QUOTE, at)
        return True
    faults.add(codes.STRAY_QUOTE, at)
    return False


def _delimiter(header: str, at: Place, faults: Faults) -> str | None:
    """Return the sign that splits the header into the most known columns."""
    known = {sign: _known(header, sign) for sign in DELIMITERS}
    most = max(known.values())
    best = [sign for sign in DELIMITERS if known[sign] == most]
    if most and len(best) > 1 and any(sign in header for sign in best):
        faults.add(codes.DELIMITER_UNCLEAR, at)
        return None
    return best[0]


def _known(header: str, delimiter: str) -> int:
    cells = header.strip("\r\n").split(delimiter)
    return sum(column_of(cell.strip().strip('"')) is not None for cell in cells)


_LOOKED_AT = 50
"""Lines below a first one without headings in which they are looked for."""


def _headings_below(source: Iterable[str], line: int) -> str:
    """Return the number of the line in which the headings seem to stand; empty if in none."""
    for number, text in enumerate(islice(source, _LOOKED_AT), line + 1):
        if max(_known(text, sign) for sign in DELIMITERS) >= len(REQUIRED):
            return str(number)
    return ""


def fields_of(headings: Sequence[str], at: Place, faults: Faults) -> dict[Column, int] | None:
    """Return where the columns are; None where one is missing, hidden or stands twice.

    Nowhere, where no heading is one that is known.
    """
    fields: dict[Column, int] = {}
    before = faults.errors
    unknown = []
    for index, heading in enumerate(headings):
        place = at._replace(field=index + 1, heading=heading.strip())
        column = column_of(heading)
        if column is None and (fault := _misread(heading.strip())):
            faults.add(fault.code, place, **fault.params)
        elif sign := hidden_character(heading.strip()):
            faults.add(codes.HIDDEN_CHARACTER, place, **sign)
        elif column is None:
            if not is_beside(heading):
                unknown.append(place)
        elif column in fields:
            first = at._replace(field=fields[column] + 1, heading=headings[fields[column]].strip())
            faults.add(codes.REPEATED_COLUMN, place, first, column=place.heading, field=index + 1)
        else:
            fields[column] = index
    if faults.errors > before or not _usable(fields, unknown, headings, at, faults):
        return None
    return fields


def _misread(heading: str) -> CellFault | None:
    """Return the fault of a heading that is not what it looks like.

    One with a sign that looks like another is refused only where it looks like one that is known.
    """
    fault = text_fault(heading, Column.INDICATOR)
    if fault and fault.code is codes.LOOK_ALIKE and not nearest_heading(heading):
        return None
    return fault


def _usable(
    fields: Mapping[Column, int], unknown: Iterable[Place], headings: Sequence[str], at: Place,
    faults: Faults,
) -> bool:  # fmt: skip
    """Whether a table can be read with these columns; add what is unknown and what is missing."""
    if not fields:
        return True
    before = faults.errors
    for place in unknown:
        if near := decides(place.heading, fields):
            faults.add(codes.COLUMN_NEARLY_KNOWN, place, column=place.heading, near=near)
        elif place.heading:
            near = nearest_heading(place.heading)
            faults.add(codes.UNKNOWN_COLUMN, place, column=place.heading, near=near)
    found = tuple(heading.strip() for heading in headings if heading.strip())
    missing = [column for column in REQUIRED if column not in fields]
    for column in missing:
        faults.add(codes.MISSING_COLUMN, at, column=str(column), found=found)
    return faults.errors == before


def cell_span(record: str, delimiter: str, field: int) -> tuple[int, int, int]:
    """Return where a cell of a record stands, as written.

    Args:
        record: The physical line or lines of the record; what follows it does no harm.
        delimiter: The sign between cells.
        field: The number of the cell, from 1; the last one where there are not so many.

    Returns:
        Lines below the first, column from 1, and width in characters (at least 1).
    """
    *_, (start, end, _) = islice(_spans(record, delimiter), field)
    return _shown(record, start, end)


def broken_span(record: str, delimiter: str) -> tuple[int, int, int]:
    """Return where the cell stands that makes a record no CSV, as `cell_span` does."""
    *_, (start, end, _) = _spans(record, delimiter)
    return _shown(record, start, end)


def _shown(record: str, start: int, end: int) -> tuple[int, int, int]:
    """Return lines below the first, column from 1, and width on the line where a piece begins."""
    ends = [found.end() for found in LINE_END.finditer(record, 0, start)]
    line_start = ends[-1] if ends else 0
    line_end = LINE_END.search(record, start, end)
    return (
        len(ends),
        start - line_start + 1,
        max(1, (line_end.start() if line_end else end) - start),
    )


def _spans(record: str, delimiter: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each cell of the first record of a text, and whether it is sound.

    A quote opens a cell only as its first sign, and closes it only before a delimiter or the end.
    """
    start, end = 0, -1
    while end < 0 or record[end : end + 1] == delimiter:
        start = end + 1
        end, sound = _cell_end(record, start, delimiter)
        yield start, end, sound
        if not sound:
            return


def _cell_end(record: str, start: int, delimiter: str) -> tuple[int, bool]:
    """Return where the cell that begins at `start` ends, and whether it is sound."""
    if record[start : start + 1] != '"':
        ends = (record.find(delimiter, start), record.find("\n", start))
        end = min((index for index in ends if index >= 0), default=len(record))
        return end, end - start <= LONGEST_CELL
    index = start + 1
    while (index := record.find('"', index)) >= 0:
        if record[index + 1 : index + 2] == '"':
            index += 2
            continue
        sound = record[index + 1 : index + 2] in {"", delimiter, "\n"}
        return index + 1, sound and index - start <= LONGEST_CELL
    return len(record), False
