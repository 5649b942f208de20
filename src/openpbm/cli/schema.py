"""`openpbm schema`: the fields of every file, for editors and other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from openpbm.cli.output import echo_json


def schema_command(
    kind: Annotated[
        str, typer.Argument(metavar="mask|person|plan|stack|study", help="Which file.")
    ],
) -> None:
    """Print the JSON Schema of a mask, person, plan, stack or study file."""
    from openpbm.files.schema import schema

    echo_json(schema(kind))
