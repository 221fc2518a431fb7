"""A report -> the annex that an office signs: tables by pillar, remarks, what is missing, sources.

The words are those of the page; this adds what paper needs, where nobody can ask for more: every
promise and every figure with its document and sentence. Widths, fonts and colours belong to the
writers.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import count, groupby
from typing import NamedTuple

from dti_targets.domain.figures import Figure
from dti_targets.domain.report import Assessment, Expected, Line, Report, ResolutionReport
from dti_targets.domain.resolution import Document, Source
from dti_targets.domain.value import Qualifier
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.page import Page, Section
from dti_targets.reporting.pages.report import report_page
from dti_targets.reporting.paper import PaperWording
from dti_targets.reporting.result import Result
from dti_targets.reporting.visible import throughout, visible
from dti_targets.reporting.wording import Wording

COLUMNS = ("number", "target", "threshold", "due", "figure", "gap", "verdict", "remarks")
"""The columns of the annex, in the order in which an office writes them."""


class Cited(NamedTuple):
    """What a document says: the value, the document, its sentence, where it was read and stands.

    `what` is the threshold or the figure, with its level or area where there are several.
    """

    what: str
    document: str
    quote: str
    address: str = ""
    place: str = ""


class Citation(NamedTuple):
    """The sources of one target: `numbers` are those of its rows in the table."""

    numbers: str
    target: str
    promises: tuple[Cited, ...]
    figures: tuple[Cited, ...]


class Part(NamedTuple):
    """One resolution: its heading, its sentences, its table, and what explains the table."""

    heading: str
    title: str
    area: str
    period: str
    context: tuple[str, ...]
    sentences: tuple[str, ...]
    sections: tuple[Section, ...]
    remarks: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    citations: tuple[Citation, ...]


class Annex(NamedTuple):
    """The whole annex; `name` are the lines of its name in capitals, `faults` what hinders it."""

    label: str
    name: tuple[str, ...]
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    unused: tuple[Cited, ...]
    faults: tuple[tuple[str, str, str], ...]


class Entry(NamedTuple):
    """One assessment with everything about it, for a table that is filtered and not read through.

    `limit` and `value` are exact numbers beside the texts that they come from; None where there is
    no single number.
    """

    resolution: str
    number: int | None
    pillar: str
    target: str
    level: str
    area: str
    threshold: str
    limit: Fraction | None
    due: str
    figure: str
    value: Fraction | None
    period: str
    gap_sign: str
    gap: Fraction | None
    gap_unit: str
    verdict: Verdict
    word: str
    reason: str
    remarks: tuple[str, ...]
    promises: tuple[Cited, ...]
    figures: tuple[Cited, ...]


def annex(result: Result, say: Wording) -> Annex:
    """Return the annex of a result; one without parts where nothing was judged."""
    say = PaperWording(say.words)
    settings = result.reader.settings._replace(only=(), verbose=False)
    reader = result.reader._replace(settings=settings, say=say)
    report = result.report
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    if report is not None:
        page = report_page(report, reader, {}, printed=True)
        judged = [part for part in report.resolutions if part.applicable]
        parts = tuple(_parts(page, report, judged, say))
        notes = page.notes
    made = Annex(
        say("annex.label"), _name(report, say), parts, notes,
        tuple(_unused(report, say)), tuple(_faults(result, say)),
    )  # fmt: skip
    return throughout(made, visible)


def entries(result: Result, say: Wording) -> Iterator[Entry]:
    """Yield every assessment, the units below included, of the resolutions that apply."""
    report = result.report
    say = PaperWording(say.words)
    for part in report.resolutions if report else ():
        if not part.applicable:
            continue
        numbers = count(1)
        for line in part.lines:
            number = next(numbers) if line.counted else None
            promises = tuple(promises_of([line], part, say))
            if line.own:
                yield throughout(entry(line.own, number, part, promises, say), visible)
                promises = ()
            for unit in line.units or ():
                yield throughout(entry(unit, None, part, promises, say), visible)
                promises = ()


# -- names


def _name(report: Report | None, say: Wording) -> tuple[str, ...]:
    """Return the name of the annex in capitals; numbers of documents keep their small letters."""
    if report is None:
        return (say("annex.nothing").upper(),)
    judged = [part.resolution for part in report.resolutions if part.applicable]
    first, until = say("annex.results").upper(), say.until(report.period)
    if len(judged) != 1:
        return (first, say("annex.of_several", until=until).upper())
    text = say("annex.of", document=say.document(judged[0].main), until=until)
    number = visible(judged[0].main.number or "")
    pieces = text.split(number) if number else [text]
    return (first, number.join(piece.upper() for piece in pieces))


# -- parts


def _parts(
    page: Page, report: Report, judged: Sequence[ResolutionReport], say: Wording
) -> Iterator[Part]:
    period = say.named(report.period)
    for block, score, part in zip(page.blocks, page.scores, judged, strict=True):
        used = {mark for section in block.sections for row in section.rows
                for mark in row.marks.split()}  # fmt: skip
        context = [block.due] if block.due else []
        if part.resolution.main.partial:
            context.append(say("report.partial"))
        yield Part(
            say.document(part.resolution.main), block.title, say.area(part.area), period,
            tuple(context), score.sentences,
            tuple(_on_paper(section) for section in block.sections),
            tuple(pair for pair in page.remarks if pair[0] in used),
            tuple(_missing(part, say)),
            tuple(_citations(part, block.sections, say)),
        )  # fmt: skip


def _on_paper(section: Section) -> Section:
    """Return a section whose title and count stand in one line of text, not in two columns."""
    return section._replace(title=section.title.replace("  ", ": ", 1))


def _numbered(part: ResolutionReport) -> Iterator[tuple[int | None, Line]]:
    numbers = count(1)
    for line in part.lines:
        yield (next(numbers) if line.counted else None), line


def _missing(part: ResolutionReport, say: Wording) -> Iterator[str]:
    """Yield the counted targets that have no figure, with the last figure that is known."""
    for number, line in _numbered(part):
        own = line.own
        if number and own and own.verdict is Verdict.MISSING:
            text = say(
                "annex.missing", number=number, target=_target(line.expected, part, say),
                threshold=say.threshold(line.expected),
            )  # fmt: skip
            if own.last:
                last = say("report.last", figure=say.figure(own.last), period=own.last.period)
                text = f"{text}; {last}"
            yield text


def _target(expected: Expected, part: ResolutionReport, say: Wording) -> str:
    """Return the name of a target; with its level where that is not the area's own."""
    name = str(say.show(expected.target.name))
    if expected.level is part.area.tier:
        return name
    return f"{name}, {say.words.show(expected.level)}"


