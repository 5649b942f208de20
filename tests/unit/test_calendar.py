"""A calendar that stays right: imported twice nothing doubles, a new plan moves and takes back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st
from plan_factory import planned

from openpbm.answer import Closed, Planned
from openpbm.errors import InputError
from openpbm.fact import said
from openpbm.reports.calendar import calendar_ics, earlier_of, taken_back_ics
from openpbm.reports.reminder import Reminder, reminder_of
from openpbm.safety.minded import first_share
from openpbm.tracking.due import ToCome

BERLIN = Reminder(at=time(19, 30), alarm_min=15, zone="Europe/Berlin")
WHO = "somebody"
DAY = date(2027, 5, 1)


class Seen(NamedTuple):
    """One event as a calendar program keeps it."""

    day: date
    number: int
    is_cancelled: bool


class Program(dict[str, Seen]):
    """A calendar program: by UID, the higher number wins (RFC 5546)."""

    def import_file(self, text: str) -> None:
        for event in events_of(text):
            start = start_of(event)
            day = date(start.year, start.month, start.day)
            seen = Seen(day, event.sequence, str(event.get("STATUS", "")) == "CANCELLED")
            uid = event.uid
            if uid not in self or seen.number >= self[uid].number:
                self[uid] = seen

    def days(self) -> list[date]:
        return sorted(seen.day for seen in self.values() if not seen.is_cancelled)


def events_of(text: str) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(text)
    assert isinstance(calendar, icalendar.Calendar)
    return calendar.events


def start_of(event: icalendar.Event) -> datetime | date:
    start: datetime | date | None = event.DTSTART
    assert start is not None
    return start


def course() -> Planned:
    plan = planned()
    assert isinstance(plan, Planned)
    return replace(plan, course=replace(plan.course, reviews=(), closed=()))


def with_days(plan: Planned, days: tuple[date, ...], mark: str = "0") -> Planned:
    return replace(
        plan,
        start_date=min(days),
        inputs_sha256=mark * 64,
        course=replace(plan.course, dates=days),
    )


@pytest.mark.parametrize("reminder", [Reminder(), BERLIN, reminder_of("7:05", "none")])
def test_two_parsers_read_the_same_course(reminder: Reminder) -> None:
    plan = course()
    text = calendar_ics(plan, reminder=reminder)
    other = vobject.readOne(text).vevent_list
    assert [event.uid for event in events_of(text)] == [event.uid.value for event in other]
    for event, day in zip(other, plan.course.dates, strict=True):
        start = event.dtstart.value
        assert (start.date(), start.hour, start.minute) == (
            day,
            reminder.at.hour,
            reminder.at.minute,
        )
        assert (start.tzinfo is not None) == bool(reminder.zone)
        assert event.duration.value == timedelta(minutes=plan.session.minutes)
        alarms = getattr(event, "valarm_list", [])
        assert len(alarms) == (reminder.alarm_min is not None)
        if reminder.alarm_min is not None:
            assert alarms[0].trigger.value == -timedelta(minutes=reminder.alarm_min)


def test_an_hour_in_a_zone_stays_that_hour_when_clocks_change() -> None:
    days = tuple(date(2026, 3, 20) + timedelta(days=n) for n in range(20))
    text = calendar_ics(with_days(course(), days), reminder=BERLIN)
    starts = [start for event in events_of(text) if isinstance(start := start_of(event), datetime)]
    assert len(starts) == len(days)
    assert {(start.hour, start.minute) for start in starts} == {(19, 30)}
    assert {start.utcoffset() for start in starts} == {timedelta(hours=1), timedelta(hours=2)}


def test_a_zone_that_is_named_is_described() -> None:
    text = calendar_ics(course(), reminder=BERLIN)
    assert text.count("BEGIN:VTIMEZONE") == 1 and "\r\nTZID:Europe/Berlin\r\n" in text
    assert "VTIMEZONE" not in calendar_ics(course())


def test_two_reasons_of_one_day_are_two_events() -> None:
    plan = course()
    closed = tuple(Closed(DAY, DAY, said(why)) for why in ("a peel", "a laser", "a trip"))
    text = calendar_ics(replace(plan, course=replace(plan.course, closed=closed)))
    found = [event for event in events_of(text) if start_of(event) == DAY]
    assert len({event.uid for event in found}) == 3
    assert [str(event["DESCRIPTION"]) for event in found] == ["A peel.", "A laser.", "A trip."]


def test_the_same_plan_again_is_the_same_file() -> None:
    text = calendar_ics(course(), who=WHO)
    assert calendar_ics(course(), who=WHO, before=earlier_of(text)) == text


def test_another_hour_is_a_higher_number_of_the_same_events() -> None:
    program = Program()
    text = calendar_ics(course(), who=WHO)
    program.import_file(text)
    program.import_file(calendar_ics(course(), who=WHO, reminder=BERLIN, before=earlier_of(text)))
    assert program.days() == list(course().course.dates)
    assert {seen.number for seen in program.values()} == {1}


def test_another_hour_moves_what_is_to_come_and_nothing_that_is_past() -> None:
    plan = course()
    text = calendar_ics(plan, who=WHO)
    today = plan.course.dates[7]
    moved = calendar_ics(plan, who=WHO, reminder=BERLIN, before=earlier_of(text), today=today)
    for before, after in zip(events_of(text), events_of(moved), strict=True):
        is_past = start_of(before).strftime("%Y%m%d") < today.strftime("%Y%m%d")
        assert (before.to_ical() == after.to_ical()) == is_past


def test_days_without_light_that_are_over_stay_and_those_that_last_are_taken_back() -> None:
    plan = course()
    begin = plan.start_date
    away = tuple(
        Closed(begin + timedelta(days=first), begin + timedelta(days=last), said("a trip"))
        for first, last in ((0, 2), (1, 6))
    )
    text = calendar_ics(replace(plan, course=replace(plan.course, closed=away)), who=WHO)
    today = begin + timedelta(days=4)
    later = with_days(plan, tuple(day for day in plan.course.dates if day >= today), "1")
    found = events_of(calendar_ics(later, who=WHO, before=earlier_of(text), today=today))
    ranges = [event for event in found if "DTEND" in event]
    assert {start_of(event): str(event.get("STATUS", "")) for event in ranges} == {
        begin: "",
        begin + timedelta(days=1): "CANCELLED",
    }


def test_without_a_word_about_the_hour_it_stays_as_it_was() -> None:
    plan = course()
    text = calendar_ics(plan, who=WHO, reminder=BERLIN)
    assert calendar_ics(plan, who=WHO, before=earlier_of(text)) == text
    quiet = calendar_ics(plan, who=WHO, reminder=reminder_of("7:05", "none"))
    assert calendar_ics(plan, who=WHO, before=earlier_of(quiet)) == quiet
    assert calendar_ics(plan, who="somebody else", before=earlier_of(text)).count("T200000") > 30


def test_a_plan_shown_again_goes_on_from_its_own_calendar() -> None:
    """`openpbm report` knows no person: UIDs, numbers and the hour are those of the file."""
    first = course()
    text = calendar_ics(first, who=WHO, reminder=BERLIN)
    second = with_days(first, first.course.dates[5:], "1")
    text = calendar_ics(second, who=WHO, before=earlier_of(text))
    assert calendar_ics(second, before=earlier_of(text)) == text
    other = with_days(first, first.course.dates[5:], "2")
    assert calendar_ics(other, before=earlier_of(text)) == calendar_ics(other)


def test_two_people_with_the_same_answers_share_no_event() -> None:
    """A family imports into one calendar: one plan there must not replace the other's."""
    mine, yours = (
        {event.uid for event in events_of(calendar_ics(course(), who=who))} for who in "ab"
    )
    assert not mine & yours


