"""The numbers of the worked examples in docs/method.md are those that the core computes.

Both languages are held: docs/method.vi.md has the same numbers with a decimal comma.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from dti_targets.checking.cagr import cagr
from dti_targets.domain.progress import Progress
from dti_targets.domain.settings import Settings
from dti_targets.messages import Words
from dti_targets.pipeline.progress import progress
from dti_targets.pipeline.project import Project
from tests.progress_builders import point, way

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Page:
    """The page in one language, and how it writes numbers."""

    path: str
    language: str
    heading: str

    def section(self, english: str, vietnamese: str | None = None) -> str:
        """Return the paragraph that begins with a name in bold, and those up to the next one."""
        name = self.says(english, vietnamese or english)
        text = (ROOT / self.path).read_text(encoding="utf-8")
        text = text.partition(f"\n## {self.heading}\n")[2].partition("\n## ")[0]
        found = text.partition(f"\n**{name}")[2].partition("\n\n**")[0]
        assert found, name
        return " ".join(found.split())

    def says(self, english: str, vietnamese: str) -> str:
        """Return the words of the page's language."""
        return vietnamese if self.language == "vi" else english

    def decimal(self, number: object, digits: int = 2) -> str:
        """Return a number as the page writes it."""
        shown = f"{float(number):.{digits}f}".replace("-", "−")  # type: ignore[arg-type]
        return shown.replace(".", self.says(".", ","))

    def percent(self, share: object, digits: int = 1) -> str:
        """Return a share as the page writes it."""
        return f"{self.decimal(float(share) * 100, digits)}{self.says(' %', '%')}"  # type: ignore[arg-type]

    def status(self, status: object) -> str:
        """Return a status in the words of the program."""
        return Words(self.language).show(status)


@pytest.fixture(
    params=[
        Page("docs/method.md", "en", "Progress"),
        Page("docs/method.vi.md", "vi", "Tiến độ"),
    ],
    ids=lambda page: page.language,
)
def page(request: pytest.FixtureRequest) -> Page:
    """Return the page in each language."""
    made: Page = request.param
    return made


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


def test_linear(page: Page) -> None:
    made = shipped("749-qd-ttg/digital_economy", "2025")
    one = made.measured
    text = page.section("Linear")
    assert one.distance is not None
    assert one.pace
    assert one.arrival is not None
    pace, needed, ratio = page.decimal(one.pace), page.decimal(one.needed), page.percent(one.ratio)
    years, arrival = page.decimal(-one.distance / one.pace), one.arrival.year
    status = page.status(one.status)

    assert page.says(f"= {pace} points a year", f"= {pace} điểm phần trăm mỗi năm") in text
    assert page.says(f"= {needed}, ratio", f"= {needed}, tỷ số") + f" {ratio}: {status}." in text
    assert f"{page.says('Distance', 'Lệch')} {page.decimal(one.distance)}." in text
    assert (
        page.says(
            f"take {years} years at that pace: {arrival}.",
            f"cần {years} năm: năm {arrival}.",
        )
        in text
    )


def test_cagr_towards_a_threshold(page: Page) -> None:
    one = shipped("749-qd-ttg/digital_economy", "2025", "cagr").measured
    poverty = cagr(way(point("2015", "14.5"), point("2023", "10.2"), 7.25, "2030", more=False))
    text = page.section("Cagr")
    a_year, against = page.says("a year", "mỗi năm"), page.says("against", "so với")
    score = page.says("score", "điểm số")

    pace, needed = page.percent(one.pace, 2), page.percent(one.needed, 2)
    assert f"{pace} {a_year} {against} {needed}, R {page.percent(one.ratio)}" in text
    assert f"{score} {page.decimal(one.score or 0)}: {page.status(one.status)}" in text
    pace, needed = page.percent(poverty.pace, 2), page.percent(poverty.needed, 2)
    assert f"{pace} {against} {needed}, R {page.percent(poverty.ratio)}" in text
    assert f"{score} {page.decimal(poverty.score or 0)}, {page.status(poverty.status)}." in text


def test_cagr_in_a_direction(page: Page) -> None:
    one = cagr(way(point("2016", "66.6"), point("2023", "71.4"), None, "2030", limit=100))
    text = page.section("Cagr")
    room = 1 - 0.666**4.44
    pace, share = page.percent(one.pace, 2), page.decimal(room, 3)
    least, status = page.percent(0.015 * room, 2), page.status(one.status)
    from_there = page.says("so on track from", "nên đúng tiến độ là từ")
    score = f"{page.says('score', 'điểm số')} {page.decimal(one.score or 0)}"

    assert f"{pace} {page.says('a year', 'mỗi năm')}, C {share}, {from_there}" in text
    assert f"{from_there} {least}: {status}, {score}." in text


def test_approximate_figures(page: Page) -> None:
    made = shipped("749-qd-ttg/digital_economy", "2025")
    span, arrival = made.measured.ratio_span, made.measured.arrival
    assert made.latest is not None
    low, high = (page.decimal(end, 3) for end in made.latest.ends)
    text = page.section("Approximate figures", "Số liệu gần đúng")

    assert span is not None
    assert arrival is not None
    to = page.says("to", "đến")
    about = page.says('"about 18.72" is', "“khoảng 18,72” là từ")
    assert f"{about} {low} {to} {high}." in text
    assert f"{page.percent(span.low)} {to} {page.percent(span.high)}" in text
    arrives = page.says("the arrival", "năm đến ngưỡng từ")
    assert f"{arrives} {arrival.earliest} {to} {arrival.latest}" in text


def test_quotas_that_add_up(page: Page) -> None:
    made = shipped("969-qd-ubnd-thanh-hoa/communes_completed", "2024")
    one = made.measured
    text = page.section("Quotas", "Chỉ tiêu từng kỳ")
    first, second, third, last = (str(n) for n in made.expected.threshold.numbers.values())
    assert one.needed is not None
    assert made.latest is not None
    assert made.baseline is not None
    assert one.distance is not None
    assert one.arrival is not None
    asked = page.decimal(one.needed * (made.latest.at - made.baseline.at), 1)
    ratio, status = page.percent(one.ratio), page.status(one.status)
    short, expected, arrival = -one.distance, one.expected, one.arrival.year

    assert (
        page.says(
            f"from 0 over {first}, {second} and {third} to {last} communes",
            f"từ 0 qua {first}, {second} và {third} đến {last} xã",
        )
        in text
    )
    assert f"= {asked}, {page.says('ratio', 'tỷ số')} {ratio}, {status}; " in text
    assert (
        page.says(f"{short} short of the {expected} of", f"thiếu {short} so với mức {expected} của")
        in text
    )
    assert (
        page.says(f"{arrival} at that pace", f"theo nhịp này thì đến ngưỡng vào năm {arrival}")
        in text
    )


def test_breaks_that_the_page_names_are_shipped(page: Page) -> None:
    made = shipped("06-nq-tu-thanh-hoa/dti_top10_2025", "2024")
    text = page.section("Breaks", "Chỗ ngắt")
    cut = made.series.breaks[-1]

    assert page.says("5/34 after 11/63", "5/34 sau 11/63") in text
    assert (cut.reason.params["before"], cut.reason.params["now"]) == (63, 34)
    assert [str(one.figures[0].text) for one in made.series.points][-2:] == ["11/63", "5/34"]
    merged = shipped("13-nq-tu/dti_leading_group", "2025").series.breaks[-1].reason.params["day"]
    assert isinstance(merged, date)
    short = f"{merged.day}/{merged.month}/{merged.year}"
    assert page.says(short, Words("vi").show(merged)) in text
