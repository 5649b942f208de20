"""The course as an iCalendar file (RFC 5545): sessions, reviews, and days without light.

An event keeps its UID as long as its day keeps its kind, so that a new plan moves what a
calendar holds and doubles nothing. The file of the plan before is all that is needed for it;
an event of it that cannot be read is as if it were not there. What is past stays in the file as
it was. The same plan after the same file gives the same file. No two people share a UID, whatever
they answered: a family imports into one calendar.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from openpbm.answer import INTENDED_USE, Given
from openpbm.fact import Quantity
from openpbm.letters import visible
from openpbm.reports import cards, words
from openpbm.reports.reminder import REMINDER, Reminder
from openpbm.safety.minded import first_share
from openpbm.session import shortened
from openpbm.speech.say import say
from openpbm.tracking.due import ToCome

MARK_LENGTH = 20  # characters of a hash that name a plan or a person
COURSE = "X-OPENPBM-COURSE"  # of whom, as a hash: only their own next plan moves these events
PLAN = "X-OPENPBM-PLAN"  # of which plan, as a hash: shown again it goes on from its own file
HOST = "openpbm"
MOST_VERSIONS = 2**31 - 2  # what RFC 5545 lets SEQUENCE be, and one more
UNREADABLE = (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError)


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What a calendar file of before holds, by the part of its UIDs that names day and kind."""

    owner: str = ""
    plan: str = ""
    events: Mapping[str, Event] = field(default_factory=dict)

    def of(self, owner: str, plan: str) -> Mapping[str, Event]:
        """What the next calendar of somebody goes on from; of nobody: of the same plan."""
        is_same = self.owner == owner if owner else self.plan == plan
        return self.events if is_same else {}

    @property
    def reminder(self) -> Reminder | None:
        """Hour, alarm and zone of its last session that stands; None: there is none."""
        standing = [event for event in self.events.values() if "STATUS" not in event]
        found = [_reminder(event) for event in sorted(standing, key=_first)]
        return next((each for each in reversed(found) if each is not None), None)


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
        events = [event for event in calendar.events if _is_sound(event)]
    except UNREADABLE:
        return Earlier()
    found: dict[str, Event] = {}
    for event in events:
        uid, _, host = event.uid.partition("@")
        if host == HOST:
            found[uid.partition("-")[2]] = event
    owner, plan = (str(calendar.get(name, "")) for name in (COURSE, PLAN))
    return Earlier(owner=owner, plan=plan, events=found)


def _is_sound(event: Event) -> bool:
    """Whether all that is taken over from an event can be read: somebody may have edited it."""
    try:
        _stamped(
            deepcopy(event), event.uid, event.DTSTAMP or _midnight(date.min), event.sequence
        ).to_ical()
        _reminder(event)
        return _first(event) <= _last(event) and 0 <= event.sequence < MOST_VERSIONS
    except UNREADABLE:
        return False


def calendar_ics(
    plan: Given,
    *,
    reminder: Reminder | None = None,
    who: str = "",
    before: Earlier | None = None,
    today: date | None = None,
    to_come: ToCome | None = None,
) -> str:
    """The calendar of a planned course.

    Args:
        plan: with its course.
        reminder: hour, alarm and zone that its person chose; None: as in the calendar before.
        who: that person, in whatever words their data has for them; empty: nobody is known.
        before: the calendar of the plan before. Days that it shares keep their UIDs, days that
            are no more are cancelled, if it is the same person's or the same plan's.
        today: nothing before it is cancelled; None: the first day of the plan.
        to_come: the course as it stands by a log; None: as it was planned.
    """
    mark, owner = plan.inputs_sha256[:MARK_LENGTH], owner_of(who)
    known = before.of(owner, mark) if before is not None else {}
    if known and before is not None:
        owner = before.owner
        reminder = reminder or before.reminder
    reminder = reminder or REMINDER
    today = plan.start_date if today is None else today
    own = owner_of(owner + mark) if owner else mark
    sessions = _sessions(plan) if to_come is None else _as_it_stands(plan, to_come, today)
    entries = {entry.key: entry for entry in _numbered([*sessions, *_days(plan)])}
    had = frozenset() if to_come is None else to_come.done
    events = [
        known[key]
        if key in known and (entry.last < today or entry.day in had)
        else _moved(_event(entry, reminder), f"{own}-{key}@{HOST}", plan.start_date, known.get(key))
        for key, entry in entries.items()
    ]
    gone = [event for key, event in known.items() if key not in entries]
    events.extend(_cancelled(gone, today))
    name = say("report_calendar-name", goals=words.goals(plan))
    return _text(name, {COURSE: owner, PLAN: mark}, events, reminder)


def taken_back_ics(before: Earlier, who: str, today: date) -> str | None:
    """The calendar of a plan that gives no light after one that did: what is cancelled of it."""
    owner = owner_of(who)
    if not owner or before.owner != owner or all(_last(e) < today for e in before.events.values()):
        return None
    events = list(_cancelled(list(before.events.values()), today))
    return _text(say("report_calendar-taken_back"), {COURSE: owner}, events, REMINDER)


