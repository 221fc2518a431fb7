"""Fixtures for whole runs: the command in this process, and golden files."""

import difflib
import signal
from collections.abc import Iterator

import pytest

from tests.runs import GOLDEN, Command, SameAsGolden


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Give a command that starts in the sample project."""
    handler = signal.getsignal(signal.SIGTERM)
    yield Command(monkeypatch)
    signal.signal(signal.SIGTERM, handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="accept the present outputs as golden"
    )


@pytest.fixture
def same_as_golden(request: pytest.FixtureRequest) -> SameAsGolden:
    """Give a function that compares a text with a golden file, byte for byte."""
    update = request.config.getoption("--update-golden")

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if update:
            path.write_bytes(text.encode())
            return
        golden = path.read_bytes().decode() if path.is_file() else ""
        if text != golden:
            lines = (golden.splitlines(keepends=True), text.splitlines(keepends=True))
            diff = "".join(difflib.unified_diff(*lines, f"golden/{name}", "now"))
            pytest.fail(f"{diff}\nTo accept it: pytest --update-golden, then read the diff.", False)

    return compare
