"""What commands that read figures have in common: the bar, the complaints, the reports."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dti_targets.cli.output import STDOUT, SUMMARY, Job, append, refuse_inputs, write_files
from dti_targets.cli.terminal import PIPE_WIDTH, Terminal, is_terminal
from dti_targets.diagnostics import Faults, Place
from dti_targets.domain.settings import Settings
from dti_targets.messages import Words
from dti_targets.pipeline.project import Project
from dti_targets.reading.project import CONFIG, repository_of
from dti_targets.reading.settings import PYPROJECT
from dti_targets.reading.source import Desk, Progress
from dti_targets.reporting.content import Content
from dti_targets.reporting.formats import TABLE
from dti_targets.reporting.pages.report import COMMAND_LINE, Reader, report_page
from dti_targets.reporting.result import Result
from dti_targets.reporting.screen import Screen, quiet_screen, to_screen
from dti_targets.reporting.wording import Wording

if TYPE_CHECKING:
    from dti_targets.reporting.pages.progress import WayPage

SILENT = 2


@contextmanager
def watched(settings: Settings, terminal: Terminal) -> Iterator[Progress | None]:
    """Show a bar to whoever waits at a terminal that can take back a line."""
    looked_at = is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
    if settings.no_progress or settings.quiet or not looked_at:
        yield None
        return
    from dti_targets.cli.progress import Bar

    bar = Bar(terminal)
    try:
        yield bar.move
    finally:
        bar.stop()


def complain(
    faults: Faults, desk: Desk, settings: Settings, terminal: Terminal, *, judged: bool
) -> None:
    """Write the diagnostics to standard error; warnings not where nothing is to be heard."""
    if faults and (settings.quiet < SILENT or faults.errors):
        from dti_targets.cli.snippet import diagnostics_text

        terminal.complain(
            diagnostics_text(
                faults, desk, terminal.say, terminal.err, judged=judged, verbose=settings.verbose
            )
        )


def deliver(jobs: Sequence[Job], result: Result, project: Project, terminal: Terminal) -> None:
    """Write all reports: the files first, so that nobody reads what was not kept.

    Raises:
        OutputFailed: a file, or standard output, takes nothing.
        Refused: a file is one that was read.
    """
    settings = result.reader.settings
    read = settings_files(settings, project)
    refuse_inputs(jobs, project.desk, read, summarised=settings.summary)
    result = _placed(result, project, jobs)
    if settings.summary:
        from dti_targets.reporting.writers.markdown import job_summary

        append(os.environ[SUMMARY], job_summary(result, terminal.say))
    write_files((job.path, _text(job, result, terminal)) for job in jobs if job.path != STDOUT)
    silent = settings.quiet >= SILENT
    if silent and all(job.format.name == TABLE for job in jobs):
        return
    for job in jobs:
        if job.path == STDOUT and job.format.name == TABLE:
            _print_table(result, terminal)
        elif job.path == STDOUT:
            terminal.stream(_text(job, result, terminal))
    if not silent and not any(job == Job(job.format) and job.format.name == TABLE for job in jobs):
        terminal.complain(_counts(result, terminal.say))


def settings_files(settings: Settings, project: Project) -> list[Path]:
    """Return where settings were read, or could have been."""
    named = [Path(settings.config)] if settings.config else []
    return [*named, *((project.root / name) for name in (CONFIG, PYPROJECT) if project.root)]


def _placed(result: Result, project: Project, jobs: Iterable[Job]) -> Result:
    """Return the result with the places that machines want, where one of them is to read it."""
    if all(job.format.spoken for job in jobs):
        return result
    from dti_targets.reading.places import cells_of_values, in_bytes

    root = project.root or Path.cwd()
    repository = repository_of(root)
    prefix = root.relative_to(repository).as_posix() if repository else "."
    prefix = "" if prefix == "." else f"{prefix}/"
    answer = result.report or result.progression or result.comparison
    cells = cells_of_values(answer.places(), project.desk) if answer else {}

    def counted_in_bytes(places: Iterable[Place]) -> Mapping[Place, Place]:
        own = {place: place._replace(path=place.path.removeprefix(prefix)) for place in places}
        found = in_bytes(own.values(), project.desk)
        return {
            place: found[mine]._replace(path=place.path)
            for place, mine in own.items()
            if mine in found
        }

    return result._replace(cells=cells, in_bytes=counted_in_bytes, repository=prefix)


def _text(job: Job, result: Result, terminal: Terminal) -> Content:
    """Return a report; for machines in English, unless the command line names a language."""
    if job.format.name == TABLE:
        settings = result.reader.settings
        screen = Screen(settings.width or PIPE_WIDTH, settings.color == "always")
        return iter((_table(result, screen),))
    content = job.format.writer()(result, terminal.say if job.format.spoken else _precise(result))
    if job.format.name == "pdf":
        from dti_targets.cli.printing import pdf_of

        return pdf_of(content, job.path)
    return content


def _precise(result: Result) -> Wording:
    """Return the words for machines."""
    reader = result.reader
    if ("--lang", COMMAND_LINE) in reader.settings.origins or reader.say.language == "en":
        return reader.say
    return Wording(Words("en"))


def _table(result: Result, screen: Screen) -> str:
    """Return the table, or the sentences alone; without a report, what was read."""
    report, reader = result.report, result.reader
    if result.progression is not None:
        from dti_targets.reporting import progress_screen

        way = _way(result, reader)
        quiet = reader.settings.quiet
        to_text = progress_screen.quiet_progress if quiet else progress_screen.to_progress_screen
        return to_text(way, screen)
    if result.command == "compare":
        from dti_targets.reporting.comparison_screen import comparison_text

        return comparison_text(result, screen)
    if report is None:
        if result.faults.errors:
            return ""
        return reader.say("validate.read", count=len(result.files)) + "\n"
    page = report_page(report, reader, result.failures)
    return (quiet_screen if reader.settings.quiet else to_screen)(page, screen)


def _way(result: Result, reader: Reader) -> "WayPage":
    """Return the page of a progression, which a run of another command does not load."""
    from dti_targets.reporting.pages.progress import progress_page

    if result.progression is None:
        msg = "no progression was made"
        raise ValueError(msg)
    return progress_page(result.progression, reader, result.failures)


def _print_table(result: Result, terminal: Terminal) -> None:
    text = _table(result, terminal.out)
    if text:
        terminal.print(text)


def _counts(result: Result, say: Wording) -> str:
    """Return one line on what a report holds that is not on the screen."""
    if result.progression is not None:
        way = _way(result, result.reader._replace(say=say))
        counts = [
            say("output.counted", label=tally.label, total=tally.total, parts=", ".join(
                f"{count} {word}" for _, word, count in tally.counts
            ))
            for tally in way.tallies
        ]  # fmt: skip
        return " ".join([*counts, way.ending]).rstrip() + "\n"
    if result.command == "compare":
        from dti_targets.reporting.pages.comparison import in_short

        return in_short(result.comparison, say, result.reader, result.failures) + "\n"
    if result.report is None:
        key = "output.unusable" if result.faults.errors else "validate.read"
        return say(key, count=len(result.files)) + "\n"
    page = report_page(result.report, result.reader, result.failures)
    counts = [
        say("output.counted", label=score.label, total=score.total, parts=", ".join(
            f"{count} {word}" for _, word, count in score.parts
        ))
        for score in page.scores
    ]  # fmt: skip
    ending = [page.ending] if result.command == "check" else []
    return " ".join([*counts, *ending]) + "\n"
