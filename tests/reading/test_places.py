import re
from pathlib import Path

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.reading.figures import read_figures
from dti_targets.reading.places import cells_of_values, located
from dti_targets.reading.source import Desk
from tests.reading_builders import context

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
        Place("f.csv", 2, 3, 5, 2, "Giá trị", 2),
        Place("f.csv", 4, 4, 1, 3, "note", 3),
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

    assert [fault.at for fault in located(faults, table)] == [Place("g.csv", 1, 3, 3, row=1)]


def test_further_places_of_a_fault_are_found_too(tmp_path: Path) -> None:
    faults = Faults()
    faults.add(
        codes.FILE_NOT_FOUND, Place("f.csv", 2, heading="value"), Place("f.csv", 3, heading="value")
    )
    table = desk(tmp_path)

    [fault] = located(faults, table)

    assert fault.others == (Place("f.csv", 3, 3, 2, 2, "Giá trị", 3),)


def test_a_cell_is_found_behind_odd_quotes_and_line_ends_of_any_kind(tmp_path: Path) -> None:
    tall = "\n".join("x" * 3 for _ in range(60))
    text = (
        "quote,indicator,area,level,period,value\r\n"
        '15" màn hình,rate,51,province,2024,80%\r\n'
        '"a\rb",rate,51,province,2023,81%\r\n'
        f'"{tall}",rate,51,province,2022,82%\r\n'
        "q,rate,51,province,2021,83%\r\n"
    )
    path = tmp_path / "f.csv"
    path.write_bytes(text.encode())
    table, faults = Desk(tmp_path, 10**9), Faults()
    opened = table.open(path, faults)
    assert opened
    figures = read_figures([opened], context(), faults)

    found = cells_of_values([figure.place for figure in figures], table)

    lines = re.split(r"\r\n|\r|\n", text)
    shown = [found[figure.place] for figure in figures]
    assert [lines[at.line - 1][at.column - 1 :] for at in shown] == ["80%", "81%", "82%", "83%"]
    assert [at.row for at in shown] == [2, 3, 4, 5]
