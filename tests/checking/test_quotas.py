"""Promises for one period at a time: summed up where the target says so, else each for itself."""

# mypy: disable-error-code="comparison-overlap"
# Fraction(1) == 1 holds, and a status is its own word; mypy takes both for a slip.

from fractions import Fraction
from typing import Any

import pytest

from dti_targets.domain.period import Period
from dti_targets.domain.progress import Arrival, Point, Progress, Status
from dti_targets.domain.value import Interval
from tests.builders import GAZETTEER, day, resolution, target
from tests.progress_builders import advance, measured, periods

QUOTAS = {"2022": 94, "2023": 132, "2024": 133, "2025": 118}
COMMUNES = target(
    unit="count", due=None, per_period=True, cumulative="total",
    levels={"province": {"at_least": QUOTAS}},
)  # fmt: skip
OWN = "rate;38;province;2022;94\nrate;38;province;2023;132\n"


def of(rows: str, period: str = "2024", method: str = "linear", **changes: object) -> Progress:
    """Return the progress of communes of Thanh Hóa towards 477 in four years."""
    return measured(rows, COMMUNES | changes, period, method, area="38")


def test_the_sum_of_the_quotas_is_what_is_to_be_reached() -> None:
    """Thanh Hóa, October 2024: 114 of 558 communes, where the quotas ask for 336.9."""
    made = of("total;38;province;2024-10;114/558")
    limit = made.expected.limit
    assert limit
    assert (str(limit.number), str(made.expected.due), str(made.expected.number)) == (
        "477", "2025", "477",
    )  # fmt: skip
    assert made.expected.final_by == day("2025-12-31"), "short of the sum is short at the very end"
    zero = Interval(Fraction(0), Fraction(0))
    assert made.baseline == Point(Period.parse("2021-12-31"), None, (), Fraction(0), zero)
    assert (str(made.baseline.period), made.points) == ("2021-12-31", 2)
    found = made.measured
    assert (found.status, found.reason.key) == (Status.LIMITED, "progress.pace")
    asked = 94 + 132 + 133 * (31 + 29 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31) / 366
    assert found.ratio is not None
    assert float(found.ratio) == pytest.approx(114 / asked)
    assert (found.expected, found.distance) == (359, 114 - 359)
    assert found.arrival == Arrival(2033, 2033, 2033)


def test_quotas_kept_to_the_number_are_on_the_path() -> None:
    """The running sums are milestones: 226 by the end of 2023."""
    made = of("total;38;province;2022;94\ntotal;38;province;2023;226", "2023")
    assert (made.measured.ratio, made.status) == (1, Status.ON_TRACK)
    done = of("total;38;province;2025;477", "2025")
    assert (done.status, done.measured.reason.key) == (Status.ACHIEVED, "progress.achieved")


def test_single_periods_are_added_up_to_the_first_gap() -> None:
    """Where there is no figure of the total; what comes after a gap is not counted."""
    made = of(OWN + "rate;38;province;2025;10", "2025")
    assert periods(made.series.points) == ["2022", "2022/2023"]
    assert (made.measured.ratio, made.status) == (1, Status.ON_TRACK)
    assert [len(point.figures) for point in made.series.points] == [1, 2]
    first, both = made.series.points
    (area,) = GAZETTEER.by_code["38"]
    span = Interval(Fraction(226), Fraction(226))
    assert both == Point(Period.parse("2022/2023"), area, both.figures, Fraction(226), span)
    assert (first.area, first.period) == (area, Period.parse("2022"))
    done = of(OWN + "rate;38;province;2024;133\nrate;38;province;2025;118", "2025")
    assert (done.status, periods(done.series.points)[-1]) == (Status.ACHIEVED, "2022/2025")
    about = of("rate;38;province;2022;khoảng 100\nrate;38;province;2023;khoảng 100")
    assert list(about.series.points[-1].ends) == [190, 210]
    assert not any(point.sources_differ for point in about.series.points)
    assert about.series.points[-1].number == 200


