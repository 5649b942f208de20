"""What is said before a line is written into a log, and the lines that put another one right.

Nothing here refuses: light that was given has to be written down. What looks like a slip is said,
and a second tap writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from openpbm.delivery.limit import OVER_PLAN
from openpbm.errors import InputError
from openpbm.fact import Message, Quantity, message, several, theirs
from openpbm.record import SessionCorrected
from openpbm.sitting.by_hand import DoneByHand
from openpbm.tables import rows
from openpbm.tracking.account import LightRecord
from openpbm.tracking.given import Sitting

DAY_S, HOUR_S = 86_400, 3_600
MOST_NAMED = 3  # others, in one sentence
MOST_MIN = 24 * 60.0  # of one line: who fell asleep under a mask can say so


class At(Protocol):
    """When a session is, or was."""

    @property
    def day(self) -> date:
        """Of the person's calendar."""

    @property
    def at_utc(self) -> datetime:
        """When it began, or was written down."""


@dataclass(frozen=True, kw_only=True)
class LastUse:
    """A session of somebody else, with whichever mask."""

    name: str
    mask_id: str
    day: date
    at_utc: datetime


@dataclass(frozen=True, kw_only=True)
class House:
    """Who had which mask of late: what a wrong name is found by."""

    name: str  # of the person it is written for
    others: Mapping[str, Sequence[LastUse]]  # name of somebody else, and their last sessions
    is_shared: bool = False  # everybody was given the mask, so that a first session is no slip


def slips(
    record: LightRecord,
    parts: Sequence[DoneByHand],
    minutes: float | None,
    own_min: float | None,
    house: House,
) -> tuple[Message, ...]:
    """What of an entry may be a slip; nothing where it is as usual.

    Args:
        record: of the person, before it is written.
        parts: that are about to be written.
        minutes: that they took; None: as planned.
        own_min: the longest programme of the mask; None: not known.
        house: the others, and their masks.
    """
    found: list[Message] = []
    for part in parts:
        found += _too_long(part, minutes, own_min)
        found += _twice(record, part)
    begun = parts[0].begun if parts else None
    whose = None if begun is None else stranger(record, begun.mask_id, house, begun)
    found += [] if whose is None else [whose]
    return tuple(dict.fromkeys(found))


def uses_of(record: LightRecord, name: str) -> tuple[LastUse, ...]:
    """The sessions of a record that stand, one that was begun and never ended too."""
    return tuple(
        LastUse(name=name, mask_id=one.begun.mask_id, day=one.begun.day, at_utc=one.begun.at_utc)
        for one in record.sittings
        if not one.is_undone
    )


def stranger(record: LightRecord, mask_id: str, house: House, now: At) -> Message | None:
    """That a session is likely somebody else's, as where a wrong person was chosen.

    Somebody else with this mask had none on the day yet; and this person never had it, or that
    one usually has it about now and this person does not.

    Args:
        record: of the person.
        mask_id: of the mask.
        house: the others, and their sessions.
        now: day and time of the session.
    """
    waiting: dict[str, list[LastUse]] = {}
    for name, all_uses in house.others.items():
        uses = [use for use in all_uses if use.mask_id == mask_id]
        if uses and not any(use.day == now.day for use in uses):
            waiting[name] = uses
    sittings = (*record.sittings, *record.practice)
    had = [one.begun for one in sittings if one.begun.mask_id == mask_id]
    if not had and not house.is_shared:
        if not waiting:
            return None
        others = several(map(theirs, waiting))
        return message("ledger-slip_person", name=theirs(house.name), others=others)
    usual = [
        name
        for name, uses in waiting.items()
        if (_is_hour(uses, now) and not any(_is_about(own, now) for own in had))
        or (_is_weekday(uses, now) and _never_on(had, now))
    ]
    if not usual:
        return None
    others = several(map(theirs, usual))
    return message("ledger-slip_usual", name=theirs(house.name), others=others)


def _is_hour(uses: Iterable[At], now: At) -> bool:
    """Whether most of somebody's last sessions, and enough of them, began about this hour."""
    row, last = rows("schedule")["usual_time"], _last(uses)
    near = sum(_is_about(use, now) for use in last)
    return near >= row.number("sessions") and near >= row.number("share") * len(last)


def _is_weekday(uses: Iterable[At], now: At) -> bool:
    """Whether they were on this day of the week, again and again."""
    same = sum(use.day.weekday() == now.day.weekday() for use in _last(uses))
    return same >= rows("schedule")["usual_time"].number("weeks")


