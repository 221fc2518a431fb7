"""A figure that was revised: the latest edition counts, an earlier one is shown."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.checking.conflicts import find_conflicts
from dti_targets.checking.coordinates import Coordinates
from dti_targets.checking.editions import by_edition
from dti_targets.diagnostics import Faults
from dti_targets.domain.period import Period
from dti_targets.domain.report import Assessment, Report
from dti_targets.domain.verdict import Verdict
from tests.builders import answer, check, keys, read, resolution, target

PLAN = resolution(target(levels={"province": {"at_least": 80}, "district": {"at_least": 80}}))


def row(value: str, edition: str, source: str = "A", where: str = "51;province;2024") -> str:
    """Write a row of the rate of 2024 with its edition."""
    return f"rate;{where};{value};{source};;{edition}"


def parted(*rows: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the rows that count, and the earlier editions."""
    return by_edition(read("\n".join(rows), PLAN), range(len(rows)))


def conflicts(*rows: str) -> list[str]:
    """Return the codes of the conflicts between rows."""
    faults = Faults()
    find_conflicts(Coordinates(read("\n".join(rows), PLAN)), faults)
    return [fault.code.id for fault in faults]


def judged(*rows: str) -> Assessment:
    """Return the assessment of the rate of 2024, due in 2024."""
    return answer("\n".join(rows), target(due="2024"), period="2024")


@pytest.mark.parametrize("source", ["A", "B"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024-10-01", "2024-10-02"), ("2024-09", "2024-10-01"), ("2023", "2024-01-01"),
        ("2024", "2025"), ("2024-Q3", "2024-10"), ("2024-08/2024-09", "2024-10"),
    ],
)  # fmt: skip
def test_the_latest_edition_counts_whatever_the_source_and_the_order(
    one: str, other: str, source: str
) -> None:
    old, new = row("14,63", one), row("9,53", other, source)

    assert parted(old, new) == ((1,), (0,))
    assert parted(new, old) == ((0,), (1,))
    assert conflicts(old, new) == conflicts(new, old) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025", "2025-02-28"),
        ("2025-02", "2025-02-28"),
        ("2025-02", "2025-02"),
        ("2025-H1", "2025"),
    ],
)
def test_of_editions_that_overlap_nobody_knows_the_later(one: str, other: str) -> None:
    assert parted(row("14,63", one), row("9,53", other)) == ((0, 1), ())
    assert conflicts(row("14,63", one), row("9,53", other)) == ["DT302"]
    assert conflicts(row("14,63", one), row("9,53", other, "B")) == ["DT301"]


def test_a_row_with_a_value_and_without_an_edition_leaves_all_rows_as_they_are() -> None:
    rows = row("14,63", "2024"), row("9,53", "2025"), row("9,53", "")

    assert parted(*rows) == ((0, 1, 2), ())
    assert conflicts(*rows) == ["DT302"]
    assert judged(*rows[:2], row("9,53", "", "B")).earlier == ()


@pytest.mark.parametrize("silent", ["n/a", ""])
@pytest.mark.parametrize("edition", ["", "2023", "2026"])
def test_a_row_without_a_value_neither_takes_over_nor_is_taken_over_from(
    silent: str, edition: str
) -> None:
    rows = row("14,63", "2024"), row(silent, edition), row("9,53", "2025")

    assert parted(*rows) == ((1, 2), (0,))
    assert parted(rows[1]) == ((0,), ())
    assert parted(rows[1], rows[1]) == ((0, 1), ())
    assert [figure.text for figure in judged(*rows).figures] == ["9,53"]


def test_rows_of_the_latest_edition_follow_the_rules_of_any_rows() -> None:
    old = row("70", "2024", "A")

    assert conflicts(old, row("90", "2025", "A"), row("80", "2025", "A")) == ["DT302"]
    both = judged(old, row("90", "2025", "A"), row("79", "2025", "B"))
    assert both.verdict is Verdict.UNDECIDED
    assert [figure.text for figure in both.figures] == ["90", "79"]
    assert keys(both) == ["sources", "revised"]
    same = judged(old, row("90", "2025", "A"), row("90", "2025", "B"))
    assert (same.verdict, keys(same)) == (Verdict.MET, ["revised"])


