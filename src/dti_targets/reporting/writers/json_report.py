r"""The contract as JSON: one document, or one record a line (`jsonl`).

Data reach a reader unchanged, and no terminal or log as anything but text: what cannot be seen
leaves as `\uXXXX`, and so does the beginning of what a CI log takes for a command (`##[`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.records import Records

_LAST_OF_FOUR = 0xFFFF
_COMMAND = re.compile("#(?=#)")


def to_json(result: Result, say: Wording) -> Text:
    """Yield one document; each assessment, figure and diagnostic on a line of its own."""
    if result.command == "compare":
        from dti_targets.reporting.writers.comparison_records import comparison_json

        yield from comparison_json(result, say)
        return
    records = Records(result, say)
    head = records.head()
    yield "{\n"
    for key, value in head.items():
        if key == "resolutions":
            yield from array(key, head["resolutions"])
        else:
            yield f"  {encoded(key)}: {encoded(value)},\n"
    yield from array("assessments", records.assessments())
    yield from array("unused_figures", records.unused())
    yield from array("diagnostics", records.diagnostics())
    yield f'  "diagnostic_counts": {encoded(records.counts())}\n}}\n'


def array(key: str, items: Iterable[object]) -> Iterator[str]:
    """Yield a key of a document with its list, an item on a line."""
    yield f"  {encoded(key)}: ["
    separator = "\n"
    for item in items:
        yield f"{separator}    {encoded(item)}"
        separator = ",\n"
    yield "],\n" if separator == "\n" else "\n  ],\n"


def to_jsonl(result: Result, say: Wording) -> Text:
    """Yield a line for each record: `type` says which, `report` first and `end` last."""
    if result.command == "compare":
        from dti_targets.reporting.writers.comparison_records import comparison_jsonl

        yield from comparison_jsonl(result, say)
        return
    records = Records(result, say)
    yield typed("report", records.head())
    for assessment in records.assessments():
        yield typed("assessment", assessment)
    for figure in records.unused():
        yield typed("unused_figure", figure)
    for diagnostic in records.diagnostics():
        yield typed("diagnostic", diagnostic)
    yield typed("end", records.counts())


def typed(kind: str, record: Mapping[str, object]) -> str:
    """Return a record on a line of its own, with the type that tells it from others."""
    return encoded({"type": kind, **record}) + "\n"


def encoded(value: object) -> str:
    """Return a value as JSON on one line."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else _escaped(sign) for sign in text)
    return _COMMAND.sub(r"\\u0023", text) if "##" in text else text


def _escaped(sign: str) -> str:
    r"""Return a sign as `\uXXXX`, or as two of them."""
    number = ord(sign)
    if number <= _LAST_OF_FOUR:
        return f"\\u{number:04x}"
    number -= _LAST_OF_FOUR + 1
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"
