from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.diagnostics import Faults
from dti_targets.domain.unit import Level
from dti_targets.domain.value import Qualifier
from dti_targets.reading.columns import SUGGESTIONS
from dti_targets.reading.csv_rows import LONGEST_CELL
from dti_targets.reading.figures import read_figures
from dti_targets.reading.number_text import Decimals
from tests.reading_builders import HEADER, context, memory, read, shown, values

GOOD = "rate,51,province,2024,80%\n"
WIDE = "indicator,area,level,period,value,numerator,denominator,decimal,unit,source,quote,note"


def test_row_becomes_a_figure_with_its_line(tmp_path: Path) -> None:
    figures, faults = read(
        tmp_path, f'{WIDE}\nrate,51,province,2024,"87,49%",,,,,báo cáo,"đạt 87,49%",sơ bộ\n'
    )

    [figure] = figures
    assert (figure.indicator, figure.level, str(figure.period)) == (
        "rate", Level.PROVINCE, "2024",
    )  # fmt: skip
    assert figure.area.name == "Quảng Ngãi"
    assert figure.value
    assert figure.value.number == Fraction("87.49")
    assert (figure.source, figure.quote, figure.note) == ("báo cáo", "đạt 87,49%", "sơ bộ")
    assert (figure.path, figure.line) == ("f1.csv", 2)
    assert len(faults) == 0


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_file_opens_as_any_program_saves_it(
    tmp_path: Path, end: str, sign: str, encoding: str
) -> None:
    rows = [HEADER, "rate,Quảng Ngãi,province,2024,80%", "rate,xx,province,2024,80%"]
    text = end.join(row.replace(",", sign) for row in rows)

    figures, faults = read(tmp_path, text.encode(encoding))

    assert values(figures) == ["80%"]
    assert shown(faults) == ["DT220:3:6"]
    assert [f.at.width for f in faults] == [2]


def test_windows_1258_file_is_read_in_one_unicode_form(tmp_path: Path) -> None:
    text = f"{HEADER}\nrate,Qua\u0309ng Nga\u0303i,province,2024,80%\n"

    figures, faults = read(tmp_path, text.encode("windows-1258"), encoding="windows-1258")

    assert (values(figures), len(faults)) == (["80%"], 0)


@pytest.mark.parametrize(
    "name", ["QUẢNG NGÃI", "quảng  ngãi", "Qua\u0309ng Nga\u0303i", "tỉnh Quảng Ngãi"]
)
def test_area_may_be_a_name_in_any_unicode_form(tmp_path: Path, name: str) -> None:
    figures, faults = read(tmp_path, f"{HEADER}\nrate,{name},province,2024,80%\n")

    assert (len(figures), len(faults)) == (1, 0)


def test_vietnamese_headings_and_words_are_read(tmp_path: Path) -> None:
    figures, faults = read(
        tmp_path, "Chỉ tiêu;Địa bàn;Cấp;Kỳ;Giá trị;Đơn vị tính;Dấu thập phân\n"
        "rate;51;cấp tỉnh;2024;1,5;%;phẩy\n",
    )  # fmt: skip

    assert (values(figures), len(faults)) == (["1,5"], 0)


def test_what_a_file_leaves_out_comes_from_the_run(tmp_path: Path) -> None:
    figures, faults = read(
        tmp_path, "indicator,value\nrate,80%\n rate ,81%\n", asking=context("51", "2024")
    )

    assert [(f.area.code, f.level, str(f.period)) for f in figures] == [
        ("51", Level.PROVINCE, "2024")
    ] * 2
    assert len(faults) == 0


def test_empty_level_is_the_tier_of_the_area(tmp_path: Path) -> None:
    figures, faults = read(
        tmp_path, f"{HEADER}\nrate,51,,2024,80%\nrate,535, ,2024,70%\nrate,51,,2024,80%\n"
    )

    assert [figure.level for figure in figures] == ["province", "district", "province"]
    assert len(faults) == 0


