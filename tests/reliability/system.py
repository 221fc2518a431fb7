"""A small project, and runs of the command in a process of its own."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.runs import ROOT, Result, signals_heard

HEADING = "indicator,area,level,period,value,source,note\n"
ROW = "rate,51,province,2024,90%,Báo A,\n"
_TARGETS = """\
resolution: nho
title: {vi: Văn bản nhỏ, en: A small one}
area: "51"
documents:
  adopted: {number: 1-NQ/TU, date: 2023-09-06}
targets:
  - id: rate
    indicator: rate
    name: {vi: Tỷ lệ, en: A rate}
    pillar: digital_government
    unit: percent
    due: 2024
    at_least: 80
    source: {document: adopted, quote: "80%"}
"""
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Cn"}
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP")


def project(folder: Path, *rows: str, data: str = "data/2024.csv") -> Path:
    """Write a project of one target; return its figures file."""
    (folder / "targets").mkdir(parents=True)
    (folder / "targets" / "nho.yaml").write_text(_TARGETS, "utf-8")
    figures = folder / data
    figures.parent.mkdir(parents=True, exist_ok=True)
    figures.write_text(HEADING + "".join(rows or (ROW,)), "utf-8", newline="")
    return figures


def plain(result: Result) -> Result:
    """Return a result that holds no traceback and no sign that a terminal would obey."""
    text = result.out + result.err
    assert "Traceback" not in text
    assert _HIDDEN.isdisjoint(map(unicodedata.category, text.replace("\n", ""))), text
    return result


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a process: nothing but what is named here."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own = {"PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
    return {**kept, **own, **more}


def start(
    words: Sequence[str], folder: Path, variables: Mapping[str, str] | None = None, **how: int
) -> "subprocess.Popen[bytes]":
    """Start the command in a process; both streams are pipes unless `how` says otherwise."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
    with signals_heard():
        started: subprocess.Popen[bytes] = subprocess.Popen(
            [sys.executable, "-m", "dti_targets", *words],
            cwd=folder,
            env=environment(**(variables or {})),
            **streams,  # type: ignore[call-overload]  # of streams alone
        )
    return started


def run(words: Sequence[str], folder: Path, **variables: str) -> Result:
    """Run the command in a process to its end."""
    process = start(words, folder, variables)
    out, err = process.communicate(timeout=60)
    return Result(process.returncode, out.decode(), err.decode())


def shell(script: str, folder: Path, **variables: str) -> Result:
    """Run a script of a shell in which `dti_targets` is the command."""
    function = f'dti_targets() {{ "{sys.executable}" -m dti_targets "$@"; }}\n'
    done = subprocess.run(
        ["sh", "-c", f"{function}{script}"],
        cwd=folder,
        env=environment(**variables),
        capture_output=True,
        check=False,
        timeout=60,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def can_be_named(name: str) -> None:
    """Skip a test whose file cannot have its name under this locale."""
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        pytest.skip("no file can be named so under this locale")


def left_over(folder: Path) -> list[str]:
    """Return the names of files that a run wrote beside others and did not take away."""
    return [path.name for path in folder.rglob("*.part")]
