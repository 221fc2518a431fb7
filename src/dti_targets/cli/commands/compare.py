"""`dti-targets compare`: what changed, in every format, and whether that fails the run."""

from pathlib import Path

from dti_targets.cli.exits import Exit
from dti_targets.cli.output import jobs
from dti_targets.cli.reports import complain, deliver, watched
from dti_targets.cli.terminal import Terminal
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.comparison import ended
from dti_targets.domain.settings import Settings
from dti_targets.pipeline import compare as question
from dti_targets.pipeline.project import Project
from dti_targets.reading.project import in_project_first
from dti_targets.reading.source import Desk
from dti_targets.reporting.pages.report import Reader
from dti_targets.reporting.result import Result


def compare(old: str | None, new: str | None, settings: Settings, terminal: Terminal) -> Exit:
    """Compare two sides and write what changed in every format asked for.

    Raises:
        Refused: what is to be written cannot be.
    """
    wanted = jobs(settings)
    if old is None or new is None:
        return _refuse("OLD" if old is None else "NEW", settings, terminal)
    with watched(settings, terminal) as progress:
        project = Project.of(in_project_first((new, old), Path.cwd()), settings, progress)
        found = question.compare(old, new, settings, project)
    comparison = found.comparison
    complain(found.faults, project.desk, settings, terminal, judged=comparison is not None)
    failed = ended(comparison, settings.fail_on) if comparison else {}
    status = Exit.TARGETS_FAIL if failed else Exit.NOTHING_FAILS
    period = comparison.new.period if comparison else None
    result = Result(
        None,
        found.faults,
        status if comparison else Exit.UNUSABLE,
        failed,
        str(period) if period else settings.period,
        found.files,
        Reader(settings, terminal.say, {}),
        command="compare",
        comparison=comparison,
    )
    deliver(wanted, result, project, terminal)
    return Exit(result.status)


def _refuse(argument: str, settings: Settings, terminal: Terminal) -> Exit:
    """Say which side is missing."""
    from dti_targets.cli.snippet import refusal

    faults = Faults()
    faults.add(codes.MISSING_ARGUMENT, Place("compare"), argument=argument)
    terminal.complain(
        refusal(faults, Desk(Path.cwd(), settings.max_size), terminal.say, terminal.err)
    )
    return Exit.UNUSABLE
