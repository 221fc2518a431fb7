"""Each target with its series, and why nothing can be said where nothing can."""

# mypy: disable-error-code="comparison-overlap"
# Fraction(1) == 1 holds, and a status is its own word; mypy takes both for a slip.

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dti_targets.checking.progress import Question, progress
from dti_targets.checking.selection import Selection, Source
from dti_targets.domain.method import Method
from dti_targets.domain.period import Period
from dti_targets.domain.progress import (
    Arrival,
    Measured,
    Progress,
    Progression,
    ResolutionProgress,
    Status,
)
from dti_targets.domain.report import NotJudged, Statement
from dti_targets.domain.settings import Settings
from dti_targets.domain.verdict import Verdict
from dti_targets.pipeline.progress import progress as ask
from dti_targets.pipeline.project import Project
from tests.builders import AREAS, GAZETTEER, day, read, resolution, target
from tests.comparisons import OLD_51
from tests.progress_builders import advance, measured, periods

PATH = "rate;51;province;2020;50%\nrate;51;province;2023;62%\n"
RANK = target(unit="rank", levels={"province": {"rank_at_most": 10}})
TWO = {"province": {"at_least": 80, "other_reading": {"more_than": 80, "why": "x"}}}


def why(made: Progress) -> str:
    """Return the key of the reason."""
    return made.measured.reason.key.removeprefix("progress.")


def remarks(made: Progress) -> list[str]:
    """Return the keys of the remarks."""
    return [remark.key.removeprefix("progress.") for remark in made.measured.remarks]


def test_a_target_is_measured_from_its_first_figure() -> None:
    """50 in 2020, 62 in 2023, 80 by 2025."""
    made = measured(PATH, period="2024")
    assert made.baseline is not None
    assert (str(made.baseline.period), made.points, made.area.code) == ("2020", 2, "51")
    assert (made.status, made.measured.ratio, made.measured.expected) == (
        Status.MODERATE, Fraction(2, 3), 74,
    )  # fmt: skip
    assert made.verdict is None, "no figure of 2024"
    assert measured(PATH, period="2023").verdict is Verdict.PENDING


@pytest.mark.parametrize(
    ("rows", "key", "points"),
    [
        ("other;51;province;2024;1", "no_figure", 0),
        ("rate;51;province;2026;60%", "no_figure", 0),
        ("rate;51;district;2024;60%", "no_figure", 0),
        ("rate;51;province;2024;60%", "one_point", 1),
        ("rate;51;province;2024;n/a", "no_number", 0),
        ("rate;51;province;2023;n/a\nrate;51;province;2024;60%", "one_point", 1),
        ("rate;51;province;2024;60%\nrate;51;province;2025;70%", "after_break", 1),
        ("rate;51;province;2024;60%\nrate;51;province;2025;n/a", "after_break", 0),
        ("rate;51;province;2023;60%\nrate;51;province;2024;trên 70%", "bound", 2),
        ("rate;51;province;2023;trên 60%\nrate;51;province;2024;70%", "bound", 2),
        ("rate;51;province;2023;dưới 60%\nrate;51;province;2024;tối thiểu 70%", "bound", 2),
    ],
)
def test_too_little_to_say(rows: str, key: str, points: int) -> None:
    """No figure, one figure, a break, a bound: each says which."""
    made = measured(rows, period="2025" if key == "after_break" else "2024")
    assert (made.status, why(made), made.points) == (Status.CANNOT_SAY, key, points)
    assert made.measured[2:-1] == (None,) * 9


def test_a_first_bound_is_passed_over() -> None:
    """The way begins at the first figure that is a number."""
    made = measured("rate;51;province;2019;trên 40%\n" + PATH)
    assert made.baseline is not None
    assert (str(made.baseline.period), made.points) == ("2020", 3)
    assert made.measured.ratio == Fraction(2, 3)


def test_a_bound_can_reach_the_threshold() -> None:
    """Over 85 % is 80 % and more, at whatever pace; in both readings where there are two."""
    rows = (
        "rate;51;province;2022;trên 80%\nrate;51;province;2023;60%\nrate;51;province;2024;trên 85%"
    )
    made = measured(rows)
    assert (made.status, why(made)) == (Status.ACHIEVED, "achieved")
    assert str(made.measured.reason.params["since"]) == "2024"
    exactly = "rate;51;province;2023;60%\nrate;51;province;2024;tối thiểu 80%"
    assert measured(exactly).status is Status.ACHIEVED
    assert measured(exactly, target(levels=TWO)).status is Status.CANNOT_SAY


