"""The shipped resolutions against the shipped figures: what must come out, by hand."""

from functools import cache
from pathlib import Path

import pytest

from dti_targets.domain.report import Assessment, Line, Report, ResolutionReport, failures
from dti_targets.domain.settings import Settings
from dti_targets.domain.unit import Level
from dti_targets.domain.value import Qualifier
from dti_targets.domain.verdict import Verdict
from dti_targets.pipeline.check import Outcome
from dti_targets.pipeline.check import check as run
from dti_targets.pipeline.project import Project
from tests.builders import day, keys, number

ROOT = Path(__file__).parents[2]
FAIL_ON = ("missed", "missing")
MET, MISSED, PENDING = Verdict.MET, Verdict.MISSED, Verdict.PENDING
MISSING, UNDECIDED, NOT_APPLICABLE = Verdict.MISSING, Verdict.UNDECIDED, Verdict.NOT_APPLICABLE


DEFAULTS = Settings()


@cache
def outcome(data: str, settings: Settings = DEFAULTS) -> Outcome:
    """Check a file or folder of the checkout."""
    files = [str(ROOT / "data" / data)]
    project = Project.of(files, settings)
    found = run(files, settings, project)
    for opened in project.desk._inputs.values():  # noqa: SLF001  (kept open to be quoted from)
        opened.file.close()
    return found


def report(data: str, **options: object) -> Report:
    """Return the report of a file or folder; there must be one."""
    found = outcome(data, Settings(**options)).report  # type: ignore[arg-type]
    assert found is not None
    return found


def of(made: Report, name: str) -> ResolutionReport:
    """Return the part of a resolution."""
    return next(part for part in made.resolutions if part.resolution.id == name)


def line(made: Report, name: str, level: str = "province") -> Line:
    """Return the line of a target, `resolution/target`, at a level."""
    part = of(made, name.partition("/")[0])
    return next(
        found
        for found in part.lines
        if found.expected.id == name and found.expected.level is Level(level)
    )


def own(made: Report, name: str, level: str = "province") -> Assessment:
    """Return the assessment of the resolution's own area."""
    found = line(made, name, level).own
    assert found is not None
    return found


def units(found: Line) -> dict[str, Verdict]:
    """Return the verdicts of the units below."""
    return {unit.area.code: unit.verdict for unit in found.units or ()}


def counted(part: ResolutionReport) -> int:
    """Return how many lines the sentence counts."""
    return sum(found.counted for found in part.lines)


RECORDS = "13-nq-tu/work_records_online"


# -- Quảng Ngãi, 2024


@pytest.mark.parametrize(
    ("level", "figure", "gap"),
    [
        ("province", "99,30%", "9.3"),
        ("district", "87,85%", "7.85"),
        ("commune", "70,35%", "0.35"),
    ],
)
def test_2024_work_records_are_met_at_every_level(level: str, figure: str, gap: str) -> None:
    made = own(report("2024.csv"), RECORDS, level)

    assert made.verdict is MET
    assert [found.text for found in made.figures] == [figure]
    assert made.gap is not None
    assert made.gap.amount == number(gap)
    assert "early" in keys(made)


def test_2024_the_full_year_replaces_the_first_nine_months() -> None:
    made = own(report("2024.csv"), RECORDS)

    assert [str(found.period) for found in made.figures] == ["2024"]
    assert not made.provisional
    assert all(found.text != "over 99%" for found in report("2024.csv").unused)


def test_2024_ba_to_is_met_in_both_its_tiers_and_not_counted() -> None:
    made = report("2024.csv")

    for level in ("district", "commune"):
        (unit,) = list(line(made, RECORDS, level).units or ())
        assert (unit.area.code, unit.area.tier, unit.verdict) == ("535", Level.DISTRICT, MET)
        assert not unit.counted
        assert unit.provisional


