"""The hooks, run by pre-commit itself on a repository with a README's worth of files."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.ci.installing import skip_without_index
from tests.ci.projects import all_met
from tests.ci.runner import ROOT

PACKAGED = (
    ".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "docs", "targets", "src",
)  # fmt: skip

_HEAD = re.compile(r"^(dti-targets [a-z]+)\.{3,}.*?(Passed|Failed|Skipped)$", re.MULTILINE)


class Repository:
    """A git repository whose commits pre-commit looks at."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DTI_TARGETS", "GIT_", "PRE_COMMIT", "COV_"))
            and name not in {"PYTHONPATH", "SKIP"}
        } | {
            "PRE_COMMIT_HOME": str(cache),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "LC_ALL": "C.UTF-8",
        }
        self.git("init", "--quiet")

    def git(self, *words: str) -> str:
        who = ("-c", "user.name=test", "-c", "user.email=test@example.org")
        done = self.run("git", *who, *words)
        assert done.returncode == 0, done.stdout
        return done.stdout.strip()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", "--all")

    def hooks(self) -> dict[str, tuple[str, str]]:
        """Run the hooks on what is staged; return the word that stands for each, and its output."""
        done = self.run(sys.executable, "-m", "pre_commit", "run", "--color=never")
        skip_without_index(done.stdout)
        _, *said = _HEAD.split(done.stdout)  # a name, a word, an output, and so on
        assert len(said) == len(("validate", "check")) * 3, done.stdout
        return dict(zip(said[::3], zip(said[1::3], said[2::3], strict=True), strict=True))

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False,
        )  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Give a repository that is all right, and whose hooks come from a copy of this checkout."""
    if not shutil.which("git"):
        pytest.skip("pre-commit works on git repositories, and git is not here")
    hooks = Repository(tmp_path / "hooks", tmp_path / "cache")
    for name in PACKAGED:
        source, target = ROOT / name, hooks.folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    hooks.git("add", "--all")
    hooks.git("commit", "--quiet", "--message=release")
    repository = Repository(all_met(tmp_path / "repository"), tmp_path / "cache")
    ids = [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_bytes())]
    config = {
        "repo": str(hooks.folder),
        "rev": hooks.git("rev-parse", "HEAD"),
        "hooks": [{"id": each} for each in ids],
    }
    repository.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [config]}))
    return repository


def test_the_hooks_stop_a_commit_that_is_at_fault(repository: Repository) -> None:
    """One test, as the environment of the hooks is built once."""
    validate, check = "dti-targets validate", "dti-targets check"
    assert {name: word for name, (word, _) in repository.hooks().items()} == {
        validate: "Passed", check: "Passed",
    }  # fmt: skip
    repository.git("commit", "--quiet", "--message=all is well")

    repository.write("README.md", "Nothing for the hooks.\n")
    assert {word for word, _ in repository.hooks().values()} == {"Skipped"}

    figures = (repository.folder / "data/2024.csv").read_text(encoding="utf-8")
    repository.write("data/2024.csv", figures.rpartition("sme_")[0])
    found = repository.hooks()
    assert found[validate][0] == "Passed"
    assert found[check][0] == "Failed"
    assert "no figure" in found[check][1]

    targets = (repository.folder / "targets/13-nq-tu.yaml").read_text(encoding="utf-8")
    repository.write("targets/13-nq-tu.yaml", targets.replace("{more_than: 50}", "{more_then: 50}"))
    found = repository.hooks()
    assert {word for word, _ in found.values()} == {"Failed"}
    assert all("targets/13-nq-tu.yaml:27:18" in output for _, output in found.values())
