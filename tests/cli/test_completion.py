"""Completion, from the words of a line to what real shells make of the answer."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dti_targets.cli import completion
from dti_targets.cli.completion import read_line, suggest
from dti_targets.cli.exits import ASKING
from dti_targets.cli.registry import COMMANDS
from dti_targets.cli.shells import SHELLS, Kind, split_line
from dti_targets.diagnostics import CODES
from dti_targets.domain.settings import OPTIONS, Option, Takes
from dti_targets.reading.source import Desk
from tests.runs import PROJECT, ROOT, Command

ENGLISH = {"LANG": "C.UTF-8"}
ESCAPE = "\x1b[2J"


@pytest.fixture(autouse=True)
def _in_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)


def words(*line: str, **variables: str) -> list[str]:
    return [item.word for item in suggest(line, {**ENGLISH, **variables}).items]


def about(*line: str, **variables: str) -> dict[str, str]:
    return dict(suggest(line, {**ENGLISH, **variables}).items)


# -- the lists of the command line


def test_form_is_completed_by_resolutions_and_collect_by_folders() -> None:
    assert words("form", "") == words("list", "")
    assert suggest(("collect", ""), ENGLISH).kind is Kind.FOLDERS
    assert words("form", "--split", "") == ["area"]
    assert suggest(("collect", "in", "-o", ""), ENGLISH).kind is Kind.FILES


def test_commands_are_those_of_the_registry_with_their_help() -> None:
    assert words("") == list(COMMANDS)
    assert about("ch") == {"check": "Judge the targets against published figures."}
    assert about("ch", DTI_TARGETS_LANG="vi") == {"check": "Xét chỉ tiêu theo số liệu đã công bố."}


def test_an_option_is_described_as_its_command_has_it() -> None:
    for language, way in (("en", "Put what was returned"), ("vi", "Thay số đã công bố")):
        gathering = about("collect", "--repl", DTI_TARGETS_LANG=language)["--replace"]
        assert gathering.startswith(way)
        assert not about("form", "--repl", DTI_TARGETS_LANG=language)["--replace"].startswith(way)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_every_command_is_suggested(name: str) -> None:
    flags = {OPTIONS[option].flag for option in COMMANDS[name].options}

    assert set(words(name, "-")) == flags | {"--help"}


@pytest.mark.parametrize("option", [o for o in OPTIONS.values() if o.words], ids=lambda o: o.name)
def test_every_word_that_an_option_allows_is_suggested(option: Option) -> None:
    assert words("check", option.flag, "") == list(option.words)
    assert words("check", f"{option.flag}=") == [f"{option.flag}={word}" for word in option.words]


def test_a_new_option_needs_nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, takes, allowed in (("format", Takes.WORDS, ("json",)), ("output", Takes.TEXTS, ())):
        option = Option(name, takes, (), words=allowed)
        monkeypatch.setitem(OPTIONS, name, option)
        monkeypatch.setitem(completion.SPELLED, option.flag, option)
    monkeypatch.setitem(COMMANDS, "check", COMMANDS["check"]._replace(options=("format", "output")))

    assert words("check", "--") == ["--help", "--format", "--output"]
    assert words("check", "--format", "") == ["json"]
    assert suggest(["check", "--output", ""], ENGLISH).kind is Kind.FILES


def test_an_option_is_suggested_once_unless_it_is_a_list() -> None:
    assert "--lang" not in words("check", "-l", "vi", "--")
    assert "--resolution" in words("check", "-r", "mau", "--")


def test_a_short_option_is_suggested_where_it_is_typed() -> None:
    assert words("check", "-p") == ["-p"]
    assert words("check", "-lv") == ["-lvi"]


def test_words_are_joined_by_commas_but_none_twice_and_never_alone() -> None:
    assert words("check", "--fail-on", "missed,mis") == ["missed,missing"]
    assert words("check", "--fail-on=missed,mis") == ["--fail-on=missed,missing"]
    assert "missed,never" not in words("check", "--fail-on", "missed,")
    assert "missed,missing,warning" in words("check", "--fail-on", "missed,missing,")


def test_before_the_command_there_are_options_of_the_program() -> None:
    assert words("--") == ["--help", "--version"]
    assert words("-l", "vi", "li") == ["list"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (["check", ""], Kind.FILES),
        (["check", "a.csv", ""], Kind.FILES),
        (["check", "--", "-"], Kind.FILES),
        (["check", "-t", ""], Kind.FILES),
        (["check", "--config", ""], Kind.FILES),
        (["explain", "records", ""], Kind.FILES),
        (["check", "-C", ""], Kind.FOLDERS),
        (["init", ""], Kind.FOLDERS),
    ],
)
def test_where_a_file_can_stand_the_shell_finds_it(line: list[str], kind: Kind) -> None:
    assert suggest(line, ENGLISH) == (kind, ())


@pytest.mark.parametrize(
    "line",
    [
        ["wrong", ""], ["list", "mau", ""], ["init", "a", ""], ["check", "--width", ""],
        ["check", "--delimiter", ""],
        ["check", "--wrong="], ["check", "-x1"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_where_nothing_is_known_nothing_is_suggested(line: list[str]) -> None:
    assert suggest(line, ENGLISH) == (Kind.WORDS, ())


# -- names from files


def test_resolutions_come_with_their_titles() -> None:
    assert words("list", "") == ["mau", "moi", "tinh-khac"]
    assert words("check", "-r", "m") == ["mau", "moi"]
    assert all(about("check", "-r", "").values())


def test_targets_are_named_as_short_as_they_can_be_and_whole_after_a_resolution() -> None:
    assert "records" in words("explain", "")
    assert "mau/records" in words("explain", "mau/")
    assert not {"mau/records", "records"} & set(words("check", "-r", "moi", "--target", ""))


def test_codes_are_suggested_once_begun() -> None:
    assert words("explain", "dt") == list(CODES)
    assert not set(words("explain", "")) & set(CODES)


def test_areas_are_codes_and_names_once_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert about("check", "-a", "5")["51"] == "Quảng Ngãi"
    assert "Quảng Ngãi" not in words("check", "-a", "")
    assert words("check", "-a", "quảng ng") == ["Quảng Ngãi"]


def test_periods_are_those_of_figures_and_targets(tmp_path: Path) -> None:
    figures = tmp_path / "a.csv"
    figures.write_text("indicator,area,period,value\nx,90,2019-Q3,1\n", encoding="utf-8")

    assert "2024" in words("check", "-p", "")
    assert "2019-Q3" not in words("check", "-p", "")
    assert "2019-Q3" in words("check", "-t", "targets", str(figures), "-p", "")


def test_figures_are_read_up_to_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, period in (("a.csv", "2019-Q3"), ("b.csv", "2019-Q4")):
        text = f"indicator,area,period,value\nx,90,{period},1\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    targets = str(PROJECT / "targets" / "mau.yaml")
    line = ("check", "-t", targets, "-t", "targets/areas.yaml", str(tmp_path), "-p", "2019")
    size = max(path.stat().st_size for path in (PROJECT / "targets").iterdir())
    monkeypatch.setattr(completion, "LARGEST", size)
    padding = "\n" * (size - 60)
    (tmp_path / "a.csv").write_text((tmp_path / "a.csv").read_text() + padding, encoding="utf-8")

    assert words(*line) == ["2019-Q3"]


def test_the_project_is_that_of_the_run(tmp_path: Path) -> None:
    assert "13-nq-tu" in words("list", "-C", str(ROOT), "1")
    assert "13-nq-tu" in words("check", str(ROOT / "data" / "2024.csv"), "-r", "1")
    assert "13-nq-tu" in words("check", "-t", str(ROOT / "targets"), "-r", "1")
    assert "13-nq-tu" in words("check", "-r", "1", DTI_TARGETS_TARGETS=str(ROOT / "targets"))
    assert "13-nq-tu" in words("list", "-C", str(tmp_path), "1")  # shipped


def test_what_is_at_fault_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROJECT, tmp_path / "p")
    monkeypatch.chdir(tmp_path / "p")
    (tmp_path / "p" / "targets" / "moi.yaml").write_text("resolution: [", encoding="utf-8")
    (tmp_path / "p" / "dti-targets.toml").write_text("lang = ", encoding="utf-8")
    (tmp_path / "p" / "data" / "2025.csv").write_bytes(b"\xff\x00\n")

    assert words("list", "") == ["mau", "tinh-khac"]
    assert "2024" in words("check", "-p", "")
    assert words("list", "-C", "nowhere", "--color", "never", "") == words("list", "")


def test_nothing_of_a_file_reaches_a_terminal_as_a_control_sequence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "areas.yaml").write_text(
        'areas:\n- {code: "1", tier: province, name: "A\\e[2J"}\n'
        '- {code: "2\\e[2J", tier: province, name: "Ab"}\n',
        encoding="utf-8",
    )

    assert about("check", "-a", "a") == {"Ab": "2\\u001b[2J"}
    assert about("check", "-a", "") == {"1": "A\\u001b[2J"}


# -- how a line is taken apart


def test_a_line_is_taken_apart_as_the_run_does() -> None:
    line = read_line(["-C", "x", "check", "-vqp2024", "--lang=vi", "-r", "a", "-ra", "f", "-p"])

    assert (line.command, line.arguments) == ("check", ("f",))
    assert line.given == {
        "directory": "x", "verbose": True, "quiet": None, "period": "2024",
        "lang": "vi", "resolution": ["a", "a"],
    }  # fmt: skip
    assert (line.waiting, line.typed) == (None, "-p")


def test_a_home_folder_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/x")
    monkeypatch.setenv("USERPROFILE", "/home/x")

    assert read_line(["check", "~/a.csv", ""]).arguments == ("/home/x/a.csv",)


@pytest.mark.parametrize(
    ("text", "last", "quote"),
    [
        ("a b", "b", ""), ("a ", "", ""), ("a 'b c", "b c", "'"), ('a "b ', "b ", '"'),
        ("a b\\ c", "b c", ""), ("a b\\", "b", ""), ("a 'b'", "b", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_an_unfinished_line_is_split_as_a_shell_would(text: str, last: str, quote: str) -> None:
    found, opened = split_line(text)

    assert (found[-1], opened) == (last, quote)


# -- what shells are told


def test_each_shell_is_answered_in_its_form(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    words = "check\n-a\nqua\N{COMBINING HOOK ABOVE}ng ng"  # composed, a code page may lack it
    monkeypatch.setenv("_DTI_TARGETS_WORDS", words)
    line = "dti-targets check -a quảng\\ ng"

    def told(shell: str, *arguments: str) -> str:
        monkeypatch.setenv(ASKING, shell)
        result = command(*arguments)
        assert (result.status, result.err) == (0, "")
        return result.out

    assert told("zsh", "check", "-a", "quảng ng") == "words\nQuảng Ngãi\t51\n"
    assert told("fish", "check", "-a", "'quảng ng") == "words\nQuảng Ngãi\t51\n"
    assert told("powershell") == "words\n'Quảng Ngãi'\t51\n"
    assert told("bash", line, "quảng\\ ng", "9") == "words\nQuảng\\ Ngãi\n"


def test_bash_is_told_what_a_word_is_only_where_it_lists_several(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ASKING, "bash")

    assert "mau  (" in command("dti-targets list ", "", "9").out
    assert command("dti-targets list ", "", "37").out == "words\nmau\nmoi\ntinh-khac\n"
    assert command("dti-targets list t", "t", "9").out == "words\ntinh-khac\n"


@pytest.mark.parametrize(
    ("shell", "arguments"), [("wrong", ["check", ""]), ("bash", []), ("powershell", ["check"])]
)
def test_a_question_that_is_none_gets_no_answer(
    shell: str, arguments: list[str], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ASKING, shell)

    assert command(*arguments) == (0, "", "")


def test_a_bug_is_no_traceback_at_a_tab(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ASKING, "zsh")
    monkeypatch.setattr(completion, "read_line", lambda _: 1 // 0)

    assert command("check", "") == (0, "", "")


def test_a_question_never_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "open_stdin", lambda *_: pytest.fail("standard input was read"))

    assert "2024" in words("check", "-", "-p", "")


def test_a_question_loads_no_colours_and_no_other_language() -> None:
    code = "import sys; sys.argv[1:] = ['check', '-']\n"
    code += "from dti_targets.cli.app import main\ntry: main()\n"
    code += "except SystemExit: print(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, check=True, text=True, timeout=60,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"], ASKING: "zsh", **ENGLISH},
    )  # fmt: skip

    assert done.stdout.startswith("words\n--help")
    assert {"rich.console", "dti_targets.messages.vi"}.isdisjoint(done.stderr.split())


# -- the command that prints the scripts


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_printed(shell: str, command: Command) -> None:
    result = command("completion", shell)

    assert (result.status, result.err) == (0, "")
    assert f"_DTI_TARGETS_COMPLETE={shell}" in result.out.replace(" = ", "=").replace("'", "")


def test_a_shell_without_a_script_is_refused(command: Command) -> None:
    assert "did you mean bash" in command("completion", "bsh").err
    missing = command("completion")
    assert missing.status == 2
    assert "bash|zsh|fish|powershell is missing" in missing.err
    assert words("completion", "") == list(SHELLS)


# -- real shells

Typed = Callable[[str, str], list[str]]

SETUP = {
    "bash": "PS1= PS2=; source <(dti-targets completion bash); echo READY-$((40+2))",
    "zsh": "PS1= PS2=; autoload -Uz compinit; compinit -u -D; bindkey -e;"
    " source <(dti-targets completion zsh); echo READY-$((40+2))",
}
START = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}
LINES = [
    ("dti-targets chTAB", ["check"]),
    ("dti-targets check --lang=vTAB", ["check", "--lang=vi"]),
    ("dti-targets check --fail-on missed,undTAB", ["check", "--fail-on", "missed,undecided"]),
    ("dti-targets list 13TAB", ["list", "13-nq-tu"]),
    ("dti-targets explain 13-nq-tu/smeTAB", ["explain", "13-nq-tu/sme_platforms"]),
    ("dti-targets check -a Quảng\\ NgTAB", ["check", "-a", "Quảng Ngãi"]),
    ("dti-targets check -a 'Quảng NgTAB", ["check", "-a", "Quảng Ngãi"]),
    ("dti-targets check data/2024TAB", ["check", "data/2024.csv"]),
    ("dti-targets check --targets=targets/arTAB", ["check", "--targets=targets/areas.yaml"]),
    ("dti-targets check -p zzTAB", ["check", "-p", "zz"]),
]


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    """Give the variables of a shell that finds the command of this source."""
    program = tmp_path / "dti-targets"
    python = f'exec env PYTHONPATH="{ROOT / "src"}" "{sys.executable}"'
    program.write_text(f'#!/bin/sh\n{python} -m dti_targets "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return {
        "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path), "LANG": "C.UTF-8",
        "TERM": "dumb", "HISTFILE": "",
    }  # fmt: skip


def installed(shell: str) -> str:
    """Return the path of a shell, or skip the test."""
    path = shutil.which(shell)
    if path is None or sys.platform == "win32":
        pytest.skip(f"{shell} is not installed here")
    return path


@pytest.mark.parametrize(("keys", "words"), LINES, ids=[keys for keys, _ in LINES])
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_tab_in_a_real_shell(
    shell: str, keys: str, words: list[str], variables: dict[str, str]
) -> None:
    installed(shell)

    assert typed_at(shell, keys.replace("TAB", "\t"), variables) == ["dti-targets", *words]


def typed_at(shell: str, keys: str, variables: dict[str, str]) -> list[str]:
    """Type at a shell on a terminal; return the words that the shell then has on its line."""
    import pty  # there is none on Windows

    child, terminal = pty.fork()
    if not child:
        os.chdir(ROOT)
        os.execvpe(START[shell][0], START[shell], variables)  # noqa: S606
    try:
        os.write(terminal, f"{SETUP[shell]}\n".encode())
        read_until(terminal, b"READY-42")
        # At the start of the line: a command that shows its words.
        os.write(terminal, keys.encode() + b"\x01printf '<%s>\\n' \x05 END\n")
        shown = read_until(terminal, b"<END>").replace("\r", "")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    lines = [line for line in shown.split("\n") if line.startswith("<") and line.endswith(">")]
    return [line[1:-1] for line in lines[:-1]]


def read_until(terminal: int, mark: bytes) -> str:
    import select

    seen = b""
    while mark not in seen:
        ready, _, _ = select.select([terminal], [], [], 30)
        assert ready, f"no {mark!r} in {seen!r}"
        seen += os.read(terminal, 65536)
    return seen.decode(errors="replace")


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("dti-targets ch", "check\tJudge the targets against published figures."),
        ("dti-targets check --lang=v", "--lang=vi"),
        ("dti-targets check --fail-on missed,und", "missed,undecided"),
        ("dti-targets check -a 'Quảng Ng", "Quảng Ngãi\t51"),
        ("dti-targets check -a Quảng\\ Ng", "Quảng Ngãi\t51"),
        ("dti-targets check data/2024", "data/2024.csv"),
        ("dti-targets check --targets=targets/ar", "--targets=targets/areas.yaml"),
        ("dti-targets -C dat", "data/"),
        ("dti-targets check -p zz", ""),
    ],
)
def test_a_tab_in_fish(line: str, first: str, variables: dict[str, str]) -> None:
    script = 'dti-targets completion fish | source; complete -C "$argv[1]"'
    done = subprocess.run(
        [word.encode() for word in (installed("fish"), "--no-config", "-c", script, line)],
        cwd=ROOT, env=variables, capture_output=True, check=True, timeout=60,
    )  # fmt: skip

    assert done.stderr == b""
    assert done.stdout.decode().partition("\n")[0].rstrip() == first


def test_what_bash_lists_is_no_code_to_it(variables: dict[str, str], tmp_path: Path) -> None:
    """A name that holds a command is a word for the shell: nothing of an answer is evaluated."""
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "areas.yaml").write_text(
        'areas:\n- {code: "$(touch x)`touch x`", tier: province, name: "A"}\n', encoding="utf-8"
    )
    script = (
        "source <(dti-targets completion bash); COMP_LINE='dti-targets check -a ';"
        " COMP_POINT=${#COMP_LINE} COMP_TYPE=9; _dti_targets dti-targets '' -a 2>/dev/null;"
        " printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run(
        [installed("bash"), "-c", script],
        cwd=tmp_path, env=variables, capture_output=True, check=True, text=True, timeout=60,
    )  # fmt: skip

    assert done.stdout == "\\$\\(touch\\ x\\)\\`touch\\ x\\`\n"
    assert not (tmp_path / "x").exists()


def test_powershell_reads_what_it_is_told(variables: dict[str, str]) -> None:
    program = installed("pwsh")
    script = (
        "dti-targets completion powershell | Out-String | Invoke-Expression;"
        " (TabExpansion2 'dti-targets check --fail-on und' 31).CompletionMatches.CompletionText"
    )
    done = subprocess.run(
        [program, "-NoProfile", "-Command", script],
        cwd=ROOT, env=variables, capture_output=True, check=True, text=True, timeout=120,
    )  # fmt: skip

    assert done.stdout.split() == ["undecided"]


def test_an_option_that_means_something_else_here_has_its_own_words() -> None:
    of_compare = {item.word for item in suggest(["compare", "--fail-on", ""], {}).items}
    of_check = {item.word for item in suggest(["check", "--fail-on", ""], {}).items}

    assert {"regressed", "vanished", "never"} <= of_compare
    assert "missed" not in of_compare
    assert "regressed" not in of_check


def test_both_sides_of_a_comparison_are_files() -> None:
    for words in (["compare", ""], ["compare", "data/2024.csv", ""]):
        assert suggest(words, {}).kind is Kind.FILES
    assert suggest(["compare", "a.csv", "b.csv", ""], {}).items == ()
