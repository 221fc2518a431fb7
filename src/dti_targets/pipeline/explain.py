"""The question how one target stands, and why."""

from collections.abc import Sequence
from typing import NamedTuple

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.area import Gazetteer
from dti_targets.domain.figures import Figure, Figures
from dti_targets.domain.progress import Progression
from dti_targets.domain.resolution import Resolution, Target
from dti_targets.domain.settings import Settings
from dti_targets.pipeline.check import Outcome, judged_by, placed
from dti_targets.pipeline.progress import measured
from dti_targets.pipeline.project import Project, default_data, read_resolutions
from dti_targets.pipeline.selection import names_of, period_of, selection_for
from dti_targets.reading.places import located
from dti_targets.reading.project import Promises, sort_files
from dti_targets.reading.resolutions import ResolutionFile


class Explanation(NamedTuple):
    """One target whole: the target, where it is promised, how it stands, every figure for it.

    The report in `outcome`, and `progression`, are None where there is no period to judge.
    """

    file: ResolutionFile
    target: Target
    outcome: Outcome
    figures: Sequence[Figure]
    progression: Progression | None = None


def explain(
    subject: str, files: Sequence[str], settings: Settings, project: Project
) -> tuple[Explanation | None, Faults]:
    """Return one target whole, judged or not; None, with the errors, where it cannot be shown.

    Args:
        subject: `[RESOLUTION/]ID`, or the indicator of one target alone.
        files: As for `check`; without any, and without a folder `data/`, no figure is read.
        settings: The options; `area`, `level` and `target` choose nothing here. Progress is that
            by the end of `as_of`, else of `period`.
        project: Where to read.
    """
    faults = Faults()
    tables, yaml = sort_files(files)
    promises = read_resolutions(yaml, settings, project, faults)
    found = None if faults.errors else find_target(subject, settings, promises, faults)
    if found is None:
        return None, located(faults, project.desk)
    file, target = found
    narrowed = settings._replace(
        area=(), level=(), resolution=(file.resolution.id,),
        target=(f"{file.resolution.id}/{target.id}",),
    )  # fmt: skip
    data = default_data(project)
    tables = tables or ([str(data)] if data.is_dir() else [])
    answer = judged_by(tables, promises, narrowed, project, faults)
    period_of("as_of", settings, faults)
    way = narrowed._replace(as_of=settings.as_of or settings.period)
    progression = None if faults.errors else _way_of(answer, way)
    outcome = placed(answer, faults, project)
    if faults.errors:
        return None, outcome.faults
    figures = figures_for(file.resolution, target, outcome.figures, promises.gazetteer)
    return Explanation(file, target, outcome, figures, progression), outcome.faults


def _way_of(outcome: Outcome, settings: Settings) -> Progression | None:
    """Measure the targets of an outcome; what is wrong with its files is known already."""
    again = Faults()
    selection = selection_for(settings, outcome.promises, again)
    return measured(outcome.promises, outcome.figures, settings, selection, again)


def find_target(
    subject: str, settings: Settings, promises: Promises, faults: Faults
) -> tuple[ResolutionFile, Target] | None:
    """Return the target that `[RESOLUTION/]ID` means; None after adding why it means none."""
    known = [
        (file, target)
        for file in promises.files
        for target in file.resolution.targets
        if not settings.resolution or file.resolution.id in settings.resolution
    ]
    named = [
        (file, target)
        for file, target in known
        if subject in {target.id, f"{file.resolution.id}/{target.id}"}
    ]
    found = named or [pair for pair in known if pair[1].indicator == subject]
    if len(found) == 1:
        return found[0]
    if found:
        full = tuple(f"{file.resolution.id}/{target.id}" for file, target in found)
        faults.add(codes.TARGET_AMBIGUOUS, Place(subject), text=subject, allowed=full)
    else:
        names = names_of([file.resolution for file in promises.files]).values()
        near = nearest(subject, names)
        faults.add(codes.NO_SUCH_TARGET, Place(subject), text=subject, near=near)
    return None


def figures_for(
    resolution: Resolution, target: Target, figures: Figures, gazetteer: Gazetteer
) -> list[Figure]:
    """Return every figure, of any period, for a target's area and the units below it."""
    slots = {
        number
        for number, (indicator, level) in enumerate(figures.slots)
        if indicator in target.indicators and level in target.levels
    }
    inside = {
        number
        for number, (area, _) in enumerate(figures.places)
        if resolution.area in {area.code, *gazetteer.lineage(area)}
    }
    return [
        figures[row]
        for row, (slot, place) in enumerate(zip(figures.slot, figures.place, strict=True))
        if slot in slots and place in inside
    ]
