"""No case of the catalogue is forgotten: each is a test, or has its reason in the docs."""

import re
from pathlib import Path

import pytest

from tests.runs import ROOT

CASES = set(range(1, 263))
PAGES = {
    "docs/reliability.md": "{count} numbers are tests",
    "docs/reliability.vi.md": "{count} số đã thành phép thử",
}
"""The pages, and how each counts."""

_NUMBERS = re.compile(r"def test_case((?:_\d{3})+)")
_ROW = re.compile(r"^\| (\d(?:\d|, | to | đến )*) \|", re.MULTILINE)


def in_tests() -> set[int]:
    texts = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    found = {numbers for text in texts for numbers in _NUMBERS.findall(text)}
    return {int(number) for numbers in found for number in numbers.split("_") if number}


def in_the_page(page: str) -> set[int]:
    text = (ROOT / page).read_text("utf-8")
    found: set[int] = set()
    for row in _ROW.findall(text):
        for part in row.split(","):
            first, *_, last = re.findall(r"\d+", part) * 2
            found |= set(range(int(first), int(last) + 1))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_every_case_is_a_test_or_has_its_reason(page: str) -> None:
    assert CASES - in_tests() - in_the_page(page) == set()


@pytest.mark.parametrize("page", PAGES)
def test_the_page_counts_what_there_is(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")

    assert PAGES[page].format(count=len(in_tests())) in text
    assert in_tests() <= CASES
    assert in_the_page(page) <= CASES


def test_the_same_cases_are_decided_otherwise_in_both_languages() -> None:
    english, vietnamese = (in_the_page(page) for page in PAGES)

    assert english == vietnamese
