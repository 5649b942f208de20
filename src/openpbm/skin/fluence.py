"""Fluence rate in one stack to a stated accuracy: the solver's front door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.errors import StackError
from openpbm.skin.stack import Stack
from openpbm.skin.transport import Problems, Solution, solve

NODES = (16, 24, 36, 54, 80)  # each finer by half; errors fall spectrally
SMALLEST_FLUENCE = 1e-6  # of the irradiance; below it only absolute accuracy is asked


@dataclass(frozen=True, eq=False, kw_only=True)
class StackResult:
    """Everything per unit irradiance on the skin plane."""

    fluence_rate: FloatArray  # (depths,)
    reflectance_total: float
    reflectance_specular: float  # entry interface only
    absorbed: tuple[float, ...]  # per layer, share of the incident power
    transmittance: float
    error_estimate: float  # largest relative change on refining the angles

    @property
    def energy_error(self) -> float:
        """1 - R - T - sum A: zero but for rounding."""
        return 1.0 - self.reflectance_total - self.transmittance - sum(self.absorbed)


def fluence(stack: Stack, depths_mm: Sequence[float], *, rtol: float = 1e-3) -> StackResult:
    """Solve one stack, refining the angles until the answer moves by less than `rtol`.

    Args:
        stack: layers and source; checked when it was made.
        depths_mm: below the surface; at an interface the lower side, 0 is just inside.
        rtol: relative accuracy of fluence rate (above 1e-6), reflectance and absorption.

    Raises:
        StackError: the tolerance cannot be reached with 80 nodes.

    Source: Theory 4; docs/theory/light-in-skin.md.
    """
    if not 1e-9 <= rtol <= 0.5:
        raise StackError(f"rtol is {rtol:g}; expected between 1e-9 and 0.5")
    problems = _problems(stack)
    depths = np.asarray(depths_mm, dtype=np.float64)
    beams = () if stack.source.kind == "lambertian" else (_cosine(stack),)
    column = len(beams)
    before: Solution | None = None
    change = np.inf
    for nodes in NODES:
        now = solve(problems, beam_cosines=beams, depths_mm=depths, nodes=nodes, threads=1)
        if before is not None:
            change = _change(before, now, column)
            if change <= rtol:
                return _result(now, column, change)
        before = now
    raise StackError(
        f"rtol {rtol:g} is out of reach: {NODES[-1]} nodes still move the answer by {change:.1e}; "
        "ask for less"
    )


def _cosine(stack: Stack) -> float:
    return float(np.cos(np.radians(stack.source.angle_deg)))


def _problems(stack: Stack) -> Problems:
    def column(values: list[float]) -> FloatArray:
        return np.array([values], dtype=np.float64)

    layers = stack.layers
    return Problems(
        n_above=stack.n_above,
        n=tuple(layer.n for layer in layers),
        n_below=stack.n_below,
        thickness_mm=column([np.inf if x.thickness_mm is None else x.thickness_mm for x in layers]),
        mu_a_per_mm=column([layer.mu_a_per_mm for layer in layers]),
        mu_s_per_mm=column([layer.mu_s_per_mm for layer in layers]),
        g=column([layer.g for layer in layers]),
    )


def _change(coarse: Solution, fine: Solution, source: int) -> float:
    def relative(a: FloatArray, b: FloatArray) -> float:
        scale = np.maximum(np.abs(b), SMALLEST_FLUENCE)
        return float(np.max(np.abs(a - b) / scale, initial=0.0))

    return max(
        relative(coarse.fluence[0, source], fine.fluence[0, source]),
        relative(coarse.reflectance[0, source], fine.reflectance[0, source]),
        float(np.max(np.abs(coarse.absorbed[0, source] - fine.absorbed[0, source]))),
    )


def _result(solution: Solution, source: int, change: float) -> StackResult:
    return StackResult(
        fluence_rate=solution.fluence[0, source],
        reflectance_total=float(solution.reflectance[0, source]),
        reflectance_specular=float(solution.specular[source]),
        absorbed=tuple(float(share) for share in solution.absorbed[0, source]),
        transmittance=float(solution.transmittance[0, source]),
        error_estimate=change,
    )
