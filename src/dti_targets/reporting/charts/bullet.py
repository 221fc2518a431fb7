"""A bullet chart: the latest figure as a bar, against the threshold as a tick."""

from collections.abc import Iterator
from fractions import Fraction

from dti_targets.domain.progress import Point, Progress
from dti_targets.domain.report import Expected
from dti_targets.domain.unit import Unit
from dti_targets.reporting.charts.drawing import (
    BAR,
    BOLDER,
    FAINT,
    INK,
    MARGIN,
    PAPER,
    SMALL,
    WIDTH,
    Drawing,
    Length,
    element,
    label,
    line,
    polyline,
    text,
    width,
)
from dti_targets.reporting.charts.scale import Scale, round_scale, written
from dti_targets.reporting.wording import SIGNS, Wording

_TOP, _BOTTOM, _AXIS = 48, 72, 80
_MIDDLE = (_TOP + _BOTTOM) // 2
_HEIGHT = 110
_ARROW = 26
"""Room that an arrow takes beyond the end of a bar."""

_CLEAR = 10
"""Room between a label and a line that it would hide."""

_MOST_OF_A_SHARE = Fraction(50)


def bullet(made: Progress, latest: Point, say: Wording) -> Drawing:
    """Return the chart of a target whose latest figure is a number."""
    number = latest.number or Fraction(0)
    unit, limit = made.expected.target.unit, made.expected.limit
    goal = None if limit is None else Fraction(limit.number)
    scale = _scale(latest, goal, unit)
    elements = [*_axis(scale, unit, say), *_bar(latest, number, scale)]
    if goal is not None and limit is not None:
        x = scale.at(goal)
        elements.append(line((x, 22), (x, _AXIS + 6), stroke_width=5))
        elements.append(beside(x, 16, goal_label(made.expected, say)))
    shown = f"{latest.period.text}: {figure_label(latest, unit, say)}"
    clear_of = None if goal is None else scale.at(goal)
    elements.append(beside(scale.at(number), 40, shown, clear_of, font_weight="bold"))
    return Drawing(tuple(elements), _HEIGHT)


def _scale(latest: Point, goal: Fraction | None, unit: Unit) -> Scale:
    """Return a scale from zero; a share of more than a half is shown out of the whole."""
    numbers = [Fraction(0), latest.number or Fraction(0)]
    if not latest.bound:
        numbers += latest.ends
    if goal is not None:
        numbers.append(goal)
    if unit.ceiling is not None and max(numbers) > _MOST_OF_A_SHARE:
        numbers.append(unit.ceiling)
    return round_scale(numbers, MARGIN, WIDTH - MARGIN - _ARROW)


def _axis(scale: Scale, unit: Unit, say: Wording) -> Iterator[str]:
    yield line((scale.start, _AXIS), (scale.end, _AXIS), stroke=FAINT)
    for tick in scale.ticks():
        x, words = scale.at(tick), written(tick, unit, say)
        yield line((x, _AXIS), (x, _AXIS + 6), stroke=FAINT)
        yield beside(x, _AXIS + 24, words)


def _bar(latest: Point, number: Fraction, scale: Scale) -> Iterator[str]:
    """Yield the bar: whole as far as the figure is sure, hatched where it is not."""
    zero = scale.at(Fraction(0))
    if latest.bound:
        upward = points_up(latest)
        yield _box(zero, scale.at(number), BAR if upward else PAPER)
        tip = scale.at(number) + (_ARROW if upward else -_ARROW)
        yield from _arrow(scale.at(number), tip, INK)
        return
    low, high = latest.ends[0], latest.ends[-1]
    if low == high:
        yield _box(zero, scale.at(number), BAR)
        return
    if low > 0 or high < 0:
        yield _box(zero, scale.at(low if low > 0 else high), BAR)
    yield _box(scale.at(low), scale.at(high), PAPER)
    yield _box(scale.at(low), scale.at(high), "url(#hatch)")
    x = scale.at(number)
    yield line((x, _TOP), (x, _BOTTOM), stroke_width=2)


def _box(one: Fraction, other: Fraction, fill: str) -> str:
    return element(
        "rect", x=min(one, other), y=_TOP, width=abs(other - one), height=_BOTTOM - _TOP,
        fill=fill, stroke=INK, stroke_width=Fraction(3, 2),
    )  # fmt: skip


def _arrow(start: Length, tip: Length, colour: str) -> Iterator[str]:
    """Yield an open arrow along the middle of the bar."""
    back = tip + (-9 if tip > start else 9)
    yield line((start, _MIDDLE), (tip, _MIDDLE), stroke=colour, stroke_width=3)
    head = [(back, _MIDDLE - 8), (tip, _MIDDLE), (back, _MIDDLE + 8)]
    yield polyline(head, stroke=colour, stroke_width=3)


def points_up(point: Point) -> bool:
    """Whether a bound is open upward: over, at least."""
    high = point.span.high if point.span else None
    return high is None or point.number is None or high > point.number


def goal_label(expected: Expected, say: Wording) -> str:
    """Return the threshold with its sign."""
    limit = expected.limit
    if limit is None:
        return ""
    number, unit = Fraction(limit.number), expected.target.unit
    plain = written(number, unit, say)
    exact = say.limit(limit, signs=True)
    return exact if len(exact) <= len(plain) + 2 else exact[:2] + plain


def figure_label(point: Point, unit: Unit, say: Wording) -> str:
    """Return a figure with its sign: as published where that is short, else the number."""
    number = point.number or Fraction(0)
    plain = written(number, unit, say)
    for figure in point.figures:
        value = figure.value
        if value and value.number == number and figure.period == point.period:
            exact = say.figure(figure, signs=True)
            return exact if len(exact) <= 2 * len(plain) + 2 else SIGNS[value.qualifier] + plain
    return plain


def beside(
    x: Fraction, y: Length, words: str, clear_of: Fraction | None = None, /,
    **attributes: Length | str,
) -> str:  # fmt: skip
    """Return a label in the middle over or under a place, moved where it would be cut.

    It is also moved off an upright line at `clear_of`, if there is one.
    """
    wide = width(words, SMALL) * (BOLDER if "font_weight" in attributes else 1)
    most = WIDTH - MARGIN - wide
    left = max(min(x - wide / 2, most), Fraction(MARGIN))
    if clear_of is not None and left - _CLEAR < clear_of < left + wide + _CLEAR:
        before, after = clear_of - _CLEAR - wide, clear_of + _CLEAR
        sides = (before, after) if x <= clear_of or after > most else (after, before)
        left = next((side for side in sides if MARGIN <= side <= most), left)
    return label(left + wide / 2, y, words, text_anchor="middle", **attributes)


def heading(words: str) -> Drawing:
    """Return what stands over a chart."""
    return Drawing((text(MARGIN, SMALL, words, SMALL, fill="#444444"),), SMALL + 8)