MERGED = (
    f"{HEADER}\nrate,535,district,2024,70%\nrate,,district,2023,69%\nrate, ,district,2022,68%\n"
)


def test_an_empty_area_below_another_one_is_told_once(tmp_path: Path) -> None:
    figures, faults = read(tmp_path, MERGED, asking=context("51"))

    assert [figure.area.code for figure in figures] == ["535", "51", "51"]
    assert [(f.code.id, str(f.at), f.params["count"]) for f in faults] == [
        ("DT228", "f1.csv:3:6", 2)
    ]
    assert (faults.kept[0].params["above"], faults.kept[0].params["area"]) == (
        figures[0].area, figures[1].area,
    )  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        "rate,,province,2024,1%\nrate,535,district,2024,1%",
        "rate,51,province,2024,1%\nrate,,province,2023,1%",
        "rate,535,district,2024,1%\nrate,51,province,2024,1%\nrate,,province,2023,1%",
        "rate,,province,2024,1%\nrate,,province,2023,1%",
    ],
)
def test_an_empty_area_that_can_mean_one_thing_only_is_none_to_tell(
    tmp_path: Path, rows: str
) -> None:
    _, faults = read(tmp_path, f"{HEADER}\n{rows}\n", asking=context("51"))

    assert len(faults) == 0


def test_areas_of_one_file_are_not_above_those_of_the_next(tmp_path: Path) -> None:
    one, other = (
        f"{HEADER}\n{row}\n" for row in ("rate,535,district,2024,1%", "rate,,province,2024,1%")
    )

    figures, faults = read(tmp_path, one, other, asking=context("51"))

    assert (len(figures), len(faults)) == (2, 0)


def test_nothing_says_the_area_or_the_period(tmp_path: Path) -> None:
    figures, faults = read(tmp_path, f"indicator,value\nrate,80%\n{GOOD}")

    assert len(figures) == 0
    assert shown(faults) == ["DT227:2:0", "DT227:2:0", "DT210:3:9"]
    assert [f.params.get("column") for f in faults][:2] == ["area", "period"]


def test_trailing_blank_and_wide_blank_rows_are_no_rows(tmp_path: Path) -> None:
    text = f"{HEADER},,\n\n{GOOD.strip()},,\n,,,,,,\n , ,,,,,\n  \n,,,\n{GOOD.strip()},,,,\n"

    figures, faults = read(tmp_path, text)

    assert [figure.line for figure in figures] == [3, 8]
    assert len(faults) == 0


def test_missing_last_line_end_and_no_rows_are_no_fault(tmp_path: Path) -> None:
    assert len(read(tmp_path, f"{HEADER}\n{GOOD.strip()}")[0]) == 1
    assert len(read(tmp_path, HEADER)[1]) == 0


def test_lines_stay_physical_below_a_cell_of_several_lines(tmp_path: Path) -> None:
    figures, faults = read(
        tmp_path, f'{HEADER},note\nrate,51,province,2024,80%,"a\nb\nc"\n{GOOD.strip()},\nrate,51\n'
    )

    assert [figure.line for figure in figures] == [2, 5]
    assert shown(faults) == ["DT210:6:6"]


_RECORDS = {
    "rate,51,province,2024,80%,,\n": "",
    "rate,51,,2024,80%,,\r\n": "",
    'rate,51,province,2024,80%,,"a\nb\r\nc\rd"\n': "",
    'rate,51,province,2024,80%,"a\r","\nb"\n': "",
    "\n": None,
    ",,,,,,\n": None,
    "rate,51,province\n": "DT210",
    '"a\nb",51\n': "DT210",
    "rate,99,province,2024,80%,,\n": "DT220",
    'rate,51,province,2024,80%,,"a"b\n': "DT213",
}
"""Records of one and of several lines, with the fault that each has; None is no row."""


