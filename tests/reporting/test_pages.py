"""Pages as a reader sees them: widths, order, counts, what is shown and what is not."""

import re
from pathlib import Path

import pytest

from dti_targets.reporting.layout import cells
from tests.runs import PROJECT, Command

PAGES = (["check"], ["check", "-v"], ["explain", "records"], ["list", "mau"], ["list"],
         ["check", "-h"], ["explain", "DT211"])  # fmt: skip
HEAD = "indicator,area,level,period,value\n"

PROMISES = """
resolution: many
title: {title}
area: "90"
documents:
  adopted: {{number: 9/NQ-HĐND, date: 2022-01-01}}
targets:
"""
TARGET = """
  - id: t{number}
    indicator: i{number}
    name: {name}
    pillar: digital_economy
    unit: percent
    due: 2024
    levels: {{province: {{at_least: 50}}}}
    source: {{document: adopted, quote: "50%"}}
"""


def many(folder: Path, count: int, name: str = "Name", title: str = "Many") -> None:
    """Write a project of many targets, all alike."""
    (folder / "targets").mkdir()
    (folder / "targets" / "areas.yaml").write_bytes(
        (PROJECT / "targets" / "areas.yaml").read_bytes()
    )
    targets = [TARGET.format(number=number, name=name) for number in range(count)]
    text = PROMISES.format(title=title) + "".join(targets)
    (folder / "targets" / "many.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("words", PAGES, ids=" ".join)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_no_line_is_too_wide_but_for_one_word(
    command: Command, words: list[str], lang: str
) -> None:
    for width in (40, 47, 60, 73, 80, 99, 100, 120, 150, 177, 200):
        out = command(*words, "--width", str(width), "-l", lang).out
        for line in out.splitlines():
            copied = line.startswith(("   dti-targets ", "    ")) or "[OPTIONS]" in line
            longest = max(map(cells, line.split()), default=0)
            assert cells(line) <= width or copied or longest > width - 20, (width, line)
            assert line == line.rstrip()


@pytest.mark.parametrize("width", [1, 7, 20, 39, 1000])
def test_an_odd_width_is_no_fault(command: Command, width: int) -> None:
    for words in PAGES:
        assert command(*words, "--width", str(width)).status in {0, 1}


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 120, 140, 160, 180, 200])
def test_no_letter_of_a_name_is_lost(command: Command, tmp_path: Path, width: int) -> None:
    name = f"Begin {'x' * 90} 数字化转型指标体系建设完成情况 end"
    many(tmp_path, 2, name)
    (tmp_path / "f.csv").write_text(f"{HEAD}i0,90,province,2024,49%\n")
    command.monkeypatch.chdir(tmp_path)

    out = command("check", "f.csv", "--width", str(width), "-l", "en").out

    bare = re.sub(r"[\s─]|49%|at least50%|≥50%|-1|pts|missed|nofigure|2024|f\.csv:\d", "", out)
    assert bare.count("x" * 90) == 3
    assert "数字化转型指标体系建设完成情况end" in bare


def test_above_60_targets_the_scoreboard_has_no_signs(command: Command, tmp_path: Path) -> None:
    for count, signs in ((60, True), (61, False)):
        folder = tmp_path / str(count)
        folder.mkdir()
        many(folder, count)
        (folder / "f.csv").write_text(f"{HEAD}i0,90,province,2024,40%\ni1,90,province,2024,60%\n")
        command.monkeypatch.chdir(folder)

        out = command("check", "f.csv", "-l", "en", "--width", "120").out

        assert ("✓✗○○○○○○○" in out) == signs
        assert f"✓ met 1 + ✗ missed 1 + ○ no figure {count - 2} = {count}" in out


def test_numbers_of_three_digits_do_not_touch_the_sign(command: Command, tmp_path: Path) -> None:
    many(tmp_path, 101)
    (tmp_path / "f.csv").write_text(f"{HEAD}i0,90,province,2024,40%\n")
    command.monkeypatch.chdir(tmp_path)

    for width in (40, 80, 160):
        lines = command("check", "f.csv", "-l", "en", "--width", str(width)).out.splitlines()
        assert any(line.startswith(" ○ 101 ") for line in lines)
        assert any(line.startswith(" ✗   1 ") for line in lines)


