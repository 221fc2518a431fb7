"""Findings: each thing once, by a name that is its own."""

import json

from junitparser import JUnitXml

from tests.reporting.conftest import Make

HEADINGS = "indicator,area,level,period,value,source"


def test_the_same_unused_figure_twice_has_two_names(make: Make) -> None:
    sample = make("sample")
    rows = [f"same,90,province,2024,{n},Báo {n}" for n in range(3)]
    (sample.folder / "data" / "2025.csv").write_text("\n".join([HEADINGS, *rows]), "utf-8")
    (sample.folder / "data" / "2026.csv").write_text("\n".join([HEADINGS, *rows]), "utf-8")

    suites = JUnitXml.fromstring(sample.out("junit").encode())

    names = [case.name for suite in suites for case in suite if suite.name == "unused"]
    first = "same province 90 2024"
    assert names[:1] == ["unused_count province 90 2024"]
    assert names[1:] == [first, *(f"{first} ({n})" for n in range(2, 7))]
    prints = [item["fingerprint"] for item in json.loads(sample.out("gitlab"))]
    assert len(set(prints)) == len(prints)


def test_the_same_fault_twice_has_two_names(make: Make) -> None:
    sample = make("sample")
    rows = ["records_rate,99,province,2024,1%,A"] * 2
    (sample.folder / "bad.csv").write_text("\n".join([HEADINGS, *rows]), "utf-8")

    text = sample.command("check", "bad.csv", "-f", "junit").out

    suites = JUnitXml.fromstring(text.encode())
    names = [case.name for suite in suites for case in suite if not case.is_passed]
    assert names == [
        "DT220 bad.csv: there is no area 99",
        "DT220 bad.csv: there is no area 99 (2)",
    ]
