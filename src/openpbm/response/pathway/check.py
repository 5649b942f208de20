"""The chain held against what is published: computed each time, told as met, missed or open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import Message, message, said, several
from openpbm.response.pathway.draws import LightCourse, LightPart, nominal
from openpbm.response.pathway.fit import experiment, targets
from openpbm.response.pathway.run import Traces, run
from openpbm.tables import typed
from openpbm.tables.row.pathway import CheckRow
from openpbm.units import J_CM2_PER_MINUTE

UNMOVED = 1e-3  # share of rest below which nothing is said to have moved
VERDICTS = ("met", "missed", "calibrated", "direction", "held out", "not modelled")
NOT_COMPUTED = {
    "held out": message("pathway-held_out"),
    "not modelled": message("pathway-not_modelled"),
}
Found = tuple[Message, str]  # what the chain gives, and the verdict
CONTINUOUS_MW_CM2 = (0.1, 1.0, 10.0, 50.0)  # tried for C13, whose irradiance was not read
RED = LightPart(peak_nm=660.0, fluence_rate_mw_cm2=50.0)


@dataclass(frozen=True, kw_only=True)
class Check:
    """One row, what the chain gives, and the verdict."""

    row: CheckRow
    got: Message
    verdict: str  # of VERDICTS


def checks() -> tuple[Check, ...]:
    """Every check, at the middle of every prior.

    Raises:
        MissingExtraError: without the engine.
    """
    return tuple(map(_check, typed("pathway_checks", CheckRow).values()))


def _check(row: CheckRow) -> Check:
    got, verdict = COMPUTED[row.id]() if row.id in COMPUTED else _uncomputed(row)
    return Check(row=row, got=got, verdict=verdict)


def _uncomputed(row: CheckRow) -> Found:
    verdict = row.kind.replace("_", " ")
    return NOT_COMPUTED.get(verdict, message("pathway-not_computed")), verdict


def _trace(course: LightCourse, **changed: float) -> Traces:
    """The middle of every prior in a course of light."""
    values = nominal()
    values["kabs"] = values.pop("eps_CCO") * float(course.absorbed_per_eps.sum())
    values.update(changed)
    return run(course, {name: np.array([value]) for name, value in values.items()})


def _course(
    minutes: float, days: tuple[float, ...], end_day: float, *, inflamed: bool = False
) -> LightCourse:
    return LightCourse(
        parts=(RED,), session_min=minutes, start_days=days, end_day=end_day, inflamed=inflamed
    )


def _percent(share: float) -> str:
    return f"{100.0 * (share - 1.0):+.2g} %"


def _rest() -> Found:
    trace = _trace(_course(1.0, (0.0,), 365.0), kabs=0.0)
    drift = float(np.abs(trace.value[0, -1] - trace.value[0, 0]).max())
    told = message("pathway-drift", drift=f"{drift:.1g}")
    return told, "met" if drift < 1e-4 else "missed"


def _experiment(state: str) -> Found:
    trace = _trace(experiment())
    return said(_percent(float(trace.of(state)[0, -1]))), "calibrated"


def _by_dose() -> Found:
    """Procollagen after eleven sessions of rising dose: up, then down."""
    found = {}
    for dose_j_cm2 in (4.0, 12.0, 24.0, 60.0, 100.0):
        minutes = dose_j_cm2 / (RED.fluence_rate_mw_cm2 * J_CM2_PER_MINUTE)
        days = tuple(float(day) for day in np.arange(11) * 28.0 / 11.0)
        found[dose_j_cm2] = float(_trace(_course(minutes, days, 28.0)).of("PC")[0, -1])
    told = ", ".join(f"{dose:g}: {_percent(share)}" for dose, share in found.items())
    best = max(found, key=lambda dose: found[dose])
    rises = found[best] > 1.0 + UNMOVED
    met = rises and 3.0 <= best <= 15.0 and found[60.0] < 1.05
    return said(f"{told} (J/cm2)"), "met" if met else "missed"


def _energy() -> Found:
    """ATP in cells: what is measured is out of reach of this mechanism."""
    trace = _trace(_course(20.0, (0.0,), 1.0))
    most = float(trace.of("ATP").max())
    bound = 1.0 / (1.0 - nominal()["B0"])
    told = message("pathway-energy", most=_percent(most), bound=_percent(bound))
    return told, "met" if most >= 1.5 else "missed"


def _flow() -> Found:
    trace = _trace(_course(30.0, (0.0,), 1.0), kabs=0.5)
    flow = trace.of("PERF")[0]
    end = int(np.searchsorted(trace.days, 30.0 / 1440.0))
    later = float(np.interp(45.0 / 1440.0, trace.days, flow))
    told = message("pathway-flow", end=_percent(float(flow[end])), later=_percent(later))
    return told, "direction" if flow[end] > later > 1.0 + UNMOVED else "missed"


def _oxide() -> Found:
    most = float(_trace(_course(15.0, (0.0,), 1.0)).of("NO").max())
    told = message("pathway-oxide", most=f"{most:.2g}")
    return told, "direction" if most > 1.0 + UNMOVED else "missed"


def _continuous() -> Found:
    """Two days of light without a pause: a strict biphasic chain cannot give what was seen."""
    told, agrees = [], False
    for rate in CONTINUOUS_MW_CM2:
        part = LightPart(peak_nm=633.0, fluence_rate_mw_cm2=rate)
        days = 2.0
        course = LightCourse(
            parts=(part,), session_min=days * 1440.0, start_days=(0.0,), end_day=days + 0.1
        )
        trace = _trace(course)
        end = int(np.searchsorted(trace.days, days))
        made, cut, calm = (float(trace.of(state)[0, end]) for state in ("PC", "M1", "CY"))
        new, enzyme = _percent(made), _percent(cut)
        told.append(message("pathway-continuous", rate=f"{rate:g}", made=new, cut=enzyme))
        agrees = agrees or (made > 1.0 + UNMOVED and cut < 1.0 - UNMOVED and calm <= 1.0)
    rates = message("pathway-rates", told=several(told, "semicolon"))
    return rates, "direction" if agrees else "missed"


def _mass() -> Found:
    """Collagen in the dermis over twelve weeks of a mask at 22 mW/cm2."""
    part = LightPart(peak_nm=633.0, fluence_rate_mw_cm2=22.0)
    days = tuple(float(7 * week + day) for week in range(12) for day in (0, 1, 3, 4, 5))
    course = LightCourse(parts=(part,), session_min=10.0, start_days=days, end_day=84.0)
    mass = float(_trace(course).of("CM")[0, -1])
    return said(_percent(mass)), "met" if mass < 1.02 else "missed"


def _inflamed() -> Found:
    days = tuple(float(day) for day in range(14))
    trace = _trace(_course(5.0, days, 14.0, inflamed=True))
    messengers: FloatArray = trace.of("CY")[0]
    down = messengers[-1] < messengers[0] and messengers.min() >= 1.0
    first, last = f"{messengers[0]:.2f}", f"{messengers[-1]:.2f}"
    return message("pathway-inflamed", first=first, last=last), "met" if down else "missed"


COMPUTED: Mapping[str, Callable[[], Found]] = {
    "C1": _rest,
    "C2": lambda: _experiment(targets()[0].state),
    "C3": lambda: _experiment(targets()[1].state),
    "C4": _by_dose,
    "C5": _energy,
    "C6": _flow,
    "C7": _oxide,
    "C8": _mass,
    "C13": _continuous,
    "C15": _inflamed,
}
