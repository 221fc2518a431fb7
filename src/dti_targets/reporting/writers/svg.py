"""The answer of `progress` as pictures: one SVG document that nothing in it moves or fetches.

Each target with a number has a bullet chart, and with two a series. They can be told without
colours, and each says in words what is seen on it.
"""

from collections.abc import Iterator

from dti_targets.diagnostics import Diagnostic
from dti_targets.domain.progress import Point, Progress, Progression, ResolutionProgress
from dti_targets.reporting.charts.bullet import bullet, heading
from dti_targets.reporting.charts.drawing import (
    BODY,
    FAINT,
    INK,
    MARGIN,
    PAPER,
    ROOM,
    SMALL,
    TITLE,
    WIDTH,
    Drawing,
    described,
    element,
    line,
    paragraph,
    plain,
    stacked,
)
from dti_targets.reporting.charts.legend import legend, sign_of
from dti_targets.reporting.charts.series import agreed, milestones, numbered, path_of, series
from dti_targets.reporting.charts.words import break_words, point_words
from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.wording import Wording

_FONTS = "Segoe UI, Roboto, Noto Sans, DejaVu Sans, Arial, sans-serif"
_GREY = "#444444"
_MOST_FAULTS = 10
_LEAST_OF_A_SERIES = 2


def to_svg(result: Result, say: Wording) -> Text:
    """Yield one document: for each target what was promised, how it stands, and its charts."""
    title, parts = _Page(result, say).parts()
    page = stacked((_space(MARGIN), *parts, _space(MARGIN)))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    size = {"width": WIDTH, "height": page.height}
    content = "\n".join(("", element("title", plain(title)), _defined(), _paper(), *page.elements))
    view = f"0 0 {WIDTH} {round(page.height + 1)}"
    yield element(
        "svg", content + "\n", xmlns="http://www.w3.org/2000/svg", viewBox=view, **size,
        style="max-width:100%;height:auto", font_family=_FONTS, fill=INK,
        **{"xml:lang": say.language},
    )  # fmt: skip
    yield "\n"


def _paper() -> str:
    return element("rect", width="100%", height="100%", fill=PAPER)


def _defined() -> str:
    """Return what other elements refer to: the hatching of what is not sure."""
    stroke = line((0, 0), (0, 8), stroke_width=4)
    pattern = element(
        "pattern", stroke, id="hatch", width=8, height=8, patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )  # fmt: skip
    return element("defs", pattern)


def _space(height: int) -> Drawing:
    return Drawing((), height)


