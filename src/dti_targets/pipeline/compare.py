"""The question what changed: both sides read, each judged as it is alone, then compared."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from dti_targets.checking.amending import amendments
from dti_targets.checking.comparing import Lines, compare_lines, compare_unasked, lines_of
from dti_targets.checking.report import assess
from dti_targets.checking.selection import Selection
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.area import Area, Gazetteer
from dti_targets.domain.comparison import Comparison, Side, Subject
from dti_targets.domain.report import Report
from dti_targets.domain.settings import Settings
from dti_targets.domain.unit import Level
from dti_targets.pipeline.check import Outcome, judged_by
from dti_targets.pipeline.figures import add_nothing_to_judge
from dti_targets.pipeline.project import Project, read_resolutions, sources_of
from dti_targets.pipeline.selection import names_of, selection_of
from dti_targets.reading.places import located
from dti_targets.reading.project import (
    AREAS,
    STDIN,
    TARGETS,
    Promises,
    read_promises,
    root_of,
    sort_files,
)
from dti_targets.reading.saved_report import JSON_SUFFIX, SavedReport, read_report
from dti_targets.reading.source import is_file, is_folder


class Contrast(NamedTuple):
    """The answer to `compare`: None where one of the sides cannot be used."""

    comparison: Comparison | None
    faults: Faults
    files: tuple[str, ...]


def compare(old: str, new: str, settings: Settings, project: Project) -> Contrast:
    """Find what changed between two sides of one kind.

    Args:
        old: Figures (a file, a folder, `-`), resolutions (YAML), or a saved report (JSON).
        new: The same, later.
        settings: The options; without `period`, figures are judged each in their own latest year.
        project: Where to read.
    """
    faults = Faults()
    kind, other = subject_of(old), subject_of(new)
    if kind is not other:
        faults.add(
            codes.KINDS_DIFFER, Place(new), Place(old),
            old=old, old_kind=kind, new=new, new_kind=other,
        )  # fmt: skip
    elif old == new == STDIN:
        faults.add(codes.STDIN_TWICE, Place(STDIN))
    if faults.errors:
        return Contrast(None, faults, ())
    made = _MAKERS[kind](_Question(old, new, settings, project, faults))
    project.desk.add_changed(faults)
    placed = located(faults, project.desk)
    found = made.comparison
    if found is not None:
        found = None if placed.errors else found._replace(faults=placed)
    return Contrast(found, placed, made.files)


def subject_of(path: str) -> Subject:
    """Return what a side is, by its name; a folder is what it holds."""
    if path.lower().endswith(JSON_SUFFIX) and not is_folder(Path(path)):
        return Subject.REPORTS
    return Subject.RESOLUTIONS if sort_files([path])[1] else Subject.FIGURES


class _Question(NamedTuple):
    """Two sides, and everything that they are read with."""

    old: str
    new: str
    settings: Settings
    project: Project
    faults: Faults

    @property
    def paths(self) -> tuple[str, ...]:
        """Both sides; one where they are the same."""
        return tuple(dict.fromkeys((self.old, self.new)))

    def sides(self, old: Side, new: Side) -> tuple[Side, Side]:
        """Return two sides under the names that they are printed by.

        Those of two projects are called as they were given: both may have a folder data.
        """
        return old._replace(name=self._name(self.old)), new._replace(name=self._name(self.new))

    def _name(self, path: str) -> str:
        if path == STDIN:
            return self.settings.stdin_name
        name = self.project.desk.name(Path(path))
        apart = not all(map(self._is_inside, self.paths))
        return Path(path).as_posix() if apart else name

    def _is_inside(self, path: str) -> bool:
        """Whether a side is a part of the project."""
        return path == STDIN or root_of([path], Path.cwd()) == self.project.root

    def nothing(self, files: Iterable[str]) -> Contrast:
        """Return that nothing can be compared."""
        return Contrast(None, self.faults, tuple(dict.fromkeys(files)))

    def answer(self, comparison: Comparison) -> Contrast:
        """Return a comparison with the files that it was made of."""
        files = dict.fromkeys((*comparison.old.files, *comparison.new.files))
        return Contrast(comparison, self.faults, tuple(files))


# -- figures


def _figures(asked: _Question) -> Contrast:
    """Judge both sides by the same resolutions: those that either has figures for."""
    settings, faults = asked.settings, asked.faults
    promises = read_resolutions((), settings, asked.project, faults)
    outcomes = [_judged(path, promises, asked) for path in asked.paths]
    reports = [outcome.report for outcome in outcomes if outcome.report]
    if faults.errors or len(reports) < len(outcomes):
        return asked.nothing(name for outcome in outcomes for name in outcome.files)
    known = [file.resolution for file in promises.files]
    ids = {part.resolution.id for report in reports for part in report.resolutions}
    selection = selection_of(
        settings._replace(resolution=tuple(ids)), ids, names_of(known), promises.gazetteer, faults
    )
    reports = [_judged_whole(report, promises, selection) for report in reports]
    old, new = reports[0], reports[-1]
    changes, unchanged = compare_lines(lines_of(old), lines_of(new))
    sides = asked.sides(*(Side("", report.paths, report.period) for report in (old, new)))
    unasked = compare_unasked(old.unused, new.unused)
    return asked.answer(
        Comparison(Subject.FIGURES, *sides, faults, changes, unasked, (), unchanged)
    )


def _judged(path: str, promises: Promises, asked: _Question) -> Outcome:
    """Judge one side as `check` does; add what is wrong with it."""
    own = Faults()
    outcome = judged_by([path], promises, asked.settings, asked.project, own)
    report = outcome.report
    applies = report is not None and any(part.applicable for part in report.resolutions)
    if not (own.errors or asked.faults.errors or applies):
        add_nothing_to_judge(promises, outcome.figures, own)
    _join(own, asked.faults)
    return outcome


def _judged_whole(report: Report, promises: Promises, selection: Selection) -> Report:
    """Return a report on all resolutions that either side is judged by."""
    if {part.resolution.id for part in report.resolutions} == set(selection.resolutions):
        return report
    return assess(
        sources_of(promises), report.figures, promises.gazetteer, report.period, selection
    )


def _join(found: Faults, faults: Faults) -> None:
    """Take over what is not known yet: both sides may have read the same file."""
    known = {(fault.code, fault.at, str(fault.params)) for fault in faults.kept}
    for fault in found.kept:
        if (fault.code, fault.at, str(fault.params)) not in known:
            faults.append(fault)


# -- resolutions


def _resolutions(asked: _Question) -> Contrast:
    """Read both sides, each with its own list of areas, else with that of the project."""
    read: list[Promises] = []
    for path in asked.paths:
        own = Faults()
        read.append(read_promises(_with_areas(Path(path), asked.project), asked.project.desk, own))
        _join(own, asked.faults)
    old, new = read[0], read[-1]
    known = [file.resolution for side in read for file in side.files]
    selection = selection_of(
        asked.settings, {part.id for part in known}, names_of(known), new.gazetteer, asked.faults
    )
    if asked.faults.errors:
        return asked.nothing(file.path for side in read for file in side.files)
    areas = {part.id: part.area for part in known}
    found = [
        change
        for change in amendments(sources_of(old), sources_of(new))
        if _is_named(change.resolution, change.target, change.level, selection)
        and (not selection.areas or areas[change.resolution] in selection.areas)
    ]
    sides = asked.sides(*(Side("", tuple(f.path for f in side.files)) for side in (old, new)))
    touched = {(change.resolution, change.target) for change in found}
    unchanged = sum(
        touched.isdisjoint({(file.resolution.id, target.id), (file.resolution.id, "")})
        for file in old.files
        for target in file.resolution.targets
        if _is_named(file.resolution.id, target.id, None, selection)
    )
    return asked.answer(
        Comparison(Subject.RESOLUTIONS, *sides, asked.faults, amendments=found, unchanged=unchanged)
    )


def _with_areas(path: Path, project: Project) -> list[Path]:
    """Return a side with the project's own list of areas, where it brings none itself."""
    own = (project.root or Path.cwd()) / TARGETS / AREAS
    brings = path.name == AREAS or is_file(path / AREAS)
    return [path, *([own] if is_file(own) and not brings else [])]


