"""What of all that was read is asked about: resolutions, areas, targets, levels."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from dti_targets.diagnostics import Place
from dti_targets.domain.area import Gazetteer
from dti_targets.domain.figures import Figures
from dti_targets.domain.report import Expected, NotJudged, Statement
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.unit import Level


class Selection(NamedTuple):
    """What is judged: all where nothing is named. `areas` are codes."""

    resolutions: Collection[str] = ()
    areas: Collection[str] = ()
    targets: Collection[str] = ()
    levels: Collection[Level] = ()


class Source(NamedTuple):
    """A resolution with the file that it came from, and the place of each target in it."""

    resolution: Resolution
    path: str
    places: Mapping[str, Place] = MappingProxyType({})


def chosen_of(
    sources: Sequence[Source], figures: Figures, gazetteer: Gazetteer, selection: Selection
) -> tuple[list[Source], list[NotJudged]]:
    """Return the resolutions to judge: those named, else those whose area the figures know."""
    if selection.resolutions:
        named = set(selection.resolutions)
        return [source for source in sources if source.resolution.id in named], []
    known = _occurring(figures, gazetteer)
    if selection.areas:
        known &= {
            code
            for name in selection.areas
            for area in gazetteer.by_code.get(name, ())
            for code in (name, *gazetteer.lineage(area))
            if gazetteer.by_code[code][0].tier is not Level.NATIONAL or code == name
        }
    chosen = [source for source in sources if source.resolution.area in known]
    left_out = [
        NotJudged(
            source.resolution,
            Statement("left_out.area", {"area": gazetteer.by_code[source.resolution.area][-1]}),
            source.path,
        )
        for source in sources
        if source.resolution.area not in known
    ]
    return chosen, left_out


def _occurring(figures: Figures, gazetteer: Gazetteer) -> set[str]:
    """Return the codes that figures are about, and those of the provinces that these lie in."""
    codes: set[str] = set()
    for area in {area for area, _ in figures.places[1:]}:
        codes.add(area.code)
        for code in gazetteer.lineage(area):
            if gazetteer.by_code.get(code, (area,))[0].tier is not Level.NATIONAL:
                codes.add(code)
    return codes


def is_selected(item: Expected, selection: Selection) -> bool:
    """Whether a threshold is among those that were named."""
    targets, levels = selection.targets, selection.levels
    named = not targets or item.target.id in targets or item.id in targets
    return named and (not levels or item.level in levels)
