"""Characters that nobody can see, and that make two equal texts unequal."""

import unicodedata

_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def hidden_character(text: str) -> dict[str, object] | None:
    """Return `character` (U+200B) and `name` of the first hidden character of a text, if any."""
    if text.isprintable() or (text.isascii() and text.replace("\t", "").isprintable()):
        return None
    for sign in text:
        if unicodedata.category(sign) in _CATEGORIES and sign != "\t":
            name = unicodedata.name(sign, "control character")
            return {"character": f"U+{ord(sign):04X}", "name": name}
    return None
