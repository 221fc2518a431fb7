"""The closed grammar of published values: text -> a shape with both readings of its number.

One qualifier, one number (or `n/m`, or "từ a đến b"), `%`, one multiplier, one counting noun.
`1.526` is 1526 where a dot groups thousands and 1.526 where it marks decimals; a scan keeps both
readings, and `interpret` chooses once the convention of the file is known.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from dti_targets.diagnostics import Code, codes
from dti_targets.domain.unit import Unit
from dti_targets.domain.value import Absence, Qualifier, Value

LONGEST = 200
"""Characters of a value; what is longer is prose."""

MOST_DIGITS = 40


class Decimals(Enum):
    """Which sign marks decimals."""

    COMMA = "comma"
    POINT = "point"


class Reading(NamedTuple):
    """A number, exactly, and how many decimal digits it was written with."""

    number: Fraction
    decimals: int


class Token(NamedTuple):
    """A written number with its readings under the two conventions; None where it has none."""

    text: str
    comma: Reading | None
    point: Reading | None

    @property
    def ambiguous(self) -> bool:
        """Whether the conventions read it as two different numbers."""
        return bool(self.comma and self.point and self.comma.number != self.point.number)

    @property
    def unreadable(self) -> bool:
        """Whether it is a number under neither convention: 12,34,567."""
        return self.comma is None and self.point is None

    @property
    def proves(self) -> Decimals | None:
        """The convention that the number can only have been written in."""
        if self.comma and not self.point:
            return Decimals.COMMA
        if self.point and not self.comma:
            return Decimals.POINT
        return None


class Shape(Enum):
    """What kind of text a value is."""

    NUMBER = "number"
    PART_OF = "part_of"
    RANGE = "range"
    ORDINAL = "ordinal"
    STATE = "state"
    ABSENT = "absent"
    PAIR = "pair"
    UNREADABLE = "unreadable"


class Published(NamedTuple):
    """A value as its text shows it, before a unit and a convention say what it means."""

    text: str
    shape: Shape
    numbers: tuple[Token, ...] = ()
    qualifier: Qualifier = Qualifier.EXACT
    percent: bool = False
    multiplier: int = 1
    preliminary: bool = False
    state: bool | None = None
    absence: Absence | None = None
    noun: str = ""

    @property
    def proves(self) -> Decimals | None:
        """The convention that its numbers prove, if they do."""
        return next((token.proves for token in self.numbers if token.proves), None)


class Unreadable(NamedTuple):
    """Why a text is no value of a unit: the code of the diagnostic and its parameters."""

    code: Code
    params: dict[str, object]


_ABSENT = frozenset({
    "-", "–", "—", "…", "...", "..", "n/a", "na", "#n/a", "null", "chưa có số liệu",
    "không có số liệu", "chưa công bố", "chưa thống kê", "not available", "no data",
})  # fmt: skip
_YES = frozenset({"đạt", "đã đạt", "có", "rồi", "đã hoàn thành", "hoàn thành", "yes", "true"})
_NO = frozenset({
    "chưa", "chưa đạt", "chưa có", "chưa hoàn thành", "không", "không đạt", "không có", "no",
    "false",
})  # fmt: skip

_QUALIFIERS = {
    ">": Qualifier.MORE_THAN, "trên": Qualifier.MORE_THAN, "hơn": Qualifier.MORE_THAN,
    "cao hơn": Qualifier.MORE_THAN, "lớn hơn": Qualifier.MORE_THAN,
    "nhiều hơn": Qualifier.MORE_THAN, "over": Qualifier.MORE_THAN, "more than": Qualifier.MORE_THAN,
    "exceeded": Qualifier.MORE_THAN, "exceeding": Qualifier.MORE_THAN,
    "above": Qualifier.MORE_THAN, "vượt": Qualifier.MORE_THAN,
    ">=": Qualifier.AT_LEAST, "≥": Qualifier.AT_LEAST, "tối thiểu": Qualifier.AT_LEAST,
    "ít nhất": Qualifier.AT_LEAST, "không dưới": Qualifier.AT_LEAST,
    "không thấp hơn": Qualifier.AT_LEAST, "không ít hơn": Qualifier.AT_LEAST,
    "at least": Qualifier.AT_LEAST, "from": Qualifier.AT_LEAST, "từ": Qualifier.AT_LEAST,
    "<": Qualifier.LESS_THAN, "dưới": Qualifier.LESS_THAN, "under": Qualifier.LESS_THAN,
    "less than": Qualifier.LESS_THAN, "below": Qualifier.LESS_THAN,
    "thấp hơn": Qualifier.LESS_THAN, "nhỏ hơn": Qualifier.LESS_THAN,
    "ít hơn": Qualifier.LESS_THAN, "chưa đến": Qualifier.LESS_THAN, "chưa tới": Qualifier.LESS_THAN,
    "<=": Qualifier.AT_MOST, "≤": Qualifier.AT_MOST, "tối đa": Qualifier.AT_MOST,
    "không quá": Qualifier.AT_MOST, "không vượt quá": Qualifier.AT_MOST,
    "at most": Qualifier.AT_MOST, "up to": Qualifier.AT_MOST,
    "~": Qualifier.ABOUT, "≈": Qualifier.ABOUT, "khoảng": Qualifier.ABOUT,
    "xấp xỉ": Qualifier.ABOUT, "about": Qualifier.ABOUT, "around": Qualifier.ABOUT,
    "approximately": Qualifier.ABOUT, "roughly": Qualifier.ABOUT,
    "gần": Qualifier.NEARLY, "nearly": Qualifier.NEARLY, "almost": Qualifier.NEARLY,
}  # fmt: skip
_AFTER = {
    "trở lên": Qualifier.AT_LEAST, "or more": Qualifier.AT_LEAST,
    "trở xuống": Qualifier.AT_MOST, "or less": Qualifier.AT_MOST,
}  # fmt: skip
_BEHIND = tuple(_AFTER)
_FROM = frozenset({"từ", "from"})
_PRELIMINARY = (
    "ước thực hiện", "ước tính", "ước đạt", "ước", "sơ bộ", "tạm tính", "estimated at",
    "estimated", "an estimated", "preliminary", "provisional",
)  # fmt: skip
_SAYS = ("đạt", "là", "reached", "reaching", "at", "is")
_ORDINAL = (
    "xếp vị trí thứ", "đứng vị trí thứ", "vị trí thứ", "xếp thứ", "đứng thứ", "xếp hạng thứ",
    "hạng thứ", "thứ hạng", "xếp hạng", "vị trí", "hạng", "thứ", "ranked", "rank", "no.",
)  # fmt: skip
_OUT_OF = ("/", "trong tổng số", "trên tổng số", "trong số", "out of", "of")
_PERCENT = ("%", "per cent", "percent", "phần trăm")
_MULTIPLIERS = {
    "nghìn": 1000, "ngàn": 1000, "thousand": 1000,
    "triệu": 10**6, "million": 10**6,
    "tỷ": 10**9, "tỉ": 10**9, "billion": 10**9,
}  # fmt: skip
_NOUNS = (
    "bậc", "hạng", "điểm", "điểm phần trăm", "lượt", "lượt người", "người", "hộ", "hộ dân",
    "hồ sơ", "văn bản", "thủ tục", "thủ tục hành chính", "tthc", "dịch vụ", "dịch vụ công",
    "cơ quan", "đơn vị", "tổ chức", "doanh nghiệp", "hợp tác xã", "tài khoản", "giao dịch",
    "thuê bao", "trạm", "hệ thống", "nền tảng", "bộ dữ liệu", "cơ sở dữ liệu", "tổ", "thành viên",
    "xã", "phường", "thị trấn", "xã, phường, thị trấn", "xã, phường, đặc khu", "huyện", "tỉnh",
    "tỉnh, thành phố", "thôn", "mã", "mã qr", "chỉ tiêu", "nhiệm vụ", "mô hình", "kết nối",
    "mbps", "mb/s", "people", "persons", "accounts", "records", "dossiers", "procedures",
    "services", "enterprises", "communes", "districts", "provinces", "places", "points",
    "households", "transactions", "turns", "units",
)  # fmt: skip
_NOUNS_OF: Mapping[Unit, tuple[str, ...]] = {
    Unit.PERCENT: (), Unit.PERCENT_OF_PLAN: (), Unit.PERCENT_CHANGE: ("điểm phần trăm",),
    Unit.MBPS: ("mbps", "mb/s"), Unit.SCORE: ("điểm", "points"),
}  # fmt: skip
"""The nouns that a bare number of these units may stand before: "85 hộ" are not 85 %."""

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?: \d{3}(?!\d)[\d.,]*)*", re.ASCII)
_PLAIN = re.compile(r"(\d+(?:[.,]\d+)?)(%?)", re.ASCII)
_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b")


def scan(text: str) -> Published:
    """Recognise a published value; what the grammar does not know is `UNREADABLE`."""
    found = _PLAIN.fullmatch(text)
    if found and len(text) <= MOST_DIGITS:  # nearly all values of a nation: nothing to take apart
        number = token(found[1])
        shape = Shape.UNREADABLE if number.unreadable else Shape.NUMBER
        return Published(text, shape, (number,), percent=bool(found[2]))
    plain = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    low = plain.casefold().replace("−", "-")
    if not low:
        return Published(plain, Shape.ABSENT, absence=Absence.EMPTY)
    if low in _ABSENT:
        return Published(plain, Shape.ABSENT, absence=Absence.NOT_AVAILABLE)
    if low in _YES or low in _NO:
        return Published(plain, Shape.STATE, state=low in _YES)
    if len(low) > LONGEST:
        return Published(plain, Shape.UNREADABLE)
    return _Scanner(plain, low).published()


class _Scanner:
    """Reads the text from left to right; every step takes what it knows or leaves it."""

    def __init__(self, text: str, low: str) -> None:
        self._text = text
        self._rest = low
        self._preliminary = False
        self._qualifier = ""
        self._percent = False

    def published(self) -> Published:
        """Return the shape; `UNREADABLE` or `PAIR` if anything is left over."""
        self._take_preliminary_in_brackets()
        self._take_qualifier()
        ordinal = self._take(_ORDINAL) is not None
        first = self._take_number()
        if first is None:
            return Published(self._text, Shape.UNREADABLE)
        if found := _SUFFIX.match(self._rest):
            self._rest = self._rest[found.end() :].lstrip()
            ordinal = True
        self._take_percent()
        shape, numbers = self._second_number(first)
        self._take_percent()
        multiplier = _MULTIPLIERS.get(self._take(tuple(_MULTIPLIERS)) or "", 1)
        self._take_percent()
        noun = self._take(_NOUNS) or ""
        qualifier = self._final_qualifier(shape)
        if ordinal and shape is not Shape.RANGE:
            shape = Shape.ORDINAL
        if self._rest:
            shape = Shape.PAIR if _NUMBER.search(self._rest) else Shape.UNREADABLE
        elif shape is Shape.PART_OF and (self._percent or multiplier != 1):
            shape = Shape.PAIR  # "30%/35%" are two shares, "1/2 triệu" is anybody's guess
        elif ordinal and (self._percent or multiplier != 1 or shape is Shape.RANGE):
            shape = Shape.UNREADABLE
        elif ordinal and qualifier not in {Qualifier.EXACT, Qualifier.ABOUT}:
            shape = Shape.UNREADABLE  # "trên hạng 10" may be better or worse than rank 10
        elif self._percent and multiplier != 1:
            shape = Shape.UNREADABLE
        if shape in {Shape.PAIR, Shape.UNREADABLE} or any(t.unreadable for t in numbers):
            shape = Shape.PAIR if shape is Shape.PAIR else Shape.UNREADABLE
            return Published(self._text, shape)
        return Published(
            self._text, shape, numbers, qualifier, self._percent, multiplier, self._preliminary,
            noun=noun,
        )  # fmt: skip

    def _second_number(self, first: Token) -> tuple[Shape, tuple[Token, ...]]:
        """Return the shape that a second number gives: `26/63`, "từ 30 đến 35"."""
        before = self._rest
        if self._take(_OUT_OF) and (total := self._take_number()):
            return Shape.PART_OF, (first, total)
        self._rest = before
        if (
            self._qualifier in _FROM
            and self._take(("đến", "tới", "to"))
            and (upper := self._take_number())
        ):
            self._percent = self._take(_PERCENT) is not None or self._percent
            return Shape.RANGE, (first, upper)
        self._rest = before
        return Shape.NUMBER, (first,)

    def _take_qualifier(self) -> None:
        """Take the words before the number; at most one of them qualifies it."""
        while True:
            if self._take(_PRELIMINARY):
                self._preliminary = True
            elif not self._qualifier and (word := self._take(tuple(_QUALIFIERS))):
                self._qualifier = word
            elif not self._take(_SAYS):
                return

    def _final_qualifier(self, shape: Shape) -> Qualifier:
        """Return what qualifies the number, after the words that may stand behind it."""
        if shape is Shape.RANGE:
            return Qualifier.RANGE
        qualifier = _QUALIFIERS.get(self._qualifier, Qualifier.EXACT)
        if (not self._qualifier or self._qualifier in _FROM) and (after := self._take(_BEHIND)):
            return _AFTER[after]
        return qualifier

    def _take_percent(self) -> None:
        """Take the sign of percent, once."""
        if not self._percent:
            self._percent = self._take(_PERCENT) is not None

    def _take_preliminary_in_brackets(self) -> None:
        for word in (*_PRELIMINARY, "p", "e"):
            if self._rest.endswith(f"({word})"):
                self._rest = self._rest[: -len(word) - 2].rstrip()
                self._preliminary = True
                return

    def _take_number(self) -> Token | None:
        found = _NUMBER.match(self._rest)
        if not found:
            return None
        digits = found[0].rstrip(".,")
        self._rest = self._rest[len(digits) :].lstrip()
        return token(digits)

    def _at(self, words: tuple[str, ...]) -> str | None:
        """Return the longest of `words` that stands next."""
        best: str | None = None
        for word in words:
            if self._rest.startswith(word) and (best is None or len(word) > len(best)):
                after = self._rest[len(word) : len(word) + 1]
                if not (word[-1].isalpha() and after.isalpha()):
                    best = word
        return best

    def _take(self, words: tuple[str, ...]) -> str | None:
        """Take the longest of `words` that stands next."""
        word = self._at(words)
        if word is not None:
            self._rest = self._rest[len(word) :].lstrip()
        return word


def token(digits: str) -> Token:
    """Return a written number with its two readings."""
    return Token(digits, _read(digits, ",", "."), _read(digits, ".", ","))


def _read(text: str, mark: str, group: str) -> Reading | None:
    """Read a number in which `mark` begins the decimals and `group` or a space groups thousands."""
    sign = -1 if text.startswith("-") else 1
    whole, found, decimals = text.lstrip("+-").partition(mark)
    if found and not _all_digits(decimals):
        return None
    groups = whole.split(group) if group in whole else whole.split(" ")
    if (
        len(groups) > 1
        and (
            not 1 <= len(groups[0]) <= 3  # noqa: PLR2004  (thousands)
            or groups[0].startswith("0")
            or any(len(part) != 3 for part in groups[1:])  # noqa: PLR2004
        )
    ):
        return None
    digits = "".join(groups)
    if not _all_digits(digits) or len(digits) + len(decimals) > MOST_DIGITS:
        return None
    number = Fraction(sign * int(digits + decimals), 10 ** len(decimals))
    return Reading(number, len(decimals))


def _all_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def interpret(published: Published, unit: Unit, convention: Decimals | None) -> Value | Unreadable:
    """Return what a published text stands for in a unit, or why it stands for nothing.

    Args:
        published: What `scan` recognised.
        unit: The unit of the indicator.
        convention: The declared or proven decimal sign; None where nothing decides.
    """
    text, shape = published.text, published.shape
    if shape is Shape.ABSENT:
        return Value(text, unit, absence=published.absence)
    if shape is Shape.STATE and unit in {Unit.YES_NO, Unit.RANK}:
        return Value(text, unit, state=published.state)
    if shape in {Shape.STATE, Shape.UNREADABLE, Shape.PAIR}:
        expected = "pair" if shape is Shape.PAIR else _expected(unit)
        return Unreadable(codes.UNREADABLE_VALUE, {"text": text, "expected": expected})
    convention = convention or published.proves
    readings: list[Reading] = []
    for token in published.numbers:
        reading = _reading(token, convention)
        if isinstance(reading, Unreadable):
            return reading
        readings.append(reading)
    return _value(published, unit, readings)


def _reading(token: Token, convention: Decimals | None) -> Reading | Unreadable:
    """Return the number that a token is under a convention."""
    if convention is None and token.comma and token.point:
        if token.ambiguous:
            return Unreadable(
                codes.AMBIGUOUS_NUMBER,
                {"text": token.text, "comma": token.comma.number, "point": token.point.number},
            )
        return token.comma
    reading = token.comma if convention is Decimals.COMMA else token.point
    if reading is None:
        expected = convention.value if convention else "decimal"
        return Unreadable(codes.UNREADABLE_VALUE, {"text": token.text, "expected": expected})
    return reading


def _value(published: Published, unit: Unit, readings: list[Reading]) -> Value | Unreadable:
    """Make the value, or say why the unit does not allow it."""
    text = published.text
    number, decimals = readings[0]
    number *= published.multiplier
    decimals = max(0, decimals - len(str(published.multiplier)) + 1)
    if published.percent and not (unit.in_percent or unit is Unit.YES_NO):
        return Unreadable(codes.UNIT_MISMATCH, {"text": text, "unit": unit})
    if not _counts(published, unit) or (published.shape is Shape.ORDINAL and unit is not Unit.RANK):
        return Unreadable(codes.UNIT_MISMATCH, {"text": text, "unit": unit})
    total: int | None = None
    upper: Fraction | None = None
    if published.shape is Shape.RANGE:
        upper = readings[1].number * published.multiplier
    elif len(readings) > 1:
        part = _part_of(text, unit, number, readings[1].number)
        if isinstance(part, Unreadable):
            return part
        number, decimals, total = part
    value = Value(
        text, unit, number, published.qualifier, upper, decimals, total,
        preliminary=published.preliminary,
    )  # fmt: skip
    return _in_range(value, published) or value


def _counts(published: Published, unit: Unit) -> bool:
    """Whether what the words behind a number count is what the unit counts.

    With `%`, or as `n/m`, a noun says what the share is a share of.
    """
    if published.percent or published.shape is Shape.PART_OF:
        return True
    if unit.in_percent and published.multiplier != 1:
        return False
    return not published.noun or unit not in _NOUNS_OF or published.noun in _NOUNS_OF[unit]


_OF_TOTAL = {Unit.RANK: 0, Unit.COUNT: 0, Unit.PERCENT: 2, Unit.PERCENT_OF_PLAN: 2, Unit.RATIO: 4}
"""Units that `n/m` makes sense for, and the decimal digits that it is shown with."""


def _part_of(
    text: str, unit: Unit, number: Fraction, total: Fraction
) -> tuple[Fraction, int, int] | Unreadable:
    """Return number, decimals and total of `n/m`: a rank, a count, or a share in percent."""
    if unit not in _OF_TOTAL:
        return Unreadable(codes.UNIT_MISMATCH, {"text": text, "unit": unit})
    if number.denominator != 1 or total.denominator != 1:
        return Unreadable(codes.NOT_WHOLE, {"text": text, "unit": unit})
    unbounded = unit in {Unit.PERCENT_OF_PLAN, Unit.RATIO}
    if total <= 0 or (number > total and not unbounded):
        return Unreadable(
            codes.VALUE_OUT_OF_RANGE,
            {"text": text, "unit": unit, "low": unit.floor, "high": total},
        )
    decimals = _OF_TOTAL[unit]
    if unit.in_percent:
        return number * 100 / total, decimals, int(total)
    return number / total if unit is Unit.RATIO else number, decimals, int(total)


_MAYBE_SHARES = {Unit.PERCENT: 1, Unit.PERCENT_OF_PLAN: 2}
"""Below what a number without `%` may be what a spreadsheet keeps of a share: 1,05 of 105%."""


def _in_range(value: Value, published: Published) -> Unreadable | None:
    """Return why the numbers are none that the unit can have."""
    unit, number = value.unit, value.number
    if number is None or unit is Unit.YES_NO:
        return None
    if value.qualifier is Qualifier.EXACT and unit.whole and number.denominator != 1:
        return Unreadable(codes.NOT_WHOLE, {"text": value.text, "unit": unit})
    below = {Qualifier.LESS_THAN, Qualifier.NEARLY}
    empty = (value.qualifier is Qualifier.MORE_THAN and number == unit.ceiling) or (
        value.qualifier in below and number == unit.floor
    )
    ends = [number] if value.upper is None else [number, value.upper]
    if empty or not all(map(unit.holds, ends)) or ends != sorted(ends):
        return Unreadable(
            codes.VALUE_OUT_OF_RANGE,
            {"text": value.text, "unit": unit, "low": unit.floor, "high": unit.ceiling},
        )
    if (
        not published.percent
        and published.shape in {Shape.NUMBER, Shape.RANGE}
        and 0 < ends[-1] < _MAYBE_SHARES.get(unit, 0)
    ):
        return Unreadable(
            codes.SHARE_OR_PERCENT,
            {"text": value.text, "as_percent": number, "as_share": number * 100},
        )
    return None


def _expected(unit: Unit) -> str:
    """Return the key of the words that say what a value of a unit looks like."""
    if unit is Unit.YES_NO:
        return "state"
    return "rank" if unit is Unit.RANK else "percent" if unit.in_percent else "number"
