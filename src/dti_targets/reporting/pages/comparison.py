"""A comparison -> what a reader gets to see: the changes by kind, the worst first, and a sentence.

The page is one for every kind of sides; a column that no line fills is left out where it is shown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from dti_targets.domain.comparison import (
    Amended,
    Amendment,
    Change,
    Changed,
    Comparison,
    Judged,
    Side,
    Subject,
    Unasked,
)
from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.report import Gap
from dti_targets.domain.resolution import Document
from dti_targets.domain.settings import NEVER
from dti_targets.domain.threshold import Limit
from dti_targets.domain.value import Qualifier
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.pages.report import LONGEST_QUOTE, NAMED_UNITS, Reader
from dti_targets.reporting.pages.targets import dated
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording

ARROW = " → "
NOTHING = "—"
_WORDED = frozenset({
    Amended.REWORDED, Amended.WITHDRAWN, Amended.REDEFINED, Amended.DOCUMENT_ADDED,
    Amended.DOCUMENT_CHANGED, Amended.DOCUMENT_DROPPED,
})  # fmt: skip
"""What has texts of any length: they stand below their line, not in columns."""


class Line(NamedTuple):
    """One change: its verdict now, whose it is, a value for each heading, what stands below it."""

    name: str
    values: tuple[str, ...]
    verdict: Verdict | None = None
    below: tuple[str, ...] = ()


class Group(NamedTuple):
    """The changes of one kind."""

    kind: Changed | Amended
    title: str
    lines: tuple[Line, ...]


class ComparisonPage(NamedTuple):
    """A comparison in words. `between` stands between values that share a line."""

    title: str
    context: str
    headings: tuple[str, ...]
    groups: tuple[Group, ...]
    notes: tuple[str, ...]
    sentences: tuple[str, ...]
    ending: str
    between: str = "  "


def comparison_page(
    comparison: Comparison, reader: Reader, failures: Mapping[str, int], *, whole: bool = False
) -> ComparisonPage:
    """Return the page of a comparison.

    Args:
        comparison: What changed.
        reader: Who reads it.
        failures: What made the exit status 1; empty for 0.
        whole: Whether everything is listed: units below, figures that no target asks for.
    """
    maker, say = _Maker(comparison, reader, "all" if whole else None), reader.say
    resolutions = comparison.subject is Subject.RESOLUTIONS
    keys = ("compare.heading_old", "compare.heading_new") if resolutions else (
        "column.figure", "column.verdict", "compare.heading_change",
    )  # fmt: skip
    return ComparisonPage(
        title=ARROW.join(map(visible, (comparison.old.name, comparison.new.name))),
        context=maker.context(),
        headings=(say("column.target"), *map(say, keys)),
        groups=tuple(maker.groups()),
        notes=tuple(maker.notes(whole=whole or reader.settings.verbose)),
        sentences=tuple(sentences(comparison, say)),
        ending=_ending(reader, failures),
        between=ARROW if resolutions else "  ",
    )


def _ending(reader: Reader, failures: Mapping[str, int]) -> str:
    """Return the exit status and what made it."""
    say, words = reader.say, ",".join(reader.settings.fail_on) or NEVER
    if not failures:
        return say("report.exit0", words=words)
    parts = [say(f"fail.{word}", count=count) for word, count in failures.items()]
    return say("report.exit1", failures=", ".join(parts), words=words)


def in_short(
    comparison: Comparison | None, say: Wording, reader: Reader, failures: Mapping[str, int]
) -> str:
    """Return one line on a comparison that is not on the screen."""
    if comparison is None:
        return say("compare.not_compared")
    return " ".join([*sentences(comparison, say), _ending(reader, failures)])


def sentences(comparison: Comparison, say: Wording) -> Iterator[str]:
    """Yield what an office writes of the changes; the units below are told apart."""
    old = _side(comparison.old, say)
    parts = [
        *(say(f"compare.part.{kind}", count=count)
          for kind in Changed if (count := comparison.tally[kind])),
        *(say(f"compare.amended.{kind}", count=count)
          for kind in Amended if (count := comparison.amended[kind])),
    ]  # fmt: skip
    if parts:
        yield say(
            "compare.sentence", old=old, parts=", ".join(parts), unchanged=comparison.unchanged
        )
    else:
        key = "compare.same" if comparison.empty else "compare.none"
        yield say(key, old=old, count=comparison.unchanged)
    units = sum(not change.decides for change in comparison.changes)
    if units:
        yield say("compare.units", count=units)


def _side(side: Side, say: Wording) -> str:
    if side.period is None:
        return visible(side.name)
    return say("compare.side", name=side.name, period=side.period)


class _Maker:
    """Makes the parts of the page."""

    def __init__(self, comparison: Comparison, reader: Reader, units: str | None = None) -> None:
        self.comparison = comparison
        self._units = units or reader.settings.sub_areas
        self.say = reader.say
        self.verbose = reader.settings.verbose
        labels = {change.at.label for change in comparison.changes}
        labels |= {amendment.label for amendment in comparison.amendments}
        self._several = len(labels) > 1
        named = {
            (change.at.label, change.at.name, change.at.target) for change in comparison.changes
        }
        self._alike = Counter((label, name) for label, name, _ in named)

    def context(self) -> str:
        """Return which periods were judged; no text where none was."""
        old, new = self.comparison.old.period, self.comparison.new.period
        if old is None or new is None:
            return ""
        return self.say("compare.periods", old=old, new=new)

    def groups(self) -> Iterator[Group]:
        """Yield the changes, then the amendments, by kind."""
        by_reason: dict[tuple[Changed, str], list[Change]] = {}
        for change in self.comparison.changes:
            why = "; ".join(map(self.say.remark, change.remarks))
            by_reason.setdefault((change.kind, why), []).append(change)
        for (kind, why), changes in by_reason.items():
            group = self._group(kind, why, map(self._change, self._shown(changes)), len(changes))
            more = len(changes) - len(group.lines)
            if more and self._units != "none":
                told = Line(self.say("report.more_units", count=more), ("", "", ""))
                group = group._replace(lines=(*group.lines, told))
            if group.lines:
                yield group
        for what, amendments in groupby(self.comparison.amendments, key=lambda made: made.kind):
            made = list(amendments)
            yield self._group(what, "", map(self._amendment, made), len(made))

    def _shown(self, changes: Sequence[Change]) -> Iterator[Change]:
        """Yield the changes, of the units below not more than a screen can name."""
        left = {"all": len(changes), "summary": NAMED_UNITS, "none": 0}[self._units]
        for change in changes:
            left -= not change.at.own
            if change.at.own or left >= 0:
                yield change

    def _group(self, kind: Changed | Amended, why: str, lines: Iterable[Line], count: int) -> Group:
        """Return the changes of a kind and of a reason, which all of them share."""
        made = tuple(lines)
        title = self.say.words.show(kind)
        told = f"{title[:1].upper()}{title[1:]} ({count})"
        return Group(kind, f"{told}: {why}" if why else told, made)

    def _change(self, change: Change) -> Line:
        say, old, new = self.say, change.old, change.new
        remarks = promises(old, new, say) if change.amended and old and new else ()
        details = tuple(self._details(change)) if self.verbose else ()
        return Line(
            self._name(change.at),
            (
                arrow(figures_text(old, say), figures_text(new, say)),
                arrow(_verdict(old, say), _verdict(new, say)),
                gap_change(change, say),
            ),
            new.verdict if new else Verdict.NOT_APPLICABLE,
            (*remarks, *details),
        )

    def _name(self, judged: Judged) -> str:
        """Return a target by its name, with its level and its area where they say something."""
        say = self.say
        name = str(say.show(judged.name))
        parts = []
        if not judged.own or judged.area.tier is not judged.level:
            parts.append(say.words.show(judged.level))
        if not judged.own:
            parts.append(say.area(judged.area))
        if self._alike[judged.label, judged.name] > 1:
            parts.append(say("report.due", due=judged.due))
        label = f"{visible(judged.label)}: " if self._several else ""
        return f"{label}{name} ({', '.join(parts)})" if parts else f"{label}{name}"

    def _details(self, change: Change) -> Iterator[str]:
        """Yield the figures of both sides with place, quote and source."""
        sides = ((change.old, "compare.heading_old"), (change.new, "compare.heading_new"))
        for judged, heading in sides:
            for figure in judged.figures if judged else ():
                quote = f"“{_cut(figure.quote)}”" if figure.quote else ""
                shown = (f"{self.say(heading)}:", str(figure.place), quote, figure.source)
                yield visible(" ".join(filter(None, shown)))

    def _amendment(self, made: Amendment) -> Line:
        say = self.say
        name = str(say.show(made.name))
        if made.level:
            name = f"{name} ({say.words.show(made.level)})"
        label = f"{visible(made.label)}: " if self._several and made.target else ""
        if not made.target:
            label = f"{visible(made.label)}  "
        old, new = told(made.old, say), told(made.new, say)
        below: list[str] = []
        if made.kind in _WORDED or _is_several(made.old) or _is_several(made.new):
            pairs = (("compare.heading_old", old), ("compare.heading_new", new))
            below = [f"{say(heading)}: {_cut(text)}" for heading, text in pairs if text]
            old = new = ""
        if made.keys:
            below.append(say("compare.keys", keys=made.keys))
        if self.verbose:
            below += map(str, filter(None, (made.place, made.other)))
        return Line(f"{label}{name}", (old, new), None, tuple(below))

    def notes(self, *, whole: bool) -> Iterator[str]:
        """Yield what became of the figures that no target asks for: how many, or each of them."""
        unasked = self.comparison.unasked
        if not unasked:
            return
        if not whole:
            counts = {
                str(kind): sum(made.kind is kind for made in unasked)
                for kind in (Changed.APPEARED, Changed.VANISHED, Changed.REVISED)
            }
            yield self.say("compare.unasked", **counts)
            return
        yield self.say("compare.unasked_head")
        for made in unasked:
            yield f"  {unasked_text(made, self.say)}"


def unasked_text(made: Unasked, say: Wording) -> str:
    """Return what became of a figure that no target asks for, at its place."""
    figure = made.at
    texts = arrow(*(visible(side.text) if side else "" for side in (made.old, made.new)))
    return (
        f"{visible(str(figure.place))}  {visible(figure.indicator)}, {say.area(figure.area)}, "
        f"{say.words.show(figure.level)}, {figure.period}: {say.words.show(made.kind)}, {texts}"
    )


def arrow(old: str, new: str) -> str:
    """Return what was and what is; one text where both are the same."""
    return old if old == new else ARROW.join((old or NOTHING, new or NOTHING))


def figures_text(judged: Judged | None, say: Wording) -> str:
    """Return the figures of a side; no text where it has none."""
    figures: Sequence[Figure] = judged.stated if judged else ()
    return " / ".join(dict.fromkeys(map(say.figure, figures)))


def _verdict(judged: Judged | None, say: Wording) -> str:
    return say.words.show(judged.verdict) if judged else ""


def promises(old: Judged, new: Judged, say: Wording) -> Iterator[str]:
    """Yield what was promised otherwise."""
    before, after = threshold_text(old, say), threshold_text(new, say)
    if before != after:
        yield say("compare.threshold_changed", old=before, new=after)
    if old.due != new.due:
        yield say("compare.due_changed", old=old.due, new=new.due)


def threshold_text(judged: Judged, say: Wording) -> str:
    """Return what a side promises; of a state only that it is one."""
    return say.limit(judged.limit) if judged.limit else say("state.short")


def gap_change(change: Change, say: Wording) -> str:
    """Return how much nearer to the threshold a figure is, with its sign and unit."""
    amount = change.gap
    if amount is None:
        return ""
    gaps = [side.gap for side in (change.old, change.new) if side and side.gap]
    decimals = max(gap.decimals for gap in gaps)
    _, text = say.gap(Gap(amount, decimals, Qualifier.EXACT))
    return f"{text} {say.gap_unit(change.at.unit)}".rstrip()


def told(value: object, say: Wording) -> str:
    """Return what stood or stands in a resolution; no text for nothing."""
    match value:
        case None:
            return ""
        case Document():
            return dated(value, say)
        case tuple() if value and all(isinstance(item, tuple) for item in value):
            return ", ".join(_of_period(period, limit, say) for period, limit in value)
        case _:
            return say.words.show(say.show(value))


def _is_several(value: object) -> bool:
    """Whether a threshold has a number for each of several periods."""
    return isinstance(value, tuple) and not isinstance(value, Limit)


def _of_period(period: Period | None, limit: Limit, say: Wording) -> str:
    return f"{say.limit(limit)} ({period})" if period else say.limit(limit)


def _cut(quote: str) -> str:
    text = visible(quote)
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1].rstrip()}…"
