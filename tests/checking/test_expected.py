"""What is expected in a period, when it is due, and where nothing is expected."""

from typing import Any

import pytest

from dti_targets.checking.expected import expected, not_applicable
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.report import Expected, Statement
from dti_targets.domain.unit import Level
from tests.builders import GAZETTEER, day, expect, number, resolution, target

QUOTAS = {"province": {"at_least": {"2022": 94, "2023": 132, "2024": 133, "2025": 118}}}


def quota(period: str) -> Expected:
    return expect(target(unit="count", due=None, per_period=True, levels=QUOTAS), period)


def why_not(item: Expected, period: str) -> Statement | None:
    return not_applicable(item, Period.parse(period), GAZETTEER)


def reason(written: dict[str, Any] | None = None, period: str = "2025", **changes: object) -> str:
    """Return the key of why nothing is expected; empty where something is."""
    found = why_not(expect(written, period, **changes), period)
    return found.key if found else ""


def test_every_threshold_is_expected_in_the_order_of_the_file() -> None:
    made = resolution(
        target("b", levels={"province": {"at_least": 90}, "commune": {"at_least": 70}}), target("a")
    )
    found = list(expected(made, Period.parse("2025")))

    assert [(item.id, item.level) for item in found] == [
        ("plan/b", Level.PROVINCE),
        ("plan/b", Level.COMMUNE),
        ("plan/a", Level.PROVINCE),
    ]
    assert [item.number for item in found] == [90, 70, 80]


def test_a_threshold_is_due_at_the_end_of_its_period() -> None:
    item = expect(target(due="2025-H1"), "2024")

    assert item.due == Period.parse("2025-H1")
    assert item.final_by == day("2025-06-30")
    assert item.limit is not None
    assert item.limit.number == 80


def test_earlier_numbers_are_milestones_and_the_last_is_the_target() -> None:
    steps = {"province": {"at_least": {"2025": 80, "2023": 60}}}
    with_due = expect(target(levels=steps), "2023")
    without = expect(target(due=None, levels=steps), "2023")

    for item in (with_due, without):
        assert item.number == 80
        assert (item.due, item.final_by) == (Period.parse("2025"), day("2025-12-31"))


def test_a_state_has_no_number() -> None:
    item = expect(target(unit="yes_no", levels={"province": {"state": "none left"}}))

    assert (item.number, item.limit, item.other_limit) == (None, None, None)


@pytest.mark.parametrize("per_period", [False, True])
def test_a_state_beside_numbers_by_period_is_due_when_they_are(per_period: bool) -> None:
    levels = {
        "district": {"state": "all"},
        "province": {"state": "x"},
        "commune": {"at_least": {"2024": 1, "2025": 2}},
    }
    made = resolution(target(unit="rank", due=None, per_period=per_period, levels=levels))
    state, _, numbers = expected(made, Period.parse("2025"))

    assert state.number is None
    assert state.due == numbers.due == Period.parse("2025")


def test_another_reading_is_judged_with_the_tolerance_of_the_resolution() -> None:
    levels = {
        "province": {"at_least": 70, "about": True, "other_reading": {"at_least": 7, "why": "x"}}
    }
    item = expect(target(levels=levels), tolerance_percent=10)

    assert item.limit is not None
    assert item.other_limit is not None
    assert item.limit.number == 70
    assert item.other_limit.number == 7
    assert item.limit.tolerance == item.other_limit.tolerance == number("0.1")


@pytest.mark.parametrize(
    ("period", "due", "promised"),
    [
        ("2022", "2022", 94),
        ("2024", "2024", 133),
        ("2024-09", "2024", 133),
        ("2024-01/2024-09", "2024", 133),
        ("2026", "2025", 118),
        ("2021", "2022", 94),
        ("2023-07/2024-06", "2023", 132),
    ],
)
def test_a_quota_holds_for_its_own_period(period: str, due: str, promised: int) -> None:
    item = quota(period)

    assert item.due == Period.parse(due)
    assert item.number == promised


def test_of_two_quotas_the_shorter_period_is_meant() -> None:
    levels = {"province": {"at_least": {"2024": 100, "2024-H1": 40}}}
    item = expect(target(unit="count", due=None, per_period=True, levels=levels), "2024-H1")

    assert item.number == 40


@pytest.mark.parametrize(
    ("period", "final_by"),
    [("2023", "2023-12-31"), ("2024-H1", "2024-12-31"), ("2025", "2025-12-31")],
)
def test_what_holds_in_every_year_is_due_at_the_end_of_the_judged_year(
    period: str, final_by: str
) -> None:
    item = expect(target(every_year=True), period)

    assert item.final_by == day(final_by)
    assert item.due == Period.parse("2025")


@pytest.mark.parametrize(
    ("period", "key"),
    [
        ("2022", "na.not_yet"),
        ("2023-H1", "na.not_yet"),
        ("2023-09-05", "na.not_yet"),
        ("2023-09-06", ""),
        ("2023", ""),
        ("2025", ""),
        ("2025-12-31", ""),
        ("2025-12/2026-03", ""),
        ("2026-01-01", "na.past"),
        ("2026", "na.past"),
    ],
)
def test_a_target_applies_from_its_adoption_until_it_is_due(period: str, key: str) -> None:
    assert reason(period=period) == key


def test_the_reason_names_the_day_from_which_a_target_holds() -> None:
    found = why_not(expect(period="2022"), "2022")

    assert found == Statement("na.not_yet", {"day": day("2023-09-06")})


