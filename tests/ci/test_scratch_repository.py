"""A repository with nothing but figures, targets and the README's workflow, as GitHub runs it."""

import re
from pathlib import Path

import pytest
import yaml

from tests.ci.projects import all_met
from tests.ci.runner import Done, Runner
from tests.docs.test_pages import blocks

WORKFLOW = ".github/workflows/targets.yml"
TARGETS, FIGURES = "targets/13-nq-tu.yaml", "data/2024.csv"
_ERROR = re.compile(r"^::error (?:.*,)?file=(?P<file>[^,:]+),line=(?P<line>\d+)", re.MULTILINE)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = all_met(tmp_path / "scratch")
    (folder / ".git").mkdir()
    workflow = folder / WORKFLOW
    workflow.parent.mkdir(parents=True)
    (block,) = [b for b in blocks("README.md") if b.mark == WORKFLOW]
    workflow.write_text(block.body, encoding="utf-8")
    return folder


def change(repository: Path, name: str, old: str, new: str) -> None:
    path = repository / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def ci(runner: Runner, repository: Path, **more: str) -> Done:
    """Do the step of the workflow that uses the action."""
    (job,) = yaml.safe_load((repository / WORKFLOW).read_bytes())["jobs"].values()
    (step,) = [step for step in job["steps"] if "dti-targets@" in step["uses"]]
    return runner.use(repository, {**step.get("with", {}), **more}, install=False)


def errors(done: Done, repository: Path) -> list[tuple[str, str]]:
    """Return the file of each error, and the line that it is shown at."""
    return [
        (
            found["file"],
            (repository / found["file"])
            .read_text(encoding="utf-8")
            .split("\n")[int(found["line"]) - 1],
        )
        for found in _ERROR.finditer(done.log)
    ]


def test_it_is_green_where_every_target_is_met(installed: Runner, repository: Path) -> None:
    done = ci(installed, repository)

    assert (done.status, done.outputs["verdict"], errors(done, repository)) == (0, "pass", [])
    assert (done.outputs["total"], done.outputs["met"]) == ("4", "4")
    assert "13-NQ/TU" in done.summary


def test_it_is_red_where_a_figure_is_missing(installed: Runner, repository: Path) -> None:
    text = (repository / FIGURES).read_text(encoding="utf-8")
    (repository / FIGURES).write_text(text.rpartition("sme_")[0], encoding="utf-8")

    done = ci(installed, repository)

    assert (done.status, done.outputs["verdict"], done.outputs["missing"]) == (1, "fail", "1")
    assert errors(done, repository) == [(TARGETS, "  - id: sme_platforms")]


def test_it_is_red_where_a_figure_is_short_once_the_target_is_due(
    installed: Runner, repository: Path
) -> None:
    change(repository, FIGURES, '"64,43%"', '"49,9%"')
    pending = ci(installed, repository)
    assert (pending.status, pending.outputs["pending"]) == (0, "1"), pending.log

    change(repository, FIGURES, ",2024,", ",2025,")
    # Districts ended on 30 June 2025: their target has no subject then.
    missed = ci(installed, repository, period="2025")

    assert (missed.status, missed.outputs["verdict"]) == (1, "fail")
    assert (missed.outputs["missed"], missed.outputs["not-applicable"]) == ("1", "1")
    ((file, line),) = errors(missed, repository)
    assert (file, "49,9%" in line) == (FIGURES, True)


def test_it_is_red_where_a_key_is_misspelt(installed: Runner, repository: Path) -> None:
    change(repository, TARGETS, "{more_than: 50}", "{more_then: 50}")

    done = ci(installed, repository)

    assert (done.status, done.outputs["verdict"], done.outputs["met"]) == (2, "unusable", "")
    assert errors(done, repository) == [(TARGETS, "      province: {more_then: 50}")]
    assert done.outputs["report"]


def test_a_project_in_a_subfolder_is_annotated_from_the_root(
    installed: Runner, repository: Path
) -> None:
    """GitHub finds the file of an annotation from the root of the repository."""
    change(repository, TARGETS, "{more_than: 50}", "{more_then: 50}")
    inner = repository / "thống kê"
    inner.mkdir()
    for name in ("targets", "data"):
        (repository / name).rename(inner / name)

    done = ci(installed, repository, **{"working-directory": inner.name})

    assert done.status == 2
    assert [file for file, _ in errors(done, repository)] == [f"thống kê/{TARGETS}"]
