"""`explain`: one target whole, with the judgement and how it was reached."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from dti_targets.diagnostics import Place
from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure
from dti_targets.domain.report import Assessment, Line, Report
from dti_targets.domain.resolution import Resolution, Source, Status, Target
from dti_targets.domain.threshold import Limit
from dti_targets.domain.unit import Unit
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.layout import aligned, pad, widest
from dti_targets.reporting.pages.targets import promised
from dti_targets.reporting.prose import Paragraph, line
from dti_targets.reporting.screen import STYLES, Screen
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording

BAR = 40
MOST_UNITS = 20


@dataclass(frozen=True, slots=True)
class Subject:
    """A target with its resolution, the place where it is written, and every figure for it."""

    resolution: Resolution
    target: Target
    place: Place
    figures: Sequence[Figure]


def explanation_page(
    subject: Subject, report: Report | None, say: Wording, screen: Screen
) -> Iterator[Paragraph]:
    """Yield the page: verdicts, why, thresholds, documents, figures, remarks."""
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
        yield from _reasons(judged, say)
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
    high = _scale(judged)
    scale = f"    {say('explain.scale', high=high)}" if high else ""
    yield Paragraph(
        ((f" {say('explain.verdict', period=report.period)}", "bold"), (scale, "dim"))
    )
    labels = [_label(assessment, say) for assessment in judged]
    texts = [
        " / ".join(dict.fromkeys(say.figure(f) for f in a.figures)) or "—" for a in judged
    ]
    mark = say.words("mark.decimal")
    figures = aligned(texts, mark)
    gaps = aligned(["".join(say.gap(a.gap)) if a.gap else "" for a in judged], mark)
    for assessment, label, figure, gap in zip(judged, labels, figures, gaps, strict=True):
        sign = screen.signs.of(assessment.verdict)
        style = STYLES[assessment.verdict]
        room = screen.width - 30 - widest(labels) - widest(figures) - widest(gaps)
        bar = _bar(assessment, high) if room >= BAR else ""
        place = str(assessment.figures[0].place) if assessment.figures else ""
        yield Paragraph(
            (
                (f" {sign}", style), (f" {pad(label, widest(labels))}  {figure} ", ""),
                (f"{bar} " if bar else "", ""), (f" {gap}  ", ""),
                (str(say.words.show(assessment.verdict)), style), (f"  {place}", "dim"),
            ),
            4,
        )  # fmt: skip


def _scale(judged: Sequence[Assessment]) -> Fraction | None:
    """Return the upper end of the bars: 100 for shares, the largest number for counts."""
    limits = [a.expected.limit for a in judged if a.expected.limit]
    values = [f.value.number for a in judged for f in a.figures if f.value and f.value.number]
    if not limits or not values or limits[0].unit in {Unit.RANK, Unit.PERCENT_CHANGE}:
        return None
    if limits[0].unit is Unit.PERCENT:
        return Fraction(100)
    return max([*values, *(Fraction(limit.number) for limit in limits)]) or None


def _bar(assessment: Assessment, high: Fraction | None) -> str:
    """Return the figure as a bar; its end is rounded down, and never on the wrong side."""
    limit: Limit | None = assessment.expected.limit
    value = assessment.figures[0].value if len(assessment.figures) else None
    if high is None or limit is None or value is None or value.number is None:
        return ""
    tick = min(BAR - 1, int(Fraction(limit.number) * BAR / high))
    end = max(0, min(BAR, int(value.number * BAR / high)))
    if value.number >= Fraction(limit.number) and assessment.verdict is Verdict.MET:
        end = max(end, tick + 1)
    elif value.number < Fraction(limit.number):
        end = min(end, tick)
    cells = ["━" if index < end else "─" for index in range(BAR)]
    cells[tick] = "│"
    return "".join(cells)


def _reasons(judged: Sequence[Assessment], say: Wording) -> Iterator[Paragraph]:
    yield line()
    yield line(f" {say('explain.why')}", "bold")
    for assessment in judged:
        label = _label(assessment, say).strip()
        yield line(f"   {label}: {say.statement(assessment.reason)}", "", 5)


def _thresholds(subject: Subject, say: Wording) -> Iterator[Paragraph]:
    """Yield what each level is promised, and what an earlier document promised."""
    target, resolution = subject.target, subject.resolution
    yield line()
    yield line(f" {say('explain.thresholds')}", "bold")
    names = [str(say.words.show(level)) for level in target.levels]
    for name, threshold in zip(names, target.levels.values(), strict=True):
        text = f"   {pad(name, widest(names))}   {promised(threshold, target, say)}"
        if threshold.was:
            document = resolution.documents[threshold.was.in_]
            for operator, number in threshold.was.limits():
                was = say.limit(Limit(operator, number, target.unit))
                draft = document.status is Status.DRAFT
                called = say("list.draft") if draft else say.document(document)
                before = say("explain.was", document=called, threshold=was)
                text += f"   {before}"
        yield line(text, "", 6 + widest(names))


def _documents(subject: Subject, say: Wording) -> Iterator[Paragraph]:
    """Yield the sentences that promise, each with its document and where it was read."""
    yield line()
    yield line(f" {say('explain.documents')}", "bold")
    for source in (subject.target.source, *subject.target.also):
        yield from _source(subject.resolution, source, say)


def _source(resolution: Resolution, source: Source, say: Wording) -> Iterator[Paragraph]:
    document = resolution.documents[source.document]
    marks = [say.words.day(document.date)]
    if document.partial:
        marks.append(say("list.partial"))
    yield line(f"   {say.document(document)} ({', '.join(marks)})", "", 5)
    yield line(f"     “{visible(source.quote)}”", "", 6)
    where = source.read_at or document.url
    if where:
        yield line(f"     {visible(where)}", "dim", 6)


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
    for _, group in groupby(subject.figures, key=lambda f: (f.path, f.source, f.quote, f.note)):
        figures = list(group)
        for figure in figures:
            level = say.words.show(figure.level)
            facts = f"{visible(figure.text)}   {say.area(figure.area)}, {level}, {figure.period}"
            fate = say(f"explain.{_fate(figure, used, report)}")
            yield Paragraph(((f"   {figure.place}   {facts}", ""), (f" · {fate}", "dim")), 5)
        for text, style in (
            (f"“{figure.quote}”" if figure.quote else "", ""),
            (figure.source, "dim"),
            (figure.note, ""),
        ):
            if text:
                yield line(f"     {visible(text)}", style, 6)


def _fate(figure: Figure, used: Collection[tuple[str, int]], report: Report | None) -> str:
    """Return what became of a figure: judged, replaced by a better one, or of another period."""
    if (figure.path, figure.line) in used:
        return "used"
    if report and report.period.covers(figure.period):
        return "replaced"
    return "other_period"


def _remarks(
    subject: Subject, judged: Sequence[Assessment], say: Wording
) -> Iterator[Paragraph]:
    texts = dict.fromkeys(
        say.statement(remark) for assessment in judged for remark in assessment.remarks
    )
    if not judged and subject.target.note:
        texts[str(say.show(subject.target.note))] = None
    if texts:
        yield line()
        yield line(f" {say('explain.remarks')}", "bold")
    for text in texts:
        yield line(f"   {text}", "", 5)
