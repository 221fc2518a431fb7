"""Figures become a series, and nothing connects them where they must not be compared."""

# mypy: disable-error-code="comparison-overlap"
# Fraction(1) == 1 holds, and a status is its own word; mypy takes both for a slip.

import pytest

from dti_targets.checking.series import Key, rows_by_key
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.progress import Break
from dti_targets.domain.report import Statement
from dti_targets.domain.resolution import Redefined
from dti_targets.domain.unit import Level
from dti_targets.domain.value import Interval
from tests.builders import day, number, read, resolution, target
from tests.comparisons import NEW_51
from tests.progress_builders import periods, series, since

RANK = target(unit="rank", levels={"province": {"rank_at_most": 10}})
COUNT = target(unit="count", levels={"province": {"at_least": 10}})


def breaks(rows: str, written: object = None, *redefined: Redefined) -> list[tuple[str, str]]:
    """Return the days and reasons of the breaks of a series."""
    made = series(rows, written, redefined)  # type: ignore[arg-type]
    return [(str(cut.day), cut.reason.key.removeprefix("break.")) for cut in made.breaks]


def test_rows_are_found_by_indicator_level_and_code() -> None:
    """Of all territories that bear the code; later figures are not looked at."""
    figures = read(
        """
        rate;51;province;2024;60%
        rate;51;province;2025;70%
        rate;51;province;2026;80%
        rate;38;province;2024;60%
        rate;535;district;2024;60%
        other;51;province;2024;60%
        rate;51;province;2025-12-31;70%
        """,
        resolution(target(levels={"province": {"at_least": 80}, "district": {"at_least": 80}})),
    )
    own = Key("rate", Level.PROVINCE, "51")
    unit = Key("rate", Level.DISTRICT, "535")
    other = Key("rate", Level.PROVINCE, "62")
    found = rows_by_key(figures, [own, unit, other], day("2025-12-31"))
    assert found == {own: ((0, 1, 6), ()), unit: ((4,), ())}


def test_a_row_that_nobody_filled_in_is_no_figure() -> None:
    """An empty cell says nothing of its year; what is said to be not available says that."""
    figures = read(
        """
        rate;51;province;2022;60%
        rate;51;province;2023;
        rate;51;province;2024;-
        """,
        resolution(),
    )
    own = Key("rate", Level.PROVINCE, "51")
    assert rows_by_key(figures, [own], day("2025-12-31")) == {own: ((0, 2), ())}


def test_earlier_editions_stand_apart() -> None:
    """As in a report: the latest edition counts, and a row without one lets all count."""
    figures = read(
        """
        rate;51;province;2024;9.53%;A;;2025-03
        rate;51;province;2024;14.63%;A;;2024-10
        rate;51;province;2023;8%;A
        rate;51;province;2023;8.5%;B;;2024-10
        """,
        resolution(),
    )
    own = Key("rate", Level.PROVINCE, "51")
    assert rows_by_key(figures, [own], day("2025-12-31")) == {own: ((0, 2, 3), (1,))}


def test_points_are_in_the_order_of_time() -> None:
    """Whatever the order of the rows; several sources of one period are one point."""
    made = series("rate;51;province;2024;70%\nrate;51;province;2022;50%\nrate;51;province;2023;60%")
    assert periods(made.points) == ["2022", "2023", "2024"]
    assert [point.number for point in made.points] == [50, 60, 70]
    assert [point.bound for point in made.points] == [False] * 3
    assert not made.breaks
    assert not made.aside


def between(low: int, high: int, *closed: bool) -> Interval:
    """Return the numbers between two ends, which are among them unless `closed` says otherwise."""
    return Interval(number(low), number(high), *closed)


@pytest.mark.parametrize(
    ("one", "other", "span"),
    [
        ("60%", "50%", between(50, 60)),
        ("khoảng 60%", "50%", between(50, 63)),
        ("trên 60%", "50%", between(50, 100)),
        ("trên 50%", "60%", between(50, 100, False, True)),
        ("trên 50%", "50%", between(50, 100)),
        ("dưới 60%", "50%", between(0, 60, True, False)),
        ("dưới 60%", "60%", between(0, 60)),
        ("n/a", "50%", between(50, 50)),
    ],
)
def test_sources_that_differ_span_all_that_they_say(one: str, other: str, span: Interval) -> None:
    """And no more: an end that no source reaches is not reached by both together.

    A row that was published as not available gives way to one with a value.
    """
    (point,) = series(
        {
            "data/a.csv": f"rate;51;province;2021;{one}",
            "data/b.csv": f"rate;51;province;2021;{other}",
        }
    ).points
    assert point.span == span
    assert point.bound is one.startswith(("trên", "dưới"))


