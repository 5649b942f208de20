"""How the light of channels is switched in time, as limits count it: for plan and report alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openpbm.arrays import FloatArray, floats
from openpbm.safety.hazard.limit import of


@dataclass(frozen=True, eq=False, kw_only=True)
class Pulses:
    """The pulses of C channels that shine together."""

    heights: FloatArray  # (C,) light of a pulse over its mean; 1 where it is steady
    longest_s: float | None  # of any channel; None where all are steady

    @property
    def counted_s(self) -> float:
        """The longest as its limits count it: shorter ones than they know are held as strictly."""
        return max(self.longest_s or 0.0, of("pulse_iec62471", "shortest_s"))


def pulses_of(switched: Iterable[tuple[float | None, float | None]]) -> Pulses:
    """The pulses of channels, by the duty and the frequency of each."""
    found = [pulse_of(duty, frequency_hz) for duty, frequency_hz in switched]
    return Pulses(
        heights=floats([1.0 if pulse is None else pulse[0] for pulse in found]),
        longest_s=max((pulse[1] for pulse in found if pulse is not None), default=None),
    )


def pulse_of(duty: float | None, frequency_hz: float | None) -> tuple[float, float] | None:
    """Height over the mean, and seconds of one pulse; None for steady light.

    Where `duty` is not known, the most that nobody would leave unsaid; where only the frequency
    is not, one pulse as long as any limit counts one, which is strictest.
    """
    if duty is None:
        return 1.0 / of("pulse_iec62471", "unknown_duty"), of("pulse_iec62471", "unknown_s")
    if duty == 1 or frequency_hz == 0:
        return None
    if frequency_hz is None:
        return 1.0 / duty, of("skin_thermal_short", "longest_s")
    return 1.0 / duty, duty / frequency_hz
