from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.diagnostics import codes
from dti_targets.domain.unit import Unit
from dti_targets.domain.value import Absence, Qualifier, Value
from dti_targets.reading.cells import Cell, CellFault, meaning
from dti_targets.reading.number_text import (
    LONGEST,
    MOST_DIGITS,
    Decimals,
    Shape,
    Unreadable,
    interpret,
    scan,
    token,
)

COMMA, POINT = Decimals.COMMA, Decimals.POINT


def value(text: str, unit: Unit = Unit.PERCENT, convention: Decimals | None = COMMA) -> Value:
    found = interpret(scan(text), unit, convention)
    assert isinstance(found, Value), found
    return found


def refusal(
    text: str, unit: Unit = Unit.PERCENT, convention: Decimals | None = COMMA
) -> Unreadable:
    found = interpret(scan(text), unit, convention)
    assert isinstance(found, Unreadable), found
    return found


# -- numbers and their two readings


@pytest.mark.parametrize(
    ("text", "comma", "point"),
    [
        ("87", "87", "87"),
        ("87,49", "87.49", None),
        ("87.49", None, "87.49"),
        ("1.526", "1526", "1.526"),
        ("1,526", "1.526", "1526"),
        ("3.000", "3000", "3"),
        ("0.800", None, "0.8"),
        ("0,800", "0.8", None),
        ("1.234.567", "1234567", None),
        ("1,234,567", None, "1234567"),
        ("1.234.567,8", "1234567.8", None),
        ("1,234,567.8", None, "1234567.8"),
        ("1 526", "1526", "1526"),
        ("1 526,5", "1526.5", None),
        ("12,34,567", None, None),
        ("1.23.456", None, None),
        ("1.526 000", None, None),
        ("1234.567", None, "1234.567"),
        ("1234,567", "1234.567", None),
        ("012.345", None, "12.345"),
        ("05", "5", "5"),
        ("-5", "-5", "-5"),
        ("+5,5", "5.5", None),
        ("1.5260", None, "1.526"),
        ("100.000", "100000", "100"),
        ("1000.000", None, "1000"),
        ("1,", None, None),
        ("9" * MOST_DIGITS, "9" * MOST_DIGITS, "9" * MOST_DIGITS),
        ("9" * (MOST_DIGITS + 1), None, None),
        ("1," + "2" * MOST_DIGITS, None, None),
    ],
)
def test_number_has_one_reading_for_each_convention(
    text: str, comma: str | None, point: str | None
) -> None:
    found = token(text)

    assert (found.comma and found.comma.number) == (comma and Fraction(comma))
    assert (found.point and found.point.number) == (point and Fraction(point))
    assert found.unreadable == (comma is None and point is None)


@pytest.mark.parametrize(
    ("text", "proves", "ambiguous"),
    [
        ("87,49", COMMA, False),
        ("87.49", POINT, False),
        ("1.526", None, True),
        ("1 526", None, False),
        ("12,34,567", None, False),
    ],
)
def test_number_proves_a_convention_only_where_the_other_cannot_read_it(
    text: str, proves: Decimals | None, ambiguous: bool
) -> None:
    assert token(text).proves is proves
    assert token(text).ambiguous is ambiguous


def test_decimals_are_counted_as_written() -> None:
    assert value("99,30").decimals == 2
    assert value("99").decimals == 0
    assert value("1 526,5", Unit.SCORE).decimals == 1


_numbers = st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)


@given(_numbers, st.sampled_from(Decimals))
def test_formatted_number_reads_back_under_its_convention(
    number: object, convention: Decimals
) -> None:
    text = f"{number:,}"
    if convention is COMMA:
        text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    found = token(text)
    reading = found.comma if convention is COMMA else found.point

    assert reading is not None
    assert reading.number == Fraction(str(number))
    assert reading.decimals == 2


