"""Where each figure stands: which rows share an indicator, level, area and period.

One pass over the rows, for those who look for an answer and for those who look for conflicts.
Earlier editions are set apart here, so that nobody takes one for a figure.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import count
from typing import TypeVar

from dti_targets.checking.editions import by_edition
from dti_targets.domain.figures import NOT_ASKED, Figures

_T = TypeVar("_T")

_ROOM = 8
"""Up to this many times the rows, every possible coordinate has a number of its own."""


class Coordinates:
    """The rows at each coordinate that a target asks for, found by number; earlier editions apart.

    A coordinate is the number of its (indicator, level) and that of its spot, which is an (area,
    period): two spellings of one period, or of one area, are one spot.
    """

    def __init__(self, figures: Figures) -> None:
        """Go over all rows."""
        self.figures = figures
        self.areas, areas = _numbered(area for area, _ in figures.places)
        self.periods, periods = _numbered(period for _, period in figures.places)
        self._spots = len(self.areas) * len(self.periods)
        of_place = [self.spot(*numbers) for numbers in zip(areas, periods, strict=True)]
        self._spot_of_place = of_place
        of_slot = [
            None if unit == NOT_ASKED else slot * self._spots
            for slot, unit in enumerate(figures.unit_of_slot)
        ]
        size = len(of_slot) * self._spots
        dense = size <= _ROOM * len(figures)
        self._first = array("I", [0]) * size if dense else _Sparse()
        self._further: dict[int, list[int]] = {}
        self._earlier: dict[int, tuple[int, ...]] = {}
        self._collect(of_slot, of_place, figures)
        if self._further and any(edition for *_, edition in figures.origins):
            self._set_earlier_editions_apart()

    def _collect(
        self, of_slot: Sequence[int | None], of_place: Sequence[int], figures: Figures
    ) -> None:
        """Keep for each coordinate its first row, counted from 1, and those that follow it."""
        first, further = self._first, self._further
        for row, slot, place in zip(count(1), figures.slot, figures.place):
            base = of_slot[slot]
            if base is None:
                continue
            key = base + of_place[place]
            if first[key]:
                further.setdefault(key, []).append(row - 1)
            else:
                first[key] = row

    def _set_earlier_editions_apart(self) -> None:
        """Keep at each coordinate the rows that count."""
        for key, further in [*self._further.items()]:
            rows, earlier = by_edition(self.figures, (self._first[key] - 1, *further))
            if not earlier:
                continue
            self._earlier[key] = earlier
            self._first[key] = rows[0] + 1
            if len(rows) > 1:
                self._further[key] = [*rows[1:]]
            else:
                del self._further[key]

    def spot(self, area: int, period: int) -> int:
        """Return the spot of an area and a period, by their numbers in `areas` and `periods`."""
        return area * len(self.periods) + period

    def rows(self, slot: int, spot: int) -> tuple[int, ...]:
        """Return the rows of a coordinate, in their order."""
        key = slot * self._spots + spot
        first = self._first[key]
        if not first:
            return ()
        return (first - 1, *self._further.get(key, ()))

    def earlier(self, row: int) -> tuple[int, ...]:
        """Return the earlier editions at the coordinate of a row, the latest first."""
        if not self._earlier:
            return ()
        slot, place = self.figures.slot[row], self.figures.place[row]
        return self._earlier.get(slot * self._spots + self._spot_of_place[place], ())

    def shared(self) -> list[tuple[int, ...]]:
        """Return the rows of each coordinate that has several, in the order of the first ones."""
        return sorted((self._first[key] - 1, *rows) for key, rows in self._further.items())


class _Sparse(dict[int, int]):
    """A number for each coordinate that has rows; 0 for the others."""

    def __missing__(self, key: int) -> int:
        return 0


def _numbered(things: Iterable[_T]) -> tuple[tuple[_T, ...], list[int]]:
    """Return the distinct things, and the number of each thing; an object is compared only once."""
    numbers: dict[_T, int] = {}
    known: dict[int, int] = {}
    found: list[int] = []
    for thing in things:
        number = known.get(id(thing))
        if number is None:
            number = known[id(thing)] = numbers.setdefault(thing, len(numbers))
        found.append(number)
    return tuple(numbers), found