@given(
    st.lists(st.tuples(st.sampled_from(list(_RECORDS)), st.integers(1, 90)), min_size=1, max_size=6)
)
def test_every_row_and_fault_keeps_its_line_wherever_it_stands(runs: list[tuple[str, int]]) -> None:
    text, line = f"{HEADER},source,note\n", 2
    good, bad = [], []
    for record, times in runs:
        for _ in range(times):
            fault = _RECORDS[record]
            if fault == "":
                good.append(line)
            elif fault:
                bad.append((line, fault))
            text += record
            line += len(record.splitlines())
    faults = Faults()
    figures = read_figures([memory(text)], context(), faults)

    assert [figure.line for figure in figures] == good
    assert sorted((fault.at.line, fault.code.id) for fault in faults) == bad


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("rate,51,province,2024", "DT210:2:18"),
        ("rate,51,province,2024,80%,extra", "DT210:2:27"),
        ("rate,51,province,2024,87,49%", "DT211:2:23"),
        ("rate,51,province,2024,trên 87,5", "DT211:2:23"),
        ("rate,51,province,2024,87,5,x", "DT210:2:26"),
        ('rate,51,province,2024,"80%"x', "DT213:2:23"),
        (",51,province,2024,80%", "DT215:2:1"),
        (" ,51,,2024,80%", "DT215:2:1"),
        ("Rate X,51,province,2024,80%", "DT223:2:1"),
        ("ra\u200bte,51,province,2024,80%", "DT009:2:1"),
        ("rate,99,province,2024,80%", "DT220:2:6"),
        ("rate,5\u200b1,province,2024,80%", "DT009:2:6"),
        ("rate,51,provinces,2024,80%", "DT221:2:9"),
        ("rate,51,\u200eprovince,2024,80%", "DT009:2:9"),
        ("rate,51,province,quý 3,80%", "DT222:2:18"),
        ("rate,51,province,2024-02-30,80%", "DT222:2:18"),
        ("rate,51,province,20\u00ad24,80%", "DT009:2:18"),
        ("rate,535,district,2025,80%", "DT224:2:6"),
        ("rate,535,province,2024,80%", "DT225:2:10"),
        ("rate,Hòa Bình,commune,2024,80%", "DT226:2:6"),
        ("rate,51,province,2024,nhiều", "DT230:2:23"),
        ("rate,51,province,2024,95 và 96", "DT230:2:23"),
        ("other,51,province,2024,nhiều", "DT231:2:24"),
        ("rate,51,province,2024,8\u202e0%", "DT009:2:23"),
        ("rate,51,province,2024,1.526", "DT232:2:23"),
        ("rate,51,province,2024,101%", "DT234:2:23"),
        ("count,51,province,2024,50%", "DT235:2:24"),
        ("rate,51,province,2024,0.87", "DT236:2:23"),
        ("rank,51,province,2024,26.5", "DT240:2:23"),
    ],
)
def test_bad_row_costs_only_itself(tmp_path: Path, row: str, fault: str) -> None:
    figures, faults = read(tmp_path, f"{HEADER}\n{row}\n{GOOD}")

    assert shown(faults) == [fault]
    assert [figure.line for figure in figures][-1] == 3


NOTED = f"{HEADER},note"


