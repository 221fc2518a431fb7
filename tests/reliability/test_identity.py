"""Cases 107 to 118: which figure belongs to which target, and which figures are the same."""

import json

import pytest

from tests.reliability.one_project import (
    HEADINGS,
    Outcome,
    Project,
    a_resolution,
    a_table,
    a_target,
)

ROW = ("rate", "51", "province", "2024", "85", "A")


def changed(**cells: str) -> tuple[str, ...]:
    """Return the row with some cells changed."""
    return tuple(cells.get(name, cell) for name, cell in zip(HEADINGS, ROW, strict=True))


def others(outcome: Outcome) -> list[list[tuple[str, int]]]:
    """Return the further places of each diagnostic."""
    return [
        [(place["file"], place["line"]) for place in fault["others"]]
        for fault in outcome.report["diagnostics"]
    ]


def hint(outcome: Outcome) -> str:
    """Return the next step of the only diagnostic."""
    (fault,) = outcome.report["diagnostics"]
    return str(fault["hint"])


def test_case_107_the_same_row_twice_is_counted_once(project: Project) -> None:
    found = project.check_rows(ROW, ROW)

    assert (found.status, found.verdict, found.codes) == (0, "met", [])
    assert found.report["summary"]["total"] == 1
    assert [figure["line"] for figure in found.made["other_figures"]] == [3]
    other = project.check_rows(ROW, changed(value="85,0%"))
    assert (other.status, other.verdict, other.codes) == (0, "met", [])


def test_case_108_one_source_that_says_two_things_is_refused(project: Project) -> None:
    found = project.check_rows(ROW, changed(value="86"))

    assert (found.status, found.faults) == (2, ["DT302 data/f.csv:2:23"])
    assert others(found) == [[("data/f.csv", 3)]]
    assert "data/f.csv:2:23" in found.err
    assert "data/f.csv:3:23" in found.err
    bound = project.check_rows(ROW, changed(value="trên 85"))
    assert bound.codes == ["DT302"]
    project.write("data/g.csv", a_table([changed(value="84")]))
    split = project.check_rows(ROW)
    assert (split.codes, others(split)) == (["DT302"], [[("data/g.csv", 2)]])


def test_one_source_that_revised_its_figure_is_judged_by_the_latest_edition(
    project: Project,
) -> None:
    headings = ("chỉ tiêu", *HEADINGS[1:], "ngày công bố")
    old, new = (*ROW, "2024-10-01"), (*changed(value="79"), "2025-02-28")
    project.write("data/f.csv", a_table([new, old], headings))
    found = project.check()

    assert (found.status, found.verdict, found.codes) == (1, "missed", [])
    assert found.made["figure"]["edition"] == "2025-02-28"
    assert [(f["text"], f["line"], f["column"]) for f in found.made["earlier_editions"]] == [
        ("85", 3, 23)
    ]
    assert (found.report["summary"]["total"], found.report["unused_figures"]) == (1, [])
    assert "revised: 85 in the edition of 2024-10-01" in found.out
    assert "85" in project.run("explain", "rate", "-l", "en").out
    assert "2024-10-01 · earlier edition" in project.run("explain", "rate", "-l", "en").out
    assert "2024-10-01 · lần công bố trước" in project.run("explain", "rate", "-l", "vi").out
    assert project.run("validate").status == 0
    project.write("data/f.csv", a_table([new, (*ROW, "")], headings))
    assert project.check().codes == ["DT302"]
    project.write("data/f.csv", a_table([new, (*ROW, "1/10/2024")], headings))
    wrong = project.check()
    assert (wrong.status, wrong.faults) == (2, ["DT242 data/f.csv:3:28"])
    assert hint(wrong) == "did you mean 2024-10-01?"


