"""The schema of a JSON report, from the contract that the writer keeps."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter
from typing_extensions import get_original_bases

from dti_targets.reporting.writers.contract import AssessmentRecord, DiagnosticRecord, ReportRecord
from dti_targets.schemas.schema import Schema

_NO_COUNTS = dict.fromkeys(
    ("total", "met", "missed", "pending", "undecided", "missing", "not_applicable"), 0
)
_EXAMPLE = {
    "format_version": 1,
    "generator": {"name": "dti-targets", "version": "0.1.0"},
    "period": "2024",
    "judged": False,
    "exit_status": 2,
    "failures": {},
    "summary": _NO_COUNTS,
    "resolutions": [],
    "assessments": [],
    "unused_figures": [],
    "diagnostics": [
        {
            "file": "data/2024.csv",
            "line": 4,
            "column": 42,
            "code": "DT211",
            "severity": "error",
            "message": "a number was split at its decimal comma, into 70 and 35%",
            "hint": 'write "70,35%" in quotes, or save the file with ; between the cells.',
            "others": [],
        }
    ],
    "diagnostic_counts": {"errors": 1, "warnings": 0, "listed": 1},
}


def report() -> Schema:
    """Return the schema. Keys that are not in it may come: they change no meaning."""
    return schema_of_record(ReportRecord, (AssessmentRecord, DiagnosticRecord), "report", _EXAMPLE)


def schema_of_record(
    record: type, inherited: Sequence[type], name: str, example: Mapping[str, object]
) -> Schema:
    """Return the schema of a document.

    Args:
        record: The type of the whole document.
        inherited: The types of its parts that have keys from another.
        name: What it is.
        example: A document of that kind.
    """
    schema: Schema = TypeAdapter(record).json_schema()
    _tell_inherited(schema, record)
    for part in inherited:
        _tell_inherited(schema["$defs"][part.__name__], part)
    head = {"title": f"dti-targets: {name}", "description": schema.pop("description")}
    return {**head, "examples": [example], **_untitled(schema)}


def _tell_inherited(definition: Schema, record: type) -> None:
    """Add what the keys mean that a record has from another: Pydantic reads its own class only."""
    for base in get_original_bases(record):
        told = TypeAdapter(base).json_schema()["properties"]
        for key, value in definition["properties"].items():
            if key in told:
                value.setdefault("description", told[key]["description"])


def _untitled(part: Any) -> Any:  # noqa: ANN401  (any part of a schema)
    """Return a part of a schema without the titles that only repeat a key."""
    if isinstance(part, dict):
        return {
            k: _untitled(v) for k, v in part.items() if not (k == "title" and isinstance(v, str))
        }
    return [_untitled(item) for item in part] if isinstance(part, list) else part
