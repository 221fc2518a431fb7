"""The page of a comparison -> the text of a terminal: columns where they fit, else stacked."""

from collections.abc import Iterator, Sequence

from dti_targets.domain.comparison import Changed
from dti_targets.reporting.layout import cells, pad, widest, wrap
from dti_targets.reporting.pages.comparison import ComparisonPage, Group, Line, comparison_page
from dti_targets.reporting.result import Result
from dti_targets.reporting.screen import STYLES, Part, Screen, readable, rendered

_WIDEST_NAME = 64
_LEAST_NAME = 26
_LEAD = 3
_GAP = 2
_STYLES = {
    Changed.REGRESSED: "bold red",
    Changed.NEWLY_MISSED: "bold red",
    Changed.NEWLY_MET: "green",
    Changed.NOT_COMPARABLE: "dim",
}


def comparison_text(result: Result, screen: Screen) -> str:
    """Return the page of a comparison, or its sentences alone; no text where there is none."""
    if result.comparison is None:
        return ""
    page = readable(comparison_page(result.comparison, result.reader, result.failures), screen)
    if result.reader.settings.quiet:
        return f"{' '.join(page.sentences)}\n"
    return rendered(_Layout(page, screen).lines(), screen)


class _Layout:
    """The widths of all columns, planned once for all groups so that they line up."""

    def __init__(self, page: ComparisonPage, screen: Screen) -> None:
        self._page, self._screen = page, screen
        rows = [line for group in page.groups for line in group.lines]
        self._widths = []
        for index, heading in enumerate(page.headings[1:]):
            texts = [line.values[index] for line in rows]
            self._widths.append(max(widest(texts), cells(heading)) if any(texts) else 0)
        taken = _LEAD + sum(width + _GAP for width in self._widths if width)
        self._name = min(_WIDEST_NAME, screen.width - taken)
        longest = widest(line.name for line in rows)
        self._name = min(self._name, max(longest, cells(page.headings[0])))
        self._columns = self._name >= min(_LEAST_NAME, longest)
        self._total = min(screen.width, taken + self._name)

    def lines(self) -> Iterator[Sequence[Part]]:
        """Yield the lines of the page."""
        page, width = self._page, self._screen.width
        yield from _styled(wrap(f" {page.title}", width, 1), "bold")
        if page.context:
            yield from _styled(wrap(f" {page.context}", width, 1), "dim")
        if page.groups and self._columns:
            yield [(self._row(page.headings[0], page.headings[1:]), "bold")]
        for group in page.groups:
            yield from self._group(group)
        yield [("", "")]
        yield from _styled(wrap(f" {' '.join(page.sentences)}", width, 1), "")
        for note in page.notes:
            yield from _styled(wrap(f" {note}", width, 3), "")
        yield from _styled(wrap(f" {page.ending}", width, 1), "")

    def _group(self, group: Group) -> Iterator[Sequence[Part]]:
        lines = wrap(f" {group.title}", self._screen.width, 1)
        yield from _styled(lines[:-1], "bold")
        total = self._total if self._columns else self._screen.width
        room = total - cells(lines[-1]) - 1
        rule = self._screen.signs.rule * room if room > _LEAD else ""
        yield [(f"{lines[-1]} ", "bold"), (rule, "dim")]
        style = _STYLES.get(group.kind, "") if isinstance(group.kind, Changed) else ""
        for line in group.lines:
            yield from self._in_columns(line, style) if self._columns else self._stacked(line)
            for text in line.below:
                yield from _styled(wrap(f"     {text}", self._screen.width, 7), "dim")

    def _sign(self, line: Line) -> Part:
        if line.verdict is None:
            return "   ", ""
        return f" {self._screen.signs.of(line.verdict)} ", STYLES[line.verdict]

    def _row(self, name: str, values: Sequence[str]) -> str:
        """Return a line of columns behind the sign."""
        cut = [pad(text, width) for text, width in zip(values, self._widths, strict=True) if width]
        return " " * _LEAD + (" " * _GAP).join((pad(name, self._name), *cut))

    def _in_columns(self, line: Line, style: str) -> Iterator[Sequence[Part]]:
        first, *rest = wrap(line.name, self._name, 2)
        yield [self._sign(line), (self._row(first, line.values)[_LEAD:], style)]
        yield from _styled([" " * _LEAD + text for text in rest], style)

    def _stacked(self, line: Line) -> Iterator[Sequence[Part]]:
        """Yield the name and, below it, the values."""
        width = self._screen.width
        first, *rest = wrap(line.name, max(1, width - _LEAD), 2)
        yield [self._sign(line), (first, "")]
        yield from _styled([" " * _LEAD + text for text in rest], "")
        values = self._page.between.join(filter(None, line.values))
        if values:
            yield from _styled(wrap(f"     {values}", width, 7), "")


def _styled(lines: Sequence[str], style: str) -> Iterator[Sequence[Part]]:
    for line in lines:
        yield [(line, style)]
