"""Compound growth as Statistics Canada publishes it: its own cases, and where it makes no sense."""

# mypy: disable-error-code="comparison-overlap"
# Fraction(1) == 1 holds, and a status is its own word; mypy takes both for a slip.

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dti_targets.checking.cagr import cagr, growth
from dti_targets.domain.progress import Arrival, Measured, Span, Status, Way
from dti_targets.domain.report import Statement
from tests.builders import number
from tests.progress_builders import point, way

CLOSE = 1e-9
MORE, LESS = True, False

Case = tuple[str, str, str, str, str, str, bool, float, str, float]
PUBLISHED: dict[str, Case] = {
    # Statistics Canada, indicator_calculation_components.yml of
    # sdg-data-canada-odd-donnees/cif-data-donnees-cic at d38e805 (CIF)
    # and sdg-data-canada-odd-donnees/sdg-data-donnees-odd at f89e601 (GIF):
    # first, its year, latest, its year, target, its year, direction, progress, status, score
    "CIF 1.1.1": (
        "14.5", "2015", "10.2", "2023", "7.25", "2030",
        LESS, 0.9525901792, "on_track", 2.5185563910,
    ),
    "CIF 12.1.1": (
        "0.37", "2015", "9.53", "2025", "60", "2030",
        MORE, 0.9504069883, "on_track", 2.5029620767,
    ),
    "CIF 3.9.1 hepatitis B": (
        "69.2", "2015", "82.6", "2021", "95", "2025",
        MORE, 0.9299875426, "moderate", 2.3571080177,
    ),
    "CIF 3.9.1 pneumococcal": (
        "80.3", "2015", "85.1", "2021", "95", "2025",
        MORE, 0.5735447254, "limited", -0.1102111929,
    ),
    "GIF 3.4.1": (
        "38.7", "2015", "33.2", "2024", "25.67", "2030",
        LESS, 0.6255573088, "moderate", 0.1825933008,
    ),
    "GIF 15.4.1": (
        "34.78", "2020", "34.94", "2023", "100", "2030",
        MORE, 0.0137452488, "limited", -2.4427276719,
    ),
    "CIF 11.1.1": (
        "26866", "2016", "36058", "2024", "13433", "2028",
        LESS, -0.6675781358, "deteriorating", -5,
    ),
    "GIF 6.4.2": (
        "3.68", "2015", "3.72", "2022", "25", "2030",
        LESS, -0.0113441613, "achieved", 5,
    ),
    "GIF 3.3.1": (
        "0.052", "2015", "0.048", "2022", "0", "2030",
        LESS, 0.0490959590, "limited", -2.2954318678,
    ),
}  # fmt: skip

EUSTAT: dict[str, Case] = {
    # EUSTAT-PRE/data: the same method, though its score multiplies with 25/6 instead of 4.1667
    "EUSTAT 1": (
        "0.1490340749", "2016", "0.1045528172", "2024", "0.1", "2030",
        LESS, 1.5425619066, "on_track", 5,
    ),
    "EUSTAT 2": (
        "16.4", "2016", "17.8", "2024", "8.2", "2030",
        LESS, -0.2130685731, "deteriorating", -3.3877857213,
    ),
}  # fmt: skip


def to(
    first: str, start: str, last: str, latest: str, goal: str | None = None, due: str = "2030", *,
    more: bool = MORE, operator: str = "", unit: str = "percent_change", now: str | None = None,
    limit: int | None = None,
) -> Way:  # fmt: skip
    """Make a way from one year's number to another's."""
    return way(
        point(start, first), point(latest, last), None if goal is None else Decimal(goal), due,
        more=more, operator=operator, unit=unit, now=now, limit=limit,
    )  # fmt: skip


def in_floats(first: float, last: float, goal: float, years: float, due: float, sign: int) -> float:
    """Return the published ratio, from the formulas alone."""
    actual = (last / first) ** (1 / years) - 1
    required = (goal / first) ** (1 / due) - 1
    return float((-1 if first < 0 else 1) * sign * actual / abs(required))


