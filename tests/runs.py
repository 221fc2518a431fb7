"""Whole runs of the command in this process, and where the sample project and the goldens lie."""

import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
PROJECT = GOLDEN / "project"
_HEARD = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "WT_SESSION", "LC_ALL", "LC_MESSAGES")


@contextmanager
def signals_heard() -> Iterator[None]:
    """Let signals end a run, also where the tests ignore them: behind a &, under nohup."""
    names = {"SIGINT", "SIGTERM", "SIGHUP"}.intersection(signal.Signals.__members__)
    before = [(signal.Signals[name], signal.getsignal(signal.Signals[name])) for name in names]
    for number, handler in before:
        if handler is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before:
        signal.signal(number, handler)


class Result(NamedTuple):
    """How a run ended and what it wrote."""

    status: int
    out: str
    err: str


class Stream(io.TextIOWrapper):
    """A standard stream that keeps what is written; a terminal if it is told so."""

    def __init__(self, encoding: str = "utf-8", *, terminal: bool = False) -> None:
        self.bytes = io.BytesIO()
        self.terminal = terminal
        super().__init__(self.bytes, encoding=encoding, newline="\n")

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        """Return what was written so far."""
        self.flush()
        return self.bytes.getvalue().decode(self.encoding)


class Command:
    """Runs the command in this process, in a folder, with nothing of the real environment."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.encoding = "utf-8"
        self.out_terminal = False
        self.err_terminal = False
        for name in os.environ:
            if name.startswith("DTI_TARGETS_") or name in _HEARD:
                monkeypatch.delenv(name)
        monkeypatch.setenv("LANG", "C.UTF-8")
        monkeypatch.chdir(PROJECT)

    def __call__(self, *words: str, stdin: bytes = b"") -> Result:
        """Run `dti-targets` with some words."""
        from dti_targets.cli.app import main  # not before coverage is there to see it

        out = Stream(self.encoding, terminal=self.out_terminal)
        err = Stream(self.encoding, terminal=self.err_terminal)
        with self.monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
            with pytest.raises(SystemExit) as ended:
                main(words)
        assert isinstance(ended.value.code, int)
        return Result(int(ended.value.code), out.text(), err.text())


SameAsGolden = Callable[[str, str], None]
"""Compares a text with the golden file of a name, byte for byte."""
