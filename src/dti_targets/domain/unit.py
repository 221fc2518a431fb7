"""The closed lists: units with their ranges, tiers of government, pillars of a programme."""

from enum import StrEnum
from fractions import Fraction

_NOTHING, _FIRST, _WHOLE = Fraction(0), Fraction(1), Fraction(100)


class Unit(StrEnum):
    """What a number counts. `percent` is a share, so it lies between 0 and 100."""

    PERCENT = "percent"
    PERCENT_CHANGE = "percent_change"
    PERCENT_OF_PLAN = "percent_of_plan"
    RANK = "rank"
    COUNT = "count"
    RATIO = "ratio"
    PER_100_PEOPLE = "per_100_people"
    PER_PERSON = "per_person"
    MBPS = "mbps"
    SCORE = "score"
    YES_NO = "yes_no"

    @property
    def floor(self) -> Fraction | None:
        """The least value there can be; None where there is no least."""
        if self is Unit.RANK:
            return _FIRST
        return None if self in {Unit.PERCENT_CHANGE, Unit.YES_NO} else _NOTHING

    @property
    def ceiling(self) -> Fraction | None:
        """The greatest value there can be; None where there is no greatest."""
        return _WHOLE if self is Unit.PERCENT else None

    @property
    def in_percent(self) -> bool:
        """Whether a `%` belongs to its numbers."""
        return self in {Unit.PERCENT, Unit.PERCENT_CHANGE, Unit.PERCENT_OF_PLAN}

    @property
    def of_two(self) -> bool:
        """Whether its numbers are quotients: of a part and what it is a part of."""
        return self.in_percent or self is Unit.RATIO

    @property
    def whole(self) -> bool:
        """Whether only whole numbers make sense."""
        return self in {Unit.RANK, Unit.COUNT}

    @property
    def adds_up(self) -> bool:
        """Whether the numbers of the parts of a period add up to that of the period."""
        return self in {Unit.COUNT, Unit.PERCENT_OF_PLAN}

    def holds(self, number: Fraction) -> bool:
        """Whether the number lies in the range of the unit."""
        low, high = self.floor, self.ceiling
        return (low is None or number >= low) and (high is None or number <= high)


class Level(StrEnum):
    """Tier of government that a figure is about, from the widest to the narrowest."""

    NATIONAL = "national"
    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"
    AGENCY = "agency"

    @property
    def depth(self) -> int:
        """Place in the order of the tiers, 0 for the widest."""
        return _DEPTHS[self]


_DEPTHS = {level: depth for depth, level in enumerate(Level)}


class Pillar(StrEnum):
    """Part of a programme that a target belongs to."""

    DIGITAL_GOVERNMENT = "digital_government"
    DIGITAL_ECONOMY = "digital_economy"
    DIGITAL_SOCIETY = "digital_society"
    DIGITAL_INFRASTRUCTURE = "digital_infrastructure"
    DIGITAL_DATA = "digital_data"
    HUMAN_RESOURCES = "human_resources"
    INFORMATION_SECURITY = "information_security"
    RANKING = "ranking"
    COMMUNE_TRANSFORMATION = "commune_transformation"
