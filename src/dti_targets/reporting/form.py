"""A form as rows of texts: what is asked, what is known, and four cells to fill in.

The headings are those that the reader of figures knows: a form comes back as a figures file.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure
from dti_targets.domain.form import Entry, Form
from dti_targets.domain.unit import Unit
from dti_targets.reporting.layout import folded
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.workbook_text import fitting

COLUMNS = (
    "number", "indicator", "name", "unit", "area", "area_name", "level", "period", "threshold",
    "promise", "known", "decimal", "value", "source", "quote", "note",
)  # fmt: skip
INPUTS = ("value", "source", "quote", "note")
"""The columns that are to be filled in; the others are there to be read."""

_SHOWN = frozenset({"number", "name", "area_name", "threshold", "promise", "known"})
"""The columns that only people read; what they hold can be changed to be safe."""

_FORMULA = tuple("=+-@\t\r＝＋－＠")
_LONGEST_NAME = 60
_PLACE = "{area}"
"""Stands in the name of a file for the area that it is about."""


class Row(NamedTuple):
    """One row: its texts by column, and the unit in which the figure is to be given."""

    texts: dict[str, str]
    unit: Unit


def headings(say: Wording) -> dict[str, str]:
    """Return the heading of each column."""
    return {column: say(f"form.heading.{column}") for column in COLUMNS}


def rows(form: Form, say: Wording) -> Iterator[Row]:
    """Yield the rows in the order of the form; the cells to fill in have no text."""
    for number, entry in enumerate(form.entries, 1):
        yield Row(_texts(number, entry, say), entry.target.unit)


def _texts(number: int, entry: Entry, say: Wording) -> dict[str, str]:
    target = entry.target
    quotes = dict.fromkeys(item.target.source.quote for item in entry.expected)
    texts = {
        "number": str(number),
        "indicator": target.indicator,
        "name": str(say.show(target.name)),
        "unit": "%" if target.unit is Unit.PERCENT else str(say.words.show(target.unit)),
        "area": visible(entry.area.code),
        "area_name": say.area(entry.area),
        "level": str(say.words.show(entry.level)),
        "period": entry.period.text,
        "threshold": "; ".join(dict.fromkeys(map(say.threshold, entry.expected))),
        "promise": visible(" / ".join(quotes)),
        "known": _known(entry.known, say) if entry.known else "",
        "decimal": say("form.decimal"),
    }
    return {column: fitting(text, say) for column, text in texts.items()}


def _known(figure: Figure, say: Wording) -> str:
    return f"{say.figure(figure)} ({figure.period})"


def form_csv(form: Form, say: Wording) -> Iterator[str]:
    """Yield the form as Excel on a Vietnamese Windows opens it: with a mark, and `;`."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings(say).values())
    for row in rows(form, say):
        writer.writerow(_safe(column, row.texts.get(column, "")) for column in COLUMNS)
    yield f"\ufeff{buffer.getvalue()}"


def _safe(column: str, text: str) -> str:
    """Return a text that no program runs as a formula, where only people read it."""
    return f"'{text}" if column in _SHOWN and text.startswith(_FORMULA) else text


def file_names(areas: Collection[Area], pattern: str) -> dict[Area, str]:
    """Return the name of the file of each area: its code and its name, in letters of any system.

    Args:
        areas: All that get a file.
        pattern: A name with `{area}` in its place; else a folder.
    """
    if _PLACE not in pattern:
        pattern = f"{pattern.rstrip('/')}/{_PLACE}.xlsx"
    found: dict[Area, str] = {}
    taken: set[str] = set()
    for area in areas:
        name = plain = _plain(area)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.casefold())
        found[area] = pattern.replace(_PLACE, name)
    return found


def _plain(area: Area) -> str:
    """Return `535-huyen-ba-to`: letters, digits and hyphens, so that it leads nowhere else."""
    kind = area.kind or ""
    text = folded(f"{area.code} {kind} {area.name}").casefold()
    return "-".join(re.findall(r"[a-z0-9]+", text))[:_LONGEST_NAME].strip("-") or "x"
