"""Our own JSON report, read back: what was judged, as `compare` needs it.

A report is somebody's file like any other: its size is limited, each value is checked, and what is
wrong is named. Keys that are not known are left alone, for a later version may have more.
"""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, NamedTuple, NoReturn

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.area import Area, Gazetteer
from dti_targets.domain.comparison import Judged
from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.report import Gap
from dti_targets.domain.threshold import Limit, Operator
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Qualifier, Value
from dti_targets.domain.verdict import Verdict
from dti_targets.reading.cells import Cell, meaning
from dti_targets.reading.number_text import Decimals, scan
from dti_targets.reading.source import Input

JSON_SUFFIX = ".json"
VERSION = 1
"""The format of reports that is read here."""

_DEEPEST = 32
_LONGEST_PATH = 80

Number = Annotated[str, Field(pattern=r"^-?\d{1,400}(\.\d{1,400})?$|^-?\d{1,400}/[1-9]\d{0,399}$")]


def _writable(text: str) -> str:
    """Return a text that can be written again; halves of letters cannot.

    A name of a file may hold bytes that are no text.

    Raises:
        ValueError: it cannot.
    """
    text.encode("utf-8", "surrogateescape")
    return text


Text = Annotated[str, AfterValidator(_writable)]
Line = Annotated[int, Field(ge=0, le=10**9)]


