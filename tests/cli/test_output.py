"""Where reports go: formats and files that agree, files that are whole or as they were."""

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dti_targets.cli import output
from dti_targets.domain.settings import FORMATS, Settings
from dti_targets.reporting import formats
from tests.cli.test_exits import environment, posix
from tests.runs import PROJECT, Command, Result

COUNTS = (
    "1-NQ/TU: 2 met, 3 missed, 1 not yet due, 4 undecided, 2 no figure, 2 not applicable of 14. "
    "Exit 1: 3 missed, 1 without a figure (--fail-on missed,missing).\n"
)
BEGINS = {
    "json": "{", "jsonl": '{"type": "report"', "csv": "record,", "markdown": "# ", "junit": "<?xml",
    "sarif": '{\n"$schema"', "github": "::", "gitlab": "[", "rdjson": '{"source"', "table": "1-NQ",
}  # fmt: skip


@pytest.fixture
def here(tmp_path: Path, command: Command) -> Path:
    """Give a copy of the sample project as the working directory."""
    folder = tmp_path / "project"
    shutil.copytree(PROJECT, folder)
    command.monkeypatch.chdir(folder)
    command.monkeypatch.setenv("LANG", "en_US.UTF-8")
    return folder


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def refused(result: Result, code: str) -> bool:
    return (result.status, result.out) == (2, "") and f"error[{code}]" in result.err


# -- which format goes where


def test_the_nth_file_belongs_to_the_nth_format(here: Path, command: Command) -> None:
    names = list(FORMATS)
    words = [word for name in names for word in ("-f", name, "-o", f"out.{name}")]

    result = command("check", *words)

    assert (result.status, result.out) == (1, "")
    for name in names:
        assert (here / f"out.{name}").read_text("utf-8").lstrip().startswith(BEGINS[name])


def test_formats_and_files_are_paired_however_they_are_written(
    here: Path, command: Command
) -> None:
    command("check", "-f", "json,junit", "-o", "a", "-o", "b")
    command("check", "-o", "c", "-o", "d", "-f", "json", "-f", "junit")

    assert (here / "a").read_bytes() == (here / "c").read_bytes()
    assert (here / "b").read_bytes() == (here / "d").read_bytes()
    assert (here / "b").read_text("utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("suffix", "name"),
    [(".json", "json"), (".jsonl", "jsonl"), (".csv", "csv"), (".md", "markdown"),
     (".xml", "junit"), (".sarif", "sarif"), (".txt", "table"), (".JSON", "json")],
)  # fmt: skip
def test_a_suffix_is_enough(here: Path, command: Command, suffix: str, name: str) -> None:
    result = command("check", "-o", f"report{suffix}")

    assert (result.status, result.out) == (1, "")
    assert (here / f"report{suffix}").read_text("utf-8").lstrip().startswith(BEGINS[name])
    assert result.err.endswith(COUNTS)


def test_a_table_on_the_screen_and_files_beside_it(here: Path, command: Command) -> None:
    table = command("check").out

    result = command("check", "-o", "-", "-o", "report.json", "-o", "report.xml")

    assert result.out == table
    assert not result.err.endswith(COUNTS)
    assert json.loads((here / "report.json").read_text("utf-8"))["judged"]


@pytest.mark.usefixtures("here")
def test_a_format_for_the_screen_and_another_for_a_file(command: Command) -> None:
    result = command("check", "-f", "json", "-o", "-", "-f", "junit", "-o", "report.xml")

    assert json.loads(result.out)["judged"]
    assert result.err.endswith(COUNTS)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["-f", "json", "-o", "a", "-o", "b"], "DT914"),
        (["-f", "json,csv", "-o", "a"], "DT914"),
        (["-f", "json,csv"], "DT914"),
        (["-f", "json,csv", "-o", "a.json", "-o", "a.json"], "DT915"),
        (["-o", "a.json", "-o", "./a.json"], "DT915"),
        (["-o", "a.json", "-o", "data/../a.json"], "DT915"),
        (["-o", "-", "-o", "-"], "DT915"),
        (["-o", "report"], "DT917"),
        (["-o", "report.html"], "DT917"),
        (["-o", "report.json.gz"], "DT917"),
        (["--summary"], "DT918"),
        (["-o", "nowhere/a.json"], "DT913"),
        (["-o", "data"], "DT917"),
        (["-f", "json", "-o", "data"], "DT913"),
        (["-f", "json", "-o", "data/2024.csv/a"], "DT913"),
        (["-f", "html"], "DT902"),
    ],
)
def test_what_does_not_agree_is_refused_before_anything_is_read(
    here: Path, command: Command, words: list[str], code: str
) -> None:
    command.monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    before = files(here)

    result = command("check", "nowhere.csv", *words)

    assert refused(result, code), result
    assert "DT001" not in result.err
    assert files(here) == before


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_takes_nothing_is_refused(here: Path, command: Command) -> None:
    (here / "closed").mkdir(mode=0o555)

    assert refused(command("check", "nowhere.csv", "-o", "closed/a.json"), "DT913")


