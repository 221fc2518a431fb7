"""A figures file as text: a sign between cells, quotes where a cell needs them, one row a line."""

import csv
import io
from collections.abc import Iterable, Sequence

_END = "\r\n"
"""What the writer takes for the end of a row: it puts both signs in quotes inside a cell."""


def figures_csv(
    headings: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",", end: str = "\n"
) -> str:
    """Return the text of a table; every cell is what it was, byte for byte."""
    return "".join(_line(row, delimiter) + end for row in [headings, *rows])


def _line(row: Sequence[str], delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=_END).writerow(row)
    return buffer.getvalue().removesuffix(_END)
