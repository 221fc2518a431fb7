"""Bad input, group F: YAML that means something else, too much, or nothing."""

import time
from itertools import pairwise
from pathlib import Path

import pytest

from tests.reliability.corpora import RESOLUTION
from tests.reliability.plan import Plan, changed, named, target, threshold
from tests.runs import Command

ROW = "      province: {at_least: 80}\n"
QUICKLY = 5.0
"""Seconds, ten times what refusing a bomb may take."""


@pytest.fixture
def plan(command: Command, tmp_path: Path) -> Plan:
    return Plan(command, tmp_path)


@pytest.mark.parametrize("word", ["no", "off", "NO", "y", "True", "null"])
def test_case_119_word_that_others_read_as_a_boolean(plan: Plan, word: str) -> None:
    code = {"null": "DT106"}.get(word, "DT107")
    assert plan.faults(named(word)) == [f"{code}:9:11"]
    assert plan.faults(changed(('"51"', word))) == [f"{code}:3:7"]
    assert plan.check(named(f'"{word}"')).status == 0


def test_case_120_boolean_as_a_key(plan: Plan) -> None:
    assert plan.faults(target("yes: 1")) == ["DT104:16:5"]


@pytest.mark.parametrize("number", ["010", "0x1A", "0b11", "0o17", "1_000", "-010", "00.5"])
def test_case_121_number_of_another_base(plan: Plan, number: str) -> None:
    assert plan.faults(threshold(number)) == ["DT106:14:28"]
    assert plan.faults(changed(('"51"', number))) == ["DT107:3:7"]


@pytest.mark.parametrize("number", ["1:30", "12:30:45"])
def test_case_122_sexagesimal_number(plan: Plan, number: str) -> None:
    assert plan.faults(threshold(number)) == ["DT106:14:28"]


@pytest.mark.parametrize("number", ["1e3", "1.0e+3", "08", "07"])
def test_case_123_number_with_an_exponent_or_a_leading_zero(plan: Plan, number: str) -> None:
    assert plan.faults(threshold(number)) == ["DT106:14:28"]


@pytest.mark.parametrize("number", [".inf", "-.inf", ".NaN"])
def test_case_124_infinity_and_no_number(plan: Plan, number: str) -> None:
    assert plan.faults(threshold(number)) == ["DT106:14:28"]


def test_case_125_decimal_comma(plan: Plan) -> None:
    in_block = changed((ROW, "      province:\n        at_least: 87,49\n"))
    assert plan.faults(in_block) == ["DT106:15:19"]
    assert plan.faults(threshold("87,49")) == ["DT106:14:31"]
    assert "with a decimal point" in plan.check(threshold("87,49")).err


def test_case_126_greater_sign_without_quotes(plan: Plan) -> None:
    assert plan.faults(named(">95%")) == ["DT101:9:13"]
    assert "needs quotes" in plan.check(named(">95%")).err
    assert plan.faults(threshold('">95%"')) == ["DT106:14:28"]


def test_case_127_no_value(plan: Plan) -> None:
    assert plan.faults(threshold("~")) == ["DT111:14:7"]
    assert plan.faults(threshold("")) == ["DT111:14:7"]
    assert plan.faults(named("")) == ["DT106:9:10"]


@pytest.mark.parametrize("sign", ["=", "<<"])
def test_case_128_sign_that_others_take_for_a_tag(plan: Plan, sign: str) -> None:
    result = plan.check(named(sign))
    assert result.status == 0
    assert f" {sign} " in result.out  # the text as written, like any other


@pytest.mark.parametrize("line", ["unit: rank", "unit: percent"])
def test_case_129_repeated_key(plan: Plan, line: str) -> None:
    assert plan.faults(target(line)) == ["DT102:16:5"]


def test_case_130_key_repeated_by_a_merge(plan: Plan) -> None:
    merged = "      province:\n        <<: {at_least: 90}\n        at_least: 80\n"
    assert plan.faults(changed((ROW, merged))) == ["DT103:15:9"]


