"""The report as Markdown, for a merge request, a job's summary, an office's wiki.

Every text is literal: nothing from data becomes a heading, a link, a mention, an emoji or HTML.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dti_targets.diagnostics import Diagnostic
from dti_targets.domain.report import Report
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.page import SIGN, Page, Row, Score
from dti_targets.reporting.pages.report import report_page
from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.screen import Signs
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.markdown_text import literal

if TYPE_CHECKING:
    from dti_targets.reporting.pages.progress import Group, WayPage

MOST_BYTES = 1024 * 1024
"""What GitHub takes as the summary of one step."""

_COLUMNS = ("number", "target", "figure", "threshold", "gap", "verdict", "due", "remarks", "place")
_RIGHT = ("number", "figure", "gap")
_LIST = re.compile(r"^(\d+)([.)])|^([-+=])")


def to_markdown(result: Result, say: Wording) -> Text:
    """Yield the whole report, whatever a screen would leave out."""
    settings = result.reader.settings._replace(only=(), sub_areas="all", verbose=False)
    reader = result.reader._replace(settings=settings)
    yield from _document(result._replace(reader=reader), say, whole=True)


def job_summary(result: Result, say: Wording) -> str:
    """Return the report as a screen shows it, cut with a notice at what a job's summary holds."""
    text = "".join(_document(result, say, whole=False))
    room = MOST_BYTES - 1024
    data = text.encode()
    if len(data) <= room:
        return text
    kept = data[:room].decode(errors="ignore").rpartition("\n")[0]
    notice = say("markdown.cut", size=len(data) - len(kept.encode()))
    return f"{kept}\n\n{_paragraph(notice)}"


def _document(result: Result, say: Wording, *, whole: bool) -> Iterator[str]:
    if result.progression is not None:
        yield from _way(result, whole=whole)
    elif result.command == "compare":
        from dti_targets.reporting.writers.comparison_markdown import comparison_markdown

        yield from comparison_markdown(result, say, whole=whole)
    elif result.report is None:
        key = "markdown.not_judged" if result.faults.errors else "markdown.read"
        yield f"# {literal(say(key, count=len(result.files)))}\n\n"
    else:
        yield from _page(report_page(result.report, result.reader, result.failures, whole=whole))
        if whole:
            yield from _unused(result.report, say)
    yield from _list(_diagnostic(fault, say) for fault in result.faults)
    hidden = len(result.faults) - len(result.faults.kept)
    if hidden:
        yield _paragraph(say("diagnostic.more", count=hidden))


def _page(page: Page) -> Iterator[str]:
    """Yield each resolution with its counts, then what belongs to all of them."""
    for block, score in zip(page.blocks, page.scores, strict=True):
        yield f"# {literal(block.label)} {literal(block.title)}\n\n"
        yield _paragraph(" · ".join(part for part in (*block.context, block.due) if part))
        yield from _score(score)
        for section in block.sections:
            yield f"## {literal(section.title)}\n\n"
            yield from _table(section.rows, page)
    yield from _list(f"**{letters}** {literal(text)}" for letters, text in page.remarks)
    for note in page.notes:
        yield _paragraph(note)
    if page.next_step:
        sentence, command = page.next_step
        told = sentence.replace(SIGN, Signs.UNICODE.of(Verdict.MISSING))
        yield f"{literal(told)} {_code(command)}\n\n"
    yield _paragraph(page.ending)


def _way(result: Result, *, whole: bool) -> Iterator[str]:
    """Yield how far the targets are: a table for each resolution, what counts, and why."""
    from dti_targets.reporting.pages.progress import COUNTS, progress_page
    from dti_targets.reporting.progress_screen import counted

    if result.progression is None:
        return
    page = progress_page(result.progression, result.reader, result.failures, whole=whole)
    yield f"# {literal(page.title)}\n\n"
    yield _paragraph(" · ".join(page.context))
    yield f"**{literal(page.of_total.replace(COUNTS, counted(page.counts, Signs.UNICODE)))}**\n\n"
    yield _paragraph(page.sentence)
    for group in page.groups:
        yield f"## {literal(group.title)}\n\n"
        if group.facts:
            yield _paragraph(" · ".join(group.facts))
        if group.entries:
            yield from _way_table(group, page)
        for note in group.notes:
            yield _paragraph(note)
    for note in page.notes:
        yield _paragraph(note)
    if page.look:
        sentence, command = page.look
        yield f"{literal(sentence)} {_code(command)}\n\n"
    if page.ending:
        yield _paragraph(page.ending)


