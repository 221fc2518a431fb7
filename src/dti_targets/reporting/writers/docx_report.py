"""The report as an annex for Word, laid out as Decree 30/2020/NĐ-CP has annexes laid out.

A4; margins of 20 mm above and below, 30 mm left, 15 mm right; Times New Roman 13 and 14 in black;
the number of the page above in the middle, from the second page on. The block of the issuing body
and the national title is left for the office to fill. Only text is made of data: there is no
field but the number of the page, no link and no picture.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import count

from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section as PageSection
from docx.shared import Mm, Pt, RGBColor

from dti_targets.reporting.page import Row
from dti_targets.reporting.pages.annex import COLUMNS, Annex, Citation, Cited, Part, annex
from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.workbook_text import title_of
from dti_targets.reporting.writers.package import timeless

FONT = "Times New Roman"
SIZE, LARGE = 13, 14
_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_SHORT, _LONG = Mm(210), Mm(297)
_ABOVE, _BELOW, _LEFT, _RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
_TABLE = (10, 41, 23, 16, 21, 17, 23, 14)
"""Widths of the columns in millimetres: what stands between the margins of a page upright."""

_SOURCES = (18, 58, 88, 88)
"""The same on a page that lies, for what takes much text."""

_MOST_OF_A_PAGE = 900
"""Characters of a cell on a page that lies; a row with more may go over to the next page."""

_BLOCK = (70, 95)
_GREY = "A6A6A6"
_UNBROKEN = "\u2011"
"""A hyphen at which no line breaks: for periods in narrow columns."""

_DOTS = "…………"
_STAYS, _BEGINS = "keepNext", "pageBreakBefore"
"""How a paragraph holds to pages: it stays with what follows, or begins a page."""

_LONGEST_NODE = 1_000_000
"""Characters of a piece of text: many readers of XML refuse one of ten million bytes."""

_PER_MM = 1440 / 25.4
_CENTRED = {"number", "due", "figure", "gap", "verdict", "remarks"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")

_Element = BaseOxmlElement


def to_docx(result: Result, say: Wording) -> Iterator[bytes]:
    """Yield the annex."""
    made = annex(result, say)
    document = Document()
    _set_up(document, made, say)
    writer = _Writer(document, say)
    writer.opening(made)
    for index, part in enumerate(made.parts):
        writer.part(part, _heading(index, made), begins=index > 0)
    writer.closing(made)
    writer.sources([(part, _heading(index, made)) for index, part in enumerate(made.parts)])
    file = BytesIO()
    document.save(file)
    yield timeless(file.getvalue())


def _heading(index: int, made: Annex) -> str:
    """Return the heading of a part among several; the only one needs none."""
    if len(made.parts) == 1:
        return ""
    number = _ROMAN[index] if index < len(_ROMAN) else str(index + 1)
    return f"{number}. {made.parts[index].heading}"


# -- the document as a whole


def _set_up(document: Made, made: Annex, say: Wording) -> None:
    """Give the document its language, its page and its styles; take out what the template says."""
    properties = document.core_properties
    properties.title = title_of(" ".join(made.name))
    properties.language = _LANGUAGES[say.language]
    properties.author = properties.comments = ""
    relationships = document.part.package.rels
    for name in [key for key, one in relationships.items() if one.reltype == RT.THUMBNAIL]:
        relationships.pop(name)  # a picture of the empty template
    _set_styles(document, _LANGUAGES[say.language])
    for zoom in document.settings.element.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")  # the schema asks for it, the template lacks it
    section = document.sections[0]
    _set_page(section, lies=False)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph._p.append(_tag("fldSimple", _run("1"), instr=" PAGE "))  # noqa: SLF001


def _set_styles(document: Made, language: str) -> None:
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")):
        _set_fonts(fonts)
    for lang in defaults.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
        lang.set(qn("w:eastAsia"), language)
    for name, size, bold, italic in (
        ("Normal", SIZE, False, False), ("Header", SIZE, False, False),
        ("Title", LARGE, True, False), ("Heading 1", LARGE, True, False),
        ("Heading 2", LARGE, True, False), ("Heading 3", SIZE, True, False),
        ("Caption", SIZE, True, False), ("Body Text", SIZE, False, False),
        ("Subtitle", SIZE, False, True), ("List", SIZE, False, False),
    ):  # fmt: skip
        style = styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.bold, style.font.italic = bold, italic
        style.font.color.rgb = RGBColor(0, 0, 0)
        for fonts in style.element.iter(qn("w:rFonts")):
            _set_fonts(fonts)
        for kind in ("w:spacing", "w:kern", "w:pBdr", "w:contextualSpacing"):
            for part in list(style.element.iter(qn(kind))):
                part.getparent().remove(part)
        paragraph = style.paragraph_format
        paragraph.space_before, paragraph.space_after = Pt(0), Pt(6)
        paragraph.line_spacing = 1.0
    for name in ("Title", "Heading 1", "Subtitle"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("Title", "Heading 1"):
        styles[name].paragraph_format.space_after = Pt(0)
    for name in ("Heading 2", "Heading 3", "Caption"):
        styles[name].paragraph_format.space_before = Pt(12)
        styles[name].paragraph_format.keep_with_next = True
    body = styles["Body Text"].paragraph_format
    body.alignment, body.first_line_indent = WD_ALIGN_PARAGRAPH.JUSTIFY, Mm(10)
    listed = styles["List"].paragraph_format
    listed.left_indent, listed.first_line_indent = Mm(10), Mm(-10)


def _set_fonts(fonts: _Element) -> None:
    """Name the font for every script, and no font of a theme."""
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _set_page(section: PageSection, *, lies: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if lies else (_SHORT, _LONG)
    section.top_margin, section.bottom_margin = _ABOVE, _BELOW
    section.left_margin, section.right_margin = _LEFT, _RIGHT


class _Writer:
    """Puts the parts of the annex behind one another."""

    def __init__(self, document: Made, say: Wording) -> None:
        self._document = document
        self._say = say
        self._tables = count(1)

    def _add(self, *elements: _Element) -> None:
        end = self._document.element.body.sectPr
        for element in elements:
            end.addprevious(element)

    def _turn_over(self) -> None:
        """Begin the pages that lie."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        _set_page(section, lies=True)

    def opening(self, made: Annex) -> None:
        """Write the block for the office, then what the annex is called."""
        say = self._say
        left = (
            _blank(say("annex.body"), _DOTS * 2),
            _blank(say("annex.issuer"), _DOTS * 2, bold=True),
            _blank(say("annex.symbol"), f"{_DOTS}/{_DOTS}"),
        )
        right = (
            _blank(say("annex.national_title"), _DOTS * 4, bold=True),
            _blank(say("annex.motto"), _DOTS * 3, bold=True),
            _blank(say("annex.place_date"), _DOTS * 4),
        )
        cells = (_cell(left, _BLOCK[0]), _cell(right, _BLOCK[1]))
        self._add(_table([_tag("tr", *cells)], _BLOCK, grid=False), _paragraph("Normal"))
        self._add(_paragraph("Title", _run(made.label)))
        self._add(*(_paragraph("Heading1", _run(line)) for line in made.name))
        self._add(_paragraph("Subtitle", _run(say("annex.enclosed", dots="……"))))

    def part(self, part: Part, heading: str, *, begins: bool) -> None:
        """Write one resolution, which may begin a page: sentences, table, what explains it."""
        say = self._say
        if heading:
            self._add(_paragraph("Heading2", _run(heading), hold=_BEGINS if begins else ""))
        about = say(
            "annex.about", document=part.heading, title=part.title, area=part.area,
            period=part.period, context="".join(f"; {text}" for text in part.context),
        )  # fmt: skip
        self._add(_paragraph("BodyText", _run(about)))
        if part.sentences:
            self._add(_paragraph("BodyText", _run(" ".join(part.sentences))))
        self._add(_paragraph("Caption", _run(say("annex.table", number=next(self._tables)))))
        self._add(_table(self._rows(part), _TABLE))
        if part.remarks:
            self._add(_paragraph("Heading3", _run(say("annex.remarks"))))
            self._add(*(_item(letters + ")", text) for letters, text in part.remarks))
        if part.missing:
            head = say("annex.missing_head", count=len(part.missing))
            self._add(_paragraph("Heading3", _run(head)))
            self._add(*(_item("–", text) for text in part.missing))

    def sources(self, parts: Iterable[tuple[Part, str]]) -> None:
        """Write the sources of all resolutions, on pages that lie: they take much text."""
        for index, (part, heading) in enumerate(parts):
            if index == 0:
                self._turn_over()
            caption = self._say("annex.sources", number=next(self._tables))
            if heading:
                caption = f"{caption}: {part.heading}"
            self._add(_paragraph("Caption", _run(caption)))
            self._add(_table(self._rows_of_sources(part.citations), _SOURCES))

    def closing(self, made: Annex) -> None:
        """Write what was not judged; where nothing was, why."""
        say = self._say
        if made.notes:
            self._add(_paragraph("Heading3", _run(say("annex.not_judged"))))
            self._add(*(_item("–", note) for note in made.notes))
        if not made.parts:
            self._add(_paragraph("Heading3", _run(say("annex.faults"))))
            for head, places, text in made.faults:
                self._add(_item("–", " ".join(part for part in (head, places, text) if part)))

    def _rows(self, part: Part) -> Iterator[_Element]:
        say = self._say
        yield _header([say(f"annex.column.{name}") for name in COLUMNS], _TABLE)
        for section in part.sections:
            title = _paragraph("Normal", _run(section.title, bold=True), tight=True, hold=_STAYS)
            yield _row([_cell([title], sum(_TABLE), span=len(_TABLE))])
            for row in section.rows:
                yield self._row(row, part)

    def _row(self, row: Row, part: Part) -> _Element:
        """Return one line of the table; the name of a target whose levels follow takes it all."""
        indent = 4 * row.depth
        if row.verdict is None:
            group = _paragraph("Normal", _run(row.name), tight=True, hold=_STAYS, indent=indent)
            rest = _cell([group], sum(_TABLE[1:]), span=len(_TABLE) - 1)
            return _row([_cell([_paragraph("Normal", tight=True)], _TABLE[0]), rest])
        figure = row.figure.words
        if figure and row.period and row.period != part.period:
            period = row.period.replace("-", _UNBROKEN)
            figure = self._say("annex.figure_of", figure=figure, period=period)
        gap = " ".join(text for text in (f"{row.gap_sign}{row.gap}", row.gap_unit) if text)
        texts = {
            "number": str(row.number or ""), "target": row.name, "figure": figure,
            "threshold": row.threshold.words, "gap": gap, "verdict": row.word, "due": row.due,
            "remarks": row.marks,
        }  # fmt: skip
        cells = []
        for name, width in zip(COLUMNS, _TABLE, strict=True):
            where = "center" if name in _CENTRED else "left"
            inside = indent if name == "target" else 0
            run = _run(texts[name], bold=name == "verdict")
            cells.append(
                _cell([_paragraph("Normal", run, tight=True, where=where, indent=inside)], width)
            )
        return _row(cells)

    def _rows_of_sources(self, citations: Iterable[Citation]) -> Iterator[_Element]:
        names = ("number", "target", "promise", "source")
        yield _header([self._say(f"annex.column.{name}") for name in names], _SOURCES)
        for one in citations:
            figures = list(_cited(one.figures)) or [_paragraph("Normal", tight=True)]
            cells = (
                [_paragraph("Normal", _run(one.numbers), tight=True, where="center")],
                [_paragraph("Normal", _run(one.target), tight=True)],
                list(_cited(one.promises)), figures,
            )  # fmt: skip
            made = [
                _cell(inside, width, where="top")
                for inside, width in zip(cells, _SOURCES, strict=True)
            ]
            size = max(len("".join(cell.itertext())) for cell in made)
            yield _row(made) if size <= _MOST_OF_A_PAGE else _tag("tr", *made)


