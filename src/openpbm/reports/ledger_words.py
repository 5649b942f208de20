"""A ledger in words: what was given, planned against done, and what remains.

Terminal and page say the same out of here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from openpbm.delivery.limit import OVER_PLAN
from openpbm.fact import Name, Quantity, message, several
from openpbm.record import BY_HAND, WHOLE_FACE, LightLost, SkinTook
from openpbm.reports.words import part_name
from openpbm.response.study import all_studies
from openpbm.session import Part
from openpbm.sitting.device import Transport
from openpbm.speech.number import fixed, plain, quantity, row_day, signs, weekday_heads
from openpbm.speech.say import say, written
from openpbm.tables import rows
from openpbm.tracking.account import LightRecord, day_doses
from openpbm.tracking.adherence import (
    DONE,
    DUE,
    MISSED,
    MOVED,
    PARTIAL,
    RESTED,
    SKIPPED,
    Adherence,
)
from openpbm.tracking.given import Sitting
from openpbm.tracking.skin import called, decided, untold

SIGNS: Mapping[str, str] = {
    DONE: "x", PARTIAL: "/", MOVED: "x", MISSED: "-", SKIPPED: "n", RESTED: "r", DUE: "o"
}  # fmt: skip
OFFICE = message("report_ledger-office")
ENDS = ("done", "done_less", "done_unseen", "stopped", "log_lost")  # that have words of their own
TOLD = (DONE, PARTIAL, MOVED, MISSED, SKIPPED, RESTED)
MOST_DAYS = 7 * 16  # of a calendar in text


def giver(source: str, transports: Iterable[Transport]) -> str:
    """Who or what gave a session's light, as its source says; `?` of one that is not known here."""
    names = {transport.source: say(transport.log_name) for transport in transports}
    return {BY_HAND: say("report_ledger-by_hand"), **names}.get(source, "?")


def ending(sitting: Sitting) -> str:
    """How a session came to its end.

    One without an end is counted a tick longer than it was seen.
    """
    if sitting.is_undone:
        return say("report_ledger-end_undone")
    if sitting.corrected:
        return say("report_ledger-end_corrected")
    if sitting.ended is None:
        return say(f"report_ledger-end_{'mask_log' if sitting.is_logged else 'none'}")
    reason = sitting.ended.reason
    return say(f"report_ledger-end_{reason}") if reason in ENDS else reason.replace("_", " ")


def twice(record: LightRecord, on: date | None = None) -> list[str]:
    """Days on which the same light was given or written down more than once; or one of them."""
    found: dict[tuple[date, str, Part], list[Sitting]] = {}
    for sitting in record.sittings:
        if sitting.minutes > 0 and on in (None, sitting.begun.day):
            key = sitting.begun.day, sitting.begun.mask_id, sitting.part
            found.setdefault(key, []).append(sitting)
    return [
        _twice(day, part, len(each), together)
        for (day, _, part), each in found.items()
        if len(each) > 1 and (together := sum(one.share for one in each)) > 1 + OVER_PLAN
    ]


def _twice(day: date, part: Part, sessions: int, together: float) -> str:
    times = Quantity(together, "1", trimmed=True)
    if not part.zone:
        return say("report_ledger-twice", day=day, sessions=sessions, times=times)
    own = part_name(part)
    return say("report_ledger-twice_part", day=day, part=own, sessions=sessions, times=times)


def unbounded(record: LightRecord) -> list[str]:
    """Sessions whose light nobody knows, and what the next plan takes each for."""
    return [_unbounded(sitting) for sitting in record.sittings if sitting.full_sessions > 0]


def _unbounded(sitting: Sitting) -> str:
    return say(
        "report_ledger-unbounded",
        day=sitting.begun.day,
        minutes=quantity(sitting.minutes, "min", 3, trimmed=True),
        times=Quantity(sitting.full_sessions, "1", trimmed=True),
    )


