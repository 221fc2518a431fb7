"""What changed between two judgements of the same thresholds, exactly, without a side of its own.

Nothing is judged here: both sides come judged. Whether a change is better or worse is asked only
where both figures are of one territory, one total and one definition.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dti_targets.domain.comparison import Change, Changed, Judged, Key, Unasked
from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.report import Assessment, Report, ResolutionReport, Statement
from dti_targets.domain.verdict import Verdict

_NO_SUBJECT = frozenset({Verdict.MET, Verdict.NOT_APPLICABLE})
_ORDER = list(Changed)


class Lines(NamedTuple):
    """Everything that one side judged.

    `left_out` are the resolutions that it read and did not judge, because no figure is about
    their area.
    """

    judged: Sequence[Judged]
    left_out: Collection[str] = ()


def lines_of(report: Report) -> Lines:
    """Return what a report judged."""
    judged = [
        _judged(made, part, report)
        for part in report.resolutions
        for line in part.lines
        for made in (*((line.own,) if line.own else ()), *(line.units or ()))
    ]
    return Lines(judged, frozenset(entry.resolution.id for entry in report.not_judged))


def _judged(made: Assessment, part: ResolutionReport, report: Report) -> Judged:
    expected = made.expected
    target, limit = expected.target, expected.limit
    return Judged(
        expected.resolution.id, expected.resolution.label, target.id, target.name,
        target.indicator, target.unit, expected.level, made.area, not made.is_unit, report.period,
        expected.due.text, limit, made.verdict, made.figures, made.gap, part.place(expected),
        target.redefined,
    )  # fmt: skip


def compare_lines(old: Lines, new: Lines) -> tuple[list[Change], int]:
    """Return every change, the worst first, and how many thresholds did not change.

    Those of the units below are not among the latter, unless the area itself was not judged.
    """
    before, after = _Known(old), _Known(new)
    own_areas = before.own_areas | after.own_areas
    changes: list[Change] = []
    unchanged = 0
    for key in dict.fromkeys((*after.by_key, *before.by_key)):
        one, other = before.find(key, after.by_key), after.find(key, before.by_key)
        at = after.by_key.get(key) or before.by_key[key]
        decides = at.own or key[0] not in own_areas
        change = _change(one, other)
        if change is None:
            unchanged += decides
        else:
            changes.append(change._replace(decides=decides))
    return sorted(changes, key=lambda change: _ORDER.index(change.kind)), unchanged


class _Known:
    """What one side knows, by key."""

    def __init__(self, lines: Lines) -> None:
        self.by_key: dict[Key, Judged] = {judged.key: judged for judged in lines.judged}
        self.own_areas = {judged.resolution for judged in lines.judged if judged.own}
        self._thresholds = {judged.threshold for judged in lines.judged}
        self._resolutions = {judged.resolution for judged in lines.judged}
        self._without_subject = {
            judged.threshold
            for judged in lines.judged
            if judged.own and judged.verdict is Verdict.NOT_APPLICABLE
        }
        self._left_out = lines.left_out
        self._period = next((judged.period for judged in lines.judged), None)

    def find(self, key: Key, others: Mapping[Key, Judged]) -> Judged | None:
        """Return a threshold for an area; one without a figure where only the figure is lacking.

        None where this side does not have the threshold at all.
        """
        if key in self.by_key:
            return self.by_key[key]
        other = others[key]
        named = other.resolution in self._resolutions and not (
            other.own or other.resolution in self.own_areas
        )
        if named or other.threshold in self._thresholds or other.resolution in self._left_out:
            return self._without_figure(other)
        return None

    def _without_figure(self, other: Judged) -> Judged:
        """Return a threshold as this side has it that found no figure: what is gone has none."""
        period = self._period or other.period
        gone = not other.area.exists(period.end) or other.threshold in self._without_subject
        verdict = Verdict.NOT_APPLICABLE if gone else Verdict.MISSING
        return other._replace(verdict=verdict, figures=(), gap=None, period=period)


def _change(old: Judged | None, new: Judged | None) -> Change | None:
    """Return what became of one threshold; None where nothing did."""
    if old is None or new is None:
        kind = Changed.ADDED if old is None else Changed.DROPPED
        return Change(kind, old, new, amended=True)
    figure = _of_figure(old, new)
    amended = _amended(old, new)
    if old.verdict is new.verdict and not figure and not amended:
        return None
    apart = tuple(_apart(old, new))
    kind = Changed.NOT_COMPARABLE if apart else _kind(old, new, figure)
    remarks = apart or (tuple(_past(new)) if kind is Changed.VERDICT_CHANGED else ())
    return Change(kind, old, new, figure, amended, remarks=remarks)


def _kind(old: Judged, new: Judged, figure: Changed | None) -> Changed:
    """Return what a change is above all: what became of the verdict, then of the figure."""
    was, now = old.verdict, new.verdict
    if was is Verdict.MET and now not in _NO_SUBJECT:
        return Changed.REGRESSED
    if now is Verdict.MISSED and was is not Verdict.MISSED:
        return Changed.NEWLY_MISSED
    if now is Verdict.MET and was not in _NO_SUBJECT:
        return Changed.NEWLY_MET
    if figure in {Changed.VANISHED, Changed.APPEARED}:
        return figure
    if was is not now:
        return Changed.VERDICT_CHANGED
    return figure or Changed.AMENDED


def _of_figure(old: Judged, new: Judged) -> Changed | None:
    """Return what became of a figure. Another text for the same value is the same figure."""
    before, after = old.stated, new.stated
    if not (before and after):
        if before and new.verdict is Verdict.MISSING:
            return Changed.VANISHED
        return Changed.APPEARED if after and old.verdict is Verdict.MISSING else None
    if _values(before) == _values(after):
        return None
    same = before[0].period == after[0].period
    return Changed.REVISED if same else Changed.FIGURE_CHANGED


def _values(figures: Iterable[Figure]) -> set[object]:
    """Return what figures stand for; the text of one that nobody could interpret."""
    return {figure.value or figure.text for figure in figures}


def _amended(old: Judged, new: Judged) -> bool:
    """Whether something else is promised, and not only the quota of another period."""
    apart = _promise(old) != _promise(new)
    own_periods = old.due == str(old.period) and new.due == str(new.period)
    return apart and not (own_periods and old.period != new.period)


def _promise(judged: Judged) -> tuple[object, ...]:
    limit = judged.limit
    number = (limit.operator, limit.number, limit.about) if limit else None
    return (judged.indicator, judged.unit, judged.due, number)


def _apart(old: Judged, new: Judged) -> Iterator[Statement]:
    """Yield why figures cannot be compared: another territory, total, definition or unit.

    Where no side has a figure there is nothing that could be.
    """
    if not (old.stated or new.stated):
        return
    if old.area != new.area:
        # The later territory has a first day; the sides may stand in either order.
        later = max(old.area, new.area, key=lambda area: str(area.first or ""))
        yield Statement("break.territory", {"area": later, "day": later.first})
    if old.unit is not new.unit or old.indicator != new.indicator:
        yield Statement("compare.another_indicator")
        return
    before, now = _total(old), _total(new)
    if before and now and before != now:
        yield Statement("break.total", {"before": before, "now": now})
    early, late = sorted((old.period.end, new.period.end))
    for change in new.redefined:
        if early < change.day <= late:
            yield Statement("break.redefined", {"why": change.why})


def _past(new: Judged) -> Iterator[Statement]:
    """Yield that a promise was to be kept before the new period: no figure is lacking then."""
    if new.verdict is Verdict.NOT_APPLICABLE and Period.parse(new.due).end < new.period.start:
        yield Statement("compare.past", {"due": new.due})


def _total(judged: Judged) -> int | None:
    """Return what a rank or a count is out of, where a source says so."""
    values = [figure.value for figure in judged.stated if figure.value]
    return next((value.total for value in values if value.unit.whole and value.total), None)


def compare_unasked(old: Iterable[Figure], new: Iterable[Figure]) -> list[Unasked]:
    """Return what became of the figures that no target asks for, in the order of the worst."""
    before, after = _by_coordinates(old), _by_coordinates(new)
    found: list[Unasked] = []
    for key in dict.fromkeys((*after, *before)):
        one, other = before.get(key, ()), after.get(key, ())
        if not other:
            found.append(Unasked(Changed.VANISHED, one[0], None))
        elif not one:
            found.append(Unasked(Changed.APPEARED, None, other[0]))
        elif _texts(one) != _texts(other):
            found.append(Unasked(Changed.REVISED, one[0], other[0]))
    return sorted(found, key=lambda unasked: _ORDER.index(unasked.kind))


def _by_coordinates(figures: Iterable[Figure]) -> Mapping[object, Sequence[Figure]]:
    found: dict[object, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.indicator, figure.level, figure.area, figure.period].append(figure)
    return found


def _texts(figures: Iterable[Figure]) -> set[str]:
    return {" ".join(figure.text.split()) for figure in figures}
