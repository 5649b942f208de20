"""Help that is said as it is shown: its texts are ids of the catalogue `help`.

A command is built before `--lang` is read, so what it holds cannot be a sentence yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, cast, get_args

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from openpbm.fact import Message, message
from openpbm.speech.fill import filled

OWN = "help-"  # ids begin so; other text is typer's, or said already
MORE = "more"  # a second paragraph


class NoValue(Protocol):
    """Of pydantic: why a value of the command line was not taken."""

    def errors(self) -> Sequence[Mapping[str, object]]:
        """Each with what was found, under `input`."""
        ...


class HelpFormatter(Protocol):
    """What typer writes help with, as far as it is used here."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """A line of what is typed."""
        ...


if TYPE_CHECKING:
    _Texts = TyperCommand  # what the texts are of, be it a command or a group
else:
    _Texts = object


class _Spoken(_Texts):
    """Whose texts are ids. It is built anew for each run: sentences may take their place."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its line in the list of commands."""
        self.help = said(self.help)
        return super().get_short_help_str(limit)

    def format_help(self, ctx: typer.Context, formatter: object) -> None:  # type: ignore[override]
        """Its page."""
        self.help, self.epilog = said(self.help), said(self.epilog)
        typers_own = self.get_help_option(ctx)
        if typers_own is not None:
            typers_own.help = "help-help"
        for param in self.get_params(ctx):
            if isinstance(param, TyperOption | TyperArgument):
                param.help = said(param.help)
        super().format_help(ctx, formatter)  # type: ignore[arg-type]

    def format_usage(self, ctx: typer.Context, formatter: HelpFormatter) -> None:  # type: ignore[override]
        """What is typed, its first word said."""
        typed = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, typed, prefix=f"{said('help-usage')} ")


class SpokenCommand(_Spoken, TyperCommand):
    """A command whose texts are ids."""


class SpokenGroup(_Spoken, TyperGroup):  # type: ignore[misc]  # only checkers see two commands
    """A group of commands whose texts are ids."""


def said(text: str | None) -> str | None:
    """The sentence of an id, with its second paragraph; other text as it is."""
    if text is None or not text.startswith(OWN):
        return text
    paragraphs = [filled(text, aspect, {}) for aspect in ("", MORE)]
    return "\n\n".join(filter(None, paragraphs))


def missing_argument(problem: Exception) -> Message | None:
    """Which argument a command line lacks, and what it would be; None where that is not the slip.

    Typer has no public name for this slip.
    """
    param, context = getattr(problem, "param", None), getattr(problem, "ctx", None)
    is_it = type(problem).__name__ == "MissingParameter" and isinstance(param, TyperArgument)
    if not is_it or context is None or param is None or not param.metavar:
        return None
    about = (said(param.help) or param.metavar).rstrip(".")
    return message(
        "cli-missing", what=param.metavar, command=str(context.command_path), about=about
    )


def wrong_number(problem: Exception) -> Message | None:
    """Which option or argument got what in place of a number; None where that is not the slip.

    Typer has no public name for it, and tells of it in English without what was found.
    """
    param, cause = getattr(problem, "param", None), problem.__cause__
    ends = getattr(getattr(param, "type_descriptor", None), "parameter_info", None)
    is_it = isinstance(param, TyperOption | TyperArgument) and hasattr(cause, "errors")
    if not is_it or param is None or ends is None:
        return None
    kind = getattr(param.type_descriptor, "annotation", None)
    numbers = {int: "whole", float: "any"}
    named = next((numbers[one] for one in (kind, *get_args(kind)) if one in numbers), "")
    if not named:
        return None
    return message(
        "cli-wrong_number",
        option=max(param.opts, key=len) if isinstance(param, TyperOption) else param.metavar or "",
        found=str(_found(cast(NoValue, cause))),
        kind=named,
        ends=_ENDS[ends.min is not None, ends.max is not None],
        low=_end(ends.min),
        high=_end(ends.max),
        unit=UNITS.get(param.metavar or "", "none"),
    )


UNITS = {"NM": "nm", "MM": "mm", "MIN": "min", "SEC": "s", "DEG": "deg", "MW/CM2": "mW/cm2"}
_ENDS = {(True, True): "both", (True, False): "low", (False, True): "high", (False, False): "none"}


def _found(cause: NoValue) -> object:
    return cause.errors()[0]["input"]


def _end(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"  # as it is typed, in every language