def refused_quickly(plan: Plan, text: str) -> list[str]:
    started = time.perf_counter()
    faults = plan.faults(text)
    assert time.perf_counter() - started < QUICKLY
    return faults


def test_case_131_alias_bomb(plan: Plan) -> None:
    names = "abcdefghijklmn"
    lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"{now}: &{now} [{', '.join([f'*{last}'] * 10)}]"
              for last, now in pairwise(names)]  # fmt: skip
    assert refused_quickly(plan, "\n".join(lines) + "\n") == ["DT103:1:4"]
    assert refused_quickly(plan, "resolution: x\n" + "\n".join(lines)) == ["DT103:2:4"]


def test_case_132_merge_key_bomb(plan: Plan) -> None:
    names = "abcdefghijklmn"
    lines = ["a: &a {lol: 1}"]
    lines += [f"{now}: &{now}\n  <<: [{', '.join([f'*{last}'] * 10)}]"
              for last, now in pairwise(names)]  # fmt: skip
    assert refused_quickly(plan, "\n".join(lines) + "\n") == ["DT103:1:4"]
    assert refused_quickly(plan, "a:\n  <<: [{b: 1}, {b: 2}]\n") == ["DT103:2:3"]


def test_case_133_alias_of_itself(plan: Plan) -> None:
    assert plan.faults(changed(("Kế hoạch", "&a [*a]"))) == ["DT103:2:8"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
@pytest.mark.parametrize("depth", [1_000, 30_000, 1_000_000])
def test_case_134_deep_nesting(plan: Plan, opening: str, depth: int) -> None:
    # The key of a mapping lies deeper than the mapping.
    column = 126 if opening.startswith("{") else 32 * len(opening) + 1
    assert refused_quickly(plan, opening * depth) == [f"DT109:1:{column}"]


def test_case_135_large_text_and_large_file(plan: Plan) -> None:
    text = "a" * 5_000_000
    started = time.perf_counter()
    assert plan.check(changed(("Tỷ lệ", f'"{text}"'))).status == 0
    assert time.perf_counter() - started < 10 * QUICKLY
    with (plan.folder / "targets" / "large.yaml").open("wb") as file:
        file.truncate(2 * 1024**3)  # takes no room
    result = plan.check(RESOLUTION)
    assert result.status == 2
    assert "error[DT004]" in result.err


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [ls]", "!!python/name:os.system",
                                 "!!str x", "! x"])  # fmt: skip
def test_case_136_python_tag(plan: Plan, tag: str) -> None:
    assert plan.faults(changed(("Kế hoạch", tag))) == ["DT103:2:8"]


@pytest.mark.parametrize("tag", ["!!binary aGk=", "!!set {a}", "!!omap [a: b]", "!x y"])
def test_case_137_other_tag(plan: Plan, tag: str) -> None:
    assert plan.faults(changed(("Kế hoạch", tag))) == ["DT103:2:8"]


def test_case_138_second_document(plan: Plan) -> None:
    assert plan.faults(f"{RESOLUTION}---\nresolution: b\n") == ["DT103:16:1"]
    assert plan.faults(f"{RESOLUTION}...\n---\n") == ["DT103:17:1"]
    assert plan.check(f"---\n{RESOLUTION}...\n").status == 0


def test_case_139_tab_as_indentation(plan: Plan) -> None:
    assert plan.faults(changed(("    indicator", "\tindicator"))) == ["DT101:8:1"]
    assert "indented with a tab" in plan.check(changed(("    indicator", "\tindicator"))).err
    assert plan.check(changed(("unit: percent", "unit:\tpercent"))).status == 0


