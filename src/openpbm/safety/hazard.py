"""Every photobiological hazard of a light source, as value against limit. Theory 8.4.

IEC 62471:2006 and ICNIRP 2013 are kept apart, each with its own weights and constants; the
stricter of both counts. Eyes are judged as worn and at the distance of classification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.record import BAND_NM
from openpbm.safety import hazard_limit as limits
from openpbm.safety.hazard_source import HazardSource
from openpbm.safety.radiance import acceptance_rad, alpha_rad
from openpbm.safety.worst_place import aperture_mm

IEC, ICNIRP = "IEC 62471:2006", "ICNIRP 2013"
PLACES = ("worn", "far")
SOONEST_S, LONGEST_S = 1e-3, 3e4
HALVINGS = 60  # of the logarithm of time: far finer than a number of the tables
ANY_EYE = ""
LENSLESS = "an eye without its lens, or a child under two"

At = tuple[str, FloatArray, float]  # row of limits.json, (C,) values, limit


@dataclass(frozen=True, eq=False, kw_only=True)
class Hazard:
    """One hazard at one place: value, limit, and where the limit comes from."""

    id: str
    row: str  # in limits.json
    name: str
    text: str  # whose limit: IEC, ICNIRP, or another
    place: str  # worn, far, skin
    view: str  # field of view or geometry, in words
    quantity: str
    unit: str
    weighting: str
    value: float
    limit: float
    by_channel: tuple[float, ...]
    time_s: float
    time_to_limit_s: float  # infinite where it is never reached
    clause: str
    source: str
    status: str
    advisory: bool  # shown, does not decide
    only_for: str  # who it is for; empty: everyone

    @property
    def ratio(self) -> float:
        """Share of the limit that is used."""
        return self.value / self.limit

    @property
    def margin(self) -> float:
        """Share of the limit that is left; negative when it is passed."""
        return 1.0 - self.ratio

    @property
    def holds(self) -> bool:
        """True while the value does not pass the limit."""
        return self.value <= self.limit

    @property
    def decides(self) -> bool:
        """True for a limit that everyone's session must keep."""
        return not self.advisory and not self.only_for


@dataclass(frozen=True, eq=False, kw_only=True)
class _Case:
    """A hazard before the time is chosen."""

    id: str
    name: str
    text: str
    place: str
    weighting: str
    at: Callable[[float], At]
    view: Callable[[float], str] = field(default=lambda _time_s: "hemisphere")
    until_s: float = LONGEST_S
    advisory: bool = False
    only_for: str = ANY_EYE
    clause: str = ""  # where it is not the row's own


def hazards(source: HazardSource, time_s: float) -> tuple[Hazard, ...]:
    """Every hazard that applies to a source, for one exposure.

    Args:
        source: the channels that shine together, the geometry, and what covers the eyes.
        time_s: length of the exposure.
    """
    return tuple(_judged(case, time_s) for case in _cases(source))


def _cases(source: HazardSource) -> Iterator[_Case]:
    for place in PLACES:
        yield from _ultraviolet(source, place)
        yield from _blue(source, place)
        yield from _retinal_heat(source, place)
        yield from _infrared(source, place)
    yield from _one_led(source)
    yield from _project_gates(source)
    yield from _skin(source)


def _judged(case: _Case, time_s: float) -> Hazard:
    seconds = min(time_s, case.until_s)
    row_id, values, limit = case.at(seconds)
    row = limits.limit_row(row_id)
    return Hazard(
        id=f"{case.place}.{case.id}",
        row=row_id,
        name=case.name,
        text=case.text,
        place=case.place,
        view=case.view(seconds),
        quantity=row.text("quantity"),
        unit=row.text("unit"),
        weighting=case.weighting,
        value=float(values.sum()),
        limit=limit,
        by_channel=tuple(float(value) for value in values),
        time_s=seconds,
        time_to_limit_s=_time_to_limit(case),
        clause=case.clause or _clause(row.text("standard"), case.text),
        source=row.text("source"),
        status=row.text("status"),
        advisory=case.advisory,
        only_for=case.only_for,
    )


