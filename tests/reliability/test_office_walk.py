"""The year of an office, whole: forms go out, are filled in by hand, and end in papers to sign.

Every step is the command in a process of its own. The second program is LibreOffice, with somebody
who types: it fills the forms in, exports one as a table, and prints the annex.
"""

import csv
import json
import os
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import html  # type: ignore[import-untyped]  # there are no stubs
from openpyxl import load_workbook

from tests.calc import SOFFICE, Calc, soffice
from tests.office import PERIOD, project
from tests.reliability.system import plain, run
from tests.reporting import office
from tests.runs import Result

pytestmark = pytest.mark.skipif(
    not (SOFFICE and shutil.which("pdftotext")) and os.environ.get("CI") != "true",
    reason="LibreOffice or poppler is not installed",
)
CHROMIUM = any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
LEVELS = {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}
VERDICTS = {"met": "Đạt", "pending": "Đang thực hiện", "missing": "Chưa có số liệu"}
_LINES = re.compile(r"[\s\u2010\u2011-]")
"""A full line ends anywhere; a hyphen there may be one of the text or one of the line."""

_LAST_COLUMN = ("-x", "550", "-W", "270", "-y", "0", "-H", "600")
"""Where the sources of the figures stand on the pages that lie, in points."""


class Given(NamedTuple):
    """What somebody gives: typed, or pasted from another sheet; `shown` is what the cell shows."""

    value: str
    source: str
    quote: str
    note: str = ""
    pasted: bool = False
    shown: str = ""


Answers = dict[tuple[str, str, str], Given]
"""Area, indicator and level, as the form writes them -> what is given."""


class Desk:
    """The folder of a project, in which commands run one after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: str, status: int = 0) -> Result:
        """Run a command in Vietnamese, and hold how it ends."""
        result = plain(run([*words, "-l", "vi"], self.folder))
        assert result.status == status, result.out + result.err
        return result

    def judged(self, *files: str) -> Any:  # noqa: ANN401  (JSON)
        """Return what `check` answers, as data."""
        words = ("-p", PERIOD, "-f", "json", "--fail-on", "never")
        return json.loads(self("check", *files, *words).out)


def fill(calc: Calc, form: Path, answers: Answers) -> None:
    """Open a form and give what is asked, where there is an answer."""
    calc.open(form)
    for number, row in enumerate(load_workbook(form).worksheets[0].values, 1):
        given = answers.get((str(row[4]), str(row[1]), str(row[6])))
        if given:
            (calc.paste if given.pasted else calc.type)(f"M{number}", given.value)
            for column, text in (("N", given.source), ("O", given.quote), ("P", given.note)):
                if text:
                    calc.type(f"{column}{number}", text)


def unplaced(report: Any) -> list[Any]:  # noqa: ANN401
    """Return the assessments of a report without the places of their figures."""
    places = ("file", "line", "column")
    for one in report["assessments"]:
        one["figure"] = {k: v for k, v in (one["figure"] or {}).items() if k not in places}
    return list(report["assessments"])


def hold_the_papers(desk: Desk, figures: str, answers: Answers) -> None:
    """Write every paper; each says of each figure what was typed, and what `check` answers."""
    report = desk.judged(figures)
    judged = report["assessments"]
    found = [one["figure"] for one in judged if one["figure"]]
    typed = [(one.shown or one.value, one.source, one.quote) for one in answers.values()]
    assert sorted((one["text"], one["source"], one["quote"]) for one in found) == sorted(typed)
    for one in found:
        row = _row(desk.folder / one["file"], one["line"])
        assert (row["value"], row["source"], row["quote"]) in typed
    [part] = report["resolutions"]
    summary = " ".join(part["sentences"])
    papers = ["bao-cao.html", "phu-luc.docx", "ket-qua.xlsx", *["bao-cao.pdf"] * CHROMIUM]
    desk("report", figures, "-p", PERIOD, *(word for paper in papers for word in ("-o", paper)))

    assert summary in desk("check", figures, "-p", PERIOD, "-q", "--fail-on", "never").out
    _hold_the_page(desk.folder / "bao-cao.html", judged, summary)
    _hold_the_book(desk.folder / "ket-qua.xlsx", judged, summary)
    _hold_the_annex(desk.folder / "phu-luc.docx", judged, summary)
    if CHROMIUM:
        printed = _squeezed(_text_of(desk.folder / "bao-cao.pdf", "-raw"))
        assert _squeezed(summary) in printed
        for one in filter(_shown, judged):
            figure = one["figure"]
            cited = f"{_cited(one)}: {figure['source']} “{figure['quote']}” {figure['file']}"
            assert _squeezed(f"{cited}:{figure['line']}") in printed


def _shown(one: Any) -> str:  # noqa: ANN401
    """Return the figure of an assessment as papers write it: as typed, with its unit."""
    text = str((one["figure"] or {}).get("text", ""))
    if text.isdigit():
        text = f"{int(text):,}".replace(",", ".")
    if one["unit"].startswith("percent") and text[-1:].isdigit():
        part, _, total = text.partition("/")
        share = f"{100 * Decimal(part) / Decimal(total):.2f}".replace(".", ",") if total else part
        return f"{share}%"
    return text


def _cited(one: Any) -> str:  # noqa: ANN401
    """Return the figure as papers cite it: a share of two numbers with both, as typed."""
    text = str((one["figure"] or {}).get("text", ""))
    return f"{_shown(one)} ({text})" if "/" in text and one["unit"] == "percent" else _shown(one)


def _row(path: Path, line: int) -> dict[str, str]:
    """Return the row of a table that begins in a line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return next(row for row in reader if reader.line_num == line)


