"""The question who has answered, and what one figures file of all answers says."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dti_targets.checking.asking import asked_period, entries_of
from dti_targets.checking.collecting import gather
from dti_targets.checking.selection import chosen_of
from dti_targets.diagnostics import Faults
from dti_targets.domain.collection import Gathered
from dti_targets.domain.figures import Figures
from dti_targets.domain.period import Period
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.settings import Settings
from dti_targets.pipeline.figures import add_nothing_to_judge, context_of, only_area
from dti_targets.pipeline.project import Project, read_resolutions, sources_of
from dti_targets.pipeline.selection import selection_for
from dti_targets.reading.columns import Context
from dti_targets.reading.figures import read_figures
from dti_targets.reading.places import located
from dti_targets.reading.project import open_figures
from dti_targets.reading.source import Input
from dti_targets.reading.typed_rows import as_input, canonical, joined, needing_quotes, typed_rows
from dti_targets.reporting.figures_file import figures_csv

_BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel, and later runs, that a file is UTF-8, whatever is declared for the others."""

_WITHOUT_MARK = frozenset({None, "utf-8"})


class Collected(NamedTuple):
    """The answer to `collect`: what was gathered, and the figures file that it makes.

    `gathered` is None where the input cannot be used; `text` is None where the file is to stay as
    it is. `period` is the one of the figures that are expected of `resolutions`.
    """

    gathered: Gathered | None
    faults: Faults
    text: str | None = None
    period: Period | None = None
    resolutions: tuple[Resolution, ...] = ()


def collect(
    returned: Sequence[str], into: Path | None, settings: Settings, project: Project
) -> Collected:
    """Gather the figures of returned forms into one file; say what is still missing.

    Args:
        returned: Files, and folders of them.
        into: A figures file that is there: what it has already stays, unless the settings say
            `replace`.
        settings: The options; they choose what is expected.
        project: Where to read.
    """
    faults = Faults()
    promises = read_resolutions((), settings, project, faults)
    selection = selection_for(settings, promises, faults)
    desk = project.desk
    published = desk.open(into, faults, settings.encoding) if into else None
    found = open_figures(returned, desk, settings.stdin_name, settings.encoding, faults)
    inputs = [*([published] if published else []), *(i for i in found if i is not published)]
    context = context_of(promises, settings, only_area(promises, settings.resolution), faults)
    figures = read_figures(inputs, context, faults)
    project.desk.add_changed(faults)
    if faults.errors:
        return Collected(None, located(faults, project.desk))
    many = _rows_of_first(figures) if published else 0
    if len(figures) == many:  # nobody sent a row: that is no answer to all that is expected
        add_nothing_to_judge(promises, figures, faults)
        return Collected(None, located(faults, project.desk))
    period = context.period or asked_period(figures, many)
    chosen, _ = chosen_of(sources_of(promises), figures, promises.gazetteer, selection)
    resolutions = tuple(source.resolution for source in chosen) if period else ()
    entries = entries_of(resolutions, period, promises.gazetteer, selection, figures)
    conflicts = Faults()
    gathered = gather(
        figures, entries, conflicts, published=published is not None, replace=settings.replace
    )
    faults.merge(conflicts)
    placed = located(faults, project.desk)
    if conflicts:
        return Collected(None, placed)
    text = None
    if gathered.added:
        text = _gathered_text(figures, gathered, inputs, published, context)
        if {settings.encoding, published and published.encoding} - _WITHOUT_MARK:
            text = _BYTE_ORDER_MARK + text
    return Collected(gathered, placed, text, period, resolutions)


def _rows_of_first(figures: Figures) -> int:
    """Return how many rows the first file of a store has."""
    return next((start for start, _ in figures.files[1:]), len(figures))


def _gathered_text(
    figures: Figures, gathered: Gathered, inputs: Sequence[Input], published: Input | None,
    context: Context,
) -> str:  # fmt: skip
    """Return the figures file that rows of a store make: read again, it says what they said.

    Raises:
        AssertionError: it does not, which is a bug of ours; nothing must be written then.
    """
    tables = {opened.name: typed_rows(opened, context) for opened in inputs}
    old = tables[published.name] if published else None
    cells = dict(
        zip(gathered.added, canonical(figures, gathered.added, tables, context), strict=True)
    )
    instead = {
        figures.line[row]: [cells[new] for new in added] for row, added in gathered.replaced.items()
    }
    placed = {new for added in gathered.replaced.values() for new in added}
    last = [row for row in gathered.added if row not in placed]
    delimiter = context.delimiter or (published and published.delimiter) or ","
    end = "\r\n" if published and published.ends_as_windows else "\n"
    headings, table = joined(old, instead, [cells[row] for row in last])
    quoted = needing_quotes(headings, table)
    text = figures_csv(headings, table, delimiter, end, quoted)
    many = 0 if old is None else _rows_of_first(figures)
    rows = [new for row in range(many) for new in gathered.replaced.get(row, (row,))] + last
    faults = Faults()
    plain = context if old else context._replace(decimal=None)
    again = read_figures([as_input(text)], plain._replace(delimiter=delimiter), faults)
    said = [figures[row]._replace(path="", line=0, sheet="") for row in rows]
    if faults.errors or [figure._replace(path="", line=0) for figure in again] != said:
        raise AssertionError("what was gathered reads otherwise than what was returned")
    return text
