"""A tree of nodes -> a Pydantic model, or diagnostics at the nodes that are wrong."""

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dti_targets.diagnostics import Faults, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.reading.hidden import hidden_index
from dti_targets.reading.yaml_tree import LINES, Node

M = TypeVar("M", bound=BaseModel)

_WORD = re.compile(r"'([^']+)'")
_VALUES = {
    "string_pattern_mismatch": "id", "period": "period", "day": "day",
    "greater_than_equal": "share", "less_than_equal": "share",
}  # fmt: skip
_TYPES = {
    "string_type": "text", "decimal_type": "number", "is_instance_of": "number",
    "bool_type": "boolean", "dict_type": "mapping", "model_type": "mapping",
    "tuple_type": "list", "int_type": "number", "int_from_float": "number",
    "int_parsing": "number", "phrase": "text", "string_too_short": "text",
    "too_short": "not_empty",
}  # fmt: skip
_LANGUAGES = ("vi", "en")


def validated(root: Node, model: type[M], path: str, faults: Faults) -> M | None:
    """Return the tree as a model; None after adding each of its faults at its node."""
    try:
        return model.model_validate(root.plain_data())
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        lacking = any(detail["type"] == "missing" for detail in details)
        misspelt = {_meant(detail, model) for detail in details} if lacking else set()
        errors = [
            _Error(detail, *find(root, detail["loc"]), model)
            for detail in details
            if not (detail["type"] == "missing" and detail["loc"] in misspelt)
        ]
        errors = [each for each in errors if not _follows_from_another(each.detail, each.value)]
        told = [each for each in errors if hidden_index(each.value.text or "", LINES) < 0]
        silent = not told and all(at != path for _, at in faults.counts)
        for each in errors if silent else told:  # no file is refused without a word
            _translate(each, path, faults)
        return None


def find(root: Node, loc: Sequence[str | int]) -> tuple[Node, Node]:
    """Return the (key, value) nodes that the location of an error speaks of.

    Parts of `loc` that nobody wrote (a missing key, the branch of a union, the marker of a key)
    are passed over: the nearest written place is the answer. The root is its own key.
    """
    key = value = root
    for part in loc:
        if value.pairs is not None:
            key, value = value.get(str(part)) or (key, value)
        elif value.items is not None and isinstance(part, int) and part < len(value.items):
            key = value = value.items[part]
    return key, value


class _Error(NamedTuple):
    """One error of Pydantic, with the nodes that it speaks of."""

    detail: ErrorDetails
    key: Node
    value: Node
    model: type[BaseModel]

    @property
    def last(self) -> str:
        """The key that it is about."""
        loc = self.detail["loc"]
        return str(loc[-1]) if loc else ""

    @property
    def node(self) -> Node:
        """What is wrong: the value, or the key where the key is."""
        return self.key if "[key]" in self.detail["loc"] else self.value


def _follows_from_another(detail: ErrorDetails, value: Node) -> bool:
    """Whether an error is only the other branch of a union."""
    loc = detail["loc"]
    if detail["type"] == "too_short":
        return bool(value.items or value.pairs)
    if loc and str(loc[-1]).startswith("dict["):
        return True
    return detail["type"] == "is_instance_of" and loc[-1] == "decimal" and value.pairs is not None


def _meant(detail: ErrorDetails, model: type[BaseModel]) -> tuple[str | int, ...] | None:
    """Return the location of the key that an unknown one is a slip of the pen for."""
    if detail["type"] != "extra_forbidden":
        return None
    *way, last = detail["loc"]
    near = nearest(str(last), _allowed(model, way))
    return (*way, near) if near else None


def _translate(error: _Error, path: str, faults: Faults) -> None:
    """Add the diagnostic of one Pydantic error; its type decides, never its message."""
    kind, key, node = error.detail["type"], error.key, error.node
    text = _written(node)
    if kind == "missing":
        faults.add(codes.MISSING_KEY, key.place(path), key=error.last)
    elif kind == "extra_forbidden" and _is_half_a_number(error):
        faults.add(codes.WRONG_TYPE, key.place(path), expected="number")
    elif kind == "extra_forbidden":
        allowed = _allowed(error.model, error.detail["loc"][:-1])
        faults.add(
            codes.UNKNOWN_KEY, key.place(path),
            key=error.last, near=nearest(error.last, allowed), allowed=allowed,
        )  # fmt: skip
    elif kind == "enum":
        allowed = tuple(_WORD.findall(error.detail.get("ctx", {}).get("expected", "")))
        faults.add(
            codes.UNKNOWN_WORD, node.place(path),
            column=_name(error), text=text, near=nearest(text, allowed), allowed=allowed,
        )  # fmt: skip
    elif kind in _VALUES:
        faults.add(codes.WRONG_VALUE, node.place(path), text=text, expected=_VALUES[kind])
    elif kind == "string_type" and node.plain and error.detail["input"] is not None:
        faults.add(codes.QUOTE_IT, node.place(path), text=text)
    else:
        faults.add(codes.WRONG_TYPE, node.place(path), expected=_TYPES.get(kind, "other"))


def _is_half_a_number(error: _Error) -> bool:
    """Whether a key is what a decimal comma left over: {at_least: 87,49}."""
    return error.last.isdigit() and error.value.text == ""


def _name(error: _Error) -> str:
    """Return the key under which a word of a closed list stands."""
    loc = error.detail["loc"]
    if "[key]" in loc:
        return str(loc[-3])
    return error.key.text or ""


def _written(node: Node) -> str:
    return node.text if node.text is not None else "…"


def _allowed(model: type[BaseModel], loc: Sequence[str | int]) -> tuple[str, ...]:
    """Return the keys that may stand at a location: those of the innermost model on the way."""
    if loc and loc[-1] == "languages":
        return _LANGUAGES
    here: type[BaseModel] = model
    for part in loc:
        field = next(
            (f for name, f in here.model_fields.items() if (f.alias or name) == part), None
        )
        inner = _model_in(field.annotation) if field else None
        here = inner or here
    return tuple(f.alias or name for name, f in here.model_fields.items())


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the model that an annotation speaks of: itself, or inside a container."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        if found := _model_in(argument):
            return found
    return None
