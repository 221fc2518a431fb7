"""The words of a document that is read without the files at hand."""

from dti_targets.domain.period import Period
from dti_targets.domain.report import Report, Statement
from dti_targets.messages import Words
from dti_targets.reporting.wording import Wording


class PaperWording(Wording):
    """Says reasons and remarks with names in place of ids, and periods as people write them.

    On the screen an id can be typed again; whoever signs an annex never saw one.
    """

    def __init__(self, words: Words, report: Report | None) -> None:
        """Speak of the targets of a report."""
        super().__init__(words)
        self._names = {
            target.id: target.name
            for part in (report.resolutions if report else ())
            for target in part.resolution.targets
        }

    def statement(self, statement: Statement) -> str:
        """Return a reason or a remark as a sentence."""
        params = {key: self._called(key, value) for key, value in statement.params.items()}
        return super().statement(Statement(statement.key, params))

    def _called(self, key: str, value: object) -> object:
        if isinstance(value, Period):
            return self.named(value)
        if key == "replaced_by" and isinstance(value, str) and value in self._names:
            return f"“{self._names[value].in_language(self.language)}”"
        return value
