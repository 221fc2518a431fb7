"""The whole answer: every threshold of every chosen resolution, judged in one period."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dti_targets.checking.conflicts import find_conflicts
from dti_targets.checking.expected import expected, not_applicable
from dti_targets.checking.judging import Judgement, Timing, judge
from dti_targets.checking.matching import Matches
from dti_targets.checking.near_miss import find_near_misses
from dti_targets.checking.remarks import remarks_on_figures, remarks_on_target
from dti_targets.diagnostics import Faults, Place
from dti_targets.domain.area import Area, Gazetteer
from dti_targets.domain.figures import NO_FIGURES, Figures
from dti_targets.domain.period import Period
from dti_targets.domain.report import (
    Assessment,
    Expected,
    Line,
    NotJudged,
    Report,
    ResolutionReport,
    Statement,
)
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.unit import Level
from dti_targets.domain.value import Value
from dti_targets.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Selection:
    """What is judged: all where nothing is named. `areas` are codes."""

    resolutions: Collection[str] = ()
    areas: Collection[str] = ()
    targets: Collection[str] = ()
    levels: Collection[Level] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A resolution with the file that it came from, and the place of each target in it."""

    resolution: Resolution
    path: str
    places: Mapping[str, Place] = field(default_factory=dict, hash=False)


def judged_period(figures: Figures) -> Period | None:
    """Return the latest calendar year that the figures reach; None without figures."""
    ends = [period.end for _, period in figures.places[1:]]
    return Period.year_of(max(ends)) if ends else None


def assess(
    sources: Sequence[Source], figures: Figures, gazetteer: Gazetteer, period: Period,
    selection: Selection,
) -> Report:  # fmt: skip
    """Judge every chosen resolution; name those that are left out, and the figures not used.

    Warnings about the figures (sources that differ, ids that are nearly a target's) are in the
    report's `faults`; a source that contradicts itself is there as an error.
    """
    faults = Faults()
    find_conflicts(figures, faults)
    chosen, left_out = _chosen(sources, figures, gazetteer, selection)
    expectations = {
        source.resolution.id: [
            item for item in expected(source.resolution, period) if _selected(item, selection)
        ]
        for source in chosen
    }
    wanted = {
        (item.target.indicator, item.level)
        for source in chosen
        for item in expected(source.resolution, period)
    }
    territories = {source.resolution.area for source in chosen}
    matches = Matches(figures, period, gazetteer, wanted, territories)
    find_near_misses(
        figures, matches.unused, {t.indicator for s in sources for t in s.resolution.targets},
        faults,
    )  # fmt: skip
    setters = _setters(source.resolution for source in chosen)
    reports = []
    for source in chosen:
        bench = _Bench(source.resolution, matches, figures, gazetteer, period, selection, setters)
        lines = tuple(bench.line(item) for item in expectations[source.resolution.id])
        area = gazetteer.on(source.resolution.area, period.end)
        area = area or gazetteer.by_code[source.resolution.area][-1]
        lines = tuple(line for line in lines if line.own or line.units)
        if lines:
            reports.append(
                ResolutionReport(source.resolution, area, lines, source.path, source.places)
            )
    return Report(
        period, tuple(reports), tuple(left_out), figures, figures.of(matches.unused),
        tuple(path for _, path in figures.files), faults,
    )  # fmt: skip


def _chosen(
    sources: Sequence[Source], figures: Figures, gazetteer: Gazetteer, selection: Selection
) -> tuple[list[Source], list[NotJudged]]:
    """Return the resolutions to judge: those named, else those whose area the figures know."""
    if selection.resolutions:
        named = set(selection.resolutions)
        return [source for source in sources if source.resolution.id in named], []
    known = _occurring(figures, gazetteer)
    if selection.areas:
        known &= {
            code
            for name in selection.areas
            for area in gazetteer.by_code.get(name, ())
            for code in (name, *gazetteer.lineage(area))
            if gazetteer.by_code[code][0].tier is not Level.NATIONAL or code == name
        }
    chosen = [source for source in sources if source.resolution.area in known]
    left_out = [
        NotJudged(
            source.resolution,
            Statement("left_out.area", {"area": gazetteer.by_code[source.resolution.area][-1]}),
        )
        for source in sources
        if source.resolution.area not in known
    ]
    return chosen, left_out


def _occurring(figures: Figures, gazetteer: Gazetteer) -> set[str]:
    """Return the codes that figures are about, and those of the provinces that these lie in."""
    codes: set[str] = set()
    for area in {area for area, _ in figures.places[1:]}:
        codes.add(area.code)
        for code in gazetteer.lineage(area):
            if gazetteer.by_code.get(code, (area,))[0].tier is not Level.NATIONAL:
                codes.add(code)
    return codes


def _selected(item: Expected, selection: Selection) -> bool:
    """Whether a threshold is among those that were named."""
    targets, levels = selection.targets, selection.levels
    named = not targets or item.target.id in targets or item.id in targets
    return named and (not levels or item.level in levels)


def _setters(resolutions: Iterator[Resolution]) -> dict[tuple[str, Level, str], set[str]]:
    """Return which resolutions set an indicator at a level for an area."""
    found: dict[tuple[str, Level, str], set[str]] = defaultdict(set)
    for resolution in resolutions:
        for target, level, _ in resolution.thresholds():
            if not target.withdrawn:
                found[target.indicator, level, resolution.area].add(resolution.label)
    return found