def _text(name: str, marks: Mapping[str, str], events: list[Event], reminder: Reminder) -> str:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//OpenPBM//plan//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", visible(name))
    for mark, value in marks.items():
        calendar.add(mark, value)
    for event in events:
        calendar.add_component(event)
    if reminder.zone and events:
        days = [_first(event) for event in events]
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
        if _last(before) < today:
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


def _reminder(event: Event) -> Reminder | None:
    """When an event reminds; None: it is of whole days."""
    start = event.DTSTART
    if not isinstance(start, datetime):
        return None
    before = [alarm.decoded("TRIGGER", None) for alarm in event.walk("VALARM")]
    alarm = next((each for each in before if isinstance(each, timedelta)), None)
    return Reminder(
        at=time(start.hour, start.minute),
        alarm_min=None if alarm is None else round(-alarm.total_seconds() / 60),
        zone=start.tzinfo.key if isinstance(start.tzinfo, ZoneInfo) else "",
    )


def _first(event: Event) -> date:
    start = event.DTSTART
    if start is None:
        raise ValueError(event.uid)  # none is made so, and none read
    return start.date() if isinstance(start, datetime) else start


def _last(event: Event) -> date:
    """The last day of an event; of whole days the file names the one after."""
    is_whole = "DTEND" in event and not isinstance(event.DTSTART, datetime)
    end = event.DTEND if is_whole else None
    return _first(event) if end is None else date(end.year, end.month, end.day) - timedelta(days=1)


def _numbered(entries: list[_Entry]) -> Iterator[_Entry]:
    """Entries of which no two have one key: the second of a day and kind gets a number."""
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.key] += 1
        number = seen[entry.key]
        yield entry if number == 1 else replace(entry, kind=f"{entry.kind}-{number}")


def _sessions(plan: Given) -> Iterator[_Entry]:
    """As planned; the first ones shorter where only a yes let the plan pass."""
    dates, first = plan.course.dates, plan.session.gentle_first
    made = _Sessions(plan)
    for i, when in enumerate(dates):
        yield made.of(when, i + 1, len(dates), first_share() if i < first else 1.0)


def _as_it_stands(plan: Given, course: ToCome, today: date) -> Iterator[_Entry]:
    """What is over as it was planned, and the days that remain."""
    total, dates, made = course.had + len(course.days), plan.course.dates, _Sessions(plan)
    for i, when in enumerate(dates):
        if when < today or when in course.done:
            yield made.of(when, i + 1, len(dates), 1.0)
    for i, (when, share) in enumerate(course.days):
        yield made.of(when, course.had + i + 1, total, share)


@dataclass(frozen=True)
class _Sessions:
    """What is said of a session of a plan, once for each length that it has."""

    plan: Given
    told: dict[float, tuple[float, str]] = field(default_factory=dict)  # by share

    def of(self, when: date, number: int, sessions: int, share: float) -> _Entry:
        if share not in self.told:
            session = shortened(self.plan.session, share) if share < 1 else self.plan.session
            self.told[share] = session.minutes, _about(replace(self.plan, session=session))
        minutes, about = self.told[share]
        title = say(
            "report_calendar-session",
            number=number,
            sessions=sessions,
            minutes=Quantity(minutes, "min"),
        )
        return _Entry(
            kind="session", day=when, last=when, title=title, about=about, minutes=minutes
        )


def _about(plan: Given) -> str:
    """What to know in front of the mask; no need to open the report for it."""
    session = plan.session
    zones = [f"{cards.zone_line(zone)}." for zone in session.zones]
    parts = [
        cards.how_to_start(session),
        say("report_calendar-light", light=cards.lit_channels(session.lit, session.minutes)),
        *zones,
        say("report_calendar-eyes", eyes=cards.eyes(plan)),
        say("report_calendar-log"),
        *(words.sentence(line) for line in plan.course.stop_rules),
        say(INTENDED_USE) + words.translated(),
    ]
    return "\n".join(parts)


def _days(plan: Given) -> Iterator[_Entry]:
    """Days that say something as a whole: reviews, and days without light."""
    for when, what in plan.course.reviews:
        title = say("report_calendar-review")
        yield _Entry(kind="review", day=when, last=when, title=title, about=_noted(what))
    for first, last, why in plan.course.closed:
        has_end = last < date.max - timedelta(days=366)
        title = say("report_calendar-no_light") if has_end else say("report_calendar-no_light_from")
        yield _Entry(
            kind="closed", day=first, last=last if has_end else first, title=title,
            about=_noted(say(why)),
        )  # fmt: skip


def _noted(text: str) -> str:
    """A sentence of a day, and in another language that nobody has reviewed it."""
    return words.sentence(text) + words.translated()


def _plain(text: str) -> str:
    return "\n".join(visible(line) for line in text.replace(words.THIN, " ").splitlines())
