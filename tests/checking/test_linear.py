"""The straight path: gained by asked, the bands, the year of arrival, and what is approximate."""

# mypy: disable-error-code="comparison-overlap"
# Fraction(1) == 1 holds, and a status is its own word; mypy takes both for a slip.

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dti_targets.checking.linear import linear, path_at
from dti_targets.domain.period import Period
from dti_targets.domain.progress import Arrival, Measured, Span, Status, Way, moment
from dti_targets.domain.report import Statement
from dti_targets.domain.value import Interval
from tests.builders import day, number
from tests.progress_builders import point, way

NUMBERS = st.integers(-500, 500)
ORDER: list[Status] = list(reversed([s for s in Status if s is not Status.CANNOT_SAY]))


def straight(
    first: object, last: object, goal: object, latest: str = "2023", due: str = "2025", *,
    more: bool = True, operator: str = "", now: str | None = None,
) -> Way:  # fmt: skip
    """Make a way from 2020 over 2023 to the end of 2025, unless told otherwise."""
    numbers = point("2020", first), point(latest, last)
    return way(*numbers, goal, due, more=more, operator=operator, now=now)


def over(made: Way, *milestones: tuple[str, int]) -> Way:
    """Return a way with milestones."""
    between = tuple((moment(day(f"{year}-12-31")), Fraction(asked)) for year, asked in milestones)
    return made._replace(path=(made.path[0], *between, made.path[-1]))


def test_the_ratio_is_gained_by_asked() -> None:
    """From 50 in 2020 to 80 in 2025, the path asks for 68 in 2023."""
    found = linear(straight(50, 62, 80, now="2024"))
    assert found.ratio == Fraction(12, 18)
    assert (found.pace, found.needed, found.remaining) == (4, 6, 9)
    assert (found.expected, found.distance) == (74, -12)
    assert (found.status, found.reason.key) == (Status.MODERATE, "progress.pace")
    assert found.reason.params["ratio"] == found.ratio
    assert found.arrival == Arrival(2028, 2028, 2028)
    assert (found.ratio_span, found.score, found.remarks) == (None, None, ())


@pytest.mark.parametrize(
    ("last", "status"),
    [
        ("67.1", Status.ON_TRACK),
        ("67.09", Status.MODERATE),
        ("60.8", Status.MODERATE),
        ("60.79", Status.LIMITED),
        (50, Status.LIMITED),
        ("49.99", Status.DETERIORATING),
        (80, Status.ACHIEVED),
        (90, Status.ACHIEVED),
    ],
)
def test_the_bands_of_the_ratio(last: object, status: Status) -> None:
    """From 95 % on track, from 60 % moderate, from 0 limited; on the edge is in the better one."""
    assert linear(straight(50, last, 80)).status is status


def test_less_is_better_for_a_threshold_that_wants_less() -> None:
    """From 50 down to 20: 32 in 2023 is on the path."""
    found = linear(straight(50, 32, 20, more=False))
    assert (found.ratio, found.status) == (1, Status.ON_TRACK)
    assert (found.pace, found.needed, found.distance) == (-6, -6, 0)
    assert found.arrival == Arrival(2025, 2025, 2025)
    assert linear(straight(50, 51, 20, more=False)).status is Status.DETERIORATING


@pytest.mark.parametrize(
    ("latest", "last", "status", "key", "expected"),
    [
        ("2025", 79, "moderate", "pace_at_due", 80),
        ("2025", 78, "moderate", "pace", 80),
        ("2025", 60, "limited", "pace", 80),
        ("2025", 40, "deteriorating", "pace", 80),
        ("2025", 80, "achieved", "pace", 80),
        ("2027", 79, "moderate", "pace_at_due", 80),
        ("2024", 79, "on_track", "pace", 74),
    ],
)
def test_short_on_the_day_it_was_due_is_not_on_track(
    latest: str, last: int, status: str, key: str, expected: int
) -> None:
    """From then on the path asks for the threshold, and what is left has no pace."""
    found = linear(straight(50, last, 80, latest=latest))
    assert (found.status, found.reason.key) == (status, f"progress.{key}")
    assert found.expected == expected
    assert (found.remaining is None) is (latest != "2024")


def test_all_that_is_said_of_a_good_pace_that_was_too_short() -> None:
    """29 of 30 on the day it was due: the ratio and the day are named, and nothing is left."""
    ratio = Fraction(29, 30)
    due = Period.parse("2025")
    assert linear(straight(50, 79, 80, latest="2025")) == Measured(
        Status.MODERATE, Statement("progress.pace_at_due", {"ratio": ratio, "due": due}),
        ratio=ratio, pace=number("5.8"), needed=Fraction(6), expected=Fraction(80),
        distance=Fraction(-1), arrival=Arrival(2026, 2026, 2026),
    )  # fmt: skip


