"""The nearest known word to one that is not known."""

from collections.abc import Iterable

CLOSE = 0.6
"""How alike two words must be (difflib's ratio) for one to be offered in place of the other."""


def nearest(word: str, known: Iterable[str], likeness: float = CLOSE) -> str:
    """Return the known word most like `word`, or an empty text where none is like it."""
    from difflib import get_close_matches  # only a run with faults pays for it

    found = get_close_matches(word, [str(k) for k in known], n=1, cutoff=likeness)
    return found[0] if found else ""
