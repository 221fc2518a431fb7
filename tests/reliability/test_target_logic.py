"""Bad input, group G: targets that contradict themselves, or that can be judged in two ways."""

from pathlib import Path

import pytest

from tests.reliability.corpora import FIGURES, RESOLUTION
from tests.reliability.plan import Plan, changed, target, threshold
from tests.runs import Command

SECOND = RESOLUTION[RESOLUTION.index("  - id") :]


@pytest.fixture
def plan(command: Command, tmp_path: Path) -> Plan:
    return Plan(command, tmp_path)


def figure(plan: Plan, value: str) -> None:
    (plan.folder / "data.csv").write_text(FIGURES.replace("90%", value), "utf-8")


def test_case_147_milestones_that_go_back(plan: Plan) -> None:
    assert plan.faults(threshold("{2023: 90, 2024: 80}")) == ["DT121:14:39"]
    lower = changed(("at_least: 80", "at_most: {2023: 80, 2024: 90}"))
    assert plan.faults(lower) == ["DT121:14:38"]
    assert plan.check(threshold("{2023: 80, 2024: 90}")).status == 0


def test_case_148_two_milestones_for_one_period(plan: Plan) -> None:
    assert plan.faults(threshold("{2023: 80, 2023: 90, 2024: 95}")) == ["DT102:14:39"]
    assert plan.faults(threshold("{2023: 80, 2023-01/2023-12: 90, 2024: 95}")) == ["DT102:14:39"]


@pytest.mark.parametrize("number", ["101", "100.01", "-1"])
def test_case_149_share_out_of_range(plan: Plan, number: str) -> None:
    assert plan.faults(threshold(number)) == ["DT113:14:28"]
    growth = changed(("at_least: 80", f"at_least: {number}"), ("percent", "percent_change"))
    assert plan.check(growth).status in {0, 1}


def test_case_150_due_in_the_past(plan: Plan) -> None:
    result = plan.check(changed(("due: 2024", "due: 2020")))
    assert result.status == 2
    assert "error[DT304]" in result.err
    assert "2020" in result.err


@pytest.mark.parametrize("period", ["2024", "2025", "2024-Q4", "2023/2024-12"])
def test_case_150_due_before_the_baseline(plan: Plan, period: str) -> None:
    assert plan.faults(target(f"baseline: {{period: {period}, value: 10}}")) == ["DT120:16:24"]
    milestones = threshold("{2023: 70, 2024: 80}").replace("    due: 2024\n", "")
    late = f"{milestones}    baseline: {{period: {period}, value: 10}}\n"
    assert plan.faults(late) == ["DT120:15:24"]
    assert "the baseline is not" in plan.check(late).err


@pytest.mark.parametrize("level", ["city", "provinse", "Tỉnh"])
def test_case_151_unknown_level(plan: Plan, level: str) -> None:
    assert plan.faults(changed(("province:", f"{level}:"))) == ["DT239:14:7"]
    assert "province, district, commune" in plan.check(changed(("province:", f"{level}:"))).err


@pytest.mark.parametrize(
    ("written", "fault"),
    [("80", "DT106:14:17"), ("{value: 80}", "DT104:14:18"), ("{about: true}", "DT111:14:7")],
)
def test_case_152_no_direction(plan: Plan, written: str, fault: str) -> None:
    assert fault in plan.faults(changed(("{at_least: 80}", written)))


@pytest.mark.parametrize("operator", ["equals", "exactly", '"="'])
def test_case_153_equality(plan: Plan, operator: str) -> None:
    assert plan.faults(changed(("at_least: 80", f"{operator}: 80")))[0] == "DT104:14:18"


@pytest.mark.parametrize(
    ("operator", "value", "status", "shown"),
    [
        ("at_least", "80%", 0, " 0 "),
        ("at_least", "79.9999999999999999%", 1, "79.9999999999999999%"),
        ("at_least", "80.0000000000000001%", 0, "80.0000000000000001%"),
        ("more_than", "80%", 1, " 0 "),
        ("at_most", "80%", 0, " 0 "),
        ("less_than", "80%", 1, " 0 "),
        ("less_than", "79.9999999999999999%", 0, "79.9999999999999999%"),
    ],
)
def test_case_154_figure_at_the_threshold(
    plan: Plan, operator: str, value: str, status: int, shown: str
) -> None:
    figure(plan, value)
    result = plan.check(changed(("at_least", operator)), "--decimal", "point")
    assert result.status == status
    assert shown in result.out


def test_case_155_baseline_at_the_threshold(plan: Plan) -> None:
    assert plan.check(target("baseline: {period: 2023, value: 80}")).status == 0
    assert plan.check(target("baseline: {period: 2023, value: 0}")).status == 0


def test_case_156_no_baseline(plan: Plan) -> None:
    assert plan.check(RESOLUTION).status == 0
    assert plan.faults(target("baseline: {value: 10}")) == ["DT105:16:5"]
    assert plan.faults(target("baseline: {period: 2023, value: 180}")) == ["DT113:16:37"]


@pytest.mark.parametrize("weight", ["0.5", "-1", "1.5"])
def test_case_157_weights(plan: Plan, weight: str) -> None:
    assert plan.faults(target(f"weight: {weight}")) == ["DT104:16:5"]


def test_case_158_target_derived_from_itself(plan: Plan) -> None:
    assert plan.faults(target("derived_from: [rate]")) == ["DT104:16:5"]
    replaced = "withdrawn: {by: adopted, why: x, replaced_by: rate}"
    assert plan.check(target(replaced)).status in {0, 1, 2}


def test_case_159_document_without_number(plan: Plan) -> None:
    without = changed(("number: 1/KH-UBND, ", ""))
    result = plan.check(without)
    assert result.status == 0
    assert "plan" in result.out
    assert plan.faults(changed((", date: 2023-09-06", ""))) == ["DT105:5:3"]


def test_case_160_old_and_new_threshold_both_in_force(plan: Plan) -> None:
    both = RESOLUTION + SECOND.replace("id: rate", "id: newer").replace("80}", "90}")
    assert plan.faults(both) == ["DT114:23:7"]
    amended = changed(("{at_least: 80}", "{at_least: 90, was: {at_least: 95, in: adopted}}"))
    assert plan.check(amended).status == 0  # the earlier one is shown and never judged
