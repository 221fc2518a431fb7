"""A project on disk: its root, its resolutions and areas, its figures files."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.area import Gazetteer
from dti_targets.reading.areas import to_areas, to_gazetteer
from dti_targets.reading.resolutions import ResolutionFile, check_together, to_resolution
from dti_targets.reading.source import WORKBOOK_SUFFIXES, Desk, Input, is_file, is_folder
from dti_targets.reading.yaml_tree import Node, read_tree

CONFIG = "dti-targets.toml"
TARGETS = "targets"
DATA = "data"
AREAS = "areas.yaml"
YAML_SUFFIXES = frozenset({".yaml", ".yml"})
CSV_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
FIGURES_SUFFIXES = CSV_SUFFIXES | WORKBOOK_SUFFIXES
OTHER_WORKBOOKS = {".xls": "workbook_xls", ".xlsb": "workbook_xlsb", ".ods": "workbook_ods"}
STDIN = "-"


class Promises(NamedTuple):
    """All resolutions that a run knows, and the areas that they and the figures are about."""

    files: tuple[ResolutionFile, ...]
    gazetteer: Gazetteer


def root_of(files: Sequence[str], here: Path) -> Path | None:
    """Return the project that the first file (or `here`) lies in; None where there is none."""
    first = next((file for file in files if file != STDIN), None)
    start = (here / first).absolute() if first else here.absolute()
    for folder in (start, *start.parents):
        if is_file(folder / CONFIG) or is_folder(folder / TARGETS):
            return Path(os.path.abspath(folder))  # noqa: PTH100  (a link keeps its own name)
    return None


def in_project_first(sides: Sequence[str | None], here: Path) -> list[str]:
    """Return two sides, the one that lies in a project first: it is the project of both.

    What there was often lies elsewhere, as `git show` wrote it.
    """
    given = [side for side in sides if side]
    return sorted(given, key=lambda side: root_of([side], here) is None)


def repository_of(root: Path) -> Path | None:
    """Return the repository that a folder lies in; None where it lies in none."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)


def shipped(name: str) -> Path:
    """Return a folder that comes with the program: in the package, or in its checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent.parent / name


def read_promises(paths: Iterable[Path], desk: Desk, faults: Faults) -> Promises:
    """Read resolutions and areas from YAML files and folders.

    Areas that are not among them come with the program. Every fault of every file is added.
    """
    trees = _trees(_yaml_files(paths, desk, faults), desk, faults)
    lists = [(name, root) for name, root in trees if not root.get("resolution")]
    if not lists:
        lists = _trees([shipped(TARGETS) / AREAS], desk, faults)
    areas = [found for name, root in lists if (found := to_areas(root, name, faults))]
    gazetteer = to_gazetteer(areas, faults)
    resolutions = [
        file
        for name, root in trees
        if root.get("resolution") and (file := to_resolution(root, name, gazetteer, faults))
    ]
    check_together(resolutions, gazetteer, faults)
    return Promises(tuple(resolutions), gazetteer)


def _yaml_files(paths: Iterable[Path], desk: Desk, faults: Faults) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if is_folder(path):
            before = faults.errors
            inside = sorted(_inside(path, YAML_SUFFIXES, desk, faults, deep=False))
            if not inside and faults.errors == before:
                faults.add(codes.NO_RESOLUTION, Place(desk.name(path)), folder=desk.name(path))
            found += inside
        else:
            found.append(path)
    return list({desk.name(path): path for path in found}.values())


def _inside(
    folder: Path, suffixes: Collection[str], desk: Desk | None = None,
    faults: Faults | None = None, *, deep: bool = True,
) -> Iterator[Path]:  # fmt: skip
    """Yield the files of a folder that are meant; add each folder that cannot be looked into.

    What lies in such a folder would be missing without a word.
    """

    def failed(error: OSError) -> None:
        if desk is not None and faults is not None:
            name = desk.name(Path(error.filename or folder))
            faults.add(codes.FILE_UNREADABLE, Place(name), why=error.strerror or "?")

    for here, folders, files in os.walk(folder, onerror=failed):
        for name in (*folders, *files):
            if _wanted(path := Path(here, name), folder, suffixes):
                yield path
        folders[:] = [name for name in folders if deep and not name.startswith(".")]


def files_in(folder: Path) -> Iterator[Path]:
    """Yield whatever in a folder a run could read, as figures or as a resolution."""
    return _inside(folder, FIGURES_SUFFIXES | YAML_SUFFIXES)


def _wanted(path: Path, folder: Path, suffixes: Collection[str]) -> bool:
    """Whether a file in a folder is meant: its suffix is, and it is no hidden or lock file."""
    inside = path.relative_to(folder).parts
    return path.suffix.lower() in suffixes and not any(
        part.startswith((".", "~$")) for part in inside
    )


def _trees(paths: Iterable[Path], desk: Desk, faults: Faults) -> list[tuple[str, Node]]:
    """Return the name and the tree of each file that is a resolution or a list of areas."""
    found: list[tuple[str, Node]] = []
    for path in paths:
        opened = desk.open(path, faults)
        if opened is None:
            continue
        try:
            text = opened.text()
        except (UnicodeError, OSError) as error:
            opened.unreadable(error, faults)
            continue
        before = faults.errors
        root = read_tree(text, opened.name, faults)
        if root is None:
            if faults.errors == before:
                faults.add(codes.FILE_EMPTY, Place(opened.name))
        elif root.get("resolution") or root.get("areas"):
            found.append((opened.name, root))
        else:
            faults.add(codes.NEITHER_RESOLUTION_NOR_AREAS, root.place(opened.name))
    return found


def sort_files(files: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the figures files and the YAML files among the arguments of a command.

    A folder belongs to those that it holds; one with both, or with neither, to the figures.
    """
    yaml = [file for file in files if _holds_yaml(Path(file))]
    return [file for file in files if file not in yaml], yaml


def _holds_yaml(path: Path) -> bool:
    if not is_folder(path):
        return path.suffix.lower() in YAML_SUFFIXES
    if any(True for _ in _inside(path, FIGURES_SUFFIXES)):
        return False
    return any(True for _ in _inside(path, YAML_SUFFIXES, deep=False))


def open_figures(
    files: Sequence[str], desk: Desk, stdin_name: str, encoding: str | None, faults: Faults
) -> list[Input]:
    """Open figures files: each file, all files of each folder, and `-` for standard input.

    A file that is named twice is read once.
    """
    opened: list[Input | None] = []
    for file in dict.fromkeys(files):
        path = Path(file)
        if file == STDIN:
            opened.append(desk.open_stdin(stdin_name, faults, encoding))
        elif is_folder(path):
            before = faults.errors
            inside = sorted(_inside(path, FIGURES_SUFFIXES, desk, faults))
            if not inside and faults.errors == before:
                faults.add(codes.FOLDER_WITHOUT_FIGURES, Place(desk.name(path)))
            opened += [desk.open(p, faults, encoding) for p in inside]
        elif path.suffix.lower() in OTHER_WORKBOOKS and is_file(path):
            problem = OTHER_WORKBOOKS[path.suffix.lower()]
            faults.add(codes.NOT_A_WORKBOOK, Place(desk.name(path)), problem=problem)
        elif path.suffix.lower() not in FIGURES_SUFFIXES and is_file(path):
            faults.add(
                codes.NOT_CSV_OR_YAML, Place(desk.name(path)), suffix=path.suffix or path.name
            )
        else:
            opened.append(desk.open(path, faults, encoding))
    return list({found.name: found for found in opened if found}.values())
