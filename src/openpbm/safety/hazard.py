"""Every photobiological hazard of a light source, as value against limit. Theory 8.4.

IEC 62471:2006 and ICNIRP 2013 are kept apart, each with its own weights and constants; the
stricter of both counts. Eyes are judged as worn and at the distance of classification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from openpbm.arrays import FloatArray
from openpbm.record import BAND_NM
from openpbm.safety import hazard_limit as limits
from openpbm.safety.hazard_case import (
    ANY_EYE,
    ICNIRP,
    IEC,
    At,
    Case,
    Hazard,
    field_view,
    judged,
    opening_view,
)
from openpbm.safety.hazard_source import HazardSource
from openpbm.safety.pulse_hazard import pulse_cases, pulse_on_skin
from openpbm.safety.radiance import acceptance_rad, alpha_rad

PLACES = ("worn", "far")
LENSLESS = "an eye without its lens, or a child under two"


def hazards(source: HazardSource, time_s: float) -> tuple[Hazard, ...]:
    """Every hazard that applies to a source, for one exposure.

    Args:
        source: the channels that shine together, the geometry, and what covers the eyes.
        time_s: length of the exposure.
    """
    return tuple(judged(case, time_s) for case in _cases(source))


def _cases(source: HazardSource) -> Iterator[Case]:
    for place in PLACES:
        yield from _ultraviolet(source, place)
        yield from _blue(source, place)
        yield from _retinal_heat(source, place)
        yield from _infrared(source, place)
        yield from pulse_cases(source, place)
    yield from _one_led(source)
    yield from _project_gates(source)
    yield from _skin(source)
    yield from pulse_on_skin(source)


def _ultraviolet(source: HazardSource, place: str) -> Iterator[Case]:
    irradiance = source.irradiance_w_m2(place)
    actinic, near = irradiance * source.weights("S_uv"), irradiance * source.weights("UVA")
    dose = limits.of("uv_actinic_iec", "dose_j_m2")
    near_dose = limits.of("uva_eye_iec", "dose_j_m2")
    view = opening_view(source, place)
    yield Case(
        id="uv_actinic",
        name="Actinic ultraviolet",
        text=IEC,
        place=place,
        weighting="S_uv",
        view=view,
        at=lambda t: ("uv_actinic_iec", actinic * t, dose),
    )
    yield Case(
        id="uva_iec",
        name="Near-ultraviolet at the eye",
        text=IEC,
        place=place,
        weighting="315-400 nm",
        view=view,
        at=lambda t: ("uva_eye_iec", near, limits.near_uv_w_m2(t)),
    )
    yield Case(
        id="uva_icnirp",
        name="Near-ultraviolet at the eye",
        text="ICNIRP 2004",
        clause="ICNIRP 2004; Directive 2006/25/EC",
        place=place,
        weighting="315-400 nm",
        view=view,
        at=lambda t: ("uva_eye_iec", near, near_dose / t),
    )


def _blue(source: HazardSource, place: str) -> Iterator[Case]:
    for id, text, column, beyond_mrad in (
        ("blue_iec", IEC, "B_iec62471", None),
        ("blue_icnirp", ICNIRP, "B_icnirp2013", limits.icnirp_field_mrad()),
    ):
        yield _photochemical(
            source, place, id, "Blue light at the retina", text, column, beyond_mrad, "blue_LB_dose"
        )
    yield _photochemical(
        source,
        place,
        "aphakic",
        "Blue light at the retina",
        ICNIRP,
        "A_icnirp2013",
        limits.icnirp_field_mrad(),
        "aphakic_dose",
        only_for=LENSLESS,
    )


def _photochemical(
    source: HazardSource,
    place: str,
    id: str,
    name: str,
    text: str,
    column: str,
    beyond_mrad: float | None,
    dose_row: str,
    only_for: str = ANY_EYE,
) -> Case:
    weights = source.weights(column)
    dose = limits.of(dose_row, "dose_j_m2_sr")
    rate = limits.of("blue_LB_long", "w_m2_sr")
    long_row = dose_row if only_for else "blue_LB_long"

    def gamma(time_s: float) -> float:
        return acceptance_rad(time_s, beyond_mrad=beyond_mrad)

    def at(time_s: float) -> At:
        radiance = weights * source.radiance_w_m2_sr(place, gamma(time_s))
        if time_s <= limits.PHOTOCHEMICAL_S or only_for:
            return dose_row, radiance * time_s, dose
        return long_row, radiance, rate

    return Case(
        id=id, name=name, text=text, place=place, weighting=column, at=at, view=field_view(gamma),
        only_for=only_for,
    )  # fmt: skip


def _retinal_heat(source: HazardSource, place: str) -> Iterator[Case]:
    alpha = alpha_rad(2.0 * source.geometry.mask_radius_mm, source.distance_mm(place))

    def gamma(time_s: float) -> float:
        return acceptance_rad(min(time_s, limits.THERMAL_S))  # eyes do not blur heat away

    def case(
        id: str, text: str, limit: Callable[[float], tuple[str, float]], lit: FloatArray | None
    ) -> Case:
        column = "R_iec62471" if text == IEC else "R_icnirp2013"  # each with its own constants
        weights = source.weights(column) * (1.0 if lit is None else lit)

        def at(time_s: float) -> At:
            row, allowed = limit(time_s)
            return row, weights * source.radiance_w_m2_sr(place, gamma(time_s)), allowed

        weak = "" if lit is None else ", weak stimulus"
        return Case(
            id=id, name=f"Heat of the retina{weak}", text=text, place=place, weighting=column,
            at=at, view=field_view(gamma),
        )  # fmt: skip

    yield case("thermal_iec", IEC, lambda t: limits.retinal_heat_iec(t, alpha), None)
    yield case("thermal_icnirp", ICNIRP, lambda t: limits.retinal_heat_icnirp(t, alpha), None)
    infrared = source.weights("WIR_iec62471")  # share of each line from 780 nm on
    if source.is_dim and float(infrared.max()) > 0:
        row = "retinal_wvs_iec"
        yield case("weak_iec", IEC, lambda _t: (row, limits.weak_stimulus_iec(alpha)), infrared)
        yield case("weak_icnirp", ICNIRP, lambda t: limits.weak_stimulus_icnirp(t, alpha), infrared)


def _infrared(source: HazardSource, place: str) -> Iterator[Case]:
    for id, text, column in (
        ("ir_eye_iec", IEC, "WIR_iec62471"),
        ("ir_eye_icnirp2013", ICNIRP, "WIR_icnirp2013"),
    ):
        values = source.irradiance_w_m2(place) * source.weights(column)

        def at(time_s: float, row: str = id, values: FloatArray = values) -> At:
            return row, values, limits.infrared_w_m2(row, time_s)

        yield Case(
            id=id, name="Infrared at the eye", text=text, place=place, weighting=column,
            at=at, view=opening_view(source, place),
        )  # fmt: skip


def _one_led(source: HazardSource) -> Iterator[Case]:
    """One LED viewed alone at the distance of classification, where it counts as small."""
    geometry = source.geometry
    alpha = alpha_rad(geometry.led_diameter_mm, geometry.far_mm)
    if alpha >= limits.of("blue_EB_dose", "alpha_below_rad"):
        return
    values = source.led_irradiance_w_m2() * source.weights("B_iec62471")
    dose, rate = limits.of("blue_EB_dose", "dose_j_m2"), limits.of("blue_EB_long", "w_m2")
    floor = limits.of("blue_EB_long", "directive_w_m2")

    def iec(time_s: float) -> At:
        if time_s <= dose / rate:
            return "blue_EB_dose", values * time_s, dose
        return "blue_EB_long", values, rate

    def directive(time_s: float) -> At:
        return "blue_EB_long", values, max(dose / time_s, floor)

    for id, text, at, workers in (
        ("blue_small", f"{IEC}, {ICNIRP}", iec, ""),
        ("blue_small_directive", "Directive", directive, "Directive 2006/25/EC, for workers"),
    ):
        yield Case(
            id=id, name="Blue light of one LED alone", text=text, place="far",
            weighting="B_iec62471", at=at, view=lambda _t: f"one LED, {alpha * 1e3:.3g} mrad",
            advisory=bool(workers), clause=workers,
        )  # fmt: skip


def _project_gates(source: HazardSource) -> Iterator[Case]:
    infrared = source.irradiance_w_m2("worn") * source.weights("WIR_iec62471")
    yield Case(
        id="gate_infrared", name="Infrared at the eye, project gate", text="project",
        place="worn", weighting="WIR_iec62471", advisory=True, view=opening_view(source, "worn"),
        at=lambda _t: ("p_eye_ir", infrared, limits.of("p_eye_ir", "w_m2")),
    )  # fmt: skip
    weights = (source.emission.share(*BAND_NM["blue"]) > 0) * source.weights("B_iec62471")
    yield Case(
        id="gate_blue", name="Blue light at the retina, project gate", text="project",
        place="worn", weighting="B_iec62471", advisory=True, view=field_view(acceptance_rad),
        at=lambda t: (
            "p_eye_LB",
            weights * source.radiance_w_m2_sr("worn", acceptance_rad(t)),
            limits.of("p_eye_LB", "w_m2_sr"),
        ),
    )  # fmt: skip


def _skin(source: HazardSource) -> Iterator[Case]:
    """The skin under the mask: no shield counts here."""
    irradiance = source.skin_w_m2
    actinic, heat = irradiance * source.weights("S_uv"), irradiance * source.weights("Wskin")
    laser = irradiance * source.emission.mean(limits.per_laser_limit)
    dose = limits.of("uv_actinic_iec", "dose_j_m2")
    yield Case(
        id="uv_actinic", name="Actinic ultraviolet", text=IEC, place="skin", weighting="S_uv",
        at=lambda t: ("uv_actinic_iec", actinic * t, dose),
    )  # fmt: skip
    yield Case(
        id="heat_short", name="Heat of the skin, first 10 s", text=f"{IEC}, {ICNIRP}", place="skin",
        weighting="380-3000 nm", until_s=limits.of("skin_thermal_short", "longest_s"),
        at=lambda t: ("skin_thermal_short", heat * t, limits.skin_heat_j_m2(t)),
    )  # fmt: skip
    yield Case(
        id="laser_sum", name="Heat of the skin, laser limits by analogy",
        text="ICNIRP 2013, lasers", place="skin", weighting="none", advisory=True,
        at=lambda _t: ("skin_laser_reference", laser, limits.of("skin_laser_reference", "sum")),
    )  # fmt: skip
