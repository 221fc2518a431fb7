"""A bar on a terminal's standard error while a long file is read; nothing anywhere else."""

import sys
from typing import TYPE_CHECKING

from dti_targets.cli.terminal import Terminal
from dti_targets.domain.settings import MEBIBYTE
from dti_targets.reporting.layout import folded
from dti_targets.reporting.screen import Signs

if TYPE_CHECKING:
    from rich.progress import Progress

SHORTEST = 4 * MEBIBYTE


class Bar:
    """Appears with the first long file, and leaves no trace."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._live: Progress | None = None

    def move(self, done: int, total: int) -> None:
        """Show how many bytes of how many have been read; of a short file nothing."""
        if total < SHORTEST:
            return
        if self._live is None:
            self._live = self._begin(total)
        self._live.update(self._live.task_ids[0], completed=done, total=total)

    def _begin(self, total: int) -> "Progress":
        from rich.console import Console
        from rich.progress import Progress

        screen, title = self._terminal.err, self._terminal.say("progress.reading")
        console = Console(
            file=sys.stderr, width=screen.width, force_terminal=True,
            color_system="standard" if screen.color else None, no_color=not screen.color,
            _environ={},
        )  # fmt: skip
        live = Progress(console=console, transient=True)
        live.add_task(folded(title) if screen.signs is Signs.ASCII else title, total=total)
        live.start()
        return live

    def stop(self) -> None:
        """Take the bar away."""
        if self._live is not None:
            self._live.stop()
