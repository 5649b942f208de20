"""Gradients of what light does in a stack, by absorption and scattering of each layer.

Exact derivatives of the discrete equations from adjoint fields, without derivatives of
eigenvectors: one more descent per output, whatever the number of layers. Theory 4.8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.skin.adjoint import Adjoint, Planes, adjoint_fields
from openpbm.skin.join import Descent
from openpbm.skin.modes import Modes
from openpbm.skin.problems import Angular, Problems, Solution, together
from openpbm.skin.streams import BEAM_WEIGHT
from openpbm.skin.transport import in_parts, layer_at, read_off, setting_of, solved_layers


@dataclass(frozen=True, eq=False, kw_only=True)
class Sensitivity:
    """Derivatives by one coefficient of every layer, in mm; the layer changed comes last."""

    reflectance: FloatArray  # (problems, sources, layers)
    transmittance: FloatArray  # (problems, sources, layers)
    absorbed: FloatArray  # (problems, sources, layers that absorb, layers)
    fluence: FloatArray  # (problems, sources, depths, layers)
    factor: FloatArray  # (problems, sources, beams, layers); says nothing along the own beam


@dataclass(frozen=True, eq=False, kw_only=True)
class Gradients:
    """A solution and its derivatives."""

    solution: Solution
    by_mu_a: Sensitivity
    by_mu_s: Sensitivity


def gradients(
    problems: Problems,
    *,
    beam_cosines: Sequence[float] = (),
    distributions: Sequence[Angular] = (),
    depths_mm: FloatArray | None = None,
    nodes: int = 6,
    threads: int = 2,
    beam_weight: float = BEAM_WEIGHT,
) -> Gradients:
    """Solve a batch, and differentiate it by mu_a and mu_s of every layer.

    Takes what `transport.solve` takes and raises what it raises. What one beam shows along
    another is rounded to 1e-16 over `beam_weight`, and wrong by about the weight itself. At
    the floor of the absorption (Theory 4.3) the derivative is that just above it.

    Source: Theory 4.8; checked against differences in tests/physics/test_gradient.py.
    """
    depths = problems.depths(depths_mm)
    setting = setting_of(problems, beam_cosines, distributions, nodes, beam_weight=beam_weight)

    def part(rows: slice) -> tuple[Solution, FloatArray]:
        chosen, deep = problems.part(rows), depths[rows]
        layers, sweep, light = solved_layers(chosen, setting)
        places = layer_at(chosen, deep)
        fields = adjoint_fields(setting, layers, sweep, light, chosen.thickness_mm, deep, places)
        made = read_off(chosen, setting, layers, sweep, light, deep)
        return made, _derivatives(chosen, layers, light, fields)

    parts = in_parts(part, len(problems), setting.chunk, threads)
    changes = np.concatenate([change for _, change in parts], axis=1)
    by_mu_a, by_mu_s = (
        _sensitivity(change, len(problems.n), depths.shape[1]) for change in changes
    )
    return Gradients(
        solution=together([made for made, _ in parts]), by_mu_a=by_mu_a, by_mu_s=by_mu_s
    )


def _sensitivity(change: FloatArray, layers: int, depths: int) -> Sensitivity:
    """From (problems, sources, outputs, layers)."""
    reflectance, absorbed = change[:, :, 0], change[:, :, 1 : 1 + layers]
    return Sensitivity(
        reflectance=reflectance,
        transmittance=-reflectance - absorbed.sum(axis=2),
        absorbed=absorbed,
        fluence=change[:, :, 1 + layers : 1 + layers + depths],
        factor=change[:, :, 1 + layers + depths :],
    )


def _derivatives(
    problems: Problems, layers: list[Modes], light: Descent, fields: Adjoint
) -> FloatArray:
    """(coefficients, problems, sources, outputs, layers): Eq. (4.15) layer by layer."""
    outputs, sources = fields.alpha[0].shape[2], light.alpha[0].shape[2]
    change = np.zeros((2, len(problems), sources, outputs, len(layers)))
    first_depth = 1 + len(layers)
    for j, modes in enumerate(layers):
        thickness = problems.thickness_mm[:, j]
        own = (light.alpha[j], light.beta[j])
        for which, (of_v, of_u) in enumerate(_changes(modes)):
            kernel = _Kernel(of_v - of_u, of_v + of_u, modes.rate_per_mm)
            whole = kernel.between((fields.alpha[j], fields.beta[j]), own, thickness)
            change[which, :, :, :, j] += whole
            near = _across_planes(kernel, fields.planes[j], own, thickness)
            change[which, :, :, first_depth : first_depth + near.shape[2], j] += near
    return change


def _changes(modes: Modes) -> list[tuple[FloatArray, FloatArray]]:
    """V^T dA V and U^T dB U, (problems, modes, modes), for mu_a and then mu_s."""
    scale = 1.0 / np.sqrt(modes.basis.mu)[:, None]
    u, v = scale * modes.towards, scale * modes.difference

    def sandwich(inner: FloatArray, table: FloatArray, share: FloatArray) -> FloatArray:
        """Inner product less what stays in the moments: x^T (1 - S) x, kept share of it."""
        moment = table.T @ inner  # (problems, moments, modes)
        left: FloatArray = _gram(inner, inner) - _gram(
            moment, share[:, : table.shape[1], None] * moment
        )
        return left * modes.kept[:, None, None]

    return [
        (_gram(v, v), _gram(u, u)),
        (
            sandwich(v, modes.basis.odd, modes.chi[:, 1::2]),
            sandwich(u, modes.basis.even, modes.chi[:, 0::2]),
        ),
    ]


def _gram(a: FloatArray, b: FloatArray) -> FloatArray:
    product: FloatArray = a.swapaxes(1, 2) @ b
    return product


@dataclass(frozen=True, eq=False)
class _Kernel:
    """What couples an adjoint field to the light where a coefficient changes."""

    alike: FloatArray  # (problems, modes, modes) for modes that decay the same way
    across: FloatArray  # for modes that decay in opposite ways
    rate_per_mm: FloatArray  # (problems, modes)

    def between(
        self,
        adjoint: tuple[FloatArray, FloatArray],
        light: tuple[FloatArray, FloatArray],
        thickness_mm: FloatArray,
    ) -> FloatArray:
        """(problems, sources, outputs) integral over a slice of the layer. Eq. (4.19)."""
        same, opposite = _overlaps(self.rate_per_mm, thickness_mm)
        alike, across = self.alike * same, self.across * opposite
        falls = alike @ light[0] - across @ light[1]
        rises = alike @ light[1] - across @ light[0]
        result: FloatArray = (_gram(adjoint[0], falls) + _gram(adjoint[1], rises)).swapaxes(1, 2)
        return result


def _overlaps(rate: FloatArray, thickness_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Integrals of e^(-k z) e^(-k' z) and of e^(-k z) e^(-k' (d - z)) over a slice. Eq. (4.20)."""
    d = thickness_mm[:, None, None]
    one, other = rate[:, :, None], rate[:, None, :]
    both = one + other
    same = -np.expm1(-both * d) / both
    apart = np.abs(one - other)
    with np.errstate(invalid="ignore"):  # 0 inf: modes with themselves, without end
        gap = apart * d
    small = ~(gap > 1e-9)  # expm1(x) / x is 1 - x / 2 there, to rounding
    span = np.where(np.isfinite(d), d, 0.0)
    ratio = np.where(
        small,
        span * (1.0 - 0.5 * np.where(small, gap, 0.0)),
        -np.expm1(-gap) / np.where(small, 1.0, apart),
    )
    ratio = np.where(np.isfinite(d), ratio, 0.0)
    opposite: FloatArray = np.exp(-np.minimum(one, other) * d) * ratio
    return same, opposite


