"""`dti-targets completion`: the script that makes a shell complete the command."""

from pathlib import Path

from dti_targets.cli.exits import Exit
from dti_targets.cli.shells import SHELLS
from dti_targets.cli.terminal import Terminal
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.reading.source import Desk


def show_script(shell: str | None, terminal: Terminal) -> Exit:
    """Print the script for a shell; say which ones there are where it is none of them."""
    if shell in SHELLS:
        terminal.print(SHELLS[shell].script, in_words=False)
        return Exit.NOTHING_FAILS
    from dti_targets.cli.snippet import refusal

    faults = Faults()
    if shell is None:
        faults.add(codes.MISSING_ARGUMENT, Place("completion"), argument="|".join(SHELLS))
    else:
        faults.add(
            codes.OPTION_VALUE, Place("completion"),
            option="SHELL", text=shell, near=nearest(shell, SHELLS), allowed=tuple(SHELLS),
        )  # fmt: skip
    desk = Desk(Path.cwd(), 0)
    terminal.complain(refusal(faults, desk, terminal.say, terminal.err))
    return Exit.UNUSABLE
