"""Limits of a run, and what it is made of (cases 253 to 262)."""

import ast
import json
import os
import re
import subprocess
import sys
import tarfile
import time
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.system import HEADING, environment, plain, project, run, start
from tests.runs import ROOT, Command

SOURCE = ROOT / "src" / "dti_targets"
MEBIBYTE = 1024 * 1024


@pytest.fixture
def small(command: Command, tmp_path: Path) -> Path:
    """Enter a project of one target; return its folder."""
    project(tmp_path / "p")
    command.monkeypatch.chdir(tmp_path / "p")
    command.monkeypatch.setenv("LANG", "en_US.UTF-8")
    return tmp_path / "p"


MEASURED = """
import atexit, pathlib, re, sys, time

def told():
    status = pathlib.Path("/proc/self/status").read_text()
    print(time.process_time(), re.search(r"VmHWM:\\s+(\\d+)", status)[1])

atexit.register(told)
from dti_targets.cli.app import main
main(sys.argv[1:])
"""
"""Seconds and KiB of a run: what the kernel says of a child counts what its parent held."""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel counts what a process used")
def test_case_253_and_254_ten_megabytes_take_5_seconds_and_300_megabytes(small: Path) -> None:
    row = "u{n},51,province,2024-{m:02},{n}%,Báo {n},trích dẫn {n}\n"
    rows = [row.format(n=n, m=n % 12 + 1) for n in range(10)]
    size = sum(len(text.encode()) for text in rows)
    with (small / "data" / "2024.csv").open("a", encoding="utf-8") as file:
        for _ in range(10 * MEBIBYTE // size // 1000):
            file.write("".join(rows) * 1000)

    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "check", "-qq"],
        cwd=small, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip

    assert done.returncode in {0, 2}, done.stderr
    seconds, kibibytes = (float(word) for word in done.stdout.split())
    assert seconds < 5
    assert kibibytes < 300 * 1024


HOSTILE = ("(" * 50, "[" * 50, " ", "9", "9,", "9.", "-", "–", "a-", "2024-", "%", "0.0,", "trên ",
           "khoảng", "/", "aa ", "á", "1e", "\u00a0", "=", '""', "tỷ ", "Q1")  # fmt: skip


@pytest.mark.parametrize("column", ["indicator", "area", "level", "period", "value", "source"])
def test_case_255_no_text_takes_more_than_its_length(
    command: Command, small: Path, column: str
) -> None:
    names = HEADING.strip().split(",")
    usual = dict(zip(names, ("rate", "51", "province", "2024", "90%", "", ""), strict=True))
    lines = []
    for text in HOSTILE:
        for end in ("", "x", "%"):
            cell = (text * (30_000 // len(text)) + end).replace('"', '""')
            lines.append(",".join(f'"{usual[name] if name != column else cell}"' for name in names))
    (small / "data" / "2024.csv").write_text(HEADING + "\n".join(lines), "utf-8")

    began = time.process_time()
    result = plain(command("check"))

    assert time.process_time() - began < 10
    assert result.status in {0, 1, 2}


def test_case_256_ten_thousand_diagnostics(command: Command, small: Path) -> None:
    rows = "".join(f"rate,51,province,2024,x{n},,\n" for n in range(10_000))
    (small / "data" / "2024.csv").write_text(HEADING + rows, "utf-8")

    result = plain(command("check", "-f", "json"))
    report = json.loads(result.out)

    assert result.status == 2
    assert result.err.count("error[DT230]") == 50
    assert "10,000 errors" in result.err
    assert len(report["diagnostics"]) == 1000
    assert report["diagnostic_counts"] == {"errors": 10_000, "warnings": 0, "listed": 1000}


def test_case_257_suggestions_for_ten_thousand_names(command: Command, small: Path) -> None:
    rows = "".join(f"rat{n},51,province,2024,1,,\n" for n in range(10_000))
    rows += "".join(f"rate,Quảng Ngai {n},province,2024,1%,,\n" for n in range(5_000))
    (small / "data" / "2024.csv").write_text(HEADING + rows, "utf-8")

    began = time.process_time()
    result = plain(command("check"))

    assert result.status == 2
    assert time.process_time() - began < 10


def test_case_258_parallel_runs_share_nothing(small: Path) -> None:
    before = sorted(small.rglob("*"))
    processes = [start(["check", "-f", "json"], small) for _ in range(3)]
    found = {process.communicate(timeout=60)[0] for process in processes}

    assert len(found) == 1
    assert sorted(small.rglob("*")) == before


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONOPTIMIZE": "2"},
        {"PYTHONDEVMODE": "1", "PYTHONWARNINGS": "error", "PYTHONWARNDEFAULTENCODING": "1"},
    ],
)
@pytest.mark.parametrize("words", [["check"], ["validate"], ["list"], ["explain", "rate"]])
def test_case_259_strict_pythons(small: Path, variables: dict[str, str], words: list[str]) -> None:
    result = plain(run(words, small, **variables))

    assert (result.status, "Warning" in result.err) == (0, False), result.err


HOSTILE_MODULES = ("yaml", "rich", "csv", "typer", "pydantic", "json", "sitecustomize", "tomllib",
                   "usercustomize", "decimal", "conftest", "setup")  # fmt: skip
ENTRY = "import sys\nfrom dti_targets.cli.start import main\nsys.argv[0] = 'dti-targets'\nmain()\n"


