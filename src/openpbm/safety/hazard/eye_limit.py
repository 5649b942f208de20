"""The limits of an eye, each stated once: whose it is, its weighting, its rows, what it allows.

Two geometries ask them: the hazard report an eye straight before the LEDs, a plan the eye on
a face, and one bare LED seen as wide as a limit counts. Theory 8.4 and 8.5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openpbm.arrays import FloatArray
from openpbm.safety.hazard import limit as limits

IEC, ICNIRP = "IEC 62471:2006", "ICNIRP 2013"
SHORT = {IEC: "IEC 62471", ICNIRP: "ICNIRP"}  # as a ceiling's name has it

Allowed = Callable[[float, float], tuple[str, float]]  # s, rad of the source: row, limit


@dataclass(frozen=True, eq=False, kw_only=True)
class EyeLimit:
    """A limit of radiance or irradiance, or of what they sum to over time."""

    hazard: str  # id in the hazard report
    ceiling: str  # id in a plan
    text: str  # whose limit
    weighting: str  # column of hazard_weighting.csv, or "UVA"
    rows: tuple[str, ...]  # of limits.json; the first gives source and status
    allowed: Allowed
    only: str = ""  # a second function: the share of the light that counts at all

    def weight(self, of: Callable[[str], FloatArray]) -> FloatArray:
        """Of a light, whose weight under one function is `of`."""
        found = of(self.weighting)
        return found * of(self.only) if self.only else found

    @property
    def short(self) -> str:
        """Whose limit, without the year."""
        return SHORT[self.text]


def _infrared(row: str) -> Allowed:
    return lambda seconds, _alpha_rad: (row, limits.infrared_w_m2(row, seconds))


def _constant(row: str, name: str) -> Allowed:
    return lambda _seconds, _alpha_rad: (row, limits.of(row, name))


def _weak_iec(_seconds: float, alpha_rad: float) -> tuple[str, float]:
    return "retinal_wvs_iec", limits.weak_stimulus_iec(alpha_rad)


INFRARED_IEC = EyeLimit(
    hazard="ir_eye_iec",
    ceiling="eye_infrared",
    text=IEC,
    weighting="WIR_iec62471",
    rows=("ir_eye_iec",),
    allowed=_infrared("ir_eye_iec"),
)
INFRARED_ICNIRP = EyeLimit(
    hazard="ir_eye_icnirp2013",
    ceiling="eye_infrared_icnirp",
    text=ICNIRP,
    weighting="WIR_icnirp2013",
    rows=("ir_eye_icnirp2013",),
    allowed=_infrared("ir_eye_icnirp2013"),
)
INFRARED = (INFRARED_IEC, INFRARED_ICNIRP)  # W/m2 at the cornea

HEAT_IEC = EyeLimit(
    hazard="thermal_iec",
    ceiling="eye_retina_heat",
    text=IEC,
    weighting="R_iec62471",
    rows=("retinal_thermal_iec_long", "retinal_thermal_iec"),
    allowed=limits.retinal_heat_iec,
)
HEAT_ICNIRP = EyeLimit(
    hazard="thermal_icnirp",
    ceiling="eye_retina_heat_icnirp",
    text=ICNIRP,
    weighting="R_icnirp2013",
    rows=("retinal_thermal_icnirp2013", "retinal_thermal_icnirp2013_short"),
    allowed=limits.retinal_heat_icnirp,
)
HEAT = (HEAT_IEC, HEAT_ICNIRP)  # W/(m2 sr)

# W/(m2 sr) of the infrared alone, as where no visible light makes eyes turn away
UNSEEN_HEAT = (
    EyeLimit(
        hazard="weak_iec",
        ceiling="eye_retina_unseen",
        text=IEC,
        weighting="R_iec62471",
        only="WIR_iec62471",
        rows=("retinal_wvs_iec",),
        allowed=_weak_iec,
    ),
    EyeLimit(
        hazard="weak_icnirp",
        ceiling="eye_retina_unseen_icnirp",
        text=ICNIRP,
        weighting="R_icnirp2013",
        only="WIR_iec62471",
        rows=("retinal_wvs_icnirp2013", "retinal_wvs_icnirp2013_mid"),
        allowed=limits.weak_stimulus_icnirp,
    ),
)

# J/(m2 sr); past 10000 s a hazard report asks BLUE_LONG, a plan keeps the stricter dose
BLUE = (
    EyeLimit(
        hazard="blue_iec",
        ceiling="eye_blue_dose",
        text=IEC,
        weighting="B_iec62471",
        rows=("blue_LB_dose", "blue_LB_long"),
        allowed=_constant("blue_LB_dose", "dose_j_m2_sr"),
    ),
    EyeLimit(
        hazard="blue_icnirp",
        ceiling="eye_blue_dose_icnirp",
        text=ICNIRP,
        weighting="B_icnirp2013",
        rows=("blue_LB_dose", "blue_LB_long"),
        allowed=_constant("blue_LB_dose", "dose_j_m2_sr"),
    ),
)
BLUE_LONG = _constant("blue_LB_long", "w_m2_sr")
APHAKIC = EyeLimit(
    hazard="aphakic",
    ceiling="eye_aphakic_dose",
    text=ICNIRP,
    weighting="A_icnirp2013",
    rows=("aphakic_dose",),
    allowed=_constant("aphakic_dose", "dose_j_m2_sr"),
)

NEAR_UV = EyeLimit(  # W/m2
    hazard="uva_iec",
    ceiling="eye_near_uv",
    text=IEC,
    weighting="UVA",
    rows=("uva_eye_iec",),
    allowed=lambda seconds, _alpha_rad: ("uva_eye_iec", limits.near_uv_w_m2(seconds)),
)
NEAR_UV_DOSE = EyeLimit(  # J/m2
    hazard="uva_icnirp",
    ceiling="eye_near_uv_dose",
    text=ICNIRP,
    weighting="UVA",
    rows=("uva_eye_iec",),
    allowed=_constant("uva_eye_iec", "dose_j_m2"),
)
ACTINIC = EyeLimit(  # J/m2, of the skin as well
    hazard="uv_actinic",
    ceiling="eye_actinic",
    text=IEC,
    weighting="S_uv",
    rows=("uv_actinic_iec",),
    allowed=_constant("uv_actinic_iec", "dose_j_m2"),
)
INFRARED_GATE = EyeLimit(  # W/m2
    hazard="gate_infrared",
    ceiling="eye_infrared_gate",
    text="project",
    weighting="WIR_iec62471",
    rows=("p_eye_ir",),
    allowed=_constant("p_eye_ir", "w_m2"),
)
BLUE_GATE = EyeLimit(  # W/(m2 sr)
    hazard="gate_blue",
    ceiling="eye_blue_gate",
    text="project",
    weighting="B_iec62471",
    rows=("p_eye_LB",),
    allowed=_constant("p_eye_LB", "w_m2_sr"),
)
