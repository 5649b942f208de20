"""Light in layered media: discrete ordinates with Fresnel steps at every interface.

Streams are labelled by Snell's invariant (see `streams`). In a layer, u = a_down + a_up
and v = a_down - a_up obey u' = -A v, v' = -B u with symmetric A and B; a Cholesky factor
and one symmetric eigenproblem give the modes. Layers join by a reflection recursion from
the bottom, which holds decaying exponentials only. Theory 4.2 to 4.4.

Amplitudes a are sqrt(W) I / n^2: Fresnel steps are then diagonal and symmetric, and the
flux is 2 pi sum sqrt(W) (a_down - a_up).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from openpbm.arrays import FloatArray, floats
from openpbm.skin.streams import Streams, fresnel, moments, streams

CHUNK = 50  # problems solved together; larger ones fall out of the cache
CONSERVATIVE = 1e-10  # absorption floor, share of scattering
TRANSPARENT_PER_MM = 1e-10  # absorption floor of a layer without anything in it


@dataclass(frozen=True, eq=False, kw_only=True)
class Problems:
    """Stacks that share their refractive indices, solved as one batch.

    Thickness of the last layer may be infinite; nothing lies below it then.
    """

    n_above: float
    n: tuple[float, ...]  # per layer, top to bottom
    n_below: float
    thickness_mm: FloatArray  # (problems, layers)
    mu_a_per_mm: FloatArray  # (problems, layers)
    mu_s_per_mm: FloatArray  # (problems, layers)
    g: FloatArray  # (problems, layers)

    def part(self, rows: slice) -> Problems:
        """Some of the problems."""
        return Problems(
            n_above=self.n_above,
            n=self.n,
            n_below=self.n_below,
            thickness_mm=self.thickness_mm[rows],
            mu_a_per_mm=self.mu_a_per_mm[rows],
            mu_s_per_mm=self.mu_s_per_mm[rows],
            g=self.g[rows],
        )

    def __len__(self) -> int:
        return len(self.mu_a_per_mm)


@dataclass(frozen=True, eq=False, kw_only=True)
class Solution:
    """What the light does, per unit irradiance of each source on the top surface.

    Source 0 is Lambertian, then one for each beam.
    """

    reflectance: FloatArray  # (problems, sources), specular included
    specular: FloatArray  # (sources,), at the entry interface only
    transmittance: FloatArray  # (problems, sources)
    absorbed: FloatArray  # (problems, sources, layers), share of the incident power
    mean_fluence: FloatArray  # (problems, sources, layers), layer mean; top value if infinite
    fluence: FloatArray  # (problems, sources, depths), fluence rate


@dataclass(frozen=True, eq=False)
class _Modes:
    """Eigenmodes of one layer: columns of `along` and `against` are mode amplitudes."""

    along: FloatArray  # (problems, streams, modes) P
    against: FloatArray  # (problems, streams, modes) M
    rate_per_mm: FloatArray  # (problems, modes) k
    decay: FloatArray  # (problems, modes) exp(-k d)
    to_fluence: FloatArray  # (problems, modes)


def solve(
    problems: Problems,
    *,
    beam_cosines: Sequence[float] = (),
    depths_mm: FloatArray | None = None,
    nodes: int = 6,
    threads: int = 2,
) -> Solution:
    """Solve every problem of a batch.

    Args:
        problems: the stacks.
        beam_cosines: cosine of each collimated beam in the medium above, 0 < mu <= 1.
        depths_mm: (depths,) below the surface; at an interface the lower side is meant.
        nodes: 6 for diffuse light (0.2 %), 10 to 12 for beams, 16 as a reference.
        threads: worker threads; BLAS itself is held to one.

    Source: Theory 4; benchmark values in tests/physics/test_transport.py.
    """
    kappas = tuple(problems.n_above * float(np.sqrt(1.0 - mu**2)) for mu in beam_cosines)
    media = (problems.n_above, *problems.n)
    if np.all(np.isfinite(problems.thickness_mm[:, -1])):
        media = (*media, problems.n_below)
    directions = streams(media, kappas, nodes)
    depths = np.zeros(0) if depths_mm is None else np.asarray(depths_mm, dtype=np.float64)
    parts = [slice(i, i + CHUNK) for i in range(0, len(problems), CHUNK)]
    with threadpool_limits(limits=1, user_api="blas"), ThreadPoolExecutor(threads) as pool:
        solved = list(
            pool.map(lambda rows: _solve_part(problems.part(rows), directions, depths), parts)
        )
    return Solution(
        reflectance=np.concatenate([s.reflectance for s in solved]),
        specular=solved[0].specular,
        transmittance=np.concatenate([s.transmittance for s in solved]),
        absorbed=np.concatenate([s.absorbed for s in solved]),
        mean_fluence=np.concatenate([s.mean_fluence for s in solved]),
        fluence=np.concatenate([s.fluence for s in solved]),
    )


def _solve_part(problems: Problems, directions: Streams, depths_mm: FloatArray) -> Solution:
    layers = [_modes(problems, directions, j) for j in range(len(problems.n))]
    sweep = _upward(problems, directions, layers)
    return _downward(problems, directions, layers, sweep, depths_mm)


def _modes(problems: Problems, directions: Streams, layer: int) -> _Modes:
    """Modes of one layer. Theory 4.2."""
    index = problems.n[layer]
    mu = directions.mu(index)
    count = len(mu)
    etendue = directions.weight[:count]
    width = etendue / (index**2 * mu)  # Gauss weights in this layer's own mu
    order = max(2, round(1.25 * count))  # twice the streams, as is customary, aliases
    even, odd = (moments(mu, width, directions.beam, order, parity) for parity in (0, 1))
    g = problems.g[:, layer, None]
    forward = g**order
    chi = (g ** np.arange(order) - forward) / (1.0 - forward)  # (problems, order), delta-M
    scatter = problems.mu_s_per_mm[:, layer] * (1.0 - forward[:, 0])
    absorb = np.maximum(
        problems.mu_a_per_mm[:, layer], np.maximum(CONSERVATIVE * scatter, TRANSPARENT_PER_MM)
    )
    scale = 1.0 / np.sqrt(mu)
    extinct = absorb + scatter

    def operator(basis: FloatArray, share: FloatArray) -> FloatArray:
        spread = (basis * share[:, None, : basis.shape[1]]) @ basis.T
        matrix = -scatter[:, None, None] * spread
        matrix[:, np.arange(count), np.arange(count)] += extinct[:, None]
        return matrix * (scale[:, None] * scale)

    lower = np.linalg.cholesky(operator(odd, chi[:, 1::2]))  # A = L Lt
    raised = np.swapaxes(lower, 1, 2)
    _, rotation = np.linalg.eigh(raised @ operator(even, chi[:, 0::2]) @ lower)
    towards = lower @ rotation
    rate = _rates(scale, towards, even, chi[:, 0::2], absorb, scatter)
    difference = np.linalg.solve(raised, rotation) * rate[:, None, :]
    finite = np.where(np.isfinite(problems.thickness_mm[:, layer]), 1.0, 0.0)
    thickness = np.where(finite > 0, problems.thickness_mm[:, layer], 0.0)
    decay = np.exp(-rate * thickness[:, None]) * finite[:, None]
    return _Modes(
        along=0.5 * (towards + difference),
        against=0.5 * (towards - difference),
        rate_per_mm=rate,
        decay=decay,
        to_fluence=2.0 * np.pi * np.einsum("i,bij->bj", np.sqrt(etendue) / mu, towards),
    )


def _rates(
    scale: FloatArray,
    towards: FloatArray,
    even: FloatArray,
    chi: FloatArray,
    absorb: FloatArray,
    scatter: FloatArray,
) -> FloatArray:
    """K from the Rayleigh quotient, as a sum of terms that cannot cancel. Theory 4.3."""
    vector = scale[:, None] * towards
    size = np.einsum("bij,bij->bj", vector, vector)
    part = np.einsum("il,bij->blj", even, vector) ** 2  # (problems, moments, modes)
    rest = np.maximum(size - part.sum(axis=1), 0.0)
    missed = np.einsum("bl,blj->bj", 1.0 - chi[:, : even.shape[1]], part)
    square = absorb[:, None] * size + scatter[:, None] * (missed + rest)
    rates: FloatArray = np.sqrt(square)
    return rates


@dataclass(frozen=True, eq=False)
class _Step:
    """One interface: reflectance from above and below, transmittance, per stream."""

    above: FloatArray  # (streams above,)
    below: FloatArray  # (streams below,)
    through: FloatArray  # (shared,)

    @property
    def is_matched(self) -> bool:
        return len(self.above) == len(self.below) and not np.any(self.above)


def _step(directions: Streams, n_above: float, n_below: float) -> _Step:
    shared = min(directions.count(n_above), directions.count(n_below))
    reflected = fresnel(
        n_above, n_below, directions.mu(n_above)[:shared], directions.mu(n_below)[:shared]
    )
    above = np.ones(directions.count(n_above))  # total reflection beyond the shared streams
    below = np.ones(directions.count(n_below))
    above[:shared] = reflected
    below[:shared] = reflected
    return _Step(above, below, 1.0 - reflected)


@dataclass(frozen=True, eq=False)
class _Sweep:
    """Operators found on the way up, from a_down above a layer to its modes."""

    steps: list[_Step]  # entry of each layer, then the exit
    enter: list[FloatArray | None]  # a_down above the interface -> below; None where matched
    inverse: list[FloatArray]  # a_down at the layer's top -> downward mode amplitudes
    mirror: list[FloatArray | None]  # downward mode amplitudes -> upward ones; None: infinite
    reflect: FloatArray  # a_down outside -> a_up outside


def _upward(problems: Problems, directions: Streams, layers: list[_Modes]) -> _Sweep:
    """Reflection operators from the bottom up. Theory 4.4."""
    media = (problems.n_above, *problems.n, problems.n_below)
    steps = [_step(directions, media[j], media[j + 1]) for j in range(len(media) - 1)]
    total = len(layers)
    enter: list[FloatArray | None] = [None] * total
    inverse: list[FloatArray] = [np.zeros(0)] * total
    mirror: list[FloatArray | None] = [None] * total
    last = steps[-1].above
    reflect = np.broadcast_to(np.diag(last), (len(problems), len(last), len(last)))
    for j in range(total - 1, -1, -1):
        top, inverse[j], mirror[j] = _through_layer(layers[j], reflect)
        reflect, enter[j] = _through_step(steps[j], top)
    return _Sweep(steps, enter, inverse, mirror, reflect)


def _through_layer(
    modes: _Modes, bottom: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray | None]:
    """Reflectance at the layer's top from that at its bottom, and the mode operators."""
    p, m, e = modes.along, modes.against, modes.decay
    if not np.any(e):
        inverse = floats(np.linalg.inv(p))
        return m @ inverse, inverse, None
    mirror = floats(np.linalg.solve(p - bottom @ m, (bottom @ p - m) * e[:, None, :]))
    back = e[:, :, None] * mirror
    inverse = floats(np.linalg.inv(p + m @ back))
    return (m + p @ back) @ inverse, inverse, mirror