def _cited(sources: Iterable[Cited]) -> Iterator[_Element]:
    """Yield a paragraph for each source: the value, the document, its sentence."""
    for source in sources:
        runs = []
        if source.what:
            runs.append(_run(f"{source.what}: ", bold=True))
        runs.append(_run(source.document))
        if source.quote:
            runs.append(_run(f" “{source.quote}”", italic=True))
        yield _paragraph("Normal", *runs, tight=True)


# -- the smallest parts


def _tag(name: str, /, *inside: _Element, **attributes: str) -> _Element:
    made: _Element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(inside)
    return made


def _run(text: str, *, bold: bool = False, italic: bool = False, color: str = "") -> _Element:
    looks = [_tag(name) for name, on in (("b", bold), ("i", italic)) if on]
    if color:
        looks.append(_tag("color", val=color))
    run = _tag("r", *([_tag("rPr", *looks)] if looks else []))
    for first in range(0, max(1, len(text)), _LONGEST_NODE):
        written = _tag("t")
        written.text = text[first : first + _LONGEST_NODE]
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(written)
    return run


def _paragraph(
    style: str, *runs: _Element, tight: bool = False, hold: str = "", where: str = "",
    indent: int = 0,
) -> _Element:  # fmt: skip
    """Return a paragraph; `tight` in a table, `hold` says how it holds to pages."""
    looks = [_tag("pStyle", val=style)]
    if hold:
        looks.append(_tag(hold))
    if tight:
        looks.append(_tag("spacing", before="20", after="20"))
    if indent:
        looks.append(_tag("ind", left=_twips(indent)))
    if where:
        looks.append(_tag("jc", val=where))
    return _tag("p", _tag("pPr", *looks), *runs)


