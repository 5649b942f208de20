"""Wrong numbers that somebody could write between LED and dose, one line each.

The twenty of a review that `openpbm validate` was once asked to see, seventeen in vain, and more
of their kind. `first` is where it should be noticed; that only saves time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One line of one file, and what it becomes."""

    told: str
    file: str  # in src/openpbm
    was: str  # stands there exactly once
    becomes: str
    first: str  # cases of openpbm.validation
    in_ci: bool = False


def slips() -> Iterator[Slip]:
    """All of them, along the way of the light."""
    for first, file, told, was, becomes in SLIPS:
        yield Slip(told=told, file=file, was=was, becomes=becomes, first=first, in_ci=told in IN_CI)


IN_CI = {
    "irradiance x1.1",
    "ln 10 lost in blood",
    "recirculated light left out of dose",
    "LED waste heat x0.5",
    "hazard weight of a spectrum not over its power",
}
# fmt: off
SLIPS = (
    # light
    ("direct_cases", "light/irradiance.py", "irradiance x1.1",
     "light = (m + 1.0) / (2.0 * np.pi)", "light = 1.1 * (m + 1.0) / (2.0 * np.pi)"),
    ("direct_cases", "light/irradiance.py", "inverse square 1.9",
     "beam * cosine / squared", "beam * cosine / squared**0.95"),
    ("direct_cases", "light/irradiance.py", "no shadow",
     "open_way = ~barred", "open_way = np.ones_like(barred)"),
    ("direct_cases", "light/irradiance.py", "every beam is matte",
     "else out**m", "else out"),
    ("direct_cases", "mask/channel.py", "half angle read as the whole one",
     "np.log(np.cos(np.radians(half_angle_deg)))",
     "np.log(np.cos(np.radians(0.5 * half_angle_deg)))"),
    ("direct_cases", "light/irradiance.py", "light of an angle shared the wrong way round",
     "place, to_above = above * many + pairs.point, pairs.light * share",
     "place, to_above = above * many + pairs.point, pairs.light * (1.0 - share)"),
    ("bounce_cases", "light/bounced.py", "cavity gain x1.1",
     'return np.einsum("sjk,jkr->sr", weight, self.skin)',
     'return 1.1 * np.einsum("sjk,jkr->sr", weight, self.skin)'),
    ("bounce_cases", "light/bounced.py", "cavity gain x0.7",
     "return scale * added,", "return 0.7 * scale * added,"),
    ("bounce_cases", "light/exchange.py", "view factor x0.8",
     "exchange.to @ leaving", "0.8 * exchange.to @ leaving"),
    ("bounce_cases", "light/exchange.py", "light leaves as even over all angles, not matte",
     "way = about(flat, np.sqrt(w), turn)", "way = about(flat, w, turn)"),
    ("bounce_cases", "light/bounced.py", "first bounce off skin as of light from all sides",
     "r_direct[:, None] * r_diffuse[:, None] ** np.maximum(count - 1, 0)",
     "r_diffuse[:, None] ** count"),
    ("meter_cases", "light/calibrate.py", "peak read as mean",
     'else claim.meaning == "peak"', 'else claim.meaning == "neither"'),
    ("meter_cases", "light/region_light.py", "peak sensor x2",
     '0.5 * numbers("light")["claim.meter_aperture_mm"]',
     'numbers("light")["claim.meter_aperture_mm"]'),
    ("meter_cases", "light/sample.py", "middles of triangles weigh half",
     "MIDDLE_SHARE = 2.0 / 3.0", "MIDDLE_SHARE = 1.0 / 3.0"),
    ("meter_cases", "light/region_light.py", "hot spot x0.7",
     "np.maximum.at(found[0], face.region[point], mean)",
     "np.maximum.at(found[0], face.region[point], 0.7 * mean)"),
    ("meter_cases", "light/reading.py", "what a meter misreads taken for what it shows",
     "/ (place.whole * shown.per_mw_cm2)", "/ place.whole * shown.per_mw_cm2"),
    ("meter_cases", "light/power.py", "light as strong as the plug",
     "most_w = moved.supply_w * moved.efficiency", "most_w = moved.supply_w"),
    ("meter_cases", "mask/channel.py", "height of pulses taken for their mean",
     "return (pulsing.duty,) if", "return (1.0,) if"),
    ("meter_cases", "light/power.py", "Wh of a session taken for W",
     "mask.energy_wh_per_session * MINUTES_PER_HOUR / min(mask.session_min)",
     "mask.energy_wh_per_session"),
    ("spectrum_cases", "mask/spectrum.py", "full width taken for the standard deviation",
     "return roots / FWHM_PER_SIGMA", "return roots"),
    ("spectrum_cases", "mask/emission.py", "share below an edge for that above",
     "ndtr(away / width)", "ndtr(-away / width)"),
    # skin
    ("skin_cases", "skin/optics.py", "melanin x1.5",
     "/ (thick * share).sum(axis=1)", "/ (thick * share).sum(axis=1) * 1.5"),
    ("skin_cases", "skin/optics.py", "ln 10 lost in blood",
     "LN10 = 2.302585092994046", "LN10 = 1.0"),
    ("skin_cases", "skin/optics.py", "vessels that shade nothing",
     "absorb * -np.expm1(-across) / across", "absorb * 1.0"),
    ("skin_cases", "skin/optics.py", "water left out of skin",
     'absorb += water[:, None] * _per_layer("water") + fat', "absorb += fat"),
    ("skin_cases", "skin/optics.py", "skin scattering x0.7",
     "return draws.scattering * amplitude", "return 0.7 * draws.scattering * amplitude"),
    ("light_cases", "skin/modes.py", "mu_s x1.02",
     "scatter = problems.mu_s_per_mm[:, layer] * kept",
     "scatter = 1.02 * problems.mu_s_per_mm[:, layer] * kept"),
    ("light_cases", "skin/streams.py", "Fresnel sign",
     "perpendicular = (n_from * mu_from - n_to * mu_to)",
     "perpendicular = (n_from * mu_from + n_to * mu_to)"),
    ("light_cases", "skin/streams.py", "Fresnel x0.9",
     "return 0.5 * (perpendicular**2 + parallel**2)",
     "return 0.45 * (perpendicular**2 + parallel**2)"),
    ("surface_cases", "skin/surface.py", "response surface at 2 nodes",
     "NODES = 10 ", "NODES = 2 "),
    ("lateral_cases", "beneath.py", "spread ratio inverted",
     "np.where(lit, self.spread, 1.0) / np.where(lit, self.local, 1.0)",
     "np.where(lit, self.local, 1.0) / np.where(lit, self.spread, 1.0)"),
    # dose
    ("dose_cases", "dose.py", "recirculated light left out of dose",
     "first * straight.fluence + again * diffuse.fluence", "first * straight.fluence"),
    ("dose_cases", "dose.py", "recirculated light left out of the hot spot",
     "direct.hot[:, c] + added", "direct.hot[:, c]"),
    ("dose_cases", "dose.py", "recirculated light heats nothing",
     "first * straight.absorbed + again * diffuse.absorbed", "first * straight.absorbed"),
    ("dose_cases", "units.py", "100 s per minute",
     "SECONDS_PER_MINUTE = 60.0", "SECONDS_PER_MINUTE = 100.0"),
    # heat
    ("heat_cases", "heat/warming.py", "LED waste heat x0.5",
     "waste = light_mw_cm2 *", "waste = 0.5 * light_mw_cm2 *"),
    ("heat_cases", "heat/thermal_dose.py", "bases of CEM43 above and below swapped",
     "np.where(below_it <= 0.0, above, below)", "np.where(below_it <= 0.0, below, above)"),
    ("heat_cases", "heat/grid.py", "light of a layer given to each of its cells",
     "* W_M2_PER_MW_CM2 / len(cells)", "* W_M2_PER_MW_CM2"),
    ("heat_cases", "heat/led.py", "LEDs that brighten as they warm",
     "np.clip(1.0 + power_drift_per_k(peak_nm)", "np.clip(1.0 - power_drift_per_k(peak_nm)"),
    # safety
    ("ceiling_cases", "safety/ceilings/skin.py", "dose of one colour that counts every colour",
     "exposure.hot_mw_cm2 * J_CM2_PER_MINUTE * exposure.emission.share(*band_nm)",
     "exposure.hot_mw_cm2 * J_CM2_PER_MINUTE"),
    ("ceiling_cases", "safety/ceilings/eye.py", "mW/cm2 at the eye taken for W/m2",
     "return exposure.eye_mw_cm2 * W_M2_PER_MW_CM2", "return exposure.eye_mw_cm2"),
    ("spectrum_cases", "safety/hazard/weighting.py",
     "hazard weight of a spectrum not over its power",
     "parts.sum() / np.trapezoid(power, nm)", "parts.sum()"),
    ("limit_cases", "safety/hazard/limit.py", "laser limit of the skin as for red at every colour",
     'rising = 10.0 ** (of(id, "slope_per_nm") * beyond_nm)', "rising = 1.0 + 0.0 * beyond_nm"),
    ("limit_cases", "safety/hazard/limit.py", "near-ultraviolet dose taken for a rate",
     'return of("uva_eye_iec", "dose_j_m2") / time_s', 'return of("uva_eye_iec", "dose_j_m2")'),
    ("limit_cases", "safety/bound.py", "a limit that half of the scenarios obey",
     "HOLDS_SHARE = 95.0", "HOLDS_SHARE = 50.0"),
    ("hazard_cases", "safety/hazard/radiance.py", "view factor of the panel x0.8",
     "return float(1.0 - dark ** ((order + 1) / 2))",
     "return float(0.8 - 0.8 * dark ** ((order + 1) / 2))"),
)
# fmt: on
