"""`dti-targets form`: what is to be filled in, as a workbook or a table, whole or by area."""

from pathlib import Path

from dti_targets.cli.exits import Exit
from dti_targets.cli.output import (
    STDOUT,
    make_folder,
    refuse_read,
    refuse_unusable,
    same_content,
    write_files,
)
from dti_targets.cli.refused import Refused
from dti_targets.cli.reports import complain
from dti_targets.cli.terminal import Terminal
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.form import Form
from dti_targets.domain.settings import Settings
from dti_targets.pipeline.form import expect
from dti_targets.pipeline.project import Project
from dti_targets.reading.source import Desk
from dti_targets.reporting.content import Content, encoded
from dti_targets.reporting.form import file_names, form_csv
from dti_targets.reporting.wording import Wording

_SUFFIXES = (".xlsx", ".csv")


def form(resolution: str | None, settings: Settings, terminal: Terminal) -> Exit:
    """Write the form of a resolution for a period.

    A form that is there may have been filled in: it is replaced only where `--replace` says so.

    Raises:
        Refused: the line lacks something, or a file cannot be made.
    """
    output = _output(resolution, settings)
    project = Project.of((), settings)
    made, faults = expect(resolution or "", settings, project)
    if any(not fault.code.aside for fault in faults):
        complain(faults, project.desk, settings, terminal, judged=True)
    if made is None:
        return Exit.UNUSABLE
    forms = _files(made, output, settings)
    if output == STDOUT:
        terminal.stream(form_csv(made, terminal.say))
        return Exit.NOTHING_FAILS
    contents = {
        path: b"".join(encoded(_content(one, path, terminal.say))) for path, one in forms.items()
    }
    _refuse_filled_in(contents, settings, project.desk)
    folders = sorted({Path(path).parent for path in contents}) if settings.split else []
    with make_folder(folders):
        refuse_unusable(contents)
        write_files((path, iter([content])) for path, content in contents.items())
    say = terminal.say
    terminal.print("".join(
        say("form.written", path=path, count=len(one.entries)) + "\n" for path, one in forms.items()
    ))  # fmt: skip
    return Exit.NOTHING_FAILS


def _output(resolution: str | None, settings: Settings) -> str:
    """Return where to write.

    Raises:
        Refused: something that only the line can say is missing, or nothing can be written there.
    """
    faults = Faults()
    for said, name in ((resolution, "RESOLUTION"), (settings.period, "--period"),
                       (any(settings.output), "--output")):  # fmt: skip
        if not said:
            faults.add(codes.MISSING_ARGUMENT, Place("form"), argument=name)
    for extra in settings.output[1:]:
        faults.add(codes.EXTRA_ARGUMENT, Place(extra), text=f"--output {extra}")
    output = next(filter(None, settings.output), STDOUT)
    if output != STDOUT and not _is_folder(output, settings):
        if not output.lower().endswith(_SUFFIXES):
            faults.add(codes.UNKNOWN_SUFFIX, Place(output), path=output, allowed=_SUFFIXES, near="")
        if not settings.split:
            refuse_unusable([output], faults)
    if (_is_folder(output, settings) or output.lower().endswith(".xlsx")) and not _can_write():
        faults.add(codes.MISSING_EXTRA, Place(output), package="XlsxWriter")
    if faults.errors:
        raise Refused(faults, Desk(Path.cwd(), 0))
    return output


def _is_folder(output: str, settings: Settings) -> bool:
    """Whether the files of the areas go into a folder, under the names that we give them."""
    return bool(settings.split) and output != STDOUT and "{area}" not in output


def _can_write() -> bool:
    """Whether workbooks can be written here."""
    try:
        import xlsxwriter  # noqa: F401  (whether it is there)
    except ImportError:
        return False
    return True


def _files(made: Form, output: str, settings: Settings) -> dict[str, Form]:
    """Return what goes into each file."""
    if not settings.split:
        return {output: made}
    parts = made.by_area()
    names = file_names(parts, output)
    return {names[area]: part for area, part in parts.items()}


def _content(made: Form, path: str, say: Wording) -> Content:
    if path.lower().endswith(".csv"):
        return form_csv(made, say)
    from dti_targets.reporting.form_workbook import form_workbook

    return form_workbook(made, say)


def _refuse_filled_in(contents: dict[str, bytes], settings: Settings, desk: Desk) -> None:
    """Let no file be lost that somebody may have filled in, or that was read.

    Raises:
        Refused: one would be.
    """
    refuse_read(contents, desk)
    faults = Faults()
    for path, content in contents.items():
        if not settings.replace and not same_content(path, content):
            faults.add(codes.FORM_FILLED_IN, Place(path), path=path)
    if faults.errors:
        raise Refused(faults, desk)
