"""Forms that go out and come back: through other programs, through every failure of the system."""

import csv
import errno
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.office import COORDINATES, PERIOD, Answers, fill_in, project, typed
from tests.reliability.system import left_over, start
from tests.reliability.test_faults import ERRORS, KINDS, Nth
from tests.runs import Command

SOFFICE = shutil.which("soffice")
FORM = ("form", "nho", "-p", PERIOD, "-l", "vi")
CHECK = ("check", "data/2024.csv", "-r", "nho", "-f", "csv", "-l", "en")
COLLECT = ["collect", "in", "-o", "data/2024.csv"]

_PERCENT = st.sampled_from(
    ["87,49%", "trên 95%", "khoảng 35%", "114/558", "từ 30 đến 35", "ước 18,3%", "gần 98", "0,5%",
     "tối thiểu 80%", "-", "chưa có số liệu", " 90 %", "12,345%"]
)  # fmt: skip
_VALUES = {
    "rate": _PERCENT,
    "units": _PERCENT,
    "rank": st.sampled_from(["26/63", "thứ 17", "5", "-"]),
    "amount": st.sampled_from(["1.526", "hơn 3.000", "1,1 triệu lượt", "114/558", "7", "1526"]),
    "state": st.sampled_from(["đạt", "chưa", "có", "không", "-"]),
    "growth": st.sampled_from(["-3,5%", "14,63%", "0%", "trên 7%", "1.234,5%"]),
}
_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
    | st.sampled_from('";,\n=\'- '), max_size=12,
).filter(lambda text: "\ufeff" not in text)  # fmt: skip


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Draw what an office fills in: some of the rows, values that can be read, any other text."""
    asked = draw(st.lists(st.sampled_from(COORDINATES), unique=True, min_size=1))
    return {
        (area, name): [draw(_VALUES[name]), *(draw(_TEXT) for _ in range(3))]
        for area, name in COORDINATES
        if (area, name) in asked
    }


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@example(filled={("51", "rate"): ["từ 30 đến 35", "1", "", ""]})
@settings(max_examples=15, suppress_health_check=[*HealthCheck])
@given(filled=answers())
def test_what_comes_back_is_judged_as_what_somebody_types(
    command: Command, tmp_path_factory: pytest.TempPathFactory, suffix: str, filled: Answers
) -> None:
    folder = project(tmp_path_factory.mktemp("office") / "p")
    command.monkeypatch.chdir(folder)
    (folder / "data").mkdir()
    assert command(*FORM, "--split", "area", "-o", f"in/{{area}}{suffix}").status == 0
    for form in (folder / "in").iterdir():
        fill_in(form, filled)

    collected = command(*COLLECT)

    assert collected.status == (0 if len(filled) == len(COORDINATES) else 1), collected.err
    written = (folder / "data" / "2024.csv").read_bytes()
    assert command(*COLLECT).status == collected.status
    assert (folder / "data" / "2024.csv").read_bytes() == written
    gathered = command(*CHECK)
    (folder / "data" / "2024.csv").write_text(typed(filled), "utf-8", newline="")
    by_hand = command(*CHECK, "--decimal", "comma")
    assert unplaced(gathered.out) == unplaced(by_hand.out)
    assert gathered.status == by_hand.status


def unplaced(report: str) -> list[list[str]]:
    """Return the rows of a report without lines, columns, and the signs of decimals."""
    rows = list(csv.DictReader(io.StringIO(report, newline="")))
    left_out = {"line", "column", "decimal"}
    return [[v for k, v in row.items() if k not in left_out] for row in rows]


_CELLS = {
    "indicator": ("rate", "x", "y"),
    "area": ("51", "Quảng Ngãi", ""),
    "level": ("province", "", "cấp tỉnh"),
    "period": ("2024", "2024-06", "2023", "2024-01/2024-12"),
    "value": ("87,49%", "90", "12,345", "0.5%", "-", "", " 90 ", "trên 95%", "ước 90", "114/558"),
    "decimal": ("", "", "comma", "phẩy"),
    "edition": ("", "", "2025-01", "2025"),
}
_ANY_TEXT = ("", "", "A", 'b"c', "d;e,f", "\r", "=1+1", " ", "g\nh", "\t")
_BESIDES = ("area", "level", "decimal", "source", "quote", "note", "edition", "extra", "Ngưỡng")


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw a table with any columns, in any order, of rows that a reader may well refuse."""
    besides = draw(st.lists(st.sampled_from(_BESIDES), unique=True))
    columns = draw(st.permutations(["indicator", "period", "value", *besides]))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=draw(st.sampled_from(",;")), lineterminator="\r\n")
    writer.writerow(columns)
    for _ in range(draw(st.integers(0, 3))):
        row = [draw(st.sampled_from(_CELLS.get(column, _ANY_TEXT))) for column in columns]
        writer.writerow([*row, *draw(st.sampled_from([[], [""], ["", " "]]))])
    return out.getvalue()


