"""What the pages tell a maintainer to copy: it fits the schemas, is safe, and is said alike."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from dti_targets import __version__
from tests.ci.runner import ROOT
from tests.docs.test_pages import Block, blocks

PAGES = ("README.md", "README.vi.md", "docs/ci.md", "docs/ci.vi.md")
SCHEMAS = {
    ".github/workflows/targets.yml": "vendor.github-workflows",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
}
FILES = {"action.yml": "vendor.github-actions", "ci/gitlab.yml": "vendor.gitlab-ci"}
# A page cannot hold the hash of the commit that it is part of; it tells readers to write it there.
ZIZMOR = {
    "rules": {
        "unpinned-uses": {"config": {"policies": {"OWNER/dti-targets": "ref-pin", "*": "hash-pin"}}}
    }
}


def copied(page: str) -> dict[str, Block]:
    """Return the YAML files that a page gives to copy, by their names."""
    return {
        block.mark: block
        for block in blocks(page)
        if block.language == "yaml" and block.mark.startswith(".")
    }


def written(page: str, folder: Path) -> dict[str, Path]:
    found = {}
    for name, block in copied(page).items():
        found[name] = folder / name
        found[name].parent.mkdir(parents=True, exist_ok=True)
        found[name].write_text(block.body, encoding="utf-8")
    return found


def content(block: Block) -> Any:  # noqa: ANN401  (whatever the YAML is)
    return yaml.safe_load(block.body)


def run(*words: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *map(str, words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def fits(schemas: Mapping[str, str], files: Mapping[str, Path]) -> None:
    for name, path in files.items():
        if name in schemas:
            run("check_jsonschema", "--builtin-schema", schemas[name], path)


def safe(folder: Path, *paths: Path) -> None:
    """Ask zizmor, as strict as it can be, offline."""
    program = shutil.which("zizmor", path=str(Path(sys.executable).parent)) or "zizmor"
    config = folder / "zizmor.yml"
    config.write_text(yaml.safe_dump(ZIZMOR), encoding="utf-8")
    done = subprocess.run(
        [program, "--offline", "--persona=auditor", "--no-ignores", "--strict-collection",
         f"--config={config}", *paths],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_files_of_the_page_fit_their_schemas_and_are_safe(tmp_path: Path) -> None:
    files = written("docs/ci.md", tmp_path)

    assert set(files) == {*SCHEMAS, ".pre-commit-config.yaml"}
    fits(SCHEMAS, files)
    run("pre_commit", "validate-config", files[".pre-commit-config.yaml"])
    safe(tmp_path, files[".github/workflows/targets.yml"], files[".pre-commit-config.yaml"])


def test_our_own_files_fit_their_schemas_and_are_safe(tmp_path: Path) -> None:
    fits(FILES, {name: ROOT / name for name in FILES})
    run("pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    safe(tmp_path, ROOT / "action.yml")


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_give_the_same_files_to_copy(page: str) -> None:
    whole = copied("docs/ci.md")

    assert set(copied(page)) >= {".github/workflows/targets.yml", ".pre-commit-config.yaml"}
    for name, block in copied(page).items():
        assert content(block) == content(whole[name]), f"{page}: {name}"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_the_release_that_it_is_part_of(page: str) -> None:
    text = "\n".join(block.body for block in copied(page).values())

    assert set(re.findall(r"\b(?:rev: |dti-targets@)v(\S+)", text)) == {__version__}


@pytest.mark.parametrize("page", ["docs/ci.md", "docs/ci.vi.md"])
def test_the_page_lists_every_input_and_output_of_the_action(page: str) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_bytes())
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|", text, re.MULTILINE)

    names = [name for row in rows for name in re.findall(r"`([a-z-]+)`", row)]
    hooks = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_bytes())]
    assert sorted(names) == sorted([*action["inputs"], *action["outputs"], *hooks])


def test_the_vietnamese_page_shows_what_the_english_one_does() -> None:
    shown = [
        [(b.language, b.mark, re.sub(r" *#.*", "", b.body)) for b in blocks(page)]
        for page in ("docs/ci.md", "docs/ci.vi.md")
    ]

    assert shown[0] == shown[1], json.dumps(shown, ensure_ascii=False, indent=1)
