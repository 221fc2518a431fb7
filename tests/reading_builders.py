"""Small parts for tests of the reading room: inputs from text, tables in memory, faults as text."""

import io
from pathlib import Path

from dti_targets.diagnostics import Faults
from dti_targets.domain.area import AreasFile, Gazetteer
from dti_targets.domain.figures import Figures
from dti_targets.domain.period import Period
from dti_targets.domain.unit import Level, Unit
from dti_targets.reading.columns import Context
from dti_targets.reading.figures import read_figures
from dti_targets.reading.number_text import Decimals
from dti_targets.reading.places import located
from dti_targets.reading.source import Desk, Input

HEADER = "indicator,area,level,period,value"
AREAS = Gazetteer.of(
    [
        AreasFile.model_validate(
            {
                "areas": [
                    {"code": "VN", "tier": "national", "name": "Việt Nam"},
                    {
                        "code": "51", "tier": "province", "name": "Quảng Ngãi", "kind": "tỉnh",
                        "until": "2025-06-30",
                    },
                    {"code": "51", "tier": "province", "name": "Quảng Ngãi", "from": "2025-07-01"},
                    {
                        "code": "535", "tier": "district", "name": "Ba Tơ", "parent": "51",
                        "until": "2025-06-30",
                    },
                    {"code": "1", "tier": "commune", "name": "Hòa Bình", "parent": "51"},
                    {"code": "2", "tier": "commune", "name": "Hòa Bình", "parent": "51"},
                ]
            }
        )
    ]
)  # fmt: skip
ASKED = {
    ("rate", Level.PROVINCE): Unit.PERCENT,
    ("rate", Level.DISTRICT): Unit.PERCENT,
    ("rank", Level.PROVINCE): Unit.RANK,
    ("count", Level.PROVINCE): Unit.COUNT,
    ("growth", Level.PROVINCE): Unit.PERCENT_CHANGE,
    ("state", Level.PROVINCE): Unit.YES_NO,
}


def context(
    area: str | None = None, period: str | None = None, decimal: Decimals | None = None,
    delimiter: str | None = None,
) -> Context:  # fmt: skip
    """Make what the command line leaves to the files."""
    when = Period.parse(period) if period else None
    return Context(AREAS, ASKED, area, when, decimal, delimiter)


def memory(text: str | bytes, name: str = "f.csv", encoding: str = "utf-8") -> Input:
    """Make an input of a text."""
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return Input(name, io.BytesIO(data), len(data), encoding)


def read(
    folder: Path, *texts: str | bytes, asking: Context | None = None, encoding: str | None = None
) -> tuple[Figures, Faults]:
    """Write texts as files f1.csv, f2.csv ..., read them, and return figures and placed faults."""
    faults = Faults()
    desk = Desk(folder, 10**9)
    inputs = []
    for number, text in enumerate(texts, 1):
        path = folder / f"f{number}.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        opened = desk.open(path, faults, encoding)
        if opened:
            inputs.append(opened)
    figures = read_figures(inputs, asking or context(), faults)
    return figures, located(faults, desk)


def shown(faults: Faults) -> list[str]:
    """Return each fault as `CODE:line:column`, in the order of their places."""
    return [f"{f.code.id}:{f.at.line}:{f.at.column}" for f in faults]


def values(figures: Figures) -> list[str]:
    """Return the texts of all figures."""
    return [figure.text for figure in figures]


HEAD = """\
resolution: plan
title: Kế hoạch
area: "51"
documents:
  adopted: {number: 1/KH-UBND, date: 2023-09-06}
targets:
"""
TARGET = """\
  - id: rate
    indicator: rate
    name: Tỷ lệ
    pillar: digital_government
    unit: percent
    due: 2025
    levels:
      province: {at_least: 80}
    source: {document: adopted, quote: "80%"}
"""
RESOLUTION = HEAD + TARGET
