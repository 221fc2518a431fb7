"""The whole program, one short function for each question that it answers."""

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dti_targets.checking.conflicts import find_conflicts
from dti_targets.checking.coordinates import Coordinates
from dti_targets.checking.near_miss import find_near_misses
from dti_targets.checking.report import assess, judged_period
from dti_targets.checking.selection import Selection, Source, chosen_of
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.area import Gazetteer, folded
from dti_targets.domain.figures import Figure, Figures
from dti_targets.domain.method import Method
from dti_targets.domain.period import Period
from dti_targets.domain.report import Report
from dti_targets.domain.resolution import Resolution, Target
from dti_targets.domain.settings import Settings
from dti_targets.domain.unit import Level
from dti_targets.reading.columns import Context
from dti_targets.reading.figures import read_figures
from dti_targets.reading.number_text import Decimals
from dti_targets.reading.places import located
from dti_targets.reading.project import (
    DATA,
    TARGETS,
    Promises,
    open_figures,
    read_promises,
    root_of,
    shipped,
    sort_files,
)
from dti_targets.reading.resolutions import ResolutionFile, asked, check_each
from dti_targets.reading.source import Desk, Input, Progress

if TYPE_CHECKING:
    from dti_targets.domain.collection import Gathered
    from dti_targets.domain.form import Form
    from dti_targets.domain.progress import Progression


_BYTE_ORDER_MARK = "\ufeff"
"""Tells later runs that a file is UTF-8, whatever encoding is declared for the others."""


class Project(NamedTuple):
    """Where a run reads: the folder of the project, and the desk on which files lie open."""

    root: Path | None
    desk: Desk

    @classmethod
    def of(
        cls, files: Sequence[str], settings: Settings, progress: Progress | None = None
    ) -> "Project":
        """Find the project of some files, or of the working directory."""
        here = Path.cwd()
        root = root_of(files, here)
        return cls(root, Desk(root or here, settings.max_size, progress))


class Outcome(NamedTuple):
    """The answer to a question: a report, or None where the input cannot be judged.

    `faults` are all diagnostics, placed; `promises` what was read of resolutions and areas.
    """

    report: Report | None
    faults: Faults
    promises: Promises
    figures: Figures

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files that were read: resolutions, then figures."""
        return _read(self.promises, self.figures)


class Explanation(NamedTuple):
    """One target whole: the target, where it is promised, how it stands, every figure for it.

    The report in `outcome`, and `progression`, are None where there is no period to judge.
    """

    file: ResolutionFile
    target: Target
    outcome: Outcome
    figures: Sequence[Figure]
    progression: "Progression | None" = None


def _read(promises: Promises, figures: Figures) -> tuple[str, ...]:
    """Return the names of the files that were read: resolutions, then figures."""
    resolutions = (file.path for file in promises.files)
    return tuple(dict.fromkeys([*resolutions, *(name for _, name in figures.files)]))


def read_resolutions(
    yaml: Sequence[str], settings: Settings, project: Project, faults: Faults
) -> Promises:
    """Read the resolutions of a run: those named, else the project's, else the shipped ones."""
    return read_promises(_promised(yaml, settings, project), project.desk, faults)


def _promised(yaml: Sequence[str], settings: Settings, project: Project) -> list[Path]:
    if named := [Path(path) for path in (*settings.targets, *yaml)]:
        return named
    inside = project.root / TARGETS if project.root else None
    return [inside if inside and inside.is_dir() else shipped(TARGETS)]


def inputs(files: Sequence[str], settings: Settings, project: Project) -> list[Path]:
    """Return the files and folders that `check` would read, whether they are there or not."""
    tables, yaml = sort_files(files)
    figures = [Path(file) for file in tables] or [_default_data(project)]
    return [*figures, *_promised(yaml, settings, project)]


def check(files: Sequence[str], settings: Settings, project: Project) -> Outcome:
    """Judge every target against the figures in some files.

    Args:
        files: Figures files, folders of them, `-`; YAML files stand for `--targets`. Without
            figures files, those in the project's `data/` are read.
        settings: The options.
        project: Where to read.
    """
    faults = Faults()
    tables, yaml = sort_files(files)
    promises = read_resolutions(yaml, settings, project, faults)
    tables = tables or [str(_default_data(project))]
    outcome = judged_by(tables, promises, settings, project, faults)
    if outcome.report and not any(part.applicable for part in outcome.report.resolutions):
        outcome = outcome._replace(report=None)
    if not faults.errors and (outcome.report is None or not outcome.figures):
        add_nothing_to_judge(promises, outcome.figures, faults)
    return _placed(outcome, faults, project)


