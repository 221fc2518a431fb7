"""What a line may join on a chart of a series, and what is promised on it."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from dti_targets.checking.expected import expected
from dti_targets.domain.period import Period
from dti_targets.messages import Words
from dti_targets.reporting.charts.drawing import Box, width
from dti_targets.reporting.charts.series import (
    ALONE,
    BESIDE,
    Shown,
    classed,
    drawn,
    joined,
    painted,
    steps,
)
from dti_targets.reporting.wording import Wording
from tests.builders import resolution, target
from tests.progress_builders import series, since

SAY = Wording(Words("en"))
CLASS = re.compile(r'class="(\w+)"')


def joints(*rows: str) -> list[str]:
    made = series("\n".join(f"rate;51;province;{row}" for row in rows))
    return [f"{before.period} {after.period}" for before, after in joined(made)]


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("2022", "2023", True),
        ("2022", "2024", False),
        ("2023", "2024-H1", True),
        ("2022", "2024-H1", True),
        ("2021", "2024-H1", False),
        ("2024-01", "2024-02", True),
        ("2024-01", "2024-03", False),
        ("2024-02", "2024-04", False),
        ("2023-Q4", "2024-Q1", True),
        ("2023-Q3", "2024-Q1", False),
        ("2023-H1", "2024-H1", False),
        ("2023-12-31", "2024-12-31", True),
        ("2022-12-31", "2024-12-31", False),
        ("2021/2022", "2023/2024", True),
    ],
)
def test_no_line_leads_over_a_period_without_a_figure(one: str, other: str, are: bool) -> None:
    assert joints(f"{one};40%", f"{other};50%") == ([f"{one} {other}"] if are else [])


def test_no_line_leads_to_a_bound_or_over_what_was_not_available() -> None:
    assert joints("2020;10%", "2021;20%", "2022;trên 30%", "2023;40%") == ["2020 2021"]
    assert joints("2020;10%", "2021;-", "2022;30%", "2023;khoảng 40%") == ["2022 2023"]


def test_no_line_leads_over_a_break() -> None:
    rows = "rate;51;province;2022;40%\nrate;51;province;2023;50%\nrate;51;province;2024;50%"
    made = series(rows, redefined=(since("2023-01-01"),))

    assert [str(after.period) for _, after in joined(made)] == ["2024"]


def shown(
    threshold: Mapping[str, object],
    *rows: str,
    judged: str = "2024",
    **changes: Any,  # noqa: ANN401  (whatever a file may say)
) -> Shown:
    written = target(levels={"province": threshold}, **changes)
    [item] = expected(resolution(written), Period.parse(judged))
    made = series("\n".join(f"rate;51;province;{row}" for row in rows), written)
    return Shown(item, made, tuple(steps(item)), judged=frozenset({Period.parse(judged)}))


def marks(chart: Shown) -> list[str]:
    return CLASS.findall("".join(drawn(chart, SAY, BESIDE, classed).elements))


def test_milestones_are_those_before_the_threshold() -> None:
    chart = shown({"at_least": {"2023": 60, "2025": 80}}, "2023;50%", "2024;70%")

    assert [(int(at), int(number)) for at, number in chart.milestones] == [(2024, 60)]
    assert marks(chart).count("step") == 1
    assert {"limit", "due"} <= {*marks(chart)}


def test_a_quota_is_one_of_its_own_period_alone() -> None:
    """The one that is judged has the thick tick, those before and after it a thin one."""
    quotas = {"at_least": {"2023": 60, "2024": 70, "2025": 80}}
    chart = shown(quotas, "2023;50%", "2024;70%", per_period=True, due=None)

    assert [(int(at), int(number)) for at, number in chart.milestones] == [(2024, 60), (2026, 80)]
    assert marks(chart).count("due") == 1
    assert "limit" not in marks(chart)
    assert "≥ 70%" in "".join(drawn(chart, SAY, BESIDE, classed).elements)


def test_what_was_judged_has_a_ring_and_a_strong_label() -> None:
    chart = shown({"at_least": 80}, "2023;50%", "2024;trên 70%")
    text = "".join(drawn(chart, SAY, BESIDE, classed).elements)

    assert marks(chart).count("ring") == 1
    assert re.findall(r'class="strong">([^<]+)', text) == ["&gt; 70%"]
    assert re.findall(r'class="label">([^<]+)', text) == ["50%"]


def test_a_page_says_what_marks_look_like_and_a_picture_says_it_itself() -> None:
    chart = shown({"at_least": 80}, "2023;50%", "2024;khoảng 70%", "2022;dưới 30%")

    page, picture = (drawn(chart, SAY, BESIDE, look).elements for look in (classed, painted))

    assert len(page) == len(picture)
    assert not any("stroke" in part or "fill" in part or "font" in part for part in page)
    assert not any("class" in part for part in picture)


@pytest.mark.parametrize("frame", [ALONE, BESIDE])
@pytest.mark.parametrize("number", ["9", "1.234.567", "0,00001"])
def test_nothing_is_outside_its_frame_and_no_label_on_another(frame: object, number: str) -> None:
    rows = [f"{year};{number}" for year in range(2000, 2025)]
    chart = shown({"at_least": 5}, *rows, unit="score", due="2030")

    made = drawn(chart, SAY, frame, classed)  # type: ignore[arg-type]

    boxes = []
    for part in made.elements:
        numbers = dict(re.findall(r'\b(x|x1|x2|cx|y|y1|y2|cy)="(-?[\d.]+)"', part))
        for name, at in numbers.items():
            most = frame.width if "x" in name else frame.height  # type: ignore[attr-defined]
            assert 0 <= float(at) <= most, part
        if found := re.search(r'class="(label|strong|beginning)">([^<]+)', part):
            wide = float(width(found[2], 18))
            left = float(numbers["x"]) - (0 if found[1] == "beginning" else wide / 2)
            foot = float(numbers["y"])
            boxes.append(Box(left, foot - 14, left + wide, foot))  # type: ignore[arg-type]
    assert len(boxes) > 1
    assert not any(one.meets(other) for one in boxes for other in boxes if one is not other)


def test_a_break_after_the_last_figure_is_within_the_frame() -> None:
    written = target(levels={"province": {"at_least": 80}}, due="2023")
    [item] = expected(resolution(written), Period.parse("2024"))
    made = series("rate;51;province;2020;40%\nrate;51;province;2021;50%")
    cut = series(
        "rate;51;province;2020;40%\nrate;51;province;2030;50%", redefined=(since("2029-01-01"),)
    ).breaks

    made = made._replace(breaks=cut)
    text = "".join(drawn(Shown(item, made), SAY, BESIDE, classed).elements)

    [x] = re.findall(r'x1="([\d.]+)"[^>]*class="cut"', text)
    assert float(x) < BESIDE.width


def test_room_for_labels_is_sought_in_whole_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred figures are compared a hundred thousand times: with fractions it takes seconds."""
    edges: set[type] = set()
    meets = Box.meets

    def noted(box: Box, other: Box) -> bool:
        edges.update(map(type, (*box, *other)))
        return meets(box, other)

    monkeypatch.setattr(Box, "meets", noted)
    rows = [f"{year};{year % 7}%" for year in range(2000, 2025)]
    redefined = [{"from": "2010-07-01", "why": "w"}]
    chart = shown({"at_least": {"2020": 3, "2024": 5}}, *rows, redefined=redefined)
    [*drawn(chart, SAY, BESIDE, classed).elements]

    assert edges == {int}