@pytest.mark.parametrize(
    ("header", "row", "fault"),
    [
        (NOTED, "rate,51,province,2024,87,49%", "DT211:2:23"),
        (NOTED, "rate,51,province,2024,trên 87,5", "DT211:2:23"),
        (NOTED, "other,51,province,2024,87,5", "DT211:2:24"),
        (f"{HEADER},remark", "rate,51,province,2024,87,49%", "DT211:2:23"),
        (NOTED, 'rate,51,province,2024,"87",1', None),
        (NOTED, 'rate,51,province,2024, "87",1', "DT230:2:23"),
        (NOTED, "rate,51,province,2024,87,2024", None),
        (NOTED, "rate,51,province,2024,87%,5", None),
        (NOTED, "rate,51,province,2024,87,3 xã", "DT211:2:23"),
        (NOTED, "rate,51,province,2024,87,", None),
        (NOTED.replace(",", ";"), "rate;51;province;2024;87;49", None),
    ],
)
def test_row_split_at_its_decimal_comma_is_refused_where_it_fits_all_the_same(
    tmp_path: Path, header: str, row: str, fault: str | None
) -> None:
    plain = "rate,51,province,2023,80%,x".replace(",", ";" if ";" in header else ",")
    _, faults = read(tmp_path, f"{header}\n{row}\n{plain}\n")

    assert [f for f in shown(faults) if not f.startswith("DT203")] == ([fault] if fault else [])


def test_all_faults_of_a_row_are_said(tmp_path: Path) -> None:
    _, faults = read(tmp_path, f"{HEADER}\nRATE,99,town,30/2,80%\n")

    assert shown(faults) == ["DT223:2:1", "DT220:2:6", "DT221:2:9", "DT222:2:14"]


@pytest.mark.parametrize(
    ("beside", "fault"),
    [
        ("80%,4,,,", "DT237:2:27"),
        ("80%,,5,,", "DT237:2:28"),
        ("80%,4,5,,", None),
        ("79%,4,5,,", "DT238:2:23"),
        (",4,5,,", None),
        ("-,4,5,,", None),
        ("80%,6,5,,", "DT234:2:27"),
        ("x,4,5,,", "DT230:2:23"),
        ("80%,4 và 6,5,,", "DT230:2:27"),
        ("80%,,,semicolon,", "DT239:2:29"),
        ("80%,,,,kg", "DT239:2:30"),
        ("80%,,,,rank", "DT235:2:30"),
        ("80%,,,,percent_change", "DT235:2:30"),
        ("80%,,,,%", None),
        ("1.526,,,comma,", "DT234:2:23"),
        ("1.526,,,point,", None),
        ("80%,4\u200b,5,,", "DT009:2:27"),
        ("80%,4,5,com\u200bma,", "DT009:2:31"),
    ],
)
def test_what_stands_beside_a_value_is_read_with_it(
    tmp_path: Path, beside: str, fault: str | None
) -> None:
    _, faults = read(tmp_path, f"{WIDE}\nrate,51,province,2024,{beside},,,\n")

    assert shown(faults) == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("written", "agrees"),
    [
        ("20,43%", True), ("20,4%", True), ("20%", True), ("20,44%", False), ("21%", False),
        ("trên 20%", True), ("trên 21%", False), ("dưới 20%", False), ("khoảng 20%", True),
        ("tối thiểu 20%", True), ("gần 21%", True), ("ước 20,4%", True), ("đạt", False),
    ],
)  # fmt: skip
def test_published_share_agrees_with_its_fraction_within_its_rounding(
    tmp_path: Path, written: str, agrees: bool
) -> None:
    figures, faults = read(tmp_path, f'{WIDE}\nrate,51,province,2024,"{written}",114,558,,,,,\n')

    assert (len(faults) == 0) is agrees
    if agrees:
        value = figures[0].value
        assert value
        assert value.number == Fraction(11400, 558)
        assert value.text == written
        assert value.preliminary is written.startswith("ước")


def test_bound_at_its_own_fraction_does_not_agree(tmp_path: Path) -> None:
    _, faults = read(tmp_path, f"{WIDE}\nrate,51,province,2024,trên 80%,4,5,,,,,\n")

    assert shown(faults) == ["DT238:2:23"]


def test_count_and_state_beside_a_fraction(tmp_path: Path) -> None:
    figures, faults = read(
        tmp_path,
        f"{WIDE}\ncount,51,province,2024,4,4,5,,,,,\ncount,51,province,2024,5,4,5,,,,,\n"
        "state,51,province,2024,đạt,4,5,,,,,\nrank,51,province,2024,đạt,4,5,,,,,\n",
    )

    assert shown(faults) == ["DT238:3:24", "DT235:4:28", "DT230:5:23"]
    assert figures[0].value
    assert (figures[0].value.number, figures[0].value.total) == (Fraction(4), 5)


