"""The sentence that an office copies into its report: its grammar for every outcome and number."""

from pathlib import Path

import pytest

from tests.reporting.test_pages import HEAD, many
from tests.runs import Command

VALUES = {"met": "60%", "short": "40%", "open": "trên 40%"}


def summary(
    command: Command, folder: Path, outcomes: list[str], due: str = "2024"
) -> tuple[str, str]:
    """Return the summary in both languages: targets that are met, short, open, or without figure.

    The judged period is 2024, so what is due later and short is not yet due.
    """
    many(folder, len(outcomes))
    path = folder / "targets" / "many.yaml"
    path.write_text(path.read_text("utf-8").replace("due: 2024", f"due: {due}"), "utf-8")
    rows = "".join(
        f'i{number},90,province,2024,"{VALUES[outcome]}"\n'
        for number, outcome in enumerate(outcomes)
        if outcome in VALUES
    )
    (folder / "f.csv").write_text(HEAD + rows, encoding="utf-8")
    command.monkeypatch.chdir(folder)
    english, vietnamese = (
        command("check", "f.csv", "-q", "-p", "2024", "-l", lang).out.rstrip("\n")
        for lang in ("en", "vi")
    )
    return english, vietnamese


@pytest.mark.parametrize(
    ("outcomes", "english", "vietnamese"),
    [
        (["met"],
         "the one target that Resolution 9/NQ-HĐND sets for 2024 was met.",
         "đã đạt chỉ tiêu duy nhất đến năm 2024 của Nghị quyết số 9/NQ-HĐND."),
        (["short"],
         "the one target that Resolution 9/NQ-HĐND sets for 2024 was not met; it was missed.",
         ("chưa đạt chỉ tiêu duy nhất đến năm 2024 của Nghị quyết số 9/NQ-HĐND; chỉ tiêu này không "
         "đạt.")),
        (["open"],
         "the one target that Resolution 9/NQ-HĐND sets for 2024 was not met; it is undecided.",
         ("chưa đạt chỉ tiêu duy nhất đến năm 2024 của Nghị quyết số 9/NQ-HĐND; chỉ tiêu này chưa "
         "đủ căn cứ.")),
        (["met", "met"],
         "all 2 targets that Resolution 9/NQ-HĐND sets for 2024 were met.",
         "đã đạt 02/02 chỉ tiêu đến năm 2024 của Nghị quyết số 9/NQ-HĐND."),
        (["met", "short"],
         "1 of the 2 targets that Resolution 9/NQ-HĐND sets for 2024 was met; 1 was missed.",
         ("đã đạt 01/02 chỉ tiêu đến năm 2024 của Nghị quyết số 9/NQ-HĐND; 01/02 chỉ tiêu không "
         "đạt.")),
        (["met", "met", "short", "short", "open", "none"],
         ("2 of the 6 targets that Resolution 9/NQ-HĐND sets for 2024 were met; 2 were missed; "
         "1 is undecided; for 1 there is no figure."),
         ("đã đạt 02/06 chỉ tiêu đến năm 2024 của Nghị quyết số 9/NQ-HĐND; 02/06 chỉ tiêu không "
         "đạt; 01/06 chỉ tiêu chưa đủ căn cứ; 01/06 chỉ tiêu chưa có số liệu.")),
        (["open", "open", *["none"] * 9],
         ("none of the 11 targets that Resolution 9/NQ-HĐND sets for 2024 was met; 2 are "
         "undecided; for 9 there is no figure."),
         ("chưa đạt chỉ tiêu nào trong 11 chỉ tiêu đến năm 2024 của Nghị quyết số 9/NQ-HĐND; 02/11 "
         "chỉ tiêu chưa đủ căn cứ; 09/11 chỉ tiêu chưa có số liệu.")),
        (["met", *["none"] * 11],
         ("1 of the 12 targets that Resolution 9/NQ-HĐND sets for 2024 was met; for 11 there is no "
         "figure."),
         ("đã đạt 01/12 chỉ tiêu đến năm 2024 của Nghị quyết số 9/NQ-HĐND; 11/12 chỉ tiêu chưa có "
         "số liệu.")),
    ],
)  # fmt: skip
def test_sentence_of_what_is_due(
    command: Command, tmp_path: Path, outcomes: list[str], english: str, vietnamese: str
) -> None:
    assert summary(command, tmp_path, outcomes) == (
        f"By the end of 2024, {english}", f"Đến hết năm 2024, {vietnamese}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcomes", "due", "english", "vietnamese"),
    [
        (["short"], "2025",
         "the one target that Resolution 9/NQ-HĐND sets for 2025 was not met; it is not yet due.",
         ("chưa đạt chỉ tiêu duy nhất đến năm 2025 của Nghị quyết số 9/NQ-HĐND; chỉ tiêu này đang "
         "thực hiện.")),
        (["none", "short", "short"], "2025-H1",
         ("none of the 3 targets that Resolution 9/NQ-HĐND sets for the first half of 2025 was "
         "met; 2 are not yet due; for 1 there is no figure."),
         ("chưa đạt chỉ tiêu nào trong 03 chỉ tiêu đến 6 tháng đầu năm 2025 của Nghị quyết số "
         "9/NQ-HĐND; 02/03 chỉ tiêu đang thực hiện; 01/03 chỉ tiêu chưa có số liệu.")),
    ],
)  # fmt: skip
def test_sentence_of_what_is_due_later(
    command: Command, tmp_path: Path, outcomes: list[str], due: str, english: str, vietnamese: str
) -> None:
    assert summary(command, tmp_path, outcomes, due) == (
        f"By the end of 2024, {english}", f"Đến hết năm 2024, {vietnamese}",
    )  # fmt: skip


