"""The course as an iCalendar file (RFC 5545): sessions, reviews, and days without light.

An event keeps its UID as long as its day keeps its kind, so that a new plan moves what a
calendar holds and doubles nothing. The file of the plan before is all that is needed for it.
What is past stays in the file as it was. The same plan after the same file gives the same file.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from openpbm.answer import INTENDED_USE, Given
from openpbm.fact import Quantity
from openpbm.letters import visible
from openpbm.reports import cards, words
from openpbm.reports.reminder import REMINDER, Reminder
from openpbm.speech.say import say

MARK_LENGTH = 20  # characters of a hash that name a plan or a person
COURSE = "X-OPENPBM-COURSE"  # of whom, as a hash: only their own next plan moves these events
HOST = "openpbm"


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What a calendar file of before holds, by the part of its UIDs that names day and kind."""

    owner: str = ""
    events: Mapping[str, Event] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """One thing of a course that has a day."""

    kind: str
    day: date
    last: date
    title: str
    about: str
    minutes: float | None = None  # None: the whole day

    @property
    def key(self) -> str:
        return f"{self.day:%Y%m%d}-{self.kind}"


def owner_of(who: str) -> str:
    """A mark of whoever a calendar is for, which tells nobody who that is."""
    return hashlib.sha256(who.encode()).hexdigest()[:MARK_LENGTH] if who else ""


def earlier_of(text: str) -> Earlier:
    """A calendar file as it was written here; nothing of one that was not."""
    try:
        calendar = Calendar.from_ical(text)
    except (ValueError, IndexError, KeyError):
        return Earlier()
    found: dict[str, Event] = {}
    for event in calendar.events:
        uid, _, host = event.uid.partition("@")
        if host == HOST and event.DTSTART is not None:
            found[uid.partition("-")[2]] = event
    return Earlier(owner=str(calendar.get(COURSE, "")), events=found)


def calendar_ics(
    plan: Given,
    *,
    reminder: Reminder = REMINDER,
    who: str = "",
    before: Earlier | None = None,
    today: date | None = None,
) -> str:
    """The calendar of a planned course.

    Args:
        plan: with its course.
        reminder: hour, alarm and zone that its person chose.
        who: that person, in whatever words their data has for them; empty: nobody is known.
        before: the calendar of the plan before. Days that it shares keep their UIDs, days that
            are no more are cancelled, if it is the same person's or the same plan's.
        today: nothing before it is cancelled; None: the first day of the plan.
    """
    mark = plan.inputs_sha256[:MARK_LENGTH]
    owner = owner_of(who) or mark
    known = before.events if before is not None and before.owner == owner else {}
    entries = {entry.key: entry for entry in _numbered([*_sessions(plan), *_days(plan)])}
    events = [
        _moved(_event(entry, reminder), f"{mark}-{key}@{HOST}", plan.start_date, known.get(key))
        for key, entry in entries.items()
    ]
    gone = [event for key, event in known.items() if key not in entries]
    events.extend(_cancelled(gone, plan.start_date if today is None else today))
    return _text(say("report_calendar-name", goals=words.goals(plan)), owner, events, reminder)


def taken_back_ics(before: Earlier, who: str, today: date) -> str | None:
    """The calendar of a plan that gives no light after one that did: what is cancelled of it."""
    owner = owner_of(who)
    if not owner or before.owner != owner or all(_day(e) < today for e in before.events.values()):
        return None
    events = list(_cancelled(list(before.events.values()), today))
    return _text(say("report_calendar-taken_back"), owner, events, REMINDER)


def _text(name: str, owner: str, events: list[Event], reminder: Reminder) -> str:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//OpenPBM//plan//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", visible(name))
    calendar.add(COURSE, owner)
    for event in events:
        calendar.add_component(event)
    if reminder.zone and events:
        days = [_day(event) for event in events]
        calendar.add_missing_timezones(min(days), max(days) + timedelta(days=1))
    written: bytes = calendar.to_ical(sorted=False)
    return written.decode("utf-8")