def test_earlier_editions_are_told_the_latest_first() -> None:
    made = judged(row("1", "2023"), row("3", "2025"), row("2", "2024-06"), row("4", "2026"))

    assert (made.verdict, [figure.text for figure in made.figures]) == (Verdict.MISSED, ["4"])
    assert [figure.text for figure in made.earlier] == ["3", "2", "1"]
    assert [dict(remark.params) for remark in made.remarks] == [
        {"figure": text, "edition": Period.parse(edition)}
        for text, edition in (("3", "2025"), ("2", "2024-06"), ("1", "2023"))
    ]


def test_an_earlier_edition_that_said_the_same_was_not_revised() -> None:
    made = judged(row("90%", "2024"), row("90,0", "2025"))

    assert [figure.text for figure in made.earlier] == ["90%"]
    assert keys(made) == []


def test_an_earlier_edition_makes_nothing_provisional_and_is_not_unused() -> None:
    report = check(
        f"{row('ước 79', '2024')}\n{row('80', '2025')}", resolution(target()), period="2024"
    )
    (made,) = report.assessments()

    assert (made.verdict, made.provisional) == (Verdict.MET, False)
    assert len(report.unused) == 0


def test_an_edition_is_one_of_its_own_coordinate_only() -> None:
    part = row("70", "2026", where="51;province;2024-09")
    made = judged(row("80", "2024"), row("60", "2023"), part)

    assert [figure.text for figure in made.figures] == ["80"]
    assert [figure.text for figure in made.earlier] == ["60"]


def test_the_last_known_figure_is_of_the_latest_edition() -> None:
    before = "51;province;2023"
    made = judged(row("1", "2024-02", where=before), row("2", "2024-08", where=before))

    assert made.last is not None
    assert (made.verdict, made.last.text) == (Verdict.MISSING, "2")


def test_units_have_editions_too_and_each_row_its_place() -> None:
    where = "535;district;2024"
    rows = row("90", "2024", where=where), row("70", "2025", where=where), row("80", "2025")
    levels = {"province": {"at_least": 80}, "district": {"at_least": 80}}
    made = resolution(target(levels=levels, due="2024"))
    report = check("\n".join((*rows, row("60", "2024"))), made, period="2024")
    units = next(line.units for line in report.resolutions[0].lines if line.units)

    assert list(units.verdicts) == [Verdict.MISSED]
    assert [figure.text for figure in units[0].earlier] == ["90"]
    assert sorted({place.line for place in report.places()}) == [2, 3, 4, 5]


VALUES = st.sampled_from(["79", "80", "81", "trên 79", "khoảng 80", "n/a", ""])
ROWS = st.lists(
    st.builds(
        row,
        VALUES,
        st.sampled_from(["2025", "2025-02", "2025-02-28", "2025-03"]),
        st.sampled_from(["A", "B"]),
        st.sampled_from(["51;province;2024", "51;province;2024-09", "535;district;2024"]),
    ),
    max_size=8,
)


def verdicts(report: Report) -> list[object]:
    """Return everything that decides."""
    return [
        (a.expected.id, a.area.code, a.verdict, a.reason.key, a.gap, a.provisional, a.figures)
        for a in report.assessments()
    ]


def judge(rows: Sequence[str]) -> Report:
    return check("\n".join(rows), PLAN, period="2024", resolutions=("plan",))


@given(ROWS, st.data())
def test_adding_an_earlier_edition_changes_no_verdict(rows: list[str], data: st.DataObject) -> None:
    stated = [one for one in rows if one.split(";")[4] not in {"n/a", ""}]
    older = [
        row(data.draw(VALUES), "2024-12", "A", ";".join(one.split(";")[1:4]))
        for one in (data.draw(st.lists(st.sampled_from(stated), max_size=3)) if stated else ())
    ]
    before, after = judge(rows), judge([*rows, *older])

    assert verdicts(before) == verdicts(after)
    assert len(before.faults) == len(after.faults)
    assert len(before.unused) == len(after.unused)


@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_editions_does_not_matter(orders: tuple[list[str], list[str]]) -> None:
    told = [
        [
            (a.verdict, sorted(f.text for f in a.figures), sorted(f.text for f in a.earlier))
            for a in judge(rows).assessments()
        ]
        for rows in orders
    ]

    assert told[0] == told[1]
