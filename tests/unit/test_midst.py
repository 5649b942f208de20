"""A plan that is made anew in the midst of a course: what was done is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_factory import DAY, NOON, added, begun, ended
from test_web_practice import an_id
from web_house import Visitor, answers, rooms_in

from openpbm.answer import Given
from openpbm.files.plan.file import read_plan_file
from openpbm.record import BY_HAND, LightEvent
from openpbm.session import ZoneSession
from openpbm.sitting.plan import adherence_of, followed, had_before, to_come_of
from openpbm.tracking.account import LightRecord, record_of
from openpbm.tracking.adherence import GoesOn, PlannedCourse, days_before, less, total_sessions
from openpbm.web.guard import Guard
from openpbm.web.midst import is_same_course, midst_of
from openpbm.web.people import KeptPerson
from openpbm.web.planned import plan_kept

OLD, OTHER = "a" * 64, "b" * 64


def course(first: int, sessions: int, per_week: int = 3) -> PlannedCourse:
    days = [7 * (n // per_week) + round(n % per_week * 7 / per_week) for n in range(sessions)]
    dates = tuple(DAY + timedelta(days=first + day) for day in days)
    return PlannedCourse(dates=dates, sessions_per_week=per_week)


@settings(max_examples=200)
@given(
    had=st.lists(
        st.tuples(st.integers(-20, 60), st.sampled_from([OLD, OTHER, ""]), st.booleans()),
        max_size=30,
    ),
    first=st.integers(0, 40),
    sessions=st.integers(1, 40),
)
def test_what_is_left_and_what_was_had_are_the_course(
    had: list[tuple[int, str, bool]], first: int, sessions: int
) -> None:
    events: list[LightEvent] = [added()]
    for n, (day, plan, is_lit) in enumerate(had):
        at = NOON + timedelta(days=day)
        own = replace(begun(f"s{n}", at=at, source=BY_HAND), plan_sha256=plan)
        events.append(own)
        events.append(ended(10.0 if is_lit else 0.0, f"s{n}", at=at))
    record, whole = record_of(events, "ann"), course(first, sessions)
    before = days_before(record.sittings, whole, GoesOn(plans=(OLD,), since=DAY))
    days = {
        day
        for day, plan, is_lit in had
        if is_lit and plan in (OLD, "") and day < first and (plan or day >= 0)
    }
    assert before == {DAY + timedelta(days=day) for day in days}
    left = less(whole, len(before))
    assert left.dates == whole.dates[: len(left.dates)], "no day that the course had not"
    assert len(left.dates) == max(sessions - len(before), 0)
    assert days_before(record.sittings, whole, None) == frozenset()


def in_midst(visitor: Visitor, app: Guard, name: str, first: date) -> tuple[str, KeptPerson]:
    """Somebody who did every day of a course that is past, as planned."""
    person = visitor.planned(first, name=name)
    kept = rooms_in(app).kept(an_id(person))
    for day in plan_kept(kept).course.dates:
        if day < rooms_in(app).today():
            visitor.send(f"{person}/log", {"do": "planned", "day": day.isoformat(), "sure": "yes"})
    return person, kept


def book(app: Guard, person: str) -> LightRecord:
    record = rooms_in(app).light.record(an_id(person))
    assert isinstance(record, LightRecord)
    return record


def made_anew(visitor: Visitor, person: str, start: date) -> None:
    visitor.send(f"{person}/plan", {"do": "make", "start": start.isoformat()})
    assert visitor.wait(person)["state"] == "done"


@pytest.fixture
def today(app: Guard) -> date:
    return rooms_in(app).today()


def test_a_plan_made_anew_in_week_three_goes_on_with_the_course(
    visitor: Visitor, app: Guard, today: date
) -> None:
    first = today - timedelta(days=16)
    person, kept = in_midst(visitor, app, "Mia", first)
    whole = plan_kept(kept)
    had = [day for day in whole.course.dates if day < today]
    assert len(had) > 3
    for _ in range(2):  # and anew once more
        made_anew(visitor, person, today)
        plan, record = plan_kept(kept), book(app, person)
        assert plan.goes_on is not None
        assert plan.goes_on.since == first
        assert had_before(plan, record) == set(had)
        left = to_come_of(record, plan, today)
        assert left is not None
        assert len(left.days) == len(whole.course.dates) - len(had)
        total = total_sessions(trial for trial, _ in plan.trial_ratios)
        assert total is not None
        assert followed(plan, record).sessions_total == total - len(had), "none comes back later"
        assert adherence_of(record, plan, today).remaining == tuple(day for day, _ in left.days)
        page = visitor.client.get(f"{person}/plan").text
        assert f"{first.isoformat()}: of its {len(plan.course.dates)} sessions {len(had)}" in page
        log = visitor.client.get(f"{person}/log").text
        assert f"{len(had)} sessions of this course were done by plans before this one" in log
        assert "not among its own sessions" not in log
        assert sessions(visitor, person, today) == [day for day, _ in left.days]


def sessions(visitor: Visitor, person: str, today: date) -> list[date]:
    """The days from today on of which the calendar reminds."""
    text = visitor.client.get(f"{person}/plan/calendar.ics").text
    found = icalendar.Calendar.from_ical(text).events
    stand = [one.DTSTART for one in found if one.get("STATUS") != "CANCELLED" and one.alarms]
    days = [each.date() for each in stand if isinstance(each, datetime)]
    return sorted({day for day in days if day >= today})


def test_a_plan_for_something_else_or_after_a_pause_or_the_end_begins_a_course(
    visitor: Visitor, app: Guard, today: date
) -> None:
    first = today - timedelta(days=9)
    person, kept = in_midst(visitor, app, "Noor", first)
    plan, record = plan_kept(kept), book(app, person)
    last = max(plan.course.dates)
    assert midst_of(plan, record, today) == GoesOn(plans=(plan.sha256,), since=first)
    for start in (today + timedelta(days=30), last + timedelta(days=1)):  # a pause; the end
        assert midst_of(plan, record, start) is None
    nobody = replace(plan, course=replace(plan.course, dates=plan.course.dates[:3]))
    assert midst_of(nobody, record, today) is None, "all of it was done"
    past = [day for day in plan.course.dates if day < today]
    missed = min({first + timedelta(days=n) for n in range(9)} - set(past))
    dates = tuple(sorted([*past, missed]))
    ended = replace(plan, course=replace(plan.course, dates=dates))
    assert adherence_of(record, ended, today).remaining, "a missed one that may come at the end"
    assert midst_of(ended, record, today) is None, "its planned days are over"
    visitor.send(f"{person}/you", answers(name="Noor", goal="acne"))
    made_anew(visitor, person, today)
    assert plan_kept(kept).goes_on is None
    assert "goes on with the course" not in visitor.client.get(f"{person}/plan").text


def test_a_course_goes_on_only_where_the_same_is_asked_of_the_same_mask(
    visitor: Visitor, app: Guard, today: date
) -> None:
    kept = rooms_in(app).kept(an_id(visitor.planned(today, name="Ute")))
    plan = read_plan_file(kept.plan_folder / "plan.json")
    assert isinstance(plan, Given)
    zone = ZoneSession(zone="upper", regions=(), goal="acne", minutes=1.0, channels=())
    others = (
        replace(plan, goals=("acne",)),
        replace(plan, mask=replace(plan.mask, id="another")),
        replace(plan, course=replace(plan.course, weeks=plan.course.weeks + 1)),
        replace(plan, course=replace(plan.course, sessions_per_week=1)),
        replace(plan, session=replace(plan.session, zones=(zone,))),
    )
    assert is_same_course(plan, replace(plan, start_date=today + timedelta(days=3)))
    assert not any(is_same_course(plan, other) for other in others)
    assert not is_same_course(None, plan)
