"""Pydantic's JSON Schema, with the nouns of the domain as people write them in YAML.

Pydantic knows what the models hold once they are read; an editor has to know what may stand in
the file. Both are the same but for the few types that read a text themselves.
"""

from collections.abc import Hashable
from copy import deepcopy
from typing import Any, get_args

from pydantic import BeforeValidator
from pydantic.json_schema import CoreRef, GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from dti_targets.domain.day import Day, DayOrYear
from dti_targets.domain.period import FIRST_YEAR, LAST_YEAR, Period
from dti_targets.domain.phrase import Phrase

SOMETHING: JsonSchemaValue = {"type": "string", "pattern": r"\S"}
"""Text that says something: the reader strips it, so that spaces alone are none."""

_YEAR = "(?:199[0-9]|20[0-9]{2}|2100)"
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY_OF_MONTH = "(?:0[1-9]|[12][0-9]|3[01])"
_SINGLE = f"{_YEAR}(?:-(?:H[12]|Q[1-4]|{_MONTH}(?:-{_DAY_OF_MONTH})?))?"
_DAY: JsonSchemaValue = {
    "type": "string", "format": "date", "pattern": f"^[0-9]{{4}}-{_MONTH}-{_DAY_OF_MONTH}$",
}  # fmt: skip
"""Not every editor asserts formats: the pattern refuses a thirteenth month without them."""


def _reader(annotation: object) -> object:
    """Return the function that reads the text of an annotated type."""
    return next(m.func for m in get_args(annotation) if isinstance(m, BeforeValidator))


_NOUNS: dict[Hashable, tuple[str, JsonSchemaValue]] = {
    Period: ("Period", {
        "anyOf": [
            {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
            {"type": "string", "pattern": f"^{_SINGLE}(?:/{_SINGLE})?$"},
        ],
    }),
    Phrase: ("Phrase", {
        "anyOf": [
            SOMETHING,
            {
                "type": "object",
                "properties": {"vi": SOMETHING, "en": SOMETHING},
                "additionalProperties": False,
                "minProperties": 1,
            },
        ],
    }),
    _reader(Day): ("Day", _DAY),
    _reader(DayOrYear): ("DayOrYear", {
        "anyOf": [
            _DAY,
            {"type": "integer", "minimum": 1000, "maximum": 9999},
            {"type": "string", "pattern": "^(?!0000)[0-9]{4}$"},
        ],
    }),
}  # fmt: skip
"""The types that read a text themselves, by the class or the function that does."""


class FileSchema(GenerateJsonSchema):
    """Writes what may stand in a file. Numbers stand without quotes; keys keep their order."""

    def function_plain_schema(
        self, schema: core_schema.PlainValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """Return what a type reads that validates all by itself."""
        return self._noun(schema) or super().function_plain_schema(schema)

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """Return what a type reads before Pydantic validates it."""
        return self._noun(schema) or super().function_before_schema(schema)

    def function_after_schema(
        self, schema: core_schema.AfterValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """Return what a type is made of after Pydantic validated it."""
        return self._noun(schema) or super().function_after_schema(schema)

    def _noun(self, schema: Any) -> JsonSchemaValue | None:  # noqa: ANN401  (one of the three)
        """Return a reference to a noun of the domain; None where the function makes none."""
        function = schema["function"]["function"]
        known = _NOUNS.get(getattr(function, "__self__", function))
        if known is None:
            return None
        name, written = known
        definition, reference = self.get_cache_defs_ref_schema(CoreRef(name))
        self.definitions[definition] = deepcopy(written)
        return reference

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Return text that says something, where spaces around it are stripped."""
        return dict(SOMETHING) if schema.get("strip_whitespace") else super().str_schema(schema)

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        """Return a number. Pydantic would take one in quotes as well; the reader refuses it."""
        number: JsonSchemaValue = {"type": "number"}
        self.update_with_validations(number, schema, self.ValidationsMapping.numeric)
        return number

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Return a mapping that refuses the keys which Pydantic leaves unmentioned."""
        written = super().dict_schema(schema)
        for pattern, value in written.pop("patternProperties", {}).items():
            written |= {"propertyNames": {"pattern": pattern}, "additionalProperties": value}
        return written

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Return what may be left empty, in one type list where it has a type."""
        inner = self.generate_inner(schema["schema"])
        if isinstance(inner.get("type"), str):
            return {**inner, "type": [inner["type"], "null"]}
        return {"anyOf": [*(inner.get("anyOf") or [inner]), {"type": "null"}]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave out defaults that say no more than that the key may be missing."""
        written = super().default_schema(schema)
        if written.get("default") in (None, [], {}):
            written.pop("default", None)
        return written

    def field_title_should_be_set(self, _schema: object) -> bool:
        """Set no titles that only repeat the key."""
        return False

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        """Keep the order of the models."""
        del parent_key
        return value
