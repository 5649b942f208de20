"""What a mask wrote down of its own light, against what a ledger counted of it.

It may lower a guess only by an unbroken run of the mask's own records of that very order; what it
says above the count always raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from openpbm.firmware.log import IN_A_RECORD
from openpbm.firmware.wire_table import (
    LOG_CHECKPOINT,
    LOG_END,
    LOG_GAP,
    LOG_START,
    TRIP_WATCHDOG,
)
from openpbm.record import LightEvent, PlacedOrder, SessionResolved
from openpbm.tables import numbers
from openpbm.tracking.account import record_of
from openpbm.tracking.given import Sitting
from openpbm.tracking.order_light import OrderLight

MS_PER_MIN = 60_000.0
OF_LIGHT = (LOG_START, LOG_CHECKPOINT, LOG_END)
Light = dict[str, float]  # minutes by id of the channel
BOOTS = 1 << 16  # the count of boots begins anew there


@dataclass(frozen=True, kw_only=True)
class LogRecord:
    """One line of it."""

    number: int
    kind: int  # `firmware.wire_table.LOG_*`
    detail: int
    boots: int
    device_ms: int
    unix_s: int  # 0 where it had no clock
    order_id: bytes
    lit_ms: tuple[int, ...]
    is_chained: bool  # it stands behind the record before, which is known


@dataclass(frozen=True, kw_only=True)
class MaskLog:
    """What was read of it, in order."""

    mask: str  # tag of the mask's serial number, in hexadecimal
    records: tuple[LogRecord, ...]
    missing: int  # numbers between them that could not be read
    newest: int  # number of the newest that the mask says it has

    @property
    def last(self) -> int:
        """Number of the newest that was read; 0 for none."""
        return self.records[-1].number if self.records else 0

    @property
    def is_whole(self) -> bool:
        """No number is missing and no chain is broken but, maybe, to what was before the first."""
        return self.missing == 0 and all(record.is_chained for record in self.records[1:])


def guessed_since(events: Sequence[LightEvent], person_id: str, mask_id: str) -> int | None:
    """From which record on the log of a mask would tell what was guessed; None: nothing was."""
    record = record_of(events, person_id)
    return min(
        (
            one.order.after
            for sitting in (*record.sittings, *record.practice)
            if sitting.begun.mask_id == mask_id
            for one in sitting.orders
            if one.is_guessed and not _is_settled(sitting, one)
        ),
        default=None,
    )


def _is_settled(sitting: Sitting, light: OrderLight) -> bool:
    own = (one for one in sitting.resolved if one.order_id == light.order.order_id)
    return any(one.is_whole for one in own)


def resolved(
    events: Sequence[LightEvent], person_id: str, log: MaskLog, at_utc: datetime
) -> tuple[SessionResolved, ...]:
    """What a log changes in what counts for a person. The mask's orders of before are over.

    A log is read in a session of its own, and with that the mask forgets every earlier order: none
    of them gives light any more.
    """
    record = record_of(events, person_id)
    return tuple(
        event
        for sitting in (*record.sittings, *record.practice)
        for light in sitting.orders
        if (event := _resolved(sitting, light, log, at_utc)) is not None
    )


def _resolved(
    sitting: Sitting, light: OrderLight, log: MaskLog, at_utc: datetime
) -> SessionResolved | None:
    """One order; None where the log says nothing new of it."""
    own = tuple(_records_of(light.order, log))
    if not own:
        return None
    lit, last = _light_min(light.order, own)
    before = light.resolved_min(sitting.resolved)
    event = SessionResolved(
        session_id=sitting.begun.session_id,
        at_utc=at_utc,
        order_id=light.order.order_id,
        first_record=own[0].number,
        last_record=own[-1].number,
        lit_min=tuple(lit.items()),
        counted_min=tuple((role, before[role]) for role in light.order.channels),
        is_whole=lit == last  # light of an order only rises
        and _is_unbroken(light.order, own, log)
        and _is_of_all(light.order, own)
        and _agrees(light, lit),
    )
    return event if light.resolved_min((*sitting.resolved, event)) != before else None


def _records_of(order: PlacedOrder, log: MaskLog) -> Iterator[LogRecord]:
    """The mask's own records of the light of an order."""
    if log.mask == order.mask:
        for record in log.records:
            if record.order_id.hex() == order.order_id and record.kind in OF_LIGHT:
                yield record


def _light_min(order: PlacedOrder, own: Sequence[LogRecord]) -> tuple[Light, Light]:
    """By channel: the most that any record says, and what the last says."""
    most = dict.fromkeys(order.channels, 0.0)
    last = dict(most)
    for at, record in enumerate(own):
        for role, ms in zip(_roles(order, own, at), record.lit_ms, strict=False):
            last[role] = ms / MS_PER_MIN
            most[role] = max(most[role], last[role])
    return most, last


def _roles(order: PlacedOrder, own: Sequence[LogRecord], at: int) -> tuple[str, ...]:
    """Whose light a record tells: four channels, and the next four in the record behind it."""
    first = at
    while (
        first > 0
        and own[first - 1].number == own[first].number - 1
        and (own[first - 1].kind, own[first - 1].device_ms) == (own[at].kind, own[at].device_ms)
    ):
        first -= 1
    skip = (at - first) * IN_A_RECORD
    return order.channels[skip : skip + IN_A_RECORD]


def _agrees(light: OrderLight, lit: Light) -> bool:
    """The log does not say less than the mask's own reports told: else it is no measure of light.

    A clock of the mask that is slow shows here, as the host counts by the stricter of two.
    """
    share = 1.0 + numbers("delivery")["log_agrees_pct"].value / 100.0
    more = numbers("delivery")["log_agrees_ms"].value / MS_PER_MIN
    return all(light.seen_min[role] <= lit[role] * share + more for role in lit)


def _is_unbroken(order: PlacedOrder, own: Sequence[LogRecord], log: MaskLog) -> bool:
    """Every record since the order was placed is there and chained, and its light has an end."""
    since = [record for record in log.records if record.number > order.after]
    numbers_since = list(range(order.after + 1, log.newest + 1))
    return (
        [record.number for record in since] == numbers_since
        and all(record.is_chained for record in since[1:])
        and not any(record.kind == LOG_GAP for record in since)
        and _is_of_its_time(order, own)
    )


def _is_of_all(order: PlacedOrder, own: Sequence[LogRecord]) -> bool:
    """The last has one record for each four channels: one that was not kept tells of no light."""
    last = own[-1]
    those = takewhile(
        lambda one: (one.kind, one.device_ms) == (last.kind, last.device_ms), reversed(own)
    )
    return len(tuple(those)) == -(-len(order.channels) // IN_A_RECORD)


def _is_of_its_time(order: PlacedOrder, own: Sequence[LogRecord]) -> bool:
    """Begun in the life in which it was ordered, ended in it or by the next.

    Light is counted by the processor's own clock, and which order it was is known by its id: a
    record needs no time of day. Times that are told and run back are those of no one life.
    """
    first, last = own[0], own[-1]
    lives = (last.boots - order.boots) % BOOTS
    told_s = [record.unix_s for record in own if record.unix_s > 0]
    return (
        first.number > order.after
        and first.kind == LOG_START
        and first.boots == order.boots
        and last.kind == LOG_END
        and (lives == 0 or (lives == 1 and last.detail == TRIP_WATCHDOG))
        and told_s == sorted(told_s)
    )
