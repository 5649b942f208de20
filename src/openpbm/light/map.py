"""A device's light on every point of a face, before any of it bounces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.face import Face
from openpbm.light.cell import cells_of
from openpbm.light.irradiance import irradiance_by_angle
from openpbm.light.sample import Samples, samples_of
from openpbm.light.shadow import shade_of, under_goggles
from openpbm.light.wear import Worn
from openpbm.tables import numbers


@dataclass(frozen=True, eq=False, kw_only=True)
class LightMap:
    """Direct light for 1 mW out of each LED, per channel. mW/cm2.

    Shapes: channels C, incidence nodes A (ANGLE_COSINES), points P of the face, samples S
    of which the first P are the points.
    """

    worn: Worn
    samples: Samples
    sampled: FloatArray  # (C, A, S)
    neighbourhood: FloatArray  # (C, P), mean around each point
    lit: BoolArray  # (P,), skin under the device and not under goggles
    dark: BoolArray  # (P,), skin under goggles

    @property
    def by_angle(self) -> FloatArray:
        """(C, A, P) irradiance on the face's points, by incidence."""
        return self.sampled[..., : len(self.lit)]

    @property
    def total(self) -> FloatArray:
        """(C, P) irradiance on the face's points, all angles together."""
        total: FloatArray = self.by_angle.sum(axis=1)
        return total


def irradiance_on(face: Face, worn: Worn, *, shield: bool = False) -> LightMap:
    """Light on the skin from every channel, with the face's own shadow.

    Args:
        face: the face.
        worn: the device on it.
        shield: goggles keep the skin around the eyes dark.
    """
    dark = under_goggles(face) if shield else np.zeros(len(face.points_mm), dtype=np.bool_)
    samples = samples_of(face, worn.gap_mm)
    shade = shade_of(face)
    per_set = np.stack(
        [irradiance_by_angle(samples.points_mm, samples.normals, s, shade) for s in worn.sets]
    )
    per_set[..., samples.carried(dark)] = 0.0
    around = _neighbourhood(face, samples, per_set.sum(axis=1), worn.gap_mm)
    channels = list(worn.of_channel)
    return LightMap(
        worn=worn,
        samples=samples,
        sampled=per_set[channels],
        neighbourhood=around[channels],
        lit=worn.covered & ~dark,
        dark=dark,
    )


def neighbourhood_sd_mm(gap_mm: float) -> float:
    """How far light wanders along the skin on its way to the device and back."""
    table = numbers("layout")
    wanders = table["neighbourhood.heights"].value * gap_mm
    low, high = table["neighbourhood.least_mm"].value, table["neighbourhood.most_mm"].value
    return float(np.clip(wanders, low, high))


def _neighbourhood(face: Face, samples: Samples, total: FloatArray, gap_mm: float) -> FloatArray:
    """(..., samples) to (..., points): mean light around each point."""
    cells = cells_of(face)
    of_sample = np.concatenate([cells.of_point, cells.of_point[samples.split[:, 0]]])
    mean = cells.mean(total, of_sample, samples.area_cm2)
    return cells.at_points(cells.spread_over(mean, neighbourhood_sd_mm(gap_mm)))
