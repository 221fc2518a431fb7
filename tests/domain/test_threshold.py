"""Thresholds as worded, and how a set of numbers stands to them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from dti_targets.domain.period import Period
from dti_targets.domain.threshold import Limit, Operator, Standing, Threshold
from dti_targets.domain.unit import Unit
from dti_targets.domain.value import Interval
from tests.builders import day, plain

REACHED, SHORT, UNCLEAR = Standing.REACHED, Standing.SHORT, Standing.UNCLEAR
MORE = (Operator.AT_LEAST, Operator.MORE_THAN)
LESS = (Operator.AT_MOST, Operator.LESS_THAN, Operator.RANK_AT_MOST)


def limit(operator: Operator, at: object = 80, about: str = "0", *, loose: bool = False) -> Limit:
    """Make a threshold; `about` is its tolerance, which counts only where it is `loose`."""
    return Limit(operator, Decimal(str(at)), Unit.PERCENT, loose, Fraction(about))


def numbers(low: object, high: object, ends: str = "[]") -> Interval:
    """Make an interval as it is written: [80, 100)."""
    return Interval(
        None if low is None else Fraction(str(low)),
        None if high is None else Fraction(str(high)),
        ends[0] == "[",
        ends[1] == "]",
    )


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        (Operator.AT_LEAST, SHORT, REACHED, REACHED),
        (Operator.MORE_THAN, SHORT, SHORT, REACHED),
        (Operator.AT_MOST, REACHED, REACHED, SHORT),
        (Operator.LESS_THAN, REACHED, SHORT, SHORT),
        (Operator.RANK_AT_MOST, REACHED, REACHED, SHORT),
    ],
)
def test_one_number_stands_on_one_side(
    operator: Operator, below: Standing, at: Standing, above: Standing
) -> None:
    threshold = limit(operator)

    assert threshold.standing(numbers("79.999999", "79.999999")) is below
    assert threshold.standing(numbers(80, 80)) is at
    assert threshold.standing(numbers("80.000001", "80.000001")) is above


@pytest.mark.parametrize(
    ("operator", "interval", "standing"),
    [
        (Operator.AT_LEAST, numbers(80, 100), REACHED),
        (Operator.AT_LEAST, numbers(80, 100, "(]"), REACHED),
        (Operator.AT_LEAST, numbers(79, 100), UNCLEAR),
        (Operator.AT_LEAST, numbers(70, 80), UNCLEAR),
        (Operator.AT_LEAST, numbers(70, 80, "[)"), SHORT),
        (Operator.AT_LEAST, numbers(None, 79), SHORT),
        (Operator.AT_LEAST, numbers(None, None), UNCLEAR),
        (Operator.MORE_THAN, numbers(80, 100, "(]"), REACHED),
        (Operator.MORE_THAN, numbers(80, 100), UNCLEAR),
        (Operator.MORE_THAN, numbers(70, 80), SHORT),
        (Operator.MORE_THAN, numbers(70, 80, "[)"), SHORT),
        (Operator.MORE_THAN, numbers(70, "80.1", "[)"), UNCLEAR),
        (Operator.AT_MOST, numbers(0, 80), REACHED),
        (Operator.AT_MOST, numbers(0, 80, "[)"), REACHED),
        (Operator.AT_MOST, numbers(80, 90), UNCLEAR),
        (Operator.AT_MOST, numbers(80, 90, "(]"), SHORT),
        (Operator.AT_MOST, numbers(81, None), SHORT),
        (Operator.LESS_THAN, numbers(0, 80, "[)"), REACHED),
        (Operator.LESS_THAN, numbers(0, 80), UNCLEAR),
        (Operator.LESS_THAN, numbers(80, 90), SHORT),
        (Operator.LESS_THAN, numbers(79, 90), UNCLEAR),
        (Operator.RANK_AT_MOST, numbers(1, 80), REACHED),
        (Operator.RANK_AT_MOST, numbers(80, 81), UNCLEAR),
        (Operator.RANK_AT_MOST, numbers(81, None), SHORT),
    ],
)
def test_the_ends_of_an_interval_decide_with_what_belongs_to_them(
    operator: Operator, interval: Interval, standing: Standing
) -> None:
    assert limit(operator).standing(interval) is standing


@pytest.mark.parametrize(
    ("operator", "figure", "standing"),
    [
        (Operator.AT_LEAST, "20", REACHED),
        (Operator.AT_LEAST, "19.999", UNCLEAR),
        (Operator.AT_LEAST, "19", UNCLEAR),
        (Operator.AT_LEAST, "18.999", SHORT),
        (Operator.MORE_THAN, "20", UNCLEAR),
        (Operator.MORE_THAN, "20.001", REACHED),
        (Operator.MORE_THAN, "19", UNCLEAR),
        (Operator.MORE_THAN, "18.999", SHORT),
        (Operator.AT_MOST, "20", REACHED),
        (Operator.AT_MOST, "21", UNCLEAR),
        (Operator.AT_MOST, "21.001", SHORT),
        (Operator.LESS_THAN, "20", UNCLEAR),
        (Operator.LESS_THAN, "21.001", SHORT),
    ],
)
def test_about_leaves_open_what_is_short_by_no_more_than_the_tolerance(
    operator: Operator, figure: str, standing: Standing
) -> None:
    about_20 = limit(operator, 20, "0.05", loose=True)

    assert about_20.standing(numbers(figure, figure)) is standing


def test_an_open_end_at_the_edge_of_about_is_short() -> None:
    about_20 = limit(Operator.AT_LEAST, 20, "0.05", loose=True)

    assert about_20.standing(numbers(18, 19, "[)")) is SHORT
    assert about_20.standing(numbers(18, 19)) is UNCLEAR


def test_the_tolerance_of_a_negative_threshold_is_a_share_of_its_size() -> None:
    about = limit(Operator.AT_LEAST, -20, "0.05", loose=True)

    assert about.standing(numbers("-20.5", "-20.5")) is UNCLEAR
    assert about.standing(numbers("-21.5", "-21.5")) is SHORT


def test_without_about_the_tolerance_says_nothing() -> None:
    assert limit(Operator.AT_LEAST, 20, "0.05").standing(numbers("19.9", "19.9")) is SHORT


@pytest.mark.parametrize("operator", Operator)
def test_the_gap_is_positive_on_the_good_side(operator: Operator) -> None:
    good = 90 if operator.wants_more else 70

    assert limit(operator).gap(Fraction(good)) == 10
    assert limit(operator).gap(Fraction(160 - good)) == -10
    assert limit(operator).gap(Fraction(80)) == 0


def test_operators_know_their_direction_and_whether_the_number_itself_is_enough() -> None:
    assert {op for op in Operator if op.wants_more} == set(MORE)
    assert {op for op in Operator if op.strict} == {Operator.MORE_THAN, Operator.LESS_THAN}


def satisfies(sample: Fraction, operator: Operator, edge: Fraction) -> bool:
    """Say what each operator means, apart from the code."""
    return {
        Operator.AT_LEAST: sample >= edge,
        Operator.MORE_THAN: sample > edge,
        Operator.AT_MOST: sample <= edge,
        Operator.LESS_THAN: sample < edge,
        Operator.RANK_AT_MOST: sample <= edge,
    }[operator]


ENDS = st.one_of(st.none(), st.fractions(-3, 3, max_denominator=4))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Intervals that hold something, near the thresholds that are drawn."""
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is not None and low == high:
        return Interval(low, high)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def samples(interval: Interval, edge: Fraction) -> list[Fraction]:
    """Return numbers of the interval: its ends, the edge, and points just beside all of them."""
    grain = Fraction(1, 100)
    low = interval.low if interval.low is not None else Fraction(-10)
    high = interval.high if interval.high is not None else Fraction(10)
    near = [p + d for p in (low, high, edge, (low + high) / 2) for d in (-grain, 0, grain)]
    found = [p for p in near if low < p < high]
    if interval.low is None or interval.low_closed:
        found.append(low)
    if interval.high is None or interval.high_closed:
        found.append(high)
    return found


