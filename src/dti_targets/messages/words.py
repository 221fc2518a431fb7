"""Sentences from the catalogue of one language, with numbers, dates and plurals as it writes them.

A template holds `{name}` for a parameter, `{count:figure|figures}` for a word that follows the
number of `count`, `{count:02}` for a number with at least two digits, `{ratio:%}` for a share.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from importlib import import_module
from math import floor
from string import Formatter
from typing import Any

LANGUAGES = ("en", "vi")
_TWO_DIGITS = 100


class Words:
    """The catalogue of one language. Only that one is loaded."""

    def __init__(self, language: str) -> None:
        """Load the catalogue of `en` or `vi`."""
        self.language = language
        self._texts: Mapping[str, str] = import_module(f"dti_targets.messages.{language}").TEXTS
        self._formatter = _Formatter(self)

    def __call__(self, key: str, /, **params: object) -> str:
        """Return the sentence of a key with its parameters filled in."""
        return self._formatter.vformat(self._texts[key], (), params)

    def knows(self, key: str) -> bool:
        """Whether the catalogue has a key."""
        return key in self._texts

    def keys(self) -> frozenset[str]:
        """Return every key of the catalogue."""
        return frozenset(self._texts)

    def template(self, key: str) -> str:
        """Return the text of a key before anything is filled in."""
        return self._texts[key]

    def show(self, value: object) -> str:
        """Return a parameter as a reader of the language reads it."""
        shown = str(value)
        match value:
            case Enum():
                shown = self(f"{type(value).__name__.lower()}.{value.value}")
            case None:
                shown = ""
            case int():
                shown = self.number(Fraction(value), 0)
            case Decimal() | Fraction():
                shown = self.number(Fraction(value))
            case date():
                shown = self.day(value)
            case list() | tuple():
                shown = ", ".join(self.show(item) for item in value)
        return shown

    def number(self, number: Fraction, decimals: int | None = None) -> str:
        """Return a number with the language's signs.

        Args:
            number: Exact.
            decimals: How many decimal digits; as many as it has (at most six) if None.
        """
        if decimals is None:
            decimals = next((n for n in range(6) if (number * 10**n).denominator == 1), 6)
        scaled = round(abs(number) * 10**decimals)
        whole, rest = divmod(scaled, 10**decimals)
        sign = "-" if number < 0 and scaled else ""
        mark, group = self._texts["mark.decimal"], self._texts["mark.group"]
        text = f"{whole:,}".replace(",", group)
        return f"{sign}{text}{mark}{rest:0{decimals}}" if decimals else f"{sign}{text}"

    def day(self, day: date) -> str:
        """Return a date as the language writes it."""
        if self.language == "vi":
            return f"{day.day:02}/{day.month:02}/{day.year}"
        return f"{day.day} {self._texts[f'month.{day.month}']} {day.year}"


class _Formatter(Formatter):
    """Fills templates: values by `Words.show`, plurals and padded numbers by their spec."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401  (as in Formatter)
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return one if value == 1 else many
        if format_spec == "%":  # rounded down: never over a band that was not reached
            return f"{self._words.number(Fraction(floor(value * 100)), 0)}%"
        if format_spec == "02":
            return f"{value:02}" if 0 < value < _TWO_DIGITS else self._words.show(value)
        return self._words.show(value)
