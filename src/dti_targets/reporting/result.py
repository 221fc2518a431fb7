"""What a run found, as every output format gets it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dti_targets.diagnostics import Faults, Place
from dti_targets.domain.report import Assessment, Report
from dti_targets.reporting.pages.report import Reader

if TYPE_CHECKING:
    from dti_targets.domain.comparison import Comparison
    from dti_targets.domain.progress import Progression, Series


def _unmoved(places: Iterable[Place]) -> Mapping[Place, Place]:
    return {place: place for place in places}


def _without_history(judged: Sequence[Assessment]) -> "Sequence[Series | None]":
    return [None] * len(judged)


class Result(NamedTuple):
    """The report of a run, or None where nothing was judged; and what else is to be told.

    `command` is the question that was asked; `progression` is the answer to `progress`, which has
    no report; nor has `compare`, whose answer is `comparison`.
    `status` is the exit status, `failures` what made it 1, `period` the one that was judged or
    asked for, `files` what was read. `cells` knows, by the row of a figure, the cell of its value;
    `in_bytes` gives places a column that counts bytes. `repository` is the path from the
    repository to the project: what puts findings beside the code wants paths from there.
    `histories` gives the series behind assessments, where they have more than one period.
    """

    report: Report | None
    faults: Faults
    status: int
    failures: Mapping[str, int]
    period: str | None
    files: tuple[str, ...]
    reader: Reader
    cells: Mapping[Place, Place] = MappingProxyType({})
    in_bytes: Callable[[Iterable[Place]], Mapping[Place, Place]] = _unmoved
    repository: str = ""
    command: str = "check"
    progression: "Progression | None" = None
    comparison: "Comparison | None" = None
    histories: "Callable[[Sequence[Assessment]], Sequence[Series | None]]" = _without_history

    def cell(self, row: Place) -> Place:
        """Return the cell of the value of a figure's row."""
        return self.cells.get(row, row)


Text = Iterator[str]
"""A document in pieces, so that a large one is never held whole."""
