"""`dti-targets check`: judge, print the table, tell the shell."""

from collections.abc import Sequence

from dti_targets import pipeline
from dti_targets.cli.exits import Exit
from dti_targets.cli.progress import progress_bar
from dti_targets.cli.snippet import diagnostics_text
from dti_targets.cli.terminal import Terminal
from dti_targets.domain.report import failures
from dti_targets.domain.settings import Settings
from dti_targets.reporting.pages.report import report_page
from dti_targets.reporting.screen import Signs, quiet_screen, to_screen

SILENT = 2


def check(files: Sequence[str], settings: Settings, terminal: Terminal) -> Exit:
    """Judge the targets against some files and print the report."""
    with progress_bar(settings, terminal) as progress:
        project = pipeline.Project.of(files, settings, progress)
        outcome = pipeline.check(files, settings, project)
    report = outcome.report
    if settings.quiet < SILENT or outcome.faults.errors:
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
    page = report_page(report, settings, terminal.say, failed, names)
    if terminal.out.signs is Signs.ASCII:
        terminal.complain(terminal.say("report.folded") + "\n")
    to_text = quiet_screen if settings.quiet else to_screen
    terminal.print(to_text(page, terminal.out))
    return status
