"""The question whether the files can be used, whatever they say of the targets."""

from collections.abc import Sequence

from dti_targets.checking.conflicts import find_conflicts
from dti_targets.checking.coordinates import Coordinates
from dti_targets.checking.near_miss import find_near_misses
from dti_targets.checking.report import judged_period
from dti_targets.diagnostics import Faults
from dti_targets.domain.settings import Settings
from dti_targets.pipeline.check import Outcome, placed
from dti_targets.pipeline.figures import read_tables
from dti_targets.pipeline.project import Project, default_data, read_resolutions
from dti_targets.reading.project import TARGETS, sort_files
from dti_targets.reading.resolutions import check_each


def validate(files: Sequence[str], settings: Settings, project: Project) -> Outcome:
    """Read resolutions, areas and figures, and judge nothing.

    The resolutions of the project are read with those that are named: only together can they be
    right. Without any file, all of the project is read.

    Args:
        files: YAML and CSV files, in any order; folders of CSV files; `-`.
        settings: The options.
        project: Where to read.
    """
    faults = Faults()
    tables, yaml = sort_files(files)
    own = project.root / TARGETS if project.root and not settings.targets else None
    named = [str(own)] if own and own.is_dir() else []
    promises = read_resolutions([*named, *yaml], settings, project, faults)
    if not files:
        tables = [str(default_data(project))]
    everything = settings._replace(resolution=())
    figures, asked_for = read_tables(tables, promises, everything, project, faults)
    period = asked_for or judged_period(figures)
    if period is not None and not faults.errors:
        check_each(promises.files, promises.gazetteer, period.end, faults)
        find_conflicts(Coordinates(figures), faults)
        targets = (target for file in promises.files for target in file.resolution.targets)
        indicators = {indicator for target in targets for indicator in target.indicators}
        find_near_misses(figures, range(len(figures)), indicators, faults)
    return placed(Outcome(None, faults, promises, figures), faults, project)
