"""One module for each command: a function from arguments and settings to an exit status."""