def _across_planes(
    kernel: _Kernel,
    planes: Planes,
    light: tuple[FloatArray, FloatArray],
    thickness_mm: FloatArray,
) -> FloatArray:
    """(problems, sources, depths) change of fluence at planes by their own layer.

    A plane cuts the layer in two slices, with its own light leaving it both ways.
    """
    made = np.zeros((len(thickness_mm), light[0].shape[2], planes.depth_mm.shape[1]))
    k = kernel.rate_per_mm
    for place in range(planes.depth_mm.shape[1]):
        rows = np.flatnonzero(planes.inside[:, place])
        if len(rows) == 0:
            continue
        z = planes.depth_mm[rows, place]
        rest = np.maximum(thickness_mm[rows] - z, 0.0)
        cut = _Kernel(kernel.alike[rows], kernel.across[rows], k[rows])
        fall, rise = (np.exp(-k[rows] * part[:, None])[:, :, None] for part in (z, rest))
        glow = planes.strength[rows, :, None]
        own = (planes.alpha[rows, :, place, None], planes.beta[rows, :, place, None])
        alpha, beta = light[0][rows], light[1][rows]
        upper = cut.between((own[0], own[1] * rise + glow), (alpha, beta * rise), z)
        lower = cut.between((own[0] * fall + glow, own[1]), (alpha * fall, beta), rest)
        made[rows, :, place] = (upper + lower)[:, :, 0]
    return made
