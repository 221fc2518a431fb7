"""What a reader gets to see, before anything is laid out: lines of a table, sentences, remarks.

Words are chosen here; widths, colours and signs belong to the renderer.
"""

from typing import NamedTuple

from dti_targets.domain.verdict import Verdict

SIGN = "{sign}"
"""Stands in a sentence for the sign of a missing figure: only the screen knows it."""


class Figured(NamedTuple):
    """A text in two forms: in words, and with signs where there is little room."""

    words: str = ""
    signs: str = ""

    def form(self, *, signs: bool) -> str:
        """Return one of the forms."""
        return self.signs if signs else self.words


class Row(NamedTuple):
    """One line of the table.

    `depth` is 0 for a target, 1 for its levels, 2 for units below. A row without a verdict is the
    name of a target whose levels follow. `number` is what it counts as; `marks` are its remarks;
    `period` is that of the figure.
    """

    name: str
    depth: int = 0
    verdict: Verdict | None = None
    word: str = ""
    number: int | None = None
    figure: Figured = Figured()
    threshold: Figured = Figured()
    gap_sign: str = ""
    gap: str = ""
    gap_unit: str = ""
    due: str = ""
    marks: str = ""
    place: str = ""
    details: tuple[str, ...] = ()
    period: str = ""


class Section(NamedTuple):
    """The rows of one pillar, under its name and count."""

    title: str
    rows: tuple[Row, ...]


class Block(NamedTuple):
    """One resolution: what it is called, what it is about, its sections."""

    label: str
    title: str
    context: tuple[str, ...]
    due: str
    sections: tuple[Section, ...]


class Score(NamedTuple):
    """The count of one resolution: a sign for each threshold, the parts, the total, sentences."""

    label: str
    signs: tuple[Verdict, ...]
    parts: tuple[tuple[Verdict, str, int], ...]
    total: int
    missed: tuple[str, ...]
    sentences: tuple[str, ...]


class Page(NamedTuple):
    """A report in words."""

    headings: dict[str, str]
    mark: str
    blocks: tuple[Block, ...]
    remarks: tuple[tuple[str, str], ...]
    scores: tuple[Score, ...]
    notes: tuple[str, ...] = ()
    next_step: tuple[str, str] | None = None
    ending: str = ""
    appendix: tuple[str, ...] = ()
