"""The image, as far as it can be tested without Docker: its steps run here, in other folders."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from tests.ci.installing import skip_without_index
from tests.ci.runner import ROOT
from tests.docs.test_pages import project_of

UNCOMPILED = shutil.ignore_patterns("__pycache__")


class Instruction(NamedTuple):
    word: str
    rest: str


def stages() -> list[list[Instruction]]:
    """Return the instructions of each stage, from its FROM on."""
    found: list[list[Instruction]] = []
    for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        if word == "FROM":
            found.append([])
        if found and word not in {"", "#"}:
            found[-1].append(Instruction(word, rest))
    return found


def test_the_image_runs_the_command_as_nobody_in_particular() -> None:
    _, last = stages()
    said = dict(last)

    user = said["USER"].partition(":")[0]
    assert user.isdecimal(), "a cluster cannot tell that a name is not root"
    assert int(user) > 0
    assert said["ENTRYPOINT"] == '["dti-targets"]'
    assert said["WORKDIR"] == "/work"
    assert [word for word, _ in last][-2:] == ["USER", "ENTRYPOINT"], "all else is done by root"


def test_the_standard_library_is_compiled_ahead(tmp_path: Path) -> None:
    """The step of the last stage, on a part of the library of these tests."""
    (step,) = [rest for word, rest in stages()[1] if word == "RUN"]
    command, library = step.split(' "$(')
    asked = subprocess.run(
        ["sh", "-c", library.removesuffix(')"')], capture_output=True, text=True, check=True
    )
    assert (Path(asked.stdout.strip()) / "json" / "decoder.py").is_file()
    for name in ("json", "site-packages"):
        shutil.copytree(Path(json.__file__).parent, tmp_path / name, ignore=UNCOMPILED)

    first = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    variables = {**os.environ, "PATH": first}
    done = run(["sh", "-c", f"{command} {shlex.quote(str(tmp_path))}"], tmp_path, variables)

    assert done.returncode == 0, done.stdout
    assert compiled(tmp_path / "json" / "decoder.py")
    assert not compiled(tmp_path / "site-packages" / "decoder.py")


def test_what_is_copied_exists_and_nothing_else_is_sent() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sent = [line[1:] for line in lines if line.startswith("!")]
    copied = [
        source.rstrip("/")
        for word, rest in stages()[0]
        if word == "COPY"
        for source in rest.split()[:-1]
    ]

    assert "*" in lines
    assert sorted(copied) == sorted(sent)
    assert all((ROOT / source).exists() for source in copied)


def test_the_steps_build_a_command_that_writes_nothing(tmp_path: Path) -> None:
    """Every RUN of the first stage, with its folders moved below a folder of the test."""
    source, programs = tmp_path / "src", tmp_path / "programs"
    subprocess.run([sys.executable, "-m", "venv", programs], check=True)
    moved = {f"/{top}": str(tmp_path / top) for top in ("wheels", "opt")}
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "PATH": f"{programs / 'bin'}:{os.environ['PATH']}",
    }
    source.mkdir()
    for word, rest in stages()[0]:
        if word == "COPY":
            *names, into = rest.split()
            for name in names:
                copy(ROOT / name, source / into / ("" if name.endswith("/") else Path(name).name))
        elif word == "RUN":
            step = re.sub(r"(?<=[ =])/(wheels|opt)\b", lambda m: shlex.quote(moved[m[0]]), rest)
            done = run(["sh", "-e", "-c", step], source, environment)
            skip_without_index(done.stdout)
            assert done.returncode == 0, f"{rest}\n{done.stdout}"

    installed = {path.name for path in (tmp_path / "opt").rglob("*.dist-info")}
    assert any(fnmatch(name, "dti_targets-*") for name in installed)
    assert not any(fnmatch(name, "hatchling-*") for name in installed), "only what runs"

    command = tmp_path / "opt" / "dti-targets" / "bin" / "dti-targets"
    project = project_of("README.md", tmp_path / "work")
    before = everything_in(tmp_path)
    nowhere = {"PATH": str(command.parent), "HOME": "/nonexistent", "LANG": "C.UTF-8"}
    done = run([str(command), "check", "data/2024.csv"], project, nowhere)

    assert (done.returncode, "no figure" in done.stdout) == (1, True), done.stdout
    assert everything_in(tmp_path) == before, "a root that is read-only would refuse this"
    assert all(compiled(path) for path in (tmp_path / "opt").rglob("dti_targets/**/*.py"))


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=UNCOMPILED)
    else:
        shutil.copy(source, target)


def run(
    words: list[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def everything_in(folder: Path) -> dict[Path, int]:
    """Return each file and folder with the time at which it was last written."""
    return {path: path.lstat().st_mtime_ns for path in folder.rglob("*")}


def compiled(path: Path) -> bool:
    """Whether a module was compiled ahead so that its file's time does not matter."""
    cached = path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc"
    return cached.is_file() and cached.read_bytes()[4] == 1
