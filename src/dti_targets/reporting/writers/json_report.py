r"""The contract as JSON: one document, or one record a line (`jsonl`).

Data reach a reader unchanged, and no terminal or log as anything but text: what cannot be seen
leaves as `\uXXXX`, and so does the beginning of what a CI log takes for a command (`##[`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers.records import Document, Records

_LAST_OF_FOUR = 0xFFFF
_COMMAND = re.compile("#(?=#)")


def to_json(result: Result, say: Wording) -> Text:
    """Yield one document; each assessment, figure and diagnostic on a line of its own."""
    document = _document(result, say)
    yield "{\n"
    for key, value in document.head.items():
        if isinstance(value, list):
            yield from _array(key, value)
        else:
            yield f"  {encoded(key)}: {encoded(value)},\n"
    for key, _, records in document.lists:
        yield from _array(key, records)
    yield f'  "diagnostic_counts": {encoded(document.counts)}\n}}\n'


def _document(result: Result, say: Wording) -> Document:
    """Return what a run has to tell: each question has a document of its own."""
    if result.command == "progress":
        from dti_targets.reporting.writers.progress_records import ProgressRecords

        return ProgressRecords(result, say).document()
    if result.command == "compare":
        from dti_targets.reporting.writers.comparison_records import ComparisonRecords

        return ComparisonRecords(result, say).document()
    return Records(result, say).document()


def _array(key: str, items: Iterable[object]) -> Iterator[str]:
    """Yield a key of a document with its list, an item on a line."""
    yield f"  {encoded(key)}: ["
    separator = "\n"
    for item in items:
        yield f"{separator}    {encoded(item)}"
        separator = ",\n"
    yield "],\n" if separator == "\n" else "\n  ],\n"


def to_jsonl(result: Result, say: Wording) -> Text:
    """Yield a line for each record: `type` says which, that of the head first and `end` last."""
    document = _document(result, say)
    yield _typed(document.kind, document.head)
    for _, kind, records in document.lists:
        for record in records:
            yield _typed(kind, record)
    yield _typed("end", document.counts)


def _typed(kind: str, record: Mapping[str, object]) -> str:
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
