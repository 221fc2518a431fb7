"""The schema of dti-targets.toml, from the one list of options."""

from dti_targets.domain.settings import NEVER, OPTIONS, Option, Takes
from dti_targets.messages import Words
from dti_targets.messages.words import LANGUAGES
from dti_targets.schemas.schema import Schema

_TEXT: Schema = {"type": ["string", "integer"]}
"""What is text may be a number as well: `period = 2024`."""

_SHAPES: dict[Takes, Schema] = {
    Takes.NOTHING: {"type": "boolean"},
    Takes.COUNT: {"type": "integer", "minimum": 0},
    Takes.NUMBER: {"type": "integer", "minimum": 0},
    Takes.TEXT: _TEXT,
    Takes.TEXTS: {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
}


def config() -> Schema:
    """Return the schema of a settings file: each option that may stand there, with hyphens.

    The reader also takes what a variable has to write as text (`"80"`, `"yes"`, `"MISSED"`); an
    editor is told the one form that TOML has for it.
    """
    catalogues = [Words(language) for language in LANGUAGES]
    return {
        "title": "dti-targets: settings",
        "description": "The settings of a project: dti-targets.toml, or [tool.dti-targets] in "
        "pyproject.toml.\nCấu hình của dự án: dti-targets.toml, hoặc [tool.dti-targets] trong "
        "pyproject.toml.",
        "examples": [{"fail-on": ["missed", "missing", "undecided"], "lang": "vi"}],
        "type": "object",
        "properties": {
            option.name.replace("_", "-"): _key(option, catalogues)
            for option in OPTIONS.values()
            if option.in_file
        },
        "additionalProperties": False,
    }


def _key(option: Option, catalogues: list[Words]) -> Schema:
    """Return what one option may be, and what the help page says of it in each language."""
    told = "\n".join(say(f"option.{option.name}") for say in catalogues)
    default = list(option.default) if isinstance(option.default, tuple) else option.default
    says = {} if default in (None, []) else {"default": default}
    return {"description": told, **_shape(option), **says}


def _shape(option: Option) -> Schema:
    """Return what an option takes."""
    if option.takes is Takes.WORD:
        return {"enum": list(option.words)}
    if option.takes is Takes.WORDS:
        return _words(option)
    return _SHAPES[option.takes]


def _words(option: Option) -> Schema:
    """Return one word, several in a list or joined by commas, or the word for none alone."""
    several = [word for word in option.words if word != NEVER]
    one = f"(?:{'|'.join(several)})"
    alone = [{"const": [NEVER]}] if NEVER in option.words else []
    return {
        "anyOf": [
            {"enum": list(option.words)},
            {"type": "array", "items": {"enum": several}},
            {"type": "string", "pattern": f"^{one}(?:, ?{one})+$"},
            *alone,
        ]
    }
