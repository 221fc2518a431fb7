"""What was published before of a row of the page: a chart, and the same numbers in words.

Both come in every language: what a chart has alike in all of them stands in it once.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from dti_targets.domain.progress import Series
from dti_targets.domain.report import Assessment, Expected
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.charts.drawing import Drawing
from dti_targets.reporting.charts.key import key
from dti_targets.reporting.charts.series import BESIDE, Shown, classed, drawn, steps
from dti_targets.reporting.charts.words import break_words, point_words
from dti_targets.reporting.pages.report import WORST_FIRST
from dti_targets.reporting.result import Result
from dti_targets.reporting.visible import throughout, visible
from dti_targets.reporting.wording import Wording

MOST = 1_000
"""Rows with a history: one of five years takes 4 KiB in both languages."""

_LEAST = 2
"""Numbers that make a chart."""

Pair = tuple[str, ...]
"""One text in every language, in the order of LANGUAGES."""

Named = tuple[str, str, str]
"""Target, level and area of an assessment."""


class History(NamedTuple):
    """The series of a row: `caption` names the chart, `lines` say in each language what is on it.

    `chart` is markup, empty where fewer than two figures are numbers.
    """

    name: str
    caption: Pair
    chart: str
    lines: tuple[tuple[str, ...], ...]


def named(made: Assessment) -> Named:
    """Return what tells an assessment from all others of a report."""
    return made.expected.id, made.expected.level.value, made.area.code


def looked_back(result: Result, judged: Iterable[Assessment]) -> tuple[dict[Named, Series], int]:
    """Return the series behind the rows of a page, and how many rows could have one.

    Where there are too many rows, the areas of the resolutions come first, then the units that are
    worst off.
    """
    rows = [made for made in judged if made.verdict is not Verdict.NOT_APPLICABLE]
    many = len(rows)
    if many > MOST:
        rows.sort(key=lambda made: (made.is_unit, WORST_FIRST.index(made.verdict)))
        del rows[MOST:]
    found = zip(rows, result.histories(rows), strict=True)
    return {named(made): series for made, series in found if series}, many


def left_out(many: int, says: Sequence[Wording]) -> Pair:
    """Return which rows have a history, where there are too many for all to have theirs."""
    if many <= MOST:
        return ()
    return tuple(say("web.few_histories", count=MOST, total=many) for say in says)


def history(made: Assessment, series: Series, name: str, says: Sequence[Wording]) -> History:
    """Return the series of a row; `name` is what its chart is called by."""
    item = made.expected
    judged = frozenset(figure.period for figure in made.figures)
    shown = Shown(item, series, tuple(steps(item)), judged=judged)
    chart = ""
    if len(shown.points) >= _LEAST:
        chart = in_languages([drawn(shown, say, BESIDE, classed) for say in says], says)
    return History(
        name,
        tuple(say("svg.series", unit=say.words.show(item.target.unit)) for say in says),
        chart,
        tuple(throughout(tuple(_lines(shown, say)), visible) for say in says),
    )


def marks(says: Sequence[Wording]) -> tuple[tuple[str, Pair], ...]:
    """Return the marks of the charts as markup, each with what it is."""
    return tuple(
        ("".join(mark.elements), tuple(say(message) for say in says))
        for message, mark in key(classed)
    )


def in_languages(charts: Sequence[Drawing], says: Sequence[Wording]) -> str:
    """Return a chart as markup: what differs between languages once for each, the rest once."""
    rows: Iterable[tuple[str, ...]] = zip(*(chart.elements for chart in charts), strict=False)
    if len({len(chart.elements) for chart in charts}) > 1:
        rows = [tuple("".join(chart.elements) for chart in charts)]
    parts = []
    for alike, group in groupby(rows, key=lambda row: len(set(row)) == 1):
        for say, elements in zip(says, zip(*group, strict=True), strict=True):
            text = "".join(elements)
            parts.append(text if alike else f'<g class="t" lang="{say.language}">{text}</g>')
            if alike:
                break
    return "".join(parts)


def _lines(shown: Shown, say: Wording) -> Iterator[str]:
    """Yield the figures in time order, with what breaks them; then what is promised when."""
    item, unit = shown.expected, shown.expected.target.unit
    breaks = list(break_words(shown.series, say))
    for point in shown.series.points:
        while breaks and breaks[0][0].day <= point.period.end:
            yield breaks.pop(0)[1]
        words = point_words(point, unit, say)
        yield say("web.judged", point=words) if point.period in shown.judged else words
    yield from (words for _, words in breaks)
    if shown.series.aside:
        aside = [f"{say.figure(f)} ({f.period})" for f in shown.series.aside]
        yield say("way.aside", figures=aside)
    yield from _promised(item, say)


def _promised(item: Expected, say: Wording) -> Iterator[str]:
    """Yield every number that is promised with its period: milestones or quotas, the threshold."""
    target, threshold = item.target, item.threshold
    message = "web.quota" if target.per_period else "web.step"
    for period, number in threshold.numbers.items():
        if period and (target.per_period or period.end < item.due.end):
            limit = threshold.limit(number, target.unit, item.resolution.tolerance)
            yield say(message, period=period, threshold=limit)
    if not target.per_period:
        yield say("web.due", due=item.due, threshold=say.threshold(item))
