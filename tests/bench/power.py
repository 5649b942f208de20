"""Does any scenario of a device take more than its supply: twenty of the catalogue.

Devices without a figure of their own are given what cleared masks of their kind print, 30 mW/cm2
in all. Prints watts (5, 50, 95 %) of light, of electrical power and of the supply, and the share
of scenarios over it.

    python tests/bench/power.py
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.face.canonical import canonical_face
from openpbm.light.calibrate import full_drive_scale, missing_irradiance
from openpbm.light.device_draws import DEVICE_DIMENSIONS, device_draws
from openpbm.light.power import POWER_DIMENSIONS, Fed, fed, feed_of
from openpbm.light.standoff import standoff_light
from openpbm.mask import Claim, Mask
from openpbm.mask.catalogue import catalogue_ids, catalogue_row, known_mask
from openpbm.sampling import uniforms

COUNT, SCENARIOS = 20, 400
PRINTED = Claim(irradiance_mw_cm2=30.0)
DRAWS = uniforms((*DEVICE_DIMENSIONS, *POWER_DIMENSIONS), SCENARIOS, seed=1)


def devices() -> list[Mask]:
    """The first worn home devices of the catalogue whose wavelengths are known."""
    known = [known_mask(catalogue_row(id)) for id in catalogue_ids()]
    worn = [m for m in known if m and m.is_worn and m.setting == "home" and not m.mains]
    return [replace(m, total_claim=PRINTED) if missing_irradiance(m) else m for m in worn[:COUNT]]


def given(mask: Mask) -> Fed:
    """The light of a mask on the canonical face, as a plan finds it."""
    draws = device_draws(mask, DRAWS)
    light = standoff_light(mask, canonical_face(), draws)
    scale = full_drive_scale(mask, draws, light.at(draws.standoff_mm))
    return fed(mask, scale, light.layout.leds, feed_of(mask, DRAWS))


def told(watts: FloatArray) -> str:
    return " / ".join(f"{w:4.1f}" for w in np.percentile(watts, (5, 50, 95)))


def main() -> None:
    """A line a device."""
    print(f"{'device':34} {'light W':>18} {'electrical W':>18} {'supply W':>18}  over")
    for mask in devices():
        found = given(mask)
        assert found.feed.supply_w is not None
        over = float((found.electrical_w > found.feed.supply_w * (1.0 + 1e-9)).mean())
        supply = told(found.feed.supply_w)
        print(
            f"{mask.id:34} {told(found.light_w):>18} {told(found.electrical_w):>18} "
            f"{supply:>18}  {over:.1%}"
        )


if __name__ == "__main__":
    main()
