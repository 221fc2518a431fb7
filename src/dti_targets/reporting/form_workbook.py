"""A form as a workbook: what is asked is locked, what is to be filled in is text.

Every cell is written as text, so that nothing in it becomes a formula or a link; the cells to fill
in are formatted as text, so that `26/63` stays one and becomes no day. There is no clock in it.
"""

import io
from collections.abc import Iterator
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dti_targets.domain.form import Form
from dti_targets.domain.unit import Unit
from dti_targets.reporting.form import COLUMNS, INPUTS, Row, headings, rows
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.workbook_text import fitting, put_text, title_of

_WIDTHS = (5, 19, 26, 10, 8, 12, 9, 8, 13, 40, 13, 7, 13, 18, 22, 14)
_GUIDE_WIDTHS = (34, 24, 60)
_LINE, _HIGHEST = 15, 405
"""Points of a line of text, and of the highest row that Excel has."""

_GUIDE_LINE = 125
"""Letters on a line of the guide."""

_FONT = {"font_name": "Times New Roman", "font_size": 11}
_CELL = {**_FONT, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#A6A6A6"}
_LOCKED = {**_CELL, "bg_color": "#F2F2F2"}
_INPUT = {**_CELL, "bg_color": "#FFFBE6", "num_format": "@", "locked": False}
_HEADING = {**_CELL, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#DDEBF7"}
_INPUT_HEADING = {**_HEADING, "bg_color": "#FFE699"}
_A4 = 9
_BOLD = '&"Times New Roman,Bold"'
_AFTER_PICTURE = "G["
_LONGEST_HEADER = 200
"""Characters of a header, less some for how it looks: Excel has 255."""

_GUIDE = (
    "form.guide.cells", "form.guide.value", "form.guide.missing", "form.guide.source",
    "form.guide.known", "form.guide.shape", "form.guide.return",
)  # fmt: skip
EXAMPLES = (
    "exact", "more_than", "at_least", "less_than", "at_most", "about", "nearly", "range",
    "preliminary", "fraction", "rank", "count", "state", "missing",
)  # fmt: skip
"""Ways to give a figure that the guide shows."""


def form_workbook(form: Form, say: Wording) -> Iterator[bytes]:
    """Yield the workbook: the form, then the guide."""
    buffer = io.BytesIO()
    plain = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, **plain})
    start = form.period.start
    book.set_properties(
        {
            "title": title_of(_title(form, say)),
            "created": datetime(start.year, start.month, start.day),  # noqa: DTZ001  (a day of the form, in no zone)
        }
    )
    _write_form(book, form, say)
    _write_guide(book, form, say)
    book.close()
    yield buffer.getvalue()


def _title(form: Form, say: Wording) -> str:
    return say("form.title", document=say.document(form.resolution.main), period=form.period)


def _write_form(book: Workbook, form: Form, say: Wording) -> None:
    sheet = book.add_worksheet(say("form.sheet"))
    locked, answer = book.add_format(_LOCKED), book.add_format(_INPUT)
    heading, asked = book.add_format(_HEADING), book.add_format(_INPUT_HEADING)
    for index, (column, text) in enumerate(headings(say).items()):
        sheet.set_column(index, index, _WIDTHS[index])
        sheet.write_string(0, index, text, asked if column in INPUTS else heading)
    sheet.set_row(0, 2 * _LINE)
    last = 0
    for last, row in enumerate(rows(form, say), 1):
        _write_row(sheet, last, row, (locked, answer))
        _help(sheet, last, row.unit, say)
    # Codes and years are texts here: no green corner is to say so at every cell.
    sheet.ignore_errors({"number_stored_as_text": f"A1:P{last + 1}"})
    sheet.freeze_panes(1, COLUMNS.index("unit"))
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    # Whoever looks closely may widen columns, and choose rows; what is asked stays what it is.
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    _lay_out(sheet, _title(form, say))
    sheet.repeat_rows(0)


