"""Diagnostics as people read them: sentence, place, the line with a caret, the next step."""

from collections.abc import Iterable, Sequence

from dti_targets.diagnostics import CODES, Diagnostic, Faults, Place, Severity, letters
from dti_targets.reading.source import Desk
from dti_targets.reporting.layout import cells, folded, wrap
from dti_targets.reporting.screen import LEAST, Part, Screen, Signs, rendered
from dti_targets.reporting.visible import command_starts, spelled, visible
from dti_targets.reporting.wording import Wording

SHOWN = 50
_BEFORE = 24
"""Characters of a long line that are kept before the caret."""

_BETWEEN = " │ "
"""What stands between the cells of a row of a sheet."""

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
    aside = 0 if verbose else sum(n for (code, _), n in faults.counts.items() if CODES[code].aside)
    shown = _first(fault for fault in faults if verbose or not fault.code.aside)
    for fault in shown:
        writer.diagnostic(fault)
    hidden = len(faults) - aside - len(shown)
    if hidden > 0:
        writer.line(say("diagnostic.more", count=hidden))
    if aside and not faults.errors:
        writer.line(say("diagnostic.aside", count=aside))
    if shown:
        parts = [_count(faults, desk, say)]
        if faults.errors and not judged:
            parts[0] = f"{parts[0][:-1]}: {say('diagnostic.nothing_judged')}."
        writer.line(" ".join([*parts, *_what_now(shown, faults, say)]))
    return writer.text()


def refusal(faults: Faults, desk: Desk, say: Wording, screen: Screen) -> str:
    """Return the diagnostics of a run that had nothing to judge: usage, `list`, `explain`."""
    writer = _Writer(desk, say, screen)
    shown = _first(faults)
    for fault in shown:
        writer.diagnostic(fault)
    if len(faults) > len(shown):
        writer.line(say("diagnostic.more", count=len(faults) - len(shown)))
    writer.line(" ".join([_count(faults, desk, say), *_what_now(shown, faults, say)]))
    return writer.text()


