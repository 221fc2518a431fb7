"""The help pages, in the language of the reader, from the same lists as the options themselves."""

from itertools import groupby

from dti_targets.cli.registry import COMMANDS, Command
from dti_targets.cli.terminal import Terminal
from dti_targets.domain.settings import OPTIONS, Option, Takes
from dti_targets.reporting.layout import pad, widest, wrap

_ARGUMENT_TEXTS = {"files": "help.files", "one_resolution": "help.one_resolution"}
_METAVARS = {
    Takes.TEXT: "TEXT", Takes.TEXTS: "TEXT*", Takes.NUMBER: "N", Takes.NOTHING: "",
    Takes.COUNT: "",
}  # fmt: skip


def help_text(name: str | None, terminal: Terminal) -> str:
    """Return the help page of a command, or of the program where none is named."""
    lines = _program(terminal) if name is None else _command(COMMANDS[name], terminal)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _program(terminal: Terminal) -> list[str]:
    say = terminal.say
    rows = [(command, say(f"help.{command}")) for command in COMMANDS]
    common = [("-h, --help", say("help.help")), ("-V, --version", say("help.version"))]
    return [
        f"{say('help.usage')} dti-targets [-h] [-V] COMMAND ...",
        "",
        *wrap(say("help.program"), terminal.out.width),
        "",
        say("help.commands"),
        *_table(rows, terminal),
        "",
        say("help.options"),
        *_table(common, terminal),
    ]


def _command(command: Command, terminal: Terminal) -> list[str]:
    say = terminal.say
    arguments = " ".join(
        f"[{_shown(argument)}{' ...' if repeated else ''}]"
        for argument, repeated in command.arguments
    )
    lines = [
        f"{say('help.usage')} dti-targets {command.name} [OPTIONS] {arguments}",
        "",
        *wrap(say(f"help.{command.name}"), terminal.out.width),
        "",
        say("help.arguments"),
        *_table(
            [
                (_shown(name), say(_ARGUMENT_TEXTS.get(name, f"help.{name}")))
                for name, _ in command.arguments
            ],
            terminal,
        ),
    ]
    options = [OPTIONS[name] for name in OPTIONS if name in command.options]
    for group, members in groupby(options, key=lambda option: option.group):
        rows = [(_spelling(option), _about(option, terminal)) for option in members]
        lines += ["", say(f"group.{group}"), *_table(rows, terminal)]
    return lines


def _shown(argument: str) -> str:
    return "RESOLUTION" if argument == "one_resolution" else argument.upper()


def _spelling(option: Option) -> str:
    """Return `-p, --period TEXT`."""
    value = _METAVARS.get(option.takes, "WORD" if option.takes is Takes.WORD else "WORDS")
    short = f"{option.short}, " if option.short else "    "
    return f"{short}{option.flag} {value}".rstrip()


def _about(option: Option, terminal: Terminal) -> str:
    """Return what an option does, with the words that it allows and its default."""
    text = terminal.say(f"option.{option.name}")
    if option.words:
        text += f" [{'|'.join(option.words)}]"
    if isinstance(option.default, tuple) and option.default:
        text += f" ({','.join(option.default)})"
    elif isinstance(option.default, str):
        text += f" ({option.default})"
    return text


def _table(rows: list[tuple[str, str]], terminal: Terminal) -> list[str]:
    """Return names and what they mean, in two columns; below one another where that is too wide."""
    name = widest(left for left, _ in rows)
    width = terminal.out.width
    lines: list[str] = []
    for left, right in rows:
        if name + 4 > width // 2:
            lines += [f"  {left}", *wrap(f"      {right}", width, 6)]
        else:
            lines += wrap(f"  {pad(left, name)}  {right}", width, name + 4)
    return lines
