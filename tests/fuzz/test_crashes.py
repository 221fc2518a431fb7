"""Every input that fuzzing found to break the program, and a few to see that the readers run."""

import pytest

from fuzz import fuzzed
from fuzz.fuzzed import READERS
from tests.runs import ROOT


def test_what_once_broke_a_reader_breaks_it_no_more() -> None:
    for path in sorted((ROOT / "fuzz" / "crashes").glob("*-*")):
        READERS[path.name.partition("-")[0]](path.read_bytes())


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe1\x00", "rate,51,province,2024,trên 95%\n".encode(), b"a: &a [*a]"]
)
def test_a_reader_takes_any_bytes(name: str, data: bytes) -> None:
    READERS[name](data)


def test_a_reader_fails_where_something_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzed, "visible", lambda text: text + "\x1b")

    with pytest.raises(AssertionError):
        READERS["csv"](b"rate,99,province,2024,80%,A\n")
