"""The whole answer: what is chosen, matched, judged, counted and left out."""

import io

import pytest

from dti_targets.checking.report import judged_period
from dti_targets.diagnostics import Faults
from dti_targets.domain.area import Gazetteer
from dti_targets.domain.period import Period
from dti_targets.domain.report import Line, Report
from dti_targets.domain.unit import Level
from dti_targets.domain.verdict import Verdict
from dti_targets.reading.columns import Context
from dti_targets.reading.figures import read_figures
from dti_targets.reading.resolutions import asked
from dti_targets.reading.source import Input
from tests.builders import (
    AREAS,
    GAZETTEER,
    answer,
    area,
    check,
    expect,
    keys,
    read,
    resolution,
    target,
)

MET, MISSED, PENDING = Verdict.MET, Verdict.MISSED, Verdict.PENDING
MISSING, UNDECIDED, NOT_APPLICABLE = Verdict.MISSING, Verdict.UNDECIDED, Verdict.NOT_APPLICABLE

LEVELS = {"province": {"more_than": 90}, "district": {"at_least": 80}, "commune": {"at_least": 70}}
THANH_HOA = {"resolution": "thanh-hoa", "area": "38"}
COUNTRY = {"resolution": "country", "area": "VN"}


def judged(report: Report) -> list[str]:
    """Return the ids of the resolutions that were judged."""
    return [made.resolution.id for made in report.resolutions]


def first(report: Report) -> Line:
    """Return the first line of the first resolution."""
    return report.resolutions[0].lines[0]


def units(line: Line) -> dict[str, Verdict]:
    """Return the verdict of each unit, and check both ways to it."""
    if line.units is None:
        return {}
    assert list(line.units.verdicts) == [unit.verdict for unit in line.units]
    assert len(line.units) == len(list(line.units))
    assert all(unit.is_unit and not unit.counted for unit in line.units)
    return {unit.area.code: unit.verdict for unit in line.units}


# -- periods


@pytest.mark.parametrize(
    ("rows", "year"),
    [
        ("x;51;province;2023;1\nx;51;province;2024;1", "2024"),
        ("x;51;province;2024;1\nx;51;province;2025-07;1\nx;51;province;2023;1", "2025"),
        ("x;51;province;2024-01/2025-06;1", "2025"),
    ],
)
def test_the_judged_period_is_the_latest_year_that_the_figures_reach(rows: str, year: str) -> None:
    assert judged_period(read(rows)) == Period.parse(year)


@pytest.mark.parametrize(
    ("rows", "year"),
    [
        ("rate;51;province;2024;1\nrate;51;province;2025;", "2024"),
        ("rate;51;province;2024;1\nrate;51;province;2025;  ", "2024"),
        ("rate;51;province;2024;1\nnobody_asks;51;province;2025;", "2024"),
        ("rate;51;province;2024;1\nrate;51;province;2025;-", "2025"),
        ("rate;51;province;2024;\nrate;51;province;2025;", "2025"),
    ],
)
def test_a_row_that_nobody_filled_in_does_not_choose_the_period(rows: str, year: str) -> None:
    assert judged_period(read(rows, resolution())) == Period.parse(year)


def test_a_fraction_beside_an_empty_value_is_a_figure_of_its_period() -> None:
    table = (
        "indicator,area,level,period,value,numerator,denominator\n"
        "rate,51,province,2024,1,,\n"
        "rate,51,province,2025,,114,558\n"
    )
    opened = Input("f.csv", io.BytesIO(table.encode()), len(table), "utf-8")
    figures = read_figures([opened], Context(GAZETTEER, asked([resolution()])), Faults())
    assert judged_period(figures) == Period.parse("2025")


def test_without_figures_there_is_no_period_to_judge() -> None:
    assert judged_period(read("")) is None


