"""How strongly each LED shines: as stated, as far as its supply can feed it. Theory 2.7, 2.8."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.face import Face
from openpbm.light.calibrate import full_drive_scale, missing_irradiance
from openpbm.light.class_light import class_scale
from openpbm.light.device_draws import DeviceDraws
from openpbm.light.power import Fed, fed, feed_of, mean_is_affordable
from openpbm.light.reading import Thrown, asks_for_skin, thrown
from openpbm.light.standoff import ScenarioLight, StandoffLight
from openpbm.mask import Mask


def shining(
    mask: Mask,
    face: Face,
    draws: Mapping[str, FloatArray],
    device: DeviceDraws,
    light: StandoffLight,
    skin: Callable[[FloatArray], tuple[FloatArray, FloatArray]],
) -> tuple[DeviceDraws, Fed, ScenarioLight]:
    """The device as its supply allows, its power, and light of 1 mW at its standoffs.

    Args:
        mask: the device.
        face: that it lights.
        draws: the uniforms, by name.
        device: its unknowns, per scenario.
        light: of 1 mW out of each LED.
        skin: what skin throws back of light by angle, as it comes and from all sides; asked
            only where a reading had skin behind its sensor.
    """
    at = light.at(device.standoff_mm, light.which(draws))
    feed, leds = feed_of(mask, draws), light.layout.leds
    affordable = mean_is_affordable(mask, float(face.area_cm2[light.lit].sum()), feed)
    device = replace(device, means_peak=device.means_peak | ~affordable)
    around = _around(mask, draws, device, light, at, skin)
    unsaid = class_scale(mask, device.split, leds, feed) if missing_irradiance(mask) else None
    return device, fed(mask, full_drive_scale(mask, device, at, around, unsaid), leds, feed), at


def _around(
    mask: Mask,
    draws: Mapping[str, FloatArray],
    device: DeviceDraws,
    light: StandoffLight,
    at: ScenarioLight,
    skin: Callable[[FloatArray], tuple[FloatArray, FloatArray]],
) -> Thrown | None:
    """Light that sensors got by way of the mask; None where nobody read one."""
    if not any(channel.readings for channel in mask.channels):
        return None
    unit = light.returning(device.standoff_mm, np.ones_like(at.mean), light.which(draws))
    behind = skin(at.by_angle) if asks_for_skin(mask) else None
    return thrown(mask, unit, device.inner_reflectance, behind)
