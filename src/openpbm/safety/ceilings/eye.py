"""What an eye may get, as bounds: at the cornea as worn, closed lids not credited. Theory 8.5.

IEC 62471:2006 and ICNIRP 2013 are kept apart, each with its own weights and constants; both
must hold. Radiance is that of one bare LED, which no field of view makes duller, and the
source counts as wide as any limit counts one: both are the strictest view.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.fact import message
from openpbm.record import BAND_NM
from openpbm.safety.bound import Bound, constant, dose_bound, parent_of, rate_bound, timed
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard import eye_limit
from openpbm.safety.hazard import limit as limits
from openpbm.safety.hazard.radiance import led_radiance
from openpbm.safety.hazard.weighting import emission_weight
from openpbm.tables import numbers
from openpbm.units import SECONDS_PER_MINUTE, W_M2_PER_MW_CM2, W_PER_MW

WIDEST_RAD = 1e3  # beyond the largest angle of every limit, where each is strictest


def eye_bounds(exposure: Exposure) -> list[Bound]:
    """Every limit of cornea, lens and retina; all values are zero behind an opaque shield."""
    return [
        *_infrared(exposure),
        *_ultraviolet(exposure),
        *_blue_radiance(exposure),
        *_blue_irradiance(exposure),
        *_retinal_heat(exposure),
    ]


def _weight(exposure: Exposure, column: str) -> FloatArray:
    """(S, C) weights; zero where the eye is covered."""
    open_eyes = 0.0 if exposure.eyes_covered else 1.0
    return emission_weight(column, exposure.emission) * open_eyes


def at_eye(exposure: Exposure, one: eye_limit.EyeLimit) -> FloatArray:
    """(S, C) weighted irradiance at the cornea, W/m2."""
    weight = one.weight(lambda column: _weight(exposure, column))
    return exposure.eye_mw_cm2 * W_M2_PER_MW_CM2 * weight


def _led_radiance(exposure: Exposure) -> FloatArray:
    """(S, C) radiance of one bare LED, W/(m2 sr). Theory 8.2."""
    per_w = led_radiance(1.0, numbers("light")["emitting_diameter_mm"].value)
    return exposure.led_power_mw * W_PER_MW * per_w


def radiance(exposure: Exposure, one: eye_limit.EyeLimit) -> FloatArray:
    """(S, C) weighted radiance of one bare LED, W/(m2 sr)."""
    return _led_radiance(exposure) * one.weight(lambda column: _weight(exposure, column))


def _limit(one: eye_limit.EyeLimit) -> Callable[[float], float]:
    """What is allowed in so many minutes, the source as wide as any limit counts one."""
    return timed(lambda seconds: one.allowed(seconds, WIDEST_RAD)[1])


def _rate(exposure: Exposure, one: eye_limit.EyeLimit, unit: str = "W/m2") -> Bound:
    of = radiance if unit == "W/m2sr" else at_eye
    parent = parent_of(one.rows, message(f"ceiling-{one.ceiling}"))
    return rate_bound(one.ceiling, parent, unit, of(exposure, one), _limit(one))


def _dose(exposure: Exposure, one: eye_limit.EyeLimit, unit: str = "J/m2") -> Bound:
    of = radiance if unit == "J/m2sr" else at_eye
    parent = parent_of(one.rows, message(f"ceiling-{one.ceiling}"))
    per_minute = of(exposure, one) * SECONDS_PER_MINUTE
    return dose_bound(one.ceiling, parent, unit, per_minute, _limit(one))


def _infrared(exposure: Exposure) -> list[Bound]:
    return [_rate(exposure, one) for one in (*eye_limit.INFRARED, eye_limit.INFRARED_GATE)]


def _ultraviolet(exposure: Exposure) -> list[Bound]:
    return [
        _rate(exposure, eye_limit.NEAR_UV),
        _dose(exposure, eye_limit.NEAR_UV_DOSE),
        _dose(exposure, eye_limit.ACTINIC),
    ]


def _blue_radiance(exposure: Exposure) -> list[Bound]:
    """The dose limit is kept past 10000 s, where it is stricter than the rate that replaces it."""
    whose = (*eye_limit.BLUE, eye_limit.APHAKIC) if exposure.aphakic else eye_limit.BLUE
    found = [_dose(exposure, one, "J/m2sr") for one in whose]
    found.append(
        rate_bound(
            eye_limit.BLUE_GATE.ceiling,
            parent_of(eye_limit.BLUE_GATE.rows, message(f"ceiling-{eye_limit.BLUE_GATE.ceiling}")),
            "W/m2sr",
            _led_radiance(exposure) * _blue_weight(exposure) * _is_blue(exposure),
            _limit(eye_limit.BLUE_GATE),
        )
    )
    return found


def _blue_weight(exposure: Exposure) -> FloatArray:
    """(S, C); an eye without its lens is weighed by both functions, the stricter counts."""
    normal = _weight(exposure, eye_limit.BLUE_GATE.weighting)
    return (
        np.maximum(normal, _weight(exposure, eye_limit.APHAKIC.weighting))
        if exposure.aphakic
        else normal
    )


def _is_blue(exposure: Exposure) -> BoolArray:
    """(S, C) where a channel sends out blue light: all of its weighted light then counts."""
    blue: BoolArray = exposure.emission.share(*BAND_NM["blue"]) > 0
    return blue


def _blue_irradiance(exposure: Exposure) -> list[Bound]:
    rate, dose = limits.of("blue_EB_long", "w_m2"), limits.of("blue_EB_dose", "dose_j_m2")
    blue = exposure.eye_mw_cm2 * W_M2_PER_MW_CM2 * _blue_weight(exposure)
    return [
        rate_bound(
            "eye_blue_small",
            parent_of("blue_EB_long", message("ceiling-eye_blue_small")),
            "W/m2",
            blue,
            constant(rate),
        ),
        dose_bound(
            "eye_blue_small_dose",
            parent_of("blue_EB_dose", message("ceiling-eye_blue_small_dose")),
            "J/m2",
            blue * SECONDS_PER_MINUTE,
            timed(lambda seconds: max(dose, rate * seconds)),
        ),
        rate_bound(
            "eye_blue_leak",
            parent_of("p_eye_leak", message("ceiling-eye_blue_leak")),
            "W/m2",
            blue * _is_blue(exposure),
            constant(limits.of("p_eye_leak", "w_m2")),
        ),
    ]


def _retinal_heat(exposure: Exposure) -> list[Bound]:
    """With all light, and of the infrared alone, as where no visible light makes eyes turn away."""
    return [_rate(exposure, one, "W/m2sr") for one in (*eye_limit.HEAT, *eye_limit.UNSEEN_HEAT)]
