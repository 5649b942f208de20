"""The light on a face under a mask, as a plan has it, against single photons."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.fact import message
from openpbm.kept import Recent
from openpbm.light.device_draws import DEVICE_DIMENSIONS, device_draws
from openpbm.light.standoff import StandoffLight, standoff_light
from openpbm.light.wear import wear
from openpbm.mask import Channel, Mask
from openpbm.validation.case import Case, case
from openpbm.validation.face_photons import count_photons, has_engine

STANDOFF_MM, LEDS = 10.0, 132
SKIN, MIRROR = 0.5, 0.8
PHOTONS, SEED = 200_000, 11
TOLD = ("forehead", "left_cheek", "nose")
MASK = Mask(
    id="validation",
    name="validation",
    form="flexible_mask",
    channels=(Channel(role="red", peak_nm=633.0, half_angle_deg=60.0),),
    led_count=LEDS,
    standoff_mm=STANDOFF_MM,
    standoff_tol_mm=0.0,
)


def face_cases() -> Iterator[Case]:
    """A mask with a bright inner face, open at eyes and mouth, on the canonical face."""
    if not has_engine():
        for region in TOLD:
            yield case(f"face_{region}", None, note=message("validation-no_engine"))
        return
    face = canonical_face()
    middle = {name: np.array([0.5]) for name in DEVICE_DIMENSIONS}
    light = standoff_light(MASK, face, device_draws(MASK, middle), kept=Recent())
    worn = wear(MASK, face, standoff_mm=STANDOFF_MM, layout=light.layout)
    counted = count_photons(
        face, worn, light.lit, skin=SKIN, mirror=MIRROR, photons=PHOTONS, seed=SEED
    )
    ratio = _told(light) / counted.mw_cm2
    for region in TOLD:
        at = REGIONS.index(region)
        note = message("validation-photons", error=f"{counted.error[at] * 100:.1f}")
        yield case(f"face_{region}", float(ratio[at]), note=note)


def _told(light: StandoffLight) -> FloatArray:
    """(regions,) mW/cm2 for 1 mW of each LED."""
    standoff = np.array([STANDOFF_MM])
    alike = np.full((1, len(REGIONS)), SKIN)
    returning = light.returning(standoff, np.ones((1, 1)))
    added, _ = returning.returned(0, alike, alike, np.array([MIRROR]))
    direct: FloatArray = light.at(standoff).by_angle[0, 0].sum(axis=0)
    both: FloatArray = direct + added[0]
    return both
