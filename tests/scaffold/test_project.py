"""The project that `init` writes is real, alike in both languages, and good for others to read."""

import csv
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from dti_targets import __version__
from dti_targets.messages.words import LANGUAGES
from dti_targets.scaffold.project import TEMPLATES, project_files
from tests.ci.test_blocks import copied, fits, safe
from tests.runs import ROOT
from tests.schemas.editor import faults_in_editor

NOT_SAID = frozenset({"was", "also", "note"})
"""Keys that are shown and never judged; the small project leaves them out."""


def parsed(name: str, language: str = "en") -> Any:  # noqa: ANN401  (whatever the YAML is)
    return yaml.load(project_files(language)[name], yaml.BaseLoader)  # noqa: S506  (texts alone)


def ours(name: str) -> Any:  # noqa: ANN401  (whatever the YAML is)
    text = (ROOT / name).read_text(encoding="utf-8")
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506  (texts alone)


def judged(part: Any) -> Any:  # noqa: ANN401  (any part of a resolution)
    if isinstance(part, dict):
        return {key: judged(value) for key, value in part.items() if key not in NOT_SAID}
    return part


def written(folder: Path, language: str) -> Path:
    for name, text in project_files(language).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def test_every_target_is_one_of_the_repository_with_its_sentence() -> None:
    name = "targets/13-nq-tu.yaml"
    small, whole = parsed(name), ours(name)
    shipped = {target["id"]: judged(target) for target in whole["targets"]}

    assert len(small["targets"]) == 3
    assert all(target == shipped[target["id"]] for target in small["targets"])
    assert small["documents"].items() <= whole["documents"].items()
    assert {k: small[k] for k in ("resolution", "title", "area")} == {
        k: whole[k] for k in ("resolution", "title", "area")
    }


def test_every_area_is_one_of_the_repository() -> None:
    small, whole = parsed("targets/areas.yaml"), ours("targets/areas.yaml")

    assert small["levels"] == whole["levels"]
    assert all(area in whole["areas"] for area in small["areas"])


def test_every_figure_is_a_row_of_the_repository_with_its_source() -> None:
    small = project_files("vi")["data/2024.csv"].removeprefix("\ufeff")
    whole = (ROOT / "data/2024.csv").read_text(encoding="utf-8").splitlines()

    assert set(small.splitlines()) <= set(whole)
    rows = list(csv.DictReader(io.StringIO(small)))
    assert len(rows) == 5
    assert all(row["source"] and row["quote"] for row in rows)


def test_both_languages_say_the_same_data() -> None:
    english, vietnamese = (project_files(language) for language in LANGUAGES)

    assert [*english] == [*vietnamese]
    for name in english:
        if name.endswith((".yaml", ".yml")):
            assert parsed(name, "en") == parsed(name, "vi")
        elif name.endswith((".csv", ".json")):
            assert english[name] == vietnamese[name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_are_in_one_language(language: str) -> None:
    letters = re.compile("[ạ-ỹđơư]", re.IGNORECASE)
    for name, text in project_files(language).items():
        assert not re.search(r"^ *#(en|vi) |\{(language|version)\}", text, re.MULTILINE), name
        assert not text.endswith("\n\n"), name
        comments = [c for c in re.findall(r"^ *# (.+)", text, re.MULTILINE) if "$schema" not in c]
        spoken = " ".join(comments)
        if name.endswith((".yaml", ".yml", ".toml", ".gitignore")):
            assert comments, name
            assert bool(letters.search(spoken.replace("Quảng Ngãi", ""))) is (language == "vi"), (
                name
            )


def test_every_comment_is_said_in_both_languages() -> None:
    folder = ROOT / "src/dti_targets/scaffold"
    for template in TEMPLATES.values():
        if "{" not in template:
            text = (folder / template).read_text(encoding="utf-8")
            blocks = re.findall(r"(?:^ *#(?:en|vi) .*\n)+", text, re.MULTILINE)
            assert all("#en " in block and "#vi " in block for block in blocks), template


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_editor_knows_every_file_by_the_schema_that_lies_with_it(
    tmp_path: Path, language: str
) -> None:
    folder = written(tmp_path, language)
    kinds = {
        "targets/13-nq-tu.yaml": "targets",
        "targets/areas.yaml": "areas",
        "dti-targets.toml": "config",
    }
    for name, kind in kinds.items():
        named = re.search(r"schema[= ](\S+)", (folder / name).read_text(encoding="utf-8"))
        assert named
        schema = ((folder / name).parent / named[1]).resolve()
        assert schema == folder / "schemas" / f"{kind}.schema.json"
        assert schema.read_bytes() == (ROOT / "schemas" / schema.name).read_bytes()
        assert faults_in_editor(kind, [folder / name]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schemas_that_are_written_find_no_fault(tmp_path: Path, language: str) -> None:
    """With a tool that is not ours, and the files as they lie in the folder."""
    folder = written(tmp_path, language)
    for kind, name in (("targets", "13-nq-tu"), ("areas", "areas")):
        done = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--schemafile",
             f"schemas/{kind}.schema.json", f"targets/{name}.yaml"],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workflow_is_that_of_the_page_and_is_safe(tmp_path: Path, language: str) -> None:
    name = ".github/workflows/targets.yml"
    path = written(tmp_path, language) / name
    page = yaml.load(copied("docs/ci.md")[name].body, yaml.BaseLoader)  # noqa: S506  (texts alone)
    del page["jobs"]["targets"]["steps"][-1][
        "with"
    ]  # all of data/; the settings file says the rest

    assert parsed(name, language) == page
    assert f"@v{__version__}\n" in path.read_text(encoding="utf-8")
    fits({name: "vendor.github-workflows"}, {name: path})
    safe(tmp_path, path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_git_leaves_out_no_file_of_the_project(tmp_path: Path, language: str) -> None:
    if not shutil.which("git"):
        pytest.skip("git is not here")
    folder = written(tmp_path, language)
    (folder / "data" / "~$2024.xlsx").touch()

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=folder, capture_output=True, text=True, check=True
        ).stdout

    git("init", "--quiet")
    git("add", ".")
    assert set(git("ls-files").split()) == set(project_files(language))
