"""A comparison -> findings: one for each change, amendment and figure that nobody asks for.

Each stands at the new figure, else at the target; the old figure is the other place.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from dti_targets.diagnostics import Place
from dti_targets.domain.comparison import (
    Amended,
    Amendment,
    Change,
    Changed,
    Unasked,
    amendment_fails_as,
    fails_as,
)
from dti_targets.reporting.pages.comparison import NOTHING, arrow, figures_text, told
from dti_targets.reporting.result import Result
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.finding import Finding, Rule, Weight

UNASKED = "unasked"
_WEIGHTS = {
    Changed.REGRESSED: Weight.WARNING,
    Changed.NEWLY_MISSED: Weight.WARNING,
    Changed.VANISHED: Weight.WARNING,
    Changed.DROPPED: Weight.NOTE,
    Changed.AMENDED: Weight.NOTE,
    Changed.REVISED: Weight.NOTE,
}
_RULES: dict[Amended, Changed] = {Amended.DROPPED: Changed.DROPPED, Amended.ADDED: Changed.ADDED}
"""Which rule an amendment has; all others are of `amended`."""


class ComparisonFindings:
    """Makes the findings of a comparison, in the words of one language."""

    def __init__(
        self, result: Result, say: Wording, from_repository: Callable[[Place], Place]
    ) -> None:
        """Look at `result` only; `from_repository` gives a place its path from there."""
        self._result = result
        self._say = say
        self._from_repository = from_repository
        self._seen: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Finding]:
        """Yield changes, then amendments, by resolution, then figures that nobody asks for."""
        self._seen.clear()
        found = self._result.comparison
        if found is None:
            return
        yield from map(self._change, sorted(found.changes, key=lambda made: made.at.resolution))
        yield from map(self._amendment, sorted(found.amendments, key=lambda made: made.resolution))
        yield from map(self._unasked, found.unasked)

    def _fails(self, words: Iterator[str]) -> bool:
        return not set(words).isdisjoint(self._result.reader.settings.fail_on)

    def _change(self, change: Change) -> Finding:
        say, at = self._say, change.at
        sides = [side for side in (change.new, change.old) if side]
        new, old = (
            [self._result.cell(figure.place) for figure in side.figures] if side else []
            for side in (change.new, change.old)
        )
        place, *others = dict.fromkeys((*new, *(side.place for side in sides), *old))
        verdict = arrow(
            *(say.words.show(side.verdict) if side else "" for side in (change.old, change.new))
        )
        figure = arrow(figures_text(change.old, say), figures_text(change.new, say))
        remarks = "".join(f" ({say.remark(remark)})" for remark in change.remarks)
        message = say(
            "finding.change", name=at.name, level=say.words.show(at.level), area=at.area,
            kind=say.words.show(change.kind), verdict=verdict, figure=figure or NOTHING,
        )  # fmt: skip
        weight = _WEIGHTS.get(change.kind, Weight.ANSWER)
        key = (at.target, at.level.value, at.area.code)
        return Finding(
            change.kind.value, Weight.ERROR if self._fails(fails_as(change)) else weight, None,
            at.resolution, " ".join(key), f"{message}{remarks}.", say(f"rule.{change.kind}.help"),
            self._from_repository(place), tuple(map(self._from_repository, others)),
            "\0".join(("change", at.resolution, *key)),
        )  # fmt: skip

    def _amendment(self, made: Amendment) -> Finding:
        say = self._say
        rule = _RULES.get(made.kind, Changed.AMENDED)
        name = str(say.show(made.name))
        if made.level:
            name = f"{name} ({say.words.show(made.level)})"
        message = say(
            "finding.amendment", label=made.label, name=name, kind=say.words.show(made.kind),
        )  # fmt: skip
        texts = arrow(told(made.old, say), told(made.new, say))
        message = "; ".join(filter(None, (message, texts, ", ".join(made.keys))))
        level = made.level.value if made.level else ""
        key = tuple(filter(None, (made.target or made.name.vi, level, made.kind.value)))
        again, identity = self._numbered("\0".join(("amendment", made.resolution, *key)))
        heavy = self._fails(amendment_fails_as(made))
        weight = Weight.ANSWER if rule is Changed.ADDED else Weight.NOTE
        return Finding(
            rule.value, Weight.ERROR if heavy else weight, None, made.resolution,
            visible(" ".join(key)) + again, f"{message}.", say(f"rule.{rule}.help"),
            self._from_repository(made.place),
            (self._from_repository(made.other),) if made.other else (), identity,
        )  # fmt: skip

    def _unasked(self, made: Unasked) -> Finding:
        say, at = self._say, made.at
        place, *others = [self._result.cell(side.place) for side in (made.new, made.old) if side]
        figure = arrow(*(visible(side.text) if side else "" for side in (made.old, made.new)))
        message = say(
            "finding.unasked", indicator=at.indicator, area=at.area, period=at.period,
            kind=say.words.show(made.kind), figure=figure or NOTHING,
        )  # fmt: skip
        key = (at.indicator, at.level.value, at.area.code, at.period.text)
        again, identity = self._numbered("\0".join((UNASKED, *key)))
        heavy = self._fails(iter(("changed",)))
        return Finding(
            made.kind.value, Weight.ERROR if heavy else Weight.ANSWER, None, UNASKED,
            " ".join(key) + again, f"{message}.", say(f"rule.{made.kind}.help"),
            self._from_repository(place), tuple(map(self._from_repository, others)), identity,
        )  # fmt: skip

    def _numbered(self, identity: str) -> tuple[str, str]:
        """Return what follows a name and an identity where the same thing was found before."""
        self._seen[identity] += 1
        again = self._seen[identity]
        return ("", identity) if again == 1 else (f" ({again})", f"{identity}\0{again}")

    def rules(self) -> Iterator[Rule]:
        """Yield every rule that a finding can have, whether or not one has it."""
        for kind in Changed:
            weight = min(_WEIGHTS.get(kind, Weight.NOTE), Weight.NOTE)
            yield Rule(
                kind.value, weight, self._say(f"rule.{kind}"), self._say(f"rule.{kind}.help")
            )
