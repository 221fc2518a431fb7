"""Small frozen parts for tests: areas, resolutions, figures from CSV text, whole reports."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dti_targets.checking.expected import expected
from dti_targets.checking.report import assess
from dti_targets.checking.selection import Selection, Source
from dti_targets.diagnostics import Faults
from dti_targets.domain.area import Area, AreasFile, Gazetteer
from dti_targets.domain.figures import Figures
from dti_targets.domain.period import Period
from dti_targets.domain.report import Assessment, Expected, Report
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Value
from dti_targets.reading.columns import Context
from dti_targets.reading.figures import read_figures
from dti_targets.reading.number_text import interpret, scan
from dti_targets.reading.resolutions import asked
from dti_targets.reading.source import Input

COLUMNS = "indicator;area;level;period;value;source;note;edition"
DISTRICTS_END = "2025-06-30"


def area(code: str, tier: str, name: str, **rest: object) -> Area:
    """Make an area; `first` is its first day."""
    if "first" in rest:
        rest["from"] = rest.pop("first")
    return Area.model_validate({"code": code, "tier": tier, "name": name, **rest})


AREAS = AreasFile.model_validate(
    {
        "levels": {"district": {"until": DISTRICTS_END, "why": "abolished"}},
        "areas": [
            {"code": "VN", "tier": "national", "name": "Việt Nam"},
            {
                "code": "51", "tier": "province", "name": "Quảng Ngãi", "parent": "VN",
                "kind": "tỉnh", "until": DISTRICTS_END,
            },
            {
                "code": "51", "tier": "province", "name": "Quảng Ngãi", "parent": "VN",
                "kind": "tỉnh", "from": "2025-07-01", "absorbed": ["62"],
            },
            {
                "code": "62", "tier": "province", "name": "Kon Tum", "parent": "VN",
                "until": DISTRICTS_END,
            },
            {
                "code": "38", "tier": "province", "name": "Thanh Hóa", "parent": "VN",
                "names": ["Thanh Hoá"],
            },
            {
                "code": "530", "tier": "district", "name": "Sơn Tây", "parent": "51",
                "kind": "huyện", "until": DISTRICTS_END,
            },
            {
                "code": "535", "tier": "district", "name": "Ba Tơ", "parent": "51",
                "kind": "huyện", "until": DISTRICTS_END,
            },
            {
                "code": "21337", "tier": "commune", "name": "Sơn Tân", "parent": "530",
                "until": DISTRICTS_END,
            },
            {
                "code": "21484", "tier": "commune", "name": "Ba Tơ", "parent": "51",
                "kind": "xã", "from": "2025-07-01",
            },
        ],
    }
)  # fmt: skip
GAZETTEER = Gazetteer.of([AREAS])


def plain(written: object) -> object:
    """Return what a file gives, with its numbers as the reader of YAML hands them on."""
    if isinstance(written, Mapping):
        return {key: plain(value) for key, value in written.items()}
    if isinstance(written, list):
        return [plain(item) for item in written]
    if isinstance(written, int | float) and not isinstance(written, bool):
        return Decimal(str(written))
    return written


def target(name: str = "rate", **changes: object) -> dict[str, Any]:
    """Write a target: 80 % at least for the province by the end of 2025, unless changed.

    A change to None leaves the key out.
    """
    written: dict[str, Any] = {
        "id": name,
        "indicator": name,
        "name": name,
        "pillar": "digital_government",
        "unit": "percent",
        "due": "2025",
        "levels": {"province": {"at_least": 80}},
        "source": {"document": "adopted", "quote": "80%"},
    }
    written.update(changes)
    return {key: value for key, value in written.items() if value is not None}


ADOPTED = {"number": "1/KH-UBND", "date": "2023-09-06"}
DRAFT = {"title": "Dự thảo", "date": "2021-08-30", "status": "draft"}
STATEMENT = {"title": "Bài báo", "date": "2024-10-08", "status": "statement"}


def resolution(*targets: dict[str, Any], **changes: object) -> Resolution:
    """Make a resolution of Quảng Ngãi, adopted on 2023-09-06, unless changed."""
    written: dict[str, Any] = {
        "resolution": "plan",
        "title": "Plan",
        "area": "51",
        "documents": {"adopted": ADOPTED, "draft": DRAFT, "statement": STATEMENT},
        "targets": list(targets) or [target()],
    }
    return Resolution.model_validate(plain(written | changes))


def expect(
    written: dict[str, Any] | None = None, period: str = "2025", **changes: object
) -> Expected:
    """Return the first threshold of a resolution with one target, as it stands for a period."""
    made = resolution(written or target(), **changes)
    return next(expected(made, Period.parse(period)))


def value(text: str, unit: Unit = Unit.PERCENT) -> Value:
    """Return what a published text stands for."""
    found = interpret(scan(text), unit, None)
    assert isinstance(found, Value), found
    return found


def number(text: object) -> Fraction:
    """Return an exact number."""
    return Fraction(str(text))


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)


def read(
    files: Mapping[str, str] | str, *resolutions: Resolution, gazetteer: Gazetteer = GAZETTEER,
    columns: str = COLUMNS,
) -> Figures:  # fmt: skip
    """Read rows of `columns` (shorter rows are filled up), from one file or from several."""
    faults = Faults()
    named = {"data/figures.csv": files} if isinstance(files, str) else files
    inputs = []
    for name, rows in named.items():
        lines = [row.strip() for row in rows.splitlines() if row.strip()]
        full = [row + ";" * (columns.count(";") - row.count(";")) for row in lines]
        content = "\n".join([columns, *full]).encode()
        inputs.append(Input(name, io.BytesIO(content), len(content), "utf-8"))
    figures = read_figures(inputs, Context(gazetteer, asked(resolutions), delimiter=";"), faults)
    assert not faults.errors, [(fault.code.id, dict(fault.params)) for fault in faults]
    return figures


@dataclass(frozen=True, slots=True)
class Check:
    """A check to be run: what is published, by which resolutions, and what is named."""

    files: Mapping[str, str] | str
    resolutions: tuple[Resolution, ...]
    period: str = "2025"
    selection: Selection = field(default_factory=Selection)
    gazetteer: Gazetteer = GAZETTEER

    def report(self) -> Report:
        """Judge."""
        return assess(
            [Source(item, f"targets/{item.id}.yaml") for item in self.resolutions],
            read(self.files, *self.resolutions, gazetteer=self.gazetteer),
            self.gazetteer, Period.parse(self.period), self.selection,
        )  # fmt: skip


def check(
    files: Mapping[str, str] | str,
    *resolutions: Resolution,
    period: str = "2025",
    gazetteer: Gazetteer = GAZETTEER,
    **named: tuple[str, ...],
) -> Report:
    """Judge figures by resolutions; `named` are parts of the selection."""
    levels = tuple(Level(level) for level in named.pop("levels", ()))
    selection = Selection(levels=levels, **named)
    return Check(files, resolutions or (resolution(),), period, selection, gazetteer).report()


def answer(
    files: Mapping[str, str] | str, written: dict[str, Any] | None = None, period: str = "2025",
    **changes: object,
) -> Assessment:  # fmt: skip
    """Return the assessment of the only threshold of a resolution with one target."""
    made = resolution(written or target(), **changes)
    report = check(files, made, period=period, resolutions=("plan",))
    own = report.resolutions[0].lines[0].own
    assert own is not None
    return own


def keys(assessment: Assessment) -> list[str]:
    """Return the keys of the remarks."""
    return [remark.key.removeprefix("remark.") for remark in assessment.remarks]
