"""What documents for offices make of data that means something to their readers.

The cases 207 to 214 and 229, and forms that go out. Every file is read again by another program
than the one that wrote it.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from lxml import etree, html  # type: ignore[import-untyped]  # there are no stubs

from dti_targets.reporting.visible import visible
from dti_targets.reporting.workbook_text import LONGEST_CELL
from dti_targets.reporting.writers import xlsx_report
from tests.hostile import yaml_of
from tests.reliability.one_project import Project, a_table, a_target
from tests.reliability.test_libreoffice import OFFICE, converted
from tests.reporting import office
from tests.reporting.office import S

DDE = "=cmd|' /C calc'!A0"
FORMULAS = (
    DDE, "@SUM(1+1)*cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example","x")', "+1+1", "-1+1",
    "\t=1+1", "\r=1+1", "=1+1", "{=1+1}", "＝1+1", "'=1+1", "-", "+", "=", "0x10", "1e5", "TRUE",
    "2024-01-01", "007", "#N/A",
)  # fmt: skip
LINKS = (
    "https://evil.example", "http://evil.example/a b", "mailto:a@b.example", "internal:Sheet1!A1",
    "external:c:\\a.xlsx", "file:///etc/passwd", "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "ftp://evil.example", "www.evil.example",
    "\\\\server\\share",
)  # fmt: skip
ESCAPES = (
    "_x001B_", "_x0041_x0042_", "_x005F_x0041_", "_x0041_x0042_x0043_ _x000D_", "x005F_ alone",
    "_xD83D__xDE00_", "__x0041__", "_x0041", "_X0041_",
)  # fmt: skip
MARKUP = (
    "<r><t>red</t></r>", "<r>&</r>", "<r></r>", "<r>_x0041_x0042_</r>", "]]> <![CDATA[ x", "<!-- x",
    "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>", "&#0; &lt;",
    "</title>", "{{ 7*7 }} {% x %}", "' onload='x", "<svg/onload=alert(1)>", "</t></si>",
    "</w:t></w:r>", "<?xml version='1.0'?>", "&C&G &[Picture] &P", "R&G",
)  # fmt: skip
HIDDEN = (
    "nul\x01 bell\x07 \x1b[31m \x7f \x9b31m", "bidi \u202e abc \u2069", "zero\u200b \ufeff width",
    "\ufffe \uffff", "a\u2028b\u2029c", "tag \U000e0041", "own \ue000", "a\x0bb\x0cc",
)  # fmt: skip
SEVERAL = ("שלום 12% עולם", "نص 34", "\U0001f680", "a\u0301\u0323", "ﷺ", " before and after ")
TEXTS = (*FORMULAS, *LINKS, *ESCAPES, *MARKUP, *HIDDEN, *SEVERAL)
AREA = "a[]:*?/\\'b"
QUOTED = ("indicator", "area", "level", "period", "value", "source", "quote", "note")
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Cn"}
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def hostile(project: Project, texts: tuple[str, ...] = TEXTS, **changes: object) -> None:
    """Write a project that says each text in every place that takes it."""
    areas = {"code": "51", "tier": "province", "name": AREA}
    project.write("targets/areas.yaml", json.dumps({"areas": [areas]}, ensure_ascii=False))
    targets = [
        a_target(
            f"t{number}", name={"vi": text, "en": text}, note={"vi": text, "en": text},
            source={"document": "adopted", "quote": text, "read_at": text.strip() or "x"},
        )
        for number, text in enumerate(texts)
    ]  # fmt: skip
    written = {
        "resolution": "plan", "title": {"vi": texts[0][:99], "en": texts[0][:99]}, "area": "51",
        "documents": {"adopted": {"number": "1/R&G", "date": "2023-01-01", "url": LINKS[6]}},
        "targets": targets, **changes,
    }  # fmt: skip
    project.write("targets/plan.yaml", yaml_of(written))
    rows = [
        (f"t{number}", "51", "province", "2024", "90%", text, text, text)
        for number, text in enumerate(texts)
    ]
    unused = [("other", "51", "province", "2024", "1", text, text, "") for text in texts[:1]]
    table = io.StringIO()
    csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
        [QUOTED, *rows, *unused]
    )
    project.write("data/f.csv", table.getvalue())


def report(project: Project, name: str, *words: str) -> bytes:
    """Return the document that the command writes; it is of its schema."""
    result = project.run("report", "-o", name, "--sub-areas", "all", *words)
    assert result.status == 0, result.err
    return (project.folder / name).read_bytes()


def form(project: Project, name: str = "form.xlsx") -> bytes:
    """Return the form of the plan."""
    result = project.run("form", "plan", "-p", "2024", "-o", name)
    assert (result.status, result.err) == (0, "")
    return (project.folder / name).read_bytes()


def shown(data: bytes) -> dict[str, list[list[Any]]]:
    """Return what Excel shows of each sheet: by the standard, each run of a text is unescaped."""
    parts = office.parts(data)
    texts = [
        "".join(_unescaped(text.text or "") for text in item.iter(f"{S}t"))
        for item in etree.fromstring(parts["xl/sharedStrings.xml"])
    ]
    names = [one.get("name") for one in office.tree(parts["xl/workbook.xml"]).iter(f"{S}sheet")]
    found: dict[str, list[list[Any]]] = {}
    for number, name in enumerate(names, 1):
        rows = found.setdefault(name, [])
        for row in etree.fromstring(parts[f"xl/worksheets/sheet{number}.xml"]).iter(f"{S}row"):
            cells = [(cell.get("t"), cell.findtext(f"{S}v")) for cell in row]
            rows.append([texts[int(v)] if t == "s" else v and float(v) for t, v in cells])
    return found


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def seen(data: bytes) -> set[str]:
    """Return every text that a workbook shows."""
    sheets = shown(data).values()
    return {cell for rows in sheets for row in rows for cell in row if isinstance(cell, str)}


def paragraphs(data: bytes) -> list[str]:
    """Return the paragraphs of an annex as python-docx reads them, those of tables too."""
    document = Document(io.BytesIO(data))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [p.text for part in (document, *cells) for p in part.paragraphs]


def assert_inert(data: bytes) -> None:
    """Nothing but what we draw: no formula, link, field or part that does something."""
    office.assert_of_the_schema(data)
    for name, part in office.parts(data).items():
        assert re.fullmatch(
            r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|customXml/.*"
            r"|(word|xl)/(_rels/)?[a-zA-Z]+\d?\.xml(\.rels)?|word/theme/theme1\.xml"
            r"|xl/theme/theme1\.xml|xl/worksheets/sheet\d\.xml", name
        ), name  # fmt: skip
        if name.endswith((".xml", ".rels")):
            for element in etree.fromstring(part).iter():
                tag = etree.QName(element).localname
                assert tag not in {"f", "hyperlink", "hyperlinks", "instrText", "object", "pict"}
                assert element.get("TargetMode") != "External"
                assert tag != "fldSimple" or element.values() == [" PAGE "]
            own = name == "word/numbering.xml"  # the signs of lists, from the empty template
            text = re.sub(r"\s", "", part.decode())
            assert own or _HIDDEN.isdisjoint(map(unicodedata.category, text))


@pytest.fixture
def small(project: Project) -> Project:
    """Write all texts into the project."""
    hostile(project)
    return project


# -- workbooks


@pytest.mark.parametrize("made", ["report", "form"])
def test_case_207_formulas_and_links_are_texts(small: Project, made: str) -> None:
    data = report(small, "r.xlsx") if made == "report" else form(small)

    assert_inert(data)
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("made", ["report", "form"])
def test_case_208_every_text_shows_as_it_was_typed(small: Project, made: str) -> None:
    found = seen(report(small, "r.xlsx") if made == "report" else form(small))

    assert {visible(text).strip() for text in TEXTS} - {text.strip() for text in found} == set()


@pytest.mark.parametrize("made", ["report", "form"])
def test_case_208_a_table_that_people_open_has_no_formula(small: Project, made: str) -> None:
    if made == "form":
        text = form(small, "form.csv").decode("utf-8-sig")
        cells = [cell.strip('"') for line in text.splitlines() for cell in line.split(";")]
    else:
        cells = [cell.strip('"') for cell in small.run("check", "-f", "csv").out.split(",")]

    assert f"'{DDE}" in cells
    assert not any(cell.startswith(("=", "@", "＝")) for cell in cells)


@pytest.mark.parametrize("made", ["report", "form"])
def test_case_209_control_characters_and_escapes(small: Project, made: str) -> None:
    data = report(small, "r.xlsx") if made == "report" else form(small)

    text = office.parts(data)["xl/sharedStrings.xml"].decode()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)
    assert {"\\u0001", "\\ufffe", "\\u202e"} <= set(re.findall(r"\\u[0-9a-f]{4}", text))
    assert {"_x001B_", "_x0041_x0042_", "_x005F_x0041_"} <= seen(data)


@pytest.mark.parametrize("stored", ["a_xD800_b", "_xDC00_", "_xDC00__xD800_", "a_x0000_b"])
@pytest.mark.parametrize("column", ["source", "quote", "note"])
def test_case_209_half_a_sign_in_a_workbook_is_refused(
    project: Project, stored: str, column: str
) -> None:
    project.write("data/f.xlsx", a_workbook(**{column: stored}))

    for words in (["check"], ["report", "-o", "r.xlsx"], ["collect", "data", "-o", "out.csv"]):
        result = project.run(*words)
        assert result.status == 2
        assert "error[DT009]" in result.err
        assert f"column {column}" in result.err


def test_case_209_two_halves_are_one_sign(project: Project) -> None:
    project.write("data/f.xlsx", a_workbook(note="_xD83D__xDE80_"))

    assert project.check().made["remarks"][0]["text"] == "\U0001f680"
    assert "\U0001f680" in seen(report(project, "r.xlsx"))


@pytest.mark.parametrize("sign", ["x", "\U0001f680", "ế ", "_x0041_x0042_", "<r>"])
@pytest.mark.parametrize("made", ["report", "form", "form.csv"])
def test_case_210_a_text_that_no_cell_holds_is_cut_and_says_so(
    project: Project, made: str, sign: str
) -> None:
    long = f"{sign * (40_000 // len(sign))}</r>"
    hostile(project, (long,))

    if made == "form.csv":
        found = {cell for cell in form(project, made).decode().split(";") if len(cell) > 1_000}
    else:
        found = seen(report(project, "r.xlsx") if made == "report" else form(project))

    cut = [text for text in found if len(text) > 1_000]
    assert cut
    for text in cut:
        assert len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL
        kept, _, said = text.partition(" … [cut: ")
        assert long.startswith(kept)
        assert said == f"{len(long) - len(kept):,} more characters than a cell holds]"


def test_case_210_names_of_sheets_are_ours(small: Project) -> None:
    hostile(small, resolution="plan-" + "x" * 59)

    made = small.run("form", "plan-" + "x" * 59, "-p", "2024", "-o", "form.xlsx")
    assert made.status == 0
    names = {*shown(report(small, "r.xlsx")), *shown((small.folder / "form.xlsx").read_bytes())}

    assert names == {"Results", "Sources", "Figures not used", "Form", "Guide"}


def test_case_210_what_stands_above_a_table_leaves_fewer_rows(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet that is full ends with the line that says so, however much stands above."""
    monkeypatch.setattr(xlsx_report, "_LAST_ROW", 30)
    hostile(project)

    rows = shown(report(project, "r.xlsx"))["Results"]

    assert len(rows) == 31
    left_out = len(TEXTS) - sum(isinstance(row[0], float) for row in rows)
    assert rows[-1][0] == f"{left_out} more rows than a sheet holds are left out."


