"""Light events folded into sessions and doses.

Pure, and safe to fold twice: progress holds sums, so the greatest counts and a copy adds
nothing. Light that may have been given counts as given; what cannot be added up makes the
history unknown, and never smaller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from openpbm.fact import Message, message, several
from openpbm.record import (
    NO_REASON,
    PRACTICE,
    DayDose,
    DoctorSaid,
    DoseNoted,
    LedgerLight,
    LightEvent,
    LightLost,
    NoteUndone,
    PersonAdded,
    ScreenRenewed,
    SessionBegun,
    SessionCorrected,
    SessionEnded,
    SessionOrdered,
    SessionProgress,
    SessionResolved,
    SessionSkipped,
    SkinSaid,
    SkinTook,
)
from openpbm.tracking.given import LOG_LOST, Sitting, is_amount, is_sound
from openpbm.tracking.stepped import backwards, days_of, utc_of

Told = TypeVar("Told", SessionCorrected, SessionOrdered, SessionResolved)
DAY = timedelta(days=1)
DOCTOR_NO = "doctor_no"  # the row of a doctor's word, which nobody is asked for as an answer


@dataclass(frozen=True, kw_only=True)
class Noted:
    """Light from elsewhere, and how far the clock had stepped back when it was written."""

    event: DoseNoted
    doubtful: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class LightRecord:
    """All light of one person, and why it may not be all."""

    person_id: str
    name: str  # empty: nobody of this id was added
    sittings: tuple[Sitting, ...] = ()
    noted: tuple[Noted, ...] = ()
    practice: tuple[Sitting, ...] = ()  # with a mask that does not shine: no light of anybody
    skipped: tuple[SessionSkipped, ...] = ()
    skin: tuple[SkinTook | DoctorSaid, ...] = ()  # in the order in which they were written
    renewed: tuple[ScreenRenewed, ...] = ()
    lost: tuple[LightLost, ...] = ()
    gaps: tuple[Message, ...] = ()  # what cannot be added up


def record_of(events: Sequence[LightEvent], person_id: str) -> LightRecord:
    """The light of one person, out of events in the order in which they were written."""
    begun, gaps = _begun(events)
    told, ended, lost = _told(events, begun, person_id)
    corrected = _of_sessions(e for e in events if isinstance(e, SessionCorrected))
    ordered = _of_sessions(e for e in events if isinstance(e, SessionOrdered))
    resolved = _of_sessions(e for e in events if isinstance(e, SessionResolved))
    stepped = backwards(events)
    mine = [event for event in events if getattr(event, "person_id", None) == person_id]
    names = [event.name for event in mine if isinstance(event, PersonAdded)]
    sittings = [
        Sitting(
            begun=first,
            told_min=tuple(sorted(told.get(first.session_id, {}).items())),
            ended=ended.get(first.session_id),
            doubtful=stepped.get(id(first)),
            corrected=tuple(corrected.get(first.session_id, ())),
            ordered=tuple(ordered.get(first.session_id, ())),
            resolved=tuple(resolved.get(first.session_id, ())),
        )
        for first in begun.values()
        if first.person_id == person_id
    ]
    own = tuple(sitting for sitting in sittings if sitting.begun.source != PRACTICE)
    for one in own:
        day = one.begun.day
        gaps += [message("ledger-session", day=day, gap=gap) for gap in _session_gaps(one)]
    return LightRecord(
        person_id=person_id,
        name=names[0] if names else "",
        sittings=own,
        practice=tuple(one for one in sittings if one.begun.source == PRACTICE),
        skipped=tuple(dict.fromkeys(e for e in mine if isinstance(e, SessionSkipped))),
        skin=tuple(dict.fromkeys(e for e in mine if isinstance(e, SkinTook | DoctorSaid))),
        noted=tuple(Noted(event=event, doubtful=stepped.get(id(event))) for event in _once(mine)),
        renewed=tuple(e for e in mine if isinstance(e, ScreenRenewed)),
        lost=tuple(e for e in mine if isinstance(e, LightLost)),
        gaps=tuple(dict.fromkeys(gaps + lost)),
    )


def day_doses(record: LightRecord) -> tuple[DayDose, ...]:
    """What each region got each day in each band; every light once, on its own day."""
    return _summed(
        [dose for sitting in record.sittings for dose in sitting.doses]
        + [dose for noted in record.noted for dose in noted.event.doses]
    )


def history(events: Sequence[LightEvent], person_id: str, today: date) -> LedgerLight:
    """What a person's skin has had, as the caps must count it.

    Days are labels of the person's calendar, given when a session begins; a session over
    midnight counts whole on the day it began. A clock that stepped back frees no room: a
    day that has not come yet counts as today, and light begun before an earlier entry's
    time counts on its own day and on the days it would have had without the step.

    Args:
        events: of one person, in the order in which they were written: `Ledger.events`.
        person_id: whose light it is; a stranger's light is unknown, which counts as full.
        today: of the person's calendar.

    Returns:
        What `plan` takes as its `history`, J/cm2 by day, band and region.

    Source: Theory 8.8; docs/reference/ledger.md.
    """
    record = record_of(events, person_id)
    gaps = record.gaps or (() if record.name else (message("ledger-nobody"),))
    doses: list[DayDose] = []
    for sitting in record.sittings:
        doses += _moved(sitting.doses, sitting.doubtful, today)
    for noted in record.noted:
        doses += _moved(noted.event.doses, noted.doubtful, today)
    return LedgerLight(
        is_known=not gaps,
        doses=_summed(doses),
        why_unknown=_reasons(gaps),
        lost_days=tuple((min(e.first, today), min(e.last, today)) for e in record.lost),
        full_days=tuple(
            (day, sitting.full_sessions)
            for sitting in record.sittings
            if sitting.full_sessions > 0
            for day in days_of(sitting.begun.day, sitting.doubtful, today)
        ),
        skin=skin_said(record),
    )


def denied(record: LightRecord) -> DoctorSaid | None:
    """The last word of a doctor, where it is that there should be no light."""
    words = [one for one in record.skin if isinstance(one, DoctorSaid)]
    return words[-1] if words and not words[-1].fine else None


def skin_said(record: LightRecord) -> tuple[SkinSaid, ...]:
    """The last of each answer, and whether a doctor's last word since then lets light on."""
    found: dict[str, SkinSaid] = {}
    for event in record.skin:
        if isinstance(event, SkinTook):
            found[event.answer] = SkinSaid(answer=event.answer, day=event.said_on)
        else:
            found = {a: replace(said, is_answered=event.fine) for a, said in found.items()}
    no = denied(record)
    if no is not None:  # whatever was said before it, or nothing
        found[DOCTOR_NO] = SkinSaid(answer=DOCTOR_NO, day=no.day)
    return tuple(found.values())


