"""The functions for scripts: the same answers as the command's, as data.

They print nothing, read no environment variable and no settings file, and leave the process as it
was. What is wrong with an input is one exception, `InvalidInput`, with every diagnostic.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import PathLike, fspath
from typing import Literal

from dti_targets.diagnostics import Diagnostic, Faults, InvalidInput
from dti_targets.domain.figures import Figures
from dti_targets.domain.report import Report, Statement
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.settings import OPTIONS, Settings
from dti_targets.pipeline.check import check as _check
from dti_targets.pipeline.project import Project, read_resolutions
from dti_targets.reading.columns import Context
from dti_targets.reading.figures import read_figures
from dti_targets.reading.places import located
from dti_targets.reading.project import open_figures
from dti_targets.reading.resolutions import asked
from dti_targets.reading.settings import Layer, to_settings

Path = str | PathLike[str]


@contextmanager
def _process_kept() -> Iterator[None]:
    """Give back the limit on cells, which reading sets for every csv reader of the process."""
    limit = csv.field_size_limit()
    try:
        yield
    finally:
        csv.field_size_limit(limit)


@_process_kept()
def check(files: Path | Sequence[Path] = (), settings: Settings | None = None) -> Report:
    """Judge figures files and return the report.

    Args:
        files: One or several CSV files, folders of them, and YAML files that stand for the
            project's targets; without any, the `data/` of the project.
        settings: The options; those of a command without options if None. Those about showing,
            about the exit status and about where settings come from change nothing here.

    Raises:
        InvalidInput: something cannot be judged; `faults` holds every diagnostic.
    """
    settings = _allowed(settings or Settings())
    paths = [fspath(file) for file in ([files] if isinstance(files, str | PathLike) else files)]
    outcome = _check(paths, settings, Project.of(paths, settings))
    if outcome.report is None:
        raise InvalidInput(outcome.faults)
    return outcome.report


def load_resolutions(*paths: Path) -> tuple[Resolution, ...]:
    """Read resolutions from YAML files and folders; without any, those of the project.

    In a folder that belongs to no project these are the resolutions that come with the package.

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


@_process_kept()
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
    project.desk.add_changed(faults)
    if faults.errors:
        raise InvalidInput(located(faults, project.desk))
    return figures


def describe(fact: Diagnostic | Statement, lang: Literal["en", "vi"] = "en") -> str:
    """Return a diagnostic (what is wrong; what to do), a reason or a remark in words.

    Its place is not among them: a diagnostic has it in `at`.
    """
    from dti_targets.messages import Words
    from dti_targets.reporting.wording import Wording

    say = Wording(Words(lang))
    if isinstance(fact, Diagnostic):
        return f"{say.sentence(fact)}; {say.help(fact)}"
    return say.statement(fact)


def _allowed(settings: Settings) -> Settings:
    """Return settings as the command would have read them: an encoding by Python's name for it.

    Raises:
        InvalidInput: an option has a value that it does not allow.
    """
    faults = Faults()
    values = {name: value for name, value in settings._asdict().items() if name in OPTIONS}
    read = to_settings([Layer("Settings", values)], faults)
    if faults.errors:
        raise InvalidInput(faults)
    return read._replace(fail_on=settings.fail_on, origins=settings.origins)