def _through_step(step: _Step, top: FloatArray) -> tuple[FloatArray, FloatArray | None]:
    """Reflectance above an interface from that just below it."""
    if step.is_matched:
        return top, None
    shared = len(step.through)
    inner = -step.below[:, None] * top
    diagonal = np.arange(len(step.below))
    inner[:, diagonal, diagonal] += 1.0
    source = np.zeros((len(step.below), shared))
    source[np.arange(shared), np.arange(shared)] = step.through
    wide = np.broadcast_to(source, (len(top), *source.shape))
    enter = floats(np.linalg.solve(inner, wide))
    reflect = np.zeros((len(top), len(step.above), len(step.above)))
    everything = np.arange(len(step.above))
    reflect[:, everything, everything] = step.above
    reflect[:, :shared, :shared] += step.through[:, None] * (top @ enter)[:, :shared]
    return reflect, enter


def _sources(problems: Problems, directions: Streams) -> FloatArray:
    """(streams above, sources) amplitudes of unit irradiance: Lambertian, then the beams."""
    count = directions.count(problems.n_above)
    root = np.sqrt(directions.weight[:count])
    diffuse = root.copy()
    diffuse[list(directions.beam)] = 0.0
    columns = [diffuse / (2.0 * np.pi * (root * diffuse).sum())]
    for place in directions.beam:
        beam = np.zeros(count)
        beam[place] = 1.0 / (2.0 * np.pi * root[place])
        columns.append(beam)
    return np.stack(columns, axis=1)


