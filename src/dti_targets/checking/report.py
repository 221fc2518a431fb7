"""The whole answer: every threshold of every chosen resolution, judged in one period."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dti_targets.checking.conflicts import find_conflicts
from dti_targets.checking.coordinates import Coordinates
from dti_targets.checking.expected import expected, not_applicable
from dti_targets.checking.judging import Timing, judge, plain_verdict, verdict
from dti_targets.checking.matching import Matches
from dti_targets.checking.near_miss import find_near_misses
from dti_targets.checking.remarks import Evidence, remarks_on_figures, remarks_on_target
from dti_targets.checking.selection import Selection, Source, chosen_of, is_selected
from dti_targets.diagnostics import Faults
from dti_targets.domain.area import Area, Gazetteer
from dti_targets.domain.figures import Figure, Figures
from dti_targets.domain.period import Period
from dti_targets.domain.report import (
    Assessment,
    Expected,
    Line,
    Report,
    ResolutionReport,
)
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.unit import Level
from dti_targets.domain.value import Value
from dti_targets.domain.verdict import Verdict


def judged_period(figures: Figures) -> Period | None:
    """Return the latest calendar year that the figures reach; None without figures.

    A row that nobody filled in reaches nothing, unless there is no other one: a form that waits
    among the figures is about a year for which nothing is published yet.
    """
    places = set(figures.place)
    if blank := figures.blank_texts():
        rows = zip(figures.place, figures.text, strict=True)
        places = {place for place, text in rows if text not in blank} or places
    ends = [figures.places[place][1].end for place in places]
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
    coordinates = Coordinates(figures)
    find_conflicts(coordinates, faults)
    chosen, left_out = chosen_of(sources, figures, gazetteer, selection)
    expectations = {
        source.resolution.id: list(expected(source.resolution, period)) for source in chosen
    }
    wanted = {
        (indicator, item.level)
        for items in expectations.values()
        for item in items
        if not item.target.withdrawn
        for indicator in item.target.indicators
    }
    territories = {source.resolution.area for source in chosen}
    matches = Matches(coordinates, period, gazetteer, wanted, territories)
    find_near_misses(
        figures, matches.unused,
        {name for s in sources for t in s.resolution.targets for name in t.indicators}, faults,
    )  # fmt: skip
    setters = _setters((source.resolution for source in sources), period, gazetteer)
    reports = []
    for source in chosen:
        bench = _Bench(source.resolution, matches, figures, gazetteer, period, selection, setters)
        items = expectations[source.resolution.id]
        every = [bench.line(item) for item in items if is_selected(item, selection)]
        lines = tuple(line for line in every if line.own or line.units)
        if lines:
            reports.append(
                ResolutionReport(source.resolution, bench.area, lines, source.path, source.places)
            )
    return Report(
        period, tuple(reports), tuple(left_out), figures, figures.of(matches.unused),
        tuple(path for _, path in figures.files), faults,
    )  # fmt: skip


def _setters(
    resolutions: Iterator[Resolution], period: Period, gazetteer: Gazetteer
) -> Mapping[tuple[str, Level, str], set[str]]:
    """Return which resolutions set an indicator at a level for an area, of those in force."""
    found: dict[tuple[str, Level, str], set[str]] = defaultdict(set)
    for resolution in resolutions:
        for item in expected(resolution, period):
            if not not_applicable(item, period, gazetteer):
                found[item.target.indicator, item.level, resolution.area].add(resolution.label)
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

    @cached_property
    def area(self) -> Area:
        """The territory of the resolution on the last day of the period, else the latest one."""
        code = self.resolution.area
        return self.gazetteer.on(code, self.period.end) or self.gazetteer.by_code[code][-1]

    @cached_property
    def timings(self) -> "_Timings":
        """For each place, what the calendar says of its period."""
        return _Timings(self.matches)

    def line(self, item: Expected) -> Line:
        """Judge one threshold: for the resolution's own area, and for the units below it."""
        reason = not_applicable(item, self.period, self.gazetteer)
        asked = not self.selection.areas or self.resolution.area in self.selection.areas
        if reason:
            counted = not item.target.withdrawn
            absent = Assessment(item, self.area, Verdict.NOT_APPLICABLE, reason, counted=counted)
            return Line(item, absent if asked else None)
        rows = self._unit_rows(item)
        return Line(
            item,
            self.assessment(item, self.area) if asked else None,
            _Units(self, item, tuple(rows), tuple(rows.values())) if rows else None,
        )

    def _unit_rows(self, item: Expected) -> dict[str, tuple[int, ...]]:
        """Return the rows of the units below the area, by code.

        Units are those that have a figure, and those that are promised something.
        """
        rows = dict(self.matches.units(item.target.indicator, item.level))
        if item.threshold.each:
            for unit in self.gazetteer.units(self.area, item.threshold.each, self.period.end):
                rows.setdefault(unit.code, ())
        return {code: rows[code] for code in sorted(rows) if self._is_unit[code]}

    @cached_property
    def _is_unit(self) -> Mapping[str, bool]:
        """For each code, whether it lies below the area and within what was named."""
        return _Inside(self.gazetteer, self.period.end, self.resolution.area, self.selection.areas)

    def evidence(self, item: Expected, rows: Sequence[int]) -> tuple[list[Value], Timing]:
        """Return the different values of the rows of one area, and what the calendar says."""
        values = [value for row in rows if (value := self.figures.value(row))]
        if item.target.adds_up and rows and not self.matches.is_full(rows[0]):
            values = [value.at_least(self.resolution.tolerance) for value in values]
        if len(values) > 1:
            values = list(dict.fromkeys(values))
        running = bool(rows) and self.matches.running(rows[0])
        return values, Timing(item.final_by <= self.period.end, running)

    def _last(self, row: int | None, area: Area) -> Figure | None:
        """Return the last known figure of a territory; that of another one tells nothing here."""
        last = None if row is None else self.figures[row]
        return last if last and last.area == area else None

    def assessment(self, item: Expected, area: Area) -> Assessment:
        """Judge one threshold for one area, with all that a reader may ask."""
        indicator, level = item.target.indicator, item.level
        rows = self.matches.rows(indicator, level, area.code)
        judgement = judge(item, *self.evidence(item, rows))
        last_row = self.matches.last(indicator, level, area.code)
        evidence = Evidence(
            tuple(self.figures[row] for row in rows),
            part=bool(rows) and not self.matches.is_full(rows[0]),
            last=self._last(last_row, area),
            earlier=tuple(self.figures[row] for row in self.matches.earlier(rows)),
        )
        others = self.setters[indicator, level, self.resolution.area] - {self.resolution.label}
        remarks = (
            *remarks_on_figures(item, judgement.verdict, evidence, self.period),
            *remarks_on_target(item, judgement.verdict, others),
        )
        missing = judgement.verdict is Verdict.MISSING
        preliminary = any(f.value and f.value.preliminary for f in evidence.figures)
        return Assessment(
            item, area, judgement.verdict, judgement.reason, evidence.figures, judgement.gap,
            tuple(dict.fromkeys(remarks)), evidence.last if missing else None,
            counted=area == self.area, provisional=not missing and (evidence.part or preliminary),
            earlier=evidence.earlier,
        )  # fmt: skip