def test_a_folder_that_the_system_says_takes_nothing(here: Path, command: Command) -> None:
    command.monkeypatch.setattr(os, "access", lambda *_: False)

    result = command("check", "nowhere.csv", "-o", "a.json")

    assert refused(result, "DT913")
    assert "Permission denied" in result.err
    assert not (here / "a.json").exists()


# -- nobody's figures are replaced


def test_a_file_that_was_read_is_not_written(here: Path, command: Command) -> None:
    figures, promise = here / "data" / "2024.csv", here / "targets" / "mau.yaml"
    kept = figures.read_bytes(), promise.read_bytes()

    for words in (
        ["-o", "data/2024.csv"],
        ["data/2024.csv", "-o", "./data/../data/2024.csv"],
        ["-f", "json", "-o", "targets/mau.yaml"],
        ["-f", "json,csv", "-o", "a.json", "-o", "data/2024.csv"],
    ):
        assert refused(command("check", *words), "DT916"), words
    assert (figures.read_bytes(), promise.read_bytes()) == kept
    assert not (here / "a.json").exists()


@posix
def test_a_link_to_a_file_that_was_read_is_one(here: Path, command: Command) -> None:
    figures = here / "data" / "2024.csv"
    kept = figures.read_bytes()
    (here / "soft.csv").symlink_to(figures)
    (here / "back.csv").symlink_to("soft.csv")
    (here / "hard.csv").hardlink_to(figures)

    for name in ("soft.csv", "back.csv", "hard.csv"):
        assert refused(command("check", "data", "-o", name), "DT916"), name
    assert refused(command("check", "soft.csv", "-o", "data/2024.csv"), "DT916")
    assert figures.read_bytes() == kept


@posix
def test_two_names_of_one_file_are_one(here: Path, command: Command) -> None:
    (here / "a.json").write_text("old")
    (here / "soft.json").symlink_to("a.json")
    (here / "hard.json").hardlink_to(here / "a.json")
    (here / "folder").symlink_to(here, target_is_directory=True)

    for name in ("soft.json", "hard.json", "folder/a.json"):
        assert refused(command("check", "-o", "a.json", "-o", name), "DT915"), name
    assert refused(command("check", "-o", "new.json", "-o", "folder/new.json"), "DT915")


@pytest.mark.usefixtures("here")
def test_a_settings_file_is_not_written(command: Command) -> None:
    Path("dti-targets.toml").write_text('lang = "en"\n', "utf-8")

    assert refused(command("check", "-f", "json", "-o", "dti-targets.toml"), "DT916")


# -- how a file is replaced


@posix
def test_the_mode_of_a_file_is_kept(here: Path, command: Command) -> None:
    old, new = here / "old.json", here / "new.json"
    old.write_text("old")
    old.chmod(0o640)
    umask = os.umask(0o027)
    try:
        command("check", "-o", "old.json", "-o", "new.json", "-f", "json,json")
        os.umask(0o077)
        command("check", "-o", "old.json", "-o", "private.json", "-f", "json,json")
    finally:
        os.umask(umask)

    modes = [stat.S_IMODE(p.stat().st_mode) for p in (old, new, here / "private.json")]
    assert modes == [0o640, 0o640, 0o600]


