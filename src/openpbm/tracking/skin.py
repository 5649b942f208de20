"""How the skin took light, and what that leaves of the next sessions. Never more.

Pure. What was decided is kept with the answer, so that a later table loosens nothing; a doctor's
word opens what waits for one, and shorter sessions follow it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from openpbm.fact import Message, Quantity, message, theirs
from openpbm.record import DoctorSaid, Moment, SkinTook
from openpbm.session import Refusal, refusal
from openpbm.tables.loader import typed
from openpbm.tables.row.safety import SkinAnswerRow
from openpbm.tracking.account import DOCTOR_NO, LightRecord, denied

TABLE = "skin_answers"
FINE, UNSAID = "fine", "unsaid"


@dataclass(frozen=True, kw_only=True)
class Bearing:
    """What answers so far leave of a session today."""

    share: float = 1.0  # of the planned minutes, at most 1
    refusals: tuple[Refusal, ...] = ()
    told: tuple[Message, ...] = ()  # why less than planned
    opens: date | None = None  # the first day that may have light; None: today
    left: tuple[tuple[int, float], ...] = ()  # so many next sessions have at most which share

    def share_of(self, number: int) -> float:
        """What is left of the next session, or of so many after it."""
        return min([1.0, *(share for sessions, share in self.left if number < sessions)])


def answers() -> tuple[str, ...]:
    """Every answer, from none to the most serious, then that nobody can tell."""
    return tuple(answer for answer in typed(TABLE, SkinAnswerRow) if answer != DOCTOR_NO)


def complaints() -> tuple[str, ...]:
    """The answers that say that something was seen or felt."""
    return tuple(answer for answer in answers() if answer not in (FINE, UNSAID))


def asked_of(record: LightRecord, today: date) -> date | None:
    """The day of the last session whose skin nobody told of yet; None where nothing is asked.

    However long ago: there is no light before an answer, if only that nobody can tell. What was
    said on the day of a session itself is no answer to how the skin was the day after.
    """
    last = max(_lit_before(record, today), default=None)
    told = [one.day for one in record.skin if isinstance(one, SkinTook) and one.said_on > one.day]
    return None if last is None or max(told, default=date.min) >= last else last


def told_of(record: LightRecord, answer: str, today: date) -> date | None:
    """The day of the session that an answer is of; None where it is none that can be told now.

    A complaint can be told at any time, of today's light and beside an earlier answer too: it
    only lessens what follows.
    """
    asked = asked_of(record, today)
    if asked is not None or answer not in complaints():
        return asked
    return max(_lit_before(record, today + timedelta(days=1)), default=None)


def untold(record: LightRecord, today: date) -> tuple[date, ...]:
    """Days with light before a day of which nobody told how the skin took them, or could tell."""
    told = {o.day for o in record.skin if isinstance(o, SkinTook) and o.answer != UNSAID}
    return tuple(sorted(_lit_before(record, today) - told))


def _lit_before(record: LightRecord, today: date) -> set[date]:
    return {s.begun.day for s in record.sittings if s.minutes > 0 and s.begun.day < today}


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
    refusals, told = list[Refusal](), list[Message]()
    shares, then, opens = list[tuple[int, float]](), list[tuple[int, float]](), today
    no = denied(record)
    if no is not None:
        why = message("refusal-doctor_no", who=theirs(no.who), day=no.day)
        refusals.append(refusal("skin_doctor", why))
    for place, one in enumerate(record.skin):
        if not isinstance(one, SkinTook):
            continue
        until = one.said_on + timedelta(days=one.rest_days)
        if one.needs_doctor and not _opened(record, place):
            why = message("refusal-skin_doctor", what=_what(one), day=one.day)
            refusals.append(refusal("skin_doctor", why))
            then.append((one.sessions, one.share))
            continue
        if today < until:
            why = message("refusal-skin_rest", until=until, what=_what(one), day=one.day)
            refusals.append(refusal("skin_rest", why))
            opens = max(opens, until)
        if one.share >= 1:
            continue
        left = one.sessions - _sessions_since(record, place, today)
        if left > 0:
            shares.append((left, one.share))
            told.append(_less(one, left))
    if refusals:  # a doctor's word may come any day, and today there is none
        opens = max(opens, today + timedelta(days=1))
    return Bearing(
        share=min([1.0, *(share for _, share in shares)]),
        refusals=tuple(refusals),
        told=tuple(dict.fromkeys(told)),
        opens=opens if opens > today else None,
        left=(*shares, *then),
    )


def rests(record: LightRecord, now: Moment) -> Refusal | None:
    """Why it is too early after an answer by the clock; None where it is not.

    Days are labels, and a flight eastwards shortens them: a rest of so many days lasts as long as
    one that nobody flew through, which is at least a day less.
    """
    for one in record.skin:
        if isinstance(one, SkinTook) and one.rest_days > 0:
            until = one.at_utc + timedelta(days=one.rest_days - 1)
            if now.utc < until and now.day >= one.said_on + timedelta(days=one.rest_days):
                here = until.astimezone(now.at.tzinfo).replace(second=0, microsecond=0)
                until = here + timedelta(minutes=1)
                why = message("refusal-skin_rest", until=until, what=_what(one), day=one.day)
                return refusal("skin_rest", why)
    return None


def borne_on(record: LightRecord, day: date, today: date) -> float:
    """Share of a session that the skin left on a day, by what had been said until then.

    Of today by all that was said: a day that a journey or a set clock moved lifts nothing.
    """
    told = record if day >= today else told_until(record, day)
    skin = tuple(one for one in told.skin if isinstance(one, DoctorSaid) or one.share < 1)
    if all(isinstance(one, DoctorSaid) for one in skin):
        return 1.0
    return bearing(replace(record, skin=skin), day).share


def told_until(record: LightRecord, day: date) -> LightRecord:
    """A record as it stood on a day that is over: without what was said of the skin since."""
    return replace(record, skin=tuple(one for one in record.skin if _said_on(one) <= day))


def _said_on(one: SkinTook | DoctorSaid) -> date:
    return one.said_on if isinstance(one, SkinTook) else one.day


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
    first = _said_on(since)
    return len(
        {
            sitting.begun.day
            for sitting in record.sittings
            if sitting.minutes > 0
            and sitting.begun.at_utc > since.at_utc
            and first <= sitting.begun.day < today
        }
    )
