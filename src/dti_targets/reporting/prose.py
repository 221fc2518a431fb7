"""A page of paragraphs for the commands that show one thing whole, and its text on a terminal."""

import io
from collections.abc import Sequence
from typing import NamedTuple

from rich.text import Text

from dti_targets.reporting.layout import wrap
from dti_targets.reporting.screen import Screen, console_for, readable


class Paragraph(NamedTuple):
    """One line of a page, wrapped where it is too long.

    `parts` are texts with their styles; later lines are indented by `hanging`. `fixed` lines are
    never wrapped: commands to copy, examples.
    """

    parts: tuple[tuple[str, str], ...] = ()
    hanging: int = 2
    fixed: bool = False


def line(text: str = "", style: str = "", hanging: int = 2) -> Paragraph:
    """Return a paragraph of one style."""
    return Paragraph(((text, style),), hanging)


def to_text(page: Sequence[Paragraph], screen: Screen) -> str:
    """Return the text of a page; with colours, as ANSI sequences."""
    file = io.StringIO()
    console = console_for(screen, file)
    rows = [row for part in readable(tuple(page), screen) for row in _lines(part, screen.width)]
    console.print(Text("\n").join(rows), soft_wrap=True)
    return file.getvalue()


def _lines(paragraph: Paragraph, width: int) -> list[Text]:
    """Return the lines of a paragraph, none ending in spaces; a style goes on where it broke."""
    text = Text.assemble(*paragraph.parts)
    text.rstrip()
    rows = [text.plain] if paragraph.fixed else wrap(text.plain, width, paragraph.hanging)
    if len(rows) == 1:
        return [text]
    styles = [style for content, style in paragraph.parts for _ in content]
    lines: list[Text] = []
    at = 0
    for row in rows:
        shown = Text()
        for sign in row:
            found = not sign.isspace()
            if found:
                at = text.plain.index(sign, at)
            shown.append(sign, styles[at] if found else "")
            at += found
        lines.append(shown)
    return lines