def test_2024_the_other_targets_of_13_nq_tu() -> None:
    made = report("2024.csv")
    part = of(made, "13-nq-tu")

    assert own(made, "13-nq-tu/reports_connected").verdict is MET
    assert own(made, "13-nq-tu/sme_platforms").gap is not None
    assert own(made, "13-nq-tu/sme_platforms").gap.amount == number("14.43")  # type: ignore[union-attr]
    assert own(made, "13-nq-tu/level4_multichannel").reason.key == "na.withdrawn"
    assert part.tally == {MET: 5, MISSING: 17, NOT_APPLICABLE: 1}
    assert counted(part) == 22


def test_2024_11_of_the_22_are_known_from_the_draft_only() -> None:
    part = of(report("2024.csv"), "13-nq-tu")
    drafted = [found for found in part.lines if found.counted and found.own]

    assert sum("draft_only" in keys(found.own) for found in drafted if found.own) == 11


def test_2024_the_headline_target_has_no_figure_and_that_fails() -> None:
    made = report("2024.csv")

    assert own(made, "13-nq-tu/digital_economy").verdict is MISSING
    assert failures(made, FAIL_ON) == {"missing": 24}
    assert failures(made, ("missed",)) == {}


def test_2024_an_approximate_share_below_the_threshold_is_short_of_it() -> None:
    made = own(report("2024.csv"), "906-qd-ubnd/ecommerce")

    assert (made.verdict, made.reason.key) == (PENDING, "reason.short")
    assert {"preliminary", "about", "figure_note"} <= set(keys(made))


def test_2024_a_plan_of_2025_says_nothing() -> None:
    part = of(report("2024.csv"), "114-kh-ubnd")

    assert part.tally == {NOT_APPLICABLE: 8}
    assert not part.applicable
    reasons = {found.own.reason.key for found in part.lines if found.own}
    assert reasons == {"na.not_yet"}
    remarks = own(report("2024.csv"), "13-nq-tu/sme_platforms").remarks
    assert remarks[-1].params == {"resolutions": ("906/QĐ-UBND",)}


def test_2024_a_pair_of_input_and_output_is_two_figures_and_no_conflict() -> None:
    assert [fault.code.id for fault in outcome("2024.csv").faults] == ["DT231"]


def test_2024_e_invoices_and_their_quota_answer_no_target() -> None:
    unused = {found.indicator for found in report("2024.csv").unused}

    assert {"einvoice_users_count", "einvoice_target_achievement"} <= unused


def test_2024_one_district_may_be_asked_about_alone() -> None:
    made = report("2024.csv", area=("535",))

    assert [part.resolution.id for part in made.resolutions] == ["13-nq-tu"]
    assert [units(found) for found in made.resolutions[0].lines] == [{"535": MET}, {"535": MET}]
    assert failures(made, FAIL_ON) == {}


def test_2024_a_name_means_the_district_that_existed_then() -> None:
    made = report("2024.csv", area=("Ba Tơ",))

    assert [units(found) for found in made.resolutions[0].lines] == [{"535": MET}, {"535": MET}]


# -- Quảng Ngãi, 2025 and the merger


def test_2025_province_and_communes_are_met_by_bounds_of_a_part() -> None:
    made = report("2025.csv")

    for level, gap in (("province", 9), ("commune", 15)):
        found = own(made, RECORDS, level)
        assert found.verdict is MET
        assert found.gap is not None
        assert found.gap.amount == gap
        assert found.gap.qualifier is Qualifier.MORE_THAN
        assert {"part", "territory", "figure_note"} <= set(keys(found))
        assert found.provisional


def test_2025_districts_are_gone_and_not_missing() -> None:
    made = report("2025.csv")
    found = own(made, RECORDS, "district")

    assert (found.verdict, found.reason.key) == (NOT_APPLICABLE, "na.tier")
    assert found.reason.params["day"] == day("2025-07-01")
    assert counted(of(made, "13-nq-tu")) == 21


def test_2025_h1_districts_are_still_expected() -> None:
    made = report("2025.csv", period="2025-H1")

    assert own(made, RECORDS, "district").verdict is MISSING
    assert counted(of(made, "13-nq-tu")) == 22
    assert own(made, RECORDS).area.first is None


