"""Where reports go: which format into which file, each file whole or not at all.

All files are written beside their places first, and moved there when every one of them is whole.
"""

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from dti_targets.cli.registry import Refused
from dti_targets.cli.terminal import OutputFailed
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.settings import Settings
from dti_targets.reading.source import Desk
from dti_targets.reporting.formats import FORMATS, TABLE, Format, of_path

STDOUT = "-"
SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub shows as the summary of a step."""

_ATTEMPTS = 100
"""Names that are tried for a file beside another, where somebody left some."""


class Job(NamedTuple):
    """One report to write: its format, and its file (`-` is standard output)."""

    format: Format
    path: str = STDOUT


def jobs(settings: Settings) -> list[Job]:
    """Return what is to be written.

    The n-th file belongs to the n-th format. One format alone goes to standard output; files
    alone have the formats that their suffixes mean.

    Raises:
        Refused: formats and files do not agree, or a file cannot be made.
    """
    faults = Faults()
    found = _jobs(settings, faults)
    paths = [job.path for job in found]
    if settings.summary and not os.environ.get(SUMMARY):
        faults.add(codes.NO_SUMMARY_FILE, Place("--summary"), variable=SUMMARY)
    elif settings.summary:
        paths.append(os.environ[SUMMARY])
    _refuse_same(paths, faults)
    for path in paths:
        if path != STDOUT:
            _refuse_unusable(path, faults)
    if faults.errors:
        raise Refused(faults, Desk(Path.cwd(), 0))
    return found


def _jobs(settings: Settings, faults: Faults) -> list[Job]:
    names, paths = settings.format, settings.output
    if not paths and len(names) <= 1:
        return [Job(FORMATS[name]) for name in names] or [Job(FORMATS[TABLE])]
    if not names:
        return [Job(_meant(path, faults), path) for path in paths]
    if len(names) != len(paths):
        faults.add(codes.OUTPUTS_DIFFER, Place("--output"), formats=len(names), outputs=len(paths))
    return [Job(FORMATS[name], path) for name, path in zip(names, paths, strict=False)]


def _meant(path: str, faults: Faults) -> Format:
    if path == STDOUT:
        return FORMATS[TABLE]
    found = of_path(path)
    if found is None:
        known = tuple(item.suffix for item in FORMATS.values() if item.suffix)
        faults.add(codes.UNKNOWN_SUFFIX, Place(path), path=path, allowed=known)
    return found or FORMATS[TABLE]


def _refuse_same(paths: Sequence[str], faults: Faults) -> None:
    """Add each file that two reports would go to."""
    seen: set[object] = set()
    for path in paths:
        names = {STDOUT} if path == STDOUT else _names(path)
        if seen & names:
            faults.add(codes.SAME_OUTPUT, Place(path), path=path)
        seen |= names


def _names(path: str) -> set[object]:
    """Return what tells a file from others: where it lies, and its number, which links share."""
    names: set[object] = {os.path.realpath(path)}
    with suppress(OSError, ValueError):
        facts = Path(path).stat()
        names.add((facts.st_dev, facts.st_ino))
    return names


def _refuse_unusable(path: str, faults: Faults) -> None:
    """Add why a file cannot be made, before anything is read."""
    target = _target(path)
    why = ""
    if target.is_dir():
        why = os.strerror(errno.EISDIR)
    elif not target.parent.is_dir():
        why = os.strerror(errno.ENOENT)
    elif not os.access(target if _is_special(target) else target.parent, os.W_OK):
        why = os.strerror(errno.EACCES)
    if why:
        faults.add(codes.OUTPUT_FAILED, Place(path), why=why)


def refuse_inputs(
    found: Iterable[Job], desk: Desk, settings_files: Iterable[Path], *, summarised: bool
) -> None:
    """Let no file be written that was read: nobody's figures are replaced.

    Raises:
        Refused: one would be.
    """
    faults = Faults()
    read: set[object] = set()
    for path in (*desk.paths, *settings_files):
        read |= _names(str(path))
    with suppress(OSError, ValueError, AttributeError):  # closed, or not there at all
        facts = os.fstat(sys.stdin.fileno())
        read.add((facts.st_dev, facts.st_ino))
    summary = [os.environ[SUMMARY]] if summarised else []
    for written in (*(job.path for job in found), *summary):
        if written != STDOUT and not _names(written).isdisjoint(read):
            faults.add(codes.OUTPUT_IS_INPUT, Place(written), path=written)
    if faults.errors:
        raise Refused(faults, desk)


def _target(path: str) -> Path:
    """Return the file that a path leads to; what is no file, as it was named.

    The name of an open stream, such as `/dev/stdout`, leads nowhere else.
    """
    named = Path(path)
    return named if _is_special(named) else Path(os.path.realpath(path))


def _is_special(path: Path) -> bool:
    """Whether a path is a device, a pipe or an open stream: what takes text and is not replaced."""
    streams = ("/dev/", "/proc/")
    return path.exists() and (not path.is_file() or path.as_posix().startswith(streams))


def write_files(texts: Iterable[tuple[str, Iterator[str]]]) -> None:
    """Write texts to their files: all of them, or none where one cannot be written.

    Raises:
        OutputFailed: a file takes no more, or cannot be moved to its place.
    """
    made: list[tuple[Path, Path]] = []
    try:
        for path, text in texts:
            target = _target(path)
            with _named(path):
                if _is_special(target):
                    with target.open("a", encoding="utf-8", newline="") as file:
                        file.writelines(text)
                else:
                    made.append((_beside(target), target))
                    _write(made[-1][0], text)
        for beside, target in made:
            with _named(str(target)):
                beside.replace(target)
    finally:
        for beside, _ in made:
            with suppress(OSError):
                beside.unlink()


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Turn an error of the system into one that names the file."""
    try:
        yield
    except OSError as error:
        raise OutputFailed(error.strerror or type(error).__name__, path) from error


def _beside(target: Path) -> Path:
    """Make an empty file in the folder of another, with the mode that the other has."""
    for number in range(_ATTEMPTS):
        path = target.with_name(f".dti-targets-{os.getpid()}-{number}.part")
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            if target.exists():
                path.chmod(stat.S_IMODE(target.stat().st_mode))
            return path
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _write(path: Path, text: Iterator[str]) -> None:
    """Write a text to a file, down to the disk."""
    with path.open("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.writelines(text)
        file.flush()
        os.fsync(file.fileno())


def append(path: str, text: str) -> None:
    """Write a text behind what a file has.

    Raises:
        OutputFailed: the file takes no more.
    """
    with _named(path), Path(path).open("a", encoding="utf-8", newline="") as file:
        file.write(text)
