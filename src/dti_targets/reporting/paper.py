"""The words of a document that is read without the files at hand."""

from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.report import Statement
from dti_targets.reporting.wording import Wording


class PaperWording(Wording):
    """Says reasons and remarks with names in place of ids, and periods as people write them.

    On the screen an id can be typed again; whoever signs an annex never saw one.
    """

    def statement(self, statement: Statement) -> str:
        """Return a reason or a remark as a sentence."""
        params = {
            key: self.named(value) if isinstance(value, Period) else value
            for key, value in statement.params.items()
        }
        if isinstance(name := params.get("replacement"), Phrase):
            params["replaced_by"] = f"“{name.in_language(self.language)}”"
        return super().statement(Statement(statement.key, params))