def test_sources_without_an_end_have_none_together() -> None:
    """Over 60 and 50 is 50 and more; a change may be anything below."""
    growth = target(unit="percent_change")
    (up,) = series(
        {"data/a.csv": "rate;51;province;2021;> 60", "data/b.csv": "rate;51;province;2021;50"},
        growth,
    ).points
    assert up.span is not None
    assert (up.span.low, up.span.high) == (50, None)
    (down,) = series(
        {"data/a.csv": "rate;51;province;2021;< 60", "data/b.csv": "rate;51;province;2021;50"},
        growth,
    ).points
    assert down.span is not None
    assert (down.span.low, down.span.high) == (None, 60)
    assert not down.span.high_closed


def test_a_state_and_nothing_are_points_without_a_number() -> None:
    """They are kept: a reader sees that something was published."""
    made = series("rate;51;province;2023;n/a\nrate;51;province;2024;60%")
    assert [point.number for point in made.points] == [None, 60]
    assert [point.figures[0].text for point in made.points] == ["n/a", "60%"]
    states = series(
        "rate;51;province;2024;đạt", target(unit="yes_no", levels={"province": {"state": "done"}})
    )
    assert states.points[0].number is None


def test_a_year_replaces_its_parts_and_nothing_longer_does() -> None:
    """18.5 % for the first half of 2024 stands aside, for 18.3 % of the year was published."""
    made = series(
        """
        rate;51;province;2024-H1;18,5%
        rate;51;province;2024;18,3%
        rate;51;province;2023-01/2023-09;17%
        rate;51;province;2022/2024;30%
        rate;51;province;2020/2023;29%
        rate;51;province;2021/2023;28%
        """
    )
    assert periods(made.points) == ["2023-01/2023-09", "2021/2023", "2024"]
    assert sorted(str(figure.period) for figure in made.aside) == [
        "2020/2023",
        "2022/2024",
        "2024-H1",
    ]


@pytest.mark.parametrize(
    ("part", "longer", "stand"),
    [
        ("2023-H2", "2023-07/2024-06", ["2023-07/2024-06"]),
        ("2024-H2", "2024-02-29/2025-02-28", ["2024-02-29/2025-02-28"]),
        ("2023", "2023-01-01/2024-01-01", ["2023", "2023-01-01/2024-01-01"]),
        ("2024", "2024-01-01/2025-01-01", ["2024", "2024-01-01/2025-01-01"]),
    ],
)
def test_what_is_a_day_longer_than_a_year_replaces_nothing(
    part: str, longer: str, stand: list[str]
) -> None:
    """A year may have 366 days, and 366 days may be a day more than a year."""
    made = series(f"rate;38;province;{part};18%\nrate;38;province;{longer};19%")
    assert periods(made.points) == stand


def test_a_year_without_a_number_replaces_nothing() -> None:
    """The half of which something is known stays."""
    made = series("rate;51;province;2024-H1;18,5%\nrate;51;province;2024;n/a")
    assert periods(made.points) == ["2024-H1", "2024"]
    assert periods(made.connected) == ["2024-H1"]


def test_another_territory_under_the_same_code_is_another_series() -> None:
    """Quảng Ngãi (51) absorbed Kon Tum on 1 July 2025; a half before it and a year after it."""
    rows = """
        rate;51;province;2024;60%
        rate;51;province;2025-H1;65%
        rate;51;province;2025;70%
        rate;51;province;2026;75%
    """
    assert breaks(rows) == [("2025-07-01", "territory")]
    made = series(rows)
    assert [periods(part) for part in made.segments()] == [["2024", "2025-H1"], ["2025", "2026"]]
    assert periods(made.connected) == ["2025", "2026"]
    assert not made.aside, "a year of the new territory is no whole of the old one's half"
    assert breaks("rate;38;province;2024;60%\nrate;38;province;2025;70%") == []


