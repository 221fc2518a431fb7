"""The pages in both languages say the same: their skeletons agree, and their links arrive.

A page and its translation are compared by what no translator changes: headings, tables, fenced
blocks, commands, and the options, codes and files that are named. What the sentences say is not
held by a test.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dti_targets.messages import Words

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = [
    *(page for page in sorted(ROOT.glob("*.md")) if page.with_suffix(".vi.md").exists()),
    *(page for page in sorted((ROOT / "docs").glob("*.md")) if not page.stem.endswith(".vi")),
]
LINKED = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
each_english = pytest.mark.parametrize("page", ENGLISH, ids=lambda page: page.name)
each = pytest.mark.parametrize("page", LINKED, ids=lambda page: page.name)
TO_THE_OTHER = ("English: ", "Tiếng Việt: ")
"""How the line begins that leads to the same page in the other language."""

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(?P<marks>#+) (?P<text>.+)$", re.MULTILINE)
_TABLE = re.compile(r"(?:^\|.*\n)+", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_DIAGNOSTIC = re.compile(r"\bDT\d{3}\b")
_FILE = re.compile(r"[\w./-]+\.(?:csv|docx|html|json|md|pdf|py|svg|toml|txt|xlsx|xml|ya?ml)\b")


@dataclass(frozen=True)
class Skeleton:
    """What a page and its translation share."""

    headings: list[int]
    """Their levels, in order."""
    tables: list[int]
    """The number of rows of each."""
    fences: list[str]
    """The language of each fenced block."""
    commands: list[str]
    """What the `sh` blocks run, without comments."""
    options: set[str]
    codes: set[str]
    files: set[str]


def prose(page: Path) -> str:
    """Return the text of a page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def skeleton(page: Path) -> Skeleton:
    """Return what the page in the other language must have, too."""
    text = prose(page)
    fences = list(_FENCE.finditer(page.read_text(encoding="utf-8")))
    spans = _CODE.findall(text)
    return Skeleton(
        headings=[len(found["marks"]) for found in _HEADING.finditer(text)],
        tables=[found[0].count("\n") for found in _TABLE.finditer(text)],
        fences=[fence["info"].split(" ")[0] for fence in fences],
        commands=[
            line.partition(" #")[0].strip()
            for fence in fences
            if fence["info"].split(" ")[0] == "sh"
            for line in fence["body"].splitlines()
        ],
        options={option for span in spans for option in _OPTION.findall(span)},
        codes=set(_DIAGNOSTIC.findall(text)),
        files={without_language(file) for span in spans for file in _FILE.findall(span)},
    )


def without_language(file: str) -> str:
    """Return the name of a page as both languages have it."""
    return file.replace(".vi.md", ".md")


def in_vietnamese(page: Path) -> Path:
    """Return where the translation of a page stands."""
    return page.with_suffix(".vi.md")


def links(page: Path) -> Iterator[tuple[str, str]]:
    """Yield each link of a page that stays in the repository, with the line that it begins in."""
    text = _CODE.sub("", prose(page))
    for found in _LINK.finditer(text):
        if "://" not in found[1]:
            begin = text.rfind("\n", 0, found.start()) + 1
            yield found[1], text[begin:].partition("\n")[0]


def anchors(page: Path) -> set[str]:
    """Return the names that GitHub gives the headings of a page."""
    found: dict[str, int] = {}
    names = set()
    for heading in _HEADING.finditer(prose(page)):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading["text"])
        name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
        again = found.get(name, 0)
        found[name] = again + 1
        names.add(f"{name}-{again}" if again else name)
    return names


@each_english
def test_every_page_has_one_in_vietnamese(page: Path) -> None:
    assert in_vietnamese(page).is_file()


@each_english
def test_a_page_and_its_translation_have_the_same_skeleton(page: Path) -> None:
    assert skeleton(in_vietnamese(page)) == skeleton(page)


@each
def test_links_lead_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    for target, line in links(page):
        path, _, heading = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), line
        if heading:
            assert heading in anchors(file), line


@each
def test_links_stay_in_the_language_of_their_page(page: Path) -> None:
    for target, line in links(page):
        to = (page.parent / target.partition("#")[0]).resolve()
        if to.suffix != ".md" or line.startswith(TO_THE_OTHER):
            continue
        if page.name.endswith(".vi.md"):
            assert to.name.endswith(".vi.md") or not in_vietnamese(to).exists(), line
        else:
            assert not to.name.endswith(".vi.md"), line


@each_english
def test_a_page_and_its_translation_lead_to_each_other(page: Path) -> None:
    for one, other in ((page, in_vietnamese(page)), (in_vietnamese(page), page)):
        crossing = [target for target, line in links(one) if line.startswith(TO_THE_OTHER)]
        assert other.name in crossing


@pytest.mark.parametrize(
    ("language", "page"), [("en", "docs/method.md"), ("vi", "docs/method.vi.md")]
)
def test_the_page_about_judging_has_the_words_of_the_program(language: str, page: str) -> None:
    words = Words(language)
    text = " ".join(prose(ROOT / page).split()).lower()

    for key in sorted(words.keys()):
        if key.startswith(("verdict.", "status.", "changed.")):
            assert words(key).lower() in text, key
