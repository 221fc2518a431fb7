"""The pages of `progress`, as reviewers approved them, and what holds of them at any width.

The sample holds all six statuses, breaks of each kind, bounds, ranks, approximate figures, sources
that differ, quotas, a baseline, markup, escapes and wide letters.
"""

import re
import shutil
from pathlib import Path

import pytest

from dti_targets.reporting.layout import cells
from dti_targets.reporting.prose import line as paragraph
from dti_targets.reporting.prose import to_text
from dti_targets.reporting.screen import Screen, Signs
from tests import hostile
from tests.reporting.writers.test_markdown import assert_only_text, page_of, rows_of
from tests.runs import GOLDEN, ROOT, Command, SameAsGolden

PROJECT = GOLDEN / "progress"
LANGUAGES = ("en", "vi")


@pytest.fixture(autouse=True)
def _in_project(command: Command) -> None:
    command.monkeypatch.chdir(PROJECT)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", ["60", "80", "100", "120", "200"])
def test_table(command: Command, same_as_golden: SameAsGolden, width: str, lang: str) -> None:
    result = command("progress", "--width", width, "-l", lang)

    assert result.status == 0
    same_as_golden(f"progress.{width}.{lang}.txt", result.out)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("markdown.en.md", ["progress", "-l", "en", "-f", "markdown"]),
        ("markdown.vi.md", ["progress", "-l", "vi", "-f", "markdown"]),
        ("quiet.en.txt", ["progress", "-l", "en", "-q"]),
        ("quiet.vi.txt", ["progress", "-l", "vi", "-q"]),
        ("verbose.en.txt", ["progress", "-l", "en", "-v", "--target", "middling"]),
        ("cagr.en.txt", ["progress", "-l", "en", "--method", "cagr", "--width", "120"]),
        ("cagr.vi.txt", ["progress", "-l", "vi", "--method", "cagr", "--width", "120"]),
        ("as-of.en.txt", ["progress", "-l", "en", "--as-of", "2022", "-r", "mau"]),
        ("unit.en.txt", ["progress", "-l", "en", "-a", "Bắc", "-r", "khac"]),
        ("fail-on.en.txt", ["progress", "-l", "en", "--fail-on", "limited,warning"]),
        ("colour.en.txt", ["progress", "-l", "en", "--color", "always", "--target", "reached"]),
        ("explain.en.txt", ["explain", "agreed", "-l", "en"]),
        ("explain.vi.txt", ["explain", "middling", "-l", "vi", "--width", "80"]),
        ("explain-less.en.txt", ["explain", "fewer", "-l", "en"]),
        ("explain-break.en.txt", ["explain", "mau/moved", "-l", "en"]),
        ("explain-quotas.en.txt", ["explain", "quotas", "-l", "en"]),
        ("explain-cagr.en.txt", ["explain", "ahead", "-l", "en", "--method", "cagr"]),
        ("explain-as-of.en.txt", ["explain", "reached", "-l", "en", "--as-of", "2022"]),
        ("explain-past-due.en.txt", ["explain", "ahead", "-l", "en", "--as-of", "2026"]),
        ("explain-growth.en.txt", ["explain", "direction", "-l", "en", "--method", "cagr"]),
        ("help.en.txt", ["progress", "-h", "-l", "en"]),
        ("help.vi.txt", ["progress", "-h", "-l", "vi"]),
    ],
)
def test_page(command: Command, same_as_golden: SameAsGolden, name: str, words: list[str]) -> None:
    same_as_golden(f"progress-{name}", command(*words).out)


@pytest.mark.parametrize("name", ["progress", "explain"])
def test_page_where_the_encoding_has_no_vietnamese(
    command: Command, same_as_golden: SameAsGolden, name: str
) -> None:
    command.encoding = "ascii"
    words = [name] if name == "progress" else [name, "mau/moved"]

    out = command(*words, "-l", "vi").out

    assert out.isascii()
    same_as_golden(f"progress-ascii-{name}.vi.txt", out)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_real_figures(command: Command, same_as_golden: SameAsGolden, lang: str) -> None:
    command.monkeypatch.chdir(ROOT)

    result = command("progress", "data/", "--width", "120", "-l", lang)

    assert result.out.count("\n") <= 48  # a committee gets its answer in one screen
    same_as_golden(f"progress-real.{lang}.txt", result.out)


def hostile_project(folder: Path) -> Path:
    hostile.project(folder)
    table = (folder / "data" / hostile.ODD_NAME).read_text("utf-8")
    (folder / "data" / "2023.csv").write_text(table.replace(",2024,", ",2023,"), "utf-8")
    return folder


