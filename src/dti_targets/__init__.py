"""Targets as code: what a resolution promises, what was published, and whether it is reached.

The public names are imported on demand, so that `import dti_targets` costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dti_targets.api import check, load_figures, load_resolutions
    from dti_targets.diagnostics import InvalidInput

__version__ = "0.1.0"

__all__ = ["InvalidInput", "__version__", "check", "load_figures", "load_resolutions"]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the name stands for)
    if name == "InvalidInput":
        from dti_targets.diagnostics import InvalidInput

        return InvalidInput
    if name in __all__:
        from dti_targets import api

        return getattr(api, name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
