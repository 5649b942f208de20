"""Which colours a light is, by the power in each band: a spectrum decides, not its name."""

from __future__ import annotations

from openpbm.arrays import FloatArray
from openpbm.mask import Channel
from openpbm.mask.emission import Emission, emission_of
from openpbm.record import BAND_NM, LIGHT_BANDS, light_band
from openpbm.role import ROLES, spoken
from openpbm.tables import numbers

KIN = (("blue",), ("amber", "red"), ("nir",))  # bands that one line of an LED may share


def band_shares(light: Emission) -> dict[str, FloatArray]:
    """(C,) of each channel's power in every band of `record.LIGHT_BANDS`."""
    return {band: light.share(*BAND_NM[band]) for band in LIGHT_BANDS}


def is_mixed(channel: Channel) -> bool:
    """True where so much of a channel is of another colour that no trial's dose fits it."""
    shares = band_shares(emission_of(channel))
    own = next(kin for kin in KIN if light_band(channel.peak_nm) in kin)
    other = sum(float(shares[band][0]) for band in LIGHT_BANDS if band not in own)
    return other > numbers("light")["most_other_share"].value


def shares_told(channel: Channel) -> str:
    """Where the power of a channel lies, in words."""
    shares = band_shares(emission_of(channel))
    lit = [f"{100 * shares[b][0]:.2g} % {spoken(b)}" for b in LIGHT_BANDS if shares[b][0] > 0]
    return f"its power is {', '.join(lit)}"


def colours_of(channel: Channel) -> tuple[str, ...]:
    """What the screen judges a channel as: its role, and every band that it has light in."""
    shares = band_shares(emission_of(channel))
    lit = [c for band in LIGHT_BANDS if shares[band][0] > 0 for c in ROLES[band].screened_as]
    return tuple(dict.fromkeys((*ROLES[channel.role].screened_as, *lit)))
