import unicodedata

import pytest
from pydantic import ValidationError

from dti_targets.domain.unit import Level, Unit
from dti_targets.reading.headings import Column, adapter, column_of, nearest_heading, without_marks
from dti_targets.reading.number_text import Decimals


@pytest.mark.parametrize("column", Column)
def test_english_heading_is_known_in_any_case(column: Column) -> None:
    assert column_of(f" {column.upper()} ") is column


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Chỉ tiêu", Column.INDICATOR), ("MÃ CHỈ TIÊU", Column.INDICATOR),
        ("Địa bàn", Column.AREA), ("đơn  vị hành chính", Column.AREA), ("Cấp", Column.LEVEL),
        ("Kỳ", Column.PERIOD), ("Năm", Column.PERIOD), ("kỳ báo cáo", Column.PERIOD),
        ("Giá trị", Column.VALUE), ("Số liệu", Column.VALUE), ("Tử số", Column.NUMERATOR),
        ("Mẫu số", Column.DENOMINATOR), ("Dấu thập phân", Column.DECIMAL), ("ĐVT", Column.UNIT),
        ("Đơn vị tính", Column.UNIT), ("Nguồn", Column.SOURCE), ("Trích dẫn", Column.QUOTE),
        ("Nguyên văn", Column.QUOTE), ("Ghi chú", Column.NOTE),
        ("Ngày công bố", Column.EDITION), ("Lần công bố", Column.EDITION),
        ("Thời điểm công bố", Column.EDITION), ("Published", Column.EDITION),
    ],
)  # fmt: skip
def test_vietnamese_heading_is_known_with_without_and_with_loose_marks(
    heading: str, column: Column
) -> None:
    for written in (heading, unicodedata.normalize("NFD", heading), without_marks(heading)):
        assert column_of(written) is column


@pytest.mark.parametrize("heading", ["", "đơn vị", "value2", "indic"])
def test_other_headings_are_not_known(heading: str) -> None:
    assert column_of(heading) is None


@pytest.mark.parametrize(
    ("heading", "near"), [("sorce", "source"), ("gía tri", "giá trị"), ("xyzzy", "")]
)
def test_nearest_heading_is_offered_as_it_is_written(heading: str, near: str) -> None:
    assert nearest_heading(heading) == near


@pytest.mark.parametrize(
    ("column", "written", "meant"),
    [
        (Column.LEVEL, "Cấp tỉnh", Level.PROVINCE), (Column.LEVEL, "xã", Level.COMMUNE),
        (Column.LEVEL, "PROVINCE", Level.PROVINCE), (Column.LEVEL, "cap huyen", Level.DISTRICT),
        (Column.UNIT, "%", Unit.PERCENT), (Column.UNIT, "Thứ hạng", Unit.RANK),
        (Column.UNIT, "Mb/s", Unit.MBPS), (Column.UNIT, "percent", Unit.PERCENT),
        (Column.DECIMAL, ",", Decimals.COMMA), (Column.DECIMAL, "dấu chấm", Decimals.POINT),
        (Column.DECIMAL, "comma", Decimals.COMMA), (Column.INDICATOR, "a_b.1-c", "a_b.1-c"),
    ],
)  # fmt: skip
def test_cell_of_a_closed_list_may_be_vietnamese(
    column: Column, written: str, meant: object
) -> None:
    assert adapter(column).validate_python(written) == meant


@pytest.mark.parametrize(
    ("column", "written"),
    [
        (Column.LEVEL, "town"), (Column.UNIT, "kg"), (Column.DECIMAL, "semicolon"),
        (Column.PERIOD, "2024-13"), (Column.INDICATOR, "A"), (Column.INDICATOR, "a b"),
        (Column.INDICATOR, "../x"), (Column.INDICATOR, "=a"), (Column.INDICATOR, "а"),
        (Column.EDITION, "28/02/2025"), (Column.EDITION, "2025-02-30"),
    ],
)  # fmt: skip
def test_cell_that_is_not_valid_is_refused(column: Column, written: str) -> None:
    with pytest.raises(ValidationError):
        adapter(column).validate_python(written)
