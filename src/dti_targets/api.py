"""The functions for scripts: the same answers as the command's, as data."""

from collections.abc import Sequence
from os import PathLike, fspath

from dti_targets.diagnostics import Faults, InvalidInput
from dti_targets.domain.figures import Figures
from dti_targets.domain.report import Report
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.settings import Settings
from dti_targets.pipeline import Project, read_resolutions
from dti_targets.pipeline import check as _check
from dti_targets.reading.columns import Context
from dti_targets.reading.figures import read_figures
from dti_targets.reading.places import located
from dti_targets.reading.project import open_figures
from dti_targets.reading.resolutions import asked

Path = str | PathLike[str]


def check(files: Sequence[Path], settings: Settings | None = None) -> Report:
    """Judge figures files and return the report.

    Args:
        files: CSV files, folders of them, and YAML files that stand for the project's targets.
        settings: The options; those of a command without options if None.

    Raises:
        InvalidInput: something cannot be judged; `faults` holds every diagnostic.
    """
    settings = settings or Settings()
    paths = [fspath(file) for file in files]
    outcome = _check(paths, settings, Project.of(paths, settings))
    if outcome.report is None:
        raise InvalidInput(outcome.faults)
    return outcome.report


def load_resolutions(*paths: Path) -> tuple[Resolution, ...]:
    """Read resolutions from YAML files and folders; without any, those that are shipped.

    Raises:
        InvalidInput: a file is not a valid resolution or list of areas.
    """
    settings, faults = Settings(), Faults()
    named = [fspath(path) for path in paths]
    project = Project.of(named, settings)
    promises = read_resolutions(named, settings, project, faults)
    if faults.errors:
        raise InvalidInput(faults)
    return tuple(file.resolution for file in promises.files)


def load_figures(*paths: Path) -> Figures:
    """Read figures files; values are interpreted where a target of the project asks for them.

    Raises:
        InvalidInput: a file is not a valid figures file.
    """
    settings, faults = Settings(), Faults()
    named = [fspath(path) for path in paths]
    project = Project.of(named, settings)
    promises = read_resolutions((), settings, project, faults)
    inputs = open_figures(named, project.desk, settings.stdin_name, settings.encoding, faults)
    resolutions = [file.resolution for file in promises.files]
    figures = read_figures(inputs, Context(promises.gazetteer, asked(resolutions)), faults)
    if faults.errors:
        raise InvalidInput(located(faults, project.desk))
    return figures
