"""The columns of a figures file: their names in both languages, and what one row may hold."""

import unicodedata
from collections.abc import Collection, Mapping
from enum import Enum, StrEnum
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter

from dti_targets.diagnostics.near import nearest
from dti_targets.domain.area import folded
from dti_targets.domain.period import Period
from dti_targets.domain.resolution import Id
from dti_targets.domain.unit import Level, Unit
from dti_targets.reading.number_text import Decimals

E = TypeVar("E", bound=Enum)


class Column(StrEnum):
    """The columns, by their English headings."""

    INDICATOR = "indicator"
    AREA = "area"
    LEVEL = "level"
    PERIOD = "period"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    DECIMAL = "decimal"
    UNIT = "unit"
    SOURCE = "source"
    QUOTE = "quote"
    NOTE = "note"
    EDITION = "edition"


REQUIRED = (Column.INDICATOR, Column.VALUE)

_VIETNAMESE = {
    Column.INDICATOR: ("chỉ tiêu", "mã chỉ tiêu"),
    Column.AREA: ("địa bàn", "mã địa bàn", "đơn vị hành chính"),
    Column.LEVEL: ("cấp",),
    Column.PERIOD: ("kỳ", "kỳ số liệu", "kỳ báo cáo", "năm"),
    Column.VALUE: ("giá trị", "số liệu"),
    Column.NUMERATOR: ("tử số",),
    Column.DENOMINATOR: ("mẫu số",),
    Column.DECIMAL: ("dấu thập phân",),
    Column.UNIT: ("đơn vị tính", "đvt"),
    Column.SOURCE: ("nguồn",),
    Column.QUOTE: ("trích dẫn", "nguyên văn"),
    Column.NOTE: ("ghi chú",),
    Column.EDITION: ("published", "ngày công bố", "thời điểm công bố", "lần công bố"),
}
_BESIDE = (
    "no", "tt", "stt", "name of indicator", "tên chỉ tiêu", "name of area", "tên địa bàn",
    "threshold", "ngưỡng", "sentence of the target", "câu văn giao chỉ tiêu", "latest figure",
    "số liệu gần nhất",
)  # fmt: skip
"""Headings of a form that are for whoever fills it in: their columns say nothing of a figure."""

_LEVELS = {
    Level.NATIONAL: ("toàn quốc", "quốc gia", "cả nước", "trung ương"),
    Level.MINISTRY: ("cấp bộ", "bộ", "bộ, ngành"),
    Level.PROVINCE: ("cấp tỉnh", "tỉnh"),
    Level.DISTRICT: ("cấp huyện", "huyện"),
    Level.COMMUNE: ("cấp xã", "xã"),
    Level.VILLAGE: ("thôn", "cấp thôn", "thôn, tổ dân phố"),
    Level.AGENCY: ("cơ quan", "đơn vị", "cơ quan, đơn vị"),
}
_UNITS = {
    Unit.PERCENT: ("%", "phần trăm"),
    Unit.PERCENT_CHANGE: ("phần trăm tăng, giảm", "percent of change"),
    Unit.PERCENT_OF_PLAN: ("phần trăm kế hoạch", "% kế hoạch", "percent of the plan"),
    Unit.COUNT: ("số lượng",),
    Unit.RATIO: ("tỷ số",),
    Unit.PER_100_PEOPLE: ("trên 100 dân", "per 100 people"),
    Unit.PER_PERSON: ("bình quân đầu người", "per person"),
    Unit.RANK: ("hạng", "thứ hạng"),
    Unit.SCORE: ("điểm", "điểm số"),
    Unit.YES_NO: ("có/không", "đạt/chưa đạt", "đạt hoặc chưa", "yes or no"),
    Unit.MBPS: ("mb/s",),
}
_DECIMALS = {Decimals.COMMA: (",", "phẩy", "dấu phẩy"), Decimals.POINT: (".", "chấm", "dấu chấm")}


def without_marks(text: str) -> str:
    """Return a text as a keyboard without Vietnamese writes it: `chi tieu`."""
    bare = unicodedata.normalize("NFD", folded(text))
    return "".join(c for c in bare if not unicodedata.combining(c)).replace("đ", "d")


def _by_word(words: Mapping[E, tuple[str, ...]]) -> dict[str, str]:
    return {without_marks(word): str(item.value) for item, known in words.items() for word in known}


_HEADINGS = {without_marks(column): column for column in Column} | {
    word: Column(column) for word, column in _by_word(_VIETNAMESE).items()
}


_UNREAD = frozenset(map(without_marks, _BESIDE))


def column_of(heading: str) -> Column | None:
    """Return the column that a heading names, in either language, with or without marks."""
    return _HEADINGS.get(without_marks(heading))


def is_beside(heading: str) -> bool:
    """Whether a heading is one of a form that stands beside its figures, and is not read."""
    return without_marks(heading) in _UNREAD


def nearest_heading(heading: str) -> str:
    """Return the known heading most like one that is not known; empty where none is like it."""
    known = {without_marks(c): str(c) for c in Column} | {
        without_marks(word): word for words in _VIETNAMESE.values() for word in words
    }
    return known.get(nearest(without_marks(heading), known), "")


_DECIDES = frozenset({
    Column.AREA, Column.LEVEL, Column.PERIOD, Column.NUMERATOR, Column.DENOMINATOR,
    Column.DECIMAL, Column.UNIT,
})  # fmt: skip
"""Columns that may be left out, and change what a figure says where they stand."""

_PARTS = frozenset({"quy", "thang", "quarter", "month"})
"""Headings of a part of a year: without them its figure would be one of the whole year."""

_SLIP = 0.75
"""How alike a heading must be to a known one to be taken for a slip of the pen."""


def decides(heading: str, found: Collection[Column]) -> str:
    """Return the heading that an unknown one stands for if a figure says another thing without it.

    Empty where it stands for none, or for one of the columns that were `found`.
    """
    bare = without_marks(heading)
    if bare in _PARTS:
        return str(Column.PERIOD)
    column = column_of(nearest(bare, _HEADINGS, _SLIP))
    return nearest_heading(heading) if column in _DECIDES and column not in found else ""


def _synonyms(words: Mapping[E, tuple[str, ...]]) -> BeforeValidator:
    """Let a closed list be written in Vietnamese, or in another case."""
    known = _by_word(words)

    def canonical(text: str) -> str:
        bare = without_marks(text)
        return known.get(bare, bare)

    return BeforeValidator(canonical)


class FigureRow(BaseModel):
    """One row of a figures file, column by column. Only indicator and value must be columns."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    indicator: Id
    area: str | None = None
    level: Annotated[Level | None, _synonyms(_LEVELS)] = None
    period: Period | None = None
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    decimal: Annotated[Decimals | None, _synonyms(_DECIMALS)] = None
    unit: Annotated[Unit | None, _synonyms(_UNITS)] = None
    source: str | None = None
    quote: str | None = None
    note: str | None = None
    edition: Period | None = None


def adapter(column: Column) -> TypeAdapter[object]:
    """Return what validates a cell of a column, without the row: once per distinct text."""
    return TypeAdapter(FigureRow.__annotations__[column])
