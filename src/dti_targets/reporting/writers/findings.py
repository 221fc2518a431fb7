"""A result -> findings: one for each assessment, unused figure and diagnostic, at its place.

What the formats for CI and editors have in common. A finding is heavy where it makes the exit
status 1 or 2, so that what is red in a merge request is what made the job red.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dti_targets.diagnostics import CODES, Diagnostic, Place, Severity
from dti_targets.domain.figures import Figure
from dti_targets.domain.report import Assessment, ResolutionReport, fails_as
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.result import Result
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.finding import DIAGNOSTICS, Finding, Rule, Weight, addressed

if TYPE_CHECKING:
    from dti_targets.reporting.writers.findings_of_comparison import ComparisonFindings

UNUSED = "unused"
"""The rule of a figure that no target asks for."""

_PARAMETER = re.compile(r"\{\w+(?::(?:\w+\|(\w+)|\w+))?\}")


_WEIGHTS = {
    Verdict.MISSED: Weight.WARNING,
    Verdict.MISSING: Weight.WARNING,
    Verdict.UNDECIDED: Weight.WARNING,
    Verdict.PENDING: Weight.NOTE,
    Verdict.MET: Weight.ANSWER,
    Verdict.NOT_APPLICABLE: Weight.ANSWER,
}


class Findings:
    """Makes the findings of a result, in the words of one language."""

    def __init__(self, result: Result, say: Wording) -> None:
        """Look at `result` only; everything is made when it is asked for."""
        self._result = result
        self._say = say
        self._seen: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Finding]:
        """Yield diagnostics, then assessments by resolution, then unused figures.

        A run of `progress` has its targets in place of these.
        """
        self._seen.clear()
        yield from self.diagnostics()
        if self._result.command == "progress":
            from dti_targets.reporting.writers.findings_of_progress import findings

            yield from findings(self._result, self._say, self.from_repository)
        if comparison := self._comparison():
            yield from comparison
        report = self._result.report
        for part in report.resolutions if report else ():
            yield from self.assessments(part)
        for figure in report.unused if report else ():
            yield self._unused(figure)

    def _comparison(self) -> "ComparisonFindings | None":
        """Return the findings of a comparison, where that was the question."""
        if self._result.command != "compare":
            return None
        from dti_targets.reporting.writers.findings_of_comparison import ComparisonFindings

        return ComparisonFindings(self._result, self._say, self.from_repository)

    def diagnostics(self) -> Iterator[Finding]:
        """Yield what is wrong with the inputs."""
        return map(self._diagnostic, self._result.faults)

    def _diagnostic(self, fault: Diagnostic) -> Finding:
        heavy = (
            fault.code.severity is Severity.ERROR
            or "warning" in self._result.reader.settings.fail_on
        )
        message = self._say.sentence(fault)
        name = f"{fault.code.id} {visible(fault.at.path)}: {message}"
        again, identity = self._numbered(f"{fault.code.id}\0{fault.at.path}\0{message}")
        return Finding(
            fault.code.id, Weight.ERROR if heavy else Weight.WARNING, None, DIAGNOSTICS,
            name + again, addressed(fault.at, f"{message}."), self._say.help(fault),
            self.from_repository(fault.at), tuple(map(self.from_repository, fault.others)),
            identity,
        )  # fmt: skip

    def assessments(self, part: ResolutionReport) -> Iterator[Finding]:
        """Yield the assessments of a resolution, the units below included."""
        for line in part.lines:
            place = part.place(line.expected)
            if line.own:
                yield self._assessment(line.own, place, decides=True)
            decides = part.units_decide(line)
            for unit in line.units or ():
                yield self._assessment(unit, place, decides=decides)

    def _assessment(self, made: Assessment, target: Place, *, decides: bool) -> Finding:
        expected, say = made.expected, self._say
        cells = [self._result.cell(figure.place) for figure in made.figures]
        place, *others = [*cells, target]
        level = str(say.words.show(expected.level))
        message = say(
            "finding.assessment", name=expected.target.name, level=level, area=made.area,
            due=expected.due, verdict=say.words.show(made.verdict),
            reason=say.statement(made.reason),
        )  # fmt: skip
        key = (expected.target.id, expected.level.value, made.area.code, expected.due.text)
        return Finding(
            made.verdict.value, self._weight(made, decides=decides), made.verdict,
            expected.resolution.id, " ".join(key), addressed(place, message),
            say(f"rule.{made.verdict}.help", target=expected.id),
            self.from_repository(place), tuple(map(self.from_repository, others)),
            "\0".join((expected.resolution.id, *key)), not made.fails_if_missing,
        )  # fmt: skip

    def _weight(self, made: Assessment, *, decides: bool) -> Weight:
        """Return an error for what makes the exit status 1; else what the verdict says."""
        words = set(fails_as(made))
        if decides and not words.isdisjoint(self._result.reader.settings.fail_on):
            return Weight.ERROR
        if made.verdict is Verdict.MISSING and not made.fails_if_missing:
            return Weight.WARNING if made.warns_if_missing else Weight.NOTE
        return _WEIGHTS[made.verdict]

    def _unused(self, figure: Figure) -> Finding:
        place = self._result.cell(figure.place)
        heavy = UNUSED in self._result.reader.settings.fail_on
        key = (figure.indicator, figure.level.value, figure.area.code, figure.period.text)
        message = self._say(
            "finding.unused", indicator=figure.indicator, area=figure.area, period=figure.period
        )
        again, identity = self._numbered("\0".join((UNUSED, *key)))
        return Finding(
            UNUSED, Weight.ERROR if heavy else Weight.NOTE, None, UNUSED, " ".join(key) + again,
            addressed(place, message), self._say("rule.unused.help"),
            self.from_repository(place), (), identity,
        )  # fmt: skip

    def _numbered(self, identity: str) -> tuple[str, str]:
        """Return what follows a name and an identity where the same thing was found before."""
        self._seen[identity] += 1
        again = self._seen[identity]
        return ("", identity) if again == 1 else (f" ({again})", f"{identity}\0{again}")

    def from_repository(self, place: Place) -> Place:
        """Return a place with its path from the repository, where the project is a part of it."""
        prefix = self._result.repository
        outside = place.path.startswith(("/", "../", "-")) or place.path[1:3] == ":/"
        return place if outside else place._replace(path=prefix + place.path)

    def rules(self) -> Iterator[Rule]:
        """Yield every rule that a finding can have, whether or not one has it."""
        yield from self._answers()
        for code in CODES.values():
            weight = Weight.ERROR if code.severity is Severity.ERROR else Weight.WARNING
            yield Rule(code.id, weight, self._general(code.id), self._general(f"{code.id}.help"))

    def _answers(self) -> Iterator[Rule]:
        """Yield the rules of what the question can be answered with."""
        say = self._say
        if self._result.command == "progress":
            from dti_targets.reporting.writers.findings_of_progress import rules

            yield from rules(say)
            return
        if comparison := self._comparison():
            yield from comparison.rules()
            return
        for verdict in Verdict:
            weight = min(_WEIGHTS[verdict], Weight.NOTE)
            yield Rule(
                verdict.value, weight, say(f"rule.{verdict}"),
                say(f"rule.{verdict}.help", target="RESOLUTION/TARGET"),
            )  # fmt: skip
        yield Rule(UNUSED, Weight.NOTE, say("rule.unused"), say("rule.unused.help"))

    def _general(self, key: str) -> str:
        """Return a sentence of the catalogue about no case in particular."""
        return _PARAMETER.sub(lambda found: found[1] or "…", self._say.words.template(key))


def heaviest(findings: Findings, most: int) -> tuple[Iterator[Finding], int]:
    """Return at most so many findings, in their order, and how many were left out.

    What weighs least is left out first. Nothing is held: a document that is too long is gone over
    once more to know what it is made of.
    """
    weights = Counter(finding.weight for finding in findings)
    room, quota = most, dict.fromkeys(Weight, 0)
    for weight in Weight:
        quota[weight] = min(weights[weight], room)
        room -= quota[weight]
    return _within(findings, quota), weights.total() - (most - room)


def _within(findings: Findings, quota: dict[Weight, int]) -> Iterator[Finding]:
    for finding in findings:
        if quota[finding.weight]:
            quota[finding.weight] -= 1
            yield finding
