from dti_targets.diagnostics import codes
from dti_targets.reading.cell_text import NumberCell, SpoiledCell


def test_a_number_is_another_value_than_the_same_text() -> None:
    number, text = NumberCell("1,526"), "1,526"

    assert number != text
    assert text != number
    assert number == NumberCell("1,526")
    assert len({number, text, NumberCell("1,526")}) == 2
    assert len({(number, ""), (text, "")}) == 2


def test_what_is_left_is_a_text() -> None:
    assert str(NumberCell("5")) == "5"
    assert type(str(NumberCell("5"))) is str
    assert NumberCell(" 5").strip() == "5"


def test_a_spoiled_cell_says_why() -> None:
    cell = SpoiledCell.of("#REF!", codes.CELL_WITHOUT_FIGURE, text="#REF!")

    assert (cell.code, cell.params) == (codes.CELL_WITHOUT_FIGURE, {"text": "#REF!"})
    assert cell != "#REF!"
    assert cell != NumberCell("#REF!")
