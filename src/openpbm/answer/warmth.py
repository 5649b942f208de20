"""How warm a session makes the skin: the estimate that gates, and the likelier course."""

from __future__ import annotations

from dataclasses import dataclass

from openpbm.arrays import FloatArray
from openpbm.fact import Message
from openpbm.field import Minutes
from openpbm.interval import Curve, Interval


@dataclass(frozen=True, kw_only=True)
class LightLoss:
    """How much less light than when cold the warm LEDs of a channel give, shares 0..1."""

    channel: str  # id
    at_end: Interval
    in_session: Interval  # of the session's light


@dataclass(frozen=True, eq=False, kw_only=True)
class LikelyCourse:
    """The likelier course of temperature of the planned session at some minutes."""

    minutes: FloatArray  # (times,), from 0
    surface_degc: Curve  # along the minutes
    basal_degc: Curve
    dermis_degc: Curve
    mask_degc: Curve | None  # None for a panel
    gate_p95_degc: FloatArray  # (times,) the estimate that gates
    light_lost: tuple[LightLoss, ...]  # of the lit channels; empty for a panel


@dataclass(frozen=True, kw_only=True)
class Temperature:
    """The labelled estimate of skin temperature, degC, 95th percentile over scenarios."""

    start_degc: float
    end_degc: float
    minutes: Minutes
    rise_k: Interval
    note: Message
    likely: LikelyCourse
