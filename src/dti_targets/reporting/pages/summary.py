"""The sentence that an office writes into its report, with the counts that add up."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dti_targets.domain.period import Period
from dti_targets.domain.report import Line, ResolutionReport
from dti_targets.domain.resolution import DocumentStatus, Resolution, Target
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
    if counted:
        yield from _not_asked(report, say)
    yield from _left_out(report, say)
    yield from _known_otherwise(report, counted, say)
    yield from _units(report, say)


def _sentence(
    lines: Sequence[Line], due: Period, period: Period, document: str, say: Wording
) -> str:
    """Return what became of the targets of one due: how many were met, then every other part."""
    tally = Counter(line.own.verdict for line in lines if line.own)
    total, met = len(lines), tally[Verdict.MET]
    how = "all" if met == total else "some" if met else "none"
    only = "only_" if total == 1 else ""
    first = say(
        f"report.sentence_{only}{how}", until=say.until(period), met=met, total=total,
        document=document, due=say.due(due),
    )  # fmt: skip
    parts = [
        say(f"report.{only}part.{verdict}", count=tally[verdict], total=total)
        for verdict in _PARTS
        if tally[verdict]
    ]
    return "; ".join([first, *parts]) + "."


def _not_asked(report: ResolutionReport, say: Wording) -> Iterator[str]:
    """Yield how many targets of the resolution were not chosen: the total is not all that it sets.

    It would be taken for that in a report of the office.
    """
    asked = {(line.expected.target.id, line.expected.level) for line in report.lines}
    others = sum(
        target.withdrawn is None and (target.id, level) not in asked
        for target, level, _ in report.resolution.thresholds()
    )
    if others:
        yield say("report.not_asked", count=others)


def _left_out(report: ResolutionReport, say: Wording) -> Iterator[str]:
    """Yield what is not applicable: outside the denominator, and said after it."""
    outside = [
        line.expected.target
        for line in report.lines
        if line.own and line.own.verdict is Verdict.NOT_APPLICABLE
    ]
    withdrawn = [target for target in outside if target.withdrawn is not None]
    if withdrawn:
        of_draft = all(_replaced_draft(target, report.resolution) for target in withdrawn)
        key = "report.withdrawn_draft" if of_draft else "report.withdrawn"
        yield say(key, count=len(withdrawn))
    if len(outside) > len(withdrawn):
        yield say("report.not_applicable", count=len(outside) - len(withdrawn))


def _replaced_draft(target: Target, resolution: Resolution) -> bool:
    """Whether only a draft set a target, and another target took its place."""
    document = resolution.known_by(target)
    replaced = target.withdrawn is not None and target.withdrawn.replaced_by is not None
    return replaced and document is not None and document.status is DocumentStatus.DRAFT


def _known_otherwise(
    report: ResolutionReport, counted: Sequence[Line], say: Wording
) -> Iterator[str]:
    """Yield how many targets are known from a draft, or from a statement, alone."""
    alone = [report.resolution.known_by(line.expected.target) for line in counted]
    drafts = [
        document for document in alone if document and document.status is DocumentStatus.DRAFT
    ]
    statements = sum(document is not None for document in alone) - len(drafts)
    total = len(counted)
    if drafts:
        every = "_all" if len(drafts) == total else ""
        year = str(max(document.date.year for document in drafts))
        yield say(f"report.draft{every}", count=len(drafts), total=total, year=year)
    if statements:
        every = "_all" if statements == total else ""
        yield say(f"report.statement{every}", count=statements, total=total)


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
