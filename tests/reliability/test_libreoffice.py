"""Workbooks of a second program: what LibreOffice makes of our tables, and of its own formulas."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.reliability.tables import Judge
from tests.runs import Command
from tests.workbooks import from_text, table

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")

UTF_8, VIETNAMESE, ENGLISH = 76, 1066, 1033
TABLE = """\
indicator,area,level,period,value,note
rate,90,province,2024,"87,49%","một, ""hai"" ba"
teams,90,province,2024,1526,
rate,901,district,2024,trên 95%,x
rate,90,province,2023,khoảng 85%,
"""


def converted(path: Path, *options: str, to: str = "xlsx") -> Path:
    """Let LibreOffice write a file anew; each run has a profile of its own."""
    out = path.parent / "converted"
    profile = (path.parent / "profile").absolute().as_uri()
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", *options,
         "--convert-to", to, "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return out / f"{path.stem}.{to}"


@pytest.mark.parametrize("language", [VIETNAMESE, ENGLISH])
def test_a_table_that_libreoffice_saved_is_judged_the_same(
    command: Command, tmp_path: Path, language: int
) -> None:
    judge = Judge(command, tmp_path)
    expected = judge(TABLE).value()
    source = judge.write("f2.csv", TABLE)
    reads = f"--infilter=CSV:44,34,{UTF_8},1,,{language},false,true"
    book = converted(source, reads)

    value = load_workbook(book).worksheets[0]["E2"].value
    assert value == (0.8749 if language == VIETNAMESE else "87,49%")  # a number under a format

    done = command("check", str(book), "-f", "json", "--fail-on", "missed")
    assert (done.status, done.err.count("error")) == (0, 0), done.err
    assert judge(book.read_bytes(), "--sheet", "f2").value() == expected


def test_formulas_have_results_once_libreoffice_has_saved_them(
    command: Command, tmp_path: Path
) -> None:
    judge = Judge(command, tmp_path)
    row = ("rate", 90, "province", 2024, "=0.5+0.3749")
    path = judge.write("in.xlsx", table(row, formats={"E2": "0.00%"}))

    assert "[DT259]" in command("check", str(path)).err
    assert judge(converted(path).read_bytes()).value() == ("87,49%", "87.49", "87.49")


def test_what_libreoffice_hides_joins_and_fails_is_told(command: Command, tmp_path: Path) -> None:
    judge = Judge(command, tmp_path)
    text = """\
indicator | area | level | period | value
rate | 90 | province | 2024 | =1/0
rate | 90 | province | 2023 | 1934-05-01
rate | 90 | province | 2022 | 82%
other | 90 | province | 2022 | 83%
(merged D4:D5)
(hidden 4)
"""
    path = judge.write("in.xlsx", from_text(text))
    done = command("check", str(converted(path)))

    assert done.status == 2
    for code, cell in (("DT258", "E2"), ("DT257", "E3"), ("DT256", "D4")):
        assert f"[{code}]" in done.err
        assert f"in.xlsx:Sheet!{cell}" in done.err
    assert "were read: 4" in done.err


def test_other_formats_of_libreoffice_are_refused_by_their_name_and_content(
    command: Command, tmp_path: Path
) -> None:
    judge = Judge(command, tmp_path)
    source = judge.write("f2.csv", TABLE)
    for to in ("ods", "xls"):
        made = converted(source, to=to)
        assert judge.command("check", str(made)).status == 2
        renamed = made.rename(made.with_suffix(".xlsx"))
        done = judge.command("check", str(renamed))
        assert done.status == 2
        assert "[DT251]" in done.err
        assert f".{to}" in done.err
