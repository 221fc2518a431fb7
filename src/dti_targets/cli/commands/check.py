"""`dti-targets check`: judge, write the reports that are wanted, tell the shell."""

import shlex
from collections.abc import Sequence

from dti_targets.cli.exits import Exit
from dti_targets.cli.output import jobs
from dti_targets.cli.reports import complain, deliver, watched
from dti_targets.cli.terminal import Terminal
from dti_targets.domain.report import failures
from dti_targets.domain.settings import OPTIONS, Settings, Takes
from dti_targets.pipeline import check as question
from dti_targets.pipeline.project import Project
from dti_targets.pipeline.selection import names_of
from dti_targets.reading.project import STDIN
from dti_targets.reporting.pages.report import COMMAND_LINE, Reader
from dti_targets.reporting.result import Result

_REPEATED = (
    "targets", "period", "as_of", "method", "decimal", "delimiter", "encoding", "sheet",
    "max_size", "directory", "config", "isolated",
)  # fmt: skip
"""Options that `explain` needs again to judge the same figures in the same way."""


def check(files: Sequence[str], settings: Settings, terminal: Terminal) -> Exit:
    """Judge the targets against some files and write the report in every format asked for.

    Raises:
        Refused: what is to be written cannot be.
    """
    wanted = jobs(settings)
    with watched(settings, terminal) as progress:
        project = Project.of(files, settings, progress)
        outcome = question.check(files, settings, project)
    report = outcome.report
    complain(outcome.faults, project.desk, settings, terminal, judged=report is not None)
    failed = failures(report, settings.fail_on) if report else {}
    status = Exit.TARGETS_FAIL if failed else Exit.NOTHING_FAILS
    names = names_of([file.resolution for file in outcome.promises.files])
    reader = Reader(settings, terminal.say, names, again(files, settings))
    period = report.period.text if report else settings.period
    result = Result(
        report,
        outcome.faults,
        status if report else Exit.UNUSABLE,
        failed,
        period,
        outcome.files,
        reader,
    )
    deliver(wanted, result, project, terminal)
    return Exit(result.status)


def again(files: Sequence[str], settings: Settings) -> str:
    """Return the options and files that a second command needs to see the same figures.

    What a variable or a settings file says holds for that command as well; standard input cannot
    be read twice.
    """
    given = {flag for flag, origin in settings.origins if origin == COMMAND_LINE}
    words = [file for file in files if file != STDIN]
    for name in _REPEATED:
        option = OPTIONS[name]
        if option.flag in given:
            value, spelling = getattr(settings, name), option.short or option.flag
            for said in value if isinstance(value, tuple) else (value,):
                words += [spelling] if option.takes is Takes.NOTHING else [spelling, str(said)]
    return shlex.join(words)
