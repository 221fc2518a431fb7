"""A page -> the text of a terminal, in the widest of six forms that fits.

A+ has every column, A leaves out the place, B the unit of the gap and a due that all rows share,
C writes figures and thresholds with signs, D stacks them below the name, E gives each value a
line of its own. Names wrap; nothing is cut. Colour repeats what a word and a sign already say.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple, TypeVar

from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.layout import aligned, cells, folded, pad, push, widest, wrap
from dti_targets.reporting.page import SIGN, Block, Page, Row, Score
from dti_targets.reporting.visible import throughout, visible

WIDEST_NAME = 64
LEAST = 20
_GAP = 2
_SHORTEST_RULE = 3

T = TypeVar("T")


Part = tuple[str, str]
"""A text and its style."""


class Signs(Enum):
    """One sign for each verdict, in the order of `Verdict`, by what the terminal can show."""

    UNICODE = "✓✗►?○–"
    CONSOLE = "√×►?○–"
    ASCII = "+x>?o-"

    def of(self, verdict: Verdict) -> str:
        """Return the sign of a verdict."""
        return self.value[list(Verdict).index(verdict)]

    @property
    def rule(self) -> str:
        """What a rule is drawn with."""
        return "-" if self is Signs.ASCII else "─"

    @property
    def dot(self) -> str:
        """What stands between the parts of a line."""
        return " - " if self is Signs.ASCII else " · "

    @property
    def nothing(self) -> str:
        """What stands for a value that is not there."""
        return "-" if self is Signs.ASCII else "—"


class Screen(NamedTuple):
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


class _Form(NamedTuple):
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
    page = readable(page, screen)
    out = _Out(screen)
    layout = _Layout(page, screen)
    for block in page.blocks:
        layout.block(block, out)
        out.line()
    _closing(page, screen, out)
    return out.text()


def quiet_screen(page: Page, screen: Screen) -> str:
    """Return the summary sentences alone, one line for each resolution."""
    page = readable(page, screen)
    return "".join(" ".join(score.sentences) + "\n" for score in page.scores if score.sentences)


def readable(part: T, screen: Screen) -> T:
    """Return a page, or a part of one, with nothing in it that the screen cannot show.

    All text goes through here before anything is measured: what cannot be seen is spelled out
    first, then what an ASCII terminal lacks is folded.
    """
    part = throughout(part, visible)
    if screen.signs is Signs.CONSOLE:
        part = throughout(part, lambda text: text.replace("┊", ":"))
    return in_ascii(part) if screen.signs is Signs.ASCII else part


def in_ascii(part: T) -> T:
    """Return a page, or a part of one, with every text folded to ASCII."""
    return throughout(part, folded)


class _Out:
    """Collects lines, and renders them at once."""

    def __init__(self, screen: Screen) -> None:
        self._lines: list[Sequence[Part]] = []
        self._screen = screen

    def line(self, text: str = "", style: str = "") -> None:
        """Write one line; it is not wrapped again."""
        self._lines.append(((text, style),))

    def lines(self, lines: Iterable[str], style: str = "") -> None:
        """Write several."""
        for text in lines:
            self.line(text, style)

    def spans(self, *parts: Part) -> None:
        """Write one line of differently styled parts."""
        self._lines.append(parts)

    def text(self) -> str:
        """Return what was written."""
        return rendered(self._lines, self._screen)


def rendered(lines: Iterable[Sequence[Part]], screen: Screen) -> str:
    """Return lines as text, none ending in spaces; with colours, as ANSI sequences.

    Only colours need Rich, which is told everything about the terminal: no variable reaches it.
    """
    if not screen.color:
        plain = ("".join(text for text, _ in parts) for parts in lines)
        return "".join(f"{line.rstrip()}\n" for line in plain)
    import io

    from rich.console import Console
    from rich.text import Text

    file = io.StringIO()
    console = Console(
        file=file, width=max(screen.width, LEAST), force_terminal=True, color_system="standard",
        highlight=False, emoji=False, markup=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    texts = [Text.assemble(*parts) for parts in lines]
    for text in texts:
        text.rstrip()
    console.print(Text("\n").join(texts), soft_wrap=True)
    return file.getvalue()


class _Layout:
    """The widths of all columns, planned once for all blocks so that they line up."""

    def __init__(self, page: Page, screen: Screen) -> None:
        self._page = page
        self._screen = screen
        self._rows = [row for b in page.blocks for s in b.sections for row in s.rows]
        self._next = 0
        numbers = (str(row.number) for row in self._rows if row.number is not None)
        self._number = max(widest(numbers), cells(page.headings["number"]))
        # A row begins with a space, the sign, a space and the number; a name in the table stands
        # two spaces behind it, a name above its values only one.
        self._lead = 3 + self._number + _GAP
        self._indent = 3 + self._number + 1
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
        self._figure = max(widest(self._figures), cells(heads["figure"]))
        self._threshold = max(widest(self._thresholds), cells(heads["threshold"]))
        self._gap = max(widest(gaps), cells(heads["gap"]))
        self._verdict = max(widest(row.word for row in rows), cells(heads["verdict"]))
        due = form.due or not self._shared_due
        self._due = max(widest(row.due for row in rows), cells(heads["due"])) if due else 0
        self._marks = widest(row.marks for row in rows)
        self._place = widest(row.place for row in rows) if form.place else 0
        columns = (
            self._figure, self._threshold, self._gap, self._verdict, self._due, self._marks,
            self._place,
        )  # fmt: skip
        taken = self._lead + sum(width + _GAP for width in columns if width)
        self._name = min(WIDEST_NAME, self._screen.width - taken)
        self._total = taken + self._name

    def _plan_stack(self) -> None:
        """Choose between words and signs below the name, and one value a line."""
        self._one_a_line = False
        for signs in (False, True):
            self._plan(_Form(0, signs=signs))
            values = (
                self._verdict, self._figure, self._threshold, self._gap, self._due, self._marks,
            )  # fmt: skip
            taken = self._indent + sum(width + _GAP for width in values if width) - _GAP
            if taken <= self._screen.width:
                return
        self._one_a_line = True

    # -- a block

    def block(self, block: Block, out: _Out) -> None:
        """Write one resolution."""
        width = self._screen.width
        out.lines(wrap(f" {block.label}  {block.title}", width, 1), "bold")
        head, *rest = block.context
        shown = self._due and not self._stacked
        context = f"{head}, {block.due}" if block.due and not shown else head
        out.lines(wrap(f" {self._screen.signs.dot.join([context, *rest])}", width, 1), "dim")
        if block.sections and not self._stacked:
            out.line(self._header(), "bold")
        for section in block.sections:
            self._title(section.title, out)
            for _ in section.rows:
                (self._stack if self._stacked else self._measured)(self._next, out)
                self._next += 1

    def _title(self, text: str, out: _Out) -> None:
        """Write the name of a pillar, with a rule over the rest of the table."""
        lines = wrap(f" {text}", self._screen.width, 1)
        out.lines(lines[:-1], "bold")
        total = self._screen.width if self._stacked else self._total
        room = min(self._screen.width, total) - cells(lines[-1]) - 1
        rule = self._screen.signs.rule * room if room >= _SHORTEST_RULE else ""
        out.spans((f"{lines[-1]} ", "bold"), (rule, "dim"))

    def _header(self) -> str:
        heads = self._page.headings
        parts = [
            f"   {push(heads['number'], self._number)}  {pad(heads['target'], self._name)}",
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

    def _measured(self, index: int, out: _Out) -> None:
        """Write a row in columns."""
        row = self._rows[index]
        if row.verdict is None:
            out.lines(self._free(row))
            return
        style = STYLES[row.verdict]
        faint = "dim" if row.verdict is Verdict.NOT_APPLICABLE else ""
        between = " " * _GAP
        first, *rest = self._name_and_figure(index)
        threshold = push(self._thresholds[index], self._threshold)
        gap = push(self._gaps[index], self._gap)
        behind = ((row.due, self._due), (row.marks, self._marks), (row.place, self._place))
        out.spans(
            (f" {self._screen.signs.of(row.verdict)}", style),
            (between.join((first, threshold, gap)), faint),
            (between + pad(row.word, self._verdict), style),
            ("".join(between + pad(text, width) for text, width in behind if width), "dim"),
        )
        out.lines(rest, faint)
        out.lines(self._details(row), "dim")

    def _name_and_figure(self, index: int) -> list[str]:
        """Return the lines of both, as planned: without a figure the name takes its room."""
        row = self._rows[index]
        indent = "  " * row.depth
        figure = self._figures[index]
        room = self._name if figure.strip() else self._name + _GAP + self._figure
        number = "" if row.number is None else str(row.number)
        lead = f" {push(number, self._number)}  "
        first, *rest = wrap(indent + row.name, room, len(indent))
        if figure.strip():
            first = pad(first, self._name) + " " * _GAP + push(figure, self._figure)
        first = pad(first, self._name + _GAP + self._figure)
        return [lead + first, *(" " * self._lead + line for line in rest)]

    def _free(self, row: Row) -> list[str]:
        """Return lines over all columns: the name of a target, or the count of units."""
        indent = " " * self._lead + "  " * row.depth
        return wrap(indent + row.name, self._screen.width, len(indent))

    def _details(self, row: Row) -> list[str]:
        indent = " " * (self._lead + 2 * row.depth + 2)
        return [
            line
            for detail in row.details
            for line in wrap(indent + detail, self._screen.width, len(indent) + 2)
        ]

    # -- forms D and E: below one another

    def _stack(self, index: int, out: _Out) -> None:
        """Write a row as its name and, below, its values."""
        row = self._rows[index]
        width = self._screen.width
        verdict = row.verdict
        number = push("" if row.number is None else str(row.number), self._number)
        sign = self._screen.signs.of(verdict) if verdict else " "
        style = STYLES[verdict] if verdict else ""
        indent = self._indent + 2 * row.depth
        lines = wrap(" " * indent + row.name, width, indent)
        out.spans((f" {sign}", style), (f" {number}", "dim"), (lines[0][self._indent - 1 :], ""))
        out.lines(lines[1:])
        if verdict is None:
            return
        if self._one_a_line:
            self._labelled(index, indent, style, out)
        else:
            self._below(index, style, out)
        for detail in row.details:
            out.lines(wrap(" " * (indent + 2) + detail, width, indent + 4), "dim")

    def _below(self, index: int, style: str, out: _Out) -> None:
        """Write the values of a row on one line."""
        row = self._rows[index]
        figure = self._figures[index]
        if not figure.strip():
            figure = pad(f"  {self._screen.signs.nothing}", self._figure)
        values = [figure, push(self._thresholds[index], self._threshold), self._gaps[index]]
        if self._due:
            values.append(pad(row.due, self._due))
        tail = "".join(" " * _GAP + value for value in (*values, row.marks))
        out.spans((" " * self._indent + pad(row.word, self._verdict), style), (tail, ""))

    def _labelled(self, index: int, indent: int, style: str, out: _Out) -> None:
        """Write one labelled value a line."""
        row, heads = self._rows[index], self._page.headings
        values = (
            ("verdict", row.word), ("figure", row.figure.words), ("threshold", row.threshold.words),
            ("gap", f"{row.gap_sign}{row.gap} {row.gap_unit}"), ("due", row.due),
            ("remarks", row.marks),
        )  # fmt: skip
        for name, value in values:
            if value.strip():
                text = " " * indent + f"{heads[name]}: {value}"
                out.lines(
                    wrap(text, self._screen.width, indent + 2), style if name == "verdict" else ""
                )


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
        sentence = sentence.replace(SIGN, screen.signs.of(Verdict.MISSING))
        out.lines(wrap(f" {sentence}", screen.width, 3))
        out.line(f"   {command}", "bold")
    out.lines(wrap(f" {page.ending}", screen.width, 3))


def _score(score: Score, label: int, screen: Screen, out: _Out) -> None:
    """Write the counts of a resolution, what was missed, and the sentences."""
    width = screen.width
    signs = "".join(screen.signs.of(verdict) for verdict in score.signs)
    parts = [f"{screen.signs.of(verdict)} {word} {count}" for verdict, word, count in score.parts]
    total = f"{' + '.join(parts)} = {score.total}" if parts else ""
    cut = len(score.label) + 1
    head = f" {pad(score.label, label)}  {signs}".rstrip()
    if cells(f"{head}  {total}") <= width:
        out.spans((head[:cut], "bold"), (f"{head[cut:]}  {total}", ""))
    elif cells(head) <= width:
        out.spans((head[:cut], "bold"), (head[cut:], ""))
        out.lines(wrap(f"   {total}", width, 3))
    else:
        out.lines(wrap(f" {score.label}", width, 3), "bold")
        room = max(1, width - 3)
        out.lines(f"   {signs[at : at + room]}" for at in range(0, len(signs), room))
        out.lines(wrap(f"   {total}", width, 3))
    for miss in score.missed:
        sign = screen.signs.of(Verdict.MISSED)
        out.lines(wrap(f"   {sign} {miss}", width, 5), STYLES[Verdict.MISSED])
    if score.sentences:
        out.lines(wrap(f"   {' '.join(score.sentences)}", width, 3))
