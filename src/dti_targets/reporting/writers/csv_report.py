"""The report as one table: a row for each assessment, other figure, unused figure, diagnostic.

Other figures are further sources and earlier editions of what was judged. Where a figure is, the
columns that a figures file has hold what that file held: the table can be read back. Cells that a
spreadsheet would run as a formula begin with an apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers import contract
from dti_targets.reporting.writers.records import Records

COLUMNS = (
    "record", "resolution", "target", "indicator", "area", "area_name", "level", "period", "value",
    "numerator", "denominator", "decimal", "unit", "verdict", "reason", "threshold",
    "threshold_kind", "threshold_value", "gap", "due", "low", "high", "low_closed", "high_closed",
    "source", "quote", "note", "edition", "counted", "provisional", "remarks", "file", "line",
    "column", "target_file", "target_line", "target_column", "code", "severity", "message", "hint",
)  # fmt: skip

_FORMULA = "=+-@\t\r＝＋－＠"
_HARMLESS = re.compile(r"[+-](?:\d[\d.,/]*(?:[ %()]|[^\W\d_])*)?")
"""What begins like a formula and is a number, perhaps with words (`-12,5 (sơ bộ)`), or the sign of
a missing one. No digit follows a letter: nothing in it names a cell."""


Row = Mapping[str, object]


def to_csv(result: Result, say: Wording) -> Text:
    """Yield the heading, then a row at a time."""
    columns, rows = _table(result, say)
    line = _Line(columns)
    yield line.of(dict(zip(columns, columns, strict=True)))
    for row in rows:
        yield line.of(row)


def _table(result: Result, say: Wording) -> tuple[Sequence[str], Iterator[Row]]:
    """Return columns and rows: each question has a table of its own."""
    if result.command == "progress":
        from dti_targets.reporting.writers import progress_csv

        return progress_csv.COLUMNS, progress_csv.rows(result, say)
    if result.command == "compare":
        from dti_targets.reporting.writers import comparison_csv

        return comparison_csv.COLUMNS, comparison_csv.rows(result, say)
    return COLUMNS, _rows(result, say)


def _rows(result: Result, say: Wording) -> Iterator[Row]:
    records = Records(result, say)
    for made in records.assessments():
        yield _assessment(made, result.period or "")
        for other in made["other_figures"]:
            yield {**_coordinates(made), **_figure(other), "record": "figure"}
        for earlier in made["earlier_editions"]:
            yield {**_coordinates(made), **_figure(earlier), "record": "earlier_edition"}
    for unused in records.unused():
        yield _unused(unused)
    for fault in records.diagnostics():
        yield {"record": "diagnostic", **fault}


class _Line:
    """Writes a row at a time as text."""

    def __init__(self, columns: Sequence[str]) -> None:
        """Write these columns; what a row says of others is left out."""
        self._columns = columns
        self._buffer = io.StringIO()
        self._writer = csv.DictWriter(
            self._buffer, columns, restval="", extrasaction="ignore", lineterminator="\n"
        )

    def of(self, row: Row) -> str:
        """Return a row as text; a column that it does not say is empty."""
        self._writer.writerow({name: _cell(row[name]) for name in self._columns if name in row})
        text = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        return text


def _cell(value: object) -> str:
    """Return a value as a cell that no program takes for anything but text or a number."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):  # no exponent: what follows a minus is digits alone
        return f"{Decimal(repr(value)):f}"
    text = "" if value is None else visible(str(value))
    guarded = text[:1] in _FORMULA if text else False
    return f"'{text}" if guarded and not _HARMLESS.fullmatch(text) else text


def _assessment(made: contract.AssessmentRecord, period: str) -> dict[str, object]:
    threshold, figure = made["threshold"], made["figure"]
    return {
        "record": "assessment",
        **_coordinates(made),
        "period": period,
        "verdict": made["verdict"],
        "reason": made["reason"]["text"],
        "threshold": threshold["text"],
        "threshold_kind": threshold["kind"],
        "threshold_value": threshold["value"],
        "gap": made["gap"],
        "due": made["due"],
        "counted": made["counted"],
        "provisional": made["provisional"],
        "remarks": "; ".join(remark["text"] for remark in made["remarks"]),
        "target_file": made["target_file"],
        "target_line": made["target_line"],
        "target_column": made["target_column"],
        **(_figure(figure) if figure else {}),
    }


def _coordinates(made: contract.AssessmentRecord) -> dict[str, object]:
    return {
        "resolution": made["resolution"],
        "target": made["target"],
        "indicator": made["indicator"],
        "area": made["area"]["code"],
        "area_name": made["area"]["name"],
        "level": made["level"],
        "unit": made["unit"],
    }


def _figure(figure: contract.FigureRecord) -> dict[str, object]:
    return {**figure, "value": figure["text"]}


def _unused(figure: contract.UnusedFigure) -> dict[str, object]:
    area = figure["area"]
    return {
        "record": "unused_figure", **figure, "value": figure["text"],
        "area": area["code"], "area_name": area["name"],
    }  # fmt: skip