@posix
def test_a_link_is_kept_and_leads_to_the_new_file(here: Path, command: Command) -> None:
    (here / "kept").mkdir()
    (here / "kept" / "a.json").write_text("old")
    (here / "link.json").symlink_to("kept/a.json")
    (here / "dangling.json").symlink_to("kept/b.json")

    command("check", "-o", "link.json", "-o", "dangling.json")

    assert (here / "link.json").readlink() == Path("kept/a.json")
    assert json.loads((here / "kept" / "a.json").read_text("utf-8"))["judged"]
    assert json.loads((here / "kept" / "b.json").read_text("utf-8"))["judged"]


@posix
def test_a_device_and_a_pipe_take_a_report(here: Path, command: Command) -> None:
    os.mkfifo(here / "fifo")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((here / "fifo").read_text("utf-8")))
    reader.start()

    result = command("check", "-f", "json,json", "-o", "/dev/null", "-o", "fifo")

    reader.join(20)
    assert result.status == 1
    assert json.loads(read[0])["judged"]
    assert stat.S_ISFIFO((here / "fifo").stat().st_mode)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def run(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "dti_targets", *words],
        capture_output=True, cwd=cwd, env=environment() | more, check=False, timeout=60,
    )  # fmt: skip


@posix
@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_by_its_path(here: Path, path: str) -> None:
    result = run("check", "-f", "json", "-o", path, "-l", "en", cwd=here)

    assert json.loads(result.stdout)["judged"]
    assert result.stderr.decode().endswith(COUNTS)


@posix
def test_standard_output_by_its_path_may_be_a_file(here: Path) -> None:
    with (here / "out.json").open("wb") as out:
        subprocess.run(
            [sys.executable, "-m", "dti_targets", "check", "-f", "json", "-o", "/dev/stdout"],
            stdout=out, stderr=subprocess.DEVNULL, cwd=here, env=environment(), check=False,
            timeout=60,
        )  # fmt: skip

    assert json.loads((here / "out.json").read_text("utf-8"))["judged"]


# -- what stops half-way


class Disk:
    """Lets the n-th write, flush to disk or move fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls = 0
        self.fails_at = 0
        self.error: BaseException = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._monkeypatch = monkeypatch

    def breaks(self, owner: object, name: str) -> None:
        usual = getattr(owner, name)

        def call(*words: object, **more: object) -> object:
            self.calls += 1
            if self.calls == self.fails_at:
                raise self.error
            return usual(*words, **more)

        self._monkeypatch.setattr(owner, name, call)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Give a disk that can fail."""
    return Disk(monkeypatch)


BREAKS: dict[str, Callable[[Disk], None]] = {
    "write": lambda disk: disk.breaks(output, "_write"),
    "fsync": lambda disk: disk.breaks(os, "fsync"),
    "rename": lambda disk: disk.breaks(Path, "replace"),
    "create": lambda disk: disk.breaks(output, "_make_beside"),
}


@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("what", list(BREAKS))
@pytest.mark.parametrize("existed", [True, False])
def test_after_a_failure_each_file_is_old_or_new(
    here: Path, command: Command, disk: Disk, what: str, nth: int, existed: bool
) -> None:
    names = ("a.json", "b.csv", "c.xml")
    command("check", *(word for name in names for word in ("-o", f"good-{name}")))
    new = {name: (here / f"good-{name}").read_bytes() for name in names}
    if existed:
        for name in names:
            (here / name).write_bytes(b"old")
    before = files(here)
    BREAKS[what](disk)
    disk.fails_at = nth

    result = command("check", *(word for name in names for word in ("-o", name)))

    assert disk.calls == nth
    assert (result.status, result.out) == (2, "")
    assert result.err.count("error[DT913]") == 1
    assert "No space left on device" in result.err
    for name in names:
        found = (here / name).read_bytes() if (here / name).exists() else None
        assert found in {b"old" if existed else None, new[name]}
        if what != "rename" or nth == 1:
            assert found == (b"old" if existed else None)
    assert files(here) <= before | set(names)


@pytest.mark.parametrize("what", list(BREAKS))
def test_an_interruption_leaves_nothing_behind(
    here: Path, command: Command, disk: Disk, what: str
) -> None:
    (here / "a.json").write_bytes(b"old")
    before = files(here)
    BREAKS[what](disk)
    disk.fails_at, disk.error = 2, KeyboardInterrupt()

    result = command("check", "-o", "a.json", "-o", "b.csv")

    assert (result.status, result.out) == (130, "")
    assert result.err.endswith("Interrupted.\n")
    assert files(here) == before
    if what != "rename":
        assert (here / "a.json").read_bytes() == b"old"