@pytest.mark.parametrize("value", ["NaN", "inf", "-inf", "1e999", "#DIV/0!"])
def test_case_211_what_is_no_number_reaches_no_writer(project: Project, value: str) -> None:
    project.write("data/f.csv", a_table([("rate", "51", "province", "2024", value, "A")]))

    result = project.run("report", "-o", "r.xlsx", "-o", "r.docx", "-o", "r.html")

    assert result.status == 2
    assert shown((project.folder / "r.xlsx").read_bytes()).keys() == {"Results", "Diagnostics"}


@pytest.mark.parametrize(
    ("value", "limit", "number", "gap"),
    [
        ("123456789012345", 1, 123456789012345, 123456789012344),
        ("1234567890123456", 1, None, "+1,234,567,890,123,455"),
        ("0,0000001", 2, 0.0000001, -1.9999999),
        ("0,1234567890123456", 2, None, "-1.88"),
        ("0,5", 2, 0.5, -1.5),
    ],
)
def test_case_211_a_number_of_a_cell_is_the_one_that_was_published(
    project: Project, value: str, limit: int, number: float | None, gap: object
) -> None:
    project.targets(a_target(unit="score", levels={"province": {"at_least": limit}}))
    project.write("data/f.csv", a_table([("rate", "51", "province", "2024", value, "A")]))

    data = report(project, "r.xlsx", "--decimal", "comma")

    heads, cells = [row for row in shown(data)["Results"] if any(row[5:])]
    assert cells[heads.index("Result") + 1] == number
    assert cells[heads.index("Gap")] == gap
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    pattern = sheet.cell(sheet.max_row, heads.index("Result") + 2).number_format
    assert number is None or len(pattern.partition(".")[2]) >= len(value.partition(",")[2])


