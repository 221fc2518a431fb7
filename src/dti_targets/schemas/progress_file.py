"""The schema of the JSON of `progress`, from the contract that the writer keeps."""

from dti_targets.reporting.writers.contract import DiagnosticRecord
from dti_targets.reporting.writers.progress_contract import ProgressionRecord, ProgressRecord
from dti_targets.schemas.report_file import schema_of_record
from dti_targets.schemas.schema import Schema

_NO_COUNTS = dict.fromkeys(
    ("total", "achieved", "on_track", "moderate", "limited", "deteriorating", "cannot_say"), 0
)
_EXAMPLE = {
    "format_version": 1,
    "generator": {"name": "dti-targets", "version": "0.1.0"},
    "as_of": "2024",
    "method": "linear",
    "judged": False,
    "exit_status": 2,
    "failures": {},
    "summary": _NO_COUNTS,
    "progress": [],
    "diagnostics": [],
    "diagnostic_counts": {"errors": 1, "warnings": 0, "listed": 0},
}


def progress() -> Schema:
    """Return the schema. Keys that are not in it may come: they change no meaning."""
    inherited = (ProgressRecord, DiagnosticRecord)
    return schema_of_record(ProgressionRecord, inherited, "progress", _EXAMPLE)