def _hold_the_page(path: Path, judged: list[Any], summary: str) -> None:
    page = html.document_fromstring(path.read_bytes())
    vietnamese = "*[@class='t' and @lang='vi']"
    assert summary in page.xpath(f"string(//section/p[not(@class)]//{vietnamese})")
    items = page.xpath("//tbody[contains(@class, 'item')]")
    for item, one in zip(items, judged, strict=True):
        assert item.get("data-verdict") == one["verdict"]
        words = item.xpath(f".//*[contains(@class, 'verdict')]/{vietnamese}")
        assert [word.text for word in words] == [VERDICTS[one["verdict"]]]
        figure = one["figure"]
        if figure:
            cell = item.xpath(".//td[@class='figure']")[0]
            shown = (cell.xpath(vietnamese) or [cell])[0].text.strip()
            [cited] = item.xpath(".//li[not(@lang='en')][code[starts-with(., 'data/')]]")
            parts = [part.strip() for part in cited.itertext() if part.strip()]
            place = f"{figure['file']}:{figure['line']}"
            assert shown == _shown(one)
            assert parts == [f"{_cited(one)}:", figure["source"], figure["quote"], place]


def _hold_the_book(path: Path, judged: list[Any], summary: str) -> None:
    sheets = office.sheets(path.read_bytes())
    assert any(summary in row.get("A", "") for row in sheets["Kết quả"])
    head = next(i for i, row in enumerate(sheets["Kết quả"]) if row["A"] == "TT")
    results = [(row.get("I", ""), row["N"]) for row in sheets["Kết quả"][head + 1 :]]
    assert results == [(_shown(one), VERDICTS[one["verdict"]]) for one in judged]
    sources = [
        (row["F"], row["G"], row["H"], row["J"])
        for row in sheets["Nguồn"]
        if row["E"] == "Số liệu" and "J" in row
    ]
    assert sources == [
        (_cited(one), f["source"], f["quote"], f"{f['file']}:{f['line']}")
        for one in judged
        if (f := one["figure"])
    ]


def _hold_the_annex(path: Path, judged: list[Any], summary: str) -> None:
    """Hold the annex twice: what is in its table, and what somebody sees who has it printed."""
    lines = office.text_of_docx(path.read_bytes()).splitlines()
    assert f"[BodyText] {summary}" in lines
    cells = [line.strip("|").split(" | ") for line in lines if line.count(" | ") == len("TMTKCKG")]
    assert [(row[4], row[6]) for row in cells[1:]] == [
        (_shown(one), VERDICTS[one["verdict"]]) for one in judged
    ]
    soffice(path.parent, "--convert-to", "pdf", "--outdir", str(path.parent), str(path))
    printed = path.with_suffix(".pdf")
    assert _squeezed(summary) in _squeezed(_text_of(printed, "-layout"))
    below = iter([_squeezed(line) for line in _text_of(printed, "-layout").splitlines()])
    sources = _squeezed(_text_of(printed, *_LAST_COLUMN))
    for one in judged:
        figure = one["figure"]
        if figure:
            verdict = _squeezed(VERDICTS[one["verdict"]]) if one["verdict"] == "met" else ""
            wanted = re.compile(rf"{re.escape(_squeezed(_shown(one)))}.*{verdict}")
            assert any(map(wanted.search, below)), figure  # the rows stand in this order
            assert f"{_squeezed(_cited(one))}:" in sources.replace(";", ":")
            assert _squeezed(f"{figure['source']} “{figure['quote']}”") in sources


