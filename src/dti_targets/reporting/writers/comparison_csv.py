"""A comparison as one table: a row for each change, unasked figure, amendment and diagnostic."""

from collections.abc import Iterator, Mapping, Sequence

from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers import comparison_contract as contract
from dti_targets.reporting.writers.comparison_records import ComparisonRecords

COLUMNS = (
    "record", "kind", "resolution", "target", "name", "indicator", "area", "area_name", "level",
    "unit", "old_period", "old_value", "old_verdict", "old_gap", "old_threshold",
    "old_threshold_value", "old_due", "new_period", "new_value", "new_verdict", "new_gap",
    "new_threshold", "new_threshold_value", "new_due", "gap_change", "figure", "amended", "decides",
    "remarks", "old_file", "old_line", "old_column", "file", "line", "column", "target_file",
    "target_line", "target_column", "code", "severity", "message", "hint",
)  # fmt: skip


def rows(result: Result, say: Wording) -> Iterator[Mapping[str, object]]:
    """Yield the rows."""
    records = ComparisonRecords(result, say)
    for change in records.changes():
        yield _change(change, say.language)
    for unasked in records.unasked():
        yield _unasked(unasked)
    for amendment in records.amendments():
        yield _amendment(amendment, say.language)
    for fault in records.common.diagnostics():
        yield {"record": "diagnostic", **fault}


def _change(change: contract.ChangeRecord, language: str) -> Mapping[str, object]:
    return {
        **change,
        "record": "change",
        "name": change["name"]["en" if language == "en" else "vi"],
        "area": change["area"]["code"],
        "area_name": change["area"]["name"],
        "remarks": "; ".join(remark["text"] for remark in change["remarks"]),
        **_side("old", change["old"]),
        **_side("new", change["new"]),
    }


def _side(side: str, judged: contract.JudgedRecord | None) -> dict[str, object]:
    if judged is None:
        return {}
    threshold = judged["threshold"]
    return {
        f"{side}_verdict": judged["verdict"],
        f"{side}_gap": judged["gap"],
        f"{side}_due": judged["due"],
        f"{side}_threshold": threshold["kind"],
        f"{side}_threshold_value": threshold["value"],
        **_published(side, judged["figures"]),
    }


def _published(side: str, figures: Sequence[contract.PublishedRecord]) -> dict[str, object]:
    """Return the texts of all sources, at the place of the first."""
    if not figures:
        return {}
    first, prefix = figures[0], "old_" if side == "old" else ""
    return {
        f"{side}_period": first["period"],
        f"{side}_value": " / ".join(dict.fromkeys(figure["text"] for figure in figures)),
        f"{prefix}file": first["file"],
        f"{prefix}line": first["line"],
        f"{prefix}column": first["column"],
    }


def _unasked(made: contract.UnaskedRecord) -> Mapping[str, object]:
    old, new = made["old"], made["new"]
    return {
        "record": "unasked_figure",
        "kind": made["kind"],
        "indicator": made["indicator"],
        "area": made["area"]["code"],
        "area_name": made["area"]["name"],
        "level": made["level"],
        **_published("old", [old] if old else []),
        **_published("new", [new] if new else []),
    }


def _amendment(made: contract.AmendmentRecord, language: str) -> Mapping[str, object]:
    places = made["others"]
    old = {f"old_{key}": value for key, value in places[0].items()} if places else {}
    return {
        **{key: made[key] for key in ("kind", "resolution", "target", "level")},
        "record": "amendment",
        "name": made["name"]["en" if language == "en" else "vi"],
        "old_value": made["old"],
        "new_value": made["new"],
        "target_file": made["file"],
        "target_line": made["line"],
        "target_column": made["column"],
        **old,
    }
