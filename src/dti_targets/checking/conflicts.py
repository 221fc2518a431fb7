"""Rows that say something else about the same thing."""

from collections import defaultdict
from collections.abc import Iterable

from dti_targets.checking.coordinates import Coordinates
from dti_targets.diagnostics import Faults, codes
from dti_targets.domain.area import folded
from dti_targets.domain.figures import Figures
from dti_targets.domain.value import Value


def find_conflicts(coordinates: Coordinates, faults: Faults) -> None:
    """Add figures of one indicator, area, level and period that are not the same value.

    One source that contradicts itself is an error; two sources that differ are a warning, and
    both are judged. What no target asks for is not compared.
    """
    sources = _Sources(coordinates.figures)
    for rows in coordinates.shared():
        _compare(rows, coordinates.figures, sources, faults)


def _compare(rows: Iterable[int], figures: Figures, sources: "_Sources", faults: Faults) -> None:
    """Add the rows that contradict an earlier one: one of their own source before others."""
    first = _Known()
    by_source: dict[str, _Known] = defaultdict(_Known)
    for row in rows:
        value = figures.value(row)
        if value is None or value.absence is not None:
            continue
        own = by_source[sources[figures.origin[row]]]
        if (other := own.differs(value)) is not None or (other := first.differs(value)) is not None:
            same = sources[figures.origin[other]] == sources[figures.origin[row]]
            _add(figures, other, row, faults, same=same)
        own.keep(value, row)
        first.keep(value, row)


class _Known:
    """The values of some rows, and the totals that their ranks and counts are out of."""

    def __init__(self) -> None:
        self._values: dict[Value, int] = {}
        self._totals: dict[int, int] = {}

    def differs(self, value: Value) -> int | None:
        """Return the first row that says something else; None where none does."""
        if self._values and value not in self._values:
            return next(iter(self._values.values()))
        total = _total(value)
        if self._totals and total and total not in self._totals:
            return next(iter(self._totals.values()))
        return None

    def keep(self, value: Value, row: int) -> None:
        """Remember what a row says."""
        self._values.setdefault(value, row)
        if total := _total(value):
            self._totals.setdefault(total, row)


def _total(value: Value) -> int | None:
    """Return what a rank or a count is out of; a share is the same whatever it is a share of."""
    return value.total if value.unit.whole else None


class _Sources(dict[int, str]):
    """Number of an origin -> its source, as it is compared: copied from two places, one name."""

    def __init__(self, figures: Figures) -> None:
        super().__init__()
        self._origins = figures.origins

    def __missing__(self, origin: int) -> str:
        source = self[origin] = folded(self._origins[origin][0])
        return source


def _add(figures: Figures, one: int, other: int, faults: Faults, *, same: bool) -> None:
    first, second = figures[one], figures[other]
    faults.add(
        codes.SOURCE_CONTRADICTS_ITSELF if same else codes.SOURCES_DISAGREE,
        figures.at(one), figures.at(other),
        indicator=first.indicator, area=first.area, level=first.level, period=first.period,
        one=first.text, other=second.text,
    )  # fmt: skip
