"""One pulse of light against what eye and skin bear of it, as bounds. Theory 8.5.

Everything else is judged by the mean over time; a pulse is higher than it by one over its duty.
"""

from __future__ import annotations

from openpbm.fact import Quantity, message
from openpbm.safety.bound import Bound, constant, parent_of, rate_bound
from openpbm.safety.ceilings.eye import WIDEST_RAD, at_eye, radiance
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard import limit as limits
from openpbm.safety.hazard.eye_limit import HEAT, INFRARED_IEC
from openpbm.safety.hazard.weighting import emission_weight
from openpbm.safety.pulse import Pulses
from openpbm.units import W_M2_PER_MW_CM2


def eye_pulse_bounds(exposure: Exposure) -> list[Bound]:
    """Heat of the retina and infrared of one pulse; none where the light is steady."""
    pulses = exposure.pulses
    return [] if pulses.longest_s is None else _eye(exposure, pulses)


def skin_pulse_bounds(exposure: Exposure) -> list[Bound]:
    """Heat of the skin of one pulse; none where the light is steady."""
    pulses = exposure.pulses
    return [] if pulses.longest_s is None else [_skin(exposure, pulses)]


def _eye(exposure: Exposure, pulses: Pulses) -> list[Bound]:
    seconds = pulses.counted_s
    length = Quantity(seconds, "s", figures=3, trimmed=True)
    found = []
    for one in HEAT:
        row, allowed = one.allowed(seconds, WIDEST_RAD)
        id = one.ceiling.replace("retina", "pulse")
        parent = parent_of((row, "pulse_iec62471"), message(f"pulse-{id}", seconds=length))
        lit = radiance(exposure, one) * pulses.heights
        found.append(rate_bound(id, parent, "W/m2sr", lit, constant(allowed)))
    one = INFRARED_IEC
    row, allowed = one.allowed(seconds, WIDEST_RAD)
    parent = parent_of((row, "pulse_iec62471"), message("ceiling-eye_pulse_infrared"))
    lit = at_eye(exposure, one) * pulses.heights
    return [*found, rate_bound("eye_pulse_infrared", parent, "W/m2", lit, constant(allowed))]


def _skin(exposure: Exposure, pulses: Pulses) -> Bound:
    id = "skin_thermal_short"
    lit = exposure.hot_mw_cm2 * W_M2_PER_MW_CM2 * emission_weight("Wskin", exposure.emission)
    return rate_bound(
        "skin_pulse_heat",
        parent_of((id, "pulse_iec62471"), message("ceiling-skin_pulse_heat")),
        "W/m2",
        lit * pulses.heights,
        constant(limits.skin_pulse_w_m2(pulses.counted_s)),
    )
