"""Which of several editions of one figure counts: the latest, where every one says its day."""

from collections.abc import Sequence
from typing import NamedTuple

from dti_targets.domain.figures import Figures
from dti_targets.domain.period import Period


class Editions(NamedTuple):
    """The rows of one coordinate: those that count, and those that a later edition took over from.

    `counting` are in the order of the rows, `earlier` the latest first.
    """

    counting: tuple[int, ...]
    earlier: tuple[int, ...]


def by_edition(figures: Figures, rows: Sequence[int]) -> Editions:
    """Part the rows of one indicator, level, area and period by their editions.

    A row is an earlier one if another was published after the last day of its own edition: of two
    editions that overlap (2025, 2025-02) nobody knows which is the later. A row that gives no value
    neither takes over nor is taken over from. Where a row with a value does not say its edition,
    all rows count.
    """
    known: dict[int, Period] = {}
    for row in rows:
        value = figures.value(row)
        if value is None or value.absence is not None:
            continue
        edition = figures.edition(row)
        if edition is None:
            return Editions(tuple(rows), ())
        known[row] = edition
    starts = [edition.start for edition in known.values()]
    earlier = [row for row, edition in known.items() if edition.end < max(starts)]
    earlier.sort(key=lambda row: (known[row].end, known[row].start), reverse=True)
    gone = set(earlier)
    return Editions(tuple(row for row in rows if row not in gone), tuple(earlier))
