"""What is seen on a chart of a series, in words."""

from collections.abc import Iterator

from dti_targets.domain.progress import Break, Point, Series
from dti_targets.domain.unit import Unit
from dti_targets.reporting.charts.scale import written
from dti_targets.reporting.wording import Wording


def point_words(point: Point, unit: Unit, say: Wording) -> str:
    """Return a period and what was published of it, each source once."""
    values = [say.figure(figure) for figure in point.figures if figure.period == point.period]
    number = "" if point.number is None else written(point.number, unit, say)
    return f"{point.period.text}: {' / '.join(dict.fromkeys(values)) or number}"


def break_words(series: Series, say: Wording) -> Iterator[tuple[Break, str]]:
    """Yield the breaks of a series with why they are there, by the number that stands at each."""
    for number, cut in enumerate(series.breaks, 1):
        reason = say.remark(cut.reason)
        if cut.reason.key == "break.redefined":
            yield cut, say("svg.break_on", number=number, day=cut.day, reason=reason)
        else:
            yield cut, say("svg.break", number=number, reason=reason)
