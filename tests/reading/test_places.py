from pathlib import Path

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.reading.places import located
from dti_targets.reading.source import Desk

TEXT = 'Mã;Giá trị\na;"1;5"\nb;"x\ny";z\n'


def desk(folder: Path) -> Desk:
    (folder / "f.csv").write_text(TEXT, encoding="utf-8")
    made = Desk(folder, 100)
    opened = made.open(folder / "f.csv", Faults())
    assert opened
    opened.delimiter, opened.fields, opened.headings = ";", {"value": 2}, ("Mã", "Giá trị", "")
    return made


def placed(folder: Path, *places: Place) -> list[Place]:
    faults = Faults()
    for place in places:
        faults.add(codes.FILE_NOT_FOUND, place)
    table = desk(folder)
    return [fault.at for fault in located(faults, table)]


def test_cell_is_found_by_its_column_or_its_number(tmp_path: Path) -> None:
    assert placed(
        tmp_path, Place("f.csv", 2, heading="value"), Place("f.csv", 3, field=3, heading="note")
    ) == [
        Place("f.csv", 2, 3, 5, 2, "Giá trị"),
        Place("f.csv", 4, 4, 1, 3, "note"),
    ]


def test_place_that_is_no_cell_or_is_known_stays(tmp_path: Path) -> None:
    places = (
        Place("f.csv"), Place("f.csv", 2), Place("f.csv", 2, 1, heading="value"),
        Place("f.csv", 2, heading="level"), Place("f.csv", 99, heading="value"),
        Place("other.csv", 2, heading="value"),
    )  # fmt: skip

    assert set(placed(tmp_path, *places)) == set(places)


def test_cell_that_breaks_its_row_is_found(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text('a,"b"c\n')
    table = Desk(tmp_path, 100)
    table.open(tmp_path / "g.csv", Faults())
    faults = Faults()
    faults.add(codes.STRAY_QUOTE, Place("g.csv", 1))

    assert [fault.at for fault in located(faults, table)] == [Place("g.csv", 1, 3, 3)]


def test_further_places_of_a_fault_are_found_too(tmp_path: Path) -> None:
    faults = Faults()
    faults.add(
        codes.FILE_NOT_FOUND, Place("f.csv", 2, heading="value"), Place("f.csv", 3, heading="value")
    )
    table = desk(tmp_path)

    [fault] = located(faults, table)

    assert fault.others == (Place("f.csv", 3, 3, 2, 2, "Giá trị"),)
