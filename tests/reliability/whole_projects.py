"""Strategies that write whole small projects, and the ways in which one can lie in files."""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.reliability.one_project import HEADINGS, a_resolution, a_target
from tests.reliability.oracle import Days, Figure, Promise, Said

JUDGED = Days("2024", date(2024, 1, 1), date(2024, 12, 31))
PERIODS = (
    *[JUDGED] * 3,
    Days("2024-01/2024-12", JUDGED.first, JUDGED.last),
    Days("2024-H1", date(2024, 1, 1), date(2024, 6, 30)),
    Days("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
    Days("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
    Days("2024-10/2024-12", date(2024, 10, 1), date(2024, 12, 31)),
    Days("2024-09", date(2024, 9, 1), date(2024, 9, 30)),
    Days("2024-01/2024-09", date(2024, 1, 1), date(2024, 9, 30)),
    Days("2024-12-31", date(2024, 12, 31), date(2024, 12, 31)),
    Days("2023", date(2023, 1, 1), date(2023, 12, 31)),
    Days("2023-H2", date(2023, 7, 1), date(2023, 12, 31)),
)
SOURCES = ("Báo A", 'Sở "TT;TT", A|B', "nguồn\tC", "")

_NUMBERS = {
    "percent": ("0", "5", "40", "75.5", "76", "79.99", "80", "80.01", "84", "95", "100"),
    "count": ("20", "94", "95", "99", "100", "105", "1250", "12345"),
    "rank": ("1", "5", "10", "11", "26", "27", "63"),
    "score": ("0", "0.95", "1", "1.25", "2", "7.5"),
    "percent_change": ("-12.5", "-5", "-0.5", "0", "7", "7.35", "12.5"),
    "yes_no": ("0", "1"),
}
_PROMISED = {
    "percent": ("75.5", "80", "95"),
    "count": ("95", "100", "1250"),
    "rank": ("5", "10", "26"),
    "score": ("1", "1.25", "2"),
    "percent_change": ("-5", "0.5", "7"),
}
_OPERATORS = ("at_least", "more_than", "at_most", "less_than")
_TEXTS = {
    "exactly": ("{0}", "{0}", "ước {0}", "{0} (sơ bộ)", "đạt {0}"),
    "of": ("{0}/{1}",),
    "more_than": ("trên {0}", "> {0}", "hơn {0}", "over {0}"),
    "at_least": ("tối thiểu {0}", "≥{0}", "{0} trở lên"),
    "less_than": ("dưới {0}", "<{0}"),
    "at_most": ("không quá {0}", "≤ {0}"),
    "about": ("khoảng {0}", "~{0}", "ước khoảng {0}", "about {0}"),
    "nearly": ("gần {0}",),
    "from_to": ("từ {0} đến {1}",),
    "yes": ("đạt", "có", "TRUE"),
    "no": ("chưa", "không", "no"),
    "missing": ("", "-", "n/a", "…", "chưa có số liệu"),
}


@dataclass(frozen=True)
class Row:
    """A figure, and how its text is made once the signs of its numbers are chosen."""

    figure: Figure
    template: str
    percent: bool = False
    grouped: bool = False

    def text(self, convention: str) -> str:
        """Return the text as published, with a comma or a point before the decimals."""
        said = self.figure.said
        sign = "%" if self.percent and said.word != "of" else ""
        written = [
            self._written(number, convention) + sign for number in (said.number, said.second)
        ]
        return self.template.format(*written)

    def _written(self, number: Fraction, convention: str) -> str:
        text = str(Decimal(number.numerator) / Decimal(number.denominator))
        if self.grouped and number.denominator == 1:
            text = f"{number.numerator:,}"
        return text.translate(str.maketrans(",.", ".,")) if convention == "comma" else text


@dataclass(frozen=True)
class Written:
    """A project: what is promised, as it is written and for the oracle, and the rows."""

    targets: tuple[Mapping[str, Any], ...]
    promises: tuple[Promise, ...]
    rows: tuple[Row, ...]

    def resolution(self) -> str:
        """Return the resolution file."""
        documents = {
            "adopted": {"number": "1/KH-UBND", "date": "2023-01-01"},
            "late": {"number": "2/KH-UBND", "date": "2025-05-21"},
        }
        return a_resolution(*self.targets, documents=documents)

    def of(self, promise: Promise, area: str) -> list[Figure]:
        """Return the figures of a promise for an area."""
        key = (promise.indicator, promise.level, area)
        figures = [row.figure for row in self.rows]
        return [
            figure for figure in figures if (figure.indicator, figure.level, figure.area) == key
        ]


@dataclass(frozen=True)
class Layout:
    """How the rows of a project lie in files."""

    convention: str = "comma"
    delimiter: str = ";"
    encoding: str = "utf-8"
    line_end: str = "\n"
    order: tuple[int, ...] = tuple(range(len(HEADINGS)))
    shuffled: int = 0
    cut: int = 0

    def files(self, rows: Sequence[Row]) -> dict[str, bytes]:
        """Return the files. Each begins with a row that proves the convention."""
        shuffled = list(rows)
        if self.shuffled:
            random.Random(self.shuffled).shuffle(shuffled)  # noqa: S311  (an order, no secret)
        parts = [shuffled[: self.cut], shuffled[self.cut :]] if self.cut else [shuffled]
        return {f"data/f{n}.csv": self._file(part) for n, part in enumerate(parts)}

    def _file(self, rows: Sequence[Row]) -> bytes:
        proof = "12,5" if self.convention == "comma" else "12.5"
        lines = [HEADINGS, ("proof", "51", "province", "2024", proof, "A")]
        for row in rows:
            figure = row.figure
            text = row.text(self.convention)
            lines.append((figure.indicator, figure.area, figure.level, figure.when.text, text,
                          figure.source))  # fmt: skip
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator=self.line_end)
        writer.writerows([line[index] for index in self.order] for line in lines)
        return out.getvalue().encode(self.encoding)


LAYOUTS = st.builds(
    Layout,
    convention=st.sampled_from(["comma", "point"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    order=st.permutations(range(len(HEADINGS))).map(tuple),
    shuffled=st.integers(0, 99),
    cut=st.integers(0, 4),
)


def _fraction(text: str) -> Fraction:
    return Fraction(text)


@st.composite
def _said(draw: st.DrawFn, unit: str) -> Said:
    """Draw what a figure of a unit can say."""
    if unit == "yes_no":
        word = draw(st.sampled_from(["yes", "yes", "no", "exactly", "missing"]))
        return Said(word, Fraction(1))
    word = draw(st.sampled_from(["exactly"] * 5 + [w for w in _TEXTS if w not in {"yes", "no"}]))
    pool = [_fraction(text) for text in _NUMBERS[unit]]
    if unit == "rank" and word in {"about", "nearly"}:
        pool = [number for number in pool if number > 20]  # below, no other rank is near
    if word == "of" and unit in {"score", "percent_change"}:
        word = "exactly"
    if word == "of":
        part, total = sorted(draw(st.tuples(st.integers(1, 700), st.integers(1, 700))))
        return Said(word, Fraction(part), Fraction(total))
    if word == "from_to":
        low, high = sorted(draw(st.tuples(st.sampled_from(pool), st.sampled_from(pool))))
        return Said(word, low, high)
    lowest, highest = min(pool), max(pool)
    if word == "more_than":
        pool = [number for number in pool if number < highest]
    if word in {"less_than", "nearly"}:
        pool = [number for number in pool if number > lowest]
    return Said(word, draw(st.sampled_from(pool)))


@st.composite
def _threshold(
    draw: st.DrawFn, promise: Promise, *, quotas: bool
) -> tuple[Promise, dict[str, Any]]:
    """Draw a threshold: for the oracle, and as it is written."""
    unit = promise.unit
    if unit == "yes_no":
        return replace(promise, operator="state"), {"state": "phổ cập"}
    operator = "rank_at_most" if unit == "rank" else draw(st.sampled_from(_OPERATORS))
    pool = _PROMISED[unit]
    text = draw(st.sampled_from(pool))
    written: dict[str, Any] = {operator: _plain(text)}
    made = replace(promise, operator=operator, number=_fraction(text))
    if quotas:
        years = sorted(draw(st.sets(st.sampled_from([2023, 2024, 2025]), min_size=1)))
        numbers = [draw(st.sampled_from(pool)) for _ in years]
        own = [
            (date(year, 1, 1), date(year, 12, 31), _fraction(number))
            for year, number in zip(years, numbers, strict=True)
        ]
        quota = {str(y): _plain(n) for y, n in zip(years, numbers, strict=True)}
        return replace(made, quotas=tuple(own)), {operator: quota}
    if unit != "rank" and draw(st.booleans()):
        made, written["about"] = replace(made, about=True), True
    if draw(st.booleans()):
        stricter = {"at_least": "more_than", "less_than": "at_most"}.get(operator, operator)
        number = draw(st.sampled_from(pool))
        made = replace(made, other=(stricter, _fraction(number)))
        written["other_reading"] = {stricter: _plain(number), "why": "two readings"}
    return made, written


def _plain(text: str) -> int | float:
    return float(text) if "." in text else int(text)


@st.composite
def _target(draw: st.DrawFn, name: str) -> tuple[dict[str, Any], list[Promise]]:
    """Draw a target with its levels."""
    unit = draw(st.sampled_from(list(_NUMBERS)))
    quotas = unit == "count" and draw(st.booleans())
    due = draw(st.sampled_from([2023, 2024, 2024, 2025, 2025]))
    every_year = not quotas and draw(st.booleans())
    late = draw(st.integers(0, 7)) == 0
    base = Promise(
        name, "", unit, "", Fraction(0), date(due, 12, 31), every_year=every_year,
        in_force_from=date(2025, 5, 21) if late else date(2023, 1, 1),
    )  # fmt: skip
    promises, levels = [], {}
    for level in sorted(draw(st.sets(st.sampled_from(["province", "district"]), min_size=1))):
        made, levels[level] = draw(_threshold(replace(base, level=level), quotas=quotas))
        promises.append(made)
    source = {"document": "late" if late else "adopted", "quote": "80%"}
    target = a_target(
        name, unit=unit, levels=levels, source=source, due=None if quotas else due,
        every_year=every_year or None, per_period=quotas or None,
    )  # fmt: skip
    return target, promises


@st.composite
def _row(draw: st.DrawFn, promise: Promise) -> Row:
    """Draw a figure that has to do with a promise."""
    area = draw(st.sampled_from(["51", "535"])) if promise.level == "district" else "51"
    said = draw(_said(promise.unit))
    figure = Figure(
        promise.indicator, promise.level, area, draw(st.sampled_from(PERIODS)), said,
        draw(st.sampled_from(SOURCES)),
    )  # fmt: skip
    shares = promise.unit in {"percent", "percent_change"}
    fragment = promise.unit == "percent" and 0 < said.number < 1
    return Row(
        figure, draw(st.sampled_from(_TEXTS[said.word])),
        percent=shares and (fragment or draw(st.booleans())), grouped=draw(st.booleans()),
    )  # fmt: skip


def _coordinates(row: Row) -> tuple[object, ...]:
    figure = row.figure
    when = figure.when
    return (figure.indicator, figure.level, figure.area, when.first, when.last, figure.source)


@st.composite
def projects(draw: st.DrawFn) -> Written:
    """Draw a project. Its last target is due in the judged year, so that there is one to judge."""
    written, promises = [], []
    for number in range(draw(st.integers(1, 3))):
        target, made = draw(_target(f"rate{number}x{number}"))
        written.append(target)
        promises += made
    written.append(a_target("anchor"))
    promises.append(
        Promise("anchor", "province", "percent", "at_least", Fraction(80), date(2024, 12, 31))
    )
    rows = draw(
        st.lists(
            st.sampled_from(promises).flatmap(_row), min_size=1, max_size=10, unique_by=_coordinates
        )
    )
    return Written(tuple(written), tuple(promises), tuple(rows))