# -- the page


def test_case_212_no_text_of_the_page_is_markup(small: Project) -> None:
    page = report(small, "r.html").decode()

    root = html.document_fromstring(page)
    elements = {element.tag for element in root.iter() if isinstance(element.tag, str)}
    assert elements.isdisjoint({"img", "iframe", "object", "embed", "link", "base", "audio", "r"})
    assert [len(root.findall(f".//{one}")) for one in ("script", "style", "title")] == [1, 1, 1]
    assert not any(isinstance(element, html.HtmlComment) for element in root.iter())
    for element in root.iter():
        for key, value in element.attrib.items():
            assert not key.startswith("on")
            assert key not in {"src", "srcset", "action", "data", "poster", "style", "background"}
            assert key != "href" or value.startswith("#")
    said = root.text_content()
    for text in (*LINKS, *MARKUP, *ESCAPES):
        assert visible(text) in said


def test_case_212_its_policy_lets_nothing_be_fetched(small: Project) -> None:
    root = html.document_fromstring(report(small, "r.html").decode())

    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert all(rules[one].startswith("'sha256-") for one in ("style-src", "script-src"))
    assert rules.keys() == {"default-src", "base-uri", "form-action", "style-src", "script-src"}


@pytest.mark.parametrize("name", ["filters", "results", "shown", "language"])
def test_case_212_a_resolution_takes_the_name_of_no_part(project: Project, name: str) -> None:
    project.targets(resolution=name)
    project.write("data/f.csv", a_table([("rate", "51", "province", "2024", "90%", "A")]))

    root = html.document_fromstring(report(project, "r.html").decode())

    names = root.xpath("//@id")
    assert len(set(names)) == len(names)
    assert f"{name}~2" in names
    assert root.xpath(f"//*[@id='{name}']/self::table") == []


