"""Group B, cases 25 to 56: the structure of a figures file."""

import codecs
import csv
from pathlib import Path

import pytest

from tests.reliability.tables import HEAD, ROW, TABLE, Judge
from tests.runs import Command

EXACT = ("87,49%", "87.49", "87.49")
WRONG = ROW.replace("90", "77")
"""A row with an area that does not exist: its line is what the tests look at."""


@pytest.fixture
def judge(command: Command, tmp_path: Path) -> Judge:
    return Judge(command, tmp_path)


def separated(text: str, sign: str) -> str:
    """Return a table with another sign between the cells, and no quotes."""
    return text.replace('"87,49%"', "87\x00" + "49%").replace(",", sign).replace("\0", ",")


def rows(*lines: str) -> str:
    return "\n".join((HEAD, *lines, ""))


def test_case_025_semicolons_and_decimal_commas(judge: Judge) -> None:
    read = judge(separated(TABLE, ";").replace("ghi", "a, b, c, d, e, f"))
    assert (read.status, read.faults, read.value()) == (0, [], EXACT)
    assert judge(separated(rows(WRONG), ";")).faults == ["DT220:2:6"]


def test_case_026_tabs(judge: Judge) -> None:
    for sign in ("\t", "|"):
        read = judge(separated(TABLE, sign))
        assert (read.status, read.faults, read.value()) == (0, [], EXACT)


def test_case_027_first_line_says_the_separator(judge: Judge) -> None:
    for first in ("sep=;", "SEP=;", "\ufeffsep=;"):
        read = judge(f"{first}\r\n{separated(TABLE, ';')}")
        assert (read.status, read.faults, read.value()) == (0, [], EXACT)
    assert judge(f"sep=;\n{separated(rows(WRONG), ';')}").faults == ["DT220:3:6"]
    wrong = judge(f"sep=;\n{TABLE}")  # it says so, and it is wrong: nothing is guessed
    assert (wrong.status, wrong.faults) == (2, ["DT204:2:0"])


def test_case_028_decimal_comma_without_quotes(judge: Judge) -> None:
    for row in ("rate,90,province,2024,87,49,x", "rate,90,province,2024,87,49%"):
        read = judge(rows(row))
        assert (read.status, read.faults) == (2, ["DT211:2:23"])
        assert "in quotes, or save the file with ; between the cells" in read.shown


def test_case_029_two_separators_are_plausible(judge: Judge) -> None:
    text = "indicator,area;level,period;value\nrate,90;province,2024;5\n"
    read = judge(text)
    assert (read.status, read.faults) == (2, ["DT205:1:0"])
    assert "--delimiter" in read.shown
    row = ("note,x;indicator;value", "a,b;rate;85%")
    said = judge("\n".join(row), "--delimiter", ";", "--period", "2024")
    assert (said.status, said.faults, said.value()[1]) == (0, ["DT203:1:1"], "85")