def test_the_one_target_without_a_figure(command: Command, tmp_path: Path) -> None:
    # Another target's figure would be a second target: the row is about nothing that is asked for.
    many(tmp_path, 1)
    (tmp_path / "f.csv").write_text(f"{HEAD}other,90,province,2024,40%\n")
    command.monkeypatch.chdir(tmp_path)

    assert command("check", "f.csv", "-q", "-l", "en").out == (
        "By the end of 2024, the one target that Resolution 9/NQ-HĐND sets for 2024 was not met; "
        "there is no figure for it.\n"
    )


def test_one_sentence_for_each_due_in_the_order_of_time(command: Command) -> None:
    english = command("check", "-q", "-l", "en").out

    first, second = english.index("sets for 2024"), english.index("sets for 2025")
    assert english.count("By the end of 2024, ") == 2
    assert first < second


@pytest.mark.parametrize(
    ("words", "english"),
    [
        (["--target", "level4", "--target", "wide"],
         ("1 target of the draft, since replaced, is not counted. It is known from the draft of "
         "2021 only.")),
        (["--target", "wide", "--target", "late"],
         "1 of the 2 is known from the draft of 2021 only."),
        (["--target", "rank"], "It is known from a statement only."),
        (["--target", "rank", "--target", "wide"],
         ("1 of the 2 is known from the draft of 2021 only. 1 of the 2 is known from a statement "
         "only.")),
        (["--target", "records"],
         ("1 target not applicable in the period is not counted. Units below (7 units): 3 of 7 "
         "met, not counted above.")),
        (["--target", "records", "-a", "Bắc"],
         "Units below (Bắc district): 1 of 1 met, not counted above."),
        (["--target", "records", "-a", "Bắc", "-a", "Nam"],
         "Units below (Bắc district, Nam district): 1 of 2 met, not counted above."),
    ],
)  # fmt: skip
def test_what_is_not_in_the_count_is_said_after_it(
    command: Command, words: list[str], english: str
) -> None:
    assert command("check", "-q", "-l", "en", *words).out.endswith(f"{english}\n")


def test_a_target_that_was_withdrawn_without_another(command: Command, tmp_path: Path) -> None:
    many(tmp_path, 2)
    path = tmp_path / "targets" / "many.yaml"
    text = path.read_text("utf-8")
    path.write_text(f"{text}    withdrawn: {{by: adopted, why: old}}\n", "utf-8")
    (tmp_path / "f.csv").write_text(f"{HEAD}i0,90,province,2024,60%\n")
    command.monkeypatch.chdir(tmp_path)

    assert command("check", "f.csv", "-q", "-l", "en").out.endswith(
        " 1 target since withdrawn is not counted.\n"
    )
    assert command("check", "f.csv", "-q", "-l", "vi").out.endswith(
        " Không tính 01 chỉ tiêu đã được rút bỏ.\n"
    )


def test_targets_that_were_not_chosen_are_said_after_the_count(
    command: Command, tmp_path: Path
) -> None:
    summary(command, tmp_path, ["met", "met", "short"])

    one = command("check", "f.csv", "-q", "-p", "2024", "-l", "en", "--target", "t0").out
    vi = command("check", "f.csv", "-q", "-p", "2024", "-l", "vi", "--level", "province").out

    assert one.rstrip().endswith("was met. 2 other targets of it were not judged.")
    assert "Không xét" not in vi