def _never_on(had: Sequence[At], now: At) -> bool:
    """Whether one's own sessions, where there are enough of them, never were."""
    is_known = len(had) >= rows("schedule")["usual_time"].number("sessions")
    return is_known and all(own.day.weekday() != now.day.weekday() for own in had)


def _last(uses: Iterable[At]) -> list[At]:
    most = int(rows("schedule")["usual_time"].number("times"))
    return sorted(uses, key=lambda use: use.at_utc)[-most:]


def _is_about(one: At, now: At) -> bool:
    """Whether two times of day are near, over midnight too."""
    apart_s = (one.at_utc - now.at_utc).total_seconds() % DAY_S
    return min(apart_s, DAY_S - apart_s) <= HOUR_S * rows("schedule")["usual_time"].number("hours")


def handed_on(
    record: LightRecord, mask_id: str, uses: Iterable[LastUse], *, named: bool = True
) -> Message | None:
    """That others had a mask since this person did: it is to be cleaned, and goggles are one's own.

    Args:
        record: of the person.
        mask_id: of the mask that is about to shine.
        uses: the last session of each of the others.
        named: False in a practice: patients are not told of each other.
    """
    own = [s.begun.at_utc for s in record.sittings if s.begun.mask_id == mask_id and s.minutes > 0]
    since = [use for use in uses if use.mask_id == mask_id and (not own or use.at_utc > max(own))]
    if not since:
        return None
    day = max(use.day for use in since)
    if not named or len(since) > MOST_NAMED:
        return message("ledger-handed_on_many", count=len(since), day=day)
    return message("ledger-handed_on", others=several([use.name for use in since], "and"), day=day)


def _too_long(part: DoneByHand, minutes: float | None, own_min: float | None) -> Iterable[Message]:
    planned = part.asked_min
    took = planned if minutes is None else minutes
    if part.begun.plan_sha256 and took > planned * (1 + OVER_PLAN):
        yield message("ledger-slip_plan", minutes=_min(took), planned=_min(planned))
    if own_min is not None and took > own_min * (1 + OVER_PLAN):
        yield message("ledger-slip_device", minutes=_min(took), own=_min(own_min))


def _twice(record: LightRecord, part: DoneByHand) -> Iterable[Message]:
    begun = part.begun
    same = [
        sitting.minutes
        for sitting in record.sittings
        if (sitting.begun.day, sitting.begun.mask_id) == (begun.day, begun.mask_id)
        and sitting.part == part.part
        and sitting.minutes > 0
    ]
    if same:
        yield message("ledger-slip_twice", day=begun.day, minutes=_min(sum(same)))


def correction_slips(sitting: Sitting, minutes: float) -> tuple[Message, ...]:
    """What of other minutes for a session may be a slip: more than its plan asked for."""
    planned = sitting.begun.planned_min
    if not sitting.begun.plan_sha256 or minutes <= planned * (1 + OVER_PLAN):
        return ()
    return (message("ledger-slip_plan", minutes=_min(minutes), planned=_min(planned)),)


def correction(sitting: Sitting, minutes: float, now: datetime, why: str = "") -> SessionCorrected:
    """Other minutes for a session that stands; the colours keep their proportion.

    Args:
        sitting: that is put right.
        minutes: that it took; 0: it was never given.
        now: when it is written down.
        why: in the person's words.

    Raises:
        InputError: fewer than a mask or a clock measured, which stay counted.
    """
    if sitting.is_measured and minutes < sitting.measured:
        raise MeasuredError(sitting)
    counted = sitting.counted_min
    longest = max((value for _, value in counted), default=0.0)
    if longest <= 0:  # undone before: as it was first written down
        counted = sitting.told_min or tuple((rate.role, 1.0) for rate in sitting.begun.rates)
        longest = max((value for _, value in counted), default=1.0) or 1.0
    lit = tuple((role, minutes * value / longest) for role, value in counted)
    return SessionCorrected(session_id=sitting.begun.session_id, at_utc=now, lit_min=lit, why=why)


class MeasuredError(InputError):
    """A correction to less than was measured."""

    def __init__(self, sitting: Sitting) -> None:
        self.fact = message(
            "ledger-measured", day=sitting.begun.day, minutes=_min(sitting.measured)
        )
        super().__init__(self.fact.id)


def _min(value: float) -> Quantity:
    return Quantity(value, "min", figures=3, trimmed=True)


def by_id(record: LightRecord, session_id: str) -> Sitting | None:
    """A session of a record; an unambiguous beginning of its id is enough."""
    found = [s for s in record.sittings if s.begun.session_id.startswith(session_id)]
    return found[0] if session_id and len(found) == 1 else None
