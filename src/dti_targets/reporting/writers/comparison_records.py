"""A comparison -> the records of its contract, and the documents that are made of them."""

from collections.abc import Iterator
from fractions import Fraction

from dti_targets.domain.comparison import (
    Amended,
    Amendment,
    Change,
    Changed,
    Comparison,
    Judged,
    Side,
    Unasked,
)
from dti_targets.domain.figures import Figure
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.threshold import Limit
from dti_targets.reporting.pages.comparison import sentences, told
from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording
from dti_targets.reporting.writers import comparison_contract as contract
from dti_targets.reporting.writers.contract import Names, PlaceRecord
from dti_targets.reporting.writers.records import Document, Records, exact
from dti_targets.version import VERSION


class ComparisonRecords:
    """Makes the records of one comparison, in the words of one language."""

    def __init__(self, result: Result, say: Wording) -> None:
        """Look at `result` only; everything is made when it is asked for."""
        self._result = result
        self._say = say
        self._comparison: Comparison | None = result.comparison
        self.common = Records(result, say)

    def document(self) -> Document:
        """Return all that a machine gets of a comparison."""
        return Document(
            "comparison",
            self.head(),
            (
                ("changes", "change", self.changes()),
                ("unasked_figures", "unasked_figure", self.unasked()),
                ("amendments", "amendment", self.amendments()),
                ("diagnostics", "diagnostic", self.common.diagnostics()),
            ),
            self.common.counts(),
        )

    def head(self) -> contract.ComparisonHead:
        """Return what stands before the changes."""
        result, found = self._result, self._comparison
        summary: dict[str, int] = {}
        if found:
            summary = {str(kind): n for kind in Changed if (n := found.tally[kind])}
            summary |= {str(kind): n for kind in Amended if (n := found.amended[kind])}
        return {
            "format_version": 1,
            "generator": {"name": "dti-targets", "version": VERSION},
            "subject": found.subject.value if found else None,
            "compared": found is not None,
            "exit_status": result.status,  # type: ignore[typeddict-item]  # 0, 1 or 2: a report
            "failures": dict(result.failures),
            "old": _side(found.old) if found else None,
            "new": _side(found.new) if found else None,
            "summary": summary,
            "unchanged": found.unchanged if found else 0,
            "sentences": list(sentences(found, self._say)) if found else [],
        }

    def changes(self) -> Iterator[contract.ChangeRecord]:
        """Yield what became of thresholds."""
        for change in self._comparison.changes if self._comparison else ():
            yield self._change(change)

    def _change(self, change: Change) -> contract.ChangeRecord:
        at, amount = change.at, change.gap
        return {
            "kind": change.kind.value,
            "resolution": at.resolution,
            "target": at.target,
            "name": _names(at.name),
            "indicator": at.indicator,
            "unit": at.unit.value,
            "level": at.level.value,
            "area": self.common.area(at.area),
            "old": self._judged(change.old) if change.old else None,
            "new": self._judged(change.new) if change.new else None,
            "figure": change.figure.value if change.figure else None,  # type: ignore[typeddict-item]  # one of the four
            "amended": change.amended,
            "gap_change": None if amount is None else exact(amount),
            "decides": change.decides,
            "remarks": [self.common.sentence(remark) for remark in change.remarks],
            "target_file": at.place.path,
            "target_line": at.place.line,
            "target_column": at.place.column,
        }

    def _judged(self, judged: Judged) -> contract.JudgedRecord:
        amount = judged.exact_gap
        return {
            "verdict": judged.verdict.value,
            "figures": [self._figure(figure) for figure in judged.figures],
            "threshold": _promised(judged.limit),
            "due": judged.due,
            "gap": None if amount is None else exact(amount),
        }

    def _figure(self, figure: Figure) -> contract.PublishedRecord:
        cell = self._result.cell(figure.place)
        beside = figure.value.beside if figure.value else None
        stated = figure.text or (f"{beside.numerator}/{beside.denominator}" if beside else "")
        return {
            "text": stated,
            "period": figure.period.text,
            "source": figure.source,
            "quote": figure.quote,
            "note": figure.note,
            "file": cell.path,
            "line": cell.line,
            "column": cell.column,
        }

    def unasked(self) -> Iterator[contract.UnaskedRecord]:
        """Yield what became of figures that no target asks for."""
        for made in self._comparison.unasked if self._comparison else ():
            yield self._unasked(made)

    def _unasked(self, made: Unasked) -> contract.UnaskedRecord:
        return {
            "kind": made.kind.value,  # type: ignore[typeddict-item]  # one of the three
            "indicator": made.at.indicator,
            "area": self.common.area(made.at.area),
            "level": made.at.level.value,
            "old": self._figure(made.old) if made.old else None,
            "new": self._figure(made.new) if made.new else None,
        }

    def amendments(self) -> Iterator[contract.AmendmentRecord]:
        """Yield what became of resolutions."""
        for made in self._comparison.amendments if self._comparison else ():
            yield self._amendment(made)

    def _amendment(self, made: Amendment) -> contract.AmendmentRecord:
        place, other = made.place, made.other
        others: list[PlaceRecord] = []
        if other:
            others = [{"file": other.path, "line": other.line, "column": other.column}]
        return {
            "file": place.path,
            "line": place.line,
            "column": place.column,
            "kind": made.kind.value,
            "resolution": made.resolution,
            "target": made.target,
            "name": _names(made.name),
            "level": made.level.value if made.level else None,
            "old": self._told(made.old),
            "new": self._told(made.new),
            "old_threshold": _promised(made.old) if isinstance(made.old, Limit) else None,
            "new_threshold": _promised(made.new) if isinstance(made.new, Limit) else None,
            "keys": list(made.keys),
            "others": others,
        }

    def _told(self, value: object) -> str:
        """Return what stood or stands; a text of the file as the file has it."""
        if isinstance(value, Phrase):
            return value.in_language(self._say.language)
        return value if type(value) is str else told(value, self._say)


def _side(side: Side) -> contract.SideRecord:
    period = side.period.text if side.period else None
    return {"name": side.name, "files": list(side.files), "period": period}


def _names(phrase: Phrase) -> Names:
    return {"vi": phrase.vi, "en": phrase.en}


def _promised(limit: Limit | None) -> contract.PromisedRecord:
    return {
        "kind": limit.operator.value if limit else "state",
        "value": exact(Fraction(limit.number)) if limit else None,
        "about": bool(limit and limit.about),
    }
