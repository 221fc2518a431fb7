"""`dti-targets check`: judge, print the table, tell the shell."""

import os
import shlex
import sys
from collections.abc import Sequence

from dti_targets import pipeline
from dti_targets.cli.exits import Exit
from dti_targets.cli.terminal import Terminal, is_terminal
from dti_targets.domain.report import failures
from dti_targets.domain.settings import OPTIONS, Settings
from dti_targets.reading.project import STDIN
from dti_targets.reporting.pages.report import COMMAND_LINE, Reader, report_page
from dti_targets.reporting.screen import quiet_screen, to_screen

SILENT = 2
_REPEATED = ("targets", "period", "decimal", "delimiter", "encoding", "directory", "config")
"""Options that `explain` needs again to judge the same figures in the same way."""


def check(files: Sequence[str], settings: Settings, terminal: Terminal) -> Exit:
    """Judge the targets against some files and print the report."""
    project, outcome = _judge(files, settings, terminal)
    report = outcome.report
    if outcome.faults and (settings.quiet < SILENT or outcome.faults.errors):
        from dti_targets.cli.snippet import diagnostics_text

        terminal.complain(
            diagnostics_text(
                outcome.faults, project.desk, terminal.say, terminal.err,
                judged=report is not None, verbose=settings.verbose,
            )
        )  # fmt: skip
    if report is None:
        return Exit.UNUSABLE
    failed = failures(report, settings.fail_on)
    status = Exit.TARGETS_FAIL if failed else Exit.NOTHING_FAILS
    if settings.quiet >= SILENT:
        return status
    names = pipeline.names_of([file.resolution for file in outcome.promises.files])
    reader = Reader(settings, terminal.say, names, again(files, settings))
    page = report_page(report, reader, failed)
    terminal.print((quiet_screen if settings.quiet else to_screen)(page, terminal.out))
    return status


def _judge(
    files: Sequence[str], settings: Settings, terminal: Terminal
) -> tuple[pipeline.Project, pipeline.Outcome]:
    """Read and judge, with a bar for whoever waits at a terminal."""
    if settings.no_progress or settings.quiet or not _watched():
        project = pipeline.Project.of(files, settings)
        return project, pipeline.check(files, settings, project)
    from dti_targets.cli.progress import Bar

    bar = Bar(terminal)
    project = pipeline.Project.of(files, settings, bar.move)
    try:
        return project, pipeline.check(files, settings, project)
    finally:
        bar.stop()


def _watched() -> bool:
    """Whether somebody looks at standard error, on a terminal that can take back a line."""
    return is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"


def again(files: Sequence[str], settings: Settings) -> str:
    """Return the options and files that a second command needs to see the same figures.

    What a variable or a settings file says holds for that command as well; standard input cannot
    be read twice.
    """
    given = {flag for flag, origin in settings.origins if origin == COMMAND_LINE}
    words = [file for file in files if file != STDIN]
    for name in _REPEATED:
        if OPTIONS[name].flag in given:
            value = getattr(settings, name)
            for text in value if isinstance(value, tuple) else (value,):
                words += [OPTIONS[name].short or OPTIONS[name].flag, text]
    return shlex.join(words)
