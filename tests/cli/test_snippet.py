"""Diagnostics as they are shown: counted, windowed around the caret, never cut unseen."""

from pathlib import Path

import pytest

from dti_targets.cli.snippet import diagnostics_text, refusal
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.messages import Words
from dti_targets.reading.source import Desk
from dti_targets.reporting.screen import Screen, Signs
from dti_targets.reporting.wording import Wording
from tests.runs import Command

EN = Wording(Words("en"))
HEAD = "indicator,area,level,period,value\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a desk in an empty folder."""
    return Desk(tmp_path, 1 << 20)


def opened(desk: Desk, folder: Path, text: str) -> None:
    path = folder / "a.csv"
    path.write_text(text, encoding="utf-8")
    assert desk.open(path, Faults())


def shown(
    faults: Faults, desk: Desk, *, width: int = 60, signs: Signs = Signs.UNICODE,
    judged: bool = False, verbose: bool = False,
) -> list[str]:  # fmt: skip
    screen = Screen(width, color=False, signs=signs)
    return diagnostics_text(faults, desk, EN, screen, judged=judged, verbose=verbose).splitlines()


def test_fifty_are_shown_and_all_are_counted(desk: Desk) -> None:
    faults = Faults()
    for line in range(1, 61):
        faults.add(codes.EMPTY_CELL, Place("a.csv", line), column="value")

    lines = shown(faults, desk, width=100)

    assert sum(line.startswith("error[DT215]") for line in lines) == 50
    assert lines[-2:] == [
        "10 more faults are not shown.",
        "60 errors: no target was judged. A code explained: dti-targets explain DT215. Exit 2.",
    ]


def test_the_error_is_shown_however_many_warnings_come_before_it(desk: Desk) -> None:
    faults = Faults()
    for line in range(1, 61):
        faults.add(codes.NEAR_MISS, Place("a.csv", line), indicator="x", near="y")
    faults.add(codes.EMPTY_CELL, Place("z.csv", 99), column="value")

    for lines in (shown(faults, desk), refusal(faults, desk, EN, Screen(60)).splitlines()):
        assert "error[DT215]: the value is empty" in lines
        assert "11 more faults are not shown." in lines


def test_warnings_about_what_nobody_asks_for_stand_aside(desk: Desk) -> None:
    faults = Faults()
    for line in range(1, 1200):
        faults.add(codes.UNREADABLE_UNUSED_VALUE, Place("a.csv", line), text="x")

    assert shown(faults, desk, width=100, judged=True) == [
        "1,199 warnings about figures that no target asks for (--verbose shows them)."
    ]
    assert len(shown(faults, desk, judged=True, verbose=True)) > 50
    faults.add(codes.EMPTY_CELL, Place("b.csv"), column="value")
    assert "stand aside" not in "".join(shown(faults, desk))
    assert shown(faults, desk, width=200)[-1].startswith("1 error, 1,199 warnings: no target")


def test_a_place_is_named_as_excel_names_it(desk: Desk, tmp_path: Path) -> None:
    opened(desk, tmp_path, f"{HEAD}a,51,province,2024,x\n")
    faults = Faults()
    faults.add(codes.EMPTY_CELL, Place("a.csv", 2, 1, 1, 28, "value"), column="value")
    faults.add(codes.EMPTY_CELL, Place("a.csv", 2, heading="period"), column="period")
    faults.add(codes.EMPTY_CELL, Place("a.csv", 9), column="period")

    lines = shown(faults, desk)

    assert " --> a.csv:2:1   cell AB2, column value" in lines
    assert " --> a.csv:2   column period" in lines
    assert " --> a.csv:9" in lines
    assert lines[lines.index(" --> a.csv:9") + 1].startswith("  = help")


@pytest.mark.parametrize(
    ("signs", "line", "caret"),
    [
        (Signs.UNICODE, "2 | …   đđđđđđđđđđđđđđđđ ≥ 数字,sai,≥ ≥ ≥ ≥ ≥…", " " * 30 + "^^^"),
        (Signs.ASCII, "2 | ...   dddddddddddddddd >= \\u6570\\u5b57,sai,>= >= >= >=...", " " * 44),
    ],
)
def test_the_caret_stands_under_the_fault_whatever_comes_before_it(
    desk: Desk, tmp_path: Path, signs: Signs, line: str, caret: str
) -> None:
    text = f"{'x' * 30}\t  {'đ' * 16} ≥ 数字,sai,{'≥ ' * 40}"
    opened(desk, tmp_path, f"{HEAD}{text}\n")
    faults = Faults()
    faults.add(codes.EMPTY_CELL, Place("a.csv", 2, text.index("sai") + 1, 3), column="value")

    lines = shown(faults, desk, signs=signs)

    written = next(found for found in lines if found.startswith("2 | "))
    under = lines[lines.index(written) + 1]
    assert under.index("^") - under.index("|") > 2
    from dti_targets.reporting.layout import cells

    assert cells(written) <= 60
    assert cells(written[: written.index("sai")]) == under.index("^")
    assert under.count("^") == 3
    assert written.endswith("..." if signs is Signs.ASCII else "…")
    assert line[:6] == written[:6]
    assert caret.strip(" ^") == ""


def test_a_huge_cell_is_cut_with_a_sign(desk: Desk, tmp_path: Path) -> None:
    opened(desk, tmp_path, f"{HEAD}{'a' * 200_000}\n")
    faults = Faults()
    faults.add(codes.CELL_TOO_LONG, Place("a.csv", 2, 1, 200_000), limit=100_000)

    lines = shown(faults, desk)

    assert f"2 | {'a' * 55}…" in lines
    assert f"  | {'^' * 56}" in lines


def test_two_places_of_one_fault_are_both_shown(command: Command) -> None:
    err = command("check", "-l", "en").err

    assert "\n  --> data/2024.csv:20:29   cell E20, column value\n" in err
    assert "\n  ::: data/2024.csv:21:29   cell E21, column value\n" in err
    assert err.endswith("1 warning in 1 file. A code explained: dti-targets explain DT301.\n")