def without_plan(record: LightRecord, ids: Collection[str]) -> list[str]:
    """What sessions of these ids that no plan asked for count as: a dose, or full sessions."""
    return [
        _unbounded(sitting)
        if sitting.full_sessions > 0
        else say("report_ledger-bounded", day=sitting.begun.day, dose=doses_of(sitting))
        for sitting in record.sittings
        if sitting.begun.session_id in ids and not sitting.begun.plan_sha256
    ]


def practised(record: LightRecord) -> list[str]:
    """That sessions were practice: with a mask that does not shine, and no light of anybody."""
    if not record.practice:
        return []
    last = max(sitting.begun.day for sitting in record.practice)
    return [say("report_ledger-practice", sessions=len(record.practice), last=last)]


def resolved_lines(record: LightRecord, ids: Collection[str] | None = None) -> list[str]:
    """What masks' own logs said of sessions whose light was guessed; of all, or of these ids."""
    return [
        say(
            "report_ledger-resolved",
            day=one.begun.day,
            logged=quantity(one.measured, "min", 3, trimmed=True),
            counted=quantity(one.guessed, "min", 3, trimmed=True),
        )
        for one in (*record.sittings, *record.practice)
        if one.resolved and (ids is None or one.begun.session_id in ids)
    ]


def skin_lines(record: LightRecord, today: date) -> list[str]:
    """How the skin took sessions and what was decided then, what a doctor said, what is untold."""
    left = untold(record, today)
    return [
        say("report_ledger-skin", day=one.said_on, told=decided(one))
        if isinstance(one, SkinTook)
        else say(f"report_ledger-doctor_{'fine' if one.fine else 'no'}", day=one.day, who=one.who)
        for one in record.skin
    ] + ([say("report_ledger-skin_untold", days=len(left), last=left[-1])] if left else [])


def skin_of(record: LightRecord, sitting: Sitting) -> str:
    """How the skin took the light of a session's day; empty where nobody told."""
    told = [o for o in record.skin if isinstance(o, SkinTook) and o.day == sitting.begun.day]
    return say(called(told[-1].answer)) if told else ""


def lost_words(lost: LightLost) -> str:
    """Days that a ledger has lost, in one line."""
    return say("report_ledger-lost", first=lost.first, last=lost.last)


def doses_of(sitting: Sitting) -> str:
    """The hottest skin's dose by band: 'red 5.7, near-infrared 4.1 J/cm2'."""
    most: dict[str, float] = {}
    for dose in sitting.doses:
        most[dose.band] = max(most.get(dose.band, 0.0), dose.dose_j_cm2)
    each = [message("report_ledger-dose", band=_band(b), dose=_up(v)) for b, v in most.items()]
    if not each:
        return say("report_ledger-unknown")
    return say("report_ledger-doses", doses=several(each, "comma"))


def _band(band: str) -> Name:
    return Name("channel", band)


def last_days(record: LightRecord, today: date, days: int) -> dict[str, float]:
    """The most any region got by band in the days up to today, light once."""
    first = today - timedelta(days=days - 1)
    sums: dict[tuple[str, str], float] = {}
    for dose in day_doses(record):
        if first <= dose.day:  # one that a journey made tomorrow counts as today, as for the caps
            key = dose.band, dose.region
            sums[key] = sums.get(key, 0.0) + dose.dose_j_cm2
    most: dict[str, float] = {}
    for (band, region), total in sums.items():
        # light known only for the whole face lies on every region of it
        everywhere = sums.get((band, WHOLE_FACE), 0.0) if region != WHOLE_FACE else 0.0
        most[band] = max(most.get(band, 0.0), total + everywhere)
    return most


def window_words(record: LightRecord, today: date, days: int) -> str:
    """What the last days brought, in one line."""
    most = last_days(record, today, days)
    each = [message("report_ledger-window", band=_band(b), dose=_up(v)) for b, v in most.items()]
    return written(several(each, "comma")) or say("report_ledger-none")


