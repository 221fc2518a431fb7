"""From the words of the command line to an exit status. How every run ends is decided here."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import typer
from typer.exceptions import TyperException

from dti_targets.cli.exits import Exit
from dti_targets.cli.options import command
from dti_targets.cli.registry import COMMANDS, Command
from dti_targets.cli.terminal import Terminal, of_settings
from dti_targets.diagnostics import Faults, InvalidInput, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.settings import OPTIONS, Settings

_HELP = frozenset({"-h", "--help"})
_VERSION = frozenset({"-V", "--version"})
_DEBUG = "DTI_TARGETS_DEBUG"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its status; no traceback reaches a user."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _make_streams_tolerant()
    try:
        status = _run(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = Exit.INTERRUPTED
    except BrokenPipeError:
        status = Exit.PIPE_CLOSED
    except typer.Exit as done:
        status = Exit(done.exit_code)
    except Exception as error:  # noqa: BLE001  (the last place that can word it)
        status = _crash(error, words)
    if status in {Exit.PIPE_CLOSED, Exit.INTERRUPTED}:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def _make_streams_tolerant() -> None:
    """Let no character that a terminal lacks end the run; what lacks is shown spelled out."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    if hasattr(signal, "SIGTERM") and callable(getattr(signal, "default_int_handler", None)):
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _run(words: list[str]) -> Exit:
    """Find the command and run it; say what is wrong with the command line where it is wrong."""
    name = words[0] if words else ""
    if any(word in _VERSION for word in words[:1]):
        from dti_targets import __version__

        print(f"dti-targets {__version__}")  # noqa: T201
        return Exit.NOTHING_FAILS
    asked_for_help = not words or any(word in _HELP for word in words)
    if asked_for_help:
        from dti_targets.cli.help import help_text

        terminal = _terminal(words)
        terminal.print(help_text(name if name in COMMANDS else None, terminal))
        return Exit.NOTHING_FAILS
    if name not in COMMANDS:
        return _unknown(name, words)
    return _parse(COMMANDS[name], words[1:])


def _unknown(name: str, words: list[str]) -> Exit:
    faults = Faults()
    if name.startswith("-"):
        known = [option.flag for option in OPTIONS.values()]
        faults.add(codes.UNKNOWN_OPTION, Place(name), option=name, near=nearest(name, known))
    else:
        faults.add(
            codes.UNKNOWN_COMMAND, Place(name),
            command=name, near=nearest(name, COMMANDS), allowed=tuple(COMMANDS),
        )  # fmt: skip
    return _complain(faults, _terminal(words))


def _parse(chosen: Command, words: list[str]) -> Exit:
    """Let Typer take the command line apart, then read the settings and run the command."""
    result: dict[str, Any] = {}
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(add_help_option=False)(command(chosen.options, chosen.arguments, result.update))
    try:
        typer.main.get_command(app).main(args=words, prog_name="dti-targets", standalone_mode=False)
    except TyperException as error:
        return _complain(_usage_fault(error, chosen), _terminal(words))
    arguments = {name: result.pop(name) for name, _ in chosen.arguments}
    return chosen.run(arguments, result, os.environ)


def _usage_fault(error: TyperException, chosen: Command) -> Faults:
    """Return our words for what Typer could not parse; its own are English and private."""
    faults = Faults()
    option = str(getattr(error, "option_name", None) or "")
    if "extra argument" in error.message:
        text = error.message.partition("(")[2].rstrip(").") or error.message
        faults.add(codes.EXTRA_ARGUMENT, Place(text), text=text)
    elif type(error).__name__ == "NoSuchOption":
        known = [OPTIONS[name].flag for name in chosen.options]
        faults.add(codes.UNKNOWN_OPTION, Place(option), option=option, near=nearest(option, known))
    elif option:
        faults.add(codes.OPTION_NEEDS_VALUE, Place(option), option=option)
    else:
        faults.add(codes.EXTRA_ARGUMENT, Place("dti-targets"), text=error.format_message())
    return faults


def _complain(faults: Faults, terminal: Terminal) -> Exit:
    """Print faults that concern no file."""
    from pathlib import Path

    from dti_targets.cli.snippet import diagnostics_text
    from dti_targets.reading.source import Desk

    terminal.complain(
        diagnostics_text(
            faults, Desk(Path.cwd(), 0), terminal.say, terminal.err, judged=False, verbose=False
        )
    )
    return Exit.UNUSABLE


def _terminal(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> Terminal:
    """Return the terminal for a run whose settings could not be read: its language is guessed."""
    spoken = environment.get(OPTIONS["lang"].variable, "")
    for index, word in enumerate(words):
        if word in {"-l", "--lang"} and index + 1 < len(words):
            spoken = words[index + 1]
        elif word.startswith("--lang="):
            spoken = word.partition("=")[2]
    lang = spoken.lower() if spoken.lower() in OPTIONS["lang"].words else None
    return of_settings(Settings(lang=lang), environment)


def _crash(error: Exception, words: Sequence[str]) -> Exit:
    """Say, in one line, that the program itself is wrong; or that the output cannot be written."""
    if os.environ.get(_DEBUG):
        raise error
    terminal = _terminal(words)
    if isinstance(error, InvalidInput):
        return _complain(error.faults, terminal)
    if isinstance(error, OSError) and error.filename is None:
        faults = Faults()
        faults.add(codes.OUTPUT_FAILED, Place("-"), why=error.strerror or type(error).__name__)
        _silence()
        return _complain(faults, terminal)
    terminal.complain(terminal.say("crash", error=type(error).__name__) + "\n")
    return Exit.OUR_BUG


def _silence() -> None:
    """Give up what is still to be written: the output does not take it."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        pass
