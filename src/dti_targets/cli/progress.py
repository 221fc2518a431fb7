"""A bar on a terminal's standard error while a long file is read; nothing anywhere else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from dti_targets.cli.terminal import Terminal
from dti_targets.domain.settings import MEBIBYTE, Settings
from dti_targets.reading.source import Progress

SHORTEST = 4 * MEBIBYTE


@contextmanager
def progress_bar(settings: Settings, terminal: Terminal) -> Iterator[Progress | None]:
    """Give a function that moves the bar, or None where nobody would see one."""
    if settings.no_progress or settings.quiet or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(terminal.say("progress.reading"))
    try:
        yield bar.move
    finally:
        bar.stop()


class _Bar:
    """Appears with the first long file, and leaves no trace."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._live: object | None = None
        self._stop = lambda: None
        self._update = lambda done, total: None

    def move(self, done: int, total: int) -> None:
        """Show how many bytes of how many have been read."""
        if total < SHORTEST:
            return
        if self._live is None:
            from rich.console import Console
            from rich.progress import Progress as RichProgress

            live = RichProgress(console=Console(stderr=True), transient=True)
            task = live.add_task(self._title, total=total)
            live.start()
            self._live = live
            self._stop = live.stop
            self._update = lambda done, total: live.update(task, completed=done, total=total)
        self._update(done, total)

    def stop(self) -> None:
        """Take the bar away."""
        self._stop()
