"""A page -> the text of a terminal, in the widest of six forms that fits.

A+ has every column, A leaves out the place, B the unit of the gap and a due that all rows share,
C writes figures and thresholds with signs, D stacks them below the name, E gives each value a
line of its own. Names wrap; nothing is cut. Colour repeats what a word and a sign already say.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.layout import aligned, folded, pad, push, widest, wrap
from dti_targets.reporting.page import Block, Page, Row, Score

WIDEST_NAME = 64
LEAST = 20
_GAP = 2
_LEAD = 7
"""Cells before a name: space, sign, space, number in two, two spaces."""

_INDENT = 6
"""Cells before a name that stands above its values."""

T = TypeVar("T")


class Signs(Enum):
    """One sign for each verdict, in the order of `Verdict`, by what the terminal can show."""

    UNICODE = "✓✗►?○–"
    CONSOLE = "√×►?○–"
    ASCII = "+x>?o-"

    def of(self, verdict: Verdict) -> str:
        """Return the sign of a verdict."""
        return self.value[list(Verdict).index(verdict)]


@dataclass(frozen=True, slots=True)
class Screen:
    """What a terminal can show: its width in cells, colours or none, which signs."""

    width: int = 100
    color: bool = False
    signs: Signs = Signs.UNICODE


STYLES = {
    Verdict.MET: "green",
    Verdict.MISSED: "bold red",
    Verdict.PENDING: "",
    Verdict.UNDECIDED: "",
    Verdict.MISSING: "bold",
    Verdict.NOT_APPLICABLE: "dim",
}


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to lay out the table; `least` is the narrowest name that it accepts."""

    least: int
    place: bool = False
    gap_unit: bool = False
    due: bool = False
    signs: bool = False


_FORMS = (
    _Form(60, place=True, gap_unit=True, due=True),
    _Form(52, gap_unit=True, due=True),
    _Form(36),
    _Form(30, signs=True),
)


def to_screen(page: Page, screen: Screen) -> str:
    """Return the whole page as text; with colours, as ANSI sequences."""
    out = _Out(screen)
    if screen.signs is Signs.ASCII:
        page = in_ascii(page)
    layout = _Layout(page, screen)
    for block in page.blocks:
        layout.block(block, out)
        out.line()
    _closing(page, screen, out)
    return out.text()


def quiet_screen(page: Page, screen: Screen) -> str:
    """Return the summary sentences alone, one line for each resolution."""
    if screen.signs is Signs.ASCII:
        page = in_ascii(page)
    return "".join(" ".join(score.sentences) + "\n" for score in page.scores)


def in_ascii(part: T) -> T:
    """Return a page, or a part of one, with every text folded to ASCII."""
    if isinstance(part, Enum):
        return part
    if isinstance(part, str):
        return folded(part)  # type: ignore[return-value]
    if isinstance(part, tuple):
        return tuple(in_ascii(item) for item in part)  # type: ignore[return-value]
    if isinstance(part, dict):
        return {key: in_ascii(item) for key, item in part.items()}  # type: ignore[return-value]
    if is_dataclass(part) and not isinstance(part, type):
        changed = {f.name: in_ascii(getattr(part, f.name)) for f in fields(part)}
        return replace(part, **changed)  # type: ignore[return-value]
    return part


class _Out:
    """Collects lines through Rich, told everything about the terminal instead of asking it."""

    def __init__(self, screen: Screen) -> None:
        self._file = io.StringIO()
        self.width = screen.width
        self.console = Console(
            file=self._file, width=max(screen.width, LEAST), force_terminal=screen.color,
            color_system="standard" if screen.color else None, no_color=not screen.color,
            highlight=False, emoji=False, markup=False, legacy_windows=False, soft_wrap=True,
            _environ={},
        )  # fmt: skip

    def line(self, text: str = "", style: str = "") -> None:
        """Write one line; it is not wrapped again."""
        self._write(Text(text.rstrip(), style))

    def spans(self, *parts: tuple[str, str]) -> None:
        """Write one line of differently styled parts."""
        self._write(Text.assemble(*parts))

    def _write(self, text: Text) -> None:
        text.rstrip()
        self.console.print(text, soft_wrap=True)

    def lines(self, lines: Iterable[str], style: str = "") -> None:
        """Write several."""
        for line in lines:
            self.line(line, style)

    def table(self, table: Table) -> None:
        """Write the rows of a table without the spaces at their ends."""
        self.console.print(table, soft_wrap=True)

    def text(self) -> str:
        """Return what was written, no line ending in a space."""
        lines = self._file.getvalue().splitlines()
        return "".join(f"{line.rstrip()}\n" for line in lines)


