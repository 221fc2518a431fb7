"""`dti-targets schema`: what an editor needs to know of the files that people write."""

import io
import sys
from pathlib import Path

from dti_targets.cli.exits import Exit
from dti_targets.cli.snippet import refusal
from dti_targets.cli.terminal import Terminal
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.settings import Settings
from dti_targets.reading.source import Desk
from dti_targets.schemas.subjects import SUBJECTS, schema_text


def schema(subject: str | None, settings: Settings, terminal: Terminal) -> Exit:
    """Print the schema of a kind of file, in UTF-8 whatever the terminal shows."""
    if subject is None or subject not in SUBJECTS:
        faults = _refused(subject)
        desk = Desk(Path.cwd(), settings.max_size)
        terminal.complain(refusal(faults, desk, terminal.say, terminal.err))
        return Exit.UNUSABLE
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # JSON knows no other
    terminal.print(schema_text(subject), in_words=False)
    return Exit.NOTHING_FAILS


def _refused(subject: str | None) -> Faults:
    """Return what is wrong with a subject that there is not."""
    faults = Faults()
    if subject is None:
        faults.add(codes.MISSING_ARGUMENT, Place("schema"), argument="|".join(SUBJECTS))
    else:
        near = nearest(subject.casefold(), SUBJECTS)
        faults.add(
            codes.OPTION_VALUE, Place(subject),
            option="schema", text=subject, near=near, allowed=tuple(SUBJECTS),
        )  # fmt: skip
    return faults
