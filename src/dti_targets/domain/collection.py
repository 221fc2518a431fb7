"""What came back of the forms: who answered what, and what is still to be asked."""

from collections.abc import Mapping
from typing import NamedTuple

from dti_targets.domain.figures import Figure
from dti_targets.domain.form import Entry


class Returned(NamedTuple):
    """One file that came back: how many expected figures it asks for, and how many it gives."""

    path: str
    asked: int
    answered: int


class Missing(NamedTuple):
    """An expected figure that nobody gave, and the files that have an empty row for it."""

    entry: Entry
    paths: tuple[str, ...]


class Gathered(NamedTuple):
    """Which rows of a store make the figures file.

    `added` are rows of returned files, in the order in which they are written. `replaced` are rows
    of the published file that give way, with the added ones that take their place. `held` counts
    the returned rows that say nothing new. `unexpected` are added rows that nobody asked for.
    """

    added: tuple[int, ...]
    replaced: Mapping[int, tuple[int, ...]]
    held: int
    files: tuple[Returned, ...]
    missing: tuple[Missing, ...]
    unexpected: tuple[Figure, ...]
