"""Published figures: one at a time for a reader, in columns of numbers for a nation's worth.

A year of monthly figures of every commune is 1.2 million rows. One object a row would cost more
memory than the file; here a row is five small numbers that point into tables of distinct texts,
and a `Figure` is made when somebody looks at it.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from dti_targets.diagnostics import Place
from dti_targets.domain.area import Area
from dti_targets.domain.period import Period
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Value

TEXT_BITS = 32
"""A key of `Figures.values` is a unit's number, shifted by this, and a text's number."""

TEXT_MASK = (1 << TEXT_BITS) - 1

NOT_ASKED = len(Unit)
"""Stands in `Figures.unit_of_slot` in the place of a unit for what no target asks for."""


class Figure(NamedTuple):
    """One published value with its coordinates and its source.

    `value` is None where no target asks for the indicator at this level: such a text is kept and
    shown as published, not interpreted. `edition` is the day, month or year in which the figure was
    published, where its file says so.
    """

    indicator: str
    area: Area
    level: Level
    period: Period
    text: str
    value: Value | None
    source: str
    quote: str
    note: str
    path: str
    line: int
    edition: Period | None = None
    sheet: str = ""

    @property
    def place(self) -> Place:
        """The row of the figure."""
        return Place(self.path, self.line, sheet=self.sheet)


@dataclass(slots=True)
class Figures:
    """All figures of a run, as parallel columns of numbers into tables of distinct contents.

    `slots`, `places`, `texts` and `origins` are the tables; the columns of the same names hold,
    for each row, an index into them. `values` maps a unit's number and a text's number, packed
    in one key, to what the text stands for in the unit, for the rows that a target asks for.
    `sheets` names the sheet of each file that is a workbook; `fractions` has the numerator and the
    denominator that stand beside a text, by its number.
    """

    slots: list[tuple[str, Level]] = field(default_factory=list)
    places: list[tuple[Area, Period]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    origins: list[tuple[str, str, str, Period | None]] = field(default_factory=list)
    slot: "array[int]" = field(default_factory=lambda: array("I"))
    place: "array[int]" = field(default_factory=lambda: array("I"))
    text: "array[int]" = field(default_factory=lambda: array("I"))
    origin: "array[int]" = field(default_factory=lambda: array("I"))
    line: "array[int]" = field(default_factory=lambda: array("I"))
    files: list[tuple[int, str]] = field(default_factory=list)
    values: dict[int, Value] = field(default_factory=dict)
    unit_of_slot: list[int] = field(default_factory=list)
    sheets: dict[str, str] = field(default_factory=dict)
    fractions: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.line)

    def __iter__(self) -> Iterator[Figure]:
        """Yield every figure, in the order of files and rows."""
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, row: int) -> Figure:
        """Make the figure of a row."""
        indicator, level = self.slots[self.slot[row]]
        area, period = self.places[self.place[row]]
        source, quote, note, edition = self.origins[self.origin[row]]
        path = self.path(row)
        return Figure(
            indicator, area, level, period, self.texts[self.text[row]], self.value(row),
            source, quote, note, path, self.line[row], edition, self.sheets.get(path, ""),
        )  # fmt: skip

    def value(self, row: int) -> Value | None:
        """Return what the text of a row stands for; None where no target asks for it."""
        return self.values.get(self.unit_of_slot[self.slot[row]] << TEXT_BITS | self.text[row])

    def edition(self, row: int) -> Period | None:
        """Return when a row was published; None where its file does not say."""
        return self.origins[self.origin[row]][-1]

    def blank_texts(self) -> set[int]:
        """Return the numbers of the texts without a letter, and without a fraction in their place.

        Nobody filled in a row that has one.
        """
        return {
            number
            for number, text in enumerate(self.texts)
            if number not in self.fractions and not text.strip()
        }

    def path(self, row: int) -> str:
        """Return the file of a row."""
        return self.files[bisect_right(self.files, row, key=lambda file: file[0]) - 1][1]

    def at(self, row: int, heading: str = "value") -> Place:
        """Return the place of a cell of a row."""
        path = self.path(row)
        return Place(path, self.line[row], heading=heading, sheet=self.sheets.get(path, ""))

    def of(self, rows: Iterable[int]) -> "Chosen":
        """Return the figures of some rows, to be made when they are looked at."""
        return Chosen(self, tuple(rows))


class Chosen(Sequence[Figure]):
    """Some figures of a store."""

    __slots__ = ("_figures", "rows")

    def __init__(self, figures: Figures, rows: tuple[int, ...]) -> None:
        """Point at `rows` of `figures`."""
        self._figures = figures
        self.rows = rows

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Figure: ...
    @overload
    def __getitem__(self, index: slice) -> "Chosen": ...
    def __getitem__(self, index: int | slice) -> "Figure | Chosen":
        """Make the figure, or point at fewer."""
        if isinstance(index, slice):
            return Chosen(self._figures, self.rows[index])
        return self._figures[self.rows[index]]
