"""`dti-targets report`: judge, and write the answer as documents of an office."""

from collections.abc import Iterable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from dti_targets.cli.exits import Exit
from dti_targets.cli.output import Job, jobs
from dti_targets.cli.printing import PDF, browser
from dti_targets.cli.refused import Refused
from dti_targets.cli.reports import complain, deliver, watched
from dti_targets.cli.terminal import Terminal
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.settings import Settings
from dti_targets.pipeline import check as question
from dti_targets.pipeline.history import histories
from dti_targets.pipeline.project import Project
from dti_targets.reading.source import Desk
from dti_targets.reporting.formats import DOCUMENTS
from dti_targets.reporting.pages.report import Reader
from dti_targets.reporting.result import Result


def report(files: Sequence[str], settings: Settings, terminal: Terminal) -> Exit:
    """Judge the targets against some files and write every document asked for.

    A document is an answer and no judgement: a target that is missed is no failure here.

    Raises:
        Refused: what is to be written cannot be.
    """
    wanted = jobs(settings, DOCUMENTS)
    _refuse_without_extra(wanted)
    with watched(settings, terminal) as progress:
        project = Project.of(files, settings, progress)
        outcome = question.check(files, settings, project)
    judged = outcome.report is not None
    complain(outcome.faults, project.desk, settings, terminal, judged=judged)
    reader = Reader(settings, terminal.say, {})
    result = Result(
        outcome.report,
        outcome.faults,
        Exit.NOTHING_FAILS if judged else Exit.UNUSABLE,
        {},
        outcome.report.period.text if outcome.report else settings.period,
        outcome.files,
        reader,
        command="report",
        histories=partial(histories, outcome),
    )
    deliver(wanted, result, project, terminal)
    return Exit(result.status)


def _refuse_without_extra(found: Iterable[Job]) -> None:
    """Say what to install, before anything is read, where a format needs what is not there.

    Raises:
        Refused: a package is not there, or cannot be loaded; or no program can print.
    """
    faults = Faults()
    for job in found:
        try:
            import_module(job.format.imports)
        except ImportError:
            faults.add(codes.MISSING_EXTRA, Place(job.path), package=job.format.package)
        if job.format.name == PDF and browser() is None:
            faults.add(codes.NO_BROWSER, Place(job.path))
    if faults.errors:
        raise Refused(faults, Desk(Path.cwd(), 0))
