"""The key explains the marks that charts have."""

import pytest

from dti_targets.messages import Words
from dti_targets.reporting.charts.key import key
from dti_targets.reporting.charts.series import classed
from dti_targets.reporting.wording import Wording
from tests.progress_builders import series, since
from tests.reporting.charts.test_series import CLASS, marks, shown


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_key_explains_every_mark_that_a_page_draws(language: str) -> None:
    say = Wording(Words(language))
    explained = {
        kind for message, made in key(classed) for kind in CLASS.findall("".join(made.elements))
        if say(message)
    }  # fmt: skip
    chart = shown(
        {"at_least": {"2023": 60, "2025": 80}}, "2021;10%", "2022;khoảng 50%", "2023;trên 60%",
        "2024;70%", redefined=[{"from": "2022-01-01", "why": "counted anew"}],
    )  # fmt: skip
    chart = chart._replace(series=chart.series._replace(breaks=series(
        "rate;51;province;2021;10%\nrate;51;province;2022;50%", redefined=(since("2022-01-01"),)
    ).breaks))  # fmt: skip

    assert {*marks(chart)} - explained == {
        "grid", "axis", "tick", "year", "label", "strong", "beginning",
    }  # fmt: skip
