"""Pulsed light of a source: one pulse against the limits of its own duration. Theory 8.4.

Longer exposures are judged by the mean over time, as steady light is. Where nobody says whether
the light is pulsed, the pulses that could be left unsaid are shown and do not decide here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from openpbm.arrays import FloatArray
from openpbm.fact import Message, message
from openpbm.safety.hazard import limit as limits
from openpbm.safety.hazard.case import At, HazardCase, field_view, opening_view
from openpbm.safety.hazard.eye_limit import HEAT, ICNIRP, IEC, INFRARED_IEC
from openpbm.safety.hazard.radiance import acceptance_rad, alpha_rad
from openpbm.safety.hazard.source import HazardSource


def pulse_cases(source: HazardSource, place: str) -> Iterator[HazardCase]:
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
    for one in HEAT:
        row, allowed = one.allowed(seconds, alpha)
        values = bright * one.weight(source.weights)
        yield HazardCase(
            id=f"pulse_{one.hazard}", name=_named("retina_heat", source),
            text=one.text, place=place, weighting=one.weighting, at=_held(row, values, allowed),
            view=field_view(lambda _t: gamma), advisory=not source.is_known_to_pulse,
        )  # fmt: skip
    one = INFRARED_IEC
    row, allowed = one.allowed(seconds, alpha)
    infrared = pulses.heights * source.irradiance_w_m2(place) * one.weight(source.weights)
    yield HazardCase(
        id="pulse_infrared", name=_named("infrared", source), text=one.text,
        place=place, weighting=one.weighting, at=_held(row, infrared, allowed),
        view=opening_view(source, place), advisory=not source.is_known_to_pulse,
    )  # fmt: skip


def pulse_on_skin(source: HazardSource) -> Iterator[HazardCase]:
    """Heat of the skin in one pulse."""
    pulses = source.pulses
    if pulses.longest_s is None:
        return
    seconds = pulses.counted_s
    short = min(seconds, limits.of("skin_thermal_short", "longest_s"))
    heat = pulses.heights * source.skin_w_m2 * source.weights("Wskin") * short
    yield HazardCase(
        id="pulse_heat", name=_named("skin_heat", source), text=f"{IEC}, {ICNIRP}",
        place="skin", weighting="380-3000 nm",
        at=_held("skin_thermal_short", heat, limits.skin_heat_j_m2(short)),
        advisory=not source.is_known_to_pulse,
    )  # fmt: skip


def _named(hazard: str, source: HazardSource) -> Message:
    if source.is_known_to_pulse:
        return message(f"hazard-pulse_known_{hazard}")
    return message(f"hazard-pulse_unsaid_{hazard}")


def _held(row: str, values: FloatArray, limit: float) -> Callable[[float], At]:
    """A value and a limit that a longer exposure does not move."""
    return lambda _time_s: (row, values, limit)