@given(st.sampled_from(Operator), st.integers(-12, 12).map(lambda n: Fraction(n, 4)), intervals())
@settings(max_examples=400)
def test_the_standing_is_what_sampling_the_interval_shows(
    operator: Operator, edge: Fraction, interval: Interval
) -> None:
    threshold = limit(operator, Decimal(edge.numerator) / Decimal(edge.denominator))
    answers = {satisfies(sample, operator, edge) for sample in samples(interval, edge)}

    expected = {frozenset({True}): REACHED, frozenset({False}): SHORT}
    assert threshold.standing(interval) is expected.get(frozenset(answers), UNCLEAR)


def threshold(**written: object) -> Threshold:
    """Read a threshold as a file gives it."""
    return Threshold.model_validate(plain(written))


def test_a_threshold_knows_which_operators_were_written() -> None:
    assert threshold(at_least=80).operators() == ("at_least",)
    assert threshold(state="none left").operators() == ("state",)
    assert threshold(at_least=80, state="x").operators() == ("at_least", "state")
    assert threshold().operators() == ()
    assert threshold(less_than=5).operator is Operator.LESS_THAN
    assert threshold(state="none left").operator is None


def test_numbers_stand_in_the_order_of_time() -> None:
    steps = threshold(at_least={"2025": 80, "2023": 60, "2024-H1": 70})

    assert list(steps.numbers.items()) == [
        (Period.parse("2023"), Decimal(60)),
        (Period.parse("2024-H1"), Decimal(70)),
        (Period.parse("2025"), Decimal(80)),
    ]
    assert threshold(at_most=5).numbers == {None: Decimal(5)}
    assert threshold(state="none left").numbers == {}