def score_in_floats(ratio: float) -> float:
    """Return the published score of a ratio."""
    return min(7.1429 * ratio - 4.2857, 5) if ratio >= 0.6 else max(4.1667 * ratio - 2.5, -5)


@pytest.mark.parametrize("case", PUBLISHED.values(), ids=PUBLISHED)
def test_published_cases(case: Case) -> None:
    """Ratio, status and score as published, and as a few lines of floats have them."""
    first, start, last, latest, goal, due, more, ratio, status, score = case
    found = cagr(to(first, start, last, latest, goal, due, more=more))
    assert found.ratio is not None
    assert found.score is not None
    assert float(found.ratio) == pytest.approx(ratio, abs=CLOSE)
    assert (found.status, float(found.score)) == (status, pytest.approx(score, abs=CLOSE))
    plain = in_floats(
        float(first), float(last), float(goal) or 0.001, int(latest) - int(start),
        int(due) - int(start), 1 if more else -1,
    )  # fmt: skip
    assert float(found.ratio) == pytest.approx(plain, abs=CLOSE)
    if status != "achieved":
        assert float(found.score) == pytest.approx(score_in_floats(plain), abs=CLOSE)


def test_a_published_case_without_a_target() -> None:
    """CIF 1.2.1: 66.6 (2016) to 71.4 (2023), where 100 is all there can be."""
    found = cagr(to("66.6", "2016", "71.4", "2023", limit=100))
    assert found.ratio is not None
    assert found.score is not None
    assert float(found.ratio) == pytest.approx(0.0099914837, abs=CLOSE)
    assert float(found.score) == pytest.approx(1.7397528501, abs=CLOSE)
    assert found.status is Status.MODERATE
    plain = (71.4 / 66.6) ** (1 / 7) - 1
    room = 1 - (66.6 / 100) ** 4.44
    assert float(found.ratio) == pytest.approx(plain, abs=CLOSE)
    assert float(found.score) == pytest.approx(250 * plain / room - 1.25, abs=CLOSE)
    assert (found.needed, found.expected, found.arrival) == (None, None, None)
    assert found.reason.params["growth"] == Decimal("1.00")


@pytest.mark.parametrize("case", EUSTAT.values(), ids=EUSTAT)
def test_cases_of_another_office(case: Case) -> None:
    """The ratio and the status; the score as far as the rounding of its factors goes."""
    first, start, last, latest, goal, due, more, ratio, status, score = case
    found = cagr(to(first, start, last, latest, goal, due, more=more))
    assert float(found.ratio or 0) == pytest.approx(ratio, abs=CLOSE)
    assert (found.status, float(found.score or 0)) == (status, pytest.approx(score, abs=1e-5))


@pytest.mark.parametrize(
    ("last", "more", "goal", "status"),
    [("30", LESS, "1", Status.DETERIORATING), ("6", MORE, "9", Status.ON_TRACK)],
)
def test_open_sdg_feature_cases(last: str, more: object, goal: str, status: Status) -> None:
    """tests/features/ProgressStatus.feature: 10 to 30 for less, and 5 to 6 for more."""
    first = "10" if last == "30" else "5"
    assert cagr(to(first, "2020", last, "2021", goal, more=bool(more))).status is status


def test_what_is_expected_and_left_grows_as_the_path_does() -> None:
    """100 in 2020, 121 in 2022, 161.051 in 2025: 10 % a year, exactly on the path."""
    found = cagr(to("100", "2020", "121", "2022", "161.051", "2025", now="2024"))
    close = Fraction(1, 10**30)
    assert found.pace is not None
    assert found.needed is not None
    assert found.remaining is not None
    assert found.expected is not None
    assert found.distance is not None
    assert abs(found.pace - Fraction(1, 10)) < close
    assert abs(found.needed - found.remaining) < close
    assert abs(found.expected - number("146.41")) < close
    assert found.distance == 121 - found.expected
    assert (found.status, found.arrival) == (Status.ON_TRACK, Arrival(2025, 2025, 2025))
    assert found.reason.key == "progress.growth"
    late = cagr(to("100", "2020", "121", "2022", "161.051", "2025", now="2028"))
    assert late.expected is not None
    assert abs(late.expected - number("161.051")) < close, "stays at the threshold"