@pytest.mark.parametrize(
    ("figure", "due", "period", "verdict"),
    [
        ("80", "2025", "2025", MET),
        ("79", "2025", "2025", MISSED),
        ("79", "2025", "2024", PENDING),
        ("80", "2025", "2024", MET),
        ("79", "2030", "2025", PENDING),
        ("79", "2025-H1", "2025-H1", MISSED),
        ("79", "2025", "2025-H1", PENDING),
        ("trên 79", "2030", "2025", UNDECIDED),
    ],
)
def test_short_is_a_miss_when_the_target_is_due_by_the_end_of_the_judged_period(
    figure: str, due: str, period: str, verdict: Verdict
) -> None:
    made = answer(f"rate;51;province;{period};{figure}", target(due=due), period)

    assert made.verdict is verdict


@pytest.mark.parametrize(
    ("part", "figure", "verdict"),
    [
        ("2025-12", "79", MISSED),
        ("2025-H2", "79", MISSED),
        ("2025-11", "79", PENDING),
        ("2025-11", "80", MET),
        ("2025-11", "trên 79", UNDECIDED),
        ("2025-12", "trên 79", UNDECIDED),
    ],
)
def test_a_part_is_final_only_if_it_ends_with_the_period(
    part: str, figure: str, verdict: Verdict
) -> None:
    made = answer(f"rate;51;province;{part};{figure}", period="2025")

    assert made.verdict is verdict
    assert made.provisional
    assert "part" in keys(made)


@pytest.mark.parametrize(
    ("period", "row", "verdict"),
    [
        ("2023", "2023;6", MISSED),
        ("2024", "2024;7", MET),
        ("2024-H1", "2024-H1;6", PENDING),
        ("2024", "2024-09;6", PENDING),
    ],
)
def test_what_holds_in_every_year_is_due_in_each(period: str, row: str, verdict: Verdict) -> None:
    yearly = target(unit="percent_change", every_year=True, levels={"province": {"at_least": 7}})

    assert answer(f"rate;51;province;{row}", yearly, period).verdict is verdict


QUOTA = {"province": {"at_least": {"2023": 132, "2024": 133, "2025": 118}}}


@pytest.mark.parametrize(
    ("period", "row", "verdict"),
    [
        ("2024", "2024;133", MET),
        ("2024", "2024;132", MISSED),
        ("2023", "2023;132", MET),
        ("2024", "2024-09;114", PENDING),
        ("2024", "2024-09;133", MET),
        ("2024", "2024-12;114", UNDECIDED),
        ("2024", "2024-09;khoảng 120", PENDING),
        ("2024", "2024-09;dưới 120", PENDING),
        ("2024", "2024-09;khoảng 150", MET),
        ("2024-H1", "2024-H1;100", PENDING),
        ("2025-H1", "2025-H1;118", MET),
    ],
)
def test_a_quota_is_met_in_its_own_period_and_a_part_counts_as_a_beginning(
    period: str, row: str, verdict: Verdict
) -> None:
    quota = target(unit="count", due=None, per_period=True, levels=QUOTA)

    assert answer(f"rate;51;province;{row}", quota, period).verdict is verdict


def test_a_part_of_a_rate_is_no_beginning() -> None:
    rates = {"province": {"at_least": {"2024": 60, "2025": 80}}}
    quota = target(due=None, per_period=True, levels=rates)

    assert answer("rate;51;province;2024-12;59", quota, "2024").verdict is MISSED
    assert answer("rate;51;province;2024-09;59", quota, "2024").verdict is PENDING


def test_the_beginning_of_a_quota_is_about_with_the_tolerance_of_the_resolution() -> None:
    quota = target(unit="count", due=None, per_period=True, levels=QUOTA)
    row = "rate;51;province;2024-09;khoảng 150"

    assert answer(row, quota, "2024", tolerance_percent=20).verdict is PENDING


# -- figures


def test_a_figure_answers_its_own_level_only() -> None:
    report = check("rate;51;province;2024;95", resolution(target(levels=LEVELS)), period="2024")
    own = [line.own for line in report.resolutions[0].lines]

    assert [made.verdict for made in own if made] == [MET, MISSING, MISSING]


