"""`--lang`, before a command or behind it: what it shows is said in that language."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, ParamSpec

import typer

from openpbm.speech.language import language_of, speak

Given = ParamSpec("Given")


def _speak(asked: str | None) -> None:
    if asked is not None:
        speak(language_of(asked), by_option=True)


Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="LANGUAGE",
        callback=_speak,
        is_eager=True,  # before whatever else is told
        help="help-lang",
        show_default=False,
    ),
]


def in_any_language(command: Callable[Given, None]) -> Callable[Given, None]:
    """The same command, which also takes `--lang`; the option's callback does the work."""

    @wraps(command)
    def shown(*args: Given.args, **kwargs: Given.kwargs) -> None:
        kwargs.pop("lang", None)
        command(*args, **kwargs)

    own = inspect.signature(command, eval_str=True)
    lang = inspect.Parameter("lang", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Lang)
    shown.__signature__ = own.replace(  # type: ignore[attr-defined]
        parameters=[*own.parameters.values(), lang]
    )
    return shown
