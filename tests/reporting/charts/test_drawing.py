"""Text that is never cut, coordinates that are the same everywhere, scales with round numbers."""

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.domain.unit import Unit
from dti_targets.messages import Words
from dti_targets.reporting.charts.drawing import coordinate, element, plain, width, wrapped
from dti_targets.reporting.charts.scale import round_scale, written, years_scale
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from tests import hostile

ROOM, SIZE = 400, 20


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (7, "7"), (Fraction(1, 3), "0.33"), (Fraction(-5, 2), "-2.5"), (100, "100"),
     (Fraction(-1, 1000), "0"), (Fraction(12345, 1000), "12.34"), (Fraction(199, 100), "1.99")],
)  # fmt: skip
def test_a_coordinate_has_two_decimals_at_most(number: Fraction, text: str) -> None:
    assert coordinate(number) == text


def test_an_element_is_escaped() -> None:
    assert element("a", plain("<b> & ]]>"), x=1, font_size='"<') == (
        '<a x="1" font-size=\'"&lt;\'>&lt;b&gt; &amp; ]]&gt;</a>'
    )


def test_content_shows_what_cannot_be_seen() -> None:
    assert plain("a\x1b\u202e ::error x") == "a\\u001b\\u202e \\u003a:error x"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_lines_hold_every_letter_and_are_never_too_wide(text: str) -> None:
    lines = wrapped(text, SIZE, ROOM)

    assert "".join("".join(lines).split()) == "".join(visible(text).split())
    for line in lines:
        assert width(line, SIZE) <= ROOM


@pytest.mark.parametrize("text", [*hostile.EVIL, "W" * 500, "数" * 300, "e\u0301" * 300, ""])
def test_whatever_is_written_fits(text: str) -> None:
    lines = wrapped(text, SIZE, ROOM)

    assert all(width(line, SIZE) <= ROOM for line in lines)
    assert not any(unicodedata.combining(line[0]) for line in lines[1:] if line)
    assert "".join("".join(lines).split()) == "".join(visible(text).split())


def test_lines_break_at_spaces_where_they_can() -> None:
    text = "Tỷ lệ hồ sơ công việc được xử lý trên môi trường mạng tại cấp tỉnh"

    lines = wrapped(text, SIZE, ROOM)

    assert len(lines) > 1
    assert " ".join(line.strip() for line in lines) == text


@given(st.lists(st.fractions(max_denominator=10**6), min_size=1))
def test_a_scale_holds_its_numbers_between_round_ones(numbers: list[Fraction]) -> None:
    scale = round_scale(numbers, 10, 110)

    assert scale.low <= min(numbers)
    assert max(numbers) <= scale.high
    assert scale.at(scale.low) == 10
    assert scale.at(scale.high) == 110
    ticks = scale.ticks()
    assert (ticks[0], ticks[-1]) == (scale.low, scale.high)
    assert 2 <= len(ticks) <= 8


def test_a_scale_of_years_has_a_tick_for_whole_years() -> None:
    few = years_scale([Fraction(2022), Fraction(2026)], 0, 100)
    many = years_scale([Fraction(1996), Fraction(2051)], 0, 100)
    one = years_scale([Fraction(4041, 2)], 0, 100)

    assert few.ticks() == [2021, 2022, 2023, 2024, 2025]
    assert many.ticks() == [2000, 2010, 2020, 2030, 2040, 2050]
    assert one.step == 1


@pytest.mark.parametrize(
    ("number", "text"),
    [("0", "0%"), ("12.5", "12,5%"), ("-0.25", "-0,25%"), ("1234567", "1.234.567%"),
     ("1/3", "0,3333%"), ("5e30", "5×10³⁰%"), ("-1.25e-9", "-1,25×10⁻⁹%"), ("1e9", "1×10⁹%")],
)  # fmt: skip
def test_a_label_is_short_however_large_its_number(number: str, text: str) -> None:
    assert written(Fraction(number), Unit.PERCENT, Wording(Words("vi"))) == text


def test_where_texts_are_wide() -> None:
    assert width("iii", 20) < width("nnn", 20) < width("WWW", 20)
    assert width("e\u0301", 20) == width("é", 20) == width("e", 20)
