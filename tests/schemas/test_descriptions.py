"""Everything that an editor can show is described, and nothing else is."""

from collections.abc import Iterator
from enum import Enum
from typing import get_args

import pytest
from pydantic import BaseModel

from dti_targets.domain.area import AreasFile
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.threshold import Promise, Threshold
from dti_targets.schemas.descriptions import DESCRIPTIONS

CHOICES = {"OneThreshold", "OneNumber"}
"""Definitions that no class stands for: what `domain/` leaves to the reader to check."""

NOUNS = {"Period", "Day", "DayOrYear", "Phrase", "Phrase.vi", "Phrase.en"}
"""Types that read a text themselves; Pydantic knows no fields of them."""


def classes(annotation: object) -> Iterator[type]:
    """Yield the models and closed lists that an annotation speaks of, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from classes(field.annotation)
    elif isinstance(annotation, type) and issubclass(annotation, Enum):
        yield annotation
    for argument in get_args(annotation):
        yield from classes(argument)


def written() -> dict[str, set[str]]:
    """Return each class that a file is made of, with its keys as they are written."""
    found = {*classes(Resolution), *classes(AreasFile)}
    return {
        one.__name__: {field.alias or name for name, field in one.model_fields.items()}
        if issubclass(one, BaseModel)
        else set()
        for one in found
    }


SHARED = {*Promise.model_fields, *Threshold.model_fields} - {"valid"}
"""Keys that mean the same wherever they stand."""


def test_every_class_and_key_is_described_once_and_nothing_else() -> None:
    keys = {
        key if key in SHARED else f"{name}.{key}"
        for name, keys in written().items()
        for key in keys
    }

    assert set(DESCRIPTIONS) == {*keys, *written(), *CHOICES, *NOUNS}


@pytest.mark.parametrize("key", DESCRIPTIONS)
def test_a_description_is_clean_and_says_it_in_two_languages(key: str) -> None:
    told = DESCRIPTIONS[key]

    assert told.en != told.vi
    for text in (told.en, told.vi):
        assert text.isprintable()
        assert text == text.strip()
        assert text.endswith(".")
        assert "  " not in text
