"""Sparklines and bars: what they promise, for any figures."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.checking.progress import Question, progress
from dti_targets.checking.selection import Selection, Source
from dti_targets.domain.method import Method
from dti_targets.domain.period import Period
from dti_targets.domain.progress import Progress, Status
from dti_targets.domain.threshold import Standing
from dti_targets.reporting.drawing import (
    CUT,
    HIGHEST,
    NOTHING,
    bar,
    gone,
    points_of,
    sign_of,
    spark_of,
)
from dti_targets.reporting.screen import Signs
from tests.builders import GAZETTEER, read, resolution, target

YEARS = range(2015, 2026)


def measured(values: dict[int, str], area: str = "38", **changes: object) -> Progress:
    """Measure a target as of 2025, of a province whose territory never changed."""
    made = resolution(target(**changes), area=area)  # type: ignore[arg-type]
    rows = "\n".join(f"rate;{area};province;{year};{text}" for year, text in values.items())
    found = progress(
        [Source(made, "targets/plan.yaml")], read(rows, made), GAZETTEER,
        Question(Period.parse("2025"), Method.LINEAR), Selection(("plan",)),
    )  # fmt: skip
    return found.targets[0]


VALUES = st.one_of(
    st.integers(0, 100).map(lambda n: f"{n}%"),
    st.integers(1, 99).map(lambda n: f"trên {n}%"),
    st.integers(0, 100).map(lambda n: f"khoảng {n}%"),
    st.just("-"),
)
SERIES = st.dictionaries(st.sampled_from(YEARS), VALUES, min_size=1)
THRESHOLDS = st.tuples(
    st.sampled_from(["at_least", "more_than", "at_most", "less_than"]), st.integers(0, 100)
).map(lambda pair: {"province": {pair[0]: pair[1]}})


@given(SERIES, THRESHOLDS)
def test_the_highest_level_is_the_threshold_reached_and_nothing_else(
    values: dict[int, str], levels: dict[str, object]
) -> None:
    made = measured(values, levels=levels)
    marks = [mark for mark in spark_of(made).marks if mark != CUT]
    limit = made.expected.limit
    assert limit is not None

    years = range(min(values), max(values) + 1)
    assert len(marks) == len(years)  # one character a year, and no year twice
    by_year = {point.period.start.year: point for point in points_of(made)}
    for year, mark in zip(years, marks, strict=True):
        point = by_year.get(year)
        reached = bool(point and point.span and limit.standing(point.span) is Standing.REACHED)
        assert (mark == HIGHEST) == reached
        assert (mark == NOTHING) == (point is None or point.number is None)


@given(SERIES, THRESHOLDS)
def test_up_is_better(values: dict[int, str], levels: dict[str, object]) -> None:
    made = measured(values, levels=levels)
    operator = made.expected.limit.operator if made.expected.limit else None
    assert operator is not None
    marks = [mark for mark in spark_of(made).marks if mark >= 0]
    points = [point for point in points_of(made) if point.number is not None]

    short = [
        (point.number if operator.wants_more else -point.number, mark)
        for point, mark in zip(points, marks, strict=True)
        if mark != HIGHEST and point.number is not None
    ]
    levels_in_order = [mark for _, mark in sorted(short)]
    assert levels_in_order == sorted(levels_in_order)


@given(SERIES, THRESHOLDS)
def test_only_what_reached_the_threshold_has_gone_the_whole_way(
    values: dict[int, str], levels: dict[str, object]
) -> None:
    made = measured(values, levels=levels)
    percent = gone(made)

    assert (percent == 100) == (made.status is Status.ACHIEVED)
    assert percent is None or percent <= 100
    if percent is not None and percent != 100:
        assert made.baseline is not None
        assert made.latest is not None
        limit, first, last = made.expected.limit, made.baseline.number, made.latest.number
        assert limit is not None
        assert first is not None
        assert last is not None
        share = (last - first) / (Fraction(limit.number) - first) * 100
        assert percent <= share
        assert percent == 99 or share < percent + 1


@given(st.integers(-300, 100), st.integers(1, 60), st.sampled_from(Signs))
def test_a_bar_touches_its_tick_at_100_percent_alone(
    percent: int, length: int, signs: Signs
) -> None:
    drawn = bar(percent, length, signs)
    full = bar(100, length, signs)

    assert len(drawn) == length + 1
    assert (drawn == full) == (percent == 100)
    assert drawn.count(full[0]) <= max(0, percent) * length / 100


def test_a_sparkline_says_from_when_to_when() -> None:
    made = measured({2021: "10%", 2022: "45%", 2024: "80%"})

    assert spark_of(made).drawn(Signs.UNICODE) == "2021 ▁▄·█ 2024"
    assert spark_of(made).drawn(Signs.ASCII) == "2021 _= # 2024"
    assert spark_of(made).drawn(Signs.CONSOLE) == "2021 _=·# 2024"
    assert spark_of(measured({2021: "10%"})).drawn(Signs.UNICODE) == "2021 ▄"
    assert spark_of(measured({})).drawn(Signs.UNICODE) == ""


def test_nothing_is_drawn_across_a_break() -> None:
    made = measured({2023: "50%", 2024: "60%", 2025: "70%"}, area="51")

    assert spark_of(made).drawn(Signs.UNICODE) == "2023 ▁▃┊▄ 2025"
    assert spark_of(made).drawn(Signs.ASCII) == "2023 _-:= 2025"


def test_ranks_rise_as_their_numbers_fall() -> None:
    levels = {"province": {"rank_at_most": 10}}
    made = measured({2021: "30/63", 2022: "20/63", 2023: "9/63"}, levels=levels, unit="rank")

    assert spark_of(made).drawn(Signs.UNICODE) == "2021 ▁▄█ 2023"


def test_a_rank_without_a_threshold_rises_too() -> None:
    levels = {"province": {"state": "leading group"}}
    made = measured({2021: "30", 2022: "20", 2023: "9"}, levels=levels, unit="rank")

    assert spark_of(made).drawn(Signs.UNICODE) == "2021 ▁▄▇ 2023"


def test_the_text_may_say_which_way_is_up() -> None:
    for to, drawn in (("more", "2022 ▇▁ 2023"), ("less", "2022 ▁▇ 2023")):
        levels = {"province": {"state": "better", "improving": {"to": to}}}
        made = measured({2022: "30%", 2023: "20%"}, levels=levels)
        assert spark_of(made).drawn(Signs.UNICODE) == drawn


def test_a_state_is_reached_or_not() -> None:
    levels = {"province": {"state": "none left"}}
    made = measured({2022: "chưa", 2023: "có"}, levels=levels, unit="yes_no")

    assert spark_of(made).drawn(Signs.UNICODE) == "2022 ▁█ 2023"


def test_an_agreed_baseline_is_drawn_first() -> None:
    baseline = {"period": "2021", "value": 12}
    made = measured({2022: "30%", 2023: "50%"}, baseline=baseline)

    assert spark_of(made).drawn(Signs.UNICODE) == "2021 ▁▂▄ 2023"
    assert gone(made) == 55


def test_sums_of_quotas_are_called_by_their_last_period_and_begin_at_a_year() -> None:
    levels = {"province": {"at_least": {"2022": 10, "2023": 20, "2024": 30}}}
    made = measured(
        {2022: "12", 2023: "15"}, levels=levels, unit="count", per_period=True, due=None,
        cumulative="rate_so_far",
    )  # fmt: skip

    assert spark_of(made).drawn(Signs.UNICODE) == "2021 ▁▂▄ 2023"


@pytest.mark.parametrize(
    ("signs", "drawn"),
    [(Signs.UNICODE, "✓↑→–↓?"), (Signs.CONSOLE, "√↑→–↓?"), (Signs.ASCII, "+^>-v?")],
)
def test_each_status_has_a_sign(signs: Signs, drawn: str) -> None:
    assert "".join(sign_of(status, signs) for status in Status) == drawn
