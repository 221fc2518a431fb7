"""A page of paragraphs for the commands that show one thing whole, and its text on a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from dti_targets.reporting.layout import wrap
from dti_targets.reporting.screen import Part, Screen, readable, rendered


class Paragraph(NamedTuple):
    """One line of a page, wrapped where it is too long.

    `parts` are texts with their styles; later lines are indented by `hanging`. `fixed` lines are
    never wrapped: commands to copy, examples.
    """

    parts: tuple[Part, ...] = ()
    hanging: int = 2
    fixed: bool = False


def line(text: str = "", style: str = "", hanging: int = 2) -> Paragraph:
    """Return a paragraph of one style."""
    return Paragraph(((text, style),), hanging)


def to_text(page: Sequence[Paragraph], screen: Screen) -> str:
    """Return the text of a page; with colours, as ANSI sequences."""
    shown = readable(tuple(page), screen)
    return rendered((row for part in shown for row in _lines(part, screen.width)), screen)


def _lines(paragraph: Paragraph, width: int) -> Iterator[Sequence[Part]]:
    """Yield the lines of a paragraph; a style goes on where its part was broken."""
    plain = "".join(text for text, _ in paragraph.parts).rstrip()
    rows = [plain] if paragraph.fixed else wrap(plain, width, paragraph.hanging)
    if len(rows) == 1:
        yield paragraph.parts
        return
    styles = [style for text, style in paragraph.parts for _ in text]
    at = 0
    for row in rows:
        signs: list[Part] = []
        for sign in row:
            at = at if sign.isspace() else plain.index(sign, at) + 1
            signs.append((sign, "" if sign.isspace() else styles[at - 1]))
        runs = groupby(signs, key=lambda part: part[1])
        yield [("".join(sign for sign, _ in run), style) for style, run in runs]
