"""The bands of a ratio of actual to needed, as Statistics Canada publishes them."""

from fractions import Fraction

from dti_targets.domain.progress import Status

_ON_TRACK = Fraction(95, 100)
_MODERATE = Fraction(60, 100)


def band(ratio: Fraction) -> Status:
    """Return the status of a ratio: from 95 % on track, from 60 % moderate, from 0 limited."""
    if ratio >= _ON_TRACK:
        return Status.ON_TRACK
    if ratio >= _MODERATE:
        return Status.MODERATE
    return Status.LIMITED if ratio >= 0 else Status.DETERIORATING
