"""The annex for Word and the workbook for Excel: schemas, golden contents, what stays out."""

import io
import os
import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pytest

from dti_targets.messages import Words
from dti_targets.messages.words import LANGUAGES
from dti_targets.reporting.workbook_text import LONGEST_CELL
from dti_targets.reporting.writers import xlsx_report
from tests import hostile
from tests.reporting import office
from tests.reporting.conftest import Case, Make
from tests.reporting.office import W
from tests.runs import ROOT, SameAsGolden

FORMATS = ("docx", "xlsx")
CONTENT = {"docx": office.text_of_docx, "xlsx": office.text_of_xlsx}
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Cn"}
SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    not (SOFFICE and shutil.which("pdftoppm")) and os.environ.get("CI") != "true",
    reason="LibreOffice or poppler is not installed",
)


def written(case: Case, name: str, *more: str) -> bytes:
    """Return the document that a case makes of the files that its own command reads."""
    path = case.folder / f"report.{name}"
    result = case.command("report", *case.words[1:], "-o", str(path), *more)
    assert result.status in {0, 2}
    assert "Traceback" not in result.err
    return path.read_bytes()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_it_is_of_the_schema(case: Case, name: str, lang: str) -> None:
    office.assert_of_the_schema(written(case, name, "-l", lang, "--sub-areas", "all"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("project", ["sample", "real"])
def test_golden(
    make: Make, same_as_golden: SameAsGolden, project: str, name: str, lang: str
) -> None:
    more = ["-r", "13-nq-tu"] if project == "real" else []
    data = written(make(project), name, "-l", lang, *more)

    same_as_golden(f"office-{project}.{lang}.{name}.txt", CONTENT[name](data))


@pytest.mark.parametrize("name", FORMATS)
def test_golden_where_nothing_was_judged(
    make: Make, same_as_golden: SameAsGolden, name: str
) -> None:
    data = written(make("unreadable"), name, "-l", "vi")

    same_as_golden(f"office-not-judged.vi.{name}.txt", CONTENT[name](data))


@pytest.mark.skipif(sys.platform == "win32", reason="the names of the files are those of POSIX")
@pytest.mark.parametrize("name", FORMATS)
def test_golden_of_what_is_hostile(make: Make, same_as_golden: SameAsGolden, name: str) -> None:
    if hostile.nameable("ố") != "ố":
        pytest.skip("this locale has no such names of files")
    text = CONTENT[name](written(make("hostile"), name, "-l", "en"))

    same_as_golden(f"office-hostile.en.{name}.txt", text)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_hidden_gets_in(case: Case, name: str) -> None:
    text = CONTENT[name](written(case, name, "--sub-areas", "all"))

    signs = set(text) - {"\n"}
    assert [f"U+{ord(s):04X}" for s in signs if unicodedata.category(s) in _HIDDEN] == []


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_leads_out_of_it_and_nothing_in_it_runs(make: Make, name: str) -> None:
    data = written(make("hostile"), name)
    kinds = {kind for kind, _ in office.relationships(data)}

    assert "External" not in {target for _, target in office.relationships(data)}
    assert kinds.isdisjoint(
        {"hyperlink", "image", "thumbnail", "oleObject", "vbaProject", "attachedTemplate"}
    )
    for part, content in office.parts(data).items():
        assert "vba" not in part.lower()
        if part.endswith(".xml"):
            names = {element.tag for element in office.tree(content).iter()}
            assert names.isdisjoint({f"{W}hyperlink", f"{W}instrText", f"{office.S}f",
                                     f"{office.S}hyperlink"})  # fmt: skip
    fields = [
        field.get(f"{W}instr")
        for part, content in office.parts(data).items() if part.startswith("word/")
        if part.endswith(".xml")
        for field in office.tree(content).iter(f"{W}fldSimple")
    ]  # fmt: skip
    assert fields == ([" PAGE "] if name == "docx" else [])


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bytes_in_every_environment(make: Make, name: str) -> None:
    case = make("sample")
    found = set()
    for seed, zone in (("1", "UTC"), ("77", "Asia/Ho_Chi_Minh")):
        environment = {
            **os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed, "TZ": zone,
        }  # fmt: skip
        subprocess.run(
            [sys.executable, "-m", "dti_targets", "report", "-l", "vi", "-o", f"{seed}.{name}"],
            cwd=case.folder, env=environment, check=True, capture_output=True,
        )  # fmt: skip
        found.add((case.folder / f"{seed}.{name}").read_bytes())

    assert len(found) == 1
    with zipfile.ZipFile(io.BytesIO(found.pop())) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_its_properties_name_no_moment_and_no_program(make: Make, name: str, lang: str) -> None:
    properties = office.parts(written(make("sample"), name, "-l", lang))["docProps/core.xml"]
    texts = {re.sub(r"\{.*\}", "", e.tag): e.text for e in office.tree(properties).iter()}

    assert {"created", "modified"}.isdisjoint(texts)
    assert "python" not in properties.decode()
    assert (
        texts["title"]
        == {
            "en": "RESULTS OF THE TARGETS OF RESOLUTION 1-NQ/TU BY THE END OF 2024",
            "vi": "KẾT QUẢ THỰC HIỆN CHỈ TIÊU CỦA NGHỊ QUYẾT SỐ 1-NQ/TU ĐẾN HẾT NĂM 2024",
        }[lang]
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_the_sentences_are_those_of_the_screen(make: Make, name: str, lang: str) -> None:
    sample = make("sample")
    said = sample.command("check", "-q", "-l", lang, "--width", "10000").out
    sentences = [line.strip() for line in said.splitlines() if line.strip()]

    text = CONTENT[name](written(sample, name, "-l", lang))

    assert sentences
    assert all(sentence in text for sentence in sentences)


# -- the annex


def test_the_page_is_that_of_the_decree(make: Make) -> None:
    found = office.parts(written(make("sample"), "docx", "-l", "vi"))
    document, styles = (office.tree(found[f"word/{n}.xml"]) for n in ("document", "styles"))
    upright, lying = document.iter(f"{W}sectPr")
    header = office.tree(next(p for n, p in found.items() if n.startswith("word/header")))

    def millimetres(section: object, tag: str) -> dict[str, int]:
        found = section.find(f"{W}{tag}")  # type: ignore[attr-defined]
        return {
            k.removeprefix(W): round(int(v) / 1440 * 25.4) for k, v in found.items() if v.isdigit()
        }

    assert millimetres(upright, "pgSz") == {"w": 210, "h": 297}
    assert millimetres(lying, "pgSz") == {"w": 297, "h": 210}
    for section in (upright, lying):
        margins = millimetres(section, "pgMar")
        assert [margins[side] for side in ("top", "bottom", "left", "right")] == [20, 20, 30, 15]
    assert upright.find(f"{W}titlePg") is not None  # no number on the first page
    assert lying.find(f"{W}titlePg") is None
    assert header.find(f"{W}p/{W}pPr/{W}jc").get(f"{W}val") == "center"
    used = {p.get(f"{W}val") for p in document.iter(f"{W}pStyle", f"{W}tblStyle")}
    assert {"Title", "Heading1", "Caption", "BodyText", "TableGrid"} <= used
    for style in styles.iter(f"{W}style"):
        if style.get(f"{W}styleId") in used | {"Normal", "Header"} - {"TableGrid"}:
            sizes = {int(size.get(f"{W}val")) for size in style.iter(f"{W}sz")}
            fonts = {font.get(f"{W}ascii") for font in style.iter(f"{W}rFonts")}
            if style.get(f"{W}styleId") != "TableGrid":
                assert sizes <= {26, 28}
                assert fonts == {"Times New Roman"}
    languages = {lang.get(f"{W}val") for lang in styles.find(f"{W}docDefaults").iter(f"{W}lang")}
    assert languages == {"vi-VN"}
    assert [*document.iter(f"{W}sz")] == []  # sizes are those of the styles


def test_rows_stay_whole_and_the_header_is_repeated(make: Make) -> None:
    document = office.tree(office.parts(written(make("sample"), "docx"))["word/document.xml"])
    block, results, sources = document.iter(f"{W}tbl")

    for table in (results, sources):
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
        assert heads == [True, *[False] * (len(heads) - 1)]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in results.iter(f"{W}tr"))
    assert block.find(f"{W}tblPr/{W}tblStyle") is None
    assert {run.text.strip("…/") for run in block.iter(f"{W}t")} == {""}
    names = {alias.get(f"{W}val") for alias in block.iter(f"{W}alias")}
    assert {"National title", "Issuing body"} <= names


def test_several_resolutions_each_have_a_heading(make: Make) -> None:
    text = office.text_of_docx(written(make("real"), "docx", "-l", "vi", "-p", "2025"))

    assert "[Heading1] KẾT QUẢ THỰC HIỆN CHỈ TIÊU\n" in text
    assert "[Heading1] CỦA CÁC NGHỊ QUYẾT, KẾ HOẠCH ĐẾN HẾT NĂM 2025" in text
    assert "[Heading2] I. " in text
    assert "[Heading2] II. " in text


# -- the workbook


def test_numbers_are_numbers_beside_what_was_published(make: Make) -> None:
    rows = office.sheets(written(make("sample"), "xlsx", "-l", "vi"))["Kết quả"]
    head = next(row for row in rows if row.get("A") == "TT")
    column = {name: letter for letter, name in head.items()}
    of = {row.get(column["TT"]): row for row in rows if isinstance(row.get(column["TT"]), float)}

    assert of[1][column["Kết quả"]] == "99,30%"
    assert (of[1][column["Kết quả (số)"]], of[1][column["Ngưỡng (số)"]]) == (99.3, 90)
    assert of[1][column["Chênh lệch"]] == 9.3
    assert of[3][column["Kết quả"]] == "trên 95%"
    assert column["Kết quả (số)"] not in of[3]  # a bound is no number
    assert of[7][column["Chênh lệch"]] == -8.25


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_filtered_coloured_frozen_and_prints_lying(make: Make, lang: str) -> None:
    found = office.parts(written(make("sample"), "xlsx", "-l", lang))
    sheet = office.tree(found["xl/worksheets/sheet1.xml"])
    words = {str(Words(lang).show(verdict)) for verdict in xlsx_report.COLOURS}

    formulas = {formula.text.strip('"') for formula in sheet.iter(f"{office.S}formula")}
    assert formulas == words
    assert sheet.find(f"{office.S}autoFilter") is not None
    assert next(sheet.iter(f"{office.S}pane")).get("state") == "frozen"
    setup = sheet.find(f"{office.S}pageSetup")
    assert (setup.get("paperSize"), setup.get("orientation")) == ("9", "landscape")
    assert b"_xlnm.Print_Titles" in found["xl/workbook.xml"]


def test_a_row_is_as_high_as_its_longest_text(make: Make) -> None:
    sample = make("sample")
    figures = sample.folder / "data" / "2024.csv"
    address = "https://example.org/" + "a" * 200
    figures.write_text(
        figures.read_text("utf-8") + f"x_rate,90,province,2024,1,{address},,\n", "utf-8"
    )

    found = office.parts(written(sample, "xlsx", "-l", "en"))["xl/worksheets/sheet4.xml"]

    heights = [float(row.get("ht", 15)) for row in office.tree(found).iter(f"{office.S}row")]
    assert max(heights) >= 15 * 220 / 45


def test_names_of_sheets_are_names(make: Make) -> None:
    sample = make("sample")
    for lang in LANGUAGES:
        for name in office.sheets(written(sample, "xlsx", "-l", lang)):
            assert 0 < len(name) <= 31
            assert not set(name) & set("[]:*?/\\")


def test_a_text_that_no_cell_holds_is_cut_and_says_so(make: Make) -> None:
    sample = make("sample")
    long = "\U0001f680" * 40_000
    targets = sample.folder / "targets" / "mau.yaml"
    promised = targets.read_text("utf-8")
    quote = "tối thiểu 96% người dân hài lòng"
    assert quote in promised
    targets.write_text(promised.replace(quote, long), "utf-8")

    data = written(sample, "xlsx", "-l", "en")

    office.assert_of_the_schema(data)
    [cut] = [cell for row in office.sheets(data)["Sources"] for cell in row.values()
             if isinstance(cell, str) and "\U0001f680" in cell]  # fmt: skip
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_CELL
    kept = cut.count("\U0001f680")
    assert cut.endswith(f" … [cut: {40_000 - kept:,} more characters than a cell holds]")


def test_rows_that_no_sheet_holds_are_counted(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_report, "MOST_ROWS", 5)

    rows = office.sheets(written(make("sample"), "xlsx", "-l", "en"))["Results"]

    assert rows[-1]["A"] == "16 more rows than a sheet holds are left out."


# -- LibreOffice


@needs_libreoffice
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("project", ["sample", "hostile"])
def test_libreoffice_opens_the_annex_and_prints_it(
    make: Make, tmp_path: Path, project: str, lang: str
) -> None:
    written(make(project), "docx", "-l", lang)
    pages = _converted(tmp_path, project, "docx", "pdf")

    subprocess.run(["pdftoppm", "-r", "20", "-png", pages, tmp_path / "page"], check=True)
    shown = subprocess.run(
        ["pdftotext", "-layout", pages, "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout

    assert len([*tmp_path.glob("page*.png")]) == shown.count("\f") >= 2
    header = {"vi": "Thời", "en": "Threshold"}[lang]
    assert header in shown
    first, second = shown.split("\f")[:2]
    assert second.split()[0] == "2"
    assert {"vi": "Phụ lục", "en": "Appendix"}[lang] in first


@needs_libreoffice
@pytest.mark.parametrize("project", ["sample", "hostile"])
def test_libreoffice_opens_the_workbook(make: Make, tmp_path: Path, project: str) -> None:
    written(make(project), "xlsx", "-l", "vi")

    text = _converted(tmp_path, project, "xlsx", "csv").read_text("utf-8")

    assert '"TT","Nhóm chỉ tiêu","Chỉ tiêu","Cấp","Địa bàn","Ngưỡng"' in text
    assert "#NAME" not in text
    assert "Err:" not in text


def _converted(folder: Path, project: str, source: str, target: str) -> Path:
    """Return what LibreOffice makes of a document, with a profile of its own."""
    assert SOFFICE, "LibreOffice is not installed"
    wanted = f"{target}:Text - txt - csv (StarCalc):44,34,76,1" if target == "csv" else target
    subprocess.run(
        [SOFFICE, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
         "--convert-to", wanted, "--outdir", folder, folder / project / f"report.{source}"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / f"report.{target}"
