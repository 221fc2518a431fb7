"""The elements of an SVG document: static shapes and text, nothing that acts or is fetched.

Coordinates are exact until they are written, with two decimals. Text stays text. How wide it will
be is not known: it is taken for as wide as a wide font makes it, so that nothing is ever cut.
"""

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from math import floor
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from dti_targets.reporting.layout import cells
from dti_targets.reporting.visible import visible

WIDTH, MARGIN = 720, 24
ROOM = WIDTH - 2 * MARGIN
"""The width of a page: A4, or a telephone that shows it smaller."""

INK, BAR, FAINT, PAPER = "#111111", "#2f5f8f", "#8c8c8c", "#ffffff"
BODY, SMALL, TITLE = 20, 18, 23
LEADING = Fraction(4, 3)
"""Distance of two lines, by the size of their letters."""

BOLDER = Fraction(9, 8)
"""How much wider bold letters are."""

Length = Fraction | int

_FINENESS = 100
"""Parts of a length that can be told apart in a drawing."""

_NARROW = frozenset("iljftrI.,:;'|!()[] -/")
_BROAD = frozenset("mwMWQOG@%")
_WORD = re.compile(r"\s*\S+")
_SIGN, _NARROW_SIGN, _BROAD_SIGN, _CAPITAL, _WIDE = 64, 42, 100, 82, 125
"""Hundredths of the size of the letters that a sign is wide, at most."""


class Drawing(NamedTuple):
    """Elements from the top of their own space, and how high that is."""

    elements: tuple[str, ...]
    height: Length


class Box(NamedTuple):
    """A rectangle that something takes up."""

    left: Length
    top: Length
    right: Length
    bottom: Length

    def meets(self, other: "Box") -> bool:
        """Whether two boxes overlap."""
        return (
            self.left < other.right and other.left < self.right
            and self.top < other.bottom and other.top < self.bottom
        )  # fmt: skip

    def on_grid(self) -> "Box":
        """Return it in whole numbers, as fine as it is drawn: many boxes are compared fast."""
        return Box(*(int(edge * _FINENESS) for edge in self))


def coordinate(number: Length) -> str:
    """Return a number with two decimals at most."""
    hundredths = round(Fraction(number) * _FINENESS)
    sign = "-" if hundredths < 0 else ""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{sign}{whole}.{rest:02}".rstrip("0").rstrip(".")


def element(name: str, content: str = "", /, **attributes: Length | str) -> str:
    """Return an element; `content` is markup already, attributes are numbers or any text."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={_value(value)}" for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _value(value: Length | str) -> str:
    return quoteattr(value if isinstance(value, str) else coordinate(value))


def plain(text: str) -> str:
    """Return any text as the content of an element."""
    return escape(visible(text))


def text(x: Length, y: Length, words: str, size: int = BODY, /, **attributes: Length | str) -> str:
    """Return one line of text, with its first letter at `x` and its foot at `y`."""
    return element("text", plain(words), x=x, y=y, font_size=size, **attributes)


def label(
    x: Length, y: Length, words: str, size: int = SMALL, /, **attributes: Length | str
) -> str:
    """Return a line of text with paper around its letters, so that lines behind stay behind."""
    return text(
        x, y, words, size, paint_order="stroke", stroke=PAPER, stroke_width=5,
        stroke_linejoin="round", **attributes,
    )  # fmt: skip


def line(
    start: tuple[Length, Length], end: tuple[Length, Length], **attributes: Length | str
) -> str:
    """Return a straight line."""
    stroke = {"stroke": INK, **attributes}
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **stroke)


def polyline(points: Iterable[tuple[Length, Length]], **attributes: Length | str) -> str:
    """Return a line through some points."""
    way = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in points)
    return element("polyline", points=way, fill="none", **{"stroke": INK, **attributes})


def moved(drawing: Iterable[str], y: Length, **attributes: Length | str) -> str:
    """Return elements together, further down."""
    place = {"transform": f"translate(0 {coordinate(y)})"} if y else {}
    return element("g", "\n" + "\n".join(drawing) + "\n", **place, **attributes)


def described(drawing: Drawing, name: str, title: str, words: str) -> Drawing:
    """Return a drawing as one picture, with what it is and what is seen on it in words."""
    told = (
        element("title", plain(title), id=f"{name}-title"),
        element("desc", plain(words), id=f"{name}-desc"),
    )
    group = moved(
        (*told, *drawing.elements), 0, role="img",
        aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc",
    )  # fmt: skip
    return Drawing((group,), drawing.height)


def stacked(drawings: Iterable[Drawing], gap: Length = 0) -> Drawing:
    """Return drawings one below another."""
    y: Length = 0
    elements = []
    for drawing in drawings:
        elements.append(moved(drawing.elements, y))
        y += drawing.height + gap
    return Drawing(tuple(elements), y)


def paragraph(
    words: str, size: int = BODY, indent: int = 0, /, **attributes: Length | str
) -> Drawing:
    """Return a text in as many lines as it takes."""
    room = Fraction(ROOM - indent) / (BOLDER if "font_weight" in attributes else 1)
    lines = wrapped(words, size, room)
    step = size * LEADING
    return Drawing(
        tuple(
            text(MARGIN + indent, step * number + size, one, size, **attributes)
            for number, one in enumerate(lines)
        ),
        step * len(lines),
    )


# -- how wide text is


def width(words: str, size: int) -> Fraction:
    """Return how wide a text is at most."""
    return Fraction(sum(map(_hundredths, words)) * size, 100)


def _hundredths(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    base = unicodedata.normalize("NFD", sign)[0]
    if base in _NARROW:
        return _NARROW_SIGN
    if base in _BROAD:
        return _BROAD_SIGN
    if cells(sign) > 1:
        return _WIDE
    if base.isupper():
        return _CAPITAL
    return _SIGN if ord(base) < ord("\u2000") or unicodedata.category(base) == "Po" else _WIDE


def wrapped(words: str, size: int, room: Length) -> list[str]:
    """Break a text into lines; a word that no line has room for breaks between its letters."""
    lines, taken = [""], Fraction(0)
    for found in _WORD.finditer(visible(words)):
        word = found[0]
        wide = width(word, size)
        if lines[-1] and taken + wide > room:
            lines.append("")
            taken = Fraction(0)
        if not lines[-1]:
            word = word.lstrip()
            *whole, word = _broken(word, size, room)
            lines[-1:] = [*whole, ""]
            wide = width(word, size)
        lines[-1] += word
        taken += wide
    return lines


def _broken(word: str, size: int, room: Length) -> list[str]:
    """Return the parts of a word that fit on a line each.

    A mark has no width of its own, so that none is parted from its letter.
    """
    parts: list[str] = []
    first, taken, most = 0, 0, floor(room * 100 / size)
    for index, sign in enumerate(word):
        wide = _hundredths(sign)
        if wide and taken + wide > most and index > first:
            parts.append(word[first:index])
            first, taken = index, 0
        taken += wide
    return [*parts, word[first:]]
