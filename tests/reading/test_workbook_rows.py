"""What is particular to workbooks; tests/reliability/test_workbooks.py has the whole command."""

import io
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from dti_targets.diagnostics import Faults, Place
from dti_targets.domain.figures import Figures
from dti_targets.reading.figures import read_figures
from dti_targets.reading.places import cells_of_values, in_bytes, located
from dti_targets.reading.source import Desk, Input
from tests.reading_builders import context, read
from tests.workbooks import HEADINGS, active, rewritten, saved, table

RATE = ("rate", 51, "province", 2024, "87,49%")


def opened(folder: Path, data: bytes, **asked: Any) -> tuple[Figures, Faults, Desk]:  # noqa: ANN401
    """Read a workbook; `asked` is what the command line leaves to the file."""
    faults = Faults()
    desk = Desk(folder, 10**9)
    path = folder / "f.xlsx"
    path.write_bytes(data)
    found = desk.open(path, faults)
    assert found
    sheet = asked.pop("sheet", None)
    figures = read_figures([found], context(**asked)._replace(sheet=sheet), faults)
    return figures, located(faults, desk), desk


def shown(faults: Faults) -> list[str]:
    return [f"{fault.code.id} {fault.at.address}" for fault in faults]


def texts(figures: Figures) -> list[str]:
    return [figure.text for figure in figures]


def test_headings_stand_below_titles_and_are_vietnamese(tmp_path: Path) -> None:
    figures, faults, _ = opened(
        tmp_path,
        table(
            ("UBND TỈNH", None, "Mẫu số 1"), (), ("Chỉ tiêu", "Tên"), (),
            ("Ghi chú", "Mã chỉ tiêu", "Địa bàn", "Cấp", "Năm", "Giá trị", "Nguồn"),
            (None, "rate", "Quảng Ngãi", "Tỉnh", 2024, 87.49, "Sở"),
            headings=("BIỂU SỐ LIỆU NĂM 2024",),
        ),
    )  # fmt: skip

    assert shown(faults) == []
    [figure] = figures
    assert (figure.text, figure.line, figure.sheet, figure.source) == (
        "87,49",
        7 - 0,
        "Sheet",
        "Sở",
    )
    assert str(figure.place) == "f.xlsx:Sheet!7"


def test_headings_are_looked_for_in_fifty_rows(tmp_path: Path) -> None:
    title = [("tiêu đề",)] * 49
    assert texts(opened(tmp_path, table(*title[1:], HEADINGS, RATE, headings=title[0]))[0])
    _, faults, _ = opened(tmp_path, table(*title, HEADINGS, RATE, headings=title[0]))
    assert shown(faults) == ["DT204 Sheet"]


def test_headings_that_are_not_enough_are_named(tmp_path: Path) -> None:
    _, faults, _ = opened(tmp_path, table(("rate", 2024), headings=("Chỉ tiêu", "Năm")))
    assert shown(faults) == ["DT201 Sheet!1"]
    twice = table((*RATE, 1), headings=(*HEADINGS, "số liệu"))
    assert shown(opened(tmp_path, twice)[1]) == ["DT202 Sheet!F1"]
    nameless = table((*RATE[:4], "x", RATE[4]), headings=(*HEADINGS[:4], None, "value"))
    assert shown(opened(tmp_path, nameless)[1]) == ["DT207 Sheet!E2"]
    unknown = table((*RATE, 1), headings=(*HEADINGS, "Phụ trách"))
    assert shown(opened(tmp_path, unknown)[1]) == ["DT203 Sheet!F1"]


def test_an_unknown_column_may_hold_anything(tmp_path: Path) -> None:
    for value in (True, date(2024, 1, 1), "=1+1", "#REF!"):
        figures, faults, _ = opened(
            tmp_path, table((*RATE, value), headings=(*HEADINGS, "Phụ trách"))
        )
        assert (shown(faults), texts(figures)) == (["DT203 Sheet!F1"], ["87,49%"])


def test_empty_rows_are_no_rows_and_the_others_keep_their_numbers(tmp_path: Path) -> None:
    figures, faults, _ = opened(tmp_path, table((), RATE, (), (None, " "), (*RATE[:4], 5)))

    assert [figure.line for figure in figures] == [3, 6]
    assert shown(faults) == []


def test_parts_of_a_share_are_numbers_of_one_reading(tmp_path: Path) -> None:
    headings = ("indicator", "area", "level", "period", "value", "numerator", "denominator")
    figures, faults, _ = opened(tmp_path, table((*RATE[:4], None, 114, 558), headings=headings))
    assert shown(faults) == []
    assert [f.value and f.value.number for f in figures] == [Fraction(11400, 558)]
    _, faults, _ = opened(tmp_path, table((*RATE[:4], None, 1.526, 3000), headings=headings))
    assert shown(faults) == ["DT240 Sheet!F2"]
    disagrees = table((*RATE[:4], 0.5, 114, 558), headings=headings, formats={"E2": "0%"})
    assert shown(opened(tmp_path, disagrees)[1]) == ["DT238 Sheet!E2"]