def test_reached_is_reached_since_the_first_figure_without_a_pause() -> None:
    """81, 79, 80, 90: since the third."""
    texts = ["81%", "79%", "80%", "90%"]
    rows = "\n".join(f"rate;38;province;{2021 + n};{text}" for n, text in enumerate(texts))
    made = measured(rows, area="38")
    assert (made.status, str(made.measured.reason.params["since"])) == (Status.ACHIEVED, "2023")
    always = measured("rate;38;province;2021;81%\nrate;38;province;2022;82%", area="38")
    assert str(always.measured.reason.params["since"]) == "2021"


def test_nothing_is_computed_across_the_change_of_territory() -> None:
    """Two figures of the new Quảng Ngãi have a pace of their own; the old ones do not count."""
    old = PATH + "rate;51;province;2024;70%\n"
    new = "rate;51;province;2025;60%\nrate;51;province;2026;65%\n"
    both = measured(old + new, target(due="2027"), "2026")
    assert both.baseline is not None
    assert (str(both.baseline.period), both.points) == ("2025", 2)
    assert both.measured == measured(new, target(due="2027"), "2026").measured
    assert len(both.series.points) == 5


@pytest.mark.parametrize(
    ("changes", "period", "why_"),
    [
        ({}, "2025", "territory"),
        ({"redefined": [{"from": "2024-05-01", "why": "x"}]}, "2024", "redefined"),
    ],
)
def test_figures_from_before_a_change_say_nothing_of_what_is_now(
    changes: dict[str, Any], period: str, why_: str
) -> None:
    """The new province has no figure yet: the pace of the old one is not its own."""
    made = measured(PATH, target(**changes), period)
    assert (made.status, why(made), made.points) == (Status.CANNOT_SAY, "after_break", 0)
    assert made.measured.reason.params["reason"] == made.series.breaks[-1].reason
    assert made.series.breaks[-1].reason.key == f"break.{why_}"
    assert measured(PATH, target(**changes), "2024-04").status is Status.MODERATE


