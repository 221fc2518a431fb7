"""The nouns of the domain in the words of a language: figures, thresholds, areas, periods."""

import re
from fractions import Fraction

from dti_targets.diagnostics import Diagnostic, codes
from dti_targets.domain.area import Area
from dti_targets.domain.figures import Figure
from dti_targets.domain.period import Period
from dti_targets.domain.phrase import Phrase
from dti_targets.domain.report import Expected, Gap, Statement
from dti_targets.domain.resolution import Document
from dti_targets.domain.threshold import Limit, Operator
from dti_targets.domain.unit import Level, Unit
from dti_targets.domain.value import Qualifier, Value
from dti_targets.messages import Words
from dti_targets.reporting.visible import visible

SIGNS = {
    Qualifier.EXACT: "",
    Qualifier.MORE_THAN: "> ",
    Qualifier.AT_LEAST: "≥ ",
    Qualifier.LESS_THAN: "< ",
    Qualifier.AT_MOST: "≤ ",
    Qualifier.ABOUT: "≈ ",
    Qualifier.NEARLY: "≲ ",
    Qualifier.RANGE: "",
}
OPERATOR_SIGNS = {
    Operator.AT_LEAST: "≥ ",
    Operator.MORE_THAN: "> ",
    Operator.AT_MOST: "≤ ",
    Operator.LESS_THAN: "< ",
    Operator.RANK_AT_MOST: "≤ ",
}
_NAMED = re.compile(r"(\d{4})(?:-([HQ])(\d))?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_MOST_DECIMALS = 6
_LONGEST_TEXT = 100
"""Characters of a refused text that a sentence repeats; its place leads to the rest."""

_KEYED = ("expected", "feature", "why", "problem")
"""Parameters of diagnostics that can be a word of a closed list: `expected.percent`."""


class Wording:
    """Says everything that a report, a diagnostic or a page needs, in one language."""

    def __init__(self, words: Words) -> None:
        """Speak with the catalogue of `words`."""
        self.words = words
        self.language = words.language

    def __call__(self, key: str, /, **params: object) -> str:
        """Return a sentence; the parameters may be nouns of the domain."""
        return self.words(key, **{name: self.show(value) for name, value in params.items()})

    def show(self, value: object) -> object:
        """Return a parameter in words; what the catalogue itself can write stays as it is."""
        shown = value
        match value:
            case Phrase():
                shown = visible(value.in_language(self.language))
            case Area():
                shown = self.area(value)
            case Limit():
                shown = self.limit(value)
            case Statement():
                shown = self.remark(value)
            case Value():
                shown = self.value(value)
            case Period():
                shown = value.text
            case tuple() | list():
                items = [str(self.words.show(self.show(item))) for item in value]
                shown = ", ".join(items) if items else self.words("none")
            case str():
                shown = visible(value)
            case None:
                shown = "…"
        return shown

    def statement(self, statement: Statement) -> str:
        """Return a reason or a remark as a sentence."""
        key = statement.key
        if key == "na.withdrawn" and statement.params.get("replaced_by"):
            key = "na.replaced"
        return self(key, **statement.params)

    def remark(self, statement: Statement) -> str:
        """Return a reason or a remark as one of a list: without a capital or a full stop."""
        text = self.statement(statement).rstrip(".")
        own = statement.key.startswith("na.")  # begins with our words, never with a name
        return text[:1].lower() + text[1:] if own else text

    # -- areas and levels

    def area(self, area: Area) -> str:
        """Return an area by its kind and name: huyện Ba Tơ, Ba Tơ district."""
        name = visible(area.name)
        key = f"kind.{area.kind}"
        if area.kind and area.tier is not Level.PROVINCE and self.words.knows(key):
            return self.words(key, name=name)
        return name

    # -- numbers

    def number(self, number: Fraction, decimals: int, unit: Unit) -> str:
        """Return a number with the sign of its unit."""
        return self.words.number(number, decimals) + ("%" if unit.in_percent else "")

    def value(self, value: Value, *, signs: bool = False) -> str:
        """Return what was published: its digits, its qualifier as a word or as a sign."""
        if value.number is None or value.unit is Unit.YES_NO:
            return visible(value.text)
        plain = self._digits(value)
        if value.qualifier is Qualifier.RANGE and value.upper is not None:
            upper = self.number(value.upper, self._decimals(value.upper), value.unit)
            if signs:
                return f"{plain}–{upper}"
            return self.words("say.range", number=plain, upper=upper)
        if signs:
            return SIGNS[value.qualifier] + plain
        if value.qualifier is not Qualifier.EXACT:
            plain = self.words(f"say.{value.qualifier}", number=plain)
        return self.words("say.preliminary", figure=plain) if value.preliminary else plain

    def _digits(self, value: Value) -> str:
        """Return the number with the digits that the source gave it."""
        number = value.number or Fraction(0)
        if value.total is not None and value.unit in {Unit.RANK, Unit.COUNT}:
            return f"{self.words.number(number, 0)}/{self.words.number(Fraction(value.total), 0)}"
        decimals = value.decimals
        if (number * 10**decimals).denominator != 1 and value.total is None:
            decimals = self._decimals(number)
        if decimals and number.denominator == 1 and not value.unit.in_percent:
            decimals = 0 if abs(number) >= 1000 else decimals  # noqa: PLR2004  (1,1 triệu)
        return self.number(number, decimals, value.unit)

    @staticmethod
    def _decimals(number: Fraction) -> int:
        return next(
            (n for n in range(_MOST_DECIMALS) if (number * 10**n).denominator == 1), _MOST_DECIMALS
        )

    def figure(self, figure: Figure, *, signs: bool = False) -> str:
        """Return a figure as it stands in a table."""
        if figure.value is None or figure.value.absence:
            return visible(figure.text)
        return self.value(figure.value, signs=signs)

    def cited(self, figure: Figure) -> str:
        """Return a figure as a citation has it: a share of two numbers with both as published."""
        plain, value = self.figure(figure), figure.value
        if value is None or value.number is None or not value.total or not value.unit.of_two:
            return plain
        text, share = visible(figure.text), value.number / (100 if value.unit.in_percent else 1)
        if "/" not in text:
            both = [self.words.number(Fraction(n), 0) for n in (share * value.total, value.total)]
            text = "; ".join(part for part in (text, "/".join(both)) if part not in {"", plain})
        return f"{plain} ({text})"

    def limit(self, limit: Limit, *, signs: bool = False) -> str:
        """Return a threshold as it is worded, or with a sign."""
        number = Fraction(limit.number)
        exponent = limit.number.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        plain = self.number(number, decimals, limit.unit)
        if limit.about:
            return f"≈ {plain}" if signs else self.words("threshold.about", number=plain)
        if signs:
            return OPERATOR_SIGNS[limit.operator] + plain
        return self.words(f"threshold.{limit.operator}", number=plain)

    def threshold(self, expected: Expected, *, signs: bool = False) -> str:
        """Return the threshold of an expected figure."""
        state = expected.threshold.state
        if expected.limit is not None:
            return self.limit(expected.limit, signs=signs)
        if state is None or signs:
            return self.words("state.short")
        return visible(state.in_language(self.language))

    def gap(self, gap: Gap) -> tuple[str, str]:
        """Return the qualifier of a distance and its signed number: `≈ ` and `-1,28`."""
        decimals = gap.decimals
        while (
            gap.amount and not round(abs(gap.amount) * 10**decimals) and (decimals < _MOST_DECIMALS)
        ):
            decimals += 1
        text = self.words.number(gap.amount, decimals)
        return SIGNS[gap.qualifier], f"+{text}" if gap.amount > 0 else text

    def gap_unit(self, unit: Unit) -> str:
        """Return what a distance is counted in: points, places, or nothing."""
        if unit.in_percent:
            return self.words("gap.points")
        return self.words("gap.places") if unit is Unit.RANK else ""

    # -- time and documents

    def until(self, period: Period) -> str:
        """Return the end of a period, for a sentence."""
        return self._period("until", period) or self.words("until.day", day=period.end)

    def due(self, period: Period) -> str:
        """Return a due period, for a sentence."""
        return self._period("due", period) or self.words("due.other", period=period.text)

    def _period(self, group: str, period: Period) -> str:
        """Return a year, a half or a quarter as a sentence names it; no text for any other."""
        if found := _NAMED.fullmatch(period.text):
            kind = {"H": "half", "Q": "quarter"}.get(found[2] or "", "year")
            part = int(found[3]) if found[3] else 0
            return self.words(f"{group}.{kind}", year=found[1], part=part)
        return ""

    def named(self, period: Period) -> str:
        """Return a period as a person names it on paper: 2024, quý 3 năm 2024, 07/2024."""
        if period.text.isdigit():
            return period.text
        if found := _MONTH.fullmatch(period.text):
            return self.words("say.month", year=found[1], month=found[2])
        return self._period("due", period) or period.text

    def document(self, document: Document) -> str:
        """Return what a document is called: Nghị quyết số 13-NQ/TU."""
        if document.number:
            return self(f"documentkind.{document.kind.value}", number=document.number)
        return str(self.show(document.title))

    # -- diagnostics

    def sentence(self, diagnostic: Diagnostic) -> str:
        """Return what is wrong, in one sentence."""
        key = diagnostic.code.id
        if diagnostic.code is codes.NOTHING_TO_JUDGE and not diagnostic.params["periods"]:
            key = "DT304.no_rows"
        return self(key, **self._params(diagnostic))

    def help(self, diagnostic: Diagnostic) -> str:
        """Return the next step: with the nearest known word where there is one."""
        params = self._params(diagnostic)
        code = diagnostic.code.id
        closer = (
            f"{code}.near" if params.get("near") else f"{code}.{diagnostic.params.get('expected')}"
        )
        return self(closer if self.words.knows(closer) else f"{code}.help", **params)

    def _params(self, diagnostic: Diagnostic) -> dict[str, object]:
        """Return the parameters, with those that are keys of the catalogue in words."""
        params = dict(diagnostic.params)
        text = params.get("text")
        if isinstance(text, str) and len(text) > _LONGEST_TEXT:
            params["text"] = text[:_LONGEST_TEXT] + "…"
        for name in _KEYED:
            key = f"{name}.{params.get(name)}"
            if name in params and self.words.knows(key):
                params[name] = self.words(key)
        days = params.get("days")
        if isinstance(days, tuple):
            params["days"] = "; ".join(self._days(first, until) for first, until in days)
        return params

    def _days(self, first: object, until: object) -> str:
        if first and until:
            return self.words("days.between", first=first, until=until)
        return (
            self.words("days.from", first=first) if first else self.words("days.until", until=until)
        )
