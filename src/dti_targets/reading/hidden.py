"""Characters that nobody can see, or tell from others, and that make two equal texts unequal."""

import unicodedata

_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})

_ALIKE = ("CYRILLIC ", "GREEK ", "FULLWIDTH ", "LATIN SMALL LETTER ETH", "LATIN CAPITAL LETTER ETH")
"""How the names of signs begin that look like Latin and Vietnamese letters."""


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


def look_alike(text: str) -> dict[str, object] | None:
    """Return the first sign of a text that only looks like a letter of the others, if any.

    Greek among Greek letters is what it looks like; among Latin ones it is taken for Latin.
    """
    if text.isascii() or not any("a" <= sign <= "z" for sign in text.lower()):
        return None
    for sign in text:
        name = "" if sign.isascii() else unicodedata.name(sign, "")
        if name.startswith(_ALIKE):
            return {"text": text, "sign": sign, "character": f"U+{ord(sign):04X}", "name": name}
    return None
