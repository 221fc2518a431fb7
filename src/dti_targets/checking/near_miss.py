"""Figures that no target asks for because of a slip of the pen."""

from collections.abc import Collection, Sequence

from dti_targets.diagnostics import Faults, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.figures import Figures

ALIKE = 0.88
"""How alike (difflib's ratio) an unknown id must be to a known one to be taken for a slip."""


def find_near_misses(
    figures: Figures, unused: Sequence[int], known: Collection[str], faults: Faults
) -> None:
    """Add one warning for each unused indicator whose id is nearly that of a target.

    Args:
        figures: All figures.
        unused: The rows that no target asks for, in order.
        known: The indicators of all targets.
        faults: What is found is added here.
    """
    first: dict[str, int] = {}
    for row in unused:
        first.setdefault(figures.slots[figures.slot[row]][0], row)
    targets = sorted(known)
    for indicator, row in first.items():
        if indicator in known:
            continue
        near = nearest(indicator, targets, ALIKE)
        if near:
            faults.add(
                codes.NEAR_MISS, figures.at(row, "indicator"), indicator=indicator, near=near
            )
