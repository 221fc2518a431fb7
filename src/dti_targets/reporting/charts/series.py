"""A series chart: the figures of several periods, joined only where they may be compared."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from fractions import Fraction
from itertools import islice, pairwise
from math import floor
from typing import NamedTuple

from dti_targets.domain.method import Method
from dti_targets.domain.period import Period
from dti_targets.domain.progress import Break, Point, Progress, Series, moment
from dti_targets.domain.report import Expected
from dti_targets.domain.unit import Unit
from dti_targets.reporting.charts.bullet import figure_label, goal_label, points_up
from dti_targets.reporting.charts.drawing import (
    BAR,
    BOLDER,
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
    plain,
    width,
)
from dti_targets.reporting.charts.scale import round_scale, written, years_scale
from dti_targets.reporting.wording import Wording

_TOP = 32
_BELOW = 36
"""Room for the years under the axis."""

_WIDEST_GUTTER = Fraction(160)
_ARROW = 20
"""How long the arrow of a bound is."""

_GAP = 14
"""Between the mark of a break and the figures on both sides of it."""

_RING = 11
_FOR_ZERO = Fraction(1, 1000)
"""What growth is counted from where the baseline is 0, as the published method has it."""

_YEAR, _ONE_LEFT_OUT = 365, Fraction(19, 10)
"""Days, and lengths: from end to end two periods with one left out are so far apart, or farther."""

Look = Callable[[str], Mapping[str, Length | str]]
"""What a kind of mark looks like, as the attributes of its element."""

_LABEL: Mapping[str, Length | str] = {
    "font_size": SMALL, "paint_order": "stroke", "stroke": PAPER, "stroke_width": 5,
    "stroke_linejoin": "round",
}  # fmt: skip
_LOOKS: Mapping[str, Mapping[str, Length | str]] = {
    "grid": {"stroke": "#dddddd"},
    "axis": {"stroke": FAINT},
    "tick": {"font_size": SMALL, "text_anchor": "end"},
    "year": {"font_size": SMALL, "text_anchor": "middle"},
    "limit": {"stroke": INK, "stroke_width": 3, "stroke_dasharray": "14 5"},
    "due": {"stroke": INK, "stroke_width": 5},
    "path": {"fill": "none", "stroke": INK, "stroke_width": 2, "stroke_dasharray": "3 5"},
    "step": {"stroke": INK, "stroke_width": 3},
    "cut": {"stroke": INK, "stroke_width": 2, "stroke_dasharray": "2 4"},
    "slash": {"stroke": INK, "stroke_width": 2},
    "joint": {"stroke": BAR, "stroke_width": 3},
    "span": {"stroke": INK, "stroke_width": 2},
    "arrow": {"fill": "none", "stroke": INK, "stroke_width": 2},
    "sure": {"fill": BAR, "stroke": INK, "stroke_width": Fraction(3, 2)},
    "unsure": {"fill": PAPER, "stroke": BAR, "stroke_width": 3},
    "start": {"fill": PAPER, "stroke": INK, "stroke_width": 2},
    "ring": {"fill": "none", "stroke": INK, "stroke_width": 2},
    "label": {**_LABEL, "text_anchor": "middle"},
    "strong": {**_LABEL, "text_anchor": "middle", "font_weight": "bold"},
    "beginning": {**_LABEL, "text_anchor": "start"},
}


def painted(kind: str) -> Mapping[str, Length | str]:
    """Return the looks of a mark in a picture that stands alone."""
    return _LOOKS[kind]


def classed(kind: str) -> Mapping[str, Length | str]:
    """Return the name of a mark, for a page whose style says what it looks like."""
    return {"class_": kind}


class Mark(NamedTuple):
    """Draws marks with their looks."""

    look: Look

    def line(self, start: tuple[Length, Length], end: tuple[Length, Length], kind: str) -> str:
        """Return a straight line."""
        return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **self.look(kind))

    def polyline(self, points: Iterable[tuple[Length, Length]], kind: str) -> str:
        """Return a line through some points."""
        way = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in points)
        return element("polyline", points=way, **self.look(kind))

    def text(self, x: Length, y: Length, words: str, kind: str) -> str:
        """Return a line of text."""
        return element("text", plain(words), x=x, y=y, **self.look(kind))


class Frame(NamedTuple):
    """How large a chart is: the years have `steps` names at most."""

    width: int
    margin: int
    bottom: int
    steps: int

    @property
    def height(self) -> int:
        """The height of the whole."""
        return self.bottom + _BELOW


ALONE, BESIDE = Frame(WIDTH, MARGIN, 232, 10), Frame(540, 6, 196, 9)
"""A picture of its own, and one beside a text; the letters are as large in both."""

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
    base = made.baseline
    for at, number in steps(made.expected):
        if base is None or at > base.at:
            yield at, number


def steps(item: Expected) -> Iterator[Spot]:
    """Yield what is promised by an earlier day than the threshold; of quotas, all but the one."""
    for period, number in item.threshold.numbers.items():
        later = item.target.per_period and period != item.due
        if period and (period.end < item.due.end or later):
            yield moment(period.end), Fraction(number)


class Shown(NamedTuple):
    """What a chart is about: `start` is an agreed baseline, `judged` are the periods to mark."""

    expected: Expected
    series: Series
    milestones: tuple[Spot, ...] = ()
    path: tuple[Spot, ...] = ()
    start: Point | None = None
    judged: frozenset[Period] = frozenset()

    @property
    def points(self) -> tuple[Point, ...]:
        """The points that have a number, in time order."""
        return tuple(point for point in self.series.points if point.number is not None)


def series(made: Progress, say: Wording) -> Drawing:
    """Return the chart of a target that has two numbers or more."""
    shown = Shown(
        made.expected, made.series, tuple(milestones(made)), path_of(made), agreed(made)
    )  # fmt: skip
    return drawn(shown, say, ALONE, painted)


def drawn(shown: Shown, say: Wording, frame: Frame, look: Look) -> Drawing:
    """Return the chart of two numbers or more, in a frame, with the looks of its marks."""
    return Drawing(tuple(_Plot(shown, say, frame, look).elements()), frame.height)


def joined(shown: Series) -> Iterator[tuple[Point, Point]]:
    """Yield the points that a line may join: neighbours without a break or a gap between them.

    None of them is a bound: a line to the one end that was published would show a pace that it
    has not.
    """
    for segment in shown.segments():
        known = [point for point in segment if point.number is not None]
        for before, after in pairwise(known):
            if not (before.bound or after.bound or _gap(before.period, after.period)):
                yield before, after


def _gap(before: Period, after: Period) -> bool:
    """Whether a period like these lies between them; single days are taken for those of years."""
    lengths = ((period.end - period.start).days + 1 for period in (before, after))
    longest = max(_YEAR if length == 1 else length for length in lengths)
    return (after.end - before.end).days >= longest * _ONE_LEFT_OUT


class _Plot:
    """Lays out one chart: the scales first, then everything on them."""

    def __init__(self, shown: Shown, say: Wording, frame: Frame, look: Look) -> None:
        self._shown = shown
        self._say = say
        self._frame = frame
        self._look = look
        self._draw = Mark(look)
        self._unit: Unit = shown.expected.target.unit
        self._points = shown.points
        base, limit = shown.start, shown.expected.limit
        self._goal = None if limit is None else Fraction(limit.number)
        numbers = [number for point in self._points for number in _range(point)]
        numbers += [number for _, number in (*shown.path, *shown.milestones)]
        numbers += [self._goal] if self._goal is not None else []
        moments = [point.at for point in self._points]
        moments += [at for at, _ in (*shown.path, *shown.milestones)]
        moments += [moment(cut.day) for cut in shown.series.breaks]
        if limit is not None:
            moments.append(moment(shown.expected.due.end))
        if base and base.number is not None:
            numbers.append(base.number)
            moments.append(base.at)
        self.up = round_scale(numbers, frame.bottom, _TOP)
        names = [written(tick, self._unit, say) for tick in self.up.ticks()]
        widest = max((width(name, SMALL) for name in names), default=Fraction(0))
        self._gutter = min(widest + 10, _WIDEST_GUTTER)
        left, right = frame.margin + self._gutter, frame.width - frame.margin
        self.across = years_scale(moments, left, right, frame.steps)
        self._taken: list[Box] = []
        self._cuts: list[Box] = []

    def elements(self) -> Iterator[str]:
        """Yield what is drawn, the lower layers first."""
        shown = self._shown
        yield from self._axes()
        yield from self._threshold()
        if shown.path:
            yield self._draw.polyline(map(self._place, shown.path), "path")
        for spot in shown.milestones:
            x, y = self._place(spot)
            yield self._draw.line((x, y - 13), (x, y + 13), "step")
        yield from self._breaks()
        for before, after in joined(shown.series):
            yield self._draw.line(self._spot(before), self._spot(after), "joint")
        for point in self._points:
            yield from self._mark(point)
        if shown.start:
            yield self._diamond(*self._spot(shown.start))
        yield from self._labels()

    def _place(self, spot: Spot) -> Spot:
        return self._at(spot[0]), self.up.at(spot[1])

    def _at(self, time: Fraction) -> Fraction:
        """Return where a moment is, in years as `moment` counts them."""
        return self.across.at(time - 1)

    def _spot(self, point: Point) -> Spot:
        return self._place((point.at, point.number or Fraction(0)))

    def _axes(self) -> Iterator[str]:
        left, right, bottom = self.across.start, self.across.end, self._frame.bottom
        for tick in self.up.ticks():
            y = self.up.at(tick)
            yield self._draw.line((left, y), (right, y), "grid")
            yield self._draw.text(left - 8, y + 6, written(tick, self._unit, self._say), "tick")
        yield self._draw.line((left, bottom), (right, bottom), "axis")
        for tick in self.across.ticks():
            x = self.across.at(tick)
            yield self._draw.line((x, bottom), (x, bottom + 6), "axis")
            yield self._draw.text(x, bottom + 24, str(tick), "year")

    def _threshold(self) -> Iterator[str]:
        """Yield the threshold, whenever it is reached; a quota is one of its own period alone."""
        if self._goal is None:
            return
        y, left, right = self.up.at(self._goal), self.across.start, self.across.end
        x = self._at(moment(self._shown.expected.due.end))
        if self._is_level:
            yield self._draw.line((left, y), (right, y), "limit")
            self._taken.append(Box(left, y - 3, right, y + 3).on_grid())
        foot = min(y + 12, Fraction(self._frame.bottom + 6))
        yield self._draw.line((x, y - 12), (x, foot), "due")
        self._taken.append(Box(x - 4, y - 12, x + 4, y + 12).on_grid())

    @property
    def _is_level(self) -> bool:
        """Whether the threshold is one all along; quotas are, where they are summed up."""
        return not self._shown.expected.target.per_period or bool(self._shown.path)

    def _breaks(self) -> Iterator[str]:
        bottom = self._frame.bottom
        for number, cut in enumerate(self._shown.series.breaks, 1):
            x = self._break_at(cut)
            yield self._draw.line((x, _TOP), (x, bottom), "cut")
            for shift in (-4, 4):
                ends = (x + shift - 4, bottom + 9), (x + shift + 4, bottom - 9)
                yield self._draw.line(*ends, "slash")
            yield self._draw.text(x, _TOP - 8, str(number), "strong")
            self._taken.append(Box(x - 8, 0, x + 8, _TOP).on_grid())
            self._cuts.append(Box(x - 2, _TOP, x + 2, bottom).on_grid())

    def _break_at(self, cut: Break) -> Fraction:
        """Return where a break is drawn: on its day, but between the figures that it parts."""
        x = self._at(moment(cut.day - timedelta(days=1)))
        for before, after in pairwise(self._shown.series.points):
            if before.period.end < cut.day <= after.period.end:
                left, right = self._at(before.at), self._at(after.at)
                gap = min(Fraction(_GAP), (right - left) / 2)
                return max(min(x, right - gap), left + gap)
        return x

    def _mark(self, point: Point) -> Iterator[str]:
        """Yield the mark of a figure: full where it is exact, hollow with its span where not."""
        x, y = self._spot(point)
        low, *_, high = (*_range(point), *_range(point))
        if point.bound:
            tip = y + (-_ARROW if points_up(point) else _ARROW)
            back = tip + (7 if tip < y else -7)
            yield self._draw.line((x, y), (x, tip), "span")
            yield self._draw.polyline([(x - 6, back), (x, tip), (x + 6, back)], "arrow")
        elif low != high:
            top, bottom = self.up.at(high), self.up.at(low)
            yield self._draw.line((x, top), (x, bottom), "span")
            for end in (top, bottom):
                yield self._draw.line((x - 6, end), (x + 6, end), "span")
        full = low == high and not point.bound
        yield element("circle", cx=x, cy=y, r=6, **self._look("sure" if full else "unsure"))
        if self._is_judged(point):
            yield element("circle", cx=x, cy=y, r=_RING, **self._look("ring"))

    def _is_judged(self, point: Point) -> bool:
        return point.period in self._shown.judged

    def _diamond(self, x: Fraction, y: Fraction) -> str:
        points = " ".join(
            f"{coordinate(x + across)},{coordinate(y + down)}"
            for across, down in ((0, -8), (8, 0), (0, 8), (-8, 0))
        )
        return element("polygon", points=points, **self._look("start"))

    # -- labels, where there is room for them

    def _labels(self) -> Iterator[str]:
        judged = [point for point in self._points if self._is_judged(point)]
        for point in self._points:
            x, y = self._spot(point)
            half = _RING + 1 if point in judged else 7
            self._taken.append(Box(x - half, y - half, x + half, y + half).on_grid())
        yield from self._goal_label()
        first, *others = self._points
        last = others[-1] if others else first
        for point in dict.fromkeys((*judged, last, first, *others)):
            words = figure_label(point, self._unit, self._say)
            kind = "strong" if point in judged else "label"
            yield from self._label(self._spot(point)[0], self._extent(point), words, kind)

    def _goal_label(self) -> Iterator[str]:
        """Yield what the threshold is, at its line: on the left, after a break, or where it is due.

        Of a quota it is only there where it is due.
        """
        if self._goal is None:
            return
        y, words = self.up.at(self._goal), goal_label(self._shown.expected, self._say)
        due = self._at(moment(self._shown.expected.due.end)) - width(words, SMALL) - _GAP
        starts = [due]
        if self._is_level:
            cuts = [self._break_at(cut) for cut in self._shown.series.breaks]
            starts = [Fraction(self.across.start + 6), *(x + _GAP for x in cuts), due]
        labels = (one for x in starts for one in self._label(x, (y, y), words, "beginning"))
        yield from islice(labels, 1)

    def _extent(self, point: Point) -> Spot:
        """Return the top and the bottom of the mark of a figure."""
        _, y = self._spot(point)
        if point.bound:
            return (y - _ARROW, y) if points_up(point) else (y, y + _ARROW)
        ends = [self.up.at(number) for number in _range(point)]
        return min(ends), max(ends)

    def _label(self, x: Fraction, extent: Spot, words: str, kind: str) -> Iterator[str]:
        """Yield a label over, under or beside a mark; none where others leave no room.

        Where there is room nowhere else, it is on the line of a break, which goes on behind it.
        """
        spots = [*self._spots(x, extent, words, kind)]
        for taken in ((*self._taken, *self._cuts), self._taken):
            for start, foot, box in spots:
                if not any(box.meets(other) for other in taken):
                    self._taken.append(box)
                    yield self._draw.text(start, foot, words, kind)
                    return

    def _spots(
        self, x: Fraction, extent: Spot, words: str, kind: str
    ) -> Iterator[tuple[Fraction, Fraction, Box]]:
        """Yield where a label can stand, the best place first, with what it takes up."""
        top, bottom = extent
        wide = width(words, SMALL) * (BOLDER if kind == "strong" else 1)
        over = x if kind == "beginning" else x - wide / 2
        middle = (top + bottom + SMALL) / 2 - 2
        most = self._frame.width - self._frame.margin - wide
        for left, foot in (
            (over, top - 12), (over, bottom + 12 + SMALL), (x - wide - 12, middle),
            (x + 12, middle), (over, top - 30), (over, bottom + 30 + SMALL),
        ):  # fmt: skip
            start = max(min(left, most), self.across.start + Fraction(2))
            box = Box(start, foot - SMALL, start + wide, foot + 4)
            if box.top >= 0 and box.bottom <= self._frame.bottom:
                yield (start if kind == "beginning" else start + wide / 2), foot, box.on_grid()


def _range(point: Point) -> tuple[Fraction, ...]:
    """Return what a chart shows of a point: of a bound the number alone."""
    return (point.number or Fraction(0),) if point.bound else point.ends
