"""`dti-targets init`: write a small project that works, for somebody to edit."""

import errno
import os
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from dti_targets.cli.exits import Exit
from dti_targets.cli.output import create_files
from dti_targets.cli.reports import SILENT
from dti_targets.cli.snippet import refusal
from dti_targets.cli.terminal import OutputFailed, Terminal
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.settings import Settings
from dti_targets.reading.source import Desk, is_folder
from dti_targets.reporting.prose import Paragraph, line, to_text
from dti_targets.reporting.wording import Wording
from dti_targets.scaffold.project import project_files


def init(folder: str | None, settings: Settings, terminal: Terminal) -> Exit:
    """Write the project into a folder where none of its files is yet; say what to run next.

    Raises:
        OutputFailed: a file cannot be written; then none is.
    """
    named = Path(folder or os.curdir)
    files = project_files(terminal.say.language)
    real = _real(named)
    if there := _in_the_way(real, files):
        faults = Faults()
        faults.add(codes.IN_THE_WAY, Place(named.as_posix()), files=tuple(there))
        desk = Desk(Path.cwd(), settings.max_size)
        terminal.complain(refusal(faults, desk, terminal.say, terminal.err))
        return Exit.UNUSABLE
    create_files(real, files)
    if settings.quiet < SILENT:
        shown = Path(settings.directory or os.curdir) / named  # from where the command was given
        page = list(_page(shown, files, terminal.say))
        terminal.print(to_text(page[:1] if settings.quiet else page, terminal.out))
    return Exit.NOTHING_FAILS


def _real(named: Path) -> Path:
    """Return where a folder lies or is to lie, through links and `..`.

    Raises:
        OutputFailed: what lies there is no folder, or nothing can lie there.
    """
    try:
        real = Path(os.path.realpath(named))
        if os.path.lexists(real) and not is_folder(real):
            raise OutputFailed(os.strerror(errno.ENOTDIR), named.as_posix())
    except ValueError:
        raise OutputFailed(os.strerror(errno.EINVAL), named.as_posix()) from None
    return real


def _in_the_way(folder: Path, files: Iterable[str]) -> list[str]:
    """Return what lies where a file is to be written, or where a folder for it is to be."""
    found: dict[str, None] = {}
    for name in files:
        path = PurePosixPath(name)
        for part in path.parents[:-1]:
            if os.path.lexists(folder / part) and not is_folder(folder / part):
                found[part.as_posix()] = None
        if os.path.lexists(folder / name):
            found[name] = None
    return list(found)


def _page(folder: Path, files: Iterable[str], say: Wording) -> Iterator[Paragraph]:
    """Yield what was written, then the commands that come next."""
    written = [(folder / name).as_posix() for name in files]
    key = "init.written" if folder != Path(os.curdir) else "init.written_here"
    yield line(say(key, count=len(written), folder=_shown(folder)))
    yield from (Paragraph(((f"  {name}", ""),), fixed=True) for name in written)
    yield line()
    yield line(say("init.next"))
    steps = ["dti-targets check"]
    if folder != Path(os.curdir):
        steps.insert(0, shlex.join(["cd", str(folder)]))
    yield from (Paragraph(((f"  {step}", ""),), fixed=True) for step in steps)


def _shown(folder: Path) -> str:
    """Return a folder as a sentence names it: in quotes where it would run into the rest."""
    name = folder.as_posix()
    apart = name.endswith(".") or any(sign.isspace() for sign in name)
    return f"“{name}”" if apart else name
