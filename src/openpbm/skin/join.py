"""Layers joined by a reflection recursion that holds decaying exponentials only. Theory 4.4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from openpbm.arrays import ComplexArray, FloatArray, floats
from openpbm.skin.modes import Modes
from openpbm.skin.streams import Streams, fresnel

Amplitudes = TypeVar("Amplitudes", FloatArray, ComplexArray)


@dataclass(frozen=True, eq=False)
class Step:
    """One interface: reflectance from above and below, transmittance, per stream."""

    above: FloatArray  # (streams above,)
    below: FloatArray  # (streams below,)
    through: FloatArray  # (shared,)

    @property
    def is_matched(self) -> bool:
        """True where light notices no interface."""
        return len(self.above) == len(self.below) and not np.any(self.above)


def step_between(directions: Streams, n_above: float, n_below: float) -> Step:
    """The interface of two media; streams of the denser one alone are totally reflected."""
    shared = min(directions.count(n_above), directions.count(n_below))
    reflected = fresnel(
        n_above, n_below, directions.mu(n_above)[:shared], directions.mu(n_below)[:shared]
    )
    above = np.ones(directions.count(n_above))
    below = np.ones(directions.count(n_below))
    above[:shared] = reflected
    below[:shared] = reflected
    return Step(above, below, 1.0 - reflected)


@dataclass(frozen=True, eq=False)
class Sweep:
    """Operators found on the way up, from a_down above a layer to its modes."""

    steps: list[Step]  # entry of each layer, then the exit
    enter: list[FloatArray | None]  # a_down above the interface -> below; None where matched
    inverse: list[FloatArray]  # a_down at the layer's top -> downward mode amplitudes
    mirror: list[FloatArray | None]  # downward mode amplitudes -> upward ones; None: opaque
    bottom: list[FloatArray]  # what each layer sees below: a_down at its bottom -> a_up
    reflect: FloatArray  # a_down outside -> a_up outside


def sweep_up(media: Sequence[float], directions: Streams, layers: Sequence[Modes]) -> Sweep:
    """Reflection operators from the bottom up; `media` holds the outside ones too.

    With media and layers in reverse order, what is found is the light that comes back from
    above to a source in the stack.
    """
    steps = [step_between(directions, media[j], media[j + 1]) for j in range(len(media) - 1)]
    total = len(layers)
    enter: list[FloatArray | None] = [None] * total
    inverse: list[FloatArray] = [np.zeros(0)] * total
    mirror: list[FloatArray | None] = [None] * total
    bottom: list[FloatArray] = [np.zeros(0)] * total
    last = steps[-1].above
    batch = len(layers[-1].absorb)
    reflect = np.broadcast_to(np.diag(last), (batch, len(last), len(last)))
    for j in range(total - 1, -1, -1):
        bottom[j] = reflect
        top, inverse[j], mirror[j] = through_layer(
            layers[j].along, layers[j].against, layers[j].decay, reflect
        )
        reflect, enter[j] = _through_step(steps[j], top)
    return Sweep(steps, enter, inverse, mirror, bottom, reflect)


def through_layer(
    p: Amplitudes, m: Amplitudes, e: Amplitudes, bottom: Amplitudes
) -> tuple[Amplitudes, Amplitudes, Amplitudes | None]:
    """Reflectance at a layer's top from that at its bottom, and the mode operators. Eq. (4.11).

    Real for light that is alike along the skin, complex for light that varies there (theory 11).

    Args:
        p: (problems, rows, modes) downward amplitudes of each mode.
        m: the same, upward.
        e: (problems, modes) decay over the layer; all zero without end.
        bottom: (problems, rows, rows) what lies below throws back.
    """
    if not np.any(e):
        inverse = np.asarray(np.linalg.inv(p), dtype=p.dtype)
        return m @ inverse, inverse, None
    mirror = returned(p, m, bottom) * e[:, None, :]
    back = e[:, :, None] * mirror
    inverse = np.asarray(np.linalg.inv(p + m @ back), dtype=p.dtype)
    return (m + p @ back) @ inverse, inverse, mirror


def returned(p: Amplitudes, m: Amplitudes, bottom: Amplitudes) -> Amplitudes:
    """Upward mode amplitudes at a layer's bottom from the downward ones there. Eq. (4.10)."""
    return np.asarray(np.linalg.solve(p - bottom @ m, bottom @ p - m), dtype=p.dtype)


def _through_step(step: Step, top: FloatArray) -> tuple[FloatArray, FloatArray | None]:
    """Reflectance above an interface from that just below it. Eq. (4.12)."""
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


@dataclass(frozen=True, eq=False)
class Descent:
    """Mode amplitudes in every layer that light has come down to, and what leaves below."""

    alpha: list[FloatArray]  # (problems, modes, sources) falling, counted from the layer's top
    beta: list[FloatArray]  # the same, rising, counted from the layer's bottom
    leaving: FloatArray | None  # (problems, shared streams, sources); None: nothing gets there


def descend(
    sweep: Sweep, layers: Sequence[Modes], downward: FloatArray, *, start: int = 0
) -> Descent:
    """Carry light down from just above layer `start` (streams of the medium there)."""
    falling: list[FloatArray] = []
    rising: list[FloatArray] = []
    mirror: FloatArray | None = None
    for modes, operator, inverse, mirror in zip(
        layers[start:], sweep.enter[start:], sweep.inverse[start:], sweep.mirror[start:],
        strict=True,
    ):  # fmt: skip
        if operator is not None:
            downward = operator @ downward[:, : operator.shape[2]]
        alpha = inverse @ downward
        beta = np.zeros_like(alpha) if mirror is None else mirror @ alpha
        falling.append(alpha)
        rising.append(beta)
        downward = modes.along @ (modes.decay[:, :, None] * alpha) + modes.against @ beta
    if mirror is None:
        return Descent(falling, rising, None)
    through = sweep.steps[-1].through
    return Descent(falling, rising, through[:, None] * downward[:, : len(through)])
