"""The rooms of the package, and the arrows between them, as CONTRIBUTING.md draws them."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "dti_targets"
ROW = re.compile(r"^\| `(\w+)/` \|.*\| (.+) \|$", re.MULTILINE)

OUTSIDE = {
    "typing_extensions", "pydantic", "pydantic_core", "yaml", "rich", "typer", "openpyxl",
    "defusedxml", "docx", "jinja2", "markupsafe", "xlsxwriter",
}  # fmt: skip
ALLOWED_BESIDES = {
    "cli/progress.py": {"rich"},
    "domain": {"pydantic_core"},
    "reading": {"pydantic_core"},
    "cli/commands/form.py": {"xlsxwriter"},
    "reading/sheet.py": {"defusedxml"},
    "reading/workbook_rows.py": {"defusedxml", "openpyxl"},
    "reporting": {"version"},
    "reporting/form_workbook.py": {"xlsxwriter"},
    "reporting/writers/comparison_contract.py": {"pydantic", "typing_extensions"},
    "reporting/writers/contract.py": {"pydantic", "typing_extensions"},
    "reporting/writers/progress_contract.py": {"pydantic", "typing_extensions"},
    "scaffold": {"version"},
    "reporting/writers/docx_report.py": {"docx"},
    "reporting/writers/html_report.py": {"jinja2", "markupsafe"},
    "reporting/writers/xlsx_report.py": {"xlsxwriter"},
    "schemas": {"pydantic_core"},
    "schemas/report_file.py": {"typing_extensions"},
}
"""What a file or a room imports though the table does not name it: Rich draws the progress bar;
pydantic_core is the half of Pydantic that holds its errors and the shapes of its types; a report
says which version made it, and its contract which numbers are exact; a new project names the
version that its CI installs; the extra `office` is known to those alone who read or write
workbooks."""

OUTSIDE_THE_ROOMS = {"api", "version"}
"""What stands above the rooms, and may import them all; and what needs nothing."""

OPENERS = {"reading/source.py"}
WRITERS = {"cli/output.py", "cli/printing.py"}
LISTERS = {"reading/source.py", "reading/project.py"}
DOORS = {"desk", "os", "archive"}
"""Whom others ask to open: the reader's desk; the system, for the nothing that takes an output; an
archive that lies open, for its parts."""

OPENING = {"read_text", "read_bytes", "fdopen", "SpooledTemporaryFile"}
LISTING = {"iterdir", "glob", "rglob", "listdir", "scandir", "walk"}
WRITING = {"write_text", "write_bytes"}


def files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def room_of(path: Path) -> str:
    """Return the room of a file; what stands above the rooms has none."""
    first, _, rest = name_of(path).partition("/")
    return first if rest else ""


def imported(path: Path) -> Iterator[str]:
    """Yield every module that a file imports, at any depth, but for types alone."""
    for node in _run(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            module = node.module or ""
            if module == "dti_targets":
                yield from (f"dti_targets.{alias.name}" for alias in node.names)
            else:
                yield module


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """Yield every node below one, without what stands under `if TYPE_CHECKING:`."""
    for child in ast.iter_child_nodes(node):
        types_only = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
        if not types_only:
            yield child
            yield from _run(child)


def called(path: Path) -> Iterator[str]:
    """Yield the names of everything that a file calls: `open` for `open()` and `path.open()`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name):
                yield function.id
            elif isinstance(function, ast.Attribute):
                yield function.attr


def table() -> Mapping[str, set[str]]:
    """Return the rooms of CONTRIBUTING.md in their order, with what each may import."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms: dict[str, set[str]] = {}
    for name, allowed in ROW.findall(text):
        words = set(allowed.replace(",", " ").split())
        above = set(rooms) if "above" in words else set()
        rooms[name] = (words - {"nothing", "all", "above"}) | above
    return rooms


def test_the_table_names_every_room() -> None:
    assert {path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file()} == set(
        table()
    )


@pytest.mark.parametrize("path", files(), ids=name_of)
def test_a_room_imports_only_what_the_table_names(path: Path) -> None:
    room, rooms = room_of(path), table()
    allowed = rooms.get(room, set(rooms)) | ALLOWED_BESIDES.get(room, set())
    allowed |= ALLOWED_BESIDES.get(name_of(path), set()) | {room}
    if room in {"", "cli"}:
        allowed |= OUTSIDE_THE_ROOMS
    for module in imported(path):
        top, _, rest = module.partition(".")
        if top == "dti_targets":
            assert rest.partition(".")[0] in allowed, module
        elif top in OUTSIDE:
            assert top in allowed, module
        else:
            assert top in sys.stdlib_module_names, module


def test_no_room_imports_a_later_one() -> None:
    order = list(table())
    for path in files():
        room = room_of(path)
        if room:
            later = order[order.index(room) + 1 :]
            targets = {m.split(".")[1] for m in imported(path) if m.startswith("dti_targets.")}
            assert targets.isdisjoint(later), name_of(path)


def test_sentences_are_used_by_no_room_before_reporting() -> None:
    order = list(table())
    for room in order[: order.index("reporting")]:
        if room != "messages":
            assert "messages" not in table()[room]


@pytest.mark.parametrize("path", files(), ids=name_of)
def test_only_the_reader_opens_inputs_and_only_one_file_writes(path: Path) -> None:
    calls = set(called(path))
    if name_of(path) in WRITERS:
        return
    if name_of(path) not in OPENERS:
        assert calls.isdisjoint(OPENING)
        assert all(opened_by(node) in DOORS for node in opens(path))
    if name_of(path) not in LISTERS:
        assert calls.isdisjoint(LISTING)
    assert calls.isdisjoint(WRITING)


def opens(path: Path) -> Iterator[ast.expr]:
    """Yield whatever `open` is called on in a file; the name itself where it is the builtin."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute) and function.attr == "open":
                yield function.value
            elif isinstance(function, ast.Name) and function.id == "open":
                yield function


def opened_by(node: ast.expr) -> str:
    return ast.unparse(node)


@pytest.mark.parametrize("path", files(), ids=name_of)
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if room_of(path) != "cli":
        assert "print" not in {
            node.func.id
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not re.search(r"sys\.(stdout|stderr|exit)", text)


@pytest.mark.parametrize("path", files(), ids=name_of)
def test_there_is_no_clock(path: Path) -> None:
    calls = set(called(path))

    assert calls.isdisjoint({"now", "today", "utcnow", "time_ns", "localtime"})
    assert "time" not in set(imported(path))


@pytest.mark.parametrize("room", ["checking", "domain", "messages"])
def test_the_core_knows_no_environment(room: str) -> None:
    for path in (SOURCE / room).rglob("*.py"):
        assert {"os", "sys", "io", "pathlib", "subprocess"}.isdisjoint(imported(path))
