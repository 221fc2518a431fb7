"""What a run believes of its terminal: language, width, colours, signs; and the progress bar."""

import locale
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from dti_targets.cli import progress
from dti_targets.cli.commands.check import again
from dti_targets.cli.terminal import language, of_settings
from dti_targets.domain.settings import Settings
from dti_targets.reporting.screen import Screen, Signs
from tests.runs import PROJECT, Command, Stream

ESC = "\x1b"


def screen(
    monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str] | None = None,
    *, settings: Settings | None = None, encoding: str = "utf-8", terminal: bool = True,
) -> Screen:  # fmt: skip
    """Return what is believed of a standard output."""
    monkeypatch.setattr(sys, "stdout", Stream(encoding, terminal=terminal))
    return of_settings(settings or Settings(lang="en"), environment or {}).out


def test_a_pipe_is_100_wide_whatever_columns_says(command: Command) -> None:
    command.monkeypatch.setenv("COLUMNS", "40")

    assert max(map(len, command("check", "-l", "en").out.splitlines())) == 100


def test_a_terminal_is_as_wide_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stream, "fileno", lambda _: 1)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((73, 20)))

    assert screen(monkeypatch, {"COLUMNS": "40"}).width == 73


def test_a_terminal_that_does_not_know_its_width_is_100_wide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert screen(monkeypatch).width == 100
    monkeypatch.setattr(Stream, "fileno", lambda _: 1)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((0, 0)))
    assert screen(monkeypatch).width == 100


def test_the_width_that_was_asked_for_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert screen(monkeypatch, settings=Settings(width=61)).width == 61


@pytest.mark.parametrize(
    ("environment", "color", "terminal", "coloured"),
    [
        ({}, "auto", True, True),
        ({}, "auto", False, False),
        ({}, "always", False, True),
        ({}, "never", True, False),
        ({"NO_COLOR": "1"}, "auto", True, False),
        ({"NO_COLOR": ""}, "auto", True, True),
        ({"NO_COLOR": "1"}, "always", False, True),
        ({"FORCE_COLOR": "1"}, "auto", False, True),
        ({"FORCE_COLOR": "0"}, "auto", True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, "auto", True, False),
        ({"TERM": "dumb"}, "auto", True, False),
    ],
)
def test_colours(
    monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str], color: str,
    terminal: bool, coloured: bool,
) -> None:  # fmt: skip
    settings = Settings(color=color)

    assert screen(monkeypatch, environment, settings=settings, terminal=terminal).color == coloured


@pytest.mark.parametrize("word", ["auto", "never"])
def test_without_colours_no_escape_is_written(command: Command, word: str) -> None:
    result = command("check", "--color", word)

    assert ESC not in result.out + result.err


def test_colours_change_no_word(command: Command) -> None:
    plain = command("check", "--color", "never").out
    coloured = command("check", "--color", "always").out

    assert ESC in coloured
    pieces = [piece.partition("m")[2] for piece in coloured.split(f"{ESC}[")[1:]]
    assert coloured.partition(ESC)[0] + "".join(pieces) == plain


@pytest.mark.parametrize(
    ("encoding", "signs"),
    [("utf-8", Signs.UNICODE), ("utf-16", Signs.UNICODE), ("ascii", Signs.ASCII),
     ("cp1258", Signs.ASCII), ("cp437", Signs.ASCII), ("cp1252", Signs.ASCII)],
)  # fmt: skip
def test_signs_of_an_encoding(monkeypatch: pytest.MonkeyPatch, encoding: str, signs: Signs) -> None:
    assert screen(monkeypatch, encoding=encoding).signs is signs


def test_the_old_console_of_windows_has_no_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    assert screen(monkeypatch).signs is Signs.CONSOLE
    assert screen(monkeypatch, {"WT_SESSION": "1"}).signs is Signs.UNICODE
    assert screen(monkeypatch, terminal=False).signs is Signs.UNICODE


@pytest.mark.parametrize("encoding", ["ascii", "cp1258", "cp437"])
@pytest.mark.parametrize(
    "words", [["check"], ["check", "-v"], ["list", "mau"], ["explain", "wide"], ["check", "-h"],
              ["explain", "DT211"], ["check", "bad.csv"]],
)  # fmt: skip
def test_an_encoding_without_our_signs_gets_ascii(
    command: Command, encoding: str, words: list[str]
) -> None:
    command.encoding = encoding

    result = command(*words, "-l", "vi")

    assert result.out.isascii()
    assert result.err.isascii()
    assert result.err.count("Bang ma cua cua so lenh") == bool(result.out)


