"""The projects that every format is tried on, each in a folder outside any repository."""

import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests import hostile, progress_projects
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


_FAIL_ON = "--fail-on"


class ProgressCase(Case):
    """A project that is asked how far it is on its way."""

    def __init__(self, name: str, folder: Path, command: Command) -> None:
        self.name = f"progress {name}"
        self.folder = folder
        self.project = progress_projects.MAKERS[name](folder)
        command.monkeypatch.chdir(folder)

    def run(self, name: str, *more: str) -> Result:
        """Write it in a format; of the options, language and `--fail-on` change something."""
        given = dict(pairwise(more))
        changes: dict[str, object] = {}
        if lang := given.get("-l") or given.get("--lang"):
            changes["lang"] = lang
        if _FAIL_ON in given:
            changes["fail_on"] = tuple(given[_FAIL_ON].split(","))
        result = self.project.result(**changes)
        return Result(result.status, progress_projects.written(result, name), "")


Make = Callable[[str], Case]


@pytest.fixture
def make(tmp_path: Path, command: Command) -> Make:
    """Give a function that makes a case by its name."""
    return lambda name: Case(name, tmp_path / name, command)


@pytest.fixture(params=list(MAKERS))
def case(request: pytest.FixtureRequest, make: Make) -> Case:
    """Give each case in turn."""
    return make(request.param)


@pytest.fixture
def on_its_way(tmp_path: Path, command: Command) -> Callable[[str], ProgressCase]:
    """Give a function that makes a case of progress by its name."""
    return lambda name: ProgressCase(name, tmp_path / name, command)


@pytest.fixture(params=[*MAKERS, *(f"progress {name}" for name in progress_projects.MAKERS)])
def any_case(request: pytest.FixtureRequest, make: Make, on_its_way: Make) -> Case:
    """Give each case of each question in turn."""
    question, _, name = request.param.rpartition(" ")
    return on_its_way(name) if question else make(name)
