import re

import pytest

from dti_targets.diagnostics import CODES, Severity, codes
from dti_targets.diagnostics.near import nearest


def test_ids_are_in_order_and_named_once() -> None:
    named = {code.id for code in vars(codes).values() if isinstance(code, codes.Code)}

    assert list(CODES) == sorted(CODES)
    assert named == set(CODES)
    assert all(re.fullmatch(r"DT\d{3}", code) for code in CODES)


def test_only_warnings_are_set_aside() -> None:
    assert all(code.severity is Severity.WARNING for code in CODES.values() if code.aside)


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("provnce", ["province", "district"], "province"),
        ("xyzzy", ["province"], ""),
        ("", ["province"], ""),
        ("a", [], ""),
    ],
)
def test_nearest_word_is_offered_only_where_it_is_near(
    word: str, known: list[str], near: str
) -> None:
    assert nearest(word, known) == near


def test_likeness_can_be_asked_for() -> None:
    assert nearest("platfrom_rate", ["platform_rate"], 0.9) == "platform_rate"
    assert nearest("plat_rate", ["platform_rate"], 0.9) == ""
