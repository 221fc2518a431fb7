"""The page for a browser: what stands in it, what cannot get in, what a reader can do with it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html  # type: ignore[import-untyped]  # there are no stubs

from dti_targets.messages import Words
from dti_targets.messages.words import LANGUAGES
from dti_targets.reporting.pages.web import WORDS
from tests import hostile
from tests.reporting.conftest import Case, Make
from tests.runs import ROOT, SameAsGolden

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(
    not CHROMIUM and os.environ.get("CI") != "true", reason="Chromium is not installed"
)
DRAWN = {"g", "line", "polyline", "circle", "text"}
COORDINATES = {
    "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "d", "points", "width", "height",
}  # fmt: skip
SCHEMES = re.compile(r"(?:src|srcset|href|action|data|poster)\s*=|url\(|@import|https?:")


def needed(package: str) -> Any:  # noqa: ANN401
    """Return a package that drives the browser; without it a test is skipped, but not in CI."""
    if os.environ.get("CI") == "true":
        return import_module(package)
    return pytest.importorskip(package)


def written(case: Case, *more: str) -> str:
    """Return the page that a case makes of the files that its own command reads."""
    path = case.folder / "report.html"
    result = case.command("report", *case.words[1:], "-o", str(path), *more)
    assert result.status in {0, 2}
    assert "Traceback" not in result.err
    return path.read_text("utf-8")


def text_of(page: str) -> str:
    """Return what stands in a page: an element a line, style and script left out."""
    return "".join(_lines(html.document_fromstring(page), 0))


def _lines(element: Any, depth: int) -> Iterator[str]:  # noqa: ANN401  (there are no stubs)
    if element.tag in {"style", "script", "meta"}:
        return
    if element.tag == "svg":
        yield from _words_on(element, depth)
        return
    names = ("id", "class", "lang", "name", "value", "href", "hidden", "for", "role")
    said = "".join(f" {name}={element.get(name)}" for name in names if element.get(name))
    text = " ".join((element.text or "").split())
    yield f"{' ' * depth}{element.tag}{said}{': ' if text else ''}{text}\n"
    for child in element:
        yield from _lines(child, depth + 1)
        if tail := " ".join((child.tail or "").split()):
            yield f"{' ' * depth} + {tail}\n"


def _words_on(picture: Any, depth: int) -> Iterator[str]:  # noqa: ANN401
    """Yield the marks of a chart as their names, and each text; a bar has no words."""
    if picture.get("role"):
        yield f"{' ' * depth}svg aria-labelledby={picture.get('aria-labelledby')}\n"
    for mark in picture.iter("g", "text") if picture.get("role") else ():
        said = " ".join(filter(None, (mark.tag, mark.get("class"), mark.get("lang"))))
        yield f"{' ' * (depth + 1)}{said}: {mark.text or ''}\n"


@pytest.mark.parametrize("project", ["sample", "real"])
def test_golden(make: Make, same_as_golden: SameAsGolden, project: str) -> None:
    more = ["-r", "13-nq-tu"] if project == "real" else []

    same_as_golden(f"office-{project}.html.txt", text_of(written(make(project), "-l", "vi", *more)))


def test_golden_where_nothing_was_judged(make: Make, same_as_golden: SameAsGolden) -> None:
    page = written(make("unreadable"), "-l", "vi")

    same_as_golden("office-not-judged.html.txt", text_of(page))


@pytest.mark.skipif(sys.platform == "win32", reason="the names of the files are those of POSIX")
def test_golden_of_what_is_hostile(make: Make, same_as_golden: SameAsGolden) -> None:
    if hostile.nameable("ố") != "ố":
        pytest.skip("this locale has no such names of files")

    same_as_golden("office-hostile.html.txt", text_of(written(make("hostile"), "-l", "en")))


def test_nothing_is_loaded_and_nothing_from_data_is_markup(case: Case) -> None:
    page = html.document_fromstring(written(case, "--sub-areas", "all"))
    ours = html.document_fromstring(
        (ROOT / "src/dti_targets/reporting/templates/report.html").read_text("utf-8")
    )

    own = {element.tag for element in ours.iter() if isinstance(element.tag, str)}
    drawn = [mark for picture in page.iter("svg") for mark in picture.iterdescendants()]
    assert {mark.tag for mark in drawn} <= {"rect", "path", *DRAWN}
    assert {name for mark in drawn for name in mark.attrib} <= COORDINATES | {"class", "lang"}
    for element in page.iter():
        assert element in drawn or element.tag in own | {"head", "html"}, element.tag
        assert not {name for name in element.attrib if name.startswith("on")}
        assert not {"src", "srcset", "style", "action", "srcdoc"} & set(element.attrib)
        if "href" in element.attrib:
            assert element.tag == "a"
            assert element.get("href").startswith("#")
    [style], [script] = page.findall(".//style"), page.findall(".//script")
    assert not SCHEMES.search(style.text)
    assert "http" not in script.text
    names = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(names) == len(set(names))


def test_the_policy_lets_only_the_two_blocks_run(make: Make) -> None:
    page = html.document_fromstring(written(make("sample")))
    [policy] = page.xpath("//meta[@http-equiv]/@content")

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert policy.count("'sha256-") == 2


def test_every_word_is_there_in_every_language(make: Make) -> None:
    page = html.document_fromstring(written(make("sample"), "-l", "en"))

    assert page.get("lang") == "en"
    for lang in LANGUAGES:
        pieces = page.xpath(f"//*[@lang='{lang}']//text()") + page.xpath(f"//@data-{lang}")
        for key in set(WORDS) - {"web.language", "web.more_units", "web.resolution", "web.all",
                                 "book.unused", "annex.faults"}:  # fmt: skip
            assert any(Words(lang)(key) in piece for piece in pieces), key


@pytest.mark.parametrize(("choice", "rows"), [("all", 7), ("summary", 5), ("none", 0)])
def test_units_below(make: Make, choice: str, rows: int) -> None:
    page = html.document_fromstring(written(make("sample"), "--sub-areas", choice))

    assert len(page.xpath("//tbody[contains(@class, 'unit')]")) == rows


def test_the_same_bytes_in_every_environment(make: Make) -> None:
    case = make("sample")
    found = set()
    for seed, zone in (("1", "UTC"), ("77", "Asia/Ho_Chi_Minh")):
        environment = {
            **os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed, "TZ": zone,
        }  # fmt: skip
        subprocess.run(
            [sys.executable, "-m", "dti_targets", "report", "-o", "a.html"],
            cwd=case.folder, env=environment, check=True, capture_output=True,
        )  # fmt: skip
        found.add((case.folder / "a.html").read_bytes())
    assert len(found) == 1


# -- in a browser


@pytest.fixture
def browse(make: Make) -> Iterator[Any]:
    """Give a function that opens the page of a project in Chromium."""
    with needed("playwright.sync_api").sync_playwright() as playwright:
        sandbox = [] if os.name == "nt" or os.getuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=sandbox)

        def open_page(
            project: str, *more: str, link: str = "", width: int = 1280, scheme: str = "light",
            script: bool = True,
        ) -> "Page":  # fmt: skip
            case = make(project)
            written(case, *more)
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light", java_script_enabled=script,
            )  # fmt: skip
            page: Page = context.new_page()
            page.on("console", lambda message: pytest.fail(message.text))
            page.on("pageerror", lambda error: pytest.fail(str(error)))
            page.on("request", lambda one: _of_the_file(one.url))
            page.goto((case.folder / "report.html").as_uri() + link)
            return page

        yield open_page
        browser.close()


def _of_the_file(address: str) -> None:
    assert address.startswith("file:")


def rows(page: "Page") -> list[str]:
    return [one.get_attribute("id") or "" for one in page.locator("tbody.item:visible").all()]


REAL = ("real", "-r", "13-nq-tu", "-l", "vi")
LINK = "13-nq-tu/work_records_online/district"


@needs_chromium
def test_filters_count_what_they_leave(browse: Any) -> None:  # noqa: ANN401
    page = browse(*REAL)
    everything = rows(page)

    page.get_by_role("checkbox", name="Chưa có số liệu").uncheck()
    met = rows(page)
    page.locator("select[name=level]").select_option("district")
    few = rows(page)

    assert len(everything) == 25
    assert 0 < len(few) < len(met) == 8
    assert all("/district" in name for name in few)
    assert page.get_by_role("status").inner_text() == f"Số dòng đang hiện: {len(few)}/25"
    page.get_by_role("button", name="Hiện tất cả").click()
    page.wait_for_function("document.getElementById('shown').textContent === '25'")
    assert rows(page) == everything


@needs_chromium
def test_filters_with_the_keyboard_alone(browse: Any) -> None:  # noqa: ANN401
    page = browse(*REAL)
    for _ in range(3):  # to the results, the language, the first verdict
        page.keyboard.press("Tab")

    page.keyboard.press("Space")

    assert page.locator("#shown").inner_text() == "18"


@needs_chromium
def test_sorting(browse: Any) -> None:  # noqa: ANN401
    page = browse(*REAL)
    before = rows(page)
    head = page.locator("th[data-sort=figure]")

    head.get_by_role("button").click()
    rising = rows(page)
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    falling = rows(page)

    assert head.get_attribute("aria-sort") == "descending"
    assert rising[0].endswith("sme_platforms/province")
    assert falling[0].startswith("13-nq-tu/reports_connected")
    assert rising[7:] == falling[7:]  # without a figure: below, whichever way
    page.locator("th[data-sort=number]").get_by_role("button").click()
    assert rows(page) == before


@needs_chromium
def test_no_filter_hides_the_row_of_a_link(browse: Any) -> None:  # noqa: ANN401
    page = browse(*REAL, link=f"#{LINK}")
    row = page.locator(f"[id='{LINK}']")
    assert page.evaluate("scrollY") > 0

    page.get_by_role("checkbox", name="Đạt").uncheck()

    assert row.is_visible()
    assert row.locator("details").get_attribute("open") is not None
    assert page.locator("tbody:target").get_attribute("id") == LINK


@needs_chromium
def test_language_switch(browse: Any) -> None:  # noqa: ANN401
    page = browse(*REAL)
    assert "Đến hết năm 2024" in page.inner_text("main")

    page.get_by_role("button", name="English").click()

    assert page.locator("html").get_attribute("lang") == "en"
    shown = page.inner_text("main")
    assert "By the end of 2024, 5 of the 22 targets" in shown
    assert "Chưa có số liệu" not in shown
    assert page.title().startswith("RESULTS OF THE TARGETS")
    assert page.locator("select[name=level] option").first.inner_text() == "All"
    page.get_by_role("button", name="Tiếng Việt").click()
    assert "Đến hết năm 2024" in page.inner_text("main")


@needs_chromium
def test_without_script_everything_can_be_read(browse: Any) -> None:  # noqa: ANN401
    page = browse(*REAL, script=False)

    assert len(rows(page)) == 25
    assert not page.locator("#filters").is_visible()
    assert page.get_by_role("button").count() == 0
    assert "Đến hết năm 2024" in page.inner_text("main")


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("project", ["real", "hostile", "sample"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    browse: Any,  # noqa: ANN401
    project: str,
    width: int,
    scheme: str,
) -> None:
    axe = Path(needed("axe_core_python").__file__).with_name("axe.min.js")
    page = browse(project, "-l", "vi", width=width, scheme=scheme)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": axe.read_text("utf-8")})

    found = page.evaluate("axe.run()")

    assert found["passes"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@needs_chromium
def test_printed_it_has_all_sources_and_no_controls(browse: Any, tmp_path: Path) -> None:  # noqa: ANN401
    page = browse(*REAL)
    page.pdf(path=tmp_path / "a.pdf", prefer_css_page_size=True)
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is not installed")

    done = subprocess.run(
        ["pdftotext", "-layout", "a.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    )
    pages = done.stdout.decode().split("\f")[:-1]

    table = done.stdout.decode().partition("Số liệu không dùng đến")[0].split("\f")
    assert len(table) > 3
    assert all("Ngưỡng" in one for one in table if one.strip())
    assert "Văn bản đặt ra chỉ tiêu" in pages[0]
    assert "Lọc kết quả" not in pages[0]
    assert "English" not in pages[0]


PAST = "hostile/t3/province"


@needs_chromium
def test_a_chart_speaks_the_language_of_the_page(browse: Any) -> None:  # noqa: ANN401
    page = browse("hostile", "-l", "vi", link=f"#{PAST}")
    row = page.locator(f"[id='{PAST}']")

    def said() -> tuple[set[str], str]:
        texts = row.locator("figure text.label:visible, figure text.strong:visible")
        return {*texts.all_text_contents()} - {"1"}, row.locator("figure ol").inner_text()

    labels, lines = said()
    assert labels == {"20%", "> 30%", "≈ 45,5%", "≈ 80%"}
    assert "2022: khoảng 45,5%\n" in lines
    assert row.get_by_role("img", name="Số liệu qua các kỳ (phần trăm)").count() == 1

    page.get_by_role("button", name="English").click()

    labels, lines = said()
    assert labels == {"20%", "> 30%", "≈ 45.5%", "≈ 80%"}
    assert "2022: about 45.5%\n" in lines
    assert "kỳ" not in lines
    assert row.get_by_role("img", name="Figures by period (percent)").count() == 1


@needs_chromium
@pytest.mark.parametrize(("width", "most"), [(390, 390), (1280, 440)])
def test_a_chart_is_as_large_as_its_letters_can_be_read(
    browse: Any,  # noqa: ANN401
    width: int,
    most: int,
) -> None:
    page = browse("hostile", "-l", "vi", width=width, script=False)
    page.locator(f"[id='{PAST}'] summary").click()

    box = page.locator(f"[id='{PAST}'] figure svg").bounding_box()
    letters = page.locator(f"[id='{PAST}'] figure text.label").first.bounding_box()

    assert 300 < box["width"] <= most
    assert letters["height"] >= 10


@needs_chromium
def test_the_colours_of_a_chart_are_those_of_the_page(browse: Any) -> None:  # noqa: ANN401
    page = browse("hostile", link=f"#{PAST}")
    mark = page.locator(f"[id='{PAST}'] .limit")
    found = {}
    for scheme in ("light", "dark"):
        for media in ("screen", "print"):
            page.emulate_media(media=media, color_scheme=scheme)
            found[scheme, media] = mark.evaluate("one => getComputedStyle(one).stroke")

    assert found["light", "screen"] != found["dark", "screen"]
    assert found["light", "screen"] == found["light", "print"] == found["dark", "print"]


@needs_chromium
@pytest.mark.parametrize("script", [True, False])
def test_printed_a_row_has_its_chart_whole(browse: Any, tmp_path: Path, script: bool) -> None:  # noqa: ANN401
    page = browse("sample", "-l", "vi", script=script)
    page.pdf(path=tmp_path / "a.pdf", prefer_css_page_size=True)
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is not installed")

    done = subprocess.run(
        ["pdftotext", "-layout", "a.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    )
    [sheet] = [one for one in done.stdout.decode().split("\f") if "Số liệu qua các kỳ" in one]

    assert all(text in sheet for text in ("15/63", "12/34", "≤ 10", "2022: 15/63"))
    assert "Ngưỡng, hạn 2024: nhóm 10" in sheet
    assert "Cách đọc biểu đồ" in done.stdout.decode()