def test_the_reason_names_when_a_target_was_due() -> None:
    found = why_not(expect(period="2026"), "2026")

    assert found == Statement("na.past", {"due": Period.parse("2025")})


def test_a_target_that_only_a_draft_knows_applies_from_the_day_of_the_draft() -> None:
    drafted = target(source={"document": "draft", "quote": "x"})

    assert reason(drafted, "2021") == ""
    assert reason(drafted, "2021-H1") == "na.not_yet"


def test_an_adopted_document_that_repeats_the_draft_decides() -> None:
    repeated = target(
        source={"document": "draft", "quote": "x"}, also=[{"document": "adopted", "quote": "x"}]
    )
    assert reason(repeated, "2022") == "na.not_yet"


@pytest.mark.parametrize(
    ("period", "key"),
    [
        ("2024", ""),
        ("2024-09", ""),
        ("2023-07/2024-06", "na.no_quota"),
        ("2026", "na.past"),
    ],
)
def test_a_period_without_a_quota_expects_nothing(period: str, key: str) -> None:
    found = why_not(quota(period), period)

    assert (found.key if found else "") == key


def test_the_reason_names_the_period_without_a_quota() -> None:
    levels = {"province": {"at_least": {"2023": 1, "2025": 2}}}
    item = expect(target(unit="count", due=None, per_period=True, levels=levels), "2024")

    assert item.due == Period.parse("2023")
    gap = expect(target(unit="count", due=None, per_period=True, levels=levels), "2023-07/2024-06")
    assert why_not(gap, "2023-07/2024-06") == Statement(
        "na.no_quota", {"period": Period.parse("2023-07/2024-06")}
    )


@pytest.mark.parametrize(
    ("period", "key"),
    [
        ("2025-H1", ""),
        ("2024", ""),
        ("2025-06-30", ""),
        ("2025-07-01", "na.tier"),
        ("2025", "na.tier"),
    ],
)
def test_a_tier_must_exist_on_the_last_day_of_the_period(period: str, key: str) -> None:
    district = target(levels={"district": {"at_least": 80}})

    assert reason(district, period) == key


def test_the_reason_names_the_first_day_without_the_tier() -> None:
    found = why_not(expect(target(levels={"district": {"at_least": 80}})), "2025")

    assert found is not None
    assert (found.params["day"], found.params["level"]) == (day("2025-07-01"), Level.DISTRICT)
    assert str(found.params["why"]).count("abolished")


@pytest.mark.parametrize(
    ("period", "key"), [("2025-H1", ""), ("2025-06-30", ""), ("2025", "na.ended")]
)
def test_a_target_or_one_of_its_levels_may_lose_its_subject(period: str, key: str) -> None:
    valid = {"until": "2025-06-30", "why": "regrouped"}

    assert reason(target(valid=valid), period) == key
    assert reason(target(levels={"province": {"at_least": 1, "valid": valid}}), period) == key


def test_the_first_end_of_several_is_named() -> None:
    early = {"until": "2024-12-31", "why": "merged"}
    late = {"until": "2025-06-30", "why": "regrouped"}
    level = {"at_least": 80, "valid": late}
    item = expect(target(valid=early, levels={"district": level}))
    same = expect(target(levels={"district": level}))
    only_late = expect(target(valid=late, levels={"province": {"at_least": 80, "valid": early}}))

    assert _since(item) == ("na.ended", day("2025-01-01"))
    assert _since(same) == ("na.tier", day("2025-07-01"))
    assert _since(only_late) == ("na.ended", day("2025-01-01"))


def _since(item: Expected) -> tuple[str, object]:
    found = why_not(item, "2025")
    assert found is not None
    assert "merged" in str(found.params["why"]) or found.key == "na.tier"
    return found.key, found.params["day"]


def test_an_end_that_has_not_come_yet_is_not_named() -> None:
    late = {"until": "2025-12-31", "why": "x"}

    assert reason(target(valid=late)) == ""


def test_an_area_that_is_gone_expects_nothing() -> None:
    kon_tum = expect(period="2025", area="62")

    assert why_not(kon_tum, "2025") == Statement(
        "na.area", {"area": "62", "day": day("2025-12-31")}
    )
    assert why_not(kon_tum, "2025-H1") is None


def test_a_code_that_lives_on_with_another_territory_is_still_expected() -> None:
    assert reason(period="2025") == ""


def test_what_was_withdrawn_is_not_expected_in_any_period() -> None:
    made = target(
        withdrawn={"by": "adopted", "why": {"vi": "thay", "en": "replaced"}, "replaced_by": "new"}
    )
    for period in ("2021", "2024", "2026"):
        found = why_not(expect(made, period), period)

        assert found is not None
        assert found.key == "na.withdrawn"
        assert (found.params["by"], found.params["replaced_by"]) == ("1/KH-UBND", "new")
        assert "replaced" in str(found.params["why"])


def test_what_replaces_a_target_is_named_as_in_its_own_resolution() -> None:
    """Another resolution may have a target of the same id."""
    gone = target(withdrawn={"by": "adopted", "why": "x", "replaced_by": "new"})
    new = target("new") | {"name": {"vi": "Tỷ lệ mới", "en": "New rate"}}
    items = list(expected(resolution(gone, new), Period.parse("2025")))

    found = why_not(items[0], "2025")

    assert found is not None
    assert found.params["replacement"] == Phrase("Tỷ lệ mới", "New rate")


def test_a_withdrawal_by_a_document_without_number_names_its_title() -> None:
    found = why_not(expect(target(withdrawn={"by": "draft", "why": "x"})), "2025")

    assert found is not None
    assert "Dự thảo" in str(found.params["by"])