def test_codes_keep_the_zeros_that_a_format_shows(tmp_path: Path) -> None:
    _, faults, _ = opened(tmp_path, table((RATE[0], 1, *RATE[2:]), formats={"B2": "00000"}))

    [fault] = faults
    assert fault.params["text"] == "00001"


def test_dates_are_periods_and_editions(tmp_path: Path) -> None:
    headings = (*HEADINGS, "edition")
    row = (
        *RATE[:3],
        datetime.fromisoformat("2024-12-31"),
        RATE[4],
        datetime.fromisoformat("2025-02-01"),
    )
    figures, faults, _ = opened(
        tmp_path, table(row, headings=headings, formats={"D2": "dd/mm/yyyy", "F2": "mmm-yy"})
    )

    assert shown(faults) == []
    [figure] = figures
    assert (str(figure.period), str(figure.edition)) == ("2024-12-31", "2025-02")


def test_iso_dates_are_dates(tmp_path: Path) -> None:
    book = Workbook(iso_dates=True)
    book.iso_dates = True
    for row in (HEADINGS, (*RATE[:3], date(2024, 12, 31), date(1934, 5, 1))):
        active(book).append(row)
    _, faults, _ = opened(tmp_path, saved(book))

    assert shown(faults) == ["DT257 Sheet!E2"]


def test_a_row_of_a_fault_is_kept_to_be_quoted(tmp_path: Path) -> None:
    _, faults, desk = opened(tmp_path, table(RATE, (*RATE[:4], "x y")))

    [fault] = faults
    assert (fault.at.line, fault.at.column, fault.at.heading) == (3, 5, "value")
    assert desk.row("f.xlsx", 3) == ("rate", "51", "province", "2024", "x y")
    assert desk.row("f.xlsx", 2) is None
    assert in_bytes([fault.at], desk) == {}


def test_values_have_their_cells(tmp_path: Path) -> None:
    figures, _, desk = opened(tmp_path, table(RATE))
    [place] = [figure.place for figure in figures]

    found = cells_of_values([place], desk)[place]

    assert (found.line, found.column, found.width, str(found)) == (2, 5, 1, "f.xlsx:Sheet!E2")


@pytest.mark.parametrize(
    ("name", "shown_as"),
    [
        ("Sheet1", "Sheet1!E2"), ("Số liệu", "'Số liệu'!E2"), ("SốLiệu_1", "SốLiệu_1!E2"),
        ("2024", "'2024'!E2"), ("O'Neil", "'O''Neil'!E2"),
    ],
)  # fmt: skip
def test_an_address_is_written_as_excel_writes_it(tmp_path: Path, name: str, shown_as: str) -> None:
    def titled(sheet: Any) -> None:  # noqa: ANN401
        sheet.title = name

    _, faults, _ = opened(tmp_path, table((*RATE[:4], "x"), change=titled))

    assert [fault.at.address for fault in faults] == [shown_as]


def test_long_cells_are_refused_as_in_a_table_of_text(tmp_path: Path) -> None:
    long = "x" * 131_073
    data = rewritten(table(RATE), sheet1=lambda xml: xml.replace("87,49%", long))
    assert shown(opened(tmp_path, data)[1]) == ["DT214 Sheet!E2"]


def test_signs_that_the_file_spells_out_are_read(tmp_path: Path) -> None:
    row = (*RATE, "một_x000D_\nhai_x005F_x")
    figures, _, _ = opened(tmp_path, table(row, headings=(*HEADINGS, "quote")))

    [figure] = figures
    assert figure.quote == "một\r\nhai_x"


def test_a_sheet_that_ends_in_the_middle_keeps_what_is_wrong_before(tmp_path: Path) -> None:
    rows = [(*RATE[:4], "x"), *[RATE] * 100]
    data = rewritten(table(*rows), sheet1=lambda xml: xml.replace('r="60"', 'r="3"'))
    _, faults, _ = opened(tmp_path, data)

    assert shown(faults) == ["DT230 Sheet!E2", "DT253 Sheet!60"]


@pytest.mark.parametrize("bad", ['s="99"', 't="s"><v>999</v></c><c'])
def test_what_a_cell_refers_to_must_be_there(tmp_path: Path, bad: str) -> None:
    data = rewritten(
        table((*RATE[:4], 5)), sheet1=lambda xml: xml.replace('<c r="E2"', f'<c r="E2" {bad}', 1)
    )

    assert [fault[:5] for fault in shown(opened(tmp_path, data)[1])] == ["DT253"]


