"""Texts of cells that a spreadsheet knows more of than their signs say.

They are equal to their own kind only: a number that is shown as 1,526 and a text 1,526 are two
distinct values of a file, for the text can be read in two ways.
"""

from collections.abc import Mapping

from dti_targets.diagnostics import Code


class _Marked(str):
    """A text that differs from the same text without its mark."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and str.__eq__(self, other)

    def __hash__(self) -> int:
        return hash((type(self), str(self)))


class NumberCell(_Marked):
    """A real number, written out with a decimal comma: no convention is in doubt."""

    __slots__ = ()


class SpoiledCell(_Marked):
    """What stands in the place of a value, and why it is none."""

    __slots__ = ("code", "params")

    code: Code
    params: Mapping[str, object]

    @classmethod
    def of(cls, shown: str, code: Code, **params: object) -> "SpoiledCell":
        """Make one of what is shown, the code of what is wrong and the facts of the case."""
        cell = cls(shown)
        cell.code, cell.params = code, params
        return cell
