"""Which figures to ask for: everything that a resolution expects in a period, area by area."""

from collections.abc import Iterable, Iterator
from itertools import islice

from dti_targets.checking.coordinates import Coordinates
from dti_targets.checking.expected import expected, not_applicable
from dti_targets.checking.matching import Matches
from dti_targets.checking.selection import Selection, is_selected
from dti_targets.domain.area import Area, Gazetteer
from dti_targets.domain.figures import Figure, Figures
from dti_targets.domain.form import Entry
from dti_targets.domain.period import Period
from dti_targets.domain.report import Expected
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.unit import Level


def entries(
    resolution: Resolution, period: Period, gazetteer: Gazetteer, selection: Selection,
    figures: Figures,
) -> tuple[Entry, ...]:  # fmt: skip
    """Return what a resolution expects, each figure once.

    Args:
        resolution: Its targets are asked about, in the order of its file.
        period: Nothing is asked of what does not apply in it.
        gazetteer: Knows the area of the resolution, and the units that are promised something.
        selection: The areas, targets and levels that were named.
        figures: What is known already.
    """
    own = gazetteer.on(resolution.area, period.end)
    if own is None:
        return ()
    asked: dict[tuple[str, Level, Area], list[Expected]] = {}
    for item in expected(resolution, period):
        if is_selected(item, selection) and not not_applicable(item, period, gazetteer):
            for area in _areas(own, item, period, gazetteer):
                if _is_named(area, own, gazetteer, selection):
                    key = (item.target.indicator, item.level, area)
                    asked.setdefault(key, []).append(item)
    wanted = {(indicator, level) for indicator, level, _ in asked}
    matches = Matches(Coordinates(figures), period, gazetteer, wanted, {resolution.area})
    return tuple(
        Entry(tuple(items), area, period, _known(matches, figures, indicator, level, area))
        for (indicator, level, area), items in asked.items()
    )


def entries_of(
    resolutions: Iterable[Resolution], period: Period | None, gazetteer: Gazetteer,
    selection: Selection, figures: Figures,
) -> list[Entry]:  # fmt: skip
    """Return what several resolutions expect, each figure once; nothing without a period."""
    found: dict[tuple[str, Level, Area], Entry] = {}
    for resolution in resolutions:
        if period is not None:
            for entry in entries(resolution, period, gazetteer, selection, figures):
                found.setdefault((entry.target.indicator, entry.level, entry.area), entry)
    return [*found.values()]


def asked_period(figures: Figures, first: int) -> Period | None:
    """Return the period that forms ask about: theirs if it is one, else the latest year of them.

    Args:
        figures: The rows of forms, from row `first` on.
        first: The rows before it are of no form.
    """
    periods = {figures.places[place][1] for place in islice(figures.place, first, None)}
    if len(periods) == 1:
        return periods.pop()
    return Period.year_of(max(period.end for period in periods)) if periods else None


def _areas(own: Area, item: Expected, period: Period, gazetteer: Gazetteer) -> Iterator[Area]:
    """Yield the resolution's own area, and the units below it that are promised something.

    No figure of a level wider than a unit can be about it.
    """
    yield own
    each = item.threshold.each
    if each and item.level.depth >= each.depth:
        yield from gazetteer.units(own, each, period.end)


def _is_named(area: Area, own: Area, gazetteer: Gazetteer, selection: Selection) -> bool:
    """Whether an area is among those that were named; a unit is where it lies in one of them."""
    codes = (area.code,) if area is own else (area.code, *gazetteer.lineage(area))
    return not selection.areas or any(code in selection.areas for code in codes)


def _known(
    matches: Matches, figures: Figures, indicator: str, level: Level, area: Area
) -> Figure | None:
    """Return the latest figure of a territory that gives a value."""
    rows = (
        *matches.rows(indicator, level, area.code)[:1],
        matches.last(indicator, level, area.code),
    )
    for row in rows:
        figure = None if row is None else figures[row]
        if figure and figure.area == area and figure.value and figure.value.absence is None:
            return figure
    return None
