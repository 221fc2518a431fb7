import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.diagnostics import Faults
from dti_targets.reading.csv_rows import (
    LONGEST_CELL,
    Table,
    broken_span,
    cell_span,
    open_table,
)
from dti_targets.reading.headings import Column


def opened(text: str, delimiter: str | None = None) -> tuple[Table | None, list[str]]:
    faults = Faults()
    table = open_table(io.StringIO(text, newline=""), "f.csv", delimiter, faults)
    return table, [f"{f.code.id}:{f.at.line}:{f.at.field}" for f in faults]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_the_one_that_finds_the_columns(delimiter: str) -> None:
    table, faults = opened(delimiter.join(["indicator", "ghi chú", "value"]) + "\n")

    assert table
    assert table.delimiter == delimiter
    assert table.fields == {Column.INDICATOR: 0, Column.NOTE: 1, Column.VALUE: 2}
    assert faults == []


def test_one_known_column_needs_no_delimiter() -> None:
    table, faults = opened("indicator\nrate\n")

    assert table is None
    assert faults == ["DT201:1:0"]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("indicator;value\n", 0),
        ("\n\nindicator;value\n", 2),
        (" ; ;\n\t\nindicator;value\n", 2),
        ("sep=;\nindicator;value\n", 1),
        ("SEP=;\r\n\r\nindicator;value\r\n", 2),
    ],
)
def test_lines_before_the_header_are_counted(text: str, before: int) -> None:
    table, faults = opened(text)

    assert table
    assert (table.lines.number, table.delimiter, faults) == (before + 1, ";", [])


def test_declared_delimiter_is_stronger_than_the_line_that_says_another() -> None:
    table, _ = opened("sep=;\nindicator,value\n", ",")

    assert table
    assert table.delimiter == ","


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["DT006:0:0"]),
        ("\n \n,,,\n", ["DT006:0:0"]),
        ("sep=;\n", ["DT006:0:0"]),
        ("Biểu 01: Kết quả\nindicator,value\n", ["DT204:1:0"]),
        ("rate,51,87%\n", ["DT204:1:0"]),
        ("indicator,value;period\n", ["DT205:1:0"]),
        ("indicator,area\n", ["DT201:1:0"]),
        ("note,area\n", ["DT201:1:0", "DT201:1:0"]),
        ("indicator,value,năm,period\n", ["DT202:1:4"]),
        ("indicator,value,val\u200bue\n", ["DT009:1:3"]),
        ('\n"indicator,value\n', ["DT212:2:0"]),
        ('"indicator"x,value\n', ["DT213:1:0"]),
        ("indicator,value," + "x" * (LONGEST_CELL + 1) + "\n", ["DT214:1:0"]),
    ],
)
def test_header_that_cannot_be_read_is_refused(text: str, faults: list[str]) -> None:
    assert opened(text) == (None, faults)


def test_wrong_delimiter_leaves_no_header() -> None:
    assert opened("indicator,value\n", ";") == (None, ["DT204:1:0"])


def test_unknown_heading_is_a_warning_and_an_empty_one_is_none() -> None:
    table, faults = opened("indicator,value,sorce,,\n")

    assert table
    assert (table.width, faults) == (5, ["DT203:1:3"])


@pytest.mark.parametrize(
    ("heading", "fault"),
    [
        ("aera", "DT208"), ("lvl", "DT208"), ("perod", "DT208"), ("units", "DT208"),
        ("denominators", "DT208"), ("mã  địa  bàng", "DT208"), ("kỳ báo cáp", "DT208"),
        ("quý", "DT208"), ("Tháng", "DT208"), ("quarter", "DT208"), ("month", "DT208"),
        ("sorce", "DT203"), ("nots", "DT203"), ("color", "DT203"), ("tên huyện", "DT203"),
    ],
)  # fmt: skip
def test_heading_that_may_change_what_a_figure_says_is_refused(heading: str, fault: str) -> None:
    table, faults = opened(f"indicator,value,{heading}\n")

    assert (table is None, faults) == (fault == "DT208", [f"{fault}:1:3"])


def test_heading_that_is_like_one_beside_it_is_only_not_read() -> None:
    table, faults = opened("indicator,area,areas,level,levels,period,periods,unit,units,value\n")

    assert table
    assert faults == ["DT203:1:3", "DT203:1:5", "DT203:1:7", "DT203:1:9"]


def test_heading_may_be_quoted_and_on_two_lines() -> None:
    table, faults = opened('"indicator","gi\u00e1 tr\u1ecb","note\n"\n')

    assert table
    assert (table.lines.number, faults) == (2, [])


# -- where a cell stands


@pytest.mark.parametrize(
    ("record", "field", "span"),
    [
        ("a,bc,d", 1, (0, 1, 1)),
        ("a,bc,d", 2, (0, 3, 2)),
        ("a,,d", 2, (0, 3, 1)),
        ("a,bc", 9, (0, 3, 2)),
        ('a,"b,c",d', 2, (0, 3, 5)),
        ('a,"b,c",d', 3, (0, 9, 1)),
        ('a,"b""c",d', 3, (0, 10, 1)),
        ('a,b"c,d"e,f', 3, (0, 7, 3)),
        ('a,"b\nc",d', 2, (0, 3, 2)),
        ('a,"b\nc",d', 3, (1, 4, 1)),
        ("a,b\nc,d", 2, (0, 3, 1)),
        ("a,b\nc,d", 3, (0, 3, 1)),
        ('a,"b', 2, (0, 3, 2)),
        ("", 1, (0, 1, 1)),
    ],
)
def test_cell_is_found_as_written(record: str, field: int, span: tuple[int, int, int]) -> None:
    assert cell_span(record, ",", field) == span


@pytest.mark.parametrize(
    ("record", "span"),
    [
        ('a,"b', (0, 3, 2)),
        ('a,"b\nc,d\ne', (0, 3, 2)),
        ('a,"b"c,d', (0, 3, 3)),
        ('a,"x\ny","z', (1, 4, 2)),
        ("a," + "x" * (LONGEST_CELL + 1) + ",b", (0, 3, LONGEST_CELL + 1)),
        ('a,"' + "x" * (LONGEST_CELL + 1) + '",b', (0, 3, LONGEST_CELL + 3)),
    ],
)
def test_cell_that_breaks_the_record_is_found(record: str, span: tuple[int, int, int]) -> None:
    assert broken_span(record, ",") == span


_cells = st.lists(st.text(alphabet='ab,;"\n \u1ea1', max_size=6), min_size=1, max_size=5)


@given(_cells, st.sampled_from([",", ";", "\t"]))
def test_cells_are_found_where_the_csv_reader_finds_them(cells: list[str], sign: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=sign, lineterminator="\n").writerow(cells)
    record = text.getvalue().removesuffix("\n")
    lines = record.split("\n")

    for number, cell in enumerate(cells, 1):
        above, column, width = cell_span(record, sign, number)
        first, *below = lines[above:]
        written = "\n".join([first[column - 1 :], *below])
        assert next(csv.reader(io.StringIO(written), delimiter=sign), [""])[0] == cell
        if cell and "\n" not in cell:
            shown = first[column - 1 : column - 1 + width]
            assert next(csv.reader([shown], delimiter=sign)) == [cell]