ODD_ZONES = (
    *("Australia/Lord_Howe", "Pacific/Chatham", "Asia/Kathmandu", "Africa/Casablanca"),
    *("America/St_Johns", "Europe/Dublin", "Pacific/Apia", "Antarctica/Troll", "Europe/Berlin"),
)


@pytest.mark.parametrize("zone", ODD_ZONES)
@pytest.mark.parametrize("begin", [date(2026, 2, 20), date(2026, 9, 20), date(2026, 12, 20)])
def test_the_description_of_a_zone_gives_the_offset_of_every_session(
    zone: str, begin: date
) -> None:
    """Half hours, quarters, clocks that change by 30 minutes or for Ramadan, a turn of the year."""
    days = tuple(begin + timedelta(days=n) for n in range(90))
    text = calendar_ics(with_days(course(), days), reminder=reminder_of("20:15", "", zone))
    described = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")]
    for day in days:
        start = datetime.combine(day, time(20, 15))
        assert offset_by(described, start) == start.replace(tzinfo=ZoneInfo(zone)).utcoffset()


def offset_by(described: str, at: datetime) -> timedelta:
    """The offset by the last change before a local time, as RFC 5545 3.6.5 has it."""
    changes: list[tuple[datetime, timedelta]] = []
    for part in re.findall(r"BEGIN:(?:STANDARD|DAYLIGHT)(.*?)END:", described, re.DOTALL):
        sign, hours, minutes = re.findall(r"TZOFFSETTO:([+-])(\d\d)(\d\d)", part)[0]
        offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
        for line in re.findall(r"(?:DTSTART|RDATE)[^:]*:([\dT,]+)", part):
            changes += [(datetime.fromisoformat(each), offset) for each in line.split(",")]
    return max(change for change in changes if change[0] <= at)[1]


