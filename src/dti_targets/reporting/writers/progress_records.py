"""A result of `progress` -> the records of its contract, one at a time."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from dti_targets.domain.method import Method
from dti_targets.domain.progress import Break, Point, Progress, Series, Status
from dti_targets.domain.report import Expected
from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers import progress_contract as contract
from dti_targets.reporting.writers.contract import DiagnosticRecord, PromiseRecord
from dti_targets.reporting.writers.records import Document, Records, exact
from dti_targets.version import VERSION


def double(number: Fraction | None) -> float | None:
    """Return a computed number as programs take it: the nearest double."""
    return None if number is None else float(number)


class ProgressRecords:
    """Makes the records of one result, in the words of one language."""

    def __init__(self, result: Result, say: Wording) -> None:
        """Look at `result` only; everything is made when it is asked for."""
        self._result = result
        self._parts = Records(result, say)

    def document(self) -> Document:
        """Return the whole answer; its records are made when they are asked for."""
        lists = (
            ("progress", "progress", self.targets()),
            ("diagnostics", "diagnostic", self._parts.diagnostics()),
        )
        return Document("progression", self.head(), lists, self._parts.counts())

    def head(self) -> contract.ProgressHead:
        """Return what stands before the targets."""
        result, found = self._result, self._result.progression
        settings = result.reader.settings
        return {
            "format_version": 1,
            "generator": {"name": "dti-targets", "version": VERSION},
            "as_of": found.period.text if found else settings.as_of,
            "method": Method(found.method if found else settings.method).value,
            "judged": found is not None,
            "exit_status": result.status,  # type: ignore[typeddict-item]  # 0, 1 or 2: a report
            "failures": dict(result.failures),
            "summary": _summary(Counter(made.status for made in found.targets) if found else None),
        }

    def targets(self) -> Iterator[contract.ProgressRecord]:
        """Yield every target for every area, in the order of the files."""
        found = self._result.progression
        for part in found.resolutions if found else ():
            for made in part.targets:
                promise = self._parts.promise(made.expected, part.place(made.expected))
                yield self._progress(made, promise)

    def diagnostics(self) -> Iterator[DiagnosticRecord]:
        """Yield the diagnostics that were kept, by file and line."""
        return self._parts.diagnostics()

    def _progress(self, made: Progress, promise: PromiseRecord) -> contract.ProgressRecord:
        measured, item = made.measured, made.expected
        span, year = measured.ratio_span, measured.arrival
        latest = made.latest
        return {
            **promise,
            "area": self._parts.area(made.area),
            "method": made.method.value,
            "status": made.status.value,
            "ratio": double(measured.ratio),
            "ratio_low": double(span.low if span else measured.ratio),
            "ratio_high": double(span.high if span else measured.ratio),
            "score": double(measured.score),
            "pace": double(measured.pace),
            "needed_pace": double(measured.needed),
            "remaining_pace": double(measured.remaining),
            "expected_now": double(measured.expected),
            "distance": double(measured.distance),
            "arrives": year.year if year else None,
            "arrives_earliest": year.earliest if year else None,
            "arrives_latest": year.latest if year else None,
            "basis": {
                "points": made.points,
                "first": made.baseline.period.text if made.baseline else None,
                "last": latest.period.text if latest and made.points else None,
            },
            "reason": self._parts.sentence(measured.reason),
            "remarks": [self._parts.sentence(remark) for remark in measured.remarks],
            "verdict": made.verdict.value if made.verdict else None,
            "baseline": self._point(made.baseline, item) if made.baseline else None,
            "latest": self._point(latest, item) if latest else None,
            "series": self._series(made.series, item),
        }

    def _series(self, series: Series, item: Expected) -> contract.SeriesRecord:
        return {
            "points": [self._point(point, item) for point in series.points],
            "breaks": [self._break(cut) for cut in series.breaks],
            "aside": [self._parts.figure(figure, item) for figure in series.aside],
        }

    def _point(self, point: Point, item: Expected) -> contract.PointRecord:
        low, high = (point.span.low, point.span.high) if point.span else (None, None)
        return {
            "period": point.period.text,
            "number": None if point.number is None else exact(point.number),
            "low": None if low is None else exact(low),
            "high": None if high is None else exact(high),
            "bound": point.bound,
            "figures": [self._parts.figure(figure, item) for figure in point.figures],
        }

    def _break(self, cut: Break) -> contract.BreakRecord:
        return {"day": cut.day.isoformat(), "reason": self._parts.sentence(cut.reason)}


def _summary(tally: Counter[Status] | None) -> contract.StatusSummary:
    tally = tally or Counter()
    return {
        "total": tally.total(),
        "achieved": tally[Status.ACHIEVED],
        "on_track": tally[Status.ON_TRACK],
        "moderate": tally[Status.MODERATE],
        "limited": tally[Status.LIMITED],
        "deteriorating": tally[Status.DETERIORATING],
        "cannot_say": tally[Status.CANNOT_SAY],
    }
