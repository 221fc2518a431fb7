"""A report -> the page for a browser, in every language at once: its reader switches.

Each text is a pair of languages, so that a switch needs nothing that is not in the page. The words
are those of the annex and of the page; this adds what can be filtered, sorted and linked to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import count
from typing import NamedTuple

from dti_targets.domain.progress import Series
from dti_targets.domain.report import Assessment, Line, ResolutionReport
from dti_targets.domain.verdict import Verdict
from dti_targets.messages import Words
from dti_targets.messages.words import LANGUAGES
from dti_targets.reporting.pages.annex import Annex, Entry, annex, entry, promises_of
from dti_targets.reporting.pages.history import (
    History,
    Named,
    Pair,
    history,
    left_out,
    looked_back,
    marks,
    named,
)
from dti_targets.reporting.pages.report import NAMED_UNITS, WORST_FIRST
from dti_targets.reporting.paper import PaperWording
from dti_targets.reporting.result import Result
from dti_targets.reporting.visible import throughout, visible
from dti_targets.reporting.wording import Wording

WORDS = (
    "web.language", "web.to_results", "web.filters", "web.all", "web.reset", "web.shown",
    "web.details", "web.promises", "web.figures", "web.why", "web.remarks", "web.read_at",
    "web.no_figure", "web.more_units", "web.pillar", "web.level", "web.area", "web.verdict",
    "web.resolution", "web.offline", "annex.column.number", "annex.column.target",
    "annex.column.threshold", "annex.column.due", "annex.column.figure", "annex.column.gap",
    "annex.column.verdict", "annex.faults", "book.unused", "web.key",
)  # fmt: skip
"""The keys of what the page itself says, whatever the report holds."""

TAKEN = frozenset({"results", "filters", "shown", "language"})
"""What parts of the page itself are called."""

LENGTH = 120
"""Of the longest bar: the page draws it at any size."""

_ROOM_BEYOND = Fraction(6, 5)
_SHARE = Fraction(100)
_DECIMALS = 6


class Bar(NamedTuple):
    """A figure against its threshold, as lengths from zero."""

    figure: str
    threshold: str


class Item(NamedTuple):
    """One assessment: `name` is what a link leads to, `entries` its words in each language.

    `keys` are what its columns are sorted by, `more` how many units below are not in the page.
    `history` is there where figures of more than one period were read.
    """

    name: str
    depth: int
    verdict: Verdict
    entries: tuple[Entry, ...]
    pillar: str
    level: str
    area: str
    keys: Mapping[str, str]
    distance: Pair
    bar: Bar | None
    more: int = 0
    history: History | None = None


class Board(NamedTuple):
    """One resolution: the place of its part in the annexes, and its items."""

    name: str
    place: int
    items: tuple[Item, ...]


class Choice(NamedTuple):
    """What a filter offers: the word of it in the page, its text, how many items have it."""

    value: str
    text: Pair
    items: int


class Web(NamedTuple):
    """The whole page: what is in every language comes as one part for each.

    `marks` are the key of the charts, `few_histories` says that not all rows have theirs.
    """

    languages: tuple[str, ...]
    first: str
    annexes: tuple[Annex, ...]
    boards: tuple[Board, ...]
    filters: Mapping[str, tuple[Choice, ...]]
    words: Mapping[str, Pair]
    total: int
    few_histories: Pair = ()
    marks: tuple[tuple[str, Pair], ...] = ()


class _Chosen(NamedTuple):
    """A line, and those of its units that the page holds."""

    line: Line
    units: Sequence[Assessment]

    def assessments(self) -> Iterator[Assessment]:
        """Yield the rows that these are: the area of the resolution first."""
        yield from (self.line.own,) if self.line.own else ()
        yield from self.units


def web(result: Result, say: Wording) -> Web:
    """Return the page of a result; one without boards where nothing was judged."""
    says = tuple(PaperWording(Words(language)) for language in LANGUAGES)
    report = result.report
    judged = [part for part in report.resolutions if part.applicable] if report else []
    chosen = [_chosen(part, result.reader.settings.sub_areas) for part in judged]
    rows = (made for lines in chosen for line in lines for made in line.assessments())
    past, many = looked_back(result, rows)
    maker = _Maker(says, past)
    boards = tuple(
        maker.board(index, part, lines)
        for index, (part, lines) in enumerate(zip(judged, chosen, strict=True))
    )
    items = [item for board in boards for item in board.items]
    drawn = any(item.history and item.history.chart for item in items)
    return Web(
        LANGUAGES, say.language, tuple(annex(result, one) for one in says), boards,
        _filters(items, boards), {key: tuple(one(key) for one in says) for key in WORDS},
        len(items), left_out(many, says) if past else (), marks(says) if drawn else (),
    )  # fmt: skip


def _chosen(part: ResolutionReport, sub_areas: str) -> list[_Chosen]:
    return [_Chosen(line, _units(line, sub_areas)) for line in part.lines]


def _units(line: Line, sub_areas: str) -> Sequence[Assessment]:
    """Return the units below that the page holds: all, the worst few, or none."""
    units = line.units
    if units is None or sub_areas == "none":
        return ()
    if sub_areas == "all" or len(units) <= NAMED_UNITS:
        return tuple(units)
    verdicts = units.verdicts
    order = sorted(range(len(units)), key=lambda i: WORST_FIRST.index(verdicts[i]))
    return tuple(units[index] for index in order[:NAMED_UNITS])


class _Maker:
    """Makes the items; no two of them have one name."""

    def __init__(self, says: Sequence[Wording], past: Mapping[Named, Series]) -> None:
        self._says = says
        self._past = past
        self._names: set[str] = set()

    def board(self, index: int, part: ResolutionReport, lines: Sequence[_Chosen]) -> Board:
        """Return the board of a resolution."""
        name = self._named(part.resolution.id)
        return Board(name, index, tuple(self._items(part, lines)))

    def _items(self, part: ResolutionReport, lines: Sequence[_Chosen]) -> Iterator[Item]:
        numbers = count(1)
        for chosen in lines:
            line, units = chosen
            number = next(numbers) if line.counted else None
            more = len(line.units or ()) - len(units)
            made = [self._item(line.own, number, part, line)] if line.own else []
            made += [self._item(unit, None, part, line) for unit in units]
            for position, item in enumerate(made, 1):
                yield item._replace(more=more if position == len(made) else 0)

    def _item(
        self, made: Assessment, number: int | None, part: ResolutionReport, line: Line
    ) -> Item:
        expected = made.expected
        words = tuple(
            throughout(
                entry(made, number, part, tuple(promises_of([line], part, say)), say), visible
            )
            for say in self._says
        )
        depth = 0 if made is line.own else 1
        path = f"{expected.id}/{expected.level.value}"
        first = words[0]
        name = self._named(f"{path}/{made.area.code}" if depth else path)
        return Item(
            name, depth, made.verdict, words,
            expected.target.pillar.value, expected.level.value, visible(made.area.code),
            {
                "number": str(len(self._names)),
                "threshold": _sortable(first.limit),
                "due": expected.due.end.isoformat(),
                "figure": _sortable(_number(made)),
                "gap": _sortable(first.gap),
                "verdict": str(list(Verdict).index(made.verdict)),
            },
            tuple(_distance(made, say) for say in self._says),
            _bar(first, in_percent=expected.target.unit.in_percent),
            history=self._history(made, name),
        )  # fmt: skip

    def _history(self, made: Assessment, name: str) -> History | None:
        series = self._past.get(named(made))
        return history(made, series, self._named(f"{name}/~"), self._says) if series else None

    def _named(self, name: str) -> str:
        """Return a name for a link: one that no other has, and without a space."""
        plain = "_".join(visible(name).split())
        free = next(
            one for one in _candidates(plain) if one not in self._names and one not in TAKEN
        )
        self._names.add(free)
        return free


def _candidates(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}~{number}" for number in count(2))


def _filters(items: Iterable[Item], boards: Sequence[Board]) -> dict[str, tuple[Choice, ...]]:
    """Return what each filter offers; one that would leave everything is none."""
    found: dict[str, dict[str, tuple[Pair, int]]] = {
        name: {} for name in ("verdict", "resolution", "pillar", "level", "area")
    }
    labels = {item.name: board.name for board in boards for item in board.items}
    for item in items:
        entries = item.entries
        texts = {
            "verdict": (item.verdict.value, tuple(one.word for one in entries)),
            "resolution": (labels[item.name], tuple(one.resolution for one in entries)),
            "pillar": (item.pillar, tuple(one.pillar for one in entries)),
            "level": (item.level, tuple(one.level for one in entries)),
            "area": (item.area, tuple(one.area for one in entries)),
        }
        for name, (value, text) in texts.items():
            known, number = found[name].get(value, (text, 0))
            found[name][value] = (known, number + 1)
    order = [verdict.value for verdict in Verdict]
    found["verdict"] = {word: found["verdict"][word] for word in order if word in found["verdict"]}
    return {
        name: tuple(Choice(value, text, number) for value, (text, number) in choices.items())
        for name, choices in found.items()
        if len(choices) > 1
    }


def _distance(made: Assessment, say: Wording) -> str:
    """Return a gap with its sign and what it is counted in; no text where there is none."""
    if made.gap is None:
        return ""
    return f"{''.join(say.gap(made.gap))} {say.gap_unit(made.expected.target.unit)}".strip()


def _number(made: Assessment) -> Fraction | None:
    """Return what the first figure is sorted by: of a bound or a range, its number."""
    value = made.figures[0].value if made.figures else None
    return value.number if value else None


def _sortable(number: Fraction | None) -> str:
    """Return a number with a point and at most six decimals; nothing where there is none."""
    return "" if number is None else _decimal(number)


def _decimal(number: Fraction) -> str:
    scaled = round(number * 10**_DECIMALS)
    whole, rest = divmod(abs(scaled), 10**_DECIMALS)
    digits = f"{whole}.{rest:0{_DECIMALS}}".rstrip("0").rstrip(".")
    return f"-{digits}" if scaled < 0 else digits


def _bar(words: Entry, *, in_percent: bool) -> Bar | None:
    """Return the bar of a figure that is one number, at or above zero as its threshold is."""
    figure, limit = words.value, words.limit
    if figure is None or limit is None or min(figure, limit) < 0:
        return None
    most = max(figure, limit)
    end = _SHARE if in_percent and most <= _SHARE else most * _ROOM_BEYOND
    if not end:
        return None
    return Bar(_decimal(figure / end * LENGTH), _decimal(limit / end * LENGTH))
