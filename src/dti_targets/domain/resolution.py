"""A resolution: documents, and the targets that they set, each with the sentence that sets it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import Field, StringConstraints

from dti_targets.domain.day import Day, DayOrYear
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase, Text
from dti_targets.domain.threshold import Number, Threshold, Validity, Written
from dti_targets.domain.unit import Level, Pillar, Unit
from dti_targets.domain.value import TOLERANCE

Id = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
"""An identifier: small letters, digits, `_`, `-`, `.`; kept as text."""


class DocumentStatus(StrEnum):
    """What weight a document has: it binds, it is a draft, or somebody said it."""

    ADOPTED = "adopted"
    DRAFT = "draft"
    STATEMENT = "statement"


class DocumentKind(StrEnum):
    """Kind of administrative document, by the abbreviation in its number (Decree 30/2020)."""

    RESOLUTION = "NQ"
    DECISION = "QĐ"
    PLAN = "KH"
    DIRECTIVE = "CT"
    PROGRAMME = "CTr"
    CONCLUSION = "KL"
    DOCUMENT = ""


class Document(Written):
    """One document, by number or by title."""

    number: Text | None = None
    title: Phrase | None = None
    date: DayOrYear
    issuer: Phrase | None = None
    partial: Annotated[bool, Field(strict=True)] = False
    status: DocumentStatus = DocumentStatus.ADOPTED
    url: Text | None = None

    @property
    def kind(self) -> DocumentKind:
        """The kind that the number names; `DOCUMENT` where it names none."""
        # Party documents write 13-NQ/TU, the others 114/KH-UBND.
        found = re.search(r"[-/](NQ|QĐ|KH|CTr|CT|KL)(?:[-/]|$)", self.number or "")
        return DocumentKind(found[1]) if found else DocumentKind.DOCUMENT


class Source(Written):
    """The sentence that promises, the document it stands in, and where it was read."""

    document: Text
    quote: Text
    read_at: Text | None = None


class Withdrawn(Written):
    """Why a promise counts no longer, and which target took its place."""

    by: Text
    why: Phrase
    replaced_by: Id | None = None


class IfMissing(Written):
    """What a missing figure means for the exit status, with the reason."""

    fail: Phrase | None = None
    warn: Phrase | None = None
    ignore: Phrase | None = None

    @property
    def forgiven(self) -> Phrase | None:
        """Why a missing figure is no failure; None where it is one."""
        return None if self.fail else self.warn or self.ignore


class Baseline(Written):
    """The agreed figure from which a target starts."""

    period: Period
    value: Number


class Redefined(Written):
    """The first day of another definition of what is measured, and what changed."""

    day: Annotated[Day, Field(alias="from")]
    why: Phrase


class Target(Written):
    """A promise about one indicator, at one level or several, due in one period."""

    id: Id
    indicator: Id
    name: Phrase
    pillar: Pillar
    unit: Unit
    due: Period | None = None
    every_year: Annotated[bool, Field(strict=True)] = False
    per_period: Annotated[bool, Field(strict=True)] = False
    levels: dict[Level, Threshold] = Field(min_length=1)
    baseline: Baseline | None = None
    cumulative: Id | None = None
    redefined: tuple[Redefined, ...] = ()
    valid: Validity | None = None
    withdrawn: Withdrawn | None = None
    if_missing: IfMissing | None = None
    note: Phrase | None = None
    source: Source
    also: tuple[Source, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators whose figures are asked for: its own, and that of the sum of quotas."""
        return (self.indicator, self.cumulative) if self.cumulative else (self.indicator,)

    @property
    def adds_up(self) -> bool:
        """Whether the figure of a part of a period is a beginning of the period's own figure."""
        return self.per_period and self.unit.adds_up


class Resolution(Written):
    """A document, or several that amend one another, and the targets that they set.

    `path` and `places` are where it was read: they come from the reader, not from the file.
    """

    id: Annotated[Id, Field(alias="resolution")]
    title: Phrase
    area: Text
    tolerance_percent: Annotated[Number, Field(ge=0, le=100)] | None = None
    documents: dict[Text, Document] = Field(min_length=1)
    targets: tuple[Target, ...] = Field(min_length=1)

    @property
    def tolerance(self) -> Fraction:
        """What "about" gives and takes, as a share of the number."""
        percent = self.tolerance_percent
        return TOLERANCE if percent is None else Fraction(percent) / 100

    @property
    def main(self) -> Document:
        """The document that the resolution is known by: the first that was adopted."""
        documents = tuple(self.documents.values())
        return next((d for d in documents if d.status is DocumentStatus.ADOPTED), documents[0])

    @property
    def label(self) -> str:
        """The number that people call it by; its id where the documents have no number."""
        return self.main.number or self.id

    def cited(self, target: Target) -> tuple[Document, ...]:
        """Return the documents that set or repeat a target, the deciding one first."""
        sources = (target.source, *target.also)
        return tuple(self.documents[source.document] for source in sources)

    def in_force_from(self, target: Target) -> date:
        """Return the day of the earliest adopted document of a target, else of its draft."""
        documents = self.cited(target)
        adopted = [d.date for d in documents if d.status is DocumentStatus.ADOPTED]
        return min(adopted or [d.date for d in documents])

    def known_by(self, target: Target) -> Document | None:
        """Return the draft or statement that a target stands on alone; None if it was adopted."""
        documents = self.cited(target)
        if any(d.status is DocumentStatus.ADOPTED for d in documents):
            return None
        return documents[0]

    def thresholds(self) -> Iterator[tuple[Target, Level, Threshold]]:
        """Yield each threshold of each target, in the order of the file."""
        for target in self.targets:
            for level, threshold in target.levels.items():
                yield target, level, threshold


def quotas(threshold: Threshold) -> Mapping[Period, Decimal]:
    """Return the numbers of a threshold that names its periods."""
    return {period: number for period, number in threshold.numbers.items() if period}
