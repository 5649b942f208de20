"""The hazards of the shared worked example: 633 + 830 nm and 415 nm at 30 mW/cm2.

The JSON is section 5 of that example as it stands; 1e-4 for single wavelengths, 1e-3 for
Gaussian lines.
"""

from __future__ import annotations

import json

import numpy as np
import pytest

from openpbm.arrays import FloatArray, floats
from openpbm.safety.hazard import limit as limits
from openpbm.safety.hazard.case import Hazard
from openpbm.safety.hazard.every import hazards
from openpbm.safety.hazard.radiance import (
    SourceGeometry,
    acceptance_rad,
    field_radiance,
    led_power_w,
    led_radiance,
    panel_radiance,
    view_factor,
)
from openpbm.safety.hazard.risk_group import device_group, risk_groups
from openpbm.safety.hazard.source import HazardChannel, HazardSource
from openpbm.safety.hazard.weighting import effective_weight
from openpbm.tables import rows
from openpbm.tables.columns import columns
from openpbm.units import FWHM_PER_SIGMA, dose_j_cm2

EXPECTED = json.loads("""
{"L_panel":95.49297,"L_led":3039.6355,"L_11mrad":2512.1,"L_600s":418.683,"L_100mrad_worst":121.5854,
"F200":0.1379310,"F15":0.9660377,"F15_cut20":0.3260377,
"A":{"LB_panel":0.09549297,"LR_panel":147.9702,"LR_led":4710.04,"LIR_led":1670.40,"EIR_200":41.37931,"EIR_15":289.8113,"tmax_15":245.967,"tmax_contact":234.892,"EIR_icnirp_contact":90.0,"EIR_15_cut20":97.8113,"EIR_limit_600":148.477,"Lv_633":15348.9,"Lv_830":0.02947,"group_200mm":"Exempt","band_worn_unshielded":"RG1"},
"B":{"LB_mean":76.39437,"LB_worst":97.26833,"LB_11":2009.68,"LB_1_7":2431.71,"DB_600":200968.0,"tmax_led":411.234,"EB_single_200":0.1909859,"LA_led":3647.56,"tmax_aphakic_led":274.156,"LR_iec":24317.1,"LR_icnirp":2431.71,"group_200mm":"Exempt"},
"skin":{"H10":6000.0,"H10_limit":35565.59,"laser_sum_A":0.232431,"dose_600":18.0}}
""")
A, B, SKIN = EXPECTED["A"], EXPECTED["B"], EXPECTED["skin"]
SESSION_S = 600.0
EXACT, GAUSSIAN = 1e-4, 1e-3
CONTACT_MM = 1e-3  # the skin itself: the panel fills the half space
EVEN_MM = 0.01  # LEDs so dense that the panel is the even disc of the example's irradiances

# the rows of the example's tables that its JSON leaves out: section 3, verdicts and groups
TABLE_B = {"tmax_aphakic_panel": 8726.65, "L_aphakic_panel": 114.592}


def source(
    *peaks_nm: float,
    fwhm_nm: float = 0.0,
    eye_mm: float = 15.0,
    opening_mm: float = 0.0,
    pitch_mm: float = 10.0,
) -> HazardSource:
    return HazardSource(
        channels=tuple(
            HazardChannel(role="red", peak_nm=peak, fwhm_nm=fwhm_nm, irradiance_mw_cm2=30.0)
            for peak in peaks_nm
        ),
        geometry=SourceGeometry(
            led_diameter_mm=2.0,
            pitch_mm=pitch_mm,
            mask_radius_mm=80.0,
            eye_mm=eye_mm,
            opening_radius_mm=opening_mm,
        ),
    )


def found(light: HazardSource, id: str, time_s: float = SESSION_S) -> Hazard:
    return next(hazard for hazard in hazards(light, time_s) if hazard.id == id)


def radiance(light: HazardSource, column: str, mrad: float, *, mean: bool = False) -> float:
    """Weighted, over a field of view at 200 mm."""
    return float(light.weights(column) @ light.radiance_w_m2_sr("far", mrad * 1e-3, mean=mean))


