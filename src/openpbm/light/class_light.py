"""Light of a mask of which nobody states how strong it is: what its supply can feed. Theory 2.9.

No claim and no reading: then only energy says something. The LEDs that shine together give at
most efficiency times electrical power; how that is split between the colours is drawn, and for
limits of eye and pigment each colour alone may have all of it, on the strongest plug there is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.light.calibrate import missing_irradiance
from openpbm.light.power import Feed, has_supply_prior, shining_together, stated_supply_w
from openpbm.mask import Mask
from openpbm.units import MW_PER_W


def is_bounded(mask: Mask) -> bool:
    """Whether energy bounds its light: a stated supply, or a mask worn at home off the mains."""
    return stated_supply_w(mask) is not None or has_supply_prior(mask)


def is_unknown(mask: Mask) -> bool:
    """Whether neither a figure nor energy says anything of its light."""
    return bool(missing_irradiance(mask)) and not is_bounded(mask)


def class_scale(mask: Mask, split: FloatArray, leds: Sequence[float], feed: Feed) -> FloatArray:
    """Milliwatts out of each LED where nothing states them.

    Args:
        mask: the device, of which `is_bounded` holds.
        split: (S, C) drawn shares of the light.
        leds: (C,) LEDs of each channel.
        feed: efficiency and supply.

    Returns:
        (S, C); all that shine together give what the supply feeds, no more.
    """
    assert feed.supply_w is not None
    light_mw = feed.efficiency * feed.supply_w * MW_PER_W
    share = np.zeros_like(split)
    for lit in shining_together(mask):
        own = split[:, lit] / split[:, lit].sum(axis=1, keepdims=True)
        share[:, lit] = np.maximum(share[:, lit], own)
    found: FloatArray = share * light_mw[:, None] / np.asarray(leds)
    return found
