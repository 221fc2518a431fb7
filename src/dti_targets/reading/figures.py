"""Rows of figures files -> the store of figures, every fault named, every row's line kept.

One loop over the rows. In front of each column stands a memo (`columns`), so that a row costs a
few look-ups; only a row with a text that is not valid costs more. The number convention needs no
second pass over the file: each distinct value is read after the last row, once the file has
proved its convention.
"""

import csv
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import compress, islice

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.area import Area
from dti_targets.domain.figures import NOT_ASKED, TEXT_BITS, TEXT_MASK, Figures
from dti_targets.domain.unit import Unit
from dti_targets.domain.value import Value
from dti_targets.reading.cells import Cell, CellFault, meaning
from dti_targets.reading.columns import BAD, Columns, Context, Origins, Texts
from dti_targets.reading.csv_rows import Table, cell_span, ends_file, open_table
from dti_targets.reading.headings import Column
from dti_targets.reading.number_text import Decimals, Shape, scan
from dti_targets.reading.source import Input

_UNITS: tuple[Unit | None, ...] = (*Unit, None)

_TOGETHER = 64
"""Rows that are looked up together: more of them leave the processor's cache."""

_BESIDE = (Column.NUMERATOR, Column.DENOMINATOR, Column.DECIMAL, Column.UNIT)
"""What can stand beside a value and change what it means."""

_SAYS = (Column.SOURCE, Column.QUOTE, Column.NOTE)
"""What can say anything, so that lost decimals are not noticed in it."""

_OF_A_VALUE = tuple(Column)[: tuple(Column).index(Column.SOURCE)]
"""The columns that say what a row is about and what its value is."""

_YEAR = 4
"""Digits of a year."""


def read_figures(inputs: Iterable[Input], context: Context, faults: Faults) -> Figures:
    """Read all files into one store, in their order, and interpret what targets ask for.

    Everything that is wrong is added to `faults`; a bad row costs itself, an unclosed quote the
    rest of its file.
    """
    figures = Figures()
    columns = Columns(figures, context)
    for opened in inputs:
        figures.files.append((len(figures), opened.name))
        try:
            table = open_rows(opened, context, faults)
        except (UnicodeError, OSError) as error:
            opened.unreadable(error, faults)
            continue
        if table:
            opened.delimiter, opened.headings = table.delimiter, table.headings
            opened.fields = {str(column): index + 1 for column, index in table.fields.items()}
            if opened.sheet:
                figures.sheets[opened.name] = opened.sheet
            _File(opened, table, columns, faults).read()
    return figures


def open_rows(opened: Input, context: Context, faults: Faults) -> Table | None:
    """Return the table of a file; a workbook is known by its name or by its first bytes."""
    if opened.is_workbook:
        from dti_targets.reading.workbook_rows import open_workbook

        return open_workbook(opened, context.sheet, faults)
    return open_table(opened.lines(), opened.name, context.delimiter, faults)


