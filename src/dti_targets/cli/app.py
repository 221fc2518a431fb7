"""From the words of the command line to an exit status. How every run ends is decided here."""

import gc
import io
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TextIO

import typer
from typer.exceptions import TyperException

from dti_targets.cli.exits import ASKING, Exit
from dti_targets.cli.options import command
from dti_targets.cli.refused import Refused
from dti_targets.cli.registry import COMMANDS, Command
from dti_targets.cli.terminal import OutputFailed, Terminal, of_settings
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.settings import OPTIONS, Settings, Takes
from dti_targets.reading.source import Desk

_HELP = frozenset({"-h", "--help"})
_VERSION = frozenset({"-V", "--version"})
_WITH_VALUE = {
    spelling
    for option in OPTIONS.values()
    if option.takes not in {Takes.NOTHING, Takes.COUNT}
    for spelling in (option.flag, option.short)
    if spelling
}
_WITHOUT_VALUE = {option.flag for option in OPTIONS.values() if option.flag not in _WITH_VALUE}
_KNOWN = (
    *sorted(_HELP | _VERSION),
    *(spelling for option in OPTIONS.values() for spelling in (option.flag, option.short)),
)
_ENDING = [
    signal.Signals[name]
    for name in ("SIGINT", "SIGTERM", "SIGHUP")  # Ctrl-C, a supervisor, a window that was closed
    if name in signal.Signals.__members__
]
_DEBUG = "DTI_TARGETS_DEBUG"
"""Asks, for us and not for users, for the traceback of a bug."""


class Stopped(KeyboardInterrupt):
    """The request to end a run, whichever signal made it.

    Of a plain KeyboardInterrupt that meets an `eval`, as where a named tuple is made, Python keeps
    in mind that nobody caught it: started with `-m` it then ends by SIGINT, whatever we answer.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its status; no traceback reaches a user."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    gc.disable()  # a run is short and makes hardly a cycle: looking for them costs a tenth of it
    try:
        _make_streams_tolerant()
        status = _run(words)
    except KeyboardInterrupt:
        status = _interrupted(words)
    except BrokenPipeError:
        status = Exit.PIPE_CLOSED
    except Exception as error:  # noqa: BLE001  (the last place that can word it)
        stopped = _follows_an_interruption(error)
        status = _interrupted(words) if stopped else _failed(error, words)
    if status in {Exit.PIPE_CLOSED, Exit.INTERRUPTED}:
        _give_up(sys.stdout)
    sys.exit(status)


def _make_streams_tolerant() -> None:
    """Let no character that a terminal lacks end the run; what lacks is shown spelled out.

    A request to end is heard like Ctrl-C, so that it ends a run in the same orderly way.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if threading.current_thread() is threading.main_thread():
        hear(stop)
        if sys.unraisablehook is sys.__unraisablehook__:  # nobody else looks at what Python drops
            sys.unraisablehook = _drop_no_interruption


def hear(answer: Callable[[int, Any], None] | signal.Handlers) -> None:
    """Answer each request to end so; not one that is ignored, as behind a & and under nohup."""
    for number in _ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, answer)


def stop(_number: int, _frame: object) -> NoReturn:
    """End the run in an orderly way; who asks twice does not disturb it, a third time ends it.

    Raises:
        Stopped: always.
    """
    hear(_stop_for_good_next)
    raise Stopped


def _stop_for_good_next(number: int, _frame: object) -> None:
    if number in {signal.SIGINT, signal.SIGTERM}:  # a window that is closed says so several times
        hear(signal.SIG_DFL)


def _drop_no_interruption(dropped: "sys.UnraisableHookArgs") -> None:
    """Raise an interruption again that Python drops, at the next call outside of this function.

    Python prints and drops what is raised where nothing can pass it on: in a destructor, in the
    call of a weak reference, in some of its own look-ups. All else is dropped as ever.
    """

    def again(frame: FrameType, _event: str, _argument: object) -> None:
        if frame.f_code is not _drop_no_interruption.__code__:
            sys.setprofile(None)
            raise Stopped

    if issubclass(dropped.exc_type, KeyboardInterrupt):
        sys.setprofile(again)
    else:
        sys.__unraisablehook__(dropped)


def _run(words: list[str]) -> Exit:
    """Find the command and run it; say what is wrong with the command line where it is wrong."""
    if shell := os.environ.get(ASKING):
        from dti_targets.cli.shells import answer

        return answer(shell, words, os.environ)
    before_files = words[: words.index("--")] if "--" in words else words
    name, rest = _command_of(words)
    if words[:1] and words[0] in _VERSION:
        from dti_targets.version import VERSION

        _terminal(words).print(f"dti-targets {VERSION}\n", in_words=False)
        return Exit.NOTHING_FAILS
    if not words or not _HELP.isdisjoint(before_files):
        from dti_targets.cli.help import help_text

        terminal = _terminal(words)
        terminal.print(help_text(name if name in COMMANDS else None, terminal))
        return Exit.NOTHING_FAILS
    if name not in COMMANDS:
        return _unknown(name, words)
    try:
        Path.cwd()
    except OSError as error:  # somebody removed it
        faults = Faults()
        faults.add(codes.FILE_UNREADABLE, Place(os.curdir), why=error.strerror)
        return _complain(faults, _terminal(words), Desk(Path(os.sep), 0))
    return _parse(COMMANDS[name], rest)


def _command_of(words: Sequence[str]) -> tuple[str, list[str]]:
    """Return the command and all other words: options may stand before it, too."""
    after_option = False
    for index, word in enumerate(words):
        if not word.startswith("-") and not after_option:
            return word, [*words[:index], *words[index + 1 :]]
        after_option = not after_option and word in _WITH_VALUE
    return "", list(words)


