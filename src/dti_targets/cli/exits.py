"""What the shell is told. 1 is an answer about targets, never a fault."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit statuses. Python's own default for a crash is 1, which here would read as "missed"."""

    NOTHING_FAILS = 0
    TARGETS_FAIL = 1
    UNUSABLE = 2
    OUR_BUG = 3
    INTERRUPTED = 130
    PIPE_CLOSED = 141