def _flux(directions: Streams, amplitude: FloatArray) -> FloatArray:
    """Power through a plane: (..., streams, sources) to (..., sources)."""
    root = np.sqrt(directions.weight[: amplitude.shape[-2]])
    flux: FloatArray = 2.0 * np.pi * np.einsum("i,...is->...s", root, amplitude)
    return flux


def _downward(
    problems: Problems,
    directions: Streams,
    layers: list[_Modes],
    sweep: _Sweep,
    depths_mm: FloatArray,
) -> Solution:
    """Carry the sources down and read off what is wanted. Theory 4.5."""
    incident = _sources(problems, directions)
    shape = (len(problems), incident.shape[1], len(layers))
    absorbed, mean = np.zeros(shape), np.zeros(shape)
    fluence = np.zeros((*shape[:2], len(depths_mm)))
    top = np.zeros(len(problems))
    downward = np.broadcast_to(incident, (len(problems), *incident.shape))
    transmitted = np.zeros(shape[:2])
    for j, modes in enumerate(layers):
        operator = sweep.enter[j]
        if operator is not None:
            downward = operator @ downward[:, : operator.shape[2]]
        alpha = sweep.inverse[j] @ downward
        mirror = sweep.mirror[j]
        beta = np.zeros_like(alpha) if mirror is None else mirror @ alpha
        thickness = problems.thickness_mm[:, j]
        absorbed[:, :, j], mean[:, :, j] = _layer_totals(problems, modes, alpha, beta, j)
        _fill_depths(fluence, depths_mm, top, thickness, modes, alpha, beta, j == len(layers) - 1)
        fallen = modes.decay[:, :, None] * alpha
        downward = modes.along @ fallen + modes.against @ beta
        if j == len(layers) - 1 and mirror is not None:
            shared = len(sweep.steps[-1].through)
            leaving = sweep.steps[-1].through[:, None] * downward[:, :shared]
            transmitted = _flux(directions, leaving)
        top = top + thickness
    specular = _flux(directions, sweep.steps[0].above[:, None] * incident)
    return Solution(
        reflectance=_flux(directions, sweep.reflect @ incident),
        specular=specular,
        transmittance=transmitted,
        absorbed=absorbed,
        mean_fluence=mean,
        fluence=fluence,
    )


