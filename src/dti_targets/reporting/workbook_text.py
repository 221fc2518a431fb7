"""Texts in the cells of a workbook: each stands there as it is, or is cut and says so.

XlsxWriter takes a text that begins with `<r>` and ends with `</r>` for markup of its own, and
spells out one of two escapes that share their underscore (`_x0041_x0042_`) only. Both are written
in pieces, as a cell with several fonts is; all pieces have that of the cell, and none is an escape.
"""

import re
from typing import Any

from dti_targets.reporting.wording import Wording

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds, counted in UTF-16."""

LONGEST_TITLE = 255
"""Characters of a title among the properties of a document, for Word and for Excel."""

_MARK = 60
"""Characters for the mark of a text that was cut."""

_SHARED_UNDERSCORE = re.compile("_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")
_AFTER_UNDERSCORE = re.compile("(?<=_)(?=x[0-9a-fA-F]{4}_)")


def put_text(sheet: Any, row: int, column: int, text: str, look: Any) -> None:  # noqa: ANN401  (it has no types)
    """Write a text into a cell, and nothing but text."""
    markup = text.startswith("<r>") and text.endswith("</r>")
    if not markup and not _SHARED_UNDERSCORE.search(text):
        sheet.write_string(row, column, text, look)
        return
    pieces = [text[:1], *_AFTER_UNDERSCORE.split(text[1:])]
    tokens = [part for piece in pieces for part in (look, piece)]
    sheet.write_rich_string(row, column, *tokens[1:], look)


def fitting(text: str, say: Wording) -> str:
    """Return a text that a cell holds; one that is too long is cut, and says so."""
    if _units(text) <= LONGEST_CELL:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - _MARK)].decode("utf-16-le", "ignore")
    return kept + say("book.cut", count=len(text) - len(kept))


def title_of(text: str) -> str:
    """Return a text as the title of a document: where it is cut, it ends with `…`."""
    return text if _units(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE // 2]}…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
