"""`dti-targets schema` prints JSON and nothing else, the same bytes wherever it runs."""

import json

import pytest

from dti_targets.schemas.subjects import SUBJECTS, schema_text
from tests.runs import ROOT, Command


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1258"])
@pytest.mark.parametrize(
    "words", [["-l", "en"], ["-l", "vi", "--width", "40", "--color", "always"]]
)
def test_output_is_the_schema_in_utf_8(
    command: Command, subject: str, encoding: str, words: list[str]
) -> None:
    command.encoding = encoding

    result = command("schema", subject, *words)

    assert result == (0, schema_text(subject), "")
    assert json.loads(result.out)["title"].startswith("dti-targets: ")


def test_a_refusal_leaves_standard_output_empty(command: Command) -> None:
    result = command("schema", "tagets")

    assert (result.status, result.out) == (2, "")
    assert "targets" in result.err


def test_it_needs_no_project(command: Command) -> None:
    command.monkeypatch.chdir("/")

    printed = command("schema", "areas").out

    assert printed == (ROOT / "schemas/areas.schema.json").read_text(encoding="utf-8")
