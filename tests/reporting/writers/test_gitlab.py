"""GitLab's code quality report: what GitLab itself asks of each item."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator, FormatChecker

from tests.reporting.conftest import Case, Make

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "schemas").joinpath("codeclimate.json").read_text("utf-8")
)
VALIDATOR = Draft7Validator(SCHEMA, format_checker=FormatChecker())
SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_each_item_is_of_the_schema(any_case: Case, lang: str) -> None:
    text = any_case.out("gitlab", "-l", lang)

    assert text.startswith("[")  # no byte order mark: GitLab refuses one
    items = json.loads(text)
    for item in items:
        VALIDATOR.validate(item)
        assert item["severity"] in SEVERITIES
        begin, end = (item["location"]["positions"][key] for key in ("begin", "end"))
        assert min(*begin.values(), *end.values()) >= 1
        assert not item["location"]["path"].startswith(("/", "./", "../"))
        assert (any_case.folder / item["location"]["path"]).is_file()
    assert len({item["fingerprint"] for item in items}) == len(items)
    assert (items == []) is (any_case.name == "sound")


def test_what_fails_the_run_is_major(make: Make) -> None:
    sample = make("sample")

    def major(*words: str) -> set[str]:
        items = json.loads(sample.out("gitlab", *words))
        return {item["check_name"] for item in items if item["severity"] == "major"}

    assert major() == {"missed", "missing"}
    assert major("--fail-on", "never") == set()
    assert major("--fail-on", "undecided,unused,warning") == {"undecided", "unused", "DT301"}


def test_a_path_begins_in_the_repository(make: Make) -> None:
    sample = make("sample")
    (sample.folder.parent / ".git").mkdir()

    for name, key in (("gitlab", "path"), ("rdjson", "path"), ("sarif", "uri")):
        assert f'"{key}": "sample/data/2024.csv"' in sample.out(name)
    assert "file=sample/data/2024.csv," in sample.out("github")
    assert '"file": "data/2024.csv"' in sample.out("json")
