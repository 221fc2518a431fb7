"""`dti-targets collect`: the returned forms as one figures file, and who has not answered."""

from collections.abc import Sequence
from pathlib import Path

from dti_targets.cli.exits import Exit
from dti_targets.cli.output import STDOUT, refuse_unusable, write_files
from dti_targets.cli.refused import Refused
from dti_targets.cli.reports import complain, watched
from dti_targets.cli.terminal import Terminal
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.settings import Settings
from dti_targets.pipeline import collect as question
from dti_targets.pipeline.project import Project
from dti_targets.reading.source import Desk, is_file
from dti_targets.reporting.pages.collection import collection_page
from dti_targets.reporting.prose import to_text

_SUFFIX = ".csv"


def collect(returned: Sequence[str], settings: Settings, terminal: Terminal) -> Exit:
    """Write one figures file of what was returned, and print who answered what.

    Raises:
        Refused: the line lacks something, or the file cannot be made.
    """
    output = _output(returned, settings)
    into = Path(output) if output != STDOUT and is_file(Path(output)) else None
    with watched(settings, terminal) as progress:
        project = Project.of((), settings, progress)
        found = question.collect(returned, into, settings, project)
    if any(not fault.code.aside for fault in found.faults):
        complain(found.faults, project.desk, settings, terminal, judged=True)
    if found.gathered is None:
        return Exit.UNUSABLE
    page = collection_page(found.gathered, found.period, found.resolutions, output, terminal.say)
    if output == STDOUT:
        terminal.stream(iter([found.text or ""]))
        terminal.complain(to_text(list(page), terminal.err))
    else:
        if found.text is not None:
            write_files([(output, iter([found.text]))])
        terminal.print(to_text(list(page), terminal.out))
    return Exit.TARGETS_FAIL if found.gathered.missing else Exit.NOTHING_FAILS


def _output(returned: Sequence[str], settings: Settings) -> str:
    """Return where to write.

    Raises:
        Refused: something that only the line can say is missing, or nothing can be written there.
    """
    faults = Faults()
    for said, name in ((returned, "FOLDER"), (settings.output, "--output")):
        if not said:
            faults.add(codes.MISSING_ARGUMENT, Place("collect"), argument=name)
    for extra in settings.output[1:]:
        faults.add(codes.EXTRA_ARGUMENT, Place(extra), text=f"--output {extra}")
    output = next(iter(settings.output), STDOUT)
    if output != STDOUT:
        if not output.lower().endswith(_SUFFIX):
            faults.add(
                codes.UNKNOWN_SUFFIX, Place(output), path=output, allowed=(_SUFFIX,), near=""
            )
        refuse_unusable([output], faults)
    if faults.errors:
        raise Refused(faults, Desk(Path.cwd(), 0))
    return output
