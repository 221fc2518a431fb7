"""The form: its cells, its words, and that nothing in it is more than text."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dti_targets.checking.asking import entries
from dti_targets.checking.selection import Selection
from dti_targets.domain.form import Form
from dti_targets.domain.period import Period
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Value
from dti_targets.messages import Words
from dti_targets.reading.headings import Column, adapter, column_of, is_beside
from dti_targets.reading.number_text import Decimals, interpret, scan
from dti_targets.reporting.form import COLUMNS, INPUTS, file_names, form_csv, headings
from dti_targets.reporting.form_workbook import EXAMPLES, form_workbook
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.workbook_text import fitting
from tests.builders import GAZETTEER, area, read, resolution, target
from tests.runs import ROOT, Command, SameAsGolden

LANGUAGES = ("en", "vi")
HOSTILE = (
    '=HYPERLINK("http://x")', "+1+1", "-1", "@SUM(A1)", "\t=1", "http://x.vn", "_x0041_", "{=1}",
    "a\x07b\u202ec\u200bd", "x" * 40_000, "<b>&amp;", "1E5", "ftp://x", "mailto:a@b", "&A&D&F",
)  # fmt: skip


def say(language: str = "en") -> Wording:
    return Wording(Words(language))


def make(*targets: dict[str, Any], rows: str = "", **changes: object) -> Form:
    made = resolution(*targets, **changes)
    period = Period.parse("2024")
    figures = read(rows, made)
    return Form(made, period, entries(made, period, GAZETTEER, Selection(), figures))


def book(form: Form, language: str = "en") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(form_workbook(form, say(language)))))


def cells(data: bytes) -> Iterator[str]:
    """Yield what a workbook holds, cell by cell, and what holds for each sheet."""
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        yield f"[{sheet.title}] {sheet.dimensions} frozen {sheet.freeze_panes}"
        yield (
            f"locked {sheet.protection.sheet}, {sheet.page_setup.orientation},"
            f" paper {sheet.page_setup.paperSize}, rows {sheet.print_title_rows},"
            f" filter {sheet.auto_filter.ref}"
        )
        for row in sheet.iter_rows():
            for cell in row:
                open_ = "" if cell.protection.locked else " open"
                if cell.value is not None or open_:
                    yield f"{cell.coordinate}{open_} {cell.number_format}: {cell.value or ''}"
        for validation in sheet.data_validations.dataValidation:
            yield f"{validation.sqref} {validation.type}: {validation.prompt} {validation.formula1}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_of_the_real_resolution(
    command: Command, same_as_golden: SameAsGolden, tmp_path: Path, language: str
) -> None:
    command.monkeypatch.chdir(ROOT)
    made = [tmp_path / "form.xlsx", tmp_path / "form.csv"]

    for path in made:
        result = command("form", "13-nq-tu", "-p", "2024", "-o", str(path), "-l", language)
        assert (result.status, result.err) == (0, "")

    same_as_golden(f"form.{language}.txt", "\n".join([*cells(made[0].read_bytes()), ""]))
    same_as_golden(f"form.{language}.csv", made[1].read_bytes().decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_knows_every_heading(language: str) -> None:
    texts = headings(say(language))

    read_back = {name: column_of(text) for name, text in texts.items()}
    known = {name for name, column in read_back.items() if column}
    assert known == {"indicator", "unit", "area", "level", "period", "decimal", *INPUTS}
    assert all(read_back[name] is Column(name) for name in known)
    assert all(is_beside(text) for name, text in texts.items() if name not in known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_knows_the_words_of_units_and_levels(language: str) -> None:
    show = say(language).words.show
    levels, units = adapter(Column.LEVEL), adapter(Column.UNIT)

    assert [levels.validate_python(show(level)) for level in Level] == list(Level)
    assert [units.validate_python(show(unit)) for unit in Unit] == list(Unit)
    assert units.validate_python("%") is Unit.PERCENT
    sign = {"en": Decimals.POINT, "vi": Decimals.COMMA}[language]
    assert adapter(Column.DECIMAL).validate_python(say(language)("form.decimal")) is sign


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_what_the_guide_shows_can_be_read(language: str, example: str) -> None:
    units = {"rank": Unit.RANK, "count": Unit.COUNT, "state": Unit.YES_NO, "at_most": Unit.RATIO}
    text = say(language)(f"form.write.{example}")

    convention = Decimals.COMMA if language == "vi" else Decimals.POINT
    found = interpret(scan(text), units.get(example, Unit.PERCENT), convention)

    assert isinstance(found, Value)
    if example == "count":
        assert found.number == Fraction(1526)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hint", ["percent", "rank", "count", "number", "state"])
def test_a_hint_fits_where_excel_shows_it(language: str, hint: str) -> None:
    assert len(say(language)(f"form.hint.{hint}")) <= 255
    assert len(say(language)("form.heading.value")) <= 32
    assert all(len(say(language)(name)) <= 31 for name in ("form.sheet", "form.guide"))


def test_only_what_is_to_be_filled_in_is_open_and_it_is_text() -> None:
    sheet = book(make()).worksheets[0]

    for column, cell in zip(COLUMNS, sheet[2], strict=True):
        assert cell.protection.locked is (column not in INPUTS)
        if column in INPUTS:
            assert (cell.value, cell.number_format) == (None, "@")
    assert sheet.protection.sheet
    assert not sheet.protection.password


def test_a_state_is_chosen_from_a_list() -> None:
    form = make(target(unit="yes_no", levels={"province": {"state": {"vi": "có", "en": "there"}}}))

    [validation] = book(form, "vi").worksheets[0].data_validations.dataValidation

    assert (validation.type, validation.formula1) == ("list", '"đạt,chưa,-"')
    assert str(validation.sqref) == "M2"


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_nothing_that_a_file_says_is_more_than_text(text: str) -> None:
    plain = text.strip()
    written = target(source={"document": "adopted", "quote": text}) | {"name": plain}
    documents = {"adopted": {"number": plain, "date": "2023-09-06"}}
    data = b"".join(form_workbook(make(written, title=plain, documents=documents), say()))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = "".join(part for name, part in parts.items() if "/sheet" in name)
    assert not re.search(r"<f[ >]|<hyperlink|<oleObject", sheets)
    assert not any(sign in part for part in parts.values() for sign in "\a\u202e\u200b")
    assert not any("externalLink" in name or "sheets/_rels" in name for name in parts)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    shown = dict(zip(COLUMNS, sheet[2], strict=True))
    assert {cell.data_type for cell in sheet[2] if cell.value is not None} == {"s"}
    assert shown["name"].value == fitting(visible(plain), say())
    assert shown["promise"].value == fitting(visible(text), say())
    header = re.search("<oddHeader>&amp;C&amp;(.*?)</oddHeader>", sheets)
    assert header
    assert not re.search("&amp;[A-Z]", header[1].replace("&amp;&amp;", ""))


def test_what_a_table_shows_is_no_formula() -> None:
    written = target(source={"document": "adopted", "quote": "- 100%"}) | {"name": "=1+1"}
    form = make(written)

    _, row = "".join(form_csv(form, say())).splitlines()

    assert "'=1+1" in row.split(";")
    assert "'- 100%" in row.split(";")


def test_the_same_form_has_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = b"".join(form_workbook(make(), say()))
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")

    assert b"".join(form_workbook(make(), say())) == first
    properties = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert properties.created == datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    assert properties.creator in {None, "", "openpyxl"}
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_thresholds_of_two_dues_stand_in_one_row() -> None:
    form = make(
        target("near", indicator="x"),
        target("far", indicator="x", due="2030", levels={"province": {"more_than": 95}}),
        rows="x;51;province;2023;70%",
    )

    row = dict(zip(COLUMNS, next(book(form).worksheets[0].iter_rows(min_row=2)), strict=True))

    assert row["threshold"].value == "at least 80%; more than 95%"
    assert row["promise"].value == "80%"
    assert row["known"].value == "70% (2023)"


def test_names_of_files_lead_nowhere_else() -> None:
    made = [
        area("535", "district", "Ba Tơ", kind="huyện"), area("../../etc", "district", "passwd"),
        area("A", "district", "B"), area("a", "district", "b"), area("…", "district", "東"),
        area("1", "district", "đ" * 200),
    ]  # fmt: skip

    found = list(file_names(made, "out/").values())

    assert found[:5] == [
        "out/535-huyen-ba-to.xlsx", "out/etc-passwd.xlsx", "out/a-b.xlsx", "out/a-b-2.xlsx",
        "out/u6771.xlsx",
    ]  # fmt: skip
    assert len(found[5]) < 80
    assert list(file_names(made[:1], "x/{area}/f.csv").values()) == ["x/535-huyen-ba-to/f.csv"]
