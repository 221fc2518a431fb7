"""The same inputs give the same bytes, wherever and whenever (case 205)."""

import shutil
from pathlib import Path

import pytest

from dti_targets.domain.settings import FORMATS
from tests.reliability.system import run
from tests.runs import PROJECT

ENVIRONMENTS = {
    "hash": {"PYTHONHASHSEED": "1"},
    "other hash": {"PYTHONHASHSEED": "4242", "PYTHONOPTIMIZE": "2"},
    "time zone": {"TZ": "Pacific/Kiritimati", "SOURCE_DATE_EPOCH": "1"},
    "locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "vietnamese": {"LC_ALL": "vi_VN.UTF-8", "LANGUAGE": "vi"},
    "terminal": {"COLUMNS": "31", "LINES": "3", "TERM": "xterm-256color"},
    "debugging": {"PYTHONDEVMODE": "1", "PYTHONIOENCODING": "ascii", "PYTHONWARNINGS": "error"},
}
WORDS = ["--period", "2024", "-l", "en", "--color", "never"]


def written(words: list[str], folder: Path, out: Path, **variables: str) -> dict[str, bytes]:
    """Return the report in all ten formats, as files, from one run."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    for name in FORMATS:
        words = [*words, "-f", name, "-o", str(out / name)]
    result = run([*words, *WORDS], folder, **variables)
    assert result.status == 1, result.err
    return {name: (out / name).read_bytes() for name in FORMATS}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("same")
    shutil.copytree(PROJECT, folder / "p")
    shutil.copytree(PROJECT, folder / "another" / "place")
    return folder


@pytest.fixture(scope="module")
def usual(place: Path) -> dict[str, bytes]:
    return written(["check"], place / "p", place / "usual")


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_case_205_same_bytes_in_every_environment(
    place: Path, usual: dict[str, bytes], name: str
) -> None:
    assert written(["check"], place / "p", place / "out", **ENVIRONMENTS[name]) == usual


def test_case_205_same_bytes_from_every_folder(place: Path, usual: dict[str, bytes]) -> None:
    here = written(["check"], place / "another" / "place", place / "out")
    entered = written(["-C", str(place / "p"), "check"], place, place / "out")

    assert here == usual
    for name in ("table", "markdown"):  # they end with a command to type, which needs the -C
        assert entered.pop(name) != here.pop(name)
    assert entered == here


def test_case_205_the_order_on_disk_does_not_matter(tmp_path: Path) -> None:
    """Files are read by name, in whatever order a folder was filled."""
    found = []
    for order in (("a", "b", "c"), ("c", "a", "b")):
        folder = tmp_path / "".join(order)
        shutil.copytree(PROJECT / "targets", folder / "targets")
        (folder / "data").mkdir()
        for name in order:
            (folder / "data" / f"{name}.csv").write_bytes(
                (PROJECT / "data" / "2024.csv").read_bytes()
            )
        found.append(written(["check"], folder, folder / "out"))

    assert found[0] == found[1]
