"""The project of a case."""

from pathlib import Path

import pytest

from tests.reliability.one_project import Project
from tests.runs import Command


@pytest.fixture
def project(tmp_path: Path, command: Command) -> Project:
    """Give a small project in an empty folder, in which the command runs."""
    return Project(tmp_path, command)
