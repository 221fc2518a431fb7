"""Faults in what people wrote, as data: a stable code, a place, and the facts of the case.

This room imports nothing. The sentence of a code stands in `messages`, once per language.
"""

from dti_targets.diagnostics import codes
from dti_targets.diagnostics.codes import CODES, Code, Severity
from dti_targets.diagnostics.diagnostic import Diagnostic, Faults, InvalidInput, Place, letters

__all__ = [
    "CODES",
    "Code",
    "Diagnostic",
    "Faults",
    "InvalidInput",
    "Place",
    "Severity",
    "codes",
    "letters",
]
