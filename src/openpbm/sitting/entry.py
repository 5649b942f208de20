"""What is said before a line is written into a log, and the lines that put another one right.

Nothing here refuses: light that was given has to be written down. What looks like a slip is said,
and a second tap writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpbm.delivery.limit import OVER_PLAN
from openpbm.errors import InputError
from openpbm.fact import Message, Quantity, message, several, theirs
from openpbm.record import SessionCorrected
from openpbm.sitting.by_hand import DoneByHand
from openpbm.tracking.account import LightRecord
from openpbm.tracking.given import Sitting

MOST_MIN = 24 * 60.0  # of one line: who fell asleep under a mask can say so


@dataclass(frozen=True, kw_only=True)
class House:
    """Who had which mask so far: what a wrong name is found by."""

    name: str  # of the person it is written for
    others: Mapping[str, frozenset[str]]  # name of somebody else, and their masks


@dataclass(frozen=True, kw_only=True)
class LastUse:
    """The last session of somebody else, with whichever mask."""

    name: str
    mask_id: str
    day: date
    at_utc: datetime


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
    whose = stranger(record, parts[0].begun.mask_id, house) if parts else None
    found += [] if whose is None else [whose]
    return tuple(dict.fromkeys(found))


def stranger(record: LightRecord, mask_id: str, house: House) -> Message | None:
    """That only others had a mask so far, as where a wrong person was chosen."""
    had = {sitting.begun.mask_id for sitting in (*record.sittings, *record.practice)}
    others = [name for name, masks in house.others.items() if mask_id in masks]
    if not others or mask_id in had:
        return None
    return message(
        "ledger-slip_person", name=theirs(house.name), others=several(map(theirs, others))
    )


def handed_on(record: LightRecord, mask_id: str, uses: Iterable[LastUse]) -> Message | None:
    """That others had a mask since this person did: it is to be cleaned, and goggles are one's own.

    Args:
        record: of the person.
        mask_id: of the mask that is about to shine.
        uses: the last session of each of the others.
    """
    own = [s.begun.at_utc for s in record.sittings if s.begun.mask_id == mask_id and s.minutes > 0]
    since = [use for use in uses if use.mask_id == mask_id and (not own or use.at_utc > max(own))]
    if not since:
        return None
    names = several([use.name for use in since], "and")
    return message("ledger-handed_on", others=names, day=max(use.day for use in since))


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
