"""The job for GitLab CI: its file fits GitLab's schema, and its script does what it promises."""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml

from dti_targets import __version__
from tests.ci.installing import skip_without_index
from tests.ci.projects import all_met
from tests.ci.runner import ROOT

TEMPLATE = ROOT / "ci" / "gitlab.yml"


def job() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(TEMPLATE.read_bytes())["dti-targets"]
    return found


def test_the_job_installs_the_release_that_it_is_part_of() -> None:
    assert job()["variables"]["DTI_TARGETS_PACKAGE"] == f"dti-targets=={__version__}"


def test_the_script_installs_judges_and_leaves_both_reports(tmp_path: Path) -> None:
    if not shutil.which("bash"):
        pytest.skip("GitLab runs a script with bash, which is not here")
    environment, project = tmp_path / "image", all_met(tmp_path / "số liệu")
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    figures = project / "data" / "2024.csv"
    figures.write_text(figures.read_text(encoding="utf-8").rpartition("sme_")[0], encoding="utf-8")
    variables = {
        **{n: v for n, v in os.environ.items() if not n.startswith(("DTI_TARGETS", "PYTHONPATH"))},
        "PATH": f"{environment / 'bin'}:{os.environ['PATH']}",
        **job()["variables"],
        "DTI_TARGETS_PACKAGE": str(ROOT),
        "GITLAB_CI": "true",
    }

    def run(**more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", "\n".join(job()["script"])],
            cwd=project, env=variables | more, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", check=False,
        )  # fmt: skip

    failed = run()
    skip_without_index(failed.stdout)
    assert failed.returncode == 1, failed.stdout
    assert "no figure" in failed.stdout
    reports = job()["artifacts"]["reports"]
    assert len(list(ET.parse(project / reports["junit"]).iter("failure"))) == 1  # noqa: S314  (ours)
    found = json.loads((project / reports["codequality"]).read_text(encoding="utf-8"))
    (issue,) = [each for each in found if each["severity"] == "major"]
    assert issue["location"]["path"] == "targets/13-nq-tu.yaml"
    assert issue["location"]["positions"]["begin"]["line"] > 1

    assert run(DTI_TARGETS_FAIL_ON="missed").returncode == 0
