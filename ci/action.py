"""The two steps of the GitHub Action in action.yml: `install`, then `check`.

Every input arrives as an environment variable and leaves as one word of an argument list, so no
shell reads it. Run with `python3 -I`: the folder of the job, which holds somebody's files, is
then no place to import from.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

OURS = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)
VERSION = re.compile(r"[0-9][0-9A-Za-z.!+_-]*")
COUNTS = ("total", "met", "missed", "pending", "undecided", "missing", "not_applicable")
VERDICTS = {0: "pass", 1: "fail"}
UNUSABLE = 2
"""Also what a failed installation leaves with: 1 would read as "a target is missed"."""


def main(words: Sequence[str]) -> int:
    """Run one step; return its status."""
    steps: dict[str, Callable[[], int]] = {"install": install, "check": check}
    return steps[words[0]]()


def install() -> int:
    """Put the program into an environment of its own, made new for each use of the action.

    Without a version it is the one beside this file, with the dependencies that its own CI runs,
    hash by hash; a version comes from the package index.
    """
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = ".".join(map(str, sys.version_info[:3]))
        return _refuse(
            f"python3 is {found}; dti-targets needs 3.11 to 3.13. "
            "A step with actions/setup-python before this one provides it."
        )
    version = _input("version")
    if version and not VERSION.fullmatch(version):
        return _refuse(f"version: {version!r} is no version such as 0.1.0")
    pip = [str(_bin() / "python"), "-I", "-m", "pip", "install", "--quiet"]
    if version:
        installs = [[*pip, f"dti-targets[office]=={version}"]]
    else:
        pins = OURS / "constraints" / "runtime.txt"
        installs = [
            [*pip, "--require-hashes", "--requirement", str(pins)],
            [*pip, "--no-deps", "--no-build-isolation", str(OURS)],
        ]
    os.environ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    for command in ([sys.executable, "-I", "-m", "venv", "--clear", str(_venv())], *installs):
        if subprocess.run(command, check=False).returncode:
            return _refuse("dti-targets could not be installed; the lines above say why")
    return 0


def check() -> int:
    """Judge: annotations to the log, Markdown to the summary of the job, counts to the outputs."""
    report = _folder() / "report.json"
    report.unlink(missing_ok=True)
    command = [str(_bin() / "dti-targets"), *_words(report)]
    # A file that is called `-` is standard input: nobody would ever close it here.
    status = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
        outputs.writelines(f"{name}={value}\n" for name, value in _outputs(status, report))
    return status


def _words(report: Path) -> list[str]:
    """Return the command line. An empty input leaves the choice to the project's settings."""
    words = ["check", "--format=github", "--output=-", "--format=json", f"--output={report}"]
    words += ["--summary"] if _input("summary") != "false" else []
    for name in ("period", "fail-on", "lang"):
        words += [f"--{name}={_input(name)}"] if _input(name) else []
    if folder := _input("working-directory"):
        words.append(f"--directory={folder}")
    words += [f"--targets={path}" for path in _lines("targets")]
    return [*words, "--", *_lines("files")]


def _outputs(status: int, report: Path) -> Iterator[tuple[str, object]]:
    """Yield the outputs of the step: numbers and words of our own, so that none can forge another.

    There are no counts where nothing was judged: 0 of 0 would be an answer.
    """
    yield "verdict", VERDICTS.get(status, "unusable")
    if not report.is_file():
        return
    yield "report", report
    content: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    if content["judged"]:
        for name in COUNTS:
            yield name.replace("_", "-"), int(content["summary"][name])


def _input(name: str) -> str:
    return os.environ.get("INPUT_" + name.upper().replace("-", "_"), "").strip()


def _lines(name: str) -> list[str]:
    """Return an input that is a list: one path a line, as spaces belong to names."""
    return [line.strip() for line in _input(name).split("\n") if line.strip()]


def _folder() -> Path:
    return Path(os.environ["RUNNER_TEMP"]) / "dti-targets"


def _venv() -> Path:
    return _folder() / "venv"


def _bin() -> Path:
    return _venv() / ("Scripts" if os.name == "nt" else "bin")


def _refuse(why: str) -> int:
    escaped = why.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    print(f"::error title=dti-targets::{escaped}", flush=True)
    return UNUSABLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
