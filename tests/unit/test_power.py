"""The power balance of a claim."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from openpbm.light.power import POWER_DIMENSIONS, light_of_mean_w, mean_is_affordable
from openpbm.mask import Channel, Claim, Mask
from openpbm.sampling import uniforms

DRAWS = uniforms(POWER_DIMENSIONS, 100, seed=1)


def mask(irradiance_mw_cm2: float) -> Mask:
    claim = Claim(irradiance_mw_cm2=irradiance_mw_cm2)
    red = Channel(role="red", peak_nm=630.0, claim=claim)
    return Mask(id="m", name="m", form="flexible_mask", channels=(red,))


def test_thirty_milliwatts_over_a_face_are_thirteen_and_a_half_watts() -> None:
    """The row `power` of led_reference.json: 30 mW/cm2 over 450 cm2."""
    assert light_of_mean_w(mask(30.0), 450.0) == 13.5


def test_a_battery_cannot_feed_what_it_does_not_hold() -> None:
    strong, weak = replace(mask(60.0), portable=True), replace(mask(2.0), portable=True)
    assert not mean_is_affordable(strong, 350.0, DRAWS).any()
    assert mean_is_affordable(weak, 350.0, DRAWS).all()


def test_an_unknown_supply_excludes_nothing() -> None:
    assert mean_is_affordable(mask(500.0), 350.0, DRAWS).all()


def test_a_stronger_supply_never_excludes_more() -> None:
    counts = [
        int(np.count_nonzero(mean_is_affordable(replace(mask(30.0), supply_w=w), 350.0, DRAWS)))
        for w in (5.0, 20.0, 30.0, 60.0)
    ]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] == 100
