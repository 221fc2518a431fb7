"""Figures, thresholds, areas, periods and documents in the words of both languages."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from dti_targets.diagnostics import Diagnostic, Place, codes
from dti_targets.domain.area import Area
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.report import Gap, Statement
from dti_targets.domain.resolution import Document
from dti_targets.domain.threshold import Limit, Operator
from dti_targets.domain.unit import Unit
from dti_targets.domain.value import Qualifier, Value
from dti_targets.messages import Words
from dti_targets.reporting.paper import PaperWording
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from tests.builders import read, resolution, target

EN, VI = Wording(Words("en")), Wording(Words("vi"))


def value(
    number: str, qualifier: Qualifier = Qualifier.EXACT, unit: Unit = Unit.PERCENT,
    decimals: int = 0, total: int | None = None, upper: str | None = None,
    *, preliminary: bool = False,
) -> Value:  # fmt: skip
    return Value(
        number, unit, Fraction(number), qualifier, Fraction(upper) if upper else None, decimals,
        total, preliminary=preliminary,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("published", "english", "vietnamese", "signs"),
    [
        (value("99.3", decimals=2), "99.30%", "99,30%", "99,30%"),
        (value("95", Qualifier.MORE_THAN), "over 95%", "trên 95%", "> 95%"),
        (value("80", Qualifier.AT_LEAST), "at least 80%", "tối thiểu 80%", "≥ 80%"),
        (value("5", Qualifier.LESS_THAN), "under 5%", "dưới 5%", "< 5%"),
        (value("5", Qualifier.AT_MOST), "at most 5%", "không quá 5%", "≤ 5%"),
        (value("35", Qualifier.ABOUT), "about 35%", "khoảng 35%", "≈ 35%"),
        (value("100", Qualifier.NEARLY), "nearly 100%", "gần 100%", "≲ 100%"),
        (value("30", Qualifier.RANGE, upper="35.5"), "30% to 35.5%", "từ 30% đến 35,5%",
         "30%–35,5%"),
        (value("9", Qualifier.ABOUT, preliminary=True), "est. about 9%", "ước khoảng 9%",
         "≈ 9%"),
        (value("26", unit=Unit.RANK, total=63), "26/63", "26/63", "26/63"),
        (value("114", unit=Unit.COUNT, total=1558), "114/1,558", "114/1.558", "114/1.558"),
        (value("1100000", unit=Unit.COUNT, decimals=1), "1,100,000", "1.100.000", "1.100.000"),
        (value("10.5", unit=Unit.SCORE), "10.5", "10,5", "10,5"),
        (value("3", unit=Unit.SCORE, decimals=1), "3.0", "3,0", "3,0"),
        (Value("đạt", Unit.YES_NO, state=True), "đạt", "đạt", "đạt"),
        (Value("70%", Unit.YES_NO, Fraction(70)), "70%", "70%", "70%"),
    ],
)  # fmt: skip
def test_value_keeps_its_digits_and_its_qualifier(
    published: Value, english: str, vietnamese: str, signs: str
) -> None:
    assert EN.value(published) == english
    assert VI.value(published) == vietnamese
    assert VI.value(published, signs=True) == signs


@pytest.mark.parametrize(
    ("unit", "row", "english", "vietnamese"),
    [
        ("percent", "99,30%", "99.30%", "99,30%"),
        ("percent", "995/1000", "99.50% (995/1000)", "99,50% (995/1000)"),
        ("percent", ";995;1000", "99.50% (995/1,000)", "99,50% (995/1.000)"),
        ("percent", "53,8%;7;13", "53.85% (53,8%; 7/13)", "53,85% (53,8%; 7/13)"),
        ("percent", "50,00%;5;10", "50.00% (50,00%; 5/10)", "50,00% (5/10)"),
        ("ratio", ";1;4", "0.2500 (1/4)", "0,2500 (1/4)"),
        ("rank", "26/63", "26/63", "26/63"),
        ("count", "114/1558", "114/1,558", "114/1.558"),
        ("percent", "-", "-", "-"),
    ],
)
def test_a_share_is_cited_with_the_two_numbers_that_were_published(
    unit: str, row: str, english: str, vietnamese: str
) -> None:
    threshold = {"rank_at_most": 10} if unit == "rank" else {"at_least": 1}
    made = resolution(target(unit=unit, levels={"province": threshold}))
    columns = "indicator;area;level;period;value;numerator;denominator"

    figure = read(f"rate;51;;2025;{row}", made, columns=columns)[0]

    assert (EN.cited(figure), VI.cited(figure)) == (english, vietnamese)


@pytest.mark.parametrize(
    ("limit", "english", "vietnamese", "signs"),
    [
        (Limit(Operator.AT_LEAST, Decimal(80), Unit.PERCENT), "at least 80%", "tối thiểu 80%",
         "≥ 80%"),
        (Limit(Operator.MORE_THAN, Decimal("99.50"), Unit.PERCENT), "more than 99.50%",
         "trên 99,50%", "> 99,50%"),
        (Limit(Operator.RANK_AT_MOST, Decimal(10), Unit.RANK), "top 10", "nhóm 10", "≤ 10"),
        (Limit(Operator.AT_MOST, Decimal("1E+3"), Unit.COUNT), "at most 1,000",
         "không quá 1.000", "≤ 1.000"),
        (Limit(Operator.LESS_THAN, Decimal(3), Unit.COUNT), "less than 3", "dưới 3", "< 3"),
        (Limit(Operator.AT_LEAST, Decimal(20), Unit.PERCENT, about=True), "about 20%",
         "khoảng 20%", "≈ 20%"),
    ],
)  # fmt: skip
def test_threshold_as_it_is_worded(limit: Limit, english: str, vietnamese: str, signs: str) -> None:
    assert EN.limit(limit) == english
    assert VI.limit(limit) == vietnamese
    assert VI.limit(limit, signs=True) == signs


@pytest.mark.parametrize(
    ("gap", "shown"),
    [
        (Gap(Fraction("9.3"), 2, Qualifier.EXACT), ("", "+9,30")),
        (Gap(Fraction("-1.28"), 2, Qualifier.ABOUT), ("≈ ", "-1,28")),
        (Gap(Fraction(0), 0, Qualifier.EXACT), ("", "0")),
        (Gap(Fraction(-1, 1000), 0, Qualifier.EXACT), ("", "-0,001")),
        (Gap(Fraction(1, 10**9), 0, Qualifier.EXACT), ("", "+0,000000")),
    ],
)
def test_gap_is_never_rounded_to_nothing(gap: Gap, shown: tuple[str, str]) -> None:
    assert VI.gap(gap) == shown


@pytest.mark.parametrize(
    ("period", "until_en", "until_vi", "due_en", "due_vi"),
    [
        ("2024", "the end of 2024", "hết năm 2024", "2024", "năm 2024"),
        ("2025-H1", "the end of the first half of 2025", "hết 6 tháng đầu năm 2025",
         "the first half of 2025", "6 tháng đầu năm 2025"),
        ("2025-H2", "the end of the second half of 2025", "hết 6 tháng cuối năm 2025",
         "the second half of 2025", "6 tháng cuối năm 2025"),
        ("2025-Q3", "the end of quarter 3 of 2025", "hết quý 3 năm 2025", "quarter 3 of 2025",
         "quý 3 năm 2025"),
        ("2025-06", "30 Jun 2025", "hết ngày 30/06/2025", "2025-06", "2025-06"),
        ("2024-01/2024-09", "30 Sep 2024", "hết ngày 30/09/2024", "2024-01/2024-09",
         "2024-01/2024-09"),
    ],
)  # fmt: skip
def test_period_in_a_sentence(
    period: str, until_en: str, until_vi: str, due_en: str, due_vi: str
) -> None:
    parsed = Period.parse(period)

    assert (EN.until(parsed), VI.until(parsed)) == (until_en, until_vi)
    assert (EN.due(parsed), VI.due(parsed)) == (due_en, due_vi)


@pytest.mark.parametrize(
    ("number", "english", "vietnamese"),
    [
        ("13-NQ/TU", "Resolution 13-NQ/TU", "Nghị quyết số 13-NQ/TU"),
        ("906/QĐ-UBND", "Decision 906/QĐ-UBND", "Quyết định số 906/QĐ-UBND"),
        ("114/KH-UBND", "Plan 114/KH-UBND", "Kế hoạch số 114/KH-UBND"),
        ("5/CT-TTg", "Directive 5/CT-TTg", "Chỉ thị số 5/CT-TTg"),
        ("7/ABC", "7/ABC", "7/ABC"),
    ],
)
def test_document_by_its_kind_and_number(number: str, english: str, vietnamese: str) -> None:
    document = Document.model_validate({"number": number, "date": "2024-01-01"})

    assert (EN.document(document), VI.document(document)) == (english, vietnamese)


def test_document_without_a_number_by_its_title() -> None:
    document = Document.model_validate(
        {"title": {"vi": "Dự thảo", "en": "The draft"}, "date": "2024-01-01"}
    )

    assert (EN.document(document), VI.document(document)) == ("The draft", "Dự thảo")


def area(tier: str, kind: str | None) -> Area:
    return Area.model_validate({"code": "1", "tier": tier, "name": "Ba Tơ", "kind": kind})


@pytest.mark.parametrize(
    ("found", "english", "vietnamese"),
    [
        (area("district", "huyện"), "Ba Tơ district", "huyện Ba Tơ"),
        (area("commune", "đặc khu"), "Ba Tơ special zone", "đặc khu Ba Tơ"),
        (area("province", "tỉnh"), "Ba Tơ", "Ba Tơ"),
        (area("agency", None), "Ba Tơ", "Ba Tơ"),
        (area("commune", "khác"), "Ba Tơ", "Ba Tơ"),
    ],
)
def test_area_by_its_kind_and_name(found: Area, english: str, vietnamese: str) -> None:
    assert (EN.area(found), VI.area(found)) == (english, vietnamese)


def test_parameters_of_every_kind() -> None:
    found = EN.show(
        [Period.parse("2024-Q1"), area("district", "huyện"), value("5"), Phrase("một", "one"),
         Limit(Operator.AT_MOST, Decimal(5), Unit.COUNT), None, date(2024, 1, 2), 1234]
    )  # fmt: skip

    assert found == "2024-Q1, Ba Tơ district, 5%, one, at most 5, …, 2 Jan 2024, 1,234"
    assert VI.show(()) == "không có"


def test_on_paper_a_target_has_its_name_and_a_period_its_words() -> None:
    paper = PaperWording(Words("vi"))
    gone = {
        "by": "1/KH-UBND", "why": "mới", "replaced_by": "rate",
        "replacement": Phrase("Tỷ lệ", "Rate"),
    }  # fmt: skip

    assert paper.statement(Statement("na.withdrawn", gone)) == (
        "Đã được thay bằng “Tỷ lệ” trong 1/KH-UBND: mới; không tính."
    )
    assert paper.remark(
        Statement("na.withdrawn", gone | {"replaced_by": "none", "replacement": None})
    ) == ("đã được thay bằng none trong 1/KH-UBND: mới; không tính")
    part = Statement("remark.part", {"period": Period.parse("2024-10")})
    assert paper.remark(part) == "số liệu một phần của kỳ (tháng 10/2024)"
    assert VI.remark(part) == "số liệu một phần của kỳ (2024-10)"


def test_a_remark_has_neither_capital_nor_full_stop() -> None:
    day = {"day": date(2024, 1, 2)}

    assert EN.remark(Statement("na.not_yet", day)) == "not in force before 2 Jan 2024"
    assert EN.remark(Statement("remark.note", {"note": "TTXVN."})) == "TTXVN"


@pytest.mark.parametrize(
    ("replaced_by", "english"),
    [
        (None, "Withdrawn by 1-NQ/TU: old; not counted."),
        ("new", "Replaced in 1-NQ/TU by new: old; not counted."),
    ],
)
def test_a_withdrawn_target_names_what_took_its_place(
    replaced_by: str | None, english: str
) -> None:
    params = {"by": "1-NQ/TU", "why": Phrase("cũ", "old"), "replaced_by": replaced_by}

    assert EN.statement(Statement("na.withdrawn", params)) == english


@pytest.mark.parametrize(
    ("days", "english"),
    [
        (((None, date(2025, 6, 30)),), "until 30 Jun 2025"),
        (((date(2025, 7, 1), None),), "from 1 Jul 2025"),
        (((date(2020, 1, 1), date(2021, 1, 1)), (date(2022, 1, 1), None)),
         "from 1 Jan 2020 until 1 Jan 2021; from 1 Jan 2022"),
    ],
)  # fmt: skip
def test_days_of_an_area(days: object, english: str) -> None:
    fault = Diagnostic(
        codes.AREA_NOT_THEN, Place("a"),
        {"area": area("district", "huyện"), "days": days, "period": Period.parse("2026")},
    )  # fmt: skip

    assert EN.sentence(fault).endswith(f"it exists {english}")


def test_the_next_step_names_the_nearest_word_where_there_is_one() -> None:
    near = Diagnostic(codes.UNKNOWN_OPTION, Place("a"), {"option": "--x", "near": "--lang"})
    far = Diagnostic(codes.UNKNOWN_OPTION, Place("a"), {"option": "--x", "near": ""})

    assert EN.help(near) == "did you mean --lang?"
    assert EN.help(far).startswith("dti-targets --help lists")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Chưa có số liệu", "Chưa có số liệu"),
        ("a\nb\t c\r\n", "a b c"),
        ("\x1b[31m", "\\u001b[31m"),
        ("a\u200b\u202e\ufeff", "a\\u200b\\u202e\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
        ("1\u00a0000 数\u3000字", "1\u00a0000 数\u3000字"),
        ("\u2028\x85\ud800", "\\u2028\\u0085\\ud800"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("2024", "2024", "2024"),
        ("2024-Q3", "quý 3 năm 2024", "quarter 3 of 2024"),
        ("2024-H1", "6 tháng đầu năm 2024", "the first half of 2024"),
        ("2024-09", "tháng 09/2024", "09/2024"),
        ("2024-01/2024-09", "2024-01/2024-09", "2024-01/2024-09"),
    ],
)
def test_a_period_is_named_on_paper(text: str, vi: str, en: str) -> None:
    period = Period.parse(text)

    assert (VI.named(period), EN.named(period)) == (vi, en)
