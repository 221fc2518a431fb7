"""A page of paragraphs for the commands that show one thing whole, and its text on a terminal."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from dti_targets.reporting.layout import wrap
from dti_targets.reporting.screen import LEAST, Screen, Signs, in_ascii


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a page, wrapped where it is too long.

    `parts` are texts with their styles; later lines are indented by `hanging`. `fixed` lines are
    never wrapped: commands to copy, drawn bars.
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
    console = Console(
        file=file, width=max(LEAST, screen.width), force_terminal=screen.color,
        color_system="standard" if screen.color else None, no_color=not screen.color,
        highlight=False, emoji=False, markup=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    if screen.signs is Signs.ASCII:
        page = in_ascii(tuple(page))
    for paragraph in page:
        for text in _lines(paragraph, screen.width):
            text.rstrip()
            console.print(text, soft_wrap=True)
    return "".join(f"{row.rstrip()}\n" for row in file.getvalue().splitlines())


def _lines(paragraph: Paragraph, width: int) -> list[Text]:
    """Return the lines of a paragraph; a style goes on where its part was broken."""
    text = Text.assemble(*paragraph.parts)
    if paragraph.fixed:
        return [text]
    rows = wrap(text.plain, width, paragraph.hanging)
    if len(rows) == 1:
        return [text]
    styles = [style for content, style in paragraph.parts for _ in content]
    lines: list[Text] = []
    at = 0
    for row in rows:
        shown = Text()
        for sign in row:
            found = sign != " "
            if found:
                at = text.plain.index(sign, at)
            shown.append(sign, styles[at] if found else "")
            at += found
        lines.append(shown)
    return lines