@settings(max_examples=80, suppress_health_check=[*HealthCheck])
@given(published=st.none() | tables(), returned=st.lists(tables(), min_size=1, max_size=2))
def test_whatever_is_gathered_reads_as_it_was_and_is_there_once(
    command: Command, tmp_path_factory: pytest.TempPathFactory, published: str | None,
    returned: list[str],
) -> None:  # fmt: skip
    folder = project(tmp_path_factory.mktemp("office") / "p")
    command.monkeypatch.chdir(folder)
    for name in ("data", "in"):
        (folder / name).mkdir()
    path = folder / "data" / "2024.csv"
    if published is not None:
        path.write_text(published, "utf-8", newline="")
    for number, table in enumerate(returned):
        (folder / "in" / f"{number}.csv").write_text(table, "utf-8", newline="")

    result = command(*COLLECT)

    assert result.status in {0, 1, 2}, result.err
    after = path.read_bytes() if path.exists() else None
    if result.status == 2:
        assert after == (None if published is None else published.encode())
    else:
        assert command(*COLLECT).status == result.status
        assert (path.read_bytes() if path.exists() else None) == after


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("through", ["xlsx", "ods"])
def test_a_form_comes_back_from_libreoffice(command: Command, tmp_path: Path, through: str) -> None:
    folder = project(tmp_path / "p")
    command.monkeypatch.chdir(folder)
    (folder / "data").mkdir()
    assert command(*FORM, "-o", "form.xlsx").status == 0
    filled = {
        ("51", "rate"): ["87,49%", "Báo cáo", "câu", ""], ("51", "rank"): ["26/63", "", "", ""],
        ("51", "amount"): ["1.526", "", "", ""], ("51", "state"): ["đạt", "", "", ""],
        ("51", "growth"): ["-", "", "", ""], ("51", "units"): ["5/10", "", "", ""],
        ("530", "units"): ["trên 95%", "", "", ""], ("535", "units"): ["07", "", "", ""],
    }  # fmt: skip
    fill_in(folder / "form.xlsx", filled)
    (folder / "in").mkdir()

    converted = convert(folder / "form.xlsx", through, tmp_path / "saved")
    back = converted if through == "xlsx" else convert(converted, "xlsx", tmp_path / "again")
    shutil.move(back, folder / "in" / "form.xlsx")

    result = command(*COLLECT, "-l", "en")
    assert (result.status, result.err) == (0, "")
    written = (folder / "data" / "2024.csv").read_text("utf-8")
    for given_ in filled.values():
        assert f",{given_[0]}," in written.replace('"', "")


def convert(path: Path, suffix: str, into: Path) -> Path:
    """Let LibreOffice open a file and save it in another format, or in its own anew."""
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation=file://{into}-profile", "--headless",
         "--convert-to", suffix, "--outdir", str(into), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return into / f"{path.stem}.{suffix}"


# -- a system that fails

OLD = "indicator,area,level,period,value,source\nx,51,province,2024,1,old\n"