def test_case_109_sources_that_differ_are_all_judged(project: Project) -> None:
    undecided = project.check_rows(ROW, changed(value="70", source="B"))
    assert (undecided.status, undecided.verdict) == (0, "undecided")
    assert undecided.faults == ["DT301 data/f.csv:2:23"]
    assert others(undecided) == [[("data/f.csv", 3)]]
    met = project.check_rows(ROW, changed(value="90", source="B"))
    assert (met.status, met.verdict, met.codes) == (0, "met", ["DT301"])
    warned = project.check_rows(
        ROW, changed(value="90", source="B"), words=("--fail-on", "warning")
    )
    assert warned.status == 1


def test_case_110_figure_that_no_target_asks_for_is_named(project: Project) -> None:
    far = project.check_rows(ROW, changed(indicator="xyz"))
    assert (far.status, far.codes) == (0, [])
    assert [unused["indicator"] for unused in far.report["unused_figures"]] == ["xyz"]
    assert "1 figure that no target asks for" in far.out
    near = project.check_rows(ROW, changed(indicator="rates"))
    assert (near.status, near.faults) == (0, ["DT303 data/f.csv:3:1"])
    assert hint(near) == "did you mean rate?"
    strict = project.check_rows(
        ROW, changed(indicator="xyz"), words=("--fail-on", "missed,missing,unused")
    )
    assert strict.status == 1


def test_case_111_target_without_a_figure_is_missing(project: Project) -> None:
    found = project.check_rows(changed(indicator="xyz"))

    assert (found.status, found.verdict) == (1, "missing")
    assert found.made["reason"]["code"] == "no_figure"
    forgiven = project.check_rows(changed(indicator="xyz"), words=("--fail-on", "missed"))
    assert (forgiven.status, forgiven.verdict) == (0, "missing")


def test_case_112_the_same_id_twice_names_both_places(project: Project) -> None:
    project.write("targets/two.yaml", a_resolution())
    found = project.check_rows(ROW)
    assert (found.status, found.faults) == (2, ["DT115 targets/two.yaml:2:2"])
    assert others(found) == [[("targets/plan.yaml", 2)]]
    project.write("targets/two.yaml", a_resolution(resolution="other"))
    both = project.check_rows(ROW)  # RESOLUTION/ID: each resolution has its own
    assert [made["verdict"] for made in both.report["assessments"]] == ["met", "met"]
    (project.folder / "targets/two.yaml").unlink()
    project.targets(a_target("a"), a_target("a", indicator="b"))
    assert project.check_rows(ROW).codes == ["DT115"]
    project.targets(a_target("a", indicator="rate"), a_target("b", indicator="rate"))
    assert project.check_rows(ROW).codes == ["DT114"]


@pytest.mark.parametrize("name", ["Rate", "RATE", "rate\u0301"])
def test_case_113_id_in_other_letters_is_refused(project: Project, name: str) -> None:
    found = project.check_rows(changed(indicator=name))

    assert (found.status, found.faults) == (2, ["DT223 data/f.csv:2:1"])
    assert hint(found) == "did you mean rate?"


@pytest.mark.parametrize("name", ["ra-te", "ra_te", "rate.", "rates"])
def test_case_113_id_with_another_sign_is_named(project: Project, name: str) -> None:
    found = project.check_rows(changed(indicator=name))

    assert (found.status, found.verdict, found.faults) == (1, "missing", ["DT303 data/f.csv:2:1"])
    assert hint(found) == "did you mean rate?"
    assert project.check_rows(changed(indicator=" rate ")).verdict == "met"


@pytest.mark.parametrize("written", ["01", "1e3", "no", "true", "0x10", "1:30", "3.10", ".inf"])
def test_case_114_id_that_yaml_takes_for_something_else_wants_quotes(
    project: Project, written: str
) -> None:
    text = a_resolution(a_target("XX", indicator="rate", name="Rate"))
    project.write("targets/plan.yaml", text.replace('"XX"', written))
    found = project.check_rows(ROW)

    assert (found.status, found.faults) == (2, ["DT107 targets/plan.yaml:13:10"])
    assert hint(found) == f'write "{written}", in quotes.'


