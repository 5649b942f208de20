"""What an eye may get, as bounds: at the cornea as worn, closed lids not credited. Theory 8.5.

IEC 62471:2006 and ICNIRP 2013 are kept apart, each with its own weights and constants; both
must hold. Radiance is that of one bare LED, which no field of view makes duller, and the
source counts as wide as any limit counts one: both are the strictest view.
"""

from __future__ import annotations

import numpy as np

from openpbm.arrays import BoolArray, FloatArray
from openpbm.record import BAND_NM
from openpbm.safety import hazard_limit as limits
from openpbm.safety.bound import Bound, constant, dose_bound, parent_of, rate_bound, timed
from openpbm.safety.exposure import Exposure
from openpbm.safety.radiance import led_radiance
from openpbm.safety.weighting import emission_weight
from openpbm.tables import numbers
from openpbm.units import SECONDS_PER_MINUTE, W_M2_PER_MW_CM2, W_PER_MW

COVER = "opaque goggles or a shield that blocks this light"
WIDEST_RAD = 1e3  # beyond the largest angle of every limit, where each is strictest
IEC, ICNIRP = "IEC 62471", "ICNIRP"


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


def at_eye(exposure: Exposure, column: str) -> FloatArray:
    """(S, C) weighted irradiance at the cornea, W/m2."""
    return exposure.eye_mw_cm2 * W_M2_PER_MW_CM2 * _weight(exposure, column)


def _led_radiance(exposure: Exposure) -> FloatArray:
    """(S, C) radiance of one bare LED, W/(m2 sr). Theory 8.2."""
    per_w = led_radiance(1.0, numbers("light")["emitting_diameter_mm"].value)
    return exposure.led_power_mw * W_PER_MW * per_w


def radiance(exposure: Exposure, column: str) -> FloatArray:
    """(S, C) weighted radiance of one bare LED, W/(m2 sr)."""
    return _led_radiance(exposure) * _weight(exposure, column)


def _infrared(exposure: Exposure) -> list[Bound]:
    found = [
        rate_bound(
            id,
            parent_of(row, f"Infrared at the eye, {text}", "cornea and lens", COVER),
            "W/m2",
            at_eye(exposure, column),
            timed(lambda seconds, row=row: limits.infrared_w_m2(row, seconds)),  # type: ignore[misc]
        )
        for id, row, text, column in (
            ("eye_infrared", "ir_eye_iec", IEC, "WIR_iec62471"),
            ("eye_infrared_icnirp", "ir_eye_icnirp2013", ICNIRP, "WIR_icnirp2013"),
        )
    ]
    found.append(
        rate_bound(
            "eye_infrared_gate",
            parent_of(
                "p_eye_ir", "Infrared at the eye, project gate", "half of the long limit", COVER
            ),
            "W/m2",
            at_eye(exposure, "WIR_iec62471"),
            constant(limits.of("p_eye_ir", "w_m2")),
        )
    )
    return found


def _ultraviolet(exposure: Exposure) -> list[Bound]:
    near = at_eye(exposure, "UVA")
    return [
        rate_bound(
            "eye_near_uv",
            parent_of("uva_eye_iec", "Near-ultraviolet tail at the eye", "lens", COVER),
            "W/m2",
            near,
            timed(limits.near_uv_w_m2),
        ),
        dose_bound(
            "eye_near_uv_dose",
            parent_of(
                "uva_eye_iec",
                "Near-ultraviolet dose at the eye",
                "lens; ICNIRP 2004 keeps the dose for sessions of any length",
                COVER,
            ),
            "J/m2",
            near * SECONDS_PER_MINUTE,
            constant(limits.of("uva_eye_iec", "dose_j_m2")),
        ),
        dose_bound(
            "eye_actinic",
            parent_of("uv_actinic_iec", "Actinic ultraviolet at the eye", "cornea", COVER),
            "J/m2",
            at_eye(exposure, "S_uv") * SECONDS_PER_MINUTE,
            constant(limits.of("uv_actinic_iec", "dose_j_m2")),
        ),
    ]


