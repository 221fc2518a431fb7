"""How a run ends when something stops it: one line, a status, no traceback."""

import io
import os
import runpy
import signal
import sys
import threading
from collections.abc import Callable
from typing import NoReturn

import pytest

from dti_targets.pipeline import check as question
from tests.runs import Command, Stream


def fail(command: Command, error: BaseException) -> None:
    def check(*_: object) -> None:
        raise error

    command.monkeypatch.setattr(question, "check", check)


def test_a_bug_is_one_line_and_3(command: Command) -> None:
    fail(command, RecursionError("\x1b[31m"))

    status, out, err = command("check", "-l", "vi")

    assert (status, out) == (3, "")
    assert err == (
        "dti-targets gặp lỗi của chính chương trình: RecursionError. Xin báo lại, kèm câu lệnh và "
        "tệp đã dẫn đến lỗi. Mã thoát 3.\n"
    )


def test_a_bug_has_a_traceback_for_those_who_ask(command: Command) -> None:
    fail(command, KeyError("key"))
    command.monkeypatch.setenv("DTI_TARGETS_DEBUG", "1")

    status, _, err = command("check")

    assert status == 3
    assert err.startswith("Traceback")


def test_a_fault_of_the_system_while_reading_is_no_fault_of_the_output(command: Command) -> None:
    fail(command, OSError(5, "Input/output error"))

    assert command("check").status == 3


def test_an_interruption_is_130(command: Command) -> None:
    fail(command, KeyboardInterrupt())

    assert command("check", "-l", "vi") == (130, "", "Đã dừng giữa chừng.\n")


def test_an_interruption_while_typer_reads_the_line_is_130(command: Command) -> None:
    def main(*_: object, **__: object) -> int:
        return 130

    command.monkeypatch.setattr("typer.main.TyperCommand.main", main)

    assert command("check", "-l", "en") == (130, "", "Interrupted.\n")


def test_an_interruption_that_became_another_error_is_130(command: Command) -> None:
    def check(*_: object) -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise KeyError("half a module")

    command.monkeypatch.setattr(question, "check", check)

    assert command("check", "-l", "en") == (130, "", "Interrupted.\n")


class Ends:
    """Does something when it is dropped: what is raised then, Python drops too."""

    def __init__(self, end: Callable[[], object]) -> None:
        self.end = end

    def __del__(self) -> None:
        self.end()


def interrupt() -> None:
    raise KeyboardInterrupt


def test_an_interruption_that_python_drops_is_130(command: Command) -> None:
    went_on = []

    def check(*_: object) -> None:
        Ends(lambda: Ends(interrupt))
        went_on.append(True)

    command.monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    command.monkeypatch.setattr(question, "check", check)

    assert command("check", "-l", "en") == (130, "", "Interrupted.\n")
    assert not went_on
    assert sys.getprofile() is None


def test_any_other_error_that_python_drops_is_shown_as_ever(command: Command) -> None:
    def check(*_: object) -> NoReturn:
        Ends(lambda: 1 // 0)
        raise BrokenPipeError

    command.monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    command.monkeypatch.setattr(question, "check", check)

    result = command("check")

    assert result.status == 141
    assert result.err.startswith("Exception ignored in: <function Ends.__del__")
    assert result.err.endswith("ZeroDivisionError: integer division or modulo by zero\n")


def test_an_output_that_nobody_reads_is_141(command: Command) -> None:
    fail(command, BrokenPipeError())

    assert command("check") == (141, "", "")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OSError(28, "No space left on device"), 2, "No space left on device"),
        (OSError(), 2, "OSError"),
        (BrokenPipeError(), 141, ""),
    ],
)
def test_an_output_that_takes_nothing(
    command: Command, error: OSError, status: int, said: str
) -> None:
    def write(self: Stream, text: str) -> int:
        if self is sys.stdout:
            raise error
        return io.TextIOWrapper.write(self, text)

    command.monkeypatch.setattr(Stream, "write", write)

    result = command("list", "-l", "en")

    assert result.status == status
    assert said in result.err


def test_an_output_that_takes_nothing_is_given_up(command: Command) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command.monkeypatch.setattr(Stream, "fileno", lambda _: writing)
    fail(command, BrokenPipeError())

    assert command("check").status == 141
    assert os.write(writing, b"goes nowhere") == 12
    os.close(writing)


@pytest.mark.usefixtures("command")
def test_closed_streams_are_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    from dti_targets.cli.app import main, stop

    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    for words, status in ((["check"], 2), (["check", "-qq"], 1), (["-V"], 2), (["wrong"], 2)):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == status
    assert signal.getsignal(signal.SIGTERM) is stop


def test_an_error_stream_that_takes_nothing_changes_no_status(command: Command) -> None:
    def write(self: Stream, text: str) -> int:
        if self is sys.stderr:
            raise OSError(28, "No space left on device")
        return io.TextIOWrapper.write(self, text)

    command.monkeypatch.setattr(Stream, "write", write)

    assert command("wrong").status == 2


def test_a_program_may_run_the_command_in_a_thread(command: Command) -> None:
    statuses: list[int] = []
    thread = threading.Thread(target=lambda: statuses.append(command("check", "-q").status))
    thread.start()
    thread.join()

    assert statuses == [1]


@pytest.mark.usefixtures("command")
def test_the_package_is_a_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["dti-targets", "check", "-q"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_module("dti_targets", run_name="__main__")

    assert ended.value.code == 1
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert capsys.readouterr().out.startswith("By the end of 2024")
    runpy.run_module("dti_targets.__main__", run_name="imported")
