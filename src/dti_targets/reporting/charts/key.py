"""The key of a chart of a series: each mark, and the message that says what it is."""

from collections.abc import Iterator

from dti_targets.reporting.charts.drawing import Drawing, Length, element
from dti_targets.reporting.charts.series import Look, Mark

WIDTH, HEIGHT = 56, 30
_MIDDLE, _LEVEL = WIDTH // 2, HEIGHT // 2


def key(look: Look) -> Iterator[tuple[str, Drawing]]:
    """Yield the marks, with the looks that they have on the charts."""
    level = (0, _LEVEL), (WIDTH, _LEVEL)
    mark = Mark(look)

    def dot(kind: str, r: Length = 6) -> str:
        return element("circle", cx=_MIDDLE, cy=_LEVEL, r=r, **look(kind))

    marks = {
        "svg.legend.point": (mark.line(*level, "joint"), dot("sure")),
        "web.key.judged": (dot("sure"), dot("ring", 11)),
        "svg.legend.about": (mark.line((_MIDDLE, 1), (_MIDDLE, HEIGHT - 1), "span"), dot("unsure")),
        "svg.legend.bound": (
            mark.line((_MIDDLE, 24), (_MIDDLE, 2), "span"),
            mark.polyline([(_MIDDLE - 6, 9), (_MIDDLE, 2), (_MIDDLE + 6, 9)], "arrow"),
            element("circle", cx=_MIDDLE, cy=23, r=6, **look("unsure")),
        ),
        "svg.legend.threshold": (
            mark.line(*level, "limit"),
            mark.line((_MIDDLE, 3), (_MIDDLE, HEIGHT - 3), "due"),
        ),
        "web.key.step": (mark.line((_MIDDLE, 3), (_MIDDLE, HEIGHT - 3), "step"),),
        "svg.legend.break": (
            mark.line((_MIDDLE, 0), (_MIDDLE, HEIGHT), "cut"),
            mark.line((_MIDDLE - 8, 24), (_MIDDLE, 6), "slash"),
            mark.line((_MIDDLE, 24), (_MIDDLE + 8, 6), "slash"),
        ),
    }
    for message, elements in marks.items():
        yield message, Drawing(elements, HEIGHT)
