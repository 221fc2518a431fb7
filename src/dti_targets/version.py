"""Which version this is: what every report, new project and `--version` says."""

VERSION = "0.1.0"
