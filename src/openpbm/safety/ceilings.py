"""Every limit that applies to this person under this mask, as bounds.

One function a hazard; each reads its numbers from `tables/limits.json` and says in words
what would change it. Nothing here raises a limit. Theory 8; rows in docs/safety.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.dose import J_CM2_PER_MINUTE
from openpbm.safety.bound import Bound, Parent, dose_bound, rate_bound
from openpbm.safety.exposure import Exposure
from openpbm.safety.heat_ceilings import temperature_bounds
from openpbm.safety.weighting import effective_weight, in_band
from openpbm.tables import Row, numbers, rows
from openpbm.units import SECONDS_PER_MINUTE, W_M2_PER_MW_CM2

MM2_PER_M2 = 1e6
MW_PER_W = 1e3
RED_NM, NIR_NM = (600.0, 700.0), (700.0, 1100.0)
BLUE_NM = (400.0, 500.0)  # the table says 470; nothing milder is known up to 500
SHORT_NM = (400.0, 600.0)  # what may darken skin at once: blue, green and amber
FLICKER_HZ = (1.0, 1250.0)
UNSTATED_MIN = 30.0  # longest session where no programme is known: the risk file's own timer


def bounds(exposure: Exposure) -> tuple[Bound, ...]:
    """Every bound, in the order a report lists them."""
    found = [
        *_eye_bounds(exposure),
        *_skin_dose_bounds(exposure),
        *_irradiance_bounds(exposure),
        *temperature_bounds(exposure),
        *_pulsing_bounds(exposure),
        *_device_bounds(exposure),
    ]
    if exposure.photosensitiser:
        found.extend(_photodynamic_bounds(exposure))
    return tuple(found)


def _limit(id: str) -> Row:
    return rows("limits")[id]


def _parent(row: Row, name: str, reason: str, would_change: str) -> Parent:
    return Parent(
        name=name,
        reason=reason,
        source=f"{row.text('standard')}; {row.text('source')}",
        status=row.text("status"),
        would_change=would_change,
    )


def _value(row: Row, name: str) -> float:
    return row.row("values").number(name)


def _timed(
    coefficient: float, exponent: float, until_s: float, after: float
) -> Callable[[float], float]:
    """Coefficient * t^exponent up to a time, constant after it; t from minutes."""

    def limit(minutes: float) -> float:
        seconds = max(minutes * SECONDS_PER_MINUTE, 1.0)
        return coefficient * seconds**exponent if seconds <= until_s else after

    return limit


def _at_eye(exposure: Exposure, column: str) -> FloatArray:
    """(S, C) weighted irradiance at the cornea, W/m2; zero behind an opaque shield."""
    weight = effective_weight(column, exposure.peak_nm, exposure.fwhm_nm)
    open_eyes = 0.0 if exposure.eyes_covered else 1.0
    return exposure.eye_mw_cm2 * W_M2_PER_MW_CM2 * weight * open_eyes


def _led_radiance(exposure: Exposure) -> FloatArray:
    """(S, C) W/m2sr of one bare LED, a matte disc: power / (pi area). Theory 8.2."""
    diameter = numbers("light")["emitting_diameter_mm"].value
    area_m2 = np.pi / 4.0 * diameter**2 / MM2_PER_M2
    return exposure.led_power_mw / MW_PER_W / (np.pi * area_m2)


def _eye_bounds(exposure: Exposure) -> list[Bound]:
    cover = "opaque goggles or a shield that blocks this light"
    infrared, gate = _limit("ir_eye_iec"), _limit("p_eye_ir")
    near_uv = _limit("uva_eye_iec")
    blue, blue_gate = _limit("blue_LB_dose"), _limit("p_eye_LB")
    small = _limit("blue_EB_long")
    open_eyes = 0.0 if exposure.eyes_covered else 1.0
    column = "A_icnirp2013" if exposure.aphakic else "B_iec62471"
    b_weight = effective_weight(column, exposure.peak_nm, exposure.fwhm_nm)
    radiance = _led_radiance(exposure) * b_weight * open_eyes
    heat = _at_eye(exposure, "WIR_iec62471")
    return [
        rate_bound(
            "eye_infrared",
            _parent(infrared, "Infrared at the eye", "cornea and lens", cover),
            "W/m2",
            heat,
            _timed(
                _value(infrared, "coefficient"),
                _value(infrared, "exponent"),
                _value(infrared, "break_s"),
                _value(infrared, "long_w_m2"),
            ),
        ),
        rate_bound(
            "eye_infrared_gate",
            _parent(gate, "Infrared at the eye, project gate", "half of the long limit", cover),
            "W/m2",
            heat,
            _constant(_value(gate, "w_m2")),
        ),
        dose_bound(
            "eye_blue_dose",
            _parent(blue, "Blue light, staring at one LED", "retina", cover),
            "J/m2sr",
            radiance * SECONDS_PER_MINUTE,
            _constant(_value(blue, "dose_j_m2_sr")),
        ),
        rate_bound(
            "eye_blue_gate",
            _parent(blue_gate, "Blue radiance, project gate", "retina", cover),
            "W/m2sr",
            radiance * in_band(exposure.peak_nm, 400.0, 500.0),
            _constant(_value(blue_gate, "w_m2_sr")),
        ),
        rate_bound(
            "eye_blue_small",
            _parent(small, "Blue light at the eye", "retina, small source", cover),
            "W/m2",
            _at_eye(exposure, column),
            _constant(_value(small, "w_m2")),
        ),
        rate_bound(
            "eye_near_uv",
            _parent(near_uv, "Near-ultraviolet tail at the eye", "lens", cover),
            "W/m2",
            _at_eye(exposure, "UVA"),
            _timed(
                _value(near_uv, "dose_j_m2"),
                -1.0,
                _value(near_uv, "break_s"),
                _value(near_uv, "long_w_m2"),
            ),
        ),
    ]


def _constant(limit: float) -> Callable[[float], float]:
    return lambda _minutes: limit


def _skin_dose_bounds(exposure: Exposure) -> list[Bound]:
    per_minute = exposure.hot_mw_cm2 * J_CM2_PER_MINUTE
    tone = "dark_skin" if exposure.dark_skin else "light_skin"
    red, blue, actinic = _limit("p_dose_red"), _limit("p_dose_blue"), _limit("uv_actinic_iec")
    tolerated = _limit("red_mtd_soc" if exposure.dark_skin else "red_mtd_caucasian")
    blue_cap = 0.0 if exposure.no_blue else _value(blue, tone)
    tail = effective_weight("S_uv", exposure.peak_nm, exposure.fwhm_nm)
    shorter = "a shorter session or a weaker setting"
    measured = "a lower irradiance shown by a meter reading"
    found = [
        dose_bound(
            f"skin_dose_{name}",
            _parent(red, f"Dose on the skin, {label}", "hottest spot, project cap", measured),
            "J/cm2",
            per_minute * in_band(exposure.peak_nm, *band),
            _constant(_value(red, tone)),
        )
        for name, label, band in (("red", "red", RED_NM), ("nir", "near-infrared", NIR_NM))
    ]
    found.append(
        dose_bound(
            "skin_dose_red_tolerated",
            _parent(tolerated, "Red dose tolerated in STARS", "hottest spot", shorter),
            "J/cm2",
            per_minute * in_band(exposure.peak_nm, *RED_NM),
            _constant(_value(tolerated, "j_cm2")),
        )
    )
    found.append(
        dose_bound(
            "skin_dose_blue",
            _parent(blue, "Dose on the skin, blue", "lasting pigment", "switching blue off"),
            "J/cm2",
            per_minute * in_band(exposure.peak_nm, *BLUE_NM),
            _constant(blue_cap),
        )
    )
    darkening = _limit("visible_ipd")
    found.append(
        dose_bound(
            "skin_dose_short",
            _parent(darkening, "Dose on the skin, blue to amber", "darkening at once", shorter),
            "J/cm2",
            per_minute * in_band(exposure.peak_nm, *SHORT_NM),
            _constant(_value(darkening, "low_j_cm2")),
        )
    )
    found.append(
        dose_bound(
            "skin_actinic",
            _parent(actinic, "Ultraviolet tail on the skin", "erythema weighted", shorter),
            "J/m2",
            exposure.hot_mw_cm2 * W_M2_PER_MW_CM2 * SECONDS_PER_MINUTE * tail,
            _constant(_value(actinic, "dose_j_m2")),
        )
    )
    return found


def _irradiance_bounds(exposure: Exposure) -> list[Bound]:
    cap, onset = _limit("p_skin_irradiance"), _limit("heating_onset_hamblin")
    remedy = "a weaker setting, or a meter reading that shows less"
    hot, peak = exposure.hot_mw_cm2, exposure.peak_nm
    found = [
        rate_bound(
            f"skin_irradiance_{name}",
            _parent(cap, f"Irradiance, {label}", "hottest 3.5 mm, project cap", remedy),
            "mW/cm2",
            hot * in_band(peak, *band),
            _constant(_value(cap, "band")),
        )
        for name, label, band in (
            ("blue", "blue", BLUE_NM),
            ("red", "red", RED_NM),
            ("nir", "near-infrared", NIR_NM),
        )
    ]
    found.append(
        rate_bound(
            "skin_irradiance_total",
            _parent(cap, "Irradiance, all colours", "hottest 3.5 mm, project cap", remedy),
            "mW/cm2",
            hot,
            _constant(_value(cap, "total")),
        )
    )
    found.append(
        rate_bound(
            "skin_laser_sum",
            _parent(
                cap, "Share of the laser limit for skin", "by analogy, half of it allowed", remedy
            ),
            "1",
            hot * W_M2_PER_MW_CM2 / _laser_limit(peak),
            _constant(_value(cap, "laser_sum")),
        )
    )
    found.append(
        rate_bound(
            "heating_onset",
            _parent(onset, "Irradiance against reported heating", "sum of shares", remedy),
            "1",
            hot / _heating_onset(onset, peak),
            _constant(1.0),
        )
    )
    return found


def _laser_limit(peak_nm: FloatArray) -> FloatArray:
    """(S, C) W/m2 of ICNIRP's laser table for long exposure of skin."""
    row = _limit("skin_laser_reference")
    correction = 10.0 ** (
        _value(row, "slope_per_nm") * np.clip(peak_nm - _value(row, "origin_nm"), 0.0, None)
    )
    flat = np.where(peak_nm >= _value(row, "flat_from_nm"), _value(row, "c_a_flat"), correction)
    return _value(row, "el_w_m2") * flat


