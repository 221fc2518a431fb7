"""`collect`: who answered what, what is still missing, and what was written."""

from collections.abc import Iterator, Sequence

from dti_targets.domain.area import Area
from dti_targets.domain.collection import Gathered, Missing
from dti_targets.domain.period import Period
from dti_targets.domain.resolution import Resolution
from dti_targets.reporting.layout import pad, widest
from dti_targets.reporting.prose import Paragraph, line
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording


def collection_page(
    gathered: Gathered, period: Period | None, resolutions: Sequence[Resolution], output: str,
    say: Wording,
) -> Iterator[Paragraph]:  # fmt: skip
    """Yield the files with their counts, the figures that are missing by area, and the rest."""
    labels = tuple(resolution.label for resolution in resolutions)
    if period:
        yield line(f" {say('collect.expected', period=period, resolutions=labels)}", "bold", 1)
    width = widest(visible(file.path) for file in gathered.files)
    for file in gathered.files:
        answered = say("collect.asks_nothing")
        if file.asked:
            answered = say("collect.answered", answered=file.answered, asked=file.asked)
        yield line(f"   {pad(visible(file.path), width)}  {answered}", "", 5)
    if gathered.missing:
        yield line()
        yield line(f" {say('collect.missing', count=len(gathered.missing))}", "bold", 1)
        by_area: dict[Area, list[Missing]] = {}
        for missing in gathered.missing:
            by_area.setdefault(missing.entry.area, []).append(missing)
        for area, items in by_area.items():
            yield from _area(area, items, say)
    if gathered.unexpected:
        yield line()
        yield line(f" {say('collect.unexpected', count=len(gathered.unexpected))}", "bold", 1)
        for figure in gathered.unexpected:
            about = say(
                "collect.row", place=str(figure.place), indicator=figure.indicator,
                area=figure.area, level=figure.level, period=figure.period, figure=figure.text,
            )  # fmt: skip
            yield line(f"   {about}", "", 5)
    yield line()
    yield from _ending(gathered, output, say)


def _area(area: Area, items: Sequence[Missing], say: Wording) -> Iterator[Paragraph]:
    """Yield what is missing of one area, with the forms that have an empty row for it."""
    yield line(f"   {say('collect.area', area=area, code=area.code, count=len(items))}", "", 5)
    for missing in items:
        entry = missing.entry
        where = (
            say("collect.empty", paths=missing.paths) if missing.paths else say("collect.nowhere")
        )
        about = say(
            "collect.figure", name=entry.target.name, level=entry.level,
            indicator=entry.target.indicator, where=where,
        )  # fmt: skip
        yield line(f"     {about}", "dim", 7)


def _ending(gathered: Gathered, output: str, say: Wording) -> Iterator[Paragraph]:
    added = len(gathered.added)
    if added:
        yield line(
            f" {say('collect.written', path=output, added=added, held=gathered.held)}", "", 1
        )
    elif gathered.held:
        yield line(f" {say('collect.unchanged', path=output, held=gathered.held)}", "", 1)
    else:
        yield line(f" {say('collect.nothing', path=output)}", "", 1)
    if gathered.replaced:
        yield line(f" {say('collect.replaced', count=len(gathered.replaced))}", "", 1)
    exit_ = "collect.exit1" if gathered.missing else "collect.exit0"
    yield line(f" {say(exit_, count=len(gathered.missing))}", "", 1)
