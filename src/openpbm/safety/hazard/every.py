"""Every photobiological hazard of a light source, as value against limit. Theory 8.4.

IEC 62471:2006 and ICNIRP 2013 are kept apart, each with its own weights and constants; the
stricter of both counts. Eyes are judged as worn and at the distance of classification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from openpbm.arrays import FloatArray
from openpbm.fact import Message, message
from openpbm.record import BAND_NM
from openpbm.safety.hazard import limit as limits
from openpbm.safety.hazard.case import (
    At,
    Hazard,
    HazardCase,
    field_view,
    judged,
    mrad,
    opening_view,
)
from openpbm.safety.hazard.eye_limit import (
    ACTINIC,
    APHAKIC,
    BLUE,
    BLUE_GATE,
    BLUE_LONG,
    HEAT,
    ICNIRP,
    IEC,
    INFRARED,
    INFRARED_GATE,
    NEAR_UV,
    NEAR_UV_DOSE,
    UNSEEN_HEAT,
    EyeLimit,
)
from openpbm.safety.hazard.pulse import pulse_cases, pulse_on_skin
from openpbm.safety.hazard.radiance import acceptance_rad, alpha_rad
from openpbm.safety.hazard.source import HazardSource

DIRECTIVE = "Directive 2006/25/EC"
PLACES = ("worn", "far")
LENSLESS = message("hazard-for_lensless")


def hazards(source: HazardSource, time_s: float) -> tuple[Hazard, ...]:
    """Every hazard that applies to a source, for one exposure.

    Args:
        source: the channels that shine together, the geometry, and what covers the eyes.
        time_s: length of the exposure.
    """
    return tuple(judged(case, time_s) for case in _cases(source))


def _cases(source: HazardSource) -> Iterator[HazardCase]:
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


def _ultraviolet(source: HazardSource, place: str) -> Iterator[HazardCase]:
    irradiance = source.irradiance_w_m2(place)
    view = opening_view(source, place)
    actinic, near = (irradiance * one.weight(source.weights) for one in (ACTINIC, NEAR_UV))
    yield HazardCase(
        id=ACTINIC.hazard,
        name=message("hazard-actinic_uv"),
        text=ACTINIC.text,
        place=place,
        weighting=ACTINIC.weighting,
        view=view,
        at=_dose(ACTINIC, actinic),
    )
    yield HazardCase(
        id=NEAR_UV.hazard,
        name=message("hazard-near_uv"),
        text=NEAR_UV.text,
        place=place,
        weighting="315-400 nm",
        view=view,
        at=_rate(NEAR_UV, near),
    )

    def as_rate(time_s: float) -> At:
        row, dose = NEAR_UV_DOSE.allowed(time_s, 0.0)
        return row, near, dose / time_s

    yield HazardCase(
        id=NEAR_UV_DOSE.hazard,
        name=message("hazard-near_uv"),
        text="ICNIRP 2004",
        clause=f"ICNIRP 2004; {DIRECTIVE}",
        place=place,
        weighting="315-400 nm",
        view=view,
        at=as_rate,
    )


def _rate(one: EyeLimit, values: FloatArray, alpha_rad: float = 0.0) -> Callable[[float], At]:
    """What does not grow with time against what is allowed."""

    def at(time_s: float) -> At:
        row, allowed = one.allowed(time_s, alpha_rad)
        return row, values, allowed

    return at


def _dose(one: EyeLimit, values: FloatArray) -> Callable[[float], At]:
    """What sums up over time against what is allowed."""

    def at(time_s: float) -> At:
        row, allowed = one.allowed(time_s, 0.0)
        return row, values * time_s, allowed

    return at


def _blue(source: HazardSource, place: str) -> Iterator[HazardCase]:
    iec, icnirp = BLUE
    yield _photochemical(source, place, iec, None)
    yield _photochemical(source, place, icnirp, limits.icnirp_field_mrad())
    yield _photochemical(source, place, APHAKIC, limits.icnirp_field_mrad(), only_for=LENSLESS)


def _photochemical(
    source: HazardSource,
    place: str,
    one: EyeLimit,
    beyond_mrad: float | None,
    only_for: Message | None = None,
) -> HazardCase:
    weights = one.weight(source.weights)

    def gamma(time_s: float) -> float:
        return acceptance_rad(time_s, beyond_mrad=beyond_mrad)

    def at(time_s: float) -> At:
        radiance = weights * source.radiance_w_m2_sr(place, gamma(time_s))
        if time_s <= limits.PHOTOCHEMICAL_S or only_for:
            row, dose = one.allowed(time_s, 0.0)
            return row, radiance * time_s, dose
        row, rate = BLUE_LONG(time_s, 0.0)
        return row, radiance, rate

    return HazardCase(
        id=one.hazard, name=message("hazard-blue"), text=one.text, place=place,
        weighting=one.weighting, at=at, view=field_view(gamma), only_for=only_for,
    )  # fmt: skip


def _retinal_heat(source: HazardSource, place: str) -> Iterator[HazardCase]:
    alpha = alpha_rad(2.0 * source.geometry.mask_radius_mm, source.distance_mm(place))

    def gamma(time_s: float) -> float:
        return acceptance_rad(min(time_s, limits.THERMAL_S))  # eyes do not blur heat away

    def case(one: EyeLimit, name: Message) -> HazardCase:
        weights = one.weight(source.weights)

        def at(time_s: float) -> At:
            row, allowed = one.allowed(time_s, alpha)
            return row, weights * source.radiance_w_m2_sr(place, gamma(time_s)), allowed

        return HazardCase(
            id=one.hazard, name=name, text=one.text, place=place, weighting=one.weighting,
            at=at, view=field_view(gamma),
        )  # fmt: skip

    for one in HEAT:
        yield case(one, message("hazard-retina_heat"))
    if source.is_dim and float(source.weights("WIR_iec62471").max()) > 0:
        for one in UNSEEN_HEAT:
            yield case(one, message("hazard-retina_heat_weak"))


def _infrared(source: HazardSource, place: str) -> Iterator[HazardCase]:
    for one in INFRARED:
        yield HazardCase(
            id=one.hazard, name=message("hazard-infrared"), text=one.text, place=place,
            weighting=one.weighting, view=opening_view(source, place),
            at=_rate(one, source.irradiance_w_m2(place) * one.weight(source.weights)),
        )  # fmt: skip


def _one_led(source: HazardSource) -> Iterator[HazardCase]:
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

    view = message("hazard-view_one_led", angle=mrad(alpha))
    for id, text, at, clause, whom in (
        ("blue_small", f"{IEC}, {ICNIRP}", iec, "", None),
        ("blue_small_directive", "Directive", directive, DIRECTIVE, message("hazard-for_workers")),
    ):
        yield HazardCase(
            id=id, name=message("hazard-blue_one_led"), text=text, place="far",
            weighting="B_iec62471", at=at, view=lambda _t: view,
            advisory=whom is not None, only_for=whom, clause=clause,
        )  # fmt: skip


def _project_gates(source: HazardSource) -> Iterator[HazardCase]:
    infrared = source.irradiance_w_m2("worn") * INFRARED_GATE.weight(source.weights)
    yield HazardCase(
        id=INFRARED_GATE.hazard, name=message("hazard-infrared_gate"),
        text=INFRARED_GATE.text, place="worn", weighting=INFRARED_GATE.weighting, advisory=True,
        view=opening_view(source, "worn"), at=_rate(INFRARED_GATE, infrared),
    )  # fmt: skip
    weights = (source.emission.share(*BAND_NM["blue"]) > 0) * BLUE_GATE.weight(source.weights)

    def blue(time_s: float) -> At:
        row, allowed = BLUE_GATE.allowed(time_s, 0.0)
        return row, weights * source.radiance_w_m2_sr("worn", acceptance_rad(time_s)), allowed

    yield HazardCase(
        id=BLUE_GATE.hazard, name=message("hazard-blue_gate"), text=BLUE_GATE.text,
        place="worn", weighting=BLUE_GATE.weighting, advisory=True,
        view=field_view(acceptance_rad), at=blue,
    )  # fmt: skip


def _skin(source: HazardSource) -> Iterator[HazardCase]:
    """The skin under the mask: no shield counts here."""
    irradiance = source.skin_w_m2
    actinic = irradiance * ACTINIC.weight(source.weights)
    heat = irradiance * source.weights("Wskin")
    laser = irradiance * source.emission.mean(limits.per_laser_limit)
    yield HazardCase(
        id=ACTINIC.hazard, name=message("hazard-skin_uv"), text=ACTINIC.text, place="skin",
        weighting=ACTINIC.weighting, at=_dose(ACTINIC, actinic),
    )  # fmt: skip
    yield HazardCase(
        id="heat_short", name=message("hazard-skin_heat"), text=f"{IEC}, {ICNIRP}", place="skin",
        weighting="380-3000 nm", until_s=limits.of("skin_thermal_short", "longest_s"),
        at=lambda t: ("skin_thermal_short", heat * t, limits.skin_heat_j_m2(t)),
    )  # fmt: skip
    yield HazardCase(
        id="laser_sum", name=message("hazard-skin_laser"),
        text="ICNIRP 2013, lasers", place="skin", weighting="none", advisory=True,
        at=lambda _t: ("skin_laser_reference", laser, limits.of("skin_laser_reference", "sum")),
    )  # fmt: skip