def edge(last: str, low: str | None = None, high: str | None = None) -> Measured:
    """Measure 100 (2020) to a number of 2021, where 10 % a year lead to 121 in 2022."""
    return cagr(way(point("2020", 100), point("2021", last, low, high), 121, "2022"))


@pytest.mark.parametrize(
    ("last", "status", "score"),
    [
        ("113", Status.ON_TRACK, "5"),
        ("112.99", Status.ON_TRACK, "4.9929271"),
        ("109.5", Status.ON_TRACK, "2.500055"),
        ("109.499", Status.MODERATE, "2.49934071"),
        ("106", Status.MODERATE, "0.00004"),
        ("105.99", Status.LIMITED, "-0.0041467"),
        ("100", Status.LIMITED, "-2.5"),
        ("99.99", Status.DETERIORATING, "-2.5041667"),
        ("94.01", Status.DETERIORATING, "-4.9958533"),
        ("94", Status.DETERIORATING, "-5"),
    ],
)
def test_the_score_at_the_edges_of_the_bands(last: str, status: Status, score: str) -> None:
    """7.1429 R - 4.2857 from 60 % on, 4.1667 R - 2.5 below, and no more than 5 on either side."""
    found = edge(last)
    assert (found.status, found.score) == (status, number(score))


def test_all_that_is_said_of_growth_on_the_edge_of_moderate() -> None:
    """6 % of the 10 % asked, a year after the baseline and on the day it was due."""
    ratio = Fraction(3, 5)
    assert cagr(to("100", "2020", "106", "2021", "110", "2021")) == Measured(
        Status.MODERATE, Statement("progress.growth", {"ratio": ratio}), ratio=ratio,
        score=number("0.00004"), pace=number("0.06"), needed=number("0.1"),
        expected=Fraction(110), distance=Fraction(-4), arrival=Arrival(2022, 2022, 2022),
    )  # fmt: skip


def test_all_that_is_said_of_growth_that_is_there() -> None:
    """More than was asked: no growth is left to go, and no year to wait for."""
    ratio = Fraction(21, 10)
    assert cagr(to("100", "2020", "121", "2021", "110", "2021")) == Measured(
        Status.ACHIEVED, Statement("progress.growth", {"ratio": ratio}), ratio=ratio,
        score=Fraction(5), pace=number("0.21"), needed=number("0.1"),
        expected=Fraction(110), distance=Fraction(11),
    )  # fmt: skip


def test_a_last_year_has_its_growth_to_go() -> None:
    """106 on the way to 121 in a year: 15 of 106."""
    remaining = edge("106").remaining
    assert remaining is not None
    assert abs(remaining - Fraction(15, 106)) < Fraction(1, 10**30)


def test_an_approximate_figure_is_measured_as_written_and_has_spans() -> None:
    """About 106, 104 to 108: what it can be decides neither status nor score, and is told."""
    about = point("2021", 106, 104, 108)
    found = cagr(way(point("2020", 100), about, 110, "2021"))
    exact = cagr(to("100", "2020", "106", "2021", "110", "2021"))
    not_sure = Statement("progress.not_sure", {"statuses": (Status.MODERATE, Status.LIMITED)})
    assert found == exact._replace(
        ratio_span=Span(number("0.4"), number("0.8")), arrival=Arrival(2022, 2022, 2023),
        remarks=(not_sure,),
    )  # fmt: skip


