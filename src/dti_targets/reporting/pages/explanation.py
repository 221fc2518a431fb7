"""`explain`: one target whole, with the judgement and how it was reached."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from dti_targets.diagnostics import Place
from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure
from dti_targets.domain.progress import Progression
from dti_targets.domain.report import Assessment, Line, Report, Statement
from dti_targets.domain.resolution import DocumentStatus, Resolution, Source, Target
from dti_targets.domain.threshold import Limit, Threshold
from dti_targets.domain.unit import Unit
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.layout import aligned, pad, widest
from dti_targets.reporting.pages.on_the_way import way_paragraphs
from dti_targets.reporting.pages.targets import dated, promised
from dti_targets.reporting.prose import Paragraph, line
from dti_targets.reporting.screen import STYLES, Screen
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording

BAR, SHORTEST_BAR = 40, 20
MOST_UNITS = 20
_AROUND_BAR = 12
"""Cells of a line of verdicts that are the sign and the spaces between its parts, with a bar."""


class Subject(NamedTuple):
    """A target with its resolution, the place where it is written, and every figure for it."""

    resolution: Resolution
    target: Target
    place: Place
    figures: Sequence[Figure]


def explanation_page(
    subject: Subject, report: Report | None, say: Wording, screen: Screen,
    progression: Progression | None = None,
) -> Iterator[Paragraph]:  # fmt: skip
    """Yield the page: verdicts, why, the way, thresholds, documents, figures, remarks."""
    target, resolution = subject.target, subject.resolution
    name = str(say.show(target.name))
    yield Paragraph(((f" {target.id}", "bold"), (f"  {name}", "bold")), 1)
    facts = [
        visible(resolution.label),
        str(say.words.show(target.pillar)),
        str(say.words.show(target.unit)),
        say("explain.due", due=target.due) if target.due else say("explain.quotas"),
        target.indicator,
        str(subject.place),
    ]
    yield line(f" {' · '.join(facts)}", "dim", 1)
    judged: list[Assessment] = []
    if report:
        lines = [ln for part in report.resolutions for ln in part.lines]
        judged = list(_assessments(lines))
        yield line()
        yield from _verdicts(judged, report, say, screen)
        yield from _more_units(lines, say)
        yield from _reasons(judged, say)
    else:
        yield line()
        yield line(f" {say('explain.no_verdict')}", "", 1)
    if progression and any(made.series.points for made in progression.targets):
        yield from way_paragraphs(progression, say, screen)
    yield from _thresholds(subject, say)
    yield from _documents(subject, say)
    yield from _figures(subject, judged, report, say)
    yield from _remarks(subject, judged, say)


def _assessments(lines: Sequence[Line]) -> Iterator[Assessment]:
    for entry in lines:
        if entry.own:
            yield entry.own
        if entry.units:
            for index in range(min(len(entry.units), MOST_UNITS)):
                yield entry.units[index]


def _more_units(lines: Sequence[Line], say: Wording) -> Iterator[Paragraph]:
    """Yield how many units below are judged and not shown."""
    more = sum(max(0, len(entry.units) - MOST_UNITS) for entry in lines if entry.units)
    if more:
        yield line(f"     {say('explain.more_units', count=more)}", "", 5)


def _label(assessment: Assessment, say: Wording) -> str:
    """Return the level, or the unit below it."""
    level = assessment.expected.level
    if not assessment.is_unit:
        return str(say.words.show(level))
    area: Area = assessment.area
    if area.tier is level:
        return f"  {say.area(area)}"
    return "  " + say("report.units_of", levels=say(f"levels.{level}"), area=area)


def _verdicts(
    judged: Sequence[Assessment], report: Report, say: Wording, screen: Screen
) -> Iterator[Paragraph]:
    """Yield a line for each verdict, with a bar of the figure against the threshold."""
    mark = say.words("mark.decimal")
    labels = _padded([_label(assessment, say) for assessment in judged])
    figures = aligned([_found(assessment, say) for assessment in judged], mark)
    gaps = aligned(["".join(say.gap(a.gap)) if a.gap else "" for a in judged], mark)
    words = _padded([str(say.words.show(assessment.verdict)) for assessment in judged])
    places = [str(a.figures[0].place) if a.figures else "" for a in judged]
    taken = sum(widest(texts) for texts in (labels, figures, gaps, words, places))
    bar = min(BAR, screen.width - taken - _AROUND_BAR)
    high = _scale(judged) if bar >= SHORTEST_BAR else None
    scale = f"    {say('explain.scale', high=high)}" if high else ""
    yield Paragraph(((f" {say('explain.verdict', period=report.period)}", "bold"), (scale, "dim")))
    for row in zip(judged, labels, figures, gaps, words, places, strict=True):
        assessment, label, figure, gap, word, place = row
        style = STYLES[assessment.verdict]
        drawn = f" {_bar(assessment, high, bar)}" if high else ""
        yield Paragraph(
            (
                (f" {screen.signs.of(assessment.verdict)}", style),
                (f" {label}  {figure}{drawn}  {gap}  ", ""), (word, style), (f"  {place}", "dim"),
            ),
            4,
        )  # fmt: skip


def _padded(texts: Sequence[str]) -> list[str]:
    width = widest(texts)
    return [pad(text, width) for text in texts]


def _found(assessment: Assessment, say: Wording) -> str:
    """Return the figures that were judged, or a dash."""
    return " / ".join(dict.fromkeys(say.figure(f) for f in assessment.figures)) or "—"


def _scale(judged: Sequence[Assessment]) -> Fraction | None:
    """Return the upper end of the bars: 100 for shares, the largest number for counts."""
    limits = [a.expected.limit for a in judged if a.expected.limit]
    values = [f.value.number for a in judged for f in a.figures if f.value and f.value.number]
    if not limits or not values or limits[0].unit in {Unit.RANK, Unit.PERCENT_CHANGE}:
        return None
    if limits[0].unit is Unit.PERCENT:
        return Fraction(100)
    return max([*values, *(Fraction(limit.number) for limit in limits)]) or None


def _bar(assessment: Assessment, high: Fraction, length: int) -> str:
    """Return the figure as a bar; its end is rounded down, and never on the wrong side."""
    limit: Limit | None = assessment.expected.limit
    value = assessment.figures[0].value if len(assessment.figures) else None
    if limit is None or value is None or value.number is None:
        return " " * length
    edge = Fraction(limit.number)
    tick = min(length - 1, int(edge * length / high))
    end = max(0, min(length, int(value.number * length / high)))
    if value.number >= edge and assessment.verdict is Verdict.MET:
        end = max(end, tick + 1)
    elif value.number < edge:
        end = min(end, tick)
    cells = ["━" if index < end else "─" for index in range(length)]
    cells[tick] = "│"
    return "".join(cells)


def _reasons(judged: Sequence[Assessment], say: Wording) -> Iterator[Paragraph]:
    yield line()
    yield line(f" {say('explain.why')}", "bold")
    for assessment in judged:
        label = _label(assessment, say).strip()
        yield line(f"   {label}: {say.statement(assessment.reason)}", "", 5)


def _thresholds(subject: Subject, say: Wording) -> Iterator[Paragraph]:
    """Yield what each level is promised, what an earlier document promised, and other readings."""
    target, resolution = subject.target, subject.resolution
    yield line()
    yield line(f" {say('explain.thresholds')}", "bold")
    names = _padded([str(say.words.show(level)) for level in target.levels])
    for name, threshold in zip(names, target.levels.values(), strict=True):
        parts = [promised(threshold, target, say), *_was(threshold, resolution, target.unit, say)]
        yield line("   " + "   ".join([name, *parts]), "", 6 + widest(names))
        other = threshold.other_limit(target.unit, resolution.tolerance)
        if other is not None and threshold.other_reading is not None:
            reading = say("remark.other_reading", other=other, why=threshold.other_reading.why)
            yield line(f"   {' ' * widest(names)}   {reading}", "", 6 + widest(names))


def _was(threshold: Threshold, resolution: Resolution, unit: Unit, say: Wording) -> Iterator[str]:
    """Yield the threshold that an earlier document set."""
    if threshold.was is None:
        return
    document = resolution.documents[threshold.was.in_]
    draft = document.status is DocumentStatus.DRAFT
    called = say("list.draft") if draft else say.document(document)
    for operator, number in threshold.was.limits():
        yield say("explain.was", document=called, threshold=Limit(operator, number, unit))


def _documents(subject: Subject, say: Wording) -> Iterator[Paragraph]:
    """Yield the sentences that promise, each with its document and where it was read."""
    yield line()
    yield line(f" {say('explain.documents')}", "bold")
    for source in (subject.target.source, *subject.target.also):
        yield from _source(subject.resolution, source, say)


def _source(resolution: Resolution, source: Source, say: Wording) -> Iterator[Paragraph]:
    document = resolution.documents[source.document]
    yield line(f"   {dated(document, say)}", "", 5)
    yield line(f"     “{source.quote}”", "", 6)
    where = source.read_at or document.url
    if where:
        yield line(f"     {where}", "dim", 6)


def _figures(
    subject: Subject, judged: Sequence[Assessment], report: Report | None, say: Wording
) -> Iterator[Paragraph]:
    """Yield every figure found, with what became of it."""
    yield line()
    if not subject.figures:
        yield line(f" {say('explain.no_figures')}", "", 1)
        return
    yield line(f" {say('explain.figures', count=len(subject.figures))}", "bold")
    used = {(f.path, f.line) for assessment in judged for f in assessment.figures}
    earlier = {(f.path, f.line) for assessment in judged for f in assessment.earlier}
    answered = {(a.area, a.expected.level) for a in judged if len(a.figures)}
    for _, group in groupby(subject.figures, key=lambda f: (f.path, f.source, f.quote, f.note)):
        figures = list(group)
        for figure in figures:
            fate = "explain.other_period"
            if (figure.path, figure.line) in used:
                fate = "explain.used"
            elif (figure.path, figure.line) in earlier:
                fate = "explain.earlier_edition"
            elif figure.indicator == subject.target.cumulative:
                fate = "explain.cumulative"
            elif report and report.period.covers(figure.period):
                replaced = (figure.area, figure.level) in answered
                fate = "explain.replaced" if replaced else "explain.not_judged"
            facts = (
                f"{visible(figure.text)}   {say.area(figure.area)}, "
                f"{say.words.show(figure.level)}, {figure.period}"
            )
            published = figure.edition and say("explain.edition", edition=figure.edition)
            end = "".join(f" · {said}" for said in (published, say(fate)) if said)
            yield Paragraph(((f"   {figure.place}   {facts}", ""), (end, "dim")), 5)
        yield from _evidence(figures[0])


def _evidence(figure: Figure) -> Iterator[Paragraph]:
    """Yield what stands beside a figure: the sentence, the source, the note."""
    if figure.quote:
        yield line(f"     “{figure.quote}”", "", 6)
    if figure.source:
        yield line(f"     {figure.source}", "dim", 6)
    if figure.note:
        yield line(f"     {figure.note}", "", 6)


def _remarks(subject: Subject, judged: Sequence[Assessment], say: Wording) -> Iterator[Paragraph]:
    """Yield what else a reader must know; of a target without a verdict, what its file says."""
    remarks = [remark for assessment in judged for remark in assessment.remarks]
    if all(assessment.verdict is Verdict.NOT_APPLICABLE for assessment in judged):
        remarks += _standing(subject)
    texts = dict.fromkeys(say.remark(remark) for remark in remarks)
    if texts:
        yield line()
        yield line(f" {say('explain.remarks')}", "bold")
    for text in texts:
        yield line(f"   {text}", "", 5)


def _standing(subject: Subject) -> Iterator[Statement]:
    """Yield on what a target stands, and the note of its file."""
    alone = subject.resolution.known_by(subject.target)
    if alone:
        draft = alone.status is DocumentStatus.DRAFT
        key = "remark.draft_only" if draft else "remark.statement_only"
        yield Statement(key, {"day": alone.date})
    if subject.target.note:
        yield Statement("remark.note", {"note": subject.target.note})
