"""`list`: the resolutions that are known, or the targets, documents and areas of one."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from dti_targets.diagnostics import Place
from dti_targets.domain.area import Area, Gazetteer
from dti_targets.domain.resolution import Document, DocumentStatus, Resolution, Target
from dti_targets.domain.threshold import Threshold
from dti_targets.reporting.layout import pad, widest
from dti_targets.reporting.prose import Paragraph, line
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording


def resolutions_page(
    resolutions: Sequence[tuple[Resolution, str]], gazetteer: Gazetteer, say: Wording
) -> Iterator[Paragraph]:
    """Yield every resolution with its file."""
    width = widest(resolution.id for resolution, _ in resolutions)
    for resolution, path in resolutions:
        title = str(say.show(resolution.title))
        yield Paragraph(
            ((f" {pad(resolution.id, width)}  ", "bold"), (f"{visible(resolution.label)}  ", ""),
             (title, "")), width + 3,
        )  # fmt: skip
        area = gazetteer.by_code[resolution.area][-1]
        count = sum(1 for _ in resolution.thresholds())
        facts = say("list.targets", count=count, area=area)
        partial = f" · {say('report.partial')}" if resolution.main.partial else ""
        indent = " " * (width + 3)
        yield line(f"{indent}{facts}{partial} · {path}", "dim", width + 3)
    yield line()
    yield line(f" {say('list.hint')}")


def resolution_page(
    resolution: Resolution, path: str, places: Mapping[str, Place], gazetteer: Gazetteer,
    say: Wording,
) -> Iterator[Paragraph]:  # fmt: skip
    """Yield the targets of a resolution by pillar, its documents and the areas that it concerns."""
    title = str(say.show(resolution.title))
    yield line(f" {visible(resolution.label)}  {title}", "bold", 1)
    area = gazetteer.by_code[resolution.area][-1]
    count = sum(1 for _ in resolution.thresholds())
    yield line(f" {say('list.targets', count=count, area=area)} · {path}", "dim", 1)
    for pillar, group in groupby(resolution.targets, key=lambda target: target.pillar):
        yield line(f" {say.words.show(pillar)}", "bold")
        for target in group:
            yield from _target(target, places.get(target.id), say)
    yield line()
    yield line(f" {say('list.documents')}", "bold")
    for document in resolution.documents.values():
        yield from _document(document, say)
    yield line()
    yield line(f" {say('list.areas')}", "bold")
    for found in _areas(resolution, gazetteer):
        yield line(f"   {found.code}  {_area(found, say)}", "", 5)


def _target(target: Target, place: Place | None, say: Wording) -> Iterator[Paragraph]:
    yield Paragraph(((f"   {target.id}  ", ""), (str(say.show(target.name)), "")), 5)
    parts = [
        f"{say.words.show(level)} {promised(threshold, target, say)}"
        for level, threshold in target.levels.items()
    ]
    due = say("explain.quotas") if target.per_period else ""
    if target.due:
        due = say("explain.due", due=target.due)
    facts = "; ".join([*parts, due])
    where = f" · {place}" if place else ""
    yield line(f"     {facts} · {target.indicator}{where}", "dim", 7)


def promised(threshold: Threshold, target: Target, say: Wording) -> str:
    """Return the number or the state of a threshold; with its periods where it has several."""
    if threshold.state:
        return str(say.show(threshold.state))
    texts = []
    for period, number in threshold.numbers.items():
        limit = threshold.limit(number, target.unit, Fraction(0))
        text = say.limit(limit) if limit else ""
        texts.append(f"{text} ({period})" if period else text)
    return ", ".join(texts)


def dated(document: Document, say: Wording) -> str:
    """Return a document with its day, its standing, and whether its text is known in part."""
    marks = [say.words.day(document.date)]
    if document.status is not DocumentStatus.ADOPTED:
        marks.append(say(f"list.{document.status}"))
    if document.partial:
        marks.append(say("list.partial"))
    return f"{say.document(document)} ({', '.join(marks)})"


def _document(document: Document, say: Wording) -> Iterator[Paragraph]:
    yield line(f"   {dated(document, say)}", "", 5)
    if document.url:
        yield line(f"     {document.url}", "dim", 5)


def _areas(resolution: Resolution, gazetteer: Gazetteer) -> Iterator[Area]:
    """Yield the area of a resolution, in all its territories, and the listed units below it."""
    for area in gazetteer.areas:
        if area.code == resolution.area or resolution.area in gazetteer.lineage(area):
            yield area


def _area(area: Area, say: Wording) -> str:
    days = []
    if area.first:
        days.append(say("list.from", day=area.first))
    if area.until:
        days.append(say("list.until", day=area.until))
    return f"{say.area(area)} ({', '.join(days)})" if days else say.area(area)
