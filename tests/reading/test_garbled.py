"""What makes a text worth a closer look for old font encodings."""

from pathlib import Path

import pytest

from dti_targets.reading.garbled import may_be_garbled
from tests.runs import ROOT

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


@pytest.mark.parametrize("letter", LETTERS + LETTERS.upper())
def test_no_letter_of_vietnamese_is_a_suspect(letter: str) -> None:
    assert not may_be_garbled(letter)


@pytest.mark.parametrize("path", sorted((ROOT / "targets").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_shipped_file_is_cleared_at_one_look(path: Path) -> None:
    assert not may_be_garbled(path.read_text("utf-8"))


@pytest.mark.parametrize("text", ["Tû lÖ", "§éc lËp", "Tyû leä", "Tá»· lá»‡"])
def test_garbled_vietnamese_is(text: str) -> None:
    assert may_be_garbled(text)
