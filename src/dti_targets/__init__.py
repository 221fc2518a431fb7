"""Targets as code: what a resolution promises, what was published, and whether it is reached.

The public names are imported on demand, so that `import dti_targets` costs nothing. docs/api.md
shows how they are used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dti_targets.version import VERSION as __version__  # noqa: N811  (what Python calls it)

if TYPE_CHECKING:
    from dti_targets.api import check, describe, load_figures, load_resolutions
    from dti_targets.diagnostics import Diagnostic, InvalidInput
    from dti_targets.domain.figures import Figure, Figures
    from dti_targets.domain.report import Assessment, Report, Statement
    from dti_targets.domain.resolution import Resolution
    from dti_targets.domain.settings import Settings
    from dti_targets.domain.verdict import Verdict

__all__ = [
    "Assessment", "Diagnostic", "Figure", "Figures", "InvalidInput", "Report", "Resolution",
    "Settings", "Statement", "Verdict", "__version__", "check", "describe", "load_figures",
    "load_resolutions",
]  # fmt: skip

_HOMES = {
    "Assessment": "domain.report", "Diagnostic": "diagnostics", "Figure": "domain.figures",
    "Figures": "domain.figures", "InvalidInput": "diagnostics", "Report": "domain.report",
    "Resolution": "domain.resolution", "Settings": "domain.settings",
    "Statement": "domain.report", "Verdict": "domain.verdict", "check": "api",
    "describe": "api", "load_figures": "api", "load_resolutions": "api",
}  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the name stands for)
    if name in _HOMES:
        return getattr(import_module(f"dti_targets.{_HOMES[name]}"), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return __all__
