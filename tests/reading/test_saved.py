"""What was saved between two looks: everything that counts, nothing that is still moving."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dti_targets.reading.saved import Look, changed, look, next_save

A, B, C = Path("a.csv"), Path("b.csv"), Path("c.csv")
OLD, HALF, NEW, OTHER = (1, 10, 7), (2, 4, 7), (3, 12, 7), (1, 10, 8)


@pytest.mark.parametrize(
    ("before", "after", "files"),
    [
        ({A: OLD}, {A: OLD}, ()),
        ({A: OLD, B: OLD}, {A: NEW, B: OLD}, (A,)),
        ({A: OLD}, {A: OTHER}, (A,)),
        ({A: OLD}, {A: OLD, B: OLD}, (B,)),
        ({A: OLD, B: OLD}, {A: OLD}, (B,)),
        ({A: OLD}, {A: None}, (A,)),
        ({A: None}, {A: None}, ()),
        ({A: None}, {}, ()),
        ({B: OLD, A: OLD}, {C: OLD}, (A, B, C)),
    ],
)
def test_files_that_are_new_gone_or_other(
    before: Look, after: Look, files: tuple[Path, ...]
) -> None:
    assert changed(before, after) == files


@pytest.mark.parametrize(
    ("looks", "files", "left"),
    [
        ([{A: OLD}, {A: NEW}, {A: NEW}, {A: HALF}], (A,), 1),  # one look more than the save
        ([{A: HALF}, {A: NEW}, {A: NEW}], (A,), 0),  # written in pieces
        ([{A: None}, {A: NEW}, {A: NEW}], (A,), 0),  # gone for a moment
        ([{}, {A: OTHER}, {A: OTHER}], (A,), 0),
        ([{A: HALF}, {A: OLD}, {A: OLD}], (), 0),  # as it was
        ([{A: NEW}, {A: HALF}, {A: NEW}], (), 0),  # never at rest
        ([{A: OLD}, {A: OLD}], (), 0),
        ([{A: None}, {A: None}], (A,), 0),  # gone for good
        ([{A: OLD, B: HALF}, {A: NEW, B: NEW}, {A: NEW, B: NEW}], (A, B), 0),
        ([], (), 0),
    ],
)
def test_a_save_is_one_that_two_looks_agree_on(
    looks: list[Look], files: tuple[Path, ...], left: int
) -> None:
    known: Look = {A: OLD, B: OLD} if files == (A, B) else {A: OLD}
    rest = iter(looks)

    assert next_save(rest, known) == files
    assert len(list(rest)) == left


def test_looks_are_not_kept() -> None:
    def looks() -> Iterator[Look]:
        for number in range(10_000):
            yield {A: (number, 0, 0)}

    assert next_save(looks(), {A: OLD}) == ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "data" / "deep"
    data.mkdir(parents=True)
    (data / "2024.csv").write_text("1", encoding="utf-8")
    return tmp_path


def test_a_folder_is_looked_through_for_what_a_run_would_read(folder: Path) -> None:
    for name in ("~$2024.csv", ".2024.csv.swp", ".dti-targets.1-0.part", "2024.csv~", "4913"):
        (folder / "data" / name).write_text("1", encoding="utf-8")
    (folder / "data" / "x.yaml").write_text("1", encoding="utf-8")

    assert {p.name for p in look([folder / "data"])} == {"2024.csv", "x.yaml"}


def test_saving_by_another_name_is_seen_though_time_and_size_are_the_same(folder: Path) -> None:
    file = folder / "data/deep/2024.csv"
    before = look([folder / "data"])
    new = folder / "new"
    new.write_text("2", encoding="utf-8")
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    os.utime(new, ns=times)
    new.replace(file)

    assert changed(before, look([folder / "data"])) == (file,)


def test_what_is_not_there_is_looked_at_all_the_same(folder: Path) -> None:
    gone = folder / "gone"
    odd = Path("a\0b")
    before = look([gone, odd])

    assert before == {gone: None, odd: None}
    gone.mkdir()
    (gone / "a.csv").touch()
    assert changed(before, look([gone, odd])) == (gone / "a.csv",)


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_what_a_run_writes_is_left_out_by_whatever_name(folder: Path) -> None:
    file = folder / "data/deep/2024.csv"
    (folder / "data" / "link.csv").symlink_to(file)
    (folder / "data" / "ring.csv").symlink_to("ring.csv")

    assert set(look([folder / "data"], {file})) == {folder / "data/ring.csv"}
