"""What becomes of returned figures beside one another and beside those that are published."""

from collections.abc import Mapping

import pytest

from dti_targets.checking.asking import entries
from dti_targets.checking.collecting import gather
from dti_targets.checking.selection import Selection
from dti_targets.diagnostics import Faults
from dti_targets.domain.collection import Gathered, Returned
from dti_targets.domain.figures import Figures
from dti_targets.domain.period import Period
from tests.builders import GAZETTEER, read, resolution, target

MADE = resolution(target("a"), target("b", unit="rank", levels={"province": {"rank_at_most": 10}}))
A, B, OTHER = "a;51;province;2024;{}", "b;51;province;2024;{}", "x;51;province;2024;{}"
OLD = "data/2024.csv"


def run(
    files: Mapping[str, str], *, replace: bool = False
) -> tuple[Figures, Gathered, list[tuple[str, str, str]]]:
    """Gather; return the faults with the two places that they name."""
    figures = read(files, MADE)
    asked = entries(MADE, Period.parse("2024"), GAZETTEER, Selection(), figures)
    faults = Faults()
    found = gather(figures, asked, faults, published=OLD in files, replace=replace)
    told = [(f.code.id, str(f.at), str(f.others[0])) for f in faults]
    return figures, found, told


def contradicted(files: Mapping[str, str]) -> dict[str, str]:
    """Return what the only fault says, as text."""
    figures = read(files, MADE)
    faults = Faults()
    gather(figures, (), faults, published=OLD in files, replace=False)
    (fault,) = faults
    return {name: str(said) for name, said in fault.params.items()}


def texts(files: Mapping[str, str], *, replace: bool = False) -> list[str]:
    figures, found, told = run(files, replace=replace)
    assert told == []
    return [figures[row].text for row in found.added]


def test_rows_with_a_value_are_added_in_the_order_of_the_targets() -> None:
    rows = "\n".join([OTHER.format("7"), B.format("3"), A.format("90%"), A.format("")])

    _, found, _ = run({"in/1.csv": rows})

    assert texts({"in/1.csv": rows}) == ["90%", "3", "7"]
    assert [figure.text for figure in found.unexpected] == ["7"]
    assert found.missing == ()


def test_the_order_of_the_targets_is_not_that_of_their_names() -> None:
    made = resolution(target("z"), target("a"))
    figures = read("a;51;province;2024;1%\nz;51;province;2024;2%", made)
    asked = entries(made, Period.parse("2024"), GAZETTEER, Selection(), figures)

    found = gather(figures, asked, Faults(), published=False, replace=False)

    assert [figures[row].indicator for row in found.added] == ["z", "a"]


def test_what_nobody_asked_for_has_an_order_of_its_own() -> None:
    rows = [
        "y;51;commune;2024;1",
        "y;51;province;2024;2",
        "y;51;province;2023;3",
        "x;51;commune;2024;4",
    ]

    assert texts({"in/1.csv": "\n".join(rows)}) == texts({"in/1.csv": "\n".join(rows[::-1])})


def test_empty_cells_are_missing_where_they_stand() -> None:
    _, found, _ = run({"in/1.csv": A.format(""), "in/2.csv": A.format(" ")})

    assert [(m.entry.target.id, m.paths) for m in found.missing] == [
        ("a", ("in/1.csv", "in/2.csv")), ("b", ()),
    ]  # fmt: skip
    assert [tuple(file) for file in found.files] == [("in/1.csv", 1, 0), ("in/2.csv", 1, 0)]


def test_a_cell_that_is_filled_in_once_answers_wherever_it_is_empty_again() -> None:
    _, found, _ = run({"in/1.csv": "\n".join([A.format("90%"), A.format("")])})

    assert [tuple(file) for file in found.files] == [("in/1.csv", 1, 1)]


def test_an_empty_cell_that_nobody_asked_for_says_nothing() -> None:
    _, found, _ = run({"in/1.csv": OTHER.format("")})

    assert (found.added, found.held, found.unexpected) == ((), 0, ())
    assert [tuple(file) for file in found.files] == [("in/1.csv", 0, 0)]


def test_a_number_out_of_a_number_answers_without_a_value_beside_it() -> None:
    columns = "indicator;area;level;period;value;numerator;denominator"
    figures = read({"in/1.csv": A.format("") + ";114;558"}, MADE, columns=columns)
    asked = entries(MADE, Period.parse("2024"), GAZETTEER, Selection(), figures)

    found = gather(figures, asked, Faults(), published=False, replace=False)

    assert found.added == (0,)
    assert [missing.entry.target.id for missing in found.missing] == ["b"]


def test_not_available_is_an_answer_that_gives_way_to_a_value() -> None:
    assert texts({"in/1.csv": A.format("-")}) == ["-"]
    assert texts({"in/1.csv": A.format("-"), "in/2.csv": A.format("90%")}) == ["90%"]
    assert texts({OLD: A.format("90%"), "in/1.csv": A.format("-")}) == []
    assert texts({OLD: A.format("-"), "in/1.csv": A.format("90%")}) == ["90%"]
    _, found, _ = run({"in/1.csv": A.format("-")})
    assert [file.answered for file in found.files] == [1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("90%", "91%"), ("90%", "trên 90%"), ("90%", "ước 90%"), ("90%", "đạt 90,5%")],
)
def test_two_forms_that_differ_are_an_error_that_names_both_places(one: str, other: str) -> None:
    _, _, told = run({"in/1.csv": A.format(one), "in/2.csv": A.format(other)})

    assert told == [("DT310", "in/2.csv:2", "in/1.csv:2")]


