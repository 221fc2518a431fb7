"""Text from data, made safe to show: nothing in it can move a cursor or hide."""

import re
import unicodedata
from collections.abc import Callable
from enum import Enum
from typing import TypeVar

_SPACE = "Zs"
_LINE_ENDS = "\r\n\t"
_LAST_OF_FOUR = 0xFFFF
_COMMAND = re.compile(r"::(?=[a-zA-Z])|##(?=\w*\[)")

T = TypeVar("T")


def visible(text: str) -> str:
    r"""Return a text on one line, with every character that cannot be seen spelled `\u200b`.

    What a CI log would take for a command (`::error::`, `##[error]`, `##vso[`) is spelled, too.
    """
    if not text.isprintable():
        flat = " ".join(text.split()) if any(end in text for end in _LINE_ENDS) else text
        text = "".join(sign if _is_shown(sign) else spelled(sign) for sign in flat)
    if "##" in text or "::" in text:
        text = _COMMAND.sub(lambda found: spelled(found[0][0]) + found[0][1:], text)
    return text


def command_starts(text: str) -> list[int]:
    """Return where the signs stand that a CI log would take for the beginning of a command."""
    return [found.start() for found in _COMMAND.finditer(text)]


def _is_shown(sign: str) -> bool:
    return sign.isprintable() or unicodedata.category(sign) == _SPACE


def spelled(sign: str) -> str:
    r"""Return a sign as `\u200b`."""
    number = ord(sign)
    return f"\\u{number:04x}" if number <= _LAST_OF_FOUR else f"\\U{number:08x}"


def throughout(part: T, change: Callable[[str], str]) -> T:
    """Return a page, or a part of one, with every text in it changed."""
    changed: object = part
    if isinstance(part, Enum):
        return part
    if isinstance(part, str):
        changed = change(part)
    elif isinstance(part, tuple):
        items = [throughout(item, change) for item in part]
        changed = type(part)(*items) if hasattr(part, "_fields") else tuple(items)
    elif isinstance(part, dict):
        changed = {key: throughout(item, change) for key, item in part.items()}
    return changed  # type: ignore[return-value]  # each branch gives back the type it got