class Advance(NamedTuple):
    """The answer to `progress`: None where the input cannot be used, or says nothing."""

    progression: "Progression | None"
    faults: Faults
    files: tuple[str, ...]


def progress(files: Sequence[str], settings: Settings, project: Project) -> Advance:
    """Measure how far every target is on its way.

    Args:
        files: As for `check`.
        settings: The options; `as_of` names the period by whose end it is asked.
        project: Where to read.
    """
    faults = Faults()
    tables, yaml = sort_files(files)
    promises = read_resolutions(yaml, settings, project, faults)
    selection = _selection(settings, promises, faults)
    tables = tables or [str(_default_data(project))]
    figures, _ = _figures(tables, promises, settings._replace(period=None), project, faults)
    found = _progression(promises, figures, settings, selection, faults)
    if not faults.errors and not (found and found.resolutions):
        add_nothing_to_judge(promises, figures, faults)
    project.desk.add_changed(faults)
    placed = located(faults, project.desk)
    if found is not None:
        found = None if faults.errors or not found.resolutions else found._replace(faults=placed)
    return Advance(found, placed, _read(promises, figures))


def _progression(
    promises: Promises, figures: Figures, settings: Settings, selection: Selection, faults: Faults
) -> "Progression | None":
    """Measure targets; None where there is an error, or no period."""
    from dti_targets.checking.progress import Question, progress

    period = _period("--as-of", settings.as_of, faults) or judged_period(figures)
    if period is None or faults.errors:
        return None
    check_each(promises.files, promises.gazetteer, period.end, faults)
    question = Question(period, Method(settings.method))
    found = progress(sources_of(promises), figures, promises.gazetteer, question, selection)
    faults.merge(found.faults)
    return found


def expect(name: str, settings: Settings, project: Project) -> tuple["Form | None", Faults]:
    """Return what a resolution expects for the period that the settings name, to be filled in.

    Args:
        name: The id of the resolution.
        settings: The options; `area`, `target` and `level` choose among what is expected.
        project: Where to read; the figures of its `data/` are those that are known.
    """
    from dti_targets.checking.asking import entries
    from dti_targets.domain.form import Form

    faults = Faults()
    settings = settings._replace(resolution=(name,))
    promises = read_resolutions((), settings, project, faults)
    selection = _selection(settings, promises, faults)
    data, found = _default_data(project), Faults()
    tables = [str(data)] if data.is_dir() else []
    figures, period = _figures(tables, promises, settings, project, found)
    for fault in found:
        if fault.code is not codes.FOLDER_WITHOUT_FIGURES:  # a project may begin with its form
            faults.append(fault)
    form = None
    if period is not None and not faults.errors:
        check_each(promises.files, promises.gazetteer, period.end, faults)
        [resolution] = [f.resolution for f in promises.files if f.resolution.id == name]
        form = Form(
            resolution, period,
            entries(resolution, period, promises.gazetteer, selection, figures),
        )  # fmt: skip
        if not form.entries:
            faults.add(
                codes.NOTHING_EXPECTED, Place(name), resolution=resolution.label, period=period
            )
    project.desk.add_changed(faults)
    return (None if faults.errors else form), located(faults, project.desk)


class Collected(NamedTuple):
    """The answer to `collect`: what was gathered, and the figures file that it makes.

    `gathered` is None where the input cannot be used; `text` is None where the file is to stay as
    it is. `period` is the one of the figures that are expected of `resolutions`.
    """

    gathered: "Gathered | None"
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
    from dti_targets.checking.asking import asked_period, entries_of
    from dti_targets.checking.collecting import gather

    faults = Faults()
    promises = read_resolutions((), settings, project, faults)
    selection = _selection(settings, promises, faults)
    desk = project.desk
    published = desk.open(into, faults, settings.encoding) if into else None
    found = open_figures(returned, desk, settings.stdin_name, settings.encoding, faults)
    inputs = [*([published] if published else []), *(i for i in found if i is not published)]
    context = _context(promises, settings, _only_area(promises, settings.resolution), faults)
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
        if settings.encoding not in {None, "utf-8"}:
            text = _BYTE_ORDER_MARK + text
    return Collected(gathered, placed, text, period, resolutions)


