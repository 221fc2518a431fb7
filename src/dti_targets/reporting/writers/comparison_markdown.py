"""A comparison as Markdown: a table for each kind of change, the worst first."""

from collections.abc import Iterable, Iterator

from dti_targets.reporting.pages.comparison import ComparisonPage, Line, comparison_page
from dti_targets.reporting.result import Result
from dti_targets.reporting.screen import Signs
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.markdown_text import literal


def comparison_markdown(result: Result, say: Wording, *, whole: bool) -> Iterator[str]:
    """Yield the page; that nothing was compared where an input is at fault."""
    if result.comparison is None:
        yield f"# {literal(say('compare.unusable'))}\n\n"
        return
    yield from _page(
        comparison_page(result.comparison, result.reader, result.failures, whole=whole)
    )


def _page(page: ComparisonPage) -> Iterator[str]:
    yield f"# {literal(page.title)}\n\n"
    if page.context:
        yield f"{literal(page.context)}\n\n"
    yield f"**{literal(' '.join(page.sentences))}**\n\n"
    for group in page.groups:
        yield f"## {literal(group.title)}\n\n"
        yield _row(map(literal, page.headings))
        yield _row("---" for _ in page.headings)
        for line in group.lines:
            yield _row([_name(line), *map(literal, line.values)])
        yield "\n"
    head, *listed = page.notes or ("",)
    if head:
        yield f"{literal(head)}\n\n"
    for note in listed:
        yield f"- {literal(note.strip())}\n"
    yield "\n" if listed else ""
    yield f"{literal(page.ending)}\n\n"


def _name(line: Line) -> str:
    """Return the sign, the name, and what stands below it, as one cell."""
    sign = f"{Signs.UNICODE.of(line.verdict)} " if line.verdict else ""
    return "<br>".join([sign + literal(line.name), *map(literal, line.below)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
