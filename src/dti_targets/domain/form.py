"""A form: the figures that a resolution expects for a period, for whoever is to give them."""

from typing import NamedTuple

from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.report import Expected
from dti_targets.domain.resolution import Resolution, Target
from dti_targets.domain.unit import Level


class Entry(NamedTuple):
    """One figure that is expected, at an area, for a period.

    `expected` are the thresholds that it will answer: several where one indicator has several
    dues. `known` is the latest figure of the same territory, of the period itself if there is one.
    """

    expected: tuple[Expected, ...]
    area: Area
    period: Period
    known: Figure | None = None

    @property
    def target(self) -> Target:
        """The target that asks first."""
        return self.expected[0].target

    @property
    def level(self) -> Level:
        """The level that the figure is about."""
        return self.expected[0].level


class Form(NamedTuple):
    """What is to be filled in for one resolution, in the order of its file."""

    resolution: Resolution
    period: Period
    entries: tuple[Entry, ...]

    def by_area(self) -> "dict[Area, Form]":
        """Return the form of each area alone, in the order in which the areas occur."""
        found: dict[Area, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.area, []).append(entry)
        return {area: self._replace(entries=tuple(entries)) for area, entries in found.items()}