def test_case_213_data_stands_in_no_script(small: Project) -> None:
    pages = [report(small, "r.html").decode()]
    hostile(small, ("plain",))
    pages.append(report(small, "r.html").decode())

    scripts = [html.document_fromstring(page).findtext(".//script") for page in pages]
    assert scripts[0] == scripts[1]
    assert html.document_fromstring(pages[0]).xpath("//script/@*") == []


# -- pictures


def test_case_214_no_text_of_a_picture_is_markup(small: Project) -> None:
    assert small.run("progress", "-f", "svg", "-o", "p.svg").status in {0, 1}

    text = (small.folder / "p.svg").read_text("utf-8")
    root = etree.fromstring(text.encode())
    assert "<!" not in text
    assert {etree.QName(one).localname for one in root.iter()} <= {
        "svg", "title", "desc", "defs", "pattern", "g", "rect", "line", "polyline", "polygon",
        "circle", "text",
    }  # fmt: skip
    titles = {one.text for one in root.iter("{http://www.w3.org/2000/svg}title")}
    for text in (*FORMULAS, *LINKS, *MARKUP, *HIDDEN, *ESCAPES):
        assert any(visible(text).strip() in title for title in titles), text


@pytest.mark.parametrize("sign", ["x", "ế", "\u0301", "字", "x "])
def test_case_214_a_long_name_takes_no_long_time(project: Project, sign: str) -> None:
    """A word without a space breaks into lines in one pass over it."""
    hostile(project, (sign * (100_000 // len(sign)),))

    assert project.run("progress", "-f", "svg", "-o", "p.svg").status in {0, 1}

    root = etree.fromstring((project.folder / "p.svg").read_bytes())
    lines = [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert sum(line.count(sign.strip()) for line in lines) >= 50_000


# -- the annex


def test_case_229_the_annex_says_every_text_and_is_of_the_schema(small: Project) -> None:
    data = report(small, "r.docx")

    assert_inert(data)
    said = "\n".join(paragraphs(data))
    for text in TEXTS:
        assert visible(text) in said


def test_case_229_a_text_of_ten_megabytes_is_whole(project: Project) -> None:
    long = "]]> dài " * 1_250_000
    hostile(project, ("a",))
    plan = project.folder / "targets/plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace('"quote": "a"', f'"quote": "{long}"'), "utf-8")

    data = report(project, "r.docx")

    assert max(map(len, paragraphs(data))) >= len(long)
    assert_inert(data)


@pytest.mark.parametrize("name", ["r.docx", "r.xlsx", "r.html", "form.xlsx"])
@pytest.mark.parametrize("number", ["1/" + "x" * 300, "&" * 254, "R&G&[Picture]" * 20, "9&9 & 9"])
def test_case_229_a_title_of_any_length(project: Project, name: str, number: str) -> None:
    documents = {"adopted": {"number": number, "date": "2023-01-01"}}
    hostile(project, ("a",), documents=documents)

    data = form(project, name) if name.startswith("form") else report(project, name)

    if name.endswith(".html"):
        assert number in html.document_fromstring(data.decode()).findtext(".//title")
        return
    assert_inert(data)
    titles = etree.fromstring(office.parts(data)["docProps/core.xml"])
    title = titles.findtext("{http://purl.org/dc/elements/1.1/}title")
    assert len(title) <= 255
    assert number in title or title.endswith("…")
    if name.startswith("form"):
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        header = re.sub('^&C&"[^"]*"&13', "", office_header(data))
        assert len(header) <= 255
        plain = re.sub('&"[^"]*"', "", header.replace("&&", "\0")).replace("\0", "&")
        assert number in plain or (plain.endswith("…") and plain[-21:-1] in number)
        assert sheet.max_row == 2


def office_header(data: bytes) -> str:
    """Return what is printed above each page of the first sheet."""
    sheet = etree.fromstring(office.parts(data)["xl/worksheets/sheet1.xml"])
    return str(sheet.findtext(f".//{S}oddHeader"))


# -- forms that come back, workbooks that are read


def a_workbook(**texts: str) -> bytes:
    """Return a workbook of one row, whose texts stand in its XML as they are given."""
    from tests.workbooks import rewritten, table

    row = {"source": "A", "quote": "", "note": "", **texts}
    made = {key: f"@{key}@" if key in texts else text for key, text in row.items()}
    data = table(("rate", "51", "province", "2024", "90%", *made.values()), headings=QUOTED)

    def change(xml: str) -> str:
        for key, text in texts.items():
            xml = xml.replace(f"@{key}@", text)
        return xml

    return rewritten(data, sheet1=change)


def shared(*texts: str) -> bytes:
    """Return a workbook whose note is a text that cells share, each run given as XML."""
    import xlsxwriter

    from tests.workbooks import rewritten

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, QUOTED)
        sheet.write_row(1, 0, ("rate", "51", "province", "2024", "90%", "A", "", "NOTE"))
    runs = "".join(texts)
    return rewritten(out.getvalue(), sharedStrings=lambda xml: xml.replace("<t>NOTE</t>", runs))


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("<t>_x005F_x0041_</t>", "_x0041_"),
        ("<t>x005F_ alone</t>", "x005F_ alone"),
        ("<t>_x0041_</t>", "A"),
        ("<r><t>_x005F_x0041_</t></r><r><t>x0042_</t></r>", "_x0041_x0042_"),
        ("<r><t>a</t></r><rPh sb='0' eb='1'><t>read so</t></rPh><phoneticPr fontId='1'/>", "a"),
        ("<t xml:space='preserve'>a  b</t>", "a  b"),
        ("<t>&amp;#0; &lt;r&gt;</t>", "&#0; <r>"),
    ],
)
def test_a_text_that_cells_share_is_read_as_it_was_typed(
    project: Project, stored: str, typed: str
) -> None:
    project.write("data/f.xlsx", shared(stored))

    assert project.check().made["remarks"][0]["text"] == typed


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="E2"><v>90</v></c><c r="E2"><v>10</v></c>',
        '<c r="E2"><v>90</v><v>10</v></c>',
        '<c r="E2"><v>9<b/>0</v></c>',
        '<c r="E3"><v>90</v></c>',
        '<c r="E2" t="zz"><v>90</v></c>',
        '<c r="E2" t="n"><is><t>95</t></is><v>90</v></c>',
    ],
)
def test_a_cell_that_can_be_read_in_two_ways_is_refused(project: Project, cell: str) -> None:
    from tests.workbooks import rewritten

    data = rewritten(
        a_workbook(), sheet1=lambda xml: re.sub('<c r="E2".*?</c>', cell, xml, flags=re.DOTALL)
    )
    project.write("data/f.xlsx", data)

    assert project.check().faults == ["DT253 data/f.xlsx:2:0"]


