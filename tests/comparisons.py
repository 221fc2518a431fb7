"""Small sides of a comparison for tests: one target, judged in a year or two."""

from decimal import Decimal

from dti_targets.checking.comparing import Lines, compare_lines
from dti_targets.diagnostics import Place
from dti_targets.domain.area import Area
from dti_targets.domain.comparison import Change, Judged
from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.report import Gap
from dti_targets.domain.threshold import Limit, Operator, exact
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Value
from dti_targets.domain.verdict import Verdict
from dti_targets.reading.number_text import interpret, scan
from tests.builders import AREAS

OLD_51, NEW_51 = (area for area in AREAS.areas if area.code == "51")
UNIT_535 = next(area for area in AREAS.areas if area.code == "535")


def judged(verdict: str, text: str | None = None, **changes: object) -> Judged:
    """Make one side of a change: 80 % at least for Quảng Ngãi, judged in 2024, unless changed."""
    period = Period.parse(str(changes.pop("period", "2024")))
    unit = Unit(str(changes.pop("unit", "percent")))
    area = changes.pop("area", OLD_51)
    assert isinstance(area, Area)
    number = changes.pop("number", 80)
    limit = None
    if number is not None:
        limit = Limit(
            Operator(str(changes.pop("operator", "at_least"))), Decimal(str(number)), unit
        )
    figures: tuple[Figure, ...] = ()
    gap = None
    if text is not None:
        when = Period.parse(str(changes.pop("of", period)))
        value = interpret(scan(text), unit, None)
        assert isinstance(value, Value)
        figures = (Figure("rate", area, Level.PROVINCE, when, text, value, "", "", "", "a.csv", 2),)
        if limit and value.number is not None:
            gap = Gap(value.number - exact(limit.number), 0, value.qualifier)
    made = Judged(
        "plan", "1/KH-UBND", "rate", Phrase("rate", "rate"), "rate", unit, Level.PROVINCE, area,
        own=area.code == "51", period=period, due="2025", limit=limit, verdict=Verdict(verdict),
        figures=figures, gap=gap, place=Place("targets/plan.yaml", 9),
    )  # fmt: skip
    return made._replace(**changes)  # type: ignore[arg-type]  # as the test means it


def changed(
    old: Judged | None, new: Judged | None, left_out: frozenset[str] = frozenset()
) -> Change | None:
    """Return what became of one threshold; None where nothing did."""
    one, other = (Lines([side] if side else [], left_out) for side in (old, new))
    changes, unchanged = compare_lines(one, other)
    assert len(changes) + unchanged == 1
    return changes[0] if changes else None