def _item(mark: str, text: str) -> _Element:
    """Return a line of a list, whose mark hangs before it."""
    mark_run = _run(mark)
    mark_run.append(_tag("tab"))
    return _paragraph("List", mark_run, _run(text))


def _blank(name: str, dots: str, *, bold: bool = False) -> _Element:
    """Return a line for the office to fill: what is typed takes the place of the dots."""
    looks = [_tag("rPr", _tag("b"))] if bold else []
    control = _tag(
        "sdt",
        _tag("sdtPr", *looks, _tag("alias", val=name), _tag("showingPlcHdr"), _tag("text")),
        _tag("sdtContent", _run(dots, bold=bold, color=_GREY)),
    )
    return _paragraph("Normal", control, tight=True, where="center")


def _table(rows: Iterable[_Element], widths: Sequence[int], *, grid: bool = True) -> _Element:
    looks = _tag("tblPr")
    if grid:
        looks.append(_tag("tblStyle", val="TableGrid"))
    looks.extend([
        _tag("tblW", w=_twips(sum(widths)), type="dxa"), _tag("tblLayout", type="fixed"),
        _tag("tblCellMar", _tag("left", w="57", type="dxa"), _tag("right", w="57", type="dxa")),
    ])  # fmt: skip
    columns = _tag("tblGrid", *(_tag("gridCol", w=_twips(width)) for width in widths))
    return _tag("tbl", looks, columns, *rows)


def _header(names: Iterable[str], widths: Iterable[int]) -> _Element:
    """Return the row that stands above the table on each of its pages."""
    cells = [
        _cell([_paragraph("Normal", _run(name, bold=True), tight=True, where="center")], width)
        for name, width in zip(names, widths, strict=True)
    ]
    return _tag("tr", _tag("trPr", _tag("cantSplit"), _tag("tblHeader")), *cells)


def _row(cells: Iterable[_Element]) -> _Element:
    """Return a row that stays on one page."""
    return _tag("tr", _tag("trPr", _tag("cantSplit")), *cells)


def _cell(
    paragraphs: Iterable[_Element], width: int, *, span: int = 1, where: str = "center"
) -> _Element:
    looks = _tag("tcPr", _tag("tcW", w=_twips(width), type="dxa"))
    if span > 1:
        looks.append(_tag("gridSpan", val=str(span)))
    looks.append(_tag("vAlign", val=where))
    return _tag("tc", looks, *paragraphs)


def _twips(millimetres: int) -> str:
    return str(round(millimetres * _PER_MM))