def _rows_of_first(figures: Figures) -> int:
    """Return how many rows the first file of a store has."""
    return next((start for start, _ in figures.files[1:]), len(figures))


def _gathered_text(
    figures: Figures, gathered: "Gathered", inputs: Sequence[Input], published: Input | None,
    context: Context,
) -> str:  # fmt: skip
    """Return the figures file that rows of a store make: read again, it says what they said.

    Raises:
        AssertionError: it does not, which is a bug of ours; nothing must be written then.
    """
    from dti_targets.reading.typed_rows import as_input, canonical, joined, typed_rows
    from dti_targets.reporting.figures_file import figures_csv

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
    delimiter = context.delimiter or ","
    text = figures_csv(*joined(old, instead, [cells[row] for row in last]), delimiter)
    many = 0 if old is None else _rows_of_first(figures)
    rows = [new for row in range(many) for new in gathered.replaced.get(row, (row,))] + last
    faults = Faults()
    plain = context if old else context._replace(decimal=None)
    again = read_figures([as_input(text)], plain._replace(delimiter=delimiter), faults)
    said = [figures[row]._replace(path="", line=0, sheet="") for row in rows]
    if faults.errors or [figure._replace(path="", line=0) for figure in again] != said:
        raise AssertionError("what was gathered reads otherwise than what was returned")
    return text


def validate(files: Sequence[str], settings: Settings, project: Project) -> Outcome:
    """Read resolutions, areas and figures, and judge nothing.

    The resolutions of the project are read with those that are named: only together can they be
    right. Without any file, all of the project is read.

    Args:
        files: YAML and CSV files, in any order; folders of CSV files; `-`.
        settings: The options.
        project: Where to read.
    """
    faults = Faults()
    tables, yaml = sort_files(files)
    own = project.root / TARGETS if project.root and not settings.targets else None
    named = [str(own)] if own and own.is_dir() else []
    promises = read_resolutions([*named, *yaml], settings, project, faults)
    if not files:
        tables = [str(_default_data(project))]
    everything = settings._replace(resolution=())
    figures, asked_for = _figures(tables, promises, everything, project, faults)
    period = asked_for or judged_period(figures)
    if period is not None and not faults.errors:
        check_each(promises.files, promises.gazetteer, period.end, faults)
        find_conflicts(Coordinates(figures), faults)
        targets = (target for file in promises.files for target in file.resolution.targets)
        indicators = {indicator for target in targets for indicator in target.indicators}
        find_near_misses(figures, range(len(figures)), indicators, faults)
    return _placed(Outcome(None, faults, promises, figures), faults, project)


def explain(
    subject: str, files: Sequence[str], settings: Settings, project: Project
) -> tuple[Explanation | None, Faults]:
    """Return one target whole, judged or not; None, with the errors, where it cannot be shown.

    Args:
        subject: `[RESOLUTION/]ID`, or the indicator of one target alone.
        files: As for `check`; without any, and without a folder `data/`, no figure is read.
        settings: The options; `area`, `level` and `target` choose nothing here. Progress is that
            by the end of `as_of`, else of `period`.
        project: Where to read.
    """
    faults = Faults()
    tables, yaml = sort_files(files)
    promises = read_resolutions(yaml, settings, project, faults)
    found = None if faults.errors else find_target(subject, settings, promises, faults)
    if found is None:
        return None, located(faults, project.desk)
    file, target = found
    narrowed = settings._replace(
        area=(), level=(), resolution=(file.resolution.id,),
        target=(f"{file.resolution.id}/{target.id}",),
    )  # fmt: skip
    data = _default_data(project)
    tables = tables or ([str(data)] if data.is_dir() else [])
    answer = judged_by(tables, promises, narrowed, project, faults)
    way = narrowed._replace(as_of=settings.as_of or settings.period)
    progression = _way_of(answer, way, faults)
    outcome = _placed(answer, faults, project)
    if faults.errors:
        return None, outcome.faults
    figures = figures_for(file.resolution, target, outcome.figures, promises.gazetteer)
    return Explanation(file, target, outcome, figures, progression), outcome.faults


