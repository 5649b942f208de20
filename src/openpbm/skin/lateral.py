"""Lateral spread: how light that varies along the skin as exp(ikx) goes in.

One stack, a few k, every direction of incidence and azimuthal order: one table, which then
serves LEDs at any height and with any beam (see `led_kernel`). Theory 11.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import ComplexArray, FloatArray, complexes
from openpbm.errors import StackError
from openpbm.skin.join import Step, step_between, through_layer
from openpbm.skin.lateral_modes import LateralModes, lateral_basis, lateral_modes
from openpbm.skin.problems import Problems
from openpbm.skin.streams import Streams, streams
from openpbm.skin.transport import layer_at
from openpbm.threads import blas_alone

NODES = 8  # directions of the escape cone
ORDERS = 3  # azimuthal orders: m = 0, 1, 2
K_NODES = 12
K_MOST_PER_MM = 6.0  # finer than any LED at 2 mm and above writes on the skin
K_SCALE_PER_MM = 0.3  # about the inverse reach of light in skin: nodes crowd below it


@dataclass(frozen=True, eq=False, kw_only=True)
class LateralTable:
    """Fluence rate per irradiance at one k after another. Theory 11.3.

    Light arrives in direction `cosines[a]` with the azimuthal shape of order m; the fluence
    rate is that at the same phase along the skin.
    """

    depths_mm: FloatArray  # (depths,)
    k_per_mm: FloatArray  # (k,)
    cosines: FloatArray  # (angles,) of incidence in the medium above
    response: FloatArray  # (k, depths, angles, orders)


def k_nodes_per_mm(count: int = K_NODES) -> FloatArray:
    """(count,) k of an even Chebyshev series in asinh(k / scale). Theory 11.3."""
    place = np.cos((2.0 * np.arange(count) + 1.0) * np.pi / (4.0 * count))
    nodes: FloatArray = K_SCALE_PER_MM * np.sinh(np.arcsinh(K_MOST_PER_MM / K_SCALE_PER_MM) * place)
    return nodes


def lateral_table(
    problem: Problems,
    depths_mm: FloatArray,
    *,
    k_per_mm: FloatArray | None = None,
    nodes: int = NODES,
    orders: int = ORDERS,
) -> LateralTable:
    """Solve one stack for every k, direction and order.

    Args:
        problem: one stack.
        depths_mm: (depths,) below the surface; at an interface the lower side.
        k_per_mm: (k,) above 0; those of `k_nodes_per_mm` where None.
        nodes: directions of the escape cone.
        orders: azimuthal orders, m = 0 included.

    Raises:
        StackError: not one stack, a depth outside it, a k that is not above zero.

    Source: Theory 11.2 and 11.3; tests/physics/test_lateral.py.
    """
    if len(problem) != 1:
        raise StackError(f"found {len(problem)} stacks; expected one")
    depths = problem.depths(depths_mm)
    k = k_nodes_per_mm() if k_per_mm is None else np.atleast_1d(k_per_mm)
    if not np.all((k > 0) & np.isfinite(k)):
        raise StackError(f"k_per_mm: found {k.min():g}; expected above 0")
    inside = (problem.n_above, *problem.n)
    ends = bool(np.isfinite(problem.thickness_mm[0, -1]))
    directions = streams((*inside, problem.n_below) if ends else inside, (), nodes)
    with blas_alone():
        bases = {index: lateral_basis(directions, index, orders) for index in set(problem.n)}
        layers = [lateral_modes(problem, bases[n], j, k) for j, n in enumerate(problem.n)]
        steps = _steps((*inside, problem.n_below), directions, orders)
        response = _descended(problem, layers, steps, _unit_light(problem, directions, orders),
                              depths)  # fmt: skip
    cosines = directions.mu(problem.n_above)
    return LateralTable(
        depths_mm=depths[0],
        k_per_mm=k,
        cosines=cosines,
        response=response.reshape(len(k), depths.shape[1], len(cosines), orders),
    )


def _steps(media: Sequence[float], directions: Streams, orders: int) -> list[Step]:
    """Interfaces, from the entry to the exit; every order of a stream meets the same one."""
    plain = [step_between(directions, media[j], media[j + 1]) for j in range(len(media) - 1)]
    return [
        Step(*(np.repeat(part, orders) for part in (step.above, step.below, step.through)))
        for step in plain
    ]


def _unit_light(problem: Problems, directions: Streams, orders: int) -> ComplexArray:
    """(rows above, sources) one unit of irradiance in each direction and order."""
    count = directions.count(problem.n_above)
    amplitude = 1.0 / (2.0 * np.pi * np.sqrt(directions.weight[:count]))
    return complexes(np.diag(np.repeat(amplitude, orders)))


@dataclass(frozen=True, eq=False)
class _Floor:
    """What the way up leaves behind of a layer and the interface above it."""

    enter: ComplexArray  # downward amplitudes above the interface -> mode amplitudes
    mirror: ComplexArray | None  # falling mode amplitudes -> rising ones; None: opaque


def _ascended(layers: Sequence[LateralModes], steps: Sequence[Step]) -> list[_Floor]:
    """The reflection recursion of theory 4.4, from the bottom up."""
    many = len(layers[0].decay)
    reflect = _diagonal(steps[-1].above, many)
    floors: list[_Floor] = []
    for j in range(len(layers) - 1, -1, -1):
        layer, step = layers[j], steps[j]
        top, inverse, mirror = through_layer(layer.along, layer.against, layer.decay, reflect)
        shared = len(step.through)
        inner = np.eye(len(step.below)) - step.below[:, None] * top
        source = np.eye(len(step.below), shared, dtype=np.complex128) * step.through
        enter = np.linalg.solve(inner, np.broadcast_to(source, (many, *source.shape)))
        reflect = _diagonal(step.above, many)
        reflect[:, :shared, :shared] += step.through[:, None] * (top @ enter)[:, :shared]
        floors.append(_Floor(enter=inverse @ enter, mirror=mirror))
    return floors[::-1]


def _diagonal(values: FloatArray, many: int) -> ComplexArray:
    return complexes(np.tile(np.diag(values), (many, 1, 1)))


def _descended(
    problem: Problems,
    layers: Sequence[LateralModes],
    steps: Sequence[Step],
    light: ComplexArray,
    depths_mm: FloatArray,
) -> FloatArray:
    """(k, depths, sources) fluence rate of unit light from above."""
    floors = _ascended(layers, steps)
    place = layer_at(problem, depths_mm)[0]
    top_mm = 0.0
    found = np.zeros((len(layers[0].decay), depths_mm.shape[1], light.shape[1]))
    down = np.broadcast_to(light, (len(found), *light.shape))
    for j, (layer, floor) in enumerate(zip(layers, floors, strict=True)):
        falling = floor.enter @ down[:, : floor.enter.shape[2]]
        rising = np.zeros_like(falling) if floor.mirror is None else floor.mirror @ falling
        thickness = float(problem.thickness_mm[0, j])
        own = np.flatnonzero(place == j)
        z = np.clip(depths_mm[0, own] - top_mm, 0.0, thickness)[:, None]
        rate, weight = layer.rate_per_mm[:, None, :], layer.to_fluence[:, None, :]
        value = (weight * np.exp(-rate * z)) @ falling
        if floor.mirror is not None:
            value = value + (weight * np.exp(-rate * (thickness - z))) @ rising
        found[:, own] = value.real
        down = layer.along @ (layer.decay[:, :, None] * falling) + layer.against @ rising
        top_mm += thickness
    return found
