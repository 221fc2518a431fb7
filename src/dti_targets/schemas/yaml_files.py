"""The schemas of the YAML files: a resolution with its targets, and a list of areas."""

from collections.abc import Iterable

from pydantic import BaseModel

from dti_targets.domain.area import AreasFile
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.threshold import Operator
from dti_targets.schemas.descriptions import DESCRIPTIONS, Told
from dti_targets.schemas.generator import FileSchema
from dti_targets.schemas.schema import Schema

_OPERATORS = tuple(str(operator) for operator in Operator)
_RESOLUTION = {
    "resolution": "13-nq-tu",
    "title": {
        "vi": "Chuyển đổi số tỉnh Quảng Ngãi đến năm 2025",
        "en": "Digital transformation of Quảng Ngãi to 2025",
    },
    "area": "51",
    "documents": {"adopted": {"number": "13-NQ/TU", "date": "2023-09-06"}},
    "targets": [
        {
            "id": "sme_platforms",
            "indicator": "sme_digital_platform_rate",
            "name": {
                "vi": "Doanh nghiệp nhỏ và vừa sử dụng nền tảng số",
                "en": "SMEs using digital platforms",
            },
            "pillar": "digital_economy",
            "unit": "percent",
            "due": 2025,
            "levels": {"province": {"more_than": 50}},
            "source": {
                "document": "adopted",
                "quote": "tỷ lệ doanh nghiệp nhỏ và vừa sử dụng nền tảng số đạt trên 50%",
            },
        }
    ],
}
_AREAS = {
    "levels": {"district": {"until": "2025-06-30", "why": "bỏ cấp huyện"}},
    "areas": [
        {"code": "VN", "tier": "national", "name": "Việt Nam"},
        {"code": "51", "tier": "province", "parent": "VN", "kind": "tỉnh", "name": "Quảng Ngãi"},
    ],
}


def targets() -> Schema:
    """Return the schema of a resolution file."""
    schema = _of(Resolution, "dti-targets: targets", _RESOLUTION)
    definitions = schema["$defs"]
    definitions["OneNumber"] = _exactly_one(_OPERATORS)
    definitions["OneThreshold"] = _exactly_one((*_OPERATORS, "state"))
    _refer(definitions["Was"], "OneNumber")
    _refer(definitions["OtherReading"], "OneNumber")
    _let_levels_be_left_out(definitions["Target"], definitions["Threshold"])
    _refer(definitions["Threshold"], "OneThreshold")
    return _described(schema, Resolution.__name__)


def areas() -> Schema:
    """Return the schema of a file of areas."""
    return _described(_of(AreasFile, "dti-targets: areas", _AREAS), AreasFile.__name__)


def _of(model: type[BaseModel], title: str, example: object) -> Schema:
    """Return what Pydantic knows of a model, under a title and with a whole file as example."""
    generated = model.model_json_schema(schema_generator=FileSchema)
    return {"examples": [example], **generated, "title": title}


def _exactly_one(keys: Iterable[str]) -> Schema:
    """Return what holds where one key alone is there; an empty one is not, as for the reader."""
    written = {"not": {"type": "null"}}
    return {"oneOf": [{"required": [key], "properties": {key: written}} for key in keys]}


def _refer(definition: Schema, name: str) -> None:
    """Let a definition hold to another one as well. Older editors see no `$ref` among others."""
    definition["allOf"] = [{"$ref": f"#/$defs/{name}"}]


def _let_levels_be_left_out(target: Schema, threshold: Schema) -> None:
    """Let the keys of a threshold stand in a target without levels, and there alone."""
    own = {key: value for key, value in threshold["properties"].items()
           if key not in target["properties"]}  # fmt: skip
    target["properties"] |= own
    target["required"].remove("levels")
    target["if"] = {"required": ["levels"]}
    target["then"] = {"properties": dict.fromkeys(own, False)}
    target["else"] = {"$ref": "#/$defs/OneThreshold"}


def _described(schema: Schema, name: str) -> Schema:
    """Return a schema whose definitions and keys say what they mean, in place of docstrings.

    Raises:
        KeyError: nothing is told about one of them.
    """
    title, definitions = {"title": schema.pop("title")}, schema.pop("$defs")
    told = {inner: _with_meaning(definitions[inner], inner) for inner in sorted(definitions)}
    return title | _with_meaning(schema, name) | {"$defs": told}


def _with_meaning(definition: Schema, name: str) -> Schema:
    """Return a definition with what it means, and what each of its keys does."""
    for part in (definition, *definition.get("anyOf", ())):
        if "properties" in part:
            part["properties"] = {
                key: _told(name, key).annotations() | value
                for key, value in part["properties"].items()
            }
    shape = {key: value for key, value in definition.items() if key not in _SAID_OTHERWISE}
    return DESCRIPTIONS[name].annotations() | shape


_SAID_OTHERWISE = frozenset({"title", "description"})
"""What Pydantic takes from the name and the docstring of a class: they speak to programmers."""


def _told(name: str, key: str) -> Told:
    return DESCRIPTIONS.get(f"{name}.{key}") or DESCRIPTIONS[key]
