"""Where reports go: which format into which file, each file whole or not at all.

All files are written beside their places first, and moved there when every one of them is whole.
"""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import NamedTuple

from dti_targets.cli.refused import Refused
from dti_targets.cli.terminal import OutputFailed
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.settings import OPTIONS, Settings
from dti_targets.reading.source import Desk, is_file, is_folder
from dti_targets.reporting.content import Content, encoded
from dti_targets.reporting.formats import FORMATS, TABLE, Format, of_path

STDOUT = "-"
SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub shows as the summary of a step."""

_ATTEMPTS = 100
"""Names that are tried for a file beside another, where somebody left some."""

_WAITS, _WAIT = 10 if os.name == "nt" else 0, 0.1
"""How often, and how many seconds, to wait for a report that is open in Excel on Windows."""


class Job(NamedTuple):
    """One report to write: its format, and its file (`-` is standard output)."""

    format: Format
    path: str = STDOUT


def jobs(settings: Settings, formats: Mapping[str, Format] = FORMATS) -> list[Job]:
    """Return what is to be written.

    The n-th file belongs to the n-th format. One format alone goes to standard output; files
    alone have the formats that their suffixes mean. Where there is no table among the formats, each
    goes into a file: no screen shows a document of an office program.

    Raises:
        Refused: formats and files do not agree, or a file cannot be made.
    """
    faults = Faults()
    found = _jobs(settings, formats, faults)
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


def _jobs(settings: Settings, formats: Mapping[str, Format], faults: Faults) -> list[Job]:
    names, paths = settings.format, settings.output
    if TABLE not in formats and (not paths or STDOUT in paths):
        faults.add(codes.NO_FILE_FOR_DOCUMENT, Place("--output"), allowed=_suffixes(formats))
        return []
    if not paths and len(names) <= 1:
        return [Job(formats[name]) for name in names] or [Job(formats[TABLE])]
    if not names:
        return [Job(_meant(path, formats, faults), path) for path in paths]
    if len(names) != len(paths):
        faults.add(codes.OUTPUTS_DIFFER, Place("--output"), formats=len(names), outputs=len(paths))
    return [Job(formats[name], path) for name, path in zip(names, paths, strict=False)]


def _meant(path: str, formats: Mapping[str, Format], faults: Faults) -> Format:
    if path == STDOUT:
        return formats[TABLE]
    found = of_path(path, formats)
    if found is None:
        allowed, near = _suffixes(formats), OPTIONS["format"].flag
        faults.add(codes.UNKNOWN_SUFFIX, Place(path), path=path, allowed=allowed, near=near)
    return found or next(iter(formats.values()))


def _suffixes(formats: Mapping[str, Format]) -> tuple[str, ...]:
    return tuple(item.suffix for item in formats.values() if item.suffix)


def _refuse_same(paths: Sequence[str], faults: Faults) -> None:
    """Add each file that two reports would go to."""
    seen: set[object] = set()
    for path in paths:
        names = {STDOUT} if path == STDOUT else _names(path)
        if seen & names:
            faults.add(codes.SAME_OUTPUT, Place(path), path=path)
        seen |= names


def _refuse_unusable(path: str, faults: Faults) -> None:
    """Add why a file cannot be made, before anything is read."""
    target, why = _target(path), 0
    try:
        if stat.S_ISDIR(target.stat().st_mode):
            why = errno.EISDIR
    except FileNotFoundError:
        pass  # as a rule: it is made
    except ValueError:
        why = errno.EINVAL  # no name of a file holds the sign of its end
    except OSError as error:  # a name that is too long, a folder that nobody may enter
        why = error.errno or errno.EIO
    if not why:
        if not is_folder(target.parent):
            why = errno.ENOENT
        elif not os.access(target if _is_special(target) else target.parent, os.W_OK):
            why = errno.EACCES
    if why:
        faults.add(codes.OUTPUT_FAILED, Place(path), why=os.strerror(why))


def _real(path: str) -> str:
    """Return where a path leads; the path itself where the system does not look at it."""
    try:
        return os.path.realpath(path)
    except ValueError:
        return path


def _names(path: str) -> set[object]:
    """Return what tells a file from others: where it lies, and its number, which links share."""
    names: set[object] = {_real(path)}
    with suppress(OSError, ValueError):
        facts = Path(path).stat()
        names.add((facts.st_dev, facts.st_ino))
    return names


def _target(path: str) -> Path:
    """Return the file that a path leads to; what is no file, as it was named.

    The name of an open stream, such as `/dev/stdout`, leads nowhere else.
    """
    named = Path(path)
    return named if _is_special(named) else Path(_real(path))


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
        if stat.S_ISREG(facts.st_mode):
            read.add((facts.st_dev, facts.st_ino))
    summary = [os.environ[SUMMARY]] if summarised else []
    for written in (*(job.path for job in found), *summary):
        if written != STDOUT and not _names(written).isdisjoint(read):
            faults.add(codes.OUTPUT_IS_INPUT, Place(written), path=written)
    if faults.errors:
        raise Refused(faults, desk)


def refuse_unusable(paths: Iterable[str], faults: Faults | None = None) -> None:
    """Add why files cannot be made, before anything is written.

    Raises:
        Refused: one cannot be made, and the caller has no collection of faults.
    """
    found = Faults() if faults is None else faults
    for path in paths:
        _refuse_unusable(path, found)
    if faults is None and found.errors:
        raise Refused(found, Desk(Path.cwd(), 0))


def refuse_read(paths: Iterable[str], desk: Desk) -> None:
    """Let no file be replaced that was read.

    Raises:
        Refused: one would be.
    """
    faults = Faults()
    read = {name for path in desk.paths for name in _names(str(path))}
    for path in paths:
        if not _names(path).isdisjoint(read):
            faults.add(codes.OUTPUT_IS_INPUT, Place(path), path=path)
    if faults.errors:
        raise Refused(faults, desk)


def same_content(path: str, content: bytes) -> bool:
    """Whether a file can be written without a loss: it is not there, or has just this content."""
    if not is_file(Path(path)):
        return True
    with _named(path):
        return Path(path).read_bytes() == content


@contextmanager
def make_folder(folders: Iterable[Path]) -> Iterator[None]:
    """Make folders that are not there; take them away again where nothing was put into them."""
    made: list[Path] = []
    try:
        for folder in folders:
            with _named(folder.as_posix()):
                missing = [here for here in (folder, *folder.parents) if not is_folder(here)]
                for here in reversed(missing):
                    made.append(here)
                    here.mkdir()
        yield
    finally:
        for folder in reversed(made):
            with suppress(OSError):  # it is in use
                folder.rmdir()


def _is_special(path: Path) -> bool:
    """Whether a path is a device, a pipe or an open stream: what takes text and is not replaced."""
    if not os.path.exists(path):  # noqa: PTH110  (Path.exists can raise)
        return False
    return not is_file(path) or path.as_posix().startswith(("/dev/", "/proc/"))


def write_files(contents: Iterable[tuple[str, Content]]) -> None:
    """Write what belongs into some files: all of it, or nothing where one cannot be written.

    Raises:
        OutputFailed: a file takes no more, or cannot be moved to its place.
    """
    made: list[_Beside] = []
    try:
        for path, content in contents:
            target = _target(path)
            with _named(path):
                if _is_special(target):
                    with target.open("ab") as file:
                        file.writelines(encoded(content))
                else:
                    _write(_make_beside(path, target, made), content)
        for beside in made:
            with _named(beside.path):
                _move(beside.file, beside.target)
    finally:
        for beside in made:
            with suppress(OSError):
                beside.file.unlink()


class _Beside(NamedTuple):
    """A file that is being written beside its place: as it was asked for, where that is, itself."""

    path: str
    target: Path
    file: Path


def _move(file: Path, target: Path) -> None:
    """Put a file in the place of another; where a program holds that one, wait a moment for it."""
    for _ in range(_WAITS):
        with suppress(PermissionError):
            file.replace(target)
            return
        Event().wait(_WAIT)  # the only pause in the program: there is no clock
    file.replace(target)


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Turn an error of the system into one that names the file."""
    try:
        yield
    except OSError as error:
        raise OutputFailed(error.strerror or type(error).__name__, path) from error


