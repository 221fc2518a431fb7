"""The report as CSV: read back by Python and by ourselves, never run as a formula."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.reporting.visible import visible
from dti_targets.reporting.writers.csv_report import COLUMNS, _cell
from tests import hostile
from tests.reporting.conftest import Case, Make

NEGATIVE = ("-1", "-1.25", "-1,25", "-1,25%", "+5", "-100.5%", "-1.234,5", "-", "+")
RUN = (
    "=1+1", "+1+1", "-1-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "+A1",
    "＝1+1", "＋1", "－1", "＠SUM(A1)", "-x", "-1/3",
)  # fmt: skip
VERDICTS = ("resolution", "target", "level", "area", "due")


def rows_of(text: str) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows = [*reader]
    assert reader.fieldnames == [*COLUMNS]
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def test_it_holds_what_the_json_holds(case: Case) -> None:
    report = json.loads(case.out("json"))

    rows = rows_of(case.out("csv"))

    judged = [row for row in rows if row["record"] == "assessment"]
    assert [[row["target"], row["verdict"], row["gap"]] for row in judged] == [
        [made["target"], made["verdict"], made["gap"] or ""] for made in report["assessments"]
    ]
    for row, made in zip(judged, report["assessments"], strict=True):
        figure = made["figure"] or {}
        for key in ("low", "high", "file"):
            assert row[key] == visible(figure.get(key) or "")
        for key in ("line", "column"):
            assert row[key] == str(figure.get(key, ""))
        assert row["threshold_value"] == (made["threshold"]["value"] or "")
        assert row["counted"] == str(made["counted"]).lower()
    kinds = [row["record"] for row in rows]
    others = sum(len(made["other_figures"]) for made in report["assessments"])
    assert kinds.count("figure") == others
    assert kinds.count("unused_figure") == len(report["unused_figures"])
    assert kinds.count("diagnostic") == len(report["diagnostics"])


def test_it_is_one_line_a_row_with_one_line_end(case: Case) -> None:
    text = case.out("csv")

    assert text.endswith("\n")
    assert "\r" not in text
    assert text.count("\n") == len(rows_of(text)) + 1


def test_no_cell_is_a_formula(case: Case) -> None:
    for row in rows_of(case.out("csv")):
        for name, cell in row.items():
            if cell[:1] in {*"=+-@＝＋－＠\t\r"} and cell:
                assert cell.lstrip("+-")[:1] in {*"0123456789"} or cell in {"-", "+"}, (name, cell)
                assert not set(cell) - {*"+-0123456789.,/%"}, (name, cell)


@pytest.mark.parametrize("text", NEGATIVE)
def test_a_negative_number_is_untouched(text: str) -> None:
    assert _cell(text) == text


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    guarded = _cell(text)

    assert guarded == (text if text == "-1/3" else f"'{text}")


@given(st.text())
def test_any_text_is_a_cell(text: str) -> None:
    written = io.StringIO()
    csv.writer(written).writerow([_cell(text), "x"])

    (row,) = csv.reader(io.StringIO(written.getvalue(), newline=""), strict=True)
    assert row == [_cell(text), "x"]
    assert _cell(text).isprintable() or not text.isascii()


def test_a_source_of_formulas_is_guarded(make: Make) -> None:
    rows = rows_of(make("hostile").out("csv"))

    sources = {row["source"] for row in rows}
    for evil in hostile.EVIL:
        if evil[0] in "=@+-":
            assert any(source.startswith("'" + evil[:3]) for source in sources)


def verdicts(rows: list[dict[str, str]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {
        tuple(row[name] for name in VERDICTS): (row["verdict"], row["gap"], row["low"], row["high"])
        for row in rows
        if row["record"] == "assessment"
    }


MIXED = """\
indicator,area,level,period,value,numerator,denominator,decimal,unit,source
records_rate,90,province,2024,,114,558,,,A
satisfaction_rate,90,province,2024,"95,5",,,comma,%,A
ecommerce_share,90,province,2024,từ 8 đến 9%,,,,,A
sme_rate,90,province,2024,"61,5",,,comma,percent,A
productivity_growth,90,province,2024,"-1,25%",,,,,A
dti_rank,90,province,2024,12/34,,,,,A
team_count,90,province,2024,1.260,,,comma,,A
no_dead_zone,90,province,2024,có,,,,,A
late_rate,90,province,2024,—,,,,,A
"""


def given_back(case: Case) -> tuple[object, object]:
    """Return the verdicts of a report, and those of its own rows."""
    before = rows_of(case.out("csv"))
    with (case.folder / "own.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(row for row in before if row["record"] != "diagnostic")
    again = case.command("check", "own.csv", "-f", "csv")
    assert again.status in {0, 1}, again.err
    return verdicts(before), verdicts(rows_of(again.out))


@pytest.mark.parametrize("name", ["real", "sample", "hostile", "mixed"])
def test_given_back_as_figures_it_leads_to_the_same_verdicts(make: Make, name: str) -> None:
    case = make("sample" if name == "mixed" else name)
    if name == "mixed":
        (case.folder / "data" / "2024.csv").write_text(MIXED, "utf-8")

    before, after = given_back(case)

    assert after == before


EDITIONS = """\
indicator,area,level,period,value,source,edition
records_rate,90,province,2024,"70%",A,2024-10-01
records_rate,90,province,2024,"99%",A,2025-02-28
records_rate,90,province,2024,"71%",B,2024-12
records_rate,90,district,2024,"85%",A,
nobody_asks,90,province,2024,"1%",A,2025
"""


def test_earlier_editions_are_rows_that_are_given_back_too(make: Make) -> None:
    case = make("sample")
    (case.folder / "data" / "2024.csv").write_text(EDITIONS, "utf-8")
    rows = rows_of(case.out("csv"))

    assert [
        (row["value"], row["source"], row["edition"], row["line"], row["verdict"])
        for row in rows
        if row["record"] == "earlier_edition"
    ] == [("71%", "B", "2024-12", "4", ""), ("70%", "A", "2024-10-01", "2", "")]
    assert {row["edition"] for row in rows if row["record"] == "unused_figure"} == {"2025"}
    before, after = given_back(case)
    assert after == before
    again = json.loads(case.command("check", "own.csv", "-f", "json").out)
    (found,) = (made for made in again["assessments"] if made["earlier_editions"])
    assert (found["figure"]["text"], found["figure"]["edition"]) == ("99%", "2025-02-28")
    assert [e["edition"] for e in found["earlier_editions"]] == ["2024-12", "2024-10-01"]


@pytest.mark.parametrize(
    "row",
    [
        "records_rate,90,district,2024,80%,7996,10000,,,A",  # less than it was rounded to
        "satisfaction_rate,90,province,2024,95.125,,,point,,A",
    ],
)
def test_what_stood_beside_a_value_is_given_back_too(make: Make, row: str) -> None:
    case = make("sample")
    (case.folder / "data" / "2024.csv").write_text(f"{MIXED.splitlines()[0]}\n{row}\n", "utf-8")

    before, after = given_back(case)

    assert after == before