class _Layout:
    """The widths of all columns, planned once for all blocks so that they line up."""

    def __init__(self, page: Page, screen: Screen) -> None:
        self._page = page
        self._screen = screen
        self._rows = [row for b in page.blocks for s in b.sections for row in s.rows]
        self._next = 0
        self._shared_due = all(block.due for block in page.blocks)
        self._stacked = False
        for form in _FORMS:
            self._plan(form)
            if self._name >= form.least:
                return
        self._stacked = True
        self._plan_stack()

    def _plan(self, form: _Form) -> None:
        """Compute the width of every column of a form; the name takes the rest."""
        rows, heads, mark = self._rows, self._page.headings, self._page.mark
        self._form = form
        self._figures = aligned([row.figure.form(signs=form.signs) for row in rows], mark)
        self._thresholds = aligned([row.threshold.form(signs=form.signs) for row in rows], mark)
        gaps = aligned([row.gap_sign + row.gap for row in rows], mark)
        if form.gap_unit:
            unit = widest(row.gap_unit for row in rows)
            gaps = [f"{gap} {pad(row.gap_unit, unit)}" for gap, row in zip(gaps, rows, strict=True)]
        self._gaps = gaps
        self._figure = max(widest(self._figures), cell_len(heads["figure"]))
        self._threshold = max(widest(self._thresholds), cell_len(heads["threshold"]))
        self._gap = max(widest(gaps), cell_len(heads["gap"]))
        self._verdict = max(widest(row.word for row in rows), cell_len(heads["verdict"]))
        due = form.due or not self._shared_due
        self._due = max(widest(row.due for row in rows), cell_len(heads["due"])) if due else 0
        self._marks = widest(row.marks for row in rows)
        self._place = widest(row.place for row in rows) if form.place else 0
        columns = (
            self._figure, self._threshold, self._gap, self._verdict, self._due, self._marks,
            self._place,
        )  # fmt: skip
        taken = _LEAD + sum(width + _GAP for width in columns if width)
        self._name = min(WIDEST_NAME, self._screen.width - taken)
        self._total = taken + self._name

    def _plan_stack(self) -> None:
        """Choose between words and signs below the name, and one value a line."""
        self._plan(replace(_FORMS[-1], signs=False))
        self._one_a_line = False
        for signs in (False, True):
            self._plan(_Form(0, signs=signs))
            inner = (self._verdict, self._figure, self._threshold, self._gap, self._marks)
            if _INDENT + sum(inner) + _GAP * (len(inner) - 1) <= self._screen.width:
                return
        self._one_a_line = True

    # -- a block

    def block(self, block: Block, out: _Out) -> None:
        """Write one resolution."""
        width = self._screen.width
        label = len(block.label) + 1
        for number, line in enumerate(wrap(f" {block.label}  {block.title}", width, 1)):
            cut = 0 if number else label
            out.spans((line[:cut], "bold"), (line[cut:], "bold"))
        head, *rest = block.context
        shown = self._due and not self._stacked
        context = f"{head}, {block.due}" if block.due and not shown else head
        out.lines(wrap(" " + " · ".join([context, *rest]), width, 1), "dim")
        if not self._stacked:
            out.line(self._header(), "bold")
        for section in block.sections:
            title = f" {section.title} "
            rule = "─" * max(3, min(width, self._rule()) - cell_len(title))
            if cell_len(title) + len(rule) > width:
                rule = ""
            out.spans((title, "bold"), (rule, "dim"))
            indexes = range(self._next, self._next + len(section.rows))
            self._next += len(section.rows)
            if self._stacked:
                for index in indexes:
                    self._stack(index, out)
            else:
                for table in self._tables(indexes):
                    out.table(table)

    def _rule(self) -> int:
        return self._screen.width if self._stacked else self._total

    def _header(self) -> str:
        heads = self._page.headings
        parts = [
            " " * (_LEAD - 4) + push(heads["number"], 2) + "  " + pad(heads["target"], self._name),
            push(heads["figure"], self._figure),
            push(heads["threshold"], self._threshold),
            push(heads["gap"], self._gap),
            pad(heads["verdict"], self._verdict),
        ]
        if self._due:
            parts.append(pad(heads["due"], self._due))
        if self._place:
            parts += [" " * self._marks, heads["place"]] if self._marks else [heads["place"]]
        return (" " * _GAP).join(parts)

    # -- forms A to C: a table

    def _tables(self, indexes: Iterable[int]) -> Iterator[Table]:
        """Yield the rows as tables; between them stands what runs free over all columns."""
        table = self._empty_table()
        for index in indexes:
            row = self._rows[index]
            if row.verdict is None:
                if table.row_count:
                    yield table
                yield self._free(row)
                table = self._empty_table()
                continue
            self._add(table, index)
            if row.details:
                yield table
                yield self._details(row)
                table = self._empty_table()
        if table.row_count:
            yield table

    def _empty_table(self) -> Table:
        """Return a table of planned widths: Rich does not measure what is already known."""
        table = Table(box=None, padding=(0, 0, 0, 0), show_header=False, pad_edge=False)
        columns = (
            self._threshold, self._gap, self._verdict, self._due, self._marks, self._place,
        )  # fmt: skip
        name = self._name + _GAP + self._figure
        for width in (_LEAD, name, *(width + _GAP for width in columns if width)):
            table.add_column(width=width, no_wrap=True, overflow="ignore")
        return table

    def _add(self, table: Table, index: int) -> None:
        row = self._rows[index]
        verdict = row.verdict or Verdict.MISSING
        style = STYLES[verdict]
        faint = "dim" if verdict is Verdict.NOT_APPLICABLE else ""
        sign = self._screen.signs.of(verdict)
        number = push("" if row.number is None else str(row.number), 2)
        between = " " * _GAP
        cells = [
            Text.assemble((f" {sign}", style), (f" {number}", "dim"), between),
            Text(self._name_and_figure(index), style=faint),
            Text(push(self._thresholds[index], self._threshold), style=faint),
            Text(between + push(self._gaps[index], self._gap), style=faint),
            Text(between + row.word, style=style),
        ]
        cells[2].pad_left(_GAP)
        if self._due:
            cells.append(Text(between + row.due, style=faint))
        if self._marks:
            cells.append(Text(between + row.marks, style=faint))
        if self._place:
            cells.append(Text(between + row.place, style="dim"))
        table.add_row(*cells)

    def _name_and_figure(self, index: int) -> str:
        """Return one cell of both: a row without a figure gives its room to the name."""
        row = self._rows[index]
        indent = "  " * row.depth
        figure = self._figures[index]
        room = self._name if figure.strip() else self._name + _GAP + self._figure
        lines = wrap(indent + row.name, room, len(indent))
        if figure.strip():
            first = pad(lines[0], self._name) + " " * _GAP + push(figure, self._figure)
            return "\n".join([first, *lines[1:]])
        return "\n".join(lines)

    def _free(self, row: Row) -> Table:
        """Return a line over all columns: the name of a target, or the count of units."""
        indent = " " * _LEAD + "  " * row.depth
        return self._lines(wrap(indent + row.name, self._screen.width, len(indent)), "")

    def _details(self, row: Row) -> Table:
        indent = " " * (_LEAD + 2 * row.depth + 2)
        lines = [
            line
            for detail in row.details
            for line in wrap(indent + detail, self._screen.width, len(indent) + 2)
        ]
        return self._lines(lines, "dim")

    @staticmethod
    def _lines(lines: Iterable[str], style: str) -> Table:
        table = Table.grid()
        table.add_column(no_wrap=True, overflow="ignore")
        for line in lines:
            table.add_row(Text(line, style=style))
        return table

    # -- forms D and E: below one another

    def _stack(self, index: int, out: _Out) -> None:
        """Write a row as its name and, below, its values."""
        row = self._rows[index]
        width = self._screen.width
        verdict = row.verdict
        number = push("" if row.number is None else str(row.number), 2)
        sign = self._screen.signs.of(verdict) if verdict else " "
        style = STYLES[verdict] if verdict else ""
        indent = _INDENT + 2 * row.depth
        lines = wrap(" " * indent + row.name, width, indent)
        out.spans((f" {sign}", style), (f" {number}", "dim"), (lines[0][5:], ""))
        out.lines(lines[1:])
        if verdict is None:
            return
        if self._one_a_line:
            self._labelled(index, indent, style, out)
        else:
            figure = self._figures[index]
            if not figure.strip():
                figure = pad("  —", self._figure)
            rest = (figure, push(self._thresholds[index], self._threshold), self._gaps[index])
            tail = (" " * _GAP).join([*rest, row.marks])
            out.spans(
                (" " * _INDENT + pad(row.word, self._verdict), style), (" " * _GAP + tail, "")
            )
        for detail in row.details:
            out.lines(wrap(" " * (indent + 2) + detail, width, indent + 4), "dim")

    def _labelled(self, index: int, indent: int, style: str, out: _Out) -> None:
        """Write one labelled value a line."""
        row, heads = self._rows[index], self._page.headings
        values = (
            ("verdict", row.word), ("figure", row.figure.words), ("threshold", row.threshold.words),
            ("gap", f"{row.gap_sign}{row.gap} {row.gap_unit}"), ("due", row.due),
        )  # fmt: skip
        for name, value in values:
            if value.strip():
                text = " " * indent + f"{heads[name]}: {value}"
                out.lines(
                    wrap(text, self._screen.width, indent + 2), style if name == "verdict" else ""
                )
        if row.marks:
            out.lines(wrap(" " * indent + row.marks, self._screen.width, indent))


