"""Rows of figures files -> the store of figures, every fault named, every row's line kept.

One loop over the rows. In front of each column stands a memo: a distinct text is validated once,
by the column's Pydantic adapter, and afterwards is a number. A memo answers `BAD` for a text that
is not valid, and only then does a row cost more than a few look-ups.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import islice

from pydantic import TypeAdapter, ValidationError

from dti_targets.diagnostics import Code, Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.area import Area, Gazetteer
from dti_targets.domain.figures import TEXT_BITS, TEXT_MASK, Figures
from dti_targets.domain.period import Period
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Qualifier, Value
from dti_targets.reading.csv_rows import LONGEST_CELL, Table, open_table
from dti_targets.reading.headings import Column, adapter, without_marks
from dti_targets.reading.hidden import hidden_character
from dti_targets.reading.number_text import (
    Decimals,
    Published,
    Shape,
    Unreadable,
    interpret,
    scan,
)
from dti_targets.reading.source import Input

BAD = 0
"""The number of a text that is not valid in its column."""

NOT_ASKED = len(Unit)
"""Stands in the place of a unit for what no target asks for."""

_UNITS = tuple(Unit)

Asked = Mapping[tuple[str, Level], Unit]
"""The (indicator, level) that targets ask for, with the unit of the indicator."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the files leave to the command line and to the resolutions.

    `area` and `period` stand in where a file has no such column or an empty cell. `decimal` and
    `delimiter` are declared for the run; None lets each file prove its own.
    """

    gazetteer: Gazetteer
    asked: Asked
    area: str | None = None
    period: Period | None = None
    decimal: Decimals | None = None
    delimiter: str | None = None


@dataclass(slots=True)
class _Fault:
    """What is wrong with a text, once; every row that has the text gets its diagnostic."""

    code: Code
    params: dict[str, object]
    column: Column


@dataclass(frozen=True, slots=True)
class _Cell:
    """A distinct value of a file with what stood beside it in its row."""

    published: Published
    decimal: Decimals | None = None
    unit: Unit | None = None
    numerator: str = ""
    denominator: str = ""
    fault: _Fault | None = None


class _Memo(dict[str, int]):
    """Distinct texts of a column -> their numbers, made by `make` the first time."""

    def __init__(self, make: Callable[[str], int]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> int:
        number = self[text] = self._make(text)
        return number


class _Nested(dict[str, _Memo]):
    """Two columns that are a number together: the first text leads to a memo of the second."""

    def __init__(self, make: Callable[[str, str], int]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, first: str) -> _Memo:
        memo = self[first] = _Memo(lambda second: self._make(first, second))
        return memo


class _Texts(dict[object, int]):
    """Distinct values (with what stands beside them) -> their numbers."""

    def __init__(self, figures: Figures) -> None:
        super().__init__()
        self._texts = figures.texts

    def __missing__(self, key: object) -> int:
        self._texts.append(key[0] if isinstance(key, tuple) else str(key))
        number = self[key] = len(self._texts) - 1
        return number


class _Origins(dict[tuple[str, str, str], int]):
    """Distinct (source, quote, note) -> their numbers."""

    def __init__(self, figures: Figures) -> None:
        super().__init__()
        self._origins = figures.origins

    def __missing__(self, key: tuple[str, str, str]) -> int:
        self._origins.append(key)
        number = self[key] = len(self._origins) - 1
        return number


@dataclass(slots=True)
class _Columns:
    """The memos of a run: they outlive a file, so that two files share their numbers."""

    figures: Figures
    context: Context
    levels: dict[str, Level] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    bad: dict[tuple[str, str, str], list[_Fault]] = field(default_factory=dict)
    slots: _Nested = field(init=False)
    places: _Nested = field(init=False)
    origins: _Origins = field(init=False)
    tiers: list[Level] = field(default_factory=list)
    _adapters: dict[Column, TypeAdapter[object]] = field(default_factory=dict)
    _slot_numbers: dict[tuple[str, Level], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.figures.slots.append(("", Level.NATIONAL))  # number BAD
        self.figures.places.append((Area(code="-", tier=Level.NATIONAL, name="-"), _NO_PERIOD))
        self.slots = _Nested(self._slot)
        self.places = _Nested(self._place)
        self.origins = _Origins(self.figures)

    def _validated(self, column: Column, text: str) -> object:
        """Return what Pydantic makes of a cell; None where it refuses it."""
        known = self._adapters.get(column)
        if known is None:
            known = self._adapters[column] = adapter(column)
        try:
            return known.validate_python(text)
        except ValidationError:
            return None

    def _refuse(self, kind: str, first: str, second: str, *faults: _Fault | None) -> int:
        self.bad[kind, first, second] = [fault for fault in faults if fault]
        return BAD

    def _slot(self, indicator: str, level: str) -> int:
        """Number an (indicator, level); an empty level waits for the tier of the area."""
        name = indicator.strip()
        faults: list[_Fault | None] = [self._indicator_fault(indicator, name)]
        tier: Level | None = None
        if level.strip():
            found = self._validated(Column.LEVEL, level.strip())
            if isinstance(found, Level):
                tier = found
            else:
                faults.append(self._level_fault(level.strip()))
        if any(faults):
            return self._refuse("slot", indicator, level, *faults)
        if tier is None:
            return self._refuse("slot", indicator, level)
        return self.slot(name, tier)

    def slot(self, indicator: str, level: Level) -> int:
        """Return the number of an indicator at a level."""
        number = self._slot_numbers.get((indicator, level))
        if number is None:
            self.figures.slots.append((indicator, level))
            number = self._slot_numbers[indicator, level] = len(self.figures.slots) - 1
        return number

    def _indicator_fault(self, written: str, name: str) -> _Fault | None:
        if fault := _hidden(written, Column.INDICATOR):
            return fault
        if not name:
            return _Fault(codes.EMPTY_CELL, {"column": str(Column.INDICATOR)}, Column.INDICATOR)
        if self._validated(Column.INDICATOR, name) is None:
            known = {indicator for indicator, _ in self.context.asked}
            near = nearest(without_marks(name).replace(" ", "_").replace("-", "_"), known)
            return _Fault(codes.WRONG_INDICATOR, {"text": name, "near": near}, Column.INDICATOR)
        return None

    def _level_fault(self, text: str) -> _Fault:
        allowed = tuple(str(level) for level in Level)
        near = nearest(text.lower(), allowed)
        return _hidden(text, Column.LEVEL) or _Fault(
            codes.UNKNOWN_LEVEL, {"text": text, "near": near, "allowed": allowed}, Column.LEVEL
        )

    def _place(self, area: str, period: str) -> int:
        """Number an (area, period): a code names one territory on the last day of the period."""
        when, period_fault = self._period(period)
        where, area_fault = self._area(area, when)
        if when is None or where is None:
            return self._refuse("place", area, period, area_fault, period_fault)
        self.figures.places.append((where, when))
        return len(self.figures.places) - 1

    def _period(self, written: str) -> tuple[Period | None, _Fault | None]:
        text = written.strip()
        if not text:
            if self.context.period:
                return self.context.period, None
            return None, _Fault(
                codes.COORDINATE_UNKNOWN,
                {"column": str(Column.PERIOD), "option": "--period"}, Column.PERIOD,
            )  # fmt: skip
        known = self.periods.get(text)
        if known is None:
            found = self._validated(Column.PERIOD, text)
            if not isinstance(found, Period):
                return None, _hidden(text, Column.PERIOD) or _Fault(
                    codes.WRONG_PERIOD, {"text": text, "near": _likely_period(text)}, Column.PERIOD
                )
            known = self.periods[text] = found
        return known, None

    def _area(self, written: str, when: Period | None) -> tuple[Area | None, _Fault | None]:
        text = written.strip() or self.context.area or ""
        if not text:
            return None, _Fault(
                codes.COORDINATE_UNKNOWN,
                {"column": str(Column.AREA), "option": "--resolution"}, Column.AREA,
            )  # fmt: skip
        gazetteer = self.context.gazetteer
        found = gazetteer.named(text)
        if not found:
            near = "" if text.isdigit() else nearest(text.casefold(), gazetteer.by_name, 0.75)
            return None, _hidden(text, Column.AREA) or _Fault(
                codes.UNKNOWN_AREA, {"text": text, "near": near}, Column.AREA
            )
        if when is None:
            return None, None
        then = [area for area in found if area.exists(when.end)]
        if not then:
            return None, _Fault(
                codes.AREA_NOT_THEN,
                {"area": found[0], "days": _days(found), "period": when}, Column.AREA,
            )  # fmt: skip
        if len(then) > 1:
            return None, _Fault(
                codes.AREA_AMBIGUOUS,
                {"text": text, "codes": tuple(area.code for area in then)}, Column.AREA,
            )  # fmt: skip
        return then[0], None

    def cell(self, key: object) -> _Cell:
        """Return a distinct value: scanned, with the words beside it read."""
        if not isinstance(key, tuple):
            return _Cell(scan(str(key)), fault=_hidden(str(key), Column.VALUE))
        text, numerator, denominator, decimal, unit = (str(part).strip() for part in key)
        fault = _hidden(text, Column.VALUE)
        words: dict[Column, object] = {}
        for column, word in ((Column.DECIMAL, decimal), (Column.UNIT, unit)):
            words[column] = self._validated(column, word) if word and word != "%" else None
            if word and word != "%" and words[column] is None:
                closed = Decimals if column is Column.DECIMAL else Unit
                allowed = tuple(str(item.value) for item in closed)
                fault = _Fault(
                    codes.UNKNOWN_WORD,
                    {
                        "column": str(column), "text": word,
                        "near": nearest(word.lower(), allowed), "allowed": allowed,
                    },
                    column,
                )  # fmt: skip
        if bool(numerator) != bool(denominator):
            one, other = Column.NUMERATOR, Column.DENOMINATOR
            if denominator:
                one, other = other, one
            fault = _Fault(codes.HALF_A_FRACTION, {"column": str(one), "other": str(other)}, one)
        marked, meant = words[Column.DECIMAL], words[Column.UNIT]
        return _Cell(
            scan(text),
            marked if isinstance(marked, Decimals) else None,
            Unit.PERCENT if unit == "%" else meant if isinstance(meant, Unit) else None,
            numerator, denominator, fault,
        )  # fmt: skip

    def faults_of(self, kind: str, first: str, second: str) -> list[_Fault]:
        """Return what was wrong with two texts that `_refuse` has seen."""
        return self.bad.get((kind, first, second), [])


_NO_PERIOD = Period(date.min, date.min, "-")


def _days(areas: Sequence[Area]) -> tuple[tuple[date | None, date | None], ...]:
    return tuple((area.first, area.until) for area in areas)


def _hidden(text: str, column: Column) -> _Fault | None:
    """Return the fault of a cell with a character that nobody can see."""
    sign = hidden_character(text)
    return _Fault(codes.HIDDEN_CHARACTER, sign, column) if sign else None


def _likely_period(text: str) -> str:
    """Return how a period that is written otherwise would be written here; empty if unclear."""
    import re  # only a wrong period pays for it

    bare = without_marks(text).upper().replace("NAM", "").replace(" ", "")
    for pattern, form in (
        (r"Q(?:UY)?([1-4])[/-]?(\d{4})", r"\2-Q\1"),
        (r"(\d{4})Q([1-4])", r"\1-Q\2"),
        (r"6T(?:HANG)?(?:DAU)?[/-]?(\d{4})", r"\1-H1"),
        (r"9T(?:HANG)?(?:DAU)?[/-]?(\d{4})", r"\1-01/\1-09"),
        (r"(?:THANG)?(0[1-9]|1[0-2])[/-](\d{4})", r"\2-\1"),
        (r"(?:THANG)?([1-9])[/-](\d{4})", r"\2-0\1"),
        (r"(0[1-9]|[12]\d|3[01])[/-](0[1-9]|1[0-2])[/-](\d{4})", r"\3-\2-\1"),
    ):
        if re.fullmatch(pattern, bare):
            return re.sub(pattern, form, bare)
    return ""


def read_figures(inputs: Iterable[Input], context: Context, faults: Faults) -> Figures:
    """Read all files into one store, in their order, and interpret what targets ask for.

    Everything that is wrong is added to `faults`; a bad row costs itself, an unclosed quote the
    rest of its file.
    """
    figures = Figures()
    columns = _Columns(figures, context)
    for opened in inputs:
        figures.files.append((len(figures), opened.name))
        _read_file(opened, columns, faults)
    return figures


def _read_file(opened: Input, columns: _Columns, faults: Faults) -> None:
    """Read one file: its header, its rows, then the values that targets ask for."""
    first_row = len(columns.figures)
    texts = _Texts(columns.figures)
    try:
        table = open_table(opened.lines(), opened.name, columns.context.delimiter, faults)
        if table is None:
            return
        opened.delimiter = table.delimiter
        opened.fields = {str(column): index + 1 for column, index in table.fields.items()}
        keys = _read_rows(table, opened.name, columns, texts, faults)
    except UnicodeDecodeError as error:
        opened.undecodable(error, faults)
        return
    _interpret(first_row, opened.name, table, columns, keys, faults)


def _read_rows(
    table: Table, name: str, columns: _Columns, texts: _Texts, faults: Faults
) -> dict[object, int]:
    """Append every good row to the store; return the distinct values with their numbers."""
    figures = columns.figures
    slots, places, origins = columns.slots, columns.places, columns.origins
    add_slot, add_place = figures.slot.append, figures.place.append
    add_text, add_origin, add_line = (
        figures.text.append, figures.origin.append, figures.line.append,
    )  # fmt: skip
    where = [table.fields.get(column, table.width) for column in Column]
    i, a, l, p, v, n, d, c, u, s, q, o = where
    plain_values = all(
        column not in table.fields
        for column in (Column.NUMERATOR, Column.DENOMINATOR, Column.DECIMAL, Column.UNIT)
    )
    width, lines, reader = table.width, table.lines, table.rows
    before = lines.before
    line = lines.number
    while True:
        try:
            for row in reader:
                start, line = line + 1, before + lines.reader.line_num
                if len(row) != width:
                    row = _mended(row, table, Place(name, start), faults)  # noqa: PLW2901
                    if row is None:
                        continue
                row.append("")  # the cell of every column that the file does not have
                slot = slots[row[i]][row[l]]
                place = places[row[a]][row[p]]
                if not (slot and place):
                    slot = _resolve(row, columns, table, Place(name, start), slot, place, faults)
                    if not (slot and place):
                        continue
                if plain_values or not (row[n] or row[d] or row[c] or row[u]):
                    text = texts[row[v]]
                else:
                    text = texts[row[v], row[n], row[d], row[c], row[u]]
                add_slot(slot)
                add_place(place)
                add_text(text)
                add_origin(origins[row[s], row[q], row[o]])
                add_line(start)
            return texts
        except csv.Error as error:
            start, line = line + 1, lines.number
            if _ends_file(error, name, start, faults):
                return texts


def _ends_file(error: csv.Error, name: str, line: int, faults: Faults) -> bool:
    """Add the diagnostic of a row that is no CSV; tell whether the rest of the file is lost."""
    problem = str(error)
    if "unexpected end of data" in problem:
        faults.add(codes.UNCLOSED_QUOTE, Place(name, line))
        return True
    if "field larger" in problem:
        faults.add(codes.CELL_TOO_LONG, Place(name, line), limit=LONGEST_CELL)
        return True
    faults.add(codes.STRAY_QUOTE, Place(name, line))
    return False


def _mended(row: list[str], table: Table, at: Place, faults: Faults) -> list[str] | None:
    """Return a row of another width if only empty cells differ; else add what is wrong."""
    if not any(row):
        return None
    if len(row) > table.width and not any(row[table.width :]):
        return row[: table.width]
    split = _split_decimal(row, table) if len(row) > table.width else None
    if split:
        index, first, second = split
        faults.add(
            codes.SPLIT_DECIMAL,
            Place(at.path, at.line, field=index + 1, heading=str(Column.VALUE)),
            cells=len(row), columns=table.width, first=first, second=second,
        )  # fmt: skip
    else:
        faults.add(
            codes.RAGGED_ROW,
            Place(at.path, at.line, field=min(len(row), table.width) + (len(row) > table.width)),
            cells=len(row), columns=table.width,
        )  # fmt: skip
    return None


def _split_decimal(row: list[str], table: Table) -> tuple[int, str, str] | None:
    """Return where the value was split at an unquoted decimal comma, and its two halves."""
    index = table.fields[Column.VALUE]
    first, second = row[index].strip(), row[index + 1].strip()
    if (
        table.delimiter == ","
        and len(row) == table.width + 1
        and first[-1:].isdigit()
        and second[:1].isdigit()
        and scan(f"{first},{second}").shape is not Shape.UNREADABLE
    ):
        return index, first, second
    return None


def _resolve(
    row: list[str], columns: _Columns, table: Table, at: Place, slot: int, place: int,
    faults: Faults,
) -> int:  # fmt: skip
    """Return the slot of a row without level; add the diagnostics of a row with bad cells."""
    fields = table.fields
    cell = {c: row[fields[c]] if c in fields else "" for c in Column}
    found: list[_Fault] = []
    if not slot:
        found += columns.faults_of("slot", cell[Column.INDICATOR], cell[Column.LEVEL])
    if not place:
        found += columns.faults_of("place", cell[Column.AREA], cell[Column.PERIOD])
    for fault in found:
        field_number = fields[fault.column] + 1 if fault.column in fields else 0
        faults.add(
            fault.code,
            Place(at.path, at.line, field=field_number, heading=str(fault.column)),
            **fault.params,
        )
    if found or slot or not place:
        return slot
    return columns.slot(cell[Column.INDICATOR].strip(), columns.figures.places[place][0].tier)


class _Meanings(dict[int, _Fault | None]):
    """(unit, text) packed in one number -> the fault of the text; fills the store's values."""

    def __init__(
        self, cells: Mapping[int, _Cell], convention: Decimals | None, values: dict[int, Value]
    ) -> None:
        super().__init__()
        self._cells = cells
        self._convention = convention
        self._values = values

    def __missing__(self, key: int) -> _Fault | None:
        number, text = key >> TEXT_BITS, key & TEXT_MASK
        meaning = _meaning(self._cells[text], number, self._convention)
        if isinstance(meaning, Value):
            self._values[key] = meaning
            meaning = None
        self[key] = meaning
        return meaning


