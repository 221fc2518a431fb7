"""The GitHub Action: what its inputs become, what its outputs say, and its installation."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ci.installing import skip_without_index
from tests.ci.runner import Runner

HOSTILE = "a b \"c' $(touch pwned) `touch pwned` ${IFS} ; touch pwned # %0A ::error::"
REPORT = "dti-targets/report.json"
COUNTS = {
    "total": 23, "met": 5, "missed": 0, "pending": 0, "undecided": 0, "missing": 17,
    "not_applicable": 1,
}  # fmt: skip


def recording(runner: Runner, status: int = 0, report: object = None) -> Path:
    """Install a program that notes its words, leaves a report and ends with a status."""
    runner.pretend_to_have_installed(
        "#!/bin/sh\n"
        f'printf "%s\\0" "$@" >"{runner.temp}/words"\n'
        f'test ! -e "{runner.temp}/given" || cp "{runner.temp}/given" "{runner.temp}/{REPORT}"\n'
        f"cat && exit {status}\n"
    )
    if report is not None:
        (runner.temp / "given").write_text(json.dumps(report))
    (runner.temp / REPORT).write_text("of the run before", encoding="utf-8")
    return runner.temp / REPORT


def words(runner: Runner) -> list[str]:
    """Return the words that the program was started with."""
    return (runner.temp / "words").read_text(encoding="utf-8").split("\0")[:-1]


def test_without_inputs_the_settings_of_the_project_decide(runner: Runner, tmp_path: Path) -> None:
    report = recording(runner)

    runner.use(tmp_path, {}, install=False)

    assert words(runner) == [
        "check", "--format=github", "--output=-", "--format=json", f"--output={report}",
        "--summary", "--",
    ]  # fmt: skip


def test_an_input_is_one_word_whatever_stands_in_it(runner: Runner, tmp_path: Path) -> None:
    report = recording(runner)
    (tmp_path / "repository").mkdir()

    runner.use(
        tmp_path / "repository",
        {
            "files": f"\n  data/số liệu 2024.csv\r\n\n{HOSTILE}\n--fail-on=never\n-\n",
            "targets": f"targets\n{HOSTILE}\n",
            "period": HOSTILE,
            "fail-on": "never\n--lang=vi",
            "lang": HOSTILE,
            "working-directory": HOSTILE,
            "summary": "false",
        },
        install=False,
    )

    assert words(runner) == [
        "check", "--format=github", "--output=-", "--format=json", f"--output={report}",
        f"--period={HOSTILE}", "--fail-on=never\n--lang=vi", f"--lang={HOSTILE}",
        f"--directory={HOSTILE}", "--targets=targets", f"--targets={HOSTILE}",
        "--", "data/số liệu 2024.csv", HOSTILE, "--fail-on=never", "-",
    ]  # fmt: skip
    assert list((tmp_path / "repository").iterdir()) == [], "a command in an input was run"


@pytest.mark.parametrize(("status", "verdict"), [(0, "pass"), (1, "fail")])
def test_the_outputs_say_the_verdict_and_the_counts(
    runner: Runner, tmp_path: Path, status: int, verdict: str
) -> None:
    report = recording(runner, status, {"judged": True, "summary": COUNTS})

    done = runner.use(tmp_path, {}, install=False)

    assert done.status == status
    counts = {name.replace("_", "-"): str(count) for name, count in COUNTS.items()}
    assert done.outputs == {"verdict": verdict, "report": str(report), **counts}


@pytest.mark.parametrize("report", [{"judged": False, "summary": COUNTS}, None])
@pytest.mark.parametrize("status", [2, 3])
def test_there_are_no_counts_where_nothing_was_judged(
    runner: Runner, tmp_path: Path, status: int, report: object
) -> None:
    path = recording(runner, status, report)

    done = runner.use(tmp_path, {}, install=False)

    assert done.status == status
    said = {name: value for name, value in done.outputs.items() if value}
    assert said == {"verdict": "unusable"} | ({"report": str(path)} if report else {})


def test_a_module_of_the_repository_is_not_imported(runner: Runner, tmp_path: Path) -> None:
    recording(runner)
    for name in ("json.py", "subprocess.py", "pip.py"):
        (tmp_path / name).write_text('raise SystemExit("hijacked")\n')

    assert runner.use(tmp_path, {}, install=False).log == ""


def test_the_action_installs_itself_with_pinned_dependencies(
    runner: Runner, tmp_path: Path
) -> None:
    runner.environment.pop("PYTHONPATH", None)
    (tmp_path / "pip.py").write_text('raise SystemExit("hijacked")\n')

    done = runner.use(tmp_path, {"files": "nowhere.csv"})

    skip_without_index(done.log)
    assert (done.status, done.outputs["verdict"]) == (2, "unusable"), done.log
    assert "nowhere.csv" in done.log
    version = subprocess.run(
        [runner.bin / "dti-targets", "--version"],
        cwd=tmp_path, env=runner.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert version.stdout.startswith("dti-targets ")


@pytest.mark.parametrize("version", [HOSTILE, "0.1.0 --index-url x", "-r x", "0.1\n0.2", "v0.1"])
def test_a_version_that_is_none_is_refused(runner: Runner, tmp_path: Path, version: str) -> None:
    done = runner.use(tmp_path, {"version": version})

    assert (done.status, done.outputs["verdict"]) == (2, "unusable")
    assert done.log.startswith("::error title=dti-targets::version: ")
    assert done.log.count("\n") == 1
    assert not runner.bin.exists()


def test_an_installation_that_fails_is_no_answer(runner: Runner, tmp_path: Path) -> None:
    runner.environment |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path)}

    done = runner.use(tmp_path, {"version": "0.1.0"})

    assert (done.status, done.outputs["verdict"]) == (2, "unusable")
    assert done.log.splitlines()[-1].startswith("::error title=dti-targets::")


def test_a_python_that_is_too_old_is_named(runner: Runner, tmp_path: Path) -> None:
    python3 = Path(runner.environment["PATH"].partition(":")[0]) / "python3"
    python3.unlink()
    old = tmp_path / "old.py"
    old.write_text(
        "import runpy, sys\n"
        "sys.version_info = (3, 10, 12)\n"
        "sys.argv = sys.argv[2:]\n"  # without itself and -I
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    python3.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{old}" "$@"\n')
    python3.chmod(0o755)

    done = runner.use(tmp_path, {})

    assert done.status == 2
    assert "python3 is 3.10.12; dti-targets needs 3.11 to 3.13." in done.log
