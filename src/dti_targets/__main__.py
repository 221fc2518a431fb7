"""`python -m dti_targets`."""

from dti_targets.cli.start import main

if __name__ == "__main__":
    main()
