"""A project that says, wherever it may, what other programs take for more than text.

Terminals take escapes, GitHub and Azure commands, Markdown links and mentions, XML markup,
spreadsheets formulas. The columns and keys that are compared hold what they must; names, quotes,
sources, notes and the names of the files hold the rest.
"""

import csv
import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EVIL = (
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "nul\x01\x7f\x85 c1 \x9b31m",
    "bidi \u202e\u2066 abc \u2069\u202c zero\u200b\u200d\ufeff width \u2028 \u2029 \U000e0041",
    "]]> <![CDATA[ <script>alert(1)</script> &amp; &lt; <!-- --> <b title='x'>",
    "a|b \\| c \\\\| `code` ``two`` *bold* _it_ ~~gone~~ $math$ [^1] # head",
    "@user @org/team #12 user/repo#12 GH-12 :rocket: :+1: a@b.example",
    ":100: :white_check_mark: :1st_place_medal: :8ball:",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "::error::x",
    "x ::add-mask::secret ::stop-commands::token ::set-output name=a::b ::ERROR file=a::b",
    "##[error]x ###[error]y ####[group]z",
    "##vso[task.setvariable variable=a]b ###vso[task.complete]c",
    "line one\n::error::line two\r\n##[error]line three\rfour\tfive",
    "https://evil.example http://evil.example ftp://evil.example www.evil.example",
    "[a](https://evil.example) ![b](https://evil.example/p.png) [c][d] [1](2) <https://evil.example>",
    "- item",
    "1. item",
    "+ item",
    "=== ",
    "{0} {placeholder} %s %d %(a)s ${{ secrets.TOKEN }} $(id) `id` %0A::error::x",
    unicodedata.normalize("NFD", "Thừa Thiên Huế, Quảng Ngãi"),
    "very long " * 400,
    "\U0001f680 \U0001f469\u200d\U0001f4bb \ue000",
    "'\"`,;\t|",
    "\\",
)
"""What a cell or a text may hold."""

PRINTED = tuple(
    " ".join("".join(sign if sign.isprintable() else " " for sign in text).split()) for text in EVIL
)
"""The same for texts that are compared: names of areas and documents, which hide nothing."""


def nameable(text: str) -> str:
    """Return a name of a file with the letters that names have under this locale."""
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        letters = unicodedata.normalize("NFD", text).encode("ascii", "ignore")
        return letters.decode()
    return text


ODD_NAME = nameable("số liệu #1 100% [a](b) `c` @user ##[error]d.csv")
"""A name that every system takes; POSIX also takes the one below, composed otherwise."""
ODDER_NAME = nameable(unicodedata.normalize("NFD", "Thừa") + " ::error::|<b>\n::warning::x.csv")
_WITH_A_PAST = 3
"""The target of which earlier figures are there, too, and which was defined anew."""

HEADINGS = ("indicator", "area", "level", "period", "value", "source", "quote", "note")


def project(folder: Path) -> list[str]:
    """Write the project; return the arguments of `check`."""
    (folder / "targets").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "targets" / "areas.yaml").write_text(yaml_of({"areas": [*_areas()]}), "utf-8")
    written = {
        "resolution": "hostile",
        "title": _phrase("title ", 5),
        "area": "90",
        "documents": {
            "adopted": {"number": f"1/KH {PRINTED[14]}", "date": "2022-03-01"},
            "draft": {"title": _phrase("", 12), "date": "2021-08-30", "status": "draft"},
        },
        "targets": [*_targets()],
    }
    (folder / "targets" / "[evil] #1 100%.yaml").write_text(yaml_of(written), "utf-8")
    _table(folder / "data" / ODD_NAME, [*_rows()])
    if sys.platform != "win32":
        unused = [[f"unused.{n}", "90", "", "2024", "1", evil, evil, evil]
                  for n, evil in enumerate(EVIL)]  # fmt: skip
        _table(folder / "data" / ODDER_NAME, unused)
    return ["check"]


