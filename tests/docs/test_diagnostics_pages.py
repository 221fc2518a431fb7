"""Every code has a section in both languages, and every example gives exactly that code.

How the pages are written, and what is done with it: a block that names a path is that file; a
line of `^` stands under the wrong place and is taken out; a block of `targets:` is put behind the
head of the real 13-nq-tu.yaml; a block `xlsx` becomes a workbook. The first example of a section
without a path (`sh`) is run as it stands. What stands after the example is the repair, and a
repaired table is read without an error.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from dti_targets.diagnostics import CODES, Diagnostic, Severity
from dti_targets.domain.settings import Settings
from dti_targets.messages import Words
from dti_targets.pipeline.check import check as judge
from dti_targets.pipeline.project import Project
from tests.workbooks import from_text

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"en": "docs/diagnostics.md", "vi": "docs/diagnostics.vi.md"}
REPAIR = {"en": "Repair: ", "vi": "Cách sửa: "}
_SECTION = re.compile(r"^## (?P<code>DT\d{3}): (?P<title>.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(?P<info>[^\n]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LACKING = ("docx", "jinja2", "xlsxwriter")
"""Packages of the extra, which the machine of the examples lacks."""

_CARET = re.compile(r" *\^+")
_FIGURE = 'indicator,area,level,period,value\nenterprise_etax_rate,51,province,2024,"91,1%"\n'


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its path, its text without the line of carets."""

    language: str
    path: str
    text: str
    mark: tuple[int, int, int] | None
    """Line, column and width of the carets."""


def block(info: str, body: str) -> Block:
    language, _, path = info.strip().partition(" ")
    kept: list[str] = []
    mark = None
    for line in body.splitlines():
        if _CARET.fullmatch(line):
            mark = (len(kept), line.index("^") + 1, line.count("^"))
        else:
            kept.append(line)
    if mark and language == "xlsx":  # the column of a sheet is that of a cell
        mark = (mark[0], kept[mark[0] - 1][: mark[1]].count("|") + 1, 1)
    return Block(language, path, "\n".join(kept) + "\n", mark)


def sections(language: str) -> dict[str, str]:
    text = (ROOT / PAGES[language]).read_text(encoding="utf-8")
    found = list(_SECTION.finditer(text))
    ends = [section.start() for section in found[1:]] + [len(text)]
    return {s["code"]: text[s.start() : end] for s, end in zip(found, ends, strict=True)}


def parts(language: str, code: str) -> tuple[list[Block], list[Block]]:
    """Return the blocks of the example, and those of the repair."""
    example, _, repair = sections(language)[code].partition(REPAIR[language])
    return (
        [block(b["info"], b["body"]) for b in _BLOCK.finditer(example)],
        [block(b["info"], b["body"]) for b in _BLOCK.finditer(repair)],
    )


def head() -> str:
    text = (ROOT / "targets/13-nq-tu.yaml").read_text(encoding="utf-8")
    return text[: text.index("\ntargets:\n") + 1]


def write(folder: Path, example: list[Block]) -> dict[str, int]:
    """Make a project of the example; return how many lines were put before each file."""
    before: dict[str, int] = {}
    promises = any(part.language == "yaml" for part in example)
    (folder / "data").mkdir()
    if promises:
        (folder / "targets").mkdir()
        for name in ("areas.yaml", "13-nq-tu.yaml"):
            shutil.copy(ROOT / "targets" / name, folder / "targets")
        (folder / "data/2024.csv").write_text(_FIGURE, encoding="utf-8")
    else:
        shutil.copytree(ROOT / "targets", folder / "targets")
        if all(part.language != "xlsx" for part in example):
            shutil.copy(ROOT / "data/2024.csv", folder / "data")
    for part in example:
        if part.path:
            if part.language == "xlsx":
                before[part.path] = 0
                (folder / part.path).write_bytes(from_text(part.text))
                continue
            text = head() if part.text.startswith("targets:") else ""
            before[part.path] = text.count("\n")
            (folder / part.path).write_text(text + part.text, encoding="utf-8")
    return before


