"""What a worker of a sweep does: one block, alone on its core, as the bytes of a file."""

from __future__ import annotations

import os
from functools import cache

from openpbm.cli.output import told
from openpbm.errors import InputError
from openpbm.fact import message
from openpbm.files.light.folder import light_folder
from openpbm.files.part_file import part_bytes
from openpbm.kept import InFrontOf, Kept, Recent
from openpbm.sweeps.asked import Block, PopulationSweep, program_sha256
from openpbm.sweeps.evaluate import evaluate
from openpbm.threads import one_by_one

MOST_KEPT, MOST_KEPT_BYTES = 1000, 400e6  # lights of 64 faces; the rest of a worker is its block


def worked_out(sweep: PopulationSweep, block: Block, asked: str, program: str) -> bytes:
    """A block as Parquet.

    Args:
        sweep: whose.
        block: which.
        asked: digest of the sweep.
        program: digest of the program that asks; another one would give other numbers.

    Raises:
        InputError: this worker runs another program.
    """
    if program_sha256() != program:
        raise InputError(told(message("sweep-other_worker")))
    with one_by_one():
        return part_bytes(evaluate(sweep, block, kept()), f"{asked} {program}")


@cache
def kept() -> Kept:
    """Light of before: in this process, and on this machine for whoever comes after it."""
    return InFrontOf(Recent(MOST_KEPT, MOST_KEPT_BYTES), light_folder(os.environ))