def test_totals_that_differ_are_refused_and_rounded_millions_are_not(tmp_path: Path) -> None:
    _, faults = read(
        tmp_path,
        f"{WIDE}\nrank,51,province,2024,26/63,26,34,,,,,\ncount,51,province,2024,4/6,4,5,,,,,\n"
        "rank,51,province,2023,26/63,26,63,,,,,\nrate,51,province,2024,4/5,8,10,,,,,\n"
        'count,51,province,2023,"1,2 triệu",1.234.567,2.000.000,,,,,\n'
        'count,51,province,2022,"1,2 triệu",1.254.567,2.000.000,,,,,\n',
    )

    assert shown(faults) == ["DT238:2:23", "DT238:3:24", "DT238:7:24"]


@pytest.mark.parametrize("part", ["khoảng 80", "trên 80", "tối thiểu 80"])
def test_words_in_the_numerator_do_not_qualify_what_is_published(tmp_path: Path, part: str) -> None:
    _, faults = read(tmp_path, f"{WIDE}\nrate,51,province,2024,80%,{part},100,,,,,\n")

    assert shown(faults) == ["DT230:2:27"]


def test_share_of_a_fraction_alone_has_two_decimals(tmp_path: Path) -> None:
    figures, _ = read(tmp_path, f"{WIDE}\nrate,51,province,2024,,4,7,,,,,\n")

    assert figures[0].value
    assert (figures[0].value.number, figures[0].value.decimals) == (Fraction(400, 7), 2)


# -- quotes


def test_unclosed_quote_ends_its_file_at_the_cell_that_opens_it(tmp_path: Path) -> None:
    text = f'{HEADER},note\n{GOOD.strip()},"a\nb"\nrate,51,province,2024,81%,"open\n{GOOD}'

    figures, faults = read(tmp_path, text, f"{HEADER}\n{GOOD}")

    assert values(figures) == ["80%", "80%"]
    assert shown(faults) == ["DT212:4:27"]


def test_quote_that_a_later_row_closes_was_left_open(tmp_path: Path) -> None:
    figures, faults = read(
        tmp_path, f'{HEADER}\n{GOOD}rate,51,province,2024,"81%\nrate,51,province,2023,"82%"\n{GOOD}'
    )

    assert [figure.line for figure in figures] == [2]
    assert shown(faults) == ["DT212:3:23"]


def test_stray_quote_costs_its_row(tmp_path: Path) -> None:
    figures, faults = read(tmp_path, f'{HEADER}\nrate,51,province,2024,"8"0%\n{GOOD}"a"b\n{GOOD}')

    assert [figure.line for figure in figures] == [3, 5]
    assert shown(faults) == ["DT213:2:23", "DT213:4:1"]


def test_bare_quote_within_a_cell_is_data(tmp_path: Path) -> None:
    figures, faults = read(tmp_path, f'{HEADER},note\n{GOOD.strip()},a "b" c\n')

    assert (figures[0].note, len(faults)) == ('a "b" c', 0)


def test_cell_that_is_too_long_ends_its_file(tmp_path: Path) -> None:
    long = "x" * (LONGEST_CELL + 1)

    figures, faults = read(tmp_path, f"{HEADER}\n{GOOD}rate,51,province,2024,{long}\n{GOOD}")

    assert (len(figures), shown(faults)) == (1, ["DT214:3:23"])


