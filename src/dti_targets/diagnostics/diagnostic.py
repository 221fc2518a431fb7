"""A fault with its place, and the bounded collection that a run makes of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dti_targets.diagnostics.codes import CODES, Code, Severity

KEPT = 1000
"""How many diagnostics of one code and one file are kept; all are counted."""


class Place(NamedTuple):
    """Where in a file.

    `line` and `column` count from 1; 0 means the file, or the line, as a whole. `width` is the
    number of characters that the caret underlines. A place in a table knows its `field` (from 1)
    and the `heading` of that field, and, where it was looked for, the `row`: so it can be named as
    Excel names it, for which a row may have several lines. A place in a workbook knows its `sheet`;
    its `line` is the row, and its `column` that of the sheet.
    """

    path: str
    line: int = 0
    column: int = 0
    width: int = 1
    field: int = 0
    heading: str = ""
    row: int = 0
    sheet: str = ""

    @property
    def address(self) -> str:
        """The cell as Excel names it, with its sheet; empty outside a workbook."""
        if not self.sheet:
            return ""
        plain = self.sheet.replace("_", "").isalnum() and not self.sheet[0].isdigit()
        name = self.sheet if plain else "'" + self.sheet.replace("'", "''") + "'"
        field = self.column or self.field
        return f"{name}!{letters(field)}{self.line}" if self.line else name

    def __str__(self) -> str:
        """Return `path:line:column`, as editors and terminals understand it; `path:Sheet1!C7`."""
        if self.sheet:
            return f"{self.path}:{self.address}"
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


def letters(column: int) -> str:
    """Return the column of a spreadsheet: 1 is A, 27 is AA; nothing for 0."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault in an input, complete enough to be repaired without the manual.

    `params` are the facts that the sentence of the code needs. `others` are further places that
    belong to the fault: the first use of a repeated key, the second of two figures.
    """

    code: Code
    at: Place
    params: Mapping[str, object] = field(default_factory=dict)
    others: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        """Refuse parameters that the code does not declare: a bug of ours, not of a user."""
        if tuple(self.params) != self.code.params:
            msg = f"{self.code.id} takes {self.code.params}, not {tuple(self.params)}"
            raise TypeError(msg)


class Faults:
    """Diagnostics in the order in which they were found: all counted, a bounded number kept.

    `kept` are at most `KEPT` of one code and one file; `counts` says for each (code, file) how
    many there were.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic] = ()) -> None:
        """Start with `diagnostics`."""
        self.kept: list[Diagnostic] = []
        self.counts: Counter[tuple[str, str]] = Counter()
        for diagnostic in diagnostics:
            self.append(diagnostic)

    def add(self, code: Code, at: Place, *others: Place, **params: object) -> None:
        """Add a diagnostic made from its parts."""
        self.append(Diagnostic(code, at, params, others))

    def append(self, diagnostic: Diagnostic) -> None:
        """Count a diagnostic, and keep it if there is room for its code in its file."""
        key = (diagnostic.code.id, diagnostic.at.path)
        self.counts[key] += 1
        if self.counts[key] <= KEPT:
            self.kept.append(diagnostic)

    def merge(self, other: "Faults") -> None:
        """Take over what another collection counted, and what it kept while there is room."""
        room = {key: KEPT - count for key, count in self.counts.items()}
        for diagnostic in other.kept:
            key = (diagnostic.code.id, diagnostic.at.path)
            room[key] = room.get(key, KEPT) - 1
            if room[key] >= 0:
                self.kept.append(diagnostic)
        self.counts.update(other.counts)

    def __iter__(self) -> Iterator[Diagnostic]:
        """Yield the kept diagnostics by file, line and column."""
        return iter(sorted(self.kept, key=lambda d: (d.at.path, d.at.line, d.at.column)))

    def __len__(self) -> int:
        """Return how many were found, kept or not."""
        return self.counts.total()

    @property
    def errors(self) -> int:
        """How many errors were found, kept or not."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many warnings were found, kept or not."""
        return self._of(Severity.WARNING)

    def _of(self, severity: Severity) -> int:
        return sum(n for (code, _), n in self.counts.items() if CODES[code].severity is severity)

    def relocated(self, locate: Mapping[Place, Place]) -> "Faults":
        """Return the same faults with each place replaced where `locate` knows a better one."""
        moved = Faults(
            Diagnostic(
                fault.code,
                locate.get(fault.at, fault.at),
                fault.params,
                tuple(locate.get(place, place) for place in fault.others),
            )
            for fault in self.kept
        )
        moved.counts = self.counts.copy()
        return moved


class InvalidInput(Exception):  # noqa: N818  (part of the public names: it says what is wrong)
    """The input cannot be judged. `faults` holds every diagnostic of every file."""

    def __init__(self, faults: Faults) -> None:
        """Keep the faults; the message names the first error for people who see only it."""
        first = next((f for f in faults if f.code.severity is Severity.ERROR), None)
        super().__init__(f"{first.code.id} at {first.at}" if first else "no error")
        self.faults = faults
