"""What the skin may get in one session, as bounds: hottest 3.5 mm, cavity included. Theory 8.6."""

from __future__ import annotations

import numpy as np

from openpbm.arrays import FloatArray, floats
from openpbm.fact import message
from openpbm.record import BAND_NM
from openpbm.safety.bound import ALWAYS, Bound, constant, dose_bound, parent_of, rate_bound
from openpbm.safety.exposure import Exposure
from openpbm.safety.hazard.limit import of, per_laser_limit, skin_heat_j_m2
from openpbm.safety.hazard.weighting import emission_weight
from openpbm.units import J_CM2_PER_MINUTE, SECONDS_PER_MINUTE, W_M2_PER_MW_CM2

RED_NM, NIR_NM = BAND_NM["red"], BAND_NM["nir"]
BLUE_NM = BAND_NM["blue"]  # the table says 470; nothing milder is known up to 500
VIOLET_NM = (BLUE_NM[0], 430.0)  # the table says 410-420; a 415 nm LED may be off by more
SHORT_NM = (BLUE_NM[0], RED_NM[0])  # what may darken skin at once: blue, green and amber
PIGMENT = ("skin_dose_blue", "skin_dose_violet", "skin_dose_short")  # these look at the claim


def tone_of(exposure: Exposure) -> str:
    """The column of the caps that depend on skin colour."""
    return "dark_skin" if exposure.dark_skin else "light_skin"


def tolerated_row(exposure: Exposure) -> str:
    """The row of the red dose that volunteers of such a skin bore in a session."""
    return "red_mtd_soc" if exposure.dark_skin else "red_mtd_caucasian"


def blue_cap_j_cm2(exposure: Exposure) -> float:
    """Of one session; none at all with melasma or darkening after inflammation."""
    return 0.0 if exposure.no_blue else of("p_dose_blue", tone_of(exposure))


def skin_dose_bounds(exposure: Exposure) -> list[Bound]:
    """Radiant exposure of one session by colour."""
    tolerated = tolerated_row(exposure)
    red = of("p_dose_red", tone_of(exposure))
    lines = (
        ("skin_dose_red", "p_dose_red", RED_NM, red),
        ("skin_dose_nir", "p_dose_red", NIR_NM, red),
        ("skin_dose_red_tolerated", tolerated, RED_NM, of(tolerated, "j_cm2")),
        ("skin_dose_blue", "p_dose_blue", BLUE_NM, blue_cap_j_cm2(exposure)),
        ("skin_dose_violet", "violet_pigment_415", VIOLET_NM, of("violet_pigment_415", "j_cm2")),
        ("skin_dose_short", "visible_ipd", SHORT_NM, of("visible_ipd", "low_j_cm2")),
    )
    claimed = exposure.as_claimed
    found = [_dose_in(claimed if line[0] in PIGMENT else exposure, *line) for line in lines]
    tail = emission_weight("S_uv", exposure.emission)
    found.append(
        dose_bound(
            "skin_actinic",
            parent_of("uv_actinic_iec", message("ceiling-skin_actinic")),
            "J/m2",
            claimed.hot_mw_cm2 * W_M2_PER_MW_CM2 * SECONDS_PER_MINUTE * tail,
            constant(of("uv_actinic_iec", "dose_j_m2")),
        )
    )
    return found


def _dose_in(
    exposure: Exposure,
    id: str,
    row: str,
    band_nm: tuple[float, float],
    cap_j_cm2: float,
) -> Bound:
    return dose_bound(
        id,
        parent_of(row, message(f"ceiling-{id}")),
        "J/cm2",
        exposure.hot_mw_cm2 * J_CM2_PER_MINUTE * exposure.emission.share(*band_nm),
        constant(cap_j_cm2),
    )


def irradiance_bounds(exposure: Exposure) -> list[Bound]:
    """Irradiance by colour, of all light together, and against limits for heat."""
    hot, light = exposure.hot_mw_cm2, exposure.emission
    cap, laser = "p_skin_irradiance", "skin_laser_reference"
    laser_sum = hot * W_M2_PER_MW_CM2 * light.mean(per_laser_limit)
    found = [
        rate_bound(
            f"skin_irradiance_{name}",
            parent_of(cap, message(f"ceiling-skin_irradiance_{name}")),
            "mW/cm2",
            hot * light.share(*band),
            constant(of(cap, "band")),
        )
        for name, band in (("blue", BLUE_NM), ("red", RED_NM), ("nir", NIR_NM))
    ]
    found += [
        rate_bound(
            "skin_irradiance_total",
            parent_of(cap, message("ceiling-skin_irradiance_total")),
            "mW/cm2",
            hot,
            constant(of(cap, "total")),
        ),
        *(
            rate_bound(
                id, parent_of(rows, message(f"ceiling-{id}")), "1", laser_sum, constant(most)
            )
            for id, rows, most in (
                ("skin_laser_sum", laser, of(laser, "sum")),
                ("skin_laser_half", (cap, laser), of(cap, "laser_sum")),
            )
        ),
        rate_bound(
            "heating_onset",
            parent_of("heating_onset_hamblin", message("ceiling-heating_onset")),
            "1",
            exposure.over_cm2 * light.mean(_per_heating_onset),
            constant(1.0),
        ),
        _first_seconds(exposure),
    ]
    return found


def _first_seconds(exposure: Exposure) -> Bound:
    """Heat of the first 10 s; after them the skin's temperature governs."""
    id, most_s = "skin_thermal_short", of("skin_thermal_short", "longest_s")
    parent = parent_of(id, message("ceiling-skin_heat_short"))
    share = emission_weight("Wskin", exposure.emission)
    lit = exposure.hot_mw_cm2 * W_M2_PER_MW_CM2 * share
    return Bound(
        id="skin_heat_short",
        name=parent.name,
        unit="J/m2",
        reason=parent.reason,
        source=parent.source,
        status=parent.status,
        would_change=parent.would_change,
        rows=parent.rows,
        minutes=np.array([0.0, most_s / SECONDS_PER_MINUTE, ALWAYS]),
        at_full=np.stack([0.0 * lit, lit * most_s, lit * most_s], axis=2),
        offset=np.zeros((len(lit), 3)),
        limit=lambda minutes: skin_heat_j_m2(min(max(minutes * SECONDS_PER_MINUTE, 1.0), most_s)),
    )


def _per_heating_onset(nm: FloatArray) -> FloatArray:
    """cm2/mW; between the stated bands the stricter neighbour counts."""
    blue, red, nir = (of("heating_onset_hamblin", f"{n}_mw_cm2") for n in ("blue", "red", "nir"))
    return floats(1.0 / np.where(nm < RED_NM[0], blue, np.where(nm < 800.0, red, nir)))


def photodynamic_bounds(exposure: Exposure) -> list[Bound]:
    """The dose of a photodynamic treatment, where a photosensitiser is declared."""
    if not exposure.photosensitiser:
        return []
    return [
        _dose_in(
            exposure,
            id,
            id,
            band_nm,
            of(id, "j_cm2"),
        )
        for id, band_nm in (
            ("pdt_blue_equiv", (BLUE_NM[0], 450.0)),
            ("pdt_red_equiv", (570.0, 670.0)),
        )
    ]
