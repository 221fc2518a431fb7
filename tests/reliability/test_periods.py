"""Cases 96 to 106: periods and days, in figures and in resolutions."""

import sys
import time

import pytest

from tests.reliability.one_project import Outcome, Project, a_resolution, a_target

AT = "data/f.csv:2:18"
"""Where the period of the first row stands."""

WRITTEN = ("2024", "2024-06", "2024-Q2", "2024-H1", "2024-06-30", "2024-01/2024-06")


def judged(project: Project, period: str, *words: str) -> Outcome:
    """Check one figure of a period that meets its target."""
    return project.check_rows(("rate", "51", "province", period, "85", "A"), words=words)


def refused(project: Project, period: str, *, near: str = "") -> None:
    found = judged(project, period)
    assert (found.status, found.faults) == (2, [f"DT222 {AT}"])
    assert found.out == ""
    assert AT in found.err
    (fault,) = found.report["diagnostics"]
    assert (f"did you mean {near}?" in fault["hint"]) is bool(near)


def with_due(project: Project, written: str) -> Outcome:
    """Check a figure against a target whose `due` is written so, raw."""
    text = a_resolution(a_target(due="XX")).replace('"XX"', written)
    project.write("targets/plan.yaml", text)
    return judged(project, "2024")


def test_case_096_period_is_a_defined_span_of_days(project: Project) -> None:
    for text in WRITTEN:
        found = judged(project, text, "-p", "2024")
        assert (found.status, found.verdict, found.codes) == (0, "met", [])
        assert found.made["figure"]["period"] == text
        assert found.made["provisional"] is (text != "2024")
    for text in WRITTEN:
        alone = judged(project, text, "-p", text)
        assert (alone.verdict, alone.made["provisional"]) == ("met", False)
    same = judged(project, "2024-04/2024-06", "-p", "2024-Q2")
    assert (same.verdict, same.made["provisional"]) == ("met", False)
    refused(project, "Q2/2024", near="2024-Q2")
    refused(project, "quý II/2024", near="2024-Q2")
    refused(project, "6T/2024", near="2024-H1")
    refused(project, "9 tháng đầu năm 2024")


def test_case_097_order_of_day_and_month_is_never_guessed(project: Project) -> None:
    refused(project, "06/2024", near="2024-06")
    refused(project, "01/02/2024", near="2024-02-01")
    refused(project, "2024-9", near="2024-09")


def test_case_098_day_that_does_not_exist_is_refused(project: Project) -> None:
    for text in ("31/02/2024", "2023-02-29", "2024-02-30", "2024-13", "2024-00", "2024-01-00",
                 "2024-Q5", "2024-H3", "2024-Q0"):  # fmt: skip
        refused(project, text)
    for text in ("2025-02-30", "2025-13-01", '"2025-02-30"'):
        found = with_due(project, text)
        assert (found.status, found.faults) == (2, ["DT108 targets/plan.yaml:18:11"])
    plan = a_resolution().replace('"2023-01-01"', "2023-02-30")
    project.write("targets/plan.yaml", plan)
    assert judged(project, "2024").faults == ["DT108 targets/plan.yaml:8:12"]


def test_case_099_serial_number_of_a_spreadsheet_is_no_period(project: Project) -> None:
    for text in ("45838", "45838.5", "38353", "1"):
        refused(project, text)
    refused(project, "2024.0", near="2024")


def test_case_100_whole_number_is_a_year_or_nothing(project: Project) -> None:
    assert with_due(project, "2030").made["due"] == "2030"
    assert with_due(project, '"2030"').made["due"] == "2030"
    for text in ("0", "86400", "-2030", "2030.0", "2_030", "0o3756", "1e3"):
        found = with_due(project, text)
        assert (found.status, found.faults) == (2, ["DT108 targets/plan.yaml:18:11"])
    for text in ("true", "[2030]"):
        found = with_due(project, text)
        assert found.status == 2
        assert {fault.split()[1] for fault in found.faults} == {"targets/plan.yaml:18:11"}
    for text in ("0", "86400", "20230101"):
        project.write("targets/plan.yaml", a_resolution().replace('"2023-01-01"', text))
        assert judged(project, "2024").faults == ["DT108 targets/plan.yaml:8:12"]


def test_case_101_day_in_yaml_is_the_same_in_quotes_and_without(project: Project) -> None:
    plain, quoted = with_due(project, "2030-12-31"), with_due(project, '"2030-12-31"')

    assert plain.report == quoted.report
    assert (plain.verdict, plain.made["due"]) == ("met", "2030-12-31")


def test_case_102_time_with_a_zone_is_no_period(project: Project) -> None:
    for text in ("2001-12-14t21:59:43-45:00", "2030-12-31 00:00:00", "2030-12-31T00:00:00Z"):
        found = with_due(project, text)
        assert (found.status, found.faults) == (2, ["DT108 targets/plan.yaml:18:11"])
    refused(project_again(project), "2024-12-31T00:00:00Z")


def project_again(project: Project) -> Project:
    """Return the project with its usual target."""
    project.targets()
    return project


def test_case_103_year_out_of_range_is_refused(project: Project) -> None:
    for text in ("25", "2568", "20225", "1989", "2101", "0000", "-2024", "２０２４"):
        refused(project, text)
    for text in ("2568", "20225", "1989"):
        found = with_due(project, text)
        assert (found.status, found.faults) == (2, ["DT108 targets/plan.yaml:18:11"])


def test_case_104_figure_after_the_judged_period_never_answers_it(project: Project) -> None:
    row = ("rate", "51", "province", "2024", "70", "A")
    later = ("rate", "51", "province", "2042", "85", "A")

    assert project.check_rows(row, later, words=("-p", "2024")).verdict == "missed"
    hijacked = project.check_rows(row, later)  # without --period the latest year is judged
    assert hijacked.status == 2
    assert hijacked.codes == ["DT304"]
    assert "2042" in hijacked.err


def test_case_105_figure_of_another_year_is_shown_and_never_counts(project: Project) -> None:
    row = ("rate", "51", "province", "2023", "10", "A")
    found = project.check_rows(row, words=("-p", "2024"))

    assert (found.status, found.verdict) == (1, "missing")
    assert found.made["figure"] is None
    assert (found.made["last_known"]["text"], found.made["last_known"]["period"]) == ("10", "2023")
    assert "10% (2023)" in found.out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no tzset")
def test_case_106_zone_and_hour_of_the_machine_change_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = set()
    try:
        for zone in ("UTC", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati", "America/Adak", "XXX+12"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            found = judged(project, "2024-12-31", "-p", "2024")
            seen.add((found.status, found.out, found.err, str(found.report)))
    finally:
        monkeypatch.undo()
        time.tzset()

    assert len(seen) == 1
    assert "period 2024" in next(iter(seen))[1]
