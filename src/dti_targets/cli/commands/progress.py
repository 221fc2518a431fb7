"""`dti-targets progress`: measure the way, write the reports that are wanted, tell the shell."""

from collections.abc import Sequence

from dti_targets.cli.commands.check import again
from dti_targets.cli.exits import Exit
from dti_targets.cli.output import jobs
from dti_targets.cli.reports import complain, deliver, watched
from dti_targets.cli.terminal import Terminal
from dti_targets.domain.progress import failures
from dti_targets.domain.settings import Settings
from dti_targets.pipeline import progress as question
from dti_targets.pipeline.project import Project
from dti_targets.pipeline.selection import names_of
from dti_targets.reporting.formats import FORMATS, PICTURES
from dti_targets.reporting.pages.report import Reader
from dti_targets.reporting.result import Result


def progress(files: Sequence[str], settings: Settings, terminal: Terminal) -> Exit:
    """Measure how far the targets are, and write the report in every format asked for.

    Raises:
        Refused: what is to be written cannot be.
    """
    wanted = jobs(settings, FORMATS | PICTURES)
    with watched(settings, terminal) as moved:
        project = Project.of(files, settings, moved)
        advance = question.progress(files, settings, project)
    found = advance.progression
    complain(advance.faults, project.desk, settings, terminal, judged=found is not None)
    failed = failures(found, settings.fail_on) if found else {}
    status = Exit.TARGETS_FAIL if failed else Exit.NOTHING_FAILS
    names = {}
    if found:
        read = [part.resolution for part in found.resolutions]
        names = names_of([*read, *(entry.resolution for entry in found.not_judged)])
    result = Result(
        None,
        advance.faults,
        status if found else Exit.UNUSABLE,
        failed,
        found.period.text if found else settings.as_of,
        advance.files,
        Reader(settings, terminal.say, names, again(files, settings)),
        command="progress",
        progression=found,
    )
    deliver(wanted, result, project, terminal)
    return Exit(result.status)