@given(st.from_regex(r"[+-]?\d[\d.,]{0,20}", fullmatch=True))
def test_conventions_mirror_one_another(text: str) -> None:
    mirrored = token(text.translate(str.maketrans(",.", ".,")))

    assert token(text).comma == mirrored.point
    assert token(text).point == mirrored.comma


@given(st.integers(1, 999), st.integers(0, 999))
def test_three_digits_after_one_sign_are_never_guessed(whole: int, rest: int) -> None:
    assert refusal(f"{whole}.{rest:03}", Unit.SCORE, None).code is codes.AMBIGUOUS_NUMBER


# -- words before and behind


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        (("trên", "hơn", "vượt", "cao hơn", "lớn hơn", "nhiều hơn", ">"), Qualifier.MORE_THAN),
        (("over", "more than", "exceeded", "exceeding", "above"), Qualifier.MORE_THAN),
        ((">=", "≥", "tối thiểu", "ít nhất", "at least", "từ", "from"), Qualifier.AT_LEAST),
        (("không dưới", "không thấp hơn", "không ít hơn"), Qualifier.AT_LEAST),
        (("<", "dưới", "under", "less than", "below"), Qualifier.LESS_THAN),
        (("thấp hơn", "nhỏ hơn", "ít hơn", "chưa đến", "chưa tới"), Qualifier.LESS_THAN),
        (("<=", "≤", "tối đa", "không quá", "không vượt quá"), Qualifier.AT_MOST),
        (("at most", "up to"), Qualifier.AT_MOST),
        (("~", "≈", "khoảng", "xấp xỉ", "about", "around"), Qualifier.ABOUT),
        (("approximately", "roughly", "ước khoảng", "ước đạt khoảng"), Qualifier.ABOUT),
        (("gần", "nearly", "almost"), Qualifier.NEARLY),
        (("", "đạt", "là", "reached", "reaching", "at", "is"), Qualifier.EXACT),
    ],
)
def test_each_word_qualifies_the_number(words: tuple[str, ...], qualifier: Qualifier) -> None:
    for word in words:
        for written in (f"{word} 35%", f"{word}35%" if not word.isalpha() else f"{word} 35 %"):
            found = value(written)
            assert (found.qualifier, found.number) == (qualifier, Fraction(35)), written


@pytest.mark.parametrize("case", ["Trên 95%", "TRÊN 95%", "  trên   95 % ", "đạt trên 95%"])
def test_case_spaces_and_the_verb_do_not_matter(case: str) -> None:
    assert value(case) == value("> 95")


def test_decomposed_and_composed_letters_are_the_same() -> None:
    assert value("tre\u0302n 95%").qualifier is Qualifier.MORE_THAN


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("từ 80% trở lên", Qualifier.AT_LEAST),
        ("80% trở lên", Qualifier.AT_LEAST),
        ("80 or more", Qualifier.AT_LEAST),
        ("80% trở xuống", Qualifier.AT_MOST),
        ("từ 80% trở xuống", Qualifier.AT_MOST),
        ("80 or less", Qualifier.AT_MOST),
    ],
)
def test_words_behind_the_number_qualify_it(text: str, qualifier: Qualifier) -> None:
    assert value(text).qualifier is qualifier


@pytest.mark.parametrize(
    "text",
    ["trên dưới 80%", "hơn 80% trở lên", "gần khoảng 80%", "khoảng hơn 80%", "trên trên 80%"],
)
def test_two_qualifiers_are_refused(text: str) -> None:
    assert refusal(text).code is codes.UNREADABLE_VALUE


@pytest.mark.parametrize(
    "text",
    [
        "ước 35%", "ước đạt 35%", "ước thực hiện 35%", "ước tính 35%", "sơ bộ 35%", "tạm tính 35%",
        "estimated 35%", "estimated at 35%", "an estimated 35%", "preliminary 35%",
        "provisional 35%", "35% (sơ bộ)", "35% (ước)", "35% (p)", "35% (e)", "35% (Provisional)",
    ],
)  # fmt: skip
def test_estimates_are_exact_and_preliminary(text: str) -> None:
    found = value(text)

    assert (found.number, found.qualifier, found.preliminary) == (
        Fraction(35), Qualifier.EXACT, True,
    )  # fmt: skip