def _unknown(name: str, words: Sequence[str]) -> Exit:
    """Refuse a command line that names no command: one that is unknown, or none at all."""
    faults = Faults()
    unknown = next((word for word in map(_option, words) if word and word not in _KNOWN), "")
    if name:
        faults.add(
            codes.UNKNOWN_COMMAND, Place(name),
            command=name, near=nearest(name, COMMANDS), allowed=tuple(COMMANDS),
        )  # fmt: skip
    elif unknown:
        near = nearest(unknown, _KNOWN)
        faults.add(codes.UNKNOWN_OPTION, Place(unknown), option=unknown, near=near)
    else:
        faults.add(codes.MISSING_ARGUMENT, Place("dti-targets"), argument="COMMAND")
    return _complain(faults, _terminal(words))


def _option(word: str) -> str:
    """Return the option in a word, without its value; no text where there is none."""
    if word.startswith("--"):
        return word.partition("=")[0]
    return word[:2] if word.startswith("-") else ""


def _parse(chosen: Command, words: list[str]) -> Exit:
    """Let Typer take the command line apart, then read the settings and run the command.

    Raises:
        KeyboardInterrupt: also where Typer kept it to itself.
    """
    result: dict[str, Any] = {}
    taken = False

    def take(given: dict[str, Any]) -> None:
        nonlocal taken
        taken = True
        result.update(given)

    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    # Typer builds a validator for each option that it knows: a line without any needs none.
    options = chosen.options if any(word.startswith("-") for word in words) else ()
    app.command(add_help_option=False)(command(options, chosen.arguments, take))
    try:
        typer.main.get_command(app).main(args=words, prog_name="dti-targets", standalone_mode=False)
    except TyperException as error:
        return _complain(_usage_fault(error, chosen), _terminal(words))
    if not taken:
        raise KeyboardInterrupt
    arguments = {name: result.pop(name) for name, _ in chosen.arguments}
    return chosen.run(arguments, result, os.environ)


def _usage_fault(error: TyperException, chosen: Command) -> Faults:
    """Return our words for what Typer could not parse; its own are English and private."""
    faults = Faults()
    option = str(getattr(error, "option_name", None) or "")
    if "extra argument" in error.message:
        text = error.message.partition(" (")[2].removesuffix(")")
        faults.add(codes.EXTRA_ARGUMENT, Place(text), text=text)
    elif type(error).__name__ == "NoSuchOption":
        known = [OPTIONS[name].flag for name in chosen.options]
        faults.add(codes.UNKNOWN_OPTION, Place(option), option=option, near=nearest(option, known))
    elif option in _WITHOUT_VALUE:
        faults.add(codes.EXTRA_ARGUMENT, Place(option), text=f"{option}=…")
    elif option:
        faults.add(codes.OPTION_NEEDS_VALUE, Place(option), option=option)
    else:
        faults.add(codes.EXTRA_ARGUMENT, Place("dti-targets"), text=error.format_message())
    return faults


def _complain(faults: Faults, terminal: Terminal, desk: Desk | None = None) -> Exit:
    """Print faults of the command line or of a settings file."""
    from dti_targets.cli.snippet import refusal

    desk = desk or Desk(Path.cwd(), 0)
    terminal.complain(refusal(faults, desk, terminal.say, terminal.err))
    return Exit.UNUSABLE


def _terminal(words: Sequence[str]) -> Terminal:
    """Return the terminal for a run whose settings could not be read: what it can is guessed."""
    lang, width = _said("lang", words).lower(), _said("width", words)
    known = lang if lang in OPTIONS["lang"].words else None
    size = int(width) if re.fullmatch(r"[0-9]{1,5}", width) else None
    return of_settings(Settings(lang=known, width=size), os.environ)


def _said(name: str, words: Sequence[str]) -> str:
    """Return what the line says of an option, else what its variable does; the last word counts."""
    option = OPTIONS[name]
    said = "" if "--isolated" in words else os.environ.get(option.variable, "")
    spellings = tuple(spelling for spelling in (option.flag, option.short) if spelling)
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if word in spellings:
            said = following
        elif word.startswith(f"{option.flag}="):
            said = word.partition("=")[2]
        elif option.short and word.startswith(option.short):
            said = word.removeprefix(option.short)
    return said


def _follows_an_interruption(error: BaseException | None) -> bool:
    """Whether an error came of an interruption: inside an import, Python makes others of it."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


def _interrupted(words: Sequence[str]) -> Exit:
    with suppress(Exception):  # a module may be there by half: then nothing is said
        terminal = _terminal(words)
        terminal.complain(f"{terminal.say('interrupted')}\n")
    return Exit.INTERRUPTED


def _failed(error: Exception, words: Sequence[str]) -> Exit:
    """Say what ended the run: settings, an output that takes nothing, or, in one line, a bug."""
    terminal = _terminal(words)
    if isinstance(error, Refused):
        return _complain(error.faults, terminal, error.desk)
    if isinstance(error, OutputFailed):
        if error.path == "-":
            _give_up(sys.stdout)
        faults = Faults()
        faults.add(codes.OUTPUT_FAILED, Place(error.path), why=error.why)
        return _complain(faults, terminal)
    if os.environ.get(_DEBUG):
        import traceback

        traceback.print_exception(error)
    terminal.complain(terminal.say("crash", error=type(error).__name__) + "\n")
    return Exit.OUR_BUG


def _give_up(stream: TextIO | None) -> None:
    """Let what is still to be written go nowhere: the output does not take it."""
    with suppress(OSError, ValueError):
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
