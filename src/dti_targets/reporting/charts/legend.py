"""What the shapes mean: a sign for each status, and the legend of the marks."""

from collections.abc import Callable

from dti_targets.domain.progress import Status
from dti_targets.reporting.charts.drawing import (
    BAR,
    INK,
    MARGIN,
    PAPER,
    SMALL,
    Drawing,
    Length,
    element,
    line,
    paragraph,
    polyline,
    stacked,
    text,
)
from dti_targets.reporting.wording import Wording

_INDENT = 72
_X, _Y = MARGIN + 10, 12


def sign_of(status: Status) -> str:
    """Return the shape of a status, left of the first line of a text."""
    return _SIGNS[status]()


def _check() -> str:
    return polyline([(_X - 8, _Y), (_X - 2, _Y + 7), (_X + 9, _Y - 8)], stroke_width=4)


def _triangle(*corners: tuple[int, int]) -> str:
    points = " ".join(f"{_X + x},{_Y + y}" for x, y in corners)
    return element("polygon", points=points, fill=INK)


def _bar() -> str:
    return line((_X - 9, _Y), (_X + 9, _Y), stroke_width=5)


def _question() -> str:
    return text(_X - 6, _Y + 8, "?", 22, font_weight="bold")


_SIGNS: dict[Status, Callable[[], str]] = {
    Status.ACHIEVED: _check,
    Status.ON_TRACK: lambda: _triangle((-9, 8), (9, 8), (0, -9)),
    Status.MODERATE: lambda: _triangle((-7, -9), (-7, 9), (9, 0)),
    Status.LIMITED: _bar,
    Status.DETERIORATING: lambda: _triangle((-9, -8), (9, -8), (0, 9)),
    Status.CANNOT_SAY: _question,
}


def legend(say: Wording) -> Drawing:
    """Return the marks of all charts, each with what it means."""
    left, right = MARGIN, MARGIN + 56
    middle = (left + right) // 2
    box: dict[str, Length | str] = {"x": left, "y": 4, "width": 56, "height": 16, "stroke": INK}
    about = element("circle", cx=middle, cy=12, r=6, fill=PAPER, stroke=BAR, stroke_width=3)
    marks = {
        "svg.legend.figure": (element("rect", **box, fill=BAR),),
        "svg.legend.point": (
            polyline([(left, 12), (right, 12)], stroke=BAR, stroke_width=3),
            element("circle", cx=middle, cy=12, r=6, fill=BAR, stroke=INK),
        ),
        "svg.legend.threshold": (
            line((left, 12), (right, 12), stroke_width=3, stroke_dasharray="14 5"),
            line((middle, 2), (middle, 22), stroke_width=5),
        ),
        "svg.legend.about": (
            element("rect", **box, fill=PAPER),
            element("rect", **box, fill="url(#hatch)"),
            about,
        ),
        "svg.legend.bound": (
            line((left, 12), (right, 12), stroke_width=3),
            polyline([(right - 9, 4), (right, 12), (right - 9, 20)], stroke_width=3),
        ),
        "svg.legend.path": (
            polyline([(left, 12), (right, 12)], stroke_width=2, stroke_dasharray="3 5"),
            line((middle, 3), (middle, 21), stroke_width=3),
        ),
        "svg.legend.break": (
            line((middle - 8, 20), (middle, 2), stroke_width=2),
            line((middle, 20), (middle + 8, 2), stroke_width=2),
        ),
    }  # fmt: skip
    return stacked(
        (
            Drawing((*shapes, *told.elements), told.height)
            for key, shapes in marks.items()
            for told in (paragraph(say(key), SMALL, _INDENT),)
        ),
        6,
    )
