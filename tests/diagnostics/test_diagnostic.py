import pytest

from dti_targets.diagnostics import Diagnostic, Faults, InvalidInput, Place, codes
from dti_targets.diagnostics.diagnostic import KEPT


def fault(code: codes.Code = codes.FILE_NOT_FOUND, path: str = "f", line: int = 0) -> Diagnostic:
    return Diagnostic(code, Place(path, line))


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("f"), "f"), (Place("f", 2), "f:2"), (Place("f", 2, 3), "f:2:3"),
        (Place("f", 0, 3), "f"),
    ],
)  # fmt: skip
def test_place_is_written_as_editors_read_it(place: Place, shown: str) -> None:
    assert str(place) == shown


@pytest.mark.parametrize("params", [{}, {"why": 1, "more": 2}, {"what": 1}])
def test_parameters_that_a_code_does_not_take_are_our_bug(params: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="DT002 takes"):
        Diagnostic(codes.FILE_UNREADABLE, Place("f"), params)


def test_diagnostics_come_by_file_line_and_column() -> None:
    faults = Faults([fault(path="b", line=1), fault(path="a", line=2), fault(path="a", line=1)])

    assert [str(f.at) for f in faults] == ["a:1", "a:2", "b:1"]


def test_errors_and_warnings_are_counted_apart() -> None:
    faults = Faults([fault(), fault()])
    faults.add(codes.UNKNOWN_COLUMN, Place("f"), column="x", near="")

    assert (len(faults), faults.errors, faults.warnings) == (3, 2, 1)
    assert len(Faults()) == 0


def test_all_are_counted_and_a_bounded_number_of_a_code_and_file_is_kept() -> None:
    faults = Faults(fault(line=n) for n in range(KEPT + 5))
    faults.append(fault(path="g"))
    faults.append(fault(codes.FILE_EMPTY))

    assert (len(faults), len(faults.kept)) == (KEPT + 7, KEPT + 2)


def test_merging_keeps_the_bound_and_the_counts() -> None:
    one = Faults(fault(line=n) for n in range(KEPT - 1))
    other = Faults(fault(line=n) for n in range(KEPT + 3))
    other.append(fault(path="g"))

    one.merge(other)

    assert (len(one), len(one.kept), one.errors) == (2 * KEPT + 3, KEPT + 1, 2 * KEPT + 3)


def test_relocating_replaces_known_places_and_keeps_the_counts() -> None:
    faults = Faults(fault(line=n) for n in range(KEPT + 5))
    better = Place("f", 1, 2, 3)
    faults.append(Diagnostic(codes.FILE_EMPTY, Place("g"), {}, (Place("f", 1), Place("h"))))

    moved = faults.relocated({Place("f", 1): better})

    assert moved.kept[1].at == better
    assert moved.kept[2].at == Place("f", 2)
    assert moved.kept[-1].others == (better, Place("h"))
    assert (len(moved), len(moved.kept)) == (KEPT + 6, KEPT + 1)
    assert len(faults) == KEPT + 6


def test_exception_names_the_first_error_and_holds_all() -> None:
    faults = Faults()
    faults.add(codes.UNKNOWN_COLUMN, Place("a"), column="x", near="")
    faults.append(fault(path="b", line=3))

    assert str(InvalidInput(faults)) == "DT001 at b:3"
    assert InvalidInput(faults).faults is faults
    assert str(InvalidInput(Faults())) == "no error"