def test_a_session_lasts_as_long_as_its_light_to_the_second() -> None:
    plan = course()
    for minutes, seconds in ((10.5, 630), (0.75, 45)):
        session = replace(plan.session, minutes=minutes)
        event = events_of(calendar_ics(replace(plan, session=session)))[0]
        assert timedelta(seconds=seconds) == event.DURATION


def test_days_without_light_end_before_the_day_that_the_file_names() -> None:
    """RFC 5545 3.6.1: the end is not part of an event."""
    away = Closed(DAY, DAY + timedelta(days=6), said("a trip"))
    text = calendar_ics(replace(course(), course=replace(course().course, closed=(away,))))
    (event,) = [event for event in events_of(text) if "DTEND" in event]
    assert (DAY, DAY + timedelta(days=7)) == (event.DTSTART, event.DTEND)


def test_another_person_moves_nothing() -> None:
    text = calendar_ics(course(), who=WHO)
    later = with_days(course(), course().course.dates[:2], "1")
    other = calendar_ics(later, who="somebody else", before=earlier_of(text))
    assert other == calendar_ics(later, who="somebody else")
    assert "CANCELLED" not in other


def test_a_refusal_takes_back_what_is_to_come() -> None:
    plan = course()
    text = calendar_ics(plan, who=WHO)
    today = plan.course.dates[30]
    back = taken_back_ics(earlier_of(text), WHO, today)
    assert back is not None and back.count("VALARM") == 2 * 30  # of what is past
    program = Program()
    program.import_file(text)
    program.import_file(back)
    assert program.days() == list(plan.course.dates[:30])
    assert taken_back_ics(earlier_of(text), "somebody else", today) is None
    assert taken_back_ics(earlier_of(text), "", today) is None
    assert taken_back_ics(earlier_of(text), WHO, date(2030, 1, 1)) is None


DAYS = st.sets(st.integers(0, 120), min_size=1, max_size=30)


@given(st.lists(DAYS, min_size=2, max_size=5), st.booleans(), st.integers(0, 60))
def test_whatever_is_planned_anew_the_calendar_holds_the_last_course(
    plans: list[set[int]], is_imported: bool, passed: int
) -> None:
    """Days that stay keep their UID, days that go are gone, none doubles: also if some file in
    between was never imported."""
    program, text, begin = Program(), "", date(2027, 1, 1)
    today = begin + timedelta(days=passed)
    uids: dict[date, str] = {}
    for number, chosen in enumerate(plans):
        days = tuple(begin + timedelta(days=day) for day in sorted(chosen))
        plan = with_days(course(), days, str(number))
        text = calendar_ics(plan, who=WHO, before=earlier_of(text), today=today)
        now = Program()
        now.import_file(text)
        named = {seen.day: uid for uid, seen in now.items()}
        assert len(named) == len(now)
        assert all(named[day] == uids[day] for day in days if day in uids)
        uids = named
        if is_imported or number in (0, len(plans) - 1):
            program.import_file(text)
    assert [day for day in program.days() if day >= today] == [
        day for day in plan.course.dates if day >= today
    ]


LIVED = st.lists(
    st.tuples(
        st.integers(0, 30), st.sets(st.integers(0, 90), max_size=20), st.sampled_from([1, 0.5])
    ),
    min_size=1,
    max_size=4,
)