def faulty(folder: Path) -> list[str]:
    """Write the project with figures that cannot be used; return the arguments of `check`."""
    project(folder)
    rows = []
    for number, evil in enumerate(EVIL):
        rows += [
            [f"t{number}", "90", "province", "2024", f"90% {evil[:80]}", evil, "", ""],
            [f"t{number}", f"x{evil[:80]}", "province", "2024", "90%", evil, "", ""],
            [f"x{evil[:80]}", "90", f"x{evil[:80]}", f"20{evil[:80]}", "90%", evil, "", ""],
        ]
    _table(folder / "bad.csv", rows)
    return ["check", "bad.csv"]


def _areas() -> Iterator[dict[str, Any]]:
    yield {"code": "VN", "tier": "national", "name": "Việt Nam"}
    yield {"code": "90", "tier": "province", "parent": "VN", "name": PRINTED[9]}
    for number, text in enumerate(PRINTED):
        yield {
            "code": f"{901 + number}", "tier": "district", "parent": "90",
            "kind": "huyện" if number % 2 else text, "name": f"{text[:200]} {number}",
        }  # fmt: skip


def _targets() -> Iterator[dict[str, Any]]:
    for number, _ in enumerate(EVIL):
        levels: dict[str, Any] = {"province": {"at_least": 80}}
        target: dict[str, Any] = {
            "id": f"t{number}",
            "indicator": f"t{number}",
            "name": _phrase("", number),
            "pillar": "digital_government",
            "unit": "percent_change" if number % 7 == 4 else "percent",
            "due": "2024" if number % 2 else "2025",
            "levels": levels,
            "note": _phrase("", number + 3),
            "source": {"document": "adopted", "quote": EVIL[number]},
        }
        if number % 5 == 1:
            levels["district"] = {
                "at_least": 80,
                "other_reading": {"more_than": 80, "why": _phrase("", number)},
            }
        if number % 6 == 2:
            target |= {"unit": "yes_no", "levels": {"province": {"state": _phrase("", number)}}}
        if number % 7 == 3:
            target["if_missing"] = {"warn": _phrase("", number)}
        if number == _WITH_A_PAST:
            since = {"from": "2022-01-01", "why": _phrase("", number)}
            target |= {"redefined": [since]}
            levels["province"] = {"at_least": {"2023": 60, "2024": 80}}
        if number % 8 == 4:
            target["withdrawn"] = {"by": "adopted", "why": _phrase("", number)}
            target["source"] = {"document": "draft", "quote": EVIL[number]}
        yield target
        yield target | {"id": f"m{number}", "indicator": f"m{number}", "unit": "percent",
                        "levels": {"province": {"at_least": 80}}, "due": "2024"}  # fmt: skip


def _rows() -> Iterator[list[str]]:
    values = ("70%", "80%", "90,5%", "khoảng 80%", "-1,25%", "-", "")
    for number, evil in enumerate(EVIL):
        if number % 6 == 5:
            continue  # without a figure, like every m
        value = "có" if number % 6 == 2 else values[number % len(values)]
        yield [f"t{number}", "90", "province", "2024", value, evil, EVIL[-number], evil]
        if number % 5 == 1:
            for unit in range(len(EVIL)):
                row = [f"t{number}", f"{901 + unit}", "district", "2024", values[unit % 4]]
                yield [*row, EVIL[unit], evil, ""]
        if number % 9 == 1:
            yield [f"t{number}", "90", "province", "2024", "99%", f"other {evil}", evil, evil]
    for year, value in (("2020", "20%"), ("2021", "trên 30%"), ("2022", "khoảng 45,5%"),
                        ("2022-H1", "40%")):  # fmt: skip
        evil = EVIL[_WITH_A_PAST]
        yield [f"t{_WITH_A_PAST}", "90", "province", year, value, evil, evil, evil]


def _phrase(before: str, number: int) -> dict[str, str]:
    evil = EVIL[number % len(EVIL)]
    return {"vi": f"{before}{evil}", "en": f"{before}{evil}"}


def yaml_of(written: object) -> str:
    """Return YAML: JSON is some. What no reader lets through stands there spelled out."""
    text = json.dumps(written, ensure_ascii=False, indent=1)
    return "".join(sign if sign.isprintable() or sign == "\n" else _escape(sign) for sign in text)


def _escape(sign: str) -> str:
    return f"\\U{ord(sign):08x}" if ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}"


def _table(path: Path, rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADINGS, *rows])
    path.write_text(text.getvalue(), "utf-8", newline="")
