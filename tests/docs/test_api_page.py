"""docs/api.md: its examples run in order and print what it shows; it names every public name."""

import doctest
import re
from pathlib import Path

import pytest

import dti_targets

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```pycon\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_examples_print_what_the_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = doctest.DocTestParser().get_doctest("\n".join(BLOCKS), {}, "api.md", "docs/api.md", 0)
    said: list[str] = []

    failed, tried = doctest.DocTestRunner().run(page, out=said.append)

    assert (failed, tried) == (0, len(page.examples)), "".join(said)
    assert tried > 10


def test_every_public_name_is_on_the_page() -> None:
    shown = set(re.findall(r"`(\w+)[`(]", PAGE)) | set(re.findall(r"`Resolution`", PAGE))

    assert set(dti_targets.__all__) - {"__version__"} <= shown
