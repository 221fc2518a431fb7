"""A YAML tree -> a resolution whose parts agree with one another."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.area import Gazetteer
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.resolution import Resolution, Target
from dti_targets.domain.threshold import Operator, Threshold
from dti_targets.domain.unit import Level, Unit
from dti_targets.reading.typed import find, validated
from dti_targets.reading.yaml_tree import Node

Loc = tuple[str | int, ...]


class ResolutionFile(NamedTuple):
    """A resolution with the file that it was read from, and the tree that knows its places."""

    resolution: Resolution
    path: str
    root: Node

    def place(self, *loc: str | int) -> Place:
        """Return the place of a key (or of a list item) of the file."""
        key, _ = find(self.root, loc)
        return key.place(self.path)

    def targets(self) -> dict[str, Place]:
        """Return the place of each target, by id."""
        return {
            target.id: self.place("targets", index, "id")
            for index, target in enumerate(self.resolution.targets)
        }


def to_resolution(
    root: Node, path: str, gazetteer: Gazetteer, faults: Faults
) -> ResolutionFile | None:
    """Return the resolution of a tree, or None after adding everything that is wrong with it."""
    _fill_in_levels(root, gazetteer)
    resolution = validated(root, Resolution, path, faults)
    if resolution is None:
        return None
    file = ResolutionFile(_named(resolution), path, root)
    found = Faults()
    for index, target in enumerate(resolution.targets):
        _check_target(file, target, index, found)
    _check_repeats(file, found)
    faults.merge(found)
    return None if found.errors else file


def _named(resolution: Resolution) -> Resolution:
    """Return a resolution whose documents all have a name, so that no sentence has a gap.

    One with neither number nor title goes by its key, and the main one by the resolution's id.
    """
    if all(document.number or document.title for document in resolution.documents.values()):
        return resolution
    documents = {
        key: document
        if document.number or document.title
        else document.model_copy(update={"title": Phrase(name, name)})
        for key, document in resolution.documents.items()
        for name in [resolution.id if document is resolution.main else key]
    }
    return resolution.model_copy(update={"documents": documents})


def _fill_in_levels(root: Node, gazetteer: Gazetteer) -> None:
    """Put a threshold that stands in a target itself under the tier of the resolution's area."""
    _, area = root.get("area") or (root, root)
    territories = gazetteer.by_code.get(area.text or "", ())
    _, targets = root.get("targets") or (root, root)
    for target in targets.items or () if territories else ():
        pairs = target.pairs or []
        own = [pair for pair in pairs if pair[0].text in _OWN_KEYS]
        if target.get("levels") or not own:
            continue
        first = own[0][0]
        tier = Node(first.line, first.column, first.width, str(territories[-1].tier))
        threshold = Node(first.line, first.column, pairs=own)
        level = Node(first.line, first.column, pairs=[(tier, threshold)])
        levels = Node(first.line, first.column, first.width, "levels")
        rest = [pair for pair in pairs if pair[0].text not in _OWN_KEYS]
        target.pairs = [*rest, (levels, level)]
        target.index = None


_OWN_KEYS = frozenset(Threshold.model_fields) - {"valid"}
"""Keys of a threshold that may stand in a target without levels; `valid` is the target's anyway."""


def _check_target(file: ResolutionFile, target: Target, index: int, faults: Faults) -> None:
    """Add what is contradictory within one target."""
    here: Loc = ("targets", index)
    resolution = file.resolution
    documents = tuple(resolution.documents)
    cited: list[tuple[Loc, str]] = [((*here, "source", "document"), target.source.document)]
    cited += [((*here, "also", n, "document"), s.document) for n, s in enumerate(target.also)]
    if target.withdrawn:
        cited.append(((*here, "withdrawn", "by"), target.withdrawn.by))
    for level, threshold in target.levels.items():
        if threshold.was:
            cited.append(((*here, "levels", level, "was", "in"), threshold.was.in_))
        _check_threshold(file, target, threshold, (*here, "levels", level), faults)
    for loc, document in cited:
        if document not in documents:
            _, value = find(file.root, loc)
            faults.add(
                codes.UNKNOWN_DOCUMENT, value.place(file.path),
                document=document, documents=documents,
            )  # fmt: skip
    replacement = target.withdrawn.replaced_by if target.withdrawn else None
    if replacement and all(other.id != replacement for other in resolution.targets):
        _, value = find(file.root, (*here, "withdrawn", "replaced_by"))
        faults.add(
            codes.UNKNOWN_REPLACEMENT, value.place(file.path), target=replacement,
            near=nearest(replacement, [other.id for other in resolution.targets]),
        )  # fmt: skip
    if target.baseline:
        loc = (*here, "baseline", "value")
        _check_number(file, target.unit, target.baseline.value, loc, faults)
        last = [due.end for t in target.levels.values() for due in _dues(target, t)]
        if last and target.baseline.period.end >= max(last):
            _, value = find(file.root, (*here, "baseline", "period"))
            faults.add(codes.DUE_UNCLEAR, value.place(file.path), why="baseline")
    if target.cumulative and not target.per_period:
        _, value = find(file.root, (*here, "cumulative"))
        at = value.place(file.path)
        faults.add(codes.KEY_NEEDS, at, key="cumulative", needs="per_period: true")
    _check_due(file, target, here, faults)