@pytest.mark.parametrize("number", ["-1", "1_0", "99", "x", "٣"])
def test_a_text_that_is_not_shared_is_refused(project: Project, number: str) -> None:
    from tests.workbooks import rewritten

    data = rewritten(
        shared("<t>n</t>"),
        sheet1=lambda xml: re.sub('(<c r="H2"[^>]*><v>)[^<]*', rf"\g<1>{number}", xml),
    )
    project.write("data/f.xlsx", data)

    assert project.check().codes == ["DT253"]


@pytest.mark.parametrize("name", ["r.xlsx", "form.xlsx"])
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_libreoffice_shows_every_text_as_it_was_typed(small: Project, name: str) -> None:
    _ = form(small) if name.startswith("form") else report(small, name)

    again = converted(small.folder / name, to="ods")

    content = etree.fromstring(office.parts(again.read_bytes())["content.xml"])
    table, text = (f"{{urn:oasis:names:tc:opendocument:xmlns:{n}:1.0}}" for n in ("table", "text"))
    assert not [one for one in content.iter() if one.get(f"{table}formula")]
    assert not [*content.iter(f"{text}a")]
    found = {"".join(_ods_texts(cell)) for cell in content.iter(f"{table}table-cell")}
    assert {visible(one).strip() for one in TEXTS} - {one.strip() for one in found} == set()