def test_plain_number_is_not_preliminary() -> None:
    assert not value("35%").preliminary


def test_estimate_keeps_its_other_qualifier() -> None:
    found = value("ước khoảng 9%")

    assert (found.qualifier, found.preliminary) == (Qualifier.ABOUT, True)


# -- what follows the number


@pytest.mark.parametrize("text", ["35%", "35 %", "35 per cent", "35 percent", "35 phần trăm", "35"])
def test_percent_is_said_in_any_of_its_words(text: str) -> None:
    assert value(text).number == 35


@pytest.mark.parametrize(
    ("text", "number", "decimals"),
    [
        ("hơn 1,1 triệu lượt", 1_100_000, 0),
        ("2 nghìn", 2_000, 0),
        ("2 ngàn hồ sơ", 2_000, 0),
        ("1,5 tỷ", 1_500_000_000, 0),
        ("1,5 tỉ", 1_500_000_000, 0),
        ("40,6 nghìn", 40_600, 0),
        ("2 million accounts", 2_000_000, 0),
        ("2 billion", 2_000_000_000, 0),
        ("2 thousand people", 2_000, 0),
    ],
)
def test_multiplier_multiplies_and_uses_up_decimals(text: str, number: int, decimals: int) -> None:
    found = value(text, Unit.COUNT)

    assert (found.number, found.decimals) == (Fraction(number), decimals)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("85 hộ", Unit.PERCENT), ("85 điểm", Unit.PERCENT), ("trên 85 xã", Unit.PERCENT),
        ("từ 80 đến 85 xã", Unit.PERCENT), ("5 điểm phần trăm", Unit.PERCENT),
        ("85 hộ", Unit.PERCENT_CHANGE), ("110 hồ sơ", Unit.PERCENT_OF_PLAN),
        ("1,2 triệu", Unit.PERCENT_OF_PLAN), ("2 nghìn", Unit.PERCENT_CHANGE),
        ("85 người", Unit.MBPS), ("85 hồ sơ", Unit.SCORE),
    ],
)  # fmt: skip
def test_number_of_things_is_not_taken_for_a_share_a_speed_or_a_score(
    text: str, unit: Unit
) -> None:
    assert refusal(text, unit).code is codes.UNIT_MISMATCH


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("85% hộ", Unit.PERCENT), ("85/100 hộ", Unit.PERCENT), ("96 mb/s", Unit.MBPS),
        ("85 điểm", Unit.SCORE), ("5 điểm phần trăm", Unit.PERCENT_CHANGE),
        ("85 thuê bao", Unit.PER_100_PEOPLE), ("26/63 tỉnh", Unit.RANK),
    ],
)  # fmt: skip
def test_noun_that_goes_with_the_unit_is_ignored(text: str, unit: Unit) -> None:
    assert value(text, unit).text == text


def test_ratio_of_two_numbers_may_exceed_one() -> None:
    assert value("3/2", Unit.RATIO).number == Fraction(3, 2)


@pytest.mark.parametrize("text", ["0,95", "1,05"])
def test_what_a_spreadsheet_keeps_of_a_share_of_a_plan_is_asked_about(text: str) -> None:
    assert refusal(text, Unit.PERCENT_OF_PLAN).code is codes.SHARE_OR_PERCENT
    assert value(f"{text}%", Unit.PERCENT_OF_PLAN).text == f"{text}%"


@pytest.mark.parametrize("noun", ["hồ sơ", "người", "xã, phường, đặc khu", "Mb/s", "turns"])
def test_one_counting_noun_is_ignored(noun: str) -> None:
    assert value(f"96 {noun}", Unit.COUNT).number == 96


