"""Whole pages of the sample project, as reviewers approved them.

The sample holds what is hard to show: all six verdicts, several levels and units below, bounds,
ranks, states, two dues, sources that differ, wide letters, markup, escapes, hidden characters.
To accept a change: pytest --update-golden, then read the diff.
"""

import pytest

from tests.runs import ROOT, Command, SameAsGolden

WIDTHS = {"form-a-plus": 180, "form-a": 150, "form-b": 130, "form-c": 110, "form-d": 90,
          "form-e": 60}  # fmt: skip
LANGUAGES = ("en", "vi")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", WIDTHS)
def test_report_in_every_form(
    command: Command, same_as_golden: SameAsGolden, form: str, lang: str
) -> None:
    result = command("check", "--width", str(WIDTHS[form]), "--lang", lang)

    assert result.status == 1
    same_as_golden(f"check.{form}.{lang}.txt", result.out)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("quiet.vi", ["check", "-q", "-l", "vi"]),
        ("quiet.en", ["check", "-q", "-l", "en"]),
        ("verbose.vi", ["check", "-v", "-l", "vi", "-p", "2024"]),
        ("verbose.en", ["check", "-v", "-l", "en", "--fail-on", "never"]),
        ("colour.en", ["check", "--color", "always", "-l", "en"]),
        ("only.en", ["check", "--only", "missed,undecided", "-l", "en", "--sub-areas", "none"]),
        ("sub-areas.vi", ["check", "--sub-areas", "all", "--target", "records", "-l", "vi"]),
        ("unit.en", ["check", "-a", "Bắc", "-l", "en"]),
        ("past.en", ["check", "-p", "2022", "-l", "en"]),
        ("explain.en", ["explain", "records", "-l", "en"]),
        ("explain.vi", ["explain", "records", "-l", "vi", "--width", "80"]),
        ("explain-not-in-force.vi", ["explain", "moi/smes", "-l", "vi"]),
        ("explain-withdrawn.en", ["explain", "level4", "-l", "en"]),
        ("explain-hostile.en", ["explain", "wide", "-l", "en", "--width", "60"]),
        ("explain-quota.vi", ["explain", "teams", "-l", "vi"]),
        ("explain-rank.en", ["explain", "rank", "-l", "en"]),
        ("explain-code.en", ["explain", "DT211", "-l", "en"]),
        ("explain-code.vi", ["explain", "dt211", "-l", "vi", "--width", "60"]),
        ("list.en", ["list", "-l", "en"]),
        ("list-one.vi", ["list", "mau", "-l", "vi", "--width", "80"]),
        ("list-one.en", ["list", "mau", "-l", "en", "--width", "60"]),
        ("help.en", ["-h", "-l", "en"]),
        ("help.vi", ["--help", "--lang=vi"]),
        ("help-check.en", ["check", "-h", "-len"]),
        ("help-check.vi", ["-l", "vi", "check", "-h"]),
        ("help-explain.en", ["explain", "-h", "--width", "60"]),
        ("help-schema.en", ["schema", "-h", "-l", "en"]),
        ("help-schema.vi", ["schema", "-h", "-l", "vi"]),
        ("help-form.en", ["form", "-h", "-l", "en"]),
        ("help-form.vi", ["form", "-h", "-l", "vi"]),
        ("help-collect.en", ["collect", "-h", "-l", "en"]),
        ("help-collect.vi", ["collect", "-h", "-l", "vi"]),
    ],
)
def test_page(command: Command, same_as_golden: SameAsGolden, name: str, words: list[str]) -> None:
    same_as_golden(f"{name}.txt", command(*words).out)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ascii.vi", ["check", "-l", "vi"]),
        ("ascii.en", ["check", "-l", "en", "--width", "60"]),
        ("ascii-explain.vi", ["explain", "records", "-l", "vi"]),
        ("ascii-help.vi", ["check", "-h", "-l", "vi"]),
    ],
)
def test_page_where_the_encoding_has_no_vietnamese(
    command: Command, same_as_golden: SameAsGolden, name: str, words: list[str]
) -> None:
    command.encoding = "ascii"

    same_as_golden(f"{name}.txt", command(*words).out)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_diagnostics(command: Command, same_as_golden: SameAsGolden, lang: str) -> None:
    result = command("check", "bad.csv", "-l", lang, "--width", "80")

    assert (result.status, result.out) == (2, "")
    same_as_golden(f"diagnostics.{lang}.txt", result.err)


def test_diagnostics_where_the_encoding_has_no_vietnamese(
    command: Command, same_as_golden: SameAsGolden
) -> None:
    command.encoding = "ascii"

    same_as_golden("diagnostics.ascii.txt", command("check", "bad.csv", "-l", "vi").err)


def test_warnings_beside_a_report(command: Command, same_as_golden: SameAsGolden) -> None:
    same_as_golden("warnings.vi.txt", command("check", "-l", "vi").err)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", ["120", "pipe"])
def test_real_figures_of_2024(
    command: Command, same_as_golden: SameAsGolden, lang: str, width: str
) -> None:
    command.monkeypatch.chdir(ROOT)
    chosen = ["--width", width] if width.isdigit() else []

    result = command("check", "data/2024.csv", "-r", "13-nq-tu", "-l", lang, *chosen)

    same_as_golden(f"quang-ngai-2024.{width}.{lang}.txt", result.out)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_real_target_whole(command: Command, same_as_golden: SameAsGolden, lang: str) -> None:
    command.monkeypatch.chdir(ROOT)

    result = command("explain", "work_records_online", "data/2024.csv", "-l", lang)

    assert result.status == 0
    same_as_golden(f"quang-ngai-2024.explain.{lang}.txt", result.out)
