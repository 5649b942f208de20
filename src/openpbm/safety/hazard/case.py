"""One hazard of a light source: before a time is chosen, and judged for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import Message, Quantity, message
from openpbm.safety.hazard import limit as limits
from openpbm.safety.hazard.source import HazardSource
from openpbm.safety.worst_place import aperture_mm

SOONEST_S, LONGEST_S = 1e-3, 3e4
MRAD_PER_RAD = 1e3
HEMISPHERE = message("hazard-view_hemisphere")
HALVINGS = 60  # of the logarithm of time: far finer than a number of the tables

At = tuple[str, FloatArray, float]  # row of limits.json, (C,) values, limit


@dataclass(frozen=True, eq=False, kw_only=True)
class Hazard:
    """One hazard at one place: value, limit, and where the limit comes from."""

    id: str
    row: str  # in limits.json
    name: Message
    text: str  # whose limit: IEC, ICNIRP, or another
    place: str  # worn, far, skin
    view: Message  # field of view or geometry
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
    only_for: Message | None  # who it is for; None: everyone

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
    def is_pulse(self) -> bool:
        """True where one pulse alone is judged, at its height."""
        return ".pulse_" in self.id

    @property
    def decides(self) -> bool:
        """True for a limit that everyone's session must keep."""
        return not self.advisory and self.only_for is None


@dataclass(frozen=True, eq=False, kw_only=True)
class HazardCase:
    """A hazard before the time is chosen."""

    id: str
    name: Message
    text: str
    place: str
    weighting: str
    at: Callable[[float], At]
    view: Callable[[float], Message] = field(default=lambda _time_s: HEMISPHERE)
    until_s: float = LONGEST_S
    advisory: bool = False
    only_for: Message | None = None
    clause: str = ""  # where it is not the row's own


def judged(case: HazardCase, time_s: float) -> Hazard:
    """A hazard for one exposure."""
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
        clause=case.clause or limits.standard_of(row, case.text),
        source=row.text("source"),
        status=row.text("status"),
        advisory=case.advisory,
        only_for=case.only_for,
    )


def _time_to_limit(case: HazardCase) -> float:
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


def mrad(angle_rad: float) -> Quantity:
    """An angle as it is told."""
    return Quantity(angle_rad * MRAD_PER_RAD, "mrad", figures=3, trimmed=True)


def field_view(gamma: Callable[[float], float]) -> Callable[[float], Message]:
    """How a radiance is taken."""
    return lambda time_s: message("hazard-view_field", field=mrad(gamma(time_s)))


def opening_view(source: HazardSource, place: str) -> Callable[[float], Message]:
    """How an irradiance at an eye is taken."""
    distance, width = (
        Quantity(mm, "mm", figures=6, trimmed=True)
        for mm in (source.distance_mm(place), aperture_mm())
    )
    told = message("hazard-view_opening", distance=distance, width=width)
    return lambda _time_s: told
