"""A figures file as text: a sign between cells, quotes where a cell needs them, one row a line."""

import csv
import io
from collections.abc import Collection, Iterable, Sequence

_END = "\r\n"
"""What the writer takes for the end of a row: it puts both signs in quotes inside a cell."""


def figures_csv(
    headings: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",", end: str = "\n",
    quoted: Collection[int] = (),
) -> str:  # fmt: skip
    """Return the text of a table; every cell is what it was, byte for byte.

    `quoted` are the rows, from 0, all of whose cells stand in quotes.
    """
    lines = [_line(headings, delimiter, csv.QUOTE_MINIMAL)]
    for number, row in enumerate(rows):
        quoting = csv.QUOTE_ALL if number in quoted else csv.QUOTE_MINIMAL
        lines.append(_line(row, delimiter, quoting))
    return "".join(line + end for line in lines)


def _line(row: Sequence[str], delimiter: str, quoting: int) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=_END, quoting=quoting).writerow(row)  # type: ignore[arg-type]
    return buffer.getvalue().removesuffix(_END)
