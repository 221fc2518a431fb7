"""Which rows answer a threshold: the full period, else its latest part; and what was known before.

The rank of an (area, period) says how well it answers the judged period. The spots of an area
stand in the order of their ranks, so that an answer is the first of them that has rows.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from dti_targets.checking.coordinates import Coordinates
from dti_targets.domain.area import Gazetteer
from dti_targets.domain.figures import TEXT_MASK
from dti_targets.domain.period import Period
from dti_targets.domain.unit import Level

_FULL = 3 << 48
_PART = 2 << 48
_BEFORE = 1 << 48


class _Spots(NamedTuple):
    """The spots of one code, best first: of the judged period, and of the time before it."""

    answering: Sequence[int]
    before: Sequence[int]


class Matches:
    """The best rows for each (indicator, level) and area code.

    `unused` are the rows that no target of the judged resolutions asks for.
    """

    def __init__(
        self, coordinates: Coordinates, period: Period, gazetteer: Gazetteer,
        wanted: Collection[tuple[str, Level]], territories: Collection[str],
    ) -> None:  # fmt: skip
        """Order the spots of every code.

        Args:
            coordinates: All figures, and where they stand.
            period: The judged period.
            gazetteer: Tells which territory bears a code on the last day of the period.
            wanted: The (indicator, level) that the judged resolutions ask for.
            territories: The codes of their areas; an area belongs to one if it lies in it.
        """
        figures = coordinates.figures
        self._figures = figures
        self._coordinates = coordinates
        self._period = period
        self._silent = {key & TEXT_MASK for key, value in figures.values.items() if value.absence}
        self._slots = {slot: n for n, slot in enumerate(figures.slots) if slot in wanted}
        judged = {
            number
            for number, area in enumerate(coordinates.areas)
            if not {area.code, *gazetteer.lineage(area)}.isdisjoint(territories)
        }
        self._spots = self._ordered(judged, gazetteer)
        self.unused = self._unused({id(coordinates.areas[number]) for number in judged})

    def _ordered(self, judged: Collection[int], gazetteer: Gazetteer) -> dict[str, _Spots]:
        """Return the spots of the codes of the judged areas."""
        coordinates, period = self._coordinates, self._period
        ranks = {
            now: [
                (rank, number)
                for number, when in enumerate(coordinates.periods)
                if (rank := _rank(when, period, still_there=now))
            ]
            for now in (True, False)
        }
        ranked: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number in judged:
            area = coordinates.areas[number]
            now = area == gazetteer.on(area.code, period.end)
            ranked[area.code] += [(rank, coordinates.spot(number, p)) for rank, p in ranks[now]]
        return {code: _best_first(spots) for code, spots in ranked.items()}

    def _unused(self, judged: Collection[int]) -> "array[int]":
        """Return the rows of what nobody asks for; `judged` holds the `id` of areas."""
        figures, wanted = self._figures, set(self._slots.values())
        slots = [slot in wanted for slot in range(len(figures.slots))]
        places = [id(area) in judged for area, _ in figures.places]
        if all(slots[1:]) and all(places[1:]):  # the first of each stands for what is not valid
            return array("I")
        where = zip(figures.slot, figures.place, strict=True)
        return array("I", [n for n, (s, p) in enumerate(where) if not (slots[s] and places[p])])

    def rows(self, indicator: str, level: Level, code: str) -> tuple[int, ...]:
        """Return the rows that answer: those of one period, several if it has several sources.

        A row that gives no value answers only where no other row does. Earlier editions do not.
        """
        slot, spots = self._slots.get((indicator, level)), self._spots.get(code)
        return () if slot is None or spots is None else self._answer(slot, spots.answering)

    def earlier(self, rows: Sequence[int]) -> tuple[int, ...]:
        """Return the earlier editions of what answers, the latest first."""
        return self._coordinates.earlier(rows[0]) if rows else ()

    def last(self, indicator: str, level: Level, code: str) -> int | None:
        """Return the row of the last figure known before the period."""
        slot, spots = self._slots.get((indicator, level)), self._spots.get(code)
        if slot is None or spots is None:
            return None
        answer = self._answer(slot, spots.before)
        return answer[0] if answer and not self._says_nothing(answer[0]) else None

    def units(self, indicator: str, level: Level) -> Mapping[str, tuple[int, ...]]:
        """Return the rows that answer, by the code of the area, where there are any."""
        slot = self._slots.get((indicator, level))
        if slot is None:
            return {}
        return {
            code: rows
            for code, spots in self._spots.items()
            if (rows := self._answer(slot, spots.answering))
        }

    def _answer(self, slot: int, spots: Sequence[int]) -> tuple[int, ...]:
        """Return the rows of the first spot that has any with a value, else any."""
        silent: tuple[int, ...] = ()
        for spot in spots:
            rows = self._coordinates.rows(slot, spot)
            if rows and self._silent:
                stated = tuple(row for row in rows if not self._says_nothing(row))
                silent, rows = silent or rows, stated
            if rows:
                return rows
        return silent

    def _says_nothing(self, row: int) -> bool:
        return self._figures.text[row] in self._silent

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
        _, when = self._figures.places[place]
        return when == self._period, when.end < self._period.end


def _best_first(ranked: list[tuple[int, int]]) -> _Spots:
    """Return spots by their ranks, apart: what answers, and what was before."""
    ranked.sort(reverse=True)
    return _Spots(
        [spot for rank, spot in ranked if rank >= _PART],
        [spot for rank, spot in ranked if rank < _PART],
    )


def _rank(when: Period, period: Period, *, still_there: bool) -> int:
    """Return how well a period answers the judged one: more is better, 0 is not at all."""
    if still_there and when == period:
        return _FULL
    later = when.end.toordinal() << 24 | (1 << 23) - when.start.toordinal()
    if still_there and period.covers(when):
        return _PART + later
    return _BEFORE + later if when.end <= period.end else 0