def _ods_texts(cell: Any) -> Iterator[str]:  # noqa: ANN401  (there are no stubs)
    """Yield the texts of a cell, in which several spaces are an element."""
    space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}s"
    for event, one in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            yield " " if one.tag == space else one.text or ""
        elif one is not cell:
            yield one.tail or ""


def test_what_comes_back_in_a_form_is_what_was_typed(small: Project) -> None:
    form(small)
    book = openpyxl.load_workbook(small.folder / "form.xlsx")
    given = [text for text in TEXTS if text not in HIDDEN and text.strip() == text]
    for number, text in enumerate(given, 2):
        cells = book.worksheets[0][number]
        for cell, said in zip(cells[12:16], ("90%", text, text, text), strict=True):
            cell.value, cell.data_type = said.replace("_x", "_x005F_x"), "s"
    (small.folder / "in").mkdir()
    book.save(small.folder / "in" / "form.xlsx")

    assert small.run("collect", "in", "-o", "out.csv").status == 1

    made = small.check("out.csv").report["assessments"]
    answered = [one["figure"] for one in made if one["figure"]]
    assert [one["source"] for one in answered] == given
    assert [one["quote"] for one in answered] == given


def test_the_folder_of_forms_is_the_one_that_was_named(project: Project) -> None:
    areas = [
        {"code": "51", "tier": "province", "name": "../../x", "kind": "a/b"},
    ]
    project.write("targets/areas.yaml", json.dumps({"areas": areas}))

    result = project.run("form", "plan", "-p", "2024", "--split", "area", "-o", "forms")

    assert result.status == 0, result.err
    assert [path.name for path in Path("forms").iterdir()] == ["51-a-b-x.xlsx"]
