"""The columns of figures files as memos: a distinct text is validated once, then is a number.

A memo answers `BAD` for a text that is not valid, and remembers what is wrong with it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from dti_targets.diagnostics import Code, codes
from dti_targets.diagnostics.near import CLOSE, nearest
from dti_targets.domain.area import Area, Gazetteer, folded
from dti_targets.domain.figures import Figures
from dti_targets.domain.period import Period
from dti_targets.domain.unit import Level, Unit
from dti_targets.reading.cell_text import NumberCell, SpoiledCell
from dti_targets.reading.cells import (
    Cell,
    CellFault,
    free_fault,
    garbled_fault,
    hidden_fault,
    text_fault,
)
from dti_targets.reading.headings import Column, adapter, column_of, without_marks
from dti_targets.reading.number_text import Decimals, Published, Shape, scan
from dti_targets.reading.period_text import likely_period

BAD = 0
"""The number of a text that is not valid in its column."""

SUGGESTIONS = 500
"""How many wrong texts of a run are compared with what is known: a guess costs time."""

_ALIKE = 0.75
"""How alike the name of an area must be to one that is known."""

Asked = Mapping[tuple[str, Level], Unit]
"""The (indicator, level) that targets ask for, with the unit of the indicator."""


class Context(NamedTuple):
    """What the files leave to the command line and to the resolutions.

    `area` and `period` stand in where a file has no such column or an empty cell. `decimal` and
    `delimiter` are declared for the run; None lets each file prove its own. `sheet` is the one to
    read in workbooks.
    """

    gazetteer: Gazetteer
    asked: Asked
    area: str | None = None
    period: Period | None = None
    decimal: Decimals | None = None
    delimiter: str | None = None
    sheet: str | None = None


class Pairs(dict[tuple[str, str], int]):
    """The texts of two columns -> the number that they are together, made by `make` once."""

    def __init__(self, make: Callable[[str, str], int]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, pair: tuple[str, str]) -> int:
        number = self[pair] = self._make(*pair)
        return number


class Texts(dict[object, int]):
    """Distinct values (with what stands beside them) -> their numbers."""

    def __init__(self, figures: Figures) -> None:
        super().__init__()
        self._texts = figures.texts

    def __missing__(self, key: object) -> int:
        self._texts.append(str(key[0] if isinstance(key, tuple) else key))
        number = self[key] = len(self._texts) - 1
        return number


class Origins(dict[tuple[str, ...], int]):
    """Source, quote, note, the cell behind the value, any edition -> the number of the origin.

    A file without editions has keys of four. `behind` holds the cells behind the value that begin
    with a digit: a row that was split at its decimal comma can still have as many cells as the
    heading. `bad` holds what is wrong with the others.
    """

    def __init__(self, columns: "Columns") -> None:
        super().__init__()
        self._columns = columns
        self._origins = columns.figures.origins
        self.behind: dict[int, str] = {}
        self.bad: dict[int, list[CellFault]] = {}

    def __missing__(self, key: tuple[str, ...]) -> int:
        source, quote, note, behind, *editions = key
        edition, fault = self._columns.edition(*editions)
        self._origins.append((source, quote, note, edition))
        number = self[key] = len(self._origins) - 1
        said = ((source, Column.SOURCE), (quote, Column.QUOTE), (note, Column.NOTE))
        if faults := [*filter(None, (*(free_fault(*one) for one in said), fault))]:
            self.bad[number] = faults
        if behind.lstrip()[:1].isdigit():
            self.behind[number] = behind.strip()
        return number


@dataclass(slots=True)
class Columns:
    """The memos of a run: they outlive a file, so that two files share their numbers.

    `arealess` are the numbers of the places whose rows leave the area out.
    """

    figures: Figures
    context: Context
    slots: Pairs = field(init=False)
    places: Pairs = field(init=False)
    arealess: set[int] = field(default_factory=set)
    _periods: dict[str, Period] = field(default_factory=dict)
    _bad: dict[tuple[str, str, str], list[CellFault]] = field(default_factory=dict)
    _adapters: dict[Column, TypeAdapter[object]] = field(default_factory=dict)
    _slot_numbers: dict[tuple[str, Level], int] = field(default_factory=dict)
    _tierless: dict[tuple[str, str, int], int] = field(default_factory=dict)
    _suggestions: int = SUGGESTIONS

    def __post_init__(self) -> None:
        """Take number `BAD`, and make the memos."""
        self.figures.slots.append(("", Level.NATIONAL))
        self.figures.places.append((Area(code="-", tier=Level.NATIONAL, name="-"), _NO_PERIOD))
        self.slots = Pairs(self._slot)
        self.places = Pairs(self._place)

    def tierless(self, indicator: str, level: str, place: int) -> int:
        """Return the slot of a row whose empty level is the tier of its area; BAD if it is bad."""
        key = (indicator, level, place)
        if key not in self._tierless:
            known = not self._bad["slot", indicator, level]
            tier = self.figures.places[place][0].tier
            self._tierless[key] = self._numbered(indicator.strip(), tier) if known else BAD
        return self._tierless[key]

    def slot_faults(self, indicator: str, level: str) -> list[CellFault]:
        """Return what is wrong with the texts of a slot that is BAD."""
        return self._bad["slot", indicator, level]

    def place_faults(self, area: str, period: str) -> list[CellFault]:
        """Return what is wrong with the texts of a place that is BAD."""
        return self._bad["place", area, period]

    def edition(self, written: str = "") -> tuple[Period | None, CellFault | None]:
        """Return when a figure was published, or what is wrong with the cell that says it."""
        text = written.strip()
        return self._span(text, Column.EDITION, codes.WRONG_EDITION) if text else (None, None)

    def cell(self, key: object) -> Cell:
        """Return a distinct value: scanned, with the words beside it read."""
        value = key[0] if isinstance(key, tuple) else key
        if isinstance(value, SpoiledCell):
            published = Published(str(value), Shape.UNREADABLE)
            return Cell(published, spoiled=CellFault(value.code, value.params, Column.VALUE))
        shown = Decimals.COMMA if isinstance(value, NumberCell) else None
        if not isinstance(key, tuple):
            published = scan(str(key))
            return Cell(published, shown, fault=_value_fault(str(key), published.shape))
        beside = (Column.VALUE, Column.NUMERATOR, Column.DENOMINATOR, Column.DECIMAL, Column.UNIT)
        written = {column: str(text) for column, text in zip(beside, key, strict=True)}
        decimal = self._validated(Column.DECIMAL, written[Column.DECIMAL].strip())
        unit = self._validated(Column.UNIT, written[Column.UNIT].strip())
        faults = [hidden_fault(text, column) for column, text in written.items()]
        if decimal is None:
            faults.append(self._word_fault(Column.DECIMAL, written, Decimals))
        if unit is None:
            faults.append(self._word_fault(Column.UNIT, written, Unit))
        numerator = written[Column.NUMERATOR].strip()
        denominator = written[Column.DENOMINATOR].strip()
        if bool(numerator) != bool(denominator):
            one, other = Column.NUMERATOR, Column.DENOMINATOR
            if denominator:
                one, other = other, one
            params = {"column": str(one), "other": str(other)}
            faults.append(CellFault(codes.HALF_A_FRACTION, params, one))
        published = scan(written[Column.VALUE])
        faults.insert(0, _value_fault(written[Column.VALUE], published.shape))
        return Cell(
            published,
            shown or (decimal if isinstance(decimal, Decimals) else None),
            unit if isinstance(unit, Unit) else None,
            numerator, denominator, next(filter(None, faults), None),
            sign=written[Column.UNIT].strip() == "%",
        )  # fmt: skip

    def _word_fault(
        self, column: Column, written: Mapping[Column, str], closed: Iterable[Decimals | Unit]
    ) -> CellFault | None:
        """Return the fault of a word that is not of a closed list; none where there is no word."""
        word = written[column].strip()
        if not word:
            return None
        allowed = tuple(str(item.value) for item in closed)
        near = self._near(word.lower(), allowed)
        params = {"column": str(column), "text": word, "near": near, "allowed": allowed}
        return CellFault(codes.UNKNOWN_WORD, params, column)

    def _near(self, word: str, known: Iterable[str], likeness: float = CLOSE) -> str:
        """Return the nearest known word, as long as the run has not asked too often."""
        self._suggestions -= 1
        return nearest(word, known, likeness) if self._suggestions >= 0 else ""

    def _validated(self, column: Column, text: str) -> object:
        """Return what Pydantic makes of a cell; None where it refuses it."""
        known = self._adapters.get(column)
        if known is None:
            known = self._adapters[column] = adapter(column)
        try:
            return known.validate_python(text)
        except ValidationError:
            return None

    def _refuse(self, kind: str, first: str, second: str, *faults: CellFault | None) -> int:
        self._bad[kind, first, second] = [fault for fault in faults if fault]
        return BAD

    def _slot(self, indicator: str, level: str) -> int:
        """Number an (indicator, level); an empty level waits for the tier of the area."""
        tier = self._validated(Column.LEVEL, level.strip())
        faults = [self._indicator_fault(indicator)]
        if level.strip() and not isinstance(tier, Level):
            faults.append(self._level_fault(level.strip()))
        if any(faults) or not isinstance(tier, Level):
            return self._refuse("slot", indicator, level, *faults)
        return self._numbered(indicator.strip(), tier)

    def _numbered(self, indicator: str, level: Level) -> int:
        """Return the number of an indicator at a level."""
        number = self._slot_numbers.get((indicator, level))
        if number is None:
            self.figures.slots.append((indicator, level))
            number = self._slot_numbers[indicator, level] = len(self.figures.slots) - 1
        return number

    def _indicator_fault(self, written: str) -> CellFault | None:
        name = written.strip()
        if column_of(name.strip("\ufeff")) is Column.INDICATOR:
            return CellFault(codes.REPEATED_HEADER, {}, Column.INDICATOR)
        if fault := text_fault(name, Column.INDICATOR):
            return fault
        if not name:
            return CellFault(codes.EMPTY_CELL, {"column": str(Column.INDICATOR)}, Column.INDICATOR)
        if self._validated(Column.INDICATOR, name) is None:
            known = {indicator for indicator, _ in self.context.asked}
            near = self._near(without_marks(name).replace(" ", "_").replace("-", "_"), known)
            return CellFault(codes.WRONG_INDICATOR, {"text": name, "near": near}, Column.INDICATOR)
        return None

    def _level_fault(self, text: str) -> CellFault:
        allowed = tuple(str(level) for level in Level)
        return text_fault(text, Column.LEVEL) or CellFault(
            codes.UNKNOWN_LEVEL,
            {"text": text, "near": self._near(text.lower(), allowed), "allowed": allowed},
            Column.LEVEL,
        )

    def _place(self, area: str, period: str) -> int:
        """Number an (area, period): a code names one territory on the last day of the period."""
        when, period_fault = self._period(period)
        where, area_fault = self._area(area, when)
        if when is None or where is None:
            return self._refuse("place", area, period, area_fault, period_fault)
        self.figures.places.append((where, when))
        number = len(self.figures.places) - 1
        if not area.strip():
            self.arealess.add(number)
        return number

    def _period(self, written: str) -> tuple[Period | None, CellFault | None]:
        text = written.strip()
        if not text:
            if self.context.period:
                return self.context.period, None
            return None, _unsaid(Column.PERIOD, "--period")
        return self._span(text, Column.PERIOD, codes.WRONG_PERIOD)

    def _span(
        self, text: str, column: Column, code: Code
    ) -> tuple[Period | None, CellFault | None]:
        """Return the days that a text of a column names, or what is wrong with it."""
        known = self._periods.get(text)
        if known is None:
            found = self._validated(column, text)
            if not isinstance(found, Period):
                params = {"text": text, "near": likely_period(text)}
                return None, text_fault(text, column) or CellFault(code, params, column)
            known = self._periods[text] = found
        return known, None

    def _area(self, written: str, when: Period | None) -> tuple[Area | None, CellFault | None]:
        text = written.strip() or self.context.area or ""
        if not text:
            return None, _unsaid(Column.AREA, "--resolution")
        found = self.context.gazetteer.named(text)
        if not found:
            return None, self._area_fault(text)
        if when is None:
            return None, None
        then = [area for area in found if area.exists(when.end)]
        if len(then) == 1:
            return then[0], None
        if then:
            params: dict[str, object] = {"text": text, "codes": tuple(area.code for area in then)}
            return None, CellFault(codes.AREA_AMBIGUOUS, params, Column.AREA)
        params = {"area": found[0], "days": _days(found), "period": when}
        return None, CellFault(codes.AREA_NOT_THEN, params, Column.AREA)

    def _area_fault(self, text: str) -> CellFault:
        """Return the fault of a text that names no area."""
        gazetteer = self.context.gazetteer
        near = ""
        if not text.isdigit():
            near = self._near(folded(text), gazetteer.by_name, _ALIKE)
            near = gazetteer.by_name[near][0].name if near else ""
        return text_fault(text, Column.AREA) or CellFault(
            codes.UNKNOWN_AREA, {"text": text, "near": near}, Column.AREA
        )


def _value_fault(text: str, shape: Shape) -> CellFault | None:
    """Return the fault of a value for its characters; one that can be read is not garbled."""
    unread = shape in {Shape.UNREADABLE, Shape.PAIR}
    return (unread and garbled_fault(text.strip(), Column.VALUE)) or hidden_fault(
        text, Column.VALUE
    )


_NO_PERIOD = Period(date.min, date.min, "-")


def _unsaid(column: Column, option: str) -> CellFault:
    """Return the fault of a row that leaves something out that nothing else says."""
    return CellFault(codes.COORDINATE_UNKNOWN, {"column": str(column), "option": option}, column)


def _days(areas: Sequence[Area]) -> tuple[tuple[date | None, date | None], ...]:
    return tuple((area.first, area.until) for area in areas)