def _squeezed(text: str) -> str:
    return _LINES.sub("", text)


def _text_of(pdf: Path, *options: str) -> str:
    """Return what poppler reads in a PDF."""
    return subprocess.run(
        ["pdftotext", *options, str(pdf), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()


def test_what_was_published_goes_through_the_office_and_comes_out_the_same(tmp_path: Path) -> None:
    """The real figures that `init` brings, given anew through a form of that project."""
    run(["init", "du-an", "-l", "vi"], tmp_path)
    desk = Desk(tmp_path / "du-an")
    published = (desk.folder / "data" / "2024.csv").rename(tmp_path / "published.csv")
    with published.open(encoding="utf-8-sig", newline="") as file:
        answers = {
            (row["area"], row["indicator"], LEVELS[row["level"]]): Given(
                row["value"], row["source"], row["quote"], row["note"], pasted=number % 2 == 0
            )
            for number, row in enumerate(csv.DictReader(file))
        }
    form = desk.folder / "bieu-mau.xlsx"
    desk("form", "13-nq-tu", "--period", PERIOD, "-o", form.name)
    calc = Calc(tmp_path)
    fill(calc, form, answers)
    returned = desk.folder / "gui-ve"
    returned.mkdir()
    calc.save(returned / "bieu-mau.xlsx", desk.folder / "bieu-mau.csv")
    calc.leave()

    expected = unplaced(desk.judged("../published.csv"))
    for table in ("gui-ve/bieu-mau.xlsx", "bieu-mau.csv"):
        assert unplaced(desk.judged(table)) == expected
    assert "đã trả lời 5/5" in desk("collect", "gui-ve", "-o", "data/2024.csv").out
    assert unplaced(desk.judged("data/2024.csv")) == expected
    hold_the_papers(desk, "data/2024.csv", answers)


SAMPLE = "Báo cáo mẫu, không có thật"
ANSWERS: Answers = {
    ("51", "rate", "cấp tỉnh"): Given("85,5", SAMPLE, "tỷ lệ mẫu đạt 85,5%", "số liệu mẫu"),
    ("51", "rank", "cấp tỉnh"): Given("26/63", SAMPLE, "xếp thứ 26/63 tỉnh"),
    ("51", "amount", "cấp tỉnh"): Given(
        "1.526", SAMPLE, "có 1.526 đơn vị", "", pasted=True, shown="1526"
    ),
    ("51", "state", "cấp tỉnh"): Given("đạt", SAMPLE, "đã phổ cập"),
    ("51", "growth", "cấp tỉnh"): Given("-3,5%", SAMPLE, "giảm 3,5%; “sơ bộ”"),
    ("51", "units", "cấp huyện"): Given(
        "85,5%", SAMPLE, "các huyện: 85,5%", "", pasted=True, shown="85,50%"
    ),
    ("530", "units", "cấp huyện"): Given("5/10", SAMPLE, "5/10 cơ quan của huyện"),
}


def test_forms_of_several_areas_come_back_as_people_send_them(tmp_path: Path) -> None:
    """One is a workbook, one a table, one is empty, and one first has a day in it."""
    desk = Desk(project(tmp_path / "du-an"))
    desk("form", "nho", "--period", PERIOD, "--split", "area", "-o", "bieu-mau")
    province, sontay, bato = sorted((desk.folder / "bieu-mau").iterdir())
    returned, data = desk.folder / "gui-ve", desk.folder / "data"
    returned.mkdir()
    data.mkdir()
    calc = Calc(tmp_path)
    for form, into in ((province, province.name), (sontay, "530.csv"), (bato, bato.name)):
        fill(calc, form, ANSWERS)
        calc.save(returned / into)
    calc.open(sontay)
    calc.paste("M2", "5/10")
    calc.save(desk.folder / "ngay.xlsx")
    calc.leave()

    refused = desk("check", "ngay.xlsx", "-p", PERIOD, status=2).err
    assert "[DT257]: ô chứa ngày 05/10/2" in refused
    assert "ngay.xlsx:'Biểu mẫu'!M2" in refused
    assert "nếu đã gõ 5/10" in refused
    assert len(desk.judged("gui-ve")["assessments"]) == len(ANSWERS) + 1  # as they came back
    collected = desk("collect", "gui-ve", "-o", "data/2024.csv", status=1).out
    assert re.search(r"51-\S+ +đã trả lời 6/6", collected)
    assert re.search(r"530\.csv +đã trả lời 1/1", collected)
    assert re.search(r"535-\S+ +(chưa|đã) trả lời", collected)
    hold_the_papers(desk, "data/2024.csv", ANSWERS)
