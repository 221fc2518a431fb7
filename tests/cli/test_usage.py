"""What is wrong with a command line is said in the reader's language, with status 2."""

import pytest

from dti_targets import __version__
from tests.runs import Command

_SUBJECTS = "targets|areas|config|report|progress|comparison"


@pytest.mark.parametrize(
    ("words", "english", "vietnamese"),
    [
        (["chek"], "there is no command chek", "không có lệnh chek"),
        (["--wrong"], "there is no option --wrong", "không có tùy chọn --wrong"),
        (["check", "--perod", "2024"], "there is no option --perod",
         "không có tùy chọn --perod"),
        (["check", "-x"], "there is no option -x", "không có tùy chọn -x"),
        (["list", "--fail-on", "missed"], "there is no option --fail-on",
         "không có tùy chọn --fail-on"),
        (["check", "--period"], "--period needs a value", "--period cần một giá trị"),
        (["list", "a", "b"], "one argument too many: b", "ghi thừa b"),
        (["list", "a", "(b) c"], "one argument too many: (b) c", "ghi thừa (b) c"),
        (["explain"], "TARGET|CODE is missing", "thiếu TARGET|CODE"),
        (["schema"], f"{_SUBJECTS} is missing", f"thiếu {_SUBJECTS}"),
        (["schema", "area"], "schema cannot be area", "schema không nhận giá trị area"),
        (["init", "a", "b"], "one argument too many: b", "ghi thừa b"),
        (["init", "--force"], "there is no option --force", "không có tùy chọn --force"),
        (["schema", "areas", "x"], "one argument too many: x", "ghi thừa x"),
        (["--width", "80"], "COMMAND is missing", "thiếu COMMAND"),
        (["check", "--fail-on", "late"], "--fail-on cannot be late",
         "--fail-on không nhận giá trị late"),
        (["check", "--quiet=3"], "one argument too many: --quiet=…", "ghi thừa --quiet=…"),
        (["check", "--verbose=yes"], "one argument too many: --verbose=…",
         "ghi thừa --verbose=…"),
        (["check", "--width", "wide"], "--width cannot be wide",
         "--width không nhận giá trị wide"),
        (["check", "-p", "20x"], "20x is not a period", "20x không phải là kỳ"),
        (["check", "-r", "nq"], "there is no resolution nq",
         "không có nghị quyết, kế hoạch nào mang mã nq"),
        (["check", "--target", "nq"], "there is no target nq", "không có chỉ tiêu nào mang mã nq"),
        (["check", "-a", "mau tinh"], "there is no area mau tinh", "không có địa bàn mau tinh"),
        (["list", "nq"], "there is no resolution nq",
         "không có nghị quyết, kế hoạch nào mang mã nq"),
        (["explain", "nq"], "there is no target nq", "không có chỉ tiêu nào mang mã nq"),
        (["explain", "DT999"], "there is no target DT999", "không có chỉ tiêu nào mang mã DT999"),
        (["explain", "smes"], "smes means several targets", "smes chỉ nhiều chỉ tiêu"),
        (["check", "-C", "nowhere"], "there is no such file or folder",
         "không có tệp hoặc thư mục này"),
        (["check", "--config", "nowhere.toml"], "there is no such file or folder",
         "không có tệp hoặc thư mục này"),
    ],
)  # fmt: skip
def test_a_wrong_command_line(
    command: Command, words: list[str], english: str, vietnamese: str
) -> None:
    for lang, said in (("en", english), ("vi", vietnamese)):
        result = command("-l", lang, *words)

        assert (result.status, result.out) == (2, "")
        assert said in result.err
        assert result.err.count("\n") >= 4
        assert "Exit 2." in result.err or "Mã thoát 2." in result.err


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["chek"], "did you mean check?"),
        (["--perod"], "did you mean --period?"),
        (["check", "--colour", "always"], "did you mean --color?"),
        (["check", "--color", "alway"], "did you mean always?"),
        (["check", "-r", "mau1"], "did you mean mau?"),
        (["check", "--target", "record"], "did you mean records?"),
        (["check", "-a", "bac"], "did you mean Bắc?"),
        (["list", "MAU"], "did you mean mau?"),
        (
            ["schema", "Target"],
            "did you mean targets? Allowed: targets, areas, config, report, progress, comparison.",
        ),
        (["explain", "productivty"], "did you mean productivity?"),
        (["explain", "DT210x"], "there is no target DT210x"),
    ],
)
def test_the_nearest_word_is_offered(command: Command, words: list[str], near: str) -> None:
    assert near in command(*words).err


def test_the_language_of_a_fault_is_that_of_the_line_then_of_the_variable(
    command: Command,
) -> None:
    command.monkeypatch.setenv("DTI_TARGETS_LANG", "vi")

    assert "không có lệnh" in command("chek").err
    assert "there is no command" in command("chek", "--lang=en").err
    assert "there is no command" in command("chek", "-len").err
    assert "there is no command" in command("chek", "--isolated").err


@pytest.mark.parametrize("words", [["-V"], ["--version"]])
def test_version(command: Command, words: list[str]) -> None:
    command.encoding = "ascii"

    assert command(*words) == (0, f"dti-targets {__version__}\n", "")


@pytest.mark.parametrize(
    "words", [[], ["-h"], ["--help"], ["check", "--help"], ["list", "x", "-h"], ["-h", "explain"]]
)
def test_help_is_an_answer(command: Command, words: list[str]) -> None:
    result = command(*words)

    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("Usage: dti-targets")


def test_after_two_hyphens_a_word_is_a_file(command: Command) -> None:
    result = command("check", "--", "-h")

    assert result.status == 2
    assert "--> -h" in result.err


def test_options_may_stand_before_the_command(command: Command) -> None:
    assert command("-l", "en", "-q", "check") == command("check", "-q", "-l", "en")
    assert command("-p", "2024", "check", "-q") == command("check", "-q", "-p", "2024")


def test_an_indicator_that_one_target_asks_for_means_that_target(command: Command) -> None:
    assert command("explain", "records_rate") == command("explain", "records")


def test_an_indicator_of_several_targets_is_not_guessed(command: Command) -> None:
    result = command("explain", "dti_rank")

    assert result.status == 2
    assert "mau/rank, tinh-khac/digital_society_rank" in result.err


def test_what_typer_says_of_itself_is_shown_where_we_have_no_words_for_it() -> None:
    from typer.exceptions import TyperException

    from dti_targets.cli.app import _usage_fault
    from dti_targets.cli.registry import COMMANDS

    (fault,) = _usage_fault(TyperException("something new"), COMMANDS["check"])

    assert fault.params == {"text": "something new"}
