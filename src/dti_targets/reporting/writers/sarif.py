"""SARIF 2.1.0 with what GitHub asks beyond it: help, fingerprints, whole regions, relative URIs.

GitHub makes an alert of each result, whatever its kind. So a target that is met, or has no subject,
is no result: it stands among the properties of the run.
"""

from collections.abc import Iterator
from urllib.parse import quote

from dti_targets.diagnostics import Place
from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.visible import spelled, visible
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.finding import Finding, Rule, Weight
from dti_targets.reporting.writers.findings import Findings, heaviest
from dti_targets.reporting.writers.json_report import encoded
from dti_targets.version import VERSION

MOST_RESULTS = 25_000
"""GitHub takes no more in a run; what weighs least is left out."""

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_NO_LINK = f"]{spelled('(')}"
"""What stands where a viewer would make a link of `[a](b)`."""

_LEVELS = {Weight.ERROR: "error", Weight.WARNING: "warning", Weight.NOTE: "note"}


def to_sarif(result: Result, say: Wording) -> Text:
    """Yield one document of one run."""
    findings = Findings(result, say)
    rules = [_rule(rule, say) for rule in findings.rules()]
    kept, left_out = heaviest(findings, MOST_RESULTS)
    numbers = {str(rule["id"]): number for number, rule in enumerate(rules)}
    answers: list[object] = []
    yield f'{{\n"$schema": {encoded(_SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n'
    yield f'"columnKind": "unicodeCodePoints",\n"tool": {{"driver": {_driver(rules)}}},\n'
    yield '"results": ['
    separator = "\n"
    for finding in kept:
        if finding.weight is Weight.ANSWER:
            answers.append(_answer(finding))
        else:
            yield separator + encoded(_result(finding, numbers[finding.rule]))
            separator = ",\n"
    yield f'\n],\n"invocations": [{encoded(_invocation(result, left_out, say))}],\n'
    yield f'"properties": {{"answers": {_lines(answers)}}}\n}}]\n}}\n'


def _driver(rules: list[dict[str, object]]) -> str:
    return (
        f'{{"name": "dti-targets", "version": {encoded(VERSION)}, '
        f'"semanticVersion": {encoded(VERSION)}, "rules": {_lines(rules)}}}'
    )


def _lines(items: list[dict[str, object]] | list[object]) -> str:
    """Return an array, each item on a line of its own."""
    return "[" + ",".join(f"\n{encoded(item)}" for item in items) + "]"


def _rule(rule: Rule, say: Wording) -> dict[str, object]:
    more = say("finding.explain", code=rule.id) if rule.id.startswith("DT") else ""
    return {
        "id": rule.id,
        "name": rule.id,
        "shortDescription": {"text": rule.text},
        "fullDescription": {"text": rule.text},
        "help": {"text": " ".join(filter(None, (rule.help, more)))},
        "defaultConfiguration": {"level": _LEVELS[rule.weight]},
    }


def _result(finding: Finding, rule: int) -> dict[str, object]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVELS[finding.weight],
        "message": {"text": finding.text.replace("](", _NO_LINK)},
        "locations": [_location(finding.place)],
        "relatedLocations": [
            {"id": number, **_location(place)} for number, place in enumerate(finding.others, 1)
        ],
        "partialFingerprints": {"primaryLocationLineHash": finding.fingerprint},
        "properties": {"name": finding.name, "group": finding.group},
    }


def _answer(finding: Finding) -> dict[str, object]:
    """Return what was reached, or has no subject: not a result, and all the same told."""
    places: Iterator[Place] = iter((finding.place, *finding.others))
    return {
        "verdict" if finding.verdict else "status": finding.rule,
        "group": finding.group,
        "name": finding.name,
        "message": finding.message,
        "locations": [_location(place) for place in places],
    }


def _location(place: Place) -> dict[str, object]:
    """Return a place with a whole region: GitHub takes no line without its columns."""
    line, column = max(place.line, 1), max(place.column, 1)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(place.path)},
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": line,
                "endColumn": column + max(place.width, 1),
            },
        }
    }


def uri(path: str) -> str:
    """Return a path as a relative reference: a colon in it begins no scheme."""
    quoted = quote(path.encode("utf-8", "surrogateescape"), safe="/~")
    return f"./{quoted}" if quoted.startswith("//") else quoted


def _invocation(result: Result, left_out: int, say: Wording) -> dict[str, object]:
    """Return how the run ended, with a notice of what was left out."""
    notices = []
    if left_out:
        text = say("finding.left_out", count=left_out)
        notices.append({"level": "warning", "message": {"text": visible(text)}})
    return {
        "executionSuccessful": result.report is not None or not result.faults.errors,
        "exitCode": result.status,
        "toolExecutionNotifications": notices,
    }