@pytest.mark.parametrize(
    "text",
    [
        "96 xã xã", "5 triệuxã", "isat 95", "2 triệu triệu", "95%%", "95% %", "95 abc", "abc",
        "abc 95", "%", "hơn",
        "khoảng %", "95%.", "95,", "(5)", "95*", "95 xãhội", "trênđó 95", "--5",
        "１２", "٣", "½", "95％", "nan", "inf", "NaN", "Infinity",
    ],
)  # fmt: skip
def test_what_the_grammar_does_not_know_is_refused(text: str) -> None:
    found = refusal(text)

    assert found.code is codes.UNREADABLE_VALUE
    assert found.params["text"] == text
    assert scan(text).shape is Shape.UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "30-35%", "30 đến 35", "30÷35", "99,30% (2023: 98%)", "95 và 96", "26/63 (41,3%)", "1e5",
        "1_000", "1.2.2024 5", "26/12/2024", "2026-01-05", "95,5 [1]", "1'526",
        "1 triệu đến 2 triệu", "0x10",
    ],
)  # fmt: skip
def test_two_numbers_are_a_pair(text: str) -> None:
    assert scan(text).shape is Shape.PAIR
    assert refusal(text).params["expected"] == "pair"


def test_prose_is_refused_before_it_is_read() -> None:
    assert scan("95% " + "x" * LONGEST).shape is Shape.UNREADABLE
    assert scan("12,34,567").shape is Shape.UNREADABLE


# -- n/m, ranges, ordinals


@pytest.mark.parametrize(
    "text",
    [
        "26/63", "26 / 63", "26 of 63", "26 out of 63", "26 trong số 63", "26 trong tổng số 63",
        "26 trên tổng số 63", "thứ 26/63", "hạng 26/63", "xếp thứ 26 trong tổng số 63",
        "26th of 63", "ranked 26th of 63",
    ],
)  # fmt: skip
def test_rank_keeps_its_total(text: str) -> None:
    found = value(text, Unit.RANK)

    assert (found.number, found.total, found.decimals) == (Fraction(26), 63, 0)


@pytest.mark.parametrize(
    "text",
    [
        "thứ 17", "vị trí thứ 17", "xếp vị trí thứ 17", "đứng vị trí thứ 17", "xếp thứ 17",
        "đứng thứ 17", "xếp hạng thứ 17", "hạng thứ 17", "thứ hạng 17", "xếp hạng 17", "vị trí 17",
        "hạng 17", "ranked 17", "rank 17", "no. 17", "17th", "ranked 17th", "17",
    ],
)  # fmt: skip
def test_ordinals_are_ranks(text: str) -> None:
    found = value(text, Unit.RANK)

    assert (found.number, found.total) == (Fraction(17), None)


@pytest.mark.parametrize("text", ["thứ 17", "17th", "thứ 17/63", "1st", "2nd", "3rd"])
def test_ordinals_are_nothing_else(text: str) -> None:
    assert refusal(text, Unit.PERCENT).code is codes.UNIT_MISMATCH


@pytest.mark.parametrize("text", ["thứ 17%", "hạng 2 triệu", "thứ từ 3 đến 5"])
def test_ordinals_have_no_percent_multiplier_or_range(text: str) -> None:
    assert refusal(text, Unit.RANK).code is codes.UNREADABLE_VALUE


@pytest.mark.parametrize("text", ["thấp hơn hạng 10", "trên hạng 10", "dưới thứ 5"])
def test_better_or_worse_than_an_ordinal_is_not_guessed(text: str) -> None:
    assert refusal(text, Unit.RANK).code is codes.UNREADABLE_VALUE


def test_part_of_a_total_is_what_the_unit_says() -> None:
    share = value("114/558")
    count = value("114/558", Unit.COUNT)
    ratio = value("1/8", Unit.RATIO)
    plan = value("120/100", Unit.PERCENT_OF_PLAN)

    assert (share.number, share.decimals, share.total) == (Fraction(11400, 558), 2, 558)
    assert (count.number, count.decimals, count.total) == (Fraction(114), 0, 558)
    assert (ratio.number, ratio.decimals) == (Fraction(1, 8), 4)
    assert plan.number == 120


