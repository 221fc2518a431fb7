"""Workbooks as rows of texts: which sheet, its headings, and what each cell shows.

A cell becomes the text that people read in it, in full. What a spreadsheet knows and a text does
not say goes with it: a real number has no convention in doubt (`NumberCell`), and what cannot be a
value keeps its reason (`SpoiledCell`). All that follows is the same as for CSV.
"""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, cast

from dti_targets.diagnostics import Code, Faults, Place, codes, letters
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.area import folded
from dti_targets.reading.archive import open_archive
from dti_targets.reading.cell_text import NumberCell, SpoiledCell
from dti_targets.reading.csv_rows import LONGEST_CELL, Table, fields_of
from dti_targets.reading.headings import REQUIRED, Column, column_of
from dti_targets.reading.number_format import NumberFormat, number_of
from dti_targets.reading.sheet import Sheet, StoredCell, StoredRow, shared_texts
from dti_targets.reading.source import Input

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

EXTRA = 'pip install "dti-targets[office]"'
LOOKED_AT = 50
"""Rows in which the headings are looked for."""

_MOST_NAMED = 10
"""Hidden spans of rows, or columns, that a warning names."""

_NEVER = 60
"""The serial number of 29 February 1900."""

_SHARED_TEXTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_TRUTH = {"0": "FALSE", "1": "TRUE"}
_NUMBERS = frozenset({Column.NUMERATOR, Column.DENOMINATOR})
_GROUP = 3


_Moment = date | time | timedelta


class SheetLines:
    """The numbers of the rows that a sheet gave, for whoever reads them."""

    def __init__(self, number: int) -> None:
        """Stand at the row of the headings."""
        self.number = number
        self._given: list[int] = []

    def give(self, number: int) -> None:
        """Note a row that is about to be read."""
        self.number = number
        self._given.append(number)

    def starts(self, rows: Sequence[Sequence[str]], first: int) -> Sequence[int]:
        """Return the numbers of the rows read last, and that of a next one."""
        numbers = self._given[: len(rows)]
        del self._given[: len(rows)]
        return [*numbers, max(first, self.number + 1)]


class _Damaged(Exception):  # noqa: N818  (no error of ours: what is wrong with a file)
    """A file that openpyxl, or the stream of a sheet, cannot read."""


def open_workbook(opened: Input, name: str | None, faults: Faults) -> Table | None:
    """Find the sheet and its headings, and return the table; or add what is wrong.

    Args:
        opened: The workbook; the sheet that is read leaves its name here.
        name: The sheet that somebody asked for; the only one with figures if None.
        faults: Gets what is wrong, also with the cells, while the rows are read.

    Raises:
        OSError: the file can no longer be read.
    """
    at = Place(opened.name)
    try:
        import defusedxml  # noqa: F401  (without it openpyxl expands entities)
        import openpyxl  # noqa: F401
    except ImportError:
        faults.add(codes.OFFICE_MISSING, at, install=EXTRA)
        return None
    archive = open_archive(opened, faults)
    if archive is None:
        return None
    archive.close()
    try:
        book = _Book.of(opened)
        if not book.sheets:
            faults.add(codes.NOT_A_WORKBOOK, at, problem="workbook_strict")
            return None
        sheet = _chosen(book, name, opened, faults)
        return _Reader(book, sheet, opened, faults).table() if sheet else None
    except _Damaged:
        faults.add(codes.WORKBOOK_REFUSED, at, problem="workbook_damaged")
        return None


class _Peek(NamedTuple):
    """A sheet, and the row of its headings as far as it has one."""

    source: "ReadOnlyWorksheet"
    line: int
    headings: list[str]
    known: frozenset[Column]

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return str(self.source.title)

    @property
    def visible(self) -> bool:
        """Whether Excel shows it."""
        return self.source.sheet_state == "visible"

    @property
    def usable(self) -> bool:
        """Whether it has the headings that a table of figures needs."""
        return self.known.issuperset(REQUIRED)


