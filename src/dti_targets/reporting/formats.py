"""The list of output formats: what each is called, which suffix means it, who writes it.

A writer is imported when its format is asked for. The table has none here: it is laid out for the
terminal that it is printed on.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from dti_targets.reporting.result import Result, Text
from dti_targets.reporting.wording import Wording

Writer = Callable[[Result, Wording], Text]
TABLE = "table"


class Format(NamedTuple):
    """One format.

    `suffix` is what names a file of it alone, without `--format`; `spoken` tells that people read
    it, in the language of the run; `command` is the one that alone has it, where not all have.
    """

    name: str
    module: str = ""
    suffix: str = ""
    spoken: bool = False
    command: str = ""

    def writer(self) -> Writer:
        """Return what writes it."""
        module = import_module(f"dti_targets.reporting.writers.{self.module}")
        writer: Writer = getattr(module, f"to_{self.name}")
        return writer


FORMATS = {
    item.name: item
    for item in (
        Format(TABLE, suffix=".txt", spoken=True),
        Format("json", "json_report", ".json"),
        Format("jsonl", "json_report", ".jsonl"),
        Format("csv", "csv_report", ".csv"),
        Format("markdown", "markdown", ".md", spoken=True),
        Format("junit", "junit", ".xml"),
        Format("sarif", "sarif", ".sarif"),
        Format("github", "github"),
        Format("gitlab", "gitlab"),
        Format("rdjson", "rdjson"),
        Format("svg", "svg", ".svg", spoken=True, command="progress"),
    )
}


def suffixed(command: str) -> list[Format]:
    """Return the formats of a command that a suffix means."""
    return [item for item in FORMATS.values() if item.suffix and item.command in {"", command}]


def of_path(path: str, command: str = "check") -> Format | None:
    """Return the format that the suffix of a file means to a command."""
    low = path.lower()
    return next((item for item in suffixed(command) if low.endswith(item.suffix)), None)