@pytest.mark.parametrize(
    ("area", "written", "before", "after"),
    [
        ("51", {}, ["2022;50%", "2023;55%", "2024;99%", "2025-H1;1%"], ["2025;60%", "2026;70%"]),
        ("38", RANK, ["2020;60/63", "2021;1/63", "2022;9/63"], ["2024;20/34", "2025;15/34"]),
        ("38", {"redefined": [{"from": "2024-02-01", "why": "x"}]}, ["2020;50%", "2023;55%"],
         ["2024;60%", "2025;70%"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["linear", "cagr"])
def test_what_lies_before_a_break_changes_nothing(
    area: str, written: dict[str, object], before: Sequence[str], after: Sequence[str], method: str
) -> None:
    """Territory, total, definition: the way begins anew."""

    def of(rows: Sequence[str]) -> Progress:
        text = "\n".join(f"rate;{area};province;{row}" for row in rows)
        return measured(text, target(due="2028") | written, "2026", method, area=area)

    alone = of(after)
    for number in range(1, len(before) + 1):
        made = of([*before[-number:], *after])
        assert (made.measured, made.points) == (alone.measured, alone.points)
        assert made.baseline is not None
        assert alone.baseline is not None
        assert made.baseline.period == alone.baseline.period
        assert made.series.breaks


class TestBaseline:
    """What a target says that it starts from."""

    AGREED = target(baseline={"period": "2021", "value": 44})

    def test_the_way_begins_there(self) -> None:
        """44 in 2021: 62 in 2023 is on the path, which earlier figures have no part in."""
        made = measured(PATH, self.AGREED, "2023")
        assert made.baseline is not None
        assert (made.baseline.number, made.baseline.figures, made.points) == (44, (), 2)
        assert (made.measured.ratio, made.status) == (1, Status.ON_TRACK)

    def test_nothing_measured_since_is_too_little(self) -> None:
        """A figure of the baseline's own period is not a second one."""
        rows = "rate;51;province;2020;50%\nrate;51;province;2021;45%"
        made = measured(rows, self.AGREED)
        assert (why(made), made.points) == ("one_point", 1)
        assert why(measured("other;51;province;2024;1", self.AGREED)) == "no_figure"

    def test_it_is_not_used_across_a_break(self) -> None:
        """Of territory, total or definition; the break is one of the series."""
        moved = measured("rate;51;province;2025;60%", self.AGREED, "2025")
        assert why(moved) == "after_break"
        assert moved.series.breaks[0].reason.key == "break.territory"
        rows = "rate;51;province;2022;60%\nrate;51;province;2024;65%"
        anew = self.AGREED | {"redefined": [{"from": "2022-01-01", "why": "x"}]}
        made = measured(rows, anew)
        assert made.baseline is not None
        assert (str(made.baseline.period), made.points) == ("2022", 2)
        assert periods(made.series.connected) == ["2022", "2024"]
        assert measured("rate;51;province;2020;50%\n" + rows, anew).measured == made.measured
        ranks = "rate;38;province;2022;20/63\nrate;38;province;2024;15/34"
        made = measured(ranks, RANK | {"baseline": {"period": "2021", "value": 26}}, area="38")
        assert (why(made), made.points) == ("after_break", 1)

    def test_it_is_used_where_something_else_is_measured_from_its_last_day_on(self) -> None:
        """As with a figure: of a year that ends on the day, the new definition is meant."""
        anew = self.AGREED | {"redefined": [{"from": "2021-12-31", "why": "x"}]}
        made = measured("rate;51;province;2020;90%\nrate;51;province;2023;62%", anew, "2023")
        assert made.baseline is not None
        assert (made.baseline.number, made.measured.ratio) == (44, 1)

    @pytest.mark.parametrize(("operator", "agreed"), [("at_least", 85), ("at_most", 75)])
    def test_what_it_had_reached_is_reached_since_then(self, operator: str, agreed: int) -> None:
        """The agreed number stands for itself, as a figure would."""
        written = target(
            baseline={"period": "2021", "value": agreed}, levels={"province": {operator: 80}}
        )
        made = measured("rate;51;province;2022;80%\nrate;51;province;2023;80%", written)
        assert made.status is Status.ACHIEVED
        assert made.measured.reason == Statement(
            "progress.achieved", {"since": Period.parse("2021")}
        )

    def test_it_is_used_after_a_break(self) -> None:
        """A baseline of the new territory is the beginning for it."""
        written = target(baseline={"period": "2025", "value": 60}, due="2027")
        rows = PATH + "rate;51;province;2025-09;59%\nrate;51;province;2026;70%"
        made = measured(rows, written, "2026")
        assert made.baseline is not None
        assert (made.baseline.number, made.measured.ratio) == (60, 1)

    def test_it_is_that_of_the_area_itself(self) -> None:
        """A district has no part in what the province started from."""
        written = target(
            baseline={"period": "2021", "value": 44}, levels={"district": {"at_least": 80}}
        )
        rows = "rate;535;district;2022;50%\nrate;535;district;2023;60%"
        found = advance(rows, resolution(written), period="2024", areas=("535",))
        (made,) = found.targets
        assert made.baseline is not None
        assert str(made.baseline.period) == "2022"


def test_a_rank_has_no_pace() -> None:
    """From 26 to 21 of 63 on the way to 10: how hard a place is depends on the others."""
    rows = "rate;38;province;2022;26/63\nrate;38;province;2023;{}/63"
    made = measured(rows.format(21), RANK, "2024", area="38")
    assert (made.status, why(made)) == (Status.CANNOT_SAY, "rank")
    reached = measured(rows.format(10), RANK, "2024", area="38")
    assert (reached.status, why(reached)) == (Status.ACHIEVED, "achieved")
    published = measured(rows.format(21), RANK, "2024", "cagr", area="38")
    assert (published.status, remarks(published)) == (Status.MODERATE, ["cagr_rank"])


def test_sources_that_differ_count_only_where_they_agree() -> None:
    """60 or 50 of 63 in 2021: with either, Quảng Ngãi's growth is beyond what is required."""
    rows = {
        "data/a.csv": "rate;51;province;2021;60/63\nrate;51;province;2023;{}/63",
        "data/b.csv": "rate;51;province;2021;50;other",
    }

    def of(rank: int) -> Progress:
        files = {path: text.format(rank) for path, text in rows.items()}
        return measured(files, RANK, "2023", "cagr")

    base = of(21).baseline
    assert base is not None
    assert (of(21).status, base.sources_differ) == (
        Status.ON_TRACK,
        True,
    )
    span = of(21).measured.ratio_span
    assert span is not None
    assert span.low < span.high
    unsure = of(25)
    assert (unsure.status, why(unsure)) == (Status.CANNOT_SAY, "sources_differ")
    assert remarks(unsure) == ["cagr_rank", "not_sure"]
    latest = measured(
        {"data/a.csv": PATH, "data/b.csv": "rate;51;province;2023;75%;other"}, period="2023"
    )
    assert (latest.status, why(latest)) == (Status.CANNOT_SAY, "sources_differ")


def test_a_range_counts_only_where_all_of_it_agrees() -> None:
    """From 62 to 70: moderate or on track, and neither number is the one."""
    rows = "rate;51;province;2020;50%\nrate;51;province;2023;từ {} đến {}"
    made = measured(rows.format(62, 70), period="2023")
    assert (made.status, why(made)) == (Status.CANNOT_SAY, "range")
    assert measured(rows.format(62, 63), period="2023").status is Status.MODERATE
    base = measured("rate;51;province;2020;từ 50 đến 60\nrate;51;province;2023;66", period="2023")
    assert why(base) == "range"


@pytest.mark.parametrize(
    ("last", "status", "key"),
    [("62", Status.MODERATE, "pace"), ("80", Status.CANNOT_SAY, "readings_differ"),
     ("81", Status.ACHIEVED, "achieved")],
)  # fmt: skip
def test_two_readings_must_agree(last: str, status: Status, key: str) -> None:
    """80 reaches "at least 80" and is short of "more than 80"."""
    rows = f"rate;51;province;2020;50\nrate;51;province;2023;{last}"
    made = measured(rows, target(levels=TWO), "2023")
    assert (made.status, why(made)) == (status, key)
    if key == "readings_differ":
        assert made.measured.reason.params["statuses"] == (Status.ACHIEVED, Status.ON_TRACK)
    rank = target(
        unit="rank",
        levels={"province": {"rank_at_most": 10, "other_reading": {"rank_at_most": 5, "why": "x"}}},
    )
    between = "rate;38;province;2020;20\nrate;38;province;2023;8"
    assert why(measured(between, rank, "2023", area="38")) == "rank"


STATE = target(unit="rank", levels={"province": {"state": "leading group"}})
BETTER = target(
    unit="rank", levels={"province": {"state": "leading group", "improving": {"to": "less"}}}
)


def test_a_state_has_no_number_to_go_to() -> None:
    """Unless the target says which way is better, and the method takes a direction."""
    rows = "rate;51;province;2022;26/63\nrate;51;province;2023;21/63"
    assert why(measured(rows, STATE, "2023")) == "no_threshold"
    assert why(measured(rows, STATE, "2023", "cagr")) == "no_threshold"
    assert why(measured(rows, BETTER, "2023")) == "no_threshold"
    made = measured(rows, BETTER, "2023", "cagr")
    assert (made.status, why(made), remarks(made)) == (
        Status.ON_TRACK, "growth_alone", ["cagr_rank"],
    )  # fmt: skip
    bound = measured(rows + "\nrate;51;province;2024;dưới 20", BETTER, "2024", "cagr")
    assert (bound.status, why(bound)) == (Status.CANNOT_SAY, "rank")
    answers = target(unit="yes_no", levels={"province": {"state": "done"}})
    made = measured("rate;51;province;2023;có\nrate;51;province;2024;đạt", answers)
    assert (why(made), made.verdict) == ("no_threshold", Verdict.MET)


def test_what_is_past_is_measured_and_never_quietly_on_track() -> None:
    """Due in 2023, asked in 2025: the status is that of the last figure, with a remark."""
    made = measured(
        "rate;51;province;2020;50%\nrate;51;province;2022;74%", target(due="2023"), "2025-H1",
    )  # fmt: skip
    late = Statement("progress.past_due", {"due": Period.parse("2023")})
    assert (made.status, made.measured.remarks, made.measured.expected) == (
        Status.ON_TRACK, (late,), 80,
    )  # fmt: skip
    on_the_day = measured(
        "rate;51;province;2020;50%\nrate;51;province;2022;74%", target(due="2023"), "2023"
    )
    assert (on_the_day.status, on_the_day.measured.remarks) == (Status.ON_TRACK, (late,))
    before = measured(
        "rate;51;province;2020;50%\nrate;51;province;2022;74%", target(due="2023"), "2023-11"
    )
    assert (before.status, before.measured.remarks) == (Status.ON_TRACK, ())
    at_due = measured(
        "rate;51;province;2020;50%\nrate;51;province;2023;79%", target(due="2023"), "2025-H1"
    )
    assert (at_due.status, why(at_due), remarks(at_due)) == (Status.MODERATE, "pace_at_due", [])
    assert remarks(measured(PATH, period="2024")) == []


def test_a_baseline_after_the_due_date_asks_for_all_at_once() -> None:
    """The first connected figure is later than what it was due for."""
    rows = "rate;51;province;2023;50%\nrate;51;province;2024;62%"
    made = measured(rows, target(due="2022"), "2024", documents=_EARLY)
    assert (made.measured.ratio, made.status) == (Fraction(12, 30), Status.LIMITED)
    assert made.measured.expected == 80
    growth = measured(rows, target(due="2022"), "2024", "cagr", documents=_EARLY)
    assert why(growth) == "less_than_a_year"


_EARLY = {
    "adopted": {"number": "1", "date": "2020-01-01"},
    "draft": {"number": "2", "date": "2019-01-01"},
    "statement": {"number": "3", "date": "2019-02-01"},
}


def test_a_baseline_beyond_the_threshold_or_a_milestone_asks_for_no_loss() -> None:
    """85 and then 79 of 80; 65 where 60 was the milestone."""
    lost = measured("rate;51;province;2020;85%\nrate;51;province;2023;79%", period="2023")
    assert (lost.status, lost.measured.expected) == (Status.DETERIORATING, 80)
    stones = target(due=None, levels={"province": {"at_least": {"2022": 60, "2025": 80}}})
    made = measured("rate;51;province;2020;65%\nrate;51;province;2024;75%", stones, "2024")
    assert (made.measured.expected, made.measured.ratio) == (75, 1)
    fewer = target(due=None, levels={"province": {"at_most": {"2022": 60, "2025": 40}}})
    made = measured("rate;51;province;2020;55%\nrate;51;province;2024;45%", fewer, "2024")
    assert (made.measured.expected, made.measured.ratio) == (45, 1)


def test_milestones_bend_the_path() -> None:
    """Only those between the baseline and the due date; 74 is asked in 2024, not 70."""
    stones = {"2019": 10, "2020": 20, "2023": 68, "2025": 80}
    made = measured(
        "rate;51;province;2020;50%\nrate;51;province;2023;68%",
        target(due=None, levels={"province": {"at_least": stones}}), "2024",
    )  # fmt: skip
    assert (made.measured.ratio, made.measured.expected) == (1, 74)


@pytest.mark.parametrize(
    ("stones", "period", "asked"),
    [({"2023": 60, "2025": 80}, "2024", 65), ({"2025-H2": 70, "2025": 80}, "2025", 80)],
)
def test_a_milestone_of_the_day_on_which_the_path_begins_or_ends_does_not_bend_it(
    stones: dict[str, int], period: str, asked: int
) -> None:
    """50 in 2023 begins at 50, whatever was promised for then; 80 is what the end of 2025 asks."""
    made = measured(
        "rate;38;province;2023;50%\nrate;38;province;2024;65%",
        target(due=None, levels={"province": {"at_least": stones}}), period, area="38",
    )  # fmt: skip
    assert (made.measured.ratio, made.measured.expected) == (1, asked)


@pytest.mark.parametrize(
    ("changes", "period", "key"),
    [
        ({}, "2022", "na.not_yet"),
        ({"withdrawn": {"by": "draft", "why": "x"}}, "2024", "na.withdrawn"),
        ({"valid": {"until": "2023-12-31", "why": "x"}}, "2024", "na.ended"),
        ({"levels": {"district": {"at_least": 80}}}, "2025", "na.tier"),
    ],
)
def test_what_is_not_applicable_is_not_measured(
    changes: dict[str, Any], period: str, key: str
) -> None:
    """For the reasons of `check`, except that a due date or quota that is past left a way."""
    made = measured(PATH, target(**changes), period)
    assert (made.status, made.measured.reason.key) == (Status.CANNOT_SAY, key)
    assert made.verdict is Verdict.NOT_APPLICABLE


def test_a_province_that_is_no_more_is_shown_as_it_was_last() -> None:
    """Kon Tum ended on 30 June 2025: asked of that year, nothing is measured and nothing broke."""
    rows = "rate;62;province;2023;50%\nrate;62;province;2024;62%"
    made = measured(rows, period="2025", area="62")
    kon_tum = next(area for area in AREAS.areas if area.code == "62")
    assert (made.area, periods(made.series.points), made.series.breaks) == (
        kon_tum, ["2023", "2024"], (),
    )  # fmt: skip
    assert made.measured == Measured(
        Status.CANNOT_SAY, Statement("na.area", {"area": "62", "day": day("2025-12-31")})
    )


def test_the_word_published_as_not_available_is_shown_and_not_counted() -> None:
    """The year stays in the series, without a number."""
    made = measured("rate;51;province;2022;n/a\n" + PATH + "rate;51;province;2024;-")
    assert periods(made.series.points) == ["2020", "2022", "2023", "2024"]
    assert made.points == 2
    assert made.measured.ratio == Fraction(2, 3)


def test_units_below_are_measured_where_they_are_named() -> None:
    """Without a name, the area of the resolution alone; a unit without a figure is left out."""
    rows = (
        PATH
        + """
        rate;535;district;2022;40%
        rate;535;district;2023;60%
        rate;530;district;2023;50%
        """
    )
    made = resolution(target(levels={"province": {"at_least": 80}, "district": {"at_least": 70}}))
    assert [one.area.code for one in advance(rows, made, period="2024").targets] == ["51", "51"]
    found = advance(rows, made, period="2023", areas=("535",)).targets
    assert [(one.area.code, one.expected.level, one.status) for one in found] == [
        ("535", "district", Status.ON_TRACK)
    ]
    assert found[0].verdict is Verdict.PENDING
    both = advance(rows, made, period="2024", areas=("51", "530", "62", "nowhere")).targets
    assert [(one.area.code, str(one.expected.level), why(one)) for one in both] == [
        ("51", "province", "pace"),
        ("51", "district", "no_figure"),
        ("530", "district", "one_point"),
    ]  # fmt: skip


def test_what_was_not_asked_is_not_measured() -> None:
    """Levels and targets as for `check`; resolutions of other areas are named."""
    rows = PATH + "rate;51;district;2022;40%"
    here = resolution(target(levels={"province": {"at_least": 80}, "district": {"at_least": 70}}))
    there = resolution(resolution="there", area="38")
    found = advance(rows, here, there, period="2024", targets=("rate",))
    assert [part.resolution.id for part in found.resolutions] == ["plan"]
    assert [left.resolution.id for left in found.not_judged] == ["there"]
    assert found.paths == ("data/figures.csv",)
    assert not advance(rows, here, period="2024", targets=("none",)).resolutions


def test_the_answer_says_what_was_asked_and_of_what() -> None:
    """The territory is that of the day, Quảng Ngãi without Kon Tum in 2024."""
    here, there = resolution(), resolution(resolution="there", area="38")
    figures = read(PATH, here, there)
    found = progress(
        [Source(here, "targets/plan.yaml"), Source(there, "targets/there.yaml")],
        figures, GAZETTEER, Question(Period.parse("2024"), Method.CAGR), Selection(),
    )  # fmt: skip
    (made,) = found.targets
    assert (made.area, made.method) == (OLD_51, Method.CAGR)
    thanh_hoa = GAZETTEER.by_code["38"][0]
    assert found == Progression(
        Period.parse("2024"), Method.CAGR,
        (ResolutionProgress(here, OLD_51, (made,), "targets/plan.yaml", {}),),
        (NotJudged(there, Statement("left_out.area", {"area": thanh_hoa}), "targets/there.yaml"),),
        figures, ("data/figures.csv",), found.faults,
    )  # fmt: skip


STEPS = st.lists(
    st.tuples(st.integers(2018, 2024), st.integers(0, 100)), min_size=2, max_size=6,
    unique_by=lambda pair: pair[0],
)  # fmt: skip


def oracle(
    published: dict[int, Fraction], goal: Fraction, due: int, better: Callable[[Fraction], Fraction]
) -> tuple[str, Fraction | None]:
    """Return the status and the ratio by the shortest way: `better` turns the good side up."""
    first, last = min(published), max(published)
    start, end, edge = (better(x) for x in (published[first], published[last], goal))
    if end >= edge:
        return "achieved", None
    asked = max(edge - start, Fraction(0)) * min(Fraction(last - first, due - first), Fraction(1))
    if not asked:
        return "deteriorating" if end < start else "limited", None
    ratio = (end - start) / asked
    names = ((Fraction(19, 20), "on_track"), (Fraction(3, 5), "moderate"), (Fraction(0), "limited"))
    status = next((name for least, name in names if ratio >= least), "deteriorating")
    return "moderate" if status == "on_track" and last >= due else status, ratio


@settings(max_examples=150)
@given(STEPS, st.integers(0, 100), st.integers(2021, 2027), st.booleans())
def test_a_few_lines_of_fractions_agree(
    steps: list[tuple[int, int]], goal: int, due: int, more: object
) -> None:
    """Over whole small projects: any years, any order of rows, both directions."""
    rows = "\n".join(f"rate;38;province;{year};{number}%" for year, number in steps)
    operator = "at_least" if more else "at_most"
    written = target(due=str(max(due, 2024)), levels={"province": {operator: goal}})
    made = measured(rows, written, "2024", area="38")
    published = {year: Fraction(number) for year, number in steps}
    status, ratio = oracle(
        published, Fraction(goal), max(due, 2024), (lambda x: x) if more else (lambda x: -x)
    )
    assert (made.status, made.points) == (status, len(steps))
    if status != "achieved":
        assert made.measured.ratio == ratio


ROOT = Path(__file__).parents[2]


def test_the_digital_economy_of_viet_nam() -> None:
    """16.5 (2023), 18.3 (2024), about 18.72 (2025) on the way to 20, as shipped."""
    options = Settings(as_of="2025", target=("749-qd-ttg/digital_economy",))
    project = Project.of([str(ROOT / "data")], options)
    found = ask([str(ROOT / "data")], options, project)
    for opened in project.desk._inputs.values():  # noqa: SLF001  (kept open to be quoted from)
        opened.file.close()
    assert found.progression is not None
    (made,) = found.progression.targets
    assert [point.number for point in made.series.points] == [
        Fraction("16.5"), Fraction("18.3"), Fraction("18.72"),
    ]  # fmt: skip
    assert [str(figure.period) for figure in made.series.aside] == ["2024-H1"]
    assert [figure.text for figure in made.series.aside] == ["18.5%"]
    one = made.measured
    assert (one.pace, one.needed, one.expected) == (Fraction("1.11"), Fraction("1.75"), 20)
    assert (one.distance, one.ratio) == (Fraction("-1.28"), Fraction(111, 175))
    assert (made.status, why(made), made.verdict) == (Status.MODERATE, "pace", Verdict.MISSED)
    assert one.arrival == Arrival(2027, 2026, 2029)
    assert remarks(made) == ["not_sure"]
    assert found.progression.period == Period.parse("2025")


def test_a_revised_figure_counts_in_its_latest_edition() -> None:
    """The earlier edition is kept beside the series, and is neither measured nor in conflict."""
    rows = PATH.replace("62%", "71%;A;;2024-01") + "rate;51;province;2023;62%;A;;2024-06\n"
    made = measured(rows.replace("2020;50%", "2020;50%;A"), period="2024")

    assert made.measured.ratio == Fraction(2, 3)
    assert [figure.text for figure in made.series.aside] == ["71%"]
