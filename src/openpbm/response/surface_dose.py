"""The radiant exposure that a study prints for a light, as bounds, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpbm.fact import Message, message
from openpbm.response.study import LightUsed, colour_of
from openpbm.units import dose_j_cm2

AGREEMENT = 0.10  # irradiance x duty x time and fluence may differ by this share
# what is wrong with a printed dose, and whether bounds can still be worked out from it
UNBOUNDED = ("no_area", "peak_only", "split_unstated", "part_of_band", "per_day",
             "per_pulse_or_session")  # fmt: skip
NO_DOSE: Mapping[str, Message] = {kind: message(f"dose-none-{kind}") for kind in UNBOUNDED}
BOUNDED: Mapping[str, Message] = {
    kind: message(f"dose-bounded-{kind}") for kind in ("maximum", "range", "contradiction")
}


@dataclass(frozen=True, kw_only=True)
class SurfaceDose:
    """The printed radiant exposure of one session, as bounds; or why there is none."""

    low_j_cm2: float
    high_j_cm2: float
    irradiance_mw_cm2: float | None
    flag: Message | None = None


def surface_dose(light: LightUsed, session_min: float | None) -> SurfaceDose | Message:
    """Bounds of the printed dose, or why there is none. Theory 10.1, 10.2.

    Only what was read counts; a contradiction gives both readings as bounds and a flag.
    """
    if not colour_of(light):
        memory = bool({"nm", "band_nm", "lines_nm"} & set(light.from_memory))
        return message(f"dose-wavelength_{'recalled' if memory else 'unread'}")
    if light.dose_kind in NO_DOSE:
        return NO_DOSE[light.dose_kind]
    if light.range_j_cm2 is not None:
        return bounded("range", *light.range_j_cm2)
    mean = mean_irradiance(light)
    product = None
    if mean is not None and session_min is not None:
        product = dose_j_cm2(mean, session_min)
    if product is not None and light.dose_kind == "maximum":
        return bounded("maximum", 0.0, product)
    printed = light.fluence_j_cm2
    if printed is None and product is None:
        return _why_no_dose(light)
    low, high = _ends(printed, product)
    if high > (1 + AGREEMENT) * low:
        return bounded("contradiction", low, high)
    best = printed or high
    return SurfaceDose(low_j_cm2=best, high_j_cm2=best, irradiance_mw_cm2=mean)


def bounded(kind: str, low_j_cm2: float, high_j_cm2: float) -> SurfaceDose:
    """A dose of which only bounds are known, and why no more is; one of BOUNDED."""
    return SurfaceDose(
        low_j_cm2=low_j_cm2, high_j_cm2=high_j_cm2, irradiance_mw_cm2=None, flag=BOUNDED[kind]
    )


def mean_irradiance(light: LightUsed) -> float | None:
    """mW/cm2 averaged over pulses: the printed one times its duty cycle. Theory 10.1."""
    if light.irradiance_mw_cm2 is None:
        return None
    return light.irradiance_mw_cm2 * (light.duty_cycle or 1.0)


def _ends(printed: float | None, product: float | None) -> tuple[float, float]:
    found = [value for value in (printed, product) if value is not None]
    return min(found), max(found)


def _why_no_dose(light: LightUsed) -> Message:
    if {"fluence_j_cm2", "irradiance_mw_cm2"} & set(light.from_memory):
        return message("dose-recalled")
    if light.irradiance_mw_cm2 is not None:
        return message("dose-time_unread")
    return message("dose-unread")
