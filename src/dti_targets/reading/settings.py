"""Settings from the command line, the environment and a file: read alike, each fault named."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.settings import NEVER, OPTIONS, Option, Settings, Takes
from dti_targets.reading.project import CONFIG
from dti_targets.reading.source import Desk

PYPROJECT = "pyproject.toml"
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True, slots=True)
class Layer:
    """Settings from one origin; the first layer that has an option decides it."""

    origin: str
    values: Mapping[str, object]
    path: str = ""


def from_environment(environment: Mapping[str, str]) -> Layer:
    """Return the settings that environment variables make."""
    values = {
        option.name: environment[option.variable]
        for option in OPTIONS.values()
        if environment.get(option.variable)
    }
    return Layer("DTI_TARGETS_*", values)


def from_file(named: str | None, root: Path | None, desk: Desk, faults: Faults) -> Layer | None:
    """Return the settings of a file: the named one, else that of the project."""
    if named is not None:
        return _read(Path(named), desk, faults, pyproject=Path(named).name == PYPROJECT)
    if root is None:
        return None
    if (root / CONFIG).is_file():
        return _read(root / CONFIG, desk, faults, pyproject=False)
    if (root / PYPROJECT).is_file():
        return _read(root / PYPROJECT, desk, faults, pyproject=True)
    return None


def _read(path: Path, desk: Desk, faults: Faults, *, pyproject: bool) -> Layer | None:
    opened = desk.open(path, faults)
    if opened is None:
        return None
    try:
        text = opened.text()
        content: object = tomllib.loads(text)
    except UnicodeDecodeError as error:
        opened.undecodable(error, faults)
        return None
    except tomllib.TOMLDecodeError as error:
        faults.add(codes.CONFIG_SYNTAX, Place(opened.name), problem=str(error))
        return None
    if pyproject:
        tool = content.get("tool") if isinstance(content, dict) else None
        content = tool.get("dti-targets", {}) if isinstance(tool, dict) else {}
    if not isinstance(content, dict):
        return None
    values: dict[str, object] = {}
    allowed = tuple(name.replace("_", "-") for name, option in OPTIONS.items() if option.in_file)
    for key, value in content.items():
        name = key.replace("-", "_")
        if name in OPTIONS and OPTIONS[name].in_file:
            values[name] = value
        else:
            faults.add(
                codes.CONFIG_KEY, _line_of(key, text, opened.name),
                key=key, near=nearest(key, allowed), allowed=allowed,
            )  # fmt: skip
    return Layer(opened.name, values, opened.name)


def _line_of(key: str, text: str, path: str) -> Place:
    """Return where a key of a TOML text stands."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.lstrip()
        if bare.startswith((key, f'"{key}"', f"'{key}'")):
            return Place(path, number, len(line) - len(bare) + 1, len(key))
    return Place(path)


def to_settings(layers: Sequence[Layer], faults: Faults) -> Settings:
    """Join layers, the first one deciding; add every value that an option does not allow."""
    values: dict[str, object] = {}
    origins: list[tuple[str, str]] = []
    for option in OPTIONS.values():
        for layer in layers:
            raw = layer.values.get(option.name)
            if raw is None or raw == () or raw == []:
                continue
            place = Place(layer.path or option.flag)
            value = _value(option, raw, place, faults)
            if value is not None:
                values[option.name] = value
                origins.append((option.flag, layer.origin))
            break
    return Settings(**values, origins=tuple(origins))  # type: ignore[arg-type]


def _value(option: Option, raw: object, at: Place, faults: Faults) -> object | None:
    """Return a value as its option takes it; None after adding why it is none."""
    match option.takes:
        case Takes.NOTHING:
            low = str(raw).lower()
            if low in _TRUE | _FALSE:
                return low in _TRUE
            return _refuse(option, str(raw), ("true", "false"), at, faults)
        case Takes.COUNT | Takes.NUMBER:
            text = str(raw).strip()
            if text.isascii() and text.isdigit() and len(text) < 16 and int(text) >= 0:  # noqa: PLR2004
                return int(text)
            return _refuse(option, text, ("1, 2, 3 …",), at, faults)
        case Takes.TEXT:
            return str(raw)
        case Takes.TEXTS:
            return tuple(_texts(raw))
        case Takes.WORD:
            word = str(raw).strip().lower()
            return word if word in option.words else _refuse(option, word, option.words, at, faults)
        case Takes.WORDS:
            words = tuple(part.strip().lower() for text in _texts(raw) for part in text.split(","))
            words = tuple(word.replace("-", "_") for word in words if word)
            wrong = [word for word in words if word not in option.words]
            if NEVER in words and len(words) > 1:
                wrong = [",".join(words)]
            if wrong or not words:
                return _refuse(option, wrong[0] if wrong else "", option.words, at, faults)
            return () if words == (NEVER,) else words


def _texts(raw: object) -> list[str]:
    return [str(item) for item in raw] if isinstance(raw, list | tuple) else [str(raw)]


def _refuse(option: Option, text: str, allowed: Sequence[str], at: Place, faults: Faults) -> None:
    faults.add(
        codes.OPTION_VALUE, at,
        option=option.flag, text=text, near=nearest(text, allowed), allowed=tuple(allowed),
    )  # fmt: skip
