"""A figures file as text: commas, quotes where a cell needs them, one row a line."""

import csv
import io
from collections.abc import Iterable, Sequence


def figures_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the text of a table; every cell is what it was, byte for byte."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return buffer.getvalue()
