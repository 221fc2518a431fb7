"""The schemas themselves: valid, whole, and the files in `schemas/` are what the command prints."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dti_targets.domain import settings
from dti_targets.domain.settings import OPTIONS, Option, Takes
from dti_targets.messages import Words
from dti_targets.schemas import config_file
from dti_targets.schemas.schema import Schema
from dti_targets.schemas.subjects import SUBJECTS, schema_of, schema_text
from tests.runs import ROOT, Command, SameAsGolden
from tests.schemas.editor import faults_in_editor, validator

TARGETS = sorted((ROOT / "targets").glob("*.yaml"))
FIRST_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def parts(schema: object, way: str = "#") -> Iterator[tuple[str, Schema]]:
    """Yield every mapping within a schema, with the way to it."""
    if isinstance(schema, dict):
        yield way, schema
        for key, value in schema.items():
            if key != "examples":
                yield from parts(value, f"{way}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from parts(value, f"{way}/{index}")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_schema_is_valid_and_says_what_it_is(subject: str) -> None:
    schema = schema_of(subject)

    Draft202012Validator.check_schema(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert list(schema)[:5] == ["$schema", "$id", "title", "description", "examples"]
    assert schema["$id"] == f"urn:dti-targets:schema:{subject}"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_key_of_every_mapping_is_described(subject: str) -> None:
    for way, part in parts(schema_of(subject)):
        if isinstance(part.get("properties"), dict) and "type" in part:
            for key, value in part["properties"].items():
                assert value["description"], f"{way}/{key}"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_reference_leads_somewhere_and_every_definition_is_used(subject: str) -> None:
    schema = schema_of(subject)
    references = {part["$ref"] for _, part in parts(schema) if "$ref" in part}

    assert references == {f"#/$defs/{name}" for name in schema.get("$defs", ())}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_example_is_one(subject: str) -> None:
    schema = schema_of(subject)
    shown = 0
    for way, part in parts(schema):
        for example in part.get("examples", ()):
            inner = part | {"$defs": schema.get("$defs", {})}
            assert list(validator(inner).iter_errors(example)) == [], way
            shown += 1

    assert shown


@pytest.mark.parametrize("subject", SUBJECTS)
def test_nothing_that_speaks_to_programmers_is_shown(subject: str) -> None:
    text = schema_text(subject)

    assert "`" not in text
    assert "Pydantic" not in text
    assert text.endswith("}\n")
    assert json.loads(text) == schema_of(subject)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_file_in_the_repository_is_what_the_command_prints(
    command: Command, same_as_golden: SameAsGolden, subject: str
) -> None:
    result = command("schema", subject)

    assert (result.status, result.err) == (0, "")
    same_as_golden(f"../../schemas/{subject}.schema.json", result.out)


def test_the_repository_has_no_schema_that_the_command_does_not_know() -> None:
    names = {path.name for path in (ROOT / "schemas").iterdir()}

    assert names == {f"{subject}.schema.json" for subject in SUBJECTS}


@pytest.mark.parametrize("path", TARGETS, ids=lambda path: path.stem)
def test_a_shipped_file_names_its_schema_in_its_first_line(path: Path) -> None:
    found = FIRST_LINE.match(path.read_text(encoding="utf-8"))
    subject = "areas" if path.stem == "areas" else "targets"

    assert found
    assert (path.parent / found[1]).resolve() == ROOT / f"schemas/{subject}.schema.json"


@pytest.mark.parametrize("subject", ["targets", "areas"])
def test_an_editor_finds_no_fault_in_the_shipped_files(subject: str) -> None:
    files = [path for path in TARGETS if (path.stem == "areas") == (subject == "areas")]

    assert files
    assert faults_in_editor(subject, files) == {}


def test_the_first_file_of_all_passes_on_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile",
         "schemas/targets.schema.json", "targets/13-nq-tu.yaml"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_option_of_a_settings_file_is_in_its_schema() -> None:
    keys = schema_of("config")["properties"]

    assert list(keys) == [o.flag.removeprefix("--") for o in OPTIONS.values() if o.in_file]
    for option in OPTIONS.values():
        if option.in_file:
            assert Words("vi")(f"option.{option.name}") in keys[option.flag[2:]]["description"]


def test_a_new_option_appears_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    new = Option("width", Takes.WORDS, ("a",), words=("a", "b"))
    monkeypatch.setitem(settings.OPTIONS, "width", new)

    width = config_file.config()["properties"]["width"]

    assert width["anyOf"][0] == {"enum": ["a", "b"]}
    assert width["default"] == ["a"]
