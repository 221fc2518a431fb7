"""`form`: which files it writes, and which it leaves alone."""

import csv
import io
import sys
from pathlib import Path

import pytest

from tests.office import COORDINATES, PERIOD, fill_in, project
from tests.reliability.system import left_over
from tests.runs import Command

ASK = ("form", "nho", "-p", PERIOD, "-l", "en")


@pytest.fixture
def folder(command: Command, tmp_path: Path) -> Path:
    """Enter a project without figures."""
    made = project(tmp_path / "p")
    command.monkeypatch.chdir(made)
    return made


@pytest.mark.parametrize("name", ["f.xlsx", "f.csv"])
@pytest.mark.usefixtures("folder")
def test_a_form_is_one_file_that_check_reads_as_it_is(command: Command, name: str) -> None:
    made = command(*ASK, "-o", name)

    assert (made.status, made.err) == (0, "")
    assert made.out == f"{name}: {len(COORDINATES)} figures to fill in.\n"
    checked = command("check", name, "-p", PERIOD, "-l", "en", "-q")
    assert (checked.status, checked.err) == (1, "")
    assert "for 6 there is no figure" in checked.out


def test_the_table_goes_to_the_screen(command: Command, folder: Path) -> None:
    made = command(*ASK, "-o", "-")

    rows = list(csv.reader(io.StringIO(made.out.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert [(row[4], row[1]) for row in rows[1:]] == COORDINATES
    assert not list(folder.glob("*.csv"))


def test_one_file_for_each_area(command: Command, folder: Path) -> None:
    made = command(*ASK, "--split", "area", "-o", "bieu-mau/2024/")

    assert made.status == 0
    found = sorted(path.name for path in (folder / "bieu-mau/2024").iterdir())
    assert found == ["51-tinh-quang-ngai.xlsx", "530-huyen-son-tay.xlsx", "535-huyen-ba-to.xlsx"]
    assert made.out.splitlines()[1].endswith("530-huyen-son-tay.xlsx: 1 figure to fill in.")


def test_one_table_for_each_area_under_a_name_of_ones_own(command: Command, folder: Path) -> None:
    made = command(*ASK, "--split", "area", "-o", "out/nq-{area}.csv", "-a", "535")

    assert made.status == 0
    assert [path.name for path in (folder / "out").iterdir()] == ["nq-535-huyen-ba-to.csv"]


def test_what_was_filled_in_is_not_replaced(command: Command, folder: Path) -> None:
    assert command(*ASK, "-o", "f.xlsx").status == 0
    assert command(*ASK, "-o", "f.xlsx").status == 0  # the same again
    fill_in(folder / "f.xlsx", {("51", "rate"): ["90%"]})
    filled_in = (folder / "f.xlsx").read_bytes()

    refused = command(*ASK, "-o", "f.xlsx")

    assert refused.status == 2
    assert "error[DT940]: f.xlsx is there already" in refused.err
    assert (folder / "f.xlsx").read_bytes() == filled_in
    assert command(*ASK, "-o", "f.xlsx", "--replace").status == 0
    assert (folder / "f.xlsx").read_bytes() != filled_in


def test_a_variable_does_not_replace(command: Command, folder: Path) -> None:
    (folder / "f.csv").write_text("mine")
    command.monkeypatch.setenv("DTI_TARGETS_REPLACE", "1")

    assert command(*ASK, "-o", "f.csv").status == 2
    assert (folder / "f.csv").read_text() == "mine"


def test_all_forms_are_written_or_none(command: Command, folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "535-huyen-ba-to.xlsx").mkdir()

    refused = command(*ASK, "--split", "area", "-o", "out")

    assert refused.status == 2
    assert "error[DT913]" in refused.err
    assert [path.name for path in (folder / "out").iterdir()] == ["535-huyen-ba-to.xlsx"]
    assert not left_over(folder / "out")


def test_a_folder_that_was_made_for_nothing_is_taken_away(command: Command, folder: Path) -> None:
    command.monkeypatch.setattr("dti_targets.cli.output.os.fsync", lambda _: 1 / 0)

    assert command(*ASK, "--split", "area", "-o", "a/b").status == 3
    assert not (folder / "a").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["form"], "DT905]: RESOLUTION is missing"),
        (["form", "nho", "-o", "f.csv"], "DT905]: --period is missing"),
        (["form", "nho", "-p", "2024"], "DT905]: --output is missing"),
        (["form", "nho", "-p", "2024", "--split", "area", "-o", ""], "DT905]: --output is missing"),
        (["form", "nho", "-p", "2024", "-o", "f.csv", "-o", "g.csv"], "DT906]"),
        (["form", "nho", "-p", "2024", "-o", "f.docx"], "DT917]"),
        (["form", "nho", "-p", "2024", "-o", "no/f.csv"], "DT913]"),
        (["form", "nhi", "-p", "2024", "-o", "f.csv"], "DT909]"),
        (["form", "nho", "-p", "soon", "-o", "f.csv"], "DT222]"),
        (["form", "nho", "-p", "2020", "-o", "f.csv"], "DT941]"),
        (["form", "nho", "-p", "2024", "--level", "commune", "-o", "f.csv"], "DT941]"),
        (["form", "nho", "-p", "2024", "--split", "level", "-o", "f"], "DT902]"),
        (["form", "nho", "-p", "2024", "-o", "targets/nho.yaml"], "DT917]"),
    ],
)
def test_what_cannot_be_asked_is_said(
    command: Command, folder: Path, words: list[str], told: str
) -> None:
    result = command(*words, "-l", "en")

    assert (result.status, result.out) == (2, "")
    assert told in result.err
    assert "--format" not in result.err  # which a form does not have
    assert sorted(path.name for path in folder.iterdir()) == ["targets"]


def test_figures_that_were_read_are_not_replaced(command: Command, folder: Path) -> None:
    (folder / "data").mkdir()
    figures = folder / "data" / "2023.csv"
    figures.write_text("indicator,area,level,period,value\nrate,51,province,2023,70%\n")

    refused = command(*ASK, "-o", "data/2023.csv", "--replace")

    assert refused.status == 2
    assert "error[DT916]" in refused.err
    assert "70% (2023)" in command(*ASK, "-o", "-").out


def test_figures_at_fault_are_named(command: Command, folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "2023.csv").write_text("indicator,value\nrate,7O%\n")

    assert "error[" in command(*ASK, "-o", "f.csv").err
    assert not (folder / "f.csv").exists()


def test_an_empty_folder_of_figures_is_no_fault(command: Command, folder: Path) -> None:
    (folder / "data").mkdir()

    assert command(*ASK, "-o", "f.csv").status == 0


@pytest.mark.parametrize("output", [["-o", "f.xlsx"], ["--split", "area", "-o", "out"]])
@pytest.mark.usefixtures("folder")
def test_without_the_package_it_is_said_what_to_install(
    command: Command, output: list[str]
) -> None:
    command.monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    refused = command(*ASK, *output)

    assert refused.status == 2
    assert 'pip install "dti-targets[office]"' in refused.err
    assert command(*ASK, "-o", "f.csv").status == 0