def _layer_totals(
    problems: Problems, modes: _Modes, alpha: FloatArray, beta: FloatArray, layer: int
) -> tuple[FloatArray, FloatArray]:
    """Absorbed power and mean fluence rate of a layer, each (problems, sources)."""
    k = modes.rate_per_mm
    thickness = problems.thickness_mm[:, layer]
    weight = modes.to_fluence
    floor = CONSERVATIVE * problems.mu_s_per_mm[:, layer]
    absorb = np.maximum(problems.mu_a_per_mm[:, layer], floor)
    if not np.any(modes.decay) and not np.all(np.isfinite(thickness)):
        integral = np.einsum("bj,bjs->bs", weight / k, alpha)
        at_top = np.einsum("bj,bjs->bs", weight, alpha)
        return absorb[:, None] * integral, at_top
    share = -np.expm1(-k * thickness[:, None]) / k
    integral = np.einsum("bj,bjs->bs", weight * share, alpha + beta)
    return absorb[:, None] * integral, integral / thickness[:, None]


def _fill_depths(
    fluence: FloatArray,
    depths_mm: FloatArray,
    top: FloatArray,
    thickness: FloatArray,
    modes: _Modes,
    alpha: FloatArray,
    beta: FloatArray,
    is_last: bool,
) -> None:
    """Write the fluence rate at the depths that lie in this layer."""
    k = modes.rate_per_mm
    for place, depth in enumerate(depths_mm):
        inside = (depth >= top - 1e-12) & ((depth < top + thickness - 1e-12) | is_last)
        if not np.any(inside):
            continue
        z = np.clip(depth - top, 0.0, None)[:, None]
        fall = modes.to_fluence * np.exp(-k * z)
        value = np.einsum("bj,bjs->bs", fall, alpha)
        if np.any(beta):
            left = np.clip(np.where(np.isfinite(thickness), thickness, 0.0)[:, None] - z, 0.0, None)
            rise = modes.to_fluence * np.exp(-k * left)
            value = value + np.einsum("bj,bjs->bs", rise, beta)
        fluence[inside, :, place] = value[inside]
