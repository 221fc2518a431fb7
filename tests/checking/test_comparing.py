"""Kinds of change, one rule at a time; then whole judgements against themselves and mirrored."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.checking.comparing import Lines, compare_lines, compare_unasked, lines_of
from dti_targets.domain.comparison import Changed, Judged, fails_as
from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.resolution import Redefined
from dti_targets.domain.unit import Level
from dti_targets.domain.verdict import Verdict
from tests.builders import check, resolution, target
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
    assert found.remarks[0].key == "break.territory"
    assert found.remarks[0].params["area"] == NEW_51
    assert found.gap is None
    assert list(fails_as(found)) == ["changed"]


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


def test_another_definition_is_not_compared_either_way() -> None:
    change = Redefined.model_construct(day=date(2025, 1, 1), why=Phrase("mới", "new"))
    one = judged("met", "90", redefined=(change,))
    other = judged("missed", "70", period="2025", redefined=(change,))

    for pair in ((one, other), (other, one)):
        found = changed(*pair)
        assert found
        assert (found.kind, found.remarks[0].key) == (Changed.NOT_COMPARABLE, "break.redefined")
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
    assert found.new
    assert found.new.verdict is Verdict.MISSING


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

    found = [(made.kind, str(made.at.period)) for made in compare_unasked(old, new)]

    assert found == [
        (Changed.VANISHED, "2023"), (Changed.REVISED, "2024"), (Changed.APPEARED, "2021"),
    ]  # fmt: skip


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
