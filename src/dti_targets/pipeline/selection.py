"""What the settings name: resolutions, targets, areas, levels and a period."""

from collections.abc import Collection, Sequence

from dti_targets.checking.selection import Selection
from dti_targets.diagnostics import Faults, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.area import Gazetteer, folded
from dti_targets.domain.period import Period
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.settings import Settings
from dti_targets.domain.unit import Level
from dti_targets.reading.period_text import likely_period
from dti_targets.reading.project import Promises
from dti_targets.reading.settings import NOTHING


def selection_for(settings: Settings, promises: Promises, faults: Faults) -> Selection:
    """Return what was named to be judged; add every name that means nothing."""
    resolutions = [file.resolution for file in promises.files]
    return selection_of(
        settings, [resolution.id for resolution in resolutions], names_of(resolutions),
        promises.gazetteer, faults,
    )  # fmt: skip


def selection_of(
    settings: Settings, resolutions: Collection[str], targets: Collection[str],
    gazetteer: Gazetteer, faults: Faults,
) -> Selection:  # fmt: skip
    """Return what was named, of some resolutions and targets; add every name that means nothing.

    Args:
        settings: The options.
        resolutions: The ids of those that there are.
        targets: `RESOLUTION/ID` of those that there are.
        gazetteer: All areas.
        faults: Takes what is wrong.
    """
    for name in settings.resolution:
        if name not in resolutions:
            faults.add(
                codes.NO_SUCH_RESOLUTION, settings.place("resolution"),
                text=name, near=nearest(name, resolutions), allowed=tuple(resolutions),
            )  # fmt: skip
    ids = {*targets, *(full.partition("/")[2] for full in targets)}
    for name in settings.target:
        if name not in ids:
            place = settings.place("target")
            faults.add(codes.NO_SUCH_TARGET, place, text=name, near=nearest(name, ids))
    areas: list[str] = []
    for name in settings.area:
        found = gazetteer.named(name)
        if not found:
            near = nearest(folded(name), gazetteer.by_name)
            near = gazetteer.by_name[near][0].name if near else ""
            faults.add(codes.NO_SUCH_AREA, settings.place("area"), text=name, near=near)
        areas += [area.code for area in found]
    levels = tuple(Level(level) for level in settings.level)
    return Selection(settings.resolution, areas, settings.target, levels)


def names_of(resolutions: Sequence[Resolution]) -> dict[str, str]:
    """Return, for each `RESOLUTION/ID`, the shortest name that means this target alone."""
    owners: dict[str, int] = {}
    for resolution in resolutions:
        for target in resolution.targets:
            owners[target.id] = owners.get(target.id, 0) + 1
    return {
        f"{resolution.id}/{target.id}": (
            target.id if owners[target.id] == 1 else f"{resolution.id}/{target.id}"
        )
        for resolution in resolutions
        for target in resolution.targets
    }


def period_of(name: str, settings: Settings, faults: Faults) -> Period | None:
    """Return the period that an option names, if it names one; add why it names none."""
    text: str | None = getattr(settings, name)
    if text is None:
        return None
    try:
        return Period.parse(text.strip())
    except ValueError:
        near, shown = likely_period(text), text if text.strip() else NOTHING
        faults.add(codes.WRONG_PERIOD, settings.place(name), text=shown, near=near)
        return None
