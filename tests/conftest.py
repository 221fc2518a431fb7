"""Fixtures for whole runs: the command in this process, and golden files."""

import difflib
import random
import socket
from collections.abc import Iterator
from typing import NoReturn

import pytest
from hypothesis import settings

from tests.runs import GOLDEN, Command, SameAsGolden, signals_heard

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # a busy machine must not fail a test


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Give a command that starts in the sample project."""
    with signals_heard():
        yield Command(monkeypatch)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection: nothing that is tested here needs another machine."""

    def refuse(*_: object) -> NoReturn:
        pytest.fail("something asked for the network")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, refuse)
        for name in ("getaddrinfo", "gethostbyname", "create_connection"):
            patch.setattr(socket, name, refuse)
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="accept the present outputs as golden"
    )
    parser.addoption("--shuffle", metavar="SEED", help="run the tests in the order of a seed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests into an order that nobody thought of, where one asks for it."""
    seed = config.getoption("--shuffle")
    if seed is not None:
        random.Random(seed).shuffle(items)  # noqa: S311  (an order, not a secret)


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
