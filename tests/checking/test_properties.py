"""What must not matter: the order of rows, the files they lie in, figures about something else."""

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from dti_targets.domain.report import Report
from tests.builders import Check, resolution, target

PLAN = resolution(
    target("rate", levels={"province": {"more_than": 80}, "district": {"at_least": 80}}),
    target("other", due="2030", levels={"province": {"at_least": 80, "about": True}}),
    target(
        "count", unit="count", due=None, per_period=True,
        levels={"province": {"at_least": {"2023": 80, "2024": 80}}},
    ),
)  # fmt: skip

ROWS = st.lists(
    st.tuples(
        st.sampled_from(["rate", "other", "count"]),
        st.sampled_from(["51", "535", "530"]),
        st.sampled_from(["province", "district"]),
        st.sampled_from(["2024", "2024-09", "2024-12", "2024-H2", "2023"]),
        st.sampled_from(["79", "80", "81", "trên 79", "khoảng 80", "n/a", ""]),
        st.sampled_from(["A", "B", "C"]),
    ).filter(lambda row: row[1] == "51" or row[2] == "district"),
    max_size=10,
).map(lambda rows: [";".join(row) for row in rows])


def verdicts(report: Report) -> dict[tuple[str, str, str], object]:
    """Return everything that decides, by target, level and area."""
    return {
        (a.expected.id, str(a.expected.level), a.area.code): (
            a.verdict,
            a.counted,
            a.provisional,
            sorted(figure.text for figure in a.figures),
        )
        for a in report.assessments()
    }


def judge(files: Mapping[str, Sequence[str]]) -> Report:
    """Judge rows in files."""
    written = {name: "\n".join(rows) for name, rows in files.items()}
    named = ("plan",)
    base = Check(written, (PLAN,), "2024")
    selection = type(base.selection)(resolutions=named)
    return Check(written, (PLAN,), "2024", selection).report()


@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_the_rows_does_not_matter(orders: tuple[list[str], list[str]]) -> None:
    written, shuffled = orders

    assert verdicts(judge({"a.csv": written})) == verdicts(judge({"a.csv": shuffled}))


@given(ROWS, st.integers(0, 10), st.integers(0, 10))
def test_the_files_in_which_the_rows_lie_do_not_matter(
    rows: list[str], one: int, other: int
) -> None:
    first, second = sorted((one, other))
    parts = {"a.csv": rows[:first], "b.csv": rows[first:second], "c.csv": rows[second:]}

    assert verdicts(judge(parts)) == verdicts(judge({"a.csv": rows}))


@given(
    ROWS,
    st.sampled_from(
        [
            "unknown;51;province;2024;1;A",
            "rate;38;province;2024;1;A",
            "rate;62;province;2024;1;A",
            "rate;51;commune;2024;1;A",
            "rate;51;province;2026;1;A",
            "count;51;district;2024;1;A",
        ]
    ),
    st.booleans(),
)
def test_a_figure_about_something_else_changes_nothing(
    rows: list[str], stranger: str, before: bool
) -> None:
    more = [stranger, *rows] if before else [*rows, stranger]

    assert verdicts(judge({"a.csv": more})) == verdicts(judge({"a.csv": rows}))


@given(ROWS)
def test_the_same_figure_from_one_more_source_changes_no_verdict(rows: list[str]) -> None:
    again = [row[:-1] + "Z" for row in rows]
    once, twice = judge({"a.csv": rows}), judge({"a.csv": [*rows, *again]})

    assert [a.verdict for a in once.assessments()] == [a.verdict for a in twice.assessments()]


@given(ROWS)
def test_each_row_is_used_for_its_own_coordinates_only(rows: list[str]) -> None:
    for made in judge({"a.csv": rows}).assessments():
        for figure in made.figures:
            assert figure.indicator == made.expected.target.indicator
            assert figure.level is made.expected.level
            assert figure.area == made.area
            assert str(figure.period).startswith("2024")
