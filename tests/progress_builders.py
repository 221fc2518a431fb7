"""Ways, series and measured targets for tests of progress, from numbers and from CSV text."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from dti_targets.checking.progress import Question, progress
from dti_targets.checking.selection import Selection, Source
from dti_targets.checking.series import series_of
from dti_targets.domain.method import Method
from dti_targets.domain.period import Period
from dti_targets.domain.progress import Point, Progress, Progression, Series, Way, moment
from dti_targets.domain.resolution import Redefined, Resolution
from dti_targets.domain.threshold import Standing
from dti_targets.domain.value import TOLERANCE, Interval
from tests.builders import GAZETTEER, expect, number, read, resolution, target

NOTHING = Interval(None, None)


def point(period: str, written: object, low: object = None, high: object = None) -> Point:
    """Make a point with a number, and with what it can stand for where that is more."""
    least, greatest = (number(written if end is None else end) for end in (low, high))
    return Point(Period.parse(period), None, (), number(written), Interval(least, greatest))


def way(
    first: Point, latest: Point, goal: object = None, due: str = "2025", *, more: bool = True,
    operator: str = "", unit: str = "percent_change", now: str | None = None, limit: object = None,
) -> Way:  # fmt: skip
    """Make a way from a first to a latest point; without a goal, in the direction alone.

    `now` is the period of the question, that of the latest point unless told otherwise.
    """
    threshold: dict[str, object] = {operator or ("at_least" if more else "at_most"): goal}
    if goal is None:
        improving = {"to": "more" if more else "less", "limit": limit}
        threshold = {"state": "better", "improving": improving}
    item = expect(target(unit=unit, due=due, levels={"province": threshold}))
    path = [(first.at, first.number or Fraction(0))]
    reached = False
    if item.limit:
        path.append((moment(item.due.end), Fraction(item.limit.number)))
        reached = item.limit.standing(latest.span or NOTHING) is Standing.REACHED
    day = Period.parse(now).end if now else latest.period.end
    return Way(item, first, latest, tuple(path), moment(day), reached)


def advance(
    rows: Mapping[str, str] | str, *resolutions: Resolution, period: str = "2025",
    method: str = "linear", named: tuple[str, ...] = (), areas: tuple[str, ...] = (),
    targets: tuple[str, ...] = (),
) -> Progression:  # fmt: skip
    """Measure every target of some resolutions; `named` are measured in any case."""
    return progress(
        [Source(item, f"targets/{item.id}.yaml") for item in resolutions],
        read(rows, *resolutions),
        GAZETTEER,
        Question(Period.parse(period), Method(method)),
        Selection(named, areas, targets),
    )


def measured(
    rows: Mapping[str, str] | str, written: dict[str, Any] | None = None, period: str = "2024",
    method: str = "linear", **changes: object,
) -> Progress:  # fmt: skip
    """Return the progress of the only threshold of a resolution with one target."""
    made = resolution(written or target(), **changes)
    found = advance(rows, made, period=period, method=method, named=("plan",))
    (only,) = found.targets
    return only


def series(
    rows: Mapping[str, str] | str, written: dict[str, Any] | None = None,
    redefined: tuple[Redefined, ...] = (),
) -> Series:  # fmt: skip
    """Return figures as a series."""
    figures = read(rows, resolution(written or target()))
    return series_of(figures, TOLERANCE, redefined)


def since(day: str, why: str = "counted anew") -> Redefined:
    """Make a redefinition."""
    return Redefined.model_validate({"from": day, "why": why})


def periods(points: tuple[Point, ...]) -> list[str]:
    """Return the periods of points as written."""
    return [str(one.period) for one in points]
