"""A progression -> the page that a committee reads: how far each target is, and every number of it.

Words are chosen here; widths, colours and signs belong to the renderer.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from dti_targets.domain.figures import Figure
from dti_targets.domain.method import Method
from dti_targets.domain.period import Period
from dti_targets.domain.progress import (
    Arrival,
    Point,
    Progress,
    Progression,
    ResolutionProgress,
    Status,
)
from dti_targets.domain.value import Qualifier
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.drawing import Spark, cuts, gone, points_of, spark_of
from dti_targets.reporting.page import Figured
from dti_targets.reporting.pages.report import NAMED_FILES, Reader
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import SIGNS, Wording

BREAK = "┊"
"""Stands between two points that nothing may connect."""

HEADINGS = {
    "target": "column.target", "series": "way.series", "latest": "way.latest",
    "threshold": "column.threshold", "way": "way.way", "status": "way.status", "why": "way.why",
}  # fmt: skip
_SHORT = {
    "progress.one_point": "way.short.one_point",
    "progress.after_break": "way.short.after_break",
    "progress.bound": "way.short.bound",
    "progress.rank": "way.short.rank",
    "progress.no_number": "way.short.no_number",
    "progress.no_threshold": "way.short.no_threshold",
    "progress.no_figure": "way.short.no_figure",
    "progress.sources_differ": "way.short.sources",
    "progress.readings_differ": "way.short.readings",
    "progress.each_kept": "way.short.each",
    "progress.each_mixed": "way.short.each",
}
"""Reasons that fit into the cell of the bar, where there is none."""

_ENOUGH = ("way.short.one_point", "way.short.after_break", "way.short.no_figure")
"""Notes that say all that their reason says; the breaks themselves have their own sentence."""

_MOST_POINTS = 8
"""Points that are named on a page; of more, the first and the last ones."""

_MORE = 3
"""Digits that an exact result may have: those of the figures, and this many less one."""

_MOST_DECIMALS = 6
_LEAST = 2


class Entry(NamedTuple):
    """One target on its way.

    `percent` is how much of it is gone; `note` stands in place of its bar. `lines` hold every
    number that led to the status, `evidence` where the figures were published.
    """

    name: str
    status: Status
    word: str
    spark: Spark = Spark()
    latest: Figured = Figured()
    threshold: Figured = Figured()
    percent: int | None = None
    note: str = ""
    lines: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


class Group(NamedTuple):
    """The targets of one resolution; `facts` stand behind its title.

    `notes` hold for several of them, and are said once, below all.
    """

    title: str
    facts: tuple[str, ...]
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()


Counts = tuple[tuple[Status, str, int], ...]
"""Each status that occurs, its word, and how often."""


class Tally(NamedTuple):
    """The counts of one resolution, and the sentence on them."""

    label: str
    counts: Counts
    total: int
    sentence: str


class WayPage(NamedTuple):
    """A progression in words. `total` follows the counts: a sentence in which only they miss."""

    title: str
    context: tuple[str, ...]
    headings: Mapping[str, str]
    mark: str
    groups: tuple[Group, ...]
    tallies: tuple[Tally, ...]
    counts: Counts
    total: int
    of_total: str
    sentence: str
    notes: tuple[str, ...] = ()
    look: tuple[str, str] | None = None
    ending: str = ""


def progress_page(
    progression: Progression, reader: Reader, failures: Mapping[str, int], *, whole: bool = False
) -> WayPage:
    """Return the page of a progression.

    Args:
        progression: What was measured.
        reader: Who reads it.
        failures: What made the exit status 1; empty for 0.
        whole: Whether targets without any figure have a line, too.
    """
    say, verbose = reader.say, reader.settings.verbose
    until = say.until(progression.period)
    parts = progression.resolutions
    paths = progression.paths
    named = ", ".join(paths) if len(paths) <= NAMED_FILES else say("report.files", count=len(paths))
    made = progression.targets
    counts, total = _counts(made, say), len(made)
    return WayPage(
        title=say("way.title", until=until),
        context=(say("way.method", method=progression.method), named),
        headings={name: say(key) for name, key in HEADINGS.items()},
        mark=say.words("mark.decimal"),
        groups=tuple(_group(part, say, whole=whole or verbose, verbose=verbose) for part in parts),
        tallies=tuple(_tally(part, until, say) for part in parts),
        counts=counts,
        total=total,
        of_total=say("way.total", parts=COUNTS, total=total),
        sentence=_connected(made, say),
        notes=tuple(_notes(progression, say)),
        look=_look(progression, reader),
        ending=_ending(failures, reader) if reader.settings.fail_on else "",
    )


COUNTS = "{counts}"
"""Stands in a sentence for the counts with their signs: only the screen knows these."""


def _group(part: ResolutionProgress, say: Wording, *, whole: bool, verbose: bool) -> Group:
    """Return the targets of a resolution that have a figure, or all of them."""
    missing = sum(not made.series.points for made in part.targets)
    title = say("way.group", label=part.resolution.label, area=part.area)
    dues = _dues(part)
    facts = [say("report.due", due=next(iter(dues)))] if len(dues) == 1 else []
    if missing:
        facts.append(say("way.without", missing=missing, total=len(part.targets)))
    seen = [made for made in part.targets if whole or made.series.points]
    broken = Counter(cut for made in seen for cut in _breaks(made, say))
    shared = frozenset(cut for cut, often in broken.items() if often > 1)
    entries = tuple(_entry(made, part, say, shared, verbose=verbose) for made in seen)
    return Group(title, tuple(facts), entries, tuple(cut for cut in broken if cut in shared))


def _breaks(made: Progress, say: Wording) -> Iterator[str]:
    """Yield, for each break of a series, the sentence that says why."""
    for cut in made.series.breaks:
        yield say("way.break", reason=say.remark(cut.reason))


def _dues(part: ResolutionProgress) -> set[Period]:
    return {made.expected.due for made in part.targets}


def name_of(made: Progress, part: ResolutionProgress, say: Wording) -> str:
    """Return the name of a target, with its level, area and due where these are not plain."""
    item = made.expected
    name = str(say.show(item.target.name))
    if made.area.code != item.resolution.area:
        unit = say.area(made.area)
        if made.area.tier is not item.level:
            unit = say("report.units_of", levels=say(f"levels.{item.level}"), area=unit)
        name = f"{name}, {unit}"
    elif len(item.target.levels) > 1 or item.level is not part.area.tier:
        name = f"{name}, {say.words.show(item.level)}"
    return name if len(_dues(part)) == 1 else say("way.due", name=name, due=item.due)


def _entry(
    made: Progress, part: ResolutionProgress, say: Wording, shared: Collection[str], *,
    verbose: bool,
) -> Entry:  # fmt: skip
    latest, percent = made.latest, gone(made)
    figure = Figured()
    if latest:
        figure = Figured(shown(latest, say), shown(latest, say, signs=True))
    short = _SHORT.get(made.measured.reason.key)
    note = say(short) if short and percent is None else ""
    item = made.expected
    return Entry(
        name_of(made, part, say), made.status, str(say.words.show(made.status)), spark_of(made),
        figure, Figured(say.threshold(item), say.threshold(item, signs=True)), percent, note,
        tuple(_lines(made, say, shared, reason=not note or short not in _ENOUGH)),
        tuple(_evidence(made, part, say)) if verbose else (),
    )  # fmt: skip


# -- the numbers


class Amounts:
    """Writes what was computed of a target, with the digits that its figures have."""

    def __init__(self, made: Progress, say: Wording) -> None:
        """Look at the digits of the figures and of the threshold."""
        self._say, self._made = say, made
        values = [f.value for point in made.series.points for f in point.figures if f.value]
        known = [
            value.decimals
            for value in values
            if value.number is not None and (value.number * 10**value.decimals).denominator == 1
        ]
        self._decimals = max(known, default=0)
        self._unit = made.expected.target.unit
        self._growth = made.method is Method.CAGR

    def number(self, number: Fraction) -> str:
        """Return a number in the unit of the target, without its sign."""
        return self._say.words.number(number, self._digits(number))

    def change(self, number: Fraction) -> str:
        """Return a number with its sign, so that a growth reads as one."""
        text = self.number(number)
        return f"+{text}" if number > 0 else text

    def distance(self, distance: Fraction) -> str:
        """Return a distance with the qualifier of the latest figure, in points or places."""
        latest = self._made.latest
        values = [figure.value for figure in latest.figures if figure.value] if latest else []
        qualifier = values[0].qualifier if values else Qualifier.EXACT
        sign = SIGNS[qualifier] + self.change(distance)
        return f"{sign} {self._say.gap_unit(self._unit)}".rstrip()

    def pace(self, pace: Fraction) -> str:
        """Return a pace: units a year, or growth in percent."""
        unit = "" if self._growth else self._say.gap_unit(self._unit)
        return f"{self.bare(pace)} {unit}".rstrip()

    def bare(self, pace: Fraction) -> str:
        """Return a pace without its unit, where another one stands before it."""
        if self._growth:
            text = self._say.words.number(pace * 100, 2)
            return f"{'+' if pace > 0 else ''}{text}%"
        return self.change(pace)

    def _digits(self, number: Fraction) -> int:
        """Return as few digits as are exact; else one more than the figures have, or what shows."""
        exact = (n for n in range(self._decimals + _MORE) if (number * 10**n).denominator == 1)
        digits = next(exact, self._decimals + 1)
        while number and not round(abs(number) * 10**digits) and digits < _MOST_DECIMALS:
            digits += 1
        return digits


def shown(point: Point, say: Wording, *, signs: bool = False) -> str:
    """Return what was published of a period, each source once; the number of a baseline or sum."""
    summed = any(figure.period != point.period for figure in point.figures)
    if summed or not point.figures:
        return say.words.number(point.number) if point.number is not None else ""
    return " / ".join(dict.fromkeys(say.figure(figure, signs=signs) for figure in point.figures))


def _dated(point: Point, say: Wording) -> str:
    """Return a point with its period."""
    text = f"{shown(point, say, signs=True)} ({point.period})"
    return text if point.figures else say("way.baseline", point=text)


def _series(made: Progress, say: Wording) -> str:
    """Return the points in time order, a break between those that nothing connects."""
    points = points_of(made)
    broken = cuts(made.series, points)
    half = _MOST_POINTS // 2
    text = ""
    for index, point in enumerate(points):
        if half <= index < len(points) - half and len(points) > _MOST_POINTS:
            if index == half:
                text += f", … {say('way.more', count=len(points) - 2 * half)} …"
            continue
        between = f" {BREAK} " if index in broken else ", "
        text += (between if index else "") + _dated(point, say)
    return text


def _lines(made: Progress, say: Wording, shared: Collection[str], *, reason: bool) -> Iterator[str]:
    """Yield every number that led to the status, in sentences, on one or two lines.

    What breaks several series is said once, elsewhere.
    """
    series = made.series
    path: list[str] = []
    if len(points_of(made)) > 1:
        path.append(f"{_series(made, say)}.")
    path += [cut for cut in _breaks(made, say) if cut not in shared]
    path += list(_path(made, say))
    if series.aside:
        path.append(say("way.aside", figures=[_aside(figure, say) for figure in series.aside]))
    if path:
        yield " ".join(path)
    yield from why_of(made, say, reason=reason)


def why_of(
    made: Progress, say: Wording, *, reason: bool = True, verdict: bool = True
) -> Iterator[str]:
    """Yield, in one paragraph, the reason, the arrival, the remarks and the verdict of `check`."""
    why: list[str] = []
    if reason:
        why.append(say.statement(made.measured.reason))
    why += list(_arrival(made, say))
    why += list(_remarks(made, say))
    if verdict and made.verdict and made.verdict is not Verdict.NOT_APPLICABLE:
        why.append(say("way.check", verdict=made.verdict))
    if why:
        yield " ".join(why)


def _remarks(made: Progress, say: Wording) -> Iterator[str]:
    """Yield what approximate figures leave open, and what else the method has to say."""
    measured, span = made.measured, made.measured.ratio_span
    open_to = next((r for r in measured.remarks if r.key == "progress.not_sure"), None)
    if span and span.low != span.high:
        statuses = open_to.params["statuses"] if open_to else ()
        key = "way.ratio_statuses" if open_to else "way.ratio_span"
        yield say(key, low=span.low, high=span.high, statuses=statuses)
    for remark in measured.remarks:
        if remark is not open_to or not span:
            text = say.remark(remark)
            yield f"{text[:1].upper()}{text[1:]}."


def _aside(figure: Figure, say: Wording) -> str:
    return f"{say.figure(figure, signs=True)} ({figure.period})"


def _path(made: Progress, say: Wording) -> Iterator[str]:
    """Yield what the path asks for now, and the paces."""
    measured, amounts = made.measured, Amounts(made, say)
    if measured.expected is not None and measured.distance is not None:
        yield say(
            f"way.path.{made.method}",
            expected=amounts.number(measured.expected),
            distance=amounts.distance(measured.distance),
        )
    if measured.pace is None or measured.needed is None:
        return
    paces = {"pace": amounts.pace(measured.pace), "needed": amounts.bare(measured.needed)}
    if measured.remaining is None or made.latest is None:
        yield say("way.pace", **paces)
    else:
        left = amounts.bare(measured.remaining)
        yield say("way.pace_left", **paces, period=made.latest.period, left=left)


def _arrival(made: Progress, say: Wording) -> Iterator[str]:
    """Yield the year of arrival, its span, and on what it stands."""
    measured = made.measured
    basis = say("way.basis", count=made.points, method=made.method)
    answered = made.status in {Status.ACHIEVED, Status.CANNOT_SAY}
    if answered or measured.pace is None or made.expected.limit is None:
        return
    found = measured.arrival
    if found is None:
        yield say("way.arrival_never", basis=basis)
        return
    yield say(_arrival_key(found), **_years(found), basis=basis)


def _arrival_key(found: Arrival) -> str:
    if found.latest is None:
        return "way.arrival_open"
    return "way.arrival" if found.earliest == found.latest else "way.arrival_span"


def _years(found: Arrival) -> dict[str, str]:
    years = {"year": found.year, "earliest": found.earliest, "latest": found.latest}
    return {name: str(year) for name, year in years.items() if year is not None}


def _evidence(made: Progress, part: ResolutionProgress, say: Wording) -> Iterator[str]:
    """Yield figures and threshold, each with its place, quote and source."""
    figures = [figure for point in made.series.points for figure in point.figures]
    for figure in (*figures, *made.series.aside):
        quote = visible(figure.quote or figure.text)
        yield say(
            "report.figure_source", place=str(figure.place), quote=quote, source=figure.source
        ).rstrip()
    source = made.expected.target.source
    yield say(
        "report.threshold_source", place=str(part.place(made.expected)), quote=source.quote,
        source=say.document(made.expected.resolution.documents[source.document]),
    )  # fmt: skip


# -- the closing


def _counts(made: Sequence[Progress], say: Wording) -> Counts:
    counts = Counter(one.status for one in made)
    return tuple(
        (status, str(say.words.show(status)), counts[status]) for status in Status if counts[status]
    )


def _connected(made: Sequence[Progress], say: Wording) -> str:
    """Return how many targets have figures that anything can be made of."""
    connected = sum(max(len(one.series.connected), one.points) >= _LEAST for one in made)
    missing = sum(not one.series.points for one in made)
    parts = [say("way.connected", count=connected, total=len(made))]
    if missing:
        parts.append(say("way.silent", missing=missing, total=len(made)))
    return "; ".join(parts) + "."


def _tally(part: ResolutionProgress, until: str, say: Wording) -> Tally:
    counts, total = _counts(part.targets, say), len(part.targets)
    said = ", ".join(f"{word} {count}" for _, word, count in counts)
    document = say.document(part.resolution.main)
    sentence = say("way.sentence", document=document, until=until, parts=said, total=total)
    return Tally(
        visible(part.resolution.label), counts, total,
        f"{sentence} {_connected(part.targets, say)}",
    )  # fmt: skip


def _notes(progression: Progression, say: Wording) -> Iterator[str]:
    """Yield the resolutions that were not looked at, each with the reason."""
    others = [
        f"{visible(entry.resolution.label)} ({say.remark(entry.reason)})"
        for entry in progression.not_judged
    ]
    if others:
        yield say("way.not_looked_at", documents="; ".join(others))


def _look(progression: Progression, reader: Reader) -> tuple[str, str] | None:
    """Return the command that looks closer at the first target of which most can be said."""
    measured = [made for made in progression.targets if made.measured.pace is not None]
    with_figures = [made for made in progression.targets if made.series.points]
    first = next(iter(measured or with_figures), None)
    if first is None:
        return None
    name = reader.names.get(first.expected.id, first.expected.id)
    return reader.say("report.look"), f"dti-targets explain {name} {reader.again}".rstrip()


def _ending(failures: Mapping[str, int], reader: Reader) -> str:
    """Return the exit status and what made it, where anything was to make it 1."""
    say = reader.say
    words = ",".join(reader.settings.fail_on)
    if not failures:
        return say("report.exit0", words=words)
    known = {str(status): status for status in Status}
    parts = [
        f"{count} {say.words.show(known[word])}" if word in known
        else say("fail.warning", count=count)
        for word, count in failures.items()
    ]  # fmt: skip
    return say("report.exit1", failures=", ".join(parts), words=words)
