"""Reviewdog's diagnostic format, which brings findings to any code host."""

from collections.abc import Mapping

from dti_targets.diagnostics import Place
from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.finding import Finding, Weight
from dti_targets.reporting.writers.findings import Findings
from dti_targets.reporting.writers.json_report import encoded

_SEVERITIES = {
    Weight.ERROR: "ERROR",
    Weight.WARNING: "WARNING",
    Weight.NOTE: "INFO",
    Weight.ANSWER: "INFO",
}


def to_rdjson(result: Result, say: Wording) -> Text:
    """Yield one document, a finding a line. Its columns count bytes of UTF-8, unlike all others."""
    findings = Findings(result, say)
    places = {place for found in findings for place in (found.place, *found.others)}
    in_bytes = result.in_bytes(places)
    yield '{"source": {"name": "dti-targets"}, "diagnostics": ['
    separator = "\n"
    for finding in findings:
        yield separator + encoded(_finding(finding, in_bytes))
        separator = ",\n"
    yield "\n]}\n"


def _finding(finding: Finding, in_bytes: Mapping[Place, Place]) -> dict[str, object]:
    return {
        "message": finding.text,
        "severity": _SEVERITIES[finding.weight],
        "code": {"value": finding.rule},
        "location": _location(in_bytes.get(finding.place, finding.place)),
        "relatedLocations": [
            {"message": str(place), "location": _location(in_bytes.get(place, place))}
            for place in finding.others
        ],
    }


def _location(place: Place) -> dict[str, object]:
    """Return a path, with a range where a line is known."""
    location: dict[str, object] = {"path": place.path}
    if place.line:
        start = {"line": place.line}
        end = {"line": place.line}
        if place.column:
            start["column"] = place.column
            end["column"] = place.column + max(place.width, 1)
        location["range"] = {"start": start, "end": end}
    return location
