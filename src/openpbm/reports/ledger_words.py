"""A ledger in words: what was given, planned against done, and what remains.

Terminal and page say the same out of here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from openpbm.delivery.limit import OVER_PLAN
from openpbm.record import BY_HAND, WHOLE_FACE, LightLost
from openpbm.reports.words import part_name
from openpbm.response.study import all_studies
from openpbm.role import spoken
from openpbm.session import Part
from openpbm.sitting.device import Transport
from openpbm.speech.say import say
from openpbm.tables import rows
from openpbm.tracking.account import LightRecord, Sitting, day_doses
from openpbm.tracking.adherence import DONE, DUE, MISSED, MOVED, PARTIAL, STATES, Adherence

SIGNS: Mapping[str, str] = {DONE: "x", PARTIAL: "/", MOVED: "x", MISSED: "-", DUE: "o"}
SIGN_WORDS = "x done   / in part   - missed   + beside the plan   o to come"
OFFICE = "office"
WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MOST_DAYS = 7 * 16  # of a calendar in text


def giver(source: str, transports: Iterable[Transport]) -> str:
    """Who or what gave a session's light, as its source says; `?` of one that is not known here."""
    names = {transport.source: say(transport.log_name) for transport in transports}
    return {BY_HAND: "by hand", **names}.get(source, "?")


def ending(sitting: Sitting) -> str:
    """How a session came to its end.

    One without an end is counted a tick longer than it was seen.
    """
    if sitting.ended is None:
        return "no end was written; counted upwards"
    words = {
        "done": "done",
        "stopped": "stopped",
        "log_lost": "its progress was lost; counted in whole",
    }
    return words.get(sitting.ended.reason, sitting.ended.reason.replace("_", " "))


def twice(record: LightRecord, on: date | None = None) -> list[str]:
    """Days on which the same light was given or written down more than once; or one of them."""
    found: dict[tuple[date, str, Part], list[Sitting]] = {}
    for sitting in record.sittings:
        if sitting.minutes > 0 and on in (None, sitting.begun.day):
            key = sitting.begun.day, sitting.begun.mask_id, sitting.part
            found.setdefault(key, []).append(sitting)
    return [
        f"{day.isoformat()}{f', {part_name(part)}' if part.zone else ''}: {len(each)} sessions, "
        f"together {sum(one.share for one in each):.2g} times one. Planned is one a day; all of it "
        "counts."
        for (day, _, part), each in found.items()
        if len(each) > 1 and sum(one.share for one in each) > 1 + OVER_PLAN
    ]


def lost_words(lost: LightLost) -> str:
    """Days that a ledger has lost, in one line."""
    return (
        f"{lost.first.isoformat()} to {lost.last.isoformat()}: not known since the ledger was "
        "taken as it was; counts as full"
    )


def doses_of(sitting: Sitting) -> str:
    """The hottest skin's dose by band: 'red 5.7, near-infrared 4.1 J/cm2'."""
    most: dict[str, float] = {}
    for dose in sitting.doses:
        most[dose.band] = max(most.get(dose.band, 0.0), dose.dose_j_cm2)
    told = ", ".join(f"{spoken(band)} {_up(value)}" for band, value in most.items())
    return f"{told} J/cm²" if told else "not known"


def last_days(record: LightRecord, today: date, days: int) -> dict[str, float]:
    """The most any region got by band in the days up to today, light once."""
    first = today - timedelta(days=days - 1)
    sums: dict[tuple[str, str], float] = {}
    for dose in day_doses(record):
        if first <= dose.day <= today:
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
    told = ", ".join(f"{spoken(band)} {_up(value)} J/cm²" for band, value in most.items())
    return told or "none"


def course_words(found: Adherence, ratios: Mapping[str, float] | None = None) -> list[str]:
    """Planned against done, what it means beside the trial, and how to go on."""
    told = [_so_far(found)]
    if found.share is not None:
        told += [_beside_trial(found, trial, ratio) for trial, ratio in (ratios or {}).items()]
    if found.share is not None and found.share < 1:
        told.append("Whether less does as much is not known. A longer session is no answer to it.")
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
    lines = [f"{'week of':<11} {'  '.join(WEEK)}"]
    last = min(max(signs), first + timedelta(days=MOST_DAYS - 1))
    while first <= last:
        week = [signs.get(first + timedelta(days=i), ".") for i in range(7)]
        lines.append(f"{first.isoformat():<11}  {'   '.join(week)}")
        first += timedelta(days=7)
    return [*lines, SIGN_WORDS]


def _so_far(found: Adherence) -> str:
    if found.share is None:
        return "Nothing was due yet."
    counts = {state: sum(day.state == state for day in found.past) for state in STATES}
    names = {DONE: "done", PARTIAL: "in part", MOVED: "done a day off", MISSED: "missed"}
    parts = ", ".join(f"{counts[state]} {names[state]}" for state in names if counts[state])
    return (
        f"{len(found.past)} {'session' if len(found.past) == 1 else 'sessions'} planned so far: "
        f"{parts}. That is {found.share:.0%} of the planned light."
    )


def _beside_trial(found: Adherence, trial: str, ratio: float) -> str:
    """A week's dose beside the week's dose of the trial's participants."""
    study = all_studies().get(trial)
    name = trial if study is None else study.name
    per_week = None if study is None else study.sessions_per_week
    if found.share is None or per_week is None or per_week <= 0:
        return f"How often {name} gave light was not read, so a week cannot be compared."
    given = found.sessions_per_week * found.share
    return (
        f"In {name} there were {per_week:g} sessions a week; you had {given:.1f} on average. With "
        f"{ratio:.2g} of its dose a session, a week brought {given / per_week * ratio:.0%} of a "
        "week's dose in that trial."
    )


def _to_come(found: Adherence) -> str:
    if not found.remaining:
        return "Nothing remains of this course."
    number = len(found.remaining)
    text = f"{number} {'session' if number == 1 else 'sessions'} to come, the next on "
    text += f"{found.remaining[0].isoformat()}, the last on {found.remaining[-1].isoformat()}"
    if found.appended:
        text += f"; {found.appended} of them in place of missed ones, at the end"
    return f"{text}. Each as planned: none is longer, none is doubled."


def _up(value: float) -> str:
    """Two figures, never less than what was given.

    >>> _up(5.61), _up(0.0), _up(12.0)
    ('5.7', '0', '12')
    """
    from math import ceil, floor, log10

    if value <= 0:
        return "0"
    step = 10.0 ** (floor(log10(value)) - 1)
    return f"{ceil(value / step - 1e-9) * step:.3g}"
