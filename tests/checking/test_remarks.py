"""What stands beside a verdict."""

import pytest

from dti_targets.checking.remarks import Evidence, remarks_on_target
from dti_targets.domain.period import Period
from dti_targets.domain.report import Assessment, Statement
from dti_targets.domain.verdict import Verdict
from tests.builders import GAZETTEER, answer, check, day, expect, keys, number, resolution, target

RANK = target(unit="rank", levels={"province": {"rank_at_most": 10}})


def remark(assessment: Assessment, key: str) -> Statement:
    """Return the only remark with a key."""
    (found,) = [one for one in assessment.remarks if one.key == f"remark.{key}"]
    return found


def test_nothing_is_remarked_where_there_is_nothing_to_say() -> None:
    assert keys(answer("rate;51;province;2024;79", period="2024")) == []


def test_met_before_it_is_due_is_not_the_final_word() -> None:
    early = answer("rate;51;province;2024;80", period="2024")

    assert early.verdict is Verdict.MET
    assert remark(early, "early").params == {"due": Period.parse("2025")}
    assert "early" not in keys(answer("rate;51;province;2025;80", period="2025"))
    assert "early" not in keys(answer("rate;51;province;2024;79", period="2024"))


def test_what_holds_in_every_year_is_early_only_within_its_year() -> None:
    yearly = target(every_year=True)
    half = answer("rate;51;province;2024-H1;80", yearly, period="2024-H1")

    assert remark(half, "early").params == {"due": Period.parse("2024")}
    assert keys(answer("rate;51;province;2024;80", yearly, period="2024")) == ["every_year"]


def test_a_part_of_the_period_is_named() -> None:
    part = answer("rate;51;province;2024-09;79", period="2024")

    assert remark(part, "part").params == {"period": Period.parse("2024-09")}


def test_a_figure_tells_that_it_is_preliminary_or_approximate_and_its_note() -> None:
    made = answer("rate;51;province;2024;ước khoảng 20%;A;no denominator", period="2024")

    assert keys(made) == ["preliminary", "about", "figure_note"]
    assert remark(made, "about").params == {"low": 19, "high": 21}
    assert remark(made, "figure_note").params == {"note": "no denominator"}


def test_the_neighbourhood_is_that_of_the_resolution() -> None:
    made = answer("rate;51;province;2024;gần 20%", period="2024", tolerance_percent=10)

    assert remark(made, "about").params == {"low": 18, "high": 20}


def test_what_several_sources_say_alike_is_said_once() -> None:
    rows = """
        rate;51;province;2024;ước 79;A;same note
        rate;51;province;2024;ước 79;B;same note
    """
    assert keys(answer(rows, period="2024")) == ["preliminary", "figure_note"]


def test_sources_that_differ_are_all_named() -> None:
    rows = """
        rate;51;province;2024;70;A
        rate;51;province;2024;71;B
        rate;51;province;2024;70,0;C
        rate;51;province;2024;n/a;D
    """
    assert remark(answer(rows, period="2024"), "sources").params["figures"] == ("70,0", "71")


def test_a_source_that_says_nothing_does_not_differ() -> None:
    rows = "rate;51;province;2024;70;A\nrate;51;province;2024;n/a;B"

    assert keys(answer(rows, period="2024")) == []
    silent = "rate;51;province;2024;;A\nrate;51;province;2024;n/a;B"
    assert keys(answer(silent, period="2024")) == []


def test_another_territory_of_the_same_code_is_named_with_its_day() -> None:
    made = answer("rate;51;province;2025;79")

    _, now = GAZETTEER.by_code["51"]
    assert remark(made, "territory").params == {"area": now, "day": day("2025-07-01")}
    assert "territory" not in keys(answer("rate;51;province;2025-H1;79", period="2025-H1"))


def test_a_territory_that_only_got_a_new_start_is_no_other_one() -> None:
    made = resolution(target(levels={"commune": {"at_least": 80}}), area="51")
    report = check("rate;21484;commune;2025;90", made)
    (unit,) = list(report.resolutions[0].lines[0].units or ())

    assert keys(unit) == []


def test_a_target_of_the_new_territory_needs_no_remark() -> None:
    documents = {"adopted": {"number": "1/KH-UBND", "date": "2025-07-01"}}

    assert keys(answer("rate;51;province;2025;79", documents=documents)) == []


@pytest.mark.parametrize(
    ("now", "totals"),
    [("5/34", True), ("5/63", False), ("5", False)],
)
def test_ranks_out_of_different_numbers_are_remarked(now: str, totals: bool) -> None:
    made = answer(f"rate;51;province;2024;{now}\nrate;51;province;2023;11/63", RANK, "2024")

    assert ("totals" in keys(made)) is totals
    if totals:
        before = Period.parse("2023")
        expected = {"total": 34, "before": 63, "period": before}
        assert remark(made, "totals").params == expected


def test_any_source_may_say_what_a_rank_is_out_of() -> None:
    rows = """
        rate;51;province;2024;5;A
        rate;51;province;2024;5/34;B
        rate;51;province;2023;11/63;A
    """
    assert "totals" in keys(answer(rows, RANK, "2024"))