def _is_named(resolution: str, target: str, level: Level | None, selection: Selection) -> bool:
    """Whether something is of what was named; a part of what has no target or level, always."""
    resolutions, targets, levels = selection.resolutions, selection.targets, selection.levels
    if resolutions and resolution not in resolutions:
        return False
    if targets and target not in targets and f"{resolution}/{target}" not in targets:
        return False
    return not levels or level is None or level in levels


# -- reports


def _reports(asked: _Question) -> Contrast:
    """Read two reports back; their areas are those that the project knows."""
    gazetteer = read_resolutions((), asked.settings, asked.project, Faults()).gazetteer
    read: list[tuple[str, SavedReport]] = []
    desk = asked.project.desk
    for path in asked.paths:
        opened = desk.open(Path(path), asked.faults)
        if opened and (report := read_report(opened, gazetteer, asked.faults)):
            read.append((opened.name, report))
    if len(read) < len(asked.paths):
        return asked.nothing(name for name, _ in read)
    selection = _selection(asked, [report for _, report in read], gazetteer)
    if asked.faults.errors:
        return asked.nothing(name for name, _ in read)
    named = _Named(selection, gazetteer)
    (first, old), (last, new) = read[0], read[-1]
    changes, unchanged = compare_lines(named.lines(old), named.lines(new))
    sides = asked.sides(Side("", (first,), old.period), Side("", (last,), new.period))
    unasked = compare_unasked(old.unused, new.unused)
    return asked.answer(
        Comparison(Subject.REPORTS, *sides, asked.faults, changes, unasked, (), unchanged)
    )


def _selection(asked: _Question, reports: Sequence[SavedReport], gazetteer: Gazetteer) -> Selection:
    """Return what was named of all that the reports judged."""
    known = [judged for report in reports for judged in report.judged]
    targets = {f"{judged.resolution}/{judged.target}" for judged in known}
    resolutions = {judged.resolution for judged in known}
    return selection_of(asked.settings, resolutions, targets, gazetteer, asked.faults)


class _Named(NamedTuple):
    """What was named of the areas."""

    selection: Selection
    gazetteer: Gazetteer

    def lines(self, report: SavedReport) -> Lines:
        """Return what a report judged, of what was named."""
        judged = [
            judged
            for judged in report.judged
            if _is_named(judged.resolution, judged.target, judged.level, self.selection)
            and self._holds(judged.area)
        ]
        return Lines(judged, report.left_out)

    def _holds(self, area: Area) -> bool:
        named = set(self.selection.areas)
        return not named or not named.isdisjoint({area.code, *self.gazetteer.lineage(area)})


_MAKERS: Mapping[Subject, Callable[[_Question], Contrast]] = {
    Subject.FIGURES: _figures,
    Subject.RESOLUTIONS: _resolutions,
    Subject.REPORTS: _reports,
}
