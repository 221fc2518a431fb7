"""What there is a schema of, and the text of each."""

import json
from collections.abc import Callable, Mapping

from dti_targets.schemas.schema import DIALECT, Schema


def _targets() -> Schema:
    from dti_targets.schemas.yaml_files import targets

    return targets()


def _areas() -> Schema:
    from dti_targets.schemas.yaml_files import areas

    return areas()


def _config() -> Schema:
    from dti_targets.schemas.config_file import config

    return config()


def _report() -> Schema:
    from dti_targets.schemas.report_file import report

    return report()


def _progress() -> Schema:
    from dti_targets.schemas.progress_file import progress

    return progress()


def _comparison() -> Schema:
    from dti_targets.schemas.comparison_file import comparison

    return comparison()


SUBJECTS: Mapping[str, Callable[[], Schema]] = {
    "targets": _targets,
    "areas": _areas,
    "config": _config,
    "report": _report,
    "progress": _progress,
    "comparison": _comparison,
}
"""Each subject with what makes its schema; what it needs is imported only then."""


def schema_of(subject: str) -> Schema:
    """Return the schema of one of `SUBJECTS`, with the name that other schemas know it by."""
    names = {"$schema": DIALECT, "$id": f"urn:dti-targets:schema:{subject}"}
    return names | SUBJECTS[subject]()


def schema_text(subject: str) -> str:
    """Return a schema as it is printed: the same text on every machine and in every language."""
    return json.dumps(schema_of(subject), ensure_ascii=False, indent=2) + "\n"