@pytest.mark.parametrize("unit", [Unit.SCORE, Unit.PERCENT_CHANGE, Unit.YES_NO, Unit.MBPS])
def test_other_units_have_no_parts_of_a_total(unit: Unit) -> None:
    assert refusal("4/13", unit).code is codes.UNIT_MISMATCH


@pytest.mark.parametrize(
    ("text", "unit"), [("64/63", Unit.RANK), ("5/0", Unit.PERCENT), ("0/63", Unit.RANK)]
)
def test_part_of_a_total_lies_within_it(text: str, unit: Unit) -> None:
    assert refusal(text, unit).code is codes.VALUE_OUT_OF_RANGE


def test_parts_of_a_total_are_whole() -> None:
    assert refusal("4,5/10").code is codes.NOT_WHOLE
    assert refusal("4/10,5").code is codes.NOT_WHOLE


@pytest.mark.parametrize("text", ["30%/35%", "4/13%", "1/2 triệu"])
def test_shares_and_multiples_are_no_parts_of_a_total(text: str) -> None:
    assert refusal(text).code is codes.UNREADABLE_VALUE


@pytest.mark.parametrize(
    "text",
    ["từ 30 đến 35%", "từ 30% đến 35%", "từ 30 tới 35", "from 30 to 35%", "đạt từ 30 đến 35"],
)
def test_range_is_written_from_to(text: str) -> None:
    found = value(text)

    assert (found.qualifier, found.number, found.upper) == (
        Qualifier.RANGE, Fraction(30), Fraction(35),
    )  # fmt: skip


def test_multiplier_of_a_range_is_for_both_ends() -> None:
    found = value("ước từ 1 đến 2 triệu", Unit.COUNT)

    assert (found.number, found.upper, found.preliminary) == (
        Fraction(10**6), Fraction(2 * 10**6), True,
    )  # fmt: skip


def test_range_that_goes_back_or_out_is_refused() -> None:
    assert refusal("từ 35 đến 30").code is codes.VALUE_OUT_OF_RANGE
    assert refusal("từ 35 đến 130").code is codes.VALUE_OUT_OF_RANGE


def test_range_below_one_may_be_shares_or_percents() -> None:
    assert refusal("từ 0,82 đến 0,85").code is codes.SHARE_OR_PERCENT
    assert value("từ 0,5 đến 1,5").upper == Fraction("1.5")


def test_percent_of_millions_is_refused() -> None:
    assert refusal("5% triệu").code is codes.UNREADABLE_VALUE


def test_range_is_not_whole_number_by_number() -> None:
    assert value("từ 30 đến 35", Unit.COUNT).upper == 35


# -- states and absences


@pytest.mark.parametrize("text", ["đạt", "Có", "yes", "TRUE", "rồi", "đã đạt", "hoàn thành"])
def test_yes_in_any_word(text: str) -> None:
    assert value(text, Unit.YES_NO).state is True


@pytest.mark.parametrize("text", ["chưa", "Không", "no", "false", "chưa đạt", "không có"])
def test_no_in_any_word(text: str) -> None:
    assert value(text, Unit.RANK).state is False


def test_state_is_no_share() -> None:
    assert refusal("đạt").params == {"text": "đạt", "expected": "percent"}


@pytest.mark.parametrize("text", ["95", "95%"])
def test_number_against_a_state_is_kept(text: str) -> None:
    assert value(text, Unit.YES_NO).number == 95


@pytest.mark.parametrize(
    "text",
    [
        "-", "–", "—", "…", "...", "..", "n/a", "NA", "#N/A", "null", "chưa có số liệu",
        "Không có số liệu", "chưa công bố", "chưa thống kê", "not available", "no data",
    ],
)  # fmt: skip
def test_published_as_missing(text: str) -> None:
    assert value(text).absence is Absence.NOT_AVAILABLE


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "\t"])
def test_empty_is_another_absence(text: str) -> None:
    assert value(text).absence is Absence.EMPTY