@pytest.mark.parametrize("entry", ["script", "module"])
def test_case_260_nothing_is_imported_from_the_working_directory(
    small: Path, tmp_path: Path, entry: str
) -> None:
    for folder in (small, small / "data", small / "targets"):
        for name in HOSTILE_MODULES:
            (folder / f"{name}.py").write_text("open('ran', 'w').close()\n", "utf-8")
    script = tmp_path / "bin" / "dti-targets"
    script.parent.mkdir()
    script.write_text(ENTRY, "utf-8")
    started = [str(script)] if entry == "script" else ["-m", "dti_targets"]
    words = ["check", "data/2024.csv", "-f", "json", "--color", "always"]

    done = subprocess.run(
        [sys.executable, *started, *words], cwd=small, env=environment(), capture_output=True,
        check=False, timeout=60,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr.decode()
    assert not (small / "ran").exists()


def _trees() -> Iterator[tuple[str, ast.AST]]:
    for path in SOURCE.rglob("*.py"):
        yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text("utf-8"))


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "execv", "spawnv",
                   "load_module", "unsafe_load", "full_load"}  # fmt: skip
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "subprocess", "runpy", "code", "ctypes",
                     "multiprocessing", "xmlrpc"}  # fmt: skip
ALLOWED = {"cli/printing.py": {"subprocess"}}
"""Chromium prints a PDF: no shell starts it, and no word of the command comes from data."""

NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "httpx"}


def test_case_260_no_code_is_made_of_data() -> None:
    for name, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                function = node.func
                called = getattr(function, "id", None) or getattr(function, "attr", "")
                owner = ast.unparse(function).partition(".")[0]
                assert called not in FORBIDDEN_CALLS or owner == "re", f"{name}: {called}"
        forbidden = FORBIDDEN_MODULES - ALLOWED.get(name, set())
        assert _modules(tree).isdisjoint(forbidden), name


def test_case_261_nothing_asks_for_the_network() -> None:
    for name, tree in _trees():
        assert _modules(tree).isdisjoint(NETWORK), name


def _modules(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        found |= {*names, *(name.partition(".")[0] for name in names)}
    return found


@pytest.mark.parametrize("how", ["connect", "name"])
def test_case_261_the_tests_have_no_network(how: str) -> None:
    import socket

    with socket.socket() as made, pytest.raises(pytest.fail.Exception, match="network"):
        made.connect(("127.0.0.1", 9)) if how == "connect" else socket.getaddrinfo("a", 80)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[list[Path]]:
    """Build the wheel and the sdist twice, at different hours and in different folders."""
    found = []
    for number in range(2):
        folder = tmp_path_factory.mktemp(f"build{number}")
        done = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
            cwd=ROOT,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "TZ": f"UTC{number}",
                 "PYTHONHASHSEED": str(number)},
            capture_output=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        found.append(sorted(folder.iterdir()))
    return found


def test_case_262_two_builds_are_the_same_bytes(built: list[list[Path]]) -> None:
    one, other = built

    assert [path.suffix for path in one] == [".whl", ".gz"] or len(one) == 2
    assert [path.name for path in one] == [path.name for path in other]
    for first, second in zip(one, other, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_case_262_wheel_holds_nothing_but_the_package(built: list[list[Path]]) -> None:
    [wheel] = [path for path in built[0] if path.suffix == ".whl"]
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()

    allowed = re.compile(
        r"dti_targets/(?:[a-z_]+/)*[A-Za-z_]+\.py|dti_targets/py\.typed"
        r"|dti_targets/shipped/(?:targets|docs|schemas)/[\w.-]+\.(?:yaml|md|json)"
        r"|dti_targets/scaffold/[\w.-]+"
        r"|dti_targets/reporting/templates/report\.(?:html|css|js)"
        r"|dti_targets-[\d.]+\.dist-info/(?:METADATA|WHEEL|RECORD|entry_points\.txt"
        r"|licenses/LICENSE)"
    )
    assert not [name for name in names if not allowed.fullmatch(name)]
    assert len(names) == len(set(names))


def test_case_262_sdist_holds_what_is_in_the_repository(built: list[list[Path]]) -> None:
    [sdist] = [path for path in built[0] if path.suffix == ".gz"]
    with tarfile.open(sdist) as file:
        members = file.getmembers()
        names = {member.name.partition("/")[2] for member in members}

    assert {"pyproject.toml", "LICENSE", "README.md", "src/dti_targets/__init__.py"} <= names
    assert {member.type for member in members} <= {tarfile.REGTYPE, tarfile.DIRTYPE}
    hidden = re.compile(r"(?:^|/)(?:\.git|\.venv|__pycache__|\.hypothesis|\.coverage|\.\w+_cache)/")
    assert not [name for name in names if hidden.search(name)]


def test_case_262_dependencies_have_bounds_and_pins() -> None:
    read = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pins = (ROOT / "constraints" / "runtime.txt").read_text("utf-8")

    for dependency in read["project"]["dependencies"]:
        assert re.fullmatch(r"[a-z]+>=[\d.]+,<[\d.]+", dependency), dependency
        name = re.split("[><]", dependency)[0]
        assert re.search(rf"^{name}==[\d.]+ [^\n]*\\\n    --hash=sha256:", pins, re.MULTILINE) or (
            re.search(rf"^{name}==[\d.]+ \\\n    --hash=sha256:", pins, re.MULTILINE)
        )
    for file in ("runtime.txt", "dev.txt"):
        text = (ROOT / "constraints" / file).read_text("utf-8")
        pinned = re.findall(r"^[a-zA-Z][\w.-]*==", text, re.MULTILINE)
        assert len(pinned) <= text.count("--hash=sha256:")
