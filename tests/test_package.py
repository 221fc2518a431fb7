"""The wheel works in an empty folder: it carries the resolutions and the pages of the codes."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCAFFOLD = ROOT / "src" / "dti_targets" / "scaffold"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_package_and_what_ships_with_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    shipped = {f"dti_targets/shipped/targets/{path.name}" for path in ROOT.glob("targets/*.yaml")}
    pages = {f"dti_targets/shipped/docs/diagnostics{suffix}" for suffix in (".md", ".vi.md")}
    templates = {path.relative_to(ROOT / "src").as_posix() for path in SCAFFOLD.iterdir()
                 if path.is_file()}  # fmt: skip
    assert shipped | pages | templates | {"dti_targets/py.typed", "dti_targets/cli/app.py"} <= names
    assert not any(name.startswith(("tests", "data", "benchmarks")) for name in names)


def test_an_installed_wheel_judges_a_file_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    zipfile.ZipFile(wheel).extractall(site)
    empty.mkdir()
    figures = empty / "my.csv"
    figures.write_text(
        'indicator,area,level,period,value\nwork_records_online_rate,51,province,2024,"99,30%"\n',
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(site), "LC_ALL": "en_US.UTF-8"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dti_targets", *words],
            cwd=empty,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    judged = run("check", "my.csv", "-r", "13-nq-tu")
    assert judged.returncode == 1, judged.stderr
    assert "99.30%" in judged.stdout
    assert str(site) in run("list", "13-nq-tu").stdout.replace("\n", "")
    assert run("explain", "DT211").returncode == 0
    assert run("init", "mine", "--lang", "vi").returncode == 0
    assert run("check", "-C", "mine").returncode == 0
