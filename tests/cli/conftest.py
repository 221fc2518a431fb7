"""What several commands are tried in."""

from pathlib import Path

import pytest

from tests.runs import PROJECT, Command


@pytest.fixture
def here(tmp_path: Path, command: Command) -> Path:
    """Start in a folder with one figures file; the targets are those of the sample project."""
    command.monkeypatch.chdir(tmp_path)
    command.monkeypatch.setenv("DTI_TARGETS_TARGETS", str(PROJECT / "targets"))
    (tmp_path / "data.csv").write_bytes((PROJECT / "data" / "2024.csv").read_bytes())
    return tmp_path