def test_zero_is_a_value() -> None:
    assert value("0").number == 0


# -- conventions


def test_ambiguous_number_shows_both_readings() -> None:
    found = refusal("hơn 1.526 hồ sơ", Unit.COUNT, None)

    assert found.code is codes.AMBIGUOUS_NUMBER
    assert found.params == {"text": "1.526", "comma": 1526, "point": Fraction(1526, 1000)}


@pytest.mark.parametrize(("convention", "number"), [(COMMA, 1526), (POINT, Fraction(763, 500))])
def test_convention_decides(convention: Decimals, number: Fraction) -> None:
    assert value("1.526", Unit.SCORE, convention).number == number


def test_number_without_the_sign_needs_no_convention() -> None:
    assert value("1 526", Unit.COUNT, None).number == 1526
    assert value("87,49", Unit.PERCENT, None).number == Fraction("87.49")
    assert value("87.49", Unit.PERCENT, None).number == Fraction("87.49")


def test_one_number_of_a_range_proves_the_convention_of_the_other() -> None:
    found = value("từ 1.526 đến 1.600,5", Unit.SCORE, None)

    assert (found.number, found.upper) == (Fraction(1526), Fraction("1600.5"))


@pytest.mark.parametrize(
    ("text", "convention", "expected"), [("87.49", COMMA, "comma"), ("87,49", POINT, "point")]
)
def test_number_of_the_other_convention_is_refused(
    text: str, convention: Decimals, expected: str
) -> None:
    assert refusal(text, Unit.PERCENT, convention).params["expected"] == expected


def test_range_in_two_conventions_is_refused() -> None:
    assert refusal("từ 1,5 đến 2.7", Unit.SCORE, None).code is codes.UNREADABLE_VALUE


# -- units


def test_percent_sign_belongs_to_units_in_percent() -> None:
    assert refusal("35%", Unit.COUNT).code is codes.UNIT_MISMATCH
    assert value("135%", Unit.PERCENT_OF_PLAN).number == 135
    assert value("-5%", Unit.PERCENT_CHANGE).number == -5


@pytest.mark.parametrize("text", ["100,1%", "-1", "trên 100%", "dưới 0", "từ 99 đến 101", "> 100"])
def test_share_lies_between_0_and_100(text: str) -> None:
    assert refusal(text).code is codes.VALUE_OUT_OF_RANGE


@pytest.mark.parametrize("text", ["100%", "0", "tối thiểu 100%", "không quá 0", "dưới 100"])
def test_ends_of_the_range_are_possible(text: str) -> None:
    assert isinstance(interpret(scan(text), Unit.PERCENT, COMMA), Value)


def test_minus_sign_of_print_is_a_minus() -> None:
    assert value("−5", Unit.PERCENT_CHANGE).number == -5


def test_rank_is_whole_and_begins_at_one() -> None:
    assert refusal("26,5", Unit.RANK).code is codes.NOT_WHOLE
    assert refusal("0", Unit.RANK).code is codes.VALUE_OUT_OF_RANGE
    assert value("gần 26,5", Unit.COUNT).qualifier is Qualifier.NEARLY


@pytest.mark.parametrize(("text", "unit"), [("gần 1", Unit.RANK), ("gần 0%", Unit.PERCENT)])
def test_nothing_is_nearly_the_lowest_value(text: str, unit: Unit) -> None:
    assert refusal(text, unit).code is codes.VALUE_OUT_OF_RANGE


def test_number_below_one_may_be_a_share_or_a_percent() -> None:
    found = refusal("0,8749")

    assert found.code is codes.SHARE_OR_PERCENT
    assert found.params["as_percent"] == Fraction("0.8749")
    assert found.params["as_share"] == Fraction("87.49")