def _event(entry: _Entry, reminder: Reminder) -> Event:
    """An event without what tells one version of it from another."""
    event = Event()
    title = _plain(entry.title)
    event.add("summary", title)
    event.add("description", _plain(entry.about))
    if entry.minutes is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.last + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return event
    zone = ZoneInfo(reminder.zone) if reminder.zone else None
    event.add("dtstart", datetime.combine(entry.day, reminder.at, zone))
    event.add("duration", timedelta(seconds=round(entry.minutes * 60)))
    if reminder.alarm_min is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", -timedelta(minutes=reminder.alarm_min))
        event.add_component(alarm)
    return event


def _moved(event: Event, uid: str, made: date, before: Event | None) -> Event:
    """The event as the next version of itself; the same one where nothing changed."""
    if before is None:
        return _stamped(event, uid, _midnight(made), 0)
    uid, number, stamp = before.uid, before.sequence, before.DTSTAMP
    same = _stamped(event, uid, stamp or _midnight(made), number)
    if same.to_ical() == before.to_ical():
        return same
    return _stamped(event, uid, _midnight(made), number + 1)


def _cancelled(gone: list[Event], today: date) -> Iterator[Event]:
    """Events that are no more: those to come are cancelled, those of the past stay as they are."""
    for before in gone:
        if _day(before) < today:
            yield before
            continue
        event = Event()
        for name in ("SUMMARY", "DTSTART", "DTEND", "DURATION"):
            if name in before:
                event[name] = before[name]
        event.add("status", "CANCELLED")
        yield _moved(event, "", today, before)


def _stamped(event: Event, uid: str, made: datetime, number: int) -> Event:
    for name in ("UID", "DTSTAMP", "SEQUENCE"):
        event.pop(name, None)
    event.add("uid", uid)
    event.add("dtstamp", made)
    event.add("sequence", number)
    return event


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _day(event: Event) -> date:
    start = event.DTSTART
    assert start is not None  # nothing without one is read or made
    return start.date() if isinstance(start, datetime) else start


def _numbered(entries: list[_Entry]) -> Iterator[_Entry]:
    """Entries of which no two have one key: the second of a day and kind gets a number."""
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.key] += 1
        number = seen[entry.key]
        yield entry if number == 1 else replace(entry, kind=f"{entry.kind}-{number}")


def _sessions(plan: Given) -> Iterator[_Entry]:
    about = _about(plan)
    for i, when in enumerate(plan.course.dates):
        title = say(
            "report_calendar-session",
            number=i + 1,
            sessions=len(plan.course.dates),
            minutes=Quantity(plan.session.minutes, "min"),
        )
        yield _Entry(
            kind="session", day=when, last=when, title=title, about=about,
            minutes=plan.session.minutes,
        )  # fmt: skip


def _about(plan: Given) -> str:
    """What to know in front of the mask; no need to open the report for it."""
    session = plan.session
    zones = [f"{cards.zone_line(zone)}." for zone in session.zones]
    parts = [
        cards.how_to_start(session),
        say("report_calendar-light", light=cards.lit_channels(session.lit, session.minutes)),
        *zones,
        say("report_calendar-eyes", eyes=cards.eyes(plan)),
        *(words.sentence(line) for line in plan.course.stop_rules),
        say(INTENDED_USE),
    ]
    return "\n".join(parts)


def _days(plan: Given) -> Iterator[_Entry]:
    """Days that say something as a whole: reviews, and days without light."""
    for when, what in plan.course.reviews:
        title = say("report_calendar-review")
        yield _Entry(kind="review", day=when, last=when, title=title, about=words.sentence(what))
    for first, last, why in plan.course.closed:
        has_end = last < date.max - timedelta(days=366)
        title = say("report_calendar-no_light") if has_end else say("report_calendar-no_light_from")
        yield _Entry(
            kind="closed", day=first, last=last if has_end else first, title=title,
            about=words.sentence(say(why)),
        )  # fmt: skip


def _plain(text: str) -> str:
    return "\n".join(visible(line) for line in text.replace(words.THIN, " ").splitlines())