def test_2025_fibre_is_final_on_the_last_month() -> None:
    found = own(report("2025.csv"), "13-nq-tu/fibre_communes")

    assert found.verdict is MET
    assert found.gap is not None
    assert found.gap.amount == 0


def test_2025_all_eligible_procedures_online_is_no_figure_of_the_target() -> None:
    made = report("2025.csv")

    assert own(made, "13-nq-tu/procedures_end_to_end").verdict is MISSING
    assert "dvc_provided_online_rate" in {found.indicator for found in made.unused}


def test_2025_four_definitions_of_one_label_stay_apart() -> None:
    made = own(report("2025.csv"), "114-kh-ubnd/vneid_users")

    assert made.verdict is MISSING


# -- DTI ranks


def test_2021_two_ranks_of_one_year_warn_and_leave_the_answer_open() -> None:
    made = report("2021.csv")
    found = own(made, "13-nq-tu/dti_leading_group")

    assert [fault.code.id for fault in outcome("2021.csv").faults] == ["DT301"]
    assert (found.verdict, found.reason.key) == (UNDECIDED, "reason.number_for_state")
    assert [figure.text for figure in found.figures] == ["60/63", "vị trí thứ 50"]
    assert failures(made, ("warning",)) == {"warning": 1}


def test_2021_only_what_the_draft_knew_applies() -> None:
    made = report("2021.csv")

    assert counted(of(made, "13-nq-tu")) == 11
    assert own(made, "13-nq-tu/digital_economy").reason.params == {"day": day("2023-09-06")}
    assert not of(made, "906-qd-ubnd").applicable


def test_2022_three_sources_of_one_rank_are_one_figure() -> None:
    found = own(report("2022.csv"), "13-nq-tu/dti_leading_group")

    assert [figure.text for figure in found.figures] == ["26/63", "26/63", "26"]
    assert found.verdict is UNDECIDED
    assert "sources" not in keys(found)
    assert outcome("2022.csv").faults.warnings == 0


def test_2023_a_rank_answers_no_state() -> None:
    found = own(report("2023.csv"), "13-nq-tu/dti_leading_group")

    assert (found.verdict, found.reason.params["figure"]) == (UNDECIDED, "21/63")


def test_ict_ranks_of_2017_answer_no_dti_target() -> None:
    assert outcome("2017.csv").report is None
    assert [fault.code.id for fault in outcome("2017.csv").faults] == ["DT304"]


# -- Thanh Hóa


def test_thanh_hoa_2024_is_fifth_of_34_before_it_is_due() -> None:
    made = report("thanh-hoa/2024.csv")

    for name in ("dti_top10_2025", "dti_top10_2030"):
        found = own(made, f"06-nq-tu-thanh-hoa/{name}")
        assert found.verdict is MET
        assert found.gap is not None
        assert found.gap.amount == 5
        assert "early" in keys(found)
    assert own(made, "06-nq-tu-thanh-hoa/databases_connected").verdict is MISSING


def test_thanh_hoa_the_totals_of_two_years_differ() -> None:
    found = own(report("thanh-hoa"), "06-nq-tu-thanh-hoa/dti_top10_2025")
    (totals,) = [remark for remark in found.remarks if remark.key == "remark.totals"]

    assert (totals.params["total"], totals.params["before"]) == (34, 63)


def test_thanh_hoa_a_tie_at_15_of_63_is_one_figure_short_of_ten() -> None:
    found = own(report("thanh-hoa/2022.csv"), "06-nq-tu-thanh-hoa/dti_top10_2025")

    assert found.verdict is PENDING
    assert found.gap is not None
    assert found.gap.amount == -5


def test_thanh_hoa_a_cumulative_count_answers_no_yearly_quota() -> None:
    made = report("thanh-hoa/2024.csv")
    found = own(made, "969-qd-ubnd-thanh-hoa/communes_completed")

    assert found.verdict is MISSING
    assert found.expected.number == 133
    assert "communes_completed_dt_cumulative" not in {figure.indicator for figure in made.unused}


