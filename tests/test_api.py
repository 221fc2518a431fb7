"""The public functions give what the command gives, as data."""

from collections.abc import Callable
from pathlib import Path

import pytest

import dti_targets
from dti_targets import InvalidInput, check, load_figures, load_resolutions
from dti_targets.domain.settings import Settings
from dti_targets.domain.verdict import Verdict
from tests.runs import PROJECT


def refused(call: Callable[[], object]) -> InvalidInput:
    """Return the error of a call, without the frames that would keep its files open."""
    try:
        call()
    except InvalidInput as error:
        return error.with_traceback(None)
    pytest.fail("nothing was refused")


def test_a_report_counts_what_the_command_counts() -> None:
    report = check([PROJECT / "data"])

    (judged,) = [part for part in report.resolutions if part.applicable]
    assert judged.tally[Verdict.MET] == 2
    assert judged.tally[Verdict.MISSED] == 3
    assert report.period.text == "2024"


def test_options_are_settings() -> None:
    report = check([str(PROJECT / "data")], Settings(period="2023", resolution=("mau",)))

    assert report.period.text == "2023"


def test_faults_are_raised_together() -> None:
    error = refused(lambda: check([PROJECT / "bad.csv"]))

    assert error.faults.errors == 5
    assert str(error) == "DT211 at bad.csv:2:31"


def test_resolutions_of_a_folder_and_of_the_package() -> None:
    assert [found.id for found in load_resolutions(PROJECT / "targets")] == [
        "mau", "moi", "tinh-khac",
    ]  # fmt: skip
    assert "13-nq-tu" in {found.id for found in load_resolutions()}


def test_a_resolution_that_is_none_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "a.yaml"
    wrong.write_text("resolution: a\n")

    with pytest.raises(InvalidInput, match="DT105"):
        load_resolutions(wrong)


def test_figures_are_kept_as_published() -> None:
    figures = load_figures(PROJECT / "data" / "2024.csv")

    assert figures[0].text == "99,30%"
    assert len(figures) == 21


def test_figures_that_cannot_be_read_are_refused() -> None:
    error = refused(lambda: load_figures(PROJECT / "bad.csv"))

    assert {fault.at.column for fault in error.faults} != {0}


def test_the_package_has_no_other_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'wrong'"):
        _ = dti_targets.wrong