def test_a_text_that_stops_half_way_leaves_nothing_behind(here: Path, command: Command) -> None:
    from dti_targets.reporting.writers import csv_report

    def stops(*_: object) -> Iterator[str]:
        yield "half"
        raise RuntimeError

    before = files(here)
    command.monkeypatch.setattr(csv_report, "to_csv", stops)

    assert command("check", "-o", "a.json", "-o", "b.csv").status == 3
    assert files(here) == before


@posix
@pytest.mark.parametrize("blocks", [1, 8])
def test_a_limit_of_the_system_on_files(here: Path, blocks: int) -> None:
    (here / "a.sarif").write_bytes(b"old")
    before = files(here)
    line = f'ulimit -f {blocks}; "{sys.executable}" -m dti_targets check -o a.sarif -l en'

    result = subprocess.run(
        ["sh", "-c", line],
        capture_output=True, cwd=here, env=environment(), check=False, timeout=60,
    )  # fmt: skip

    assert result.returncode == 2
    assert result.stderr.count(b"error[DT913]") == 1
    assert b"Traceback" not in result.stderr
    assert (here / "a.sarif").read_bytes() == b"old"
    assert files(here) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("name", FORMATS)
def test_a_device_that_is_full(here: Path, name: str) -> None:
    result = run("check", "-f", name, "-o", "/dev/full", "-l", "en", cwd=here)

    assert (result.returncode, result.stdout) == (2, b"")
    assert "error[DT913]" in result.stderr.decode()
    assert b"Traceback" not in result.stderr


@posix
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "table"])
def test_a_standard_output_that_is_gone(here: Path, name: str) -> None:
    def shell(line: str) -> subprocess.CompletedProcess[bytes]:
        command = f'"{sys.executable}" -m dti_targets check -f {name} -l en {line}'
        return subprocess.run(
            ["bash", "-c", command],
            capture_output=True, cwd=here, env=environment(), check=False, timeout=60,
        )  # fmt: skip

    closed = shell(">&-")
    assert closed.returncode == 2
    assert b"error[DT913]" in closed.stderr
    piped = shell("| true; exit ${PIPESTATUS[0]}")
    assert piped.returncode in {1, 141}  # 1 where it was quicker than the reader was gone
    assert b"Traceback" not in closed.stderr + piped.stderr
    assert b"Exception ignored" not in closed.stderr + piped.stderr


@posix
def test_a_reader_that_stops_reading_is_141(here: Path) -> None:
    rows = [f"unused.{n},90,province,2024,{n}" for n in range(20_000)]
    table = here / "many.csv"
    table.write_text("\n".join(["indicator,area,level,period,value", *rows]), "utf-8")
    line = f'"{sys.executable}" -m dti_targets check many.csv -f json | head -1; '

    result = subprocess.run(
        ["bash", "-c", line + "exit ${PIPESTATUS[0]}"],
        capture_output=True, cwd=here, env=environment(), check=False, timeout=60,
    )  # fmt: skip

    assert (result.returncode, result.stdout) == (141, b"{\n")
    assert b"Traceback" not in result.stderr


# -- encodings, languages, what is said beside a report


@pytest.mark.parametrize("encoding", ["ascii", "cp1258", "utf-16"])
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "table"])
def test_a_format_for_machines_is_utf8_whatever_the_locale(
    here: Path, name: str, encoding: str
) -> None:
    usual = run("check", "-f", name, cwd=here).stdout

    result = run("check", "-f", name, cwd=here, PYTHONIOENCODING=encoding)

    assert result.stdout == usual
    assert "Mẫu" in usual.decode("utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "cp1258"])
def test_a_file_is_utf8_whatever_the_locale(here: Path, encoding: str) -> None:
    for path in ("a.json", "a.txt", "a.md"):
        run("check", "-o", path, "-l", "vi", cwd=here)
        usual = (here / path).read_bytes()
        run("check", "-o", path, "-l", "vi", cwd=here, PYTHONIOENCODING=encoding)
        assert (here / path).read_bytes() == usual
        assert "Mẫu" in usual.decode("utf-8")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "table"])
