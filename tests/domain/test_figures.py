"""The store of figures: rows as numbers, figures on demand."""

import pytest

from dti_targets.diagnostics import Place
from dti_targets.domain.figures import Chosen, Figures
from dti_targets.domain.period import Period
from dti_targets.domain.unit import Level
from tests.builders import number, read, resolution, target

ROWS = {
    "data/a.csv": """
        rate;51;province;2024;80%;A;first
        other;51;province;2024;7;A;
    """,
    "data/b.csv": """
        rate;38;province;2023;90%;B;;2024-02
    """,
}


def store() -> Figures:
    return read(ROWS, resolution(target()))


def test_a_row_becomes_a_figure_with_everything_it_said() -> None:
    figure = store()[0]

    assert (figure.indicator, figure.level, str(figure.period)) == ("rate", Level.PROVINCE, "2024")
    assert (figure.area.code, figure.text, figure.source, figure.note) == (
        "51",
        "80%",
        "A",
        "first",
    )
    assert figure.quote == ""
    assert figure.value is not None
    assert figure.value.number == number(80)


def test_a_row_knows_when_it_was_published_where_its_file_says_so() -> None:
    figures = store()

    assert [figure.edition for figure in figures] == [None, None, Period.parse("2024-02")]
    assert [figures.edition(row) for row in range(3)] == [figure.edition for figure in figures]


def test_each_row_knows_its_file_and_line() -> None:
    assert [str(figure.place) for figure in store()] == [
        "data/a.csv:2",
        "data/a.csv:3",
        "data/b.csv:2",
    ]
    assert store().at(2, "area") == Place("data/b.csv", 2, heading="area")
    assert store().at(0) == Place("data/a.csv", 2, heading="value")


def test_what_no_target_asks_for_is_kept_and_not_interpreted() -> None:
    assert store()[1].value is None
    assert store()[1].text == "7"
    assert store().value(1) is None


def test_a_store_has_as_many_figures_as_rows() -> None:
    assert len(store()) == 3
    assert [figure.area.code for figure in store()] == ["51", "51", "38"]
    assert list(Figures()) == []


def test_some_figures_are_chosen_by_their_rows() -> None:
    chosen = store().of(iter([2, 0]))

    assert isinstance(chosen, Chosen)
    assert chosen.rows == (2, 0)
    assert [figure.area.code for figure in chosen] == ["38", "51"]
    assert chosen[-1].area.code == "51"
    assert [figure.area.code for figure in chosen[1:]] == ["51"]
    with pytest.raises(IndexError):
        chosen[2]
