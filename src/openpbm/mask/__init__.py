"""What a light-therapy device is: channels, claims, readings, catalogue."""

from openpbm.mask.channel import Channel, Claim, Pulsing
from openpbm.mask.device import Mask, Mode, Zone
from openpbm.mask.reading import Reading
from openpbm.mask.spectrum import Spectrum

__all__ = ["Channel", "Claim", "Mask", "Mode", "Pulsing", "Reading", "Spectrum", "Zone"]
