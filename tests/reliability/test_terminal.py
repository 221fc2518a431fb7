"""What reaches a terminal, and how a process ends (cases 183 to 205)."""

import os
import re
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability.system import HEADING, plain, project, run, shell, start
from tests.runs import ROOT, Command

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a shell and signals of POSIX")


@pytest.fixture
def small(command: Command, tmp_path: Path) -> Path:
    """Enter a project of one target; return its folder."""
    project(tmp_path / "p")
    command.monkeypatch.chdir(tmp_path / "p")
    command.monkeypatch.setenv("LANG", "en_US.UTF-8")
    return tmp_path / "p"


def noted(command: Command, text: str, *words: str) -> str:
    """Return what the command shows of a figure whose note is a text, on one line."""
    quoted = text.replace('"', '""')
    row = f'rate,51,province,2024,90%,Báo A,"{quoted}"\n'
    Path("data/2024.csv").write_text(HEADING + row, "utf-8", newline="")
    result = plain(command("check", "-v", "--width", "300", *words))
    assert result.status == 0
    return result.out


@pytest.mark.parametrize("text", ["[/]", "[/foo]", "a [/] b"])
@pytest.mark.usefixtures("small")
def test_case_183_closing_markup(command: Command, text: str) -> None:
    assert text in noted(command, text)


@pytest.mark.parametrize("text", ["ghi chú [a]", "[red]x[/red]", "[bold]", "[on red] x"])
@pytest.mark.usefixtures("small")
def test_case_184_markup_deletes_nothing(command: Command, text: str) -> None:
    assert text in noted(command, text)
    assert text in re.sub(r"\x1b\[[0-9;]*m", "", command("check", "-v", "--color", "always").out)


@pytest.mark.usefixtures("small")
def test_case_185_emoji_is_text(command: Command) -> None:
    assert ":warning: :smile:" in noted(command, ":warning: :smile:")


@pytest.mark.parametrize("text", ["[link=http://evil]x[/link]", "[@click=a]x[/]"])
@pytest.mark.usefixtures("small")
def test_case_186_no_link_is_made(command: Command, text: str) -> None:
    assert text in noted(command, text)
    assert "\x1b]" not in command("check", "-v", "--color", "always").out


@pytest.mark.parametrize("text", ["a\\", "[b", "\\[b]", "\\\\"])
@pytest.mark.usefixtures("small")
def test_case_187_backslash_and_bracket_are_not_doubled(command: Command, text: str) -> None:
    assert f"{text}\n" in noted(command, text)


ESCAPES = {
    "colour": ("\x1b[31m", "\\u001b[31m"),
    "title": ("\x1b]0;x\x07", "\\u001b]0;x\\u0007"),
    "link": ("\x1b]8;;x:evil\x1b\\", "\\u001b]8;;x:evil\\u001b\\"),
    "clipboard": ("\x1b]52;c;eA\x07", "\\u001b]52;c;eA\\u0007"),
    "device": ("\x1bPx\x1b\\", "\\u001bPx\\u001b\\"),
    "c1": ("\x9b31m", "\\u009b31m"),
}


@pytest.mark.parametrize("name", ESCAPES)
@pytest.mark.usefixtures("small")
def test_case_188_escape_sequence_is_spelled(command: Command, name: str) -> None:
    raw, shown = ESCAPES[name]

    assert shown in noted(command, raw)
    for words in ([f"a{raw}.csv"], ["-r", raw], [f"--{raw}"], ["-p", raw], ["--config", raw]):
        result = plain(command("check", *words))
        assert result.status == 2
        assert shown in result.err.replace("\n", "")


@pytest.mark.usefixtures("small")
def test_case_189_carriage_return_hides_nothing(command: Command) -> None:
    shown = noted(command, "good\rbad")

    assert "good bad" in shown