def _check_threshold(
    file: ResolutionFile, target: Target, threshold: Threshold, loc: Loc, faults: Faults
) -> None:
    """Add what is wrong with the operators and numbers of a threshold."""
    operators = threshold.operators()
    if len(operators) != 1:
        faults.add(
            codes.NOT_ONE_OPERATOR, file.place(*loc), found=operators, allowed=(*_KINDS, "state")
        )
        return
    operator = operators[0]
    _check_improving(file, target, threshold, loc, faults)
    promises: list[_Promise] = [((*loc, operator), operator, list(threshold.numbers.items()))]
    for name, other in (("other_reading", threshold.other_reading), ("was", threshold.was)):
        if other is None:
            continue
        limits = list(other.limits())
        if len(limits) != 1:
            found = tuple(str(op) for op, _ in limits)
            faults.add(codes.NOT_ONE_OPERATOR, file.place(*loc, name), found=found, allowed=_KINDS)
            continue
        kind, single = limits[0]
        promises.append(((*loc, name, str(kind)), str(kind), [(None, single)]))
    for place, name, numbers in promises:
        directed = threshold.improving is not None and target.unit is not Unit.YES_NO
        if not (_fits(name, target.unit) or (name == "state" and directed)):
            faults.add(codes.OPERATOR_AND_UNIT, file.place(*place), operator=name, unit=target.unit)
            continue
        for period, number in numbers:
            _check_number(file, target.unit, number, (*place, str(period or "")), faults)
    if threshold.operator and None not in threshold.numbers:
        _check_periods(file, target, (*loc, operator), faults)
    _check_milestones(file, target, threshold, (*loc, operator), faults)


def _check_improving(
    file: ResolutionFile, target: Target, threshold: Threshold, loc: Loc, faults: Faults
) -> None:
    """Add a direction that says nothing beside a number, and a limit that the unit cannot have."""
    improving = threshold.improving
    if improving and threshold.state is None:
        at = file.place(*loc, "improving")
        faults.add(codes.KEY_NEEDS, at, key="improving", needs="state")
    if improving and improving.limit is not None:
        _check_number(file, target.unit, improving.limit, (*loc, "improving", "limit"), faults)


_KINDS = tuple(str(operator) for operator in Operator)
_Promise = tuple[Loc, str, Sequence[tuple[Period | None, Decimal]]]


def _check_periods(file: ResolutionFile, target: Target, loc: Loc, faults: Faults) -> None:
    """Add periods that are one by another spelling, and milestones that are due on one day.

    2023 and 2023-01/2023-12 are one period; 2023 and 2023-H2 have one last day, for which only one
    number can hold. Quotas of one day are found with those of other targets.
    """
    _, numbers = find(file.root, loc)
    seen: dict[date, tuple[Period, Place]] = {}
    for key, _ in numbers.pairs or ():
        period, place = Period.parse(key.text or ""), key.place(file.path)
        first, at = seen.setdefault(period.end, (period, place))
        if at is place:
            continue
        if period == first:
            faults.add(codes.REPEATED_KEY, place, at, key=key.text, line=at.line)
        elif not target.per_period:
            faults.add(
                codes.REPEATED_TARGET, place, at,
                indicator=target.indicator, level=loc[-2], due=str(period), line=at.line,
            )  # fmt: skip


def _fits(operator: str, unit: Unit) -> bool:
    """Whether an operator makes sense for a unit."""
    if operator == "state":
        return unit in {Unit.YES_NO, Unit.RANK}
    return (operator == Operator.RANK_AT_MOST) == (unit is Unit.RANK) and unit is not Unit.YES_NO


def _check_number(
    file: ResolutionFile, unit: Unit, number: Decimal, loc: Loc, faults: Faults
) -> None:
    """Add a number that the unit cannot have, and a count that is not written as one.

    1.526 is one thousand and more to whoever writes Vietnamese, and less than two to YAML.
    """
    exact = Fraction(number)
    if unit.whole and "." in str(number):
        _, value = find(file.root, loc)
        faults.add(
            codes.THRESHOLD_NOT_WHOLE, value.place(file.path), text=value.text or "", unit=unit
        )
        return
    if not unit.holds(exact):
        _, value = find(file.root, loc)
        faults.add(
            codes.THRESHOLD_OUT_OF_RANGE, value.place(file.path),
            number=exact, unit=unit, low=unit.floor, high=unit.ceiling,
        )  # fmt: skip