def _clause(standard: str, text: str) -> str:
    """The part of a row's standards that belongs to one text; all of it where none does."""
    family = text.split()[0]
    own = [part.strip() for part in standard.split(";") if part.strip().startswith(family)]
    both = IEC in text and ICNIRP in text
    return own[0] if own and not both else standard


def _time_to_limit(case: _Case) -> float:
    """The longest exposure that holds; values against limits never fall with time."""

    def passed(seconds: float) -> bool:
        _, values, limit = case.at(seconds)
        return float(values.sum()) > limit

    if not passed(case.until_s):
        return float("inf")
    low, high = float(np.log(SOONEST_S)), float(np.log(case.until_s))
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if passed(float(np.exp(middle))) else (middle, high)
    return float(np.exp(low))


def _field(gamma: Callable[[float], float]) -> Callable[[float], str]:
    return lambda time_s: f"{gamma(time_s) * 1e3:.3g} mrad field, worst place"


def _opening(source: HazardSource, place: str) -> Callable[[float], str]:
    """How an irradiance at an eye is taken."""
    said = (
        f"worst place {source.distance_mm(place):g} mm before the LEDs, {aperture_mm():g} mm wide"
    )
    return lambda _time_s: said


def _ultraviolet(source: HazardSource, place: str) -> Iterator[_Case]:
    irradiance = source.irradiance_w_m2(place)
    actinic, near = irradiance * source.weights("S_uv"), irradiance * source.weights("UVA")
    dose = limits.of("uv_actinic_iec", "dose_j_m2")
    near_dose = limits.of("uva_eye_iec", "dose_j_m2")
    view = _opening(source, place)
    yield _Case(
        id="uv_actinic",
        name="Actinic ultraviolet",
        text=IEC,
        place=place,
        weighting="S_uv",
        view=view,
        at=lambda t: ("uv_actinic_iec", actinic * t, dose),
    )
    yield _Case(
        id="uva_iec",
        name="Near-ultraviolet at the eye",
        text=IEC,
        place=place,
        weighting="315-400 nm",
        view=view,
        at=lambda t: ("uva_eye_iec", near, limits.near_uv_w_m2(t)),
    )
    yield _Case(
        id="uva_icnirp",
        name="Near-ultraviolet at the eye",
        text="ICNIRP 2004",
        clause="ICNIRP 2004; Directive 2006/25/EC",
        place=place,
        weighting="315-400 nm",
        view=view,
        at=lambda t: ("uva_eye_iec", near, near_dose / t),
    )


def _blue(source: HazardSource, place: str) -> Iterator[_Case]:
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
) -> _Case:
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

    return _Case(
        id=id, name=name, text=text, place=place, weighting=column, at=at, view=_field(gamma),
        only_for=only_for,
    )  # fmt: skip


def _retinal_heat(source: HazardSource, place: str) -> Iterator[_Case]:
    alpha = alpha_rad(2.0 * source.geometry.mask_radius_mm, source.distance_mm(place))

    def gamma(time_s: float) -> float:
        return acceptance_rad(min(time_s, limits.THERMAL_S))  # eyes do not blur heat away

    def case(
        id: str, text: str, limit: Callable[[float], tuple[str, float]], lit: FloatArray | None
    ) -> _Case:
        column = "R_iec62471" if text == IEC else "R_icnirp2013"  # each with its own constants
        weights = source.weights(column) * (1.0 if lit is None else lit)

        def at(time_s: float) -> At:
            row, allowed = limit(time_s)
            return row, weights * source.radiance_w_m2_sr(place, gamma(time_s)), allowed

        weak = "" if lit is None else ", weak stimulus"
        return _Case(
            id=id, name=f"Heat of the retina{weak}", text=text, place=place, weighting=column,
            at=at, view=_field(gamma),
        )  # fmt: skip

    yield case("thermal_iec", IEC, lambda t: limits.retinal_heat_iec(t, alpha), None)
    yield case("thermal_icnirp", ICNIRP, lambda t: limits.retinal_heat_icnirp(t, alpha), None)
    infrared = source.weights("WIR_iec62471")  # share of each line from 780 nm on
    if source.is_dim and float(infrared.max()) > 0:
        row = "retinal_wvs_iec"
        yield case("weak_iec", IEC, lambda _t: (row, limits.weak_stimulus_iec(alpha)), infrared)
        yield case("weak_icnirp", ICNIRP, lambda t: limits.weak_stimulus_icnirp(t, alpha), infrared)


