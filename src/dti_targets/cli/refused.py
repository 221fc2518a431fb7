"""The end of a run that cannot be: nothing was asked that could be answered."""

from dti_targets.diagnostics import Faults, InvalidInput
from dti_targets.reading.source import Desk


class Refused(InvalidInput):
    """Settings that cannot be used; `desk` has the lines of the file that says them."""

    def __init__(self, faults: Faults, desk: Desk) -> None:
        """Keep both."""
        super().__init__(faults)
        self.desk = desk
