"""Pulsed light of a source: one pulse against the limits of its own duration. Theory 8.4.

Longer exposures are judged by the mean over time, as steady light is. Where nobody says whether
the light is pulsed, the pulses that could be left unsaid are shown and do not decide here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from openpbm.arrays import FloatArray
from openpbm.safety import hazard_limit as limits
from openpbm.safety.hazard_case import ICNIRP, IEC, At, Case, field_view, opening_view
from openpbm.safety.hazard_source import HazardSource
from openpbm.safety.radiance import acceptance_rad, alpha_rad


def pulse_cases(source: HazardSource, place: str) -> Iterator[Case]:
    """One pulse alone, at its height: heat of the retina, infrared at the eye.

    Photochemical limits are doses, so that the mean tells them. Theory 8.4.
    """
    pulses = source.pulses
    if pulses.longest_s is None:
        return
    seconds = pulses.counted_s
    gamma = acceptance_rad(seconds)
    alpha = alpha_rad(2.0 * source.geometry.mask_radius_mm, source.distance_mm(place))
    bright = pulses.heights * source.radiance_w_m2_sr(place, gamma)
    for id, text, column, limit in (
        ("pulse_thermal_iec", IEC, "R_iec62471", limits.retinal_heat_iec),
        ("pulse_thermal_icnirp", ICNIRP, "R_icnirp2013", limits.retinal_heat_icnirp),
    ):
        row, allowed = limit(seconds, alpha)
        values = bright * source.weights(column)
        yield Case(
            id=id, name=f"Heat of the retina, {_told(source)}", text=text, place=place,
            weighting=column, at=_held(row, values, allowed), view=field_view(lambda _t: gamma),
            advisory=not source.is_known_to_pulse,
        )  # fmt: skip
    infrared = pulses.heights * source.irradiance_w_m2(place) * source.weights("WIR_iec62471")
    allowed = limits.infrared_w_m2("ir_eye_iec", seconds)
    yield Case(
        id="pulse_infrared", name=f"Infrared at the eye, {_told(source)}", text=IEC, place=place,
        weighting="WIR_iec62471", at=_held("ir_eye_iec", infrared, allowed),
        view=opening_view(source, place), advisory=not source.is_known_to_pulse,
    )  # fmt: skip


def pulse_on_skin(source: HazardSource) -> Iterator[Case]:
    """Heat of the skin in one pulse."""
    pulses = source.pulses
    if pulses.longest_s is None:
        return
    seconds = pulses.counted_s
    short = min(seconds, limits.of("skin_thermal_short", "longest_s"))
    heat = pulses.heights * source.skin_w_m2 * source.weights("Wskin") * short
    yield Case(
        id="pulse_heat", name=f"Heat of the skin, {_told(source)}", text=f"{IEC}, {ICNIRP}",
        place="skin", weighting="380-3000 nm",
        at=_held("skin_thermal_short", heat, limits.skin_heat_j_m2(short)),
        advisory=not source.is_known_to_pulse,
    )  # fmt: skip


def _told(source: HazardSource) -> str:
    return "one pulse" if source.is_known_to_pulse else "one pulse, were there any"


def _held(row: str, values: FloatArray, limit: float) -> Callable[[float], At]:
    """A value and a limit that a longer exposure does not move."""
    return lambda _time_s: (row, values, limit)
