"""A text that a file gives in one language or in two."""

from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, strict=True)]
"""Text that says something. A plain number or boolean in YAML is not text."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text in Vietnamese, in English, or in both; written as `{vi: ..., en: ...}` or plain."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the text for a reader of `language`; the other one where it has none."""
        return self.en if language == "en" else self.vi

    @classmethod
    def _from_file(cls, written: Any) -> Self:  # noqa: ANN401  (what Pydantic validated)
        if isinstance(written, str):
            return cls(written, written)
        vi, en = written.get("vi"), written.get("en")
        if not (vi or en):
            raise PydanticCustomError("phrase", "no text in either language")
        return cls(vi or en, en or vi)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read plain text or a mapping of languages."""
        text = core_schema.str_schema(min_length=1, strip_whitespace=True, strict=True)
        languages = core_schema.typed_dict_schema(
            {
                "vi": core_schema.typed_dict_field(text, required=False),
                "en": core_schema.typed_dict_field(text, required=False),
            },
            extra_behavior="forbid",
        )
        either = core_schema.tagged_union_schema(
            {"text": text, "languages": languages},
            discriminator=lambda written: "languages" if isinstance(written, dict) else "text",
        )
        return core_schema.no_info_after_validator_function(cls._from_file, either)
