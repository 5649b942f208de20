"""Adjoint fields: the light that answers for reflectance, absorption or one depth. Theory 4.8.

The equations of a layer are their own adjoint with the vertical turned round, so an adjoint
field is light from another source: from above for the reflectance, a layer that glows for its
absorption, a plane that glows for the fluence rate at its depth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats
from openpbm.skin.join import Descent, Sweep, descend, returned, sweep_up
from openpbm.skin.modes import Modes
from openpbm.skin.transport import Setting


@dataclass(frozen=True, eq=False)
class Adjoint:
    """Mode amplitudes of every adjoint field, per layer (problems, modes, outputs).

    Outputs are the reflectance, the absorption of each layer, the depths, then the
    reflectance factor along each beam. A glowing plane has two fields, above and below it:
    its own layer is kept apart, in `planes`.
    """

    alpha: list[FloatArray]
    beta: list[FloatArray]
    planes: list[Planes]  # per layer


@dataclass(frozen=True, eq=False)
class Planes:
    """Glowing planes inside one layer: the field that the rest of the stack returns to it."""

    depth_mm: FloatArray  # (problems, depths) below the layer's top
    inside: BoolArray  # (problems, depths)
    alpha: FloatArray  # (problems, modes, depths)
    beta: FloatArray
    strength: FloatArray  # (problems, modes) a of Eq. (4.17), both ways


def adjoint_fields(
    setting: Setting,
    layers: Sequence[Modes],
    sweep: Sweep,
    light: Descent,
    thickness_mm: FloatArray,
    depths_mm: FloatArray,
    places: IntArray,
) -> Adjoint:
    """The adjoint fields of reflectance, absorption per layer, and fluence at each depth.

    Args:
        setting: what the batch shares.
        layers: their modes.
        sweep: the operators of the light itself.
        light: the light itself; that of a beam answers for what is seen along it.
        thickness_mm: (problems, layers).
        depths_mm: (problems, depths).
        places: (problems, depths) layer of each depth.
    """
    total, depths = len(layers), depths_mm.shape[1]
    beams = len(setting.directions.beam)
    outputs = 1 + total + depths + beams
    shapes = [(len(thickness_mm), modes.rate_per_mm.shape[1], outputs) for modes in layers]
    fields = Adjoint([np.zeros(s) for s in shapes], [np.zeros(s) for s in shapes], [])
    back = sweep_up(setting.media[::-1], setting.directions, layers[::-1])
    _from_above(fields, setting, layers, sweep)
    seen = np.pi**2 * setting.media[0] ** 2
    for j in range(total):  # Eq. (4.16): source 0 is Lambertian, then the beams
        fields.alpha[j][:, :, outputs - beams :] = seen * light.alpha[j][:, :, 1 : 1 + beams]
        fields.beta[j][:, :, outputs - beams :] = seen * light.beta[j][:, :, 1 : 1 + beams]
    top = np.zeros(len(thickness_mm))
    for j in range(total):
        _from_layer(fields, (sweep, back), layers, j, (depths_mm - top[:, None], places == j))
        top = top + thickness_mm[:, j]
    return fields


def _from_above(fields: Adjoint, setting: Setting, layers: Sequence[Modes], sweep: Sweep) -> None:
    """The adjoint of the reflectance: equal radiance from above. Eq. (4.16)."""
    count = len(setting.incident)
    seen = np.pi * np.sqrt(setting.directions.weight[:count])
    wide = np.broadcast_to(seen[:, None], (len(layers[0].absorb), count, 1))
    light = descend(sweep, layers, wide)
    for j in range(len(layers)):
        fields.alpha[j][:, :, 0:1] = light.alpha[j]
        fields.beta[j][:, :, 0:1] = light.beta[j]


def _from_layer(
    fields: Adjoint,
    sweeps: tuple[Sweep, Sweep],
    layers: Sequence[Modes],
    j: int,
    planes: tuple[FloatArray, BoolArray],
) -> None:
    """The adjoints of one layer's absorption and of the depths inside it. Eq. (4.17), (4.18)."""
    (down, back), (below_top, inside) = sweeps, planes
    modes, total = layers[j], len(layers)
    columns = np.array([1 + j, *(1 + total + np.arange(below_top.shape[1]))])
    source = _source(modes, below_top, inside)
    alpha, beta = _settled(modes, down.bottom[j], back.bottom[total - 1 - j], source)
    fields.alpha[j][:, :, 1 + j] = alpha[:, :, 0]
    fields.beta[j][:, :, 1 + j] = beta[:, :, 0]
    fields.planes.append(
        Planes(source.depth_mm, inside, alpha[:, :, 1:], beta[:, :, 1:], source.strength)
    )
    rising = source.up + beta * modes.decay[:, :, None]
    falling = source.down + alpha * modes.decay[:, :, None]
    upward = modes.against @ alpha + modes.along @ rising
    downward = modes.along @ falling + modes.against @ beta
    upward[:, :, 0] += source.glow
    downward[:, :, 0] += source.glow
    if j > 0:
        _add(fields, descend(back, layers[::-1], upward, start=total - j), columns, j, above=True)
    if j < total - 1:
        _add(fields, descend(down, layers, downward, start=j + 1), columns, j, above=False)


