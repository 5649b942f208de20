"""Light that has been traced between mask and skin, and what it makes of any reflectance.

Theory 6.2. `bounce` traces it; here it is kept, carried between standoffs and summed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray

ORDERS = 15  # reflections counted, of skin and of mask: 0 to 14; what follows is below 1e-3


@dataclass(frozen=True, eq=False, kw_only=True)
class Bounced:
    """Light of 1 mW out of each LED by its reflections before: J of skin, K of mask.

    The first of skin is told apart, because its light came straight from an LED.
    """

    skin: FloatArray  # (J, K, regions) mW/cm2 arriving; [0, 0] is direct light
    mask: FloatArray  # (J, K) mW arriving at the mask's inner face
    blocked: FloatArray  # (regions,) mW/cm2 of direct light that the mask itself bars
    lost: FloatArray  # (J, K) mW that leave through openings, past the rim or into goggles

    def past(self, direct: FloatArray) -> FloatArray:
        """(regions,) share of this direct light, mW/cm2, that gets past the mask's own face."""
        barred = self.blocked / np.where(direct > 0, direct, np.inf)
        return 1.0 - np.clip(barred, 0.0, 1.0)

    def returned(
        self, r_direct: FloatArray, r_diffuse: FloatArray, r_mask: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """What bounces add on the skin, and all that meets the mask.

        Args:
            r_direct: (S,) of the skin, for light as it comes from the LEDs.
            r_diffuse: (S,) of the skin, for light from all sides.
            r_mask: (S,) of the mask's inner face.

        Returns:
            (S, regions) mW/cm2 and (S,) mW.
        """
        weight = _powers(r_direct, r_diffuse, r_mask)  # (S, J, K)
        on_mask = np.einsum("sjk,jk->s", weight, self.mask)
        weight[:, 0, 0] = 0.0
        return np.einsum("sjk,jkr->sr", weight, self.skin), on_mask


@dataclass(frozen=True, eq=False, kw_only=True)
class Returning:
    """Bounced light at each scenario's own standoff. S scenarios, C channels, R regions."""

    nodes: tuple[tuple[Bounced, ...], ...]  # (nodes)(C)
    weight: FloatArray  # (S, nodes), rows sum to one
    scale: FloatArray  # (S, C) mW of each LED
    area_cm2: FloatArray  # (R,) of the lit skin

    def returned(
        self, channel: int, r_direct: FloatArray, r_diffuse: FloatArray, r_mask: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """What bounces add on the skin, and what meets the mask per area of lit skin.

        Args:
            channel: which.
            r_direct: (S, R) of the skin, for light as it comes from the LEDs.
            r_diffuse: (S, R) of the skin, for light from all sides.
            r_mask: (S,) of the mask's inner face.

        Returns:
            (S, R) mW/cm2 and (S, 1) mW/cm2.
        """
        middle = self.nodes[len(self.nodes) // 2][channel]
        power = middle.skin[0, 0] * self.area_cm2  # (R,) whose skin light leaves
        share = power / max(float(power.sum()), 1e-30)
        ways = r_direct @ share, r_diffuse @ share, r_mask
        added, on_mask = np.zeros(r_direct.shape), np.zeros(len(r_mask))
        for node, weight in zip(self.nodes, self.weight.T, strict=True):
            own = np.flatnonzero(weight)
            skin, mask = node[channel].returned(*(way[own] for way in ways))
            added[own] += weight[own, None] * skin
            on_mask[own] += weight[own] * mask
        scale = self.scale[:, channel, None]
        return scale * added, scale * on_mask[:, None] / max(float(self.area_cm2.sum()), 1e-30)


def _powers(r_direct: FloatArray, r_diffuse: FloatArray, r_mask: FloatArray) -> FloatArray:
    """(S, J, K) what is left after j reflections of skin and k of mask.

    Of light that met the mask first, the first reflection of skin counts as of direct light,
    too: the two differ by a few per cent, and it is a small part.
    """
    count = np.arange(ORDERS)
    skin = np.where(
        count > 0, r_direct[:, None] * r_diffuse[:, None] ** np.maximum(count - 1, 0), 1.0
    )
    return skin[:, :, None] * (r_mask[:, None] ** count)[:, None, :]