def test_an_assessment_holds_its_evidence() -> None:
    made = answer("rate;51;province;2024;70\nrate;51;province;2025;79,5")

    assert [figure.text for figure in made.figures] == ["79,5"]
    assert made.gap is not None
    assert made.gap.amount == -made.gap.amount.__class__(1, 2)
    assert (made.last, made.provisional, made.counted) == (None, False, True)


def test_a_missing_line_shows_the_last_known_figure() -> None:
    made = answer("rate;51;province;2023;70\nrate;51;province;2022;60", period="2024")

    assert made.verdict is MISSING
    assert made.reason.key == "reason.no_figure"
    assert made.last is not None
    assert (made.last.text, str(made.last.period)) == ("70", "2023")
    assert list(made.figures) == []


@pytest.mark.parametrize(("text", "reason"), [("", "empty"), ("chưa có số liệu", "not_available")])
def test_a_row_without_a_value_is_missing_with_its_reason(text: str, reason: str) -> None:
    made = answer(f"rate;51;province;2025-09;{text}")

    assert (made.verdict, made.reason.key) == (MISSING, f"reason.{reason}")
    assert len(made.figures) == 1
    assert not made.provisional


@pytest.mark.parametrize(
    ("row", "provisional"), [("2024;ước 80", True), ("2024;80", False), ("2024-09;80", True)]
)
def test_estimates_and_parts_are_provisional(row: str, provisional: bool) -> None:
    assert answer(f"rate;51;province;{row}", period="2024").provisional is provisional


def test_equal_values_of_several_sources_are_one_figure() -> None:
    rows = "rate;51;province;2025;79,5;A\nrate;51;province;2025;79,50;B"
    made = answer(rows)

    assert made.verdict is MISSED
    assert made.gap is not None
    assert len(made.figures) == 2
    assert "sources" not in keys(made)


def test_sources_that_differ_are_judged_together_and_warned_about() -> None:
    rows = "rate;51;province;2025;79;A\nrate;51;province;2025;81;B"
    report = check(rows)

    assert first(report).own is not None
    assert first(report).own.verdict is UNDECIDED  # type: ignore[union-attr]
    assert [fault.code.id for fault in report.faults] == ["DT301"]


def test_a_source_that_contradicts_itself_is_an_error() -> None:
    report = check("rate;51;province;2025;79;A\nrate;51;province;2025;81;A")

    assert report.faults.errors == 1


def test_figures_that_no_target_asks_for_are_listed() -> None:
    report = check("rate;51;province;2025;80\nother;51;province;2025;1\nrate;51;commune;2025;1")

    assert [figure.indicator for figure in report.unused] == ["other", "rate"]
    assert report.paths == ("data/figures.csv",)


def test_a_target_that_was_not_named_still_uses_its_figures() -> None:
    made = resolution(target("a"), target("b"))
    report = check("b;51;province;2025;80", made, targets=("a",))

    assert list(report.unused) == []


# -- units below


DISTRICT = target(levels={"district": {"at_least": 80}})


def test_units_below_are_judged_by_the_threshold_of_their_level_and_not_counted() -> None:
    rows = """
        rate;51;district;2024;87,85
        rate;535;district;2024;90
        rate;530;district;2024-09;79
        rate;535;commune;2024;69
        rate;62;district;2024;1
        rate;38;district;2024;1
    """
    report = check(rows, resolution(target(levels=LEVELS)), period="2024", resolutions=("plan",))
    _, district, commune = report.resolutions[0].lines

    assert district.own is not None
    assert district.own.verdict is MET
    assert units(district) == {"530": PENDING, "535": MET}
    assert units(commune) == {"535": PENDING}


def test_every_figure_of_a_report_has_its_row_among_the_places() -> None:
    rows = """
        rate;51;district;2024;87
        rate;535;district;2024;90
        other;51;province;2024;1
    """
    whole = check(rows, resolution(DISTRICT), period="2024")
    one_unit = check(rows, resolution(DISTRICT), period="2024", areas=("535",))

    assert sorted(place.line for place in whole.places()) == [2, 3, 4]
    assert first(one_unit).own is None
    assert sorted(place.line for place in one_unit.places()) == [3, 4]


