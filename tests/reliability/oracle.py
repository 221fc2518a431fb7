"""The verdicts once more, from the written rules of the method and nothing of the program.

It knows neither text nor files: what a figure says is given as the numbers that it was made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

SHARES, WHOLE = frozenset({"percent"}), frozenset({"count", "rank"})
TOLERANCE = Fraction(5, 100)
MORE = frozenset({"at_least", "more_than"})


@dataclass(frozen=True)
class Days:
    """A period, as its text, its first and its last day."""

    text: str
    first: date
    last: date


@dataclass(frozen=True)
class Said:
    """What a figure says: a word before a number (or two), an answer, or nothing."""

    word: str
    number: Fraction = Fraction(0)
    second: Fraction = Fraction(0)


@dataclass(frozen=True)
class Figure:
    """One row."""

    indicator: str
    level: str
    area: str
    when: Days
    said: Said
    source: str


@dataclass(frozen=True)
class Promise:
    """One threshold. `quotas` are (first day, last day, number): then each holds for its own."""

    indicator: str
    level: str
    unit: str
    operator: str
    number: Fraction
    due: date
    other: tuple[str, Fraction] | None = None
    about: bool = False
    every_year: bool = False
    quotas: tuple[tuple[date, date, Fraction], ...] = ()
    in_force_from: date = date.min


Span = tuple[Fraction | None, bool, Fraction | None, bool]
"""Numbers from an end to an end, each with whether it is one of them; None is no end."""


def numbers(said: Said, unit: str) -> Span:
    """Return the set of numbers that a figure stands for."""
    x = said.number
    low = None if unit == "percent_change" else Fraction(1 if unit == "rank" else 0)
    high = Fraction(100) if unit in SHARES else None
    slack = abs(x) * TOLERANCE
    near_low = x - slack if low is None else max(low, x - slack)
    near_high = x + slack if high is None else min(high, x + slack)
    part = x * 100 / said.second if said.word == "of" and unit in SHARES else x
    spans: dict[str, Span] = {
        "exactly": (x, True, x, True),
        "of": (part, True, part, True),
        "more_than": (x, False, high, True),
        "at_least": (x, True, high, True),
        "less_than": (low, True, x, False),
        "at_most": (low, True, x, True),
        "about": (near_low, True, near_high, True),
        "nearly": (near_low, True, x, False),
        "from_to": (x, True, said.second, True),
    }
    return in_whole_numbers(spans[said.word]) if unit in WHOLE else spans[said.word]


def in_whole_numbers(span: Span) -> Span:
    """Return the first and the last whole number of a span."""
    low, low_in, high, high_in = span
    first = None if low is None else Fraction(ceil(low) if low_in else floor(low) + 1)
    last = None if high is None else Fraction(floor(high) if high_in else ceil(high) - 1)
    return first, True, last, True


def inside(span: Span, operator: str, edge: Fraction) -> bool:
    """Whether every number of a span satisfies `operator edge`."""
    low, low_in, high, high_in = span
    if operator in MORE:
        end, end_in, past = low, low_in, low is not None and low > edge
    else:
        end, end_in, past = high, high_in, high is not None and high < edge
    return past or (end == edge and (operator not in {"more_than", "less_than"} or not end_in))


OPPOSITE = {
    "at_least": "less_than", "more_than": "at_most", "at_most": "more_than",
    "less_than": "at_least", "rank_at_most": "more_than",
}  # fmt: skip


def stands(promise: Promise, operator: str, edge: Fraction, span: Span) -> str:
    """Return how a set of numbers stands to one reading of a threshold."""
    if inside(span, operator, edge):
        return "reached"
    opposite = OPPOSITE[operator]
    if promise.about:
        away = abs(edge) * TOLERANCE
        edge = edge - away if operator in MORE else edge + away
        opposite = "less_than" if operator in MORE else "more_than"
    return "short" if inside(span, opposite, edge) else "open"


def answering(figures: Sequence[Figure], judged: Days) -> list[Figure]:
    """Return the figures of the whole period, else of the part of it that ends last."""
    inner = [f for f in figures if judged.first <= f.when.first and f.when.last <= judged.last]
    stated = [figure for figure in inner if figure.said.word != "missing"]
    if not stated:
        return []

    def rank(figure: Figure) -> tuple[bool, date, int]:
        when = figure.when
        full = (when.first, when.last) == (judged.first, judged.last)
        return full, when.last, -when.first.toordinal()

    best = max(map(rank, stated))
    return [figure for figure in stated if rank(figure) == best]


def in_force(promise: Promise, judged: Days) -> tuple[date, Fraction] | None:
    """Return by when which number is due; None where nothing is promised for the period."""
    if judged.last < promise.in_force_from:
        return None
    if promise.quotas:
        own = [q for q in promise.quotas if q[0] <= judged.first and judged.last <= q[1]]
        return own[0][1:] if own else None
    return (promise.due, promise.number) if judged.first <= promise.due else None


def ways(promise: Promise, number: Fraction, found: Sequence[Figure], *, grows: bool) -> set[str]:
    """Return how the figures stand to the promise: by every source and in every reading."""
    words = {figure.said.word for figure in found}
    if promise.operator == "state":
        return {{"yes": "reached", "no": "short"}.get(word, "open") for word in words}
    if words & {"yes", "no"}:
        return {"open"}
    spans = [numbers(figure.said, promise.unit) for figure in found]
    if grows:  # at least that much
        spans = [(low, low_in, None, True) for low, low_in, _, _ in spans]
    readings = [(promise.operator, number), *([promise.other] if promise.other else [])]
    return {stands(promise, *reading, span) for reading in readings for span in spans}


def verdict(promise: Promise, figures: Sequence[Figure], judged: Days) -> str:
    """Return the verdict on a promise, by the figures of its indicator, level and one area."""
    promised = in_force(promise, judged)
    if promised is None:
        return "not_applicable"
    found = answering(figures, judged)
    if not found:
        return "missing"
    due, number = promised
    when = found[0].when
    grows = bool(promise.quotas) and (when.first, when.last) != (judged.first, judged.last)
    running = when.last < judged.last
    stand = ways(promise, number, found, grows=grows)
    if stand == {"reached"}:
        return "met"
    if stand == {"short"}:
        final = (promise.every_year or due <= judged.last) and (grows or not running)
        return "missed" if final else "pending"
    return "pending" if grows and running else "undecided"