@pytest.fixture
def office(command: Command, tmp_path: Path) -> Path:
    """Enter a project with a published file and a returned one; return the published file."""
    folder = project(tmp_path / "p")
    for name in ("data", "in"):
        (folder / name).mkdir()
    rows = "".join(f"rate,51,province,2024,90%,Báo {number}\n" for number in range(400))
    (folder / "in" / "a.csv").write_text(OLD.splitlines()[0] + "\n" + rows, "utf-8")
    published = folder / "data" / "2024.csv"
    published.write_text(OLD)
    command.monkeypatch.chdir(folder)
    command.monkeypatch.setenv("LANG", "en_US.UTF-8")
    return published


@pytest.fixture
def new(command: Command, office: Path) -> str:
    """Return the file as an undisturbed run writes it, and put the old one in its place."""
    assert command(*COLLECT).status == 1
    found = office.read_text("utf-8")
    assert found.startswith(OLD)
    assert found.count("\n") == 402
    office.write_text(OLD)
    return found


posix = pytest.mark.skipif(sys.platform == "win32", reason="calls and signals of POSIX")


@posix
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ERRORS)
def test_every_call_fails_once(
    command: Command, office: Path, new: str, kind: str, ending: str
) -> None:
    for n in range(1, 1000):
        nth = Nth(n, ERRORS[ending]())
        office.write_text(OLD)
        with command.monkeypatch.context() as patch:
            name = kind.removeprefix("os.")
            if name == kind:
                patch.setattr(io, "open", nth.opening(io.open, opens=kind == "open"))
            else:
                patch.setattr(os, name, nth.before(getattr(os, name)))
            result = command(*COLLECT)
        found = office.read_text("utf-8")
        assert not left_over(office.parent)
        assert found in {OLD, new}
        if nth.left > 0:
            assert (result.status, found) == (1, new)
            assert n > 1
            return
        assert found == OLD
        assert result.status == (130 if ending == "interrupted" else 2), result
    pytest.fail("a run without an end")


@posix
def test_signals_at_many_moments(office: Path, new: str) -> None:
    for step in range(10):
        office.write_text(OLD)
        process = start(COLLECT, office.parent.parent)
        time.sleep(0.05 * step)
        process.send_signal((signal.SIGINT, signal.SIGTERM, signal.SIGKILL)[step % 3])
        process.communicate(timeout=60)
        found = office.read_text("utf-8")
        assert found in {OLD, new}
        assert process.returncode != 1 or found == new
        for rest in left_over(office.parent):
            (office.parent / rest).unlink()  # whoever kills a run outright may have to clear up


@posix
@pytest.mark.parametrize("ending", ERRORS)
def test_of_several_forms_all_or_none_is_written(
    command: Command, tmp_path: Path, ending: str
) -> None:
    folder = project(tmp_path / "p")
    command.monkeypatch.chdir(folder)
    for n in range(1, 100):
        nth = Nth(n, ERRORS[ending]())
        with command.monkeypatch.context() as patch:
            patch.setattr(os, "fsync", nth.before(os.fsync))
            result = command(*FORM, "--split", "area", "-o", "out")
        if nth.left > 0:
            assert result.status == 0
            assert n == 4
            return
        assert result.status == (130 if ending == "interrupted" else 2)
        assert not (folder / "out").exists()
    pytest.fail("a run without an end")


def test_a_published_file_that_changes_meanwhile_is_not_written(
    command: Command, office: Path
) -> None:
    from dti_targets.reading import source

    seen = source._seen  # noqa: SLF001  (what the desk asks of an open file)
    calls: list[object] = []

    def changed(file: object) -> tuple[int, int]:
        calls.append(file)
        if len(calls) == 5:  # all four files have been read, and are looked at again
            os.utime(office, (0, 0))
        return seen(file)  # type: ignore[arg-type]

    command.monkeypatch.setattr(source, "_seen", changed)

    result = command(*COLLECT, "-l", "en")

    assert result.status == 2
    assert "DT014" in result.err
    assert office.read_text() == OLD


def test_no_room_is_said(command: Command, office: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    command.monkeypatch.setattr(os, "fsync", full)

    assert "error[DT913]" in command(*COLLECT, "-l", "en").err
    assert office.read_text() == OLD