def _first(faults: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the first fifty; where there are more, errors before warnings."""
    kept = list(faults)
    if len(kept) <= SHOWN:
        return kept
    errors = [fault for fault in kept if fault.code.severity is Severity.ERROR]
    chosen = {id(fault) for fault in [*errors, *kept][:SHOWN]}
    return [fault for fault in kept if id(fault) in chosen]


def _count(faults: Faults, desk: Desk, say: Wording) -> str:
    """Return how many of what there are, in how many files."""
    parts = []
    if faults.errors:
        parts.append(say("diagnostic.errors", count=faults.errors))
    if faults.warnings:
        parts.append(say("diagnostic.warnings", count=faults.warnings))
    files = {path for _, path in faults.counts if desk.input(path)}
    where = f" {say('diagnostic.files', count=len(files))}" if files else ""
    return f"{', '.join(parts)}{where}."


def _what_now(shown: Sequence[Diagnostic], faults: Faults, say: Wording) -> list[str]:
    """Return how to learn more of the first code, and the exit status that errors make."""
    first = next((f for f in shown if f.code.severity is Severity.ERROR), shown[0])
    ending = [say("diagnostic.exit2")] if faults.errors else []
    return [say("diagnostic.codes", code=first.code.id), *ending]


class _Writer:
    """Writes diagnostics.

    Every text is made visible, and on an ASCII terminal folded, before it is measured.
    """

    def __init__(self, desk: Desk, say: Wording, screen: Screen) -> None:
        self._desk = desk
        self._say = say
        self._screen = screen
        self._width = screen.width
        self._fold = screen.signs is Signs.ASCII
        self._more = self._shown("…")
        self._lines: list[Sequence[Part]] = []

    def text(self) -> str:
        """Return what was written."""
        return rendered(self._lines, self._screen)

    def line(self, text: str, style: str = "") -> None:
        """Write a paragraph."""
        for part in wrap(self._shown(text), self._width, 2):
            self._write((part, style))

    def _shown(self, text: str) -> str:
        return folded(visible(text)) if self._fold else visible(text)

    def _piece(self, text: str) -> str:
        """Return a piece of a line as written; its spaces stay, a tab is one of them."""
        spaced = text.replace("\t", " ")
        return spaced if not spaced.strip(" ") else self._shown(spaced)

    def _write(self, *parts: Part) -> None:
        self._lines.append(parts)

    def diagnostic(self, fault: Diagnostic) -> None:
        """Write one fault with its lines, and an empty line after it."""
        say, severity = self._say, fault.code.severity
        head = self._shown(f"{say(f'severity.{severity}')}[{fault.code.id}]:")
        text = f"{head} {self._shown(say.sentence(fault))}"
        first, *rest = wrap(text, self._width, 2)
        self._write((first[: len(head)], _STYLES[severity]), (first[len(head) :], "bold"))
        for line in rest:
            self._write((line, "bold"))
        numbers = len(str(max(place.line for place in (fault.at, *fault.others))))
        for arrow, places in (("-->", (fault.at,)), (":::", fault.others)):
            for place in places:
                self._place(place, arrow, numbers)
        help_text = f"{' ' * numbers} = {say('diagnostic.help')}: {say.help(fault)}"
        for line in wrap(self._shown(help_text), self._width, numbers + 3):
            self._write((line, ""))
        self._write(("", ""))

    def _place(self, place: Place, arrow: str, numbers: int) -> None:
        """Write where it is, the line as written, and a caret under the fault."""
        parts = [f"{' ' * numbers}{arrow} {place}"]
        if place.heading and place.field and not place.sheet:
            cell = f"{letters(place.field)}{place.row or place.line}"
            parts.append(self._say("diagnostic.cell", cell=cell, column=place.heading))
        elif place.heading:
            parts.append(self._say("diagnostic.column", column=place.heading))
        self._write((self._shown("   ".join(parts)), ""))
        if not place.line:
            return
        if place.sheet:
            line, place = self._row(place)
        else:
            line = self._desk.pick(place.path, [place.line]).get(place.line)
        if line is None:
            return
        before, caret = self._window(line, place, numbers)
        self._write((f"{place.line:>{numbers}} | ", "dim"), (before, ""))
        if place.column:
            self._write((f"{' ' * numbers} | ", "dim"), (caret, _STYLES[Severity.ERROR]))

    def _row(self, place: Place) -> tuple[str | None, Place]:
        """Return a row of a sheet as one line, and where in it the cell stands."""
        row = self._desk.row(place.path, place.line)
        if row is None:
            return None, place
        texts = [" ".join(text.split()) for text in row]
        texts += [""] * (place.column - len(texts))
        before = sum(len(text) + len(_BETWEEN) for text in texts[: place.column - 1])
        width = max(1, len(texts[place.column - 1])) if place.column else 1
        column = before + 1 if place.column else 0
        return _BETWEEN.join(texts), place._replace(column=column, width=width)

    def _window(self, line: str, place: Place, numbers: int) -> tuple[str, str]:
        """Return the part of the line around the fault, cut with a visible sign, and the caret."""
        room = max(LEAST, self._width - numbers - 3)
        start = max(place.column - 1, 0)
        long = len(line) > room or cells(self._piece(line)) > room
        first = max(0, start - _BEFORE) if long else 0
        after = start + place.width
        commands = {index: spelled(line[index]) for index in command_starts(line)}

        def piece(begin: int, end: int) -> str:
            signs = enumerate(line[begin:end], begin)
            return "".join(commands.get(index) or self._piece(sign) for index, sign in signs)

        left = (self._more if first else "") + piece(first, start)
        marked = piece(start, min(after, start + room + 1))
        text = left + marked
        for index in range(after, min(after + room + 1, len(line))):
            text += piece(index, index + 1)
            if cells(text) > room:
                break
        width = max(1, min(cells(marked), room - cells(left)))
        return self._cut(text, room), " " * cells(left) + "^" * width

    def _cut(self, text: str, room: int) -> str:
        if cells(text) <= room:
            return text
        while cells(text) > room - cells(self._more):
            text = text[:-1]
        return text + self._more
