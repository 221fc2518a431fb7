"""Every file of a folder through the whole command, as each thing that it could be taken for.

`python tests/reliability/corpora.py FOLDER` prints how many runs ended with each status, and the
slowest. It takes any folder. A file is run

- as a table of figures and as a resolution, byte for byte;
- and what it holds, line by line, as the cells of a table and as the texts of a resolution.

A run passes if its status is 0, 1 or 2, nothing that it wrote (the terminal's text and the file of
each format) holds a control, bidi or other hidden character or a command of a CI log, and it ended
within a time that grows with the size of the file.
"""

import csv
import gc
import io
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tests.runs import Command

PER_BYTE = 5 / 10_000_000
"""Seconds for a byte: ten megabytes in five seconds."""
AT_LEAST = 0.5
"""Seconds that a small file may take: in them a bomb is refused."""
PATIENCE = 10
"""What a machine that does other things, too, may be slower."""
MOST_LINES = 100
"""Of a file, as cells and as texts: evenly chosen where it has more."""
LONGEST_LINE = 2_000

MACHINE = ("json", "jsonl", "csv", "markdown", "junit", "sarif", "github", "gitlab", "rdjson")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Cn"})
_COMMAND = re.compile(r"##(?=\w*\[)|^\s*::(?=[a-zA-Z])", re.MULTILINE)
_HEADINGS = ("indicator", "area", "level", "period", "value", "source", "quote", "note")

AREAS = """\
areas:
  - {code: VN, tier: national, name: Việt Nam}
  - {code: "51", tier: province, parent: VN, kind: tỉnh, name: Quảng Ngãi}
"""
RESOLUTION = """\
resolution: plan
title: Kế hoạch
area: "51"
documents:
  adopted: {number: 1/KH-UBND, date: 2023-09-06}
targets:
  - id: rate
    indicator: rate
    name: Tỷ lệ
    pillar: digital_government
    unit: percent
    due: 2024
    levels:
      province: {at_least: 80}
    source: {document: adopted, quote: "80%"}
"""
FIGURES = "indicator,area,level,period,value\nrate,51,province,2024,90%\n"


class Run(NamedTuple):
    """How one run of a file ended; `fault` is empty if it passed."""

    path: str
    way: str
    status: int
    seconds: float
    fault: str


class Corpus:
    """Runs files in a project of its own, which lies in an empty folder."""

    def __init__(self, command: "Command", folder: Path, patience: float = 1) -> None:
        """Write the project. `patience` multiplies the time that a run may take."""
        self._command = command
        self._folder = folder
        self._patience = patience
        self._count = 0
        (folder / "targets").mkdir()
        (folder / "out").mkdir()
        self._write("targets/areas.yaml", AREAS)
        self._write("data.csv", FIGURES)
        command.monkeypatch.chdir(folder)

    def runs(self, path: Path, name: str) -> Iterator[Run]:
        """Run one file in all ways, and yield how each run ended."""
        data = path.read_bytes()
        lines = _lines(data, name)
        for way, prepare in (
            ("figures", self._as_figures), ("targets", self._as_targets),
            ("notes", self._as_notes), ("cells", self._as_cells), ("texts", self._as_texts),
        ):  # fmt: skip
            self._write("targets/plan.yaml", RESOLUTION)
            words = prepare(data, lines)
            yield self._run(name, way, len(data), words)

    def _as_figures(self, data: bytes, _: list[str]) -> list[str]:
        self._write("figures.csv", data)
        return ["check", "figures.csv", "-v", *self._formats(1)]

    def _as_targets(self, data: bytes, _: list[str]) -> list[str]:
        self._write("targets/plan.yaml", data)
        return ["check", "data.csv", "-v", *self._formats(1)]

    def _as_notes(self, _: bytes, lines: list[str]) -> list[str]:
        """Put each line where a table takes any text: these are judged, and reach every report."""
        rows = [["rate", "51", "province", "2024", "90%", "", "", ""]]
        for number, line in enumerate(lines):
            rows.append([f"other{number}", "51", "province", "2024", "1", line, line, line])
            rows.append(["rate", "51", "province", "2024", "90%", line, line, line])
        return self._table(rows)

    def _as_cells(self, _: bytes, lines: list[str]) -> list[str]:
        """Put each line where a table compares: as indicator, area, level, period and value."""
        rows = []
        for line in lines:
            good = ["rate", "51", "province", "2024", "90%"]
            rows += [[*good[:at], line, *good[at + 1 :], "", "", ""] for at in range(5)]
        return self._table(rows)

    def _table(self, rows: list[list[str]]) -> list[str]:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([_HEADINGS, *rows])
        self._write("figures.csv", text.getvalue())
        return ["check", "figures.csv", "-v", *self._formats(3)]

    def _as_texts(self, _: bytes, lines: list[str]) -> list[str]:
        """Make every line the title of a document, and the words around one target of its own."""
        targets = [
            {
                "id": f"t{number}", "indicator": "rate" if number == 0 else f"t{number}",
                "name": line, "pillar": "digital_government", "unit": "percent", "due": "2024",
                "levels": {"province": {"at_least": 80}}, "note": line,
                "source": {"document": "adopted", "quote": line},
            }
            for number, line in enumerate(lines or ["-"])
            if line.strip() or number == 0
        ]  # fmt: skip
        targets[0]["name"] = targets[0]["note"] = "x"
        targets[0]["source"] = {"document": "adopted", "quote": "x"}
        title = next((line for line in lines if line.strip()), "x")
        written = {
            "resolution": "plan", "title": title, "area": "51",
            "documents": {"adopted": {"title": title, "date": "2023-09-06"}}, "targets": targets,
        }  # fmt: skip
        self._write("targets/plan.yaml", _yaml(written))
        return ["check", "data.csv", "-v", *self._formats(3)]

    def _formats(self, count: int) -> list[str]:
        """Ask for the table and for some other formats: others each time."""
        words = ["-f", "table", "-o", "-"]
        for _ in range(count):
            self._count += 1
            name = MACHINE[self._count % len(MACHINE)]
            words += ["-f", name, "-o", f"out/{name}"]
        return words

    def _write(self, name: str, data: bytes | str) -> None:
        path = self._folder / name
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)

    def _run(self, name: str, way: str, size: int, words: list[str]) -> Run:
        started = time.perf_counter()
        result = self._command(*words)
        seconds = time.perf_counter() - started
        gc.enable()  # the command, which runs once and ends, switches it off
        written = {"stdout": result.out, "stderr": result.err}
        for path in (self._folder / "out").iterdir():
            written[path.name] = path.read_bytes().decode("utf-8")
            path.unlink()
        allowed = max(AT_LEAST, size * PER_BYTE) * self._patience
        fault = "" if result.status in {0, 1, 2} else f"status {result.status}: {result.err}"
        if "Traceback" in result.err:
            fault = "traceback"
        if seconds > allowed:
            fault = fault or f"{seconds:.1f} s, and {allowed:.1f} s are allowed"
        for stream, text in written.items():
            fault = fault or seen(stream, text)
        return Run(name, way, result.status, seconds, fault)