def _reasons(gaps: Sequence[Message]) -> Message:
    if not gaps:
        return NO_REASON
    return message("ledger-reasons", reasons=several(gaps, "semicolon"))


def whole_ends(events: Sequence[LightEvent]) -> list[SessionEnded]:
    """An end in full for every session without one, where its progress may be missing.

    Each channel as planned, or as seen and a tick more where that is longer.
    """
    begun = [event for event in events if isinstance(event, SessionBegun)]
    if not begun:
        return []
    record = record_of(events, begun[0].person_id)
    latest = max(utc_of(event.at_utc) for event in events)
    return [
        SessionEnded(
            session_id=sitting.begun.session_id,
            at_utc=latest,
            lit_min=tuple(
                (role, max(minutes, sitting.begun.planned_min))
                for role, minutes in sitting.counted_min
            ),
            reason=LOG_LOST,
        )
        for sitting in record.sittings
        if sitting.ended is None
    ]


def _begun(events: Sequence[LightEvent]) -> tuple[dict[str, SessionBegun], list[Message]]:
    """Sessions by id. An id that begins twice in two ways is nobody's sum."""
    found: dict[str, SessionBegun] = {}
    gaps: list[Message] = []
    for event in events:
        if isinstance(event, SessionBegun):
            first = found.setdefault(event.session_id, event)
            if _but_time(first) != _but_time(event):
                gaps.append(message("ledger-two_sessions", number=event.session_id))
    return found, gaps


