"""`validate`: any mix of files is read, nothing is judged, every fault is said."""

import json
import shutil
from pathlib import Path

import pytest
from junitparser import JUnitXml

from dti_targets.domain.settings import FORMATS
from tests.runs import PROJECT, ROOT, Command, Result

HEADINGS = "indicator,area,level,period,value,source"
GOOD = f"{HEADINGS}\nrecords_rate,90,province,2024,90%,A\n"


@pytest.fixture
def here(tmp_path: Path, command: Command) -> Path:
    """Give a copy of the sample project, sound, as the working directory."""
    folder = tmp_path / "project"
    shutil.copytree(PROJECT, folder)
    (folder / "data" / "2024.csv").write_text(GOOD, "utf-8")
    command.monkeypatch.chdir(folder)
    return folder


def codes(result: Result) -> list[str]:
    return [
        line.partition("[")[2][:5]
        for line in result.err.splitlines()
        if line.startswith(("error[", "warning["))
    ]


def read(command: Command, *words: str) -> list[str]:
    """Return the names of the files that a run read and found sound."""
    suites = JUnitXml.fromstring(command("validate", *words, "-f", "junit").out.encode())
    return [case.name for suite in suites for case in suite if case.is_passed]


TARGETS = [f"targets/{name}.yaml" for name in ("mau", "moi", "tinh-khac")]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], [*TARGETS, "data/2024.csv"]),
        (["targets/mau.yaml"], TARGETS),
        (["data/2024.csv"], [*TARGETS, "data/2024.csv"]),
        (["data"], [*TARGETS, "data/2024.csv"]),
        (["data/2024.csv", "targets/mau.yaml"], [*TARGETS, "data/2024.csv"]),
        (["targets/moi.yaml", "data/2024.csv", "targets/mau.yaml"], [*TARGETS, "data/2024.csv"]),
        (["targets/areas.yaml", "data"], [*TARGETS, "data/2024.csv"]),
    ],
)
def test_what_is_read(command: Command, words: list[str], names: list[str]) -> None:
    result = command("validate", *words, "-l", "en")

    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(f"{len(names)} files")
    assert read(command, *words) == names


@pytest.mark.usefixtures("here")
def test_standard_input_is_a_table(command: Command) -> None:
    good = command("validate", "-", "-l", "en", stdin=GOOD.encode())
    bad = command("validate", "-", "-l", "en", stdin=GOOD.replace("90,", "99,", 1).encode())
    named = command("validate", "-", "--stdin-name", "in.csv", stdin=b"")

    assert (good.status, good.err) == (0, "")
    assert (bad.status, bad.out, codes(bad)) == (2, "", ["DT220"])
    assert "in.csv" in named.err


def test_a_file_of_no_project(tmp_path: Path, command: Command) -> None:
    command.monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(
        f"{HEADINGS}\nwork_records_online_rate,51,province,2024,90%,A\n", "utf-8"
    )

    good = command("validate", "a.csv", "-l", "en")
    alone = command("validate", str(ROOT / "targets" / "13-nq-tu.yaml"), "-l", "en")
    nothing = command("validate", "-l", "en")

    assert (good.status, good.err) == (0, "")
    assert (alone.status, alone.err) == (0, "")
    assert (nothing.status, codes(nothing)) == (2, ["DT001"])


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("name", "text", "code", "status"),
    [
        ("x.csv", GOOD.replace("level", "lvl"), "DT208", 2),
        ("x.csv", GOOD.replace("source", "origin"), "DT203", 0),
        ("x.csv", GOOD.replace("records_rate", "record_rate"), "DT303", 0),
        ("x.csv", GOOD + "records_rate,90,province,2024,91%,A\n", "DT302", 2),
        ("x.csv", GOOD + "records_rate,90,province,2024,91%,B\n", "DT301", 0),
        ("x.csv", GOOD.replace("90%", "190%"), "DT234", 2),
        ("x.csv", "", "DT006", 2),
        ("x.yaml", "resolution: [", "DT101", 2),
        ("x.yaml", "", "DT006", 2),
        ("x.yaml", "a: b", "DT110", 2),
        ("x.json", "{}", "DT008", 2),
    ],
)
def test_what_is_wrong_is_said(
    command: Command, name: str, text: str, code: str, status: int
) -> None:
    Path(name).write_text(text, "utf-8")

    result = command("validate", name, "-l", "en")

    assert codes(result) == [code]
    assert result.status == status
    assert (result.out == "") is (status == 2)


@pytest.mark.usefixtures("here")
def test_a_misspelt_key(command: Command) -> None:
    path = Path("targets/mau.yaml")
    path.write_text(path.read_text("utf-8").replace("every_year", "evry_year"), "utf-8")

    result = command("validate", "-l", "en")

    assert (result.status, codes(result)) == (2, ["DT104"])
    assert "every_year" in result.err


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["nowhere.csv", "nowhere.yaml", "nowhere"])
def test_a_file_that_is_not_there(command: Command, name: str) -> None:
    result = command("validate", name)

    assert (result.status, codes(result)) == (2, ["DT001"])


@pytest.mark.usefixtures("here")
def test_all_faults_of_all_files_at_once(command: Command) -> None:
    Path("a.csv").write_text(GOOD.replace("90,", "99,", 1), "utf-8")
    Path("b.yaml").write_text("a: b", "utf-8")
    Path("c.csv").write_text(GOOD.replace("2024", "20244"), "utf-8")

    result = command("validate", "a.csv", "b.yaml", "c.csv", "nowhere.csv")

    assert (result.status, sorted(codes(result))) == (2, ["DT001", "DT110", "DT220", "DT222"])


@pytest.mark.usefixtures("here")
def test_targets_stand_for_those_of_the_project(command: Command) -> None:
    Path("targets/moi.yaml").write_text("a: b", "utf-8")

    assert command("validate", "-t", "targets/mau.yaml", "-t", "targets/areas.yaml").status == 0
    assert command("validate").status == 2


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "table"])
def test_every_format(command: Command, name: str) -> None:
    good = command("validate", "-f", name, "-l", "en")
    Path("a.csv").write_text(GOOD.replace("90,", "99,", 1), "utf-8")
    bad = command("validate", "a.csv", "-f", name, "-l", "en")
    file = command("validate", "a.csv", "-f", name, "-o", "out", "-l", "en")

    assert (good.status, bad.status, file.status) == (0, 2, 2)
    assert good.err.count("\n") == 1
    assert "DT220" in bad.out
    assert Path("out").read_text("utf-8") == bad.out


@pytest.mark.usefixtures("here")
def test_a_report_of_a_sound_project_says_that_nothing_was_judged(command: Command) -> None:
    report = json.loads(command("validate", "-f", "json").out)

    assert (report["judged"], report["exit_status"]) == (False, 0)
    assert report["assessments"] == report["diagnostics"] == []


@pytest.mark.usefixtures("here")
def test_a_warning_is_no_case_that_fails(command: Command) -> None:
    Path("x.csv").write_text(GOOD.replace("records_rate", "record_rate"), "utf-8")

    text = command("validate", "x.csv", "-f", "junit").out

    (suite,) = JUnitXml.fromstring(text.encode())
    assert (suite.errors, suite.failures) == (0, 0)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_nothing_is_judged(command: Command, lang: str) -> None:
    result = command("validate", "-l", lang)

    assert result.status == 0
    assert "%" not in result.out
    assert command("validate", "-qq") == (0, "", "")
