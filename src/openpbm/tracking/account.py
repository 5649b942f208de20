"""Light events folded into sessions and doses.

Pure, and safe to fold twice: progress holds sums, so the greatest counts and a copy adds
nothing. Light that may have been given counts as given; what cannot be added up makes the
history unknown, and never smaller.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from openpbm.fact import Message, message, several
from openpbm.record import (
    BY_HAND,
    LIGHT_BANDS,
    NO_REASON,
    PRACTICE,
    DayDose,
    DoctorSaid,
    DoseNoted,
    LedgerLight,
    LightEvent,
    LightLost,
    LightRate,
    NoteUndone,
    PersonAdded,
    ScreenRenewed,
    SessionBegun,
    SessionCorrected,
    SessionEnded,
    SessionProgress,
    SessionSkipped,
    SkinSaid,
    SkinTook,
)
from openpbm.session import Part
from openpbm.tracking.stepped import backwards, days_of, utc_of

SECONDS_PER_MIN = 60.0
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One session as it went."""

    begun: SessionBegun
    told_min: tuple[tuple[str, float], ...]  # by role: the most that was reported
    ended: SessionEnded | None
    doubtful: timedelta | None = None  # how far the clock had stepped back before it began
    corrected: tuple[SessionCorrected, ...] = ()  # in the order in which they were written

    @property
    def is_measured(self) -> bool:
        """True where a mask or a clock counted it: a correction then only adds."""
        return self.begun.source != BY_HAND

    @property
    def is_undone(self) -> bool:
        """True where it was taken back, and nothing that was measured stands against it."""
        return bool(self.corrected) and self.minutes <= 0

    @property
    def part(self) -> Part:
        """Which light of a session it was."""
        return Part(self.begun.zone, self.begun.goal)

    @property
    def counted_min(self) -> tuple[tuple[str, float], ...]:
        """Minutes of full planned light by role; without an end, a tick more than was told.

        A mask that shines on without its controller carries a tick as long as the session. The
        last correction counts, and never for less than what was measured.
        """
        told = dict(self.told_min)
        tick_s = self.begun.tick_s if _is_amount(self.begun.tick_s) else 0.0  # told as a gap
        unseen = 0.0 if self.ended is not None else tick_s / SECONDS_PER_MIN
        last = self._last_min
        roles = dict.fromkeys([*(rate.role for rate in self.begun.rates), *told, *last])
        if self.corrected and not self.is_measured:
            return tuple((role, last.get(role, 0.0)) for role in roles)
        return tuple(
            (role, max(told.get(role, 0.0) + unseen, last.get(role, 0.0))) for role in roles
        )

    @property
    def _last_min(self) -> dict[str, float]:
        """What the last correction says."""
        last = self.corrected[-1].lit_min if self.corrected else ()
        return {role: minutes for role, minutes in last if _is_amount(minutes)}

    @property
    def heard(self) -> frozenset[str]:
        """The roles that anything says shone."""
        told = () if self.corrected and not self.is_measured else self.told_min
        return frozenset(r for r, m in (*told, *self._last_min.items()) if m > 0)

    @property
    def minutes(self) -> float:
        """How long the longest channel shone."""
        return max((minutes for _, minutes in self.counted_min), default=0.0)

    @property
    def share(self) -> float:
        """Part of the planned minutes that was given; more than 1 where it ran over."""
        return self.minutes / self.begun.planned_min if self.begun.planned_min > 0 else 0.0

    @property
    def doses(self) -> tuple[DayDose, ...]:
        """What the hottest skin of each lit region got, by band, on the day it began."""
        minutes = dict(self.counted_min)
        sums: dict[tuple[str, str], float] = {}
        for rate in filter(_is_sound, self.begun.rates):
            key = rate.band, rate.region
            sums[key] = sums.get(key, 0.0) + minutes[rate.role] * rate.hot_j_cm2_min
        return tuple(
            DayDose(day=self.begun.day, band=band, region=region, dose_j_cm2=dose)
            for (band, region), dose in sums.items()
        )

    @property
    def full_sessions(self) -> float:
        """How many full sessions light of unknown dose counts as: one, or more if it ran over."""
        return max(self.share, 1.0) if self.begun.dose_unknown and self.minutes > 0 else 0.0


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
    corrected = _corrected(events)
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


def skin_said(record: LightRecord) -> tuple[SkinSaid, ...]:
    """The last of each answer, and whether a doctor's last word since then lets light on."""
    found: dict[str, SkinSaid] = {}
    for event in record.skin:
        if isinstance(event, SkinTook):
            found[event.answer] = SkinSaid(answer=event.answer, day=event.said_on)
        else:
            found = {a: replace(said, is_answered=event.fine) for a, said in found.items()}
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
            reason="log_lost",
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
        if not isinstance(event, SessionProgress | SessionEnded | SessionCorrected):
            continue
        first = begun.get(event.session_id)
        if first is None:
            gaps.append(message("ledger-never_begun"))
            continue
        if first.person_id != person_id or isinstance(event, SessionCorrected):
            continue
        sums = told.setdefault(event.session_id, {})
        for role, minutes in event.lit_min:
            if not _is_amount(minutes) and first.source == PRACTICE:
                continue
            if not _is_amount(minutes):
                shone = message("ledger-shone_for", channel=role, minutes=f"{minutes:g}")
                gaps.append(message("ledger-session", day=first.day, gap=shone))
                continue
            sums[role] = max(sums.get(role, 0.0), minutes)
        if isinstance(event, SessionEnded):
            ended.setdefault(event.session_id, event)
    return told, ended, gaps


def _corrected(events: Sequence[LightEvent]) -> dict[str, list[SessionCorrected]]:
    """By session; the same correction written twice is one, where it stood first."""
    found: dict[str, list[SessionCorrected]] = {}
    for event in events:
        if isinstance(event, SessionCorrected):
            own = found.setdefault(event.session_id, [])
            if event not in own:
                own.append(event)
    return found


def _session_gaps(sitting: Sitting) -> Iterator[Message]:
    """Why the light of one session cannot be added up."""
    first = sitting.begun
    odd = [(r, m) for one in sitting.corrected for r, m in one.lit_min if not _is_amount(m)]
    for role, minutes in odd:
        yield message("ledger-shone_for", channel=role, minutes=f"{minutes:g}")
    unknown = sitting.heard - {rate.role for rate in first.rates}
    for role in () if first.dose_unknown else sorted(unknown):
        yield message("ledger-shone_unknown", channel=role)
    if not first.rates and not first.dose_unknown:
        yield message("ledger-light_unknown")
    if not all(_is_sound(rate) for rate in first.rates):
        yield message("ledger-light_no_number")
    if not _is_amount(first.tick_s):
        yield message("ledger-tick", seconds=f"{first.tick_s:g}")


def _is_sound(rate: LightRate) -> bool:
    return rate.band in LIGHT_BANDS and _is_amount(rate.hot_j_cm2_min)


def _is_amount(value: float) -> bool:
    return math.isfinite(value) and value >= 0


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