def seen(stream: str, text: str) -> str:
    """Return what a reader of an output would see, and should not; empty if there is nothing."""
    plain = text.replace("\n", "")
    if stream == "csv":
        plain = plain.replace("\r", "").removeprefix("\ufeff")
    if not plain.isprintable():
        for sign in plain:
            if unicodedata.category(sign) in _HIDDEN:
                return f"U+{ord(sign):04X} in {stream}"
    if stream in {"stdout", "stderr"} and (found := _COMMAND.search(text)):
        return f"a command in {stream}: {text[found.start() : found.start() + 40]!r}"
    return ""


def _lines(data: bytes, name: str) -> list[str]:
    """Return the lines of a file, and of JSON its strings; of many an even choice."""
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    lines = text.split("\n")
    if name.endswith(".json"):
        with suppress(ValueError, RecursionError):
            lines += _strings(json.loads(text))
    lines = [line[:LONGEST_LINE] for line in dict.fromkeys(lines)]
    return lines[:: len(lines) // MOST_LINES + 1]


def _strings(value: object) -> list[str]:
    """Return every text in a value of JSON, without what no file in UTF-8 can hold."""
    if isinstance(value, str):
        return [value.encode("utf-8", "replace").decode("utf-8")]
    if isinstance(value, dict):
        return [text for item in [*value, *value.values()] for text in _strings(item)]
    return [text for item in value for text in _strings(item)] if isinstance(value, list) else []


def _yaml(written: object) -> str:
    """Return YAML: JSON is some. What no reader lets through stands there spelled out."""
    text = json.dumps(written, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else _spelled(sign) for sign in text)


def _spelled(sign: str) -> str:
    return f"\\U{ord(sign):08x}" if ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}"


def files(folder: Path, most: int | None = None) -> list[Path]:
    """Return the files under a folder, in order, one of each content; at most so many, evenly."""
    different: dict[bytes, Path] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        different.setdefault(sha256(path.read_bytes()).digest(), path)
    found = list(different.values())
    return found[:: (len(found) - 1) // most + 1] if most else found


def run(folder: Path, corpus: Corpus, most: int | None = None) -> Iterator[Run]:
    """Run the files under a folder, and yield how each run ended."""
    for path in files(folder, most):
        yield from corpus.runs(path, path.relative_to(folder).as_posix())


def said(ended: list[Run], slowest: int = 5) -> str:
    """Return the counts by way and status, and the slowest runs."""
    counts = Counter((one.way, one.status) for one in ended)
    lines = [f"{way:8} status {status}: {count}" for (way, status), count in sorted(counts.items())]
    slow = sorted(ended, key=lambda one: -one.seconds)[:slowest]
    lines += [f"{one.seconds:6.2f} s  {one.way:8} {one.path}" for one in slow]
    return "\n".join(lines)


def main(words: list[str]) -> int:
    """Run the files of each folder named; return 1 if a run failed."""
    import tempfile

    import pytest

    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.runs import Command

    ended: list[Run] = []
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        folders = [Path(word).resolve() for word in words]
        corpus = Corpus(Command(patch), Path(folder).resolve(), PATIENCE)
        for named in folders:
            for one in run(named, corpus):
                ended.append(one)
                if one.fault:
                    _say(f"{one.path}: {one.way}: {one.fault}")
        patch.chdir("/")
    _say(said(ended, 20))
    failed = sum(bool(one.fault) for one in ended)
    _say(f"{len(ended)} runs, {failed} failed")
    return 1 if failed or not ended else 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
