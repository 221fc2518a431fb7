"""The question whether the targets are met."""

from collections.abc import Sequence
from typing import NamedTuple

from dti_targets.checking.report import assess, judged_period
from dti_targets.diagnostics import Faults
from dti_targets.domain.figures import Figures
from dti_targets.domain.report import Report
from dti_targets.domain.settings import Settings
from dti_targets.pipeline.figures import add_nothing_to_judge, read_tables
from dti_targets.pipeline.project import (
    Project,
    default_data,
    names_read,
    read_resolutions,
    sources_of,
)
from dti_targets.pipeline.selection import selection_for
from dti_targets.reading.places import located
from dti_targets.reading.project import Promises, sort_files
from dti_targets.reading.resolutions import check_each


class Outcome(NamedTuple):
    """The answer to a question: a report, or None where the input cannot be judged.

    `faults` are all diagnostics, placed; `promises` what was read of resolutions and areas.
    """

    report: Report | None
    faults: Faults
    promises: Promises
    figures: Figures

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files that were read: resolutions, then figures."""
        return names_read(self.promises, self.figures)


def check(files: Sequence[str], settings: Settings, project: Project) -> Outcome:
    """Judge every target against the figures in some files.

    Args:
        files: Figures files, folders of them, `-`; YAML files stand for `--targets`. Without
            figures files, those in the project's `data/` are read.
        settings: The options.
        project: Where to read.
    """
    faults = Faults()
    tables, yaml = sort_files(files)
    promises = read_resolutions(yaml, settings, project, faults)
    tables = tables or [str(default_data(project))]
    outcome = judged_by(tables, promises, settings, project, faults)
    if outcome.report and not any(part.applicable for part in outcome.report.resolutions):
        outcome = outcome._replace(report=None)
    if not faults.errors and (outcome.report is None or not outcome.figures):
        add_nothing_to_judge(promises, outcome.figures, faults)
    return placed(outcome, faults, project)


def judged_by(
    tables: Sequence[str], promises: Promises, settings: Settings, project: Project,
    faults: Faults,
) -> Outcome:  # fmt: skip
    """Read the figures and judge them; without a report where there is an error, or no period."""
    selection = selection_for(settings, promises, faults)
    figures, named = read_tables(tables, promises, settings, project, faults)
    period = named or judged_period(figures)
    report = None
    if period is not None and not faults.errors:
        check_each(promises.files, promises.gazetteer, period.end, faults)
        report = assess(sources_of(promises), figures, promises.gazetteer, period, selection)
        faults.merge(report.faults)
    return Outcome(report, faults, promises, figures)


def placed(outcome: Outcome, faults: Faults, project: Project) -> Outcome:
    """Return an outcome with its faults at their places, and no report where any is an error."""
    project.desk.add_changed(faults)
    placed = located(faults, project.desk)
    report = None if faults.errors or not outcome.report else outcome.report._replace(faults=placed)
    return outcome._replace(report=report, faults=placed)
