"""One finding, whatever the question was: what CI and editors are told at a place."""

from enum import IntEnum
from hashlib import sha256
from typing import NamedTuple

from dti_targets.diagnostics import Place
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.visible import visible

DIAGNOSTICS = "diagnostics"
"""The group of what is wrong with an input."""


class Weight(IntEnum):
    """How much a finding matters: an error fails the run, an answer is only to be known."""

    ERROR = 0
    WARNING = 1
    NOTE = 2
    ANSWER = 3


class Finding(NamedTuple):
    """One thing to be told, at a place.

    `rule` is a verdict, a status, a diagnostic code or `unused`; `group` the resolution, or the
    kind of the rest. `forgiven` is a figure that may be missing. `name`, within its group, and
    `identity` name the same thing in the next run, whatever line it has moved to; both are unique.
    """

    rule: str
    weight: Weight
    verdict: Verdict | None
    group: str
    name: str
    message: str
    hint: str
    place: Place
    others: tuple[Place, ...]
    identity: str
    forgiven: bool = False

    @property
    def title(self) -> str:
        """What stands over the message: the code, or the name of the target."""
        return self.rule if self.group == DIAGNOSTICS else self.name

    @property
    def text(self) -> str:
        """The message and the next step."""
        return f"{self.message} {self.hint}"

    @property
    def fingerprint(self) -> str:
        """A short name of the same thing, the same in each run."""
        return sha256(self.identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Rule(NamedTuple):
    """What a kind of finding is: in short, and what to do about it."""

    id: str
    weight: Weight
    text: str
    help: str


def addressed(place: Place, message: str) -> str:
    """Return a message behind the cell of a workbook that it is about, which is no line of a text.

    Machines are told file, row and column, as for a text.
    """
    return f"{visible(place.address)}: {message}" if place.sheet else message
