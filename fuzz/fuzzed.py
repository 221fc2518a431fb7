"""What is fuzzed: three readers, each from bytes to nouns or diagnostics, and to words.

A reader raises where something is wrong with the program. Atheris runs it (`fuzz/run.py`), and so
do the tests, over every input that was kept.
"""

import io
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from dti_targets.diagnostics import Faults
from dti_targets.domain.area import Area, AreasFile, Gazetteer
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Value
from dti_targets.messages import Words
from dti_targets.reading.areas import to_areas
from dti_targets.reading.columns import Context
from dti_targets.reading.figures import read_figures
from dti_targets.reading.number_text import Decimals, interpret, scan
from dti_targets.reading.period_text import likely_period
from dti_targets.reading.places import located
from dti_targets.reading.resolutions import check_together, to_resolution
from dti_targets.reading.source import Desk, Input
from dti_targets.reading.yaml_tree import read_tree
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording

GAZETTEER = Gazetteer.of(
    [
        AreasFile(
            areas=(
                Area(code="VN", tier=Level.NATIONAL, name="Việt Nam"),
                Area(code="51", tier=Level.PROVINCE, name="Quảng Ngãi", parent="VN"),
                Area(code="535", tier=Level.DISTRICT, name="Ba Tơ", parent="51"),
            )
        )
    ]
)
ASKED = {("rate", level): Unit.PERCENT for level in (Level.PROVINCE, Level.DISTRICT)} | {
    ("rank", Level.PROVINCE): Unit.RANK,
    ("count", Level.PROVINCE): Unit.COUNT,
    ("state", Level.PROVINCE): Unit.YES_NO,
}
CONTEXT = Context(GAZETTEER, ASKED)
WORDINGS = tuple(Wording(Words(language)) for language in ("en", "vi"))


def csv(data: bytes) -> None:
    """Read bytes as a figures file; its heading stands before half of them."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    if data[:1] != b"i" and encoding == "utf-8":
        data = b"indicator,area,level,period,value,source\n" + data
    opened = Input("f.csv", io.BytesIO(data), len(data), encoding)
    faults = Faults()
    figures = read_figures([opened], CONTEXT, faults)
    for figure in figures:
        assert figure.line >= 1
        _sound(figure.value)
    _worded(faults)


def yaml(data: bytes) -> None:
    """Read bytes as a resolution, and as a list of areas."""
    try:
        text = data.decode()
    except UnicodeError:
        return
    faults = Faults()
    root = read_tree(text, "f.yaml", faults)
    if root is not None:
        to_areas(root, "f.yaml", faults)
        file = to_resolution(root, "f.yaml", GAZETTEER, faults)
        if file:
            file.targets()
            check_together([file], GAZETTEER, faults)
    _worded(faults)


def value(data: bytes) -> None:
    """Read bytes as a published value, in every unit and under every convention."""
    text = data.decode(errors="replace")
    likely_period(text)
    published = scan(text)
    for unit in Unit:
        for convention in (None, *Decimals):
            found = interpret(published, unit, convention)
            if isinstance(found, Value):
                _sound(found)


READERS: dict[str, Callable[[bytes], None]] = {"csv": csv, "yaml": yaml, "value": value}


def _sound(value: Value | None) -> None:
    """Hold what is true of every value: it is one kind of thing, and its ends are in order."""
    if value is None or value.number is None:
        return
    numbers = value.interval()
    assert numbers.low is None or numbers.high is None or numbers.low <= numbers.high
    assert isinstance(value.number, Fraction)
    for say in WORDINGS:
        assert _harmless(say.value(value))


def _worded(faults: Faults) -> None:
    """Hold that every fault can be placed and said, with nothing in it that a terminal obeys."""
    for fault in located(faults, Desk(Path(), 0)):
        for say in WORDINGS:
            assert _harmless(visible(say.sentence(fault)))
            assert _harmless(visible(say.help(fault)))


def _harmless(text: str) -> bool:
    """Whether a text holds nothing that a terminal obeys or hides; a wide space is a space."""
    return all(sign.isprintable() or unicodedata.category(sign) == "Zs" for sign in text)