# -- sources


def _citations(
    part: ResolutionReport, sections: Iterable[Section], say: Wording
) -> Iterator[Citation]:
    """Yield the sources of each target: what is promised, then what is published.

    The units are those that the table names: all of a nation's communes fill no annex.
    """
    shown = {row.place for section in sections for row in section.rows}
    for _, group in groupby(_numbered(part), key=lambda pair: pair[1].expected.target.id):
        pairs = list(group)
        lines = [line for _, line in pairs]
        numbers = ", ".join(str(number) for number, _ in pairs if number)
        several = len(lines) > 1
        yield Citation(
            numbers, str(say.show(lines[0].expected.target.name)),
            tuple(promises_of(lines, part, say)),
            tuple(_merged(_published(lines, shown, say, several=several))),
        )  # fmt: skip


def promises_of(lines: Sequence[Line], part: ResolutionReport, say: Wording) -> Iterator[Cited]:
    """Yield the thresholds of a target with the document that decides, then who repeats them."""
    expected = lines[0].expected
    target, documents = expected.target, expected.resolution.documents
    levels = (
        f"{say.words.show(line.expected.level)} {say.threshold(line.expected)}" for line in lines
    )
    what = "; ".join(levels) if len(lines) > 1 else say.threshold(expected)
    for index, source in enumerate((target.source, *target.also)):
        place = str(part.place(expected)) if index == 0 else ""
        yield _promise("" if index else what, source, documents[source.document], place, say)


def _promise(what: str, source: Source, document: Document, place: str, say: Wording) -> Cited:
    dated = _dated(document, say)
    address = source.read_at or document.url or ""
    return Cited(what, dated, source.quote, address, place)


def _dated(document: Document, say: Wording) -> str:
    """Return a document with its day; a file that knows the year alone has 1 January."""
    named, day = say.document(document), document.date
    if (day.month, day.day) == (1, 1):
        return say("annex.document_of_year", document=named, year=str(day.year))
    return say("annex.document", document=named, day=day)