@pytest.mark.parametrize("sign", [chr(n) for n in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))])
@pytest.mark.usefixtures("small")
def test_case_190_order_of_writing_is_spelled(command: Command, sign: str) -> None:
    assert f"a\\u{ord(sign):04x}b" in noted(command, f"a{sign}b")


@pytest.mark.parametrize(
    "name", [unicodedata.normalize("NFD", "Tỷ lệ hồ sơ"), "数字政府", "a\u200db", "👩\u200d💻 x"]
)
def test_case_191_columns_stay_aligned(command: Command, small: Path, name: str) -> None:
    from rich.cells import cell_len

    targets = small / "targets" / "nho.yaml"
    spelled = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in name)
    targets.write_text(targets.read_text("utf-8").replace("A rate", f'"{spelled}"'), "utf-8")

    lines = plain(command("check", "--width", "100")).out.splitlines()

    head = next(line for line in lines if "Verdict" in line)
    row = next(line for line in lines if " met" in line and "90%" in line)
    assert cell_len(row[: row.index("met")]) == cell_len(head[: head.index("Verdict")])


@pytest.mark.parametrize("width", [1, 3, 20, 40])
def test_case_192_narrow_terminal_and_long_id(command: Command, small: Path, width: int) -> None:
    targets = small / "targets" / "nho.yaml"
    text = targets.read_text("utf-8").replace("A rate", "r" * 300)
    text = text.replace("id: rate", f"id: {'r' * 64}")
    targets.write_text(text, "utf-8")
    command.monkeypatch.setenv("COLUMNS", str(width))

    assert command("check").status == 0
    shown = plain(command("check", "--width", str(max(width, 40)))).out

    assert shown.count("r") >= 300 or "…" in shown


@pytest.mark.parametrize("columns", ["1", "7", "300", "x"])
@pytest.mark.usefixtures("small")
def test_case_193_pipe_is_100_wide(command: Command, columns: str) -> None:
    usual = command("check").out
    command.monkeypatch.setenv("COLUMNS", columns)

    assert command("check").out == usual
    assert "\x1b" not in usual
    assert max(map(len, usual.splitlines())) <= 100


@pytest.mark.parametrize(
    ("variable", "value", "coloured"),
    [("NO_COLOR", "1", False), ("TERM", "dumb", False), ("TERM", "xterm", True)],
)
@pytest.mark.usefixtures("small")
def test_case_194_colour_is_never_the_only_sign(
    command: Command, variable: str, value: str, coloured: bool
) -> None:
    plain_text = command("check").out
    command.out_terminal = True
    command.monkeypatch.setenv(variable, value)

    shown = command("check", "--width", "100").out

    assert ("\x1b[" in shown) is coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == plain_text
    assert "met" in plain_text


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_case_195_locale_without_letters(small: Path, locale: str) -> None:
    result = run(["check", "-v", "-l", "vi"], small, LC_ALL=locale, PYTHONUTF8="0",
                 PYTHONCOERCECLOCALE="0")  # fmt: skip

    assert (result.status, result.out.isascii()) == (0, True)
    assert "Bao A" in plain(result).out


@pytest.mark.parametrize("encoding", ["ascii", "cp1258", "cp1252", "utf-8"])
@pytest.mark.parametrize("words", [(), ("-f", "json"), ("-f", "csv"), ("-f", "markdown")])
@pytest.mark.usefixtures("small")
def test_case_196_encoding_that_lacks_letters(
    command: Command, encoding: str, words: tuple[str, ...]
) -> None:
    command.encoding = encoding
    command.monkeypatch.setattr(
        "tests.runs.Stream.text", lambda self: (self.flush(), self.bytes.getvalue())[1].decode()
    )

    result = plain(command("check", *words, "-l", "vi"))

    assert result.status == 0
    if words:
        assert "Quảng Ngãi" in unicodedata.normalize("NFC", result.out)


