"""The one measurement that would settle how strong a mask is, and a letter that asks for it."""

from __future__ import annotations

from openpbm.answer import Settling
from openpbm.fact import Name, message, several
from openpbm.mask import Mask
from openpbm.mask.light_class import LightClass


def settle_of(mask: Mask, known: LightClass) -> Settling | None:
    """None where a meter has told it for every channel."""
    if known == "M":
        return None
    by_power = known in ("C", "D") and mask.is_worn
    channels = several(Name("channel", channel.id) for channel in mask.channels)
    maker = mask.maker or mask.name
    return Settling(
        measurement=message("settle-power") if by_power else message("settle-meter"),
        how=message("settle-power_how") if by_power else message("settle-meter_how"),
        letter=message("settle-letter", maker=maker, mask=mask.name, channels=channels),
    )
