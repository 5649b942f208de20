"""Can a claim be true: the light of a mean over the face against the mask's power supply.

A battery that gives 15 W cannot feed 17 W of light. Where a claimed irradiance would need
more electrical power as a mean than the supply can give, it is read as a peak. Theory 2.7.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.mask import Mask
from openpbm.mask.channel import mean_shares
from openpbm.sampling import between
from openpbm.tables import numbers

POWER_DIMENSIONS = ("supply", "wall_plug")
MW_PER_W = 1e3


def mean_is_affordable(mask: Mask, lit_cm2: float, uniforms: Mapping[str, FloatArray]) -> BoolArray:
    """(scenarios,) whether every claim could be a mean over the lit skin.

    Always true where nothing is known of the supply: then nothing is excluded.
    """
    supply_w = _supply_w(mask, uniforms["supply"])
    if supply_w is None:
        return np.ones(len(uniforms["supply"]), dtype=np.bool_)
    efficiency = numbers("thermal")["led.wall_plug_efficiency"]
    assert efficiency.low is not None
    assert efficiency.high is not None
    share = between(uniforms["wall_plug"], efficiency.low, efficiency.high)
    affordable: BoolArray = light_of_mean_w(mask, lit_cm2) / share <= supply_w
    return affordable


def light_of_mean_w(mask: Mask, lit_cm2: float) -> float:
    """Light in W that the claims would be, were each a mean over the lit skin."""
    claimed = sum(
        c.claim.irradiance_mw_cm2 * min(mean_shares(c.claim, c.pulsing))
        for c in mask.channels
        if c.claim is not None
    )
    if mask.total_claim is not None:
        total = mask.total_claim
        claimed = total.irradiance_mw_cm2 * min(
            min(mean_shares(total, c.pulsing)) for c in mask.channels
        )
    return claimed * lit_cm2 / MW_PER_W


def _supply_w(mask: Mask, uniform: FloatArray) -> FloatArray | None:
    if mask.supply_w is not None:
        return np.full_like(uniform, mask.supply_w)
    if not mask.portable:
        return None
    number = numbers("light")["supply.portable_w"]
    assert number.low is not None
    assert number.high is not None
    return between(uniform, number.low, number.high)
