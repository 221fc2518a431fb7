"""A small project in a folder, the command run over it, and what it answered."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from tests.runs import Command, Result

HEADINGS = ("indicator", "area", "level", "period", "value", "source")

AREAS = {
    "levels": {"district": {"until": "2025-06-30", "why": "abolished"}},
    "areas": [
        {"code": "51", "tier": "province", "name": "Quảng Ngãi", "until": "2025-06-30"},
        {"code": "51", "tier": "province", "name": "Quảng Ngãi", "from": "2025-07-01"},
        {"code": "01", "tier": "province", "name": "Hà Nội"},
        {
            "code": "535", "tier": "district", "name": "Ba Tơ", "parent": "51",
            "until": "2025-06-30",
        },
    ],
}  # fmt: skip

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


class Outcome(NamedTuple):
    """How a run ended: its streams, and the report that it wrote as JSON."""

    status: int
    out: str
    err: str
    report: dict[str, Any]

    @property
    def faults(self) -> list[str]:
        """Each diagnostic as `CODE file:line:column`."""
        return [
            f"{fault['code']} {fault['file']}:{fault['line']}:{fault['column']}"
            for fault in self.report["diagnostics"]
        ]

    @property
    def codes(self) -> list[str]:
        """The codes alone."""
        return [str(fault["code"]) for fault in self.report["diagnostics"]]

    @property
    def made(self) -> dict[str, Any]:
        """The only assessment."""
        (made,) = self.report["assessments"]
        found: dict[str, Any] = made
        return found

    @property
    def verdict(self) -> str:
        """The verdict of the only assessment."""
        return str(self.made["verdict"])

    @property
    def span(self) -> str:
        """The numbers that the only figure stands for: `[80, 100]`, `(80, 100]`, `[87.49]`."""
        figure = self.made["figure"]
        low, high = figure["low"], figure["high"]
        if low is None and high is None:
            return "none"
        if low == high:
            return f"[{low}]"
        left = "[" if figure["low_closed"] else "("
        right = "]" if figure["high_closed"] else ")"
        return f"{left}{low}, {high}{right}"


def assert_clean(text: str) -> None:
    """Nothing that a terminal obeys, and nothing that Python says of its own faults."""
    assert "Traceback" not in text
    assert {unicodedata.category(sign) for sign in text if sign != "\n"}.isdisjoint(_HIDDEN)


def a_target(name: str = "rate", /, **changes: object) -> dict[str, Any]:
    """Write a target: 80 % at least, due in 2024, unless changed; None leaves a key out."""
    written: dict[str, Any] = {
        "id": name, "indicator": name, "name": name, "pillar": "digital_government",
        "unit": "percent", "due": 2024, "levels": {"province": {"at_least": 80}},
        "source": {"document": "adopted", "quote": "80%"},
    }  # fmt: skip
    written.update(changes)
    return {key: value for key, value in written.items() if value is not None}


def a_resolution(*targets: Mapping[str, Any], **changes: object) -> str:
    """Write a resolution of area 51 as YAML (JSON is YAML)."""
    written: dict[str, object] = {
        "resolution": "plan", "title": "Plan", "area": "51",
        "documents": {"adopted": {"number": "1/KH-UBND", "date": "2023-01-01"}},
        "targets": list(targets) or [a_target()],
    }  # fmt: skip
    return json.dumps({**written, **changes}, ensure_ascii=False, indent=1)


def a_table(
    rows: Iterable[Sequence[str]], headings: Sequence[str] = HEADINGS, delimiter: str = ";"
) -> str:
    """Write rows as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerows([headings, *rows])
    return text.getvalue()


class Project:
    """A folder with targets and data, in which the command runs."""

    def __init__(self, folder: Path, command: Command) -> None:
        self.folder = folder
        self.command = command
        self.write("targets/areas.yaml", json.dumps(AREAS, ensure_ascii=False))
        self.write("targets/plan.yaml", a_resolution())
        command.monkeypatch.chdir(folder)

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file, with the line ends that it has."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def targets(self, *targets: Mapping[str, Any], **changes: object) -> None:
        """Write the resolution."""
        self.write("targets/plan.yaml", a_resolution(*targets, **changes))

    def run(self, *words: str) -> Result:
        """Run the command; nothing of its own faults and nothing for a terminal comes out."""
        result = self.command(*words)
        assert_clean(result.out)
        assert_clean(result.err)
        return result

    def check(self, *words: str) -> Outcome:
        """Check `data/`."""
        result = self.run("check", *words, "-f", "table", "-f", "json", "-o", "-", "-o", "r.json")
        report = json.loads((self.folder / "r.json").read_bytes())
        assert result.status == report["exit_status"]
        return Outcome(result.status, result.out, result.err, report)

    def check_rows(self, *rows: Sequence[str], words: Sequence[str] = ()) -> Outcome:
        """Check these rows, and no others."""
        self.write("data/f.csv", a_table(rows))
        return self.check(*words)

    def check_value(
        self, value: str, unit: str = "percent", *words: str, other: Sequence[str] = (),
        **threshold: object,
    ) -> Outcome:  # fmt: skip
        """Check one value against one threshold of a unit, `other` values beside it.

        The other values are of an indicator that no target asks for.
        """
        promised = threshold or {"rank_at_most" if unit == "rank" else "at_least": 80}
        self.targets(a_target(unit=unit, levels={"province": promised}))
        rows = [("rate", "51", "province", "2024", value, "A")]
        rows += [(f"other{n}", "51", "province", "2024", text, "A") for n, text in enumerate(other)]
        return self.check_rows(*rows, words=words)


def fraction(number: str) -> Fraction:
    """Return a number of the report exactly."""
    return Fraction(number)
