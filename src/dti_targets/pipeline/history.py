"""The question what was published of a judged threshold in earlier periods."""

from collections.abc import Sequence

from dti_targets.checking import history
from dti_targets.domain.progress import Series
from dti_targets.domain.report import Assessment
from dti_targets.pipeline.check import Outcome


def histories(outcome: Outcome, judged: Sequence[Assessment]) -> Sequence[Series | None]:
    """Return the series behind some assessments of an outcome, in the files that it read."""
    if outcome.report is None:
        return [None] * len(judged)
    return history.histories(outcome.report, judged, outcome.promises.gazetteer)
