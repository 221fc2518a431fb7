"""What a resolution expects in a period, and where it expects nothing."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from dti_targets.domain.area import Gazetteer
from dti_targets.domain.period import Period
from dti_targets.domain.report import Expected, Statement
from dti_targets.domain.resolution import Resolution, Target, quotas
from dti_targets.domain.threshold import Threshold
from dti_targets.domain.unit import Level


def expected(resolution: Resolution, period: Period) -> Iterator[Expected]:
    """Yield each threshold of a resolution as it stands for a period, in the order of the file."""
    for target, level, threshold in resolution.thresholds():
        yield _expected(resolution, target, level, threshold, period)


def _expected(
    resolution: Resolution, target: Target, level: Level, threshold: Threshold, period: Period
) -> Expected:
    due, number = _due(target, threshold, period)
    tolerance = resolution.tolerance
    return Expected(
        resolution, target, level, threshold, due,
        final_by=Period.year_of(period.end).end if target.every_year else due.end,
        number=number,
        limit=None if number is None else threshold.limit(number, target.unit, tolerance),
        other_limit=threshold.other_limit(target.unit, tolerance),
    )  # fmt: skip


def _due(target: Target, threshold: Threshold, period: Period) -> tuple[Period, Decimal | None]:
    """Return the period by whose end the threshold is due, and the number that counts then.

    With `per_period` that is the quota of the period that is judged, or of the nearest one where
    the period has none.
    """
    numbers = list(threshold.numbers.values())
    named = quotas(threshold)
    if target.per_period:
        own = [quota for quota in named if quota.covers(period)]
        past = [quota for quota in named if quota.end < period.end]
        nearest = (own or past[-1:] or list(named))[0]
        return nearest, named[nearest]
    due = target.due or max(named, key=lambda quota: quota.end)
    return due, numbers[-1] if numbers else None


def not_applicable(expected: Expected, period: Period, gazetteer: Gazetteer) -> Statement | None:
    """Return why nothing is expected in a period; None where something is.

    Existence is decided on the last day of the period.
    """
    target, threshold, level = expected.target, expected.threshold, expected.level
    resolution = expected.resolution
    if target.withdrawn:
        by = resolution.documents[target.withdrawn.by]
        return Statement(
            "na.withdrawn",
            {
                "by": by.number or by.title, "why": target.withdrawn.why,
                "replaced_by": target.withdrawn.replaced_by,
            },
        )  # fmt: skip
    begins = resolution.in_force_from(target)
    if period.end < begins:
        return Statement("na.not_yet", {"day": begins})
    if period.start > expected.due.end:
        return Statement("na.past", {"due": expected.due})
    if target.per_period and not expected.due.covers(period):
        return Statement("na.no_quota", {"period": period})
    tier = gazetteer.tier_end(level, period.end)
    if tier:
        return Statement("na.tier", {"level": level, "day": _after(tier.until), "why": tier.why})
    for valid in (threshold.valid, target.valid):
        if valid and valid.until < period.end:
            return Statement("na.ended", {"day": _after(valid.until), "why": valid.why})
    if gazetteer.on(resolution.area, period.end) is None:
        return Statement("na.area", {"area": resolution.area, "day": period.end})
    return None


def _after(day: date) -> date:
    return day + timedelta(days=1)
