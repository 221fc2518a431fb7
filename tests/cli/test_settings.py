"""Where settings come from: the command line, then variables, then a file."""

from pathlib import Path

import pytest

from tests.runs import PROJECT, Command


@pytest.fixture
def project(tmp_path: Path, command: Command) -> Path:
    """Give a project that can be written to: the sample, linked; the command starts there."""
    for name in ("targets", "data"):
        (tmp_path / name).symlink_to(PROJECT / name)
    command.monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(out: str) -> list[str]:
    """Return what a verbose report says of its settings."""
    return [line.strip() for line in out.splitlines() if line.startswith(" --")]


def test_command_line_then_variable_then_file(command: Command, project: Path) -> None:
    (project / "dti-targets.toml").write_text('lang = "vi"\nwidth = 60\nperiod = "2023"\n')
    command.monkeypatch.setenv("DTI_TARGETS_PERIOD", "2022")
    command.monkeypatch.setenv("DTI_TARGETS_WIDTH", "200")

    result = command("check", "-v", "--period", "2024", "--fail-on", "never")

    assert settings(result.out) == [
        "--period 2024: đặt ở dòng lệnh.",
        "--fail-on never: đặt ở dòng lệnh.",
        "--lang vi: đặt ở dti-targets.toml.",
        "--width 200: đặt ở DTI_TARGETS_WIDTH.",
        "--verbose true: đặt ở dòng lệnh.",
    ]


def test_pyproject_serves_where_there_is_no_file_of_our_own(
    command: Command, project: Path
) -> None:
    (project / "pyproject.toml").write_text('[tool.dti-targets]\nfail-on = ["missed", "unused"]\n')

    result = command("check", "-v", "-l", "en")

    assert settings(result.out)[0] == "--fail-on missed,unused: set by pyproject.toml."
    assert result.out.endswith("Exit 1: 3 missed, 1 figure not used (--fail-on missed,unused).\n")


def test_what_reading_warned_of_counts_among_the_warnings(command: Command, project: Path) -> None:
    rows = "indicator,area,level,period,value,remark\nrecords_rate,90,province,2024,99%,x\n"
    (project / "own.csv").write_text(rows)

    result = command("check", "own.csv", "--fail-on", "warning", "-l", "en")

    assert "DT203" in result.err
    assert result.status == 1


def test_isolated_hears_neither_file_nor_variable(command: Command, project: Path) -> None:
    (project / "dti-targets.toml").write_text('fail-on = "never"\n')
    command.monkeypatch.setenv("DTI_TARGETS_PERIOD", "2022")
    command.monkeypatch.setenv("DTI_TARGETS_DIRECTORY", "/nowhere")

    assert command("check", "--isolated").status == 1


def test_a_variable_can_isolate(command: Command, project: Path) -> None:
    (project / "dti-targets.toml").write_text('fail-on = "never"\n')
    command.monkeypatch.setenv("DTI_TARGETS_ISOLATED", "yes")

    assert command("check").status == 1


def test_a_named_file_serves_instead_of_the_project(command: Command, project: Path) -> None:
    (project / "dti-targets.toml").write_text('fail-on = "never"\n')
    (project / "strict.toml").write_text('fail-on = "undecided"\n')

    assert command("check", "--config", "strict.toml", "-l", "en").out.endswith(
        "Exit 1: 4 undecided (--fail-on undecided).\n"
    )


def test_a_directory_is_entered_first(command: Command) -> None:
    command.monkeypatch.chdir(PROJECT.parent)

    assert command("check", "-C", "project", "-q").status == 1
    command.monkeypatch.chdir(PROJECT.parent)
    command.monkeypatch.setenv("DTI_TARGETS_DIRECTORY", "project")
    assert command("check", "-q").status == 1


def test_a_fault_in_the_file_is_shown_at_its_line(command: Command, project: Path) -> None:
    (project / "dti-targets.toml").write_text('lang = "en"\nperiood = "2024"\n')

    result = command("check", "-l", "vi")

    assert result.status == 2
    assert "--> dti-targets.toml:2:1" in result.err
    assert '2 | periood = "2024"' in result.err
    assert "^^^^^^^" in result.err


def test_a_file_that_is_no_toml_is_refused(command: Command, project: Path) -> None:
    (project / "dti-targets.toml").write_text("lang = vi\n")

    result = command("list")

    assert result.status == 2
    assert "DT907" in result.err


def test_settings_that_choose_what_is_judged_do_not_hide_what_is_explained(
    command: Command, project: Path
) -> None:
    (project / "dti-targets.toml").write_text('area = "901"\ntarget = "smes"\nlevel = "district"\n')

    assert "✗ province  55.5%" in command("explain", "mau/smes", "-l", "en").out


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('period = "Q3/2024"', "error[DT222]: Q3/2024 is not a period\n --> {}"),
        ('area = ["90", "nowhere"]', "error[DT911]: there is no area nowhere\n --> {}"),
        ('resolution = "nothing"', "error[DT909]: there is no resolution nothing\n --> {}"),
        ('target = "smess"', "error[DT910]: there is no target smess\n --> {}"),
    ],
)
def test_a_name_that_means_nothing_is_shown_where_the_file_says_it(
    command: Command, project: Path, setting: str, said: str
) -> None:
    (project / "dti-targets.toml").write_text(f'lang = "en"\n{setting}\n', "utf-8")

    result = command("check")

    assert result.status == 2
    assert said.format("dti-targets.toml:2:1\n") in result.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "--period", ""], 'error[DT222]: "" is not a period\n --> --period\n'),
        (["check", "--period", " "], 'error[DT222]: "" is not a period\n --> --period\n'),
        (["progress", "--as-of", ""], 'error[DT222]: "" is not a period\n --> --as-of\n'),
        (["explain", "service", "--as-of", ""], 'error[DT222]: "" is not a period\n --> --as-of'),
        (["check", "--decimal", ""], 'error[DT902]: --decimal cannot be ""\n --> --decimal'),
        (["check", "--width", ""], 'error[DT902]: --width cannot be ""\n --> --width'),
    ],
)
def test_an_empty_word_is_refused_as_every_other_wrong_one(
    command: Command, words: list[str], said: str
) -> None:
    result = command(*words, "-l", "en")

    assert result.status == 2
    assert said in result.err


def test_an_empty_name_names_nothing(command: Command) -> None:
    words = ("check", "-C", "", "--config", "", "--sheet", "", "--stdin-name", "")

    assert command(*words) == command("check")


def test_a_wrong_period_is_said_once(command: Command) -> None:
    assert command("explain", "service", "--period", "soon", "-l", "en").err.count("DT222]") == 1
