"""Rows of the tables of devices: as published, as measured by others, as whole classes are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openpbm.tables.row.parent import FieldParent, Sourced

Form = Literal["flexible_mask", "rigid_mask", "panel", "canopy", "handheld"]
Feeder = Literal["battery", "mains"]


@dataclass(frozen=True, kw_only=True)
class StatedChannel:
    """One line of light, as published."""

    role: str
    peak_nm: float
    peak_tol_nm: float | None = None
    fwhm_nm: float | None = None
    irradiance_mw_cm2: float | None = None
    irradiance_tol_mw_cm2: float | None = None
    fluence_j_cm2_per_session: float | None = None


@dataclass(frozen=True, kw_only=True)
class StatedTotal:
    """One irradiance for several channels together, as claimed."""

    value: float  # mW/cm2
    counts: tuple[str, ...]  # roles
    meaning: Literal[
        "unstated",
        "total_over_channels",
        "peak",
        "maximum",
        "at_surface",
        "at_distance",
        "at_treatment_distance",
    ] = "unstated"
    at_distance_mm: float | None = None


@dataclass(frozen=True, kw_only=True)
class Leaflet:
    """A dose as a leaflet or summary prints it."""

    total_j_cm2: float
    minutes: float
    per_channel_j_cm2: Mapping[str, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Electrical:
    """Power data. What a charger can give is no draw: a battery may discharge faster."""

    rated_w: float | None = None
    battery_mah: float | None = None
    battery_v: float | None = None
    run_min: float | None = None
    charger_v: float | None = None
    charger_a: float | None = None
    mains_w_measured: float | None = None


@dataclass(frozen=True, kw_only=True)
class Clearance:
    """What an authority is said to have decided."""

    body: str
    pathway: str | None = None
    number: str | None = None
    product_code: str | None = None
    decision_date: str | None = None


@dataclass(frozen=True, kw_only=True)
class MeasuredRow:
    """One reading by somebody other than the maker."""

    quantity: str
    value: float
    unit: str
    meaning: str
    who: str
    source: str  # id of one of the row's sources
    channel: str | None = None
    distance_mm: float | None = None
    instrument: str | None = None
    claimed_same_condition: float | None = None
    usable_for_prior: bool = False


@dataclass(frozen=True, kw_only=True)
class DeviceSource:
    """A page or document: its address, or its title and what it quotes where none is known."""

    id: str
    tier: str
    url: str | None = None
    title: str | None = None
    quotes: str | None = None


@dataclass(frozen=True, kw_only=True)
class StatedMode:
    """A programme as its maker names it."""

    name: str
    lights: tuple[str, ...] = ()  # ids of channels; empty: nothing says


@dataclass(frozen=True, kw_only=True)
class DeviceRow(Sourced):
    """A light-therapy device, as published. What is not stated is left out or null."""

    name: str
    setting: Literal["home", "office"]
    form: Form
    maker: str | None = None
    channels: tuple[StatedChannel, ...] = ()
    led_count: int | None = None
    leds_per_channel: Mapping[str, int] | None = None
    session_min: tuple[float, ...] = ()
    recommended_frequency: str | None = None
    per_week: float | None = None  # the least that this asks for; empty: not read, or from memory
    programme_weeks: float | None = None  # how long it may go on, the most
    distance_mm: float | None = None
    treated_area_cm2: float | None = None
    total_irradiance_mw_cm2: StatedTotal | None = None
    leaflet_fluence: Leaflet | None = None
    electrical: Electrical | None = None
    fed_by: tuple[Feeder, ...] = ()  # as read, not as recalled
    power_source: str | None = None
    pulsing: str | None = None  # "continuous"; any other word leaves the pattern unknown
    modes: tuple[StatedMode, ...] = ()
    regulatory: tuple[Clearance, ...] = ()
    indications_for_use: str | None = None
    names_goals: tuple[str, ...] = ()  # ids of goals in these; empty: none was read
    price_usd: float | None = None
    independent_measurements: tuple[MeasuredRow, ...] = ()
    notes: str | None = None
    provenance: Mapping[str, FieldParent] | None = None  # by path of a field
    sources: tuple[DeviceSource, ...] = ()

    def is_recalled(self, path: str) -> bool:
        """Whether a field, such as `channels.0.peak_nm`, rests on memory."""
        parent = (self.provenance or {}).get(path)
        return parent is not None and parent.status == "recalled"


@dataclass(frozen=True, kw_only=True)
class MeasuredClassRow(Sourced):
    """What somebody measured on devices that are not named."""

    what: str
    measured: str
    who: str


@dataclass(frozen=True, kw_only=True)
class DeviceClassRow(Sourced):
    """How a number lies over a class of devices: counted from sources, or judged from few cases."""

    group: Literal["home_mask", "panel"]
    quantity: str
    unit: str
    basis: Literal["counted", "judged"]
    n: int
    median: float
    values: tuple[float, ...] = ()
    p05: float | None = None
    p95: float | None = None
    distribution: str | None = None
    meaning: str | None = None
    devices: tuple[str, ...] = ()
    note: str | None = None
