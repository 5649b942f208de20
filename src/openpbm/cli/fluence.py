"""`openpbm fluence`: light in a stack of layers, JSON in and JSON out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from openpbm.cli.output import echo_json


def fluence_command(
    stack: Annotated[
        str, typer.Argument(metavar="STACK.json|-", help="A stack file, or - for standard input.")
    ],
    rtol: Annotated[float, typer.Option(help="Relative accuracy asked of the solver.")] = 1e-3,
) -> None:
    """Compute reflectance, absorption and fluence rate in a stack of layers (JSON)."""
    from openpbm.files.stack_file import Solved, answer, read_stacks, stacks_from
    from openpbm.skin.fluence import fluence
    from openpbm.skin.stack import Stack

    where = "standard input" if stack == "-" else stack
    file = stacks_from(sys.stdin.buffer.read(), where) if stack == "-" else read_stacks(Path(stack))

    def solver(one: Stack, depths_mm: tuple[float, ...]) -> Solved:
        return fluence(one, depths_mm, rtol=rtol)

    echo_json(answer(file, solver, where), indent=None)
