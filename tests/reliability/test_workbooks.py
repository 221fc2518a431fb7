"""Group K, cases 233 to 250: figures in Excel workbooks."""

import io
import json
import re
import struct
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dti_targets.diagnostics import CODES
from dti_targets.reading import archive
from tests.reliability.tables import Judge
from tests.runs import ROOT, Command
from tests.workbooks import HEADINGS, SHEET, active, rewritten, saved, table, with_parts

RATE = ("rate", 90, "province", 2024, "87,49%")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SOUND = table(RATE)
SOON = 2
"""Seconds for what takes a tenth of one on a machine that does nothing else."""


class Answer(NamedTuple):
    """What a run made of a workbook; `faults` are `CODE Sheet!A1`, in the order of their places."""

    status: int
    faults: list[str]
    shown: str
    report: dict[str, Any]
    seconds: float

    def text(self, target: str = "rate") -> str:
        """Return the text of the figure that a target was judged by."""
        made = next(a for a in self.report["assessments"] if a["target"] == target)
        return str(made["figure"]["text"]) if made["figure"] else ""

    def line(self, target: str = "rate") -> tuple[int, int]:
        """Return row and column of that figure."""
        made = next(a for a in self.report["assessments"] if a["target"] == target)
        return made["figure"]["line"], made["figure"]["column"]


class Sheets:
    """Judges workbooks in the small project."""

    def __init__(self, command: Command, folder: Path) -> None:
        """Write the project."""
        self.judge = Judge(command, folder)

    def __call__(self, data: bytes, *options: str, name: str = "data/f.xlsx") -> Answer:
        """Judge one workbook with the whole command."""
        self.judge.write(name, data)
        start = perf_counter()
        done = self.judge.command(
            "check", name, "-f", "table", "-f", "json", "-o", "-", "-o", "report.json",
            "--fail-on", "missed", "--width", "300", *options,
        )  # fmt: skip
        seconds = perf_counter() - start
        shown = done.out + done.err
        assert "Traceback" not in shown
        assert done.status in {0, 1, 2}
        report = json.loads((self.judge.folder / "report.json").read_text("utf-8"))
        faults = []
        for fault in report["diagnostics"]:
            if CODES[fault["code"]].aside:
                continue
            assert f"[{fault['code']}]" in shown
            column = get_column_letter(fault["column"]) if fault["column"] else ""
            cell = f"{column}{fault['line']}" if fault["line"] else ""
            if cell:
                assert f"!{cell}: " in fault["message"]
                assert f"--> {name}:" in shown
                assert re.search(rf"!{cell}\s", shown)
            faults.append(f"{fault['code']} {cell}".rstrip())
        return Answer(done.status, faults, shown, report, seconds)


@pytest.fixture
def check(command: Command, tmp_path: Path) -> Sheets:
    return Sheets(command, tmp_path)


