"""Where a run reads: the project, its resolutions, and which files are meant."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dti_targets.checking.selection import Source
from dti_targets.diagnostics import Faults
from dti_targets.domain.figures import Figures
from dti_targets.domain.settings import Settings
from dti_targets.reading.project import (
    DATA,
    TARGETS,
    Promises,
    read_promises,
    root_of,
    shipped,
    sort_files,
)
from dti_targets.reading.source import Desk, Progress


class Project(NamedTuple):
    """Where a run reads: the folder of the project, and the desk on which files lie open."""

    root: Path | None
    desk: Desk

    @classmethod
    def of(
        cls, files: Sequence[str], settings: Settings, progress: Progress | None = None
    ) -> "Project":
        """Find the project of some files, or of the working directory."""
        here = Path.cwd()
        root = root_of(files, here)
        return cls(root, Desk(root or here, settings.max_size, progress))


def read_resolutions(
    yaml: Sequence[str], settings: Settings, project: Project, faults: Faults
) -> Promises:
    """Read the resolutions of a run: those named, else the project's, else the shipped ones."""
    return read_promises(_promised(yaml, settings, project), project.desk, faults)


def _promised(yaml: Sequence[str], settings: Settings, project: Project) -> list[Path]:
    if named := [Path(path) for path in (*settings.targets, *yaml)]:
        return named
    inside = project.root / TARGETS if project.root else None
    return [inside if inside and inside.is_dir() else shipped(TARGETS)]


def inputs(files: Sequence[str], settings: Settings, project: Project) -> list[Path]:
    """Return the files and folders that `check` would read, whether they are there or not."""
    tables, yaml = sort_files(files)
    figures = [Path(file) for file in tables] or [default_data(project)]
    return [*figures, *_promised(yaml, settings, project)]


def default_data(project: Project) -> Path:
    """Return the folder of the figures that are read where none are named."""
    return (project.root or Path.cwd()) / DATA


def sources_of(promises: Promises) -> list[Source]:
    """Return the resolutions with their files and places, as the core takes them."""
    return [Source(file.resolution, file.path, file.targets()) for file in promises.files]


def names_read(promises: Promises, figures: Figures) -> tuple[str, ...]:
    """Return the names of the files that were read: resolutions, then figures."""
    resolutions = (file.path for file in promises.files)
    return tuple(dict.fromkeys([*resolutions, *(name for _, name in figures.files)]))