def _make_beside(path: str, target: Path, made: list[_Beside]) -> Path:
    """Make an empty file in the folder of another, with the mode that the other has.

    It is among those `made` before it exists, so that none is left behind whenever a run ends.
    """
    for number in range(_ATTEMPTS):
        file = target.with_name(f".dti-targets.{os.getpid()}-{number}.part")
        made.append(_Beside(path, target, file))
        try:
            handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
        except FileExistsError:
            made.pop()  # it is somebody else's
            continue
        os.close(handle)
        with suppress(FileNotFoundError):
            file.chmod(stat.S_IMODE(target.stat().st_mode))
        return file
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _write(path: Path, content: Content) -> None:
    """Write what belongs into a file, down to the disk."""
    with path.open("wb") as file:
        file.writelines(encoded(content))
        file.flush()
        os.fsync(file.fileno())


def create_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Write new files, by their paths in a folder: all of them, or none where one cannot be.

    Folders are made where there are none. No file that is there is replaced, not even one that
    somebody puts there meanwhile.

    Raises:
        OutputFailed: a file cannot be made, or takes no more.
    """
    made: list[Callable[[], None]] = []
    try:
        for name, text in texts.items():
            path = folder / name
            with _named(path.as_posix()):
                _make_folder(path.parent, made)
                _make_file(path, made)
                _write(path, iter((text,)))
        made.clear()
    finally:
        for take_away in reversed(made):
            with suppress(OSError):
                take_away()


def _make_folder(folder: Path, made: list[Callable[[], None]]) -> None:
    """Make a folder, and those that it is to lie in.

    What somebody put into it meanwhile keeps a folder from being taken away again.
    """
    if not is_folder(folder):
        _make_folder(folder.parent, made)
        _make(folder.mkdir, folder.rmdir, made)


def _make_file(path: Path, made: list[Callable[[], None]]) -> None:
    """Make an empty file where there is none."""

    def create() -> None:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))

    _make(create, path.unlink, made)


def _make(
    create: Callable[[], None], take_away: Callable[[], None], made: list[Callable[[], None]]
) -> None:
    """Make what is not there; how to take it away is among those `made` before it exists.

    So nothing is left behind whenever a run ends, and nothing taken away that is somebody else's.
    """
    made.append(take_away)
    try:
        create()
    except FileExistsError:
        made.pop()  # it is somebody else's
        raise


def append(path: str, text: str) -> None:
    """Write a text behind what a file has.

    Raises:
        OutputFailed: the file takes no more.
    """
    with _named(path), Path(path).open("a", encoding="utf-8", newline="") as file:
        file.write(text)
