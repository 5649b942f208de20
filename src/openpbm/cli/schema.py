"""`openpbm schema`: the fields of every file and table, for editors and other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from openpbm.cli.output import echo_json, told
from openpbm.fact import message


def schema_command(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="mask|person|plan|stack|study|trial|sweep|limits|reading",
            help="help-schema-kind",
        ),
    ] = None,
    table: Annotated[str | None, typer.Option(metavar="NAME", help="help-schema-table")] = None,
) -> None:
    """Print the JSON Schema of a file that is read or written here, or of a table."""
    from openpbm.errors import InputError
    from openpbm.files.schema import schema
    from openpbm.files.table_schema import table_schema

    if kind is not None and table is None:
        echo_json(schema(kind))
    elif table is not None and kind is None:
        echo_json(table_schema(table))
    else:
        many = "neither" if kind is None else "both"
        raise InputError(told(message(f"cli-schema_{many}")))