def test_case_197_every_file_is_opened_with_its_encoding() -> None:
    """With this warning an error, an `open` that leaves the encoding to the system is a crash."""
    words = ["check", "data/2024.csv", "-f", "json", "-o", os.devnull, "-f", "table", "-o", "-"]
    strict = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error", "PYTHONDEVMODE": "1"}

    result = run(words, ROOT, **strict)

    assert (result.status, result.err.count("Warning")) == (1, 0), result.err


@POSIX
def test_case_198_closed_streams(small: Path) -> None:
    assert plain(shell("dti_targets check 2>&-", small)).status == 0
    assert plain(shell("dti_targets check -qq >&- 2>&-", small)).status == 0
    closed = plain(shell("dti_targets check >&-", small))
    assert closed.status == 2
    assert "error[DT913]" in closed.err


COMMANDS = [["check"], ["check", "-f", "json"], ["list"], ["explain", "DT211"], ["-V"], ["-h"]]


@POSIX
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_case_199_reader_that_goes(small: Path, words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start(words, small, stdout=writing)
    os.close(writing)

    assert process.communicate(timeout=60)[1] == b""
    assert process.returncode == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_case_200_output_on_a_full_disk(small: Path, words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        process = start(words, small, stdout=full.fileno())
        err = process.communicate(timeout=60)[1].decode()

    assert process.returncode == 2
    assert "error[DT913]: the output cannot be written: No space left on device\n --> -\n" in err
    assert "Traceback" not in err


@POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_case_201_interruption_while_reading(small: Path, name: str) -> None:
    """A run that waits for standard input is certainly reading; the file is not begun."""
    reading, writing = os.pipe()
    os.write(writing, HEADING.encode())
    process = start(["check", "-", "-o", "a.json"], small, stdin=reading)
    os.close(reading)
    _wait_until(lambda: not _holds(writing), process)
    process.send_signal(signal.Signals[name])
    out, err = process.communicate(timeout=60)
    os.close(writing)

    assert (process.returncode, out, err.decode()) == (130, b"", "Interrupted.\n")
    assert not (small / "a.json").exists()


@POSIX
@pytest.mark.usefixtures("small")
def test_case_202_a_second_request_does_not_disturb_the_end(command: Command) -> None:
    from dti_targets.cli import output

    def asked_twice(*_: object) -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    command.monkeypatch.setattr(output, "_write", asked_twice)

    assert command("check", "-o", "a.json").status == 130
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL  # a third would end it for good
    assert not list(Path().glob("*.json"))
    assert not list(Path().glob(".*.part"))


@pytest.mark.usefixtures("small")
def test_case_203_our_bug_is_one_line_without_data(command: Command) -> None:
    from dti_targets.pipeline import check as question

    def check(*_: object) -> None:
        raise ValueError("secret \x1b[31m figure 99%")

    command.monkeypatch.setattr(question, "check", check)

    result = plain(command("check"))

    assert (result.status, result.out, result.err.count("\n")) == (3, "", 1)
    assert "ValueError" in result.err
    assert "secret" not in result.err


@pytest.mark.usefixtures("small")
def test_case_204_a_traceback_shows_no_local_values(command: Command) -> None:
    from dti_targets.pipeline import check as question

    def check(*_: object) -> None:
        figure = "secret" + " 99%"
        raise KeyError(len(figure))

    command.monkeypatch.setattr(question, "check", check)
    command.monkeypatch.setenv("DTI_TARGETS_DEBUG", "1")

    err = command("check").err

    assert err.startswith("Traceback")
    assert "secret 99%" not in err


def test_case_205_is_in_test_determinism() -> None:
    from tests.reliability import test_determinism

    assert test_determinism.__doc__
    assert "case 205" in test_determinism.__doc__


def _holds(pipe: int) -> bool:
    """Whether a pipe still holds what was written into it."""
    import fcntl
    import struct
    import termios

    held = fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4)
    return bool(struct.unpack("i", held)[0])


def _wait_until(ready: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    """Wait until something is so, or a process has ended."""
    for _ in range(3000):
        if ready() or process.poll() is not None:
            return
        time.sleep(0.01)
