"""What fails a run, what a change says of itself, and where it stands."""

import pytest

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.comparison import (
    Amended,
    Amendment,
    Change,
    Changed,
    Comparison,
    Side,
    Subject,
    Unasked,
    ended,
)
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.settings import FAIL_ON_CHANGES
from tests.comparisons import UNIT_535, changed, judged

MET, MISSED, MISSING = judged("met", "90"), judged("missed", "70"), judged("missing")
FIGURE = MET.figures[0]


def comparison(**parts: object) -> Comparison:
    made = Comparison(Subject.FIGURES, Side("a.csv"), Side("b.csv"), Faults())
    return made._replace(**parts)  # type: ignore[arg-type]  # as the test means it


def change(old: object, new: object) -> Change:
    found = changed(old, new)  # type: ignore[arg-type]  # as the test means it
    assert found
    return found


def amendment(kind: str) -> Amendment:
    name = Phrase("x", "x")
    return Amendment(Amended(kind), "plan", "1", "rate", name, None, None, None, Place("a.yaml"))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (change(MET, MISSED), {"regressed", "newly_missed", "revised"}),
        (change(MET, MISSING), {"regressed", "vanished"}),
        (change(MISSED, MISSING), {"vanished"}),
        (change(MISSING, MISSED), {"newly_missed"}),
        (change(MISSED, MET), {"revised"}),
        (change(MET, judged("met", "91")), {"revised"}),
        (change(MET, judged("met", "91", period="2025")), set()),
        (change(MET, judged("met", "90", number=70)), {"amended"}),
        (change(MET, None), {"amended"}),
        (change(None, MISSED), {"amended"}),
        (change(MISSING, judged("not_applicable")), set()),
    ],
)
def test_a_change_fails_by_all_that_it_is(made: Change, words: set[str]) -> None:
    found = ended(comparison(changes=[made]), FAIL_ON_CHANGES)

    assert found == dict.fromkeys(words | {"changed"}, 1)
    assert ended(comparison(changes=[made]), ()) == {}


def test_a_unit_below_fails_nothing_but_a_run_that_wants_no_change() -> None:
    below = change(MET, MISSED)._replace(decides=False)

    assert ended(comparison(changes=[below]), FAIL_ON_CHANGES) == {"changed": 1}
    assert comparison(changes=[below]).tally.total() == 0


@pytest.mark.parametrize("kind", list(Amended))
def test_words_alone_amend_nothing(kind: Amended) -> None:
    found = ended(comparison(amendments=[amendment(kind)]), FAIL_ON_CHANGES)

    text_only = {"reworded", "document_added", "document_dropped", "document_changed"}
    assert found == ({"changed": 1} if kind in text_only else {"changed": 1, "amended": 1})


def test_figures_that_nobody_asks_for_are_changes_and_warnings_are_counted() -> None:
    faults = Faults()
    faults.add(codes.COLUMN_WITHOUT_HEADING, Place("a.csv", 2), text="x")
    faults.add(codes.UNREADABLE_UNUSED_VALUE, Place("a.csv", 2), text="x")
    unasked = Unasked(Changed.APPEARED, None, FIGURE)

    found = ended(comparison(unasked=[unasked], faults=faults), FAIL_ON_CHANGES)

    assert found == {"changed": 1, "warning": 1}


def test_a_comparison_knows_whether_it_is_empty_and_where_it_looked() -> None:
    made = comparison(
        changes=[change(MET, None), change(None, MISSED)],
        unasked=[Unasked(Changed.VANISHED, FIGURE, None)],
    )

    assert not made.empty
    assert comparison(unchanged=3).empty
    assert list(made.places()) == [FIGURE.place, MISSED.figures[0].place, FIGURE.place]
    assert made.tally == {Changed.DROPPED: 1, Changed.ADDED: 1}
    assert comparison(amendments=[amendment("due")]).amended == {Amended.DUE: 1}


def test_the_side_that_names_a_change_is_the_new_one_where_it_can() -> None:
    assert change(MET, MISSED).at is MISSED
    assert change(MET, None).at is MET
    assert Unasked(Changed.VANISHED, FIGURE, None).at is FIGURE
    for nothing in (Change(Changed.ADDED, None, None), Unasked(Changed.ADDED, None, None)):
        with pytest.raises(ValueError, match="has a side"):
            _ = nothing.at


def test_a_gap_is_exact_or_none() -> None:
    assert judged("met", "trên 85").exact_gap is None
    assert judged("missing").exact_gap is None
    assert MET.exact_gap == 10
    assert judged("met", "90", area=UNIT_535).key[3] == "535"