def test_bytes_that_are_no_text_end_their_file(tmp_path: Path) -> None:
    text = f"{HEADER}\n{GOOD}".encode() + GOOD.encode() * 9000 + b"rate,\xff"

    figures, faults = read(tmp_path, text, HEADER.encode() + b"\xff\n", f"{HEADER}\n{GOOD}")

    assert len(figures) > 1
    assert [str(f.at) for f in faults] == ["f1.csv:9003:6", "f2.csv:1:34"]
    assert figures[len(figures) - 1].path == "f3.csv"


# -- the convention of a file


def test_file_proves_its_convention(tmp_path: Path) -> None:
    figures, faults = read(
        tmp_path,
        f'{HEADER}\nrate,51,province,2023,"99,30%"\ncount,51,province,2024,1.526\n',
        f"{HEADER}\nrate,51,province,2023,99.30%\ngrowth,51,province,2024,1.526\n",
    )

    assert len(faults) == 0
    assert [f.value.number for f in figures if f.value] == [
        Fraction("99.3"), 1526, Fraction("99.3"), Fraction("1.526"),
    ]  # fmt: skip


def test_value_that_nobody_asks_for_proves_too(tmp_path: Path) -> None:
    _, faults = read(
        tmp_path, f'{HEADER}\nother,51,province,2023,"99,30"\ncount,51,province,2024,1.526\n'
    )

    assert len(faults) == 0


@pytest.mark.parametrize("prose", ["1,5 và 2,5", "v2,5"])
def test_prose_proves_nothing(tmp_path: Path, prose: str) -> None:
    _, faults = read(
        tmp_path, f'{HEADER}\nother,51,province,2023,"{prose}"\ncount,51,province,2024,1.526\n'
    )

    assert shown(faults) == ["DT231:2:24", "DT232:3:24"]


def test_two_conventions_in_one_file_are_named_and_decide_nothing(tmp_path: Path) -> None:
    _, faults = read(
        tmp_path,
        f'{HEADER}\nrate,51,province,2024,99.30%\nrate,51,province,2023,"99,30%"\n'
        'rate,51,province,2022,"98,30%"\ncount,51,province,2024,1.526\n',
    )

    assert shown(faults) == ["DT233:2:23", "DT232:5:24"]
    [mixed, _] = faults
    assert mixed.params == {"comma": "99,30%", "point": "99.30%"}
    assert [str(place) for place in mixed.others] == ["f1.csv:3:23"]


def test_declared_convention_decides_for_run_and_row(tmp_path: Path) -> None:
    text = f"{WIDE}\ncount,51,province,2024,1.526,,,{{}},,,,\n"

    run, faults = read(tmp_path, text.format(""), asking=context(decimal=Decimals.COMMA))
    row, more = read(tmp_path, text.format("comma"), asking=context(decimal=Decimals.POINT))

    assert [f.value.number for f in (*run, *row) if f.value] == [1526, 1526]
    assert len(faults) == len(more) == 0


def test_row_that_declares_its_convention_proves_nothing_for_others(tmp_path: Path) -> None:
    _, faults = read(
        tmp_path,
        f'{WIDE}\nrate,51,province,2024,"99,3",,,comma,,,,\ncount,51,province,2024,1.526,,,,,,,\n',
    )

    assert shown(faults) == ["DT232:3:24"]


# -- many


def test_files_keep_their_names_and_share_their_texts(tmp_path: Path) -> None:
    figures, _ = read(tmp_path, f"{HEADER}\n{GOOD}", f"{HEADER}\n{GOOD}")

    assert [figure.path for figure in figures] == ["f1.csv", "f2.csv"]
    assert len(figures.slots) == len(figures.places) == 2


def test_file_without_a_usable_header_does_not_stop_the_next(tmp_path: Path) -> None:
    figures, faults = read(tmp_path, "tên,số\n", f"{HEADER}\n{GOOD}")

    assert (len(figures), shown(faults)) == (1, ["DT204:1:0"])


