"""What the tests that install the package for real have in common."""

import re

import pytest

_NO_INDEX = re.compile(
    r"Failed to establish a new connection|Temporary failure in name resolution"
    r"|Could not find a version that satisfies|No matching distribution found"
)


def skip_without_index(output: str) -> None:
    """Skip a test where pip said that it reaches no package index; any other fault is ours."""
    if found := _NO_INDEX.search(output):
        line = output[output.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0]
        pytest.skip(f"pip reaches no index with the packages that this installs: {line}")
