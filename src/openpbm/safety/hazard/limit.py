"""Exposure limits as functions of time, read from `tables/limits.json`. Theory 8.4.

Each is the formula of its row; `tests/physics/test_worked_example.py` holds them to it.
"""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.tables import Row, numbers, rows

THERMAL_S, BLINK_S, WEAK_S = 10.0, 0.25, 100.0  # breaks of the retinal formulas
PHOTOCHEMICAL_S = 1e4  # a dose up to here, a rate after


def limit_row(id: str) -> Row:
    """One row of the table of limits."""
    return rows("limits")[id]


def standard_of(row: Row, text: str = "") -> str:
    """The clause of one text that speaks in a row; of all of them where none is asked for."""
    if "clauses" not in row:
        return row.text("standard")
    clauses = row.row("clauses")
    return clauses.text(text) if text in clauses else "; ".join(map(clauses.text, clauses))


def of(id: str, name: str) -> float:
    """One number of a limit's formula."""
    return limit_row(id).row("values").number(name)


def near_uv_w_m2(time_s: float) -> float:
    """IEC 62471: a dose up to 1000 s, a rate after."""
    if time_s < of("uva_eye_iec", "break_s"):
        return of("uva_eye_iec", "dose_j_m2") / time_s
    return of("uva_eye_iec", "long_w_m2")


def infrared_w_m2(id: str, time_s: float) -> float:
    """18000 t^-0.75, and a constant rate from 1000 s."""
    if time_s <= of(id, "break_s"):
        return float(of(id, "coefficient") * time_s ** of(id, "exponent"))
    return of(id, "long_w_m2")


def retinal_heat_iec(time_s: float, alpha_rad: float) -> tuple[str, float]:
    """Row and radiance limit, W/(m2 sr), of IEC 62471 4.3.5."""
    long = "retinal_thermal_iec_long"
    short = "retinal_thermal_iec"
    if time_s >= THERMAL_S:
        low = of(long, "alpha_min_rad")
        return long, of(long, "coefficient") / clipped(alpha_rad, low, of(long, "alpha_max_rad"))
    rising = of(short, "alpha_min_rad") * np.sqrt(max(time_s / BLINK_S, 1.0))
    low = min(float(rising), of(short, "alpha_min_10s_rad"))
    alpha = clipped(alpha_rad, low, of(short, "alpha_max_rad"))
    return short, of(short, "coefficient") / (alpha * time_s ** of(short, "exponent"))


def retinal_heat_icnirp(time_s: float, alpha_rad: float) -> tuple[str, float]:
    """Row and radiance limit, W/(m2 sr), of ICNIRP 2013; constant from 0.25 s on."""
    id = "retinal_thermal_icnirp2013" + ("" if time_s >= BLINK_S else "_short")
    largest = of(id, "alpha_max_rad")
    if time_s < BLINK_S:  # 0.2 sqrt(t) rad, which meets the largest angle at 0.25 s
        largest *= max(float(np.sqrt(time_s / BLINK_S)), 0.05)
    alpha = clipped(alpha_rad, of(id, "alpha_min_rad"), largest)
    if time_s >= BLINK_S:
        return id, of(id, "coefficient") / alpha
    return id, of(id, "coefficient") / (alpha * time_s ** of(id, "exponent"))


def weak_stimulus_iec(alpha_rad: float) -> float:
    """6000 / alpha, W/(m2 sr), of IEC 62471 4.3.6; from 10 s on."""
    id = "retinal_wvs_iec"
    alpha = clipped(alpha_rad, of(id, "alpha_min_rad"), of(id, "alpha_max_rad"))
    return of(id, "coefficient") / alpha


def weak_stimulus_icnirp(time_s: float, alpha_rad: float) -> tuple[str, float]:
    """Row and radiance limit, W/(m2 sr), of ICNIRP 2013 eqs 8 and 9."""
    id = "retinal_wvs_icnirp2013" + ("" if time_s > WEAK_S else "_mid")
    alpha = clipped(alpha_rad, of(id, "alpha_min_rad"), of(id, "alpha_max_rad"))
    if time_s > WEAK_S:
        return id, of(id, "coefficient") / alpha
    return id, of(id, "coefficient") / (alpha * time_s ** of(id, "exponent"))


def skin_heat_j_m2(time_s: float) -> float:
    """2e4 t^0.25, for the first 10 s; after that temperature governs."""
    id = "skin_thermal_short"
    return float(of(id, "coefficient") * time_s ** of(id, "exponent"))


def skin_pulse_w_m2(seconds: float) -> float:
    """Irradiance of a pulse whose heat the skin bears: its dose over its time, or over 10 s."""
    short = min(seconds, of("skin_thermal_short", "longest_s"))
    return skin_heat_j_m2(short) / short


def per_laser_limit(nm: FloatArray) -> FloatArray:
    """One over ICNIRP's laser limit of the skin for long exposure, 2000 C_A, in m2/W."""
    id = "skin_laser_reference"
    beyond_nm = np.clip(nm - of(id, "origin_nm"), 0.0, None)
    rising = 10.0 ** (of(id, "slope_per_nm") * beyond_nm)
    factor = np.where(nm >= of(id, "flat_from_nm"), of(id, "c_a_flat"), rising)
    return floats(1.0 / (of(id, "el_w_m2") * factor))


def clipped(alpha_rad: float, low: float, high: float) -> float:
    """The angle of the source within the range in which it counts."""
    return min(max(alpha_rad, low), high)


def icnirp_field_mrad() -> float:
    """Acceptance angle of ICNIRP past 10000 s."""
    return numbers("hazard_source")["acceptance.beyond_10000s_icnirp_mrad"].value
