"""The page of a progression -> the text of a terminal, in the widest of four forms that fits.

The first has one line a target, figures and thresholds in words; the second writes them with signs;
the third has shorter bars; the last puts the name above its values. Below stand the numbers that
led to the status.
"""

import re
from collections.abc import Iterable, Sequence

from dti_targets.domain.progress import Status
from dti_targets.reporting.drawing import bar, sign_of
from dti_targets.reporting.layout import aligned, cells, pad, widest, wrap
from dti_targets.reporting.pages.progress import COUNTS, Counts, Entry, Group, WayPage
from dti_targets.reporting.screen import Part, Screen, Signs, readable, rendered

BAR, SHORT_BAR = 10, 6
WIDEST_NAME = 64
_FORMS = ((44, False, BAR), (30, True, BAR), (26, True, SHORT_BAR))
"""The narrowest name that each form of one line accepts, whether it writes signs, its bars."""

_WIDEST_LINE = 100
"""Lines below a target end with the table, but need not be shorter than this."""

_SIGNED = re.compile(r"([<>=~≥≤≈≲]+) (?=[-+\d])")
_HELD = "\ue000"
"""Stands for a space at which no line may break: after the sign of a number."""

_GAP, _LEAD = 2, 3
_STACKED = 5
_SHORTEST_RULE = 3
_STYLES = {
    Status.ACHIEVED: "green",
    Status.ON_TRACK: "green",
    Status.MODERATE: "",
    Status.LIMITED: "bold",
    Status.DETERIORATING: "bold red",
    Status.CANNOT_SAY: "",
}


def to_progress_screen(page: WayPage, screen: Screen) -> str:
    """Return the whole page as text; with colours, as ANSI sequences."""
    page = readable(page, screen)
    layout = _Layout(page, screen)
    return rendered([*layout.head(), *layout.groups(), *_closing(page, screen)], screen)


def quiet_progress(page: WayPage, screen: Screen) -> str:
    """Return the counting sentences alone, one line for each resolution."""
    page = readable(page, screen)
    return "".join(f"{tally.sentence}\n" for tally in page.tallies)


Lines = list[Sequence[Part]]


def _plain(lines: Iterable[str], style: str = "") -> Lines:
    return [((line, style),) for line in lines]


