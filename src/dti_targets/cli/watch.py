"""`--watch`: the same answer anew whenever a file that was read is saved, until Ctrl-C."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import NoReturn

from dti_targets.cli.output import STDOUT
from dti_targets.cli.refused import Refused
from dti_targets.cli.reports import SILENT, settings_files
from dti_targets.cli.snippet import refusal
from dti_targets.cli.terminal import OutputFailed, Terminal, is_terminal, of_settings
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.settings import OPTIONS, Settings
from dti_targets.pipeline.project import Project, inputs
from dti_targets.reading.project import STDIN
from dti_targets.reading.saved import Look, look, next_save
from dti_targets.reading.source import Desk

INTERVAL = 0.5
"""Seconds between two looks. A save is judged when two of them agree: within a second."""

_NAMED = 3
_CLEAR = "\x1b[H\x1b[2J"

Run = Callable[[Settings, Terminal], object]


def watch(
    run: Run, files: Sequence[str], again: Callable[[], Settings], environment: Mapping[str, str]
) -> NoReturn:
    """Run, and run anew after each save. What is at fault is said, and put right by the next save.

    Args:
        run: The command, from its settings to its reports.
        files: Its arguments.
        again: Reads the settings of all origins, as they are now.
        environment: What the terminal depends on.

    Raises:
        KeyboardInterrupt: somebody ended it.
        Refused: what it begins with cannot be watched, or cannot be written.
        OutputFailed: standard output takes no more.
    """
    settings = again()
    terminal = of_settings(settings, environment)
    watched = _Watched(files, settings)
    known = watched.look()
    run(settings, terminal)
    while True:
        gc.collect()  # a run keeps it off; the last report is not to stay until the end
        _say(terminal, settings, "watch.waiting")
        saved = next_save(watched.looks(), known)
        known = watched.look()  # before anything is read: what is saved meanwhile is seen
        _begin(terminal, settings, watched.names(saved))
        try:
            settings = again()
            terminal = of_settings(settings, environment)
            watched = _Watched(files, settings)
            known = watched.look()
            run(settings, terminal)
        except Refused as error:
            terminal.complain(refusal(error.faults, error.desk, terminal.say, terminal.err))
        except OutputFailed as error:
            if error.path == STDOUT:
                raise
            faults = Faults()
            faults.add(codes.OUTPUT_FAILED, Place(error.path), why=error.why)
            desk = Desk(Path.cwd(), 0)
            terminal.complain(refusal(faults, desk, terminal.say, terminal.err))


class _Watched:
    """The files and folders of a run; not what it writes, which would begin it anew."""

    def __init__(self, files: Sequence[str], settings: Settings) -> None:
        """Find what the run reads.

        Raises:
            Refused: it reads or writes what cannot be watched.
        """
        alone = [STDIN] if STDIN in files else []
        alone += [OPTIONS["summary"].flag] if settings.summary else []
        if alone:
            faults = Faults()
            for option in alone:
                faults.add(codes.WATCH_ALONE, Place(OPTIONS["watch"].flag), option=option)
            raise Refused(faults, Desk(Path.cwd(), 0))
        project = Project.of(files, settings)
        self._desk = project.desk
        self._paths = [
            *inputs(files, settings, project), *settings_files(settings, project)
        ]  # fmt: skip
        self._written = {Path(os.path.realpath(path)) for path in settings.output}

    def look(self) -> Look:
        """Return what there is now."""
        return look(self._paths, self._written)

    def looks(self) -> Iterator[Look]:
        """Yield what there is, again and again."""
        while True:
            Event().wait(INTERVAL)  # pauses, and tells no time: there is no clock
            yield self.look()

    def names(self, paths: Sequence[Path]) -> list[str]:
        """Return paths as reports print them."""
        return list(dict.fromkeys(self._desk.name(path) for path in paths))


def _say(terminal: Terminal, settings: Settings, key: str, **params: object) -> None:
    """Write a line that is no part of a report."""
    if settings.quiet < SILENT:
        terminal.complain(f"{terminal.say(key, **params)}\n")


def _begin(terminal: Terminal, settings: Settings, files: Sequence[str]) -> None:
    """Part the next report from the last: an empty screen, in a pipe an empty line."""
    if settings.quiet < SILENT and _can_be_cleared():
        terminal.print(_CLEAR, in_words=False)
    elif settings.quiet < SILENT and (not settings.output or STDOUT in settings.output):
        terminal.print("\n", in_words=False)
    named: object = list(files[:_NAMED])
    if len(files) > _NAMED:
        named = terminal.say("watch.more", files=named, count=len(files) - _NAMED)
    _say(terminal, settings, "watch.changed", files=named)


def _can_be_cleared() -> bool:
    """Whether standard output is a terminal that knows the sequences for it."""
    old_console = sys.platform == "win32" and not os.environ.get("WT_SESSION")
    return is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb" and not old_console