def _check_milestones(
    file: ResolutionFile, target: Target, threshold: Threshold, loc: Loc, faults: Faults
) -> None:
    """Add milestones that ask for less than an earlier one."""
    operator = threshold.operator
    if operator is None or target.per_period:
        return
    sign = 1 if operator.wants_more else -1
    for (one, early), (other, late) in pairwise(threshold.numbers.items()):
        if (late - early) * sign < 0:
            faults.add(
                codes.MILESTONES_GO_BACK, file.place(*loc, str(other)), earlier=one, later=other
            )


def _check_due(file: ResolutionFile, target: Target, here: Loc, faults: Faults) -> None:
    """Add a due period that is missing, or that contradicts the periods of the numbers."""
    periods = [p for t in target.levels.values() for p in t.numbers if p is not None]
    named = all(None not in t.numbers for t in target.levels.values() if t.numbers)
    if target.per_period:
        if target.due:
            faults.add(codes.DUE_UNCLEAR, file.place(*here, "due"), why="per_period_due")
        if not (periods and named):
            faults.add(codes.DUE_UNCLEAR, file.place(*here, "per_period"), why="per_period_one")
    elif target.every_year and periods:
        faults.add(codes.DUE_UNCLEAR, file.place(*here, "every_year"), why="every_year")
    elif target.due is None and not (periods and named):
        faults.add(codes.DUE_UNCLEAR, file.place(*here, "id"), why="missing")
    elif target.due and any(
        last is not None and last.end != target.due.end
        for last in (next(reversed(t.numbers), None) for t in target.levels.values())
    ):
        faults.add(codes.DUE_UNCLEAR, file.place(*here, "due"), why="milestones")


def _check_repeats(file: ResolutionFile, faults: Faults) -> None:
    """Add ids that stand twice, and thresholds that are set twice."""
    ids: dict[str, int] = {}
    promises: dict[tuple[str, Level, date], int] = {}
    for index, target in enumerate(file.resolution.targets):
        if target.id in ids:
            at = file.place("targets", index, "id")
            other = file.place("targets", ids[target.id], "id")
            faults.add(codes.REPEATED_ID, at, other, id=target.id, other=str(other))
        ids.setdefault(target.id, index)
        for level, threshold in target.levels.items():
            for due in () if target.withdrawn else _dues(target, threshold):
                key = (target.indicator, level, due.end)
                if key in promises:
                    other = file.place("targets", promises[key], "id")
                    faults.add(
                        codes.REPEATED_TARGET, file.place("targets", index, "levels", level), other,
                        indicator=target.indicator, level=level, due=str(due), line=other.line,
                    )  # fmt: skip
                promises.setdefault(key, index)


def _dues(target: Target, threshold: Threshold) -> tuple[Period, ...]:
    """Return the periods in which a threshold is due: one, or with `per_period` each of its own."""
    periods = tuple(period for period in threshold.numbers if period)
    if target.per_period:
        return periods
    return (target.due,) if target.due else periods[-1:]


def check_together(files: Sequence[ResolutionFile], gazetteer: Gazetteer, faults: Faults) -> None:
    """Add what is wrong between files: ids, units of one indicator, areas that are not listed."""
    ids: dict[str, Place] = {}
    units: dict[str, tuple[Unit, Place]] = {}
    for file in files:
        at = file.place("resolution")
        identifier = file.resolution.id
        if identifier in ids:
            faults.add(
                codes.REPEATED_ID, at, ids[identifier], id=identifier, other=str(ids[identifier])
            )
        ids.setdefault(identifier, at)
        if file.resolution.area not in gazetteer.by_code:
            _, value = find(file.root, ("area",))
            faults.add(codes.AREA_NOT_LISTED, value.place(file.path), area=file.resolution.area)
        for index, target in enumerate(file.resolution.targets):
            here = file.place("targets", index, "unit")
            for indicator in target.indicators:
                unit, first = units.setdefault(indicator, (target.unit, here))
                if unit is not target.unit:
                    faults.add(
                        codes.TWO_UNITS, here, first, indicator=indicator,
                        unit=target.unit, other_unit=unit, other=str(first),
                    )  # fmt: skip


def asked(resolutions: Sequence[Resolution]) -> Mapping[tuple[str, Level], Unit]:
    """Return the (indicator, level) that thresholds ask for, with the unit."""
    return {
        (indicator, level): target.unit
        for resolution in resolutions
        for target, level, _ in resolution.thresholds()
        for indicator in target.indicators
    }


def check_each(
    files: Sequence[ResolutionFile], gazetteer: Gazetteer, day: date, faults: Faults
) -> None:
    """Add promises to each unit of a tier whose units are not all listed on a day."""
    for file in files:
        area = gazetteer.on(file.resolution.area, day)
        for index, target in enumerate(file.resolution.targets):
            for level, threshold in target.levels.items():
                if threshold.each is None or area is None:
                    continue
                listed = len(gazetteer.units(area, threshold.each, day))
                if listed != area.units.get(threshold.each):
                    faults.add(
                        codes.UNITS_NOT_LISTED,
                        file.place("targets", index, "levels", level, "each"),
                        level=threshold.each, area=area, listed=listed,
                        units=area.units.get(threshold.each, "?"),
                    )  # fmt: skip
