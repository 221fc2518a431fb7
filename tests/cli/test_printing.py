"""`report -o report.pdf`: Chromium prints the page, or nothing is written."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dti_targets.cli import printing
from dti_targets.cli.commands import report as asked
from tests.runs import Command

needs_chromium = pytest.mark.skipif(
    not printing.browser() and os.environ.get("CI") != "true", reason="Chromium is not installed"
)
WORDS = ("report", "data.csv", "-l", "vi", "-o", "a.pdf")


@needs_chromium
def test_it_is_printed_whole_and_names_no_moment(here: Path, command: Command) -> None:
    assert command(*WORDS).status == 0
    first = (here / "a.pdf").read_bytes()
    assert command(*WORDS).status == 0

    assert (here / "a.pdf").read_bytes() == first
    assert set(re.findall(rb"\(D:(\d{14})", first)) == {b"19800101000000"}
    assert sorted(path.name for path in here.iterdir()) == ["a.pdf", "data.csv"]


@needs_chromium
def test_sources_are_on_paper(here: Path, command: Command) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is not installed")
    command(*WORDS)

    done = subprocess.run(
        ["pdftotext", "-layout", "a.pdf", "-"], cwd=here, check=True, capture_output=True
    )

    text = done.stdout.decode()
    assert "Văn bản đặt ra chỉ tiêu" in text
    assert "Nguồn số liệu" in text
    assert "Lọc kết quả" not in text


def test_without_a_browser_it_says_so_before_anything_is_read(here: Path, command: Command) -> None:
    command.monkeypatch.setattr(asked, "browser", lambda: None)
    (here / "data.csv").unlink()

    result = command(*WORDS, "-o", "a.html")

    assert result.status == 2
    assert "[DT928]" in result.err
    assert list(here.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the browser that fails is a shell script")
@pytest.mark.parametrize(
    "script", ["exit 3", 'for w; do case $w in --p*=*) : >"${w#*=}"; esac; done']
)
def test_a_browser_that_prints_nothing_leaves_nothing(
    here: Path, command: Command, script: str
) -> None:
    browser = here / "browser"
    browser.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    browser.chmod(0o755)
    command.monkeypatch.setattr(asked, "browser", lambda: str(browser))
    command.monkeypatch.setattr(printing, "browser", lambda: str(browser))
    (here / "a.pdf").write_bytes(b"old")

    result = command(*WORDS, "-o", "a.html")

    assert result.status == 2
    assert "[DT913]" in result.err
    assert (here / "a.pdf").read_bytes() == b"old"
    assert sorted(path.name for path in here.iterdir()) == ["a.pdf", "browser", "data.csv"]
