"""The help pages, in the language of the reader, from the same lists as the options themselves."""

from itertools import groupby

from dti_targets.cli.registry import COMMANDS, Command
from dti_targets.cli.terminal import Terminal
from dti_targets.domain.settings import OPTIONS, Option, Takes
from dti_targets.reporting.layout import folded, pad, widest, wrap
from dti_targets.reporting.screen import Signs
from dti_targets.schemas.subjects import SUBJECTS

_ARGUMENTS = {
    "files": ("FILES", "help.files"),
    "one_resolution": ("RESOLUTION", "help.one_resolution"),
    "subject": ("TARGET|CODE", "help.subject"),
    "shell": ("SHELL", "help.shell"),
    "schema_subject": ("|".join(SUBJECTS), "help.schema_subject"),
}
_VALUES = {
    Takes.TEXT: "TEXT", Takes.TEXTS: "TEXT *", Takes.NUMBER: "N", Takes.WORD: "WORD",
    Takes.WORDS: "WORDS *", Takes.NOTHING: "", Takes.COUNT: "",
}  # fmt: skip


def help_text(name: str | None, terminal: Terminal) -> str:
    """Return the help page of a command, or of the program where none is named."""
    page = _Page(terminal)
    if name is None:
        page.program()
    else:
        page.command(COMMANDS[name])
    return "".join(f"{line.rstrip()}\n" for line in page.lines)


class _Page:
    """Collects lines as wide as the terminal, in ASCII where it shows no more."""

    def __init__(self, terminal: Terminal) -> None:
        self.lines: list[str] = []
        self._terminal = terminal

    def program(self) -> None:
        """Write what the commands are."""
        say = self._say
        self._paragraph(f"{say('help.usage')} dti-targets [-h] [-V] COMMAND ...")
        self._paragraph(say("help.program"))
        self._table(say("help.commands"), [(name, say(f"help.{name}")) for name in COMMANDS])
        self._table(
            say("help.options"),
            [("-h, --help", say("help.help")), ("-V, --version", say("help.version"))],
        )
        self._table(
            say("help.status"),
            [(status, say(f"help.status{status}")) for status in ("0", "1", "2", "3")],
        )
        del self.lines[-1]

    def command(self, command: Command) -> None:
        """Write what a command takes."""
        say = self._say
        shown = [(*_ARGUMENTS[name], repeated) for name, repeated in command.arguments]
        usage = " ".join(f"[{name}{' ...' if repeated else ''}]" for name, _, repeated in shown)
        self._paragraph(f"{say('help.usage')} dti-targets {command.name} [OPTIONS] {usage}")
        self._paragraph(say(f"help.{command.name}"))
        self._table(say("help.arguments"), [(name, say(about)) for name, about, _ in shown])
        options = [command.option(name) for name in OPTIONS if name in command.options]
        for group, members in groupby(options, key=lambda option: option.group):
            rows = [(_spelling(option), self._about(option, command)) for option in members]
            self._table(say(f"group.{group}"), rows)
        self._paragraph(say("help.everywhere"))
        del self.lines[-1]

    def _say(self, key: str) -> str:
        text = self._terminal.say(key)
        return folded(text) if self._terminal.out.signs is Signs.ASCII else text

    def _paragraph(self, text: str) -> None:
        self.lines += [*wrap(text, self._terminal.out.width), ""]

    def _table(self, title: str, rows: list[tuple[str, str]]) -> None:
        """Write names and what they mean in two columns; below one another where it is narrow."""
        name = widest(left for left, _ in rows)
        width = self._terminal.out.width
        self.lines.append(title)
        for left, right in rows:
            if name + 4 > width // 2:
                self.lines += [f"  {left}", *wrap(f"      {right}", width, 6)]
            else:
                self.lines += wrap(f"  {pad(left, name)}  {right}", width, name + 4)
        self.lines.append("")

    def _about(self, option: Option, command: Command) -> str:
        """Return what an option does, with the words that it allows and its default."""
        own = f"option.{command.name}.{option.name}"
        knows = self._terminal.say.words.knows
        text = self._say(own if knows(own) else f"option.{option.name}")
        if option.words:
            text += f" [{' | '.join(option.words)}]"
        if isinstance(option.default, tuple) and option.default:
            text += f" ({','.join(option.default)})"
        elif isinstance(option.default, str):
            text += f" ({option.default})"
        return text


def _spelling(option: Option) -> str:
    """Return `-p, --period TEXT`."""
    short = f"{option.short}, " if option.short else "    "
    return f"{short}{option.flag} {_VALUES[option.takes]}".rstrip()
