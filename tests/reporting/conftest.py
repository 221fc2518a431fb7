"""The projects that every format is tried on, each in a folder outside any repository."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import hostile
from tests.runs import PROJECT, ROOT, Command, Result


def _sound(folder: Path) -> list[str]:
    _real(folder)
    (folder / "data" / "2024.csv").write_text(
        "indicator,area,level,period,value\nwork_records_online_rate,51,province,2024,90%\n",
        "utf-8",
    )
    return ["validate"]


def _empty(folder: Path) -> list[str]:
    """Make a project without a row: nothing can be judged, and a diagnostic says so."""
    _real(folder)
    (folder / "data" / "2024.csv").write_text("indicator,area,level,period,value\n", "utf-8")
    return ["check"]


def _real(folder: Path) -> list[str]:
    shutil.copytree(ROOT / "targets", folder / "targets")
    (folder / "data").mkdir()
    shutil.copy(ROOT / "data" / "2024.csv", folder / "data")
    return ["check", "data/2024.csv"]


def _sample(folder: Path) -> list[str]:
    shutil.copytree(PROJECT, folder)
    return ["check"]


def _unreadable(folder: Path) -> list[str]:
    _sample(folder)
    return ["check", "bad.csv"]


MAKERS: dict[str, Callable[[Path], list[str]]] = {
    "sound": _sound,
    "empty": _empty,
    "real": _real,
    "sample": _sample,
    "unreadable": _unreadable,
    "hostile": hostile.project,
    "faulty": hostile.faulty,
}


class Case:
    """A project, and the command that is run in it."""

    def __init__(self, name: str, folder: Path, command: Command) -> None:
        self.name = name
        self.folder = folder
        self.command = command
        self.words = MAKERS[name](folder)
        command.monkeypatch.chdir(folder)

    def run(self, name: str, *more: str) -> Result:
        """Run it with a format."""
        return self.command(*self.words, "-f", name, *more)

    def out(self, name: str, *more: str) -> str:
        """Return what it writes in a format."""
        return self.run(name, *more).out


Make = Callable[[str], Case]


@pytest.fixture
def make(tmp_path: Path, command: Command) -> Make:
    """Give a function that makes a case by its name."""
    return lambda name: Case(name, tmp_path / name, command)


@pytest.fixture(params=list(MAKERS))
def case(request: pytest.FixtureRequest, make: Make) -> Case:
    """Give each case in turn."""
    return make(request.param)
