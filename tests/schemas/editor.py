"""What an editor says of a file: check-jsonschema, which loads YAML and TOML as editors do."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tests.runs import ROOT


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    """Return what validates values against a schema, days that do not exist included."""
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults_in_editor(subject: str, files: Sequence[Path]) -> dict[Path, list[str]]:
    """Return the files that a schema of the repository refuses, each with what is wrong."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--output-format", "json",
         "--schemafile", ROOT / f"schemas/{subject}.schema.json", *files],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    answer = json.loads(done.stdout)
    found: dict[Path, list[str]] = {}
    for error in [*answer.get("errors", ()), *answer.get("parse_errors", ())]:
        found.setdefault(Path(error["filename"]), []).append(error["message"])
    assert bool(found) == (answer["status"] != "ok") == bool(done.returncode), done.stdout
    return found
