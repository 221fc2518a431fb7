"""Measure start-up and rows, side by side in one run, and print ratios.

    python benchmarks/run.py [--rows 120000 1200000 12000000] [--rounds 10]

Whole processes are timed in turn (A B A B ...), so that a slow moment of the machine hits both;
the median of each is divided. Peak memory is what the system reports for the largest process.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nation import write_nation

ROOT = Path(__file__).resolve().parent.parent
FLOOR = """
import typer, yaml, rich.console, rich.table
from pydantic import BaseModel
class Model(BaseModel):
    name: str
    number: int
Model(name="x", number=1)
"""
READER = """
import csv, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.reader(file):
        pass
"""
STARTUP_AT_MOST = 1.3
ROWS_AT_MOST = 3.5
MEMORY_AT_MOST = 120


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Return wall seconds and peak MiB of one run of a command."""
    # Compiled modules may be kept, as in an installed program.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    return seconds, usage.ru_maxrss / 1024


def in_turn(one: list[str], other: list[str], folder: Path, rounds: int) -> tuple[float, ...]:
    """Return the median seconds of two commands, run in turn, their ratio, and the first's peak."""
    timed(one, folder), timed(other, folder)
    firsts, seconds, peaks = [], [], []
    for _ in range(rounds):
        first, peak = timed(one, folder)
        second, _ = timed(other, folder)
        firsts.append(first)
        seconds.append(second)
        peaks.append(peak)
    ratio = statistics.median(a / b for a, b in zip(firsts, seconds, strict=True))
    return statistics.median(firsts), statistics.median(seconds), ratio, max(peaks)


def main() -> None:
    """Print what was measured, and which promises of docs/performance.md it keeps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[120_000, 1_200_000])
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    python = sys.executable
    check = [str(Path(python).with_name("dti-targets")), "check"]
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors")

    mine, floor, ratio, peak = in_turn(
        [*check, "data/2024.csv"], [python, "-c", FLOOR], ROOT, options.rounds
    )
    print(
        f"start-up: {mine:.3f} s, floor {floor:.3f} s, ratio {ratio:.2f} "
        f"(at most {STARTUP_AT_MOST}), {peak:.0f} MiB"
    )
    for rows in options.rows:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            data = write_nation(folder, rows)
            size = data.stat().st_size / 1024**2
            rounds = max(1, min(options.rounds, 3_600_000 // rows))
            mine, bare, ratio, peak = in_turn(
                [*check, str(data), "-r", "nation"],
                [python, "-c", READER, str(data)],
                folder,
                rounds,
            )
            print(
                f"{rows:>10,} rows ({size:.0f} MiB): {mine:.2f} s, bare csv.reader {bare:.2f} s, "
                f"ratio {ratio:.2f} (at most {ROWS_AT_MOST}), {peak:.0f} MiB "
                f"(at most {MEMORY_AT_MOST} for 1,200,000), {mine / rows * 1e6:.2f} µs a row"
            )


if __name__ == "__main__":
    main()
