"""Settings from the command line, the environment and a file: read alike, each fault named."""

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeGuard

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.settings import NEVER, OPTIONS, Option, Settings, Takes
from dti_targets.reading.project import CONFIG
from dti_targets.reading.source import Desk, is_file

PYPROJECT = "pyproject.toml"
TABLE = "dti-targets"
_PATHS = ("targets", "output")
_PAIRED = ("format", "output")
"""Who says one of them says both: a file of a settings file is not that of another format."""

NOTHING = '""'
"""How a value without a letter is shown."""

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})
_MOST_DIGITS = 15
_ENCODINGS = ("utf-8", "utf-16", "windows-1258")
_DELIMITERS = (",", ";", "tab", "|")
_OWN_TABLE = r"^\s*(?:\[\s*)?tool\s*(?:\]|=|\.\s*[\"']?dti-targets)"
"""Where a pyproject.toml begins to speak of this program: `[tool.dti-targets]`, or `[tool]`."""

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


class Layer(NamedTuple):
    """Settings from one origin; the first layer that has an option decides it.

    `places` are where a file says them.
    """

    origin: str
    values: Mapping[str, object]
    path: str = ""
    places: Mapping[str, Place] = MappingProxyType({})

    def place(self, option: Option) -> Place:
        """Return where the value of an option stands."""
        return self.places.get(option.name) or Place(self.path or option.flag)


def from_environment(environment: Mapping[str, str]) -> Layer:
    """Return the settings that environment variables make."""
    values: dict[str, object] = {
        option.name: environment[option.variable]
        for option in OPTIONS.values()
        if environment.get(option.variable)
    }
    for name, text in values.items():
        if OPTIONS[name].takes is Takes.TEXTS:  # as for words, commas part what is several
            values[name] = [part.strip() for part in str(text).split(",") if part.strip()]
    places = {name: Place(OPTIONS[name].variable) for name in values}
    return Layer("DTI_TARGETS_*", values, places=places)


def from_file(named: str | None, root: Path | None, desk: Desk, faults: Faults) -> Layer | None:
    """Return the settings of a file: the named one, else that of the project."""
    found = Path(named) if named is not None else _of_project(root)
    layer = found and _read(found, desk, faults, pyproject=found.name == PYPROJECT)
    return _from_there(layer, found.parent) if found and layer else None


def _of_project(root: Path | None) -> Path | None:
    """Return the settings file of a project; None where it has none."""
    names = (CONFIG, PYPROJECT) if root else ()
    return next((root / name for name in names if root and is_file(root / name)), None)


def _from_there(layer: Layer, folder: Path) -> Layer:
    """Return a layer whose paths are meant from the folder of its file, wherever it is read."""
    if folder.resolve() == Path.cwd():
        return layer
    paths = {
        name: [
            str(folder / str(text)) if _is_text(text) and text != "-" else text for text in several
        ]
        for name in _PATHS
        if (several := _several(layer.values.get(name)))
    }
    return layer._replace(values={**layer.values, **paths})


def _several(raw: object) -> list[object]:
    """Return what may be one or several as several."""
    return list(raw) if isinstance(raw, list | tuple) else [raw] if _says(raw) else []


def _read(path: Path, desk: Desk, faults: Faults, *, pyproject: bool) -> Layer | None:
    """Return the settings of a file; None where it has none, or after adding why."""
    if is_file(path) and path.stat().st_size == 0:
        return None  # an empty file marks the folder of a project
    opened = desk.open(path, faults)
    if opened is None:
        return None
    try:
        text = opened.text()
    except (UnicodeError, OSError) as error:
        opened.unreadable(error, faults)
        return None
    if pyproject and not re.search(_OWN_TABLE, text, re.MULTILINE):
        return None  # most are about other tools, and reading TOML takes its time
    content = _toml(text, opened.name, faults)
    if content is not None and pyproject:
        tool = content.get("tool")
        content = tool.get(TABLE, {}) if isinstance(tool, dict) else {}
        if not isinstance(content, dict):
            place = _line_of(TABLE, text, opened.name)
            faults.add(codes.CONFIG_SYNTAX, place, problem=f"{TABLE} = …")
            return None
    return None if content is None else _layer(content, text, opened.name, faults)


def _toml(text: str, path: str, faults: Faults) -> dict[str, object] | None:
    """Return what a TOML text holds; None after adding why it holds nothing."""
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        problem = _WHERE.sub("", str(error))
        faults.add(codes.CONFIG_SYNTAX, _where(str(error), text, path), problem=problem)
        return None


def _layer(content: Mapping[str, object], text: str, path: str, faults: Faults) -> Layer:
    """Return the settings of a table; add the keys that are none."""
    values: dict[str, object] = {}
    places: dict[str, Place] = {}
    allowed = tuple(name.replace("_", "-") for name, option in OPTIONS.items() if option.in_file)
    for key, value in content.items():
        name, place = key.replace("-", "_"), _line_of(key, text, path)
        if name in OPTIONS and OPTIONS[name].in_file:
            values[name], places[name] = value, place
        else:
            faults.add(
                codes.CONFIG_KEY, place, key=key, near=nearest(key, allowed), allowed=allowed
            )
    return Layer(path, values, path, places)


def _where(problem: str, text: str, path: str) -> Place:
    """Return the place that a message of the TOML reader ends with."""
    found = _WHERE.search(problem)
    if not found:
        return Place(path)
    if not found[1]:
        return Place(path, len(text.rstrip().splitlines()))
    return Place(path, int(found[1]), int(found[2]))