def test_case_114_id_like_a_day_is_kept_as_text(project: Project) -> None:
    text = a_resolution(a_target("XX", indicator="rate"))
    project.write("targets/plan.yaml", text.replace('"XX"', "2025-06-30"))

    assert project.check_rows(ROW).made["target"] == "2025-06-30"


@pytest.mark.parametrize(
    "name",
    ["a/b", "..", "a..\\b", "a\nb", "rate\n", "a=b", "-a", "A", "", " ", "a" * 65, "a b", "ể"],
)
def test_case_115_id_of_other_signs_is_refused(project: Project, name: str) -> None:
    project.targets(a_target("XX", indicator="rate", name="Rate"))
    path = project.folder / "targets/plan.yaml"
    path.write_text(path.read_text("utf-8").replace('"XX"', json.dumps(name)), "utf-8")
    found = project.check_rows(ROW)

    assert found.status == 2
    assert {fault.split()[1] for fault in found.faults} == {"targets/plan.yaml:13:10"}
    if name.strip() and name.strip() != "rate":
        figure = project_of_figures(project).check_rows(changed(indicator=name))
        assert (figure.status, figure.report["diagnostics"][0]["line"]) == (2, 2)


def project_of_figures(project: Project) -> Project:
    """Return the project with its usual target."""
    project.targets()
    return project


def test_case_116_unit_of_a_figure_must_be_that_of_the_target(project: Project) -> None:
    def of_unit(unit: str) -> Outcome:
        project.write("data/f.csv", a_table([(*ROW, unit)], (*HEADINGS, "unit")))
        return project.check()

    for unit in ("count", "per_100_people", "percent_change", "score"):
        found = of_unit(unit)
        assert (found.status, found.faults) == (2, ["DT235 data/f.csv:2:28"])
    unknown = of_unit("per 10k")
    assert (unknown.status, unknown.faults) == (2, ["DT239 data/f.csv:2:28"])
    for unit in ("%", "percent", "Phần trăm", ""):
        assert (of_unit(unit).status, of_unit(unit).verdict) == (0, "met")


@pytest.mark.parametrize("code", ["1", "01.0", "001", "1.0"])
def test_case_117_code_without_its_zero_is_no_area(project: Project, code: str) -> None:
    project.targets(area="01")
    found = project.check_rows(changed(area=code))

    assert (found.status, found.faults) == (2, ["DT220 data/f.csv:2:6"])
    assert "leading zeros too" in hint(found)
    assert project.check_rows(changed(area="01")).verdict == "met"
    unquoted = a_resolution(area="01").replace('"area": "01"', '"area": 01')
    project.write("targets/plan.yaml", unquoted)
    assert project.check_rows(ROW).faults == ["DT107 targets/plan.yaml:4:10"]


def test_case_118_totals_that_differ_are_said(project: Project) -> None:
    project.targets(a_target(unit="rank", levels={"province": {"rank_at_most": 10}}))
    before = project.check_rows(changed(period="2023", value="5/63"), changed(value="5/34"))
    assert (before.status, before.codes) == (0, [])
    assert [remark["text"] for remark in before.made["remarks"]] == [
        "out of 34; before (2023) it was out of 63"
    ]
    two = project.check_rows(changed(value="5/63"), changed(value="5/34", source="B"))
    assert (two.status, two.verdict) == (0, "met")
    assert (two.faults, others(two)) == (["DT301 data/f.csv:2:23"], [[("data/f.csv", 3)]])
    one = project.check_rows(changed(value="5/63"), changed(value="5"), changed(value="5/34"))
    assert (one.status, one.faults) == (2, ["DT302 data/f.csv:2:23"])
    assert project.check_rows(changed(value="5/63"), changed(value="thứ 5")).codes == []
    project.targets()
    shares = project.check_rows(changed(value="9/10"), changed(value="18/20", source="B"))
    assert (shares.verdict, shares.codes) == ("met", [])