def _heating_onset(row: Row, peak_nm: FloatArray) -> FloatArray:
    """(S, C) mW/cm2; between the stated bands the stricter neighbour counts."""
    blue, red, nir = (_value(row, f"{name}_mw_cm2") for name in ("blue", "red", "nir"))
    return np.where(peak_nm < 600.0, blue, np.where(peak_nm < 800.0, red, nir))


def _pulsing_bounds(exposure: Exposure) -> list[Bound]:
    """Visible light that flickers where eyes and brains notice. Unknown counts for epilepsy."""
    row = _limit("flicker_ieee1789")
    low, high = FLICKER_HZ
    flickers = [
        (exposure.epilepsy if hz is None else low <= hz <= high) for hz in exposure.frequency_hz
    ]
    visible = exposure.peak_nm < 780.0
    return [
        rate_bound(
            "visible_pulsing",
            _parent(
                row,
                "Visible flicker",
                "no visible modulation from 1 to 1250 Hz; unknown pulsing counts with epilepsy",
                "a statement or measurement of how the mask is pulsed",
            ),
            "1",
            np.where(visible & np.array(flickers), 1.0, 0.0),
            _constant(0.0),
        )
    ]


def _device_bounds(exposure: Exposure) -> list[Bound]:
    scenarios, channels = exposure.peak_nm.shape
    longest = exposure.longest_min
    stated = Parent(
        name="The device's own longest programme",
        reason="the maker offers nothing longer",
        source="catalogue or mask file",
        status="verified",
        would_change="a statement of the maker that longer use is safe",
    )
    unknown = Parent(
        name="Longest session where no programme is known",
        reason="unproven long use",
        source="project: the absolute timer of the risk file, H08",
        status="project",
        would_change="the programmes that the maker offers",
    )
    parent = unknown if longest is None else stated
    grid = np.array([0.0, 1e4])
    return [
        Bound(
            id="device_maximum",
            name=parent.name,
            unit="min",
            reason=parent.reason,
            source=parent.source,
            status=parent.status,
            would_change=parent.would_change,
            minutes=grid,
            at_full=np.zeros((scenarios, channels, 2)),
            offset=np.broadcast_to(grid, (scenarios, 2)),
            limit=_constant(UNSTATED_MIN if longest is None else longest),
        )
    ]


def _photodynamic_bounds(exposure: Exposure) -> list[Bound]:
    per_minute = exposure.hot_mw_cm2 * J_CM2_PER_MINUTE
    found = []
    for id, band, label in (
        ("pdt_blue_equiv", (400.0, 450.0), "blue"),
        ("pdt_red_equiv", (570.0, 670.0), "red"),
    ):
        row = _limit(id)
        found.append(
            dose_bound(
                id,
                _parent(
                    row,
                    f"Dose equal to photodynamic therapy, {label}",
                    "a photosensitiser is declared",
                    "the end of its washout",
                ),
                "J/cm2",
                per_minute * in_band(exposure.peak_nm, *band),
                _constant(_value(row, "j_cm2")),
            )
        )
    return found
