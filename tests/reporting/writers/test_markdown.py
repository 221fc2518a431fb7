"""Markdown, as GitHub renders it: every text of the data is only text."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from cmarkgfm import github_flavored_markdown_to_html  # type: ignore[import-untyped]
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.reporting.visible import visible
from dti_targets.reporting.writers import markdown
from dti_targets.reporting.writers.markdown_text import literal
from tests import hostile
from tests.reporting.conftest import Case, Make

TAGS = {
    "h1", "h2", "p", "strong", "ul", "li", "code", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
MENTION = re.compile(r"(?<!\w)@[\w-]|\w@\w")
NUMBER = re.compile(r"(?<!&)#\d|\bGH-\d", re.IGNORECASE)
EMOJI = re.compile(r":(?:[a-zA-Z+_-][\w+-]*|100|1234|1st_place_medal|8ball):")


class _Page(HTMLParser):
    """Keeps the text of each node, cut at comments, and the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.nodes: list[str] = [""]
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))
        self.code += tag == "code"
        self.nodes.append("")

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag == "code"
        self.nodes.append("")

    def handle_comment(self, data: str) -> None:
        assert data == " "
        self.nodes.append("")

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.nodes[-1] += data

    @property
    def text(self) -> str:
        return "".join(self.nodes)


def page_of(text: str) -> _Page:
    page = _Page()
    page.feed(github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))
    return page


def rows_of(text: str) -> Iterator[list[str]]:
    html = github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL):
        yield re.findall(r"<(t[hd])\b", row)


def assert_only_text(page: _Page) -> None:
    for tag, attributes in page.tags:
        assert tag in TAGS
        assert {name for name, _ in attributes} <= {"align"}
    for node in page.nodes:
        assert not MENTION.search(node), node
        assert not NUMBER.search(node), node
        assert not EMOJI.search(node), node


def test_a_page_is_read_with_its_comments() -> None:
    page = page_of("a @<!-- -->user [x](https://example.org) `@code`\n")

    assert [node for node in page.nodes if node.strip()] == ["a @", "user ", "x"]
    assert [tag for tag, _ in page.tags] == ["p", "a", "code"]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_nothing_from_data_is_more_than_text(case: Case, lang: str) -> None:
    assert_only_text(page_of(case.out("markdown", "-l", lang)))


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_each_row_of_a_table_has_every_column(case: Case, lang: str) -> None:
    text = case.out("markdown", "-l", lang)

    rows = [*rows_of(text)]
    assert all(len(row) == 9 for row in rows)
    written = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == sum("---" not in line for line in written)


def test_every_name_is_shown(make: Make) -> None:
    page = page_of(make("hostile").out("markdown"))

    text = " ".join(page.text.split())
    for evil in hostile.EVIL:
        assert " ".join(visible(evil).split()) in text


@pytest.mark.parametrize("text", [*hostile.EVIL, *hostile.PRINTED])
@pytest.mark.parametrize("frame", ["# {}\n", "- **a** {}\n", "| a | b |\n| - | - |\n| x | {} |\n"])
def test_a_text_is_read_as_it_stands(text: str, frame: str) -> None:
    page = page_of(frame.format(literal(text)))

    assert_only_text(page)
    assert " ".join(visible(text).split()) in " ".join(page.text.split())


@given(st.text(alphabet=st.sampled_from("a1 \\`*_[](){}<>&|~#$@:!.-+=/w%\n\"'é県")))
def test_any_text_is_read_as_it_stands(text: str) -> None:
    expected = " ".join(visible(text).split())
    for made in (
        f"| a | b |\n| - | - |\n| x | {literal(text)} |\n",
        markdown._paragraph(visible(text).strip()),  # noqa: SLF001  (it is what begins a block)
    ):
        page = page_of(made)
        assert {tag for tag, _ in page.tags} <= {"p", "table", "thead", "tbody", "tr", "th", "td"}
        shown = " ".join(page.text.split())
        assert shown.removeprefix("a b x").strip() == expected or shown == expected


@given(st.text())
def test_a_command_is_code_as_it_stands(text: str) -> None:
    shown = visible(text)
    html = github_flavored_markdown_to_html(f"x {markdown._code(text)} y\n")  # noqa: SLF001
    if shown.strip():
        assert html.count("<code>") == 1


def test_a_place_is_no_emoji() -> None:
    assert not EMOJI.search(page_of(literal("data/2024.csv:100:5") + "\n").nodes[1])
    assert literal("data/2024.csv:20:5") == "data/2024.csv:20:5"


def test_it_shows_all_whatever_a_screen_leaves_out(make: Make) -> None:
    sample = make("sample")

    whole = sample.out("markdown")

    for words in (["--only", "missed"], ["--sub-areas", "none"], ["-v"], ["-q"], ["--width", "60"]):
        assert sample.out("markdown", *words) == whole


def test_a_summary_is_no_longer_than_a_step_may_write(make: Make) -> None:
    sample = make("sample")
    summary = sample.folder / "summary.md"
    sample.command.monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    sample.run("table", "--summary", "-l", "en")
    whole = summary.read_text("utf-8")
    room = 6 * 1024
    sample.command.monkeypatch.setattr(markdown, "MOST_BYTES", room)
    long = "dài " * 1000
    resolution = sample.folder / "targets" / "mau.yaml"
    resolution.write_text(
        resolution.read_text("utf-8").replace("en: The draft", f"en: {long}"), "utf-8"
    )
    summary.unlink()

    result = sample.run("table", "--summary", "-l", "en")

    cut = summary.read_bytes()
    assert result.status == 1
    assert len(cut) <= room
    assert cut.decode().splitlines()[:5] == whole.splitlines()[:5]
    assert re.search(r"\d bytes are left out here", cut.decode().splitlines()[-2])


def test_a_step_may_write_a_mebibyte() -> None:
    assert markdown.MOST_BYTES == 1024 * 1024