def test_units_alike_get_the_same_verdict_and_others_their_own() -> None:
    rows = """
        rate;535;district;2024;79
        rate;530;district;2024-09;79
        rate;51;district;2024;79
    """
    due = target(due="2024", levels={"district": {"at_least": 80}})

    assert units(first(check(rows, resolution(due), period="2024"))) == {
        "530": PENDING, "535": MISSED,
    }  # fmt: skip
    alike = rows.replace("2024-09", "2024")
    assert units(first(check(alike, resolution(due), period="2024"))) == {
        "530": MISSED, "535": MISSED,
    }  # fmt: skip
    final = rows.replace("2024-09", "2024-12")
    assert units(first(check(final, resolution(due), period="2024"))) == {
        "530": MISSED, "535": MISSED,
    }  # fmt: skip


def test_units_of_units_lie_below_too() -> None:
    communes = resolution(target(levels={"commune": {"at_least": 80}}))
    report = check("rate;21337;commune;2024;90", communes, period="2024")

    assert units(first(report)) == {"21337": MET}


def test_units_that_are_gone_on_the_last_day_have_no_figure() -> None:
    communes = resolution(target(levels={"commune": {"at_least": 80}}))
    rows = "rate;21337;commune;2025-H1;90\nrate;21484;commune;2025;70"

    assert units(first(check(rows, communes, period="2025"))) == {"21484": MISSED}
    assert units(first(check(rows, communes, period="2025-H1"))) == {"21337": MET}


def test_units_are_not_expected() -> None:
    report = check("rate;51;district;2024;90", resolution(DISTRICT), period="2024")

    assert first(report).units is None


def test_what_is_promised_to_each_unit_is_expected_of_each() -> None:
    each = target(levels={"district": {"at_least": 80, "each": "district"}})
    report = check("rate;535;district;2024;90", resolution(each), period="2024")

    assert units(first(report)) == {"530": MISSING, "535": MET}


def test_a_tier_that_ended_has_neither_its_own_line_nor_units() -> None:
    report = check(
        "rate;51;district;2025-H1;90\nrate;535;district;2025-H1;90", resolution(DISTRICT)
    )
    line = first(report)

    assert line.own is not None
    assert (line.own.verdict, line.own.reason.key) == (NOT_APPLICABLE, "na.tier")
    assert line.own.expected == line.expected
    assert line.expected.level is Level.DISTRICT
    assert line.units is None
    assert line.own.area == GAZETTEER.by_code["51"][1]


def test_before_it_ended_the_tier_is_judged() -> None:
    report = check("rate;51;district;2025-H1;90", resolution(DISTRICT), period="2025-H1")

    assert first(report).own is not None
    assert first(report).own.verdict is MET  # type: ignore[union-attr]


def test_the_old_territory_does_not_answer_for_the_new_one() -> None:
    made = answer("rate;51;province;2025-H1;90")

    assert made.verdict is MISSING
    assert made.last is None
    assert answer("rate;51;province;2025;90").verdict is MET


def test_an_area_that_is_gone_is_not_applicable() -> None:
    gone = resolution(target(), area="62", resolution="kon-tum")
    report = check("rate;62;province;2024;90", gone, period="2025")

    assert first(report).own is not None
    assert first(report).own.reason.key == "na.area"  # type: ignore[union-attr]
    assert report.resolutions[0].area.code == "62"


# -- what is chosen


PLAN, NORTH, STATE = resolution(), resolution(**THANH_HOA), resolution(**COUNTRY)


def test_resolutions_of_areas_without_figures_are_named_as_left_out() -> None:
    report = check("rate;51;province;2025;80", PLAN, NORTH, STATE)

    assert judged(report) == ["plan"]
    assert [(left.resolution.id, left.reason.key) for left in report.not_judged] == [
        ("thanh-hoa", "left_out.area"),
        ("country", "left_out.area"),
    ]
    assert getattr(report.not_judged[0].reason.params["area"], "code", "") == "38"
    assert report.not_judged[0].path == f"targets/{report.not_judged[0].resolution.id}.yaml"