def _but_time(event: SessionBegun) -> tuple[object, ...]:
    return (
        event.person_id, event.mask_id, event.plan_sha256, event.zone, event.goal, event.source,
        event.day, event.planned_min, event.tick_s, event.rates,
    )  # fmt: skip


def _told(
    events: Sequence[LightEvent], begun: Mapping[str, SessionBegun], person_id: str
) -> tuple[dict[str, dict[str, float]], dict[str, SessionEnded], list[Message]]:
    """Greatest sums by session, the ends, and light that belongs to no session."""
    told: dict[str, dict[str, float]] = {}
    ended: dict[str, SessionEnded] = {}
    gaps: list[Message] = []
    for event in events:
        if not isinstance(
            event,
            SessionProgress | SessionEnded | SessionOrdered | SessionResolved | SessionCorrected,
        ):
            continue
        first = begun.get(event.session_id)
        if first is None:
            gaps.append(message("ledger-never_begun"))
            continue
        if first.person_id != person_id or isinstance(event, SessionResolved | SessionCorrected):
            continue
        sums = told.setdefault(event.session_id, {})
        for role, minutes in event.lit_min:
            if not is_amount(minutes) and first.source == PRACTICE:
                continue
            if not is_amount(minutes):
                shone = message("ledger-shone_for", channel=role, minutes=f"{minutes:g}")
                gaps.append(message("ledger-session", day=first.day, gap=shone))
                continue
            sums[role] = max(sums.get(role, 0.0), minutes)
        if isinstance(event, SessionEnded):
            ended.setdefault(event.session_id, event)
    return told, ended, gaps


def _of_sessions(events: Iterable[Told]) -> dict[str, list[Told]]:
    """By session; the same written twice is one, where it stood first."""
    found: dict[str, list[Told]] = {}
    for event in events:
        own = found.setdefault(event.session_id, [])
        if event not in own:
            own.append(event)
    return found


def _session_gaps(sitting: Sitting) -> Iterator[Message]:
    """Why the light of one session cannot be added up."""
    first = sitting.begun
    later: tuple[SessionCorrected | SessionResolved, ...]
    later = (*sitting.corrected, *sitting.resolved)
    odd = [(r, m) for one in later for r, m in one.lit_min if not is_amount(m)]
    for role, minutes in odd:
        yield message("ledger-shone_for", channel=role, minutes=f"{minutes:g}")
    unknown = sitting.heard - {rate.role for rate in first.rates}
    for role in () if first.dose_unknown else sorted(unknown):
        yield message("ledger-shone_unknown", channel=role)
    if not first.rates and not first.dose_unknown:
        yield message("ledger-light_unknown")
    if not all(is_sound(rate) for rate in first.rates):
        yield message("ledger-light_no_number")
    if not is_amount(first.tick_s):
        yield message("ledger-tick", seconds=f"{first.tick_s:g}")


def _once(events: Sequence[LightEvent]) -> list[DoseNoted]:
    """Noted doses that stand; the same note written twice counts once."""
    undone = {event.noted for event in events if isinstance(event, NoteUndone)}
    noted = dict.fromkeys(event for event in events if isinstance(event, DoseNoted))
    return [event for event in noted if event not in undone]


def _moved(doses: Sequence[DayDose], doubtful: timedelta | None, today: date) -> list[DayDose]:
    return [
        DayDose(day=day, band=dose.band, region=dose.region, dose_j_cm2=dose.dose_j_cm2)
        for dose in doses
        for day in days_of(dose.day, doubtful, today)
    ]


def _summed(doses: Sequence[DayDose]) -> tuple[DayDose, ...]:
    sums: dict[tuple[date, str, str], float] = {}
    for dose in doses:
        key = dose.day, dose.band, dose.region
        sums[key] = sums.get(key, 0.0) + dose.dose_j_cm2
    return tuple(
        DayDose(day=day, band=band, region=region, dose_j_cm2=total)
        for (day, band, region), total in sorted(sums.items())
    )
