"""A text that Markdown reads as it stands: no heading, link, mention, emoji or HTML comes of it.

The rules are those of GitHub's Markdown, which turns text into links and mentions after it has read
the escapes; an empty comment between the letters keeps it from doing so.
"""

import re

from dti_targets.reporting.visible import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~#$])")
_LINKED = re.compile(
    r"@|(?<=\\#)(?=\d)|(?<=[gG][hH]-)(?=\d)"
    r"|:(?=(?:\d*\\?[a-zA-Z+_-][\w+\\-]*|100|1234):)|(?<=[wW]{3})(?=\.)|(?<=:)(?=//)"
)
"""What a text that is escaped still holds: mentions, numbers of issues, emoji (:100: is one, so is
the line of a place), bare addresses."""
_BREAK = "<!-- -->"


def literal(text: str) -> str:
    """Return a text that is read as it stands, within a line."""
    escaped = _SPECIAL.sub(r"\\\1", visible(text))
    return _LINKED.sub(lambda found: found[0] + _BREAK, escaped)