@pytest.mark.parametrize("one", ["in/1.csv", OLD])
def test_the_fault_says_what_is_contradicted_and_how(one: str) -> None:
    files = {one: A.format("90%"), "in/2.csv": A.format("91%")}

    assert contradicted(files) == {
        "indicator": "a", "area": str(GAZETTEER.by_code["51"][0]), "level": "province",
        "period": "2024", "one": "90%", "other": "91%",
    }  # fmt: skip


def test_ranks_out_of_other_totals_differ() -> None:
    _, _, told = run({"in/1.csv": B.format("26/63"), "in/2.csv": B.format("26/34")})
    assert [code for code, *_ in told] == ["DT310"]
    assert texts({"in/1.csv": B.format("26/63"), "in/2.csv": B.format("26")}) == ["26/63"]


def test_what_no_target_asks_for_is_compared_by_its_words() -> None:
    _, _, told = run({"in/1.csv": OTHER.format("7"), "in/2.csv": OTHER.format("7,0")})
    assert [code for code, *_ in told] == ["DT310"]
    assert texts({"in/1.csv": OTHER.format("Có"), "in/2.csv": OTHER.format("có")}) == ["Có"]


def test_another_value_than_is_published_is_an_error() -> None:
    _, found, told = run({OLD: A.format("90%"), "in/1.csv": A.format("91%")})

    assert told == [("DT311", "in/1.csv:2", "data/2024.csv:2")]
    assert [file.path for file in found.files] == ["in/1.csv"]


def test_the_value_of_one_of_several_sources_is_no_other_value() -> None:
    published = "\n".join([A.format("90%;A"), A.format("91%;B")])

    assert texts({OLD: published, "in/1.csv": A.format("91%")}) == []


def test_replace_puts_what_was_returned_in_the_place_of_what_is_published() -> None:
    published = "\n".join([B.format("3"), A.format("90%;A"), A.format("90%;B"), A.format("")])
    files = {OLD: published, "in/1.csv": "\n".join([A.format("91%;C"), B.format("3")])}

    _, found, told = run(files, replace=True)

    assert told == []
    assert found.replaced == {1: (4,), 2: ()}
    assert found.added == (4,)
    assert found.held == 1


def test_everything_that_differs_is_replaced_at_once() -> None:
    files = {
        OLD: "\n".join([A.format("90%"), B.format("3"), OTHER.format("7")]),
        "in/1.csv": "\n".join([B.format("2"), OTHER.format("8"), A.format("91%")]),
    }

    figures, found, _ = run(files, replace=True)

    assert found == Gathered(
        added=(5, 3, 4), replaced={0: (5,), 1: (3,), 2: (4,)}, held=0,
        files=(Returned("in/1.csv", 2, 2),), missing=(), unexpected=(figures[4],),
    )  # fmt: skip


def test_equal_values_are_there_once_for_each_source() -> None:
    files = {
        "in/1.csv": A.format("90%;;"), "in/2.csv": A.format("90,0%;A;"),
        "in/3.csv": A.format("90%;A;n"), "in/4.csv": A.format("90%;B;"),
        "in/5.csv": A.format("90%;b;"),
    }  # fmt: skip

    figures, found, _ = run(files)

    assert [figures[row].path for row in found.added] == ["in/3.csv", "in/4.csv"]
    assert found.held == 3


def test_an_equal_value_of_another_source_joins_what_is_published() -> None:
    assert texts({OLD: A.format("90%;A"), "in/1.csv": A.format("90%;A")}) == []
    assert texts({OLD: A.format("90%;A"), "in/1.csv": A.format("90%;B")}) == ["90%"]


def test_editions_are_no_contradiction() -> None:
    published = "a;51;province;2024;90%;A;;2025-01"
    later = "a;51;province;2024;91%;A;;2025-06"

    assert texts({OLD: published, "in/1.csv": later}) == ["91%"]
    assert texts({OLD: later, "in/1.csv": published}) == ["90%"]
    assert texts({OLD: later, "in/1.csv": later}) == []
    _, _, told = run({OLD: published, "in/1.csv": A.format("91%;A")})
    assert [code for code, *_ in told] == ["DT311"]


def test_what_is_published_answers_too() -> None:
    _, found, _ = run({OLD: A.format("90%"), "in/1.csv": "\n".join([A.format(""), B.format("3")])})

    assert found.missing == ()
    assert [tuple(file) for file in found.files] == [("in/1.csv", 2, 1)]


def test_a_published_file_without_rows_is_no_returned_one() -> None:
    _, found, _ = run({OLD: "", "in/1.csv": A.format("90%")})

    assert [file.path for file in found.files] == ["in/1.csv"]


def test_gathering_twice_adds_nothing() -> None:
    returned = "\n".join([A.format("90%;A"), A.format("90%;B"), B.format("-"), OTHER.format("7")])
    figures, found, _ = run({"in/1.csv": returned})
    written = "\n".join(
        f"{f.indicator};51;province;2024;{f.text};{f.source}"
        for f in (figures[row] for row in found.added)
    )

    assert texts({OLD: written, "in/1.csv": returned}) == []