def about(value: float, tolerance: float = EXACT) -> object:
    return pytest.approx(value, rel=tolerance)


CASE_A, CASE_B = source(633, 830), source(415)


def test_the_two_source_models_and_the_fields_between_them() -> None:
    power = led_power_w(300.0, 10.0)
    led = led_radiance(power, 2.0)
    assert panel_radiance(300.0) == about(EXPECTED["L_panel"])
    assert led == about(EXPECTED["L_led"])
    over = {mrad: field_radiance(led, 2.0, 10.0, mrad * 0.2) for mrad in (1.7, 11.0, 100.0)}
    assert over[1.7] == about(EXPECTED["L_led"])
    assert over[11.0] == about(EXPECTED["L_11mrad"])
    assert over[100.0] == about(EXPECTED["L_100mrad_worst"])
    session = field_radiance(led, 2.0, 10.0, acceptance_rad(SESSION_S) * 200.0)
    assert session == about(EXPECTED["L_600s"])
    assert field_radiance(led, 2.0, 10.0, 20.0, mean=True) == about(EXPECTED["L_panel"])


def test_view_factors() -> None:
    assert view_factor(80, 200) == about(EXPECTED["F200"])
    assert view_factor(80, 15) == about(EXPECTED["F15"])
    assert view_factor(80, 15, 20) == about(EXPECTED["F15_cut20"])


def test_case_a_radiances() -> None:
    assert radiance(CASE_A, "B_iec62471", 100, mean=True) == about(A["LB_panel"])
    assert radiance(CASE_A, "R_iec62471", 100, mean=True) == about(A["LR_panel"])
    assert radiance(CASE_A, "R_iec62471", 1.7) == about(A["LR_led"])
    assert found(CASE_A, "worn.thermal_iec").value == about(A["LR_led"])
    assert found(CASE_A, "worn.thermal_iec").limit == about(280000.0)


def test_case_a_weak_stimulus_applies_only_without_red() -> None:
    infrared = source(830)
    assert CASE_A.luminance_cd_m2 == about(A["Lv_633"])
    assert infrared.luminance_cd_m2 == about(A["Lv_830"], 1e-3)  # four figures are given
    ids = {hazard.id for hazard in hazards(CASE_A, SESSION_S)}
    assert "worn.weak_iec" not in ids
    weak = found(infrared, "worn.weak_iec")
    assert (weak.value, weak.limit) == (about(A["LIR_led"]), about(60000.0))


def test_case_a_infrared_at_the_eye() -> None:
    even = source(633, 830, pitch_mm=EVEN_MM)
    worn, far = found(even, "worn.ir_eye_iec"), found(CASE_A, "far.ir_eye_iec")
    assert far.value == about(A["EIR_200"])
    single = found(CASE_A, "worn.ir_eye_iec").value
    assert worn.value < single < 1.001 * worn.value  # 15 mm before LEDs 10 mm apart
    assert worn.value == about(A["EIR_15"])
    assert worn.limit == about(A["EIR_limit_600"])
    assert worn.time_to_limit_s == about(A["tmax_15"])
    assert not worn.holds
    contact = source(633, 830, eye_mm=CONTACT_MM, pitch_mm=EVEN_MM)
    assert found(contact, "worn.ir_eye_iec").time_to_limit_s == about(A["tmax_contact"])
    icnirp = found(contact, "worn.ir_eye_icnirp2013")
    assert icnirp.value == about(A["EIR_icnirp_contact"])
    assert icnirp.holds  # the same light fails one text and passes the other
    assert icnirp.time_to_limit_s == float("inf")


def test_case_a_an_opening_leaves_two_per_cent_and_fails_the_project_gate() -> None:
    opened = source(633, 830, opening_mm=20.0, pitch_mm=EVEN_MM)
    infrared = found(opened, "worn.ir_eye_iec", 1e4)
    assert infrared.value == about(A["EIR_15_cut20"])
    assert infrared.holds
    assert infrared.margin < 0.03
    assert not found(opened, "worn.gate_infrared").holds


def test_case_a_groups() -> None:
    assert device_group(risk_groups(CASE_A)) == A["group_200mm"]
    assert device_group(risk_groups(CASE_A, "worn")) == A["band_worn_unshielded"]


