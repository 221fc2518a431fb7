"""What was published before of what was judged: a series for each assessment that has one."""

from collections.abc import Sequence

from dti_targets.checking.series import Key, rows_by_key, series_up_to
from dti_targets.domain.area import Gazetteer
from dti_targets.domain.progress import Point, Series
from dti_targets.domain.report import Assessment, Report

_LEAST = 2
"""Periods that make a history."""


def histories(
    report: Report, judged: Sequence[Assessment], gazetteer: Gazetteer
) -> list[Series | None]:
    """Return the series behind each of some assessments of a report, up to its period.

    None stands where figures of one period alone are left: there is nothing to look back on. The
    figures are those that the report was made of, so that no verdict is another one beside them.
    """
    figures, period = report.figures, report.period
    told = {when for _, when in figures.places[1:] if when.end <= period.end}
    if len(told) < _LEAST:
        return [None] * len(judged)
    keys = [
        Key(made.expected.target.indicator, made.expected.level, made.area.code) for made in judged
    ]
    rows = rows_by_key(figures, keys, period.end)
    found: list[Series | None] = []
    for made, key in zip(judged, keys, strict=True):
        now = Point(period, gazetteer.on(key.code, period.end))
        series = series_up_to(now, figures, rows[key], made.expected) if key in rows else Series()
        found.append(series if len(series.points) >= _LEAST else None)
    return found
