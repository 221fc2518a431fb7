"""Fuzz a reader with Atheris: `python fuzz/run.py csv|yaml|value [libFuzzer options] [SEEDS...]`.

Seeds are folders. An input that breaks the program is kept in fuzz/crashes/, where the tests run it
from then on.
"""

import sys
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent

with atheris.instrument_imports(include=["dti_targets"]):
    from fuzzed import READERS


def main() -> None:
    """Run libFuzzer until it is told to stop, or finds something."""
    name, *options = sys.argv[1:]
    found = f"-artifact_prefix={HERE}/crashes/{name}-"
    atheris.Setup([sys.argv[0], found, *options], READERS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
