"""The answer of `progress` as one table: a row for each target, then one for each diagnostic."""

from collections.abc import Iterator, Mapping

from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers import progress_contract as contract
from dti_targets.reporting.writers.contract import FigureRecord
from dti_targets.reporting.writers.progress_records import ProgressRecords

_COMPUTED = (
    "ratio", "ratio_low", "ratio_high", "score", "pace", "needed_pace", "remaining_pace",
    "expected_now", "distance", "arrives", "arrives_earliest", "arrives_latest",
)  # fmt: skip
COLUMNS = (
    "record", "resolution", "target", "indicator", "area", "area_name", "level", "unit", "status",
    "reason", "verdict", "threshold", "threshold_kind", "threshold_value", "due",
    "baseline_period", "baseline_value", "period", "value", "method", *_COMPUTED,
    "points", "first", "last", "breaks", "remarks", "source", "file", "line", "column",
    "target_file", "target_line", "target_column", "code", "severity", "message", "hint",
)  # fmt: skip


def rows(result: Result, say: Wording) -> Iterator[Mapping[str, object]]:
    """Yield the rows; the columns of the latest figure are empty where there is none."""
    records = ProgressRecords(result, say)
    for made in records.targets():
        yield _progress(made)
    for fault in records.diagnostics():
        yield {"record": "diagnostic", **fault}


def _progress(made: contract.ProgressRecord) -> dict[str, object]:
    threshold, latest, baseline = made["threshold"], made["latest"], made["baseline"]
    figure = _figure(latest) if latest else None
    return {
        **made,
        **made["basis"],
        **(figure or {}),
        "record": "progress",
        "area": made["area"]["code"],
        "area_name": made["area"]["name"],
        "reason": made["reason"]["text"],
        "threshold": threshold["text"],
        "threshold_kind": threshold["kind"],
        "threshold_value": threshold["value"],
        "baseline_period": baseline and baseline["period"],
        "baseline_value": baseline and baseline["number"],
        "period": latest and latest["period"],
        "value": figure and latest and _text(figure, latest),
        "breaks": "; ".join(
            f"{cut['day']}: {cut['reason']['text']}" for cut in made["series"]["breaks"]
        ),
        "remarks": "; ".join(remark["text"] for remark in made["remarks"]),
    }


def _figure(point: contract.PointRecord) -> FigureRecord:
    """Return the figure of the period itself; of a sum, the last one that was added."""
    figures = point["figures"]
    return next((f for f in figures if f["period"] == point["period"]), figures[-1])


def _text(figure: FigureRecord, point: contract.PointRecord) -> str | None:
    """Return what was published; of a sum, the sum."""
    return figure["text"] if figure["period"] == point["period"] else point["number"]
