"""Every command: its arguments, its options, and the function that runs it, imported only then."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn

from dti_targets.cli.exits import Exit
from dti_targets.cli.refused import Refused
from dti_targets.cli.terminal import Terminal, of_settings
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.settings import (
    DOCUMENTS,
    FAIL_ON_CHANGES,
    FORMATS,
    NEVER,
    OPTIONS,
    Option,
    Settings,
)
from dti_targets.reading.project import in_project_first, root_of
from dti_targets.reading.settings import Layer, from_environment, from_file, to_settings
from dti_targets.reading.source import Desk

_NAMES = frozenset({"directory", "config", "sheet", "stdin_name"})
_PROJECT = ("directory", "config", "isolated")
_READING = ("targets", "decimal", "delimiter", "encoding", "sheet", "stdin_name", "max_size")
_SHOWING = ("lang", "color", "width")
_STATUSES = (
    "achieved", "on_track", "moderate", "limited", "deteriorating", "cannot_say",
)  # fmt: skip
"""The words of `domain.progress.Status`, which a start without `progress` does not load."""

_PROGRESS: Mapping[str, Option] = {
    "fail_on": OPTIONS["fail_on"]._replace(default=(), words=(*_STATUSES, "warning", NEVER)),
    "format": OPTIONS["format"]._replace(words=(*FORMATS, "svg")),
    **{name: OPTIONS[name] for name in ("output", "summary")},
}
_ELSEWHERE = {"as_of", "method", "split", "replace"}
_CHECK = tuple(name for name in OPTIONS if name not in _ELSEWHERE)

Runner = Callable[[Mapping[str, Any], Settings, Terminal], Exit]


class Command(NamedTuple):
    """One command. `arguments` are (name, repeated); `options` the names of settings.

    `own` are options that mean something else here than elsewhere, and that only the command line
    sets: what a variable or a settings file says of them is meant for another command.
    """

    name: str
    arguments: tuple[tuple[str, bool], ...]
    options: tuple[str, ...]
    runner: Callable[[], Runner]
    own: Mapping[str, Option] = MappingProxyType({})

    def option(self, name: str) -> Option:
        """Return an option as this command has it."""
        return self.own.get(name, OPTIONS[name])

    def run(
        self, arguments: Mapping[str, Any], given: Mapping[str, Any],
        environment: Mapping[str, str],
    ) -> Exit:  # fmt: skip
        """Read the settings of all origins, then run the command."""
        settings = settings_of(arguments, given, environment, self.own)
        if settings.watch and "watch" in self.options:
            return self._watch(arguments, given, environment, settings)
        terminal = of_settings(settings, environment)
        return self.runner()(arguments, settings, terminal)

    def _watch(
        self, arguments: Mapping[str, Any], given: Mapping[str, Any],
        environment: Mapping[str, str], first: Settings,
    ) -> NoReturn:  # fmt: skip
        """Run the command after each save, with the settings as they are then."""
        from dti_targets.cli.watch import watch

        option, runner = OPTIONS["directory"], self.runner()
        rest = {name: value for name, value in given.items() if name != option.name}
        variables = {name: value for name, value in environment.items() if name != option.variable}
        there = tuple(origin for origin in first.origins if origin[0] == option.flag)

        def again() -> Settings:
            """Read all settings anew, in the folder to which the run has gone already."""
            now = settings_of(arguments, rest, variables, self.own)
            return now._replace(directory=first.directory, origins=(*now.origins, *there))

        watch(
            lambda settings, terminal: runner(arguments, settings, terminal),
            arguments["files"] or (), again, environment,
        )  # fmt: skip


def settings_of(
    arguments: Mapping[str, Any], given: Mapping[str, Any], environment: Mapping[str, str],
    own: Mapping[str, Option] = MappingProxyType({}),
) -> Settings:  # fmt: skip
    """Join command line, environment and file; the first that has an option decides it.

    Raises:
        Refused: a value is not allowed, or the settings file cannot be read.
    """
    faults = Faults()
    alone = given.get("isolated") or _says_yes(environment.get(OPTIONS["isolated"].variable))
    variables = {} if alone else environment
    directory = given.get("directory") or variables.get(OPTIONS["directory"].variable)
    if directory:
        try:
            os.chdir(directory)
        except (OSError, ValueError):
            faults.add(codes.FILE_NOT_FOUND, Place(directory))
            raise Refused(faults, Desk(Path.cwd(), 0)) from None
    sides = in_project_first((arguments.get("new"), arguments.get("old")), Path.cwd())
    root = root_of(arguments.get("files") or sides, Path.cwd())
    desk = Desk(root or Path.cwd(), Settings().max_size)
    layers = [Layer("--", {name: _said(name, value) for name, value in given.items()})]
    layers.append(from_environment(variables))
    if not alone:
        named = given.get("config") or variables.get(OPTIONS["config"].variable)
        if file := from_file(named, root, desk, faults):
            layers.append(file)
    settings = to_settings(layers, faults, own)
    if faults.errors:
        raise Refused(faults, desk)
    return settings


def _said(name: str, value: object) -> object:
    """Return what the line says of an option; None where it says nothing.

    An empty word is one that the option does not allow; an empty name names nothing.
    """
    empty = value == "" and name not in _NAMES
    return value if value or empty else None


def _says_yes(text: str | None) -> bool:
    return (text or "").lower() in {"1", "true", "yes", "on"}


def _check() -> Runner:
    from dti_targets.cli.commands.check import check

    return lambda arguments, settings, terminal: check(arguments["files"] or (), settings, terminal)


def _report() -> Runner:
    from dti_targets.cli.commands.report import report

    return lambda arguments, settings, terminal: report(
        arguments["files"] or (), settings, terminal
    )


def _validate() -> Runner:
    from dti_targets.cli.commands.validate import validate

    return lambda arguments, settings, terminal: validate(
        arguments["files"] or (), settings, terminal
    )


def _progress() -> Runner:
    from dti_targets.cli.commands.progress import progress

    return lambda arguments, settings, terminal: progress(
        arguments["files"] or (), settings, terminal
    )


def _list() -> Runner:
    from dti_targets.cli.commands.list import list_targets

    return lambda arguments, settings, terminal: list_targets(
        arguments["one_resolution"], settings, terminal
    )


def _explain() -> Runner:
    from dti_targets.cli.commands.explain import explain

    return lambda arguments, settings, terminal: explain(
        arguments["subject"], arguments["files"] or (), settings, terminal
    )


def _compare() -> Runner:
    from dti_targets.cli.commands.compare import compare

    return lambda arguments, settings, terminal: compare(
        arguments["old"], arguments["new"], settings, terminal
    )


def _init() -> Runner:
    from dti_targets.cli.commands.init import init

    return lambda arguments, settings, terminal: init(arguments["folder"], settings, terminal)


def _completion() -> Runner:
    from dti_targets.cli.commands.completion import show_script

    return lambda arguments, _settings, terminal: show_script(arguments["shell"], terminal)


def _schema() -> Runner:
    from dti_targets.cli.commands.schema import schema

    return lambda arguments, settings, terminal: schema(
        arguments["schema_subject"], settings, terminal
    )


def _form() -> Runner:
    from dti_targets.cli.commands.form import form

    return lambda arguments, settings, terminal: form(arguments["asked"], settings, terminal)


def _collect() -> Runner:
    from dti_targets.cli.commands.collect import collect

    return lambda arguments, settings, terminal: collect(
        arguments["returned"] or (), settings, terminal
    )


COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        Command("check", (("files", True),), _CHECK, _check),
        Command(
            "progress", (("files", True),),
            ("resolution", "area", "target", "level", "as_of", "method", *_READING, "fail_on",
             *_SHOWING, "no_progress", "quiet", "verbose", "format", "output", "summary",
             *_PROJECT),
            _progress, _PROGRESS,
        ),
        Command(
            "report", (("files", True),),
            ("targets", "resolution", "area", "period", "target", "level", *_READING[1:],
             "sub_areas", *_SHOWING, "no_progress", "quiet", "verbose", "format", "output",
             *_PROJECT),
            _report,
            {name: OPTIONS[name] for name in ("only", "output", "summary")}
            | {"format": OPTIONS["format"]._replace(words=DOCUMENTS)},
        ),
        Command(
            "validate", (("files", True),),
            ("targets", "period", *_READING[1:], *_SHOWING, "no_progress", "quiet", "verbose",
             "format", "output", *_PROJECT),
            _validate, {name: OPTIONS[name] for name in ("format", "output", "summary")},
        ),
        Command(
            "list", (("one_resolution", False),), ("targets", *_SHOWING, *_PROJECT), _list
        ),
        Command(
            "explain", (("subject", False), ("files", True)),
            ("resolution", "period", "as_of", "method", *_READING, *_SHOWING, *_PROJECT), _explain,
        ),
        Command(
            "compare", (("old", False), ("new", False)),
            tuple(name for name in _CHECK if name not in {"only", "watch"}), _compare,
            {"fail_on": OPTIONS["fail_on"]._replace(default=(), words=(*FAIL_ON_CHANGES, NEVER))}
            | {name: OPTIONS[name] for name in ("format", "output", "summary")},
        ),
        Command("init", (("folder", False),), (*_SHOWING, "quiet", *_PROJECT), _init),
        Command(
            "form", (("asked", False),),
            ("targets", "area", "period", "target", "level", "decimal", "delimiter", "encoding",
             "sheet", "max_size", *_SHOWING, "output", "split", "replace", *_PROJECT),
            _form, {name: OPTIONS[name] for name in ("format", "output", "replace")},
        ),
        Command(
            "collect", (("returned", True),),
            ("targets", "resolution", "area", "period", "target", "level", *_READING[1:],
             *_SHOWING, "no_progress", "output", "replace", *_PROJECT),
            _collect, {name: OPTIONS[name] for name in ("format", "output", "replace")},
        ),
        Command("completion", (("shell", False),), (*_SHOWING, *_PROJECT), _completion),
        Command("schema", (("schema_subject", False),), (*_SHOWING, *_PROJECT), _schema),
    )
}  # fmt: skip
