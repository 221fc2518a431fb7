"""The terminal that the command was started in: language, width, colours, signs, streams."""

import errno
import locale
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple, TextIO

from dti_targets.domain.settings import Settings
from dti_targets.messages import Words
from dti_targets.reporting.content import Content, encoded
from dti_targets.reporting.layout import folded
from dti_targets.reporting.screen import Screen, Signs
from dti_targets.reporting.wording import Wording

PIPE_WIDTH = 100
_NEEDED = "✓✗►○–─≥≤≈…“”·ấữỗặ"
_CONSOLE = "√×►○–─≥≤≈…ấữỗặ"


class Terminal(NamedTuple):
    """What the two streams of a run can show, and in which language."""

    say: Wording
    out: Screen
    err: Screen

    def print(self, text: str, *, in_words: bool = True) -> None:
        """Write to standard output; of words, say if its encoding lacks some of their letters.

        Raises:
            BrokenPipeError: whoever read the output has gone.
            OutputFailed: the output cannot be written.
        """
        stream: TextIO | None = sys.stdout
        if stream is None:  # the shell closed it
            raise OutputFailed(os.strerror(errno.EBADF))
        if in_words and self.out.signs is Signs.ASCII:
            self.complain(self.say("report.folded") + "\n")
        try:
            stream.write(text)
            stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputFailed(error.strerror or type(error).__name__) from error

    def stream(self, content: Content) -> None:
        """Write a document for machines to standard output: UTF-8 whatever the locale says.

        Raises:
            BrokenPipeError: whoever read the output has gone.
            OutputFailed: the output cannot be written.
        """
        if sys.stdout is None:
            raise OutputFailed(os.strerror(errno.EBADF))
        try:
            for piece in encoded(content):
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputFailed(error.strerror or type(error).__name__) from error

    def complain(self, text: str) -> None:
        """Write to standard error, in ASCII where it can show no more; in vain where it is gone."""
        stream: TextIO | None = sys.stderr
        if stream is not None:
            with suppress(OSError):
                stream.write(folded_lines(text) if self.err.signs is Signs.ASCII else text)
                stream.flush()


class OutputFailed(Exception):  # noqa: N818  (it says what happened to the output)
    """A file, or standard output, takes nothing; `why` is what the system says."""

    def __init__(self, why: str, path: str = "-") -> None:
        """Keep both."""
        super().__init__(why)
        self.why = why
        self.path = path


def folded_lines(text: str) -> str:
    """Return a text in ASCII, its lines and colours kept."""
    return "\n".join(
        "\x1b".join(folded(part) for part in line.split("\x1b")) for line in text.split("\n")
    )


def of_settings(settings: Settings, environment: Mapping[str, str]) -> Terminal:
    """Return the terminal of this process under some settings."""
    words = Words(language(settings.lang, environment))
    return Terminal(
        Wording(words),
        _screen(sys.stdout, settings, environment),
        _screen(sys.stderr, settings, environment),
    )


def language(wanted: str | None, environment: Mapping[str, str]) -> str:
    """Return `vi` or `en`: what was asked for, else what the locale says."""
    if wanted:
        return wanted
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "vi" if environment[name].lower().startswith("vi") else "en"
    system = locale.getlocale()[0] or ""
    return "vi" if system.lower().startswith(("vi", "vietnam")) else "en"


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at a stream; no, where the shell closed it."""
    return stream is not None and stream.isatty()


def _screen(stream: TextIO | None, settings: Settings, environment: Mapping[str, str]) -> Screen:
    return Screen(
        settings.width or _width(stream), _color(stream, settings, environment),
        _signs(stream, environment),
    )  # fmt: skip


def _width(stream: TextIO | None) -> int:
    """Return the columns of a terminal; of anything else 100, whatever `COLUMNS` says."""
    if stream is None or not stream.isatty():
        return PIPE_WIDTH
    try:
        return os.get_terminal_size(stream.fileno()).columns or PIPE_WIDTH
    except (OSError, ValueError):  # a stream that says that it is a terminal, and is none
        return PIPE_WIDTH


def _color(stream: TextIO | None, settings: Settings, environment: Mapping[str, str]) -> bool:
    if settings.color != "auto":
        return settings.color == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return environment["FORCE_COLOR"] != "0"
    return is_terminal(stream) and environment.get("TERM") != "dumb"


def _signs(stream: TextIO | None, environment: Mapping[str, str]) -> Signs:
    """Return the signs that the encoding has; the old Windows console lacks a tick in its font."""
    encoding = (stream and stream.encoding) or "ascii"
    old_console = (
        sys.platform == "win32" and is_terminal(stream) and not environment.get("WT_SESSION")
    )
    needed = _CONSOLE if old_console else _NEEDED
    try:
        needed.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Signs.ASCII
    return Signs.CONSOLE if old_console else Signs.UNICODE