def test_case_140_misspelt_key(plan: Plan) -> None:
    assert plan.faults(changed(("pillar:", "piller:"))) == ["DT104:10:5"]
    assert "did you mean pillar?" in plan.check(changed(("pillar:", "piller:"))).err
    assert plan.faults(target("mileston: 1")) == ["DT104:16:5"]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (changed(("Kế hoạch", "[a]")), ["DT106:2:8"]),
        (changed(("targets:\n", "targets: {}\nx:\n")), ["DT106:6:10", "DT104:7:1"]),
        (changed((f"levels:\n{ROW}", "levels: [province]\n")), ["DT106:13:13"]),
        ("abc\n", ["DT110:1:1"]),
        ("- a\n", ["DT110:1:1"]),
        ("{}\n", ["DT110:1:1"]),
        ("~\n", ["DT110:1:1"]),
    ],
)
def test_case_141_wrong_type(plan: Plan, text: str, faults: list[str]) -> None:
    assert plan.faults(text) == faults


@pytest.mark.parametrize("text", ["", "# comments only\n", "\n \n"])
def test_case_141_empty_file(plan: Plan, text: str) -> None:
    result = plan.check(text)
    assert result.status == 2
    assert "error[DT006]" in result.err


@pytest.mark.parametrize("sign", ["\x07", "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\ufffe"])
def test_case_142_control_character(plan: Plan, sign: str) -> None:
    assert plan.faults(changed(("Kế hoạch", f"Kế{sign} hoạch"))) == ["DT009:2:10"]


def test_case_142_invalid_utf_8(plan: Plan) -> None:
    assert plan.faults(RESOLUTION.encode().replace(b"name: T", b"name: \xff")) == ["DT005:9:11"]


def test_case_142_control_character_spelt_out(plan: Plan) -> None:
    assert plan.faults(changed(("rate\n    name", '"ra\\u200bte"\n    name'))) == ["DT009:8:16"]
    assert plan.faults(named('"a\\u001b[31mb"')) == ["DT009:9:11"]
    shown = plan.check(changed(('quote: "80%', 'quote: "80% \\u001b[31mb')), "-v")
    assert shown.status == 0
    assert r"80% \u001b[31mb" in shown.out


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Tỷ lệ: x", "DT101:9:16"),
        ("@x", "DT101:9:11"),
        ("`x", "DT101:9:11"),
        ("%x", "DT101:9:11"),
        ("*x", "DT103:9:11"),
        ("&x y", "DT103:9:11"),
        ("!x y", "DT103:9:11"),
    ],
)
def test_case_143_sign_that_needs_quotes(plan: Plan, text: str, fault: str) -> None:
    assert plan.faults(named(text)) == [fault]


def test_case_144_windows_path_in_quotes(plan: Plan) -> None:
    assert plan.faults(named('"C:\\data"')) == ["DT101:9:14"]
    assert "use single quotes" in plan.check(named('"C:\\data"')).err
    shown = plan.check(named('"C:\\new"'))
    assert shown.status == 0  # a line end, as YAML says


@pytest.mark.parametrize("suffix", [".yml", ".yaml"])
def test_case_145_json_and_both_suffixes(plan: Plan, suffix: str) -> None:
    written = (
        '{"resolution": "plan", "title": "Kế hoạch", "area": "51",\n'
        ' "documents": {"adopted": {"number": "1/KH-UBND", "date": "2023-09-06"}},\n'
        ' "targets": [{"id": "rate", "indicator": "rate", "name": "Tỷ lệ",\n'
        '  "pillar": "digital_government", "unit": "percent", "due": 2024,\n'
        '  "levels": {"province": {"at_least": 80}},\n'
        '  "source": {"document": "adopted", "quote": "80%"}}]}\n'
    )
    (plan.folder / "targets" / f"json{suffix}").write_text(written, "utf-8")
    (plan.folder / "targets" / "plan.yaml").unlink(missing_ok=True)
    assert plan.command("check", "data.csv").status == 0


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("{null: a}", "DT104:2:9"),
        ("{1: a, vi: b}", "DT104:2:9"),
        ("{[a]: b}", "DT103:2:9"),
        ("{? {a: b} : c}", "DT103:2:11"),
        (f"{{? {'9' * 5000} : b}}", "DT104:2:11"),
    ],
)
def test_case_146_key_that_is_no_text(plan: Plan, title: str, fault: str) -> None:
    assert plan.faults(changed(("Kế hoạch", title))) == [fault]