class _File:
    """One file after its header."""

    def __init__(self, opened: Input, table: Table, columns: Columns, faults: Faults) -> None:
        self.opened = opened
        self.table = table
        self.columns = columns
        self.faults = faults
        self.texts = Texts(columns.figures)
        self.origins = Origins(columns)
        self.indexes = [table.fields.get(column, table.width) for column in _OF_A_VALUE]
        self.plain = table.fields.keys().isdisjoint(_BESIDE)
        self.said = [table.fields.get(column, table.width) for column in _SAYS]
        self.said.append(self._behind())
        if Column.EDITION in table.fields:
            self.said.append(table.fields[Column.EDITION])
        self.nameless = [n for n, heading in enumerate(table.headings) if not heading]

    def read(self) -> None:
        """Append every good row to the store, then interpret the values that targets ask for."""
        first_row = len(self.columns.figures)
        self._rows()
        if self.columns.arealess and Column.AREA in self.table.fields:
            self._tell_left_out(self.columns.arealess, first_row)
        if self.origins.behind and self.table.delimiter == ",":
            self._refuse_split_rows(self.origins.behind, first_row)
        if self.origins.bad:
            self._tell_origins(self.origins.bad, first_row)
        cells = {number: self.columns.cell(key) for key, number in self.texts.items()}
        self._interpret(cells, first_row)

    def _rows(self) -> None:
        """Append every good row."""
        lines, more = self.table.lines, True
        while more:
            rows: list[list[str]] = []
            first = lines.number + 1
            problem = None
            try:
                rows.extend(islice(self.table.rows, _TOGETHER))  # keeps what stands before an error
            except (csv.Error, UnicodeError, OSError) as error:
                problem = error
            starts = self.table.lines.starts(rows, first)
            self._append(rows, starts)
            more = not self._ends(problem, starts[-1]) if problem else bool(rows)

    def _append(self, rows: Sequence[list[str]], starts: Sequence[int]) -> None:
        """Append the good ones of some rows, column by column, each through its memo."""
        figures, columns, width = self.columns.figures, self.columns, self.table.width
        if set(map(len, rows)) - {width}:
            mended = [*map(self._mended, rows, starts)]
            rows, starts = [*filter(None, mended)], [*compress(starts, mended)]
        if not rows:
            return
        cells = [*zip(*rows, strict=True), ("",) * len(rows)]
        for index in self.nameless[:]:
            self._refuse_nameless(index, cells[index], starts)
        i, a, t, p, v, n, d, c, u = (cells[index] for index in self.indexes)
        slots = [*map(columns.slots.__getitem__, zip(i, t, strict=True))]
        places = [*map(columns.places.__getitem__, zip(a, p, strict=True))]
        if not (all(slots) and all(places)):
            coordinates = zip(i, a, t, p, strict=True)
            slots = [*map(self._resolved, rows, coordinates, starts, slots, places)]
            if not all(slots):
                self._append([*compress(rows, slots)], [*compress(starts, slots)])
                return
        values = v if self.plain else zip(v, n, d, c, u, strict=True)
        figures.slot.fromlist(slots)
        figures.place.fromlist(places)
        figures.text.fromlist([*map(self.texts.__getitem__, values)])
        origins = zip(*(cells[index] for index in self.said), strict=True)
        figures.origin.fromlist([*map(self.origins.__getitem__, origins)])
        figures.line.extend(starts[: len(rows)])

    def _refuse_nameless(self, index: int, cells: Sequence[str], starts: Sequence[int]) -> None:
        """Add the first text of a column without a heading, once: nobody knows what it says."""
        for text, line in zip(cells, starts, strict=False):
            if text.strip():
                place = Place(self.opened.name, line, field=index + 1, sheet=self.opened.sheet)
                self.faults.add(codes.COLUMN_WITHOUT_HEADING, place, text=text.strip())
                self.nameless.remove(index)
                return

    def _tell_origins(self, bad: Mapping[int, Iterable[CellFault]], first_row: int) -> None:
        """Add what is wrong with source, quote, note and edition of each row that has it."""
        figures = self.columns.figures
        for row in range(first_row, len(figures)):
            for fault in bad.get(figures.origin[row], ()):
                at = self._at(figures.line[row], fault.column)
                self.faults.add(fault.code, at, **fault.params)

    def _tell_left_out(self, arealess: Container[int], first_row: int) -> None:
        """Add the first row without an area below one of another area than it is about.

        Merged cells of a spreadsheet look like that once they are saved as CSV: nobody knows
        whether the empty cell was to repeat the one above it.
        """
        figures, places = self.columns.figures, self.columns.figures.places
        above, count = 0, 0
        first: tuple[int, Area] | None = None
        for row, place in enumerate(islice(figures.place, first_row, None), first_row):
            if place not in arealess:
                above = place
            elif above and places[above][0].code != places[place][0].code:
                first = first or (row, places[above][0])
                count += 1
        if first:
            row, filled = first
            self.faults.add(
                codes.AREA_LEFT_OUT, self._at(figures.line[row], Column.AREA), count=count,
                above=filled, area=places[figures.place[row]][0],
            )  # fmt: skip

    def _ends(self, error: csv.Error | UnicodeError | OSError, line: int) -> bool:
        """Add why a row cannot be read; tell whether the rest of the file is lost with it."""
        if isinstance(error, csv.Error):
            last = self.table.lines.number
            return ends_file(error, Place(self.opened.name, line), last, self.faults)
        self.opened.unreadable(error, self.faults)
        return True

    def _mended(self, row: list[str], line: int) -> list[str] | None:
        """Return a row as wide as the header, without empty cells too many; else say what is wrong.

        A row without any text is no row.
        """
        if len(row) == self.table.width:
            return row
        name, width, wide = self.opened.name, self.table.width, len(row) > self.table.width
        if not any(map(str.strip, row)):
            return None
        if wide and not any(map(str.strip, row[width:])):
            return row[:width]
        split = self._split_decimal(row)
        if split:
            first, second = split
            self.faults.add(
                codes.SPLIT_DECIMAL, self._at(line, Column.VALUE),
                first=first, second=second,
            )  # fmt: skip
        else:
            place = Place(name, line, field=width + 1 if wide else len(row))
            self.faults.add(codes.RAGGED_ROW, place, cells=len(row), columns=width)
        return None

    def _refuse_split_rows(self, behind: Mapping[int, str], first_row: int) -> None:
        """Add the rows whose value lost its decimals to the next cell and that fit all the same.

        A value in quotes is whole: nothing was split from it.
        """
        figures = self.columns.figures
        suspects: dict[int, tuple[str, str]] = {}
        for row in range(first_row, len(figures)):
            second = behind.get(figures.origin[row])
            if second:
                first = figures.texts[figures.text[row]].strip()
                if one_number(first, second):
                    suspects[figures.line[row]] = (first, second)
        lines = self.opened.pick(suspects)
        field = self.table.fields[Column.VALUE] + 1
        for line, (first, second) in suspects.items():
            written = lines.get(line, "")
            _, column, _ = cell_span(written, self.table.delimiter, field)
            if not written[column - 1 :].lstrip().startswith('"'):
                self.faults.add(
                    codes.SPLIT_DECIMAL, self._at(line, Column.VALUE),
                    first=first, second=second,
                )  # fmt: skip

    def _behind(self) -> int:
        """Return the index of the column behind the values, if it may hold lost decimals.

        One that is not known can hold them all the same.
        """
        index = self.table.fields[Column.VALUE] + 1
        column = next((c for c, i in self.table.fields.items() if i == index), None)
        return index if may_hold_decimals(column) else self.table.width

    def _split_decimal(self, row: list[str]) -> tuple[str, str] | None:
        """Return the halves of a value that was split at an unquoted decimal comma."""
        if self.table.delimiter != "," or len(row) != self.table.width + 1:
            return None
        index = self.table.fields[Column.VALUE]
        first, second = row[index].strip(), row[index + 1].strip()
        return (first, second) if one_number(first, second) else None

    def _resolved(
        self, row: list[str], coordinates: tuple[str, ...], line: int, slot: int, place: int
    ) -> int:
        """Return the slot of a row that may leave its level out; else BAD, after saying why."""
        if slot and place:
            return slot
        columns, (indicator, area, level, period) = self.columns, coordinates
        if place and (found := columns.tierless(indicator, level, place)):
            return found
        if not any(row[index].strip() for index in self.table.fields.values()):
            return BAD  # a note in a column that nobody reads, of which there was a warning
        found_faults: list[CellFault] = []
        if not slot:
            found_faults += columns.slot_faults(indicator, level)
        if not place:
            found_faults += columns.place_faults(area, period)
        # A second line of headings is that, and not so many cells that are wrong.
        again = [fault for fault in found_faults if fault.code is codes.REPEATED_HEADER]
        for fault in again or found_faults:
            self.faults.add(fault.code, self._at(line, fault.column), **fault.params)
        return BAD

    def _at(self, line: int, column: Column) -> Place:
        """Return the place of a cell; that of its row where the file has no such column."""
        index = self.table.fields.get(column)
        return Place(
            self.opened.name, line, field=0 if index is None else index + 1, heading=str(column),
            sheet=self.opened.sheet,
        )  # fmt: skip

    def _interpret(self, cells: Mapping[int, Cell], first_row: int) -> None:
        """Give every asked value its meaning, once the file has proved its convention."""
        figures, asked = self.columns.figures, self.columns.context.asked
        units = figures.unit_of_slot
        for slot in figures.slots[len(units) :]:
            unit = asked.get(slot)
            units.append(_UNITS.index(unit) if unit else NOT_ASKED)
        if not self.plain:
            figures.fractions |= {
                text: f"{cell.numerator}/{cell.denominator}"
                for text, cell in cells.items()
                if cell.numerator
            }
        convention = self.columns.context.decimal or self._proven(cells, first_row)
        meanings = _Meanings(cells, convention, figures.values)
        depth_of_slot = [level.depth for _, level in figures.slots]
        depth_of_place = [area.tier.depth for area, _ in figures.places]
        if min(depth_of_slot[1:], default=0) >= max(depth_of_place[1:], default=0):
            used = set(units[1:])
            # With one unit, no text can be right in one row and wrong in another.
            if len(used) == 1:
                unit_number = used.pop() << TEXT_BITS
                if not any(meanings[unit_number | text] for text in cells):
                    return
        rows = zip(
            *(islice(c, first_row, None) for c in (figures.slot, figures.place, figures.text)),
            strict=True,
        )
        for row, (slot_number, place, text) in enumerate(rows, first_row):
            if depth_of_slot[slot_number] < depth_of_place[place]:
                self._refuse_level(row)
            fault = meanings[units[slot_number] << TEXT_BITS | text]
            if fault:
                at = self._at(figures.line[row], fault.column)
                self.faults.add(fault.code, at, **fault.params)

    def _refuse_level(self, row: int) -> None:
        figures = self.columns.figures
        area, _ = figures.places[figures.place[row]]
        self.faults.add(
            codes.LEVEL_ABOVE_AREA, self._at(figures.line[row], Column.LEVEL),
            level=figures.slots[figures.slot[row]][1], area=area, tier=area.tier,
        )  # fmt: skip

    def _proven(self, cells: Mapping[int, Cell], first_row: int) -> Decimals | None:
        """Return the convention that the cells without a declared one prove; None if they differ.

        `cells` are in the order of their first rows, so that the first proof of each is named.
        """
        proofs: dict[Decimals, int] = {}
        for number, cell in cells.items():
            proves = cell.published.proves
            if proves and cell.decimal is None:
                proofs.setdefault(proves, number)
        if len(proofs) < len(Decimals):
            return next(iter(proofs), None)
        figures = self.columns.figures
        lines = (figures.line[figures.text.index(n, first_row)] for n in proofs.values())
        self.faults.add(
            codes.MIXED_DECIMALS, *(self._at(line, Column.VALUE) for line in sorted(lines)),
            comma=cells[proofs[Decimals.COMMA]].published.text,
            point=cells[proofs[Decimals.POINT]].published.text,
        )  # fmt: skip
        return None


def may_hold_decimals(column: Column | None) -> bool:
    """Whether a column behind the values can hold the decimals that one of them lost."""
    return column is None or column in _SAYS


def one_number(first: str, second: str) -> bool:
    """Whether two cells make one number when a decimal comma joins them; a year is no decimals."""
    year = len(second) == _YEAR and second.isdigit() and second.startswith(("19", "20"))
    return (
        first[-1:].isdigit()
        and second[:1].isdigit()
        and not year
        and scan(f"{first},{second}").shape in {Shape.NUMBER, Shape.RANGE}
    )


class _Meanings(dict[int, CellFault | None]):
    """(unit, text) packed in one number -> the fault of the text; fills the store's values."""

    def __init__(
        self, cells: Mapping[int, Cell], convention: Decimals | None, values: dict[int, Value]
    ) -> None:
        super().__init__()
        self._cells = cells
        self._convention = convention
        self._values = values

    def __missing__(self, key: int) -> CellFault | None:
        unit, cell = _UNITS[key >> TEXT_BITS], self._cells[key & TEXT_MASK]
        found = meaning(cell, unit, self._convention)
        if isinstance(found, Value):
            self._values[key] = found
            found = None
        self[key] = found
        return found
