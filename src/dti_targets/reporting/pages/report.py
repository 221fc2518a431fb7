"""A report -> the page that an official reads: a block for each resolution, then the closing."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.report import Assessment, Line, Report, ResolutionReport, Units
from dti_targets.domain.settings import NEVER, OPTIONS, Settings
from dti_targets.domain.verdict import Verdict
from dti_targets.reporting.page import SIGN, Block, Figured, Page, Row, Score, Section
from dti_targets.reporting.pages.summary import sentences
from dti_targets.reporting.visible import visible
from dti_targets.reporting.wording import Wording

COMMAND_LINE, ENVIRONMENT = "--", "DTI_TARGETS_*"
"""How settings call two of their origins; the third is a file, called by its path."""

NAMED_UNITS = 5
NAMED_MISSES = 5
MOST_SIGNS = 60
NAMED_FILES = 3
LONGEST_QUOTE = 160

HEADINGS = (
    "number", "target", "figure", "threshold", "gap", "verdict", "due", "remarks", "place",
)  # fmt: skip
WORST_FIRST = (
    Verdict.MISSED, Verdict.PENDING, Verdict.UNDECIDED, Verdict.MISSING, Verdict.MET,
    Verdict.NOT_APPLICABLE,
)  # fmt: skip


class Reader(NamedTuple):
    """For whom a report is made: what they want to see, in which language, what they can type.

    `names` holds, for each `RESOLUTION/ID`, the shortest name that means this target alone;
    `again` the options and files that `explain` needs to judge the same figures once more.
    """

    settings: Settings
    say: Wording
    names: Mapping[str, str]
    again: str = ""


def report_page(
    report: Report, reader: Reader, failures: Mapping[str, int], *, whole: bool = False,
    printed: bool = False,
) -> Page:  # fmt: skip
    """Return the page of a report.

    Args:
        report: What was judged.
        reader: Who reads it.
        failures: What made the exit status 1; empty for 0.
        whole: Whether a resolution of which nothing applies has its lines, too.
        printed: Whether it is for paper, where no option can be typed.
    """
    maker, say = _Maker(report, reader, printed=printed), reader.say
    judged = [r for r in report.resolutions if r.applicable or whole]
    blocks = tuple(maker.block(resolution) for resolution in judged)
    return Page(
        headings={name: say(f"column.{name}") for name in HEADINGS},
        mark=say.words("mark.decimal"),
        blocks=blocks,
        remarks=tuple((letters, text) for text, letters in maker.remarks.items()),
        scores=tuple(maker.score(resolution) for resolution in judged),
        notes=tuple(maker.notes()),
        next_step=maker.next_step(),
        ending=maker.ending(failures),
        appendix=tuple(maker.appendix()) if reader.settings.verbose else (),
    )


class _Maker:
    """Makes the parts of the page; letters of remarks run through all of them."""

    def __init__(self, report: Report, reader: Reader, *, printed: bool) -> None:
        self.report = report
        self.settings = reader.settings
        self.say = reader.say
        self.remarks: dict[str, str] = {}
        self._names = reader.names
        self._again = reader.again
        self._hidden = 0
        self._printed = printed

    # -- blocks

    def block(self, resolution: ResolutionReport) -> Block:
        """Return the block of a resolution."""
        dues = {line.expected.due for line in resolution.lines}
        due = self.say("report.due", due=next(iter(dues))) if len(dues) == 1 else ""
        head = self.say("report.context", area=resolution.area, period=self.report.period)
        partial = resolution.resolution.main.partial
        context = [
            head,
            *([self.say("report.partial")] if partial else []),
            resolution.path,
            self._files(),
        ]
        numbers = iter(range(1, len(resolution.lines) + 1))
        sections = []
        for pillar, lines in groupby(
            resolution.lines, key=lambda line: line.expected.target.pillar
        ):
            group = list(lines)
            counted = [line for line in group if line.counted]
            met = sum(line.own is not None and line.own.verdict is Verdict.MET for line in counted)
            key = "report.pillar" if counted else "report.pillar_uncounted"
            title = self.say(key, pillar=pillar, met=met, counted=len(counted))
            rows = tuple(self._rows(group, resolution, numbers))
            if rows:
                sections.append(Section(title, rows))
        label = visible(resolution.resolution.label)
        title = str(self.say.show(resolution.resolution.title))
        return Block(label, title, tuple(context), due, tuple(sections))

    def _files(self) -> str:
        """Return the files that were read: by name, or, where they are many, how many."""
        paths = self.report.paths
        if len(paths) <= NAMED_FILES:
            return ", ".join(paths)
        return self.say("report.files", count=len(paths))

    def _rows(
        self, lines: Sequence[Line], resolution: ResolutionReport, numbers: Iterator[int]
    ) -> Iterator[Row]:
        """Yield the rows of a pillar: a target, or its name and then its levels, and units."""
        for _, group in groupby(lines, key=lambda line: line.expected.target.id):
            levels = list(group)
            target = levels[0].expected.target
            name = str(self.say.show(target.name))
            several = len(levels) > 1 or any(line.units for line in levels)
            own_tier = levels[0].expected.level is resolution.area.tier
            rows: list[Row] = []
            for line in levels:
                if several:
                    label, depth = str(self.say.words.show(line.expected.level)), 1
                elif own_tier:
                    label, depth = name, 0
                else:
                    label = f"{name}, {self.say.words.show(line.expected.level)}"
                    depth = 0
                number = next(numbers) if line.counted else None
                if line.own:
                    rows += self._shown(line.own, label, depth, number, resolution)
                if line.units and self.settings.sub_areas != "none":
                    rows += self._unit_rows(line.units, line, resolution)
            if several and rows:
                yield Row(name)
            yield from rows

    def _shown(
        self, assessment: Assessment, name: str, depth: int, number: int | None,
        resolution: ResolutionReport,
    ) -> list[Row]:  # fmt: skip
        """Return the row of an assessment, unless `--only` hides it."""
        if self.settings.only and assessment.verdict not in self.settings.only:
            self._hidden += 1
            return []
        return [self._row(assessment, name, depth, number, resolution)]

    def _row(
        self, assessment: Assessment, name: str, depth: int, number: int | None,
        resolution: ResolutionReport,
    ) -> Row:  # fmt: skip
        expected, say = assessment.expected, self.say
        figures = assessment.figures
        figure = Figured()
        if figures and assessment.verdict is not Verdict.MISSING:
            texts = {say.figure(f, signs=True): say.figure(f) for f in figures}
            figure = Figured(" / ".join(texts.values()), " / ".join(texts))
        elif figures:
            figure = Figured(*[visible(figures[0].text)] * 2)
        if assessment.last and not figures:
            last = say(
                "report.last", figure=say.figure(assessment.last), period=assessment.last.period
            )
            name = f"{name} · {last}"
        sign, gap = say.gap(assessment.gap) if assessment.gap else ("", "")
        place = figures[0].place if figures else resolution.place(expected)
        return Row(
            name, depth, assessment.verdict, say.words.show(assessment.verdict), number,
            figure, Figured(say.threshold(expected), say.threshold(expected, signs=True)),
            sign, gap, say.gap_unit(expected.target.unit) if gap else "",
            self._period(expected.due), self._marks(assessment), str(place),
            tuple(self._details(assessment, resolution)) if self.settings.verbose else (),
            self._period(figures[0].period) if figures else "",
        )  # fmt: skip

    def _period(self, period: Period) -> str:
        """Return a period: as files write it, or on paper as a person names it."""
        return self.say.named(period) if self._printed else period.text

    def _unit_rows(self, units: Units, line: Line, resolution: ResolutionReport) -> list[Row]:
        """Return the rows of the units below: all, or their count and the worst few."""
        order: Sequence[int] = range(len(units))
        if self.settings.only:
            order = [i for i in order if units.verdicts[i] in self.settings.only]
            self._hidden += len(units) - len(order)
        rows: list[Row] = []
        more = 0
        if self.settings.sub_areas == "summary" and len(units) > NAMED_UNITS:
            rows.append(Row(self._tally(units, line), 2))
            verdicts = units.verdicts
            order = sorted(order, key=lambda i: WORST_FIRST.index(verdicts[i]))
            more = len(order) - NAMED_UNITS
            order = order[:NAMED_UNITS]
        for index in order:
            unit = units[index]
            area = self.say.area(unit.area)
            if unit.area.tier is not line.expected.level:
                levels = self.say(f"levels.{line.expected.level}")
                area = self.say("report.units_of", levels=levels, area=area)
            rows.append(self._row(unit, area, 2, None, resolution))
        if more > 0:
            key = "report.more_units_printed" if self._printed else "report.more_units"
            rows.append(Row(self.say(key, count=more), 2))
        return rows

    def _tally(self, units: Units, line: Line) -> str:
        counts = Counter(units.verdicts)
        parts = ", ".join(
            f"{self.say.words.show(counts[verdict])} {self.say.words.show(verdict).lower()}"
            for verdict in Verdict
            if counts[verdict]
        )
        return self.say(
            "report.units_tally", count=len(units),
            levels=self.say(f"levels.{line.expected.level}"), tally=parts,
        )  # fmt: skip

    # -- remarks and details

    def _marks(self, assessment: Assessment) -> str:
        """Return the letters of the remarks on a row, in order, giving out new ones."""
        texts = [self.say.remark(remark) for remark in assessment.remarks]
        if assessment.verdict is Verdict.NOT_APPLICABLE:
            texts = [self.say.remark(assessment.reason)]
        letters = []
        for text in dict.fromkeys(texts):
            if text not in self.remarks:
                self.remarks[text] = _letters(len(self.remarks))
            letters.append(self.remarks[text])
        return " ".join(sorted(letters, key=lambda mark: (len(mark), mark)))

    def _details(self, assessment: Assessment, resolution: ResolutionReport) -> Iterator[str]:
        """Yield the reason, and figure and threshold with place, quote and source."""
        say = self.say
        yield say("report.reason", reason=say.statement(assessment.reason))
        for figure in assessment.figures:
            yield self._cited(figure)
        expected = assessment.expected
        source = expected.target.source
        yield say(
            "report.threshold_source", place=str(resolution.place(expected)),
            quote=_cut(source.quote),
            source=say.document(expected.resolution.documents[source.document]),
        )  # fmt: skip

    def _cited(self, figure: Figure) -> str:
        """Return a figure with its place, quote and source."""
        quote = _cut(figure.quote or figure.text)
        return self.say(
            "report.figure_source", place=str(figure.place), quote=quote, source=figure.source
        ).rstrip()

    # -- the closing

    def score(self, resolution: ResolutionReport) -> Score:
        """Return the counts of a resolution, which are the legend too."""
        verdicts = [line.own.verdict for line in resolution.lines if line.own]
        counts = Counter(verdicts)
        ordered = tuple(verdict for verdict in Verdict for _ in range(counts[verdict]))
        parts = tuple(
            (verdict, str(self.say.words.show(verdict)), counts[verdict])
            for verdict in Verdict
            if counts[verdict]
        )
        return Score(
            visible(resolution.resolution.label),
            ordered if len(ordered) <= MOST_SIGNS else (),
            parts, len(verdicts), tuple(self._misses(resolution)),
            tuple(sentences(resolution, self.report.period, self.say)),
        )  # fmt: skip

    def _misses(self, resolution: ResolutionReport) -> Iterator[str]:
        """Yield the missed targets, five at most."""
        missed = [
            (number, line.own)
            for number, line in enumerate((ln for ln in resolution.lines if ln.counted), 1)
            if line.own and line.own.verdict is Verdict.MISSED
        ]
        for number, own in missed[:NAMED_MISSES]:
            figure = " / ".join(self.say.figure(f) for f in own.figures)
            gap = "".join(self.say.gap(own.gap)) if own.gap else ""
            threshold = self.say.threshold(own.expected)
            inside = ", ".join(part for part in (threshold, gap) if part)
            name = str(self.say.show(own.expected.target.name))
            if own.expected.level is not resolution.area.tier:
                name += f", {self.say.words.show(own.expected.level)}"
            yield f"{number}, {name}: {figure} ({inside})"
        if len(missed) > NAMED_MISSES:
            yield self.say("report.more", count=len(missed) - NAMED_MISSES)

    def notes(self) -> Iterator[str]:
        """Yield what was not judged, and what was not used."""
        if self._hidden:
            yield self.say("report.hidden", count=self._hidden)
        for resolution in self.report.resolutions:
            if not resolution.applicable:
                yield self._nothing_applies(resolution)
        others = tuple(entry.resolution.label for entry in self.report.not_judged)
        if others:
            yield self.say("report.other_areas", resolutions=others)
        if self.report.unused and not self._printed:
            yield self.say("report.unused", count=len(self.report.unused))

    def _nothing_applies(self, resolution: ResolutionReport) -> str:
        reasons = {line.own.reason.key for line in resolution.lines if line.own}
        early = reasons == {"na.not_yet"}
        key = "report.not_in_force" if early else "report.nothing_applicable"
        why = self.say(key, period=self.report.period)
        main = resolution.resolution.main
        label = f"{resolution.resolution.label} ({self.say.words.day(main.date)})"
        return self.say("report.nothing_applies", document=label, why=why)

    def next_step(self) -> tuple[str, str] | None:
        """Return what to do next: the figures to write, and the command to look closer."""
        short = [own for own in self._counted() if own.verdict is not Verdict.MET]
        missing = [own for own in short if own.verdict is Verdict.MISSING]
        first = next(iter(missing or short), None)
        if first is None:
            return None
        name = self._names.get(first.expected.id, first.expected.id)
        command = f"dti-targets explain {name} {self._again}".rstrip()
        if not missing:
            return self.say("report.look"), command
        wanted = {
            (own.expected.target.indicator, own.area.code, own.expected.level) for own in missing
        }
        path = self.report.paths[0] if len(self.report.paths) == 1 else ""
        where = self.say("report.next_file", file=path) if self._is_of_the_period(path) else ""
        sentence = self.say(
            "report.next", count=len(wanted), where=where, lines=len(missing), sign=SIGN
        )
        return f"{sentence} {self.say('report.look')}", command

    def _is_of_the_period(self, path: str) -> bool:
        """Whether a file has figures of the period; into standard input none can be written."""
        judged = self.report.period
        periods = {period for _, period in self.report.figures.places[1:]}
        return path not in {"", self.settings.stdin_name} and any(map(judged.covers, periods))

    def _counted(self) -> Iterator[Assessment]:
        for resolution in self.report.resolutions:
            for line in resolution.lines:
                if line.counted and line.own:
                    yield line.own

    def ending(self, failures: Mapping[str, int]) -> str:
        """Return the exit status and what made it."""
        words = ",".join(self.settings.fail_on) or NEVER
        if failures:
            parts = [self.say(f"fail.{word}", count=count) for word, count in failures.items()]
            return self.say("report.exit1", failures=", ".join(parts), words=words)
        late = sum(
            own.verdict is Verdict.MISSING and not own.fails_if_missing for own in self._counted()
        )
        ending = self.say("report.exit0", words=words)
        return f"{ending} {self.say('report.forgiven', count=late)}" if late else ending

    def appendix(self) -> Iterator[str]:
        """Yield the unused figures one by one, and where targets and settings came from."""
        if self.report.unused:
            yield self.say("report.unused_head", count=len(self.report.unused))
            for figure in self.report.unused:
                level = self.say.words.show(figure.level)
                area = self.say.area(figure.area)
                yield (
                    f"  {figure.place}  {figure.indicator}, {area}, {level}, {figure.period}: "
                    f"{visible(figure.text)}"
                )
        yield self.say("report.targets_used", paths=tuple(r.path for r in self.report.resolutions))
        yield self.say("report.figures_used", paths=self.report.paths)
        for flag, origin in self.settings.origins:
            yield self._setting(flag, origin)

    def _setting(self, flag: str, origin: str) -> str:
        """Return an option with its value, and the file, variable or command line that set it."""
        name = flag.removeprefix("--").replace("-", "_")
        value = getattr(self.settings, name)
        if isinstance(value, tuple):
            value = ",".join(value) or NEVER
        elif isinstance(value, bool):
            value = str(value).lower()
        if origin == COMMAND_LINE:
            origin = self.say("origin.command_line")
        elif origin == ENVIRONMENT:
            origin = OPTIONS[name].variable
        return self.say("report.setting", option=flag, value=str(value), origin=origin)


def _letters(index: int) -> str:
    """Return a, b, ..., z, aa, ab, ... for 0, 1, ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _cut(quote: str) -> str:
    text = visible(quote)
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rstrip() + "…"
