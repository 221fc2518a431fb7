"""What was published before of what is judged: where there is anything, and up to when."""

import pytest

from dti_targets.checking.history import histories
from dti_targets.checking.report import assess
from dti_targets.checking.selection import Selection, Source
from dti_targets.domain.period import Period
from dti_targets.domain.progress import Series
from dti_targets.domain.report import Assessment
from tests.builders import GAZETTEER, read, resolution, target
from tests.progress_builders import periods

TARGET = target(levels={"province": {"at_least": 80}, "district": {"at_least": 80}})


def found(
    rows: str, written: object = None, period: str = "2024", **changes: object
) -> list[tuple[Assessment, Series | None]]:
    made = resolution(written or TARGET, **changes)  # type: ignore[arg-type]
    figures = read(rows, made)
    report = assess(
        [Source(made, "targets/plan.yaml")], figures, GAZETTEER, Period.parse(period), Selection()
    )
    judged = list(report.assessments())
    return list(zip(judged, histories(report, judged, GAZETTEER), strict=True))


def told(rows: str, written: object = None, period: str = "2024") -> dict[str, list[str]]:
    """Return the periods of each series, by level and area."""
    return {
        f"{made.expected.level} {made.area.code}": periods(series.points)
        for made, series in found(rows, written, period)
        if series
    }


def test_one_period_is_no_history() -> None:
    assert told("rate;51;province;2024;60%\nrate;535;district;2024;60%") == {}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("rate;51;province;2023;50%", {"province 51": ["2023", "2024"]}),
        ("rate;51;province;2025;70%", {}),
        ("rate;51;district;2023;50%", {}),
        ("other;51;province;2023;50%", {}),
        ("rate;535;district;2023;50%\nrate;535;district;2022;50%",
         {"district 535": ["2022", "2023", "2024"]}),
        ("rate;51;province;2024-H1;50%", {}),
    ],
)  # fmt: skip
def test_a_history_has_two_periods_up_to_the_judged_one(
    rows: str, expected: dict[str, list[str]]
) -> None:
    """A part of a year whose own figure is there is no period beside it."""
    now = "rate;51;province;2024;60%\nrate;535;district;2024;60%\n"

    assert told(now + rows) == expected


def test_a_row_without_a_figure_now_has_those_of_before() -> None:
    rows = "rate;51;province;2021;40%\nrate;51;province;2022;50%\nrate;535;district;2024;60%"

    assert told(rows)["province 51"] == ["2021", "2022"]


def test_a_series_breaks_as_that_of_progress_does() -> None:
    written = TARGET | {"redefined": [{"from": "2023-01-01", "why": "counted anew"}]}
    rows = "rate;51;province;2022;40%\nrate;51;province;2024;60%"

    [series] = [series for _, series in found(rows, written) if series]

    assert [cut.reason.key for cut in series.breaks] == ["break.redefined"]
    assert [periods(segment) for segment in series.segments()] == [["2022"], ["2024"]]


def test_what_broke_since_the_last_figure_breaks_too() -> None:
    written = TARGET | {"redefined": [{"from": "2024-01-01", "why": "counted anew"}]}
    rows = "rate;51;province;2021;40%\nrate;51;province;2022;50%\nrate;535;district;2024;60%"

    [series] = [series for _, series in found(rows, written) if series]

    assert [str(cut.day) for cut in series.breaks] == ["2024-01-01"]


def test_figures_of_a_territory_that_is_no_more_are_cut_off_from_now() -> None:
    [series] = [series for _, series in found(
        "rate;51;province;2022;40%\nrate;51;province;2024;60%", period="2025",
    ) if series]  # fmt: skip

    assert [(cut.reason.key, str(cut.day)) for cut in series.breaks] == [
        ("break.territory", "2025-07-01")
    ]


def test_no_verdict_is_another_one_beside_a_history() -> None:
    """Neither are the figures: those that were judged are in the series."""
    rows = "rate;51;province;2023;90%\nrate;51;province;2024;khoảng 60%"

    [(made, series)] = [pair for pair in found(rows) if pair[1]]

    assert series is not None
    assert made.figures == series.points[-1].figures
    assert str(made.verdict) == str(found("rate;51;province;2024;khoảng 60%")[0][0].verdict)