def _way_of(outcome: Outcome, settings: Settings, faults: Faults) -> "Progression | None":
    """Measure the targets of an outcome; what is wrong with its files is known already."""
    _period("--as-of", settings.as_of, faults)
    if faults.errors:
        return None
    again = Faults()
    selection = _selection(settings, outcome.promises, again)
    return _progression(outcome.promises, outcome.figures, settings, selection, again)


def _default_data(project: Project) -> Path:
    return (project.root or Path.cwd()) / DATA


def _placed(outcome: Outcome, faults: Faults, project: Project) -> Outcome:
    """Return an outcome with its faults at their places, and no report where any is an error."""
    project.desk.add_changed(faults)
    placed = located(faults, project.desk)
    report = None if faults.errors or not outcome.report else outcome.report._replace(faults=placed)
    return outcome._replace(report=report, faults=placed)


def judged_by(
    tables: Sequence[str], promises: Promises, settings: Settings, project: Project,
    faults: Faults,
) -> Outcome:  # fmt: skip
    """Read the figures and judge them; without a report where there is an error, or no period."""
    selection = _selection(settings, promises, faults)
    figures, named = _figures(tables, promises, settings, project, faults)
    period = named or judged_period(figures)
    report = None
    if period is not None and not faults.errors:
        check_each(promises.files, promises.gazetteer, period.end, faults)
        report = assess(sources_of(promises), figures, promises.gazetteer, period, selection)
        faults.merge(report.faults)
    return Outcome(report, faults, promises, figures)


def _figures(
    tables: Sequence[str], promises: Promises, settings: Settings, project: Project,
    faults: Faults,
) -> tuple[Figures, Period | None]:  # fmt: skip
    """Read figures, with the period that `--period` names, if it does."""
    only = _only_area(promises, settings.resolution)
    inputs = open_figures(tables, project.desk, settings.stdin_name, settings.encoding, faults)
    context = _context(promises, settings, only, faults)
    return read_figures(inputs, context, faults), context.period


def sources_of(promises: Promises) -> list[Source]:
    """Return the resolutions with their files and places, as the core takes them."""
    return [Source(file.resolution, file.path, file.targets()) for file in promises.files]


def _context(promises: Promises, settings: Settings, area: str | None, faults: Faults) -> Context:
    """Return what the settings and the resolutions say where a figures file does not."""
    return Context(
        promises.gazetteer, asked([file.resolution for file in promises.files]), area,
        _period("--period", settings.period, faults),
        Decimals(settings.decimal) if settings.decimal else None, settings.delimiter,
        settings.sheet,
    )  # fmt: skip


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
    last = max(due.end.year for due in _dues(resolution))
    return f"{resolution.label} ({resolution.main.date.year}–{last})"


def _dues(resolution: Resolution) -> Iterator[Period]:
    """Yield the periods in which a resolution promises anything."""
    for target in resolution.targets:
        for due in (target.due, *(p for limit in target.levels.values() for p in limit.numbers)):
            if due:
                yield due


def known_periods(
    files: Sequence[str], promises: Promises, settings: Settings, project: Project, most: int
) -> list[Period]:
    """Return the periods that figures and targets name, the earliest first.

    Args:
        files: Figures files and folders; without any, the project's `data/`.
        promises: What was read of resolutions and areas.
        settings: The options of the run.
        project: Where to read.
        most: Bytes of figures to read at most, in whole files: whoever asks cannot wait.
    """
    faults = Faults()
    tables = files or [str(_default_data(project))]
    inputs = open_figures(tables, project.desk, settings.stdin_name, settings.encoding, faults)
    sizes = accumulate(opened.size for opened in inputs)
    few = [
        opened
        for opened, size in zip(inputs, sizes, strict=True)
        if size <= most and not opened.is_workbook
    ]
    context = _context(promises, settings, _only_area(promises, ()), faults)
    figures = read_figures(few, context, faults)
    named = [period for _, period in figures.places[1:]]
    promised = [due for file in promises.files for due in _dues(file.resolution)]
    by_text = {str(period): period for period in (*named, *promised)}
    return sorted(by_text.values(), key=lambda period: (period.start, period.end))


def _period(flag: str, text: str | None, faults: Faults) -> Period | None:
    """Return the period that an option names, if it names one."""
    if text is None:
        return None
    try:
        return Period.parse(text.strip())
    except ValueError:
        faults.add(codes.WRONG_PERIOD, Place(flag), text=text, near="")
        return None


