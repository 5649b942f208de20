"""`openpbm fluence`: light in a stack of layers, JSON in and JSON out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from openpbm.cli.output import echo_json


def fluence_command(
    stack: Annotated[str, typer.Argument(metavar="STACK.json|-", help="help-fluence-stack")],
    rtol: Annotated[float, typer.Option(help="help-fluence-rtol")] = 1e-3,
    estimate: Annotated[bool, typer.Option("--estimate", help="help-fluence-estimate")] = False,
) -> None:
    """Compute reflectance, absorption and fluence rate in a stack of layers (JSON)."""
    from openpbm.files.stack_file import Solved, answer, read_stacks, stacks_from
    from openpbm.skin.fluence import Asked, fluences

    where = "standard input" if stack == "-" else stack
    file = stacks_from(sys.stdin.buffer.read(), where) if stack == "-" else read_stacks(Path(stack))

    def solver(asked: Sequence[Asked]) -> Sequence[Solved]:
        return fluences(asked, rtol=rtol)

    echo_json(answer(file, solver, where, estimates=estimate), indent=None)