def test_a_baseline_barely_beyond_the_threshold_asks_for_no_gain() -> None:
    """Half a point past it: the path is the threshold, and loses nothing on the way."""
    assert linear(straight("80.5", "79.9", 80)) == Measured(
        Status.DETERIORATING, Statement("progress.no_gain_asked"), pace=number("-0.2"),
        remaining=number("0.05"), expected=Fraction(80), distance=number("-0.1"),
    )  # fmt: skip


def test_a_baseline_beyond_the_threshold_asks_for_no_gain() -> None:
    """It promises to stay: the path is the threshold, not a way down to it."""
    assert linear(straight(90, 85, 80)).status is Status.ACHIEVED
    lost = linear(straight(90, 79, 80))
    assert (lost.status, lost.reason.key) == (Status.DETERIORATING, "progress.no_gain_asked")
    assert (lost.ratio, lost.needed, lost.expected, lost.distance) == (None, None, 80, -1)
    assert lost.arrival is None
    assert linear(straight(90, 80, 80, operator="more_than")).status is Status.DETERIORATING
    assert linear(straight(80, 80, 80, operator="more_than")).status is Status.LIMITED
    assert linear(straight(10, 21, 20, more=False)).status is Status.DETERIORATING


def test_an_approximate_figure_past_the_threshold_is_not_surely_there() -> None:
    """About 82 can be short of 80."""
    about = point("2023", 82, 78, 86)
    found = linear(way(point("2020", 90), about, 80))
    assert found.status is Status.ON_TRACK
    (remark,) = found.remarks
    assert remark.params["statuses"] == (Status.ACHIEVED, Status.ON_TRACK, Status.DETERIORATING)
    at_due = linear(way(point("2020", 50), point("2025", 82, 78, 86), 80))
    assert (at_due.status, at_due.reason.key) == (Status.ON_TRACK, "progress.pace")
    assert at_due.arrival == Arrival(2025, 2025, 2026)


def test_milestones_bend_the_path() -> None:
    """60 in 2023 on the way from 50 to 80: less is asked until then, and more after it."""
    made = over(straight(50, 60, 80), ("2023", 60))
    assert linear(made).ratio == 1
    assert path_at(made, moment(day("2024-12-31"))) == 70
    assert path_at(made, moment(day("2021-12-31"))) == 50 + Fraction(10, 3)
    flat = over(straight(50, 50, 80), ("2023", 50))
    assert (linear(flat).ratio, linear(flat).status) == (None, Status.ON_TRACK)
    lost = over(straight(50, 49, 80), ("2023", 50))
    assert linear(lost).status is Status.DETERIORATING
    assert linear(lost).reason.key == "progress.no_gain_asked"


@given(NUMBERS, NUMBERS, st.integers(1, 60))
def test_milestones_on_the_straight_line_change_nothing(first: int, last: int, step: int) -> None:
    """2021 and 2023 on the line from 2020 to 2025."""
    goal = first + 5 * step
    made = straight(first, last, goal, now="2024")
    assert linear(over(made, ("2021", first + step), ("2023", first + 3 * step))) == linear(made)


@pytest.mark.parametrize(
    ("operator", "year"),
    [("at_least", 2025), ("more_than", 2026)],
)
def test_a_strict_threshold_is_passed_after_it_is_reached(operator: str, year: int) -> None:
    """80 exactly at the end of 2025 is not more than 80."""
    found = linear(way(point("2020", 50), point("2023", 68), 80, operator=operator))
    assert (found.ratio, found.arrival) == (1, Arrival(year, year, year))
    there = linear(way(point("2020", 50), point("2024", 80), 80, operator=operator))
    assert there.status is (Status.ACHIEVED if year == 2025 else Status.ON_TRACK)
    assert there.arrival == (None if year == 2025 else Arrival(2025, 2025, 2025))


def test_nearly_there_is_not_there() -> None:
    """Nearly 100 % is short of 100 %, though 100 is the number as written."""
    nearly = point("2023", 100)._replace(span=Interval(number(95), number(100), high_closed=False))
    found = linear(way(point("2020", 85), nearly, 100))
    assert found.status is Status.ON_TRACK
    assert found.arrival == Arrival(2024, 2024, 2025)


