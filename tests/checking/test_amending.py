"""What became of promises; which of two thresholds is harder, held against the numbers."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.checking.amending import amendments, harder
from dti_targets.checking.selection import Source
from dti_targets.diagnostics import Place
from dti_targets.domain.comparison import Amended, Amendment
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.resolution import Resolution
from dti_targets.domain.threshold import Limit, Operator, Standing
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Interval
from tests.builders import resolution, target


def source(made: Resolution) -> Source:
    places = {item.id: Place("targets/plan.yaml", 9) for item in made.targets}
    return Source(made, "targets/plan.yaml", places)


def found(old: Resolution, new: Resolution) -> list[Amendment]:
    return amendments([source(old)], [source(new)])


def kinds(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [made.kind.value for made in found(resolution(old), resolution(new))]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ({"at_least": 80}, {"at_least": 81}, "harder"),
        ({"at_least": 80}, {"at_least": 79.5}, "easier"),
        ({"at_least": 80}, {"more_than": 80}, "harder"),
        ({"more_than": 80}, {"at_least": 80}, "easier"),
        ({"more_than": 79}, {"at_least": 80}, "harder"),
        ({"at_least": 80}, {"at_most": 80}, "otherwise"),
        ({"at_most": 5}, {"less_than": 5}, "harder"),
        ({"at_most": 5}, {"at_most": 6}, "easier"),
        ({"at_least": 80}, {"at_least": 80, "about": True}, "easier"),
        ({"at_least": 80, "about": True}, {"at_least": 80}, "harder"),
        ({"at_least": 80, "about": True}, {"at_least": 79}, "otherwise"),
        ({"at_least": 80}, {"at_least": {"2024": 60, "2025": 80}}, "otherwise"),
        ({"at_least": {"2024": 60, "2025": 80}}, {"at_least": {"2024": 65, "2025": 80}}, "harder"),
        ({"at_least": {"2024": 60, "2025": 80}}, {"at_least": {"2024": 65, "2025": 79}},
         "otherwise"),
    ],
)  # fmt: skip
def test_which_threshold_is_harder_is_decided_by_operator_and_number(
    old: dict[str, Any], new: dict[str, Any], kind: str
) -> None:
    assert kinds(
        target(levels={"province": old}), target(levels={"province": new})
    ) == [kind]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ({"state": "phổ cập"}, {"state": "không còn"}, "otherwise"),
        ({"state": "phổ cập"}, {"state": "phổ cập"}, None),
    ],
)
def test_a_state_is_another_one_and_never_harder(
    old: dict[str, Any], new: dict[str, Any], kind: str | None
) -> None:
    one, other = (target(unit="yes_no", levels={"province": threshold}) for threshold in (old, new))

    assert kinds(one, other) == ([kind] if kind else [])


def test_a_number_of_whole_things_has_no_room_between_two() -> None:
    one = target(unit="count", levels={"province": {"more_than": 93}})
    other = target(unit="count", levels={"province": {"at_least": 94}})

    assert kinds(one, other) == ["otherwise"]


OPERATORS = st.sampled_from([Operator.AT_LEAST, Operator.MORE_THAN])
LESS = st.sampled_from([Operator.AT_MOST, Operator.LESS_THAN, Operator.RANK_AT_MOST])
NUMBERS = st.integers(0, 8).map(lambda n: Decimal(n) / 2)
NEAR = [Interval(Fraction(n, 8), Fraction(n, 8)) for n in range(-8, 64)]
WHOLE = [Interval(Fraction(n), Fraction(n)) for n in range(-2, 10)]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Limit, Limit]:
    operators = draw(st.sampled_from([OPERATORS, LESS]))
    unit = draw(st.sampled_from([Unit.RATIO, Unit.COUNT]))
    one, other = (
        Limit(draw(operators), draw(NUMBERS), unit, draw(st.booleans()), Fraction(1, 4))
        for _ in range(2)
    )
    return one, other


@given(pairs())
def test_harder_means_that_fewer_numbers_reach_it_and_more_are_short(
    pair: tuple[Limit, Limit],
) -> None:
    points = WHOLE if pair[0].unit is Unit.COUNT else NEAR
    one, other = (
        ({p for p in points if limit.standing(p) is Standing.REACHED},
         {p for p in points if limit.standing(p) is Standing.SHORT})
        for limit in pair
    )  # fmt: skip

    answer = harder(*pair)

    if answer == 1:
        assert other[0] <= one[0]
        assert one[1] <= other[1]
    if answer == -1:
        assert one[0] <= other[0]
        assert other[1] <= one[1]
    if answer == 0:
        assert one == other or any(limit.about for limit in pair)
    assert harder(pair[1], pair[0]) == (None if answer is None else -answer)


def test_another_direction_or_unit_is_neither() -> None:
    one = Limit(Operator.AT_LEAST, Decimal(5), Unit.RATIO)

    assert harder(one, one._replace(unit=Unit.COUNT)) is None
    assert harder(one, one._replace(operator=Operator.AT_MOST)) is None


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"due": "2026"}, ["due"]),
        ({"unit": "ratio"}, ["unit"]),
        ({"indicator": "other"}, ["redefined"]),
        ({"redefined": [{"from": "2024-01-01", "why": "mới"}]}, ["redefined"]),
        ({"name": {"vi": "Khác", "en": "Another"}}, ["reworded"]),
        ({"source": {"document": "adopted", "quote": "tám mươi"}}, ["reworded"]),
        ({"withdrawn": {"by": "adopted", "why": "cũ"}}, ["withdrawn"]),
        ({"levels": {"province": {"at_least": 80}, "commune": {"at_least": 70}}}, ["added"]),
        ({"levels": {"province": {"at_least": 80, "each": "district"}}}, ["otherwise"]),
        ({"every_year": True}, ["otherwise"]),
        ({"note": "chú thích"}, []),
    ],
)
def test_a_part_of_a_target_that_changed_is_named(change: dict[str, Any], kind: list[str]) -> None:
    back = {"added": "dropped", "withdrawn": "reinstated"}

    one, other = target(), target() | change

    assert kinds(one, other) == kind
    assert kinds(other, one) == [back.get(word, word) for word in kind]


def told(old: dict[str, Any], new: dict[str, Any], **changes: object) -> Amendment:
    """Return the only amendment of a target, between two files that can be told apart."""
    one, other = resolution(old, **changes), resolution(new, **changes)
    (made,) = amendments(
        [Source(one, "old.yaml", {"rate": Place("old.yaml", 7)})],
        [Source(other, "new.yaml", {"rate": Place("new.yaml", 9)})],
    )
    assert made.resolution == "plan"
    assert made.label == other.label == "1/KH-UBND"
    assert made.target == "rate"
    assert made.name == other.targets[0].name
    assert (made.place, made.other) == (Place("new.yaml", 9), Place("old.yaml", 7))
    return made


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ({"indicator": "other"}, "rate", "other"),
        ({"redefined": [{"from": "2024-01-01", "why": "mới"}]}, None, (Phrase("mới", "mới"),)),
        ({"unit": "ratio"}, Unit.PERCENT, Unit.RATIO),
        ({"due": "2026"}, Period.parse("2025"), Period.parse("2026")),
        ({"name": {"vi": "Khác", "en": "Another"}}, Phrase("rate", "rate"),
         Phrase("Khác", "Another")),
        ({"source": {"document": "adopted", "quote": "tám mươi"}}, "80%", "tám mươi"),
    ],
)  # fmt: skip
def test_a_part_that_changed_is_told_as_it_was_and_as_it_is(
    change: dict[str, Any], old: object, new: object
) -> None:
    forth, back = told(target(), target() | change), told(target() | change, target())

    assert (forth.level, forth.old, forth.new, forth.keys) == (None, old, new, ())
    assert (back.level, back.old, back.new, back.keys) == (None, new, old, ())


def test_a_definition_that_changed_again_is_told_by_its_reasons() -> None:
    first = {"from": "2024-01-01", "why": "một"}
    second = {"from": "2025-01-01", "why": "hai"}

    made = told(target(redefined=[first]), target(redefined=[first, second]))

    one, two = Phrase("một", "một"), Phrase("hai", "hai")
    assert (made.old, made.new) == ((one,), (one, two))


def test_why_a_target_was_withdrawn_is_told_and_nothing_where_it_is_back() -> None:
    gone = target(withdrawn={"by": "adopted", "why": "cũ"})

    assert told(target(), gone)[6:8] == (None, Phrase("cũ", "cũ"))
    assert told(gone, target())[6:8] == (None, None)


AT_LEAST_80 = Limit(Operator.AT_LEAST, Decimal(80), Unit.PERCENT)
BY_YEAR = {"at_least": {"2024": 60, "2025": 80}}
YEARS = (
    (Period.parse("2024"), Limit(Operator.AT_LEAST, Decimal(60), Unit.PERCENT)),
    (Period.parse("2025"), AT_LEAST_80),
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ({"at_least": 80}, {"at_least": 81},
         (AT_LEAST_80, AT_LEAST_80._replace(number=Decimal(81)))),
        ({"at_least": 80}, {"at_least": 80, "about": True},
         (AT_LEAST_80, AT_LEAST_80._replace(about=True))),
        (BY_YEAR, {"at_least": 80}, (YEARS, AT_LEAST_80)),
        ({"at_least": 80}, {"state": "phổ cập"}, (AT_LEAST_80, Phrase("phổ cập", "phổ cập"))),
    ],
)  # fmt: skip
def test_a_threshold_is_told_with_its_level_as_it_was_and_as_it_is(
    old: dict[str, Any], new: dict[str, Any], said: tuple[object, object]
) -> None:
    made = told(target(levels={"province": old}), target(levels={"province": new}))

    assert made.level is Level.PROVINCE
    assert (made.old, made.new) == said


def test_a_level_that_comes_or_goes_is_told_with_its_threshold() -> None:
    both = {"province": {"at_least": 80}, "commune": {"at_least": 70}}
    threshold = AT_LEAST_80._replace(number=Decimal(70))

    came, went = told(target(), target(levels=both)), told(target(levels=both), target())

    assert (came.kind, came.level, came.old, came.new) == (
        Amended.ADDED, Level.COMMUNE, None, threshold,
    )  # fmt: skip
    assert (went.kind, went.level, went.old, went.new) == (
        Amended.DROPPED, Level.COMMUNE, threshold, None,
    )  # fmt: skip


def test_another_tolerance_matters_to_what_is_about_and_to_nothing_else() -> None:
    about = target(levels={"province": {"at_least": 80, "about": True}})

    def became(written: dict[str, Any], percent: int, other: int) -> list[Amended]:
        one, two = (resolution(written, tolerance_percent=slack) for slack in (percent, other))
        return [made.kind for made in found(one, two)]

    assert became(about, 5, 10) == [Amended.EASIER]
    assert became(about, 10, 5) == [Amended.HARDER]
    assert became(target(), 5, 10) == []


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        ({"every_year": True}, ("every_year",)),
        ({"levels": {"province": {"at_least": 80, "each": "district"}}}, ("each",)),
        (
            {
                "levels": {
                    "province": {"at_least": 80, "valid": {"until": "2024-12-31", "why": "hết"}}
                }
            },
            ("valid",),
        ),
        ({"levels": {"province": {"at_least": 90, "each": "district"}}}, ("each",)),
    ],
)
def test_what_decides_beside_the_number_is_neither_harder_nor_easier(
    change: dict[str, Any], keys: tuple[str, ...]
) -> None:
    made = told(target(), target() | change)

    assert (made.kind, made.keys) == (Amended.OTHERWISE, keys)


def test_further_keys_are_called_as_the_file_calls_them() -> None:
    levels = {"province": {"at_least": 80, "other_reading": {"more_than": 80, "why": "trên"}}}

    (made,) = found(resolution(target()), resolution(target(levels=levels)))

    assert (made.kind, made.keys) == (Amended.OTHERWISE, ("other_reading",))


def test_targets_documents_and_titles_come_and_go() -> None:
    old = resolution(target("a"), target("b"))
    documents = {
        "adopted": {"number": "1/KH-UBND", "date": "2023-09-06"},
        "draft": {"title": "Dự thảo", "date": "2021-08-30", "status": "adopted"},
        "plan": {"number": "2/KH-UBND", "date": "2024-01-01"},
    }
    new = resolution(target("a"), target("c"), documents=documents, title="Kế hoạch")

    made = found(old, new)

    assert [(one.kind.value, one.target, one.name.en) for one in made] == [
        ("dropped", "b", "b"), ("added", "c", "c"), ("document_dropped", "", "statement"),
        ("document_changed", "", "draft"), ("document_added", "", "plan"),
        ("reworded", "", "Kế hoạch"),
    ]  # fmt: skip
    assert [(one.level, one.old, one.new) for one in made] == [
        (Level.PROVINCE, AT_LEAST_80, None), (Level.PROVINCE, None, AT_LEAST_80),
        (None, old.documents["statement"], None),
        (None, old.documents["draft"], new.documents["draft"]),
        (None, None, new.documents["plan"]),
        (None, Phrase("Plan", "Plan"), Phrase("Kế hoạch", "Kế hoạch")),
    ]  # fmt: skip
    assert {(one.resolution, one.label) for one in made} == {("plan", "1/KH-UBND")}
    at = Place("targets/plan.yaml")
    assert [(one.place, one.other) for one in made] == [
        (Place("targets/plan.yaml", 9), None), (Place("targets/plan.yaml", 9), None),
        *[(at, at)] * 4,
    ]  # fmt: skip


def test_what_has_no_place_of_its_own_is_in_its_file() -> None:
    old, new = resolution(), resolution(target() | {"due": "2026"})

    (made,) = amendments([Source(old, "old.yaml")], [Source(new, "new.yaml")])

    assert (made.place, made.other) == (Place("new.yaml"), None)


def test_every_resolution_is_told_of() -> None:
    old = [source(resolution()), source(resolution(resolution="other"))]
    new = [source(resolution(target() | {"due": "2026"}, resolution=name))
           for name in ("plan", "other")]  # fmt: skip

    assert [made.resolution for made in amendments(old, new)] == ["plan", "other"]


def test_a_resolution_comes_or_goes_as_a_whole() -> None:
    one, other = source(resolution()), source(resolution(resolution="other"))

    there = amendments([one], [other])

    named = ("1/KH-UBND", "", Phrase("Plan", "Plan"), None, None, None, Place("targets/plan.yaml"))
    assert there == [
        Amendment(Amended.DROPPED, "plan", *named), Amendment(Amended.ADDED, "other", *named),
    ]  # fmt: skip
    assert amendments([one], [one]) == []