def _closing(page: Page, screen: Screen, out: _Out) -> None:
    """Write what stands once, below everything: a terminal ends at the bottom."""
    letters = widest(mark for mark, _ in page.remarks)
    for mark, text in page.remarks:
        hanging = 3 + letters + _GAP
        out.lines(wrap(f"   {pad(mark, letters)}  {text}", screen.width, hanging))
    if page.remarks:
        out.line()
    label = widest(score.label for score in page.scores)
    for score in page.scores:
        _score(score, label, screen, out)
    for note in page.notes:
        out.lines(wrap(f" {note}", screen.width, 3))
    if page.appendix:
        out.line()
        for line in page.appendix:
            out.lines(wrap(f" {line}", screen.width, 5), "dim")
    out.line()
    if page.next_step:
        sentence, command = page.next_step
        sentence = sentence.replace("{sign}", screen.signs.of(Verdict.MISSING))
        out.lines(wrap(f" {sentence}", screen.width, 3))
        out.line(f"   {command}", "bold")
    out.lines(wrap(f" {page.ending}", screen.width, 3))


def _score(score: Score, label: int, screen: Screen, out: _Out) -> None:
    """Write the counts of a resolution, what was missed, and the sentences."""
    signs = "".join(screen.signs.of(verdict) for verdict in score.signs)
    parts = [f"{screen.signs.of(verdict)} {word} {count}" for verdict, word, count in score.parts]
    total = f"{' + '.join(parts)} = {score.total}"
    head = f" {pad(score.label, label)}  {signs}".rstrip()
    if cell_len(head) + _GAP + cell_len(total) <= screen.width:
        out.spans((head[: len(score.label) + 1], "bold"), (head[len(score.label) + 1 :], ""),
                  (f"  {total}", ""))  # fmt: skip
    else:
        out.lines(wrap(head, screen.width, 3), "bold")
        out.lines(wrap(f"   {total}", screen.width, 3))
    for miss in score.missed:
        sign = screen.signs.of(Verdict.MISSED)
        out.lines(wrap(f"   {sign} {miss}", screen.width, 5), STYLES[Verdict.MISSED])
    out.lines(wrap(f"   {' '.join(score.sentences)}", screen.width, 3))