def _write_row(sheet: Worksheet, number: int, row: Row, styles: tuple[Format, Format]) -> None:
    locked, answer = styles
    sheet.set_row(number, _height(row))
    for index, column in enumerate(COLUMNS):
        if column in INPUTS:
            sheet.write_blank(number, index, None, answer)
        else:
            put_text(sheet, number, index, row.texts[column], locked)


def _help(sheet: Worksheet, number: int, unit: Unit, say: Wording) -> None:
    """Say at the cell of the value how one of this unit is given; let a state be chosen."""
    at = COLUMNS.index("value")
    how: dict[str, object] = {"validate": "any"}
    if unit is Unit.YES_NO:
        words = [say("form.yes"), say("form.no"), "-"]
        how = {"validate": "list", "source": words, "error_message": say("form.hint.state")}
    told = {
        "input_title": say("form.heading.value"),
        "input_message": say(f"form.hint.{_hint(unit)}"),
    }
    sheet.data_validation(number, at, number, at, {**how, **told})


def _height(row: Row) -> int:
    """Return the points that the longest text of a row takes: not every program finds them."""
    texts = zip(_WIDTHS, (row.texts.get(column, "") for column in COLUMNS), strict=True)
    return min(_HIGHEST, max(_LINE * (1 + len(text) * 7 // (width * 8)) for width, text in texts))


def _hint(unit: Unit) -> str:
    """Return how a figure of a unit is given."""
    if unit.in_percent:
        return "percent"
    return {Unit.RANK: "rank", Unit.COUNT: "count", Unit.YES_NO: "state"}.get(unit, "number")


def _lay_out(sheet: Worksheet, title: str) -> None:
    """Let a sheet print on A4, as wide as the page, with its title and the number of the page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.4, top=0.8, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&C{_BOLD}&13{_in_header(title)}")
    sheet.set_footer('&C&"Times New Roman,Regular"&11&P/&N')


def _in_header(text: str) -> str:
    """Return a text in which a header sees no sign of its own; where it is cut, it says so.

    XlsxWriter looks for a picture behind every `&`, also behind one that only stands for itself:
    the font, named again, parts them.
    """
    if text[:1].isdigit():
        text = f" {text}"  # a digit would be a part of the size before it
    shown, room = "", _LONGEST_HEADER
    for sign, following in zip(text, f"{text[1:]} ", strict=True):
        piece = sign
        if sign == "&":
            piece = f"&&{_BOLD}" if following in _AFTER_PICTURE else "&&"
        room -= len(piece.encode("utf-16-le")) // 2
        if room < 0:
            return f"{shown}…"
        shown += piece
    return shown


def _write_guide(book: Workbook, form: Form, say: Wording) -> None:
    sheet = book.add_worksheet(say("form.guide"))
    for index, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(index, index, width)
    title = book.add_format({**_FONT, "bold": True, "font_size": 14, "text_wrap": True})
    text = book.add_format({**_FONT, "text_wrap": True, "valign": "top"})
    heading, cell = book.add_format(_HEADING), book.add_format(_CELL)
    last = len(_GUIDE_WIDTHS) - 1
    lines = [
        (_title(form, say), title), (visible(str(say.show(form.resolution.title))), text),
        *((say(key), text) for key in _GUIDE),
    ]  # fmt: skip
    for number, (line, style) in enumerate(lines):
        sheet.merge_range(number, 0, number, last, "", style)
        put_text(sheet, number, 0, fitting(line, say), style)
        # A merged cell does not grow with its text.
        sheet.set_row(number, min(_HIGHEST, (_LINE + 3) * (1 + len(line) // _GUIDE_LINE)))
    top = len(lines) + 1
    for index, key in enumerate(("form.example", "form.example.write", "form.example.means")):
        sheet.write_string(top, index, say(key), heading)
    for number, example in enumerate(EXAMPLES, top + 1):
        for index, part in enumerate(("when", "write", "means")):
            sheet.write_string(number, index, say(f"form.{part}.{example}"), cell)
    sheet.protect("")
    _lay_out(sheet, _title(form, say))