@given(DAYS, LIVED)
def test_a_calendar_that_reads_the_log_holds_what_remains_and_leaves_what_was_done(
    chosen: set[int], looks: list[tuple[int, set[int], float]]
) -> None:
    """Brought up to date on later and later days: what remains is there, what was is not moved."""
    program, begin = Program(), date(2027, 1, 1)
    plan = with_days(course(), tuple(begin + timedelta(days=day) for day in sorted(chosen)))
    text = calendar_ics(plan, who=WHO)
    program.import_file(text)
    today, done = begin, frozenset[date]()
    for later, ahead, share in looks:
        today += timedelta(days=later)
        due = tuple(day for n in sorted(ahead) if (day := today + timedelta(days=n)) not in done)
        was = {seen.day: uid for uid, seen in program.items()}
        stands = ToCome(had=len(done), done=done, days=tuple((day, share) for day in due))
        before = {event.uid: event.to_ical() for event in events_of(text)}
        text = calendar_ics(plan, who=WHO, before=earlier_of(text), today=today, to_come=stands)
        now = {event.uid: event for event in events_of(text)}
        over = [uid for day, uid in was.items() if day < today or day in done]
        assert all(now[uid].to_ical() == before[uid] for uid in over)
        program.import_file(text)
        held = {seen.day: uid for uid, seen in program.items()}
        assert len(held) == len(program)
        assert all(held[day] == uid for day, uid in was.items())
        kept = [day for day in program.days() if day >= today and day not in done]
        assert kept == list(due)
        for day in due:
            event = now[held[day]]
            asked = timedelta(minutes=share * plan.session.minutes)
            assert abs(event.DURATION - asked) <= timedelta(seconds=1)
        again = calendar_ics(plan, who=WHO, before=earlier_of(text), today=today, to_come=stands)
        assert again == text
        if due and due[0] == today:
            done |= {today}


def test_first_sessions_that_are_shorter_are_shorter_in_the_calendar() -> None:
    plan = course()
    gentle = replace(plan, session=replace(plan.session, gentle_first=3))
    lasts = [event.DURATION / timedelta(minutes=1) for event in events_of(calendar_ics(gentle))]
    half, whole = first_share() * plan.session.minutes, plan.session.minutes
    assert lasts == pytest.approx([half] * 3 + [whole] * (len(lasts) - 3), abs=1 / 60)
    assert all(f"{half:g}" in str(e["SUMMARY"]) for e in events_of(calendar_ics(gentle))[:3])


def test_every_session_says_how_it_is_written_down_in_one_step() -> None:
    for event in events_of(calendar_ics(course())):
        assert "openpbm log" in str(event["DESCRIPTION"])
        assert "As planned" in str(event["DESCRIPTION"])


OURS = calendar_ics(with_days(course(), course().course.dates[:6]), who=WHO, reminder=BERLIN)


@given(
    st.integers(0, len(OURS) - 1),
    st.integers(0, 60),
    st.text(alphabet="\r\n:;,=-\x00aZ09\U0001f642", max_size=9),
)
@example(0, OURS.index("BEGIN:VEVENT"), "")
@example(OURS.index("SEQUENCE:0") + 9, 1, "99999999999")
@example(OURS.index("SEQUENCE:0") + 9, 1, "soon")
@example(OURS.index("DTSTAMP:") + 8, 16, "soon")
@example(OURS.index("UID:"), 0, "DTSTART:20270101T200000\r\n")
def test_a_calendar_that_somebody_edited_stops_no_plan(place: int, cut: int, put: str) -> None:
    plan = with_days(course(), course().course.dates[2:9], "1")
    before = earlier_of(OURS[:place] + put + OURS[place + cut :])
    text = calendar_ics(plan, who=WHO, before=before, today=plan.start_date)
    events = events_of(text)
    assert len({event.uid for event in events}) == len(events)
    standing = {f"{start_of(event):%Y%m%d}" for event in events if "STATUS" not in event}
    assert standing >= {f"{day:%Y%m%d}" for day in plan.course.dates}
    taken_back_ics(before, WHO, plan.start_date)


@pytest.mark.parametrize(
    "text",
    ["", "of an earlier plan", "BEGIN:VCALENDAR\n", "\x00", "A:B\nC", "BEGIN:VEVENT\nEND:VEVENT"],
)
def test_a_file_that_is_no_calendar_of_ours_holds_nothing(text: str) -> None:
    assert not earlier_of(text).events


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("25:00", "", ""), "hour"),
        (("noon", "", ""), "hour"),
        (("", "-5", ""), "alarm"),
        (("", "2000", ""), "alarm"),
        (("", "", "Berlin/Europe"), "zone"),
        (("", "", "../etc/passwd"), "zone"),
    ],
)
def test_what_is_no_reminder_is_said(typed: tuple[str, str, str], said: str) -> None:
    with pytest.raises(InputError, match=f"The {said} is"):
        reminder_of(*typed)