def test_case_b_blue_light() -> None:
    assert radiance(CASE_B, "B_iec62471", 100, mean=True) == about(B["LB_mean"])
    assert radiance(CASE_B, "B_iec62471", 100) == about(B["LB_worst"])
    assert radiance(CASE_B, "B_iec62471", 11) == about(B["LB_11"])
    assert radiance(CASE_B, "B_iec62471", 1.7) == about(B["LB_1_7"])
    session = found(CASE_B, "far.blue_iec")
    assert session.value == about(B["DB_600"])
    assert session.holds
    bare = found(CASE_B, "worn.blue_iec")
    assert bare.time_to_limit_s == about(B["tmax_led"])
    assert not bare.holds
    single = found(CASE_B, "far.blue_small")
    assert (single.value, single.limit) == (about(B["EB_single_200"]), about(1.0))


def test_case_b_an_eye_without_its_lens() -> None:
    assert radiance(CASE_B, "A_icnirp2013", 1.7) == about(B["LA_led"])
    assert found(CASE_B, "worn.aphakic").time_to_limit_s == about(B["tmax_aphakic_led"])
    panel = radiance(CASE_B, "A_icnirp2013", 100, mean=True)
    assert panel == about(TABLE_B["L_aphakic_panel"])
    assert found(CASE_B, "worn.aphakic").limit / panel == about(TABLE_B["tmax_aphakic_panel"])


def test_case_b_retinal_heat_in_both_texts_with_their_own_weights() -> None:
    iec, icnirp = found(CASE_B, "worn.thermal_iec"), found(CASE_B, "worn.thermal_icnirp")
    assert (iec.value, iec.limit) == (about(B["LR_iec"]), about(280000.0))
    assert (icnirp.value, icnirp.limit) == (about(B["LR_icnirp"]), about(280000.0))


def test_case_b_group_is_exempt_by_a_hair() -> None:
    groups = risk_groups(CASE_B)
    assert device_group(groups) == B["group_200mm"]
    blue = next(row for row in groups if row.id == "blue_light")
    assert blue.values == (about(B["LB_worst"]), about(B["LB_11"]), about(B["LB_1_7"]))
    assert blue.limits == (100.0, 1e4, 4e6)


def test_skin() -> None:
    heat, laser = found(CASE_A, "skin.heat_short"), found(CASE_A, "skin.laser_sum")
    assert (heat.value, heat.limit) == (about(SKIN["H10"]), about(SKIN["H10_limit"]))
    assert heat.time_s == 10.0  # not defined beyond; temperature governs
    assert laser.value == about(SKIN["laser_sum_A"])
    assert found(CASE_B, "skin.laser_sum").value == about(0.150)
    assert dose_j_cm2(30.0, SESSION_S / 60.0) == about(SKIN["dose_600"])


@pytest.mark.parametrize(
    ("peak_nm", "expected", "worn_w_m2", "far_w_m2"),
    [(415, 0.00742914, 2.2287, None), (405, 0.193705, 58.1, 8.02)],
)
def test_the_near_ultraviolet_tail(
    peak_nm: float, expected: float, worn_w_m2: float, far_w_m2: float | None
) -> None:
    """The example sums whole nanometres below 400, so it leaves out 399.5 to 400.

    That sum is reproduced. What judges a mask is the integral up to 400 nm: never less.
    """
    assert laboratory_sum(peak_nm, 15) == about(expected, EXACT)
    assert 300 * laboratory_sum(peak_nm, 15) == about(worn_w_m2, GAUSSIAN)
    if far_w_m2 is not None:
        at_200 = 300 * laboratory_sum(peak_nm, 15) * view_factor(80, 200)
        assert at_200 == about(far_w_m2, GAUSSIAN)
    exact = weight("UVA", peak_nm, 15)
    last_half_nm = laboratory_sum(peak_nm, 15, step_nm=0.002) - laboratory_sum(peak_nm, 15)
    assert exact == about(expected + last_half_nm, GAUSSIAN)
    assert exact > expected


