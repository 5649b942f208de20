"""Which colours a light is, by the power in each band: a spectrum decides, not its name."""

from __future__ import annotations

import math
from itertools import pairwise

from openpbm.arrays import FloatArray
from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.mask import Channel
from openpbm.mask.emission import Emission, emission_of
from openpbm.record import BAND_NM, LIGHT_BANDS
from openpbm.role import ROLES
from openpbm.tables import numbers


def band_shares(light: Emission) -> dict[str, FloatArray]:
    """(C,) of each channel's power in every band of `record.LIGHT_BANDS`."""
    return {band: light.share(*BAND_NM[band]) for band in LIGHT_BANDS}


def is_mixed(channel: Channel) -> bool:
    """True where so much of a channel is of another colour that no trial's dose fits it."""
    own = float(emission_of(channel).share(*_own_nm(channel.peak_nm))[0])
    return 1.0 - own > numbers("light")["most_other_share"].value


def _own_nm(peak_nm: float) -> tuple[float, float]:
    """Where light is of one colour with a peak: blue, green, amber to red or beyond, or near it."""
    table = numbers("light")
    green_to_nm, near_nm = table["green_to_nm"].value, table["own_colour_nm"].value
    edges = (0.0, BAND_NM["blue"][1], green_to_nm, BAND_NM["red"][1], math.inf)
    low, high = next((a, b) for a, b in pairwise(edges) if peak_nm < b)
    return min(low, peak_nm - near_nm), max(high, peak_nm + near_nm)


def shares_told(channel: Channel) -> Message:
    """Where the power of a channel lies."""
    shares = band_shares(emission_of(channel))
    lit = {band: float(shares[band][0]) for band in LIGHT_BANDS}
    told = (
        message(
            "light-share",
            percent=Quantity(100 * share, "1", trimmed=True),
            band=Name("band", band),
        )
        for band, share in lit.items()
        if share > 0
    )
    return message("light-shares", shares=several(told, "comma"))


def colours_of(channel: Channel) -> tuple[str, ...]:
    """What the screen judges a channel as: its role, and every band that it has light in."""
    shares = band_shares(emission_of(channel))
    lit = [c for band in LIGHT_BANDS if shares[band][0] > 0 for c in ROLES[band].screened_as]
    return tuple(dict.fromkeys((*ROLES[channel.role].screened_as, *lit)))
