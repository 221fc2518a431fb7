"""What a resolution expects in a period, and where it expects nothing."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from dti_targets.domain.area import Gazetteer
from dti_targets.domain.period import Period
from dti_targets.domain.report import Expected, Statement
from dti_targets.domain.resolution import Resolution, Target, quotas
from dti_targets.domain.threshold import Threshold, Validity
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
    named = _by_period(target, threshold)
    if target.per_period:
        own = [quota for quota in named if quota.covers(period)]
        past = [quota for quota in named if quota.end < period.end]
        nearest = (own or past[-1:] or list(named))[0]
        return nearest, named[nearest]
    due = target.due or max(named, key=lambda quota: quota.end)
    return due, next(reversed(threshold.numbers.values()), None)


def _by_period(target: Target, threshold: Threshold) -> Mapping[Period, Decimal | None]:
    """Return the periods that a threshold names, in time order, with their numbers.

    A state has no numbers: it is due when the other levels of its target are.
    """
    own: dict[Period, Decimal | None] = dict(quotas(threshold))
    if own:
        return own
    others = {quota for other in target.levels.values() for quota in quotas(other)}
    return dict.fromkeys(sorted(others, key=lambda quota: quota.end))


def not_applicable(expected: Expected, period: Period, gazetteer: Gazetteer) -> Statement | None:
    """Return why nothing is expected in a period; None where something is.

    Existence is decided on the last day of the period.
    """
    return (
        _withdrawn(expected)
        or _not_in_force(expected, period)
        or _ended(expected, period.end, gazetteer)
        or _nowhere(expected, period.end, gazetteer)
    )


def _withdrawn(expected: Expected) -> Statement | None:
    withdrawn = expected.target.withdrawn
    if withdrawn is None:
        return None
    by, new = expected.resolution.documents[withdrawn.by], withdrawn.replaced_by
    names = (other.name for other in expected.resolution.targets if other.id == new)
    return Statement(
        "na.withdrawn",
        {
            "by": by.number or by.title, "why": withdrawn.why, "replaced_by": new,
            "replacement": next(names, None),
        },
    )  # fmt: skip


def _not_in_force(expected: Expected, period: Period) -> Statement | None:
    """Return that the promise was not made yet, is past, or names no quota for the period."""
    begins = expected.resolution.in_force_from(expected.target)
    if period.end < begins:
        return Statement("na.not_yet", {"day": begins})
    if period.start > expected.due.end:
        return Statement("na.past", {"due": expected.due})
    if expected.target.per_period and not expected.due.covers(period):
        return Statement("na.no_quota", {"period": period})
    return None


def _ended(expected: Expected, day: date, gazetteer: Gazetteer) -> Statement | None:
    """Return since when, and why, there is no subject: the first end where there are several."""
    tier = gazetteer.tier_end(expected.level, day)
    ends: list[Validity] = [
        valid
        for valid in (expected.threshold.valid, expected.target.valid)
        if valid and valid.until < day
    ]
    first = min(ends, key=lambda valid: valid.until, default=None)
    if tier and (first is None or tier.until <= first.until):
        since = _after(tier.until)
        return Statement("na.tier", {"level": expected.level, "day": since, "why": tier.why})
    if first:
        return Statement("na.ended", {"day": _after(first.until), "why": first.why})
    return None


def _nowhere(expected: Expected, day: date, gazetteer: Gazetteer) -> Statement | None:
    area = expected.resolution.area
    if gazetteer.on(area, day) is None:
        return Statement("na.area", {"area": area, "day": day})
    return None


def _after(day: date) -> date:
    return day + timedelta(days=1)
