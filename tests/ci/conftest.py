"""Fixtures of the tests that do what a CI service would do."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.ci.runner import ROOT, Runner


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """Give a runner of GitHub Actions that has bash and python3, the one of these tests."""
    if not shutil.which("bash"):
        pytest.skip("the steps of an action are scripts of bash, which is not here")
    runner = Runner(tmp_path / "runner temp")
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").symlink_to(sys.executable)
    runner.environment["PATH"] = f"{programs}:{runner.environment['PATH']}"
    return runner


@pytest.fixture
def installed(runner: Runner) -> Runner:
    """Give a runner on which the action finds this checkout installed, without waiting for pip."""
    runner.pretend_to_have_installed(
        f'#!/bin/sh\nPYTHONPATH="{ROOT / "src"}" exec "{sys.executable}" -m dti_targets "$@"\n'
    )
    return runner
