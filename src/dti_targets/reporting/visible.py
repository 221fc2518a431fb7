"""Text from data, made safe to show: nothing in it can move a cursor or hide."""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    r"""Return a text on one line, with every character that cannot be seen spelled `\u200b`."""
    if text.isascii() and text.isprintable():
        return text
    flat = " ".join(text.split()) if any(c in text for c in "\r\n\t") else text
    return "".join(
        f"\\u{ord(sign):04x}" if unicodedata.category(sign) in _HIDDEN else sign for sign in flat
    )
