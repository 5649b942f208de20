"""JSON on standard output, in letters that it can take."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from openpbm.files.json_value import Json


def takes_any_letter() -> bool:
    """True where standard output can show more than ASCII."""
    return "utf" in (sys.stdout.encoding or "").lower()


def echo_json(value: Json, *, indent: int | None = 2) -> None:
    """Print a value; letters that the output lacks are escaped, as JSON allows."""
    from openpbm.files.json_value import json_text

    typer.echo(json_text(value, indent=indent, ascii_only=not takes_any_letter()), nl=False)