def _selection(settings: Settings, promises: Promises, faults: Faults) -> Selection:
    """Return what was named to be judged; add every name that means nothing."""
    resolutions = [file.resolution for file in promises.files]
    return selection_of(
        settings, [resolution.id for resolution in resolutions], names_of(resolutions),
        promises.gazetteer, faults,
    )  # fmt: skip


def selection_of(
    settings: Settings, resolutions: Collection[str], targets: Collection[str],
    gazetteer: Gazetteer, faults: Faults,
) -> Selection:  # fmt: skip
    """Return what was named, of some resolutions and targets; add every name that means nothing.

    Args:
        settings: The options.
        resolutions: The ids of those that there are.
        targets: `RESOLUTION/ID` of those that there are.
        gazetteer: All areas.
        faults: Takes what is wrong.
    """
    for name in settings.resolution:
        if name not in resolutions:
            faults.add(
                codes.NO_SUCH_RESOLUTION, Place("--resolution"),
                text=name, near=nearest(name, resolutions), allowed=tuple(resolutions),
            )  # fmt: skip
    ids = {*targets, *(full.partition("/")[2] for full in targets)}
    for name in settings.target:
        if name not in ids:
            faults.add(codes.NO_SUCH_TARGET, Place("--target"), text=name, near=nearest(name, ids))
    areas: list[str] = []
    for name in settings.area:
        found = gazetteer.named(name)
        if not found:
            near = nearest(folded(name), gazetteer.by_name)
            near = gazetteer.by_name[near][0].name if near else ""
            faults.add(codes.NO_SUCH_AREA, Place("--area"), text=name, near=near)
        areas += [area.code for area in found]
    levels = tuple(Level(level) for level in settings.level)
    return Selection(settings.resolution, areas, settings.target, levels)


def _only_area(promises: Promises, named: Sequence[str]) -> str | None:
    """Return the area that all chosen resolutions are for, if it is one."""
    chosen = {
        file.resolution.area for file in promises.files if not named or file.resolution.id in named
    }
    return next(iter(chosen)) if len(chosen) == 1 else None


def find_target(
    subject: str, settings: Settings, promises: Promises, faults: Faults
) -> tuple[ResolutionFile, Target] | None:
    """Return the target that `[RESOLUTION/]ID` means; None after adding why it means none."""
    known = [
        (file, target)
        for file in promises.files
        for target in file.resolution.targets
        if not settings.resolution or file.resolution.id in settings.resolution
    ]
    named = [
        (file, target)
        for file, target in known
        if subject in {target.id, f"{file.resolution.id}/{target.id}"}
    ]
    found = named or [pair for pair in known if pair[1].indicator == subject]
    if len(found) == 1:
        return found[0]
    if found:
        full = tuple(f"{file.resolution.id}/{target.id}" for file, target in found)
        faults.add(codes.TARGET_AMBIGUOUS, Place(subject), text=subject, allowed=full)
    else:
        names = names_of([file.resolution for file in promises.files]).values()
        near = nearest(subject, names)
        faults.add(codes.NO_SUCH_TARGET, Place(subject), text=subject, near=near)
    return None


def figures_for(
    resolution: Resolution, target: Target, figures: Figures, gazetteer: Gazetteer
) -> list[Figure]:
    """Return every figure, of any period, for a target's area and the units below it."""
    slots = {
        number
        for number, (indicator, level) in enumerate(figures.slots)
        if indicator == target.indicator and level in target.levels
    }
    inside = {
        number
        for number, (area, _) in enumerate(figures.places)
        if resolution.area in {area.code, *gazetteer.lineage(area)}
    }
    return [
        figures[row]
        for row, (slot, place) in enumerate(zip(figures.slot, figures.place, strict=True))
        if slot in slots and place in inside
    ]


def names_of(resolutions: Sequence[Resolution]) -> dict[str, str]:
    """Return, for each `RESOLUTION/ID`, the shortest name that means this target alone."""
    owners: dict[str, int] = {}
    for resolution in resolutions:
        for target in resolution.targets:
            owners[target.id] = owners.get(target.id, 0) + 1
    return {
        f"{resolution.id}/{target.id}": (
            target.id if owners[target.id] == 1 else f"{resolution.id}/{target.id}"
        )
        for resolution in resolutions
        for target in resolution.targets
    }