class _Page:
    """Makes the parts of the document, from its head to the legend."""

    def __init__(self, result: Result, say: Wording) -> None:
        self._result = result
        self._say = say
        self._charts = 0

    def parts(self) -> tuple[str, Iterator[Drawing]]:
        """Return the title, and everything below one another."""
        found = self._result.progression
        if found is None:
            return self._say("svg.nothing"), self._failed()
        title = self._say("svg.title", until=self._say.until(found.period))
        return title, self._answer(title, found)

    def _failed(self) -> Iterator[Drawing]:
        yield paragraph(self._say("svg.nothing"), TITLE, font_weight="bold")
        for number, fault in enumerate(self._result.faults):
            if number == _MOST_FAULTS:
                yield paragraph("…", SMALL)
                break
            yield _space(8)
            yield paragraph(self._fault(fault), SMALL)

    def _fault(self, fault: Diagnostic) -> str:
        return f"{fault.code.id} {fault.at}: {self._say.sentence(fault)}"

    def _answer(self, title: str, found: Progression) -> Iterator[Drawing]:
        say, left_out = self._say, 0
        yield paragraph(title, TITLE + 4, font_weight="bold")
        yield paragraph(say("svg.method", method=found.method), SMALL, fill=_GREY)
        for part in found.resolutions:
            drawn = [made for made in part.targets if numbered(made)]
            left_out += len(part.targets) - len(drawn)
            if drawn:
                yield from self._resolution(part)
            for made in drawn:
                yield from self._target(made)
        if self._charts:
            yield _space(20)
            yield _rule()
            yield legend(say)
        if left_out:
            yield _space(8)
            yield paragraph(say("svg.left_out", count=left_out), SMALL, fill=_GREY)

    def _resolution(self, part: ResolutionProgress) -> Iterator[Drawing]:
        name = f"{part.resolution.label}: {self._say.show(part.resolution.title)}"
        yield _space(16)
        yield paragraph(name, BODY, font_weight="bold")

    def _target(self, made: Progress) -> Iterator[Drawing]:
        say, item = self._say, made.expected
        name = str(say.show(item.target.name))
        yield _space(20)
        yield _rule()
        yield paragraph(name, TITLE, font_weight="bold")
        yield paragraph(self._promise(made), SMALL, fill=_GREY)
        yield _space(6)
        yield self._status(made)
        latest = numbered(made)[-1]
        unit = say.words.show(item.target.unit)
        yield _space(12)
        yield heading(say("svg.bullet", unit=unit))
        yield self._described(bullet(made, latest, say), f"{name}: {say('svg.bullet', unit=unit)}",
                              self._words((latest,), made))  # fmt: skip
        points = (*filter(None, (agreed(made),)), *numbered(made))
        if len(points) >= _LEAST_OF_A_SERIES:
            yield _space(12)
            yield heading(say("svg.series", unit=unit))
            title = f"{name}: {say('svg.series', unit=unit)}"
            yield self._described(series(made, say), title, self._words(points, made))
            for _, words in break_words(made.series, say):
                yield paragraph(words, SMALL)
        yield _space(4)
        yield paragraph(self._sources(made), SMALL, fill=_GREY)

    def _promise(self, made: Progress) -> str:
        item, say = made.expected, self._say
        return say(
            "svg.promise", level=_capital(say.words.show(item.level)), area=made.area,
            threshold=say.threshold(item), due=say.due(item.due),
        )  # fmt: skip

    def _status(self, made: Progress) -> Drawing:
        """Return the answer beside the shape that stands for it, with the reason and remarks."""
        words = self._answered(made)
        told = paragraph(words, BODY, 30)
        return Drawing((sign_of(made.status), *told.elements), told.height)

    def _answered(self, made: Progress) -> str:
        say, measured = self._say, made.measured
        remarks = "".join(f" ({say.remark(remark)})" for remark in measured.remarks)
        status = say("svg.status", status=_capital(say.words.show(made.status)))
        return f"{status} {say.statement(measured.reason)}{remarks}"

    def _sources(self, made: Progress) -> str:
        figures = [figure for point in numbered(made) for figure in point.figures]
        sources = dict.fromkeys(figure.source for figure in figures if figure.source)
        return self._say("svg.sources", sources="; ".join(sources) or self._say("none"))

    # -- what is seen, in words

    def _described(self, drawing: Drawing, title: str, words: str) -> Drawing:
        self._charts += 1
        return described(drawing, f"chart{self._charts}", title, words)

    def _words(self, points: tuple[Point, ...], made: Progress) -> str:
        unit = made.expected.target.unit
        said = [point_words(point, unit, self._say) for point in points]
        parts = ["; ".join(said) + ".", self._promise(made), self._answered(made)]
        if len(points) > 1:
            parts += [words for _, words in break_words(made.series, self._say)]
            if path_of(made):
                parts.append(self._say("svg.path"))
            spots = [*milestones(made)]
            if spots:
                parts.append(self._say("svg.milestones", count=len(spots)))
        return " ".join(parts)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _rule() -> Drawing:
    """Return a line between two targets."""
    mark = line((MARGIN, 0), (MARGIN + ROOM, 0), stroke=FAINT, stroke_width=1)
    return Drawing((mark,), 12)
