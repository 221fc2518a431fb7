"""Texts in one language or in two."""

import pytest
from pydantic import TypeAdapter, ValidationError

from dti_targets.domain.phrase import Phrase, Text

PHRASE: TypeAdapter[Phrase] = TypeAdapter(Phrase)
TEXT: TypeAdapter[str] = TypeAdapter(Text)


def test_plain_text_serves_both_languages() -> None:
    phrase = PHRASE.validate_python(" bỏ cấp huyện ")

    assert phrase.in_language("vi") == phrase.in_language("en") == "bỏ cấp huyện"


def test_each_reader_gets_the_own_language() -> None:
    phrase = PHRASE.validate_python({"vi": "bỏ cấp huyện", "en": "abolished"})

    assert phrase.in_language("vi") == "bỏ cấp huyện"
    assert phrase.in_language("en") == "abolished"


def test_the_other_language_stands_in_for_one_that_is_missing() -> None:
    assert PHRASE.validate_python({"vi": "bỏ"}).in_language("en") == "bỏ"
    assert PHRASE.validate_python({"en": "gone"}).in_language("vi") == "gone"


@pytest.mark.parametrize("written", ["", "  ", {}, {"vi": ""}, {"fr": "fini"}, 7, True, ["a"]])
def test_what_says_nothing_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        PHRASE.validate_python(written)


def test_text_is_neither_empty_nor_a_number() -> None:
    assert TEXT.validate_python(" 51 ") == "51"
    for wrong in ("", " ", 51, True):
        with pytest.raises(ValidationError):
            TEXT.validate_python(wrong)