@pytest.mark.parametrize("text", ["0,8%", "0", "1", "1/200"])
def test_sign_zero_one_and_fraction_leave_no_doubt(text: str) -> None:
    assert value(text).number is not None


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (Unit.PERCENT, "percent"), (Unit.PERCENT_CHANGE, "percent"), (Unit.RANK, "rank"),
        (Unit.YES_NO, "state"), (Unit.COUNT, "number"), (Unit.SCORE, "number"),
    ],
)  # fmt: skip
def test_refusal_says_what_the_unit_wants(unit: Unit, expected: str) -> None:
    assert refusal("gì đó", unit).params["expected"] == expected


@given(st.text(max_size=60), st.sampled_from(Unit), st.sampled_from([None, *Decimals]))
def test_any_text_is_a_value_or_refused_with_its_reason(
    text: str, unit: Unit, convention: Decimals | None
) -> None:
    found = meaning(Cell(scan(text)), unit, convention)

    if isinstance(found, Value):
        assert found.number is None or unit is Unit.YES_NO or unit.holds(found.number)
    else:
        assert isinstance(found, CellFault)
        assert tuple(found.params) == found.code.params


@given(
    st.lists(
        st.sampled_from(
            ["trên", "khoảng", "thứ", "từ", "đến", "30", "1.526", "87,49", "%", "/", "63", "triệu",
             "xã", "trở lên", "(p)", "ước", "đạt", "-", "of", " "]
        ),
        max_size=7,
    )
)  # fmt: skip
def test_words_of_the_grammar_in_any_order_never_break_it(words: list[str]) -> None:
    for unit in Unit:
        assert isinstance(interpret(scan(" ".join(words)), unit, None), Value | Unreadable)


# -- what a careless change would lose


@pytest.mark.parametrize("text", ["0,5%", "từ 0,2% đến 0,5%", "từ 0,2 đến 0,5%", "từ 0,2% đến 0,5"])
def test_a_percent_sign_anywhere_makes_a_small_number_a_percentage(text: str) -> None:
    assert value(text).unit is Unit.PERCENT


@pytest.mark.parametrize("text", ["0,5", "từ 0,2 đến 0,5"])
def test_a_small_number_without_a_percent_sign_may_be_a_share(text: str) -> None:
    assert refusal(text).code is codes.SHARE_OR_PERCENT


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("34/34", Unit.RANK, 34),
        ("1/1", Unit.RANK, 1),
        ("27/27", Unit.PERCENT, 100),
        ("27/27", Unit.COUNT, 27),
    ],
)
def test_all_of_a_total_is_a_part_of_it(text: str, unit: Unit, number: int) -> None:
    assert value(text, unit).number == number


@pytest.mark.parametrize("text", ["0/0", "5/0"])
def test_there_is_no_part_of_nothing(text: str) -> None:
    assert refusal(text).code is codes.VALUE_OUT_OF_RANGE


def test_a_part_that_is_not_whole_says_which_text_and_unit() -> None:
    found = refusal("2,5/63", Unit.RANK)

    assert found == Unreadable(codes.NOT_WHOLE, {"text": "2,5/63", "unit": Unit.RANK})


@pytest.mark.parametrize("text", ["95 (sơ bộ)", "95  (sơ bộ)", "95(sơ bộ)"])
def test_the_word_in_brackets_takes_nothing_from_the_number(text: str) -> None:
    found = value(text)

    assert found.number == 95
    assert found.preliminary


@pytest.mark.parametrize(("text", "unit"), [("đạt", Unit.YES_NO), ("n/a", Unit.RANK)])
def test_a_state_and_an_absence_keep_the_unit_and_the_text(text: str, unit: Unit) -> None:
    found = value(text, unit)

    assert (found.unit, found.text) == (unit, text)


def test_a_number_that_is_none_under_a_convention_says_which_text() -> None:
    found = refusal("87.49", convention=COMMA)

    assert found == Unreadable(codes.UNREADABLE_VALUE, {"text": "87.49", "expected": "comma"})
