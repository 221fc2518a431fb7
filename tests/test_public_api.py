"""The package as somebody else's script uses it: typed, silent, and without a trace."""

import csv
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dti_targets
from dti_targets import (
    Diagnostic,
    InvalidInput,
    Settings,
    check,
    describe,
    load_figures,
    load_resolutions,
)
from tests.runs import PROJECT, ROOT

SOURCE = str(ROOT / "src")
"""Where Python, and mypy by asking it, finds the package beside what is installed."""

SCRIPT = """
from fractions import Fraction
from pathlib import Path

from dti_targets import (
    Assessment, Diagnostic, Figure, Figures, InvalidInput, Report, Resolution, Settings, Statement,
    Verdict, check, describe, load_figures, load_resolutions,
)


def judged(path: Path) -> Report | list[str]:
    try:
        return check([path], Settings(period="2024"))
    except InvalidInput as error:
        return [f"{fault.at.path}:{fault.at.line} {describe(fault)}" for fault in error.faults]


def first(faults: InvalidInput) -> Diagnostic:
    return next(iter(faults.faults))


def line(assessment: Assessment) -> tuple[str, Verdict, Statement, Fraction | None]:
    gap = assessment.gap
    return (
        assessment.expected.id, assessment.verdict, assessment.reason, gap.amount if gap else None
    )


resolutions: tuple[Resolution, ...] = load_resolutions("targets")
figures: Figures = load_figures(Path("data"))
figure: Figure = figures[0]
report = judged(Path("data"))
if not isinstance(report, list):
    for name, verdict, reason, gap in map(line, report.assessments()):
        print(name, verdict.value, describe(reason, "vi"), gap, sep="|")
"""


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the sample project, with a few variables and no others."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT, env={**kept, "PYTHONUTF8": "1", **variables},
        capture_output=True, check=False, text=True, encoding="utf-8", timeout=300,
    )  # fmt: skip


def test_a_typed_script_is_accepted_and_runs(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")

    ran = run(str(script), PYTHONPATH=SOURCE)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "mau/records|met|Số liệu 99,30% đạt ngưỡng “trên 90%”.|93/10" in ran.stdout

    config = tmp_path / "none.ini"
    config.write_text("[mypy]\n", encoding="utf-8")
    typed = run(
        "-m", "mypy", "--strict", "--config-file", str(config),
        "--cache-dir", str(tmp_path / "cache"), str(script), PYTHONPATH=SOURCE,
    )  # fmt: skip
    assert typed.returncode == 0, typed.stdout
    wrong = script.with_name("wrong.py")
    wrong.write_text(SCRIPT.replace('Settings(period="2024")', "Settings(period=1.5)"))
    typed = run(
        "-m", "mypy", "--strict", "--config-file", str(config),
        "--cache-dir", str(tmp_path / "cache"), str(wrong), PYTHONPATH=SOURCE,
    )  # fmt: skip
    assert "incompatible type" in typed.stdout


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(dti_targets.__file__).parent / "py.typed").is_file()


def test_importing_the_package_loads_its_version_alone() -> None:
    code = "import sys; before = set(sys.modules); import dti_targets;"
    code += " print(*sorted(set(sys.modules) - before))"

    loaded = run("-c", code, PYTHONPATH=SOURCE).stdout.split()

    own = {name for name in loaded if name.partition(".")[0] == "dti_targets"}
    assert own == {"dti_targets", "dti_targets.version"}
    assert {"pydantic", "yaml", "rich", "typer"}.isdisjoint(loaded)


@pytest.mark.parametrize("name", dti_targets.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(dti_targets, name) is not None
    assert name in dir(dti_targets)


NONSENSE = {
    f"DTI_TARGETS_{name}": "nonsense"
    for name in ("LANG", "PERIOD", "TARGETS", "DIRECTORY", "CONFIG", "DECIMAL", "MAX_SIZE", "DEBUG")
}
NO_ENVIRONMENT = """
import os, sys
from dti_targets import check, describe, load_figures, load_resolutions
class Closed(dict):
    def get(self, name, default=None):
        assert name == "PYDANTIC_DISABLE_PLUGINS", name  # Pydantic's own, once
        return default
    def _read(self, *_): raise AssertionError("the environment was read")
    __getitem__ = __contains__ = __iter__ = keys = items = copy = _read
{patch}
report = check("data")
for a in report.assessments():
    print(a.expected.id, a.verdict.value, describe(a.reason), a.gap)
print(len(load_resolutions()), len(load_figures("data")))
"""


def test_no_environment_is_read() -> None:
    code = NO_ENVIRONMENT.format(patch="os.environ = Closed()")
    plain = run("-c", NO_ENVIRONMENT.format(patch=""), PYTHONPATH=SOURCE)
    closed = run("-c", code, PYTHONPATH=SOURCE, LANG="vi_VN.UTF-8", **NONSENSE)

    assert (plain.returncode, closed.returncode, closed.stderr) == (0, 0, "")
    assert plain.stdout == closed.stdout
    assert "mau/records met" in plain.stdout


def test_no_settings_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "dti-targets.toml").write_text('period = "1999"\nlang = nonsense\n')
    (tmp_path / "a.csv").write_bytes((PROJECT / "data" / "2024.csv").read_bytes())

    report = check(tmp_path / "a.csv", Settings(targets=(str(PROJECT / "targets"),)))

    assert report.period.text == "2024"