class _Layout:
    """The widths of all columns, planned once for all resolutions so that they line up."""

    def __init__(self, page: WayPage, screen: Screen) -> None:
        self._page, self._screen = page, screen
        self._entries = [entry for group in page.groups for entry in group.entries]
        self._sparks = [entry.spark.drawn(screen.signs) for entry in self._entries]
        self._next, self._name, self._needed = 0, 0, 0
        self._stacked = False
        for least, signs, length in _FORMS:
            self._plan(length, signs=signs)
            if self._name >= min(least, self._needed):
                return
        self._stacked = True
        self._ways = [way_of(entry, BAR, screen.signs) for entry in self._entries]

    def _plan(self, length: int, *, signs: bool) -> None:
        """Compute the width of every column; the name takes the rest."""
        heads, entries = self._page.headings, self._entries
        self._latest = aligned([e.latest.form(signs=signs) for e in entries], self._page.mark)
        self._threshold = aligned([e.threshold.form(signs=signs) for e in entries], self._page.mark)
        self._ways = [way_of(entry, length, self._screen.signs) for entry in entries]
        columns = (
            ("series", self._sparks), ("latest", self._latest), ("threshold", self._threshold),
            ("way", self._ways), ("status", [entry.word for entry in entries]),
        )  # fmt: skip
        self._widths = {name: max(widest(texts), cells(heads[name])) for name, texts in columns}
        taken = _LEAD + sum(width + _GAP for width in self._widths.values())
        self._needed = widest([*(entry.name for entry in entries), heads["target"]])
        self._name = min(WIDEST_NAME, self._screen.width - taken, self._needed)
        self._total = taken + self._name

    def head(self) -> Lines:
        """Return the title, and the header of the columns."""
        page, dot, width = self._page, self._screen.signs.dot, self._screen.width
        context = dot.join(page.context)
        if cells(f" {page.title}{dot}{context}") <= width:
            lines: Lines = [((f" {page.title}", "bold"), (f"{dot}{context}", "dim"))]
        else:
            lines = _plain(wrap(f" {page.title}", width, 1), "bold")
            lines += _plain(wrap(f" {context}", width, 1), "dim")
        if self._entries and not self._stacked:
            heads = page.headings
            parts = [" " * _LEAD + pad(heads["target"], self._name)]
            parts += [pad(heads[name], width) for name, width in self._widths.items()]
            lines += _plain([(" " * _GAP).join(parts)], "bold")
        return lines

    def groups(self) -> Lines:
        """Return the resolutions, each under its rule."""
        return [line for group in self._page.groups for line in self._group(group)]

    def _group(self, group: Group) -> Lines:
        facts = f" {self._screen.signs.dot.join(group.facts)}" if group.facts else ""
        lines = wrap(f" {group.title} {facts}".rstrip(), self._screen.width, 1)
        found = _plain(lines[:-1], "bold")
        total = self._screen.width if self._stacked else min(self._screen.width, self._total)
        room = total - cells(lines[-1]) - 1
        rule = self._screen.signs.rule * room if room >= _SHORTEST_RULE else ""
        found.append(((f"{lines[-1]} ", "bold"), (rule, "dim")))
        for entry in group.entries:
            found += self._stack(entry) if self._stacked else self._row(entry)
            found += self._below(entry)
            self._next += 1
        for note in group.notes:
            found += _plain(wrap(f"   {note}", total, 5), "dim")
        return found

    def _row(self, entry: Entry) -> Lines:
        """Return a target on one line; a name that is too long goes on below."""
        index, style = self._next, _STYLES[entry.status]
        first, *rest = wrap(entry.name, self._name)
        texts = (
            self._sparks[index], self._latest[index], self._threshold[index], self._ways[index],
        )  # fmt: skip
        widths = [width for name, width in self._widths.items() if name != "status"]
        middle = [pad(text, width) for text, width in zip(texts, widths, strict=True)]
        return [
            (
                (f" {sign_of(entry.status, self._screen.signs)} ", style),
                ((" " * _GAP).join([pad(first, self._name), *middle]) + " " * _GAP, ""),
                (entry.word, style),
            ),
            *_plain(f"{' ' * _LEAD}{line}" for line in rest),
        ]

    def _stack(self, entry: Entry) -> Lines:
        """Return a target as its name and, below, its values, as many a line as fit."""
        index, style = self._next, _STYLES[entry.status]
        sign = sign_of(entry.status, self._screen.signs)
        first, *rest = wrap(f"{' ' * _LEAD}{entry.name}", self._screen.width, _LEAD)
        found: Lines = [((f" {sign} ", style), (first[_LEAD:], "")), *_plain(rest)]
        indent = " " * _LEAD
        room = self._screen.width - _LEAD - cells(entry.word)
        rows = [""]
        for text in (
            self._sparks[index], entry.latest.signs, self._against(entry), self._ways[index],
        ):  # fmt: skip
            if not text:
                continue
            if rows[-1] and cells(rows[-1]) + _GAP + cells(text) > room:
                rows.append("")
                room = self._screen.width - _LEAD
            rows[-1] += " " * _GAP + text
        found.append(((indent + entry.word, style), (rows[0], "")))
        return [*found, *_plain(indent + row.strip() for row in rows[1:])]

    def _against(self, entry: Entry) -> str:
        """Return the threshold as it stands beside a figure without a heading."""
        return f"({entry.threshold.signs})"

    def _below(self, entry: Entry) -> Lines:
        indent = " " * _STACKED
        width = self._screen.width
        if not self._stacked:
            width = min(width, max(self._total, _WIDEST_LINE))
        found: Lines = []
        apart = [line for text in entry.lines for line in _wrapped(indent + text, width)]
        together = _wrapped(indent + " ".join(entry.lines), width)
        found += _plain(together if len(together) < len(apart) else apart)
        for text in entry.evidence:
            found += _plain(wrap(f"{indent}  {text}", width, _STACKED + 4), "dim")
        return found


def _wrapped(text: str, width: int) -> list[str]:
    """Break a line below a target, and no number from its sign."""
    held = _SIGNED.sub(rf"\1{_HELD}", text)
    return [line.replace(_HELD, " ") for line in wrap(held, width, _STACKED + 2)]


def way_of(entry: Entry, length: int, signs: Signs) -> str:
    """Return the bar and its percent, or what stands in its place."""
    if entry.percent is None:
        return f"({entry.note})" if entry.note else ""
    return f"{bar(entry.percent, length, signs)} {entry.percent}%"


def counted(counts: Counts, signs: Signs) -> str:
    """Return the counts with their signs, as a sum."""
    return " + ".join(f"{sign_of(status, signs)} {word} {count}" for status, word, count in counts)


def _closing(page: WayPage, screen: Screen) -> Lines:
    """Return what stands once, below everything."""
    width = screen.width
    total = page.of_total.replace(COUNTS, counted(page.counts, screen.signs))
    found: Lines = [(("", ""),)]
    found += _plain(wrap(f" {total} {page.sentence}", width, 3))
    for note in page.notes:
        found += _plain(wrap(f" {note}", width, 3))
    if page.look:
        sentence, command = page.look
        if cells(f" {sentence} {command}") <= width:
            found.append(((f" {sentence} ", ""), (command, "bold")))
        else:
            found += [*_plain([f" {sentence}"]), ((f"   {command}", "bold"),)]
    return [*found, *_plain(wrap(f" {page.ending}", width, 3) if page.ending else [])]
