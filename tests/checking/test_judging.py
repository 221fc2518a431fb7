"""Verdicts: figures as they were published against thresholds as they are worded."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_targets.checking.judging import Judgement, Timing, judge, plain_verdict
from dti_targets.domain.report import Expected, Gap
from dti_targets.domain.threshold import Operator
from dti_targets.domain.unit import Unit
from dti_targets.domain.value import Qualifier, Value
from dti_targets.domain.verdict import Verdict
from tests.builders import answer, expect, number, target, value

MET, MISSED, PENDING = Verdict.MET, Verdict.MISSED, Verdict.PENDING
UNDECIDED, MISSING = Verdict.UNDECIDED, Verdict.MISSING
DUE, LATER = Timing(due=True), Timing(due=False)


def promise(unit: str = "percent", **threshold: object) -> Expected:
    """Return a threshold for the province."""
    return promised(threshold, unit)


def promised(threshold: Mapping[str, object], unit: str = "percent") -> Expected:
    """Return a threshold that is written out."""
    return expect(target(unit=unit, levels={"province": threshold}))


def verdict(item: Expected, *texts: str, timing: Timing = DUE) -> Judgement:
    """Judge texts in the unit of the target; the short way to a verdict must lead to the same."""
    values = [value(text, item.target.unit) for text in texts]
    judgement = judge(item, values, timing)
    if len(values) == 1:
        assert plain_verdict(item, timing)(values[0]) in {None, judgement.verdict}
    return judgement


@pytest.mark.parametrize(
    ("threshold", "figure", "expected"),
    [
        ({"at_least": 80}, "80%", MET),
        ({"at_least": 80}, "79,99%", MISSED),
        ({"at_least": 80}, "79,9999999999999999%", MISSED),
        ({"at_least": 80}, "trên 80%", MET),
        ({"at_least": 95}, "trên 95%", MET),
        ({"at_least": 96}, "trên 95%", UNDECIDED),
        ({"at_least": 100}, "gần 100%", MISSED),
        ({"at_least": 97}, "gần 100%", UNDECIDED),
        ({"at_least": 95}, "gần 100%", MET),
        ({"at_least": 36}, "khoảng 35%", UNDECIDED),
        ({"at_least": 38}, "khoảng 35%", MISSED),
        ({"at_least": 33}, "khoảng 35%", MET),
        ({"at_least": 35}, "từ 30 đến 35%", UNDECIDED),
        ({"at_least": 30}, "từ 30 đến 35%", MET),
        ({"at_least": 36}, "từ 30 đến 35%", MISSED),
        ({"at_least": 80}, "tối thiểu 80%", MET),
        ({"at_least": 80}, "tối đa 80%", UNDECIDED),
        ({"at_least": 80}, "dưới 80%", MISSED),
        ({"more_than": 80}, "80%", MISSED),
        ({"more_than": 80}, "80,01%", MET),
        ({"more_than": 80}, "trên 80%", MET),
        ({"more_than": 80}, "tối thiểu 80%", UNDECIDED),
        ({"more_than": 80}, "tối đa 80%", MISSED),
        ({"at_most": 5}, "5%", MET),
        ({"at_most": 5}, "5,01%", MISSED),
        ({"at_most": 5}, "dưới 5%", MET),
        ({"at_most": 5}, "trên 5%", MISSED),
        ({"at_most": 5}, "tối thiểu 5%", UNDECIDED),
        ({"less_than": 5}, "5%", MISSED),
        ({"less_than": 5}, "4,99%", MET),
        ({"less_than": 5}, "dưới 5%", MET),
        ({"less_than": 5}, "không quá 5%", UNDECIDED),
        ({"at_least": 20}, "114/558", MET),
        ({"at_least": "20.44"}, "114/558", MISSED),
    ],
)
def test_a_share_is_judged_by_all_that_it_can_stand_for(
    threshold: dict[str, object], figure: str, expected: Verdict
) -> None:
    made = {key: Decimal(str(written)) for key, written in threshold.items()}

    assert verdict(promised(made), figure).verdict is expected


@pytest.mark.parametrize(
    ("unit", "threshold", "figure", "expected"),
    [
        ("count", {"at_least": 94}, "trên 93 xã", MET),
        ("count", {"at_least": 250}, "gần 250", MISSED),
        ("count", {"more_than": 93}, "ít nhất 94", MET),
        ("count", {"at_most": 93}, "dưới 94", MET),
        ("rank", {"rank_at_most": 10}, "10/63", MET),
        ("rank", {"rank_at_most": 10}, "11/63", MISSED),
        ("rank", {"rank_at_most": 10}, "dưới 11", MET),
        ("rank", {"rank_at_most": 70}, "71/193", MISSED),
        ("percent_change", {"at_least": 7}, "hơn 7%", MET),
        ("percent_change", {"at_least": -5}, "-5%", MET),
        ("percent_change", {"at_least": -5}, "-5,1%", MISSED),
        ("ratio", {"at_most": 1}, "0,9", MET),
    ],
)
def test_other_units_are_judged_in_their_own_way(
    unit: str, threshold: dict[str, object], figure: str, expected: Verdict
) -> None:
    assert verdict(promised(threshold, unit), figure).verdict is expected


@pytest.mark.parametrize(
    ("figure", "expected", "reason"),
    [
        ("20%", MET, "reason.reached"),
        ("trên 20%", MET, "reason.reached"),
        ("19,99%", UNDECIDED, "reason.about"),
        ("19%", UNDECIDED, "reason.about"),
        ("18,99%", MISSED, "reason.short"),
        ("khoảng 19%", UNDECIDED, "reason.unclear"),
    ],
)
def test_a_threshold_that_says_about_leaves_open_what_is_just_short(
    figure: str, expected: Verdict, reason: str
) -> None:
    item = promise(at_least=20, about=True)
    judgement = verdict(item, figure)

    assert (judgement.verdict, judgement.reason.key) == (expected, reason)
    assert judgement.reason.params["figure"] == value(figure)
    assert judgement.reason.params["threshold"] == item.limit


def test_the_tolerance_of_the_resolution_decides_what_about_means() -> None:
    about = target(levels={"province": {"at_least": 20, "about": True}})
    wide, none = (expect(about, tolerance_percent=percent) for percent in (10, 0))

    assert verdict(wide, "18%").verdict is UNDECIDED
    assert verdict(wide, "17,9%").verdict is MISSED
    assert verdict(none, "19,99%").verdict is MISSED
    plain = expect(target(levels={"province": {"at_least": 38}}), tolerance_percent=10)
    assert verdict(plain, "khoảng 35%").verdict is UNDECIDED


@pytest.mark.parametrize(
    ("figure", "timing", "expected"),
    [
        ("79%", Timing(due=True), MISSED),
        ("79%", Timing(due=False), PENDING),
        ("79%", Timing(due=True, running=True), PENDING),
        ("79%", Timing(due=False, running=True), PENDING),
        ("80%", Timing(due=False), MET),
        ("80%", Timing(due=True, running=True), MET),
        ("trên 79%", Timing(due=False), UNDECIDED),
        ("trên 79%", Timing(due=True, running=True), UNDECIDED),
    ],
)
def test_short_of_a_target_is_a_miss_only_when_it_is_due_and_the_period_is_over(
    figure: str, timing: Timing, expected: Verdict
) -> None:
    assert verdict(promise(at_least=80), figure, timing=timing).verdict is expected


QUOTA: dict[str, Any] = {"unit": "count", "due": None, "per_period": True}


@pytest.mark.parametrize(
    ("operator", "timing", "expected", "reason"),
    [
        ("at_least", Timing(due=True, running=True), PENDING, "reason.short_so_far"),
        ("at_least", Timing(due=True), UNDECIDED, "reason.unclear"),
        ("at_most", Timing(due=True, running=True), MISSED, "reason.short"),
        ("at_most", Timing(due=False, running=True), PENDING, "reason.short"),
    ],
)
def test_the_beginning_of_a_quota_can_only_grow(
    operator: str, timing: Timing, expected: Verdict, reason: str
) -> None:
    numbers = {"at_least": {"2025": 133}, "at_most": {"2025": 100}}[operator]
    item = expect(target(**QUOTA, levels={"province": {operator: numbers}}))
    judgement = judge(item, [value("114", Unit.COUNT).at_least()], timing)

    assert (judgement.verdict, judgement.reason.key) == (expected, reason)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (("80,5%",), MET),
        (("80%",), UNDECIDED),
        (("79,9%",), MISSED),
        (("80,5%", "80%"), UNDECIDED),
        (("tối thiểu 80%",), UNDECIDED),
        (("trên 80%",), MET),
    ],
)
def test_a_text_with_two_readings_is_met_or_missed_only_if_both_agree(
    figures: tuple[str, ...], expected: Verdict
) -> None:
    item = promise(at_least=80, other_reading={"more_than": 80, "why": "trên"})

    assert verdict(item, *figures).verdict is expected


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        (("80%",), "reason.readings_differ"),
        (("tối thiểu 80%",), "reason.unclear"),
        (("80,5%", "80%"), "reason.sources_differ"),
        (("70%", "90%"), "reason.sources_differ"),
        (("70%", "trên 70%"), "reason.unclear"),
    ],
)
def test_the_reason_says_what_stands_in_the_way(figures: tuple[str, ...], reason: str) -> None:
    item = promise(at_least=80, other_reading={"more_than": 80, "why": "trên"})

    assert verdict(item, *figures).reason.key == reason


def test_the_reason_names_the_figure_and_the_reading_that_are_unclear() -> None:
    item = promise(at_least=80, other_reading={"more_than": 85, "why": "x"})
    unclear = verdict(item, "70%", "trên 70%").reason.params
    other = verdict(item, "khoảng 84%").reason.params

    assert unclear["figure"] == value("trên 70%")
    assert (unclear["low"], unclear["high"]) == (70, 100)
    assert unclear["threshold"] is item.limit
    assert other["threshold"] is item.limit
    later = verdict(promise(at_least=70, other_reading={"at_least": 85, "why": "x"}), "khoảng 85%")
    assert later.reason.params["threshold"] == item.other_limit or later.verdict is UNDECIDED
    assert getattr(later.reason.params["threshold"], "number", None) == 85


def test_two_readings_that_disagree_are_both_named() -> None:
    item = promise(at_least=70, other_reading={"at_least": 7, "why": "7%"})
    reason = verdict(item, "10%").reason

    assert reason.key == "reason.readings_differ"
    assert reason.params == {
        "figure": value("10%"), "threshold": item.limit, "other": item.other_limit,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (("đạt",), MET),
        (("chưa",), MISSED),
        (("đạt", "chưa"), UNDECIDED),
        (("26/63",), UNDECIDED),
        (("đạt", "26/63"), UNDECIDED),
    ],
)
def test_a_state_is_answered_by_yes_or_no_and_not_by_a_number(
    figures: tuple[str, ...], expected: Verdict
) -> None:
    assert verdict(promise("rank", state="leading group"), *figures).verdict is expected


@pytest.mark.parametrize(
    ("figures", "timing", "reason"),
    [
        (("có",), DUE, "reason.state_reached"),
        (("không",), LATER, "reason.state_short"),
        (("có", "không"), DUE, "reason.sources_differ"),
    ],
)
def test_a_state_has_its_reasons(figures: tuple[str, ...], timing: Timing, reason: str) -> None:
    judgement = verdict(promise("yes_no", state="none left"), *figures, timing=timing)

    assert judgement.reason.key == reason
    assert judgement.gap is None


def test_a_state_that_is_not_reached_before_it_is_due_is_pending() -> None:
    item = promise("yes_no", state="none left")

    assert verdict(item, "chưa", timing=LATER).verdict is PENDING
    assert verdict(item, "chưa", timing=Timing(due=True, running=True)).verdict is PENDING


def test_a_number_for_a_state_says_which_figure_it_was() -> None:
    reason = verdict(promise("rank", state="leading group"), "21/63").reason

    assert (reason.key, reason.params["figure"]) == ("reason.number_for_state", "21/63")


def test_a_state_for_a_number_is_undecided() -> None:
    judgement = verdict(promise("rank", rank_at_most=10), "đạt")

    assert (judgement.verdict, judgement.reason.key) == (UNDECIDED, "reason.state_for_number")
    assert verdict(promise("rank", rank_at_most=10), "5/63", "đạt").verdict is UNDECIDED


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        ((), "reason.no_figure"),
        (("",), "reason.empty"),
        (("n/a",), "reason.not_available"),
        (("", "n/a"), "reason.not_available"),
    ],
)
def test_the_reason_tells_an_absent_row_from_an_empty_one_and_from_what_was_published(
    figures: tuple[str, ...], reason: str
) -> None:
    judgement = verdict(promise(at_least=80), *figures)

    assert (judgement.verdict, judgement.reason.key) == (MISSING, reason)


def test_a_source_that_says_nothing_does_not_hide_one_that_does() -> None:
    assert verdict(promise(at_least=80), "n/a", "80%").verdict is MET


@pytest.mark.parametrize(
    ("figures", "expected"),
    [(("80%", "90%"), MET), (("70%", "79%"), MISSED), (("79%", "80%"), UNDECIDED)],
)
def test_sources_that_differ_decide_only_together(
    figures: tuple[str, ...], expected: Verdict
) -> None:
    judgement = verdict(promise(at_least=80), *figures)

    assert judgement.verdict is expected
    assert judgement.gap is None


def test_at_a_threshold_that_asks_for_more_the_reason_says_so() -> None:
    more, less = promise(more_than=80), promise(less_than=80)

    assert verdict(more, "80%").reason.key == "reason.at_threshold"
    assert verdict(less, "80%").reason.key == "reason.at_threshold"
    assert verdict(more, "79%").reason.key == "reason.short"
    assert verdict(more, "tối đa 80%").reason.key == "reason.short"
    assert verdict(more, "dưới 80%").reason.key == "reason.short"
    assert verdict(promise(at_least=81), "80%").reason.key == "reason.short"


@pytest.mark.parametrize(
    ("threshold", "figure", "gap"),
    [
        ({"more_than": 90}, "99,30%", Gap(number("9.3"), 2, Qualifier.EXACT)),
        ({"at_least": 70}, "70,35%", Gap(number("0.35"), 2, Qualifier.EXACT)),
        ({"at_least": 80}, "79,99%", Gap(number("-0.01"), 2, Qualifier.EXACT)),
        ({"at_most": 5}, "4%", Gap(number(1), 0, Qualifier.EXACT)),
        ({"less_than": 5}, "6%", Gap(number(-1), 0, Qualifier.EXACT)),
        ({"at_least": 95}, "trên 95%", Gap(number(0), 0, Qualifier.MORE_THAN)),
        ({"at_least": 96}, "trên 95%", Gap(number(-1), 0, Qualifier.MORE_THAN)),
        ({"at_most": 5}, "dưới 5%", Gap(number(0), 0, Qualifier.MORE_THAN)),
        ({"at_most": 5}, "trên 7%", Gap(number(-2), 0, Qualifier.LESS_THAN)),
        ({"at_most": 5}, "tối thiểu 7%", Gap(number(-2), 0, Qualifier.AT_MOST)),
        ({"at_most": 5}, "không quá 4%", Gap(number(1), 0, Qualifier.AT_LEAST)),
        ({"at_most": 5}, "khoảng 7%", Gap(number(-2), 0, Qualifier.ABOUT)),
        ({"at_least": 40}, "từ 30 đến 35%", Gap(number(-5), 0, Qualifier.RANGE)),
        ({"at_least": 25}, "từ 30 đến 35%", Gap(number(5), 0, Qualifier.RANGE)),
        ({"at_least": 32}, "từ 30 đến 35%", Gap(number(-2), 0, Qualifier.RANGE)),
        ({"at_least": 33}, "từ 30 đến 36%", Gap(number(-3), 0, Qualifier.RANGE)),
        ({"at_most": 33}, "từ 30 đến 36%", Gap(number(-3), 0, Qualifier.RANGE)),
        ({"at_most": 20}, "từ 30 đến 35%", Gap(number(-10), 0, Qualifier.RANGE)),
        ({"at_least": 20}, "khoảng 18,72%", Gap(number("-1.28"), 2, Qualifier.ABOUT)),
    ],
)
def test_the_gap_is_the_distance_as_published_positive_on_the_good_side(
    threshold: dict[str, object], figure: str, gap: Gap
) -> None:
    assert verdict(promised(threshold), figure).gap == gap


def test_the_gap_of_a_rank_counts_places() -> None:
    made = verdict(promise("rank", rank_at_most=10), "5/34").gap

    assert made == Gap(number(5), 0, Qualifier.EXACT)


@pytest.mark.parametrize(
    ("unit", "threshold", "figure", "amount"),
    [
        ("rank", {"rank_at_most": 10}, "dưới 11", 0),
        ("rank", {"rank_at_most": 10}, "trên 10", -1),
        ("count", {"at_least": 25}, "trên 24", 0),
        ("count", {"at_least": 25}, "dưới 25", -1),
        ("count", {"at_least": 1_000_000}, "hơn 1,2 triệu", 200_000),
        ("count", {"at_least": 25}, "tối thiểu 26", 1),
        ("percent", {"at_least": 80}, "dưới 80%", 0),
    ],
)
def test_the_gap_of_a_bound_beside_the_limit_is_of_the_last_number_it_means(
    unit: str, threshold: dict[str, object], figure: str, amount: int
) -> None:
    made = verdict(promise(unit, **threshold), figure)

    assert made.gap
    assert made.gap.amount == amount
    assert made.verdict is (MET if amount >= 0 and unit != "percent" else MISSED)


def test_the_gap_has_the_digits_of_the_finer_of_figure_and_threshold() -> None:
    made = verdict(promise(at_least=Decimal("80.125")), "99,3%").gap

    assert made == Gap(number("19.175"), 3, Qualifier.EXACT)


# An oracle: a figure is a list of numbers, close enough to one another to meet every threshold
# that is drawn; each is compared on its own.

GRAIN = Fraction(1, 64)
EDGES = st.integers(1, 39).map(lambda n: Fraction(n, 4))
MEANT: dict[Qualifier, Callable[[Fraction, Fraction, Fraction], bool]] = {
    Qualifier.EXACT: lambda n, at, _: n == at,
    Qualifier.MORE_THAN: lambda n, at, _: n > at,
    Qualifier.AT_LEAST: lambda n, at, _: n >= at,
    Qualifier.LESS_THAN: lambda n, at, _: n < at,
    Qualifier.AT_MOST: lambda n, at, _: n <= at,
    Qualifier.ABOUT: lambda n, at, slack: abs(n - at) <= slack,
    Qualifier.NEARLY: lambda n, at, slack: at - slack <= n < at,
    Qualifier.RANGE: lambda n, at, slack: at <= n <= at + slack,
}
REACHES: dict[Operator, Callable[[Fraction, Fraction], bool]] = {
    Operator.AT_LEAST: lambda n, edge: n >= edge,
    Operator.MORE_THAN: lambda n, edge: n > edge,
    Operator.AT_MOST: lambda n, edge: n <= edge,
    Operator.LESS_THAN: lambda n, edge: n < edge,
}


@given(
    st.sampled_from(sorted(REACHES)), EDGES, st.sampled_from(sorted(MEANT)), EDGES, st.booleans(),
)  # fmt: skip
@settings(max_examples=500)
def test_the_verdict_is_what_comparing_every_number_one_by_one_shows(
    operator: Operator, edge: Fraction, qualifier: Qualifier, at: Fraction, due: bool
) -> None:
    tolerance = Fraction(1, 4)
    slack = Fraction(1, 2) if qualifier is Qualifier.RANGE else at * tolerance
    near = {edge, at, at - slack, at + slack}
    numbers = {n + d for n in near for d in (-GRAIN, 0, GRAIN)} | {Fraction(0), Fraction(1000)}
    # Between 0 and the ceiling, which lies far beyond every threshold here.
    meant = [n for n in numbers if n >= 0 and MEANT[qualifier](n, at, slack)]
    answers = {REACHES[operator](n, edge) for n in meant}
    oracle = MET if answers == {True} else (MISSED if due else PENDING)
    if len(answers) == 2:
        oracle = UNDECIDED

    upper = at + slack if qualifier is Qualifier.RANGE else None
    item = expect(
        target(unit="score", levels={"province": {operator.value: float(edge)}}),
        tolerance_percent=25,
    )
    published = Value("x", Unit.SCORE, at, qualifier, upper)

    assert judge(item, [published], Timing(due)).verdict is oracle


@given(
    st.sampled_from([Operator.AT_LEAST, Operator.MORE_THAN]),
    st.decimals(0, 100, places=2),
    st.decimals(0, 100, places=3),
    st.decimals(0, 50, places=3),
    st.booleans(),
)
def test_a_better_figure_never_loses_a_met_target(
    operator: Operator, edge: Decimal, figure: Decimal, better: Decimal, about: bool
) -> None:
    order = [MISSED, UNDECIDED, MET]
    item = promise("score", **{operator.value: edge, "about": about})
    before, after = (
        judge(item, [Value("x", Unit.SCORE, Fraction(number))], DUE).verdict
        for number in (figure, figure + better)
    )

    assert order.index(after) >= order.index(before)


@given(
    st.sampled_from([Operator.AT_MOST, Operator.LESS_THAN]),
    st.decimals(0, 100, places=2),
    st.decimals(50, 100, places=3),
    st.decimals(0, 50, places=3),
)
def test_a_lower_figure_is_the_better_one_where_the_text_sets_an_upper_limit(
    operator: Operator, edge: Decimal, figure: Decimal, better: Decimal
) -> None:
    order = [MISSED, MET]
    item = promise("score", **{operator.value: edge})
    before, after = (
        judge(item, [Value("x", Unit.SCORE, Fraction(number))], DUE).verdict
        for number in (figure, figure - better)
    )

    assert order.index(after) >= order.index(before)


@given(st.permutations(["70%", "trên 79%", "80%", "90%", "khoảng 81%"]), st.integers(1, 5))
def test_the_order_of_the_sources_does_not_matter(texts: list[str], count: int) -> None:
    item = promise(at_least=80)

    assert (
        verdict(item, *texts[:count]).verdict
        is verdict(item, *sorted(texts[:count], reverse=True)).verdict
    )


@pytest.mark.parametrize(
    ("threshold", "text", "gap"),
    [
        ({"at_least": 11}, "hơn 10", Gap(number(0), 0, Qualifier.AT_LEAST)),
        ({"at_least": 11}, "hơn 11", Gap(number(1), 0, Qualifier.AT_LEAST)),
        ({"at_least": 11}, "hơn 9", Gap(number(-2), 0, Qualifier.MORE_THAN)),
        ({"at_least": 11}, "dưới 11", Gap(number(-1), 0, Qualifier.AT_MOST)),
        ({"at_least": 11}, "dưới 12", Gap(number(0), 0, Qualifier.AT_MOST)),
        ({"at_most": 11}, "dưới 12", Gap(number(0), 0, Qualifier.AT_LEAST)),
        ({"at_most": 11}, "hơn 11", Gap(number(-1), 0, Qualifier.AT_MOST)),
    ],
)
def test_a_bound_beside_a_whole_threshold_is_told_by_the_last_number_that_it_means(
    threshold: dict[str, Any], text: str, gap: Gap
) -> None:
    made = answer(
        f"rate;51;province;2025;{text}", target(unit="count", levels={"province": threshold})
    )

    assert made.gap == gap
