"""Nothing from a file, a name or an argument reaches a terminal raw."""

import unicodedata
from pathlib import Path

import pytest

from tests import hostile
from tests.runs import PROJECT, Command

EVIL = "\x1b[31m\x1b]8;;https://evil.example\x07\u202e\u200b\x9b\u2066"
WORDS = ("check", "list", "explain")


def assert_clean(text: str) -> None:
    hidden = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Cn"}
    assert {unicodedata.category(sign) for sign in text.replace("\n", "")}.isdisjoint(hidden)


@pytest.mark.parametrize(
    "words",
    [
        ["check", f"a{EVIL}.csv"],
        [f"che{EVIL}ck"],
        ["check", f"--wi{EVIL}"],
        ["check", "-r", f"mau{EVIL}"],
        ["check", "-a", f"[bold]{EVIL}[/bold]"],
        ["check", "-p", f"20{EVIL}"],
        ["check", "--target", f"rec{EVIL}"],
        ["check", "--fail-on", f"mis{EVIL}"],
        ["check", "-C", f"a{EVIL}"],
        ["check", "--config", f"a{EVIL}.toml"],
        ["check", "--encoding", f"utf{EVIL}"],
        ["check", "-", "--stdin-name", f"a{EVIL}"],
        ["list", f"mau{EVIL}"],
        ["list", "a", f"b{EVIL}"],
        ["explain", f"rec{EVIL}"],
    ],
)
def test_an_argument_is_shown_spelled_out(command: Command, words: list[str]) -> None:
    result = command(*words)

    assert result.status == 2
    assert_clean(result.out + result.err)


@pytest.mark.parametrize("width", ["60", "100", "200"])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_data_is_shown_spelled_out(command: Command, width: str, lang: str) -> None:
    for words in (["check", "-v"], ["explain", "wide"], ["list", "mau"], ["check", "bad.csv"]):
        result = command(*words, "--width", width, "-l", lang)
        assert_clean(result.out + result.err)


def test_a_name_of_a_file_is_shown_spelled_out(command: Command, tmp_path: Path) -> None:
    for name in ("targets", "data"):
        (tmp_path / name).symlink_to(PROJECT / name)
    evil = tmp_path / hostile.nameable("a\x1b[31m\nb\u202e.csv")
    evil.write_bytes((PROJECT / "data" / "2024.csv").read_bytes())
    command.monkeypatch.chdir(tmp_path)

    for words in (["check", "-v", "--width", "180"], ["check"], ["explain", "records"]):
        result = command(*words, evil.name)
        assert_clean(result.out + result.err)
        assert "\\u001b[31m" in result.out


def test_markup_is_text(command: Command) -> None:
    out = command("check", "-l", "en", "--width", "200", "--sub-areas", "all").out

    for text in ("[red]not markup[/red] :warning:", "[bold]Tây[/bold] 県", ":rocket:",
                 "[link=https://example.org]click here[/link]"):  # fmt: skip
        assert text in out


def test_colours_come_from_us_alone(command: Command) -> None:
    out = command("check", "-v", "--color", "always").out

    codes = {piece.partition("m")[0] for piece in out.split("\x1b[")[1:]}
    assert codes <= {"0", "1", "2", "32", "1;31"}
    assert "\x1b]" not in out
