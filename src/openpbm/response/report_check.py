"""What a study prints of its light and result: given, missing, contradicted, computable.

Nothing is repaired: a contradiction is flagged with its field, kept as it stands, and never
fitted. Theory 10.9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpbm.fact import Message, message, said, several
from openpbm.interval import Interval
from openpbm.response.contrast import Effect, log_odds
from openpbm.response.dose_scale import SCENARIOS, SEED, nodes, unit_light
from openpbm.response.effect_words import odds
from openpbm.response.evidence import UNSTATED_TYPES, band_of, types_of
from openpbm.response.judgement import StudyDevice
from openpbm.response.printed import SAID, PrintedQuantity
from openpbm.response.study import LightUsed
from openpbm.response.surface_dose import AGREEMENT, SurfaceDose, bounded
from openpbm.response.trial_dose import TRIAL_DIMENSIONS
from openpbm.sampling import uniforms
from openpbm.tables import typed
from openpbm.tables.row.evidence import StudyDeviceRow
from openpbm.tables.row.light import ReportingItemRow
from openpbm.tables.shape import read
from openpbm.units import dose_j_cm2

GIVEN, MISSING, CONTRADICTED, UNUSABLE = "given", "missing", "contradicted", "not usable"
NM = (400.0, 1100.0)
QUANTITIES = ("irradiance", "fluence", "exposure", "area", "power", "energy")


@dataclass(frozen=True, kw_only=True)
class ReportedLight:
    """One light as it is printed."""

    wavelength_nm: float | None = None
    fwhm_nm: float | None = None
    irradiance_is: str = ""  # mean, peak, maximum
    pulsed: bool | None = None
    duty_cycle: float | None = None
    measured_with: str = ""
    distance_mm: float | None = None
    quantities: Mapping[str, PrintedQuantity] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReportedOutcome:
    """One result as it is printed."""

    measure: str
    treated: float | None = None
    control: float | None = None
    baseline: float | None = None
    unit: str = ""
    responders_treated: float | None = None
    n_treated: float | None = None
    responders_control: float | None = None
    n_control: float | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """A study as its paper prints it."""

    title: str
    control: str = ""
    skin_types: str = ""
    ages: str = ""
    site: str = ""
    device: str = ""
    device_type: str = "LED"
    sessions_total: float | None = None
    sessions_per_week: float | None = None
    weeks: float | None = None
    lights: tuple[ReportedLight, ...] = ()
    outcomes: tuple[ReportedOutcome, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReportItem:
    """One item: its field, its state, and why."""

    field: str
    state: str
    said: Message
    required: bool


@dataclass(frozen=True, kw_only=True)
class Computed:
    """Something that follows from what is printed, with its interval where it has one."""

    name: Message
    said: Message


@dataclass(frozen=True, kw_only=True)
class ReportCheck:
    """All findings and what can be computed."""

    title: str
    findings: tuple[ReportItem, ...]
    computed: tuple[Computed, ...]
    lights_with_dose: int
    lights: int

    def of(self, state: str) -> tuple[ReportItem, ...]:
        """Findings of one state."""
        return tuple(f for f in self.findings if f.state == state)

    @property
    def may_be_fitted(self) -> bool:
        """True where nothing required is missing and nothing is contradicted or unusable."""
        bad = [*self.of(CONTRADICTED), *self.of(UNUSABLE)]
        return not bad and not any(f.required for f in self.of(MISSING))


def check_report(report: Report, *, scenarios: int = SCENARIOS, seed: int = SEED) -> ReportCheck:
    """Hold a study against what a dose and a result need."""
    findings = [*_study_findings(report), *_outcome_findings(report.outcomes)]
    computed: list[Computed] = []
    with_dose = 0
    for number, light in enumerate(report.lights, start=1):
        where = f"light[{number}]"
        findings += _light_findings(light, where)
        surface, problems = reported_dose(light, where)
        findings += problems
        computed += _computed(report, light, where, surface, scenarios, seed)
        with_dose += surface is not None and light.wavelength_nm is not None
    if not report.lights:
        findings.append(_state("wavelength", "light.wavelength_nm", given=False))
    computed += [c for outcome in report.outcomes for c in _effect_of(outcome)]
    return ReportCheck(
        title=report.title,
        findings=tuple(findings),
        computed=tuple(computed),
        lights_with_dose=with_dose,
        lights=len(report.lights),
    )


def _state(name: str, place: str, *, given: bool) -> ReportItem:
    row = typed("reporting_items", ReportingItemRow)[name]
    state, required = GIVEN if given else MISSING, row.needed == "required"
    return ReportItem(field=place, state=state, said=said(row.label), required=required)


def _flag(place: str, state: str, told: Message) -> ReportItem:
    return ReportItem(field=place, state=state, said=told, required=True)


def _study_findings(report: Report) -> list[ReportItem]:
    total, rate, weeks = report.sessions_total, report.sessions_per_week, report.weeks
    found = [
        _state("control", "study.control", given=bool(report.control)),
        _state("skin_types", "study.skin_types", given=bool(types_of(report.skin_types))),
        _state("ages", "study.ages", given=bool(report.ages)),
        _state("site", "study.site", given=bool(report.site)),
        _state("device", "study.device", given=bool(report.device)),
        _state("sessions", "schedule.sessions_total", given=total is not None),
        _state("rate", "schedule.sessions_per_week", given=rate is not None and weeks is not None),
        _state("outcome", "outcome", given=bool(report.outcomes)),
    ]
    if total is not None and rate is not None and weeks is not None:
        want = rate * weeks
        if abs(want - total) > max(1.0, AGREEMENT * total):
            each = {"rate": rate, "weeks": weeks, "want": want, "total": total}
            told = message("check-sessions", **{name: f"{n:g}" for name, n in each.items()})
            found.append(_flag("schedule.sessions_total", CONTRADICTED, told))
    return found


def _light_findings(light: ReportedLight, where: str) -> list[ReportItem]:
    found = [_state("wavelength", f"{where}.wavelength_nm", given=light.wavelength_nm is not None)]
    nm = light.wavelength_nm
    if nm is not None and not NM[0] <= nm <= NM[1]:
        told = message("check-outside", nm=f"{nm:g}", low=f"{NM[0]:g}", high=f"{NM[1]:g}")
        found.append(_flag(f"{where}.wavelength_nm", UNUSABLE, told))
    found.append(_state("width", f"{where}.fwhm_nm", given=light.fwhm_nm is not None))
    follows = mean_irradiance(light) is not None and _value(light, "exposure") is not None
    found += [
        _state(
            name,
            f"{where}.{name}",
            given=name in light.quantities or (name == "fluence" and follows),
        )
        for name in ("irradiance", "exposure", "fluence", "area")
    ]
    for name, quantity in light.quantities.items():
        if not quantity.is_usable:
            text, unit = f"{quantity.text!r}", SAID[name]
            told = message("check-other_unit", text=text, quantity=name, unit=unit)
            found.append(_flag(f"{where}.{name}", UNUSABLE, told))
    if "irradiance" in light.quantities:
        is_known = bool(light.irradiance_is)
        found.append(_state("irradiance_is", f"{where}.irradiance_is", given=is_known))
    pulsing = light.pulsed is False or light.duty_cycle is not None
    found.append(_state("pulsing", f"{where}.duty_cycle", given=pulsing))
    measured = bool(light.measured_with)
    found.append(_state("measured_with", f"{where}.measured_with", given=measured))
    found.append(_state("distance", f"{where}.distance_mm", given=light.distance_mm is not None))
    return found


def _value(light: ReportedLight, name: str) -> float | None:
    quantity = light.quantities.get(name)
    return quantity.middle if quantity is not None and quantity.is_usable else None


def mean_irradiance(light: ReportedLight) -> float | None:
    """mW/cm2, averaged over pulses; from power and area where it is not printed."""
    printed = _value(light, "irradiance")
    if printed is not None and light.irradiance_is == "peak":
        return None if light.duty_cycle is None else printed * light.duty_cycle
    if printed is not None:
        return printed
    power, area = _value(light, "power"), _value(light, "area")
    return power / area if power is not None and area else None


def reported_dose(light: ReportedLight, where: str) -> tuple[SurfaceDose | None, list[ReportItem]]:
    """Bounds of the dose on the skin, and what contradicts in it. Eq. (10.1)."""
    problems: list[ReportItem] = []
    mean, minutes = mean_irradiance(light), _value(light, "exposure")
    product = None if mean is None or minutes is None else dose_j_cm2(mean, minutes)
    energy, area, fluence = (_value(light, n) for n in ("energy", "area", "fluence"))
    if energy is not None and area is None and fluence is None:
        told = message("check-no_area", energy=f"{energy:g}")
        problems.append(_flag(f"{where}.area", UNUSABLE, told))
    ways = {
        "time": product,
        "fluence": fluence,
        "energy": energy / area if energy is not None and area else None,
    }
    found = {name: value for name, value in ways.items() if value is not None}
    power = _value(light, "power")
    direct = _value(light, "irradiance")
    if power is not None and area and direct is not None and _differ(power / area, direct):
        told = message("check-power", power=f"{power / area:.3g}", printed=f"{direct:.3g}")
        problems.append(_flag(f"{where}.irradiance", CONTRADICTED, told))
    if not found:
        return None, problems
    low, high = min(found.values()), max(found.values())
    if _differ(low, high):
        each = [message(f"check-by_{way}", dose=f"{dose:.3g}") for way, dose in found.items()]
        told = message("check-ways", ways=several(each, "comma"))
        problems.append(_flag(f"{where}.fluence", CONTRADICTED, told))
        return bounded("contradiction", low, high), problems
    irradiance = light.quantities.get("irradiance")
    at_most = light.irradiance_is == "maximum" or (irradiance is not None and irradiance.is_maximum)
    if at_most and list(found) == ["time"]:
        return bounded("maximum", 0.0, high), problems
    printed = light.quantities.get("fluence")
    if printed is not None and printed.low is not None and printed.low != printed.high:
        assert printed.high is not None
        return bounded("range", printed.low, printed.high), problems
    best = fluence if fluence is not None else high
    return SurfaceDose(low_j_cm2=best, high_j_cm2=best, irradiance_mw_cm2=mean), problems


def _differ(a: float, b: float) -> bool:
    return max(a, b) > (1 + AGREEMENT) * min(a, b)


def _computed(
    report: Report,
    light: ReportedLight,
    where: str,
    surface: SurfaceDose | None,
    scenarios: int,
    seed: int,
) -> list[Computed]:
    made: list[Computed] = []
    mean = mean_irradiance(light)
    if mean is not None:
        made.append(_of("irradiance", where, message("check-irradiance", rate=f"{mean:.3g}")))
    if surface is None:
        return made
    made.append(_of("skin", where, _on_skin(surface)))
    if report.sessions_total:
        whole = f"{surface.high_j_cm2 * report.sessions_total:,.0f}"
        made.append(_of("course", where, message("check-at_most", dose=whole)))
    nm = light.wavelength_nm
    if nm is None or not NM[0] <= nm <= NM[1]:
        return made
    made += _depth(report, light, where, surface, scenarios, seed)
    matched = "matched" if band_of(nm) else "unmatched"
    return [*made, _of("band", where, message(f"check-band_{matched}", nm=f"{nm:g}"))]


def _of(what: str, where: str, told: Message) -> Computed:
    return Computed(name=message(f"check-of-{what}", where=where), said=told)


def _on_skin(surface: SurfaceDose) -> Message:
    low, high = f"{surface.low_j_cm2:.3g}", f"{surface.high_j_cm2:.3g}"
    told = message("check-dose", dose=high)
    if surface.low_j_cm2 != surface.high_j_cm2:
        told = message("check-dose_between", low=low, high=high)
    return message("check-dose_flagged", dose=told, flag=surface.flag) if surface.flag else told


def _depth(
    report: Report,
    light: ReportedLight,
    where: str,
    surface: SurfaceDose,
    scenarios: int,
    seed: int,
) -> list[Computed]:
    types = types_of(report.skin_types) or UNSTATED_TYPES
    draws = uniforms(TRIAL_DIMENSIONS, scenarios, seed=seed)
    line = nodes(_as_light(light), report.device_type)
    exposure, upper, deeper = unit_light(line, types, _device(report), draws, seed).at(
        surface, draws
    )
    told = {"device": exposure, "upper": upper, "deeper": deeper}
    return [_of(name, where, _spread(value)) for name, value in told.items()]


def _device(report: Report) -> StudyDevice:
    """Its device as a cavity; the skin of the cheek stands for the treated site."""
    kind = report.device if report.device in typed("study_devices", StudyDeviceRow) else "unknown"
    seen = {"kind": kind, "site": "cheek", "incidence": "diffuse", "seen_as": report.title}
    return read(StudyDevice, seen, "study.device")


def _as_light(light: ReportedLight) -> LightUsed:
    return LightUsed(nm=light.wavelength_nm, fwhm_nm=light.fwhm_nm)


def _spread(value: Interval) -> Message:
    middle, low, high = (f"{float(f'{v:.2g}'):g}" for v in (value.median, value.p05, value.p95))
    return message("check-spread", middle=middle, low=low, high=high)


def _outcome_findings(outcomes: Sequence[ReportedOutcome]) -> list[ReportItem]:
    found: list[ReportItem] = []
    for number, o in enumerate(outcomes, start=1):
        where = f"outcome[{number}]"
        if "%" in o.unit and "subject" not in o.unit and o.baseline is None:
            found.append(_flag(f"{where}.baseline", UNUSABLE, message("check-no_baseline")))
        if o.control is None and o.responders_control is None:
            found.append(_flag(f"{where}.control", UNUSABLE, message("check-no_control")))
        for side in ("treated", "control"):
            hits = o.responders_treated if side == "treated" else o.responders_control
            people = o.n_treated if side == "treated" else o.n_control
            if hits is not None and people is not None and hits > people:
                told = message("check-responders", hits=f"{hits:g}", people=f"{people:g}")
                found.append(_flag(f"{where}.responders_{side}", CONTRADICTED, told))
    return found


def _effect_of(o: ReportedOutcome) -> list[Computed]:
    if o.responders_treated is None or o.responders_control is None:
        return []
    if not o.n_treated or not o.n_control:
        return []
    if o.responders_treated > o.n_treated or o.responders_control > o.n_control:
        return []
    effect: Effect = log_odds(o.responders_treated, o.n_treated, o.responders_control, o.n_control)
    middle, low, high = map(odds, (effect.estimate, effect.low, effect.high))
    told = message("check-odds", middle=middle, low=low, high=high)
    return [Computed(name=message("check-of_odds", measure=o.measure), said=told)]