def test_a_threshold_becomes_a_limit_with_one_of_its_numbers() -> None:
    made = threshold(at_least=20, about=True).limit(Decimal(20), Unit.PERCENT, Fraction(1, 10))

    assert made == Limit(Operator.AT_LEAST, Decimal(20), Unit.PERCENT, True, Fraction(1, 10))
    assert threshold(state="x").limit(Decimal(20), Unit.YES_NO, Fraction(1)) is None


def test_another_reading_is_a_limit_of_its_own() -> None:
    made = threshold(at_least=70, other_reading={"at_least": 7, "why": "7%"})

    assert made.other_limit(Unit.PERCENT, Fraction(0)) == limit(Operator.AT_LEAST, 7)
    assert threshold(at_least=70).other_limit(Unit.PERCENT, Fraction(0)) is None
    nothing = threshold(at_least=70, other_reading={"why": "?"})
    assert nothing.other_limit(Unit.PERCENT, Fraction(0)) is None


def test_a_threshold_may_lose_its_subject_on_a_day() -> None:
    ends = threshold(at_least=1, valid={"until": "2025-06-30", "why": "abolished"})

    assert ends.valid is not None
    assert (ends.valid.until, ends.valid.why.en) == (day("2025-06-30"), "abolished")
    assert threshold(at_least=1).valid is None


@pytest.mark.parametrize(
    "written",
    [
        {"atleast": 80},
        {"at_least": "80"},
        {"at_least": True},
        {"at_least": Decimal("NaN")},
        {"at_least": {"soon": 80}},
        {"at_least": 80, "about": "yes"},
        {"at_least": 80, "each": "county"},
        {"at_least": 80, "other_reading": {"at_least": 7}},
        {"at_least": 80, "was": {"at_least": 7}},
    ],
)
def test_what_is_no_threshold_is_refused(written: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        threshold(**written)
