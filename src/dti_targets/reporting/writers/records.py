"""A result -> the records of the contract, one at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import count
from typing import NamedTuple

from dti_targets.diagnostics import Diagnostic, Place
from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.report import Assessment, Expected, NotJudged, ResolutionReport, Statement
from dti_targets.domain.value import Beside, Interval, Value
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.pages.summary import sentences
from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers import contract
from dti_targets.reporting.writers.finding import addressed
from dti_targets.version import VERSION

_NOTHING = Interval(None, None, low_closed=False, high_closed=False)


def exact(number: Fraction) -> str:
    """Return a number digit for digit; as `n/d` where it has no last digit."""
    rest = number.denominator
    decimals = next((n for n in count() if 10**n % rest == 0), 0) if _is_finite(rest) else None
    if decimals is None:
        return f"{number.numerator}/{number.denominator}"
    digits = abs(number.numerator) * 10**decimals // rest
    whole, part = divmod(digits, 10**decimals)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{part:0{decimals}}" if decimals else f"{sign}{whole}"


def _is_finite(denominator: int) -> bool:
    """Whether a fraction in lowest terms has a last decimal digit."""
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


class Document(NamedTuple):
    """What a machine gets of a run: the head, lists by their key, and counts at the end.

    `kind` is what a record of the head is called, and the kind in `lists` what one of a list is.
    """

    kind: str
    head: Mapping[str, object]
    lists: tuple[tuple[str, str, Iterable[Mapping[str, object]]], ...]
    counts: contract.Counts


class Records:
    """Makes the records of one result, in the words of one language."""

    def __init__(self, result: Result, say: Wording) -> None:
        """Look at `result` only; everything is made when it is asked for."""
        self._result = result
        self._say = say

    # -- the report as a whole

    def document(self) -> Document:
        """Return the whole report; its records are made when they are asked for."""
        lists = (
            ("assessments", "assessment", self.assessments()),
            ("unused_figures", "unused_figure", self.unused()),
            ("diagnostics", "diagnostic", self.diagnostics()),
        )
        return Document("report", self.head(), lists, self.counts())

    def head(self) -> contract.Head:
        """Return what stands before the assessments."""
        result, report = self._result, self._result.report
        resolutions = [
            *(self._judged(part) for part in (report.resolutions if report else ())),
            *(self._left_out(part) for part in (report.not_judged if report else ())),
        ]
        total: Counter[Verdict] = Counter()
        for part in report.resolutions if report else ():
            total += part.tally
        return {
            "format_version": 1,
            "generator": {"name": "dti-targets", "version": VERSION},
            "period": result.period,
            "judged": report is not None,
            "exit_status": result.status,  # type: ignore[typeddict-item]  # 0, 1 or 2: a report
            "failures": dict(result.failures),
            "summary": _summary(total),
            "resolutions": resolutions,
        }

    def _judged(self, part: ResolutionReport) -> contract.ResolutionRecord:
        resolution, report = part.resolution, self._result.report
        said = sentences(part, report.period, self._say) if report and part.applicable else ()
        return {
            "id": resolution.id,
            "label": resolution.label,
            "title": _names(resolution.title),
            "area": self.area(part.area),
            "file": part.path,
            "judged": True,
            "reason": None,
            "summary": _summary(part.tally),
            "sentences": list(said),
        }

    def _left_out(self, part: NotJudged) -> contract.ResolutionRecord:
        resolution = part.resolution
        area = part.reason.params.get("area")
        return {
            "id": resolution.id,
            "label": resolution.label,
            "title": _names(resolution.title),
            "area": self.area(area) if isinstance(area, Area) else {
                "code": resolution.area, "name": resolution.area,
            },
            "file": part.path,
            "judged": False,
            "reason": self.sentence(part.reason),
            "summary": _summary(Counter()),
            "sentences": [],
        }  # fmt: skip

    # -- assessments

    def assessments(self) -> Iterator[contract.AssessmentRecord]:
        """Yield every assessment, the units below included, in the order of the files."""
        report = self._result.report
        for part in report.resolutions if report else ():
            for line in part.lines:
                promise = self.promise(line.expected, part.place(line.expected))
                for made in (*((line.own,) if line.own else ()), *(line.units or ())):
                    yield self._assessment(made, promise)

    def promise(self, expected: Expected, place: Place) -> contract.PromiseRecord:
        """Return what is the same for every area; `place` is that of the target."""
        return {
            "resolution": expected.resolution.id,
            "target": expected.target.id,
            "name": _names(expected.target.name),
            "indicator": expected.target.indicator,
            "unit": expected.target.unit.value,
            "level": expected.level.value,
            "due": expected.due.text,
            "threshold": self._threshold(expected),
            "target_file": place.path,
            "target_line": place.line,
            "target_column": place.column,
        }

    def _assessment(
        self, made: Assessment, promise: contract.PromiseRecord
    ) -> contract.AssessmentRecord:
        figures = [self.figure(figure, made.expected) for figure in made.figures]
        return {
            **promise,
            "area": self.area(made.area),
            "figure": figures[0] if figures else None,
            "other_figures": figures[1:],
            "earlier_editions": [self.figure(figure, made.expected) for figure in made.earlier],
            "last_known": self.figure(made.last, made.expected) if made.last else None,
            "verdict": made.verdict.value,
            "reason": self.sentence(made.reason),
            "gap": exact(made.gap.amount) if made.gap else None,
            "remarks": [self.sentence(remark) for remark in made.remarks],
            "counted": made.counted,
            "provisional": made.provisional,
        }

    def _threshold(self, expected: Expected) -> contract.ThresholdRecord:
        limit = expected.limit
        return {
            "kind": limit.operator.value if limit else "state",
            "value": exact(Fraction(limit.number)) if limit else None,
            "about": bool(limit and limit.about),
            "text": self._say.threshold(expected),
        }

    def figure(self, figure: Figure, expected: Expected) -> contract.FigureRecord:
        """Return a figure with the numbers that it stands for against a threshold."""
        value, cell = figure.value, self._result.cell(figure.place)
        meant = _meant(value, expected)
        beside = value.beside if value else Beside()
        return {
            "text": figure.text,
            "numerator": beside.numerator,
            "denominator": beside.denominator,
            "decimal": beside.decimal,  # type: ignore[typeddict-item]  # comma, point or nothing
            "period": figure.period.text,
            "low": None if meant.low is None else exact(meant.low),
            "high": None if meant.high is None else exact(meant.high),
            "low_closed": meant.low_closed,
            "high_closed": meant.high_closed,
            "state": value.state if value else None,
            "preliminary": bool(value and value.preliminary),
            "source": figure.source,
            "quote": figure.quote,
            "note": figure.note,
            "edition": _edition(figure),
            "file": cell.path,
            "line": cell.line,
            "column": cell.column,
        }

    # -- what is beside the assessments

    def unused(self) -> Iterator[contract.UnusedFigure]:
        """Yield the figures that no target asks for."""
        report = self._result.report
        for figure in report.unused if report else ():
            cell = self._result.cell(figure.place)
            yield {
                "indicator": figure.indicator,
                "area": self.area(figure.area),
                "level": figure.level.value,
                "period": figure.period.text,
                "text": figure.text,
                "source": figure.source,
                "edition": _edition(figure),
                "file": cell.path,
                "line": cell.line,
                "column": cell.column,
            }

    def diagnostics(self) -> Iterator[contract.DiagnosticRecord]:
        """Yield the diagnostics that were kept, by file and line."""
        return map(self.diagnostic, self._result.faults)

    def diagnostic(self, fault: Diagnostic) -> contract.DiagnosticRecord:
        """Return a diagnostic with its sentence and the next step."""
        return {
            "code": fault.code.id,
            "severity": fault.code.severity.value,
            "message": addressed(fault.at, self._say.sentence(fault)),
            "file": fault.at.path,
            "line": fault.at.line,
            "column": fault.at.column,
            "hint": self._say.help(fault),
            "others": [
                {"file": place.path, "line": place.line, "column": place.column}
                for place in fault.others
            ],
        }

    def counts(self) -> contract.Counts:
        """Return how many diagnostics there are."""
        faults = self._result.faults
        return {
            "errors": faults.errors, "warnings": faults.warnings, "listed": len(faults.kept),
        }  # fmt: skip

    # -- small parts

    def area(self, area: Area) -> contract.AreaRef:
        """Return an area by code and name."""
        return {"code": area.code, "name": area.name}

    def sentence(self, statement: Statement) -> contract.Sentence:
        """Return a statement by its code, without the group that the code stands in."""
        return {
            "code": statement.key.partition(".")[2], "text": self._say.statement(statement),
        }  # fmt: skip


def _meant(value: Value | None, expected: Expected) -> Interval:
    """Return the numbers that a value stands for; none where it is no number."""
    if value is None or value.number is None:
        return _NOTHING
    return value.interval(expected.resolution.tolerance)


def _edition(figure: Figure) -> str:
    return figure.edition.text if figure.edition else ""


def _names(phrase: Phrase) -> contract.Names:
    return {"vi": phrase.vi, "en": phrase.en}


def _summary(tally: Counter[Verdict]) -> contract.Summary:
    return {
        "total": tally.total(),
        "met": tally[Verdict.MET],
        "missed": tally[Verdict.MISSED],
        "pending": tally[Verdict.PENDING],
        "undecided": tally[Verdict.UNDECIDED],
        "missing": tally[Verdict.MISSING],
        "not_applicable": tally[Verdict.NOT_APPLICABLE],
    }