class _Book:
    """What the sheets of a workbook share, read by openpyxl."""

    def __init__(self, book: "Workbook", sheets: "list[ReadOnlyWorksheet]") -> None:
        self._book = book
        self.sheets = sheets
        self._formats: dict[int, NumberFormat] = {}

    @classmethod
    def of(cls, opened: Input) -> "_Book":
        """Open what was looked at before.

        Raises:
            _Damaged: openpyxl cannot read it.
        """
        opened.file.seek(0)
        with _any_damage(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # parts that it does not know, which nobody asked for
            book = _loaded(opened)
            sheets = cast("list[ReadOnlyWorksheet]", book.worksheets)
        return cls(book, sheets)

    def stream(self, source: "ReadOnlyWorksheet") -> Sheet:
        """Return the stream of a sheet, from its start."""
        with _any_damage():
            # openpyxl gives no other way to what is stored.
            return Sheet(source._get_source())  # type: ignore[attr-defined] # noqa: SLF001

    def shared(self, source: "ReadOnlyWorksheet", raw: str) -> str:
        """Return a text that cells share by its number."""
        with _any_damage():
            texts = source._shared_strings  # type: ignore[attr-defined] # noqa: SLF001  (as above)
            return str(texts[int(raw) if raw.isascii() and raw.isdecimal() else len(texts)])

    def format(self, source: "ReadOnlyWorksheet", style: int) -> NumberFormat:
        """Return the number format of a style."""
        known = self._formats.get(style)
        if known is None:
            from openpyxl.cell.read_only import ReadOnlyCell

            with _any_damage():
                code = ReadOnlyCell(source, 1, 1, None, "n", style).number_format
            known = self._formats[style] = NumberFormat(code or "General")
        return known

    def day(self, raw: str) -> _Moment | None:
        """Return the day of a serial number in the calendar of the workbook; None if there is none.

        The calendar of 1900 has a 29 February that never was: serial number 60.
        """
        from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

        serial = float(raw)
        if int(serial) == _NEVER and self._book.epoch == WINDOWS_EPOCH:
            return None
        try:
            found: _Moment = from_excel(serial, self._book.epoch)
        except (OverflowError, ValueError):
            return None
        return found


class _any_damage:  # noqa: N801  (a context, written like a word)
    """Turns whatever openpyxl raises for a file that is not sound into one exception."""

    def __enter__(self) -> None:
        """Do nothing before."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Raise the one for any but those of the system, of a stop, and of memory."""
        if isinstance(error, Exception) and not isinstance(error, MemoryError | _Damaged):
            if isinstance(error, OSError) and error.errno:
                return  # the disk
            raise _Damaged from error


def _loaded(opened: Input) -> "Workbook":
    """Return what openpyxl makes of a workbook, with the texts that cells share as they are."""
    from openpyxl.reader.excel import ExcelReader

    class Reader(ExcelReader):
        def read_strings(self) -> None:
            part = self.package.find(_SHARED_TEXTS)  # type: ignore[no-untyped-call]
            if part is not None:
                archive = self.archive
                with archive.open(part.PartName.removeprefix("/")) as texts:
                    self.shared_strings = shared_texts(texts)

    reader = Reader(opened.file, read_only=True, data_only=True, keep_links=False)
    reader.read()
    return reader.wb


def _sound(sheet: Sheet) -> Iterator[StoredRow]:
    """Yield the rows of a sheet, each of them sound.

    Raises:
        _Damaged: the file ends, or goes on, as no sheet does.
    """
    rows = sheet.rows()
    while True:
        with _any_damage():
            row = next(rows, None)
        if row is None:
            return
        yield row


def _chosen(book: _Book, name: str | None, opened: Input, faults: Faults) -> _Peek | None:
    """Return the sheet to read, or add which there are."""
    names = [str(sheet.title) for sheet in book.sheets]
    if name is not None:
        found = next((s for s in book.sheets if folded(str(s.title)) == folded(name)), None)
        if found is None:
            faults.add(
                codes.OPTION_VALUE, Place(opened.name),
                option="--sheet", text=name, near=nearest(name, names), allowed=tuple(names),
            )  # fmt: skip
            return None
        return _peek(book, found, opened)
    peeks = [_peek(book, sheet, opened) for sheet in book.sheets]
    shown = [peek for peek in peeks if peek.visible] or peeks
    usable = [peek for peek in shown if peek.usable] or [peek for peek in peeks if peek.usable]
    if len(usable) > 1:
        listed = tuple(peek.name for peek in usable)
        faults.add(codes.SHEET_UNCLEAR, Place(opened.name), sheets=listed)
        return None
    unread = [peek.name for peek in peeks if peek.usable and peek not in usable]
    if unread:
        parts = tuple(unread)
        faults.add(codes.HIDDEN_CELLS, Place(opened.name), parts=parts, problem="hidden_unread")
    return (usable or [max(shown, key=lambda peek: len(peek.known))])[0]


def _peek(book: _Book, source: "ReadOnlyWorksheet", opened: Input) -> _Peek:
    """Return a sheet with its headings: the first row with those that are needed, else the best."""
    best = _Peek(source, 0, [], frozenset())
    reader = _Reader(book, best, opened, Faults())
    for row in islice(_sound(book.stream(source)), LOOKED_AT):
        texts = reader.shown(row)
        known = frozenset(filter(None, map(column_of, texts)))
        if len(known) > len(best.known):
            best = _Peek(source, row.number, texts, known)
        if best.usable:
            return best
    return best


class _Reader:
    """Reads one sheet."""

    def __init__(self, book: _Book, peek: _Peek, opened: Input, faults: Faults) -> None:
        self._book = book
        self._peek = peek
        self._source = peek.source
        self._opened = opened
        self._faults = faults
        self._at = Place(opened.name, sheet=peek.name)
        self._known: dict[int, Column] = {}
        self._width = 0
        self._beside = False

    def table(self) -> Table | None:
        """Return the table, or add what is wrong with its headings."""
        peek, at = self._peek, self._at._replace(line=self._peek.line)
        if len(peek.known) < 1:
            columns = tuple(str(column) for column in Column)
            self._faults.add(codes.NO_HEADER, self._at, columns=columns, near="")
            return None
        headings = peek.headings
        fields = fields_of(headings, at, self._faults)
        if fields is None:
            return None
        self._opened.sheet = peek.name
        self._known = {index + 1: column for column, index in fields.items()}
        self._width = len(headings)
        lines = SheetLines(peek.line)
        written = tuple(heading.strip() for heading in headings)
        return Table(self._rows(lines), lines, "", fields, written)

    def shown(self, row: StoredRow) -> list[str]:
        """Return all cells of a row as texts, to its last one with any."""
        by_column = {cell.column: self._plain(cell) for cell in row.cells}
        last = max((column for column, text in by_column.items() if text.strip()), default=0)
        return [by_column.get(column, "") for column in range(1, last + 1)]

    def _rows(self, lines: SheetLines) -> Iterator[list[str]]:
        """Yield the rows below the headings that hold anything; a bad one costs itself."""
        sheet = self._book.stream(self._source)
        hidden: list[int] = []
        last = self._peek.line
        try:
            for row in _sound(sheet):
                texts = self._texts(row) if row.number > self._peek.line else None
                if texts is None or not any(map(str.strip, texts)):
                    continue
                if row.hidden:
                    hidden.append(row.number)
                last = row.number
                lines.give(row.number)
                yield texts
        except _Damaged:
            at = self._at._replace(line=lines.number + 1)
            self._faults.add(codes.WORKBOOK_REFUSED, at, problem="workbook_damaged")
            return
        self._tell_merged(sheet, last)
        self._tell_hidden(sheet, hidden)

    def _texts(self, row: StoredRow) -> list[str] | None:
        """Return a row as wide as the headings; None where a cell cannot be read."""
        texts = [""] * self._width
        spoiled: list[tuple[int, Column, SpoiledCell]] = []
        for cell in row.cells:
            column = self._known.get(cell.column)
            if cell.column > self._width:
                self._refuse_beside(cell, row.number)
            elif column is None:
                texts[cell.column - 1] = self._plain(cell)
            else:
                text = self._text(cell, column)
                if len(text) > LONGEST_CELL:
                    text = SpoiledCell.of("…", codes.CELL_TOO_LONG, limit=LONGEST_CELL)
                if isinstance(text, SpoiledCell):
                    spoiled.append((cell.column, column, text))
                texts[cell.column - 1] = text
        if all(column is Column.VALUE for _, column, _ in spoiled):
            return texts  # whether it matters is known when somebody asks for it
        for field, column, found in spoiled:
            at = self._at._replace(line=row.number, field=field, heading=str(column))
            self._faults.add(found.code, at, **found.params)
        return None

    def _refuse_beside(self, cell: StoredCell, line: int) -> None:
        """Add the first text to the right of the table, once: nobody knows what it says."""
        text = self._plain(cell).strip()
        if text and not self._beside:
            self._beside = True
            at = self._at._replace(line=line, field=cell.column)
            self._faults.add(codes.COLUMN_WITHOUT_HEADING, at, text=text)

    def _plain(self, cell: StoredCell) -> str:
        """Return what a cell shows, whatever it is."""
        return str(self._text(cell, Column.NOTE))

    def _text(self, cell: StoredCell, column: Column) -> str:
        """Return what a cell of a column shows, marked where the text does not say all of it."""
        raw = cell.raw
        if raw is None:
            return _spoiled("=", codes.FORMULA_WITHOUT_VALUE) if cell.formula else ""
        match cell.kind:
            case "s":
                text = self._book.shared(self._source, raw)
            case "str" | "inlineStr":
                text = raw
            case "b" | "e":
                text = _spoiled(_TRUTH.get(raw, raw), codes.CELL_WITHOUT_FIGURE)
            case "d":
                text = self._day(_iso(raw), self._book.format(self._source, cell.style), column)
            case _:
                text = self._number(cell, raw, column)
        return text

    def _number(self, cell: StoredCell, raw: str, column: Column) -> str:
        """Return a number, or the day that it is, as the cell shows it."""
        number = number_of(raw)
        if number is None:
            return _spoiled(raw, codes.CELL_WITHOUT_FIGURE)
        shape = self._book.format(self._source, cell.style)
        if shape.is_date:
            return self._day(self._book.day(raw), shape, column)
        text = shape.text(number)
        if column is Column.VALUE:
            return NumberCell(text)
        if column in _NUMBERS and len(text.partition(",")[2]) == _GROUP:
            return f"{text}0"  # 1,526 could be read as a thousand and more; 1,5260 could not
        return text

    def _day(self, moment: _Moment | None, shape: NumberFormat, column: Column) -> str:
        """Return a date as a period is written; in place of a value it is none."""
        if moment is None:
            return _spoiled("#####", codes.CELL_WITHOUT_FIGURE)  # as Excel shows such a date
        text = shape.day(moment)
        if column is not Column.VALUE:
            return text
        near = shape.typed(moment) if isinstance(moment, date) else ""
        shown = date.fromisoformat(f"{moment:%Y-%m-%d}") if isinstance(moment, date) else text
        return SpoiledCell.of(text, codes.DATE_FOR_VALUE, date=shown, near=near)

    def _tell_merged(self, sheet: Sheet, last: int) -> None:
        """Add the merged cells among the figures: all but the first of them are empty."""
        for left, top, right, bottom in sheet.merged:
            below = self._peek.line < bottom and top <= last
            inside = next((c for c in sorted(self._known) if left <= c <= right), 0)
            if below and inside:
                heading = str(self._known[inside])
                at = self._at._replace(line=top, field=left, heading=heading)
                cells = f"{letters(left)}{top}:{letters(right)}{bottom}"
                self._faults.add(codes.MERGED_CELLS, at, cells=cells)

    def _tell_hidden(self, sheet: Sheet, rows: Sequence[int]) -> None:
        """Warn of what was read although Excel does not show it."""
        columns = [c for c in self._known if any(a <= c <= b for a, b in sheet.hidden_columns)]
        hidden = {
            "hidden_sheet": [] if self._peek.visible else [self._peek.name],
            "hidden_columns": [letters(column) for column in sorted(columns)],
            "filtered_rows" if sheet.filtered else "hidden_rows": _spans(rows),
        }
        for problem, parts in hidden.items():
            if parts:
                named = (*parts[:_MOST_NAMED], *["…"] * (len(parts) > _MOST_NAMED))
                self._faults.add(codes.HIDDEN_CELLS, self._at, parts=named, problem=problem)


def _spoiled(text: str, code: Code) -> SpoiledCell:
    """Return what stands in the place of a value, with its text where the code names it."""
    return SpoiledCell.of(text, code, **({"text": text} if "text" in code.params else {}))


def _iso(raw: str) -> date | None:
    """Return a date that is stored as a text; None where it is none."""
    try:
        return datetime.fromisoformat(raw)
    except ValueError:
        return None


def _spans(numbers: Sequence[int]) -> list[str]:
    """Return ascending numbers as spans of neighbours: 5–7, 9."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return [f"{s[0]}–{s[-1]}" if len(s) > 1 else str(s[0]) for s in spans]


def keep_rows(opened: Input, wanted: Iterable[int]) -> None:
    """Keep some rows of the sheet that was read, to be quoted: one pass over it."""
    left = set(wanted)
    with suppress(_Damaged, OSError):  # it could not be read before, either
        book = _Book.of(opened)
        source = next(sheet for sheet in book.sheets if sheet.title == opened.sheet)
        peek = _Peek(source, 0, [], frozenset())
        reader = _Reader(book, peek, opened, Faults())
        for row in _sound(book.stream(source)):
            if row.number in left:
                left.discard(row.number)
                opened.quoted[row.number] = tuple(reader.shown(row))
            if not left:
                return