def test_signs_of_many_targets_are_broken_where_the_screen_ends(
    command: Command, tmp_path: Path
) -> None:
    many(tmp_path, 60)
    (tmp_path / "f.csv").write_text(f"{HEAD}i0,90,province,2024,40%\n")
    command.monkeypatch.chdir(tmp_path)

    out = command("check", "f.csv", "-l", "en", "--width", "40").out

    assert f" 9/NQ-HĐND\n   ✗{'○' * 36}\n   {'○' * 23}\n" in out


def test_five_missed_targets_are_named_again_and_the_rest_counted(
    command: Command, tmp_path: Path
) -> None:
    many(tmp_path, 8)
    rows = "".join(f"i{number},90,province,2024,4{number}%\n" for number in range(8))
    (tmp_path / "f.csv").write_text(HEAD + rows)
    command.monkeypatch.chdir(tmp_path)

    out = command("check", "f.csv", "-l", "en", "--width", "120").out
    closing = out[out.index("= 8") :]

    assert closing.count("   ✗ ") == 6
    assert "   ✗ 5, Name: 44% (at least 50%, -6)\n   ✗ and 3 more\n" in closing
    assert "all 8 targets" not in closing
    assert "none of the 8 targets that Resolution 9/NQ-HĐND sets for 2024 was met; 8 were" in out


def test_only_hides_lines_and_changes_no_count_and_no_status(command: Command) -> None:
    whole, part = command("check", "-l", "en"), command("check", "-l", "en", "--only", "met")

    assert part.status == whole.status == 1
    start = " 1-NQ/TU  ✓✓"
    assert "16 lines not shown (--only)." in part.out
    assert (
        part.out[part.out.index(start) :].replace(" 16 lines not shown (--only).\n", "")
        == whole.out[whole.out.index(start) :]
    )
    assert " ✗  6 " not in part.out


def test_only_may_hide_everything(command: Command) -> None:
    out = command("check", "--only", "pending", "--target", "smes", "-l", "en").out

    assert "No  Target" not in out
    assert "1 line not shown (--only)." in out


def test_units_below_are_counted_and_the_worst_are_named(command: Command) -> None:
    out = command("check", "--target", "records", "--level", "district", "-l", "en").out
    names = re.findall(r"(\w+) district  ", out)

    assert "7 districts: 3 met, 2 missed, 1 undecided, 1 no figure" in out
    assert names == ["Nam", "Hạ", "Trung", "Thượng", "Bắc"]
    assert "and 2 more (--sub-areas all)" in out


def test_all_units_are_listed_when_asked_for(command: Command) -> None:
    out = command("check", "--target", "records", "--sub-areas", "all", "-l", "en").out

    assert re.findall(r" (\S+) (?:district|town)  ", out) == [
        "Bắc", "Nam", "Đông", "県", "Trung", "Thượng", "Hạ",
    ]  # fmt: skip
    assert "7 districts:" not in out


def test_units_are_left_out_when_asked_for_and_still_summed(command: Command) -> None:
    out = command("check", "--target", "records", "--sub-areas", "none", "-l", "vi").out

    words = command("check", "-q", "--target", "records", "--sub-areas", "none", "-l", "vi").out

    assert "huyện Nam" not in out
    assert "Đơn vị cấp dưới (7 đơn vị): đạt 03/07, không tính vào số trên." in words


def test_many_files_are_counted_in_the_context_and_named_when_verbose(
    command: Command, tmp_path: Path
) -> None:
    many(tmp_path, 1)
    (tmp_path / "data").mkdir()
    for year in range(2021, 2025):
        (tmp_path / "data" / f"{year}.csv").write_text(f"{HEAD}i0,90,province,{year},60%\n")
    command.monkeypatch.chdir(tmp_path)

    assert "targets/many.yaml · 4 files" in command("check", "-l", "en").out
    assert (
        "Figures: data/2021.csv, data/2022.csv, data/2023.csv, data/2024.csv."
        in command("check", "-v", "-l", "en").out
    )


