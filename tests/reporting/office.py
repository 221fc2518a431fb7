"""What stands in a document of an office program, read with nothing but ZIP and XML.

The bytes of a package say nothing to a reviewer: these are its paragraphs, tables and cells.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # there are no stubs

SCHEMAS = Path(__file__).parent / "schemas" / "ooxml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""Excel itself writes it in shared strings, where the schema has forgotten it."""

_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"


@cache
def schema(name: str) -> Any:  # noqa: ANN401  (there are no stubs)
    return etree.XMLSchema(etree.parse(SCHEMAS / name))


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def tree(part: bytes) -> Any:  # noqa: ANN401
    """Return the tree of a part without what a program that does not know it is to ignore."""
    root = etree.fromstring(part)
    spaces = {f"{{{root.nsmap[one]}}}" for one in root.attrib.pop(_IGNORABLE, "").split()}
    for element in [one for one in root.iter() if one.tag.startswith(tuple(spaces))]:
        element.getparent().remove(element)
    for text in root.iter(f"{S}t"):
        text.attrib.pop(_SPACE, None)
    return root


def assert_of_the_schema(data: bytes) -> None:
    """Check each part that a schema is about."""
    for name, part in parts(data).items():
        if re.fullmatch(r"word/(document|styles|settings|numbering|header\d+)\.xml", name):
            schema("wml-with-xml.xsd").assertValid(tree(part))
        elif re.fullmatch(r"xl/(workbook|styles|sharedStrings|worksheets/sheet\d+)\.xml", name):
            schema("sml.xsd").assertValid(tree(part))


def relationships(data: bytes) -> list[tuple[str, str]]:
    """Return the kind and the target of whatever a package leads to."""
    return [
        (one.get("Type", "").rpartition("/")[2], one.get("TargetMode", "") or one.get("Target", ""))
        for name, part in parts(data).items() if name.endswith(".rels")
        for one in etree.fromstring(part)
    ]  # fmt: skip


# -- Word


def text_of_docx(data: bytes) -> str:
    """Return the paragraphs and tables of a document, and where its pages turn."""
    body = tree(parts(data)["word/document.xml"]).find(f"{W}body")
    return "".join(f"{line}\n" for line in _blocks(body))


def _blocks(body: Any) -> Iterator[str]:  # noqa: ANN401
    for block in body:
        if block.tag == f"{W}tbl":
            yield from _table(block)
        elif block.tag == f"{W}p":
            style = block.find(f"{W}pPr/{W}pStyle")
            name = "" if style is None else style.get(f"{W}val")
            if text := _text(block):
                yield f"[{name}] {text}"
        for size in block.iter(f"{W}pgSz"):
            yield f"-- page {size.get(f'{W}w')} x {size.get(f'{W}h')} --"


def _table(table: Any) -> Iterator[str]:  # noqa: ANN401
    for row in table.iter(f"{W}tr"):
        head = "#" if row.find(f"{W}trPr/{W}tblHeader") is not None else ""
        cells = [" / ".join(_text(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
        yield f"{head}| {' | '.join(cells)} |"


def _text(paragraph: Any) -> str:  # noqa: ANN401
    return "".join(
        " " if part.tag == f"{W}tab" else part.text or ""
        for part in paragraph.iter(f"{W}t", f"{W}tab")
    )


# -- Excel


def sheets(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each sheet: the column of each cell that holds something, and what."""
    found = parts(data)
    strings = [
        "".join(text.text or "" for text in item.iter(f"{S}t"))
        for item in tree(found["xl/sharedStrings.xml"])
    ]
    names = [sheet.get("name") for sheet in tree(found["xl/workbook.xml"]).iter(f"{S}sheet")]
    return {
        name: [*_rows(tree(found[f"xl/worksheets/sheet{number}.xml"]), strings)]
        for number, name in enumerate(names, 1)
    }


def _rows(sheet: Any, strings: list[str]) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    for row in sheet.iter(f"{S}row"):
        cells: dict[str, Any] = {}
        for cell in row:
            value = cell.find(f"{S}v")
            if value is not None:
                column = cell.get("r").rstrip("0123456789")
                text = cell.get("t") == "s"
                cells[column] = strings[int(value.text)] if text else float(value.text)
        yield cells


def text_of_xlsx(data: bytes) -> str:
    """Return the cells of a workbook; numbers stand without quotes."""
    lines: list[str] = []
    for name, rows in sheets(data).items():
        lines.append(f"== {name} ==")
        for row in rows:
            shown = (f"{c}={v!r}" if isinstance(v, str) else f"{c}={v:g}" for c, v in row.items())
            lines.append("  ".join(shown))
    return "".join(f"{line}\n" for line in lines)