def test_a_unit_below_is_an_occurrence_of_its_province_and_not_of_the_country() -> None:
    report = check("rate;21337;commune;2024;80", PLAN, NORTH, STATE, period="2024")

    assert judged(report) == ["plan"]


def test_the_country_is_judged_where_its_own_figures_are() -> None:
    assert judged(check("rate;VN;national;2025;80", PLAN, STATE)) == ["country"]


def test_a_resolution_that_was_named_is_never_left_out() -> None:
    report = check("rate;51;province;2025;80", PLAN, NORTH, resolutions=("thanh-hoa",))

    assert judged(report) == ["thanh-hoa"]
    assert report.not_judged == ()
    assert first(report).own is not None
    assert first(report).own.verdict is MISSING  # type: ignore[union-attr]


def test_an_area_that_was_named_leaves_out_the_others() -> None:
    rows = "rate;51;province;2025;80\nrate;38;province;2025;80"
    report = check(rows, PLAN, NORTH, areas=("38",))

    assert judged(report) == ["thanh-hoa"]
    assert [left.resolution.id for left in report.not_judged] == ["plan"]


def test_a_province_that_was_named_leaves_out_the_country() -> None:
    rows = "rate;51;province;2025;80\nrate;VN;national;2025;80"

    assert judged(check(rows, PLAN, STATE)) == ["plan", "country"]
    assert judged(check(rows, PLAN, STATE, areas=("51",))) == ["plan"]
    assert judged(check(rows, PLAN, STATE, areas=("VN",))) == ["country"]


def test_a_unit_that_was_named_is_judged_alone() -> None:
    made = resolution(target(levels=LEVELS))
    rows = """
        rate;51;province;2024;95
        rate;51;district;2024;90
        rate;535;district;2024;90
        rate;530;district;2024;79
        rate;21337;commune;2024;10
    """
    report = check(rows, made, STATE, period="2024", areas=("535",))
    inside = check(rows, made, period="2024", areas=("530",))

    assert judged(report) == ["plan"]
    assert [line.own for line in report.resolutions[0].lines] == [None]
    assert units(first(report)) == {"535": MET}
    assert [units(line) for line in inside.resolutions[0].lines] == [
        {"530": PENDING},
        {"21337": PENDING},
    ]


def test_the_own_area_that_was_named_keeps_its_units() -> None:
    rows = "rate;51;district;2024;90\nrate;535;district;2024;90"
    line = first(check(rows, resolution(DISTRICT), period="2024", areas=("51",)))

    assert line.own is not None
    assert units(line) == {"535": MET}


def test_of_a_named_resolution_a_named_unit_is_judged() -> None:
    rows = "rate;51;province;2025;80\nrate;38;province;2025;79"
    report = check(rows, STATE, resolutions=("country",), areas=("38",))

    assert first(report).own is None
    assert units(first(report)) == {"38": MISSED}


def test_an_area_without_figures_leaves_nothing() -> None:
    assert judged(check("rate;51;province;2025;80", PLAN, NORTH, areas=("38",))) == []
    assert judged(check("rate;51;province;2025;80", PLAN, areas=("99",))) == []


def test_a_unit_without_figures_leaves_nothing_and_a_gone_one_too() -> None:
    made = resolution(target(levels=LEVELS))

    assert judged(check("rate;51;province;2025;80", made, areas=("21484",))) == []
    rows = "rate;535;district;2025-H1;80"
    assert judged(check(rows, made, period="2025", areas=("535",))) == []


@pytest.mark.parametrize("name", ["b", "plan/b"])
def test_one_target_may_be_named_with_or_without_its_resolution(name: str) -> None:
    other = resolution(target("b"), resolution="other")
    report = check(
        "a;51;province;2025;80", resolution(target("a"), target("b")), other, targets=(name,)
    )
    found = [line.expected.id for made in report.resolutions for line in made.lines]

    assert found == (["plan/b", "other/b"] if name == "b" else ["plan/b"])


