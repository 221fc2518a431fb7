import pytest

from dti_targets.reading.hidden import hidden_character, hidden_index


@pytest.mark.parametrize(
    ("text", "character", "name"),
    [
        ("a\u200bb", "U+200B", "ZERO WIDTH SPACE"),
        ("\ufeffa", "U+FEFF", "ZERO WIDTH NO-BREAK SPACE"),
        ("a\u202eb", "U+202E", "RIGHT-TO-LEFT OVERRIDE"),
        ("a\u00adb", "U+00AD", "SOFT HYPHEN"),
        ("a\x00", "U+0000", "control character"),
        ("a\x1b[0m", "U+001B", "control character"),
        ("a\ue000", "U+E000", "control character"),
        ("a\u2028b", "U+2028", "LINE SEPARATOR"),
    ],
)
def test_hidden_character_is_named_by_its_code_point(text: str, character: str, name: str) -> None:
    assert hidden_character(text) == {"character": character, "name": name}


@pytest.mark.parametrize("text", ["", "Quảng Ngãi", "a\u00a0b", "a\tb", "e\u0302", "😀", "１"])
def test_what_can_be_seen_or_is_a_space_is_not_hidden(text: str) -> None:
    assert hidden_character(text) is None


def test_allowed_characters_are_passed_over() -> None:
    assert hidden_index("a\n\u200b", "\n") == 2
    assert hidden_index("a\nb", "\n") == -1
