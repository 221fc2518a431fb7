"""Whole projects: what must not change a verdict, and an oracle that agrees with every one."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reliability.one_project import Project
from tests.reliability.oracle import MORE, Figure, Said, answering, verdict
from tests.reliability.whole_projects import JUDGED, LAYOUTS, Layout, Row, Written, projects

Verdicts = Mapping[tuple[str, str, str], str]

often = settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
USUAL = Layout()


def judged(project: Project, written: Written, layout: Layout = USUAL) -> Verdicts:
    """Return the verdicts by indicator, level and area."""
    return judged_files(project, written, layout.files(written.rows))


def judged_files(project: Project, written: Written, files: Mapping[str, bytes]) -> Verdicts:
    """Return the verdicts on a project whose figures lie in these files."""
    for old in project.folder.glob("data/*.csv"):
        old.unlink()
    project.write("targets/plan.yaml", written.resolution())
    for name, content in files.items():
        project.write(name, content)
    found = project.check("-p", "2024")
    assert found.report["judged"], (found.faults, found.err)
    return {
        (made["indicator"], made["level"], made["area"]["code"]): made["verdict"]
        for made in found.report["assessments"]
    }


def foretold(written: Written) -> Verdicts:
    """Return the verdicts that the oracle gives."""
    found = {}
    for promise in written.promises:
        key = (promise.indicator, promise.level)
        found[*key, "51"] = verdict(promise, written.of(promise, "51"), JUDGED)
        below = written.of(promise, "535")
        inner = [figure for figure in below if figure.when.text.startswith("2024")]
        if inner and found[*key, "51"] != "not_applicable":
            found[*key, "535"] = verdict(promise, below, JUDGED)
    return found


@settings(often, max_examples=60)
@given(written=projects())
def test_the_oracle_agrees_with_every_verdict(project: Project, written: Written) -> None:
    assert judged(project, written) == foretold(written)


@often
@given(written=projects(), layout=LAYOUTS)
def test_the_form_of_the_files_changes_no_verdict(
    project: Project, written: Written, layout: Layout
) -> None:
    assert judged(project, written, layout) == judged(project, written)


@often
@given(written=projects(), unused=projects(), layout=LAYOUTS)
def test_figures_about_something_else_change_no_verdict(
    project: Project, written: Written, unused: Written, layout: Layout
) -> None:
    strangers = tuple(
        replace(row, figure=replace(row.figure, indicator=f"unrelated.{number}"))
        for number, row in enumerate(unused.rows)
    )
    more = replace(written, rows=(*written.rows, *strangers))

    assert judged(project, more, layout) == judged(project, written)


def better(written: Written) -> Written:
    """Return the project with every exact figure that answers a promise better than it was."""
    improved: dict[Figure, Said] = {}
    for promise in written.promises:
        for area in ("51", "535"):
            for figure in answering(written.of(promise, area), JUDGED):
                if figure.said.word == "exactly" and promise.unit != "yes_no":
                    step = Fraction(1, 100) if promise.unit in {"percent", "score"} else Fraction(1)
                    number = figure.said.number + (step if promise.operator in MORE else -step)
                    lowest = {"percent_change": number, "rank": Fraction(1)}.get(
                        promise.unit, Fraction(0)
                    )
                    number = max(number, lowest)
                    number = min(number, Fraction(100)) if promise.unit == "percent" else number
                    improved[figure] = Said("exactly", number)
    rows = [
        replace(row, figure=replace(row.figure, said=improved[row.figure]), percent=_signed(row))
        if row.figure in improved
        else row
        for row in written.rows
    ]
    return replace(written, rows=tuple(rows))


def _signed(row: Row) -> bool:
    """Return whether a sign of percent is needed: 0.01 alone could be a share of one."""
    return row.percent or row.figure.said.number < 1


@often
@given(written=projects())
def test_a_better_figure_never_loses_a_met_target(project: Project, written: Written) -> None:
    units = {promise.indicator: promise.unit for promise in written.promises}
    rows = [
        replace(row, percent=row.percent and units[row.figure.indicator].startswith("percent"))
        for row in better(written).rows
    ]
    before, after = judged(project, written), judged(project, replace(written, rows=tuple(rows)))

    assert [key for key in before if before[key] == "met" and after[key] != "met"] == []


@often
@given(written=projects(), convention=st.sampled_from(["comma", "point"]))
def test_the_report_as_csv_is_a_figures_file_with_the_same_verdicts(
    project: Project, written: Written, convention: str
) -> None:
    before = judged(project, written, Layout(convention=convention))
    report = project.run("check", "-p", "2024", "-f", "csv").out
    rows = list(csv.DictReader(io.StringIO(report)))
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in rows if row["record"] != "diagnostic")
    shown = {row["value"] for row in rows}

    assert judged_files(project, written, {"data/report.csv": out.getvalue().encode()}) == before
    assert shown <= {row.text(convention) for row in written.rows} | {"", "12,5", "12.5"}