def _published(
    lines: Iterable[Line], shown: set[str], say: Wording, *, several: bool
) -> Iterator[Cited]:
    for line in lines:
        if line.own:
            where = str(say.words.show(line.expected.level)) if several else ""
            for figure in line.own.figures:
                yield _cited(figure, where, say)
            if not line.own.figures:
                yield Cited(where, say.statement(line.own.reason), "")
        for unit in line.units or ():
            for figure in unit.figures:
                if str(figure.place) in shown:
                    yield _cited(figure, _unit(unit, line.expected, say), say)


def _unit(unit: Assessment, expected: Expected, say: Wording) -> str:
    """Return a unit by its name; where the figure is about those below it, as those."""
    area = say.area(unit.area)
    if unit.area.tier is expected.level:
        return area
    return say("report.units_of", levels=say(f"levels.{expected.level}"), area=area)


def _merged(cited: Iterable[Cited]) -> Iterator[Cited]:
    """Yield what one sentence of one source says as one."""
    kept: dict[tuple[str, str], list[Cited]] = {}
    for one in cited:
        kept.setdefault((one.document, one.quote), []).append(one)
    for same in kept.values():
        what = "; ".join(dict.fromkeys(one.what for one in same))
        yield same[0]._replace(what=what, place=", ".join(dict.fromkeys(s.place for s in same)))


def _cited(figure: Figure, where: str, say: Wording) -> Cited:
    what = " ".join(part for part in (where, say.cited(figure)) if part)
    return Cited(what, figure.source, figure.quote, "", str(figure.place))


def _unused(report: Report | None, say: Wording) -> Iterator[Cited]:
    for figure in report.unused if report else ():
        area, level = say.area(figure.area), say.words.show(figure.level)
        what = f"{figure.indicator}, {area}, {level}, {figure.period}: {figure.text}"
        yield Cited(what, figure.source, figure.quote, "", str(figure.place))


def _faults(result: Result, say: Wording) -> Iterator[tuple[str, str, str]]:
    """Yield severity with code, places, and what is wrong and what helps, of every diagnostic."""
    for fault in result.faults:
        head = f"{say(f'severity.{fault.code.severity}')} {fault.code.id}"
        places = ", ".join(str(place) for place in (fault.at, *fault.others))
        yield head, places, f"{say.sentence(fault)}; {say.help(fault)}"
    hidden = len(result.faults) - len(result.faults.kept)
    if hidden:
        yield "", "", say("diagnostic.more", count=hidden)


# -- entries


def entry(
    made: Assessment, number: int | None, part: ResolutionReport, promises: tuple[Cited, ...],
    say: Wording,
) -> Entry:  # fmt: skip
    """Return an assessment as an entry; its texts are as they came."""
    expected = made.expected
    target, limit = expected.target, expected.limit
    texts = dict.fromkeys(say.figure(figure) for figure in made.figures)
    remarks = (made.reason,) if made.verdict is Verdict.NOT_APPLICABLE else made.remarks
    return Entry(
        visible(part.resolution.label),
        number,
        str(say.words.show(target.pillar)),
        str(say.show(target.name)),
        str(say.words.show(expected.level)),
        say.area(made.area),
        say.threshold(expected),
        Fraction(limit.number) if limit else None,
        str(say.show(expected.due)),
        " / ".join(texts),
        _number(made),
        ", ".join(dict.fromkeys(figure.period.text for figure in made.figures)),
        say.gap(made.gap)[0].strip() if made.gap else "",
        made.gap.amount if made.gap else None,
        say.gap_unit(target.unit) if made.gap else "",
        made.verdict,
        str(say.words.show(made.verdict)),
        say.statement(made.reason),
        tuple(dict.fromkeys(say.remark(remark) for remark in remarks)),
        promises,
        tuple(_cited(figure, "", say) for figure in made.figures),
    )  # fmt: skip


def _number(made: Assessment) -> Fraction | None:
    """Return the number that the figures are; None where they are a bound, a range, a state."""
    values = {figure.value for figure in made.figures}
    value = next(iter(values), None)
    if len(values) != 1 or value is None or value.qualifier is not Qualifier.EXACT:
        return None
    return value.number
