"""Help that is said as it is shown: its texts are ids of the catalogue `help`.

A command is built before `--lang` is read, so what it holds cannot be a sentence yet.
"""

from __future__ import annotations

from typing import Protocol

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from openpbm.speech.fill import filled

OWN = "help-"  # ids begin so; other text is typer's, or said already
MORE = "more"  # a second paragraph


class HelpFormatter(Protocol):
    """What typer writes help with, as far as it is used here."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """A line of what is typed."""
        ...


class SpokenCommand(TyperCommand):
    """A command whose texts are ids."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its line in the list of commands."""
        self.help = said(self.help)
        return super().get_short_help_str(limit)

    def format_help(self, ctx: typer.Context, formatter: object) -> None:  # type: ignore[override]
        """Its page."""
        say_texts(self, ctx)
        super().format_help(ctx, formatter)  # type: ignore[arg-type]

    def format_usage(self, ctx: typer.Context, formatter: HelpFormatter) -> None:  # type: ignore[override]
        """What is typed."""
        write_usage(self, ctx, formatter)


class SpokenGroup(TyperGroup):
    """A group of commands whose texts are ids."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its line in the list of commands."""
        self.help = said(self.help)
        return super().get_short_help_str(limit)

    def format_help(self, ctx: typer.Context, formatter: object) -> None:  # type: ignore[override]
        """Its page."""
        say_texts(self, ctx)
        super().format_help(ctx, formatter)  # type: ignore[arg-type]

    def format_usage(self, ctx: typer.Context, formatter: HelpFormatter) -> None:  # type: ignore[override]
        """What is typed."""
        write_usage(self, ctx, formatter)


def write_usage(
    command: SpokenCommand | SpokenGroup, context: typer.Context, formatter: HelpFormatter
) -> None:
    """The line of what is typed, its first word said."""
    typed = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, typed, prefix=f"{said('help-usage')} ")


def say_texts(command: SpokenCommand | SpokenGroup, context: typer.Context) -> None:
    """Put sentences where the ids stood; a command is built anew for each run."""
    command.help, command.epilog = said(command.help), said(command.epilog)
    typers_own = command.get_help_option(context)
    if typers_own is not None:
        typers_own.help = "help-help"
    for param in command.get_params(context):
        if isinstance(param, TyperOption | TyperArgument):
            param.help = said(param.help)


def said(text: str | None) -> str | None:
    """The sentence of an id, with its second paragraph; other text as it is."""
    if text is None or not text.startswith(OWN):
        return text
    paragraphs = [filled(text, aspect, {}) for aspect in ("", MORE)]
    return "\n\n".join(filter(None, paragraphs))
