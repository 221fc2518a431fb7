"""What can stand where a word is being typed. The shell asks at every Tab: it is told no fault.

Commands, options and their words come from the lists that the command line itself is made of;
names come from the files that the run would read. A file at fault only means fewer suggestions.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from dti_targets.cli.registry import COMMANDS, settings_of
from dti_targets.cli.shells import SHELLS, Item, Kind, Suggestions
from dti_targets.cli.terminal import language
from dti_targets.diagnostics import CODES, Faults, InvalidInput
from dti_targets.domain.area import folded
from dti_targets.domain.settings import MEBIBYTE, NEVER, OPTIONS, Option, Settings, Takes
from dti_targets.messages import Words
from dti_targets.pipeline.periods import known_periods
from dti_targets.pipeline.project import Project, read_resolutions
from dti_targets.pipeline.selection import names_of
from dti_targets.reading.project import STDIN, Promises, sort_files
from dti_targets.reporting.visible import visible

LARGEST = 2 * MEBIBYTE
"""Bytes of figures that are looked through for periods, and the largest file of any kind."""

SPELLED = {
    spelling: option
    for option in OPTIONS.values()
    for spelling in (option.flag, option.short)
    if spelling
}
_LISTS = frozenset({Takes.TEXTS, Takes.WORDS})
_ALONE = frozenset({Takes.NOTHING, Takes.COUNT})
_FREE = frozenset({"delimiter", "encoding", "sheet", "stdin_name"})
"""Options that take a text of which nothing is known, and no file."""


class Line(NamedTuple):
    """A command line up to the cursor.

    `given` are the options before the word that is being typed, by the names of their settings.
    `waiting` is the option whose value is `typed`, and `before` is what stands before `typed` in
    the same word: `--lang=`, `-l`, `missed,`. After `--` no word is an option.
    """

    command: str
    arguments: tuple[str, ...]
    given: Mapping[str, Any]
    waiting: Option | None
    before: str
    typed: str
    no_options: bool


def suggest(words: Sequence[str], environment: Mapping[str, str]) -> Suggestions:
    """Return what can stand in the place of the last word, and begins like it in any case.

    Args:
        words: The line up to the cursor, without the program; the last is being typed, or empty.
        environment: The variables that the run would heed.
    """
    line = read_line(words)
    found = _Finder(line, environment).suggestions()
    typed = folded(line.typed)
    items = (
        Item(line.before + item.word, visible(item.about))
        for item in found.items
        if folded(item.word).startswith(typed) and visible(item.word) == item.word
    )
    return Suggestions(found.kind, tuple(items))


def read_line(words: Sequence[str]) -> Line:
    """Take a line apart as the run will: options stand before or after the command."""
    *complete, typed = words or [""]
    given: dict[str, Any] = {}
    arguments: list[str] = []
    waiting: Option | None = None
    no_options = False
    for word in map(os.path.expanduser, complete):  # the run gets ~ expanded by its shell
        if waiting:
            _give(given, waiting, word)
            waiting = None
        elif no_options or not word.startswith("-") or word == STDIN:
            arguments.append(word)
        elif word == "--":
            no_options = True
        else:
            for option, value in _taken_apart(word):
                if value is not None or option.takes in _ALONE:
                    _give(given, option, value)
                else:
                    waiting = option
    waiting, before, typed = _begun(waiting, typed, no_options=no_options)
    command, *rest = arguments or [""]
    return Line(command, tuple(rest), given, waiting, before, typed, no_options)


def _begun(
    waiting: Option | None, word: str, *, no_options: bool
) -> tuple[Option | None, str, str]:
    """Return the option whose value the last word begins, what stands before it, and the value."""
    before, typed = "", word
    if not (waiting or no_options) and word.startswith("-"):
        for option, value in _taken_apart(word):
            if value is not None:
                waiting, before, typed = option, word[: len(word) - len(value)], value
    if waiting and waiting.takes is Takes.WORDS:
        begun, comma, typed = typed.rpartition(",")
        before += begun + comma
    return waiting, before, typed


def _taken_apart(word: str) -> list[tuple[Option, str | None]]:
    """Return the options in a word, each with the value that stands in the same word, if any."""
    if word.startswith("--"):
        flag, equals, value = word.partition("=")
        return [(SPELLED[flag], value if equals else None)] if flag in SPELLED else []
    found: list[tuple[Option, str | None]] = []
    for end, letter in enumerate(word[1:], 2):  # -vqp2024 is -v -q -p 2024
        option = SPELLED.get(f"-{letter}")
        if option is None:
            return []
        if option.takes not in _ALONE:
            return [*found, (option, word[end:] or None)]
        found.append((option, None))
    return found


def _give(given: dict[str, Any], option: Option, value: str | None) -> None:
    if option.takes in _LISTS:
        given[option.name] = [*given.get(option.name, ()), value]
    else:
        given[option.name] = option.takes is Takes.NOTHING or value


class _Finder:
    """Finds what can be typed in one line, in the project and the language of its run."""

    def __init__(self, line: Line, environment: Mapping[str, str]) -> None:
        self._line = line
        self._command = COMMANDS.get(line.command)
        self._files: list[str] = []
        if self._command:
            takers = [name for name, _ in self._command.arguments]
            if "files" in takers:
                # Standard input is for the run to read, not for us.
                files = line.arguments[takers.index("files") :]
                self._files = [file for file in files if file != STDIN]
        own = self._command.own if self._command else {}
        self._settings = _settings(self._files, line.given, environment, own)
        self._words = Words(language(self._settings.lang, environment))
        self._names: Mapping[str, Callable[[], Iterable[Item]]] = {
            "resolution": self._resolutions, "one_resolution": self._resolutions,
            "asked": self._resolutions,
            "target": self._targets, "subject": self._subjects,
            "area": self._areas, "period": self._periods, "as_of": self._periods,
            "shell": lambda: map(Item, SHELLS),
        }  # fmt: skip

    def suggestions(self) -> Suggestions:
        """Return everything that this kind of word can be."""
        line = self._line
        if line.waiting:
            return self._value(line.waiting)
        if line.typed.startswith("-") and not line.no_options:
            return _words(self._flags())
        if not line.command:
            return _words(Item(name, self._say(f"help.{name}")) for name in COMMANDS)
        return self._argument()

    def _say(self, key: str) -> str:
        return self._words(key) if self._words.knows(key) else ""

    def _flags(self) -> Iterator[Item]:
        """Yield the options that can still be given; a short one where it is already typed."""
        yield Item("--help", self._say("help.help"))
        if not self._command:
            yield Item("--version", self._say("help.version"))
            return
        for option in (OPTIONS[name] for name in self._command.options):
            again = option.takes in _LISTS or option.takes is Takes.COUNT
            if again or option.name not in self._line.given:
                own = self._say(f"option.{self._command.name}.{option.name}")
                about = own or self._say(f"option.{option.name}")
                yield Item(option.flag, about)
                if option.short and option.short == self._line.typed:
                    yield Item(option.short, about)

    def _argument(self) -> Suggestions:
        """Return what the next argument of the command can be: a file, if no name is known."""
        arguments = self._command.arguments if self._command else ()
        repeated = [argument for argument in arguments if argument[1]]
        left = (*arguments[len(self._line.arguments) :], *repeated)
        if not left:
            return _words(())
        name = left[0][0]
        if name in {"folder", "returned"}:
            return Suggestions(Kind.FOLDERS)
        return _words(self._names[name]()) if name in self._names else Suggestions(Kind.FILES)

    def _value(self, option: Option) -> Suggestions:
        """Return what an option can be given."""
        option = self._command.option(option.name) if self._command else option
        if option.name in self._names:
            return _words(self._names[option.name]())
        if option.words:
            return _words(map(Item, self._allowed(option)))
        if option.name == "directory":
            return Suggestions(Kind.FOLDERS)
        free = option.name in _FREE or option.takes is Takes.NUMBER
        return _words(()) if free else Suggestions(Kind.FILES)

    def _allowed(self, option: Option) -> list[str]:
        """Return the words of an option, without those that the same list already has."""
        had = self._line.before.rpartition("=")[2].split(",")[:-1]
        return [w for w in option.words if w not in had and not (had and w == NEVER)]

    # -- names from the files of the project

    def _project(self) -> tuple[Project, Promises]:
        """Read what the run would read, but nothing large and nothing that is at fault."""
        settings = self._settings._replace(max_size=min(self._settings.max_size, LARGEST))
        project = Project.of(self._files, settings)
        _, yaml = sort_files(self._files)
        return project, read_resolutions(yaml, settings, project, Faults())

    def _resolutions(self) -> Iterator[Item]:
        _, promises = self._project()
        for file in promises.files:
            yield Item(file.resolution.id, file.resolution.title.in_language(self._words.language))

    def _targets(self) -> Iterator[Item]:
        """Yield the shortest name of each target; the full one after RESOLUTION/."""
        chosen = self._settings.resolution
        _, promises = self._project()
        resolutions = [file.resolution for file in promises.files]
        names = names_of(resolutions)
        for resolution in resolutions:
            for target in (
                resolution.targets if resolution.id in (chosen or {resolution.id}) else ()
            ):
                full = f"{resolution.id}/{target.id}"
                about = target.name.in_language(self._words.language)
                yield Item(full if "/" in self._line.typed else names[full], about)

    def _subjects(self) -> Iterator[Item]:
        """Yield what can be explained; codes where one is begun, for they are many."""
        yield from self._targets()
        if self._line.typed:
            yield from map(Item, CODES)

    def _areas(self) -> Iterator[Item]:
        """Yield codes; names, too, where one is begun."""
        _, promises = self._project()
        for code, areas in promises.gazetteer.by_code.items():
            names = list(dict.fromkeys(area.name for area in areas))
            yield Item(code, " / ".join(names))
            if self._line.typed:
                yield from (Item(name, code) for name in names)

    def _periods(self) -> Iterator[Item]:
        project, promises = self._project()
        tables, _ = sort_files(self._files)
        for period in known_periods(tables, promises, self._settings, project, LARGEST):
            yield Item(str(period))


def _words(items: Iterable[Item]) -> Suggestions:
    return Suggestions(Kind.WORDS, tuple(items))


def _settings(
    files: Sequence[str], given: Mapping[str, Any], environment: Mapping[str, str],
    own: Mapping[str, Option],
) -> Settings:  # fmt: skip
    """Return the settings of the run; the line's own targets alone where a setting is at fault."""
    with suppress(InvalidInput):
        return settings_of({"files": files}, given, environment, own)
    with suppress(InvalidInput):
        return settings_of({}, {"targets": given.get("targets"), "isolated": True}, {})
    return Settings()