def _infrared(source: HazardSource, place: str) -> Iterator[_Case]:
    for id, text, column in (
        ("ir_eye_iec", IEC, "WIR_iec62471"),
        ("ir_eye_icnirp2013", ICNIRP, "WIR_icnirp2013"),
    ):
        values = source.irradiance_w_m2(place) * source.weights(column)

        def at(time_s: float, row: str = id, values: FloatArray = values) -> At:
            return row, values, limits.infrared_w_m2(row, time_s)

        yield _Case(
            id=id, name="Infrared at the eye", text=text, place=place, weighting=column,
            at=at, view=_opening(source, place),
        )  # fmt: skip


def _one_led(source: HazardSource) -> Iterator[_Case]:
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
        yield _Case(
            id=id, name="Blue light of one LED alone", text=text, place="far",
            weighting="B_iec62471", at=at, view=lambda _t: f"one LED, {alpha * 1e3:.3g} mrad",
            advisory=bool(workers), clause=workers,
        )  # fmt: skip


def _project_gates(source: HazardSource) -> Iterator[_Case]:
    infrared = source.irradiance_w_m2("worn") * source.weights("WIR_iec62471")
    yield _Case(
        id="gate_infrared", name="Infrared at the eye, project gate", text="project",
        place="worn", weighting="WIR_iec62471", advisory=True, view=_opening(source, "worn"),
        at=lambda _t: ("p_eye_ir", infrared, limits.of("p_eye_ir", "w_m2")),
    )  # fmt: skip
    weights = (source.emission.share(*BAND_NM["blue"]) > 0) * source.weights("B_iec62471")
    yield _Case(
        id="gate_blue", name="Blue light at the retina, project gate", text="project",
        place="worn", weighting="B_iec62471", advisory=True, view=_field(acceptance_rad),
        at=lambda t: (
            "p_eye_LB",
            weights * source.radiance_w_m2_sr("worn", acceptance_rad(t)),
            limits.of("p_eye_LB", "w_m2_sr"),
        ),
    )  # fmt: skip


def _skin(source: HazardSource) -> Iterator[_Case]:
    """The skin under the mask: no shield counts here."""
    irradiance = source.skin_w_m2
    actinic, heat = irradiance * source.weights("S_uv"), irradiance * source.weights("Wskin")
    laser = irradiance * source.emission.mean(limits.per_laser_limit)
    dose = limits.of("uv_actinic_iec", "dose_j_m2")
    yield _Case(
        id="uv_actinic", name="Actinic ultraviolet", text=IEC, place="skin", weighting="S_uv",
        at=lambda t: ("uv_actinic_iec", actinic * t, dose),
    )  # fmt: skip
    yield _Case(
        id="heat_short", name="Heat of the skin, first 10 s", text=f"{IEC}, {ICNIRP}", place="skin",
        weighting="380-3000 nm", until_s=limits.of("skin_thermal_short", "longest_s"),
        at=lambda t: ("skin_thermal_short", heat * t, limits.skin_heat_j_m2(t)),
    )  # fmt: skip
    yield _Case(
        id="laser_sum", name="Heat of the skin, laser limits by analogy",
        text="ICNIRP 2013, lasers", place="skin", weighting="none", advisory=True,
        at=lambda _t: ("skin_laser_reference", laser, limits.of("skin_laser_reference", "sum")),
    )  # fmt: skip
