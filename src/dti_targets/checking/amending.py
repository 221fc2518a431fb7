"""What changed between two versions of resolutions: promises, documents, wordings.

Which of two thresholds is harder is decided exactly: a threshold is harder where every number that
reaches it reaches the other one as well, and not the other way round.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from dti_targets.checking.selection import Source
from dti_targets.diagnostics import Place
from dti_targets.domain.comparison import Amended, Amendment
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.resolution import Document, Resolution, Target
from dti_targets.domain.threshold import Limit, Threshold, exact
from dti_targets.domain.unit import Level

_ORDER = list(Amended)


def amendments(old: Sequence[Source], new: Sequence[Source]) -> list[Amendment]:
    """Return what became of every resolution, document and promise, in the order it is told in."""
    before = {source.resolution.id: source for source in old}
    after = {source.resolution.id: source for source in new}
    found: list[Amendment] = []
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            found.append(_whole(Amended.DROPPED, before[name]))
        elif name not in before:
            found.append(_whole(Amended.ADDED, after[name]))
        else:
            found += _Pair(before[name], after[name]).amendments()
    return sorted(found, key=lambda amendment: _ORDER.index(amendment.kind))


def _whole(kind: Amended, source: Source) -> Amendment:
    """Return that a whole resolution is there, or is there no longer."""
    resolution = source.resolution
    place = Place(source.path)
    return Amendment(
        kind, resolution.id, resolution.label, "", resolution.title, None, None, None, place
    )


class _Pair:
    """The same resolution on both sides."""

    def __init__(self, old: Source, new: Source) -> None:
        self.old, self.new = old, new

    def amendments(self) -> Iterator[Amendment]:
        """Yield everything that is not as it was."""
        yield from self._documents()
        old, new = _targets(self.old.resolution), _targets(self.new.resolution)
        for name in dict.fromkeys((*old, *new)):
            if name not in new:
                yield from self._each_level(Amended.DROPPED, old[name])
            elif name not in old:
                yield from self._each_level(Amended.ADDED, new[name])
            else:
                yield from self._target(old[name], new[name])

    def _each_level(self, kind: Amended, target: Target) -> Iterator[Amendment]:
        """Yield each threshold of a target that is there, or is there no longer."""
        for level, threshold in target.levels.items():
            sides: tuple[object, object] = (None, _promised(threshold, target))
            if kind is Amended.DROPPED:
                sides = sides[::-1]
            yield self._made(kind, target, level, *sides)

    def _documents(self) -> Iterator[Amendment]:
        """Yield the documents that came, went, or have another standing; and another title."""
        old, new = self.old.resolution, self.new.resolution
        for name in dict.fromkeys((*old.documents, *new.documents)):
            before, after = old.documents.get(name), new.documents.get(name)
            if before == after:
                continue
            kind = Amended.DOCUMENT_CHANGED
            if not (before and after):
                kind = Amended.DOCUMENT_ADDED if after else Amended.DOCUMENT_DROPPED
            yield self._of_resolution(kind, _called(name), before, after)
        if old.title != new.title:
            yield self._of_resolution(Amended.REWORDED, new.title, old.title, new.title)

    def _of_resolution(
        self, kind: Amended, name: Phrase, old: Document | Phrase | None,
        new: Document | Phrase | None,
    ) -> Amendment:  # fmt: skip
        resolution = self.new.resolution
        return Amendment(
            kind, resolution.id, resolution.label, "", name, None, old, new,
            Place(self.new.path), Place(self.old.path),
        )  # fmt: skip

    def _target(self, old: Target, new: Target) -> Iterator[Amendment]:
        """Yield what became of one target."""
        if bool(old.withdrawn) != bool(new.withdrawn):
            gone = new.withdrawn
            kind = Amended.WITHDRAWN if gone else Amended.REINSTATED
            yield self._made(kind, new, None, None, gone.why if gone else None)
        if old.indicator != new.indicator:
            yield self._made(Amended.REDEFINED, new, None, old.indicator, new.indicator)
        elif old.redefined != new.redefined:
            told = tuple(change.why for change in new.redefined)
            before = tuple(change.why for change in old.redefined)
            yield self._made(Amended.REDEFINED, new, None, before or None, told or None)
        if old.unit is not new.unit:
            yield self._made(Amended.UNIT, new, None, old.unit, new.unit)
        if old.due != new.due:
            yield self._made(Amended.DUE, new, None, old.due, new.due)
        for level in dict.fromkeys((*old.levels, *new.levels)):
            yield from self._level(old, new, level)
        if old.name != new.name:
            yield self._made(Amended.REWORDED, new, None, old.name, new.name)
        if old.source.quote != new.source.quote:
            yield self._made(Amended.REWORDED, new, None, old.source.quote, new.source.quote)

    def _level(self, old: Target, new: Target, level: Level) -> Iterator[Amendment]:
        """Yield what became of the threshold of one level."""
        before, after = old.levels.get(level), new.levels.get(level)
        if not (before and after):
            kind = Amended.ADDED if after else Amended.DROPPED
            yield self._made(
                kind, new, level,
                before and _promised(before, old), after and _promised(after, new),
            )  # fmt: skip
            return
        one = _Text(before, old, self.old.resolution.tolerance)
        other = _Text(after, new, self.new.resolution.tolerance)
        keys = tuple(key for key, said in one.besides().items() if said != other.besides()[key])
        if one.numbers() == other.numbers() and not keys:
            return
        kind = Amended.OTHERWISE if keys else _direction(one.limits(), other.limits())
        made = self._made(kind, new, level, _promised(before, old), _promised(after, new))
        yield made._replace(keys=keys)

    def _made(
        self, kind: Amended, target: Target, level: Level | None, old: object, new: object
    ) -> Amendment:
        resolution = self.new.resolution
        places = [
            source.places[target.id] for source in (self.new, self.old)
            if target.id in source.places
        ]  # fmt: skip
        place, *others = [*places, Place(self.new.path)]
        other = others[0] if len(places) > 1 else None
        return Amendment(
            kind, resolution.id, resolution.label, target.id, target.name, level, old, new, place,
            other,
        )  # fmt: skip


def _called(name: str) -> Phrase:
    return Phrase(name, name)


def _targets(resolution: Resolution) -> Mapping[str, Target]:
    return {target.id: target for target in resolution.targets}


class _Text(NamedTuple):
    """The threshold of a level with what it needs to be compared."""

    threshold: Threshold
    target: Target
    tolerance: Fraction

    def numbers(self) -> tuple[object, ...]:
        """Return what is promised; the unit and the due are told apart from it."""
        threshold = self.threshold
        slack = self.tolerance if threshold.about else None
        return (threshold.operator, threshold.state, threshold.numbers, threshold.about, slack)

    def besides(self) -> Mapping[str, object]:
        """Return what decides a verdict beside it, by the keys of the file."""
        threshold, target = self.threshold, self.target
        return {
            "other_reading": threshold.other_reading, "valid": threshold.valid,
            "each": threshold.each, "every_year": target.every_year,
            "per_period": target.per_period,
        }  # fmt: skip

    def limits(self) -> Mapping[Period | None, Limit]:
        """Return the thresholds by period."""
        return {
            period: limit
            for period, number in self.threshold.numbers.items()
            if (limit := self.threshold.limit(number, self.target.unit, self.tolerance))
        }


def _direction(old: Mapping[Period | None, Limit], new: Mapping[Period | None, Limit]) -> Amended:
    """Return whether thresholds became harder or easier in every period; otherwise neither."""
    if old.keys() != new.keys():
        return Amended.OTHERWISE
    found = {harder(old[period], new[period]) for period in old} - {0}
    if found == {1}:
        return Amended.HARDER
    return Amended.EASIER if found == {-1} else Amended.OTHERWISE


def harder(old: Limit, new: Limit) -> int | None:
    """Return 1 where a threshold is harder than it was, -1 where easier, 0 where neither.

    None is where the two do not ask for the same thing, or one end asks for more and the other for
    less: what surely reaches it, and what is surely short of it.
    """
    if old.unit is not new.unit or old.operator.wants_more is not new.operator.wants_more:
        return None
    sides = {_sign(one, other) for one, other in zip(_ends(old), _ends(new), strict=True)} - {0}
    if len(sides) > 1:
        return None
    return next(iter(sides), 0)


def _sign(one: tuple[Fraction, bool], other: tuple[Fraction, bool]) -> int:
    return (other > one) - (other < one)


def _ends(limit: Limit) -> Iterable[tuple[Fraction, bool]]:
    """Return from where on a number reaches a threshold, and from where on it is not short of it.

    Both as (how much is asked, whether more than that is asked), greater where more is asked.
    """
    sign = 1 if limit.operator.wants_more else -1
    number = exact(limit.number)
    slack = abs(number) * limit.tolerance if limit.about else Fraction(0)
    edge, strict = number * sign, limit.operator.strict
    if limit.unit.whole:
        # "more than 93" and "at least 94" are the same where only whole numbers are.
        edge, strict = Fraction(floor(edge) + 1 if strict else ceil(edge)), False
    return (edge, strict), ((number * sign - slack, False) if limit.about else (edge, strict))


def _promised(threshold: Threshold, target: Target) -> object:
    """Return a threshold to be said: its state, its number, or its numbers with their periods."""
    limits = _Text(threshold, target, Fraction(0)).limits()
    if len(limits) == 1:
        return next(iter(limits.values()))
    return tuple(limits.items()) or threshold.state
