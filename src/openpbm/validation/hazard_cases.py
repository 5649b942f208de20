"""The hazards of light against the worked example."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from openpbm.safety.hazard.case import Hazard
from openpbm.safety.hazard.every import hazards
from openpbm.safety.hazard.radiance import (
    SourceGeometry,
    field_radiance,
    led_power_w,
    led_radiance,
    panel_radiance,
    view_factor,
)
from openpbm.safety.hazard.source import HazardChannel, HazardSource
from openpbm.safety.hazard.weighting import effective_weight
from openpbm.validation.case import Case, case

SESSION_S = 600.0
IRRADIANCE_W_M2, PITCH_MM, LED_MM, RADIUS_MM = 300.0, 10.0, 2.0, 80.0
EVEN_MM = 0.01


def source(*peaks_nm: float, pitch_mm: float = PITCH_MM, eye_mm: float = 15.0) -> HazardSource:
    """The panel of the example; LEDs that stand dense enough make it the even disc of its sums."""
    return HazardSource(
        channels=tuple(
            HazardChannel(role="red", peak_nm=peak, fwhm_nm=0.0, irradiance_mw_cm2=30.0)
            for peak in peaks_nm
        ),
        geometry=SourceGeometry(
            led_diameter_mm=LED_MM, pitch_mm=pitch_mm, mask_radius_mm=RADIUS_MM, eye_mm=eye_mm
        ),
    )


def hazard_cases() -> Iterator[Case]:
    """Geometry, then two cases, then the skin."""
    led = led_radiance(led_power_w(IRRADIANCE_W_M2, PITCH_MM), LED_MM)
    yield case("we_L_panel", panel_radiance(IRRADIANCE_W_M2))
    yield case("we_L_led", led)
    yield case("we_L_11mrad", field_radiance(led, LED_MM, PITCH_MM, 11.0 * 0.2))
    yield case("we_F200", view_factor(RADIUS_MM, 200.0))
    yield case("we_F15", view_factor(RADIUS_MM, 15.0))
    both, blue, infrared = source(633, 830), source(415), source(830)
    found = {hazard.id: hazard for hazard in hazards(both, SESSION_S)}
    worn = _of(source(633, 830, pitch_mm=EVEN_MM), "worn.ir_eye_iec")
    yield case("we_A_EIR_200", found["far.ir_eye_iec"].value)
    yield case("we_A_EIR_15", worn.value)
    yield case("we_A_EIR_limit_600", worn.limit)
    yield case("we_A_tmax_15", worn.time_to_limit_s)
    for leds in (66, 132):
        pitch = RADIUS_MM * float(np.sqrt(np.pi / leds))
        wide = _of(source(830, pitch_mm=pitch, eye_mm=5.0), "worn.ir_eye_iec").value
        yield case(f"worst_place_{leds}", wide / IRRADIANCE_W_M2 / view_factor(RADIUS_MM, 5.0))
    yield case("we_A_LR_led", found["worn.thermal_iec"].value)
    yield case("we_A_LIR_led", _of(infrared, "worn.weak_iec").value)
    yield case("we_H10", found["skin.heat_short"].value)
    yield case("we_H10_limit", found["skin.heat_short"].limit)
    yield case("we_B_DB_600", _of(blue, "far.blue_iec").value)
    yield case("we_B_tmax_led", _of(blue, "worn.blue_iec").time_to_limit_s)
    yield case("we_B_EB_single_200", _of(blue, "far.blue_small").value)
    yield case("we_B_tmax_aphakic_led", _of(blue, "worn.aphakic").time_to_limit_s)
    yield case("we_B_LR_iec", _of(blue, "worn.thermal_iec").value)
    yield case("we_B_LR_icnirp", _of(blue, "worn.thermal_icnirp").value)
    line = effective_weight("B_iec62471", np.array([415.0]), np.array([15.0]))
    yield case("we_weight", float(line[0]))


def _of(light: HazardSource, id: str) -> Hazard:
    return next(hazard for hazard in hazards(light, SESSION_S) if hazard.id == id)
