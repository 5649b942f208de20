"""What a light-therapy device is: channels, claims, readings, catalogue."""

from openpbm.mask.channel import Channel, Claim, Pulsing, Reading
from openpbm.mask.device import Mask, Zone
from openpbm.mask.spectrum import Spectrum

__all__ = ["Channel", "Claim", "Mask", "Pulsing", "Reading", "Spectrum", "Zone"]
