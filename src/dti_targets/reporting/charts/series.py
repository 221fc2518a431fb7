"""A series chart: the figures of several periods, joined only where they may be compared."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from math import floor

from dti_targets.domain.method import Method
from dti_targets.domain.progress import Break, Point, Progress, moment
from dti_targets.domain.unit import Unit
from dti_targets.reporting.charts.bullet import figure_label, goal_label, points_up
from dti_targets.reporting.charts.drawing import (
    BAR,
    FAINT,
    INK,
    MARGIN,
    PAPER,
    SMALL,
    WIDTH,
    Box,
    Drawing,
    Length,
    coordinate,
    element,
    label,
    line,
    polyline,
    text,
    width,
)
from dti_targets.reporting.charts.scale import round_scale, written, years_scale
from dti_targets.reporting.wording import Wording

_TOP, _BOTTOM = 32, 232
_HEIGHT = 268
_WIDEST_GUTTER = Fraction(160)
_ARROW = 20
"""How long the arrow of a bound is."""

_GAP = 14
"""Between the mark of a break and the figures on both sides of it."""

_FOR_ZERO = Fraction(1, 1000)
"""What growth is counted from where the baseline is 0, as the published method has it."""

Spot = tuple[Fraction, Fraction]
"""A moment and a number; or a place."""


def numbered(made: Progress) -> tuple[Point, ...]:
    """Return the points of a series that have a number, in time order."""
    return tuple(point for point in made.series.points if point.number is not None)


def agreed(made: Progress) -> Point | None:
    """Return the baseline where it is none of the figures."""
    base = made.baseline
    return base if base and base.number is not None and not base.figures else None


def path_of(made: Progress) -> tuple[Spot, ...]:
    """Return the path that a target was measured against; none where there was none.

    It is straight from milestone to milestone, or grows by the same share each year.
    """
    base, limit, measured = made.baseline, made.expected.limit, made.measured
    if base is None or base.number is None or limit is None or measured.expected is None:
        return ()
    goal = (max(moment(made.expected.due.end), base.at), Fraction(limit.number))
    if made.method is Method.CAGR and measured.needed is not None:
        first, growth = base.number or _FOR_ZERO, 1 + measured.needed
        years = range(floor(goal[0] - base.at) + 1)
        return (*((base.at + year, first * growth**year) for year in years), goal)
    return ((base.at, base.number), *milestones(made), goal)


def milestones(made: Progress) -> Iterator[Spot]:
    """Yield the numbers that the resolution sets on the way."""
    item, base = made.expected, made.baseline
    for period, number in item.threshold.numbers.items():
        if period and period.end < item.due.end and (base is None or moment(period.end) > base.at):
            yield moment(period.end), Fraction(number)


def series(made: Progress, say: Wording) -> Drawing:
    """Return the chart of a target that has two numbers or more."""
    plot = _Plot(made, say)
    return Drawing(tuple(plot.elements()), _HEIGHT)


class _Plot:
    """Lays out one chart: the scales first, then everything on them."""

    def __init__(self, made: Progress, say: Wording) -> None:
        self._made = made
        self._say = say
        self._unit: Unit = made.expected.target.unit
        self._points = numbered(made)
        self._path = path_of(made)
        self._milestones = tuple(milestones(made))
        base, limit = agreed(made), made.expected.limit
        self._goal = None if limit is None else Fraction(limit.number)
        numbers = [number for point in self._points for number in _range(point)]
        numbers += [number for _, number in (*self._path, *self._milestones)]
        numbers += [self._goal] if self._goal is not None else []
        moments = [point.at for point in self._points] + [at for at, _ in self._path]
        if limit is not None:
            moments.append(moment(made.expected.due.end))
        if base and base.number is not None:
            numbers.append(base.number)
            moments.append(base.at)
        self.up = round_scale(numbers, _BOTTOM, _TOP)
        names = [written(tick, self._unit, say) for tick in self.up.ticks()]
        widest = max((width(name, SMALL) for name in names), default=Fraction(0))
        self._gutter = min(widest + 10, _WIDEST_GUTTER)
        self.across = years_scale(moments, MARGIN + self._gutter, WIDTH - MARGIN)
        self._taken: list[Box] = []

    def elements(self) -> Iterator[str]:
        """Yield what is drawn, the lower layers first."""
        yield from self._axes()
        yield from self._threshold()
        if self._path:
            yield polyline(map(self._place, self._path), stroke_width=2, stroke_dasharray="3 5")
        for spot in self._milestones:
            x, y = self._place(spot)
            yield line((x, y - 13), (x, y + 13), stroke_width=3)
        yield from self._breaks()
        for before, after in self._joints():
            yield line(self._spot(before), self._spot(after), stroke=BAR, stroke_width=3)
        for point in self._points:
            yield from self._mark(point)
        if base := agreed(self._made):
            x, y = self._spot(base)
            yield _diamond(x, y)
        yield from self._labels()

    def _place(self, spot: Spot) -> Spot:
        return self._at(spot[0]), self.up.at(spot[1])

    def _at(self, time: Fraction) -> Fraction:
        """Return where a moment is, in years as `moment` counts them."""
        return self.across.at(time - 1)

    def _spot(self, point: Point) -> Spot:
        return self._place((point.at, point.number or Fraction(0)))

    def _axes(self) -> Iterator[str]:
        left, right = self.across.start, self.across.end
        for tick in self.up.ticks():
            y = self.up.at(tick)
            yield line((left, y), (right, y), stroke="#dddddd")
            name = written(tick, self._unit, self._say)
            yield text(left - 8, y + 6, name, SMALL, text_anchor="end")
        yield line((left, _BOTTOM), (right, _BOTTOM), stroke=FAINT)
        for tick in self.across.ticks():
            x = self.across.at(tick)
            yield line((x, _BOTTOM), (x, _BOTTOM + 6), stroke=FAINT)
            yield text(x, _BOTTOM + 24, str(tick), SMALL, text_anchor="middle")

    def _threshold(self) -> Iterator[str]:
        if self._goal is None:
            return
        y, left, right = self.up.at(self._goal), self.across.start, self.across.end
        yield line((left, y), (right, y), stroke_width=3, stroke_dasharray="14 5")
        x = self._at(moment(self._made.expected.due.end))
        yield line((x, y - 12), (x, min(y + 12, Fraction(_BOTTOM + 6))), stroke_width=5)
        self._taken += [Box(left, y - 3, right, y + 3), Box(x - 4, y - 12, x + 4, y + 12)]

    def _breaks(self) -> Iterator[str]:
        for number, cut in enumerate(self._made.series.breaks, 1):
            x = self._break_at(cut)
            yield line((x, _TOP), (x, _BOTTOM), stroke_width=2, stroke_dasharray="2 4")
            for shift in (-4, 4):
                yield line(
                    (x + shift - 4, _BOTTOM + 9), (x + shift + 4, _BOTTOM - 9), stroke_width=2
                )
            yield label(x, _TOP - 8, str(number), text_anchor="middle", font_weight="bold")
            self._taken += [Box(x - 8, 0, x + 8, _TOP), Box(x - 2, _TOP, x + 2, _BOTTOM)]

    def _break_at(self, cut: Break) -> Fraction:
        """Return where a break is drawn: on its day, but between the figures that it parts."""
        x = self._at(moment(cut.day - timedelta(days=1)))
        for before, after in pairwise(self._made.series.points):
            if before.period.end < cut.day <= after.period.end:
                left, right = self._at(before.at), self._at(after.at)
                gap = min(Fraction(_GAP), (right - left) / 2)
                return max(min(x, right - gap), left + gap)
        return x

    def _joints(self) -> Iterator[tuple[Point, Point]]:
        """Yield the figures that are joined: neighbours between two breaks, none of them a bound.

        A line to the one end of a bound that was published would show a pace that it has not.
        """
        for segment in self._made.series.segments():
            known = [point for point in segment if point.number is not None]
            yield from (pair for pair in pairwise(known) if not any(p.bound for p in pair))

    def _mark(self, point: Point) -> Iterator[str]:
        """Yield the mark of a figure: full where it is exact, hollow with its span where not."""
        x, y = self._spot(point)
        low, *_, high = (*_range(point), *_range(point))
        if point.bound:
            tip = y + (-_ARROW if points_up(point) else _ARROW)
            back = tip + (7 if tip < y else -7)
            yield line((x, y), (x, tip), stroke_width=2)
            yield polyline([(x - 6, back), (x, tip), (x + 6, back)], stroke_width=2)
        elif low != high:
            top, bottom = self.up.at(high), self.up.at(low)
            yield line((x, top), (x, bottom), stroke_width=2)
            for end in (top, bottom):
                yield line((x - 6, end), (x + 6, end), stroke_width=2)
        full = low == high and not point.bound
        yield element(
            "circle", cx=x, cy=y, r=6, fill=BAR if full else PAPER,
            stroke=INK if full else BAR, stroke_width=Fraction(3, 2) if full else 3,
        )  # fmt: skip

    # -- labels, where there is room for them

    def _labels(self) -> Iterator[str]:
        for point in self._points:
            x, y = self._spot(point)
            self._taken.append(Box(x - 7, y - 7, x + 7, y + 7))
        if self._goal is not None:
            y, start = self.up.at(self._goal), Fraction(self.across.start + 6)
            yield from self._label(start, (y, y), goal_label(self._made, self._say), "start")
        first, *others = self._points
        last = others[-1] if others else first
        for point in dict.fromkeys((last, first, *others)):
            words = figure_label(point, self._unit, self._say)
            yield from self._label(self._spot(point)[0], self._extent(point), words, "middle")

    def _extent(self, point: Point) -> Spot:
        """Return the top and the bottom of the mark of a figure."""
        _, y = self._spot(point)
        if point.bound:
            return (y - _ARROW, y) if points_up(point) else (y, y + _ARROW)
        ends = [self.up.at(number) for number in _range(point)]
        return min(ends), max(ends)

    def _label(self, x: Fraction, extent: Spot, words: str, anchor: str) -> Iterator[str]:
        """Yield a label over, under or beside a mark; none where others leave no room."""
        top, bottom = extent
        wide = width(words, SMALL)
        over = x - wide / 2 if anchor == "middle" else x
        middle = (top + bottom + SMALL) / 2 - 2
        for left, foot in (
            (over, top - 12), (over, bottom + 12 + SMALL), (x - wide - 12, middle),
            (x + 12, middle), (over, top - 30), (over, bottom + 30 + SMALL),
        ):  # fmt: skip
            start = max(min(left, WIDTH - MARGIN - wide), self.across.start + Fraction(2))
            box = Box(start, foot - SMALL, start + wide, foot + 4)
            inside = box.top >= 0 and box.bottom <= _BOTTOM
            if inside and not any(box.meets(other) for other in self._taken):
                self._taken.append(box)
                at = start + wide / 2 if anchor == "middle" else start
                yield label(at, foot, words, text_anchor=anchor)
                return


def _range(point: Point) -> tuple[Fraction, ...]:
    """Return what a chart shows of a point: of a bound the number alone."""
    return (point.number or Fraction(0),) if point.bound else point.ends


def _diamond(x: Fraction, y: Length) -> str:
    points = " ".join(
        f"{coordinate(x + across)},{coordinate(y + down)}"
        for across, down in ((0, -8), (8, 0), (0, 8), (-8, 0))
    )
    return element("polygon", points=points, fill=PAPER, stroke=INK, stroke_width=2)
