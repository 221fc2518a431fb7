"""The sentence that an office writes into its report, with the counts that add up."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dti_targets.domain.period import Period
from dti_targets.domain.report import Line, ResolutionReport
from dti_targets.domain.resolution import Status
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.wording import Wording

_PARTS = (Verdict.MISSED, Verdict.PENDING, Verdict.UNDECIDED, Verdict.MISSING)
_NAMED_UNITS = 3


def sentences(report: ResolutionReport, period: Period, say: Wording) -> Iterator[str]:
    """Yield the sentences on one resolution: one for each due, then what is not in the count."""
    counted = [line for line in report.lines if line.counted]
    by_due: dict[Period, list[Line]] = {}
    for line in counted:
        by_due.setdefault(line.expected.due, []).append(line)
    document = say.document(report.resolution.main)
    for due in sorted(by_due, key=lambda due: due.end):
        yield _sentence(by_due[due], due, period, document, say)
    if not counted and any(line.own for line in report.lines):
        yield say("report.nothing_counted", document=document)
    yield from _left_out(report, say)
    yield from _known_otherwise(report, counted, say)
    yield from _units(report, say)


def _sentence(
    lines: Sequence[Line], due: Period, period: Period, document: str, say: Wording
) -> str:
    tally = Counter(line.own.verdict for line in lines if line.own)
    total = len(lines)
    parts = [
        say(
            "report.sentence", until=say.until(period), met=tally[Verdict.MET], total=total,
            document=document, due=say.due(due),
        )
    ]  # fmt: skip
    parts += [
        say(f"report.sentence_part.{verdict}", count=tally[verdict], total=total)
        for verdict in _PARTS
        if tally[verdict]
    ]
    return "; ".join(parts) + "."


def _left_out(report: ResolutionReport, say: Wording) -> Iterator[str]:
    """Yield what is not applicable: outside the denominator, and said after it."""
    outside = [
        line.expected
        for line in report.lines
        if line.own and line.own.verdict is Verdict.NOT_APPLICABLE
    ]
    withdrawn = sum(expected.target.withdrawn is not None for expected in outside)
    if withdrawn:
        yield say("report.withdrawn", count=withdrawn)
    if len(outside) > withdrawn:
        yield say("report.not_applicable", count=len(outside) - withdrawn)


def _known_otherwise(
    report: ResolutionReport, counted: Sequence[Line], say: Wording
) -> Iterator[str]:
    """Yield how many targets are known from a draft, or from a statement, alone."""
    alone = [report.resolution.known_by(line.expected.target) for line in counted]
    drafts = [document for document in alone if document and document.status is Status.DRAFT]
    if drafts:
        year = str(max(document.date.year for document in drafts))
        yield say("report.draft", count=len(drafts), total=len(counted), year=year)
    statements = sum(document is not None for document in alone) - len(drafts)
    if statements:
        yield say("report.statement", count=statements, total=len(counted))


def _units(report: ResolutionReport, say: Wording) -> Iterator[str]:
    """Yield how the units below stand: judged, and never counted."""
    verdicts = [v for line in report.lines for v in (line.units.verdicts if line.units else ())]
    if not verdicts:
        return
    codes: dict[str, str] = {}
    for line in report.lines:
        units = line.units
        if units is not None:
            for index in range(min(len(units), _NAMED_UNITS + 1)):
                area = units[index].area
                codes[area.code] = say.area(area)
    most = max(len(line.units) for line in report.lines if line.units)
    few = len(codes) <= _NAMED_UNITS
    units_named = ", ".join(codes.values()) if few else say("report.some_units", count=most)
    yield say(
        "report.units", units=units_named, met=verdicts.count(Verdict.MET), total=len(verdicts)
    )
