"""A command's options, as Typer needs them, from the one list that the settings come from."""

import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from dti_targets.domain.settings import OPTIONS, Takes

_TYPES: dict[Takes, Any] = {
    Takes.NOTHING: bool | None,
    Takes.COUNT: int,
    Takes.TEXTS: list[str] | None,
    Takes.WORDS: list[str] | None,
}


def signature(
    names: Sequence[str], arguments: Sequence[tuple[str, bool]]
) -> tuple[inspect.Signature, dict[str, Any]]:
    """Return the signature and the annotations of a command.

    Args:
        names: Its options, by the names of their settings.
        arguments: Its arguments: the name, and whether it can be repeated.

    Every option is text for Typer, and None where it is not given: one place reads the values of
    all origins, and words its errors in the language of the reader.
    """
    annotations: dict[str, Any] = {}
    for name, repeated in arguments:
        kind: Any = list[str] | None if repeated else str | None
        annotations[name] = Annotated[kind, typer.Argument()]
    for name in names:
        option = OPTIONS[name]
        spellings = [option.flag, *([option.short] if option.short else [])]
        counted = option.takes is Takes.COUNT
        annotations[name] = Annotated[
            _TYPES.get(option.takes, str | None), typer.Option(*spellings, count=counted)
        ]
    parameters = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation,
            default=0 if name in OPTIONS and OPTIONS[name].takes is Takes.COUNT else None,
        )
        for name, annotation in annotations.items()
    ]  # fmt: skip
    return inspect.Signature(parameters), annotations


def command(
    names: Sequence[str], arguments: Sequence[tuple[str, bool]],
    run: Callable[[dict[str, Any]], None],
) -> Callable[..., None]:  # fmt: skip
    """Return a function that Typer can make a command of; `run` gets everything by name."""

    def given(**values: Any) -> None:  # noqa: ANN401  (what Typer parsed)
        run(values)

    given.__signature__, given.__annotations__ = signature(names, arguments)  # type: ignore[attr-defined]
    return given
