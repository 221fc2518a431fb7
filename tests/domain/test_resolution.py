"""Resolutions: their documents, what they cite, from when they hold."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from dti_targets.domain.period import Period
from dti_targets.domain.resolution import Document, DocumentKind, IfMissing, quotas
from dti_targets.domain.unit import Level
from tests.builders import day, resolution, target


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("13-NQ/TU", DocumentKind.RESOLUTION),
        ("57-NQ/TW", DocumentKind.RESOLUTION),
        ("38/NQ-HĐND", DocumentKind.RESOLUTION),
        ("749/QĐ-TTg", DocumentKind.DECISION),
        ("114/KH-UBND", DocumentKind.PLAN),
        ("05-CT/TU", DocumentKind.DIRECTIVE),
        ("52-CTr/TU", DocumentKind.PROGRAMME),
        ("13-KL/TU", DocumentKind.CONCLUSION),
        ("09/2019/NĐ-CP", DocumentKind.DOCUMENT),
        ("KHÔNG/SỐ", DocumentKind.DOCUMENT),
        (None, DocumentKind.DOCUMENT),
    ],
)
def test_the_number_of_a_document_names_its_kind(number: str | None, kind: DocumentKind) -> None:
    document = Document.model_validate({"number": number, "date": "2025"})

    assert document.kind is kind


def test_a_document_may_be_known_by_its_year() -> None:
    assert Document.model_validate({"title": "x", "date": "2021"}).date == day("2021-01-01")


def test_the_first_adopted_document_names_the_resolution() -> None:
    draft_first = resolution(
        documents={
            "draft": {"title": "Dự thảo", "date": "2021", "status": "draft"},
            "adopted": {"number": "13-NQ/TU", "date": "2023"},
            "plan": {"number": "38/KH-UBND", "date": "2024"},
        }
    )

    assert draft_first.label == "13-NQ/TU"
    assert draft_first.main.number == "13-NQ/TU"


def test_without_an_adopted_document_the_first_stands_in() -> None:
    only_draft = resolution(
        documents={"draft": {"title": "Dự thảo", "date": "2021", "status": "draft"}}
    )

    assert only_draft.main.title is not None
    assert only_draft.label == "plan"


def test_a_target_holds_from_its_earliest_adopted_document() -> None:
    repeats = [{"document": "adopted", "quote": "x"}, {"document": "draft", "quote": "x"}]
    made = resolution(
        target(source={"document": "plan", "quote": "x"}, also=repeats),
        target("alone", source={"document": "draft", "quote": "x"}),
        target("said", source={"document": "statement", "quote": "x"}),
        documents={
            "adopted": {"number": "1/KH-UBND", "date": "2023-09-06"},
            "plan": {"number": "2/KH-UBND", "date": "2024-02-20"},
            "draft": {"title": "Dự thảo", "date": "2021-08-30", "status": "draft"},
            "statement": {"title": "Bài", "date": "2024-10-08", "status": "statement"},
        },
    )  # fmt: skip
    both, alone, said = made.targets

    assert made.in_force_from(both) == day("2023-09-06")
    assert made.in_force_from(alone) == day("2021-08-30")
    assert made.in_force_from(said) == day("2024-10-08")
    assert made.known_by(both) is None
    assert made.known_by(alone) == made.documents["draft"]
    assert made.known_by(said) == made.documents["statement"]
    assert [document.number for document in made.cited(both)] == ["2/KH-UBND", "1/KH-UBND", None]


def test_thresholds_come_in_the_order_of_the_file() -> None:
    made = resolution(
        target("b", levels={"district": {"at_least": 80}, "province": {"at_least": 90}}),
        target("a"),
    )

    assert [(t.id, level) for t, level, _ in made.thresholds()] == [
        ("b", Level.DISTRICT),
        ("b", Level.PROVINCE),
        ("a", Level.PROVINCE),
    ]


def test_about_means_5_percent_unless_the_resolution_says_otherwise() -> None:
    assert resolution().tolerance == Fraction(5, 100)
    assert resolution(tolerance_percent=2.5).tolerance == Fraction(25, 1000)
    assert resolution(tolerance_percent=0).tolerance == 0


@pytest.mark.parametrize("percent", [-1, 101, "5"])
def test_a_tolerance_is_a_share(percent: object) -> None:
    with pytest.raises(ValidationError):
        resolution(tolerance_percent=percent)


def test_quotas_are_the_numbers_that_name_their_periods() -> None:
    (made,) = resolution(
        target(levels={"province": {"at_least": {"2023": 60, "2025": 80}}})
    ).targets
    (plain,) = resolution().targets

    named = quotas(made.levels[Level.PROVINCE])
    assert list(named) == [Period.parse("2023"), Period.parse("2025")]
    assert quotas(plain.levels[Level.PROVINCE]) == {}


@pytest.mark.parametrize(
    ("unit", "per_period", "adds_up"),
    [("count", True, True), ("count", False, False), ("percent", True, False)],
)
def test_quotas_of_counts_add_up_over_their_period(
    unit: str, per_period: bool, adds_up: bool
) -> None:
    (made,) = resolution(target(unit=unit, per_period=per_period)).targets

    assert made.adds_up is adds_up


def test_what_a_missing_figure_means_may_be_forgiven() -> None:
    reads = IfMissing.model_validate

    assert reads({}).forgiven is None
    assert reads({"fail": "no excuse"}).forgiven is None
    assert reads({"fail": "no excuse", "warn": "late"}).forgiven is None
    for word in ("warn", "ignore"):
        forgiven = reads({word: "late"}).forgiven
        assert forgiven is not None
        assert forgiven.en == "late"


@pytest.mark.parametrize("name", ["", "Rate", "-rate", "tỷ-lệ", "a" * 65, "a b", 3])
def test_an_id_is_small_letters_digits_and_three_signs(name: object) -> None:
    with pytest.raises(ValidationError):
        resolution(target(id=name))


def test_an_id_may_be_long_and_hold_signs() -> None:
    assert resolution(target(id="a-1_b.c" + "x" * 57)).targets[0].id.startswith("a-1_b.c")


@pytest.mark.parametrize("changes", [{"targets": []}, {"documents": {}}, {"extra": 1}])
def test_a_resolution_has_documents_targets_and_nothing_unknown(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        resolution(**changes)
