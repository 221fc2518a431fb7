"""A result of `progress` -> findings: one for each target, at its latest figure."""

from collections.abc import Callable, Iterator

from dti_targets.diagnostics import Place
from dti_targets.domain.progress import Point, Progress, Status
from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.finding import Finding, Rule, Weight

_WEIGHTS = {
    Status.DETERIORATING: Weight.WARNING,
    Status.LIMITED: Weight.NOTE,
    Status.MODERATE: Weight.NOTE,
    Status.CANNOT_SAY: Weight.NOTE,
    Status.ACHIEVED: Weight.ANSWER,
    Status.ON_TRACK: Weight.ANSWER,
}


def findings(
    result: Result, say: Wording, from_repository: Callable[[Place], Place]
) -> Iterator[Finding]:
    """Yield the targets of each resolution, in the order of the files."""
    found = result.progression
    for part in found.resolutions if found else ():
        for made in part.targets:
            places = tuple(map(from_repository, _places(made, part.place(made.expected), result)))
            yield _finding(made, places, result, say)


def _finding(made: Progress, places: tuple[Place, ...], result: Result, say: Wording) -> Finding:
    expected, status = made.expected, made.status
    message = say(
        "finding.progress", name=expected.target.name,
        level=say.words.show(expected.level), area=made.area, due=expected.due,
        status=say.words.show(status), reason=say.statement(made.measured.reason),
    )  # fmt: skip
    key = (expected.target.id, expected.level.value, made.area.code, expected.due.text)
    heavy = status.value in result.reader.settings.fail_on
    return Finding(
        status.value, Weight.ERROR if heavy else _WEIGHTS[status], None, expected.resolution.id,
        " ".join(key), message, say(f"rule.{status}.help", target=expected.id),
        places[0], places[1:], "\0".join(("progress", expected.resolution.id, *key)),
    )  # fmt: skip


def _places(made: Progress, target: Place, result: Result) -> Iterator[Place]:
    """Yield the cells of the latest figure, those of the baseline, and the target."""
    for point in filter(None, (made.latest, made.baseline)):
        yield from (result.cell(place) for place in _rows(point))
    yield target


def _rows(point: Point) -> Iterator[Place]:
    """Yield the rows of a period, the last ones first where the point is a sum of periods."""
    for figure in sorted(point.figures, key=lambda figure: figure.period.end, reverse=True):
        yield figure.place


def rules(say: Wording) -> Iterator[Rule]:
    """Yield the rules that a target can have."""
    for status in Status:
        yield Rule(
            status.value, min(_WEIGHTS[status], Weight.NOTE), say(f"rule.{status}"),
            say(f"rule.{status}.help", target="RESOLUTION/TARGET"),
        )  # fmt: skip
