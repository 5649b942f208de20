"""Light to a stated accuracy: the caller says how exact, the solver finds the directions.

Every stack is refined on its own until its answer moves by less than asked. Theory 4.9.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, IntArray
from openpbm.errors import StackError
from openpbm.skin.problems import Angular, Problems, Solution
from openpbm.skin.transport import layer_at, solve

NODES = (8, 12, 18, 27, 41, 62, 93)  # each finer by half; errors fall spectrally
CAUTION = 2.0  # two answers that agree by chance: the move counts double
SLOWEST = 4.0  # a refinement is not believed to gain more than this on the move before
SMALLEST_FLUENCE = 1e-6  # of the irradiance; below it only absolute accuracy is asked
RTOL = (1e-9, 0.5)


@dataclass(frozen=True, eq=False, kw_only=True)
class Accurate:
    """A solution, and an estimate of its error from how far refinement moved it."""

    solution: Solution
    nodes: IntArray  # (problems,) in the escape cone
    error_estimate: FloatArray  # (problems,)


def solve_to(
    problems: Problems,
    *,
    rtol: float,
    beam_cosines: Sequence[float] = (),
    distributions: Sequence[Angular] = (),
    depths_mm: FloatArray | None = None,
    threads: int = 2,
) -> Accurate:
    """Solve a batch, refining the directions of each stack until its error is below `rtol`.

    Args:
        problems: the stacks.
        rtol: relative accuracy of the fluence rate (above 1e-6 of the irradiance) and of
            the reflectance, absolute of what is absorbed and passed on.
        beam_cosines: as for `transport.solve`.
        distributions: as for `transport.solve`.
        depths_mm: as for `transport.solve`.
        threads: worker threads.

    Raises:
        StackError: the tolerance cannot be reached; the stack and what still moves are named.
    """
    if not RTOL[0] <= rtol <= RTOL[1]:
        raise StackError(f"rtol is {rtol:g}; expected between {RTOL[0]:g} and {RTOL[1]:g}")
    depths = problems.depths(depths_mm)
    kept = _Kept()
    rows = np.arange(len(problems))
    for nodes in NODES:
        finer = solve(
            problems.part(rows),
            beam_cosines=beam_cosines,
            distributions=distributions,
            depths_mm=depths[rows],
            nodes=nodes,
            threads=threads,
        )
        kept.take(rows, finer, nodes)
        rows = rows[kept.error[rows] > rtol]
        if len(rows) == 0:
            return Accurate(solution=kept.solution, nodes=kept.nodes, error_estimate=kept.error)
    row = int(rows[np.argmax(kept.error[rows])])
    most = _most_moved(problems, depths, kept, row)
    raise StackError(
        f"{problems.where(row)}rtol {rtol:g} is out of reach: {NODES[-1]} nodes leave "
        f"the {most} uncertain by {kept.error[row]:.1e}; ask for less"
    )


class _Kept:
    """The finest answer so far of every stack, and how far it moved to get there."""

    solution: Solution
    nodes: IntArray  # (problems,)
    moves: FloatArray  # (problems, depths + reflectance + transmittance + layers)
    error: FloatArray  # (problems,) Eq. (4.21)

    def take(self, rows: IntArray, finer: Solution, nodes: int) -> None:
        """Put a finer answer for some of the stacks in the place of the coarser one."""
        if not hasattr(self, "solution"):
            width = finer.fluence.shape[2] + 2 + finer.absorbed.shape[2]
            self.solution = finer
            self.nodes = np.full(len(rows), nodes, dtype=np.intp)
            self.moves = np.zeros((len(rows), width))
            self.error = np.full(len(rows), np.inf)
            return
        before = self.moves[rows].max(axis=1)
        self.moves[rows] = _moves(self.solution, finer, rows)
        self.error[rows] = np.maximum(CAUTION * self.moves[rows].max(axis=1), before / SLOWEST)
        self.nodes[rows] = nodes
        self.solution = _replaced(self.solution, finer, rows)


def _moves(coarse: Solution, fine: Solution, rows: IntArray) -> FloatArray:
    """(rows, depths + 2 + layers) moves on refinement, worst over the sources."""

    def relative(before: FloatArray, after: FloatArray) -> FloatArray:
        moved: FloatArray = np.abs(before - after) / np.maximum(np.abs(after), SMALLEST_FLUENCE)
        return moved

    reflectance = relative(coarse.reflectance[rows], fine.reflectance)
    moves = [
        relative(coarse.fluence[rows], fine.fluence),
        reflectance[:, :, None],
        np.abs(coarse.transmittance[rows] - fine.transmittance)[:, :, None],
        np.abs(coarse.absorbed[rows] - fine.absorbed),
    ]
    worst: FloatArray = np.concatenate(moves, axis=2).max(axis=1)
    return worst


def _replaced(whole: Solution, finer: Solution, rows: IntArray) -> Solution:
    """The whole with some rows of a finer solution; its specular share for all."""

    def put(into: FloatArray, values: FloatArray) -> FloatArray:
        made = into.copy()
        made[rows] = values
        return made

    return Solution(
        reflectance=put(whole.reflectance, finer.reflectance),
        specular=finer.specular,
        transmittance=put(whole.transmittance, finer.transmittance),
        absorbed=put(whole.absorbed, finer.absorbed),
        mean_fluence=put(whole.mean_fluence, finer.mean_fluence),
        fluence=put(whole.fluence, finer.fluence),
        factor=put(whole.factor, finer.factor),
    )


def _most_moved(problems: Problems, depths_mm: FloatArray, kept: _Kept, row: int) -> str:
    """What moved most, in words, with its layer."""
    place, count = int(np.argmax(kept.moves[row])), depths_mm.shape[1]
    if place < count:
        layer = int(layer_at(problems, depths_mm)[row, place])
        return f"fluence ({problems.layer(layer)}, {depths_mm[row, place]:g} mm)"
    if place < count + 2:
        return ("reflectance", "transmittance")[place - count]
    return f"absorption ({problems.layer(place - count - 2)})"
