"""What is to be delivered in one sitting: light time per channel, below every cap."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from openpbm.delivery.limit import HARDWARE_TIMER_MS, MS_PER_MINUTE, OVER_PLAN, reserve_ms
from openpbm.fact import Message, Name, Quantity, message
from openpbm.record import LightRate, light_band
from openpbm.session import (
    Ceiling,
    Part,
    Refusal,
    Session,
    SessionChannel,
    light_rates,
    refusal,
)

Room = Mapping[tuple[str, str], float]  # J/cm2 by band and region
WHOLE = Part()
SKIN_TEMPERATURE = "skin_temperature"  # the ceiling whose limit a device's sensor must keep
DEVICE_MAXIMUM = "device_maximum"  # and the one that knows its longest programme


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderChannel:
    """One line: how hard it is driven, and for how long."""

    id: str  # of the mask's channel
    band: str
    drive: float  # 0..1 of full output
    prescribed_ms: int  # of planned light, as the plan has it
    target_ms: int  # what is asked for: the same or less


@dataclass(frozen=True, kw_only=True)
class Order:
    """One sitting, checked against every ceiling and against today's room before any light.

    `target_ms` lies below every cap by the light that one fault may add (`reserve_ms`).
    """

    mask_id: str
    part: Part  # of a device with zones
    channels: tuple[OrderChannel, ...]
    rates: tuple[LightRate, ...]
    hottest_degc: float  # what a sensor on the skin's side must never show
    by_hand: bool = False  # nothing is connected: the person switches, and confirms it
    programme_ms: int = HARDWARE_TIMER_MS  # the mask's own timer ends its light after this
    longest_ms: int = HARDWARE_TIMER_MS  # and after this where another programme was begun
    is_timed: bool = True  # False: no such timer is known, and light goes on until it is dark
    shortened: Message | None = None  # why less than planned is asked for

    @cached_property  # looked at with every event
    def target_ms(self) -> tuple[int, ...]:
        """Light time asked of each channel."""
        return tuple(channel.target_ms for channel in self.channels)

    @cached_property
    def cap_mj_cm2(self) -> tuple[int, ...]:
        """Most that a mask may give of each channel at its hottest spot, by its own account."""
        return tuple(
            math.ceil(c.prescribed_ms * (1.0 + OVER_PLAN) * hot_mj_cm2_ms(self.rates, c.id))
            for c in self.channels
        )


def order_of(
    session: Session,
    *,
    mask_id: str,
    room_j_cm2: Room | None,
    part: Part = WHOLE,
    by_hand: bool = False,
    given: float = 0.0,
) -> Order | Refusal:
    """The order of a session or of one of its parts, or why no light may be given.

    Args:
        session: with its ceilings and rates.
        mask_id: which device it was planned for.
        room_j_cm2: what each region may still get today at its hottest spot, by band; None:
            not known, which counts as nothing. What is not in it has no room.
        part: of a session with zones.
        by_hand: the mask is not connected.
        given: share of this part that was given today; only the rest is asked for.

    Returns:
        Light time of each channel in milliseconds, below every cap; or a refusal, which
        says what would change it. Nothing is raised: no light is an answer.

    Source: docs/reference/delivery.md.
    """
    channels = _channels(session, part)
    no = _refusal(session, channels, room_j_cm2, by_hand=by_hand)
    if no is not None:
        return no
    assert room_j_cm2 is not None
    rates = light_rates(channels)
    share, reason = _share(session.ceilings, channels, rates, room_j_cm2)
    if given > 0 and 1.0 - given < share:
        share = 1.0 - given
        reason = message("refusal-only_the_rest", share=Quantity(given, "share"))
    ordered = tuple(_ordered(channel, share) for channel in channels)
    if not any(channel.target_ms for channel in ordered):
        assert reason is not None  # a share below one has its reason
        return refusal("day_room", reason)
    cut = any(c.target_ms < c.prescribed_ms - reserve_ms(c.drive) for c in ordered)
    programme = session.timer_min if by_hand and session.timer_min else None
    programme_ms = HARDWARE_TIMER_MS if programme is None else round(programme * MS_PER_MINUTE)
    return Order(
        mask_id=mask_id,
        part=part,
        channels=ordered,
        rates=rates,
        hottest_degc=_hottest(session.ceilings),
        by_hand=by_hand,
        programme_ms=programme_ms,
        longest_ms=max(programme_ms, _longest_ms(session.ceilings)),
        is_timed=not by_hand or programme is not None,
        shortened=reason if cut else None,
    )


def _channels(session: Session, part: Part) -> tuple[SessionChannel, ...]:
    """Those of a part; none where the session has parts and this is not one of them."""
    if not session.zones:
        return session.channels if part == WHOLE else ()
    return next((zone.channels for zone in session.zones if zone.part == part), ())


def _refusal(
    session: Session,
    channels: Sequence[SessionChannel],
    room_j_cm2: Room | None,
    *,
    by_hand: bool,
) -> Refusal | None:
    broken = next((c for c in session.ceilings if not (c.advisory or c.holds)), None)
    if broken is not None or not session.ceilings:
        if broken is None:
            return refusal("ceilings", message("refusal-no_ceilings"))
        return refusal("ceilings", message("refusal-ceilings", limit=broken.name))
    if room_j_cm2 is None:
        return refusal("day_room", message("refusal-day_unknown"))
    lit = [c for c in channels if c.drive > 0 and c.minutes > 0]
    if not lit or any(not c.rates for c in lit):
        return refusal("rates", message("refusal-no_rates"))
    if not by_hand and _hottest(session.ceilings) <= 0:
        return refusal("temperature", message("refusal-no_temperature"))
    if not by_hand and max(c.minutes for c in lit) * MS_PER_MINUTE > HARDWARE_TIMER_MS:
        return refusal("hardware_timer", message("refusal-hardware_timer"))
    return None


def _share(
    ceilings: Sequence[Ceiling],
    channels: Sequence[SessionChannel],
    rates: Sequence[LightRate],
    room_j_cm2: Room,
) -> tuple[float, Message | None]:
    """Share of the planned light that no cap forbids, at most what may be over; and which cap."""
    share: float = 1.0 + OVER_PLAN
    reason: Message | None = None
    for ceiling in ceilings:
        if not ceiling.advisory and ceiling.value > 0 and ceiling.limit / ceiling.value < share:
            share = ceiling.limit / ceiling.value
            reason = message("refusal-limit_allows", limit=ceiling.name)
    for (band, region), dose in doses(rates, {c.id: c.minutes for c in channels}).items():
        room = room_j_cm2.get((band, region), 0.0)
        left = room / dose if dose > 0 and math.isfinite(room) else 0.0
        if dose > 0 and left < share:
            share = max(left, 0.0)
            reason = message(
                "refusal-days_leave",
                room=Quantity(max(room, 0.0), "J/cm2", trimmed=True),
                band=Name("band", band),
                region=Name("region", region),
            )
    return share, reason


def doses(rates: Sequence[LightRate], minutes: Mapping[str, float]) -> dict[tuple[str, str], float]:
    """J/cm2 at the hottest spot by band and region after these minutes a channel."""
    found: dict[tuple[str, str], float] = {}
    for rate in rates:
        key = (rate.band, rate.region)
        found[key] = found.get(key, 0.0) + rate.hot_j_cm2_min * minutes.get(rate.role, 0.0)
    return found


def dose_by_band(rates: Sequence[LightRate], minutes: Mapping[str, float]) -> dict[str, float]:
    """J/cm2 that the hottest region gets in each lit band after these minutes a channel."""
    found: dict[str, float] = {}
    for (band, _), dose in doses(rates, minutes).items():
        if dose > 0:
            found[band] = max(found.get(band, 0.0), dose)
    return found


def _ordered(channel: SessionChannel, share: float) -> OrderChannel:
    prescribed = math.floor(channel.minutes * MS_PER_MINUTE) if channel.drive > 0 else 0
    capped = math.floor(prescribed * share) - reserve_ms(channel.drive)
    return OrderChannel(
        id=channel.id,
        band=light_band(channel.peak_nm),
        drive=channel.drive,
        prescribed_ms=prescribed,
        target_ms=max(min(prescribed, capped), 0),
    )


def hot_mj_cm2_ms(rates: Sequence[LightRate], channel_id: str) -> float:
    """Light of a channel at the hottest spot of all regions, mJ/cm2 a millisecond."""
    hot = max((r.hot_j_cm2_min for r in rates if r.role == channel_id), default=0.0)
    return hot * 1000.0 / MS_PER_MINUTE


def _longest_ms(ceilings: Sequence[Ceiling]) -> int:
    """Of all programmes that a mask offers; nothing where no ceiling says so."""
    longest = max((c.limit for c in ceilings if c.id == DEVICE_MAXIMUM), default=0.0)
    return round(longest * MS_PER_MINUTE)


def _hottest(ceilings: Sequence[Ceiling]) -> float:
    """The limit of skin temperature; without one nothing may be warm."""
    return min((c.limit for c in ceilings if c.id == SKIN_TEMPERATURE), default=0.0)
