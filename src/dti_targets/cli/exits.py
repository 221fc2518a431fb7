"""What passes between the shell and a run. 1 is an answer about targets, never a fault."""

from enum import IntEnum

ASKING = "_DTI_TARGETS_COMPLETE"
"""The variable that a shell sets, to its own name, when it asks what can be typed next."""


class Exit(IntEnum):
    """Exit statuses. Python's own default for a crash is 1, which here would read as "missed"."""

    NOTHING_FAILS = 0
    TARGETS_FAIL = 1
    UNUSABLE = 2
    OUR_BUG = 3
    INTERRUPTED = 130
    PIPE_CLOSED = 141
