"""Half a megabyte of one thing: refused or read in a time that grows with the size, no faster."""

import gc
import time
from pathlib import Path

import pytest

from tests.reliability.corpora import FIGURES, RESOLUTION
from tests.reliability.plan import Plan
from tests.runs import Command

SIZE = 500_000
LIMIT = 10.0
"""Seconds of the processor: forty times what ten megabytes in five seconds leave for it."""
HEAD = "indicator,area,level,period,value,source\n"
TARGET = RESOLUTION[RESOLUTION.index("  - id") :]


def much(text: str, head: str = "") -> str:
    return head + text * (SIZE // len(text))


TABLES = {
    "quotes": much('"'),
    "delimiters": much(",;\t|"),
    "line ends": much("\n"),
    "NUL": much("\0"),
    "one word": much("a"),
    "headings": ",".join(f"c{number}" for number in range(70_000)) + "\n1\n",
    "open quote": much("a,b\n", HEAD + '"'),
    "open quotes": much('"a\n', HEAD),
    "empty cells": much(",", HEAD),
    "old line ends": much("\r", HEAD),
    "short rows": much("a\n", HEAD),
    "rows full of faults": much("x y,99,zz,20x4,abc,s\n", HEAD),
    "hidden characters": much("ra\u200bte,51,province,2024,90%,\n", HEAD),
    "one figure again and again": much("rate,51,province,2024,90%,s\n", HEAD),
    "sources that differ": HEAD + "".join(f"rate,51,province,2024,{number % 100}%,s{number}\n"
                                          for number in range(18_000)),
    "ids that are near": HEAD + "".join(f"rat{number},51,province,2024,90%,s\n"
                                        for number in range(18_000)),
    "a long number": much("9", HEAD + "rate,51,province,2024,"),
    "cells of many lines": much('rate,51,province,2024,90%,"a\nb"\n', HEAD),
}  # fmt: skip
RESOLUTIONS = {
    "a list": much("1,", "a: [") + "]",
    "keys": "".join(f"k{number}: v\n" for number in range(50_000)),
    "one key again and again": much("a: b\n"),
    "unknown keys": RESOLUTION + "".join(f"    k{number}: v\n" for number in range(35_000)),
    "one target again and again": RESOLUTION + much(TARGET),
    "targets": RESOLUTION + "".join(TARGET.replace("rate", f"r{number}") for number in range(1800)),
    "documents": much("---\n"),
    "colons": much(":"),
    "an open quote": much("a\n", '"'),
    "escapes": much("\\n", 'a: "'),
    "a long key": much("k", "? "),
    "a tag": much("x", "a: !"),
    "comments": much("#\n"),
}  # fmt: skip


@pytest.fixture
def plan(command: Command, tmp_path: Path) -> Plan:
    return Plan(command, tmp_path)


@pytest.mark.parametrize("name", TABLES)
def test_table_is_read_in_time(plan: Plan, name: str) -> None:
    (plan.folder / "data.csv").write_bytes(TABLES[name].encode())
    assert_in_time(plan, RESOLUTION)


@pytest.mark.parametrize("name", RESOLUTIONS)
def test_resolution_is_read_in_time(plan: Plan, name: str) -> None:
    (plan.folder / "data.csv").write_text(FIGURES)
    assert_in_time(plan, RESOLUTIONS[name])


def assert_in_time(plan: Plan, resolution: str) -> None:
    started = time.process_time()
    result = plan.check(resolution)
    gc.enable()  # the command, which runs once and ends, switches it off
    assert time.process_time() - started < LIMIT
    assert len(result.out + result.err) < 400_000
