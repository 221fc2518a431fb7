"""Diagnostics as people read them: sentence, place, the line with a caret, the next step."""

import io

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from dti_targets.diagnostics import Diagnostic, Faults, Place, Severity
from dti_targets.reading.source import Desk
from dti_targets.reporting.layout import wrap
from dti_targets.reporting.screen import LEAST, Screen
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording

SHOWN = 50
_BEFORE = 24
"""Characters of a long line that are kept before the caret."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold"}


def diagnostics_text(
    faults: Faults, desk: Desk, say: Wording, screen: Screen, *, judged: bool, verbose: bool
) -> str:
    """Return the diagnostics of a run, the first fifty in full, and an honest count of all.

    Args:
        faults: What was found.
        desk: Has the lines that the diagnostics speak of.
        say: The words of the reader.
        screen: What the terminal can show.
        judged: Whether there is a report all the same.
        verbose: Whether warnings about figures that no target asks for are shown, too.
    """
    writer = _Writer(desk, say, screen)
    kept = list(faults)
    aside = [fault for fault in kept if fault.code.aside and not verbose]
    shown = [fault for fault in kept if verbose or not fault.code.aside][:SHOWN]
    for fault in shown:
        writer.diagnostic(fault)
    hidden = len(faults) - len(aside) - len(shown)
    if hidden > 0:
        writer.line(say("diagnostic.more", count=hidden))
    if aside and not (faults.errors):
        writer.line(say("diagnostic.aside", count=len(aside)))
    if shown:
        writer.line(_count(faults, desk, say, judged=judged))
    return writer.text()


def _count(faults: Faults, desk: Desk, say: Wording, *, judged: bool) -> str:
    """Return the last line: how many of what in how many files, and what follows from it."""
    parts = []
    if faults.errors:
        parts.append(say("diagnostic.errors", count=faults.errors))
    if faults.warnings:
        parts.append(say("diagnostic.warnings", count=faults.warnings))
    files = {fault.at.path for fault in faults if desk.input(fault.at.path)}
    text = ", ".join(parts)
    if files:
        text += " " + say("diagnostic.files", count=len(files))
    first = next((f for f in faults if f.code.severity is Severity.ERROR), None)
    first = first or next(iter(faults))
    if judged:
        return f"{text}. " + say("diagnostic.codes", code=first.code.id)
    return (
        f"{text}: " + say("diagnostic.nothing_judged") + ". "
        + say("diagnostic.codes", code=first.code.id) + " " + say("diagnostic.exit2")
    )  # fmt: skip


class _Writer:
    """Writes diagnostics through Rich, told everything about the terminal."""

    def __init__(self, desk: Desk, say: Wording, screen: Screen) -> None:
        self._desk = desk
        self._say = say
        self._width = screen.width
        self._file = io.StringIO()
        self._console = Console(
            file=self._file, width=max(LEAST, screen.width), force_terminal=screen.color,
            color_system="standard" if screen.color else None, no_color=not screen.color,
            highlight=False, emoji=False, markup=False, legacy_windows=False, _environ={},
        )  # fmt: skip

    def text(self) -> str:
        """Return what was written."""
        return self._file.getvalue()

    def line(self, text: str, style: str = "") -> None:
        """Write a paragraph."""
        for part in wrap(text, self._width, 2):
            self._write((part, style))

    def _write(self, *parts: tuple[str, str]) -> None:
        self._console.print(Text.assemble(*parts), soft_wrap=True)

    def diagnostic(self, fault: Diagnostic) -> None:
        """Write one fault with its lines, and an empty line after it."""
        say, severity = self._say, fault.code.severity
        word = say(f"severity.{severity}")
        head = f"{word}[{fault.code.id}]:"
        first, *rest = wrap(f"{head} {say.sentence(fault)}", self._width, 2)
        self._write((first[: len(head)], _STYLES[severity]), (first[len(head) :], "bold"))
        for line in rest:
            self._write((line, "bold"))
        numbers = len(str(max(place.line for place in (fault.at, *fault.others))))
        for arrow, places in (("-->", (fault.at,)), (":::", fault.others)):
            for place in places:
                self._place(place, arrow, numbers)
        help_text = f"{' ' * numbers} = {say('diagnostic.help')}: {say.help(fault)}"
        for line in wrap(help_text, self._width, numbers + 3):
            self._write((line, ""))
        self._write(("", ""))

    def _place(self, place: Place, arrow: str, numbers: int) -> None:
        """Write where it is, the line as written, and a caret under the fault."""
        parts = [f"{' ' * numbers}{arrow} {place}"]
        if place.heading and place.field:
            cell = f"{_letters(place.field)}{place.line}"
            parts.append(self._say("diagnostic.cell", cell=cell, column=place.heading))
        elif place.heading:
            parts.append(self._say("diagnostic.column", column=place.heading))
        self._write(("   ".join(parts), ""))
        if not place.line:
            return
        line = self._desk.pick(place.path, [place.line]).get(place.line)
        if line is None:
            return
        before, caret = self._window(line, place, numbers)
        self._write((f"{place.line:>{numbers}} | ", "dim"), (before, ""))
        if place.column:
            self._write((f"{' ' * numbers} | ", "dim"), (caret, _STYLES[Severity.ERROR]))

    def _window(self, line: str, place: Place, numbers: int) -> tuple[str, str]:
        """Return the part of the line around the fault, cut with a visible sign, and the caret."""
        room = max(LEAST, self._width - numbers - 3)
        start = max(place.column - 1, 0)
        first = max(0, start - _BEFORE) if cell_len(visible(line)) > room else 0
        lead = "…" if first else ""
        left = lead + visible_part(line[first:start])
        marked = visible_part(line[start : start + place.width])
        text = left + marked
        for sign in line[start + place.width :]:
            shown = visible_part(sign)
            if cell_len(text + shown) > room - 1:
                text += "…"
                break
            text += shown
        if cell_len(text) > room:
            text = _cut(text, room)
        width = max(1, min(cell_len(marked), room - cell_len(left)))
        return text, " " * cell_len(left) + "^" * width


def visible_part(text: str) -> str:
    """Return a piece of a line with what cannot be seen spelled out; its spaces stay."""
    return visible(text.replace("\t", " ")) if not text.isspace() else " " * len(text)


def _cut(text: str, room: int) -> str:
    while cell_len(text) > room - 1:
        text = text[:-1]
    return text + "…"


def _letters(field: int) -> str:
    """Return the column of a spreadsheet: 1 is A, 27 is AA."""
    letters = ""
    while field:
        field, rest = divmod(field - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
