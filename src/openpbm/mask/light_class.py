"""How well the light of a mask is known, from a meter down to its colours alone."""

from __future__ import annotations

from typing import Literal

from openpbm.mask.device import Mask

LightClass = Literal["M", "A", "B", "C", "D", "E"]


def light_class(mask: Mask) -> LightClass:
    """M measured, A claimed for each colour, B claimed in all or in part, C power only, D colours.

    E, not even the colours, is a row of the catalogue that cannot be described as a mask.

    >>> from openpbm.mask import Channel, Claim
    >>> red = Channel(role="red", peak_nm=633.0)
    >>> light_class(Mask(id="m", name="m", form="rigid_mask", channels=(red,)))
    'D'
    >>> told = Claim(irradiance_mw_cm2=30.0)
    >>> light_class(Mask(id="m", name="m", form="rigid_mask", channels=(red,), total_claim=told))
    'B'
    """
    if all(channel.readings for channel in mask.channels):
        return "M"
    own = [channel.has_figure for channel in mask.channels]
    if all(own):
        return "A"
    if any(own) or mask.total_claim is not None:
        return "B"
    return "C" if _says_power(mask) else "D"


def _says_power(mask: Mask) -> bool:
    return (
        mask.supply_w is not None
        or mask.supply_v is not None
        or mask.energy_wh_per_session is not None
    )
