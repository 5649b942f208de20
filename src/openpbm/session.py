"""The session a mask would deliver, and the limits it must keep.

A `Session` carries its ceilings, so that whatever delivers it needs no physics.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal, NamedTuple

from annotated_types import Ge, Len

from openpbm.errors import OpenPBMError
from openpbm.fact import Message
from openpbm.field import (
    AsObject,
    DoseRate,
    Minutes,
    Name,
    Peak,
    ProgrammeMinutes,
    SessionsPerWeek,
    Share,
    Weeks,
    by_name,
)
from openpbm.record import LightRate, light_band

CeilingGroup = Literal["eye", "skin", "heat", "device", "sum", ""]  # sum: light of days, weeks


@dataclass(frozen=True, kw_only=True)
class Ceiling:
    """A limit with its reason and parent. Nothing raises one; the strictest wins.

    `value` is the 95th percentile over the scenarios of the session shown.
    """

    WRITTEN: ClassVar = ("margin",)

    id: Name
    name: Message  # as inside a sentence
    value: float
    limit: float
    unit: str
    reason: Message
    would_change: Message
    source: str
    status: str  # provenance of the limit: verified, recalled, assumed, project
    group: CeilingGroup = ""
    binding: bool = False  # this one set the minutes
    advisory: bool = False  # reported, never gates (a design target)

    @property
    def margin(self) -> float:
        """Share of the limit left; negative when it is passed. All of it where nothing is used."""
        if self.limit <= 0:
            return 1.0 if self.value <= 0 else -1.0
        return 1.0 - self.value / self.limit

    @property
    def holds(self) -> bool:
        """True while the value does not pass the limit."""
        return self.value <= self.limit


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why there is no session, and what would change that."""

    id: Name
    reason: Message
    would_change: Message


def refusal(id: str, why: Message) -> Refusal:
    """A refusal by its fact, whose aspect `change` says what would change it."""
    return Refusal(id=id, reason=why, would_change=why.but("change"))


class NotNowError(OpenPBMError):
    """Light that was asked for must not begin, or go on; carries why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.id)
        self.refusal = refusal


class Part(NamedTuple):
    """Which light of a session: of a zone, for a goal; both empty where the mask shines whole."""

    zone: str = ""
    goal: str = ""


@dataclass(frozen=True, kw_only=True)
class RegionRate:
    """What a channel puts on the skin of one region a minute, at the drive of its session."""

    region: Name
    mean_j_cm2_min: DoseRate  # median of the scenarios, mean over the region
    hot_j_cm2_min: DoseRate  # 95th percentile, hottest 3.5 mm: what caps are counted in


@dataclass(frozen=True, kw_only=True)
class SessionChannel:
    """One line of one session: how hard it is driven and for how long."""

    role: Name
    peak_nm: Peak
    drive: Share  # of full output
    minutes: Minutes
    rates: tuple[RegionRate, ...] = ()  # of the lit regions; empty where the channel is dark
    bands: Annotated[tuple[tuple[str, Share], ...], AsObject()] = ()  # empty: all in its peak's
    id: str = ""  # of the mask's channel; empty: its role

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.id or self.role)
        object.__setattr__(self, "bands", by_name(self.bands))

    @property
    def band_shares(self) -> tuple[tuple[str, float], ...]:
        """Under which bands of `record.LIGHT_BANDS` its dose is summed."""
        return self.bands or ((light_band(self.peak_nm), 1.0),)


def light_rates(channels: Iterable[SessionChannel]) -> tuple[LightRate, ...]:
    """What channels put on the skin a minute, as a ledger keeps it."""
    return tuple(
        LightRate(
            role=channel.id,
            band=band,
            region=rate.region,
            mean_j_cm2_min=share * rate.mean_j_cm2_min,
            hot_j_cm2_min=share * rate.hot_j_cm2_min,
        )
        for channel in channels
        for band, share in channel.band_shares
        for rate in channel.rates
    )


@dataclass(frozen=True, kw_only=True)
class ZoneSession:
    """The part of a session that lights one zone of a device."""

    zone: Name
    regions: tuple[str, ...]
    goal: Name
    minutes: Minutes
    channels: tuple[SessionChannel, ...]

    @property
    def part(self) -> Part:
        """What tells it from the others of its session."""
        return Part(self.zone, self.goal)


@dataclass(frozen=True, kw_only=True)
class Session:
    """What one sitting is: exactly what a delivery device needs."""

    minutes: Minutes
    channels: Annotated[tuple[SessionChannel, ...], Len(1)]
    sessions_per_week: SessionsPerWeek
    weeks: Weeks
    timer_min: ProgrammeMinutes | None = None  # device programme to start; None: no timer known
    stop_by_hand: bool = False  # the programme runs longer than the plan
    zones: tuple[ZoneSession, ...] = ()
    ceilings: Annotated[tuple[Ceiling, ...], Len(1)] = ()
    gentle_first: Annotated[int, Ge(0)] = 0  # so many first sessions are shorter, after a yes

    @property
    def lit(self) -> tuple[SessionChannel, ...]:
        """The channels that give light."""
        return tuple(c for c in self.channels if c.drive > 0 and c.minutes > 0)


def shortened(session: Session, share: float) -> Session:
    """The session with a share of its light time, everywhere: the programme ends by hand."""
    return replace(
        session,
        minutes=share * session.minutes,
        channels=_shortened(session.channels, share),
        stop_by_hand=session.stop_by_hand or session.timer_min is not None,
        zones=tuple(
            replace(zone, minutes=share * zone.minutes, channels=_shortened(zone.channels, share))
            for zone in session.zones
        ),
    )


def _shortened(channels: Iterable[SessionChannel], share: float) -> tuple[SessionChannel, ...]:
    return tuple(replace(channel, minutes=share * channel.minutes) for channel in channels)