def test_when_all_is_met_there_is_nothing_to_do(command: Command, tmp_path: Path) -> None:
    many(tmp_path, 2)
    (tmp_path / "f.csv").write_text(f"{HEAD}i0,90,province,2024,50%\ni1,90,province,2024,60%\n")
    command.monkeypatch.chdir(tmp_path)

    result = command("check", "f.csv", "-l", "en")

    assert result.status == 0
    assert "Next" not in result.out
    assert "explain" not in result.out
    assert result.out.endswith(
        "all 2 targets that Resolution 9/NQ-HĐND sets for 2024 were met.\n\n"
        " Exit 0: nothing that --fail-on names (missed,missing).\n"
    )


def test_a_late_figure_that_fails_nothing_is_said_at_the_exit(command: Command) -> None:
    out = command("check", "--target", "late", "-l", "en").out

    assert out.endswith(
        " Exit 0: nothing that --fail-on names (missed,missing). 1 figure known to come late.\n"
    )


def test_quiet_is_one_line_for_each_resolution(command: Command) -> None:
    out = command("check", "-q", "-p", "2025", "-l", "en").out

    assert len(out.splitlines()) == 2
    assert command("check", "-qq").out == ""


def test_a_target_of_the_draft_alone_says_so(command: Command) -> None:
    out = command("check", "-l", "en", "--target", "wide", "--width", "200").out

    assert "known from the draft of 30 Aug 2021 only; not in the known part" in out
    assert "It is known from the draft of 2021 only." in out


def test_a_state_is_shown_as_it_was_published(command: Command) -> None:
    assert re.search(r"Mobile dead zones +70% ", command("check", "-l", "en", "--width", "130").out)


def test_a_list_of_letters_goes_on_after_z(command: Command, tmp_path: Path) -> None:
    many(tmp_path, 28)
    rows = "".join(f"i{n},90,province,2024,60%,note {n}\n" for n in range(28))
    (tmp_path / "f.csv").write_text("indicator,area,level,period,value,note\n" + rows)
    command.monkeypatch.chdir(tmp_path)

    out = command("check", "f.csv", "-l", "en").out

    assert "   z   note 25\n   aa  note 26\n   ab  note 27\n" in out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["moi/smes"], "province: Not in force before 21 May 2025."),
        (["level4"], "province: Replaced in 1-NQ/TU by records: an old name; not counted."),
        (["tinh-khac/digital_society_rank"], "province: No figure was published for this period."),
        (["service"], "province: No figure was published for this period."),
        (["teams", "-p", "2022"], "province: No quota is set for 2022."),
    ],
)
def test_what_has_no_verdict_is_explained_all_the_same(
    command: Command, words: list[str], reason: str
) -> None:
    result = command("explain", *words, "-l", "en")

    assert result.status == 0
    assert reason in result.out
    for heading in ("\n Verdict, period ", "\n Thresholds\n", "\n Documents\n"):
        assert heading in result.out


def test_a_target_is_explained_where_there_is_no_figure_at_all(
    command: Command, tmp_path: Path
) -> None:
    many(tmp_path, 1)
    command.monkeypatch.chdir(tmp_path)

    result = command("explain", "t0", "-l", "en")

    assert (result.status, result.err) == (0, "")
    assert "No verdict: no figures were read" in result.out
    assert "province   at least 50%" in result.out


def test_units_that_are_not_shown_are_counted(command: Command, tmp_path: Path) -> None:
    (tmp_path / "targets").mkdir()
    lines = [f'  - {{code: "9{n:02}", tier: district, parent: "90", name: D{n}}}'
             for n in range(25)]  # fmt: skip
    areas = 'areas:\n  - {code: "90", tier: province, name: Mẫu}\n' + "\n".join(lines)
    (tmp_path / "targets" / "areas.yaml").write_text(areas, encoding="utf-8")
    promise = PROMISES.format(title="x") + TARGET.format(number=0, name="x").replace(
        "{province:", "{district:"
    )
    (tmp_path / "targets" / "many.yaml").write_text(promise, encoding="utf-8")
    rows = "".join(f"i0,9{n:02},district,2024,60%\n" for n in range(25))
    (tmp_path / "f.csv").write_text(HEAD + rows)
    command.monkeypatch.chdir(tmp_path)

    assert "     and 5 more units\n" in command("explain", "t0", "f.csv", "-l", "en").out
    assert "25 districts: 25 met" in command("check", "f.csv", "-l", "en").out


