"""The numbers of the worked examples in docs/method.md are those that the core computes."""

from pathlib import Path

import pytest

from dti_targets.checking.cagr import cagr
from dti_targets.domain.progress import Progress
from dti_targets.domain.settings import Settings
from dti_targets.pipeline.progress import progress
from dti_targets.pipeline.project import Project
from tests.progress_builders import point, way

ROOT = Path(__file__).parents[2]


def section(name: str) -> str:
    """Return the paragraph that begins with a name in bold, and those up to the next one."""
    text = (ROOT / "docs/method.md").read_text(encoding="utf-8")
    text = text.partition("\n## Progress\n")[2].partition("\n## ")[0]
    found = text.partition(f"\n**{name}")[2].partition("\n\n**")[0]
    assert found, name
    return " ".join(found.split())


def shipped(target: str, period: str, method: str = "linear") -> Progress:
    """Return the progress of a shipped target over all shipped figures."""
    options = Settings(as_of=period, method=method, target=(target,))
    files = [str(ROOT / "data")]
    project = Project.of(files, options)
    found = progress(files, options, project)
    for opened in project.desk._inputs.values():  # noqa: SLF001  (kept open to be quoted from)
        opened.file.close()
    assert found.progression is not None
    (made,) = found.progression.targets
    return made


def decimal(number: object, digits: int = 2) -> str:
    """Return a number as the page writes it."""
    return f"{float(number):.{digits}f}".replace("-", "−")  # type: ignore[arg-type]


def percent(share: object, digits: int = 1) -> str:
    """Return a share as the page writes it."""
    return f"{decimal(float(share) * 100, digits)} %"  # type: ignore[arg-type]


def test_linear() -> None:
    made = shipped("749-qd-ttg/digital_economy", "2025")
    one = made.measured
    text = section("Linear")

    assert f"= {decimal(one.pace)} points a year" in text
    assert f"= {decimal(one.needed)}, ratio {percent(one.ratio)}: {one.status}." in text
    assert f"Distance {decimal(one.distance)}." in text
    assert one.distance is not None
    assert one.pace
    assert one.arrival is not None
    assert (
        f"take {float(-one.distance / one.pace):.2f} years at that pace: {one.arrival.year}."
        in text
    )


def test_cagr_towards_a_threshold() -> None:
    one = shipped("749-qd-ttg/digital_economy", "2025", "cagr").measured
    text = section("Cagr")

    assert (
        f"{percent(one.pace, 2)} a year against {percent(one.needed, 2)}, R {percent(one.ratio)}"
        in text
    )
    assert f"score {float(one.score or 0):.2f}: {one.status}" in text
    poverty = cagr(way(point("2015", "14.5"), point("2023", "10.2"), 7.25, "2030", more=False))
    assert f"{percent(poverty.pace, 2)} against {percent(poverty.needed, 2)}" in text
    assert f"R {percent(poverty.ratio)}, score {float(poverty.score or 0):.2f}, on track." in text
    assert poverty.status == "on_track"


def test_cagr_in_a_direction() -> None:
    one = cagr(way(point("2016", "66.6"), point("2023", "71.4"), None, "2030", limit=100))
    text = section("Cagr")
    room = 1 - 0.666**4.44

    assert f"{percent(one.pace, 2)} a year, C {room:.3f}, so on track from" in text
    assert f"{percent(0.015 * room, 2)}: {one.status}, score {float(one.score or 0):.2f}." in text


def test_approximate_figures() -> None:
    made = shipped("749-qd-ttg/digital_economy", "2025")
    span, arrival = made.measured.ratio_span, made.measured.arrival
    assert made.latest is not None
    low, high = (float(end) for end in made.latest.ends)
    text = section("Approximate figures")

    assert span is not None
    assert arrival is not None
    assert f'"about 18.72" is {low} to {high}.' in text
    assert f"{percent(span.low)} to {percent(span.high)}" in text
    assert f"the arrival {arrival.earliest} to {arrival.latest}" in text


def test_quotas_that_add_up() -> None:
    made = shipped("969-qd-ubnd-thanh-hoa/communes_completed", "2024")
    one = made.measured
    text = section("Quotas")
    sums = [str(number) for number in made.expected.threshold.numbers.values()]

    assert f"from 0 over {sums[0]}, {sums[1]} and {sums[2]} to {sums[3]} communes" in text
    assert one.needed is not None
    assert made.latest is not None
    assert made.baseline is not None
    asked = one.needed * (made.latest.at - made.baseline.at)
    assert f"= {float(asked):.1f}, ratio {percent(one.ratio)}, {one.status}; " in text
    assert one.distance is not None
    assert one.arrival is not None
    assert f"{-one.distance} short of the {one.expected} of" in text
    assert f"{one.arrival.year} at that pace" in text


@pytest.mark.parametrize("words", ["5/34 after 11/63", "1/7/2025"])
def test_breaks_that_the_page_names_are_shipped(words: str) -> None:
    made = shipped("06-nq-tu-thanh-hoa/dti_top10_2025", "2024")

    assert words in section("Breaks")
    if "/34" in words:
        cut = made.series.breaks[-1]
        assert (cut.reason.params["before"], cut.reason.params["now"]) == (63, 34)
        assert [str(one.figures[0].text) for one in made.series.points][-2:] == ["11/63", "5/34"]