_RUNNING, _WHOLE = 1, 2


class _Timings(dict[int, int]):
    """Number of a place -> whether its period is the whole judged one, or a part that runs on."""

    def __init__(self, matches: Matches) -> None:
        super().__init__()
        self._matches = matches

    def __missing__(self, place: int) -> int:
        full, running = self._matches.timing(place)
        number = self[place] = _WHOLE if full else _RUNNING if running else 0
        return number


class _Inside(dict[str, bool]):
    """Code of a unit -> whether it lies within an area and within what was named; found once."""

    def __init__(self, gazetteer: Gazetteer, day: date, area: str, named: Collection[str]) -> None:
        super().__init__()
        self._gazetteer = gazetteer
        self._day = day
        self._area = area
        self._named = named

    def __missing__(self, code: str) -> bool:
        unit = self._gazetteer.on(code, self._day)
        lineage = self._gazetteer.lineage(unit) if unit else ()
        named = not self._named or any(name in self._named for name in (code, *lineage))
        found = self[code] = self._area in lineage and named
        return found


@dataclass(frozen=True)
class _Units:
    """The units below an area at one threshold: counted at once, described on demand."""

    bench: _Bench
    item: Expected
    codes: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]

    @property
    def earlier(self) -> Iterator[int]:
        """The rows that are earlier editions of the figures of the units."""
        for rows in self.rows:
            yield from self.bench.matches.earlier(rows)

    @cached_property
    def verdicts(self) -> Sequence[Verdict]:
        """The verdicts alone, in the order of the units.

        Many units say the same: one judgement serves all whose texts and timing are alike.
        """
        bench, item = self.bench, self.item
        text, place, timings = bench.figures.text, bench.figures.place, bench.timings
        value, due = bench.figures.value, item.final_by <= bench.period.end
        plain = [plain_verdict(item, Timing(due, running)) for running in (False, True)]
        partial = item.target.adds_up
        known: dict[tuple[int, ...], Verdict] = {}
        found: list[Verdict] = []
        for rows in self.rows:
            key: tuple[int, ...] = ()
            for row in rows:
                key += (timings[place[row]], text[row])
            judged = known.get(key)
            if judged is None:
                if len(rows) == 1 and (key[0] == _WHOLE or not partial):
                    judged = plain[key[0] == _RUNNING](value(rows[0]))
                judged = known[key] = judged or verdict(item, *bench.evidence(item, rows))
            found.append(judged)
        return found

    def __getitem__(self, index: int) -> Assessment:
        """Make one assessment, with everything that a reader may ask."""
        code, bench = self.codes[index], self.bench
        unit = bench.gazetteer.on(code, bench.period.end)
        return bench.assessment(self.item, unit or bench.area)

    def __iter__(self) -> Iterator[Assessment]:
        """Yield the assessments by the code of the unit."""
        return map(self.__getitem__, range(len(self)))

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self.codes)