def course_words(found: Adherence, ratios: Mapping[str, float] | None = None) -> list[str]:
    """Planned against done, what it means beside the trial, and how to go on."""
    told = [_so_far(found)]
    if found.behind:
        told.append(say("report_ledger-behind", days=len(found.behind), last=found.behind[-1]))
    other = [day for day in found.earlier if day not in found.behind]
    if other:
        told.append(say("report_ledger-earlier", days=len(other), last=other[-1]))
    if found.share is not None:
        told += [_beside_trial(found, trial, ratio) for trial, ratio in (ratios or {}).items()]
    if found.share is not None and found.share < 1:
        told.append(say("report_ledger-less"))
    if found.needs_review:
        told.append(rows("schedule")["missed_two_weeks"].text("text"))
    told.append(_to_come(found))
    return told


def calendar_lines(found: Adherence) -> list[str]:
    """The course week by week, a sign a day, its key below."""
    signs = {day.planned: SIGNS[day.state] for day in found.days if day.state not in (DUE, MOVED)}
    for day in found.days:
        if day.state == MOVED and day.done is not None:
            signs[day.done] = SIGNS[MOVED]
        elif day.state == PARTIAL and day.done is not None:
            signs.pop(day.planned, None)
            signs[day.done] = SIGNS[PARTIAL]
    signs.update({entry.day: "+" for entry in found.beside})
    signs.update(dict.fromkeys(found.remaining, SIGNS[DUE]))
    if not signs:
        return []
    first = min(signs) - timedelta(days=min(signs).weekday())
    last = min(max(signs), first + timedelta(days=MOST_DAYS - 1))
    weeks = [first + timedelta(days=i) for i in range(0, (last - first).days + 1, 7)]
    head = say("report_ledger-week_of")
    wide = max(len(text) for text in (head, *map(row_day, weeks)))
    lines = [f"{head:<{wide}}  {'  '.join(weekday_heads())}"]
    for week in weeks:
        each = [signs.get(week + timedelta(days=i), ".") for i in range(7)]
        lines.append(f"{row_day(week):<{wide}}   {'   '.join(each)}")
    return [*lines, say("report_ledger-signs")]


def _so_far(found: Adherence) -> str:
    if found.share is None:
        return say("report_ledger-nothing_due")
    counts = {state: sum(day.state == state for day in found.past) for state in TOLD}
    each = [
        message(f"report_ledger-state_{state}", sessions=number)
        for state, number in counts.items()
        if number
    ]
    return say(
        "report_ledger-so_far",
        sessions=len(found.past),
        states=several(each, "comma"),
        share=f"{found.share:.0%}",
    )


def _beside_trial(found: Adherence, trial: str, ratio: float) -> str:
    """A week's dose beside the week's dose of the trial's participants."""
    study = all_studies().get(trial)
    name = trial if study is None else study.name
    per_week = None if study is None else study.sessions_per_week
    if found.share is None or per_week is None or per_week <= 0:
        return say("report_ledger-trial_unread", trial=name)
    given = found.sessions_per_week * found.share
    return say(
        "report_ledger-trial",
        trial=name,
        planned=plain(per_week),
        given=fixed(given, 1),
        ratio=Quantity(ratio, "1", trimmed=True),
        share=f"{given / per_week * ratio:.0%}",
    )


def _to_come(found: Adherence) -> str:
    if not found.remaining:
        return say("report_ledger-done")
    first, last, number = found.remaining[0], found.remaining[-1], len(found.remaining)
    if not found.appended:
        return say("report_ledger-to_come", sessions=number, first=first, last=last)
    return say(
        "report_ledger-to_come_appended",
        sessions=number,
        first=first,
        last=last,
        appended=found.appended,
    )


def _up(value: float) -> str:
    """Two figures, never less than what was given.

    >>> _up(5.61), _up(0.0), _up(12.0)
    ('5.7', '0', '12')
    """
    from math import ceil, floor, log10

    if value <= 0:
        return "0"
    step = 10.0 ** (floor(log10(value)) - 1)
    return f"{ceil(value / step - 1e-9) * step:.3g}".replace(".", signs().decimal)