def test_a_figure_that_may_be_none_at_all_may_have_arrived() -> None:
    """5, or anything from 0 to 8, on the way from 10 to at most 2: 0 is there, in 2022."""
    low = way(point("2020", 10), point("2022", 5, 0, 8), 2, more=False)
    assert cagr(low).arrival == Arrival(2025, 2022, 2035)
    assert cagr(low._replace(latest=point("2022", 0, 0, 8))).arrival == Arrival(2022, 2022, 2035)


def test_another_scale_changes_nothing() -> None:
    """Hundreds or thousandths."""
    large = cagr(to("100", "2020", "121", "2022", "161.051", "2025"))
    small = cagr(to("0.1", "2020", "0.121", "2022", "0.161051", "2025"))
    assert (small.ratio, small.score, small.arrival) == (large.ratio, large.score, large.arrival)
    assert small.arrival == Arrival(2025, 2025, 2025)


@pytest.mark.parametrize("latest", ["2025-06", "2025", "2026"])
def test_less_than_a_year_has_no_growth_a_year(latest: str) -> None:
    """Neither between the figures, nor up to the due date, nor in what is left."""
    found = cagr(to("100", "2020", "121", latest, "200", "2025"))
    assert found.remaining is None
    assert found.ratio is not None
    short = cagr(to("100", "2023-12", "121", "2024-11", "200", "2025"))
    assert (short.status, short.reason.key) == (Status.CANNOT_SAY, "progress.less_than_a_year")
    due = cagr(to("100", "2025-01", "121", "2026-12", "200", "2025"))
    assert (due.status, due.reason.key) == (Status.CANNOT_SAY, "progress.less_than_a_year")


@pytest.mark.parametrize(
    ("case", "key"),
    [
        (("-5", "2020", "5", "2022", "10"), "sign"),
        (("5", "2020", "-5", "2022", "10"), "sign"),
        (("-5", "2020", "-4", "2022", "10"), "sign"),
        (("5", "2020", "4", "2022", "5"), "nothing_asked"),
        (("0", "2020", "4", "2022", "0.001"), None),
    ],
)
def test_where_growth_makes_no_sense(case: tuple[str, ...], key: str | None) -> None:
    """Over zero, or where nothing is asked; what is reached is reached all the same."""
    found = cagr(to(*case))
    if key is None:
        assert found.status is Status.ACHIEVED
        assert [remark.key for remark in found.remarks] == ["progress.cagr_zero_base"]
        return
    assert (found.status, found.reason.key, found.score) == (
        Status.CANNOT_SAY, f"progress.{key}", None,
    )  # fmt: skip
    reached = cagr(to("-5", "2020", "12", "2022", "10"))
    assert (reached.status, reached.score, reached.ratio) == (Status.ACHIEVED, 5, None)


def test_zero_is_taken_for_a_thousandth() -> None:
    """As the published method does, with a remark; a latest figure of 0 is a loss of all."""
    base = cagr(to("0", "2020", "4", "2022", "8"))
    assert [remark.key for remark in base.remarks] == ["progress.cagr_zero_base"]
    assert float(base.ratio or 0) == pytest.approx(in_floats(0.001, 4, 8, 2, 10, 1), abs=CLOSE)
    goal = cagr(to("4", "2020", "2", "2022", "0", more=LESS))
    assert [remark.key for remark in goal.remarks] == ["progress.cagr_zero_target"]
    assert float(goal.ratio or 0) == pytest.approx(in_floats(4, 2, 0.001, 2, 10, -1), abs=CLOSE)
    nothing = cagr(to("4", "2020", "0", "2022", "8"))
    assert (nothing.pace, nothing.status, nothing.arrival) == (-1, Status.DETERIORATING, None)
    assert nothing.remaining is None


