"""A project of an office, and its forms: filled in as people do it, in a table or a workbook."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

PERIOD = "2024"
_AREAS = """\
areas:
  - {code: VN, tier: national, name: Việt Nam}
  - {code: "51", tier: province, name: Quảng Ngãi, parent: VN, kind: tỉnh, units: {district: 2}}
  - {code: "530", tier: district, name: Sơn Tây, parent: "51", kind: huyện}
  - {code: "535", tier: district, name: Ba Tơ, parent: "51", kind: huyện}
"""
_TARGETS = """\
resolution: nho
title: {vi: Văn bản nhỏ, en: A small one}
area: "51"
documents:
  adopted: {number: 1-NQ/TU, date: 2023-09-06}
targets:
"""
_TARGET = """\
  - id: {name}
    indicator: {name}
    name: {{vi: "Chỉ tiêu {name}", en: "Target {name}"}}
    pillar: digital_government
    unit: {unit}
    due: 2025
    levels:
      {level}: {{{threshold}}}
    source: {{document: adopted, quote: "câu văn {name}"}}
"""
TARGETS = {
    "rate": ("percent", "at_least: 80"),
    "rank": ("rank", "rank_at_most: 10"),
    "amount": ("count", "at_least: 1526"),
    "state": ("yes_no", "state: {vi: phổ cập, en: universal}"),
    "growth": ("percent_change", "more_than: 7"),
    "units": ("percent", "at_least: 70, each: district"),
}
"""Name -> unit and threshold. The last is asked of the province and of each of its districts."""


def level_of(name: str) -> str:
    """Return the level at which a target stands."""
    return "district" if name == "units" else "province"


COORDINATES = [("51", name) for name in TARGETS] + [("530", "units"), ("535", "units")]

Answers = Mapping[tuple[str, str], Sequence[str]]
"""(area, indicator) -> value, source, quote, note."""


def project(folder: Path) -> Path:
    """Write a project without figures."""
    (folder / "targets").mkdir(parents=True)
    (folder / "targets" / "areas.yaml").write_text(_AREAS, "utf-8")
    made = [
        _TARGET.format(name=name, unit=unit, threshold=threshold, level=level_of(name))
        for name, (unit, threshold) in TARGETS.items()
    ]
    (folder / "targets" / "nho.yaml").write_text(_TARGETS + "".join(made), "utf-8")
    return folder


def fill_in(form: Path, answers: Answers) -> None:
    """Write answers into the cells of a form, and nothing else."""
    if form.suffix == ".csv":
        _fill_in_table(form, answers)
        return
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        given = answers.get((str(row[4].value), str(row[1].value)), ())
        for cell, text in zip(row[12:16], given, strict=False):
            cell.value = text or None
            cell.data_type = "s" if text else "n"
    book.save(form)


def _fill_in_table(form: Path, answers: Answers) -> None:
    text = form.read_bytes().decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    for row in rows:
        given = answers.get((row[4], row[1]), ())
        row[12 : 12 + len(given)] = given
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([heading, *rows])
    form.write_bytes(f"\ufeff{out.getvalue()}".encode())


def typed(answers: Answers) -> str:
    """Return the same rows as somebody types them into a figures file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["indicator", "area", "level", "period", "value", "source", "quote", "note"])
    for (area, indicator), given in answers.items():
        writer.writerow([indicator, area, level_of(indicator), PERIOD, *given])
    return out.getvalue()
