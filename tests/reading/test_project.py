import errno
import io
import os
import sys
from pathlib import Path

import pytest

from dti_targets.diagnostics import Faults
from dti_targets.reading.project import (
    open_figures,
    read_promises,
    root_of,
    shipped,
    sort_files,
)
from dti_targets.reading.source import Desk
from tests.reading_builders import RESOLUTION

AREAS = 'areas:\n  - {code: "51", tier: province, name: Quảng Ngãi}\n'


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def names(folder: Path, *files: str) -> tuple[list[str], list[str]]:
    faults = Faults()
    desk = Desk(folder, 10**6)
    paths = [file if file == "-" else str(folder / file) for file in files]
    opened = open_figures(paths, desk, "-", None, faults)
    return [found.name for found in opened], [f"{f.code.id} {f.at}" for f in faults]


def promises(folder: Path, *paths: str) -> tuple[list[str], list[str]]:
    faults = Faults()
    desk = Desk(folder, 10**6)
    found = read_promises([folder / path for path in paths], desk, faults)
    return [file.path for file in found.files], [f"{f.code.id} {f.at}" for f in faults]


def test_project_is_the_nearest_folder_with_targets_or_settings(tmp_path: Path) -> None:
    (tmp_path / "outer/targets").mkdir(parents=True)
    (tmp_path / "outer/inner/data").mkdir(parents=True)
    (tmp_path / "outer/inner/dti-targets.toml").touch()

    assert root_of(["outer/inner/data/f.csv"], tmp_path) == tmp_path / "outer/inner"
    assert root_of(["-", "outer/x.csv"], tmp_path) == tmp_path / "outer"
    assert root_of([], tmp_path / "outer/inner/data") == tmp_path / "outer/inner"
    assert root_of(["../outer/inner"], tmp_path / "outer") == tmp_path / "outer/inner"
    assert root_of(["x" * 300], tmp_path) is None
    assert root_of(["a\0b"], tmp_path) is None


def test_yaml_files_are_told_from_figures() -> None:
    assert sort_files(["a.csv", "b.YAML", "-", "c.yml"]) == (["a.csv", "-"], ["b.YAML", "c.yml"])


def test_shipped_files_are_found_in_the_checkout() -> None:
    assert (shipped("targets") / "areas.yaml").is_file()


def test_folder_stands_for_its_figures_below_and_not_for_lock_and_hidden_files(
    tmp_path: Path,
) -> None:
    write(
        tmp_path, d__b_dot_csv="x", d__a_dot_CSV="x", d__in__c_dot_tsv="x", d__e_dot_xlsx="x",
        d__f_dot_docx="x", _dot_hidden="x",
    )  # fmt: skip
    (tmp_path / "d/~$a.csv").write_text("x")
    (tmp_path / "d/~$e.xlsx").write_text("x")
    (tmp_path / "d/.git").mkdir()
    (tmp_path / "d/.git/x.csv").write_text("x")
    (tmp_path / "d/.x.csv").write_text("x")

    assert names(tmp_path, "d") == (["d/a.CSV", "d/b.csv", "d/e.xlsx", "d/in/c.tsv"], [])


def test_folder_that_cannot_be_looked_into_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, d__a_dot_csv="x", d__in__b_dot_csv="x", t__r_dot_yaml=RESOLUTION)
    look = os.scandir

    def closed(path: str) -> object:
        if Path(path).name in {"in", "t"}:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr("os.scandir", closed)

    assert names(tmp_path, "d") == (["d/a.csv"], ["DT002 d/in"])
    assert names(tmp_path, "d/in") == ([], ["DT002 d/in"])
    assert promises(tmp_path, "t") == ([], ["DT002 t"])
    assert sort_files([str(tmp_path / "t")]) == ([str(tmp_path / "t")], [])


def test_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, d__a_dot_csv="x")

    assert names(tmp_path, "d/a.csv", "d", "d/a.csv") == (["d/a.csv"], [])


def test_what_is_no_figures_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, a_dot_docx="x", b_dot_xls="x", c_dot_ods="x", plain="x")
    (tmp_path / "d").mkdir()

    asked = ("a.docx", "b.xls", "c.ods", "plain", "none.xlsx", "none.csv", "d", "x" * 300)
    assert names(tmp_path, *asked)[1] == [
        "DT008 a.docx", "DT251 b.xls", "DT251 c.ods", "DT007 d", "DT001 none.csv",
        "DT001 none.xlsx", "DT008 plain",
        f"DT002 {'x' * 300}",
    ]  # fmt: skip


def test_hyphen_is_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x")))

    assert names(tmp_path, "-", "-") == (["-"], [])


def test_folder_of_promises_is_read_in_order_and_once(tmp_path: Path) -> None:
    write(
        tmp_path, t__b_dot_yaml=RESOLUTION, t__a_dot_yml=RESOLUTION.replace("plan", "other"),
        t__areas_dot_yaml=AREAS, t__x_dot_txt="x",
    )  # fmt: skip
    (tmp_path / "t/~$b.yaml").write_text("x")

    assert promises(tmp_path, "t", "t/b.yaml") == (["t/a.yml", "t/b.yaml"], [])


def test_areas_come_with_the_program_where_there_are_none(tmp_path: Path) -> None:
    write(tmp_path, b_dot_yaml=RESOLUTION)

    assert promises(tmp_path, "b.yaml") == (["b.yaml"], [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "DT006 b.yaml"),
        ("# chỉ có chú thích\n", "DT006 b.yaml"),
        ("x: 1\n", "DT110 b.yaml:1:1"),
        ("- a\n", "DT110 b.yaml:1:1"),
        ("a", "DT110 b.yaml:1:1"),
        ("a: *x\n", "DT103 b.yaml:1:4"),
        ("areas: x\n", "DT106 b.yaml:1:8"),
    ],
)
def test_file_that_is_neither_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    write(tmp_path, b_dot_yaml=text)

    assert promises(tmp_path, "b.yaml")[1] == [fault]


def test_promises_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_bytes(b"resolution: \xff\n")
    (tmp_path / "d").mkdir()

    assert promises(tmp_path, "b.yaml", "d", "none.yaml")[1] == [
        "DT005 b.yaml:1:13", "DT010 d", "DT001 none.yaml",
    ]  # fmt: skip