def test_case_030_no_sniffing(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    def sniff(*_: object) -> None:
        pytest.fail("csv.Sniffer takes minutes for some texts")

    monkeypatch.setattr(csv, "Sniffer", sniff)
    assert judge(TABLE).value() == EXACT
    assert judge(separated(TABLE, ";")).value() == EXACT


def test_case_031_row_shorter_than_the_header(judge: Judge) -> None:
    for row, column in (("rate,90,province", 9), (ROW.removesuffix(",ghi"), 23), ("rate", 1)):
        read = judge(rows(row, ROW))
        assert (read.status, read.faults) == (2, [f"DT210:2:{column}"])
        assert "the heading has 6" in read.shown


def test_case_032_row_longer_than_the_header(judge: Judge) -> None:
    read = judge(rows(f"{ROW},more", f"{ROW},,more"))
    assert (read.status, read.faults) == (2, ["DT210:2:36", "DT210:3:36"])


def test_case_033_empty_cells_at_the_end(judge: Judge) -> None:
    read = judge(rows(f"{ROW},,,", ",,,,,,,,"))
    assert (read.status, read.faults, read.value()) == (0, [], EXACT)


def test_case_034_column_without_a_heading(judge: Judge) -> None:
    read = judge(f"{HEAD},,\n{ROW},,\n{ROW},, \n")
    assert (read.status, read.errors, read.value()) == (0, [], EXACT)
    text = judge(f"{HEAD},,\n{ROW},,\n{ROW},,text\n{ROW},,text\n{ROW},x,\n")
    assert (text.status, text.errors) == (2, ["DT207:3:37", "DT207:5:36"])
    lost = judge(f"{HEAD.replace('level', '')}\n{ROW}\n")
    assert (lost.status, lost.faults) == (2, ["DT207:2:9"])
    assert "province stands in a column without a heading" in lost.shown


def test_case_035_same_heading_twice(judge: Judge) -> None:
    for again in ("value", "VALUE ", "giá trị"):
        read = judge(TABLE.replace("note", again))
        assert (read.status, read.faults) == (2, ["DT202:1:35"])
        assert "f.csv:1:29" in read.shown  # the other one


def test_case_036_required_heading_is_missing(judge: Judge) -> None:
    read = judge(TABLE.replace("value", "valeu"))
    assert (read.status, read.errors) == (2, ["DT201:1:0"])
    assert "found there: indicator, area, level, period, valeu, note." in read.shown
    assert "did you mean value?" in read.shown


def test_case_037_unknown_heading(judge: Judge) -> None:
    read = judge(TABLE.replace("note", "colour"))
    assert (read.status, read.faults, read.value()) == (0, ["DT203:1:35"], EXACT)


def test_case_038_no_header(judge: Judge) -> None:
    read = judge(f"{ROW}\n{ROW}\n")
    assert (read.status, read.faults) == (2, ["DT204:1:0"])
    assert "begin with some of indicator, area, level, period, value" in read.shown


def test_case_039_header_only(judge: Judge) -> None:
    read = judge(f"{HEAD}\n")
    assert (read.status, read.faults) == (2, ["DT304:0:0"])


@pytest.mark.parametrize(
    "text",
    ["", "\n\n  \n", codecs.BOM_UTF8, ",,,\n;;\n", codecs.BOM_UTF16_LE, "\t\n\u00a0\n", "sep=;\n"],
)
def test_case_040_nothing_in_the_file(judge: Judge, text: str | bytes) -> None:
    read = judge(text)
    assert (read.status, read.faults) == (2, ["DT006:0:0"])


def test_case_041_title_above_the_header(judge: Judge) -> None:
    title = "Báo cáo tháng 12,,,,,\nĐơn vị: %,,,,,\n\n"
    read = judge(title + TABLE)
    assert (read.status, read.faults) == (2, ["DT204:1:0"])
    assert "the headings seem to stand in line 4; delete what stands above" in read.shown
    assert "line 4" in judge(title + separated(TABLE, ";")).shown
    column = judge(f"Số liệu,,,,,\n{TABLE}")  # a title that is also the name of a column
    assert (column.status, column.errors) == (2, ["DT201:1:0"])
    assert judge(f"\n\n{TABLE}").value() == EXACT


def test_case_042_header_of_two_rows(judge: Judge) -> None:
    read = judge(f"indicator,area,,period,value,\n,,level,,,note\n{ROW}\n")
    assert read.status == 2
    assert set(read.errors) >= {"DT207:2:3"}
    merged = judge(rows("mã,mã,cấp,kỳ,%,chú", ROW))
    assert (merged.status, merged.errors[0]) == (2, "DT223:2:1")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Tổng cộng,,,,50,", "DT223:3:1"),
        ("rate,Cả nước,province,2024,50%,", "DT220:3:6"),
        ("Tổng cộng,Cả nước,province,2024,50%,", "DT223:3:1"),
    ],
)
def test_case_043_row_of_totals(judge: Judge, row: str, fault: str) -> None:
    read = judge(rows(ROW, row))
    assert (read.status, read.errors[0]) == (2, fault)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("Ghi chú: số sơ bộ,,,,,", "DT223:3:1"),
        ("(1) số sơ bộ", "DT210:3:1"),
        ("Nguồn: Cục Thống kê", "DT210:3:1"),
    ],
)
def test_case_044_row_of_footnotes(judge: Judge, row: str, fault: str) -> None:
    read = judge(rows(ROW, row))
    assert (read.status, read.errors[0]) == (2, fault)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("I. Chính quyền số,,,,,", "DT223:3:1"),
        ('rate,"""",province,2024,50%,', "DT220:3:6"),
        ("rate,nt,province,2024,50%,", "DT220:3:6"),
        ('"""",90,province,2024,50%,', "DT223:3:1"),
        ('rate,90,province,"""",50%,', "DT222:3:18"),
        ("rate,901,nt,2024,50%,", "DT221:3:10"),
    ],
)
def test_case_045_section_or_ditto(judge: Judge, row: str, fault: str) -> None:
    read = judge(rows(ROW, row))
    assert (read.status, read.errors[0]) == (2, fault)


def test_case_046_two_tables_in_one_file(judge: Judge) -> None:
    read = judge(f"{TABLE}\n{TABLE}")
    assert (read.status, read.faults) == (2, ["DT206:4:1"])
    other = judge(f"{TABLE}\nMã chỉ tiêu,Giá trị,Địa bàn,Cấp,Kỳ,Ghi chú\n")
    assert (other.status, other.faults) == (2, ["DT206:4:1"])
    narrow = judge(f"{TABLE}\nTên,Huyện\nA,B\n")
    assert (narrow.status, narrow.faults) == (2, ["DT210:4:5", "DT210:5:3"])
    alone = judge("indicator,value\nrate,85%\nindicator,value\nrate,85%\n", "--period", "2024")
    assert (alone.status, alone.faults) == (2, ["DT206:3:1"])


