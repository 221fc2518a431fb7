"""The pictures of progress: static, whole, the same each time, told in words, true to the data."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import pytest
from lxml import etree  # type: ignore[import-untyped]  # there are no stubs

from dti_targets.reporting.charts.drawing import BOLDER, WIDTH, Box, width
from dti_targets.reporting.formats import FORMATS, PICTURES
from tests import progress_projects
from tests.reporting.conftest import ProgressCase
from tests.reporting.test_formats import _HIDDEN, commands
from tests.runs import SameAsGolden

Cases = Callable[[str], ProgressCase]
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    "svg", "title", "desc", "defs", "pattern", "g", "rect", "line", "polyline", "polygon",
    "circle", "text",
}  # fmt: skip
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMED = {
    "on_track": "Share \\u001b", "moderate": "Share ]]>", "bound": "Share \\u003a:error\\u003a:x",
    "rank": "Share \\u0023#[error]x", "redefined": "Share line one", "few": "Share [a](",
    "quota": "Share - item", "worse": "Share =cmd", "change": "Share '\"`",
}  # fmt: skip


def picture(text: str) -> Any:  # noqa: ANN401  (lxml has no types)
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))


def named(element: Any) -> str:  # noqa: ANN401
    return str(element.tag).removeprefix(SVG)


def charts(root: Any) -> dict[str, list[Any]]:  # noqa: ANN401
    """Return the charts of each target, by the start of its name."""
    found = [g for g in root.iter(f"{SVG}g") if g.get("role") == "img"]
    return {key: [g for g in found if g[0].text.startswith(start)] for key, start in NAMED.items()}


def shapes(chart: Any, name: str, **attributes: str) -> list[Any]:  # noqa: ANN401
    """Return the elements of a chart that have some attributes; `_` stands for a hyphen."""
    wanted = {key.replace("_", "-"): value for key, value in attributes.items()}
    return [e for e in chart.iter(f"{SVG}{name}") if wanted.items() <= dict(e.attrib).items()]


def words(chart: Any) -> list[str]:  # noqa: ANN401
    return [e.text for e in chart.iter(f"{SVG}text")]


@pytest.mark.parametrize("project", ["hostile", "empty", "faulty"])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_golden(on_its_way: Cases, same_as_golden: SameAsGolden, project: str, lang: str) -> None:
    same_as_golden(f"progress-{project}.{lang}.svg", on_its_way(project).out("svg", "-l", lang))


@pytest.mark.parametrize("method", ["linear", "cagr"])
@pytest.mark.parametrize("project", progress_projects.MAKERS)
def test_nothing_acts_and_nothing_is_fetched(on_its_way: Cases, project: str, method: str) -> None:
    text = on_its_way(project).project.out("svg", method=method)

    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')
    assert text.count("<?") == 1
    assert "<!" not in text
    root = picture(text)
    assert {named(element) for element in root.iter()} <= ELEMENTS
    for element in root.iter():
        for key, value in element.attrib.items():
            assert not key.startswith("on")
            assert key not in {"href", "src", "class"}
            assert "href" not in key
            assert "url(" not in value or value == "url(#hatch)"
    assert root.get(LANG) == "en"


@pytest.mark.parametrize("project", progress_projects.MAKERS)
def test_nothing_hidden_and_no_command_gets_out(on_its_way: Cases, project: str) -> None:
    text = on_its_way(project).out("svg")

    signs = set(text) - {"\n"}
    assert [f"U+{ord(s):04X}" for s in signs if unicodedata.category(s) in _HIDDEN] == []
    assert [*commands(text)] == []
    assert [*commands("\n".join(picture(text).itertext()))] == []


def test_the_same_bytes_each_time(on_its_way: Cases) -> None:
    case = on_its_way("evil")

    assert case.out("svg") == case.out("svg")


def test_a_name_stays_text(on_its_way: Cases) -> None:
    root = picture(on_its_way("hostile").out("svg"))

    said = " ".join(root.itertext())
    assert "<script>alert(1)</script>" in said
    assert "&lt;" in said


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_each_chart_says_in_words_what_is_seen(on_its_way: Cases, lang: str) -> None:
    root = picture(on_its_way("hostile").out("svg", "-l", lang))

    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    found = [g for g in root.iter(f"{SVG}g") if g.get("role") == "img"]
    assert len(found) == 22
    for chart in found:
        title, desc = chart[0], chart[1]
        assert (named(title), named(desc)) == ("title", "desc")
        assert chart.get("aria-labelledby") == title.get("id")
        assert chart.get("aria-describedby") == desc.get("id")
        assert title.text.strip()
        assert re.search(r"\d{4}: ", desc.text)


def test_what_the_words_say(on_its_way: Cases) -> None:
    found = charts(picture(on_its_way("hostile").out("svg")))

    assert found["moderate"][1][1].text == (
        "2020: 10%; 2022: 32%; 2024: 47.5%. Province, \\u003a:error\\u003a:x. Threshold: at least "
        "80%; due: 2025. Moderate. The pace is 65% of what the path asks for. A dashed line leads "
        "from the baseline to the threshold. 1 milestone on the way."
    )
    assert "Break 1: out of 34 instead of 63." in found["rank"][1][1].text
    assert "2024: 68.5% / 69%" in found["on_track"][0][1].text
    assert "2023/2024: 230" in found["quota"][0][1].text


def test_numbers_are_written_as_the_language_does(on_its_way: Cases) -> None:
    case = on_its_way("hostile")

    vietnamese, english = (words(picture(case.out("svg", "-l", lang))) for lang in ("vi", "en"))
    assert {"2024: 47,5%", "1.600–1.700", "≥ 80%"} <= {*vietnamese}
    assert {"2024: 47.5%", "1,600–1,700", "≥ 80%"} <= {*english}


# -- nothing is cut


def placed(element: Any) -> Iterator[tuple[Fraction, Any]]:  # noqa: ANN401
    """Yield everything that is drawn, with how far down its space begins."""
    stack = [(Fraction(0), element)]
    while stack:
        down, here = stack.pop()
        if moved := re.fullmatch(r"translate\(0 (-?[\d.]+)\)", here.get("transform") or ""):
            down += Fraction(moved[1])
        yield down, here
        stack += [(down, child) for child in here if named(child) != "defs"]


def extent(element: Any) -> tuple[list[Fraction], list[Fraction]]:  # noqa: ANN401
    """Return the coordinates that an element reaches, across and down."""
    get: dict[str, str] = dict(element.attrib)
    if named(element) == "text":
        x, size = Fraction(get["x"]), int(get["font-size"])
        wide = width(element.text, size) * (BOLDER if "font-weight" in get else 1)
        before = {"middle": Fraction(1, 2), "end": Fraction(1)}
        left = x - wide * before.get(get.get("text-anchor", ""), Fraction(0))
        return [left, left + wide], [Fraction(get["y"]) - size, Fraction(get["y"])]
    if named(element) in {"polyline", "polygon"}:
        pairs = [spot.split(",") for spot in get["points"].split()]
        return [Fraction(x) for x, _ in pairs], [Fraction(y) for _, y in pairs]
    if named(element) == "circle":
        x, y, r = (Fraction(get[key]) for key in ("cx", "cy", "r"))
        return [x - r, x + r], [y - r, y + r]
    if named(element) == "line":
        return (
            [Fraction(get["x1"]), Fraction(get["x2"])], [Fraction(get["y1"]), Fraction(get["y2"])],
        )  # fmt: skip
    if named(element) == "rect" and "%" not in get["width"]:
        x, y = Fraction(get["x"]), Fraction(get["y"])
        return [x, x + Fraction(get["width"])], [y, y + Fraction(get["height"])]
    return [], []


HUGE = {
    "huge": {2021: "1" + "0" * 30, 2022: "3" + "0" * 30, 2023: "trên 5" + "0" * 30},
    "tiny": {2021: "0,00000000001", 2023: "0,00000000003"},
    "long": {year: f"khoảng {year}" for year in range(1995, 2024)},
    "flat": {2021: "0", 2022: "0", 2023: "0"},
    "one": {2023: "7"},
    "below": {2021: "dưới 900", 2023: "dưới 500"},
}


def whole(text: str) -> None:
    root = picture(text)
    height = Fraction(root.get("height"))
    assert root.get("viewBox").split()[2] == str(WIDTH)
    for down, element in placed(root):
        across, below = extent(element)
        assert all(0 <= x <= WIDTH for x in across), etree.tostring(element)
        assert all(0 <= y + down <= height for y in below), etree.tostring(element)


@pytest.mark.parametrize("project", progress_projects.MAKERS)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_nothing_is_cut(on_its_way: Cases, project: str, lang: str) -> None:
    whole(on_its_way(project).out("svg", "-l", lang))


@pytest.mark.parametrize("name", HUGE)
@pytest.mark.parametrize("method", ["linear", "cagr"])
def test_no_number_is_cut(
    on_its_way: Cases, monkeypatch: pytest.MonkeyPatch, name: str, method: str
) -> None:
    folder = on_its_way("empty").folder / "p"
    figures: dict[int, object] = {**HUGE[name]}
    project = progress_projects.published(folder, "score", figures, {"at_least": 9})
    monkeypatch.chdir(folder)

    text = project.out("svg", method=method, decimal="comma")

    whole(text)
    legible(text)
    assert 'role="img"' in text


def boxes(chart: Any) -> list[tuple[str, Box]]:  # noqa: ANN401
    """Return the texts of a chart, each with what it takes up."""
    found = []
    for element in chart.iter(f"{SVG}text"):
        (left, right), (_, foot) = extent(element)
        found.append((element.text, Box(left, foot - 14, right, foot + 2)))
    return found


def legible(text: str) -> None:
    """Refuse labels that hide one another, and a figure that hides the threshold of its bar."""
    for chart in picture(text).iter(f"{SVG}g"):
        if chart.get("role") != "img":
            continue
        labels = boxes(chart)
        for (one, box), (other, its) in combinations(labels, 2):
            assert not box.meets(its), (one, other)
        upright = [e for e in shapes(chart, "line", stroke_width="5") if e.get("y1") == "22"]
        for tick in upright:
            x = Fraction(tick.get("x1"))
            (shown,) = [box for words, box in labels if re.match(r"\d{4}\S*: ", words)]
            assert not shown.left < x < shown.right


@pytest.mark.parametrize("project", ["hostile", "evil"])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_no_label_hides_another(on_its_way: Cases, project: str, lang: str) -> None:
    legible(on_its_way(project).out("svg", "-l", lang))


# -- what is drawn is what there is


def test_a_bar_is_as_long_as_its_figure(on_its_way: Cases) -> None:
    found = charts(picture(on_its_way("hostile").out("svg")))
    chart = found["moderate"][0]

    (bar,) = shapes(chart, "rect")
    (tick,) = shapes(chart, "line", stroke_width="5")
    zero = Fraction(bar.get("x"))
    length, goal = Fraction(bar.get("width")), Fraction(tick.get("x1")) - zero
    assert length / goal == pytest.approx(Fraction("47.5") / 80, abs=1e-3)


def test_what_is_approximate_is_hatched_and_what_is_a_bound_has_an_arrow(
    on_its_way: Cases,
) -> None:
    found = charts(picture(on_its_way("hostile").out("svg")))

    (sure, _, unsure) = shapes(found["few"][0], "rect")
    assert sure.get("fill") != unsure.get("fill") == "url(#hatch)"
    assert Fraction(unsure.get("width")) / Fraction(sure.get("width")) == pytest.approx(
        Fraction(100, 1600), abs=1e-3
    )
    assert len(shapes(found["few"][0], "polyline")) == 0
    assert len(shapes(found["bound"][0], "polyline")) == 1
    assert "url(#hatch)" not in etree.tostring(found["bound"][0]).decode()


def test_nothing_is_joined_across_a_break_or_to_a_bound(on_its_way: Cases) -> None:
    found = charts(picture(on_its_way("hostile").out("svg")))

    def joints(name: str) -> int:
        return len(shapes(found[name][1], "line", stroke="#2f5f8f"))

    assert joints("on_track") == 3
    assert joints("rank") == 2
    assert joints("redefined") == 2
    assert joints("bound") == 0
    for name, circles in (("on_track", 4), ("rank", 4), ("redefined", 4), ("bound", 2)):
        assert len(shapes(found[name][1], "circle")) == circles


def test_a_break_stands_between_the_figures_that_it_parts(on_its_way: Cases) -> None:
    found = charts(picture(on_its_way("hostile").out("svg")))

    for name, before in (("rank", 2), ("redefined", 1)):
        (mark,) = shapes(found[name][1], "line", stroke_dasharray="2 4")
        places = sorted(Fraction(e.get("cx")) for e in shapes(found[name][1], "circle"))
        x = Fraction(mark.get("x1"))
        assert places[before] + 10 < x < places[before + 1] - 10


def test_a_path_leads_over_the_milestones_to_the_threshold(on_its_way: Cases) -> None:
    found = charts(picture(on_its_way("hostile").out("svg")))

    (path,) = shapes(found["moderate"][1], "polyline", stroke_dasharray="3 5")
    (tick,) = shapes(found["moderate"][1], "line", stroke_width="3", stroke="#111111")[1:]
    spots = [spot.split(",") for spot in path.get("points").split()]
    assert len(spots) == 3
    assert tick.get("x1") == spots[1][0]
    (due,) = shapes(found["moderate"][1], "line", stroke_width="5")
    assert spots[2][0] == due.get("x1")
    for name in ("bound", "rank"):  # a rank or a bound was not measured against one
        assert [p.get("points") for p in shapes(
            found[name][1], "polyline", stroke_dasharray="3 5"
        )] == []  # fmt: skip


def test_a_milestone_before_the_baseline_is_not_on_the_path(
    on_its_way: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = on_its_way("empty").folder / "p"
    threshold = {"at_least": {"2020": 1, "2024": 5, "2030": 9}}
    project = progress_projects.published(folder, "score", {2021: 2, 2023: 3}, threshold)
    monkeypatch.chdir(folder)

    root = picture(project.out("svg"))

    (_, chart) = [g for g in root.iter(f"{SVG}g") if g.get("role") == "img"]
    (path,) = shapes(chart, "polyline", stroke_dasharray="3 5")
    assert len(path.get("points").split()) == 3
    assert "1 milestone on the way." in chart[1].text


def test_growth_has_a_path_that_bends(on_its_way: Cases) -> None:
    text = on_its_way("hostile").project.out("svg", method="cagr")

    (path,) = shapes(charts(picture(text))["moderate"][1], "polyline", stroke_dasharray="3 5")
    heights = [Fraction(spot.split(",")[1]) for spot in path.get("points").split()]
    steps = [one - other for one, other in pairwise(heights)][:5]
    assert len(steps) == 5
    assert steps == sorted(steps)
    assert steps[0] < steps[-1]


def test_each_status_has_a_shape_of_its_own(on_its_way: Cases) -> None:
    from dti_targets.domain.progress import Status
    from dti_targets.reporting.charts.legend import sign_of

    assert len({sign_of(status) for status in Status}) == len(Status)
    text = on_its_way("hostile").out("svg")
    for status in Status:
        assert sign_of(status) in text


def test_what_has_no_number_is_counted(on_its_way: Cases) -> None:
    text = on_its_way("hostile").out("svg")

    assert "2 targets without a number: nothing to draw." in " ".join(picture(text).itertext())


def test_the_format_is_for_progress_alone() -> None:
    assert list(PICTURES) == ["svg"]
    assert not FORMATS.keys() & PICTURES