def _line_of(key: str, text: str, path: str) -> Place:
    """Return where a key of a TOML text stands, after the head of its table in pyproject.toml."""
    head = re.search(rf"^\s*\[\s*tool\s*\.\s*[\"']?{TABLE}", text, re.MULTILINE)
    pattern = re.compile(
        rf"^[ \t]*\[*[ \t]*([\"']?{re.escape(key)}[\"']?)[ \t]*[=.\]]", re.MULTILINE
    )
    found = pattern.search(text, head.start() if head else 0)
    if not found:
        return Place(path)
    line = text.count("\n", 0, found.start(1)) + 1
    column = found.start(1) - text.rfind("\n", 0, found.start(1))
    return Place(path, line, column, len(found[1]))


def to_settings(
    layers: Sequence[Layer], faults: Faults, own: Mapping[str, Option] = MappingProxyType({})
) -> Settings:
    """Join layers, the first one deciding; add every value that an option does not allow.

    Args:
        layers: What each origin says.
        faults: Takes what is wrong.
        own: Options that the command has in its own way; only the first layer speaks of them.
    """
    values: dict[str, object] = {name: option.default for name, option in own.items()}
    origins: list[tuple[str, str]] = []
    places: list[tuple[str, Place]] = []
    for general in OPTIONS.values():
        option = own.get(general.name, general)
        together = _PAIRED if option.name in _PAIRED else (option.name,)
        heard = layers[:1] if option.name in own else layers
        layer = next(
            (la for la in heard if any(_says(la.values.get(name)) for name in together)), None
        )
        if layer is not None and not _says(layer.values.get(option.name)):
            layer = None
        if layer is None:
            continue
        try:
            values[option.name] = _value(option, layer.values[option.name])
        except _NotAllowedError as wrong:
            faults.add(
                codes.OPTION_VALUE, layer.place(option),
                option=option.flag, text=wrong.text or NOTHING,
                near=nearest(wrong.text, wrong.allowed), allowed=wrong.allowed,
            )  # fmt: skip
        else:
            origins.append((option.flag, layer.origin))
            places.append((option.name, layer.place(option)))
    return Settings(**values, origins=tuple(origins), places=tuple(places))  # type: ignore[arg-type]  # by _value


def _says(raw: object) -> bool:
    """Whether a layer says anything about an option."""
    return raw is not None and not (isinstance(raw, list | tuple) and not raw)


class _NotAllowedError(Exception):
    """A value that an option does not take."""

    def __init__(self, text: str, allowed: Sequence[str]) -> None:
        super().__init__(text)
        self.text, self.allowed = text, tuple(allowed)


def _value(option: Option, raw: object) -> object:
    """Return a value as its option takes it.

    Raises:
        _NotAllowedError: the option does not take it.
    """
    texts = _texts(raw) if option.takes in {Takes.TEXTS, Takes.WORDS} else [_text(raw)]
    if option.takes is Takes.TEXTS:
        return tuple(texts)
    if option.takes is Takes.WORDS:
        return _words(option, texts)
    return _SINGLE[option.takes](option, texts[0])


def _switch(_option: Option, text: str) -> bool:
    low = text.strip().lower()
    if low not in _TRUE | _FALSE:
        raise _NotAllowedError(text, ("true", "false"))
    return low in _TRUE


def _number(_option: Option, text: str) -> int:
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit() and len(bare) <= _MOST_DIGITS):
        raise _NotAllowedError(text, ("1, 2, 3 …",))
    return int(bare)


def _word(option: Option, text: str) -> str:
    word = text.strip().lower()
    if word not in option.words:
        raise _NotAllowedError(word, option.words)
    return word


def _words(option: Option, texts: Sequence[str]) -> tuple[str, ...]:
    words = [part.strip().lower().replace("-", "_") for t in texts for part in t.split(",")]
    words = [word for word in words if word]
    wrong = [word for word in words if word not in option.words]
    if NEVER in words and len(words) > 1:
        wrong = [",".join(words)]
    if wrong or not words:
        raise _NotAllowedError(wrong[0] if wrong else "", option.words)
    return () if words == [NEVER] else tuple(words)


def _one_text(option: Option, text: str) -> str:
    check = _CHECKS.get(option.name)
    return check(text) if check else text


def _encoding(text: str) -> str:
    """Return the name of an encoding of text that Python knows."""
    try:
        known = codecs.lookup(text)
        "".encode(text)
        b"".decode(text)
    except (LookupError, ValueError):
        raise _NotAllowedError(text, _ENCODINGS) from None
    return known.name


def _delimiter(text: str) -> str:
    """Return the one sign between cells; a tab may be spelled out."""
    sign = "\t" if text.lower() in {"tab", "\\t"} else text
    if len(sign) != 1 or sign in '" \r\n':
        raise _NotAllowedError(text, _DELIMITERS)
    return sign


_SINGLE: Mapping[Takes, Callable[[Option, str], object]] = {
    Takes.NOTHING: _switch,
    Takes.COUNT: _number,
    Takes.NUMBER: _number,
    Takes.WORD: _word,
    Takes.TEXT: _one_text,
}
_CHECKS: Mapping[str, Callable[[str], str]] = {"encoding": _encoding, "delimiter": _delimiter}


def _is_text(raw: object) -> TypeGuard[str | int]:
    return isinstance(raw, str | int)


def _text(raw: object) -> str:
    """Return a single value as text; a table, a date or a list of TOML is none."""
    if not _is_text(raw):
        raise _NotAllowedError(str(raw), ('"…"',))
    return str(raw)


def _texts(raw: object) -> list[str]:
    return [_text(item) for item in (raw if isinstance(raw, list | tuple) else [raw])]