@pytest.mark.parametrize(
    "rows",
    ["rate;38;province;2023;132", "rate;38;province;2022;trên 94", "rate;38;province;2022;n/a",
     "rate;38;province;2022-09;94"],
)  # fmt: skip
def test_nothing_is_added_up_without_an_exact_first_period(rows: str) -> None:
    """Then each period is judged for itself."""
    assert of(rows).measured.reason.key.startswith("progress.each_")


def test_nothing_is_added_up_across_a_break() -> None:
    """What the old province did in 2024 is no part of what the new one did in 2025."""
    rows = "rate;51;province;2024;133\nrate;51;province;2025;118"
    written = COMMUNES | {"levels": {"province": {"at_least": {"2024": 133, "2025": 118}}}}
    made = measured(rows, written, "2025")
    assert (made.status, made.measured.reason.key) == (Status.ACHIEVED, "progress.each_kept")
    assert made.measured.ratio is None


@pytest.mark.parametrize(
    ("changes", "rows", "period", "why"),
    [
        ({}, "total;51;province;2024;133\ntotal;51;province;2025;251", "2025", "territory"),
        ({}, "total;51;province;2025;251", "2025", "territory"),
        ({}, "total;51;province;2024;251\nrate;51;province;2022;94", "2025", "territory"),
        (
            {"redefined": [{"from": "2022-06-01", "why": "x"}]},
            "total;51;province;2022;90", "2022", "redefined",
        ),
    ],
)  # fmt: skip
def test_the_zero_of_the_beginning_is_not_compared_across_a_break(
    changes: dict[str, object], rows: str, period: str, why: str
) -> None:
    """Neither with another territory nor with what was counted otherwise."""
    made = measured(rows, COMMUNES | changes, period, documents=_OLD)
    assert (made.status, made.measured.reason.key) == (Status.CANNOT_SAY, "progress.after_break")
    assert made.measured.reason.params["reason"] == made.series.breaks[-1].reason
    assert made.series.breaks[-1].reason.key == f"break.{why}"


_OLD = {
    "adopted": {"number": "1", "date": "2021-01-01"},
    "draft": {"number": "2", "date": "2020-01-01"},
    "statement": {"number": "3", "date": "2021-02-01"},
}


def test_a_second_reading_does_not_say_what_the_quotas_add_up_to() -> None:
    """So each period is held against both."""
    both = {
        "province": {
            "at_least": {"2022": 94, "2023": 132},
            "other_reading": {"more_than": 94, "why": "x"},
        }
    }
    made = of("rate;38;province;2022;94", levels=both)
    assert made.measured.reason.key == "progress.each_not_kept"
    made = of("rate;38;province;2022;95", levels=both)
    assert made.measured.reason.key == "progress.each_kept"


@pytest.mark.parametrize(
    ("rows", "status", "key", "kept", "rest"),
    [
        ("rate;38;province;2022;94", "on_track", "kept", ["2022"], []),
        (OWN, "on_track", "kept", ["2022", "2023"], []),
        (OWN + "rate;38;province;2024;133\nrate;38;province;2025;118", "achieved", "kept",
         ["2022", "2023", "2024", "2025"], []),
        (OWN + "rate;38;province;2024;132", "cannot_say", "mixed", ["2022", "2023"], ["2024"]),
        (OWN + "rate;38;province;2024;khoảng 133", "cannot_say", "mixed", ["2022", "2023"],
         ["2024"]),
        ("rate;38;province;2022;93", "cannot_say", "not_kept", [], ["2022"]),
        ("rate;38;province;2022;94\nrate;38;province;2025;118", "cannot_say", "gaps", ["2022"],
         ["2023", "2024"]),
        ("rate;38;province;2025;118", "cannot_say", "gaps", ["2025"], ["2022", "2023", "2024"]),
        ("rate;38;province;2021;118", "cannot_say", "none", [], []),
        ("rate;38;province;2024-09;118", "cannot_say", "none", [], []),
        ("rate;38;province;2022;n/a", "cannot_say", "none", [], []),
        ("rate;38;province;2022;trên 94", "on_track", "kept", ["2022"], []),
    ],
)  # fmt: skip
def test_quotas_are_kept_each_for_itself(
    rows: str, status: str, key: str, kept: list[str], rest: list[str]
) -> None:
    """One that was missed cannot be made up for, and one that is unknown leaves it open."""
    made = of(rows, "2025", cumulative=None)
    params: dict[str, Any] = dict(made.measured.reason.params)
    assert (made.status, made.measured.reason.key) == (status, f"progress.each_{key}")
    assert [str(period) for period in params.get("kept", ())][: len(kept)] == kept
    found = params.get("others", ()) or params.get("missing", ())
    assert [str(period) for period in found] == rest
    assert (made.measured.ratio, made.measured.arrival) == (None, None)


