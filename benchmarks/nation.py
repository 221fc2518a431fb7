"""A generated nation: a year of monthly figures of every commune, and the targets for them.

The names of areas and the numbers are made up by a fixed rule and exist only while a benchmark
runs; nothing of this is a published figure.
"""

import csv
import random
from pathlib import Path

PROVINCES = 34
COMMUNES = 3_321
INDICATORS = 30
MONTHS = 12


def write_nation(folder: Path, rows: int) -> Path:
    """Write a project with about `rows` figures; return the figures file.

    The file has one row for each commune, indicator and month until `rows` are written; for more
    rows than a nation has, the communes are multiplied.
    """
    communes = max(1, -(-rows // (INDICATORS * MONTHS)))
    targets = folder / "targets"
    targets.mkdir(parents=True, exist_ok=True)
    _write_areas(targets / "areas.yaml", communes)
    _write_resolution(targets / "nation.yaml")
    data = folder / f"figures-{rows}.csv"
    _write_figures(data, communes, rows)
    return data


def _write_areas(path: Path, communes: int) -> None:
    lines = ["areas:", '  - {code: "VN", tier: national, name: Nation}']
    lines += [
        f'  - {{code: "{p:02}", tier: province, parent: "VN", name: Province {p}}}'
        for p in range(1, PROVINCES + 1)
    ]
    lines += [
        f'  - {{code: "{c:05}", tier: commune, name: Commune {c}, '
        f'parent: "{c % PROVINCES + 1:02}"}}'
        for c in range(1, communes + 1)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_resolution(path: Path) -> None:
    lines = [
        "resolution: nation",
        "title: {vi: Thử tốc độ, en: Speed}",
        'area: "VN"',
        "documents:",
        "  adopted: {number: 1/QĐ-TTg, date: 2020-01-01}",
        "targets:",
    ]
    for n in range(INDICATORS):
        lines += [
            f"  - id: target_{n:02}",
            f"    indicator: indicator_{n:02}_rate",
            f"    name: {{vi: Chỉ tiêu {n}, en: Target {n}}}",
            "    pillar: digital_government",
            "    unit: percent",
            "    due: 2025",
            f"    levels: {{commune: {{at_least: {50 + n}}}}}",
            "    source: {document: adopted, quote: generated}",
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_figures(path: Path, communes: int, rows: int) -> None:
    chance = random.Random(2025)
    left = rows
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["indicator", "area", "level", "period", "value", "source", "note"])
        for commune in range(1, communes + 1):
            for indicator in range(INDICATORS):
                for month in range(1, MONTHS + 1):
                    if not left:
                        return
                    left -= 1
                    value = f"{chance.randrange(10_000) / 100:.2f}%".replace(".", ",")
                    writer.writerow(
                        [
                            f"indicator_{indicator:02}_rate",
                            f"{commune:05}",
                            "commune",
                            f"2025-{month:02}",
                            value,
                            f"report of month {month}",
                            "",
                        ]
                    )
