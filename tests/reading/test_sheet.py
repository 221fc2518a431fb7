import io
from xml.etree.ElementTree import ParseError

import pytest
from defusedxml import DefusedXmlException

from dti_targets.reading.sheet import Sheet, StoredCell, StoredRow

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(data: str, *, before: str = "", after: str = "") -> Sheet:
    xml = f'<worksheet xmlns="{NS}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'
    return Sheet(io.BytesIO(xml.encode()))


def rows(data: str) -> list[StoredRow]:
    return list(sheet(data).rows())


def cells(data: str) -> list[StoredCell]:
    [row] = rows(f"<row>{data}</row>")
    return row.cells


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ('<c r="C1"><v>5</v></c>', StoredCell(3, "n", "5", 0, formula=False)),
        ('<c r="C1" t="s" s="4"><v>0</v></c>', StoredCell(3, "s", "0", 4, formula=False)),
        ("<c><f>1+1</f><v>2</v></c>", StoredCell(1, "n", "2", 0, formula=True)),
        ("<c><f>1+1</f></c>", StoredCell(1, "n", None, 0, formula=True)),
        ("<c><f>1+1</f><v/></c>", StoredCell(1, "n", None, 0, formula=True)),
        ('<c t="str"><f>x</f><v/></c>', StoredCell(1, "str", "", 0, formula=True)),
        (
            '<c t="inlineStr"><is><t>a</t></is></c>',
            StoredCell(1, "inlineStr", "a", 0, formula=False),
        ),
        (
            '<c t="inlineStr"><is><r><t>a</t></r><r><t> b</t></r><rPh><t>no</t></rPh></is></c>',
            StoredCell(1, "inlineStr", "a b", 0, formula=False),
        ),
        ('<c s="1"/>', StoredCell(1, "n", None, 1, formula=False)),
    ],
)
def test_a_cell_is_read_as_it_is_stored(xml: str, cell: StoredCell) -> None:
    assert cells(xml) == [cell]


def test_a_cell_without_an_address_stands_behind_the_one_before() -> None:
    assert [cell.column for cell in cells('<c/><c r="AA1"/><c/>')] == [1, 27, 28]


def test_a_row_without_a_number_stands_below_the_one_before() -> None:
    assert [row.number for row in rows('<row/><row r="7"/><row/>')] == [1, 7, 8]


@pytest.mark.parametrize(
    "data",
    [
        '<row r="2"/><row r="2"/>', '<row r="3"/><row r="2"/>', '<row r="0"/>', '<row r="-1"/>',
        '<row r="1048577"/>', '<row r="x"/>', '<row><c r="XFE1"/></row>', '<row><c r="1A"/></row>',
        '<row><c r="A1" s="x"/></row>', "<row>", "<row/></sheetData>",
    ],
)  # fmt: skip
def test_what_no_sheet_is_stops_the_reading(data: str) -> None:
    with pytest.raises((ParseError, ValueError)):
        rows(data)


def test_a_document_type_is_refused() -> None:
    data = io.BytesIO(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')

    with pytest.raises(DefusedXmlException):
        list(Sheet(data).rows())


def test_what_excel_hides_and_joins() -> None:
    read = sheet(
        '<row hidden="1"/><row r="2"/>',
        before='<cols><col min="2" max="3" hidden="true"/><col min="5" max="5"/></cols>',
        after='<autoFilter ref="A1:B2"><filterColumn colId="0"/></autoFilter>'
        '<mergeCells><mergeCell ref="$B$2:C4"/><mergeCell ref="A9"/></mergeCells>',
    )

    assert [row.hidden for row in read.rows()] == [True, False]
    assert read.hidden_columns == [(2, 3)]
    assert read.merged == [(2, 2, 3, 4), (1, 9, 1, 9)]
    assert read.filtered


def test_a_filter_that_chooses_nothing_hides_nothing() -> None:
    read = sheet("<row/>", after='<autoFilter ref="A1:B2"/>')

    assert len(list(read.rows())) == 1
    assert not read.filtered


def test_rows_are_forgotten_once_they_are_read() -> None:
    many = "".join(f'<row r="{n}"><c><v>{n}</v></c></row>' for n in range(1, 3000))
    seen = 0
    for row in sheet(many).rows():
        seen += 1
        assert row.number == seen
        assert row.cells[0].raw == str(seen)
    assert seen == 2999
