"""Rows that say something else about the same thing."""

from collections import defaultdict
from collections.abc import Iterator

from dti_targets.diagnostics import Faults, codes
from dti_targets.domain.figures import NOT_ASKED, Figures
from dti_targets.domain.value import Value

_ROOM = 16
"""Up to this many times the rows, every possible (indicator, level, area, period) has a byte."""


def find_conflicts(figures: Figures, faults: Faults) -> None:
    """Add figures of one indicator, area, level and period that are not the same value.

    One source that contradicts itself is an error; two sources that differ are a warning, and
    both are judged. What no target asks for is not compared.
    """
    for rows in _repeated(figures):
        _compare(rows, figures, faults)


def _compare(rows: list[int], figures: Figures, faults: Faults) -> None:
    """Add the rows that contradict an earlier one: one of their own source before others."""
    first: dict[Value, int] = {}
    by_source: dict[str, dict[Value, int]] = defaultdict(dict)
    for row in rows:
        value = figures.value(row)
        if value is None or value.absence is not None:
            continue
        own = by_source[_source(figures, row)]
        if own and value not in own:
            _add(figures, next(iter(own.values())), row, faults)
        elif first and value not in first:
            _add(figures, next(iter(first.values())), row, faults)
        own.setdefault(value, row)
        first.setdefault(value, row)


def _source(figures: Figures, row: int) -> str:
    return figures.origins[figures.origin[row]][0].strip()


def _add(figures: Figures, one: int, other: int, faults: Faults) -> None:
    first, second = figures[one], figures[other]
    same = _source(figures, one) == _source(figures, other)
    faults.add(
        codes.SOURCE_CONTRADICTS_ITSELF if same else codes.SOURCES_DISAGREE,
        figures.at(one), figures.at(other),
        indicator=first.indicator, area=first.area, level=first.level, period=first.period,
        one=first.text, other=second.text,
    )  # fmt: skip


def _repeated(figures: Figures) -> Iterator[list[int]]:
    """Yield the rows of each coordinate that has several, without a table of all coordinates.

    A table of bytes finds the suspects: with a byte for each possible coordinate where there are
    few, else with the coordinates folded into it, so that a chance meeting only makes a suspect.
    """
    areas = {area: number for number, area in enumerate({a for a, _ in figures.places})}
    periods = {period: number for number, period in enumerate({p for _, p in figures.places})}
    where = [areas[a] * len(periods) + periods[p] for a, p in figures.places]
    spread = len(areas) * len(periods)
    size = min(len(figures.slots) * spread, max(1, _ROOM * len(figures)))
    asked = [unit != NOT_ASKED for unit in figures.unit_of_slot]
    seen = bytearray(size)
    for slot, place in zip(figures.slot, figures.place, strict=True):
        index = (slot * spread + where[place]) % size
        if seen[index] < 2:  # noqa: PLR2004  (one, and more than one)
            seen[index] += asked[slot]
    if 2 not in seen:  # noqa: PLR2004
        return
    rows: dict[int, list[int]] = defaultdict(list)
    for row, (slot, place) in enumerate(zip(figures.slot, figures.place, strict=True)):
        key = slot * spread + where[place]
        if seen[key % size] > 1 and asked[slot]:
            rows[key].append(row)
    yield from (found for found in rows.values() if len(found) > 1)
