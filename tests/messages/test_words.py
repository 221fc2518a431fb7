"""Numbers, dates and plurals as each language writes them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.domain.unit import Level
from dti_targets.domain.verdict import Verdict
from dti_targets.messages import Words

EN, VI = Words("en"), Words("vi")


@pytest.mark.parametrize(
    ("number", "decimals", "english", "vietnamese"),
    [
        (Fraction(1526), 0, "1,526", "1.526"),
        (Fraction("99.3"), 2, "99.30", "99,30"),
        (Fraction("-1.28"), 2, "-1.28", "-1,28"),
        (Fraction("0.004"), 2, "0.00", "0,00"),
        (Fraction("-0.004"), 2, "0.00", "0,00"),
        (Fraction("87.5"), None, "87.5", "87,5"),
        (Fraction(1, 3), None, "0.333333", "0,333333"),
    ],
)
def test_number_has_the_signs_of_the_language(
    number: Fraction, decimals: int | None, english: str, vietnamese: str
) -> None:
    assert EN.number(number, decimals) == english
    assert VI.number(number, decimals) == vietnamese


@given(number=st.decimals(-(10**9), 10**9, places=3), language=st.sampled_from(["en", "vi"]))
def test_number_can_be_read_back(number: Decimal, language: str) -> None:
    words = Words(language)

    text = words.number(Fraction(number), 3)

    plain = text.replace(words("mark.group"), "").replace(words("mark.decimal"), ".")
    assert Decimal(plain) == number


@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [
        (date(2024, 3, 5), "5 Mar 2024", "05/03/2024"),
        (Verdict.MISSED, "missed", "Không đạt"),
        (Level.PROVINCE, "province", "cấp tỉnh"),
        (1000, "1,000", "1.000"),
        (Decimal("1.5"), "1.5", "1,5"),
        (Fraction(3, 2), "1.5", "1,5"),
        ([1, Level.DISTRICT], "1, district", "1, cấp huyện"),
        (("a", None), "a, ", "a, "),
        (True, "1", "1"),
        (object, str(object), str(object)),
    ],
)
def test_parameter_in_words(value: object, english: str, vietnamese: str) -> None:
    assert EN.show(value) == english
    assert VI.show(value) == vietnamese


@pytest.mark.parametrize(
    ("count", "english", "vietnamese"),
    [
        (1, "1 target not applicable in the period is not counted.",
         "Không tính 01 chỉ tiêu không áp dụng trong kỳ."),
        (2, "2 targets not applicable in the period are not counted.",
         "Không tính 02 chỉ tiêu không áp dụng trong kỳ."),
        (1200, "1,200 targets not applicable in the period are not counted.",
         "Không tính 1.200 chỉ tiêu không áp dụng trong kỳ."),
    ],
)  # fmt: skip
def test_words_follow_their_number(count: int, english: str, vietnamese: str) -> None:
    assert EN("report.not_applicable", count=count) == english
    assert VI("report.not_applicable", count=count) == vietnamese
