"""Figures that no target asks for because of a slip of the pen."""

from collections.abc import Collection, Sequence

from dti_targets.diagnostics import Faults, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.figures import Figures

ALIKE = 0.88
"""How alike (difflib's ratio) an unknown id must be to a known one to be taken for a slip."""


_SLIP = 8
"""Pairs of letters that two words may not share: two letters wrong, missing or swapped change
as many. Only such words are worth the exact comparison."""


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
    pairs = {target: _pairs(target) for target in sorted(known)}
    for indicator, row in first.items():
        if indicator in known:
            continue
        own = _pairs(indicator)
        alike = [target for target, theirs in pairs.items() if len(own ^ theirs) <= _SLIP]
        near = nearest(indicator, alike, ALIKE) if alike else ""
        if near:
            faults.add(
                codes.NEAR_MISS, figures.at(row, "indicator"), indicator=indicator, near=near
            )


def _pairs(word: str) -> set[str]:
    """Return the pairs of neighbouring letters, which a slip of the pen changes little."""
    return {word[index : index + 2] for index in range(len(word) - 1)}