def test_errors_among_the_figures_are_shown_and_nothing_is_explained(command: Command) -> None:
    result = command("explain", "records", "bad.csv", "-l", "en")

    assert (result.status, result.out) == (2, "")
    assert "DT211" in result.err


def test_a_broken_resolution_is_neither_listed_nor_explained(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "a.yaml").write_text("resolution: a\n")
    command.monkeypatch.chdir(tmp_path)

    for words in (["list"], ["explain", "a"], ["check"]):
        result = command(*words)
        assert (result.status, result.out) == (2, "")
        assert "DT105" in result.err


def test_a_page_of_diagnostics_that_is_not_there_is_an_error(
    command: Command, tmp_path: Path
) -> None:
    from dti_targets.cli.commands import explain

    command.monkeypatch.setattr(explain, "shipped", lambda name: tmp_path / name)
    assert "DT001" in command("explain", "DT211").err
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "diagnostics.md").write_text("## DT001\n")
    assert "DT002" in command("explain", "DT211", "-l", "en").err


def test_a_page_of_diagnostics_is_wrapped_but_for_its_examples(
    command: Command, tmp_path: Path
) -> None:
    from dti_targets.cli.commands import explain

    command.monkeypatch.setattr(explain, "shipped", lambda name: tmp_path / name)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "diagnostics.md").write_text(
        "## DT211: a number\n\nOne line that goes on and\nanother after it.\n"
        "- a bullet that is rather long\n  and goes on\n1. one\n```csv\na line that is longer"
        " than the screen is wide\n\n```\nafter\n\n## DT212\n"
    )

    assert command("explain", "DT211", "-l", "en", "--width", "30").out == (
        " DT211: a number\n\n One line that goes on and\n another after it.\n"
        " - a bullet that is rather\n   long and goes on\n 1. one\n"
        "    a line that is longer than the screen is wide\n\n after\n"
    )


@pytest.mark.parametrize(
    "words", [["-r", "moi", "-p", "2024"], ["-p", "2030"], ["-p", "1995"], ["-a", "91"]]
)
def test_where_nothing_can_be_judged_the_figures_are_named(
    command: Command, words: list[str]
) -> None:
    result = command("check", *words, "-l", "en")

    assert (result.status, result.out) == (2, "")
    assert "DT304" in result.err
    assert "Bắc district" in result.err
    assert "1-NQ/TU (2022–2025), 2/KH-UBND (2025–2025), 3/QĐ-UBND (2022–2025)" in " ".join(
        result.err.split()
    )


def test_a_table_without_rows_is_nothing_to_judge(command: Command, tmp_path: Path) -> None:
    many(tmp_path, 1)
    (tmp_path / "f.csv").write_text(HEAD)
    command.monkeypatch.chdir(tmp_path)

    for words in ([], ["-p", "2024"]):
        for language, said in (
            ("en", "there is nothing to judge: no row of figures was read; the targets are"),
            ("vi", "không có gì để xét: không đọc được dòng số liệu nào (chỉ tiêu:"),
        ):
            result = command("check", "f.csv", "-l", language, *words)
            assert (result.status, result.out) == (2, "")
            assert f"[DT304]: {said}" in " ".join(result.err.split())


def test_a_level_that_is_not_the_own_one_is_named(command: Command, tmp_path: Path) -> None:
    many(tmp_path, 1)
    path = tmp_path / "targets" / "many.yaml"
    path.write_text(path.read_text("utf-8").replace("{province:", "{commune:"), "utf-8")
    (tmp_path / "f.csv").write_text(f"{HEAD}i0,90,commune,2024,40%\n")
    command.monkeypatch.chdir(tmp_path)

    out = command("check", "f.csv", "-l", "en", "--width", "120").out

    assert re.search(r" ✗  1  Name, commune +40% +at least 50%", out)
    assert "   ✗ 1, Name, commune: 40% (at least 50%, -10)\n" in out
    assert (
        "the one target that Resolution 9/NQ-HĐND sets for 2024 was not met; it was missed." in out
    )
