"""Returned figures against one another and against those that are published: what is to be added.

Nothing is overwritten in silence: two forms that say different things, and a form that says another
thing than is published, are errors that name both places.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dti_targets.checking.editions import by_edition
from dti_targets.diagnostics import Code, Faults, codes
from dti_targets.domain.area import Area, folded
from dti_targets.domain.collection import Gathered, Missing, Returned
from dti_targets.domain.figures import Figures
from dti_targets.domain.form import Entry
from dti_targets.domain.period import Period
from dti_targets.domain.unit import Level

Coordinate = tuple[str, Level, Area, Period]


def gather(
    figures: Figures, entries: Sequence[Entry], faults: Faults, *, published: bool, replace: bool
) -> Gathered:
    """Decide which rows of returned files are added.

    Args:
        figures: The rows of the published file, if there is one, then those of the returned ones.
        entries: What is expected.
        faults: Takes every conflict.
        published: Whether the first file of the store is the published one.
        replace: Whether what was returned takes the place of what is published.
    """
    wanted = {
        (entry.target.indicator, entry.level, entry.area, entry.period): number
        for number, entry in enumerate(entries)
    }
    rows: dict[Coordinate, list[int]] = defaultdict(list)
    for row in range(len(figures)):
        rows[_coordinate(figures, row)].append(row)
    said = _Said(figures)
    spans = _spans(figures)
    first = spans.pop(0)[-1] if published else 0
    added: list[int] = []
    replaced: dict[int, tuple[int, ...]] = {}
    held = 0
    for group in rows.values():
        old = [row for row in group if row < first and said.anything(row)]
        new = [row for row in group if row >= first and said.anything(row)]
        gone = _compared(said, old, new, faults, replace=replace)
        more = _adding([row for row in old if row not in gone], new, said)
        replaced |= dict.fromkeys(gone, ()) | dict.fromkeys(gone[:1], tuple(sorted(more)))
        held += len(new) - len(more)
        added += more
    order = {coordinate: wanted.get(coordinate, len(wanted)) for coordinate in rows}
    added.sort(key=lambda row: (order[_coordinate(figures, row)], *_order(figures, row)))
    return Gathered(
        tuple(added), replaced, held,
        tuple(_files(figures, spans, wanted, said)),
        tuple(_missing(figures, rows, wanted, entries, said)),
        tuple(figures[row] for row in added if _coordinate(figures, row) not in wanted),
    )  # fmt: skip


def _coordinate(figures: Figures, row: int) -> Coordinate:
    return (*figures.slots[figures.slot[row]], *figures.places[figures.place[row]])


def _order(figures: Figures, row: int) -> tuple[object, ...]:
    """Return what rows that nobody asked for stand in the order of."""
    indicator, level, area, period = _coordinate(figures, row)
    return indicator, level.depth, area.code, period.start, period.end, row


class _Said:
    """What rows say, for comparison."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def anything(self, row: int) -> bool:
        """Whether a row answers: an empty cell does not, "not available" does."""
        text = self.figures.text[row]
        return bool(self.figures.texts[text].strip()) or text in self.figures.fractions

    def a_value(self, row: int) -> bool:
        """Whether a row gives a value."""
        value = self.figures.value(row)
        return value is None or value.absence is None

    def same(self, one: int, other: int) -> bool:
        """Whether two rows give the same value.

        An estimate is another value than a final one, and 26 of 63 another than 26 of 34. What no
        target asks for is the same only in the same words.
        """
        first, second = self.figures.value(one), self.figures.value(other)
        if first is None or second is None:
            return self._written(one) == self._written(other)
        apart = first.unit.whole and first.total and second.total and first.total != second.total
        return first == second and first.preliminary == second.preliminary and not apart

    def _written(self, row: int) -> tuple[str, str]:
        text = self.figures.text[row]
        return folded(self.figures.texts[text]), self.figures.fractions.get(text, "")

    def words(self, row: int) -> tuple[int, int]:
        """Return how many of source, quote and note a row has; of equal ones the first leads."""
        *texts, _ = self.figures.origins[self.figures.origin[row]]
        return sum(bool(str(text).strip()) for text in texts), -row

    def no_more(self, row: int, other: int) -> bool:
        """Whether a row says nothing that another with the same value does not say."""
        origins, origin = self.figures.origins, self.figures.origin
        *texts, edition = origins[origin[row]]
        *others, other_edition = origins[origin[other]]
        return (
            self.same(row, other)
            and edition == other_edition
            and all(
                not a or a == b for a, b in zip(map(_text, texts), map(_text, others), strict=True)
            )
        )


def _text(text: object) -> str:
    return folded(str(text))


def _compared(
    said: _Said, old: Sequence[int], new: Sequence[int], faults: Faults, *, replace: bool
) -> list[int]:
    """Add what contradicts at one coordinate; return the published rows that are to give way."""
    counting = by_edition(said.figures, [*old, *new]).counting
    returned = [row for row in new if row in counting and said.a_value(row)]
    known = [row for row in old if row in counting and said.a_value(row)]
    for row in returned[1:]:
        if not said.same(row, returned[0]):
            _add(codes.RETURNED_DIFFER, said.figures, returned[0], row, faults)
            return []
    if not known or not returned or any(said.same(row, returned[0]) for row in known):
        return []
    if replace:
        return list(old)
    _add(codes.PUBLISHED_DIFFERS, said.figures, known[0], returned[0], faults)
    return []


def _adding(old: Sequence[int], new: Sequence[int], said: _Said) -> list[int]:
    """Return the returned rows that say something new at one coordinate.

    "Not available" gives way to any value. A row with a source comes before one with none, which
    then says nothing new.
    """
    valued = any(map(said.a_value, [*old, *new]))
    kept: list[int] = []
    for row in sorted(new, key=said.words, reverse=True):
        gives_way = valued and not said.a_value(row)
        if not gives_way and not any(said.no_more(row, other) for other in [*old, *kept]):
            kept.append(row)
    return kept


def _add(code: Code, figures: Figures, one: int, other: int, faults: Faults) -> None:
    first, second = figures[one], figures[other]
    faults.add(
        code, figures.at(other), figures.at(one),
        indicator=first.indicator, area=first.area, level=first.level, period=first.period,
        one=first.text, other=second.text,
    )  # fmt: skip


def _spans(figures: Figures) -> list[tuple[str, int, int]]:
    """Return the files of a store with their first row and the one after their last."""
    ends = [*(start for start, _ in figures.files[1:]), len(figures)]
    return [(path, start, end) for (start, path), end in zip(figures.files, ends, strict=True)]


def _files(
    figures: Figures, spans: Iterable[tuple[str, int, int]], wanted: Mapping[Coordinate, int],
    said: _Said,
) -> Iterable[Returned]:  # fmt: skip
    """Yield how each returned file answers."""
    for path, start, end in spans:
        asked: dict[Coordinate, bool] = {}
        for row in range(start, end):
            coordinate = _coordinate(figures, row)
            if coordinate in wanted:
                asked[coordinate] = asked.get(coordinate, False) or said.anything(row)
        yield Returned(path, len(asked), sum(asked.values()))


def _missing(
    figures: Figures, rows: Mapping[Coordinate, Sequence[int]], wanted: Mapping[Coordinate, int],
    entries: Sequence[Entry], said: _Said,
) -> Iterable[Missing]:  # fmt: skip
    """Yield each expected figure that no row gives."""
    for coordinate, number in wanted.items():
        there = rows.get(coordinate, ())
        if not any(map(said.anything, there)):
            yield Missing(entries[number], tuple(dict.fromkeys(map(figures.path, there))))