def _interpret(
    first_row: int, name: str, table: Table, columns: _Columns, keys: Mapping[object, int],
    faults: Faults,
) -> None:  # fmt: skip
    """Give every asked text of a file its meaning, once the file has proved its convention."""
    figures, asked = columns.figures, columns.context.asked
    units = figures.unit_of_slot
    while len(units) < len(figures.slots):
        unit = asked.get(figures.slots[len(units)])
        units.append(_UNITS.index(unit) if unit else NOT_ASKED)
    cells = {number: columns.cell(key) for key, number in keys.items()}
    convention = columns.context.decimal or _proven(cells, first_row, name, table, figures, faults)
    meanings = _Meanings(cells, convention, figures.values)
    depth_of_slot = [level.depth for _, level in figures.slots]
    depth_of_place = [area.tier.depth for area, _ in figures.places]
    rows = zip(*(islice(c, first_row, None) for c in (figures.slot, figures.place, figures.text)))
    for row, (slot, place, text) in enumerate(rows, first_row):
        if depth_of_slot[slot] < depth_of_place[place]:
            area, _ = figures.places[place]
            level = figures.slots[slot][1]
            faults.add(
                codes.LEVEL_ABOVE_AREA, _at(name, figures.line[row], Column.LEVEL, table),
                level=level, area=area, tier=area.tier,
            )  # fmt: skip
        fault = meanings[units[slot] << TEXT_BITS | text]
        if fault:
            faults.add(
                fault.code, _at(name, figures.line[row], fault.column, table), **fault.params
            )


