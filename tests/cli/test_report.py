"""`dti-targets report`: what it takes, what it refuses, what it leaves behind."""

import sys
from pathlib import Path

import pytest

from dti_targets.cli.registry import COMMANDS
from dti_targets.domain.settings import DOCUMENTS as NAMES
from dti_targets.messages.words import LANGUAGES
from dti_targets.reporting.formats import DOCUMENTS
from tests.cli.test_startup import loaded
from tests.runs import Command, SameAsGolden

BEGINNING = {"html": b"<!DOCTYPE html>", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04"}


def report(command: Command, *words: str) -> tuple[int, str, str]:
    result = command("report", "data.csv", "-l", "en", *words)
    return result.status, result.out, result.err


def test_the_list_is_that_of_the_option() -> None:
    assert tuple(DOCUMENTS) == NAMES == COMMANDS["report"].option("format").words


@pytest.mark.parametrize("name", BEGINNING)
def test_a_missed_target_is_an_answer_and_no_failure(
    here: Path, command: Command, name: str
) -> None:
    status, out, err = report(command, "-o", f"a.{name}")

    assert (status, out) == (0, "")
    assert (here / f"a.{name}").read_bytes().startswith(BEGINNING[name])
    assert "3 missed" in err
    assert "Exit" not in err
    assert sorted(path.name for path in here.iterdir()) == [f"a.{name}", "data.csv"]


def test_several_files_each_with_its_format(here: Path, command: Command) -> None:
    status, _, _ = report(command, "-o", "a.docx", "-o", "a.XLSX", "-o", "b.docx")
    named, _, _ = report(command, "-f", "docx", "-o", "c", "-f", "xlsx", "-o", "d")

    assert (status, named) == (0, 0)
    files = {name: (here / name).read_bytes() for name in ("a.docx", "b.docx", "c", "a.XLSX", "d")}
    assert files["a.docx"] == files["b.docx"] == files["c"]
    assert files["a.XLSX"] == files["d"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], "DT927"),
        (["-f", "docx"], "DT927"),
        (["-o", "-"], "DT927"),
        (["-o", "a.docx", "-o", "-"], "DT927"),
        (["-f", "xlsx", "-o", "-"], "DT927"),
        (["-o", "a.htm"], "DT917"),
        (["-o", "a.json"], "DT917"),
        (["-f", "json", "-o", "a.json"], "DT902"),
        (["-f", "docx,xlsx", "-o", "a"], "DT914"),
        (["-o", "a.docx", "-o", "a.docx"], "DT915"),
        (["-o", "nowhere/a.docx"], "DT913"),
        (["-f", "docx", "-o", "data.csv"], "DT916"),
    ],
)
def test_what_is_refused_leaves_nothing(
    here: Path, command: Command, words: list[str], code: str
) -> None:
    before = (here / "data.csv").read_bytes()

    status, out, err = report(command, *words)

    assert (status, out) == (2, "")
    assert f"error[{code}]" in err
    assert [path.name for path in here.iterdir()] == ["data.csv"]
    assert (here / "data.csv").read_bytes() == before


def test_check_writes_no_document(here: Path, command: Command) -> None:
    assert command("check", "data.csv", "-o", "a.docx", "-l", "en").status == 2
    assert [path.name for path in here.iterdir()] == ["data.csv"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_without_the_extra_it_says_what_to_install(
    here: Path, command: Command, name: str, lang: str
) -> None:
    command.monkeypatch.setitem(sys.modules, DOCUMENTS[name].imports, None)

    result = command("report", "data.csv", "-o", f"a.{name}", "-l", lang)

    assert result.status == 2
    assert "[DT926]" in result.err
    assert 'pip install "dti-targets[office]"' in result.err
    assert DOCUMENTS[name].package in result.err
    assert [path.name for path in here.iterdir()] == ["data.csv"]


def test_a_file_that_is_at_fault_gives_a_document_that_says_so(
    here: Path, command: Command
) -> None:
    text = "indicator,area,level,period,value\nrecords_rate,90,x\n"
    (here / "data.csv").write_text(text, "utf-8")

    status, _, err = report(command, "-o", "a.docx", "-o", "a.xlsx")

    assert status == 2
    assert "error[" in err
    assert (here / "a.docx").is_file()
    assert (here / "a.xlsx").is_file()


def test_all_files_or_none(here: Path, command: Command) -> None:
    from dti_targets.reporting.writers import xlsx_report

    def fails(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    (here / "a.docx").write_bytes(b"old")
    command.monkeypatch.setattr(xlsx_report, "timeless", fails)

    status, _, err = report(command, "-o", "a.docx", "-o", "a.xlsx")

    assert status == 2
    assert "DT913" in err
    assert (here / "a.docx").read_bytes() == b"old"
    assert sorted(path.name for path in here.iterdir()) == ["a.docx", "data.csv"]


def test_what_a_settings_file_says_of_check_is_not_meant(here: Path, command: Command) -> None:
    (here / "dti-targets.toml").write_text(
        'only = ["met"]\noutput = ["b.json"]\nsummary = true\nfail-on = ["missed"]\n', "utf-8"
    )

    status, _, err = report(command, "-o", "a.docx")

    assert status == 0, err
    assert sorted(path.name for path in here.iterdir()) == [
        "a.docx", "data.csv", "dti-targets.toml"
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help(command: Command, same_as_golden: SameAsGolden, lang: str) -> None:
    same_as_golden(f"help-report.{lang}.txt", command("report", "-h", "-l", lang).out)


def test_no_other_command_loads_what_documents_need() -> None:
    modules = loaded("check", "-qq")

    assert modules.isdisjoint({"docx", "jinja2", "xlsxwriter", "dti_targets.reporting.pages.annex"})
