"""Characters that nobody can see, and that make two equal texts unequal."""

import unicodedata

_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def hidden_character(text: str) -> dict[str, object] | None:
    """Return `character` (U+200B) and `name` of the first hidden character of a text, if any."""
    index = hidden_index(text)
    if index < 0:
        return None
    sign = text[index]
    return {
        "character": f"U+{ord(sign):04X}",
        "name": unicodedata.name(sign, "control character"),
    }


def hidden_index(text: str, allowed: str = "\t") -> int:
    """Return where the first hidden character that is not `allowed` stands; -1 if nowhere."""
    if text.isprintable():
        return -1
    for index, sign in enumerate(text):
        if sign not in allowed and unicodedata.category(sign) in _CATEGORIES:
            return index
    return -1
