"""What of a progression makes the exit status 1."""

from dti_targets.checking.progress import Question, progress
from dti_targets.checking.selection import Selection, Source
from dti_targets.domain.method import Method
from dti_targets.domain.period import Period
from dti_targets.domain.progress import failures
from tests.builders import GAZETTEER, read, resolution, target

ROWS = """
    up;38;province;2023;50
    up;38;province;2024;70
    flat;38;province;2023;50
    flat;38;province;2024;51
    flat;38;province;2024;52;another
"""


def test_only_what_is_named_fails_and_is_counted() -> None:
    made = resolution(target("up"), target("flat"), target("none"), area="38")
    found = progress(
        [Source(made, "targets/plan.yaml")], read(ROWS, made), GAZETTEER,
        Question(Period.parse("2024"), Method.LINEAR), Selection(("plan",)),
    )  # fmt: skip

    assert failures(found, ()) == {}
    assert failures(found, ("deteriorating",)) == {}
    assert failures(found, ("warning", "cannot_say", "on_track")) == {
        "on_track": 1, "cannot_say": 1, "warning": 1,
    }  # fmt: skip
    assert failures(found, ("limited",)) == {"limited": 1}
