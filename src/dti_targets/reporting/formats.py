"""The list of output formats: what each is called, which suffix means it, who writes it.

A writer is imported when its format is asked for. The table has none here: it is laid out for the
terminal that it is printed on.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from dti_targets.reporting.content import Content
from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording

Writer = Callable[[Result, Wording], Content]
TABLE = "table"


class Format(NamedTuple):
    """One format.

    `suffix` is what names a file of it alone, without `--format`; `spoken` tells that people read
    it, in the language of the run. `package` is what has to be installed beside the program for it,
    and `imports` the name by which Python knows that.
    """

    name: str
    module: str = ""
    suffix: str = ""
    spoken: bool = False
    package: str = ""
    imports: str = ""

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
    )
}


PICTURES = {"svg": Format("svg", "svg", ".svg", spoken=True)}
"""What `progress` draws, beside the formats of all."""

DOCUMENTS = {
    item.name: item
    for item in (
        Format("html", "html_report", ".html", spoken=True, package="Jinja2", imports="jinja2"),
        Format("pdf", "html_report", ".pdf", spoken=True, package="Jinja2", imports="jinja2"),
        Format("docx", "docx_report", ".docx", spoken=True, package="python-docx", imports="docx"),
        Format(
            "xlsx", "xlsx_report", ".xlsx", spoken=True, package="XlsxWriter", imports="xlsxwriter"
        ),
    )
}
"""What `report` writes: files for an office, which no screen shows."""


def of_path(path: str, formats: Mapping[str, Format] = FORMATS) -> Format | None:
    """Return the format that the suffix of a file means."""
    low = path.lower()
    return next(
        (item for item in formats.values() if item.suffix and low.endswith(item.suffix)), None
    )
