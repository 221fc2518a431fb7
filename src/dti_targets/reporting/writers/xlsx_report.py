"""The report as a workbook: the results to filter, every source, what is wrong with the inputs.

Nothing from data is anything but text: no formula, no link, no number that Excel would make of a
text. Numbers stand as numbers beside the texts that they were published as.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple

import xlsxwriter

from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.layout import wrap
from dti_targets.reporting.pages.annex import Annex, Cited, Entry, annex, entries
from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.workbook_text import fitting, put_text, title_of
from dti_targets.reporting.writers.package import timeless

MOST_ROWS = 1_048_576 - 1_000
"""Rows of a table, which leaves some for what stands above and below."""

_LAST_ROW = 1_048_575
_MOST_DECIMALS = 30
"""Decimals that a format of Excel shows; a number that never ends gets two, or its first."""

_DIGITS = 15
"""Digits of a number that Excel keeps."""

_LINE, _HIGHEST = 15, 405
"""Points of a line, and of the highest row but a few: Excel has no higher one than 409."""

_PLAIN = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "in_memory": True,
}  # fmt: skip
_FONT: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_LINED = {**_FONT, "border": 1, "text_wrap": True}
COLOURS: dict[Verdict, dict[str, Any]] = {
    Verdict.MET: {"bg_color": "#C6EFCE", "font_color": "#005000"},
    Verdict.MISSED: {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True},
    Verdict.PENDING: {"bg_color": "#FFEB9C", "font_color": "#5C4700"},
    Verdict.UNDECIDED: {"bg_color": "#DDEBF7", "font_color": "#1F3864", "italic": True},
    Verdict.MISSING: {"bg_color": "#FCE4D6", "font_color": "#7F3F00", "bold": True},
    Verdict.NOT_APPLICABLE: {"bg_color": "#EDEDED", "font_color": "#404040", "italic": True},
}
"""Colours that stay apart in grey, too; the word in the cell says the same."""

RESULTS = {
    "resolution": 12, "number": 5, "pillar": 11, "target": 28, "level": 8, "area": 10,
    "threshold": 12, "limit": 8, "due": 8, "figure": 11, "value": 8, "period": 9, "gap": 9,
    "gap_unit": 7, "verdict": 13, "remarks": 34,
}  # fmt: skip
SOURCES = {
    "resolution": 12, "number": 5, "target": 24, "level": 8, "area": 10, "kind": 8,
    "content": 13, "document": 28, "quote": 44, "address": 24, "place": 16,
}  # fmt: skip
FAULTS = {"severity": 18, "place": 36, "message": 100}
UNUSED_FIGURES = {"content": 60, "document": 40, "quote": 60, "place": 26}

"""The columns of the four sheets, with their widths in characters."""

_CENTRED = {"number", "level", "due", "period", "gap_unit", "kind"}

Cell = str | int | Fraction | None


class _Sheet(NamedTuple):
    """A table on a sheet of its own: its columns with their widths, in characters."""

    name: str
    columns: dict[str, int]
    rows: Iterable[Sequence[Cell]]


def to_xlsx(result: Result, say: Wording) -> Iterator[bytes]:
    """Yield the workbook."""
    made = annex(result, say)
    file = BytesIO()
    book = xlsxwriter.Workbook(file, _PLAIN)
    book.set_properties({"title": title_of(" ".join(made.name))})
    writer = _Writer(book, say)
    judged = list(entries(result, say))  # looked through twice
    alone = len({entry.resolution for entry in judged}) == 1
    columns = _without(RESULTS, alone=alone)
    results = _Sheet(say("book.results"), columns, _results(judged, alone=alone))
    writer.table(results, list(_opening(made)), coloured=bool(judged))
    if judged:
        sources = (cells[alone:] for entry in judged for cells in _sources(entry, say))
        writer.table(_Sheet(say("book.sources"), _without(SOURCES, alone=alone), sources))
    if made.faults:
        writer.table(_Sheet(say("book.faults"), FAULTS, made.faults))
    if made.unused:
        unused = ((c.what, c.document, c.quote, c.place) for c in made.unused)
        writer.table(_Sheet(say("book.unused"), UNUSED_FIGURES, unused))
    book.close()
    yield timeless(file.getvalue())


def _without(columns: dict[str, int], *, alone: bool) -> dict[str, int]:
    """Return the columns; without the resolution where there is only one."""
    return {name: width for name, width in columns.items() if not (alone and name == "resolution")}


def _opening(made: Annex) -> Iterator[tuple[str, str]]:
    """Yield what stands above the results, each with the name of its format."""
    yield " ".join(made.name), "title"
    for part in made.parts:
        yield f"{part.heading}: {part.title}", "heading"
        context = (part.area, part.period, *part.context)
        yield " · ".join(text for text in context if text), "text"
        yield " ".join(part.sentences), "text"
    for note in made.notes:
        yield note, "text"


def _results(judged: Iterable[Entry], *, alone: bool) -> Iterator[Sequence[Cell]]:
    for one in judged:
        cells = (
            one.resolution, one.number, one.pillar, one.target, one.level, one.area,
            one.threshold, one.limit, one.due, one.figure, one.value, one.period, one.gap,
            " ".join(part for part in (one.gap_sign, one.gap_unit) if part), one.word,
            "; ".join(one.remarks),
        )  # fmt: skip
        yield cells[alone:]


def _sources(one: Entry, say: Wording) -> Iterator[Sequence[Cell]]:
    """Yield a row for each promise and each figure of an assessment."""
    head = (one.resolution, one.number, one.target, one.level, one.area)
    for kind, cited in (("promise", one.promises), ("figure", one.figures)):
        for source in cited:
            yield (*head, say(f"book.kind.{kind}"), *_cells(source))
    if not one.figures:
        yield (*head, say("book.kind.figure"), one.word, one.reason, "", "", "")


def _cells(source: Cited) -> tuple[str, ...]:
    return source.what, source.document, source.quote, source.address, source.place


class _Writer:
    """Writes tables, each on a sheet that prints on A4 lying, its header on every page."""

    def __init__(self, book: Any, say: Wording) -> None:  # noqa: ANN401  (it has no types)
        self._book = book
        self._say = say
        self._formats: dict[str, Any] = {}

    def table(
        self, table: _Sheet, opening: Sequence[tuple[str, str]] = (), *, coloured: bool = False
    ) -> None:
        """Write a sheet: what stands above, the header, the rows."""
        sheet = self._book.add_worksheet(table.name)
        last = len(table.columns) - 1
        for column, (name, width) in enumerate(table.columns.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(len(opening), column, self._say(f"book.column.{name}"),
                               self._format("header"))  # fmt: skip
        for row, (text, look) in enumerate(opening):
            self._merged(sheet, row, text, look, table)
        row = head = len(opening)
        rows = iter(table.rows)
        widths = [*table.columns.values()]
        sheet.set_row(head, _height(map(self._say, (f"book.column.{c}" for c in table.columns)),
                                    widths))  # fmt: skip
        room = min(MOST_ROWS, _LAST_ROW - head - 1)  # the last row is for what is left out
        for row, cells in enumerate(islice(rows, room), head + 1):
            sheet.set_row(row, _height(map(str, cells), widths))
            for column, (name, cell) in enumerate(zip(table.columns, cells, strict=True)):
                self._cell(sheet, row, column, name, cell)
        more = sum(1 for _ in rows)
        if more:
            self._merged(sheet, row + 1, self._say("book.more", count=more), "text", table)
        if coloured:
            self._colour(sheet, head, row, [*table.columns].index("verdict"))
        sheet.autofilter(head, 0, row, last)
        sheet.freeze_panes(head + 1, 0)
        sheet.repeat_rows(head)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")

    def _cell(self, sheet: Any, row: int, column: int, name: str, cell: Cell) -> None:  # noqa: ANN401
        """Write a cell: a number as it is, everything else as text."""
        if isinstance(cell, int | Fraction) and not _kept(cell):
            # The text that was published stands beside it; a distance has no other place.
            cell = self._signed(cell) if name == "gap" else None
        if cell is None or cell == "":
            sheet.write_blank(row, column, None, self._format("cell"))
        elif isinstance(cell, str):
            look = "middle" if name in _CENTRED else "cell"
            put_text(sheet, row, column, fitting(cell, self._say), self._format(look))
        else:
            look = "middle" if name in _CENTRED else _pattern(cell, gap=name == "gap")
            sheet.write_number(row, column, cell, self._format(look))

    def _signed(self, gap: int | Fraction) -> str:
        text = self._say.words.number(Fraction(gap), 0 if Fraction(gap).denominator == 1 else 2)
        return f"+{text}" if gap > 0 else text

    def _merged(self, sheet: Any, row: int, text: str, look: str, table: _Sheet) -> None:  # noqa: ANN401
        """Write a line above a table, as wide as the table and high enough for its text."""
        width = sum(table.columns.values())
        height = _height([text], [width * 2 // 3 if look == "title" else width])
        sheet.set_row(row, height * 4 // 3 if look == "title" else height)
        sheet.merge_range(row, 0, row, len(table.columns) - 1, "", self._format(look))
        put_text(sheet, row, 0, fitting(text, self._say), self._format(look))

    def _colour(self, sheet: Any, head: int, last: int, column: int) -> None:  # noqa: ANN401
        for verdict, look in COLOURS.items():
            word = str(self._say.words.show(verdict))
            sheet.conditional_format(
                head + 1, column, max(last, head + 1), column,
                {"type": "cell", "criteria": "==", "value": f'"{word}"',
                 "format": self._book.add_format(look)},
            )  # fmt: skip

    def _format(self, name: str) -> Any:  # noqa: ANN401
        looks: dict[str, dict[str, Any]] = {
            "title": {**_FONT, "font_size": 14, "bold": True, "align": "center", "text_wrap": True},
            "heading": {**_FONT, "font_size": 12, "bold": True, "text_wrap": True},
            "text": {**_FONT, "text_wrap": True},
            "header": {**_LINED, "bold": True, "align": "center", "valign": "vcenter",
                       "bg_color": "#D9E1F2"},
            "cell": _LINED,
            "middle": {**_LINED, "align": "center"},
        }  # fmt: skip
        if name not in self._formats:
            look = looks.get(name, {**_LINED, "num_format": name})
            self._formats[name] = self._book.add_format(look)
        return self._formats[name]


def _height(texts: Iterable[str], widths: Iterable[int]) -> int:
    """Return the height, in points, of a row whose texts wrap: no program measures it for us."""
    lines = [_lines(text, width * 9 // 8) for text, width in zip(texts, widths, strict=True)]
    return min(_HIGHEST, _LINE * max(1, *lines))


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes; a word that is longer than a line takes several."""
    return sum(max(1, -(-len(line) // width)) for line in wrap(text, width))


def _kept(number: int | Fraction) -> bool:
    """Whether Excel shows a number as it is: one of more digits is published as text alone.

    A share that never ends is rounded anyway.
    """
    scaled = Fraction(number) * 10**_MOST_DECIMALS
    return scaled.denominator > 1 or len(str(abs(scaled.numerator)).rstrip("0")) <= _DIGITS


def _pattern(number: int | Fraction, *, gap: bool) -> str:
    """Return the pattern of a number with as many decimals as it has; a distance has its sign."""
    every = range(_MOST_DECIMALS + 1)
    ends = (n for n in every if (Fraction(number) * 10**n).denominator == 1)
    begins = (n for n in every[2:] if round(abs(number) * 10**n))
    decimals = next(ends, next(begins, 2))
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f"+{pattern};-{pattern};0" if gap else pattern
