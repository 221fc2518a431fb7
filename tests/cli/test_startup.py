"""What a run does not need is not loaded: start-up is the official's cost."""

import os
import subprocess
import sys

import pytest

from tests.runs import PROJECT, ROOT

RUN = """
import sys
from dti_targets.cli.app import main
try:
    main(sys.argv[1:])
except SystemExit:
    print(*sys.modules, sep="\\n", file=sys.stderr)
"""


def loaded(*words: str) -> set[str]:
    """Return the modules that a run loads."""
    result = subprocess.run(
        [sys.executable, "-c", RUN, *words],
        capture_output=True, cwd=PROJECT, check=True, timeout=60, encoding="utf-8",
        env={"PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8", "PATH": os.environ["PATH"]},
    )  # fmt: skip
    return set(result.stderr.split())


@pytest.mark.parametrize(
    "words",
    [("check", "-qq", "-l", "vi"), ("list", "-l", "vi"), ("explain", "records", "-l", "vi")],
)
def test_a_run_without_colours_and_faults_loads_neither_rich_nor_toml(
    words: tuple[str, ...],
) -> None:
    modules = loaded(*words)

    assert "dti_targets.reporting.wording" in modules
    assert modules.isdisjoint(
        {"rich.console", "rich.table", "rich.progress", "tomllib", "dti_targets.cli.snippet",
         "dti_targets.cli.progress", "dti_targets.cli.help", "dti_targets.messages.en",
         "dti_targets.cli.watch", "dti_targets.reading.saved"}
    )  # fmt: skip


@pytest.mark.parametrize(
    "words", [("check", "-qq"), ("list",), ("explain", "records"), ("explain", "DT211")]
)
def test_no_run_but_that_of_the_command_knows_of_schemas(words: tuple[str, ...]) -> None:
    modules = loaded(*words)

    assert "dti_targets.cli.registry" in modules
    later = ("dti_targets.schemas", "dti_targets.scaffold")
    assert not {name for name in modules if name.startswith(later)}


@pytest.mark.parametrize("words", [("check", "-qq"), ("list",), ("validate",)])
def test_no_run_but_that_of_the_command_knows_of_comparisons(words: tuple[str, ...]) -> None:
    modules = loaded(*words)

    assert "dti_targets.cli.registry" in modules
    assert not {name for name in modules if "compar" in name or "amend" in name or "saved" in name}


@pytest.mark.parametrize("words", [("check", "-qq"), ("check", "-qq", "-f", "json"), ("list",)])
def test_no_run_without_a_workbook_loads_what_reads_them(words: tuple[str, ...]) -> None:
    modules = loaded(*words)

    assert "dti_targets.reading.project" in modules
    assert modules.isdisjoint(
        {"openpyxl", "defusedxml", "dti_targets.reading.workbook_rows",
         "dti_targets.reading.archive", "dti_targets.reading.sheet"}
    )  # fmt: skip


def test_a_check_knows_of_no_form() -> None:
    modules = loaded("check", "-qq")

    assert modules.isdisjoint(
        {"xlsxwriter", "dti_targets.domain.form", "dti_targets.domain.collection",
         "dti_targets.checking.asking", "dti_targets.checking.collecting",
         "dti_targets.reading.typed_rows", "dti_targets.reporting.form"}
    )  # fmt: skip


def test_a_check_asks_no_other_question() -> None:
    room = "dti_targets.pipeline."
    questions = {name.removeprefix(room) for name in loaded("check", "-qq") if room in name}

    assert questions == {"check", "figures", "project", "selection"}


def test_colours_ask_for_rich() -> None:
    assert "rich.console" in loaded("list", "--color", "always")
