"""The files of `tests/examples/` are the cases: what is good has no fault, what is bad those named.

A bad YAML file names its faults, `CODE:line:column`, in its first line, a bad table in a file
beside it.
"""

from pathlib import Path

import pytest

from dti_targets.diagnostics import Faults, Severity
from dti_targets.reading.columns import Context
from dti_targets.reading.figures import read_figures
from dti_targets.reading.places import located
from dti_targets.reading.project import CSV_SUFFIXES, read_promises
from dti_targets.reading.resolutions import asked
from dti_targets.reading.source import Desk

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "tests/examples"


def cases(kind: str, *, tables: bool) -> list[Path]:
    found = [p for p in sorted((EXAMPLES / kind).iterdir()) if p.suffix != ".expected"]
    return [path for path in found if (path.suffix in CSV_SUFFIXES) is tables]


def name(path: Path) -> str:
    return path.stem


def faults_of_table(path: Path) -> list[str]:
    faults = Faults()
    desk = Desk(EXAMPLES, 10**6)
    promises = read_promises([ROOT / "targets"], desk, faults)
    resolutions = [file.resolution for file in promises.files]
    opened = desk.open(path, faults)
    inputs = [opened] if opened else []
    read_figures(inputs, Context(promises.gazetteer, asked(resolutions)), faults)
    return shown(located(faults, desk))


def faults_of_yaml(path: Path) -> list[str]:
    faults = Faults()
    desk = Desk(EXAMPLES, 10**6)
    read_promises([path], desk, faults)
    return shown(faults)


def shown(faults: Faults) -> list[str]:
    return [
        str(fault.at).replace(fault.at.path, fault.code.id, 1)
        for fault in faults
        if fault.code.severity is Severity.ERROR
    ]


@pytest.mark.parametrize("path", cases("good", tables=True), ids=name)
def test_good_table_is_read_whole(path: Path) -> None:
    assert faults_of_table(path) == []


@pytest.mark.parametrize("path", cases("good", tables=False), ids=name)
def test_good_yaml_is_read_whole(path: Path) -> None:
    assert faults_of_yaml(path) == []


@pytest.mark.parametrize("path", cases("bad", tables=True), ids=name)
def test_bad_table_has_exactly_its_faults(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").split()

    assert faults_of_table(path) == expected


@pytest.mark.parametrize("path", cases("bad", tables=False), ids=name)
def test_bad_yaml_has_exactly_its_faults(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]

    assert faults_of_yaml(path) == first.removeprefix("# expect: ").split()
