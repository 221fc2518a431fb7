"""JUnit XML, as Jenkins' `junit-10.xsd` has it and GitLab, GitHub and Azure read it.

A case for each threshold, named by what it is and never by where it stands: missed is a failure, a
figure that is missing a failure of that type, what cannot be decided yet is skipped, a fault of an
input is an error. A file without a fault is a case that passed.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from dti_targets.domain.progress import Status
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.finding import DIAGNOSTICS, Finding, Weight
from dti_targets.reporting.writers.findings import Findings, heaviest

MOST_CASES = 40_000
"""Cases of one document, which stays below GitLab's 30 MB; what weighs least is left out."""

_FAILS = (Verdict.MISSED, Verdict.MISSING)
_WAITS = (
    Verdict.PENDING, Verdict.UNDECIDED, Verdict.MISSING, Verdict.NOT_APPLICABLE, Status.CANNOT_SAY,
)  # fmt: skip


class _Case(NamedTuple):
    """One case: what it is called, how it ended (no text where it passed), and its words."""

    name: str
    ending: str = ""
    type: str = ""
    message: str = ""
    body: str = ""


def to_junit(result: Result, say: Wording) -> Text:
    """Yield one document: a suite for the files, one for each resolution, one for the unused."""
    findings, left_out = heaviest(Findings(result, say), MOST_CASES)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="dti-targets">\n'
    groups = groupby(findings, key=lambda finding: finding.group)
    first = next(groups, None)
    faults: list[Finding] = []
    if first and first[0] == DIAGNOSTICS:
        faults, first = list(first[1]), next(groups, None)
    yield from _suite("files", [*map(_case, faults), *_sound(result, faults)])
    while first:
        yield from _suite(first[0], [_case(finding) for finding in first[1]])
        first = next(groups, None)
    if left_out:
        notice = say("finding.left_out", count=left_out)
        yield from _suite("left out", [_Case("left out", "skipped", "left out", notice)])
    yield "</testsuites>\n"


def _sound(result: Result, faults: Iterable[Finding]) -> Iterator[_Case]:
    """Yield a case that passed for each file without a fault."""
    faulty = {fault.place.path for fault in faults} | {fault.at.path for fault in result.faults}
    for path in result.files:
        if path not in faulty:
            yield _Case(path)


def _case(finding: Finding) -> _Case:
    body = "\n".join([str(finding.place), *map(str, finding.others), finding.hint])
    return _Case(finding.name, _ending(finding), finding.rule, finding.message, body)


def _ending(finding: Finding) -> str:
    """Return the element that says how a case ended; no text where it passed."""
    verdict = finding.verdict
    if finding.group == DIAGNOSTICS:
        return "error" if finding.weight is Weight.ERROR else "system-out"
    if finding.weight is Weight.ERROR or (verdict in _FAILS and not finding.forgiven):
        return "failure"
    return "skipped" if finding.rule in _WAITS else "system-out"


def _suite(name: str, cases: list[_Case]) -> Iterator[str]:
    """Yield a suite; its counts are those of its elements."""
    endings = [case.ending for case in cases]
    counts = " ".join(
        f'{word}="{endings.count(element)}"'
        for word, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    )
    yield f'  <testsuite name={_attribute(name)} tests="{len(cases)}" {counts}>\n'
    for case in cases:
        yield f"    <testcase name={_attribute(case.name)} classname={_attribute(name)}"
        if not case.ending:
            yield "/>\n"
            continue
        yield ">\n"
        if case.ending == "system-out":
            yield f"      <system-out>{_text(case.message)}\n{_text(case.body)}</system-out>\n"
        else:
            attributes = f"type={_attribute(case.type)} message={_attribute(case.message)}"
            yield f"      <{case.ending} {attributes}>{_text(case.body)}</{case.ending}>\n"
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _attribute(text: str) -> str:
    return quoteattr(visible(text))


def _text(text: str) -> str:
    """Return lines as the content of an element."""
    return escape("\n".join(map(visible, text.splitlines())))