def test_negative_numbers_grow_the_other_way() -> None:
    """From -8 to -4 on the way to -2, more is better: that is a halving in two years of four."""
    found = cagr(to("-8", "2020", "-4", "2022", "-2", "2024"))
    assert found.ratio is not None
    assert float(found.ratio) == pytest.approx(in_floats(-8, -4, -2, 2, 4, 1), abs=CLOSE)
    assert (found.status, found.arrival) == (Status.ON_TRACK, Arrival(2024, 2024, 2024))


def test_a_growth_that_the_digits_do_not_tell_is_none() -> None:
    """Numbers that are alike in their first forty digits."""
    nearly = "1." + "0" * 45 + "1"
    assert cagr(to("1", "2020", nearly, "2022", "2")).arrival is None
    found = cagr(to("1", "2020", "0.5", "2022", nearly))
    assert (found.status, found.reason.key) == (Status.CANNOT_SAY, "progress.nothing_asked")


@pytest.mark.parametrize(
    ("last", "arrival"),
    [("50", None), ("40", None), ("70", Arrival(2022, 2022, 2022)), ("50.0001", None)],
)
def test_the_year_in_which_growth_arrives(last: str, arrival: Arrival | None) -> None:
    """40 % a year from 50 passes 80 within the next year; none for no growth, or too little."""
    assert cagr(to("50", "2020", last, "2021", "80")).arrival == arrival


def test_a_strict_threshold_is_passed_after_it_is_reached() -> None:
    """Exactly 80 in 2022 is not more than 80."""
    found = cagr(to("50", "2020", "80", "2022", "80", operator="more_than"))
    assert (found.status, found.arrival) == (Status.ON_TRACK, Arrival(2023, 2023, 2023))


def test_a_rank_is_taken_for_a_number() -> None:
    """As published, and with a remark."""
    found = cagr(
        to(
            "26",
            "2022",
            "21",
            "2023",
            "10",
            "2025",
            more=LESS,
            unit="rank",
            operator="rank_at_most",
        )
    )
    assert [remark.key for remark in found.remarks] == ["progress.cagr_rank"]
    assert float(found.ratio or 0) == pytest.approx(in_floats(26, 21, 10, 1, 3, -1), abs=CLOSE)


def test_approximate_figures_span_the_ratio_and_the_arrival() -> None:
    """Ends for which growth makes no sense leave the status open too."""
    about = cagr(way(point("2020", 50), point("2023", 62, 58, 66), 80))
    exact = [cagr(way(point("2020", 50), point("2023", last), 80)) for last in (58, 66)]
    assert about.ratio_span == (exact[0].ratio, exact[1].ratio)
    (remark,) = about.remarks
    assert remark.key == "progress.not_sure"
    assert about.arrival is not None
    assert exact[0].arrival is not None
    assert exact[1].arrival is not None
    assert (about.arrival.earliest, about.arrival.latest) == (
        exact[1].arrival.year, exact[0].arrival.year,
    )  # fmt: skip
    past = cagr(way(point("2020", 50), point("2023", 82, 78, 86), 80))
    assert past.arrival == Arrival(2023, 2023, 2024)
    over_zero = cagr(way(point("2020", 2), point("2023", 1, -2, 3), 8))
    (remark,) = over_zero.remarks
    assert Status.CANNOT_SAY in tuple(remark.params["statuses"])  # type: ignore[arg-type]
    assert cagr(way(point("2020", 50), point("2023", 62), 80)).ratio_span is None


