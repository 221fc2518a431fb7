"""Reviewdog's format: its shape, and columns that count bytes."""

import json
from typing import Any

from jsonschema import Draft202012Validator

from tests.reporting.conftest import Case, Make

_POSITION = {
    "type": "object",
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
    "required": ["line"],
    "additionalProperties": False,
}
_RANGE = {
    "type": "object",
    "properties": {"start": _POSITION, "end": _POSITION},
    "required": ["start"],
    "additionalProperties": False,
}
_LOCATION = {
    "type": "object",
    "properties": {"path": {"type": "string", "minLength": 1}, "range": _RANGE},
    "required": ["path"],
    "additionalProperties": False,
}
_SOURCE = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
    "additionalProperties": False,
}
_SEVERITY = {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]}
_DIAGNOSTIC = {
    "type": "object",
    "properties": {
        "message": {"type": "string", "minLength": 1},
        "location": _LOCATION,
        "severity": _SEVERITY,
        "source": _SOURCE,
        "code": {
            "type": "object",
            "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
            "additionalProperties": False,
        },
        "suggestions": {"type": "array", "items": {
            "type": "object",
            "properties": {"range": _RANGE, "text": {"type": "string"}},
            "additionalProperties": False,
        }},
        "original_output": {"type": "string"},
        "relatedLocations": {"type": "array", "items": {
            "type": "object",
            "properties": {"message": {"type": "string"}, "location": _LOCATION},
            "additionalProperties": False,
        }},
    },
    "required": ["message", "location"],
    "additionalProperties": False,
}  # fmt: skip
SCHEMA = {
    "type": "object",
    "properties": {
        "diagnostics": {"type": "array", "items": _DIAGNOSTIC},
        "source": _SOURCE,
        "severity": _SEVERITY,
    },
    "required": ["diagnostics"],
    "additionalProperties": False,
}
"""`DiagnosticResult` as reviewdog.proto has it, which is read without unknown fields."""


def marked(folder_of: Case, location: dict[str, Any]) -> str:
    """Return what a place marks in its file, counted in bytes."""
    lines = (folder_of.folder / location["path"]).read_bytes().split(b"\n")
    start, end = location["range"]["start"], location["range"]["end"]
    assert start["line"] == end["line"]
    line: bytes = lines[start["line"] - 1]
    return line[start["column"] - 1 : end["column"] - 1].decode()


def test_it_is_of_the_shape(any_case: Case) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(any_case.out("rdjson")))


def test_columns_count_bytes(make: Make) -> None:
    sample = make("sample")
    table = sample.folder / "data" / "2024.csv"
    text = table.read_text("utf-8")
    heading, *rows = text.splitlines()
    names = {"90": "tỉnh Mẫu", "902": "huyện Nam"}
    written = [heading]
    for row in rows:
        indicator, area, rest = row.split(",", 2)
        written.append(f"{indicator},{names.get(area, area)},{rest}")
    table.write_text("\n".join(written).replace("tỉnh Mẫu", "Mẫu").replace("huyện ", ""), "utf-8")

    found = json.loads(sample.out("rdjson"))["diagnostics"]

    values = [marked(sample, d["location"]) for d in found if d["code"]["value"] == "missed"]
    assert values == ['"70%"', '"79,99%"', '"55,5%"', '"-1,25%"', "12/34"]
    (unused,) = (d for d in found if d["code"]["value"] == "unused")
    assert marked(sample, unused["location"]) == "hơn 3.000"


def test_columns_count_bytes_in_a_repository(make: Make) -> None:
    sample = make("sample")
    (sample.folder.parent / ".git").mkdir()

    found = json.loads(sample.out("rdjson"))["diagnostics"]

    (unused,) = (d for d in found if d["code"]["value"] == "unused")
    location = unused["location"]
    assert location["path"] == "sample/data/2024.csv"
    start, end = location["range"]["start"], location["range"]["end"]
    assert end["column"] - start["column"] == len("hơn 3.000".encode())


def test_severities(make: Make) -> None:
    found = json.loads(make("sample").out("rdjson"))["diagnostics"]

    assert {(d["code"]["value"], d["severity"]) for d in found} == {
        ("missed", "ERROR"), ("missed", "WARNING"), ("missing", "ERROR"), ("missing", "WARNING"),
        ("missing", "INFO"), ("undecided", "WARNING"), ("pending", "INFO"), ("met", "INFO"),
        ("not_applicable", "INFO"), ("unused", "INFO"), ("DT301", "WARNING"),
    }  # fmt: skip