@dataclass(frozen=True)
class _Bench:
    """Everything that is needed to judge the thresholds of one resolution."""

    resolution: Resolution
    matches: Matches
    figures: Figures
    gazetteer: Gazetteer
    period: Period
    selection: Selection
    setters: Mapping[tuple[str, Level, str], set[str]]

    def line(self, item: Expected) -> Line:
        """Judge one threshold: for the resolution's own area, and for the units below it."""
        reason = not_applicable(item, self.period, self.gazetteer)
        own: Assessment | None = None
        if self._asks_for(self.resolution.area):
            area = self.gazetteer.on(self.resolution.area, self.period.end)
            area = area or self.gazetteer.by_code[self.resolution.area][-1]
            own = self._absent(item, area, reason) if reason else self.assessment(item, area)
        if reason:
            return Line(item, own)
        codes = self._unit_codes(item)
        return Line(item, own, _Units(self, item, codes) if codes else None)

    def _asks_for(self, code: str) -> bool:
        return not self.selection.areas or code in self.selection.areas

    def _absent(self, item: Expected, area: Area, reason: Statement) -> Assessment:
        return Assessment(
            item, area, Verdict.NOT_APPLICABLE, reason, counted=not item.target.withdrawn
        )

    def _unit_codes(self, item: Expected) -> tuple[str, ...]:
        """Return the units below the area that have a figure, or that are promised something."""
        own = self.resolution.area
        codes = set(self.matches.units(item.target.indicator, item.level)) - {own}
        day = self.period.end
        if item.threshold.each:
            area = self.gazetteer.on(own, day)
            if area:
                listed = self.gazetteer.units(area, item.threshold.each, day)
                codes.update(unit.code for unit in listed)
        found = []
        for code in sorted(codes):
            unit = self.gazetteer.on(code, day)
            lineage = self.gazetteer.lineage(unit) if unit else ()
            inside = not self.selection.areas or any(
                name in self.selection.areas for name in (code, *lineage)
            )
            if own in lineage and inside:
                found.append(code)
        return tuple(found)

    def judgement(self, item: Expected, rows: Sequence[int]) -> Judgement:
        """Judge the rows of one area."""
        values = self._values(item, rows)
        return judge(item, values, self._timing(item, rows))

    def _values(self, item: Expected, rows: Sequence[int]) -> list[Value]:
        """Return the different values of some rows; of a running quota, as lower bounds."""
        found: dict[Value, None] = {}
        partial = bool(rows) and not self.matches.is_full(rows[0])
        for row in rows:
            value = self.figures.value(row)
            if value is not None:
                found[value.at_least() if item.target.per_period and partial else value] = None
        return list(found)

    def _timing(self, item: Expected, rows: Sequence[int]) -> Timing:
        due = item.final_by <= self.period.end
        if not rows or self.matches.is_full(rows[0]):
            return Timing(due)
        _, when = self.figures.places[self.figures.place[rows[0]]]
        return Timing(due, running=when.end < self.period.end)

    def assessment(self, item: Expected, area: Area) -> Assessment:
        """Judge one threshold for one area, with all that a reader may ask."""
        indicator, level = item.target.indicator, item.level
        rows = self.matches.rows(indicator, level, area.code)
        judgement = self.judgement(item, rows)
        part = bool(rows) and not self.matches.is_full(rows[0])
        figures = self.figures.of(rows) if rows else NO_FIGURES
        last_row = self.matches.last(indicator, level, area.code)
        last = None if last_row is None else self.figures[last_row]
        key = (indicator, level, self.resolution.area)
        others = self.setters[key] - {self.resolution.label}
        remarks = (
            *remarks_on_figures(
                item, judgement.verdict, figures, self.period, part=part, last=last
            ),
            *remarks_on_target(item, judgement.verdict, others),
        )
        provisional = part or any(f.value is not None and f.value.preliminary for f in figures)
        return Assessment(
            item, area, judgement.verdict, judgement.reason, figures, judgement.gap, remarks,
            last if judgement.verdict is Verdict.MISSING else None,
            counted=area.code == self.resolution.area, provisional=provisional,
        )  # fmt: skip


@dataclass(frozen=True)
class _Units:
    """The units below an area at one threshold: counted at once, described on demand."""

    bench: _Bench
    item: Expected
    codes: tuple[str, ...]

    @cached_property
    def verdicts(self) -> Sequence[Verdict]:
        """The verdicts alone, in the order of the units."""
        indicator, level = self.item.target.indicator, self.item.level
        rows = self.bench.matches.rows
        return [
            self.bench.judgement(self.item, rows(indicator, level, code)).verdict
            for code in self.codes
        ]

    def __getitem__(self, index: int) -> Assessment:
        """Make one assessment, with everything that a reader may ask."""
        code, bench = self.codes[index], self.bench
        unit = bench.gazetteer.on(code, bench.period.end) or bench.gazetteer.by_code[code][-1]
        return bench.assessment(self.item, unit)

    def __iter__(self) -> Iterator[Assessment]:
        """Yield the assessments by the code of the unit."""
        return map(self.__getitem__, range(len(self)))

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self.codes)
