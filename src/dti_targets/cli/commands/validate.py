"""`dti-targets validate`: read resolutions, areas and figures; say what is wrong with them."""

from collections.abc import Sequence

from dti_targets.cli.exits import Exit
from dti_targets.cli.output import jobs
from dti_targets.cli.reports import complain, deliver, watched
from dti_targets.cli.terminal import Terminal
from dti_targets.domain.settings import Settings
from dti_targets.pipeline import validate as question
from dti_targets.pipeline.project import Project
from dti_targets.reporting.pages.report import Reader
from dti_targets.reporting.result import Result


def validate(files: Sequence[str], settings: Settings, terminal: Terminal) -> Exit:
    """Read some files, judge nothing, and write the faults in every format asked for.

    Raises:
        Refused: what is to be written cannot be.
    """
    wanted = jobs(settings)
    with watched(settings, terminal) as progress:
        project = Project.of(files, settings, progress)
        outcome = question.validate(files, settings, project)
    complain(outcome.faults, project.desk, settings, terminal, judged=True)
    status = Exit.UNUSABLE if outcome.faults.errors else Exit.NOTHING_FAILS
    reader = Reader(settings, terminal.say, {})
    deliver(
        wanted,
        Result(None, outcome.faults, status, {}, settings.period, outcome.files, reader),
        project,
        terminal,
    )
    return status
