"""What holds for every format: its golden pages, what it never lets out, the commands in it."""

import csv
import re
import unicodedata
from collections.abc import Iterator

import pytest

from dti_targets.domain.settings import FORMATS as NAMES
from dti_targets.reporting.formats import FORMATS, PICTURES, TABLE, of_path
from tests import hostile
from tests.reporting.conftest import Case, Make
from tests.runs import Command, SameAsGolden

SUFFIXES = {
    "table": "txt", "json": "json", "jsonl": "jsonl", "csv": "csv", "markdown": "md",
    "junit": "xml", "sarif": "sarif", "github": "github", "gitlab": "gitlab", "rdjson": "rdjson",
}  # fmt: skip
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Cn"}
_COMMANDS = {
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group",
    "internal-set-repo-path", "notice", "remove-matcher", "save-state", "set-env", "set-output",
    "stop-commands", "warning",
}  # fmt: skip


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield the commands that GitHub and Azure find in a log, with all that follows their name."""
    for line in re.split(r"\r\n|\r|\n", text):
        start = line.strip()
        if start.startswith("::") and "::" in start[2:]:
            name = start[2:].partition("::")[0].partition(" ")[0]
            if name.lower() in _COMMANDS:
                yield name, start[2 + len(name) :]
        if found := re.search(r"##\w*\[", line):
            yield found[0], line[found.end() :]


def test_a_parser_of_commands_finds_them() -> None:
    log = "a\n \t::error file=a::x\n::ERROR::y\nx ##[group]z\rb ##vso[task]c\n::x::y\n a ::error::z"

    assert [name for name, _ in commands(log)] == ["error", "ERROR", "##[", "##vso["]


def test_the_list_is_that_of_the_option() -> None:
    assert tuple(FORMATS) == NAMES
    assert list(SUFFIXES) == list(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name != TABLE])
def test_a_format_has_a_writer(name: str) -> None:
    assert FORMATS[name].writer().__name__ == f"to_{name}"


def test_a_suffix_means_a_format() -> None:
    found = {name: item.suffix for name, item in FORMATS.items() if item.suffix}

    for name, suffix in found.items():
        assert of_path(f"a.b/x{suffix}") is FORMATS[name]
    assert of_path("x.svg") is None
    assert of_path("x.svg", FORMATS | PICTURES) is PICTURES["svg"]
    assert of_path("REPORT.JSON") is FORMATS["json"]
    assert of_path("report.jsonl") is FORMATS["jsonl"]
    assert of_path("report") is None
    assert of_path("json") is None


@pytest.mark.parametrize("name", NAMES)
def test_golden(make: Make, same_as_golden: SameAsGolden, name: str) -> None:
    result = make("sample").run(name, "-l", "en")

    assert result.status == 1
    same_as_golden(f"report.{SUFFIXES[name]}", result.out)


@pytest.mark.parametrize("name", NAMES)
def test_golden_where_nothing_was_judged(
    make: Make, same_as_golden: SameAsGolden, name: str
) -> None:
    result = make("unreadable").run(name, "-l", "en")

    assert result.status == 2
    same_as_golden(f"report-not-judged.{SUFFIXES[name]}", result.out)


@pytest.mark.parametrize("name", ["markdown", "junit", "sarif", "csv"])
def test_golden_in_vietnamese(make: Make, same_as_golden: SameAsGolden, name: str) -> None:
    same_as_golden(f"report.vi.{SUFFIXES[name]}", make("sample").out(name, "-l", "vi"))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_hidden_gets_out(case: Case, name: str) -> None:
    result = case.run(name, "-v", "--sub-areas", "all")

    signs = set(result.out + result.err) - {"\n"}
    assert [f"U+{ord(s):04X}" for s in signs if unicodedata.category(s) in _HIDDEN] == []


@pytest.mark.parametrize("width", ["60", "100", "200"])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_no_table_holds_a_command(case: Case, width: str, lang: str) -> None:
    result = case.run("table", "-v", "--sub-areas", "all", "--width", width, "-l", lang)

    assert [*commands(result.out)] == []
    assert [*commands(result.err)] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {TABLE, "github"}])
def test_no_format_but_github_holds_a_command(case: Case, name: str) -> None:
    result = case.run(name, "-v")

    assert [*commands(result.out)] == []
    assert [*commands(result.err)] == []


@pytest.mark.parametrize("width", ["60", "100"])
@pytest.mark.parametrize("evil", hostile.EVIL)
def test_no_line_that_a_diagnostic_quotes_holds_a_command(
    make: Make, evil: str, width: str
) -> None:
    sample = make("sample")
    for before, after in (("x", ""), ("", "x"), ("dài " * 40, " dài" * 40)):
        with (sample.folder / "bad.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(hostile.HEADINGS)
            row = ["records_rate", "90", "province", "2024"]
            writer.writerow([*row, f"{before}{evil}{after}", evil, "", ""])
            writer.writerow([*row, "no number", evil, evil, evil])
            writer.writerow([evil, evil, evil, evil, "90%", "", "", ""])

        err = sample.command("check", "bad.csv", "--width", width).err

        assert "error[" in err
        assert [*commands(err)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_each_time(make: Make, name: str) -> None:
    case = make("hostile")

    assert case.run(name) == case.run(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_no_unicode_is_no_end(make: Make, name: str) -> None:
    sample = make("sample")
    odd = sample.folder / "data" / "so lieu \udcff.csv"
    try:
        (sample.folder / "data" / "2024.csv").rename(odd)
    except (OSError, UnicodeError):
        pytest.skip("the system has no such names")

    result = sample.run(name, "-v")
    faulty = sample.command("check", "bad.csv", str(odd.relative_to(sample.folder)), "-f", name)

    assert (result.status, faulty.status) == (1, 2)
    assert "\udcff" not in result.out + result.err + faulty.out + faulty.err


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {TABLE, "markdown"}])
def test_a_machine_reads_english_unless_the_command_line_says_otherwise(
    make: Make, name: str
) -> None:
    sample = make("sample")
    english = sample.out(name, "-l", "en")
    vietnamese = sample.out(name, "-l", "vi")
    sample.command.monkeypatch.setenv("LANG", "vi_VN.UTF-8")

    assert english != vietnamese
    assert sample.out(name) == english
    sample.command.monkeypatch.setenv("DTI_TARGETS_LANG", "vi")
    assert sample.out(name) == english
    (sample.folder / "dti-targets.toml").write_text('lang = "vi"\n', "utf-8")
    assert sample.out(name) == english
    assert sample.out(name, "--lang=vi") == vietnamese


@pytest.mark.parametrize("name", [TABLE, "markdown"])
def test_a_person_reads_the_language_of_the_run(make: Make, name: str) -> None:
    sample = make("sample")
    vietnamese = sample.out(name, "-l", "vi")
    sample.command.monkeypatch.setenv("DTI_TARGETS_LANG", "vi")

    assert sample.out(name) == vietnamese


@pytest.mark.parametrize("name", NAMES)
def test_one_line_of_counts_where_no_table_goes_to_the_screen(
    make: Make, command: Command, name: str
) -> None:
    sample = make("sample")
    counts = (
        "1-NQ/TU: 2 met, 3 missed, 1 not yet due, 4 undecided, 2 no figure, 2 not applicable of 14."
        " Exit 1: 3 missed, 1 without a figure (--fail-on missed,missing).\n"
    )

    result = sample.run(name, "-l", "en")
    silent = sample.run(name, "-qq")

    assert result.err.endswith(counts) is (name != TABLE)
    assert silent.err == ""
    assert command("check", "-f", name, "-o", "report", "-l", "en").err.endswith(counts)
