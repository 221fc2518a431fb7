"""`collect`: what is written of returned forms, what is said, and with which status it ends."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.office import COORDINATES, PERIOD, fill_in, project, typed
from tests.runs import ROOT, Command, Result, SameAsGolden

FULL = {
    ("51", "rate"): ["87,49%", "Báo cáo 1", "đạt 87,49%", ""],
    ("51", "rank"): ["26/63", "DTI", "", ""],
    ("51", "amount"): ["1.526", "", "", ""],
    ("51", "state"): ["đạt", "", "", ""],
    ("51", "growth"): ["-", "", "", "chưa công bố"],
    ("51", "units"): ["trên 95%", "", "", ""],
    ("530", "units"): ["từ 70 đến 80", "", "", ""],
    ("535", "units"): ["114/558", 'nguồn "a", b;', "dòng 1\ndòng 2", ""],
}
assert [*FULL] == COORDINATES


class Office:
    """Sends forms and gathers them, in a project of its own."""

    def __init__(self, command: Command, folder: Path) -> None:
        self.command = command
        self.folder = project(folder)
        (self.folder / "data").mkdir()
        command.monkeypatch.chdir(folder)

    def send(self, suffix: str = ".csv") -> list[Path]:
        """Write a form for each area."""
        name = f"in/{{area}}{suffix}"
        result = self.command(
            "form", "nho", "-p", PERIOD, "--split", "area", "-o", name, "-l", "vi"
        )
        assert result.status == 0
        return sorted((self.folder / "in").glob(f"*{suffix}"))

    def collect(self, *words: str, output: str = "data/2024.csv") -> Result:
        return self.command(
            "collect", "in", "-o", output, *(words if "-l" in words else ("-l", "en", *words))
        )

    def write(self, name: str, row: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"indicator,area,level,period,value,source\n{row}\n", "utf-8")

    @property
    def written(self) -> str:
        return (self.folder / "data" / "2024.csv").read_text("utf-8")


@pytest.fixture
def office(command: Command, tmp_path: Path) -> Office:
    """Give an office that has sent nothing yet."""
    return Office(command, tmp_path / "p")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_all_answered(office: Office, suffix: str) -> None:
    for form in office.send(suffix):
        fill_in(form, FULL)

    result = office.collect()

    assert (result.status, result.err) == (0, "")
    assert "data/2024.csv: 8 figures added; 0 returned were there already." in result.out
    assert "Exit 0: every figure that is expected is there." in result.out
    rows = list(csv.DictReader(io.StringIO(office.written)))
    assert {row.pop("decimal") for row in rows} == {"", "comma"}
    assert rows == list(csv.DictReader(io.StringIO(typed(FULL))))


def test_collecting_twice_changes_nothing(office: Office) -> None:
    for form in office.send():
        fill_in(form, FULL)
    office.collect()
    path = office.folder / "data" / "2024.csv"
    before = path.read_bytes(), path.stat().st_mtime_ns

    again = office.collect()

    assert again.status == 0
    assert "nothing to add; 8 returned figures were there already" in again.out
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_who_has_not_answered_is_named(office: Office) -> None:
    province, first, second = office.send()
    fill_in(province, FULL)
    second.unlink()

    result = office.collect()

    assert result.status == 1
    assert "Not answered (2):" in result.out
    assert "Sơn Tây district (530): 1" in result.out
    assert f"empty in in/{first.name}" in result.out
    assert "Ba Tơ district (535): 1" in result.out
    assert "in no returned form" in result.out
    assert "in/51-tinh-quang-ngai.csv  6 of 6 answered" in result.out
    assert result.out.endswith("Exit 1: 2 figures are not answered.\n")


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_page(office: Office, same_as_golden: SameAsGolden, lang: str) -> None:
    province, _, second = office.send()
    fill_in(province, {key: row for key, row in FULL.items() if key[1] in {"rate", "state"}})
    second.unlink()
    office.write("in/them.csv", "other,51,province,2024,7 hộ,A")

    result = office.collect("-l", lang)

    same_as_golden(f"collect.{lang}.txt", result.out)


def test_nothing_returned_writes_nothing(office: Office) -> None:
    office.send()

    result = office.collect()

    assert result.status == 1
    assert "data/2024.csv: nothing to write; no figure was returned." in result.out
    vietnamese = office.collect("-l", "vi").out
    assert "data/2024.csv: không có gì để ghi; chưa có số liệu nào gửi về." in vietnamese
    assert not (office.folder / "data" / "2024.csv").exists()


def test_two_forms_that_differ_are_refused_with_both_places(office: Office) -> None:
    office.write("in/a.csv", "rate,51,province,2024,90%,A")
    office.write("in/b.csv", "rate,51,province,2024,91%,B")

    result = office.collect()

    assert (result.status, result.out) == (2, "")
    assert "error[DT310]" in result.err
    assert "in/b.csv:2:" in result.err
    assert "in/a.csv:2:" in result.err
    assert not (office.folder / "data" / "2024.csv").exists()


def test_what_is_published_stays_unless_replace_is_said(office: Office) -> None:
    office.write("in/a.csv", "rate,51,province,2024,91%,A")
    office.write(
        "data/2024.csv", "rank,51,province,2024,3,P\nrate,51,province,2024,90%,P\nx,51,,2023,1,P"
    )
    before = office.written

    result = office.collect()

    assert result.status == 2
    assert "error[DT311]" in result.err
    assert "90% is published and 91% was returned" in " ".join(result.err.split())
    assert office.written == before
    replaced = office.collect("--replace")
    assert "1 published figure gave way (--replace)." in replaced.out
    assert office.written == before.replace("90%,P", "91%,A")


def test_a_variable_does_not_replace(office: Office) -> None:
    office.write("in/a.csv", "rate,51,province,2024,91%,A")
    office.write("data/2024.csv", "rate,51,province,2024,90%,P")
    office.command.monkeypatch.setenv("DTI_TARGETS_REPLACE", "1")

    assert office.collect().status == 2


def test_old_rows_stay_as_they_are_and_new_ones_follow(office: Office) -> None:
    path = office.folder / "data" / "2024.csv"
    old = "\ufeffMã chỉ tiêu;Địa bàn;Kỳ;Giá trị;Của tôi\r\nx;Quảng Ngãi;2024;  7 ;mine\r\n;;;;\r\n"
    path.write_bytes(old.encode())
    office.write("in/a.csv", "rate,51,province,2024,90%,A")

    result = office.collect()

    assert result.status == 1
    assert office.written == (
        "\ufeffMã chỉ tiêu;Địa bàn;Kỳ;Giá trị;Của tôi;level;source\n"
        "x;Quảng Ngãi;2024;  7 ;mine;;\n"
        "rate;51;2024;90%;;province;A\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [("utf-8", b"ind"), ("utf-8-sig", b"\xef\xbb\xbfind"), ("utf-16", b"\xef\xbb\xbfind")],
)
def test_a_file_keeps_the_mark_by_which_excel_knows_it(
    office: Office, before: str, after: bytes
) -> None:
    path = office.folder / "data" / "2024.csv"
    path.write_bytes("indicator,area,period,value\nx,51,2024,7\n".encode(before))
    office.write("in/a.csv", "rate,51,province,2024,90%,A")

    assert office.collect().status == 1

    assert path.read_bytes().startswith(after)
    assert office.collect().status == 1
    assert path.read_bytes().count("\ufeff".encode()) == len(after.removesuffix(b"ind")) // 3


def test_a_fraction_that_nobody_asked_for_is_kept_and_compared(office: Office) -> None:
    head = "indicator,area,level,period,value,numerator,denominator,source\n"
    path = office.folder / "in" / "a.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(head + "x,51,province,2024,,5,8,A\n", "utf-8")

    assert office.collect().status == 1
    assert ",5,8" in office.written
    assert office.collect().status == 1

    path.write_text(head + "x,51,province,2024,,6,8,A\n", "utf-8")
    assert office.collect().status == 2


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_keeps_the_ends_of_its_lines(office: Office, end: str) -> None:
    """A change of every line would hide the row that was added; a break in a cell stays, too."""
    path = office.folder / "data" / "2024.csv"
    lines = ["indicator,area,period,value,note", 'x,51,2024,7,"a\nb\r\nc"']
    path.write_bytes((end.join(lines) + end).encode())
    office.write("in/a.csv", "rate,51,province,2024,90%,A")

    assert office.collect().status == 1

    first, second = (line.encode() for line in lines)
    added = b",level,source" + end.encode()
    assert path.read_bytes().startswith(first + added + second + b",," + end.encode())
    assert path.read_bytes().endswith(b"rate,51,2024,90%,,province,A" + end.encode())


@pytest.mark.parametrize("text", ["\r", "\n", " ", "\t", 'a"b', "c,d;e", "\r\nf", "'", "=1+1"])
@pytest.mark.parametrize("published", ["", "indicator,area,period,value\nx,51,2024,7\n"])
def test_any_text_stays_what_it_is(office: Office, published: str, text: str) -> None:
    if published:
        (office.folder / "data" / "2024.csv").write_text(published)
    quoted = text.replace('"', '""')
    row = f'rate,51,province,2024,90%,"{quoted}"'
    (office.folder / "in").mkdir()
    content = f"indicator,area,level,period,value,note\n{row}\n"
    (office.folder / "in" / "a.csv").write_text(content, "utf-8", newline="")

    assert office.collect().status == 1

    raw = (office.folder / "data" / "2024.csv").read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(raw, newline="")))
    assert rows[-1]["note"] == text


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_a_number_keeps_its_sign_of_decimals(office: Office, order: tuple[str, str]) -> None:
    comma, point = order
    office.write(
        f"in/{comma}.csv", 'rate,51,province,2024,"87,49%",A\namount,51,province,2024,1.526,A'
    )
    office.write(
        f"in/{point}.csv", "units,51,province,2024,70.5%,B\ngrowth,51,province,2024,1.526%,B"
    )

    office.collect()

    rows = {row.split(",")[0]: row for row in office.written.splitlines()}
    assert ",comma," in rows["rate"]
    assert ",comma," in rows["amount"]
    assert ",point," in rows["units"]
    assert ",point," in rows["growth"]
    checked = office.command("check", "-f", "json", "-l", "en")
    assert checked.err.count("warning[") == 0
    assert '"low":"1526"' in checked.out.replace(" ", "")
    assert '"low":"1.526"' in checked.out.replace(" ", "")


def test_a_row_keeps_another_sign_of_decimals_than_the_run(office: Office) -> None:
    head = "indicator,area,level,period,value,decimal,source\n"
    office.write("data/2024.csv", "units,51,province,2024,70%,P")
    (office.folder / "in").mkdir()
    returned = 'rate,51,province,2024,"87,49%",comma,A\n'
    (office.folder / "in/a.csv").write_text(head + returned, "utf-8")

    assert office.collect("--decimal", "point").status == 1

    assert office.written.splitlines()[-1] == 'rate,51,province,2024,"87,49%",A,comma'


@pytest.mark.parametrize(
    ("declared", "encoding", "delimiter"),
    [
        ('encoding = "windows-1258"', "cp1258", ","),
        ('encoding = "utf-16"', "utf-16", ","),
        ('encoding = "utf-8"', "utf-8", ","),
        ('delimiter = ";"', "utf-8", ";"),
    ],
)
def test_what_was_gathered_is_read_with_the_settings_of_the_project(
    office: Office, declared: str, encoding: str, delimiter: str
) -> None:
    (office.folder / "dti-targets.toml").write_text(declared)
    table = "indicator,area,level,period,value,source\nrate,51,province,2024,87%,Bé é\n"
    table = table.replace(",", delimiter)
    for name in ("in/a.csv", "data/2024.csv"):
        (office.folder / name).parent.mkdir(exist_ok=True)
        (office.folder / name).write_bytes(table.encode(encoding))
        table = table.replace("rate", "units")

    assert office.collect().status == 1
    assert "nothing to add" in office.collect().out

    checked = office.command("check", "-f", "json", "-l", "en")
    assert "[DT" not in checked.err
    assert checked.out.count("Bé é") >= 2


def test_a_form_without_a_row_is_no_answer(office: Office) -> None:
    (office.folder / "in").mkdir()
    (office.folder / "in/a.csv").write_text("indicator,area,level,period,value\n", "utf-8")

    result = office.collect()

    assert result.status == 2
    assert "error[DT304]" in result.err


def test_a_number_follows_what_the_published_file_proves(office: Office) -> None:
    office.write("data/2024.csv", "rate,51,province,2024,70.5%,P")
    office.write("in/a.csv", 'units,51,province,2024,"87,49%",A')

    office.collect()

    assert office.written.splitlines()[1:] == [
        "rate,51,province,2024,70.5%,P,", 'units,51,province,2024,"87,49%",A,comma',
    ]  # fmt: skip


def test_what_nobody_asked_for_is_named_and_written(office: Office) -> None:
    office.write("in/a.csv", "x,51,province,2024,7,A\nrate,51,province,2023,7%,A")

    result = office.collect("-p", "2024")

    assert "Not expected, written all the same (2):" in result.out
    assert "in/a.csv:3: rate, Quảng Ngãi, province, 2023: 7%" in result.out
    assert len(office.written.splitlines()) == 3


def test_the_file_may_lie_in_the_folder(office: Office) -> None:
    office.write("in/a.csv", "rate,51,province,2024,90%,A")
    office.write("in/2024.csv", "rank,51,province,2024,3,P")

    result = office.collect(output="in/2024.csv")

    assert result.status == 1
    assert "in/2024.csv  " not in result.out
    assert (office.folder / "in/2024.csv").read_text("utf-8").count("\n") == 3


def test_a_returned_file_under_another_name_says_nothing_new(office: Office) -> None:
    office.write("in/a.csv", "rate,51,province,2024,90%,A")
    (office.folder / "data/2024.csv").hardlink_to(office.folder / "in/a.csv")
    before = office.written

    result = office.collect()

    assert result.status == 1
    assert "nothing to add; 1 returned figure was there already" in result.out
    assert office.written == before


def test_the_table_goes_to_the_screen(office: Office) -> None:
    office.write("in/a.csv", "rate,51,province,2024,90%,A")

    result = office.collect(output="-")

    assert result.out == (
        "indicator,area,level,period,value,source,quote,note\nrate,51,province,2024,90%,A,,\n"
    )
    assert "Not answered (7):" in result.err


def test_a_number_in_a_workbook_is_written_as_it_is_shown(office: Office) -> None:
    form = next(path for path in office.send(".xlsx") if path.name.startswith("51-"))
    book = openpyxl.load_workbook(form)
    typed_as = {2: (0.8749, "0.00%"), 4: (1526, "#,##0"), 6: (1.526, "General")}
    for row, (number, shape) in typed_as.items():
        book.worksheets[0].cell(row, 13, number).number_format = shape
    book.save(form)

    office.collect()

    rows = list(csv.DictReader(io.StringIO(office.written)))
    assert [(row["value"], row["decimal"]) for row in rows] == [
        ("87,49%", ""), ("1526", ""), ("1,526", "comma"),
    ]  # fmt: skip
    assert office.command("check", "-q", "-l", "en").err == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["collect"], "DT905]: FOLDER is missing"),
        (["collect", "in"], "DT905]: --output is missing"),
        (["collect", "in", "-o", "data/2024.xlsx"], "DT917]"),
        (["collect", "in", "-o", "no/2024.csv"], "DT913]"),
        (["collect", "in", "-o", "a.csv", "-o", "b.csv"], "DT906]"),
        (["collect", "nowhere", "-o", "data/2024.csv"], "DT001]"),
        (["collect", "data", "-o", "data/2024.csv"], "DT007]"),
        (["collect", "in", "-o", "data/2024.csv", "-r", "nhi"], "DT909]"),
        (["collect", "in/bad.csv", "-o", "data/2024.csv"], "DT230]"),
    ],
)
def test_what_cannot_be_collected_is_said(office: Office, words: list[str], told: str) -> None:
    office.write("in/bad.csv", "rate,51,province,2024,7O%,A")

    result = office.command(*words, "-l", "en")

    assert (result.status, result.out) == (2, "")
    assert told in result.err
    assert list((office.folder / "data").iterdir()) == []


@pytest.mark.parametrize("value", ["90", "từ 30 đến 35"])
def test_a_value_before_a_source_that_is_a_number_stays_whole(office: Office, value: str) -> None:
    office.write("in/a.csv", f'rate,51,province,2024,"{value}",1')

    assert office.collect().status == 1
    written = (office.folder / "data" / "2024.csv").read_text("utf-8")
    assert f'"{value}","1"' in written
    assert office.collect().status == 1
    assert (office.folder / "data" / "2024.csv").read_text("utf-8") == written


def test_a_file_that_would_read_otherwise_is_not_written(office: Office) -> None:
    office.write("in/a.csv", "rate,51,province,2024,90%,A")
    office.command.monkeypatch.setattr(
        "dti_targets.pipeline.collect.figures_csv",
        lambda *_: "indicator,area,level,period,value,source\nrate,51,province,2024,91%,A\n",
    )

    assert office.collect().status == 3
    assert not (office.folder / "data" / "2024.csv").exists()


def test_statuses_reach_the_shell(office: Office) -> None:
    office.write("in/a.csv", "rate,51,province,2024,90%,A")

    def status(*words: str) -> int:
        return subprocess.run(
            [sys.executable, "-m", "dti_targets", *words], cwd=office.folder, check=False,
            capture_output=True, env={"PYTHONPATH": str(ROOT / "src"), "LANG": "vi_VN.UTF-8"},
        ).returncode  # fmt: skip

    target = ("--target", "rate")
    assert status("collect", "in", "-o", "data/2024.csv", *target) == 0
    assert status("collect", "in", "-o", "data/2024.csv") == 1
    assert status("collect", "in") == 2
    assert status("form", "nho", "-p", "2025", "-o", "f.xlsx") == 0
