"""Third-party corpora through the whole command: any file ends well, in every way.

The small ones lie beside this file, with where they come from. All others are run where they are:
in the folder that DTI_TARGETS_CORPUS names, or in ../shared/reliability/corpus beside the project.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.reliability import corpora
from tests.reliability.corpora import PATIENCE, Corpus, files, run, said
from tests.runs import ROOT, Command

HERE = Path(__file__).resolve().parent / "corpus"
ELSEWHERE = Path(
    os.environ.get("DTI_TARGETS_CORPUS") or ROOT.parent / "shared" / "reliability" / "corpus"
)
MOST = 120
"""Files of the folder elsewhere, evenly chosen; `corpora.py FOLDER` runs all."""
MEMORY = 300 * 1024
"""Kibibytes by which a corpus may make the process larger."""


def peak() -> int:
    """Return the most memory that this process has had, in kibibytes; 0 where nobody says it."""
    if sys.platform in {"win32", "darwin"}:
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def assert_all_end_well(command: Command, tmp_path: Path, folder: Path, most: int | None) -> None:
    before = peak()
    ended = list(run(folder, Corpus(command, tmp_path, PATIENCE), most))
    sys.stdout.write(said(ended) + "\n")
    assert [f"{one.path}: {one.way}: {one.fault}" for one in ended if one.fault] == []
    assert len(ended) >= 5
    assert peak() - before < MEMORY


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.iterdir()))
def test_corpus(command: Command, tmp_path: Path, name: str) -> None:
    assert_all_end_well(command, tmp_path, HERE / name, None)


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.iterdir()))
def test_corpus_says_where_it_comes_from(name: str) -> None:
    origin = (HERE / name / "ORIGIN.md").read_text("utf-8")
    assert "Licence: " in origin
    assert "Source: " in origin


@pytest.mark.skipif(not ELSEWHERE.is_dir(), reason=f"there is no folder {ELSEWHERE}")
def test_corpora_elsewhere(command: Command, tmp_path: Path) -> None:
    assert_all_end_well(command, tmp_path, ELSEWHERE, MOST)


def test_notes_and_texts_are_judged_whatever_they_say(command: Command, tmp_path: Path) -> None:
    naughty = HERE / "naughty-strings" / "blns.txt"
    ended = {one.way: one.status for one in Corpus(command, tmp_path, PATIENCE).runs(naughty, "x")}
    assert ended["notes"] == 0
    assert ended["cells"] == ended["figures"] == ended["targets"] == 2


@pytest.mark.parametrize(
    ("stream", "text", "fault"),
    [
        ("stdout", "a\nb", ""),
        ("stdout", "a\x1b[31m", "U+001B"),
        ("json", "a\u202e", "U+202E"),
        ("stderr", "a\r", "U+000D"),
        ("csv", "a\r\n", ""),
        ("stdout", "a\n  ::error::b", "a command"),
        ("stdout", "a ##[error]b", "a command"),
        ("github", "::error::b", ""),
    ],
)
def test_what_should_not_be_seen_is_seen(stream: str, text: str, fault: str) -> None:
    assert corpora.seen(stream, text)[: len(fault) or None] == fault


def test_a_run_that_ends_badly_is_told(
    command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.csv").write_text("a,b\n1,2\n")
    (tmp_path / "corpus" / "same.csv").write_text("a,b\n1,2\n")
    assert [path.name for path in files(tmp_path / "corpus")] == ["a.csv"]
    command.monkeypatch.setattr(corpora, "AT_LEAST", 0.0)
    command.monkeypatch.setattr(corpora, "PER_BYTE", 0.0)

    assert corpora.main([str(tmp_path / "corpus")]) == 1
    told = capsys.readouterr().out
    assert "a.csv: figures: " in told
    assert "5 runs, 5 failed" in told
