"""The terminal that the command was started in: language, width, colours, signs, streams."""

import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from dti_targets.domain.settings import Settings
from dti_targets.messages import Words
from dti_targets.reporting.layout import folded
from dti_targets.reporting.screen import Screen, Signs
from dti_targets.reporting.wording import Wording

PIPE_WIDTH = 100
_NEEDED = "✓✗►○–─≥≤≈…“”·ấữỗặ"
_CONSOLE = "√×►○–─≥≤≈…ấữỗặ"


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the two streams of a run can show, and in which language."""

    say: Wording
    out: Screen
    err: Screen

    def print(self, text: str) -> None:
        """Write to standard output.

        Raises:
            OSError: the output cannot be written (`BrokenPipeError`: its reader has gone).
        """
        sys.stdout.write(text)
        sys.stdout.flush()

    def complain(self, text: str) -> None:
        """Write to standard error, in ASCII where it can show no more."""
        sys.stderr.write(folded_lines(text) if self.err.signs is Signs.ASCII else text)
        sys.stderr.flush()


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


def _screen(stream: TextIO, settings: Settings, environment: Mapping[str, str]) -> Screen:
    return Screen(
        settings.width or _width(stream), _color(stream, settings, environment),
        _signs(stream, environment),
    )  # fmt: skip


def _width(stream: TextIO) -> int:
    try:
        if stream.isatty():
            return os.get_terminal_size(stream.fileno()).columns or PIPE_WIDTH
    except (OSError, ValueError):
        pass
    return PIPE_WIDTH


def _color(stream: TextIO, settings: Settings, environment: Mapping[str, str]) -> bool:
    if settings.color != "auto":
        return settings.color == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return environment["FORCE_COLOR"] != "0"
    return stream.isatty() and environment.get("TERM") != "dumb"


def _signs(stream: TextIO, environment: Mapping[str, str]) -> Signs:
    """Return the signs that the encoding has; the old Windows console lacks a tick in its font."""
    encoding = stream.encoding or "ascii"
    old_console = sys.platform == "win32" and stream.isatty() and not environment.get("WT_SESSION")
    needed = _CONSOLE if old_console else _NEEDED
    try:
        needed.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Signs.ASCII
    return Signs.CONSOLE if old_console else Signs.UNICODE