def _at(name: str, line: int, column: Column, table: Table) -> Place:
    index = table.fields.get(column)
    return Place(name, line, field=0 if index is None else index + 1, heading=str(column))


def _proven(
    cells: Mapping[int, _Cell], first_row: int, name: str, table: Table, figures: Figures,
    faults: Faults,
) -> Decimals | None:  # fmt: skip
    """Return the convention that the cells without a declared one prove; None if they differ."""
    proofs: dict[Decimals, int] = {}
    for number, cell in cells.items():
        proves = cell.published.proves
        if proves and cell.decimal is None:
            proofs.setdefault(proves, number)
    if len(proofs) < len(Decimals):
        return next(iter(proofs), None)
    places: list[Place] = []
    for number in proofs.values():
        row = figures.text.index(number, first_row)
        places.append(_at(name, figures.line[row], Column.VALUE, table))
    texts = {kind: cells[number].published.text for kind, number in proofs.items()}
    places.sort(key=lambda place: place.line)
    faults.add(
        codes.MIXED_DECIMALS, *places,
        comma=texts[Decimals.COMMA], point=texts[Decimals.POINT],
    )  # fmt: skip
    return None


def _meaning(cell: _Cell, unit_number: int, run: Decimals | None) -> Value | _Fault | None:
    """Return what a cell stands for in a unit; None where nobody asks and nothing is wrong."""
    published = cell.published
    if cell.fault:
        return cell.fault
    if unit_number == NOT_ASKED:
        if published.shape in {Shape.UNREADABLE, Shape.PAIR}:
            return _Fault(codes.UNREADABLE_UNUSED_VALUE, {"text": published.text}, Column.VALUE)
        return None
    unit = _UNITS[unit_number]
    if cell.unit and cell.unit is not unit and not (cell.unit.in_percent and unit.in_percent):
        return _Fault(codes.UNIT_MISMATCH, {"text": str(cell.unit), "unit": unit}, Column.UNIT)
    convention = cell.decimal or run
    if cell.numerator:
        return _fraction(cell, unit, convention)
    meaning = interpret(published, unit, convention)
    if isinstance(meaning, Unreadable):
        return _Fault(meaning.code, meaning.params, Column.VALUE)
    return meaning