def by_another_writer(**formulas: tuple[str, object]) -> bytes:
    """Return the sound workbook as XlsxWriter makes it: its texts are shared."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        percent = book.add_format({"num_format": "0.00%"})
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, RATE)
        for address, (formula, result) in formulas.items():
            sheet.write_formula(address, formula, percent if result else None, result)
    return out.getvalue()


def with_xml(data: bytes, cell: str) -> bytes:
    """Return a workbook with one more row, as it would stand in its XML."""
    return rewritten(data, sheet1=lambda xml: xml.replace("</sheetData>", f"{cell}</sheetData>"))


def test_case_233_stray_cell_in_the_last_corner(check: Sheets) -> None:
    far = '<row r="1048576"><c r="XFD1048576"{}</row>'
    empty = check(with_xml(SOUND, far.format(' s="0"/>')))
    assert (empty.status, empty.faults, empty.text()) == (0, [], "87,49%")
    assert empty.seconds < SOON
    filled = check(with_xml(SOUND, far.format("><v>1</v></c>")))
    assert (filled.status, filled.faults) == (2, ["DT207 XFD1048576"])
    assert filled.seconds < SOON
    outside = check(with_xml(SOUND, '<row r="1048577"><c r="XFE1048577"><v>1</v></c></row>'))
    assert (outside.status, [f[:5] for f in outside.faults]) == (2, ["DT253"])


def test_case_234_zip_bombs(check: Sheets, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = with_parts(SOUND, ("xl/media/a.xml", bytes(archive.SMALL + 1)))
    assert len(bomb) < 100_000
    read = check(bomb)
    assert (read.status, read.faults) == (2, ["DT253"])
    assert "more than 250 times its size" in read.shown
    assert read.seconds < SOON
    many = check(with_parts(SOUND, *((f"x/{n}", b"") for n in range(archive.MOST_PARTS))))
    assert (many.status, many.faults) == (2, ["DT253"])
    assert "more than 2,000 parts" in many.shown
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    large = check(SOUND)
    assert (large.status, large.faults) == (2, ["DT253"])
    assert "larger than 256 MiB" in large.shown


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_case_235_archives_that_no_program_writes(check: Sheets) -> None:
    nested = check(with_parts(SOUND, ("xl/embeddings/in.zip", SOUND)))
    assert (nested.status, nested.faults) == (0, [])  # a part that nobody unpacks
    for name in ("../../etc/x", "/etc/x", "C:/x", "xl\\..\\..\\x", SHEET, SHEET.upper()):
        read = check(with_parts(SOUND, (name, b"x")))
        assert (read.status, read.faults) == (2, ["DT253"]), name
    locked = bytearray(SOUND)
    at = locked.rindex(b"PK\x01\x02")
    flags = struct.unpack_from("<H", locked, at + 8)[0]
    struct.pack_into("<H", locked, at + 8, flags | 1)
    read = check(bytes(locked))
    assert (read.status, read.faults) == (2, ["DT253"])
    assert "encrypted" in read.shown


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("part", ["sheet1", "workbook", "sharedStrings", "styles"])
@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE])
def test_case_236_entities(check: Sheets, part: str, doctype: str) -> None:
    def change(xml: str) -> str:
        head, sign, rest = xml.rpartition("?>")
        return f"{head}{sign}{doctype}{rest}".replace("indicator", "&b;")

    read = check(rewritten(by_another_writer(), **{part: change}))

    assert read.status == 2
    assert [fault[:5] for fault in read.faults] == ["DT253"]
    assert "root:" not in read.shown
    assert read.seconds < SOON


def test_case_237_wrong_dimension(check: Sheets) -> None:
    rows = [("other", 90, "province", 2024, "1") for _ in range(30)]
    for said in ('<dimension ref="A1"/>', '<dimension ref="A1:B2"/>', '<dimension ref="x"/>', ""):
        data = rewritten(
            table(*rows, RATE),
            sheet1=lambda xml, said=said: xml.replace('<dimension ref="A1:E32" />', said),  # type: ignore[misc]
        )
        read = check(data)
        assert (read.status, read.text(), read.line()) == (0, "87,49%", (32, 5))


def test_case_238_empty_rows_and_columns_in_front(check: Sheets) -> None:
    book = Workbook()
    sheet = active(book)
    rows: tuple[tuple[int, tuple[str | int, ...]], ...] = (
        (4, HEADINGS),
        (7, RATE),
        (9, ("rate", 77, "province", 2024, "1%")),
    )
    for row, cells in rows:
        for column, value in enumerate(cells, 3):
            sheet.cell(row, column, value)
    read = check(saved(book))
    assert (read.status, read.faults) == (2, ["DT220 D9"])
    assert "data/f.xlsx:Sheet!D9" in read.shown
    sheet["D9"] = 90
    sheet["F9"] = 2023
    assert check(saved(book)).line() == (7, 7)


def test_case_239_formula_without_a_result(check: Sheets) -> None:
    for address in ("E2", "A2", "C2"):

        def change(sheet: Any, address: str = address) -> None:  # noqa: ANN401
            sheet[address] = "=1+1"

        read = check(table(RATE, change=change))
        assert (read.status, read.faults) == (2, [f"DT259 {address}"])
        assert "open the workbook in Excel and save it" in read.shown
    empty = '<c r="C2"><f>""</f><v></v></c>'
    computed = rewritten(
        by_another_writer(C2=('=""', ""), E2=("=0.5+0.3749", 0.8749)),
        sheet1=lambda xml: xml.replace(empty, empty.replace('"C2"', '"C2" t="str"')),
    )
    read = check(computed)
    assert (read.status, read.faults, read.text()) == (0, [], "87,49%")


def test_case_240_error_cells(check: Sheets) -> None:
    for text in ("#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#N/A"):
        read = check(table((*RATE[:4], text)))
        assert (read.status, read.faults) == (2, ["DT258 E2"])
        assert text in read.shown
        assert check(table((text, *RATE[1:]))).faults == ["DT258 A2"]
    unasked = check(table(("other", 90, "province", 2024, "#DIV/0!"), RATE))
    assert unasked.status == 0  # as for every text that nobody asks for: a warning, counted
    assert check(table((*RATE[:4], True))).faults == ["DT258 E2"]


def merged(*spans: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:  # noqa: ANN401
        for span in spans:
            sheet.merge_cells(span)

    return change


def test_case_241_merged_cells(check: Sheets) -> None:
    rows = (RATE, ("other", 90, "province", 2024, 5))
    assert check(table(*rows, change=merged("B2:B3"))).faults[0] == "DT256 B2"
    assert check(table(*rows, change=merged("D2:E2"))).faults[0] == "DT256 D2"
    assert check(table(*rows, change=merged("A1:A2"))).faults[0] == "DT256 A1"
    assert check(table(*rows, change=merged("A9:E9"))).faults == []  # below the last row
    title = table(HEADINGS, RATE, headings=("BIỂU SỐ LIỆU",), change=merged("A1:E1"))
    assert check(title).faults == []


def test_case_242_hidden_and_filtered(check: Sheets) -> None:
    def hide(sheet: Any) -> None:  # noqa: ANN401
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    other = ("other", 90, "province", 2024, 5)
    read = check(table(RATE, other, other, change=hide))
    assert (read.status, read.faults, read.text()) == (0, ["DT255", "DT255"], "87,49%")
    assert "hidden in Excel: these columns were read: C" in read.shown
    assert "hidden in Excel: these rows were read: 2–3" in read.shown

    def chosen(sheet: Any) -> None:  # noqa: ANN401
        sheet.auto_filter.ref = "A1:E3"
        sheet.auto_filter.add_filter_column(0, ["rate"])
        sheet.row_dimensions[3].hidden = True

    assert "which a filter hides, were read: 3" in check(table(RATE, other, change=chosen)).shown
    book = Workbook()
    for name, state, year in (("Nay", "visible", 2024), ("Cũ", "hidden", 2023)):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in (HEADINGS, ("rate", 90, "province", year, f"{year - 1950}%")):
            sheet.append(row)
    read = check(saved(book))
    assert (read.status, read.faults, read.text()) == (0, ["DT255"], "74%")
    assert "sheets that seem to hold figures were not read: Cũ" in read.shown
    read = check(saved(book), "--sheet", "cũ", "-p", "2023")
    assert (read.status, read.faults, read.text()) == (0, ["DT255"], "73%")
    del book["Nay"]
    assert check(saved(book), "-p", "2023").text() == "73%"


def test_case_243_several_sheets(check: Sheets) -> None:
    book = Workbook()
    active(book).append(["Hướng dẫn: điền cột giá trị"])
    for name, value in (("Tỉnh", "81%"), ("Xã, phường", "82%")):
        for row in (HEADINGS, (*RATE[:4], value)):
            (book[name] if name in book.sheetnames else book.create_sheet(name)).append(row)
    read = check(saved(book))
    assert (read.status, read.faults) == (2, ["DT254"])
    assert "Tỉnh, Xã, phường" in read.shown
    assert check(saved(book), "--sheet", "Xã, phường").text() == "82%"
    assert check(saved(book), "--sheet", " tỉnh").text() == "81%"
    wrong = check(saved(book), "--sheet", "Tinh")
    assert (wrong.status, wrong.faults) == (2, ["DT902"])
    guide = check(saved(book), "--sheet", "Sheet")
    assert (guide.status, guide.faults) == (2, ["DT204"])
    del book["Tỉnh"]
    assert check(saved(book)).text() == "82%"


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.8749, "0.00%", "87,49%"),
        (0.8749, "0%", "87,49%"),  # what a format cuts off is there all the same
        (0.07, "0%", "7%"),
        (0.1 + 0.2, "0.0%", "30,0%"),
        (1, "0%", "100%"),
        (87.5, '0.0" %"', "87,5 %"),
        (87.5, r"0.0\ \%", "87,5 %"),
        (87.5, "General", "87,5"),
        (87.526, "0.0", "87,526"),
        (87, "@", "87"),
        ("87,5", "@", "87,5"),
        ("87.5%", "0.00%", "87.5%"),
        ("trên 95%", "General", "trên 95%"),
        ("26/63", "@", "26/63"),
        (95, '"trên "0"%"', "trên 95%"),
        (0, '0;-0;"-"', "0"),
    ],
)
def test_case_244_numbers_texts_and_formats(
    check: Sheets, value: object, code: str, text: str
) -> None:
    read = check(table((*RATE[:4], value), formats={"E2": code}))
    if text != "26/63":
        assert (read.status, read.faults) == (0, [])
    assert read.text() == text


def test_case_244_a_number_is_never_read_in_two_ways(check: Sheets) -> None:
    teams = ("teams", 90, "province", 2024, 1526)
    read = check(table(("rate", 90, "province", 2024, 81.526), teams))
    assert (read.status, read.faults) == (0, [])
    assert (read.text(), read.text("teams")) == ("81,526", "1526")
    text = check(table((*teams[:4], "1.526")))
    assert (text.status, text.faults) == (2, ["DT232 E2"])
    # A real number proves nothing of the texts beside it.
    both = check(table(("rate", 90, "province", 2024, 81.5), (*teams[:4], "1.526")))
    assert (both.status, both.faults) == (2, ["DT232 E3"])
    share = check(table((*RATE[:4], 0.8749)))
    assert (share.status, share.faults) == (2, ["DT236 E2"])


@pytest.mark.parametrize(
    ("day", "code", "near"),
    [
        (date(1934, 5, 1), "mmm-yy", "5/34"),
        (date(2013, 4, 1), "mmm-yy", "4/13"),
        (date(2026, 10, 12), "d-mmm", "12/10"),
        (date(2026, 10, 12), "dd/mm/yyyy", "12/10"),
    ],
)
def test_case_244_dates_that_excel_made(check: Sheets, day: date, code: str, near: str) -> None:
    read = check(table((*RATE[:4], day), formats={"E2": code}))
    assert (read.status, read.faults) == (2, ["DT257 E2"])
    assert f"if {near} was typed: give the column the format Text" in read.shown


def test_case_245_two_calendars(check: Sheets) -> None:
    day = (*RATE[:3], date(2024, 12, 31), RATE[4])
    for epoch in (None, CALENDAR_MAC_1904):
        book = Workbook()
        if epoch:
            book.epoch = epoch
        for row in (HEADINGS, day):
            active(book).append(row)
        read = check(saved(book), "-p", "2024-12-31")
        assert (read.status, read.faults, read.text()) == (0, [], "87,49%")
        for code, period in (("mmm-yy", "2024-12"), ("yyyy", "2024")):
            active(book)["D2"].number_format = code
            assert check(saved(book), "-p", period).text() == "87,49%"
    never = check(table((*RATE[:3], 60, RATE[4]), formats={"D2": "dd/mm/yyyy"}))
    assert (never.status, never.faults) == (2, ["DT258 D2"])  # 29 February 1900


def test_case_246_password_and_rights(check: Sheets) -> None:
    for name in ("EncryptedPackage", "DRMContent"):
        data = OLE + bytes(1 << 20) + name.encode("utf-16-le") + bytes(600)
        read = check(data)
        assert (read.status, read.faults) == (2, ["DT252"])
        assert "without the password" in read.shown
    book = Workbook()  # protected against typing, not against reading
    for row in (HEADINGS, RATE):
        active(book).append(row)
    active(book).protection.sheet = True
    active(book)["A1"].protection = Protection(locked=True)
    book.security.lockStructure = True
    assert check(saved(book)).text() == "87,49%"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLE + bytes(600), "Excel 97–2003"),
        (b"indicator,value\nrate,5\n", "a text, such as CSV"),
        ("\ufeffindicator,value\n".encode(), "a text, such as CSV"),
        (b"<html><table></table></html>", "a web page"),
        (b"\xef\xbb\xbf  <?xml version='1.0'?><Workbook/>", "a web page"),
        (b"PK\x03\x04", "damaged"),
        (b"PK\x05\x06" + bytes(18), "another kind"),
        (SOUND[: len(SOUND) // 2], "damaged"),
        (SOUND[:-30], "damaged"),
    ],
)
def test_case_247_files_with_another_name(check: Sheets, data: bytes, words: str) -> None:
    read = check(data)
    assert read.status == 2
    assert [fault[:5] for fault in read.faults] in (["DT251"], ["DT253"])
    assert words in read.shown


def test_case_247_other_archives_and_a_workbook_under_another_name(check: Sheets) -> None:
    for name, words in (("xl/workbook.bin", ".xlsb"), ("word/document.xml", "another kind")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            made.writestr(name, "x")
        read = check(out.getvalue())
        assert (read.status, read.faults) == (2, ["DT251"])
        assert words in read.shown
    assert check(SOUND, name="data/f.csv").text() == "87,49%"
    for name in ("data/f.xls", "data/f.ods", "data/f.xlsb"):
        read = check(b"x", name=name)
        assert (read.status, read.faults) == (2, ["DT251"])


def test_case_248_a_table_that_ends_where_old_excel_ends(check: Sheets) -> None:
    read = check(OLE + bytes(4096), name="data/f.xls")
    assert (read.status, read.faults) == (2, ["DT251"])  # never read, so never half of it
    assert "save it as .xlsx" in read.shown


def strict(data: bytes) -> bytes:
    old, new = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"

    def change(xml: str) -> str:
        xml = xml.replace(f"{old}spreadsheetml/2006/main", f"{new}spreadsheetml/main")
        return xml.replace(
            f"{old}officeDocument/2006/relationships", f"{new}officeDocument/relationships"
        )

    return rewritten(data, sheet1=change, workbook=change, **{"workbook.xml": change})


def test_case_249_strict_workbooks_and_those_of_other_programs(check: Sheets) -> None:
    read = check(strict(SOUND))
    assert (read.status, [fault[:5] for fault in read.faults]) == (2, ["DT251"])
    assert "Strict Open XML" in read.shown

    def bare(xml: str) -> str:
        """Write a sheet as small programs do: texts in their cells, and no addresses."""
        rows = "".join(
            "<row>" + "".join(f'<c t="inlineStr"><is><t>{v}</t></is></c>' for v in row) + "</row>"
            for row in (HEADINGS, RATE)
        )
        head = xml.partition("<sheetData>")[0]
        return f"{head}<sheetData>{rows}</sheetData></worksheet>"

    assert check(rewritten(SOUND, sheet1=bare)).text() == "87,49%"


def test_case_250_macros_and_links_are_not_looked_at(check: Sheets) -> None:
    parts = (
        ("xl/vbaProject.bin", OLE + b"Shell calc"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
        ("xl/embeddings/oleObject1.bin", b"MZ"),
    )
    for name in ("data/f.xlsx", "data/f.xlsm"):
        read = check(with_parts(SOUND, *parts), name=name)
        assert (read.status, read.faults, read.text()) == (0, [], "87,49%")

    def link(sheet: Any) -> None:  # noqa: ANN401
        sheet["F1"] = "note"
        sheet["F2"] = '=HYPERLINK("http://127.0.0.1:9/x")'
        sheet["E2"] = "='[1]Sheet1'!A1"

    assert check(table(RATE, change=link)).faults == ["DT259 E2", "DT259 F2"]


def test_without_the_extra_it_says_what_to_install(
    check: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("openpyxl", "defusedxml"):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, module, None)
            read = check(SOUND)
            assert (read.status, read.faults) == (2, ["DT250"])
            assert 'pip install "dti-targets[office]"' in read.shown


def test_the_limits_are_those_of_the_page() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text("utf-8")

    assert f"{archive.MOST_PARTS:,} parts" in text
    assert f"{archive.MOST_BYTES // (1 << 20)} MiB" in text
    assert f"{archive.MOST_TIMES} times" in text


def test_the_limits_are_those_of_the_page_in_vietnamese() -> None:
    text = (ROOT / "docs" / "reliability.vi.md").read_text("utf-8")

    assert f"{archive.MOST_PARTS:,} thành phần".replace(",", ".") in text
    assert f"{archive.MOST_BYTES // (1 << 20)} MiB" in text
    assert f"{archive.MOST_TIMES} lần" in text


def test_a_row_is_quoted_with_a_caret_under_its_cell(check: Sheets) -> None:
    read = check(table((None, *RATE[:4], "năm\nmươi"), headings=(None, *HEADINGS)))
    lines = read.shown.splitlines()
    [number] = [n for n, line in enumerate(lines) if line.startswith("2 | ")]

    assert lines[number] == "2 | rate │ 90 │ province │ 2024 │ năm mươi"
    assert lines[number + 1] == "  |                               ".ljust(34) + "^" * 8
