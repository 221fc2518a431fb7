"""The question how far the targets are on their way."""

from collections.abc import Sequence
from typing import NamedTuple

from dti_targets.checking.progress import Question
from dti_targets.checking.progress import progress as measure
from dti_targets.checking.report import judged_period
from dti_targets.checking.selection import Selection
from dti_targets.diagnostics import Faults
from dti_targets.domain.figures import Figures
from dti_targets.domain.method import Method
from dti_targets.domain.progress import Progression
from dti_targets.domain.settings import Settings
from dti_targets.pipeline.figures import add_nothing_to_judge, read_tables
from dti_targets.pipeline.project import (
    Project,
    default_data,
    names_read,
    read_resolutions,
    sources_of,
)
from dti_targets.pipeline.selection import period_of, selection_for
from dti_targets.reading.places import located
from dti_targets.reading.project import Promises, sort_files
from dti_targets.reading.resolutions import check_each


class Advance(NamedTuple):
    """The answer to `progress`: None where the input cannot be used, or says nothing."""

    progression: Progression | None
    faults: Faults
    files: tuple[str, ...]


def progress(files: Sequence[str], settings: Settings, project: Project) -> Advance:
    """Measure how far every target is on its way.

    Args:
        files: As for `check`.
        settings: The options; `as_of` names the period by whose end it is asked.
        project: Where to read.
    """
    faults = Faults()
    tables, yaml = sort_files(files)
    promises = read_resolutions(yaml, settings, project, faults)
    selection = selection_for(settings, promises, faults)
    tables = tables or [str(default_data(project))]
    figures, _ = read_tables(tables, promises, settings._replace(period=None), project, faults)
    found = measured(promises, figures, settings, selection, faults)
    if not faults.errors and not (found and found.resolutions):
        add_nothing_to_judge(promises, figures, faults)
    project.desk.add_changed(faults)
    placed = located(faults, project.desk)
    if found is not None:
        found = None if faults.errors or not found.resolutions else found._replace(faults=placed)
    return Advance(found, placed, names_read(promises, figures))


def measured(
    promises: Promises, figures: Figures, settings: Settings, selection: Selection, faults: Faults
) -> Progression | None:
    """Measure targets; None where there is an error, or no period."""
    period = period_of("as_of", settings, faults) or judged_period(figures)
    if period is None or faults.errors:
        return None
    check_each(promises.files, promises.gazetteer, period.end, faults)
    question = Question(period, Method(settings.method))
    found = measure(sources_of(promises), figures, promises.gazetteer, question, selection)
    faults.merge(found.faults)
    return found
