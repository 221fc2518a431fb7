"""Kinds of change, one rule at a time; then whole judgements against themselves and mirrored."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.checking.comparing import Lines, compare_lines, compare_unasked, lines_of
from dti_targets.diagnostics import Place
from dti_targets.domain.comparison import Changed, Judged, Unasked, fails_as
from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.report import Gap, Statement
from dti_targets.domain.resolution import Redefined
from dti_targets.domain.threshold import Limit, Operator
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Qualifier
from dti_targets.domain.verdict import Verdict
from tests.builders import check, resolution, target, value
from tests.comparisons import NEW_51, OLD_51, UNIT_535, changed, judged

JUDGED = ("met", "missed", "pending", "undecided")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (("met", "90"), ("missed", "70"), "regressed"),
        (("met", "90"), ("pending", "70"), "regressed"),
        (("met", "90"), ("undecided", "> 70"), "regressed"),
        (("met", "90"), ("missing", None), "regressed"),
        (("met", "90"), ("not_applicable", None), "verdict_changed"),
        (("pending", "70"), ("missed", "70"), "newly_missed"),
        (("missing", None), ("missed", "70"), "newly_missed"),
        (("not_applicable", None), ("missed", "70"), "newly_missed"),
        (("missed", "70"), ("met", "90"), "newly_met"),
        (("missing", None), ("met", "90"), "newly_met"),
        (("not_applicable", None), ("met", "90"), "verdict_changed"),
        (("missed", "70"), ("missing", None), "vanished"),
        (("missing", None), ("pending", "70"), "appeared"),
        (("missed", "70"), ("pending", "70"), "verdict_changed"),
        (("missing", None), ("not_applicable", None), "verdict_changed"),
        (("met", "90"), ("met", "91"), "revised"),
        (("met", "90"), ("met", "90"), None),
        (("met", "90"), ("met", "90,0"), None),
        (("missing", None), ("missing", None), None),
    ],
)
def test_a_change_has_one_kind(
    old: tuple[str, str | None], new: tuple[str, str | None], kind: str | None
) -> None:
    found = changed(judged(*old), judged(*new))

    assert (found.kind if found else None) == kind


def test_a_figure_of_another_period_is_a_new_figure_and_not_a_revised_one() -> None:
    old = judged("met", "90", period="2024")

    assert changed(old, judged("met", "91", period="2025")).kind is Changed.FIGURE_CHANGED  # type: ignore[union-attr]
    assert changed(old, judged("met", "90", period="2025")) is None


@pytest.mark.parametrize("old", [("missed", "70"), ("met", "90"), ("missing", None)])
def test_past_its_due_period_no_figure_is_lacking(old: tuple[str, str | None]) -> None:
    one = judged(*old, period="2025", area=NEW_51)
    other = judged("not_applicable", period="2026", area=NEW_51)

    found = changed(one, other)

    assert found
    assert (found.kind, found.figure) == (Changed.VERDICT_CHANGED, None)
    assert [(r.key, dict(r.params)) for r in found.remarks] == [("compare.past", {"due": "2025"})]
    assert list(fails_as(found)) == ["changed"]
    due = changed(one, other._replace(period=Period.parse("2025")))
    assert due
    assert due.remarks == ()


def test_a_figure_published_as_not_available_is_no_figure() -> None:
    found = changed(judged("missed", "70"), judged("missing", "-"))

    assert found
    assert (found.kind, found.figure) == (Changed.VANISHED, Changed.VANISHED)


def test_a_figure_that_nobody_could_interpret_is_compared_by_its_text() -> None:
    one, other = judged("met", "90"), judged("met", "90")
    odd = one._replace(figures=(one.figures[0]._replace(value=None, text="ninety"),))

    assert changed(odd, other).kind is Changed.REVISED  # type: ignore[union-attr]
    assert changed(odd, odd) is None


@pytest.mark.parametrize(("day", "before"), [("2024", "2025"), ("2025", "2024")])
def test_another_territory_is_neither_better_nor_worse(day: str, before: str) -> None:
    areas = {"2024": OLD_51, "2025": NEW_51}
    old = judged("met", "90", period=before, area=areas[before])
    new = judged("missed", "70", period=day, area=areas[day])

    found = changed(old, new)

    assert found
    assert found.kind is Changed.NOT_COMPARABLE
    assert found.remarks == (
        Statement("break.territory", {"area": NEW_51, "day": date(2025, 7, 1)}),
    )
    assert found.gap is None
    assert list(fails_as(found)) == ["changed"]


def test_a_figure_that_another_territory_has_not_is_not_comparable_either() -> None:
    """What the former Quảng Ngãi had reached, the larger one did not lose by having no figure."""
    former, larger = judged("met", "90"), judged("missing", period="2025", area=NEW_51)

    for pair in ((former, larger), (larger, former)):
        assert changed(*pair).kind is Changed.NOT_COMPARABLE  # type: ignore[union-attr]


def test_without_a_figure_on_either_side_nothing_is_to_be_compared() -> None:
    found = changed(judged("missing"), judged("not_applicable", period="2025", area=NEW_51))

    assert found
    assert (found.kind, found.remarks) == (Changed.VERDICT_CHANGED, ())


def test_another_total_is_another_rank() -> None:
    old = judged("missed", "12/34", unit="rank", operator="rank_at_most", number=10)
    new = judged("met", "9/63", unit="rank", operator="rank_at_most", number=10)

    found = changed(old, new)

    assert found
    assert found.kind is Changed.NOT_COMPARABLE
    assert [(r.key, dict(r.params)) for r in found.remarks] == [
        ("break.total", {"before": 34, "now": 63})
    ]
    assert changed(new, new) is None
    plain = judged("missed", "12", unit="rank", operator="rank_at_most", number=10)
    assert changed(plain, new).kind is Changed.NEWLY_MET  # type: ignore[union-attr]


def test_a_share_is_the_same_whatever_it_is_a_share_of() -> None:
    """20,43 % of 558 communes, 90,36 % of the 166 that they became."""
    found = changed(judged("missed", "114/558"), judged("met", "150/166"))

    assert found
    assert (found.kind, found.remarks) == (Changed.NEWLY_MET, ())


def test_another_definition_is_not_compared_either_way() -> None:
    change = Redefined.model_construct(day=date(2025, 1, 1), why=Phrase("mới", "new"))
    one = judged("met", "90", redefined=(change,))
    other = judged("missed", "70", period="2025", redefined=(change,))

    for pair in ((one, other), (other, one)):
        found = changed(*pair)
        assert found
        assert found.kind is Changed.NOT_COMPARABLE
        assert found.remarks == (Statement("break.redefined", {"why": change.why}),)
    later = judged("missed", "70", period="2026", redefined=(change,))
    assert changed(other, later._replace(verdict=Verdict.MET)).kind is Changed.NEWLY_MET  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("day", "apart"),
    [(date(2024, 12, 31), False), (date(2025, 1, 1), True), (date(2025, 12, 31), True),
     (date(2026, 1, 1), False)],
)  # fmt: skip
def test_a_definition_parts_what_ends_before_it_from_what_ends_with_it(
    day: date, *, apart: bool
) -> None:
    change = Redefined.model_construct(day=day, why=Phrase("mới", "new"))
    old = judged("met", "90", redefined=(change,))

    found = changed(old, judged("missed", "70", period="2025", redefined=(change,)))

    assert found
    assert (found.kind is Changed.NOT_COMPARABLE) is apart


def test_another_unit_is_another_target() -> None:
    found = changed(judged("met", "90"), judged("missed", "70", unit="ratio"))

    assert found
    assert (found.kind, found.amended) == (Changed.NOT_COMPARABLE, True)
    assert [remark.key for remark in found.remarks] == ["compare.another_indicator"]


def test_another_threshold_is_an_amendment_and_leaves_no_gap_to_compare() -> None:
    old, new = judged("met", "90"), judged("met", "90", number=85)

    found = changed(old, new)

    assert found
    assert (found.kind, found.amended, found.gap) == (Changed.AMENDED, True, None)
    assert set(fails_as(found)) == {"changed", "amended"}
    state = judged("met", number=None)
    assert changed(state, state) is None


def test_the_quota_of_another_period_is_no_amendment() -> None:
    old = judged("met", "90", period="2024", due="2024")
    new = judged("met", "95", period="2025", due="2025", number=85)

    assert changed(old, new).amended is False  # type: ignore[union-attr]
    assert changed(old, new._replace(due="2026")).amended is True  # type: ignore[union-attr]


def test_a_gap_grows_and_shrinks_exactly_and_a_bound_has_none() -> None:
    grown = changed(judged("missed", "70"), judged("missed", "70,5"))
    bound = changed(judged("missed", "70"), judged("missed", "< 75"))

    assert grown
    assert grown.gap == Fraction(1, 2)
    assert bound
    assert bound.gap is None


def test_what_one_side_does_not_have_was_added_or_dropped() -> None:
    found = changed(None, judged("met", "90"))
    gone = changed(judged("met", "90"), None)

    assert found
    assert gone
    assert (found.kind, found.old, found.gap) == (Changed.ADDED, None, None)
    assert (gone.kind, gone.new, gone.at.verdict) == (Changed.DROPPED, None, Verdict.MET)
    assert set(fails_as(gone)) == {"changed", "amended"}
    missed = changed(None, judged("missed", "70"))
    assert missed
    assert "newly_missed" not in set(fails_as(missed))


def test_a_resolution_that_was_read_and_not_judged_has_no_figures() -> None:
    found = changed(judged("met", "90"), None, frozenset({"plan"}))

    assert found
    assert (found.kind, found.figure) == (Changed.REGRESSED, Changed.VANISHED)
    assert found.new == judged("missing"), "neither its figure nor its gap"


def unit(verdict: str, text: str | None = None, **changes: object) -> Judged:
    return judged(verdict, text, area=UNIT_535, **changes)


def test_a_unit_is_missing_where_only_its_figure_is() -> None:
    own = judged("met", "90")
    old, new = Lines([own, unit("met", "90")]), Lines([own])

    (change,), unchanged = compare_lines(old, new)

    assert unchanged == 1
    assert (change.kind, change.decides) == (Changed.REGRESSED, False)
    (back,), _ = compare_lines(new, old)
    assert back.kind is Changed.NEWLY_MET


def test_a_unit_that_is_no_more_has_no_subject() -> None:
    own = judged("met", "90", period="2025", area=NEW_51)

    found, _ = compare_lines(Lines([judged("met", "90"), unit("met", "90")]), Lines([own]))

    (change,) = [change for change in found if change.at.area == UNIT_535]
    assert change.kind is Changed.VERDICT_CHANGED
    assert change.new
    assert (change.new.verdict, str(change.new.period)) == (Verdict.NOT_APPLICABLE, "2025")


def test_a_unit_of_a_threshold_without_subject_has_none_either() -> None:
    own = judged("not_applicable")

    (change,), _ = compare_lines(Lines([own, unit("met", "90")]), Lines([own]))

    assert change.new
    assert change.new.verdict is Verdict.NOT_APPLICABLE


def test_units_decide_where_the_area_itself_was_not_judged() -> None:
    (change,), _ = compare_lines(Lines([unit("met", "90")]), Lines([unit("missed", "70")]))

    assert change.decides
    other = unit("met", "90", target="other")
    (gone,), _ = compare_lines(Lines([unit("met", "90"), other]), Lines([unit("met", "90")]))
    assert gone.kind is Changed.REGRESSED  # its line is there only where it has a figure


def test_units_do_not_decide_where_one_side_judged_the_area_itself() -> None:
    both, alone = Lines([judged("met", "90"), unit("met", "90")]), Lines([unit("missed", "70")])

    for pair in ((both, alone), (alone, both)):
        changes, _ = compare_lines(*pair)
        assert {change.at.own: change.decides for change in changes} == {True: True, False: False}


def test_a_target_that_is_new_is_added_for_the_area_and_for_its_units() -> None:
    """A figure is lacking only where the target was known; here the other side knows others."""
    own = judged("met", "90")
    more = [judged("met", "90", target="other"), unit("met", "90", target="other")]

    there, still = compare_lines(Lines([own]), Lines([own, *more]))
    back, _ = compare_lines(Lines([own, *more]), Lines([own]))

    assert still == 1
    assert [(change.kind, change.old, change.new) for change in there] == [
        (Changed.ADDED, None, one) for one in more
    ]
    assert [(change.kind, change.old, change.new) for change in back] == [
        (Changed.DROPPED, one, None) for one in more
    ]


def test_a_resolution_that_only_one_side_knows_is_added_or_dropped_with_its_units() -> None:
    one, other = unit("met", "90"), unit("met", "90", resolution="other")

    changes, unchanged = compare_lines(Lines([one]), Lines([other]))

    assert unchanged == 0
    assert [(change.kind, change.old, change.new) for change in changes] == [
        (Changed.DROPPED, one, None), (Changed.ADDED, None, other),
    ]  # fmt: skip


def test_the_worst_comes_first() -> None:
    names = ("a", "b", "c")
    old = [judged(v, "70", target=n) for n, v in zip(names, ("missed", "met", "met"), strict=True)]
    new = [judged(v, "60", target=n) for n, v in zip(names, ("met", "met", "missed"), strict=True)]

    changes, _ = compare_lines(Lines(old), Lines(new))

    assert [change.at.target for change in changes] == ["c", "b", "a"]


def figure(text: str, period: str = "2024") -> Figure:
    return Figure(
        "x", OLD_51, Level.PROVINCE, Period.parse(period), text, None, "", "", "", "a.csv", 1
    )


def test_figures_that_no_target_asks_for_are_compared_by_their_texts() -> None:
    old = [figure("1"), figure("2", "2023"), figure("a  b", "2022")]
    new = [figure("3"), figure("2", "2021"), figure("a b", "2022")]

    assert compare_unasked(old, new) == [
        Unasked(Changed.VANISHED, old[1], None),
        Unasked(Changed.REVISED, old[0], new[0]),
        Unasked(Changed.APPEARED, None, new[1]),
    ]


def test_both_sides_are_taken_from_their_reports_as_they_were_judged() -> None:
    """With all that decides what changed, and all that the page says of it."""
    written = target(
        "online", indicator="rate",
        levels={"province": {"at_least": 80}, "district": {"at_least": 70}},
        redefined=[{"from": "2023-01-01", "why": "mới"}],
    )  # fmt: skip
    written["name"] = {"vi": "Trực tuyến", "en": "Online"}
    here, there = resolution(written), resolution(resolution="there", area="38")
    rows = "rate;51;province;2024;75%\nrate;535;district;2024;75%"

    whole = lines_of(check(rows, here, there, period="2024"))
    units = lines_of(check(rows, here, there, period="2024", areas=("535",)))

    year, limit = Period.parse("2024"), Limit(Operator.AT_LEAST, Decimal(80), Unit.PERCENT)
    limit = limit._replace(tolerance=here.tolerance)
    row = Figure(
        "rate", OLD_51, Level.PROVINCE, year, "75%", value("75%"), "", "", "", "data/figures.csv", 2
    )
    own = Judged(
        "plan", "1/KH-UBND", "online", Phrase("Trực tuyến", "Online"), "rate", Unit.PERCENT,
        Level.PROVINCE, OLD_51, own=True, period=year, due="2025", limit=limit,
        verdict=Verdict.PENDING, figures=(row,), gap=Gap(Fraction(-5), 0, Qualifier.EXACT),
        place=Place("targets/plan.yaml"), redefined=here.targets[0].redefined,
    )  # fmt: skip
    district = own._replace(
        level=Level.DISTRICT, limit=limit._replace(number=Decimal(70)), verdict=Verdict.MISSING,
        figures=(), gap=None,
    )  # fmt: skip
    ba_to = district._replace(
        area=UNIT_535, own=False, verdict=Verdict.MET, gap=Gap(Fraction(5), 0, Qualifier.EXACT),
        figures=(row._replace(area=UNIT_535, level=Level.DISTRICT, line=3),),
    )  # fmt: skip
    assert whole == Lines([own, district, ba_to], frozenset({"there"}))
    assert units == Lines([ba_to], frozenset({"there"}))


TEXTS = st.sampled_from(["", "-", "70%", "80%", "90%", "trên 75%", "khoảng 80%", "ước 81%"])
SIDES = st.lists(TEXTS, min_size=3, max_size=3)


def side(texts: list[str], due: str = "2025") -> Lines:
    names = ("a", "b", "c")
    made = resolution(*(target(name, due=due) for name in names))
    rows = [
        f"{name};51;province;2024;{text}" for name, text in zip(names, texts, strict=True) if text
    ]
    return lines_of(check("\n".join(rows), made, period="2024", resolutions=("plan",)))


@given(SIDES)
def test_nothing_differs_from_itself(texts: list[str]) -> None:
    changes, unchanged = compare_lines(side(texts), side(texts))

    assert changes == []
    assert unchanged == 3


MIRRORED = {
    Changed.REGRESSED: Changed.NEWLY_MET, Changed.VANISHED: Changed.APPEARED,
    Changed.ADDED: Changed.DROPPED,
}  # fmt: skip
MIRRORED |= {other: kind for kind, other in MIRRORED.items()}


@given(SIDES, SIDES)
def test_the_way_back_mirrors_the_way_there(old: list[str], new: list[str]) -> None:
    there, still = compare_lines(side(old), side(new))
    back, also_still = compare_lines(side(new), side(old))

    assert still == also_still
    assert {(c.at.key, c.old, c.new) for c in there} == {(c.at.key, c.new, c.old) for c in back}
    backwards = {change.at.key: change for change in back}
    for change in there:
        other = backwards[change.at.key]
        if Changed.NEWLY_MISSED not in {change.kind, other.kind}:
            assert other.kind is MIRRORED.get(change.kind, change.kind)
        assert other.figure is MIRRORED.get(change.figure, change.figure) if change.figure else True
        assert (other.gap is None) == (change.gap is None)
        if change.gap is not None:
            assert other.gap == -change.gap
