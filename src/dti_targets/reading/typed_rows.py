"""Figures files as they were typed: cell for cell, to be written into another file unchanged.

What a number means can hang on its file: `1.526` beside `87,49%` is a thousand and more. A row that
goes to another file takes the sign of its decimals along, where anything hangs on it.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dti_targets.diagnostics import Faults
from dti_targets.domain.figures import NOT_ASKED, Figures
from dti_targets.reading.cell_text import NumberCell
from dti_targets.reading.columns import Context
from dti_targets.reading.csv_rows import Table
from dti_targets.reading.figures import may_hold_decimals, one_number, open_rows
from dti_targets.reading.headings import Column, adapter, column_of
from dti_targets.reading.number_text import Decimals, scan
from dti_targets.reading.source import Input

Cells = dict[Column, str]

_ALWAYS = (
    Column.INDICATOR, Column.AREA, Column.LEVEL, Column.PERIOD, Column.VALUE, Column.SOURCE,
    Column.QUOTE, Column.NOTE,
)  # fmt: skip
_AS_TYPED = (
    Column.VALUE, Column.NUMERATOR, Column.DENOMINATOR, Column.DECIMAL, Column.UNIT,
    Column.SOURCE, Column.QUOTE, Column.NOTE, Column.EDITION,
)  # fmt: skip


class Typed(NamedTuple):
    """A table as it was typed: its headings, where its columns are, its rows by their lines."""

    headings: tuple[str, ...]
    fields: Mapping[Column, int]
    rows: Mapping[int, Sequence[str]]

    def cell(self, line: int, column: Column) -> str:
        """Return the text of a cell; none where the table has no such column."""
        row, index = self.rows[line], self.fields.get(column, -1)
        return row[index] if 0 <= index < len(row) else ""

    def convention(self) -> Decimals | None:
        """Return the sign of decimals that the values prove, if they prove one."""
        found = {
            proof
            for line in self.rows
            if not self.cell(line, Column.DECIMAL).strip()
            and not isinstance(value := self.cell(line, Column.VALUE), NumberCell)
            and (proof := scan(value).proves)
        }
        return found.pop() if len(found) == 1 else None


def typed_rows(opened: Input, context: Context) -> Typed:
    """Return a table that was read before, without anything done to its texts."""
    table = open_rows(opened, context, Faults())
    if table is None:
        return Typed((), {}, {})
    return Typed(table.headings, table.fields, dict(_numbered(table)))


def as_input(text: str) -> Input:
    """Return a text as if it had been read from a file."""
    content = text.encode()
    return Input("", io.BytesIO(content), len(content), "utf-8")


def _numbered(table: Table) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows with any text, each with the line in which it begins."""
    first = table.lines.number + 1
    for row in table.rows:
        if any(map(str.strip, row)):
            yield table.lines.starts([row], first)[0], row
        first = table.lines.number + 1


def canonical(
    figures: Figures, rows: Iterable[int], tables: Mapping[str, Typed], context: Context
) -> list[Cells]:
    """Return rows for another file: coordinates by their codes, all else as it was typed.

    Args:
        figures: The store that holds the rows.
        rows: Which of them.
        tables: The files that they were read from.
        context: What was declared for the run.
    """
    conventions = {path: context.decimal or table.convention() for path, table in tables.items()}
    found: list[Cells] = []
    for row in rows:
        figure, path = figures[row], figures.path(row)
        typed = {column: tables[path].cell(figure.line, column) for column in _AS_TYPED}
        if figures.unit_of_slot[figures.slot[row]] != NOT_ASKED:
            typed[Column.UNIT] = ""  # it is that of the target
        convention = _said(typed) or conventions[path]
        other = context.decimal not in {None, convention}  # read again, the run would decide
        typed[Column.DECIMAL] = convention.value if convention and (other or _hangs(typed)) else ""
        found.append({
            Column.INDICATOR: figure.indicator, Column.AREA: figure.area.code,
            Column.LEVEL: str(figure.level), Column.PERIOD: figure.period.text,
            **{column: str(text) for column, text in typed.items()},
        })  # fmt: skip
    return found


def _said(cells: Cells) -> Decimals | None:
    """Return the sign of decimals that a row says; a number of a workbook is shown with a comma."""
    if isinstance(cells[Column.VALUE], NumberCell):
        return Decimals.COMMA
    word = cells[Column.DECIMAL].strip()
    found = adapter(Column.DECIMAL).validate_python(word) if word else None
    return found if isinstance(found, Decimals) else None


def _hangs(cells: Cells) -> bool:
    """Whether a number means something else with another sign of decimals."""
    texts = (cells[Column.VALUE], cells[Column.NUMERATOR], cells[Column.DENOMINATOR])
    return any(token.ambiguous for text in texts for token in scan(text).numbers)


def joined(
    old: Typed | None, instead: Mapping[int, Sequence[Cells]], new: Sequence[Cells]
) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Return headings and rows of a file that holds the old rows and the new ones.

    Args:
        old: The file as it is, if there is one; its rows stay as they are, in their order.
        instead: The lines of it that give way, and what takes their places.
        new: What follows. Where the old file lacks a column that a row needs, it comes last.
    """
    kept = {} if old is None else old.rows
    added = [*(cells for several in instead.values() for cells in several), *new]
    _tell_apart([line for line in kept if line not in instead], old, added)
    used = {column for cells in added for column, text in cells.items() if text}
    headings = [] if old is None else [*old.headings]
    known = [column_of(heading) for heading in headings]
    wanted = used if old is not None else {*used, *_ALWAYS}
    missing = [column for column in Column if column in wanted and column not in known]
    columns = [*known, *missing]
    width = len(columns)

    def row_of(cells: Cells) -> Sequence[str]:
        return [cells.get(column, "") if column else "" for column in columns]

    rows: list[Sequence[str]] = []
    for line, row in kept.items():
        if line in instead:
            rows += map(row_of, instead[line])
        else:
            cells = [*map(str, row[: len(headings)])]
            rows.append([*cells, *[""] * (width - len(cells))])
    return [*headings, *map(str, missing)], [*rows, *map(row_of, new)]


def needing_quotes(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> set[int]:
    """Return which rows seem to have lost their decimals to the next cell, but in quotes.

    "90" before a source that is called "1" would be read as 90,1 split at its comma.
    """
    columns = [column_of(heading) for heading in headings]
    value = columns.index(Column.VALUE)
    if value + 1 == len(columns) or not may_hold_decimals(columns[value + 1]):
        return set()
    return {
        number
        for number, row in enumerate(rows)
        if one_number(row[value].strip(), row[value + 1].strip())
    }


def _tell_apart(kept: Iterable[int], old: Typed | None, added: Iterable[Cells]) -> None:
    """Let every added number say the sign of its decimals, where two signs come together."""
    proofs: set[Decimals] = set()
    for line in kept if old else ():
        if old and not old.cell(line, Column.DECIMAL).strip():
            proofs.update(filter(None, [scan(old.cell(line, Column.VALUE)).proves]))
    own = [
        (cells, proof)
        for cells in added
        if not cells[Column.DECIMAL].strip() and (proof := scan(cells[Column.VALUE]).proves)
    ]
    if len({*proofs, *(proof for _, proof in own)}) > 1:
        for cells, proof in own:
            cells[Column.DECIMAL] = proof.value