@pytest.mark.parametrize(
    ("last", "status", "score"),
    [
        ("103.1", Status.ON_TRACK, None),
        ("101.5", Status.ON_TRACK, 2.5),
        ("101", Status.MODERATE, 1.25),
        ("100.5", Status.MODERATE, 0),
        ("100.2", Status.LIMITED, -1.5),
        ("100", Status.LIMITED, -2.5),
        ("99", Status.DETERIORATING, -3.75),
        ("90", Status.DETERIORATING, -5),
        ("150", Status.ON_TRACK, 5),
    ],
)
def test_the_bands_of_growth_where_no_number_is_promised(
    last: str, status: Status, score: float | None
) -> None:
    """From 1.5 % a year on track, from 0.5 % moderate, from 0 limited."""
    found = cagr(to("100", "2020", last, "2021"))
    assert found.status is status
    if score is not None:
        assert float(found.score or 0) == pytest.approx(score, abs=CLOSE)
    mirrored = cagr(to("100", "2020", str(200 - Decimal(last)), "2021", more=LESS))
    assert (mirrored.status, mirrored.ratio, mirrored.score) == (status, found.ratio, found.score)
    growth_shown = mirrored.reason.params["growth"]
    assert growth_shown == 100 - Decimal(last), "a fall is shown as a fall"


@pytest.mark.parametrize(
    ("first", "limit", "room"),
    [
        ("66.6", 100, 1 - 0.666**4.44),
        ("100", 100, 0),
        ("150", 100, 1 - 0.5**4.44),
        ("200", 100, 1),
        ("250", 100, 1),
        ("300", 100, 1),
        ("5", 0, 1),
    ],
)
def test_near_a_limit_less_is_asked(first: str, limit: int, room: float) -> None:
    """Growth on the edge of the narrowed band is on track; at the limit, to stay is enough."""

    def grown(share: float) -> Measured:
        last = f"{float(first) * (1 + share):.12f}"
        return cagr(to(first, "2020", last, "2021", limit=limit))

    assert grown(0.015 * room + 1e-6).status is Status.ON_TRACK
    assert grown(-1e-6).status is Status.DETERIORATING
    if room:
        assert grown(0.015 * room - 1e-6).status is Status.MODERATE
        assert grown(0.005 * room - 1e-6).status is Status.LIMITED
        for share, score in [(0.0175, 3.75), (0.012, 1.75), (0.003, -1)]:
            assert float(grown(share * room).score or 0) == pytest.approx(score, abs=1e-6)


def test_all_that_is_said_where_no_number_is_promised() -> None:
    """The growth itself, as it is, and measured on the good side; at the limit, to stay is best."""
    there = cagr(to("100", "2020", "100", "2021", limit=100))
    risen, fallen = (
        cagr(to("100", "2020", last, "2021", more=more))
        for last, more in [("101", MORE), ("99", LESS)]
    )

    def said(growth: int) -> Statement:
        return Statement("progress.growth_alone", {"growth": Fraction(growth)})

    gained, score = number("0.01"), number("1.25")
    assert there == Measured(
        Status.ON_TRACK, said(0), ratio=Fraction(0), score=Fraction(5), pace=Fraction(0)
    )
    assert risen == Measured(Status.MODERATE, said(1), ratio=gained, score=score, pace=gained)
    assert fallen == risen._replace(reason=said(-1), pace=-gained)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 20))
def test_growth_undoes_itself(first: int, last: int, years: int) -> None:
    """Grown for so many years, the first number is the last one, to 30 digits."""
    rate = growth(Fraction(last), Fraction(first), Fraction(years))
    assert abs(first * (1 + rate) ** years / last - 1) < Fraction(1, 10**30)


@given(
    st.integers(1, 500), st.integers(1, 500), st.integers(1, 500), st.integers(1, 9),
    st.sampled_from([1, -1]),
)  # fmt: skip
def test_the_formulas_hold_everywhere(
    first: int, last: int, goal: int, years: int, sign: int
) -> None:
    """A few lines of floats agree, for any three numbers and both directions."""
    assume(first != goal)
    found = cagr(
        way(point("2015", first), point(str(2015 + years), last), goal, "2030", more=sign > 0)
    )
    plain = in_floats(first, last, goal, years, 15, sign)
    assert float(found.ratio or 0) == pytest.approx(plain, rel=1e-6, abs=1e-9)
    if found.status is not Status.ACHIEVED:
        assert float(found.score or 0) == pytest.approx(score_in_floats(plain), rel=1e-5, abs=1e-6)
