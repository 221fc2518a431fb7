"""GitLab's code quality report: an array of findings, each with a fingerprint of its own."""

from dti_targets.diagnostics import Place
from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.finding import Finding, Weight
from dti_targets.reporting.writers.findings import Findings
from dti_targets.reporting.writers.json_report import encoded

_SEVERITIES = {
    Weight.ERROR: "major",
    Weight.WARNING: "minor",
    Weight.NOTE: "info",
    Weight.ANSWER: "info",
}


def to_gitlab(result: Result, say: Wording) -> Text:
    """Yield the array, a finding a line."""
    separator = "["
    for finding in Findings(result, say):
        yield f"{separator}\n{encoded(_finding(finding))}"
        separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "check_name": finding.rule,
        "description": finding.text,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.weight],
        "location": _location(finding.place),
        "other_locations": list(map(_location, finding.others)),
    }


def _location(place: Place) -> dict[str, object]:
    line, column = max(place.line, 1), max(place.column, 1)
    begin = {"line": line, "column": column}
    end = {"line": line, "column": column + max(place.width, 1)}
    return {"path": place.path, "positions": {"begin": begin, "end": end}}
