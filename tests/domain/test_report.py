"""The report as data, and what decides the exit status."""

from dti_targets.diagnostics import Place
from dti_targets.domain.report import Report, ResolutionReport, failures
from dti_targets.domain.verdict import Verdict
from tests.builders import ADOPTED, DRAFT, STATEMENT, check, resolution, target

ALL = ("missed", "missing", "undecided", "pending", "provisional", "unused", "warning")
EACH = {"province": {"at_least": 80}, "district": {"at_least": 80, "each": "district"}}


def only(report: Report) -> ResolutionReport:
    (made,) = report.resolutions
    return made


def test_each_verdict_counts_under_its_word() -> None:
    made = resolution(
        target("a"), target("b"), target("c"), target("d"), target("e", due="2030"), target("f")
    )
    rows = """
        a;51;province;2025;80
        b;51;province;2025;79
        c;51;province;2025;trên 79
        e;51;province;2025;79
        f;51;province;2025;ước 79
        g;51;province;2025;79
    """
    report = check(rows, made)

    assert failures(report, ALL) == {
        "missed": 2, "undecided": 1, "missing": 1, "pending": 1, "provisional": 1, "unused": 1,
    }  # fmt: skip
    assert failures(report, ("missed", "missing")) == {"missed": 2, "missing": 1}
    assert failures(report, ("warning",)) == {}
    assert failures(report, ("never",)) == {}


def test_what_is_met_or_not_applicable_never_fails() -> None:
    made = resolution(target("a"), target("b", due="2024"))

    assert failures(check("a;51;province;2025;80", made), ALL) == {}


def test_sources_that_differ_are_a_warning() -> None:
    rows = """
        rate;51;province;2025;81;A
        rate;51;province;2025;82;B
    """
    assert failures(check(rows), ALL) == {"warning": 1}


def test_a_missing_figure_may_be_a_warning_or_nothing_instead_of_a_failure() -> None:
    made = resolution(
        target("a", if_missing={"warn": "published late"}),
        target("b", if_missing={"ignore": "not measured"}),
        target("c", if_missing={"fail": "due every year"}),
        target("d"),
    )
    report = check("x;51;province;2025;1", made)

    assert failures(report, ("missing", "warning")) == {"missing": 2, "warning": 1}


def test_a_forgiving_target_still_fails_when_it_is_missed() -> None:
    made = resolution(target(if_missing={"warn": "published late"}))
    report = check("rate;51;province;2025;79", made)

    assert failures(report, ALL) == {"missed": 1}


def test_units_below_do_not_decide() -> None:
    made = resolution(target(levels={"district": {"at_least": 80}}))
    rows = """
        rate;51;district;2024;90
        rate;535;district;2024;10
        rate;530;district;2024;ước 10
    """
    report = check(rows, made, period="2024")

    assert only(report).tally == {Verdict.MET: 1}
    assert failures(report, ALL) == {}


def test_units_decide_where_each_of_them_is_promised_something() -> None:
    rows = """
        rate;51;province;2024;90
        rate;51;district;2024;90
        rate;535;district;2024;10
    """
    report = check(rows, resolution(target(levels=EACH, due="2024")), period="2024")

    assert failures(report, ALL) == {"missed": 1, "missing": 1}


def test_units_decide_where_only_they_were_asked_about() -> None:
    made = resolution(target(levels={"district": {"at_least": 80}}, due="2024"))
    rows = """
        rate;535;district;2024;10
        rate;530;district;2024;10
    """
    report = check(rows, made, period="2024", areas=("535",))

    assert [line.own for line in only(report).lines] == [None]
    assert not only(report).lines[0].counted
    assert only(report).tally == {}
    assert only(report).applicable
    assert failures(report, ALL) == {"missed": 1}


def test_withdrawn_targets_are_shown_and_not_counted() -> None:
    made = resolution(target("a", withdrawn={"by": "adopted", "why": "replaced"}), target("b"))
    lines = only(check("b;51;province;2025;80", made)).lines

    assert [line.counted for line in lines] == [False, True]
    assert lines[0].own is not None
    assert not lines[0].own.counted


def test_what_is_not_applicable_is_in_the_tally_and_not_counted() -> None:
    report = only(check("b;51;province;2025;80", resolution(target("a", due="2024"), target("b"))))

    assert report.tally == {Verdict.NOT_APPLICABLE: 1, Verdict.MET: 1}
    assert [line.counted for line in report.lines] == [False, True]
    assert report.applicable


def test_a_resolution_of_which_nothing_applies_says_so() -> None:
    report = check("a;51;province;2025;80", resolution(target("a", due="2024")))

    assert not only(report).applicable


def test_every_assessment_comes_in_the_order_of_the_files() -> None:
    made = resolution(target("b", levels={"district": {"at_least": 80}}), target("a"))
    rows = """
        b;535;district;2024;90
        b;530;district;2024;90
        b;51;district;2024;90
    """
    found = [
        (a.expected.id, a.area.code, a.is_unit)
        for a in check(rows, made, period="2024").assessments()
    ]

    assert found == [
        ("plan/b", "51", False), ("plan/b", "530", True), ("plan/b", "535", True),
        ("plan/a", "51", False),
    ]  # fmt: skip


def test_units_alone_are_assessments_too() -> None:
    made = resolution(target(levels={"district": {"at_least": 80}}))
    report = check("rate;535;district;2024;90", made, period="2024", areas=("535",))

    assert [a.area.code for a in report.assessments()] == ["535"]


def test_a_target_has_a_place_and_its_file_stands_in_for_one_that_has_none() -> None:
    report = only(check("rate;51;province;2025;80"))

    assert report.place(report.lines[0].expected) == Place("targets/plan.yaml")


def test_documents_of_the_builders_differ_in_status() -> None:
    assert {d.get("status", "adopted") for d in (ADOPTED, DRAFT, STATEMENT)} == {
        "adopted", "draft", "statement",
    }  # fmt: skip