def _blue_radiance(exposure: Exposure) -> list[Bound]:
    """The dose limit is kept past 10000 s, where it is stricter than the rate that replaces it."""
    texts: list[tuple[str, tuple[str, ...], str, str, str]] = [
        ("eye_blue_dose", ("blue_LB_dose", "blue_LB_long"), IEC, "B_iec62471", "retina"),
        (
            "eye_blue_dose_icnirp",
            ("blue_LB_dose", "blue_LB_long"),
            ICNIRP,
            "B_icnirp2013",
            "retina",
        ),
    ]
    if exposure.aphakic:
        texts.append(
            (
                "eye_aphakic_dose",
                ("aphakic_dose",),
                ICNIRP,
                "A_icnirp2013",
                "an eye without its lens",
            )
        )
    found = [
        dose_bound(
            id,
            parent_of(rows, f"Blue light, staring at one LED, {text}", reason, COVER),
            "J/m2sr",
            radiance(exposure, column) * SECONDS_PER_MINUTE,
            constant(limits.of(rows[0], "dose_j_m2_sr")),
        )
        for id, rows, text, column, reason in texts
    ]
    found.append(
        rate_bound(
            "eye_blue_gate",
            parent_of("p_eye_LB", "Blue radiance, project gate", "retina", COVER),
            "W/m2sr",
            _led_radiance(exposure) * _blue_weight(exposure) * _is_blue(exposure),
            constant(limits.of("p_eye_LB", "w_m2_sr")),
        )
    )
    return found


def _blue_weight(exposure: Exposure) -> FloatArray:
    """(S, C); an eye without its lens is weighed by both functions, the stricter counts."""
    normal = _weight(exposure, "B_iec62471")
    return np.maximum(normal, _weight(exposure, "A_icnirp2013")) if exposure.aphakic else normal


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
            parent_of("blue_EB_long", "Blue light at the eye", "retina, small source", COVER),
            "W/m2",
            blue,
            constant(rate),
        ),
        dose_bound(
            "eye_blue_small_dose",
            parent_of("blue_EB_dose", "Blue dose at the eye", "retina, small source", COVER),
            "J/m2",
            blue * SECONDS_PER_MINUTE,
            timed(lambda seconds: max(dose, rate * seconds)),
        ),
        rate_bound(
            "eye_blue_leak",
            parent_of(
                "p_eye_leak",
                "Blue light that reaches the eye, project gate",
                "half of the long limit, counted with the shield that is there",
                COVER,
            ),
            "W/m2",
            blue * _is_blue(exposure),
            constant(limits.of("p_eye_leak", "w_m2")),
        ),
    ]


def _retinal_heat(exposure: Exposure) -> list[Bound]:
    """With all light, and of the infrared alone, as where no visible light makes eyes turn away."""
    infrared = emission_weight("WIR_iec62471", exposure.emission)
    iec, icnirp = (radiance(exposure, column) for column in ("R_iec62471", "R_icnirp2013"))
    unseen = "counted as if only the infrared shone, which no eye turns away from"
    reason = "retina, one LED seen as wide as the limit counts"
    return [
        rate_bound(
            id,
            parent_of(rows, name, why, COVER),
            "W/m2sr",
            radiance,
            timed(limit),
        )
        for id, rows, name, why, radiance, limit in (
            (
                "eye_retina_heat",
                ("retinal_thermal_iec_long", "retinal_thermal_iec"),
                f"Heat of the retina, {IEC}",
                reason,
                iec,
                lambda seconds: limits.retinal_heat_iec(seconds, WIDEST_RAD)[1],
            ),
            (
                "eye_retina_heat_icnirp",
                ("retinal_thermal_icnirp2013", "retinal_thermal_icnirp2013_short"),
                f"Heat of the retina, {ICNIRP}",
                reason,
                icnirp,
                lambda seconds: limits.retinal_heat_icnirp(seconds, WIDEST_RAD)[1],
            ),
            (
                "eye_retina_unseen",
                ("retinal_wvs_iec",),
                f"Heat of the retina by unseen light, {IEC}",
                unseen,
                iec * infrared,
                lambda _seconds: limits.weak_stimulus_iec(WIDEST_RAD),
            ),
            (
                "eye_retina_unseen_icnirp",
                ("retinal_wvs_icnirp2013", "retinal_wvs_icnirp2013_mid"),
                f"Heat of the retina by unseen light, {ICNIRP}",
                unseen,
                icnirp * infrared,
                lambda seconds: limits.weak_stimulus_icnirp(seconds, WIDEST_RAD)[1],
            ),
        )
    ]
