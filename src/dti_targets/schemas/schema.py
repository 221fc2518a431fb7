"""What a schema is."""

from typing import Any

Schema = dict[str, Any]
"""A JSON Schema of the 2020-12 draft."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