def test_a_disk_that_fails_is_not_a_damaged_file() -> None:
    class Failing(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    faults = Faults()
    read_figures([Input("f.xlsx", Failing(table(RATE)), 100, "utf-08")], context(), faults)

    assert [(fault.code.id, fault.params["why"]) for fault in faults] == [
        ("DT002", "Input/output error")
    ]


PARTS = ("sheet1", "workbook", "styles", "[Content_Types]", "workbook.xml")


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    part=st.sampled_from(PARTS), at=st.floats(0, 1), width=st.sampled_from([0, 1, 5, 40]),
    put=st.text('<>/="019AZrst- ', max_size=3),
)  # fmt: skip
def test_a_damaged_part_never_ends_the_run(
    tmp_path: Path, part: str, at: float, width: int, put: str
) -> None:
    def damage(xml: str) -> str:
        start = int(at * len(xml))
        return xml[:start] + put + xml[start + width :]

    data = rewritten(table(RATE, (*RATE[:4], 5)), **{part: damage})
    figures, faults, _ = opened(tmp_path, data)

    assert faults.errors or faults.warnings or len(list(figures)) <= 2


CELLS = st.sampled_from(
    ["87,49%", "87.49", "1.526", "trên 95%", "26/63", "đạt", "-", "", "khoảng 35%", "12,34,567",
     "x", "0,5", "120%", " 5 ", "1.526,5"]
)  # fmt: skip
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["rate", "rank", "count", "Rate x", ""]),
        st.sampled_from(["51", "Quảng Ngãi", "535", "77", "Hòa Bình"]),
        st.sampled_from(["province", "Tỉnh", "district", "", "x"]),
        st.sampled_from(["2024", "2023-Q1", "2024-13", "2025"]),
        CELLS,
        st.sampled_from(["", "nguồn", "một, hai", "a\nb"]),
    ),
    max_size=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_the_same_texts_say_the_same_as_csv_and_as_a_workbook(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    headings = (*HEADINGS, "note")
    quoted = [[f'"{cell}"' for cell in row] for row in (headings, *rows)]
    as_text, text_faults = read(tmp_path, "".join(",".join(row) + "\r\n" for row in quoted))
    as_book, book_faults, _ = opened(tmp_path, table(*rows, headings=headings))

    def said(figures: Figures) -> list[object]:
        return [figure._replace(path="", line=0, sheet="") for figure in figures]

    assert said(as_book) == said(as_text)
    assert [(f.code.id, dict(f.params), f.at.heading) for f in book_faults.kept] == [
        (f.code.id, dict(f.params), f.at.heading) for f in text_faults.kept
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.decimals(0, 100, places=3),
    indicator=st.sampled_from(["rate", "growth"]),
    percent=st.booleans(),
)
def test_a_number_says_the_same_as_its_text_with_a_comma(
    tmp_path: Path,
    number: Decimal,
    indicator: str,
    percent: bool,
) -> None:
    short = number.normalize()
    if percent and short == round(short, 2):  # the format writes two decimals
        short = round(short, 2)
    plain = f"{short:f}".replace(".", ",") + ("%" if percent else "")
    row = (indicator, "51", "province", "2024")
    text = f'{",".join(HEADINGS)},decimal\n{",".join(row)},"{plain}",comma\n'
    as_text, text_faults = read(tmp_path, text)
    stored = float(number) / 100 if percent else float(number)
    code = "0.00%" if percent else "General"
    as_book, book_faults, _ = opened(tmp_path, table((*row, stored), formats={"E2": code}))

    assert [f.code.id for f in book_faults] == [f.code.id for f in text_faults]
    assert [(f.text, f.value) for f in as_book] == [(f.text, f.value) for f in as_text]


def test_a_number_has_its_own_convention_whatever_the_row_declares(tmp_path: Path) -> None:
    for declared in ("point", "comma", None):
        row = (*RATE[:4], 81.526, declared)
        figures, faults, _ = opened(tmp_path, table(row, headings=(*HEADINGS, "decimal")))

        assert shown(faults) == []
        [figure] = figures
        assert figure.value
        assert figure.value.number == Fraction(81526, 1000)


def test_an_address_has_the_column_that_is_known() -> None:
    assert Place("f.xlsx", 2, column=5, sheet="S").address == "S!E2"
    assert Place("f.xlsx", 2, field=5, sheet="S").address == "S!E2"
    assert Place("f.xlsx", sheet="S").address == "S"
    assert Place("f.csv", 2, 5).address == ""