EVERY_YEAR = target(
    unit="percent_change", every_year=True, levels={"province": {"at_least": 7}}, due="2025"
)


@pytest.mark.parametrize(
    ("rows", "period", "status", "key"),
    [
        ("rate;38;province;2023;7", "2023", "on_track", "kept"),
        ("rate;38;province;2023;7\nrate;38;province;2024;8\nrate;38;province;2025;7", "2025",
         "achieved", "kept"),
        ("rate;38;province;2023;7\nrate;38;province;2024;6", "2025", "cannot_say", "mixed"),
        ("rate;38;province;2024;7", "2024", "cannot_say", "gaps"),
        ("rate;38;province;2022;7\nrate;38;province;2026;8", "2025", "cannot_say", "none"),
        ("rate;38;province;2022;1\nrate;38;province;2023;8", "2025", "on_track", "kept"),
        ("rate;38;province;2023-01/2023-09;8", "2025", "cannot_say", "none"),
        ("rate;38;province;2023-12;8", "2025", "on_track", "kept"),
        ("rate;38;province;2021/2023;8", "2025", "cannot_say", "none"),
    ],
)  # fmt: skip
def test_a_promise_of_every_year_is_kept_each_year(
    rows: str, period: str, status: str, key: str
) -> None:
    """From the year in which it was adopted, 2023, to the one that it is due in; whole years."""
    made = measured(rows, EVERY_YEAR, period, area="38")
    assert (made.status, made.measured.reason.key) == (status, f"progress.each_{key}")


def test_no_figure_at_all_is_told_from_none_of_the_periods() -> None:
    """Whatever the kind of promise."""
    for written in (EVERY_YEAR, COMMUNES):
        made = measured("other;38;province;2023;8", written, "2023", area="38")
        assert (made.status, made.measured.reason.key) == (
            Status.CANNOT_SAY, "progress.no_figure",
        )  # fmt: skip


def test_a_state_of_every_year_has_no_threshold() -> None:
    """There is nothing to hold a number against."""
    written = EVERY_YEAR | {"unit": "yes_no", "levels": {"province": {"state": "done"}}}
    made = measured("rate;38;province;2023;đạt", written, "2023", area="38")
    assert (made.status, made.measured.reason.key) == (Status.CANNOT_SAY, "progress.each_none")
    other = COMMUNES | {"levels": {"province": {"at_least": QUOTAS}, "district": {"state": "done"}}}
    found = advance(
        "total;38;province;2022;94", resolution(other, area="38"), period="2024",
        named=("plan",),
    )  # fmt: skip
    assert [made.status for made in found.targets] == [Status.ON_TRACK, Status.CANNOT_SAY]


def test_growth_is_measured_of_the_sum_too() -> None:
    """From zero, which the published method takes for 0.001."""
    made = of(OWN, "2023", "cagr")
    assert made.measured.ratio is not None
    assert [remark.key for remark in made.measured.remarks] == ["progress.cagr_zero_base"]