def _fraction(cell: _Cell, unit: Unit, convention: Decimals | None) -> Value | _Fault:
    """Return the value that numerator and denominator are; a published share must agree."""
    fraction = interpret(scan(f"{cell.numerator}/{cell.denominator}"), unit, convention)
    if isinstance(fraction, Unreadable):
        return _Fault(fraction.code, fraction.params, Column.NUMERATOR)
    published = cell.published
    if published.absence:
        return replace(fraction, text=f"{cell.numerator}/{cell.denominator}")
    stated = interpret(published, unit, convention)
    if isinstance(stated, Unreadable):
        return _Fault(stated.code, stated.params, Column.VALUE)
    if stated.number is None or fraction.number is None:
        return _Fault(
            codes.UNREADABLE_VALUE, {"text": published.text, "expected": "number"}, Column.VALUE
        )
    rounding = Fraction(1, 2 * 10**stated.decimals)
    exact = stated.qualifier is Qualifier.EXACT
    span = stated.interval()
    agrees = (
        abs(stated.number - fraction.number) <= rounding
        if exact
        else (span.low is None or span.low <= fraction.number)
        and (span.high is None or fraction.number <= span.high)
    )
    if not agrees:
        return _Fault(
            codes.SHARE_DISAGREES,
            {
                "text": published.text, "numerator": cell.numerator,
                "denominator": cell.denominator, "percent": fraction.number,
            },
            Column.VALUE,
        )  # fmt: skip
    return replace(fraction, text=published.text, decimals=stated.decimals)
