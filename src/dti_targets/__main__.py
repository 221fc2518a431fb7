"""`python -m dti_targets`."""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]  # the working directory: no file of a project is a module of ours
    from dti_targets.cli.start import main

    main()
