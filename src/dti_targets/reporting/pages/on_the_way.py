"""The part of `explain` that is about progress: the series, and the computation to do by hand."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from dti_targets.domain.method import Method
from dti_targets.domain.progress import Point, Progress, Progression, Status, moment
from dti_targets.reporting.drawing import bar, cuts, gone, points_of, sign_of, spark_of
from dti_targets.reporting.layout import pad, widest
from dti_targets.reporting.pages.progress import BREAK, Amounts, shown, why_of
from dti_targets.reporting.prose import Paragraph, line
from dti_targets.reporting.screen import Screen
from dti_targets.reporting.wording import Wording

BAR = 20
_FOR_ZERO = Fraction(1, 1000)
"""What the published method takes for a number of 0."""

Step = tuple[str, str, str]
"""What is computed, from what, and what comes out."""


def way_paragraphs(progression: Progression, say: Wording, screen: Screen) -> Iterator[Paragraph]:
    """Yield, for each level, the series point by point, then every step of the computation."""
    yield line()
    until = say.until(progression.period)
    yield line(f" {say('way.explained', until=until, method=progression.method)}", "bold")
    for made in progression.targets:
        yield _head(made, say, screen)
        yield from _points(made, say)
        yield from _steps(made, progression, say)
        for text in why_of(made, say, verdict=False):
            yield line(f"     {text}", "", 7)


def _head(made: Progress, say: Wording, screen: Screen) -> Paragraph:
    """Return the level with its sparkline, its bar and its status."""
    percent = gone(made)
    drawn = "" if percent is None else f"{bar(percent, BAR, screen.signs)} {percent}%"
    parts = [
        f" {sign_of(made.status, screen.signs)} {say.words.show(made.expected.level)}",
        spark_of(made).drawn(screen.signs), drawn, str(say.words.show(made.status)),
    ]  # fmt: skip
    return line("  ".join(part for part in parts if part), "", 5)


def _points(made: Progress, say: Wording) -> Iterator[Paragraph]:
    """Yield the points with figure and place, the breaks between them, and what does not count."""
    points, connected = points_of(made), made.series.connected
    broken = cuts(made.series, points)
    periods = widest(str(point.period) for point in points)
    figures = widest(shown(point, say) for point in points)
    for index, point in enumerate(points):
        for number in (n for n, at in enumerate(broken) if at == index):
            reason = say("way.break", reason=say.remark(made.series.breaks[number].reason))
            yield line(f"     {BREAK} {reason}", "", 7)
        key = "way.agreed"
        if point.figures:
            key = "way.connects" if point in connected else "way.connects_not"
        places = ", ".join(str(figure.place) for figure in point.figures)
        text = f"     {pad(str(point.period), periods)}  {pad(shown(point, say), figures)}  "
        facts = " · ".join(part for part in (places, say(key)) if part)
        yield Paragraph(((text, ""), (facts, "dim")), 7)
    for figure in made.series.aside:
        text = f"{say.figure(figure)} ({figure.period}), {figure.place}"
        yield line(f"     {say('way.aside', figures=[text])}", "", 7)


def _steps(made: Progress, progression: Progression, say: Wording) -> Iterator[Paragraph]:
    """Yield the computation, one step a line."""
    base, latest = made.baseline, made.latest
    if made.measured.pace is None or base is None or latest is None:
        return
    steps = list(_Sum(made, base, latest, moment(progression.period.end), say).steps())
    labels = widest(label for label, _, _ in steps)
    for label, formula, result in steps:
        told = result if formula == result else f"{formula} = {result}"
        yield line(f"     {pad(label, labels)}  {told}", "", 9 + labels)


class _Sum:
    """Writes what was computed from a baseline and a latest figure, in numbers."""

    def __init__(
        self, made: Progress, base: Point, latest: Point, now: Fraction, say: Wording
    ) -> None:
        self._made, self._latest, self._say = made, latest, say
        self._amounts = Amounts(made, say)
        self._growth = made.method is Method.CAGR
        first = base.number or Fraction(0)
        self._path = [(base.at, first)]
        limit, item = made.expected.limit, made.expected
        self._goal = None if limit is None else Fraction(limit.number)
        if self._goal is not None:
            end = max(moment(item.due.end), base.at)
            milestones = {
                moment(period.end): Fraction(number)
                for period, number in item.threshold.numbers.items()
                if period and base.at < moment(period.end) < end
            }
            path = [*self._path, *sorted(milestones.items()), (end, self._goal)]
            self._path = [path[0], path[-1]] if self._growth else path
        if self._growth:
            self._path = [(at, number or _FOR_ZERO) for at, number in self._path]
        self._now = now
        self._years = latest.at - base.at

    def steps(self) -> Iterator[Step]:
        """Yield the steps in the order in which they need one another."""
        measured, say = self._made.measured, self._say
        first, last = self._path[0][1], self._latest.number or Fraction(0)
        pace, needed = measured.pace or Fraction(0), measured.needed
        yield say("way.pace_of"), self._change(last, first, self._years), self._amounts.pace(pace)
        if self._goal is None or needed is None:
            return
        asked, years = self._asked()
        yield (
            say("way.needed_of"), self._change(asked, first, years), self._amounts.pace(needed)
        )  # fmt: skip
        if measured.ratio is not None:
            ratio = say("way.share", share=measured.ratio)
            gained = f"{self._amounts.bare(pace)} / {self._amounts.bare(needed)}"
            yield say("way.ratio_of"), gained if self._growth else self._share(last, asked), ratio
        percent = gone(self._made)
        if percent is not None and self._goal != first:
            yield say("way.gone_of"), self._share(last, self._goal), f"{percent}%"
        yield from self._then(last)

    def _then(self, last: Fraction) -> Iterator[Step]:
        """Yield what the path asks for now, the distance to it, and when the pace arrives."""
        measured, say, amounts, goal = self._made.measured, self._say, self._amounts, self._goal
        until = say.until(self._latest.period)
        if measured.expected is not None and measured.distance is not None:
            expected = amounts.number(measured.expected)
            at = say("way.expected_of")
            yield at, self._on_path(self._now), expected
            ahead = measured.distance == last - measured.expected
            parts = [self._number(last), expected]
            yield (
                say("way.distance_of"), " - ".join(parts if ahead else reversed(parts)),
                amounts.distance(measured.distance),
            )  # fmt: skip
        if measured.remaining is not None and goal is not None:
            left = self._path[-1][0] - self._latest.at
            label = say("way.left_of", period=self._latest.period)
            yield label, self._change(goal, last, left), amounts.pace(measured.remaining)
        said = self._made.status is not Status.CANNOT_SAY
        if said and measured.arrival is not None and measured.pace and goal is not None:
            formula, years = self._arrives(last, goal)
            year = str(measured.arrival.year)
            yield (
                say("way.arrival_of"), formula,
                say("way.years_after", years=years, until=until, year=year),
            )  # fmt: skip

    def _asked(self) -> tuple[Fraction, Fraction]:
        """Return what the path asks for at the latest figure, or at its end, and by then."""
        if self._growth:
            end, goal = self._path[-1]
            return goal, end - self._path[0][0]
        needed = self._made.measured.needed or Fraction(0)
        return self._path[0][1] + needed * self._years, self._years

    def _change(self, last: Fraction, first: Fraction, years: Fraction) -> str:
        """Return the formula of a pace."""
        one, other, time = self._number(last), self._number(first), self._number(years)
        if self._growth:
            return f"({one} / {other})^(1 / {time}) - 1"
        return f"({one} - {other}) / {time}"

    def _share(self, last: Fraction, goal: Fraction) -> str:
        first, one, whole = map(self._number, (self._path[0][1], last, goal))
        return f"({one} - {first}) / ({whole} - {first})"

    def _on_path(self, at: Fraction) -> str:
        """Return the formula of what the path asks for at a moment."""
        for (start, low), (end, high) in pairwise(self._path):
            if at <= end:
                few, many = self._number(low), self._number(high)
                passed, whole = self._number(at - start), self._number(end - start)
                if self._growth:
                    return f"{few} × ({many} / {few})^({passed} / {whole})"
                return f"{few} + ({many} - {few}) × {passed} / {whole}"
        return self._number(self._path[-1][1])

    def _arrives(self, last: Fraction, goal: Fraction) -> tuple[str, str]:
        """Return the formula of the years to the threshold, and how many these are."""
        first, one, whole = map(self._number, (self._path[0][1], last, goal or _FOR_ZERO))
        if self._growth:
            years = self._number(self._years)
            left = f"ln({whole} / {one}) / ln({one} / {first}) × {years}"
            return left, str(self._say.words.number(self._growth_years(last, goal), 2))
        pace = self._made.measured.pace or Fraction(1)
        left = f"({whole} - {one}) / ({one} - {first}) × {self._number(self._years)}"
        return left, self._say.words.number((goal - last) / pace, 2)

    def _growth_years(self, last: Fraction, goal: Fraction) -> Fraction:
        """Return the years that growth needs, as exact as a decimal of many digits is."""
        from decimal import Context, Decimal

        digits = Context(prec=28)

        def logarithm(number: Fraction) -> Decimal:
            return digits.ln(digits.divide(Decimal(number.numerator), Decimal(number.denominator)))

        left = logarithm((goal or _FOR_ZERO) / last)
        return Fraction(digits.divide(left, logarithm(last / self._path[0][1]))) * self._years

    def _number(self, number: Fraction) -> str:
        return self._say.words.number(number)
