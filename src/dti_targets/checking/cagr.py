"""Compound growth a year, actual against required: the method that Statistics Canada publishes.

docs/method.md has its sources, formulas and worked examples. A base or a target of 0 becomes 0.001
as there, and a remark says so. Roots are no fractions: they have 40 digits, the same everywhere.
"""

from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction

from dti_targets.checking.bands import band
from dti_targets.checking.linear import not_sure, span_of
from dti_targets.domain.progress import Measured, Status, Way, arrival, year_of
from dti_targets.domain.report import Statement
from dti_targets.domain.unit import Unit

_DIGITS = Context(prec=40)
_FOR_ZERO = Fraction(1, 1000)
_HIGH, _MEDIUM = Fraction(15, 1000), Fraction(5, 1000)
"""Growth a year that is on track, and moderate, where no number is promised."""

_BEST, _WORST = Fraction(5), Fraction(-5)
_SHARPNESS = Decimal("4.44")
"""How late growth is asked to slow down near the natural limit."""


def cagr(way: Way) -> Measured:
    """Measure a way to a threshold, or, where the text sets none, in the direction it names."""
    remarks = tuple(_treatment(way))
    way = _without_zeros(way)
    if why := _senseless(way):
        status = Status.ACHIEVED if way.reached else Status.CANNOT_SAY
        return Measured(status, why, score=_BEST if way.reached else None, remarks=remarks)
    measure = _by_direction if way.expected.limit is None else _by_threshold
    ways = (way, *map(_without_zeros, way.variants()))
    sensible = [one for one in ways if not _senseless(one)]
    measured = [measure(one) for one in sensible]
    statuses = {one.status for one in measured}
    if len(sensible) < len(ways):
        statuses.add(Status.CANNOT_SAY)
    return measured[0]._replace(
        ratio_span=span_of([one.ratio for one in measured]),
        arrival=None if way.reached else arrival([_arrives(one) for one in sensible]),
        remarks=(*remarks, *not_sure(statuses)),
    )


def _treatment(way: Way) -> list[Statement]:
    """Return what the published method does to numbers that growth makes no sense of."""
    found = []
    if way.expected.target.unit is Unit.RANK:
        found.append(Statement("progress.cagr_rank"))
    if way.first == 0:
        found.append(Statement("progress.cagr_zero_base"))
    if way.expected.limit is not None and way.goal == 0:
        found.append(Statement("progress.cagr_zero_target"))
    return found


def _without_zeros(way: Way) -> Way:
    """Return the way with 0.001 for a base or a target of 0."""
    return way._replace(path=tuple((at, number or _FOR_ZERO) for at, number in way.path))


def _senseless(way: Way) -> Statement | None:
    """Return why there is no growth a year to speak of."""
    promised = way.expected.limit is not None
    if way.first * way.last < 0 or way.first * way.goal < 0:
        return Statement("progress.sign")
    if way.years < 1 or (promised and _to_due(way) < 1):
        return Statement("progress.less_than_a_year")
    if promised and growth(way.goal, way.first, _to_due(way)) == 0:
        return Statement("progress.nothing_asked")
    return None


def _to_due(way: Way) -> Fraction:
    """Return the years from the baseline to the day on which the threshold is due."""
    return way.due - way.path[0][0]


def growth(last: Fraction, first: Fraction, years: Fraction) -> Fraction:
    """Return the compound growth a year from one number to another of the same sign, as a share."""
    return _power(last / first, 1 / years) - 1


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    """Return a power with 40 digits."""
    if base == 0:
        return Fraction(0)
    return Fraction(_DIGITS.power(_decimal(base), _decimal(exponent)))


def _decimal(number: Fraction) -> Decimal:
    return _DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator))


def _signed(way: Way, pace: Fraction) -> Fraction:
    """Return a growth with its sign turned so that more is better."""
    rising = pace if way.wants_more else -pace
    return -rising if way.first < 0 else rising


def _by_threshold(way: Way) -> Measured:
    """Return actual growth by required growth, with the published bands and score."""
    pace = growth(way.last, way.first, way.years)
    to_due = _to_due(way)
    needed = growth(way.goal, way.first, to_due)
    ratio = _signed(way, pace) / abs(needed)
    passed = min(way.now - way.path[0][0], to_due)
    expected = way.first * _power(way.goal / way.first, passed / to_due)
    left = way.due - way.latest.at
    to_go = left >= 1 and not way.reached and way.last != 0
    return Measured(
        Status.ACHIEVED if way.reached else band(ratio),
        Statement("progress.growth", {"ratio": ratio}),
        ratio=ratio,
        score=_BEST if way.reached else _score(ratio),
        pace=pace,
        needed=needed,
        remaining=growth(way.goal, way.last, left) if to_go else None,
        expected=expected,
        distance=way.ahead(way.last, expected),
    )


def _score(ratio: Fraction) -> Fraction:
    """Return the score of a ratio, from -5 to 5."""
    if ratio >= Fraction(60, 100):
        return min(Fraction(71429, 10000) * ratio - Fraction(42857, 10000), _BEST)
    return max(Fraction(41667, 10000) * ratio - Fraction(5, 2), _WORST)


def _by_direction(way: Way) -> Measured:
    """Return the growth alone, against bands that narrow near the natural limit."""
    pace = growth(way.last, way.first, way.years)
    gained = _signed(way, pace)
    room = _room(way)
    bands = ((_HIGH * room, Status.ON_TRACK), (_MEDIUM * room, Status.MODERATE))
    status = Status.LIMITED if gained >= 0 else Status.DETERIORATING
    status = next((name for least, name in bands if gained >= least and gained >= 0), status)
    score = _score_by_direction(gained, room, status)
    return Measured(
        status,
        Statement("progress.growth_alone", {"growth": round(pace * 100, 2)}),
        ratio=gained,
        score=score,
        pace=pace,
    )


def _room(way: Way) -> Fraction:
    """Return how much of the bands holds: 1 far from the limit, 0 at it."""
    improving = way.expected.threshold.improving
    if improving is None or improving.limit is None:
        return Fraction(1)
    base, limit = abs(way.first), abs(Fraction(improving.limit))
    if base >= 2 * limit:
        return Fraction(1)
    near = base if base <= limit else 2 * limit - base
    return 1 - _power(near / limit, Fraction(_SHARPNESS))


def _score_by_direction(gained: Fraction, room: Fraction, status: Status) -> Fraction:
    if gained < 0:
        return max(125 * gained - Fraction(5, 2), _WORST)
    if room == 0:
        return _BEST
    scores: dict[Status, Callable[[], Fraction]] = {
        Status.ON_TRACK: lambda: min(500 * gained / room - 5, _BEST),
        Status.MODERATE: lambda: 250 * gained / room - Fraction(5, 4),
    }
    return scores.get(status, lambda: 500 * gained / room - Fraction(5, 2))()


def _arrives(way: Way) -> int | None:
    """Return the calendar year in which the growth so far reaches the threshold."""
    if way.expected.limit is None:
        return None
    if way.arrived:
        return year_of(way.latest.at)
    if way.ahead(way.last, way.first) <= 0:  # and 0, which has no logarithm: it is there or a loss
        return None
    grown = _DIGITS.ln(_decimal(way.last / way.first))
    if grown == 0:  # less than the digits tell
        return None
    passed = Fraction(_DIGITS.divide(_DIGITS.ln(_decimal(way.goal / way.last)), grown)) * way.years
    return year_of(way.latest.at + passed, strict=way.strict)
