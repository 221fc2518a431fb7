"""Figures whose id is nearly that of a target."""

from dti_targets.diagnostics import Place
from tests.builders import check, resolution, target


def near_misses(rows: str, *names: str) -> list[tuple[str, str]]:
    """Return each unknown id with the one that it nearly is."""
    made = resolution(*(target(name) for name in names))
    report = check(rows, made, resolutions=("plan",))
    return [
        (str(fault.params["indicator"]), str(fault.params["near"]))
        for fault in report.faults
        if fault.code.id == "DT303"
    ]


def test_a_slip_of_the_pen_is_named_with_what_was_meant() -> None:
    rows = "work_record_online_rate;51;province;2025;90"

    assert near_misses(rows, "work_records_online_rate", "satisfaction_rate") == [
        ("work_record_online_rate", "work_records_online_rate")
    ]


def test_it_is_named_once_at_its_first_row() -> None:
    rows = """
        work_records_online_rate;51;province;2025;90
        work_record_online_rate;51;province;2024;90
        work_record_online_rate;51;province;2025;90
    """
    report = check(rows, resolution(target("work_records_online_rate")))
    (fault,) = report.faults

    assert fault.at == Place("data/figures.csv", 3, heading="indicator")


def test_an_id_of_another_meaning_is_no_slip() -> None:
    assert near_misses("dti_rank;51;province;2025;9", "egdi_rank_of_country") == []


def test_a_known_indicator_at_another_level_is_no_slip() -> None:
    assert near_misses("rate;51;commune;2025;9", "rate", "rates") == []


def test_a_known_indicator_hides_no_slip_behind_it() -> None:
    rows = "satisfaction_rate;51;commune;2025;9\nsatisfaction_rat;51;province;2025;9"

    assert near_misses(rows, "satisfaction_rate") == [("satisfaction_rat", "satisfaction_rate")]


def test_targets_of_resolutions_that_are_not_judged_are_known_too() -> None:
    others = resolution(target("satisfaction_rate"), resolution="other", area="38")
    report = check("satisfaction_rate;51;province;2025;9", resolution(target()), others)

    assert list(report.faults) == []