def test_a_figure_of_the_first_day_is_of_the_new_territory() -> None:
    """1 July 2025 is a day of the larger Quảng Ngãi, 30 June one of the former."""
    new = "\nrate;51;province;2026;70%"
    assert breaks("rate;51;province;2025-07-01;60%" + new) == []
    assert breaks("rate;51;province;2025-06-30;60%" + new) == [("2025-07-01", "territory")]


@pytest.mark.parametrize(
    ("texts", "segments"),
    [
        (["15/63", "12/63"], [["2020", "2021"]]),
        (["15/63", "5/34"], [["2020"], ["2021"]]),
        (["15/63", "11", "5/34"], [["2020", "2021"], ["2022"]]),
        (["15", "11", "5/34"], [["2020", "2021", "2022"]]),
        (
            ["15/63", "n/a", "11", "5/34", "6", "7/34"],
            [["2020", "2021", "2022"], ["2023", "2024", "2025"]],
        ),
        (["15/63", "5/34", "12/63"], [["2020"], ["2021"], ["2022"]]),
    ],
)
def test_a_rank_out_of_another_number_is_not_connected(
    texts: list[str], segments: list[list[str]]
) -> None:
    """Rank 15 of 63 is not ahead of rank 5 of 34, not even over a rank that names no number."""
    years = range(2020, 2020 + len(texts))
    rows = "\n".join(
        f"rate;38;province;{year};{text}" for year, text in zip(years, texts, strict=True)
    )
    made = series(rows, RANK)
    assert [periods(part) for part in made.segments()] == segments


def test_a_total_is_not_carried_over_a_break() -> None:
    """What rank 11 is out of under the new definition is not known."""
    rows = "rate;38;province;2020;15/63\nrate;38;province;2021;11\nrate;38;province;2022;5/34"
    assert breaks(rows, RANK, since("2021-01-01")) == [("2021-01-01", "redefined")]


def test_a_count_out_of_another_number_is_not_connected_but_a_share_is() -> None:
    """114 of 558 communes and 100 of 166; 20 % of one and 60 % of the other are both shares."""
    rows = "rate;38;province;2024;114/558\nrate;38;province;2025;100/166"
    assert breaks(rows, COUNT) == [("2025-12-31", "total")]
    assert breaks(rows) == []


def test_a_redefinition_breaks_between_the_figures_around_its_day() -> None:
    """One that lies outside of all figures breaks nothing; a year that it lies in is new."""
    rows = "rate;51;province;2020;60%\nrate;51;province;2021;50%\nrate;51;province;2022;55%"
    assert breaks(rows, None, since("2021-01-01")) == [("2021-01-01", "redefined")]
    assert breaks(rows, None, since("2021-12-31")) == [("2021-12-31", "redefined")]
    assert breaks(rows, None, since("2022-01-01")) == [("2022-01-01", "redefined")]
    assert breaks(rows, None, since("2020-12-31")) == []
    assert breaks(rows, None, since("2023-01-01")) == []
    both = breaks(rows, None, since("2021-01-01"), since("2022-01-01"))
    assert both == [("2021-01-01", "redefined"), ("2022-01-01", "redefined")]


def test_two_points_have_one_break_at_most() -> None:
    """The change of territory is named, whatever else changed."""
    rows = "rate;51;province;2024;15/63\nrate;51;province;2025;5/34"
    assert breaks(rows, RANK, since("2025-01-01")) == [("2025-07-01", "territory")]
    assert breaks(
        "rate;38;province;2024;15/63\nrate;38;province;2025;5/34", RANK, since("2025-01-01")
    ) == [("2025-01-01", "redefined")]


def test_a_break_says_on_which_day_what_became_of_what() -> None:
    """A reader of the report has nothing else to find out why two figures are not compared."""
    shares = "rate;51;province;2024;60%\nrate;51;province;2025;70%"
    larger = Statement("break.territory", {"area": NEW_51, "day": day("2025-07-01")})
    assert series(shares).breaks == (Break(day("2025-07-01"), larger),)

    ranks = "rate;38;province;2023;15/63\nrate;38;province;2024;5/34"
    fewer = Statement("break.total", {"before": 63, "now": 34})
    assert series(ranks, RANK).breaks == (Break(day("2024-12-31"), fewer),)

    change = since("2024-06-01")
    anew = Statement("break.redefined", {"why": Phrase("counted anew", "counted anew")})
    assert series(ranks, RANK, (change,)).breaks == (Break(day("2024-06-01"), anew),)
