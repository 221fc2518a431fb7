"""A tree of nodes -> a Pydantic model, or diagnostics at the nodes that are wrong."""

import re
from collections.abc import Sequence
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dti_targets.diagnostics import Faults, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.reading.yaml_tree import Node, NotText

M = TypeVar("M", bound=BaseModel)

_WORD = re.compile(r"'([^']+)'")
_PATTERNS = {"string_pattern_mismatch": "id", "period": "period", "day": "day"}
_TYPES = {
    "string_type": "text", "decimal_type": "number", "is_instance_of": "number",
    "bool_type": "boolean", "dict_type": "mapping", "model_type": "mapping",
    "model_attributes_type": "mapping", "tuple_type": "list", "list_type": "list",
    "int_type": "number", "int_from_float": "number", "phrase": "text",
    "string_too_short": "text", "too_short": "not_empty",
}  # fmt: skip


def validated(root: Node, model: type[M], path: str, faults: Faults) -> M | None:
    """Return the tree as a model; None after adding each of its faults at its node."""
    try:
        return model.model_validate(root.plain_data())
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=True):
            _translate(detail, root, model, path, faults)
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


def _translate(
    detail: ErrorDetails, root: Node, model: type[BaseModel], path: str, faults: Faults
) -> None:
    """Add the diagnostic of one Pydantic error; its type decides, never its message."""
    kind, loc, given = detail["type"], detail["loc"], detail["input"]
    key, value = find(root, loc)
    last = str(loc[-1]) if loc else ""
    if kind == "missing":
        faults.add(codes.MISSING_KEY, key.place(path), key=last)
    elif kind == "extra_forbidden":
        allowed = _allowed(model, loc[:-1])
        faults.add(
            codes.UNKNOWN_KEY, key.place(path),
            key=last, near=nearest(last, allowed, 0.6), allowed=allowed,
        )  # fmt: skip
    elif kind == "enum":
        allowed = tuple(_WORD.findall(detail.get("ctx", {}).get("expected", "")))
        text = str(given)
        place = (key if "[key]" in loc else value).place(path)
        faults.add(
            codes.UNKNOWN_WORD, place,
            column=key.text or "", text=text, near=nearest(text, allowed), allowed=allowed,
        )  # fmt: skip
    elif kind in _PATTERNS:
        place = (key if "[key]" in loc else value).place(path)
        faults.add(codes.WRONG_VALUE, place, text=_written(value), expected=_PATTERNS[kind])
    elif isinstance(given, NotText) or (kind == "string_type" and value.plain and value.text):
        faults.add(codes.QUOTE_IT, value.place(path), text=value.text or "")
    else:
        faults.add(codes.WRONG_TYPE, value.place(path), expected=_TYPES.get(kind, "other"))


def _written(node: Node) -> str:
    return node.text if node.text is not None else "…"


def _allowed(model: type[BaseModel], loc: Sequence[str | int]) -> tuple[str, ...]:
    """Return the keys that may stand at a location: those of the innermost model on the way."""
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
