"""Annotations of GitHub Actions: workflow commands on standard output, and the rest as plain lines.

GitHub shows ten errors, ten warnings and ten notices of a step. The tenth says how many more there
are, and those stand in the log. What is only an answer is a line of the log, never an annotation.
"""

from collections import Counter

from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.finding import Finding, Weight
from dti_targets.reporting.writers.findings import Findings

SHOWN = 10
"""Annotations of each kind that GitHub shows for a step."""

_COMMANDS = {Weight.ERROR: "error", Weight.WARNING: "warning", Weight.NOTE: "notice"}


def to_github(result: Result, say: Wording) -> Text:
    """Yield a line for each finding."""
    findings = Findings(result, say)
    weights = Counter(finding.weight for finding in findings)
    done: Counter[Weight] = Counter()
    for finding in findings:
        command = _COMMANDS.get(finding.weight)
        more = weights[finding.weight] - SHOWN
        done[finding.weight] += 1
        number = done[finding.weight]
        if command and (number < SHOWN or (number == SHOWN and more <= 0)):
            yield _annotation(command, finding)
            continue
        if command and number == SHOWN:
            yield f"::{command}::{_data(say('finding.in_log', count=more + 1))}\n"
        yield visible(f"{finding.rule}: {finding.place}: {finding.message}") + "\n"


def _annotation(command: str, finding: Finding) -> str:
    place = finding.place
    properties = {"title": finding.title}
    if not place.path.startswith("-"):  # an option, or standard input, is no file
        properties["file"] = place.path
    if place.line:
        properties |= {"line": str(place.line), "endLine": str(place.line)}
        if place.column:
            end = place.column + max(place.width, 1) - 1
            properties |= {"col": str(place.column), "endColumn": str(end)}
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    text = " ".join((finding.text, *(f"({place})" for place in finding.others)))
    return f"::{command} {written}::{_data(text)}\n"


def _data(text: str) -> str:
    """Return a text that ends no command and begins none."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a text that ends no property, either."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