def state() -> tuple[object, ...]:
    """Return what a call could change of the process."""
    return (
        gc.isenabled(), gc.get_threshold(), signal.getsignal(signal.SIGTERM),
        signal.getsignal(signal.SIGINT), Path.cwd(), csv.field_size_limit(), dict(os.environ),
        sys.stdout, sys.stderr, tuple(sys.path), sys.getrecursionlimit(),
    )  # fmt: skip


def test_nothing_is_printed_and_nothing_of_the_process_changes(
    capfd: pytest.CaptureFixture[str],
) -> None:
    limit = csv.field_size_limit(4321)
    try:
        before = state()
        check([PROJECT / "data"])
        load_figures(PROJECT / "data")
        load_resolutions(PROJECT / "targets")
        with pytest.raises(InvalidInput):
            check(PROJECT / "bad.csv")
        assert state() == before
    finally:
        csv.field_size_limit(limit)
    assert capfd.readouterr() == ("", "")


def test_a_path_may_stand_alone() -> None:
    data = PROJECT / "data"

    assert check(str(data)).paths == check(data).paths == check([data]).paths == ("data/2024.csv",)


def test_without_files_the_project_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)

    assert check().paths == ("data/2024.csv",)


def asked(**options: object) -> Callable[[Path], object]:
    return lambda _: check(PROJECT / "data", Settings(**options))  # type: ignore[arg-type]


BAD: dict[str, tuple[str, Callable[[Path], object]]] = {
    "missing file": ("DT001", lambda folder: check(folder / "none.csv")),
    "missing resolution file": ("DT001", lambda folder: load_resolutions(folder / "none.yaml")),
    "missing figures": ("DT001", lambda folder: load_figures(folder / "none.csv")),
    "path that no system takes": ("DT002", lambda _: load_figures("a\0b.csv")),
    "empty folder": ("DT007", check),
    "bad YAML": ("DT101", lambda folder: load_resolutions(written(folder, "a.yaml", "a: ["))),
    "YAML of another kind": ("DT110", lambda folder: check(written(folder, "a.yaml", "a: 1"))),
    "CSV as YAML": ("DT", lambda folder: load_resolutions(written(folder, "a.csv", '"a,b'))),
    "YAML as CSV": ("DT008", lambda folder: load_figures(written(folder, "a.yaml", "a: 1"))),
    "bad CSV": ("DT211", lambda _: check(PROJECT / "bad.csv")),
    "bytes": ("DT005", lambda folder: check(written(folder, "a.csv", b"a,b\n\xff,1\n"))),
    "unknown resolution": ("DT909", asked(resolution=("none",))),
    "unknown target": ("DT910", asked(target=("none",))),
    "unknown area": ("DT911", asked(area=("none",))),
    "no period": ("DT222", asked(period="2024-Q5")),
    "another year": ("DT", asked(period="1999")),
    "unknown level": ("DT902", asked(level=("none",))),
    "unknown decimal": ("DT902", asked(decimal="none")),
    "unknown encoding": ("DT902", asked(encoding="none")),
    "long delimiter": ("DT902", asked(delimiter="none")),
    "size in words": ("DT902", asked(max_size="none")),
    "number of the wrong kind": ("DT902", asked(period=1.5)),
    "file too large": ("DT004", asked(max_size=1)),
    "targets elsewhere": ("DT001", asked(targets=("none",))),
}  # fmt: skip


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(("code", "call"), BAD.values(), ids=BAD)
def test_bad_input_is_one_exception_with_its_diagnostics(
    code: str, call: Callable[[Path], object], tmp_path: Path
) -> None:
    try:
        call(tmp_path)
    except InvalidInput as error:
        faults = list(error.with_traceback(None).faults)
    else:
        pytest.fail("nothing was refused")

    assert all(isinstance(fault, Diagnostic) for fault in faults)
    assert any(fault.code.id.startswith(code) for fault in faults), faults
    for fault in faults:
        assert "; " in describe(fault)
        assert describe(fault, "vi") != describe(fault)


def test_settings_are_read_as_the_command_reads_them() -> None:
    report = check(PROJECT / "data", Settings(resolution="mau", delimiter=","))  # type: ignore[arg-type]

    assert {part.resolution.id for part in report.resolutions} == {"mau"}


def test_reasons_and_remarks_are_said_in_both_languages() -> None:
    for assessment in check(PROJECT / "data").assessments():
        for statement in (assessment.reason, *assessment.remarks):
            assert describe(statement).strip()
            assert describe(statement, "vi").strip()