def test_405_nm_is_exempt_at_200_mm_and_in_rg2_as_worn() -> None:
    light = source(405, fwhm_nm=15, eye_mm=CONTACT_MM, pitch_mm=EVEN_MM)
    far = {row.id: row for row in risk_groups(light)}["near_uv"]
    worn = {row.id: row for row in risk_groups(light, "worn")}["near_uv"]
    assert (far.group, worn.group) == ("Exempt", "RG2")
    assert worn.limits == (10.0, 33.0, 100.0)
    tail = found(light, "worn.uva_iec")
    assert not tail.holds
    assert tail.time_to_limit_s == about(1e4 / tail.value)  # the example: 1e4 / 58.1 = 172 s
    assert tail.time_to_limit_s < 172


ALPHA = 0.05


@pytest.mark.parametrize("time_s", [0.3, 5.0, 9.99, 10.0, 99.0, 101.0, 600.0, 999.0, 2000.0])
def test_every_limit_is_the_formula_that_stands_in_its_row(time_s: float) -> None:
    """The formulas of the table are Python; an angle of 50 mrad lies inside every clip."""

    def stated(id: str) -> float:
        return float(eval(rows("limits")[id].text("formula"), {}, {"t": time_s, "alpha": ALPHA}))

    assert limits.near_uv_w_m2(time_s) == about(stated("uva_eye_iec"))
    for id in ("ir_eye_iec", "ir_eye_icnirp2013"):
        assert limits.infrared_w_m2(id, time_s) == about(stated(id))
    for id, allowed in (
        limits.retinal_heat_iec(time_s, ALPHA),
        limits.retinal_heat_icnirp(time_s, ALPHA),
        limits.weak_stimulus_icnirp(time_s, ALPHA),
        ("retinal_wvs_iec", limits.weak_stimulus_iec(ALPHA)),
    ):
        assert allowed == about(stated(id))
        first, last = rows("limits")[id].floats("t_range_s")
        assert first <= time_s <= last or id == "retinal_wvs_iec"
    if time_s <= 10.0:
        assert limits.skin_heat_j_m2(time_s) == about(stated("skin_thermal_short"))


def test_the_angle_of_the_source_counts_within_its_range_only() -> None:
    def iec(time_s: float, alpha: float) -> float:
        return limits.retinal_heat_iec(time_s, alpha)[1]

    assert iec(600, 0.5) == about(2.8e5)
    assert iec(600, 0.001) == about(2.8e4 / 0.011)
    assert iec(0.1, 0.001) == about(5e4 / (0.0017 * 0.1**0.25))
    assert iec(1.0, 0.001) == about(5e4 / 0.0034)  # 0.0017 sqrt(t / 0.25)
    short = limits.retinal_heat_icnirp(0.04, 0.5)
    assert short == ("retinal_thermal_icnirp2013_short", about(2e4 / (0.04 * 0.04**0.25)))
    assert limits.retinal_heat_icnirp(1e-4, 0.5)[1] == about(2e4 / (0.005 * 0.1))


@pytest.mark.parametrize(("nm", "factor"), [(633, 1.0), (830, 1.8197), (1050, 5.0), (1072, 5.0)])
def test_the_laser_limit_of_the_skin(nm: float, factor: float) -> None:
    assert 1.0 / limits.per_laser_limit(floats(nm)) == about(2000.0 * factor)


def weight(column: str, peak_nm: float, fwhm_nm: float) -> float:
    return float(effective_weight(column, floats(peak_nm), floats(fwhm_nm)))


def laboratory_sum(peak_nm: float, fwhm_nm: float, step_nm: float = 1.0) -> float:
    """Share of a Gaussian in 315-400 nm as a spreadsheet sums it, the last row left out."""
    grid = columns("hazard_weighting")["lambda_nm"]
    nm: FloatArray = np.arange(grid[0], grid[-1] + step_nm / 2, step_nm)
    line = np.exp(-0.5 * ((nm - peak_nm) * FWHM_PER_SIGMA / fwhm_nm) ** 2)
    return float(line[(nm >= 315) & (nm < 400)].sum() / line.sum())
