"""The figures of a run: how they are read, and what to say where no target asks for any."""

from collections.abc import Iterator, Sequence

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.figures import Figures
from dti_targets.domain.period import Period
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.settings import Settings
from dti_targets.pipeline.project import Project
from dti_targets.pipeline.selection import period_of
from dti_targets.reading.columns import Context
from dti_targets.reading.figures import read_figures
from dti_targets.reading.number_text import Decimals
from dti_targets.reading.project import DATA, Promises, open_figures
from dti_targets.reading.resolutions import asked


def read_tables(
    tables: Sequence[str], promises: Promises, settings: Settings, project: Project,
    faults: Faults,
) -> tuple[Figures, Period | None]:  # fmt: skip
    """Read figures, with the period that `--period` names, if it does."""
    only = only_area(promises, settings.resolution)
    inputs = open_figures(tables, project.desk, settings.stdin_name, settings.encoding, faults)
    context = context_of(promises, settings, only, faults)
    return read_figures(inputs, context, faults), context.period


def context_of(promises: Promises, settings: Settings, area: str | None, faults: Faults) -> Context:
    """Return what the settings and the resolutions say where a figures file does not."""
    return Context(
        promises.gazetteer, asked([file.resolution for file in promises.files]), area,
        period_of("period", settings, faults),
        Decimals(settings.decimal) if settings.decimal else None, settings.delimiter,
        settings.sheet,
    )  # fmt: skip


def only_area(promises: Promises, named: Sequence[str]) -> str | None:
    """Return the area that all chosen resolutions are for, if it is one."""
    chosen = {
        file.resolution.area for file in promises.files if not named or file.resolution.id in named
    }
    return next(iter(chosen)) if len(chosen) == 1 else None


def add_nothing_to_judge(promises: Promises, figures: Figures, faults: Faults) -> None:
    """Add that no target and no figure meet, with what there is of both."""
    places = figures.places[1:]
    areas = tuple(dict.fromkeys(area for area, _ in places))
    periods = tuple(dict.fromkeys(str(period) for _, period in places))
    labels = tuple(_label(file.resolution) for file in promises.files)
    paths = [path for _, path in figures.files]
    faults.add(
        codes.NOTHING_TO_JUDGE, Place(paths[0] if paths else DATA),
        areas=areas[:10], periods=periods[:10], resolutions=labels,
    )  # fmt: skip


def _label(resolution: Resolution) -> str:
    """Return what a resolution is called, and the years in which it can be judged."""
    last = max(due.end.year for due in dues(resolution))
    return f"{resolution.label} ({resolution.main.date.year}–{last})"


def dues(resolution: Resolution) -> Iterator[Period]:
    """Yield the periods in which a resolution promises anything."""
    for target in resolution.targets:
        for due in (target.due, *(p for limit in target.levels.values() for p in limit.numbers)):
            if due:
                yield due
