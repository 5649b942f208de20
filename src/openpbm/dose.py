"""Light on the skin and dose in its layers, per scenario, channel and region.

Everything is at full drive and linear in drive; minutes enter last. Theory 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.skin.response import SkinLight
from openpbm.units import J_CM2_PER_MINUTE


class Bounces(Protocol):
    """What light does between skin and mask: traced, or between plates."""

    def returned(
        self, channel: int, r_direct: FloatArray, r_diffuse: FloatArray, r_mask: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """(S, R) mW/cm2 added on the skin, and (S, R) or (S, 1) mW/cm2 that meet the mask."""
        ...


@dataclass(frozen=True, eq=False, kw_only=True)
class DirectLight:
    """Light on bare skin before any of it bounces, at full drive.

    Shapes: scenarios S, channels C, incidence nodes A, regions R.
    """

    by_angle: FloatArray  # (S, C, A, R) mW/cm2, mean over the region
    neighbourhood: FloatArray  # (S, C, R) mW/cm2, mean of the surroundings
    hot: FloatArray  # (S, C, R) mW/cm2, largest over a 3.5 mm aperture
    mask_reflectance: FloatArray  # (S,)
    bounces: Bounces
    hot_cm2: FloatArray | None = None  # (S, C, R) mW/cm2, largest over a square centimetre

    @property
    def mean(self) -> FloatArray:
        """(S, C, R) mW/cm2 direct irradiance."""
        total: FloatArray = self.by_angle.sum(axis=2)
        return total


@dataclass(frozen=True, eq=False, kw_only=True)
class DoseRate:
    """What the skin gets at full drive, cavity included."""

    irradiance: FloatArray  # (S, C, R) mW/cm2, mean over the region
    hot: FloatArray  # (S, C, R) mW/cm2
    cavity_gain: FloatArray  # (S, C, R)
    recirculated: FloatArray  # (S, C, R) factor on the neighbourhood mean
    fluence_rate: FloatArray  # (S, C, R, layers) mW/cm2
    absorbed: FloatArray  # (S, C, R, layers) mW/cm2
    absorbed_hot_cm2: FloatArray  # (S, C, R, layers) mW/cm2, where a square centimetre gets most
    hot_cm2: FloatArray  # (S, C, R) mW/cm2, largest over a square centimetre
    kept_by_mask: FloatArray  # (S, C, R) mW/cm2 of lit skin that the mask takes up as heat
    reflectance: FloatArray  # (S, C, R) of skin, for the direct light as it arrives
    reflectance_diffuse: FloatArray  # (S, C, R) of skin, for matte light from all sides

    def dose_j_cm2(self, minutes: float) -> FloatArray:
        """(S, C, R, layers) fluence after some minutes at full drive."""
        return self.fluence_rate * (J_CM2_PER_MINUTE * minutes)


def skin_reflectance(
    by_angle: FloatArray, skin: Sequence[SkinLight]
) -> tuple[FloatArray, FloatArray]:
    """(S, C, R) of the skin for direct light as it arrives, and for matte light from all sides.

    Args:
        by_angle: (S, C, A, R) direct light by incidence, of any scale.
        skin: one answer per channel.
    """
    total = by_angle.sum(axis=2)
    scale = np.where(total > 0, total, 1.0)
    straight = [
        light.mixed(np.moveaxis(by_angle[:, c] / scale[:, c, None], 1, -1)).reflectance
        for c, light in enumerate(skin)
    ]
    return np.stack(straight, axis=1), np.stack([s.diffuse.reflectance for s in skin], axis=1)


def dose_rate(direct: DirectLight, skin: Sequence[SkinLight]) -> DoseRate:
    """Close the cavity between mask and skin and carry the light to every layer.

    Args:
        direct: light on bare skin. Without a hottest square centimetre it is even.
        skin: one answer per channel, same regions and scenarios.
    """
    total = direct.mean
    hot_cm2 = total if direct.hot_cm2 is None else direct.hot_cm2
    scale = np.where(total > 0, total, 1.0)
    parts: list[tuple[FloatArray, ...]] = []
    for c, light in enumerate(skin):
        incidence = np.moveaxis(direct.by_angle[:, c] / scale[:, c, None], 1, -1)  # (S, R, A)
        straight, diffuse = light.mixed(incidence), light.diffuse
        added, on_mask = direct.bounces.returned(
            c, straight.reflectance, diffuse.reflectance, direct.mask_reflectance
        )
        around = direct.neighbourhood[:, c]
        factor = np.where(around > 0, added / np.where(around > 0, around, 1.0), 0.0)
        first, again = total[:, c, :, None], added[..., None]
        parts.append(
            (
                total[:, c] + added,
                direct.hot[:, c] + added,
                (total[:, c] + added) / scale[:, c],
                factor,
                first * straight.fluence + again * diffuse.fluence,
                first * straight.absorbed + again * diffuse.absorbed,
                hot_cm2[:, c, :, None] * straight.absorbed + again * diffuse.absorbed,
                hot_cm2[:, c] + added,
                np.broadcast_to((1.0 - direct.mask_reflectance)[:, None] * on_mask, added.shape),
                straight.reflectance,
                diffuse.reflectance,
            )
        )
    stacked = [np.stack([part[i] for part in parts], axis=1) for i in range(11)]
    return DoseRate(
        irradiance=stacked[0],
        hot=stacked[1],
        cavity_gain=stacked[2],
        recirculated=stacked[3],
        fluence_rate=stacked[4],
        absorbed=stacked[5],
        absorbed_hot_cm2=stacked[6],
        hot_cm2=stacked[7],
        kept_by_mask=stacked[8],
        reflectance=stacked[9],
        reflectance_diffuse=stacked[10],
    )
