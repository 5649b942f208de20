"""Rows of the tables of the chain from light to collagen: priors, panels, checks, experiment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openpbm.tables.row.parent import Sourced


@dataclass(frozen=True, kw_only=True)
class Prior:
    """How a parameter may lie; which of the numbers are there hangs on its kind."""

    kind: str
    a: float | None = None
    b: float | None = None
    low: float | None = None
    high: float | None = None
    median: float | None = None
    sd_ln: float | None = None


@dataclass(frozen=True, kw_only=True)
class PathwayRow(Sourced):
    """A parameter of the chain, with its prior."""

    value: float
    unit: str
    evidence: str
    prior: Prior
    settles: str = ""


@dataclass(frozen=True, kw_only=True)
class PanelRow(Sourced):
    """A curve that is shown of the chain."""

    label: str
    span: Literal["minutes", "days", "months"]
    place: str
    evidence: str
    why: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class CheckRow(Sourced):
    """A finding that the chain is held against."""

    what: str
    target: str
    kind: Literal["calibrated", "held_out", "computed", "not_modelled"]
    note: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """What an experiment found of one quantity."""

    state: str
    middle: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class ExperimentRow(Sourced):
    """The experiment that weighs the draws of the chain."""

    peak_nm: float
    fluence_rate_mw_cm2: float
    session_min: float
    sessions: int
    days: float
    found: tuple[Found, ...]


@dataclass(frozen=True, kw_only=True)
class InflamedRow(Sourced):
    """A goal whose skin is inflamed."""
