"""Light in layered media: discrete ordinates with Fresnel steps at every interface.

Streams are labelled by Snell's invariant (see `streams`). Each layer has its modes (see
`modes`); layers join by a reflection recursion from the bottom (see `join`). Theory 4.

Amplitudes a are sqrt(W) I / n^2: Fresnel steps are then diagonal and symmetric, and the
flux is 2 pi sum sqrt(W) (a_down - a_up).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray
from openpbm.errors import StackError
from openpbm.skin.join import Descent, Sweep, descend, sweep_up
from openpbm.skin.modes import Basis, Modes, basis_of, modes_of
from openpbm.skin.problems import Angular, Problems, Solution, checked_beams, together
from openpbm.skin.streams import BEAM_WEIGHT, Streams, streams
from openpbm.threads import THREADS, at_once

CHUNK = 50  # problems solved together; larger ones fall out of the cache
CHUNK_STREAMS = 20  # with more streams than these, fewer problems: matrices grow as the square
MOST_NODES = 200

Part = TypeVar("Part")


@dataclass(frozen=True, eq=False)
class Setting:
    """What all problems of a batch share: directions, moments, and the light from above."""

    directions: Streams
    bases: tuple[Basis, ...]  # per layer; layers of one index share theirs
    incident: FloatArray  # (streams above, sources)
    media: tuple[float, ...]  # above, layers, below

    @property
    def chunk(self) -> int:
        """How many problems to solve together."""
        return max(1, int(CHUNK * min(1.0, (CHUNK_STREAMS / len(self.directions.kappa)) ** 2)))


def solve(
    problems: Problems,
    *,
    beam_cosines: Sequence[float] = (),
    distributions: Sequence[Angular] = (),
    depths_mm: FloatArray | None = None,
    nodes: int = 6,
    threads: int = THREADS,
) -> Solution:
    """Solve every problem of a batch for every source at once.

    Args:
        problems: the stacks.
        beam_cosines: cosine of each collimated beam in the medium above, 1e-5 to 1.
        distributions: light spread over angles; its shape is taken at the streams.
        depths_mm: (depths,) or (problems, depths) below the surface; at an interface the
            lower side is meant.
        nodes: 6 for diffuse light (0.3 %), 10 to 12 for beams, 16 as a reference;
            `accuracy.solve_to` finds them.
        threads: worker threads; BLAS itself is held to one.

    Raises:
        StackError: a depth outside its stack, a beam or node count that cannot be.

    Source: Theory 4; benchmark values in tests/physics/test_transport.py.
    """
    depths = problems.depths(depths_mm)
    setting = setting_of(problems, beam_cosines, distributions, nodes)

    def part(rows: slice) -> Solution:
        chosen = problems.part(rows)
        layers, sweep, descent = solved_layers(chosen, setting)
        return read_off(chosen, setting, layers, sweep, descent, depths[rows])

    return together(in_parts(part, len(problems), setting.chunk, threads))


def in_parts(
    part: Callable[[slice], Part], count: int, chunk: int, threads: int = THREADS
) -> list[Part]:
    """The work on chunks of a batch, on several threads."""
    return at_once(part, [slice(i, i + chunk) for i in range(0, count, chunk)], threads=threads)


def setting_of(
    problems: Problems,
    beam_cosines: Sequence[float],
    distributions: Sequence[Angular],
    nodes: int,
    *,
    beam_weight: float = BEAM_WEIGHT,
) -> Setting:
    """Streams, moments and sources for a batch.

    Raises:
        StackError: nothing to solve, or nodes or beams that cannot be.
    """
    if len(problems) == 0:
        raise StackError("found no stacks; expected at least one")
    if not 2 <= nodes <= MOST_NODES:
        raise StackError(f"nodes is {nodes}; expected between 2 and {MOST_NODES}")
    beams = checked_beams(tuple(float(mu) for mu in beam_cosines))
    inside = (problems.n_above, *problems.n)
    ends = bool(np.any(np.isfinite(problems.thickness_mm[:, -1])))
    media = (*inside, problems.n_below) if ends else inside
    directions = streams(media, beams, nodes, beam_weight=beam_weight)
    made = {index: basis_of(directions, index) for index in set(problems.n)}
    return Setting(
        directions=directions,
        bases=tuple(made[index] for index in problems.n),
        incident=_incident(problems.n_above, directions, distributions),
        media=(*inside, problems.n_below),
    )


def solved_layers(problems: Problems, setting: Setting) -> tuple[list[Modes], Sweep, Descent]:
    """Modes of every layer, the operators between them, and the light in them."""
    layers = [modes_of(problems, basis, j) for j, basis in enumerate(setting.bases)]
    sweep = sweep_up(setting.media, setting.directions, layers)
    incident = np.broadcast_to(setting.incident, (len(problems), *setting.incident.shape))
    return layers, sweep, descend(sweep, layers, incident)


def _incident(n_above: float, directions: Streams, distributions: Sequence[Angular]) -> FloatArray:
    """(streams above, sources) amplitudes of unit irradiance: Lambertian, beams, the rest."""
    count = directions.count(n_above)
    root = np.sqrt(directions.weight[:count])
    diffuse = root.copy()
    diffuse[list(directions.beam)] = 0.0
    columns = [diffuse]
    for place in directions.beam:
        beam = np.zeros(count)
        beam[place] = 1.0
        columns.append(beam)
    mu = directions.mu(n_above)
    columns.extend(diffuse * angular.at(mu) for angular in distributions)
    incident = np.stack(columns, axis=1)
    power = flux(directions, incident)
    if not np.all(power > 0):
        raise StackError(
            "source: radiance: found it too narrow for the directions of the solver; "
            "expected a wider one, more nodes, or a beam"
        )
    return incident / power


def flux(directions: Streams, amplitude: FloatArray) -> FloatArray:
    """Power through a plane: (..., streams, sources) to (..., sources). Eq. (4.3)."""
    root = np.sqrt(directions.weight[: amplitude.shape[-2]])
    power: FloatArray = 2.0 * np.pi * np.einsum("i,...is->...s", root, amplitude)
    return power


def read_off(
    problems: Problems,
    setting: Setting,
    layers: list[Modes],
    sweep: Sweep,
    descent: Descent,
    depths_mm: FloatArray,
) -> Solution:
    """What is wanted of the light in the layers. Theory 4.5."""
    incident = setting.incident
    shape = (len(problems), incident.shape[1], len(layers))
    absorbed, mean = np.zeros(shape), np.zeros(shape)
    fluence = np.zeros((*shape[:2], depths_mm.shape[1]))
    places = layer_at(problems, depths_mm)
    top = np.zeros(len(problems))
    for j, (modes, alpha, beta) in enumerate(zip(layers, descent.alpha, descent.beta, strict=True)):
        thickness = problems.thickness_mm[:, j]
        absorbed[:, :, j], mean[:, :, j] = _layer_totals(thickness, modes, alpha, beta)
        _fill_depths(fluence, places == j, depths_mm - top[:, None], thickness, modes, alpha, beta)
        top = top + thickness
    leaving = descent.leaving
    back = sweep.reflect @ incident
    none = np.zeros(shape[:2])
    return Solution(
        reflectance=flux(setting.directions, back),
        specular=flux(setting.directions, sweep.steps[0].above[:, None] * incident),
        transmittance=none if leaving is None else flux(setting.directions, leaving),
        absorbed=absorbed,
        mean_fluence=mean,
        fluence=fluence,
        factor=_factor(setting, back - sweep.steps[0].above[:, None] * incident),
    )


def _factor(setting: Setting, diffuse: FloatArray) -> FloatArray:
    """(problems, sources, beams) reflectance factor along each beam, mirrored light left out."""
    beam = list(setting.directions.beam)
    scale = np.pi * setting.media[0] ** 2 / np.sqrt(setting.directions.weight[beam])
    factor: FloatArray = (scale[:, None] * diffuse[:, beam]).swapaxes(1, 2)
    own = np.arange(len(beam))
    factor[:, 1 + own, own] = np.inf  # its own mirror images at deeper interfaces
    return factor


def layer_at(problems: Problems, depths_mm: FloatArray) -> IntArray:
    """(problems, depths) place of the layer that holds a depth; at an interface the lower."""
    edges = np.cumsum(problems.thickness_mm, axis=1)[:, :-1]  # the last one holds its own end
    place: IntArray = (depths_mm[:, :, None] >= edges[:, None, :] - 1e-12).sum(axis=2)
    return place


def _layer_totals(
    thickness: FloatArray, modes: Modes, alpha: FloatArray, beta: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Absorbed power and mean fluence rate of a layer, each (problems, sources). Eq. (4.14)."""
    k, weight = modes.rate_per_mm, modes.to_fluence
    share = -np.expm1(-k * thickness[:, None]) / k
    integral = np.einsum("bj,bjs->bs", weight * share, alpha + beta)
    ends = np.isfinite(thickness)[:, None]
    at_top = np.einsum("bj,bjs->bs", weight, alpha)
    mean = np.where(ends, integral / np.where(ends, thickness[:, None], 1.0), at_top)
    return modes.absorb[:, None] * integral, mean


def _fill_depths(
    fluence: FloatArray,
    inside: BoolArray,
    below_top: FloatArray,
    thickness: FloatArray,
    modes: Modes,
    alpha: FloatArray,
    beta: FloatArray,
) -> None:
    """Write the fluence rate at the depths that lie in this layer. Eq. (4.13)."""
    columns = np.flatnonzero(inside.any(axis=0))
    if len(columns) == 0:
        return
    z = np.clip(below_top[:, columns], 0.0, thickness[:, None])[:, :, None]
    k, weight = modes.rate_per_mm[:, None, :], modes.to_fluence[:, None, :]
    value = (weight * np.exp(-k * z)) @ alpha  # (problems, depths, sources)
    value += (weight * np.exp(-k * (thickness[:, None, None] - z))) @ beta
    here = inside[:, columns, None].swapaxes(1, 2)
    fluence[:, :, columns] = np.where(here, value.swapaxes(1, 2), fluence[:, :, columns])


__all__ = ["Angular", "Problems", "Solution", "solve"]