def test_thanh_hoa_the_last_known_rank_of_a_pillar_is_shown() -> None:
    found = own(report("thanh-hoa"), "06-nq-tu-thanh-hoa/dti_government_top5_2030")

    assert found.verdict is MISSING
    assert found.last is not None
    assert (found.last.text, str(found.last.period)) == ("9th", "2023")


def test_thanh_hoa_quotas_of_2025_lost_their_subject() -> None:
    part = of(report(""), "969-qd-ubnd-thanh-hoa")

    assert {found.own.reason.key for found in part.lines if found.own} == {"na.ended"}
    assert not part.applicable


# -- Việt Nam


def test_viet_nam_2025_the_digital_economy_missed_20_percent() -> None:
    made = report("viet-nam/2025.csv")
    found = own(made, "749-qd-ttg/digital_economy", "national")

    assert (found.verdict, found.reason.key) == (MISSED, "reason.short")
    assert found.gap is not None
    assert found.gap.amount == number("-1.28")
    assert failures(made, ("missed",)) == {"missed": 1}


def test_viet_nam_2024_the_year_replaces_its_first_half() -> None:
    found = own(report("viet-nam/2024.csv"), "749-qd-ttg/digital_economy", "national")

    assert [figure.text for figure in found.figures] == ["18.3 per cent (estimated)"]
    assert found.verdict is PENDING
    assert found.provisional


def test_viet_nam_2024_h1_stands_on_its_own() -> None:
    made = report("viet-nam/2024.csv", period="2024-H1")
    found = own(made, "749-qd-ttg/digital_economy", "national")

    assert [figure.text for figure in found.figures] == ["18.5%"]
    assert found.verdict is PENDING


# -- everything at once


def test_all_files_judge_every_resolution() -> None:
    made = report("")

    assert len(made.resolutions) == 6
    assert made.not_judged == ()
    assert str(made.period) == "2025"


def test_provinces_are_units_of_the_country() -> None:
    made = report("", period="2024")

    assert units(line(made, "749-qd-ttg/work_records_online_2025")) == {"51": MET}
    assert units(line(made, "749-qd-ttg/work_records_online_2025", "district")) == {
        "51": MET, "535": MET,
    }  # fmt: skip
    assert units(line(made, "749-qd-ttg/work_records_online_2030")) == {"51": PENDING}


def test_a_bound_cannot_decide_what_lies_beyond_it() -> None:
    found = line(report(""), "749-qd-ttg/work_records_online_2030")

    assert units(found) == {"51": UNDECIDED}


def test_verdicts_of_one_year_do_not_depend_on_the_files_of_others() -> None:
    alone, among = report("2024.csv"), report("", period="2024")

    for name in ("13-nq-tu", "906-qd-ubnd"):
        assert of(alone, name).tally == of(among, name).tally


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("2021.csv", {"13-nq-tu": 11, "906-qd-ubnd": 0, "114-kh-ubnd": 0}),
        ("2022.csv", {"13-nq-tu": 11, "906-qd-ubnd": 9, "114-kh-ubnd": 0}),
        ("2023.csv", {"13-nq-tu": 22, "906-qd-ubnd": 9, "114-kh-ubnd": 0}),
        ("2024.csv", {"13-nq-tu": 22, "906-qd-ubnd": 9, "114-kh-ubnd": 0}),
        ("2025.csv", {"13-nq-tu": 21, "906-qd-ubnd": 9, "114-kh-ubnd": 8}),
        ("thanh-hoa/2024.csv", {"06-nq-tu-thanh-hoa": 4, "969-qd-ubnd-thanh-hoa": 2}),
        ("viet-nam/2024.csv", {"749-qd-ttg": 21}),
        ("viet-nam/2025.csv", {"749-qd-ttg": 19}),
    ],
)
def test_how_many_thresholds_count_in_each_year(data: str, expected: dict[str, int]) -> None:
    made = report(data)

    assert {part.resolution.id: counted(part) for part in made.resolutions} == expected
    for part in made.resolutions:
        assert part.tally.total() == len(part.lines)
