"""Text in cells: nothing is lost, nothing is cut, numbers stand under one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.reporting.layout import aligned, cells, folded, pad, push, widest, wrap

words = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)
numbers = st.one_of(
    st.just(""),
    st.from_regex(r"(khoảng |≈ )?-?\d{1,3}(\.\d{3})?(,\d{1,3})?(%|/\d{2})?", fullmatch=True),
    st.sampled_from(["có", "nhóm dẫn đầu", "…"]),
)


def bare(text: str) -> str:
    return "".join(text.split())


@given(text=texts, width=st.integers(1, 60), hanging=st.integers(0, 8))
def test_wrapping_loses_nothing(text: str, width: int, hanging: int) -> None:
    assert bare("".join(wrap(text, width, hanging))) == bare(text)


@given(text=texts, width=st.integers(1, 60), hanging=st.integers(0, 8))
def test_a_line_is_too_wide_only_where_one_word_is(text: str, width: int, hanging: int) -> None:
    for line in wrap(text, width, hanging):
        assert cells(line) <= width or len(line.split()) == 1


def test_later_lines_hang_and_the_spaces_of_the_first_stay() -> None:
    assert wrap("  một hai ba", 8, 4) == ["  một", "    hai", "    ba"]


def test_a_line_breaks_between_letters_that_need_no_space() -> None:
    assert wrap("数字化转型", 6) == ["数字化", "转型"]


def test_a_long_word_stands_alone_and_whole() -> None:
    assert wrap("a https://example.org/long b", 8) == ["a", "https://example.org/long", "b"]


def test_nothing_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]


@given(items=st.lists(numbers, max_size=8))
def test_aligned_texts_are_equally_wide(items: list[str]) -> None:
    columns = aligned(items, ",")

    assert len({cells(text) for text in columns}) <= 1
    assert [bare(text) for text in columns] == [bare(text) for text in items]


def test_numbers_are_aligned_on_their_last_whole_digit() -> None:
    assert aligned(["99,30%", "90%", "12/63", "1.526", "ước khoảng 9%", "có", ""], ",") == [
        "          99,30%",
        "          90%   ",
        "          12/63 ",
        "       1.526    ",
        "ước khoảng 9%   ",
        "              có",
        "                ",
    ]


@given(text=st.text(max_size=40))
def test_folded_text_is_ascii(text: str) -> None:
    assert folded(text).isascii()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đạt – chưa có số liệu…", "Dat - chua co so lieu..."),
        ("≥ 80% “khoảng” ≈ 9 · ×", '>= 80% "khoang" ~ 9 - x'),
        ("数 \u200b \U0001f600", "\\u6570 \\u200b \\U0001f600"),
    ],
)
def test_folding_keeps_what_can_be_read(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_padding_never_cuts() -> None:
    assert (pad("数字", 6), pad("toàn", 2), push("7", 3)) == ("数字  ", "toàn", "  7")
    assert (widest(["a", "数字"]), widest([])) == (4, 0)