@pytest.mark.parametrize("before", ["rate;51;province;2023;11", "rate;51;province;2023;n/a", ""])
def test_without_an_earlier_total_there_is_nothing_to_remark(before: str) -> None:
    assert "totals" not in keys(answer(f"rate;51;province;2024;5/34\n{before}", RANK, "2024"))


def test_totals_of_counts_are_no_matter() -> None:
    counted = target(unit="count", levels={"province": {"at_least": 10}})
    rows = "rate;51;province;2024;5/34\nrate;51;province;2023;11/63"

    assert keys(answer(rows, counted, "2024")) == []


def test_a_missing_rank_has_no_total_to_compare() -> None:
    missing = answer("rate;51;province;2023;11/63", RANK, "2024")

    assert missing.verdict is Verdict.MISSING
    assert keys(missing) == []


STEPS = target(due=None, levels={"province": {"at_least": {"2023": 60, "2024": 70, "2025": 80}}})


@pytest.mark.parametrize(
    ("period", "milestone"), [("2024", 70), ("2024-Q4", 70), ("2024-H1", None), ("2025", None)]
)
def test_the_milestone_of_the_period_is_shown_and_not_judged(
    period: str, milestone: int | None
) -> None:
    made = answer(f"rate;51;province;{period};75", STEPS, period)

    assert ("milestone" in keys(made)) is (milestone is not None)
    assert made.verdict is (Verdict.MISSED if period == "2025" else Verdict.PENDING)
    if milestone:
        params = remark(made, "milestone").params
        assert getattr(params["threshold"], "number", None) == milestone
        assert params["period"] == Period.parse("2024")


def test_a_missing_figure_shows_the_milestone_too() -> None:
    assert "milestone" in keys(answer("x;51;province;2024;1", STEPS, "2024"))


def test_quotas_are_no_milestones() -> None:
    levels = {"province": {"at_least": {"2023": 60, "2024": 70}}}
    quota = target(unit="count", due=None, per_period=True, levels=levels)

    assert keys(answer("rate;51;province;2023;75", quota, "2023")) == []


def test_what_only_a_draft_or_a_statement_says_is_remarked() -> None:
    drafted = target(source={"document": "draft", "quote": "x"})
    said = target(source={"document": "statement", "quote": "x"})
    row = "rate;51;province;2024;79"

    assert remark(answer(row, drafted, "2024"), "draft_only").params == {"day": day("2021-08-30")}
    assert remark(answer(row, said, "2024"), "statement_only").params == {"day": day("2024-10-08")}


def test_a_target_tells_its_state_its_other_reading_and_its_note() -> None:
    state = target(unit="yes_no", levels={"province": {"state": "none left"}}, note="kept")
    other = {"at_least": 80, "other_reading": {"more_than": 80, "why": "trên"}}
    read_twice = answer(
        "rate;51;province;2024;79", target(levels={"province": other}), period="2024"
    )

    assert keys(answer("rate;51;province;2024;chưa", state, "2024")) == ["state", "note"]
    params = remark(read_twice, "other_reading").params
    assert getattr(params["other"], "number", None) == number(80)


def test_why_a_missing_figure_is_no_failure_is_said_only_while_it_is_missing() -> None:
    late = target(if_missing={"warn": "published late"})

    assert keys(answer("x;51;province;2024;1", late, "2024")) == ["late"]
    assert keys(answer("rate;51;province;2024;79", late, "2024")) == []
    strict = target(if_missing={"fail": "no excuse"})
    assert keys(answer("x;51;province;2024;1", strict, "2024")) == []


def test_others_that_set_the_same_indicator_are_named_in_order() -> None:
    found = list(remarks_on_target(expect(), Verdict.MET, {"906/QĐ-UBND", "114/KH-UBND"}))

    assert found == [
        Statement("remark.also_set_by", {"resolutions": ("114/KH-UBND", "906/QĐ-UBND")})
    ]


def test_what_is_not_applicable_needs_no_more_than_its_reason() -> None:
    noted = expect(target(note="kept", every_year=True))

    assert list(remarks_on_target(noted, Verdict.NOT_APPLICABLE, {"x"})) == []


def test_evidence_is_of_the_whole_period_unless_said_otherwise() -> None:
    assert not Evidence(()).part
    assert Evidence(()).last is None


def test_remarks_on_a_target_say_what_its_file_says() -> None:
    noted = target(
        note="kept as published", if_missing={"warn": "comes late"},
        levels={"province": {"at_least": 70, "other_reading": {"at_least": 7, "why": "two ways"}}},
    )  # fmt: skip
    made = answer("other;51;province;2024;1", noted, period="2024")

    assert remark(made, "note").params["note"].vi == "kept as published"  # type: ignore[attr-defined]
    assert remark(made, "late").params["why"].vi == "comes late"  # type: ignore[attr-defined]
    assert remark(made, "other_reading").params["why"].vi == "two ways"  # type: ignore[attr-defined]


def test_a_quota_is_no_milestone() -> None:
    quotas = target(
        unit="count", due=None, per_period=True,
        levels={"province": {"at_least": {"2024": 133, "2025": 118}}},
    )  # fmt: skip
    made = answer("rate;51;province;2024;134", quotas, period="2024")

    assert "milestone" not in keys(made)