@pytest.fixture
def hostile_command(command: Command, tmp_path: Path) -> Command:
    """Give a command in a project whose every text is meant to do harm."""
    command.monkeypatch.chdir(hostile_project(tmp_path / "hostile"))
    return command


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_too_wide_but_for_one_word(command: Command, lang: str) -> None:
    for words in (["progress"], ["progress", "-v"], ["explain", "agreed"]):
        for width in (40, 47, 60, 73, 80, 99, 100, 120, 150, 200):
            out = command(*words, "--width", str(width), "-l", lang).out
            for line in out.splitlines():
                longest = max(map(cells, line.split()), default=0)
                copied = line.startswith("   dti-targets ")
                assert cells(line) <= width or copied or longest > width - 20, (width, line)
                assert line == line.rstrip()


@pytest.mark.parametrize("width", [1, 7, 20, 39, 1000])
def test_an_odd_width_is_no_fault(command: Command, width: int) -> None:
    assert command("progress", "--width", str(width)).status == 0


def test_nothing_from_data_moves_the_cursor_or_hides(hostile_command: Command) -> None:
    for words in (["progress"], ["progress", "-v"], ["progress", "-q"], ["explain", "t0"]):
        out = hostile_command(*words, "-l", "vi", "--width", "120").out
        assert out
        assert all(line.isprintable() for line in out.split("\n"))


@pytest.mark.parametrize("where", ["sample", "hostile"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_from_data_is_more_than_text_in_markdown(
    command: Command, tmp_path: Path, where: str, lang: str
) -> None:
    if where == "hostile":
        command.monkeypatch.chdir(hostile_project(tmp_path / "hostile"))

    text = command("progress", "-f", "markdown", "-l", lang).out

    assert_only_text(page_of(text))
    rows = [*rows_of(text)]
    assert rows
    assert {len(row) for row in rows} == {7}
    written = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == sum("---" not in line for line in written)


def test_a_summary_is_the_page_that_a_screen_shows(command: Command, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    command.monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    command("progress", "--summary", "-l", "en")
    text = summary.read_text("utf-8")

    assert text.startswith("# On the way to the targets, as of the end of 2024\n")
    assert "Nobody published it" not in text
    assert "Nobody published it" in command("progress", "-f", "markdown", "-l", "en").out


def test_targets_without_a_figure_are_counted_and_listed_when_verbose(command: Command) -> None:
    assert "1 of 20 without a figure" in command("progress", "-l", "en").out
    assert "Nobody published it" not in command("progress", "-l", "en").out
    assert "Nobody published it" in command("progress", "-l", "en", "-v").out


def test_the_counts_add_up(command: Command) -> None:
    out = command("progress", "-l", "en", "--width", "200").out
    found = re.search(r"^ (✓ .*) = (\d+) targets\.", out, re.MULTILINE)
    assert found is not None
    counts = [int(number) for number in re.findall(r"\d+", found[1])]

    assert sum(counts) == int(found[2]) == 22
    assert len(counts) == 6


def test_a_console_of_windows_gets_a_break_that_its_font_has() -> None:
    assert to_text([paragraph("a ┊ b")], Screen(80, signs=Signs.CONSOLE)) == "a : b\n"


def test_a_resolution_of_another_area_is_named_with_the_reason(
    command: Command, tmp_path: Path
) -> None:
    shutil.copytree(PROJECT, tmp_path / "p")
    command.monkeypatch.chdir(tmp_path / "p")
    for path in (tmp_path / "p" / "data").iterdir():
        rows = [row for row in path.read_text("utf-8").splitlines() if ",90," not in row]
        path.write_text("\n".join(rows) + "\n", "utf-8")

    out = command("progress", "-l", "en").out

    assert "Not looked at: 2-KH/UBND (another area: Mẫu)." in out


def test_long_series_are_named_by_their_ends(command: Command, tmp_path: Path) -> None:
    shutil.copytree(PROJECT, tmp_path / "p")
    command.monkeypatch.chdir(tmp_path / "p")
    rows = [f"ahead,91,province,{year},{year - 1990}%,Báo A" for year in range(2000, 2021)]
    table = "indicator,area,level,period,value,source\n" + "\n".join(rows) + "\n"
    (tmp_path / "p" / "data" / "old.csv").write_text(table, "utf-8")

    out = " ".join(command("progress", "-l", "en", "--target", "ahead").out.split())

    assert "10% (2000), 11% (2001), 12% (2002), 13% (2003), … 17 more …, 20% (2021)" in out
