"""A small project, one table of figures in it, and what the whole command makes of the table."""

import json
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

from tests.runs import Command

HEAD = "indicator,area,level,period,value,note"
ROW = 'rate,90,province,2024,"87,49%",ghi'
TABLE = f"{HEAD}\n{ROW}\n"
SAID = f"{HEAD},source\n"

_AREAS = """\
areas:
  - {code: VN, tier: national, name: Việt Nam}
  - {code: "90", tier: province, parent: VN, kind: tỉnh, name: Hòa Bình}
  - {code: "901", tier: district, parent: "90", kind: huyện, name: Thừa Thiên}
"""
_TARGET = """\
  - id: {id}
    indicator: {id}
    name: Chỉ tiêu {id}
    pillar: digital_government
    unit: {unit}
    due: 2025
    levels:
      province: {{at_least: 80}}
    source: {{document: adopted, quote: "80"}}
"""
_PLAN = """\
resolution: plan
title: Kế hoạch
area: "90"
documents:
  adopted: {number: 1/KH-UBND, date: 2023-09-06}
targets:
"""


class Read(NamedTuple):
    """What a run of `check` answered.

    `faults` are `CODE:line:column` in the order of their places, `report` is the JSON report.
    """

    status: int
    faults: list[str]
    shown: str
    report: dict[str, Any]

    @property
    def errors(self) -> list[str]:
        """The faults without the warnings."""
        listed = self.report["diagnostics"]
        return [_fault(fault) for fault in listed if fault["severity"] == "error"]

    def figure(self, target: str = "rate") -> dict[str, Any]:
        """Return the figure that a target was judged by."""
        for made in self.report["assessments"]:
            if made["target"] == target and made["figure"]:
                return dict(made["figure"])
        message = f"no figure for {target}"
        raise AssertionError(message)

    def value(self, target: str = "rate") -> tuple[str, str, str]:
        """Return the text of that figure, and what it can stand for: lowest and highest."""
        figure = self.figure(target)
        return figure["text"], figure["low"], figure["high"]


def _fault(listed: dict[str, Any]) -> str:
    return f"{listed['code']}:{listed['line']}:{listed['column']}"


class Judge:
    """Writes a table into the small project and runs the whole command on it."""

    def __init__(self, command: Command, folder: Path) -> None:
        """Write the project, and start in its folder."""
        self.command = command
        self.folder = folder
        (folder / "targets").mkdir()
        (folder / "data").mkdir()
        plan = _PLAN + "".join(
            _TARGET.format(id=name, unit=unit)
            for name, unit in (("rate", "percent"), ("teams", "count"))
        )
        self.write("targets/areas.yaml", _AREAS)
        self.write("targets/plan.yaml", plan)
        command.monkeypatch.chdir(folder)

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file of the project."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def __call__(self, text: str | bytes, *options: str) -> Read:
        """Judge a table; nothing of it may reach the screen but what can be seen."""
        self.write("data/f.csv", text)
        written = ("-f", "table", "-f", "json", "-o", "-", "-o", "report.json")
        done = self.command(
            "check", "data/f.csv", *written, "--fail-on", "missed", "--width", "300", *options
        )
        shown = done.out + done.err
        assert "Traceback" not in shown
        raw = {sign for sign in shown if unicodedata.category(sign) in {"Cc", "Cf", "Cs"}} - {"\n"}
        assert not raw, f"raw control characters on the screen: {raw}"
        report = json.loads((self.folder / "report.json").read_text("utf-8"))
        faults = [_fault(fault) for fault in report["diagnostics"]]
        for fault in report["diagnostics"][:50]:
            assert f"[{fault['code']}]" in shown
            place = ":".join(str(part) for part in (fault["line"], fault["column"]) if part)
            assert f"data/f.csv:{place}".rstrip(":") in shown
        assert report["judged"] is (done.status != 2)
        assert done.status == report["exit_status"]
        return Read(done.status, faults, shown, report)