def test_heading_of_a_fault_is_the_file_s_own(tmp_path: Path) -> None:
    _, faults = read(tmp_path, "Chỉ tiêu;Địa bàn;Kỳ;Giá trị\nrate;51;2024;x\n")

    [fault] = faults
    assert (fault.at.heading, fault.at.field, fault.at.column) == ("Giá trị", 4, 14)


def test_same_wrong_text_is_said_for_each_row(tmp_path: Path) -> None:
    _, faults = read(tmp_path, f"{HEADER}\n" + "rate,99,province,2024,1%\n" * 1200)

    assert (len(faults), len(list(faults))) == (1200, 1000)


def test_suggestions_stop_when_a_run_asks_too_often() -> None:
    rows = "".join(f"rate,Quảng Ngải{'!' * (n > 0)}{n},province,2024,1%\n" for n in range(600))
    faults = Faults()

    read_figures([memory(f"{HEADER}\n{rows}")], context(), faults)

    offered = [f for f in faults if f.params["near"]]
    assert len(faults) == 600
    assert 0 < len(offered) <= SUGGESTIONS


def test_suggestions_name_what_was_meant(tmp_path: Path) -> None:
    _, faults = read(tmp_path, f"{HEADER}\nRate,Quảng Ngải,provnce,quý 3/2024,80%\n")

    assert [f.params["near"] for f in faults] == ["rate", "Quảng Ngãi", "province", "2024-Q3"]


def test_code_without_its_zeros_is_not_guessed(tmp_path: Path) -> None:
    _, faults = read(tmp_path, f"{HEADER}\nrate,051,province,2024,80%\n")

    assert [f.params for f in faults] == [{"text": "051", "near": ""}]


def test_qualified_values_stay_qualified(tmp_path: Path) -> None:
    figures, _ = read(tmp_path, f"{HEADER}\nrate,51,province,2024,trên 95%\n")

    assert figures[0].value
    assert figures[0].value.qualifier is Qualifier.MORE_THAN


def test_edition_is_read_where_a_file_has_it(tmp_path: Path) -> None:
    heading = f"{HEADER},Ngày công bố,source"
    rows = [f"rate,51,province,2024,80%,{day},A" for day in ("2025-02-28", " 2025-02 ", "2025", "")]

    figures, faults = read(tmp_path, "\n".join([heading, *rows]), f"{HEADER}\n{GOOD}")

    assert [str(figure.edition or "") for figure in figures] == [
        "2025-02-28", "2025-02", "2025", "", "",
    ]  # fmt: skip
    assert [figure.source for figure in figures] == ["A", "A", "A", "A", ""]
    assert len(faults) == 0


def test_rows_without_the_column_share_their_origin(tmp_path: Path) -> None:
    figures, _ = read(tmp_path, f"{HEADER}\n{GOOD * 100}")

    assert figures.origins == [("", "", "", None)]


@pytest.mark.parametrize(
    ("written", "code", "near"),
    [
        ("28/02/2025", "DT242", "2025-02-28"), ("28/2/2025", "DT242", "2025-02-28"),
        ("2025-02-30", "DT242", ""), ("lần 2", "DT242", ""), ("2025\u200b", "DT009", None),
    ],
)  # fmt: skip
def test_edition_that_is_no_day_month_or_year_is_told_at_its_cell(
    tmp_path: Path, written: str, code: str, near: str | None
) -> None:
    row = f"rate,51,province,2024,80%,{written},A\n"

    figures, faults = read(tmp_path, f"{HEADER},edition,source\n{row}{row}")

    assert shown(faults) == [f"{code}:2:27", f"{code}:3:27"]
    assert [fault.params.get("near") for fault in faults] == [near, near]
    assert [figure.edition for figure in figures] == [None, None]


def test_edition_behind_the_value_holds_no_lost_decimals(tmp_path: Path) -> None:
    figures, faults = read(
        tmp_path,
        "indicator,area,level,period,value,edition\nrate,51,province,2024,80,2025-02\n",
    )

    assert (values(figures), len(faults)) == (["80"], 0)
