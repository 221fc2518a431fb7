"""Which rows answer a threshold: the full period, else its latest part; and what was known before.

One pass over the rows. The rank of a place says how well its period answers the judged one, so
that the best row of an (indicator, level, area) is found by comparing two numbers.
"""

from array import array
from collections.abc import Collection, Sequence
from functools import cached_property

from dti_targets.domain.area import Gazetteer
from dti_targets.domain.figures import TEXT_MASK, Figures
from dti_targets.domain.period import Period
from dti_targets.domain.unit import Level

_FULL = 5 << 48
_PART = 4 << 48
_SILENT = 2 << 48
"""What a row loses that is there and gives no value: any row that gives one answers before it."""
_BEFORE = 1 << 48
_NEVER = -(1 << 60)
"""Part of the key of a row that answers nothing."""


class Matches:
    """The best rows for each (indicator, level) and area code.

    `unused` are the rows that no target of the judged resolutions asks for.
    """

    def __init__(
        self, figures: Figures, period: Period, gazetteer: Gazetteer,
        wanted: Collection[tuple[str, Level]], territories: Collection[str],
    ) -> None:  # fmt: skip
        """Go over all rows.

        Args:
            figures: All figures.
            period: The judged period.
            gazetteer: Tells which territory bears a code on the last day of the period.
            wanted: The (indicator, level) that the judged resolutions ask for.
            territories: The codes of their areas; an area belongs to one if it lies in it.
        """
        self._figures = figures
        self._period = period
        self._codes: dict[str, int] = {}
        self._ranks: list[int] = []
        self._best: dict[int, int] = {}
        self._ties: dict[int, list[int]] = {}
        self._last: dict[int, int] = {}
        self._silent = {key & TEXT_MASK for key, value in figures.values.items() if value.absence}
        areas: list[int] = []
        known: dict[int, tuple[int, bool]] = {}
        for area, when in figures.places:
            identity = id(area)
            if identity not in known:
                lineage = {area.code, *gazetteer.lineage(area)}
                number = self._codes.setdefault(area.code, len(self._codes))
                judged = not lineage.isdisjoint(territories)
                now = area == gazetteer.on(area.code, period.end)
                known[identity] = (number if judged else _NEVER, now)
            number, now = known[identity]
            areas.append(number)
            self._ranks.append(_rank(when, period, still_there=now))
        self._slots = {slot: n for n, slot in enumerate(figures.slots) if slot in wanted}
        count = len(self._codes)
        self.unused = self._collect(
            [n * count if slot in wanted else _NEVER for n, slot in enumerate(figures.slots)],
            areas,
        )

    def _collect(self, of_slot: list[int], of_place: list[int]) -> "array[int]":
        """Keep, for each key, the best row and the last one before; return the unused rows.

        Args:
            of_slot: What a slot adds to a key; `_NEVER` where nobody asks for it.
            of_place: What a place adds to a key; `_NEVER` where it is in no judged territory.
        """
        best, ties, last, silent = self._best, self._ties, self._last, self._silent
        ranks, place, texts = self._ranks, self._figures.place, self._figures.text
        unused = array("I")
        for row, (slot, where) in enumerate(zip(self._figures.slot, place, strict=True)):
            key = of_slot[slot] + of_place[where]
            if key < 0:
                unused.append(row)
                continue
            rank = ranks[where]
            if silent and texts[row] in silent:
                rank -= _SILENT
            if rank <= 0:
                continue
            held = best if rank >= _SILENT else last
            other = held.get(key)
            if other is None:
                held[key] = row
                continue
            other_rank = ranks[place[other]]
            if silent and texts[other] in silent:
                other_rank -= _SILENT
            if rank > other_rank:
                held[key] = row
                if ties and held is best:
                    ties.pop(key, None)
            elif rank == other_rank and held is best:
                ties.setdefault(key, []).append(row)
        return unused

    def _key(self, indicator: str, level: Level, code: str) -> int | None:
        slot, area = self._slots.get((indicator, level)), self._codes.get(code)
        return None if slot is None or area is None else slot * len(self._codes) + area

    def rows(self, indicator: str, level: Level, code: str) -> tuple[int, ...]:
        """Return the rows that answer: those of one period, several if it has several sources."""
        key = self._key(indicator, level, code)
        if key is None or key not in self._best:
            return ()
        return (self._best[key], *self._ties.get(key, ()))

    def is_full(self, row: int) -> bool:
        """Whether a row is about the whole judged period."""
        return self.timing(self._figures.place[row])[0]

    def running(self, row: int) -> bool:
        """Whether a row is about a part of the judged period that ends before it."""
        return self.timing(self._figures.place[row])[1]

    def timing(self, place: int) -> tuple[bool, bool]:
        """Return whether a place is about the whole judged period, and whether it runs on after.

        The second is said of a part of the period that ends before the period does.
        """
        rank = self._ranks[place]
        full = rank >= _FULL
        return full, not full and rank - _PART >> 24 < self._period.end.toordinal()

    def last(self, indicator: str, level: Level, code: str) -> int | None:
        """Return the row of the last figure known before the period."""
        key = self._key(indicator, level, code)
        return None if key is None else self._last.get(key)

    def units(self, indicator: str, level: Level) -> Sequence[str]:
        """Return the codes of the areas that have an answer."""
        slot = self._slots.get((indicator, level))
        return () if slot is None else self._units.get(slot, ())

    @cached_property
    def _units(self) -> dict[int, list[str]]:
        """The codes of the areas that have an answer, by the number of the slot."""
        names, count = list(self._codes), len(self._codes)
        found: dict[int, list[str]] = {}
        for key in self._best:
            found.setdefault(key // count, []).append(names[key % count])
        return found


def _rank(when: Period, period: Period, *, still_there: bool) -> int:
    """Return how well a period answers the judged one: more is better, 0 is not at all."""
    if still_there and when == period:
        return _FULL
    later = when.end.toordinal() << 24 | (1 << 23) - when.start.toordinal()
    if still_there and period.covers(when):
        return _PART + later
    return _BEFORE + later if when.end <= period.end else 0
