"""No case of the catalogue is forgotten: each is a test, or has its reason in the docs."""

import re
from pathlib import Path

from tests.runs import ROOT

CASES = set(range(1, 263))

_NUMBERS = re.compile(r"def test_case((?:_\d{3})+)")
_ROW = re.compile(r"^\| ([\d, to]+) \|", re.MULTILINE)


def in_tests() -> set[int]:
    texts = [path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    found = {numbers for text in texts for numbers in _NUMBERS.findall(text)}
    return {int(number) for numbers in found for number in numbers.split("_") if number}


def in_the_page() -> set[int]:
    text = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    found: set[int] = set()
    for row in _ROW.findall(text):
        for part in row.split(","):
            first, _, last = part.partition("to")
            found |= set(range(int(first), int(last or first) + 1))
    return found


def test_every_case_is_a_test_or_has_its_reason() -> None:
    assert CASES - in_tests() - in_the_page() == set()


def test_the_page_counts_what_there_is() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text("utf-8")

    assert f"{len(in_tests())} numbers are tests" in text
    assert in_tests() <= CASES
    assert in_the_page() <= CASES
