"""A page for a browser -> a PDF: Chromium prints it, out of sight, in a folder of its own."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dti_targets.cli.terminal import OutputFailed
from dti_targets.reporting.content import Content, encoded

PDF = "pdf"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""Names of the programs that can print a page, the first that is found on PATH does."""

_LONGEST = 300
"""Seconds: a page of thousands of rows takes its time."""

_MOMENT = re.compile(rb"\(D:\d{14}[^)]*\)")
_BEGINNING = b"(D:19800101000000"


def browser() -> str | None:
    """Return the program that prints pages; None where there is none."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def pdf_of(page: Content, path: str) -> Iterator[bytes]:
    """Yield the PDF of a page, without the moment at which it was made.

    Raises:
        OutputFailed: no program prints, or it printed nothing.
    """
    with TemporaryDirectory(prefix="dti-targets-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / "report.html", folder / "report.pdf"
        source.write_bytes(b"".join(encoded(page)))
        said = _print(source, made, folder)
        content = made.read_bytes() if made.is_file() else b""
    if not content.startswith(b"%PDF-"):
        raise OutputFailed(said, path)
    yield _MOMENT.sub(_timeless, content)


def _print(source: Path, made: Path, folder: Path) -> str:
    """Print a page; return what the program said last, for where it printed nothing."""
    # Chromium has no sandbox for root; the page is ours, and runs what its policy names alone.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [
        browser() or BROWSERS[0], "--headless", *root, "--disable-gpu", "--no-first-run",
        "--disable-extensions", f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer",
        f"--print-to-pdf={made}", source.as_uri(),
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603  (no shell; every word is ours)
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{command[0]}: {type(error).__name__}"
    return f"{command[0]}: exit {done.returncode}"


def _timeless(found: re.Match[bytes]) -> bytes:
    """Return a moment that stands for none, as long as the one found: places in the file hold."""
    return _BEGINNING.ljust(len(found[0]) - 1, b"Z")[: len(found[0]) - 1] + b")"
