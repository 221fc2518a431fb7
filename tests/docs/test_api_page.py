"""docs/api.md, api.vi.md: the examples run in order and print what a page shows; it names all."""

import doctest
import re
from pathlib import Path

import pytest

import dti_targets

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("docs/api.md", "docs/api.vi.md")


def text_of(page: str) -> str:
    """Return the text of a page."""
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[str]:
    """Return the sessions of a page, in order."""
    return re.findall(r"^```pycon\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", PAGES)
def test_the_examples_print_what_the_page_shows(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = doctest.DocTestParser().get_doctest("\n".join(blocks(name)), {}, name, name, 0)
    said: list[str] = []

    failed, tried = doctest.DocTestRunner().run(page, out=said.append)

    assert (failed, tried) == (0, len(page.examples)), "".join(said)
    assert tried > 10


@pytest.mark.parametrize("name", PAGES)
def test_every_public_name_is_on_the_page(name: str) -> None:
    text = text_of(name)

    shown = set(re.findall(r"`(\w+)[`(]", text)) | set(re.findall(r"`Resolution`", text))

    assert set(dti_targets.__all__) - {"__version__"} <= shown
