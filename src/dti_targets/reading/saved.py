"""What changed on disk between two looks at the files that a run reads.

A look is a table of what the system says of each file: time, size and number. The number tells a
file that was replaced, as Excel and most editors save, from one that was written over.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from dti_targets.reading.project import files_in
from dti_targets.reading.source import is_folder

Facts = tuple[int, int, int]
Look = Mapping[Path, Facts | None]
"""What there is of each file; None where there is nothing, or nothing that may be looked at."""


def look(paths: Iterable[Path], besides: Collection[Path] = ()) -> Look:
    """Return what there is of some files, and of all files in some folders.

    Args:
        paths: Files and folders, whether they are there or not.
        besides: Files that are left out, by their real paths: what a run writes itself.
    """
    found: dict[Path, Facts | None] = {}
    for path in paths:
        for file in files_in(path) if is_folder(path) else (path,):
            if not besides or _real(file) not in besides:
                found[file] = _facts(file)
    return found


def _real(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # no name that a file can have
        return path


def _facts(path: Path) -> Facts | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def changed(before: Look, after: Look) -> tuple[Path, ...]:
    """Return the files that are new, gone or not as they were, in the order of the paths."""
    either = dict.fromkeys((*after, *before))
    return tuple(sorted(path for path in either if before.get(path) != after.get(path)))


def next_save(looks: Iterable[Look], known: Look) -> tuple[Path, ...]:
    """Return what was saved since a look, once it rests: when two looks agree.

    A file that is written in pieces, or vanishes for a moment because another takes its place, is
    not at rest. Nothing, where the looks end before.
    """
    last = known
    for now in looks:
        if now == last and (files := changed(known, now)):
            return files
        last = now
    return ()