def test_folding_is_done_before_anything_is_measured(command: Command) -> None:
    command.encoding = "ascii"

    for width in (40, 60, 80, 110, 150):
        lines = command("check", "-l", "vi", "--width", str(width)).out.splitlines()
        for line in lines:
            assert len(line) <= width or max(map(len, line.split())) > width - 20


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "vi_VN", "LANG": "en_GB"}, "vi"),
        ({"LC_MESSAGES": "C", "LANG": "vi_VN"}, "en"),
        ({"LC_ALL": "", "LANG": "vi"}, "vi"),
    ],
)
def test_language_of_the_locale(environment: Mapping[str, str], expected: str) -> None:
    assert language(None, environment) == expected
    assert language("vi", environment) == "vi"


@pytest.mark.parametrize(
    ("system", "expected"),
    [(("Vietnamese_Vietnam", "1258"), "vi"), (("en_US", "UTF-8"), "en"), ((None, None), "en")],
)
def test_language_of_a_system_without_variables(
    monkeypatch: pytest.MonkeyPatch, system: tuple[str | None, str | None], expected: str
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: system)

    assert language(None, {}) == expected


def test_a_bar_is_drawn_for_a_long_input_on_a_terminal(command: Command) -> None:
    command.monkeypatch.setattr(progress, "SHORTEST", 10)
    command.err_terminal = True

    result = command("check", "-l", "vi", "--color", "never")

    assert "Đang đọc số liệu" in result.err
    assert result.err.endswith(f"{ESC}[2K") or ESC in result.err
    assert ESC not in result.out


def test_a_bar_is_in_ascii_where_the_terminal_is(command: Command) -> None:
    command.monkeypatch.setattr(progress, "SHORTEST", 10)
    command.err_terminal = True
    command.encoding = "ascii"

    assert "Dang doc so lieu" in command("check", "-l", "vi").err


@pytest.mark.parametrize(
    ("words", "environment", "terminal"),
    [
        ([], {}, False),
        (["--no-progress"], {}, True),
        (["-q"], {}, True),
        ([], {"TERM": "dumb"}, True),
    ],
)
def test_no_bar_where_nobody_wants_one(
    command: Command, words: list[str], environment: Mapping[str, str], terminal: bool
) -> None:
    command.monkeypatch.setattr(progress, "SHORTEST", 10)
    command.err_terminal = terminal
    for name, value in environment.items():
        command.monkeypatch.setenv(name, value)

    assert "Reading" not in command("check", "-l", "en", "--color", "never", *words).err


def test_no_bar_for_a_short_input(command: Command) -> None:
    command.err_terminal = True

    assert "Reading" not in command("check", "-l", "en").err


def test_the_command_to_type_sees_the_same_figures(command: Command) -> None:
    result = command("check", "data/2024.csv", "-p", "2024", "-t", "targets", "-l", "en")
    line = next(line for line in result.out.splitlines() if "dti-targets explain" in line)

    assert line == "   dti-targets explain service data/2024.csv -t targets -p 2024"
    assert command(*line.split()[1:], "-l", "en").status == 0


def test_the_command_to_type_hears_and_reads_no_more_than_this_one(command: Command) -> None:
    words = ("data/2024.csv", "--max-size", "5000000", "--isolated")
    for name in ("check", "progress"):
        result = command(name, *words, "-l", "en", "--width", "120")
        line = next(line for line in result.out.splitlines() if "dti-targets explain" in line)

        assert line.endswith(" data/2024.csv --max-size 5000000 --isolated")
        assert command(*line.partition("dti-targets ")[2].split(), "-l", "en").status == 0


def test_the_command_to_type_needs_no_standard_input_and_quotes_names() -> None:
    settings = Settings(period="2024", origins=(("--period", "dti-targets.toml"),))

    assert again(["-", "my figures.csv"], settings) == "'my figures.csv'"


def test_figures_from_standard_input_name_no_file_to_write_into(command: Command) -> None:
    figures = (PROJECT / "data" / "2024.csv").read_bytes()

    result = command("check", "-", "-l", "en", stdin=figures)

    assert "Next: 2 figures would answer the 2 without one (○)." in result.out
    assert "   dti-targets explain service\n" in result.out


def test_several_files_are_no_place_to_write_into(command: Command, tmp_path: Path) -> None:
    more = tmp_path / "more.csv"
    more.write_text("indicator,area,level,period,value\nsme_rate,90,province,2023,50%\n")

    result = command("check", "data/2024.csv", str(more), "-l", "en")

    assert "Next: 2 figures would answer the 2 without one (○)." in result.out
