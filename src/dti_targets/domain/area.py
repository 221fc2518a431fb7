"""Territories with the days on which they exist, and the gazetteer that finds them.

A territory is a code *and* its days: code 51 is Quảng Ngãi until 2025-06-30 and a larger Quảng
Ngãi from the day after; huyện Ba Tơ (535) and xã Ba Tơ (21484) are two.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticKnownError

from dti_targets.domain.day import Day
from dti_targets.domain.phrase import Phrase, Text
from dti_targets.domain.threshold import Written
from dti_targets.domain.unit import Level


def _no_text(written: Any) -> Any:  # noqa: ANN401  (whatever the file holds)
    """Refuse what Pydantic would make a number of: "13" in quotes, and true."""
    if isinstance(written, str | bool):
        raise PydanticKnownError("int_type")
    return written


class Area(Written):
    """One territory (or body) that figures are about, during the days that it exists."""

    code: Text
    tier: Level
    name: Text
    parent: Text | None = None
    kind: Text | None = None
    names: tuple[Text, ...] = ()
    first: Day | None = Field(default=None, alias="from")
    until: Day | None = None
    absorbed: tuple[Text, ...] = ()
    units: dict[Level, Annotated[int, BeforeValidator(_no_text)]] = Field(default_factory=dict)

    def exists(self, day: date) -> bool:
        """Whether the territory exists on a day."""
        return (self.first is None or self.first <= day) and (
            self.until is None or day <= self.until
        )

    def overlaps(self, other: "Area") -> bool:
        """Whether there is a day on which both exist."""
        return (self.first or date.min) <= (other.until or date.max) and (
            other.first or date.min
        ) <= (self.until or date.max)

    def __hash__(self) -> int:
        """Hash by identity of the territory."""
        return hash((self.code, self.first))

    def __eq__(self, other: object) -> bool:
        """Compare by identity of the territory."""
        return isinstance(other, Area) and (self.code, self.first) == (other.code, other.first)


class TierDays(Written):
    """The last day of a tier of government, and why it ended."""

    until: Day
    why: Phrase


class AreasFile(Written):
    """A file of areas, and the days of the tiers."""

    levels: dict[Level, TierDays] = Field(default_factory=dict)
    areas: tuple[Area, ...]


def folded(name: str) -> str:
    """Return a name as it is compared: one Unicode form, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@dataclass(frozen=True)
class Gazetteer:
    """All areas that a project knows, by code and by name, and the days of the tiers."""

    areas: tuple[Area, ...] = ()
    tiers: Mapping[Level, TierDays] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Iterable[AreasFile]) -> "Gazetteer":
        """Join the contents of several files."""
        areas: list[Area] = []
        tiers: dict[Level, TierDays] = {}
        for file in files:
            areas.extend(file.areas)
            tiers.update(file.levels)
        return cls(tuple(areas), tiers)

    @cached_property
    def by_code(self) -> Mapping[str, tuple[Area, ...]]:
        """The territories that bear or bore a code."""
        found: dict[str, list[Area]] = {}
        for area in self.areas:
            found.setdefault(area.code, []).append(area)
        return {code: tuple(areas) for code, areas in found.items()}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Area, ...]]:
        """The territories that bear a name, with or without their kind, in any listed spelling."""
        found: dict[str, list[Area]] = {}
        for area in self.areas:
            names = {area.name, *area.names}
            if area.kind:
                names.add(f"{area.kind} {area.name}")
            for name in {folded(name) for name in names}:
                found.setdefault(name, []).append(area)
        return {name: tuple(areas) for name, areas in found.items()}

    def named(self, text: str) -> tuple[Area, ...]:
        """Return the territories that a text means, of any day: by code, else by name."""
        return self.by_code.get(text) or self.by_name.get(folded(text), ())

    def on(self, code: str, day: date) -> Area | None:
        """Return the territory with a code on a day."""
        return next((area for area in self.by_code.get(code, ()) if area.exists(day)), None)

    def lineage(self, area: Area) -> tuple[str, ...]:
        """Return the codes of the areas that contain this one, the nearest first."""
        codes: list[str] = []
        parent = area.parent
        while parent and parent not in codes:
            codes.append(parent)
            parent = next((a.parent for a in self.by_code.get(parent, ())), None)
        return tuple(codes)

    def units(self, area: Area, level: Level, day: date) -> tuple[Area, ...]:
        """Return the listed units of a tier within an area on a day."""
        return tuple(
            unit
            for unit in self.areas
            if unit.tier is level and unit.exists(day) and area.code in self.lineage(unit)
        )

    def tier_end(self, level: Level, day: date) -> TierDays | None:
        """Return when and why a tier ended, if it had ended on a day."""
        days = self.tiers.get(level)
        return days if days and days.until < day else None