class _Part(BaseModel):
    """A part of a report; keys that are not needed here are not looked at."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", defer_build=True)


class _Names(_Part):
    vi: Text
    en: Text


class _Area(_Part):
    code: Text
    name: Text


class _Threshold(_Part):
    kind: Literal["at_least", "more_than", "at_most", "less_than", "rank_at_most", "state"]
    value: Annotated[str, Field(pattern=r"^-?\d{1,400}(\.\d{1,400})?$")] | None
    about: bool


class _Figure(_Part):
    text: Text
    numerator: Text
    denominator: Text
    decimal: Literal["comma", "point", ""]
    period: Period
    source: Text
    quote: Text
    note: Text
    file: Text
    line: Line


class _Assessment(_Part):
    resolution: Text
    target: Text
    name: _Names
    indicator: Text
    unit: Annotated[Unit, Field(strict=False)]
    level: Annotated[Level, Field(strict=False)]
    due: Period
    threshold: _Threshold
    area: _Area
    figure: _Figure | None
    other_figures: list[_Figure]
    verdict: Annotated[Verdict, Field(strict=False)]
    gap: Number | None
    target_file: Text
    target_line: Line
    target_column: Line


class _Resolution(_Part):
    id: Text
    label: Text
    area: _Area
    judged: bool


class _Unused(_Part):
    indicator: Text
    area: _Area
    level: Annotated[Level, Field(strict=False)]
    period: Period
    text: Text
    source: Text
    file: Text
    line: Line


class _Report(_Part):
    period: Period
    resolutions: list[_Resolution]
    assessments: list[_Assessment]
    unused_figures: list[_Unused]


class SavedReport(NamedTuple):
    """What a report says, in the nouns of the domain.

    `left_out` are the resolutions that it read and did not judge; `unused` are the figures that no
    target asked for.
    """

    period: Period
    judged: Sequence[Judged]
    left_out: frozenset[str]
    unused: Sequence[Figure]


class _Translator:
    """Makes the nouns; a code and a day are a territory of the gazetteer."""

    def __init__(self, content: _Report, gazetteer: Gazetteer) -> None:
        self._content = content
        self._heads = {part.id: part for part in content.resolutions}
        self._gazetteer = gazetteer

    def report(self) -> SavedReport:
        """Return everything."""
        content = self._content
        left_out = frozenset(part.id for part in content.resolutions if not part.judged)
        judged = tuple(map(self._judged, content.assessments))
        return SavedReport(
            content.period, judged, left_out, tuple(map(self._unused, content.unused_figures))
        )

    def _judged(self, made: _Assessment) -> Judged:
        head, unit = self._heads.get(made.resolution), made.unit
        limit = _limit(made.threshold, unit)
        area = self._area(made.area, made.level, self._content.period.end)
        figures = tuple(
            self._figure(figure, made, area)
            for figure in (*((made.figure,) if made.figure else ()), *made.other_figures)
        )
        return Judged(
            made.resolution, head.label if head else made.resolution, made.target,
            Phrase(made.name.vi, made.name.en), made.indicator, unit, made.level, area,
            head is None or head.area.code == made.area.code, self._content.period, made.due.text,
            limit, made.verdict, figures, _gap(made.gap, limit, figures),
            Place(made.target_file, made.target_line, made.target_column),
        )  # fmt: skip

    def _unused(self, figure: _Unused) -> Figure:
        area = self._area(figure.area, figure.level, figure.period.end)
        return Figure(
            figure.indicator, area, figure.level, figure.period, figure.text, None,
            figure.source, "", "", figure.file, figure.line,
        )  # fmt: skip

    def _figure(self, figure: _Figure, made: _Assessment, area: Area) -> Figure:
        return Figure(
            made.indicator, area, made.level, figure.period, figure.text, _value(figure, made.unit),
            figure.source, figure.quote, figure.note, figure.file, figure.line,
        )  # fmt: skip

    def _area(self, area: _Area, level: Level, day: date) -> Area:
        """Return the territory that bears a code on a day; one of that code where none is known."""
        known = self._gazetteer.by_code.get(area.code, ())
        return (
            self._gazetteer.on(area.code, day)
            or (known[-1] if known else None)
            or Area.model_construct(code=area.code, tier=level, name=area.name)
        )


def _value(figure: _Figure, unit: Unit) -> Value | None:
    """Return what a text stood for; None where it no longer does, as a hand may have changed it."""
    decimal = Decimals(figure.decimal) if figure.decimal else None
    cell = Cell(scan(figure.text), decimal, None, figure.numerator, figure.denominator)
    found = meaning(cell, unit, None)
    return found if isinstance(found, Value) else None


def _limit(threshold: _Threshold, unit: Unit) -> Limit | None:
    if threshold.kind == "state" or threshold.value is None:
        return None
    return Limit(Operator(threshold.kind), Decimal(threshold.value), unit, threshold.about)


def _gap(written: str | None, limit: Limit | None, figures: tuple[Figure, ...]) -> Gap | None:
    """Return a distance with the digits and the qualifier that figure and threshold give it."""
    value = figures[0].value if figures else None
    if written is None or limit is None or value is None:
        return None
    exponent = limit.number.as_tuple().exponent
    decimals = max(value.decimals, -exponent if isinstance(exponent, int) else 0, 0)
    exact = value.qualifier is Qualifier.EXACT
    return Gap(Fraction(written), decimals, Qualifier.EXACT if exact else Qualifier.ABOUT)


def read_report(opened: Input, gazetteer: Gazetteer, faults: Faults) -> SavedReport | None:
    """Return a saved report, or None after adding why it is none that can be compared."""
    content = _content(opened, faults)
    if content is None:
        return None
    place = Place(opened.name)
    if not isinstance(content, dict) or not {"assessments", "judged", "format_version"} <= set(
        content
    ):
        faults.add(codes.NOT_A_REPORT, place)
    elif type(version := content["format_version"]) is not int or version != VERSION:
        faults.add(codes.REPORT_VERSION, place, version=_short(version), known=VERSION)
    elif content["judged"] is False:
        faults.add(codes.REPORT_NOT_JUDGED, place)
    else:
        try:
            report = TypeAdapter(_Report).validate_python(content)
        except ValidationError as error:
            for wrong in error.errors(include_url=False, include_context=False):
                key = ".".join(map(str, wrong["loc"]))
                text = None if wrong["type"] == "missing" else _short(wrong["input"])
                faults.add(codes.REPORT_VALUE, place, key=key, text=text)
        else:
            return _Translator(report, gazetteer).report()
    return None


def _content(opened: Input, faults: Faults) -> Any:  # noqa: ANN401  (whatever the file holds)
    """Return what a JSON text holds; None after adding where it is none."""
    try:
        text = opened.text()
    except (UnicodeError, OSError) as error:
        opened.unreadable(error, faults)
        return None
    try:
        found = json.loads(text, parse_constant=_refuse, object_pairs_hook=_once)
        _measure(found)
    except json.JSONDecodeError as error:
        place = Place(opened.name, error.lineno, error.colno)
        faults.add(codes.JSON_SYNTAX, place, problem=error.msg)
    except (_WrongError, ValueError, RecursionError) as error:
        problem = str(error) if isinstance(error, _WrongError) else "limit"
        faults.add(codes.JSON_SYNTAX, Place(opened.name), problem=problem)
    else:
        if found is None:
            faults.add(codes.NOT_A_REPORT, Place(opened.name))
        return found
    return None


class _WrongError(Exception):
    """What JSON does not know, or what this program does not take."""


def _refuse(_constant: str) -> NoReturn:
    raise _WrongError("constant")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a mapping; one that says two things under one key says nothing."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _WrongError("repeated")
    return found


def _measure(content: object) -> None:
    """Refuse what is nested deeper than any report."""
    level = [content]
    for _ in range(_DEEPEST):
        level = [
            inner
            for part in level
            if isinstance(part, dict | list)
            for inner in (part.values() if isinstance(part, dict) else part)
        ]
        if not level:
            return
    raise _WrongError("limit")


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_PATH else f"{text[:_LONGEST_PATH]}…"