def check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Diagnostic]:
    monkeypatch.chdir(folder)
    outcome = judge([], Settings(), Project.of([], Settings()))
    return list(outcome.faults)


def run(folder: Path, script: str) -> str:
    """Run shell commands where `dti-targets` is the one under test; return what they complain."""
    tool = folder / ".bin" / "dti-targets"
    tool.parent.mkdir()
    (folder / ".lacking").mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dti_targets "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    pip = tool.with_name("pip")  # what it takes away cannot be imported any more
    pip.write_text('#!/bin/sh\necho "raise ImportError" > "${0%pip}$3.py"\n', encoding="utf-8")
    pip.chmod(0o755)
    environment = {
        "PATH": f"{tool.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{tool.parent}{os.pathsep}{ROOT / 'src'}",
        "DTI_TARGETS_LANG": "en",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, env=environment, capture_output=True, check=False,
        encoding="utf-8",
    )  # fmt: skip
    return done.stderr


@pytest.mark.parametrize("language", PAGES)
def test_page_has_one_section_for_each_code(language: str) -> None:
    assert list(sections(language)) == list(CODES)


def test_pages_show_the_same_examples() -> None:
    for code in CODES:
        assert parts("en", code) == parts("vi", code), code


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("code", CODES)
def test_section_says_why_it_matters_and_how_to_repair_it(language: str, code: str) -> None:
    text = sections(language)[code]
    why = text.split("```")[0].partition("\n")[2].strip()

    assert why.endswith(".")
    assert REPAIR[language] in text
    assert parts(language, code)[0]


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("code", CODES)
def test_catalogue_has_the_sentence_and_the_help_of_each_code(language: str, code: str) -> None:
    words = Words(language)

    assert words.knows(code)
    assert words.knows(f"{code}.help")


FILES = [c for c in CODES if any(b.language in {"csv", "yaml", "xlsx"} for b in parts("en", c)[0])]
COMMANDS = [c for c in CODES if c not in FILES]


@pytest.mark.parametrize("code", FILES)
def test_example_gives_exactly_its_code_at_the_marked_place(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example, _ = parts("en", code)
    before = write(tmp_path, example)
    marks = [(part.path, part.mark) for part in example if part.mark]
    [(path, marked)] = marks or [(example[0].path, (0, 0, 0))]  # the file as a whole

    found = check(tmp_path, monkeypatch)

    assert [fault.code.id for fault in found] == [code]
    at = found[0].at
    assert (at.path, at.line - before[path]) == (path, marked[0])
    if at.column:
        assert (at.column, at.width) == (marked[1], at.width if marked[2] == 1 else marked[2])


@pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell")
@pytest.mark.parametrize("code", COMMANDS)
def test_command_gives_exactly_its_code(code: str, tmp_path: Path) -> None:
    example, _ = parts("en", code)
    [shown] = example
    if "/dev/full" in shown.text and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    write(tmp_path, example)
    script = shown.text if shown.language == "sh" else "dti-targets check data/2024.csv\n"

    complaint = run(tmp_path, script)

    assert re.findall(r"^error\[(DT\d{3})\]", complaint, re.MULTILINE) == [code]
    if shown.mark:
        line, column, _ = shown.mark
        assert f"--> {shown.path}:{line}:{column}\n" in complaint


def repairs_of_tables() -> list[str]:
    """Return the codes whose example and repair are whole tables."""
    return [
        code
        for code in FILES
        if parts("en", code)[1]
        and all(part.language == "csv" for blocks in parts("en", code) for part in blocks)
    ]


@pytest.mark.parametrize("code", repairs_of_tables())
def test_repaired_table_is_read(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, repaired = parts("en", code)
    write(tmp_path, [Block("csv", "data/2024.csv", repaired[0].text, None)])

    found = check(tmp_path, monkeypatch)

    errors = [fault.code.id for fault in found if fault.code.severity is Severity.ERROR]
    assert errors in ([], ["DT304"])