def _way_table(group: "Group", page: "WayPage") -> Iterator[str]:
    """Yield the targets of a resolution; the last cell holds every number of the status."""
    from dti_targets.reporting.drawing import sign_of
    from dti_targets.reporting.progress_screen import BAR, way_of

    signs = Signs.UNICODE
    yield _line(literal(heading) for heading in page.headings.values())
    yield _line("---:" if name == "latest" else "---" for name in page.headings)
    for entry in group.entries:
        texts = (
            entry.name, entry.spark.drawn(signs), entry.latest.words, entry.threshold.words,
            way_of(entry, BAR, signs), f"{sign_of(entry.status, signs)} {entry.word}",
            " ".join(entry.lines),
        )  # fmt: skip
        yield _line(map(literal, texts))
    yield "\n"


def _score(score: Score) -> Iterator[str]:
    """Yield the counts, what was missed, and the sentences of the office's own report."""
    parts = [f"{Signs.UNICODE.of(verdict)} {word} {count}" for verdict, word, count in score.parts]
    if parts:
        yield f"**{literal(' + '.join(parts))} = {score.total}**\n\n"
    if score.sentences:
        yield _paragraph(" ".join(score.sentences))
    sign = Signs.UNICODE.of(Verdict.MISSED)
    yield from _list(f"{sign} {literal(text)}" for text in score.missed)


def _table(rows: Iterable[Row], page: Page) -> Iterator[str]:
    """Yield the rows of a pillar; a level or a unit below stands in from what it belongs to."""
    yield _line(literal(page.headings[name]) for name in _COLUMNS)
    yield _line("---:" if name in _RIGHT else "---" for name in _COLUMNS)
    for row in rows:
        indent = "&emsp;" * row.depth
        name = f"{indent}{literal(row.name)}"
        if row.verdict is None:
            yield _line(["", name, *[""] * (len(_COLUMNS) - 2)])
            continue
        gap = " ".join(part for part in (f"{row.gap_sign}{row.gap}", row.gap_unit) if part)
        verdict = f"{Signs.UNICODE.of(row.verdict)} {row.word}"
        number = "" if row.number is None else str(row.number)
        texts = (row.figure.words, row.threshold.words, gap, verdict, row.due, row.marks, row.place)
        yield _line([number, name, *map(literal, texts)])
    yield "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _list(items: Iterable[str]) -> Iterator[str]:
    last = ""
    for item in items:
        last = f"- {item}\n"
        yield last
    if last:
        yield "\n"


def _unused(report: Report, say: Wording) -> Iterator[str]:
    """Yield the figures that no target asks for, one by one."""
    if report.unused:
        yield _paragraph(say("report.unused_head", count=len(report.unused)))
    yield from _list(
        f"{literal(str(figure.place))} {literal(figure.indicator)}, "
        f"{literal(say.area(figure.area))}, {literal(str(figure.period))}: {literal(figure.text)}"
        for figure in report.unused
    )


def _diagnostic(fault: Diagnostic, say: Wording) -> str:
    """Return a fault with its place and the next step."""
    severity = say(f"severity.{fault.code.severity}")
    places = ", ".join(literal(str(place)) for place in (fault.at, *fault.others))
    told = f"{literal(say.sentence(fault))}. {literal(say.help(fault))}"
    return f"**{literal(severity)} {fault.code.id}** {places}: {told}"


def _code(text: str) -> str:
    """Return a text as code: in more backticks than stand in it."""
    shown = visible(text)
    fence = "`" * (1 + max((len(run) for run in re.findall(r"`+", shown)), default=0))
    padding = " " if "`" in shown else ""
    return f"{fence}{padding}{shown}{padding}{fence}"


def _paragraph(text: str) -> str:
    """Return a text that is read as it stands, and begins no list or heading."""
    begun = _LIST.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", literal(text))
    return f"{begun}\n\n"
