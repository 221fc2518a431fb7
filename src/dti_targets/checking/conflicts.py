"""Rows that say something else about the same thing."""

from collections import defaultdict
from collections.abc import Iterable

from dti_targets.checking.coordinates import Coordinates
from dti_targets.diagnostics import Faults, codes
from dti_targets.domain.figures import Figures
from dti_targets.domain.value import Value


def find_conflicts(coordinates: Coordinates, faults: Faults) -> None:
    """Add figures of one indicator, area, level and period that are not the same value.

    One source that contradicts itself is an error; two sources that differ are a warning, and
    both are judged. What no target asks for is not compared.
    """
    for rows in coordinates.shared():
        _compare(rows, coordinates.figures, faults)


def _compare(rows: Iterable[int], figures: Figures, faults: Faults) -> None:
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
