"""Periods as people write them elsewhere, and how they would be written here."""

import re

from dti_targets.domain.period import Period
from dti_targets.reading.headings import without_marks

_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_FORMS = (
    (r"(\d{4})(?:[.,]0)?", r"\1"),
    (r"Q(?:UY)?([1-4])[/.-]?(\d{4})", r"\2-Q\1"),
    (r"(\d{4})[/.-]?Q([1-4])", r"\1-Q\2"),
    (r"H([12])[/.-]?(\d{4})", r"\2-H\1"),
    (r"(\d{4})[/.-]?H([12])", r"\1-H\2"),
    (r"6T(?:HANG)?(?:DAU)?[/.-]?(\d{4})", r"\1-H1"),
    (r"6T(?:HANG)?CUOI[/.-]?(\d{4})", r"\1-H2"),
    (r"9T(?:HANG)?(?:DAU)?[/.-]?(\d{4})", r"\1-01/\1-09"),
    (r"(?:THANG)?(0[1-9]|1[0-2])[/.-](\d{4})", r"\2-\1"),
    (r"(?:THANG)?([1-9])[/.-](\d{4})", r"\2-0\1"),
    (r"(\d{4})[/.](0[1-9]|1[0-2])", r"\1-\2"),
    (r"(\d{4})[/.-]([1-9])", r"\1-0\2"),
    (r"(\d\d)[/.-](\d\d)[/.-](\d{4})", r"\3-\2-\1"),
    (r"(\d\d)[/.-](\d)[/.-](\d{4})", r"\3-0\2-\1"),
    (r"(\d)[/.-](\d\d)[/.-](\d{4})", r"\3-\2-0\1"),
    (r"(\d)[/.-](\d)[/.-](\d{4})", r"\3-0\2-0\1"),
)


def likely_period(text: str) -> str:
    """Return how a period that is written otherwise would be written here; empty if unclear."""
    bare = without_marks(text).upper().replace("NAM", "").replace(" ", "")
    if found := re.match(r"QUY(IV|I{1,3})", bare):
        bare = f"Q{_ROMAN[found[1]]}{bare[found.end() :]}"
    for pattern, form in _FORMS:
        if re.fullmatch(pattern, bare, re.ASCII):
            likely = re.sub(pattern, form, bare, flags=re.ASCII)
            return likely if _is_period(likely) else ""
    return ""


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except ValueError:
        return False
    return True
