"""`dti-targets init` begins a project that works, over nothing that is there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dti_targets.messages.words import LANGUAGES
from dti_targets.scaffold.project import project_files
from tests.reliability.system import can_be_named, environment
from tests.runs import Command

FILES = set(project_files("en"))


def lying(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def empty(command: Command, tmp_path: Path) -> Path:
    """Enter an empty folder."""
    command.monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_flow_in_a_process_without_a_home(tmp_path: Path, language: str) -> None:
    name = {"en": "my own", "vi": "của tôi"}[language]
    can_be_named(name)
    project = tmp_path / name
    home = tmp_path / "home"
    home.mkdir()

    def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *shlex.split(line.replace("dti-targets", "dti_targets", 1))],
            cwd=folder, env=environment(HOME=str(home), PYTHONUTF8="1"), capture_output=True,
            text=True, encoding="utf-8", check=False,
        )  # fmt: skip

    begun = run(f"dti-targets init '{name}' --lang {language}", tmp_path)
    assert (begun.returncode, begun.stderr) == (0, "")
    assert lying(project) == FILES
    assert all(f"  {name}/{file}\n" in begun.stdout for file in FILES)
    assert begun.stdout.endswith(f"\n  cd '{name}'\n  dti-targets check\n")

    readme = (project / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```sh\n(.*?)```", readme, re.DOTALL)
    assert shown
    for line in shown[1].splitlines():
        done = run(line.split("#")[0], project)
        assert (done.returncode, done.stderr) == (0, ""), line
    judged = run("dti-targets check", project)
    assert {"en": "✓ met 5 = 5", "vi": "✓ Đạt 5 = 5"}[language] in judged.stdout

    figures = project / "data/2024.csv"
    rows = figures.read_text(encoding="utf-8").splitlines(keepends=True)
    figures.write_text("".join(rows[:-1]), encoding="utf-8")
    assert run("dti-targets check", project).returncode == 1
    assert not any(home.iterdir())


def test_here_is_where_it_is_written_by_default(command: Command, empty: Path) -> None:
    result = command("init", "--lang", "vi")

    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("Đã ghi 10 tệp vào thư mục này.\n")
    assert result.out.endswith("\n  dti-targets check\n")
    assert "cd" not in result.out.split()
    assert lying(empty) == FILES
    assert "Chỉ tiêu và số liệu" in (empty / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("folder", "said", "next_steps"),
    [
        (".", "this folder", "  dti-targets check\n"),
        ("..", "“..”", "  cd ..\n  dti-targets check\n"),
        ("../a.", "“../a.”", "  cd ../a.\n  dti-targets check\n"),
        ("my own", "“my own”", "  cd 'my own'\n  dti-targets check\n"),
        ("./own/", "own", "  cd own\n  dti-targets check\n"),
    ],
)
def test_the_folder_is_told_apart_from_the_sentence(
    command: Command, empty: Path, folder: str, said: str, next_steps: str
) -> None:
    (empty / "in").mkdir()
    command.monkeypatch.chdir(empty / "in")

    out = command("init", folder, "-l", "en").out

    assert out.startswith(f"10 files written into {said}.\n")
    assert out.endswith(f"\nNext:\n{next_steps}")


def test_quiet_says_one_sentence_and_very_quiet_nothing(command: Command, empty: Path) -> None:
    assert command("init", "a", "-q") == (0, "10 files written into a.\n", "")
    assert command("init", "b", "-qq") == (0, "", "")
    assert lying(empty / "a") == lying(empty / "b") == FILES


def test_commands_that_come_next_begin_where_the_reader_is(command: Command, empty: Path) -> None:
    (empty / "deep").mkdir()

    result = command("init", "a b", "-C", "deep")

    assert "  cd 'deep/a b'\n" in result.out
    assert "  deep/a b/data/2024.csv\n" in result.out
    assert lying(empty / "deep" / "a b") == FILES


@pytest.mark.parametrize("folder", ["new/../a", "./a", "x/y/../../a"])
def test_a_way_up_in_a_path_is_taken(command: Command, empty: Path, folder: str) -> None:
    assert command("init", folder).status == 0
    assert lying(empty / "a") == FILES
    assert [path.name for path in empty.iterdir()] == ["a"]


def test_a_folder_with_other_files_keeps_them(command: Command, empty: Path) -> None:
    (empty / "data").mkdir()
    (empty / "data" / "notes.md").write_text("mine", encoding="utf-8")

    assert command("init").status == 0
    assert lying(empty) == FILES | {"data/notes.md"}


@pytest.mark.parametrize("there", [["README.md"], ["data/2024.csv", ".gitignore"]])
@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_file_lies_nothing_is_written_and_each_is_named(
    command: Command, empty: Path, there: list[str], language: str
) -> None:
    for name in there:
        (empty / "p" / name).parent.mkdir(parents=True, exist_ok=True)
        (empty / "p" / name).write_text("mine", encoding="utf-8")

    result = command("init", "p", "-l", language)

    assert (result.status, result.out) == (2, "")
    assert result.err.count("[DT930]") == 1
    assert all(name in result.err for name in there)
    assert {"en": "init my-targets", "vi": "init chi-tieu"}[language] in result.err
    assert lying(empty / "p") == set(there)
    assert {(empty / "p" / name).read_text(encoding="utf-8") for name in there} == {"mine"}


def test_a_file_where_a_folder_is_to_be_is_in_the_way(command: Command, empty: Path) -> None:
    (empty / "targets").write_text("mine", encoding="utf-8")

    result = command("init")

    assert result.status == 2
    assert "already there: targets\n" in result.err
    assert lying(empty) == {"targets"}


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_link_that_leads_nowhere_is_a_file_that_is_there(command: Command, empty: Path) -> None:
    (empty / "README.md").symlink_to("gone")

    assert "already there: README.md\n" in command("init").err
    assert not (empty / "gone").exists()


@pytest.mark.parametrize("folder", ["file", "file/below"])
def test_a_file_is_no_folder(command: Command, empty: Path, folder: str) -> None:
    (empty / "file").write_text("mine", encoding="utf-8")

    result = command("init", folder)

    assert result.status == 2
    assert "error[DT913]" in result.err
    assert lying(empty) == {"file"}


@pytest.mark.parametrize("folder", ["x" * 300, "a/" + "x" * 300, "a\0b"])
def test_a_name_that_no_folder_can_have_is_refused(
    command: Command, empty: Path, folder: str
) -> None:
    result = command("init", folder)

    assert result.status == 2
    assert "error[DT913]" in result.err
    assert not any(empty.iterdir())


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="may write anywhere")
def test_a_folder_that_takes_nothing_is_refused(command: Command, empty: Path) -> None:
    empty.chmod(0o500)

    result = command("init", "p")

    empty.chmod(0o700)
    assert result.status == 2
    assert "error[DT913]" in result.err
    assert not any(empty.iterdir())


def test_a_second_run_changes_nothing(command: Command, empty: Path) -> None:
    command("init")
    before = {name: (empty / name).read_bytes() for name in FILES}

    result = command("init", "--lang", "vi")

    assert result.status == 2
    assert {name: (empty / name).read_bytes() for name in FILES} == before


def test_one_folder_is_taken(command: Command, empty: Path) -> None:
    assert "one argument too many: b" in command("init", "a", "b").err
    assert not any(empty.iterdir())