def test_a_pace_that_does_not_arrive_has_no_year() -> None:
    """Standing still, going back, and beyond the years that periods have."""
    assert linear(straight(50, 50, 80)).arrival is None
    assert linear(straight(50, 45, 80)).arrival is None
    assert linear(straight(50, "50.001", 80)).arrival is None
    slow = linear(way(point("2020", 50), point("2023", 60, 50, 62), 80))
    assert slow.arrival == Arrival(2029, 2028, None)


@given(
    NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["at_least", "more_than", "at_most", "less_than"])
)
def test_the_ratio_is_pace_by_needed_pace(first: int, last: int, goal: int, operator: str) -> None:
    """In every direction."""
    found = linear(way(point("2020", first), point("2023", last), goal, operator=operator))
    if found.ratio is not None:
        assert found.pace is not None
        assert found.needed
        assert found.ratio == found.pace / found.needed
    else:
        assert found.needed is None


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["2022", "2025", "2026"]))
def test_a_better_figure_has_no_worse_status(
    first: int, one: int, other: int, goal: int, latest: str
) -> None:
    """At least: the more, the better."""
    worse, better = sorted((one, other))
    statuses = [
        linear(straight(first, last, goal, latest=latest)).status for last in (worse, better)
    ]
    assert ORDER.index(statuses[0]) <= ORDER.index(statuses[1])


@given(NUMBERS, NUMBERS, NUMBERS, st.integers(1, 10**6))
def test_another_scale_changes_nothing(first: int, last: int, goal: int, thousandths: int) -> None:
    """Shares in percent, in per mille, or counts in thousands."""
    scale = Decimal(thousandths) / 1000
    one = linear(straight(first, last, goal))
    other = linear(straight(first * scale, last * scale, goal * scale))
    assert (one.ratio, one.status, one.arrival) == (other.ratio, other.status, other.arrival)


@given(NUMBERS, NUMBERS, NUMBERS, st.booleans())
def test_the_other_direction_is_the_mirror_image(
    first: int, last: int, goal: int, strict: object
) -> None:
    """What is at least 80 of a share is at most 20 of the rest."""
    up, down = ("more_than", "less_than") if strict else ("at_least", "at_most")
    one = linear(way(point("2020", first), point("2023", last), goal, operator=up))
    other = linear(
        way(point("2020", -first), point("2023", -last), -goal, more=False, operator=down)
    )
    assert (one.ratio, one.status, one.arrival, one.distance) == (
        other.ratio, other.status, other.arrival, other.distance,
    )  # fmt: skip
    assert one.pace == -(other.pace or 0)


@given(NUMBERS, st.integers(1, 80), st.integers(2021, 2024), st.integers(2025, 2035))
def test_a_straight_series_on_the_path_is_on_track_and_arrives_when_due(
    first: int, step: int, latest: int, due: int
) -> None:
    """Ratio 1, no distance, the year of the due period."""
    goal = first + step * (due - 2020)
    last = first + step * (latest - 2020)
    found = linear(straight(first, last, goal, latest=str(latest), due=str(due)))
    assert (found.ratio, found.status, found.distance) == (1, Status.ON_TRACK, 0)
    assert found.arrival == Arrival(due, due, due)
    assert found.remaining == found.pace == found.needed


@given(st.tuples(NUMBERS, st.integers(0, 30)), st.tuples(NUMBERS, st.integers(0, 30)), NUMBERS)
def test_the_span_holds_the_ratio_of_every_number_at_the_ends(
    first: tuple[int, int], last: tuple[int, int], goal: int
) -> None:
    """And the remark names the status of each of them."""
    (base, about), (latest, around) = first, last
    assume(base + about < goal)
    found = linear(
        way(
            point("2020", base, base - about, base + about),
            point("2023", latest, latest - around, latest + around), goal,
        )
    )  # fmt: skip
    ends = (base - about, base, base + about), (latest - around, latest, latest + around)
    exact = {pair: linear(straight(*pair, goal)) for pair in product(*ends)}
    ratios = {one.ratio for one in exact.values() if one.ratio is not None}
    assert found.ratio_span == (None if len(ratios) == 1 else Span(min(ratios), max(ratios)))
    named: set[object] = {found.status}
    for remark in found.remarks:
        statuses = remark.params["statuses"]
        assert isinstance(statuses, tuple)
        named.update(statuses)
    corners = product((base - about, base + about), (latest - around, latest + around))
    assert named == {found.status, *(exact[pair].status for pair in corners)}