def _add(fields: Adjoint, light: Descent, columns: IntArray, j: int, *, above: bool) -> None:
    for place, (falling, rising) in enumerate(zip(light.alpha, light.beta, strict=True)):
        layer = j - 1 - place if above else j + 1 + place
        first, second = (rising, falling) if above else (falling, rising)
        fields.alpha[layer][:, :, columns] += first
        fields.beta[layer][:, :, columns] += second


@dataclass(frozen=True, eq=False)
class _Source:
    """What glows in a layer: column 0 the layer itself, then a plane for each depth."""

    depth_mm: FloatArray  # (problems, depths)
    strength: FloatArray  # (problems, modes)
    up: FloatArray  # (problems, modes, 1 + depths) direct light at the layer's top, rising
    down: FloatArray  # the same at its bottom, falling
    glow: FloatArray  # (streams,) amplitude each way of the layer that glows


def _source(modes: Modes, below_top: FloatArray, inside: BoolArray) -> _Source:
    strength = modes.to_fluence / (2.0 * modes.rate_per_mm)
    k = modes.rate_per_mm[:, :, None]
    z = np.where(inside, below_top, 0.0)[:, None, :]
    here = np.where(inside[:, None, :], strength[:, :, None], 0.0)
    up = np.zeros((*strength.shape, 1 + below_top.shape[1]))
    down = np.zeros_like(up)
    up[:, :, 1:] = here * np.exp(-k * z)
    # decay / exp(-k z) would overflow: the rest of the way is counted on its own
    with np.errstate(divide="ignore"):
        whole = -np.log(modes.decay)[:, :, None]
    down[:, :, 1:] = here * np.exp(-np.maximum(whole - k * z, 0.0))
    return _Source(
        np.where(inside, below_top, 0.0), strength, up, down, np.pi * np.sqrt(modes.basis.etendue)
    )


def _settled(
    modes: Modes, below: FloatArray, above: FloatArray, source: _Source
) -> tuple[FloatArray, FloatArray]:
    """Mode amplitudes in the glowing layer, between what reflects above and below it."""
    e = modes.decay[:, :, None]
    opaque = ~np.any(modes.decay, axis=1)[:, None, None]
    low = np.where(opaque, 0.0, returned(modes.along, modes.against, below))
    high = returned(modes.along, modes.against, above)
    from_below, from_above = np.zeros_like(source.down), np.zeros_like(source.up)
    from_below[:, :, 0] = np.where(opaque[:, :, 0], 0.0, _glow_back(modes, below, source.glow))
    from_above[:, :, 0] = _glow_back(modes, above, source.glow)
    from_below += low @ source.down
    from_above += high @ source.up
    turn = high @ (e * low * modes.decay[:, None, :])
    eye = np.eye(turn.shape[1])
    alpha = floats(np.linalg.solve(eye - turn, from_above + high @ (e * from_below)))
    return alpha, low @ (e * alpha) + from_below


def _glow_back(modes: Modes, wall: FloatArray, glow: FloatArray) -> FloatArray:
    """Mode amplitudes that a wall must return because it is darker than the glowing layer."""
    missing = (wall @ glow - glow)[:, :, None]
    return floats(np.linalg.solve(modes.along - wall @ modes.against, missing))[:, :, 0]
