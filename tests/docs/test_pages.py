"""Every command that the README and the pages in docs/ show is run, and its output compared.

Conventions of the pages: a `sh` block holds commands, run from the root of the repository; the
`text` block right after it is their standard output (and errors). A block whose info string names
a path is a file: the `sh` blocks marked `project` run in a folder of these files, those marked
`broken` in the same folder with the mistakes that the page describes. `# exit 2` in a command's
comment says what it must leave with; otherwise 0 and 1 are both answers; `> file` writes that file
into the folder. `console` blocks show other systems: what they run is checked against the commands
of the `sh` blocks.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.schemas.editor import faults_in_editor

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "README.md", "README.vi.md", "CONTRIBUTING.md", "docs/method.md", "docs/method.vi.md",
    "docs/output.md", "docs/output.vi.md", "docs/performance.md",
    "docs/performance.vi.md",
)  # fmt: skip
_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"#.*\bexit (\d+)")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: str
    language: str
    mark: str
    body: str
    index: int
    start: int
    end: int


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found = []
    for index, match in enumerate(_FENCE.finditer(text)):
        language, _, mark = match["info"].strip().partition(" ")
        body = match["body"]
        found.append(Block(page, language, mark, body, index, match.start(2), match.end(2)))
    return found


def commands(block: Block) -> Iterator[str]:
    """Yield the commands of a block."""
    yield from (line for line in block.body.splitlines() if line.strip())


def shown_blocks(language: str) -> list[Block]:
    """Return the blocks of a language on all pages that exist."""
    return [b for page in PAGES for b in blocks(page) if b.language == language]


def project_of(page: str, folder: Path) -> Path:
    """Write the files that a page shows into a folder."""
    for block in blocks(page):
        if "/" in block.mark and not block.mark.startswith(".github"):
            path = folder / block.mark
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
    return folder


def break_project(folder: Path) -> Path:
    """Make the two mistakes that the README describes."""
    targets, data = folder / "targets/13-nq-tu.yaml", folder / "data/2024.csv"
    good = targets.read_text(encoding="utf-8"), data.read_text(encoding="utf-8")
    bad = (
        good[0].replace("{more_than: 50}", "{more_then: 50}"),
        good[1].replace('"70,35%"', "70,35%"),
    )
    assert good[0] != bad[0]
    assert good[1] != bad[1]
    targets.write_text(bad[0], encoding="utf-8")
    data.write_text(bad[1], encoding="utf-8")
    return folder


def run(command: str, folder: Path, language: str) -> subprocess.CompletedProcess[str]:
    """Run a `dti-targets` command of a page through the real entry point."""
    words = shlex.split(command, comments=True)
    assert words[0] == "dti-targets", command
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DTI_TARGETS", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "COV_"))
    }
    environment |= {"LC_ALL": language, "PYTHONUTF8": "1"}
    into = words.index(">") if ">" in words else len(words)
    done = subprocess.run(
        [sys.executable, "-m", "dti_targets", *words[1:into]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    for name in words[into + 1 :]:
        (folder / name).write_text(done.stdout, encoding="utf-8")
        done.stdout = ""
    return done


def language_of(page: str) -> str:
    """Return the locale that a page is written for."""
    return "vi_VN.UTF-8" if page.endswith(".vi.md") else "en_US.UTF-8"


@pytest.mark.parametrize(
    "block", shown_blocks("sh"), ids=lambda b: f"{b.page}:{b.body.splitlines()[0]}"
)
def test_the_commands_of_a_page_run_and_print_what_it_shows(
    block: Block, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder = ROOT
    if block.mark:
        folder = project_of(block.page, tmp_path)
        if block.mark == "broken":
            folder = break_project(folder)
    printed = ""
    for command in commands(block):
        if command.startswith("make"):
            assert_make_knows(command)
            continue
        if not command.startswith("dti-targets"):
            pytest.fail(f"{block.page}: {command} is not run by any test")
        done = run(command, folder, language_of(block.page))
        status = _EXIT.search(command)
        expected = {int(status[1])} if status else {0, 1}
        assert done.returncode in expected, f"{command}\n{done.stdout}"
        assert "Traceback" not in done.stdout
        printed += done.stdout
    output = text_after(block)
    if output is not None and output.body != printed:
        if request.config.getoption("--update-golden", default=False):
            path = ROOT / block.page
            text = path.read_text(encoding="utf-8")
            path.write_text(text[: output.start] + printed + text[output.end :], encoding="utf-8")
        assert printed == output.body


def text_after(block: Block) -> Block | None:
    """Return the `text` block that stands right after a block, if one does."""
    now = blocks(block.page)  # a block before this one may have been updated meanwhile
    own, following = now[block.index], now[block.index + 1 : block.index + 2]
    if not following or following[0].language != "text":
        return None
    between = (ROOT / block.page).read_text(encoding="utf-8")[own.end : following[0].start]
    return following[0] if between.split() == ["```", "```text"] else None


def assert_make_knows(command: str) -> None:
    """Check that make would know what to do."""
    words = shlex.split(command, comments=True)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = [word for word in words[1:] if "=" not in word]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets), command


def test_commands_for_other_systems_are_those_of_this_one() -> None:
    shown = {command.split("#")[0].strip() for b in shown_blocks("sh") for command in commands(b)}
    for block in [*shown_blocks("console"), *shown_blocks("bat")]:
        for command in commands(block):
            found = re.search(r"dti-targets check (\S+)", command.replace("\\", "/"))
            if found:
                assert f"dti-targets check {found[1]}" in {s[: len(found[0])] for s in shown}


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_the_settings_file_of_a_page_is_read(page: str, tmp_path: Path) -> None:
    folder = project_of(page, tmp_path)
    settings = next(b for b in blocks(page) if b.language == "toml")
    (folder / settings.mark).write_text(settings.body, encoding="utf-8")

    done = run("dti-targets check data/2024.csv --verbose", folder, "en_US.UTF-8")

    assert done.returncode == 1
    assert "dti-targets.toml" in done.stdout
    assert "Chưa có số liệu" in done.stdout


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_an_editor_finds_no_fault_in_the_files_of_a_page(page: str, tmp_path: Path) -> None:
    folder = project_of(page, tmp_path)
    settings = next(b for b in blocks(page) if b.language == "toml")
    (folder / settings.mark).write_text(settings.body, encoding="utf-8")

    assert faults_in_editor("targets", sorted((folder / "targets").iterdir())) == {}
    assert faults_in_editor("config", [folder / settings.mark]) == {}


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_the_schema_that_a_page_has_written_is_that_of_the_repository(
    page: str, tmp_path: Path
) -> None:
    folder = project_of(page, tmp_path)
    shown = [c for b in blocks(page) if b.language == "sh" for c in commands(b)]
    command = next(c for c in shown if "schema targets >" in c)

    run(command, folder, language_of(page))

    printed = (folder / "targets/targets.schema.json").read_bytes()
    assert printed == (ROOT / "schemas/targets.schema.json").read_bytes()


@pytest.mark.parametrize("block", shown_blocks("python"), ids=lambda b: b.page)
def test_the_python_of_a_page_runs(block: Block) -> None:
    done = subprocess.run(
        [sys.executable, "-c", block.body],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "13-nq-tu/work_records_online province met" in done.stdout


def test_both_readmes_show_the_same_files_and_commands() -> None:
    english, vietnamese = blocks("README.md"), blocks("README.vi.md")

    assert [b.mark for b in english] == [b.mark for b in vietnamese]
    for one, other in zip(english, vietnamese, strict=True):
        if one.language == "sh":
            strip = [c.split("#")[0].strip() for c in commands(one)]
            assert [c.split("#")[0].strip() for c in commands(other)] == strip
        elif one.language in {"csv", "yaml", "toml", "python"}:
            assert one.body.split("#")[0] == other.body.split("#")[0]
