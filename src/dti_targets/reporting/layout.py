"""Text in cells of a terminal: wrapping, aligning on the decimal mark, folding to ASCII."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from rich.cells import cell_len, set_cell_size

_ASCII = {
    "≥": ">=", "≤": "<=", "≈": "~", "≲": "<~", "–": "-", "—": "-", "─": "-", "━": "=", "│": "|",
    "┊": ":",
    "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "·": "-", "×": "x", "→": "->",
    "đ": "d", "Đ": "D", "\u00a0": " ",
}  # fmt: skip
_AFTER_NUMBER = "/%"
_WIDE = "\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
"""Letters between any two of which a line may break: Chinese, Japanese, Korean."""

_FIRST_WIDE = _WIDE[0]

_WORD = re.compile(r"(\s*)(\S+)")


@cache
def _wide_word() -> re.Pattern[str]:
    """Return the pattern of words where a line may also break between wide letters.

    Compiling ranges of Unicode takes longer than the rest of a page: only texts that have such
    letters, which take two cells, ask for it.
    """
    return re.compile(rf"(\s*)([{_WIDE}]|[^\s{_WIDE}]+)")


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return len(text) if text.isascii() else cell_len(text)


def wrap(text: str, width: int, hanging: int = 0) -> list[str]:
    """Break a text at spaces, and between letters that need none; later lines are indented.

    A word wider than the line stands alone on it, whole: nothing is ever cut.

    Args:
        text: One paragraph; its spaces stay, except where a line breaks.
        width: Cells of a line.
        hanging: Spaces before every line but the first.
    """
    lines: list[str] = []
    line, used = "", 0
    words = _wide_word() if max(text, default="") >= _FIRST_WIDE else _WORD
    for found in words.finditer(text):
        size = cells(found[0])
        if line.strip() and used + size > width:
            lines.append(line)
            line, used = " " * hanging + found[2], hanging + cells(found[2])
        else:
            line, used = line + found[0], used + size
    return [*lines, line]


def pad(text: str, width: int) -> str:
    """Fill a text up to a number of cells; a wider text stays whole."""
    return text if cells(text) >= width else set_cell_size(text, width)


def push(text: str, width: int) -> str:
    """Fill a text up to a number of cells on its left."""
    return " " * (width - cells(text)) + text


def aligned(texts: Sequence[str], mark: str) -> list[str]:
    """Return the texts, all equally wide, with the last digit before the decimals in one column.

    Args:
        texts: Numbers with what stands around them; a text without digits is pushed right.
        mark: The decimal sign.
    """
    splits = [_split(text, mark) for text in texts]
    right = max((cells(after) for before, after in splits if before), default=0)
    left = max((cells(before) for before, _ in splits), default=0)
    for text, (before, _) in zip(texts, splits, strict=True):
        if text and not before:
            left = max(left, cells(text) - right)
    return [
        push(before, left) + pad(after, right) if before else push(text, left + right)
        for text, (before, after) in zip(texts, splits, strict=True)
    ]


def _split(text: str, mark: str) -> tuple[str, str]:
    """Split a text after the last digit of its first number's whole part."""
    seen = False
    for index, sign in enumerate(text):
        if sign.isdigit():
            seen = True
        elif seen and (sign == mark or sign in _AFTER_NUMBER or not _inside(text, index)):
            return text[:index], text[index:]
    return (text, "") if seen else ("", text)


def _inside(text: str, index: int) -> bool:
    """Whether the sign at an index groups thousands."""
    return text[index] in ".," and text[index + 1 : index + 4].isdigit()


def folded(text: str) -> str:
    """Return a text in ASCII: without Vietnamese marks, signs replaced, the rest spelled out."""
    plain = "".join(_ASCII.get(sign, sign) for sign in text)
    bare = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return bare.encode("ascii", "backslashreplace").decode("ascii")


def widest(texts: Iterable[str]) -> int:
    """Return the cells of the widest text."""
    return max(map(cells, texts), default=0)
