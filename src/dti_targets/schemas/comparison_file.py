"""The schema of a JSON comparison, from the contract that the writer keeps."""

from dti_targets.reporting.writers.comparison_contract import AmendmentRecord, ComparisonRecord
from dti_targets.reporting.writers.contract import DiagnosticRecord
from dti_targets.schemas.report_file import schema_of_record
from dti_targets.schemas.schema import Schema

_EXAMPLE = {
    "format_version": 1,
    "generator": {"name": "dti-targets", "version": "0.1.0"},
    "subject": "figures",
    "compared": True,
    "exit_status": 0,
    "failures": {},
    "old": {"name": "data/2024.csv", "files": ["data/2024.csv"], "period": "2024"},
    "new": {"name": "data/2025.csv", "files": ["data/2025.csv"], "period": "2025"},
    "summary": {},
    "unchanged": 22,
    "sentences": ["Since data/2024.csv, period 2024: nothing changed; 22 targets compared."],
    "changes": [],
    "unasked_figures": [],
    "amendments": [],
    "diagnostics": [],
    "diagnostic_counts": {"errors": 0, "warnings": 0, "listed": 0},
}


def comparison() -> Schema:
    """Return the schema. Keys that are not in it may come: they change no meaning."""
    inherited = (AmendmentRecord, DiagnosticRecord)
    return schema_of_record(ComparisonRecord, inherited, "comparison", _EXAMPLE)