def test_levels_may_be_named() -> None:
    made = resolution(target(levels=LEVELS))
    report = check("rate;51;province;2024;95", made, period="2024", levels=("district", "commune"))

    assert [str(line.expected.level) for line in report.resolutions[0].lines] == [
        "district",
        "commune",
    ]


# -- resolutions side by side


def test_others_in_force_that_set_the_same_indicator_are_named() -> None:
    later = resolution(
        target(), resolution="later",
        documents={"adopted": {"number": "2/KH-UBND", "date": "2025-05-21"}},
    )  # fmt: skip
    row = "rate;51;province;{0};80"

    both = first(check(row.format(2025), PLAN, later, NORTH, period="2025")).own
    before = first(check(row.format(2024), PLAN, later, period="2024")).own
    assert both is not None
    assert before is not None
    assert "also_set_by" in keys(both)
    assert both.remarks[-1].params == {"resolutions": ("2/KH-UBND",)}
    assert "also_set_by" not in keys(before)


def test_a_resolution_that_was_not_named_is_still_known_to_set_the_same() -> None:
    other = resolution(
        resolution="other", documents={"adopted": {"number": "2/KH", "date": "2023"}}
    )
    report = check("rate;51;province;2025;80", PLAN, other, resolutions=("plan",))

    assert first(report).own is not None
    assert "also_set_by" in keys(first(report).own)  # type: ignore[arg-type]


def test_what_was_withdrawn_elsewhere_sets_nothing() -> None:
    gone = resolution(
        target(withdrawn={"by": "adopted", "why": "x"}), resolution="gone",
        documents={"adopted": {"number": "2/KH", "date": "2023"}},
    )  # fmt: skip
    report = check("rate;51;province;2025;80", PLAN, gone)

    assert "also_set_by" not in keys(first(report).own)  # type: ignore[arg-type]


def test_a_figure_that_only_a_withdrawn_target_asked_for_is_unused() -> None:
    gone = resolution(
        target(withdrawn={"by": "adopted", "why": "x"}),
        documents={"adopted": {"number": "2/KH", "date": "2023"}},
    )  # fmt: skip
    assert len(check("rate;51;province;2025;80", gone).unused) == 1


def test_each_resolution_is_judged_by_its_own_text() -> None:
    stricter = resolution(target(levels={"province": {"more_than": 80}}), resolution="stricter")
    report = check("rate;51;province;2025;80", PLAN, stricter)

    assert [made.tally for made in report.resolutions] == [{MET: 1}, {MISSED: 1}]


def test_an_area_whose_parent_has_no_entry_is_no_unit() -> None:
    alone = Gazetteer((*AREAS.areas, area("7", "commune", "Alone", parent="99")), GAZETTEER.tiers)
    made = resolution(target(levels={"commune": {"at_least": 80}}))
    rows = "rate;7;commune;2025;90\nrate;51;commune;2025;90"

    assert units(first(check(rows, made, gazetteer=alone))) == {}


def test_the_expected_figure_names_target_and_resolution() -> None:
    assert expect().id == "plan/rate"


def test_the_sum_of_quotas_is_asked_for_and_answers_no_quota() -> None:
    """It is not unused, a slip in its id is named, and each quota still wants its own figure."""
    quotas = target(
        unit="count", due=None, per_period=True, cumulative="rate_altogether",
        levels={"province": {"at_least": {"2024": 10, "2025": 20}}},
    )  # fmt: skip
    report = check("rate_altogether;51;province;2024;10", resolution(quotas), period="2024")
    own = first(report).own
    assert own is not None
    assert own.verdict is MISSING
    assert list(report.unused) == []
    slip = check("rate_altogethr;51;province;2024;10", resolution(quotas), period="2024")
    assert [(fault.code.id, fault.params["near"]) for fault in slip.faults] == [
        ("DT303", "rate_altogether")
    ]
