"""The way in for a shell: from the first moment on, an end that is asked for is no traceback."""

import signal
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Load the command line and run it.

    Loading takes most of a short run. Ctrl-C ends that part as it ends any program: by the signal.
    So it does when the run is over.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from dti_targets.cli.app import hear
    from dti_targets.cli.app import main as run
    from dti_targets.cli.exits import Exit

    try:
        run()
    except KeyboardInterrupt:  # while the run was ending by itself
        sys.exit(Exit.INTERRUPTED)
    finally:
        hear(signal.SIG_DFL)
