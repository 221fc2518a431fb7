"""The files of a small project, in the language of whoever begins it.

Each file is a template beside this module. A line that begins with `#en` or `#vi` is a comment in
that language: data stand once, and only the comments of the chosen language are kept.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from dti_targets.diagnostics import Faults, InvalidInput
from dti_targets.reading.source import Desk
from dti_targets.schemas.subjects import schema_text
from dti_targets.version import VERSION

TEMPLATES: Mapping[str, str] = {
    "README.md": "README.{language}.md",
    "targets/13-nq-tu.yaml": "resolution.yaml",
    "targets/areas.yaml": "areas.yaml",
    "data/2024.csv": "figures.csv",
    "dti-targets.toml": "settings.toml",
    ".github/workflows/targets.yml": "workflow.yml",
    ".gitignore": "gitignore",
}
"""Each file of the project with its template; a template has no name that git itself heeds."""

_SCHEMAS = ("targets", "areas", "config")
_SPOKEN = re.compile(r"^( *)#(en|vi) (.*\n)", re.MULTILINE)
_EXCEL = "\ufeff"
"""By this mark Excel knows that a file which is opened by a double click is in UTF-8."""

_LARGEST = 1 << 20


def project_files(language: str) -> dict[str, str]:
    """Return each file of the project, by its path in it, with its text.

    The schemas are those of this version, so that an editor knows the keys without a network.

    Raises:
        InvalidInput: a template is not where it was installed.
    """
    folder = Path(__file__).resolve().parent
    desk, faults = Desk(folder, _LARGEST), Faults()
    files: dict[str, str] = {}
    for path, template in TEMPLATES.items():
        opened = desk.open(folder / template.format(language=language), faults)
        if opened is None:
            raise InvalidInput(faults)
        files[path] = _in_language(opened.text(), language)
        if path.endswith(".csv"):
            files[path] = _EXCEL + files[path]
    return files | {f"schemas/{name}.schema.json": schema_text(name) for name in _SCHEMAS}


def _in_language(text: str, language: str) -> str:
    """Return a template with the comments of one language, and the names that a run knows."""

    def kept(comment: re.Match[str]) -> str:
        indent, spoken, words = comment.groups()
        return f"{indent}# {words}" if spoken == language else ""

    filled = text.replace("{language}", language).replace("{version}", VERSION)
    return _SPOKEN.sub(kept, filled)