def test_a_report_is_written_where_nothing_could_be_judged(
    here: Path, command: Command, name: str
) -> None:
    screen = command("check", "bad.csv", "-f", name)
    file = command("check", "bad.csv", "-f", name, "-o", "report")

    assert (screen.status, file.status) == (2, 2)
    assert (here / "report").read_text("utf-8") == screen.out != ""
    if name == "json":
        report = json.loads(screen.out)
        assert (report["judged"], report["exit_status"]) == (False, 2)
    assert "DT211" in screen.out


@pytest.mark.usefixtures("here")
def test_with_two_qs_nothing_is_said_but_the_report(command: Command) -> None:
    assert command("check", "-qq") == (1, "", "")
    assert command("check", "-qq", "-o", "a.json") == (1, "", "")
    status, out, err = command("check", "-qq", "-f", "json")
    assert (status, err) == (1, "")
    assert json.loads(out)["judged"]
    assert "error[" in command("check", "bad.csv", "-qq", "-o", "a.json").err


def test_a_summary_is_written_behind_what_is_there(here: Path, command: Command) -> None:
    summary = here / "summary"
    summary.write_text("# Before\n", "utf-8")
    command.monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    first = command("check", "--summary")
    command("check", "--summary", "-f", "json", "-o", "a.json", "-l", "vi")

    text = summary.read_text("utf-8")
    assert first.out == command("check").out
    assert text.startswith("# Before\n# 1-NQ/TU Digital")
    assert "# 1-NQ/TU Chuyển đổi số" in text


def test_a_summary_that_cannot_be_written(here: Path, command: Command) -> None:
    command.monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(here / "nowhere" / "summary"))

    result = command("check", "--summary")

    assert (result.status, result.out) == (2, "")
    assert "error[DT913]" in result.err


def test_format_and_output_from_the_settings_file_and_the_environment(
    here: Path, command: Command
) -> None:
    Path("dti-targets.toml").write_text('format = ["json"]\noutput = ["a.out"]\n', "utf-8")
    command("check")
    assert json.loads((here / "a.out").read_text("utf-8"))["judged"]

    command.monkeypatch.setenv("DTI_TARGETS_FORMAT", "junit")
    assert command("check").out.startswith("<?xml"), "who says one of the two says both"

    command("check", "-f", "csv", "-o", "b.out")
    assert (here / "b.out").read_text("utf-8").startswith("record,")

    Path("dti-targets.toml").unlink()
    command.monkeypatch.setenv("DTI_TARGETS_FORMAT", "json, junit")
    command.monkeypatch.setenv("DTI_TARGETS_OUTPUT", "c.out, d.out")
    assert command("check").out == ""
    assert json.loads((here / "c.out").read_text("utf-8"))["judged"]
    assert (here / "d.out").read_text("utf-8").startswith("<?xml")


def test_names_that_are_taken_beside_a_file(here: Path, command: Command) -> None:
    taken = here / f".dti-targets.{os.getpid()}-0.part"
    taken.write_text("somebody's")

    assert command("check", "-o", "a.json").status == 1
    assert taken.read_text() == "somebody's"
    command.monkeypatch.setattr(output, "_ATTEMPTS", 1)
    result = command("check", "-o", "a.json")
    assert result.status == 2
    assert "error[DT913]" in result.err


@pytest.mark.parametrize("command_name", ["check", "validate"])
def test_pictures_are_of_progress_alone(here: Path, command: Command, command_name: str) -> None:
    by_suffix = command(command_name, "-o", "x.svg", "-l", "en")
    by_name = command(command_name, "-f", "svg", "-l", "en")

    assert (by_suffix.status, by_name.status) == (2, 2)
    assert "DT917" in by_suffix.err
    assert "name it with --format, or end" in by_suffix.err
    assert ".sarif" in by_suffix.err
    assert "svg" not in by_suffix.err.replace("x.svg", "")
    assert "DT9" in by_name.err
    assert not (here / "x.svg").exists()
    (job,) = output.jobs(Settings(output=("x.svg",)), formats.FORMATS | formats.PICTURES)
    assert (job.format.name, job.path) == ("svg", "x.svg")
    (job,) = output.jobs(Settings(format=("svg",)), formats.FORMATS | formats.PICTURES)
    assert (job.format.name, job.path) == ("svg", "-")