def test_case_047_comment_line(judge: Judge) -> None:
    read = judge(rows("# số sơ bộ", ROW, "#,,,,,"))
    assert (read.status, read.errors[0]) == (2, "DT210:2:1")
    assert "DT223:4:1" in read.errors
    assert judge(f"# số sơ bộ\n{TABLE}").faults == ["DT204:1:0"]


def test_case_048_quote_that_is_not_closed(judge: Judge) -> None:
    row = 'rate,90,province,2024,"87,49%,x'
    for after in ([ROW.replace('"', "")] * 3, [ROW], []):
        read = judge(rows(row, *after))
        assert (read.status, read.faults) == (2, ["DT212:2:23"])
    later = judge(rows(ROW, WRONG, ROW.replace("ghi", '"ghi'), WRONG))
    assert (later.status, later.faults) == (2, ["DT220:3:6", "DT212:4:32"])
    assert judge('"indicator,area\nrate,90\n').faults == ["DT212:1:1"]


def test_case_049_text_behind_a_closing_quote(judge: Judge) -> None:
    read = judge(rows('rate,90,province,2024,"87"%,x', ROW, WRONG))
    assert (read.status, read.faults) == (2, ["DT213:2:23", "DT220:4:6"])


def test_case_050_quote_within_an_unquoted_cell(judge: Judge) -> None:
    read = judge(rows(ROW.replace("ghi", 'gọi là "số"')))
    assert (read.status, read.faults, read.value()) == (0, [], EXACT)
    assert read.figure()["note"] == 'gọi là "số"'
    value = judge(rows('rate,90,province,2024,87"%,x'))
    assert (value.status, value.faults) == (2, ["DT230:2:23"])


def test_case_051_line_end_within_quotes(judge: Judge) -> None:
    for end in ("\n", "\r\n", "\r"):
        row = ROW.replace("ghi", f'"a{end}b{end}{end}c"')
        read = judge(rows(row, WRONG))
        assert read.faults == ["DT220:6:6"]
        assert judge(rows(row)).figure()["note"].split() == ["a", "b", "c"]


def test_case_052_line_ends_of_other_systems(judge: Judge) -> None:
    assert judge(TABLE.replace("\n", "\r")).value() == EXACT
    assert judge(TABLE.replace("\n", "\r\n")).value() == EXACT
    mixed = judge(f"{HEAD}\r\n{ROW}\r{WRONG}\n{WRONG}\r{WRONG}")
    assert mixed.faults == ["DT220:3:6", "DT220:4:6", "DT220:5:6"]


def test_case_053_carriage_return_within_an_unquoted_cell(judge: Judge) -> None:
    read = judge(rows(ROW.replace("ghi", "a\rb"), WRONG))
    assert (read.status, read.faults) == (2, ["DT210:3:1", "DT220:4:6"])
    assert judge(rows(ROW.replace("province", "prov\rince"))).faults == ["DT210:2:9", "DT210:3:20"]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\x1c"])
def test_case_054_signs_that_some_take_for_line_ends(judge: Judge, sign: str) -> None:
    read = judge(rows(ROW.replace("ghi", f"a{sign}b"), WRONG))
    assert (read.status, read.faults) == (2, ["DT220:3:6"])
    assert judge(rows(ROW.replace("ghi", f"a{sign}b"))).figure()["note"] == f"a{sign}b"
    assert judge(rows(ROW.replace("87,49%", f"87,4{sign}9%"))).faults == ["DT009:2:23"]


def test_case_055_cell_that_is_too_long(judge: Judge) -> None:
    for cell in ("a" * 131_073, f'"{"a" * 131_073}"'):
        read = judge(rows(ROW.replace("ghi", cell)))
        assert (read.status, read.faults) == (2, ["DT214:2:32"])
        assert "131,072" in read.shown
        assert len(read.shown) < 5000
    assert judge(TABLE.replace("note", "n" * 131_073)).faults == ["DT214:1:35"]
    assert judge(rows(ROW.replace("ghi", "a" * 131_072))).value() == EXACT


def test_case_056_very_wide_and_very_long(judge: Judge) -> None:
    wide = judge(f"{HEAD}{''.join(f',c{n}' for n in range(10_000))}\n{ROW}{',' * 10_000}\n")
    assert (wide.status, wide.value()) == (0, EXACT)
    assert wide.report["diagnostic_counts"] == {"errors": 0, "warnings": 10_000, "listed": 1000}
    assert wide.shown.count("warning[DT203]") <= 50
    blank = judge(f"{HEAD}{',' * 100_000}\n{ROW}{',' * 100_000}\n")
    assert (blank.status, blank.faults, blank.value()) == (0, [], EXACT)
    long = judge(rows(*[ROW] * 20_000, WRONG))
    assert (long.status, long.faults) == (2, ["DT220:20002:6"])
