"""How the skin took light, and what that leaves of the next sessions. Never more.

Pure. What was decided is kept with the answer, so that a later table loosens nothing; a doctor's
word opens what waits for one, and shorter sessions follow it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from openpbm.fact import Message, Quantity, message
from openpbm.record import DoctorSaid, SkinTook
from openpbm.session import Refusal, refusal
from openpbm.tables.loader import typed
from openpbm.tables.row.safety import SkinAnswerRow
from openpbm.tracking.account import LightRecord

TABLE = "skin_answers"
FINE, UNSAID = "fine", "unsaid"


@dataclass(frozen=True, kw_only=True)
class Bearing:
    """What answers so far leave of a session today."""

    share: float = 1.0  # of the planned minutes, at most 1
    refusals: tuple[Refusal, ...] = ()
    told: tuple[Message, ...] = ()  # why less than planned


def answers() -> tuple[str, ...]:
    """Every answer, from none to the most serious, then that nobody can tell."""
    return tuple(typed(TABLE, SkinAnswerRow))


def asked_of(record: LightRecord, today: date) -> date | None:
    """The day of the last session whose skin nobody told of yet; None where nothing is asked.

    However long ago: there is no light before an answer, if only that nobody can tell.
    """
    last = max(_lit_before(record, today), default=None)
    told = [one.day for one in record.skin if isinstance(one, SkinTook)]
    return None if last is None or max(told, default=date.min) >= last else last


def untold(record: LightRecord, today: date) -> tuple[date, ...]:
    """Days with light before a day of which nobody told how the skin took them, or could tell."""
    told = {o.day for o in record.skin if isinstance(o, SkinTook) and o.answer != UNSAID}
    return tuple(sorted(_lit_before(record, today) - told))


def _lit_before(record: LightRecord, today: date) -> set[date]:
    return {s.begun.day for s in record.sittings if s.minutes > 0 and s.begun.day < today}


def said_by(record: LightRecord, day: date) -> LightRecord:
    """A record as it stood on a day that is over: without what was said of the skin since."""
    known = tuple(
        one for one in record.skin if (one.said_on if isinstance(one, SkinTook) else one.day) <= day
    )
    return replace(record, skin=known)


def took(record: LightRecord, answer: str, of: date, today: date, now: datetime) -> SkinTook:
    """An answer with what is decided on it; the same again soon after may need a doctor.

    Args:
        record: of the person.
        answer: of `answers()`.
        of: the day of the session that was asked for.
        today: of the person's calendar.
        now: when it is written down.
    """
    row = typed(TABLE, SkinAnswerRow)[answer]
    before = [
        (today - one.said_on).days
        for one in record.skin
        if isinstance(one, SkinTook) and one.answer == answer and one.day != of
    ]
    near = row.again_days is not None and any(days <= row.again_days for days in before)
    return SkinTook(
        person_id=record.person_id,
        at_utc=now,
        day=of,
        said_on=today,
        answer=answer,
        share=row.share,
        sessions=row.sessions,
        rest_days=row.rest_days,
        needs_doctor=row.needs_doctor or near,
    )


def bearing(record: LightRecord, today: date) -> Bearing:
    """What all answers together leave of a session today: the least that one of them leaves."""
    refusals, least, told = list[Refusal](), 1.0, list[Message]()
    for place, one in enumerate(record.skin):
        if not isinstance(one, SkinTook):
            continue
        until = one.said_on + timedelta(days=one.rest_days)
        if one.needs_doctor and not _opened(record, place):
            why = message("refusal-skin_doctor", what=_what(one), day=one.day)
            refusals.append(refusal("skin_doctor", why))
            continue
        if today < until:
            why = message("refusal-skin_rest", until=until, what=_what(one), day=one.day)
            refusals.append(refusal("skin_rest", why))
        left = one.sessions - _sessions_since(record, place, today)
        if one.share < 1 and left > 0:
            least = min(least, one.share)
            told.append(_less(one, left))
    return Bearing(share=least, refusals=tuple(refusals), told=tuple(dict.fromkeys(told)))


def decided(one: SkinTook) -> Message:
    """What an answer means for the next sessions, in one sentence."""
    if one.needs_doctor:
        return message("ledger-skin_doctor", what=_what(one), day=one.day)
    if one.rest_days:
        until = one.said_on + timedelta(days=one.rest_days)
        return message(
            "ledger-skin_rest",
            what=_what(one),
            day=one.day,
            until=until,
            share=_share(one),
            sessions=one.sessions,
        )
    return (
        _less(one, one.sessions)
        if one.sessions
        else message("ledger-skin_on", what=_what(one), day=one.day)
    )


def _less(one: SkinTook, left: int) -> Message:
    return message(
        "ledger-skin_less", what=_what(one), day=one.day, sessions=left, share=_share(one)
    )


def _share(one: SkinTook) -> Quantity:
    return Quantity(one.share, "share", trimmed=True)


def called(answer: str) -> Message:
    """An answer in words; its aspect `hint` says what is meant by it."""
    return message(f"ledger-skin-{answer}")


def _what(one: SkinTook) -> Message:
    return called(one.answer)


def _opened(record: LightRecord, place: int) -> bool:
    """Whether the last word of a doctor after an answer lets light on."""
    words = [one for one in record.skin[place:] if isinstance(one, DoctorSaid)]
    return bool(words) and words[-1].fine


def _sessions_since(record: LightRecord, place: int, today: date) -> int:
    """Days with light since an answer, or since the doctor's word it waited for."""
    since = record.skin[place]
    if isinstance(since, SkinTook) and since.needs_doctor:
        fine = [o for o in record.skin[place:] if isinstance(o, DoctorSaid) and o.fine]
        since = fine[-1] if fine else since
    first = since.said_on if isinstance(since, SkinTook) else since.day
    return len(
        {
            sitting.begun.day
            for sitting in record.sittings
            if sitting.minutes > 0
            and sitting.begun.at_utc > since.at_utc
            and first <= sitting.begun.day < today
        }
    )
