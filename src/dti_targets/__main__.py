"""`python -m dti_targets`."""

from dti_targets.cli.app import main

if __name__ == "__main__":
    main()
