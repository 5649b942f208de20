"""When a session of a plan may be given, and how much light a day has room for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_factory import NOON, added, begun, ended

from openpbm.fact import said
from openpbm.record import (
    NO_LIGHT,
    UNKNOWN_LIGHT,
    DayDose,
    LightEvent,
    LightHistory,
    ScreenRenewed,
    SessionBegun,
    SessionSkipped,
    SkinTook,
)
from openpbm.reports.ledger_words import course_words
from openpbm.session import Ceiling, Part
from openpbm.speech.say import in_english
from openpbm.tables import numbers, rows
from openpbm.tracking import due as due_room
from openpbm.tracking.account import LightRecord, record_of
from openpbm.tracking.adherence import (
    DONE,
    PARTIAL,
    DayDone,
    PlannedCourse,
    keeps_rhythm,
    last_day,
)
from openpbm.tracking.due import (
    CHANGES,
    Due,
    Followed,
    changed,
    due,
    given_on,
    is_skipped,
    standing,
    to_come,
)
from openpbm.tracking.room import light_so_far, room_left
from openpbm.tracking.skin import borne_on

FIRST = date(2026, 5, 4)  # a Monday
VALID = round(numbers("delivery")["screen_valid_days"].value)
PAUSE = 7 * round(rows("schedule")["missed_two_weeks"].number("weeks"))
GRACE = round(rows("schedule")["grace_days"].number("days"))


def days(*after: int) -> tuple[date, ...]:
    return tuple(FIRST + timedelta(days=n) for n in after)


def followed(*, weeks: int = 12, **change: object) -> Followed:
    """Mondays, Wednesdays and Fridays."""
    course = PlannedCourse(
        dates=days(*(7 * w + d for w in range(weeks) for d in (0, 2, 4))), sessions_per_week=3
    )
    plain = Followed(
        sha256="a" * 64,
        mask_id="mask",
        start=FIRST,
        course=course,
        parts=(Part(),),
        sessions_total=None,
    )
    return replace(plain, **change)  # type: ignore[arg-type]


def done(*after: int, share: float = 1.0, zone: str = "") -> list[LightEvent]:
    """Sessions of ten minutes planned, so many days after the first."""
    made: list[LightEvent] = []
    for day in after:
        at = datetime.combine(FIRST + timedelta(days=day), NOON.timetz())
        name = f"s{day}{zone}"
        made += [
            replace(begun(name, at=at), zone=zone, day=at.date()),
            ended(10 * share, name, at=at),
        ]
    return made


def held(plan: Followed, after: int, *events: LightEvent) -> Due:
    record = record_of((added(), *events), "ann")
    return due(plan, record, FIRST + timedelta(days=after))


def renewed(after: int, sha256: str = "a" * 64) -> ScreenRenewed:
    at = datetime.combine(FIRST + timedelta(days=after), NOON.timetz())
    return ScreenRenewed(person_id="ann", at_utc=at, day=at.date(), plan_sha256=sha256)


def ids(found: Due) -> list[str]:
    return [refusal.id for refusal in found.refusals]


# ---- what the skin leaves


def test_a_half_that_was_asked_for_and_done_by_hand_is_done_and_on_every_other_day_in_part() -> (
    None
):
    """Written down as five of ten minutes, as a mask without a plan's clock has it."""
    plan = followed(minutes=(10.0,))
    said = SkinTook(
        person_id="ann", at_utc=NOON, day=FIRST, said_on=FIRST + timedelta(days=1),
        answer="red_day", share=0.5, sessions=1, rest_days=0, needs_doctor=False,
    )  # fmt: skip
    sha = plan.sha256
    events = [*done(0), said, *done(2, share=0.5), *done(4, share=0.5)]
    own = [replace(e, plan_sha256=sha) if isinstance(e, SessionBegun) else e for e in events]
    record = record_of((added(), *own), "ann")
    states = [day.state for day in standing(plan, record, FIRST + timedelta(days=4)).days[:3]]
    assert states == [DONE, DONE, PARTIAL]
    assert standing(plan, record, FIRST + timedelta(days=4)).given == 2.0  # of light: 1, and halves
    for day, share in ((0, 1.0), (2, 1.0), (4, 0.5)):
        on = FIRST + timedelta(days=day)
        assert given_on(plan, record, on, FIRST + timedelta(days=4)) == {Part(): share}


def test_what_remains_begins_after_a_rest_and_what_waits_for_a_doctor_not_today() -> None:
    plan = followed()
    for rest_days, needs_doctor, opens in ((3, False, 5), (0, True, 3)):
        said = SkinTook(
            person_id="ann", at_utc=NOON, day=FIRST, said_on=FIRST + timedelta(days=2),
            answer="red_day", share=0.5, sessions=2, rest_days=rest_days, needs_doctor=needs_doctor,
        )  # fmt: skip
        record = record_of((added(), *done(0), said), "ann")
        today = FIRST + timedelta(days=2)
        found = standing(plan, record, today)
        assert found.remaining[0] == FIRST + timedelta(days=opens)
        course = to_come(plan, record, today)
        assert course.had == 1 and course.done == {FIRST}
        assert [day for day, _ in course.days] == list(found.remaining)
        shares = [share for _, share in course.days[:3]]
        assert shares == [0.5, 0.5, 1.0]


def test_light_by_a_plan_before_is_told_beside_the_course_and_is_none_of_it() -> None:
    """A plan made anew in mid course: the first weeks are not lost from sight."""
    plan = followed()
    record = record_of((added(), *of_plan(done(-9, -7, -5), "b" * 64), *done(0)), "ann")
    found = standing(plan, record, FIRST)
    assert found.earlier == days(-9, -7, -5)
    assert (len(found.past), len(found.beside), len(found.remaining)) == (1, 0, 35)
    told = course_words(found)
    assert any("3 days, the last on" in line for line in told)
    assert not standing(plan, record_of((added(), *done(0)), "ann"), FIRST).earlier


def test_years_of_halves_ask_for_the_skin_of_the_days_of_the_course_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each day that is looked at reads the whole record: not as many days as there are sessions."""
    plan, asked = followed(minutes=(10.0,), weeks=2), list[date]()

    def counted(record: LightRecord, day: date, today: date) -> float:
        asked.append(day)
        return borne_on(record, day, today)

    monkeypatch.setattr(due_room, "borne_on", counted)
    halves = [
        replace(e, plan_sha256=plan.sha256) if isinstance(e, SessionBegun) else e
        for e in done(*range(0, 600, 2), share=0.5)
    ]
    held(plan, 600, *halves)
    assert 0 < len(asked) <= 2 * 7 + 2


def test_not_today_leaves_out_whatever_day_of_the_course_today_is_and_light_takes_it_back() -> None:
    plan = followed()
    for after in (2, 3, 5):  # a day of the plan, one moved to, one that is none
        day = FIRST + timedelta(days=after)
        left = SessionSkipped(
            person_id="ann", at_utc=NOON, day=day, mask_id="mask", plan_sha256=plan.sha256
        )
        record = record_of((added(), *done(0), left), "ann")
        assert is_skipped(plan, record, day)
        assert min(standing(plan, record, day).remaining) > day
        assert not is_skipped(plan, record, day + timedelta(days=1))
        lit = record_of((added(), *done(0), left, *done(after)), "ann")
        assert not is_skipped(plan, lit, day)


# ---- days


def test_a_session_is_due_on_its_day_and_a_day_of_grace_about_it() -> None:
    for after, question in ((0, False), (1, False), (2, False), (3, False), (6, False)):
        found = held(followed(), after, *(done(0) if after > 1 else []))
        assert ids(found) == []
        assert bool(found.ask_day) is question
    lazy = followed(course=PlannedCourse(dates=days(0, 9), sessions_per_week=3))
    asked = held(lazy, 5, *done(0)).ask_day
    assert asked is not None and "none of the days" in in_english(asked)


def test_a_plan_gives_no_light_before_its_start_and_after_its_end() -> None:
    assert ids(held(followed(), -1)) == ["start"]
    every = done(*(7 * w + d for w in range(12) for d in (0, 2, 4)))
    last = 7 * 11 + 4
    assert ids(held(followed(), last + GRACE, *every[:-2])) == []
    assert ids(held(followed(), last + GRACE + 1, *every[:-2])) in ([], ["course"])
    assert ids(held(followed(), last + GRACE + 1, *every)) == ["course"]
    assert ids(held(followed(), 1000)) == ["course"]
    assert ids(held(followed(course=PlannedCourse(dates=(), sessions_per_week=3)), 0)) == ["course"]


@given(st.sets(st.integers(0, 80)), st.integers(0, 400))
def test_the_end_of_a_course_does_not_move_on_with_the_calendar(
    given_on: set[int], after: int
) -> None:
    course = followed().course
    seen = [DayDone(day=FIRST + timedelta(days=n), share=1.0) for n in sorted(given_on)]
    end = last_day(course, seen)
    assert end is not None
    assert max(course.dates) < end <= max(course.dates) + timedelta(days=GRACE + 7 * 12 + 14)
    later = [*seen, DayDone(day=end + timedelta(days=after + 1), share=1.0)]
    assert last_day(course, later) == end


def test_a_course_of_twelve_weeks_can_be_given_whole() -> None:
    """With a screen answered every 30 days, and no other question."""
    events: list[LightEvent] = []
    asked = []
    for planned in followed().course.dates:
        after = (planned - FIRST).days
        found = held(followed(), after, *events)
        assert ids(found) == []
        assert not found.ask_day
        if found.ask_screen:
            asked.append(after)
            events.append(renewed(after))
            assert not held(followed(), after, *events).ask_screen
        events += done(after)
    assert len(asked) == 2
    assert asked[0] > VALID
    assert ids(held(followed(), 81, *events)) == ["done_today"]


def test_a_session_that_is_done_is_not_due_again() -> None:
    for share, refused in ((1.0, ["done_today"]), (0.95, ["done_today"]), (0.6, [])):
        found = held(followed(), 0, *done(0, share=share))
        assert ids(found) == refused
        assert found.given[Part()] == pytest.approx(share)
    told = held(followed(), 0, *done(0)).refusals[0]
    assert "2026-05-06" in in_english(told.would_change)


def test_zones_are_done_one_by_one() -> None:
    plan = followed(parts=(Part("upper"), Part("lower")))
    one = held(plan, 0, *done(0, zone="upper"))
    assert ids(one) == []
    assert one.given == {Part("upper"): 1.0, Part("lower"): 0.0}
    both = held(plan, 0, *done(0, zone="upper"), *done(0, zone="lower"))
    assert ids(both) == ["done_today"]


def test_another_mask_is_another_plan() -> None:
    other = [replace(e, mask_id="other") if isinstance(e, SessionBegun) else e for e in done(0)]
    assert ids(held(followed(), 0, *other)) == []


def of_plan(events: list[LightEvent], sha256: str) -> list[LightEvent]:
    return [replace(e, plan_sha256=sha256) if isinstance(e, SessionBegun) else e for e in events]


@pytest.mark.parametrize(
    ("sha256", "on", "is_counted"),
    [
        ("b" * 64, -1, False),  # the plan before this one: its light is why this one waits a day
        ("a" * 64, -1, True),  # this plan, begun a day early
        ("", -1, True),  # nobody said of which plan
        ("b" * 64, 0, True),  # on a day of this course it is one of its sessions
        ("b" * 64, 1, True),
    ],
)
def test_a_session_of_an_earlier_plan_is_none_of_this_course(
    sha256: str, on: int, is_counted: bool
) -> None:
    early = followed(start=FIRST - timedelta(days=7))
    record = record_of((added(), *of_plan(done(on), sha256)), "ann")
    found = standing(early, record, FIRST + timedelta(days=on))
    later = [day for day in found.remaining if day > FIRST + timedelta(days=on)]
    assert (later[0] == FIRST) is (on < 0 and not is_counted)
    assert found.given == (1.0 if is_counted else 0.0)


def test_a_session_of_an_earlier_plan_still_keeps_its_distance() -> None:
    """It is no session of the course, but it was light: never a second one that day."""
    early = followed(start=FIRST - timedelta(days=7))
    other = of_plan(done(-1), "b" * 64)
    today = held(early, -1, *other)
    assert ids(today) == ["done_today"]
    assert FIRST.isoformat() in in_english(today.refusals[0].would_change)
    full = of_plan(done(-3, -2, -1), "b" * 64)
    assert ids(held(early, 0, *full)) == ["rhythm"]
    assert ids(held(early, 4, *full)) == []


def test_seven_days_never_hold_more_than_the_rhythm() -> None:
    found = held(followed(), 5, *done(0, 2, 4))
    assert ids(found) == ["rhythm"]
    assert "3 sessions" in in_english(found.refusals[0].reason)
    assert ids(held(followed(), 7, *done(0, 2, 4))) == []


@given(st.sets(st.integers(0, 30), max_size=12), st.integers(0, 30))
def test_the_rhythm_counts_every_seven_days(on: set[int], today: int) -> None:
    course = followed().course
    seen = [DayDone(day=FIRST + timedelta(days=n), share=1.0) for n in sorted(on)]
    most = max(
        len([n for n in on | {today} if first <= n < first + 7])
        for first in range(today - 6, today + 1)
    )
    assert keeps_rhythm(course, seen, FIRST + timedelta(days=today)) is (most <= 3)


def test_a_closed_day_gives_no_light_and_says_why() -> None:
    closed = PlannedCourse(
        dates=days(0, 9), sessions_per_week=3, closed=((days(1)[0], days(6)[0]),),
        why_closed=(said("microneedling"),)
    )  # fmt: skip
    found = held(followed(course=closed), 3)
    assert ids(found) == ["closed"]
    assert "microneedling" in in_english(found.refusals[0].reason)
    assert ids(held(followed(course=closed), 8)) == []


# ---- screen


def test_a_screen_holds_thirty_days_and_an_answer_makes_thirty_more() -> None:
    daily = done(*range(0, 60, 3))
    for after, events, ask in (
        (VALID, [], False),
        (VALID + 1, [], True),
        (VALID + 1, [renewed(VALID - 5)], False),
        (2 * VALID, [renewed(VALID)], False),
        (2 * VALID + 1, [renewed(VALID)], True),
        (VALID + 1, [renewed(VALID + 20)], True),  # of a clock that ran ahead
        (VALID + 1, [renewed(VALID - 5, "b" * 64)], True),  # of another plan
    ):
        own = [e for e in daily if e.at_utc.date() < FIRST + timedelta(days=after)]
        assert held(followed(), after, *own, *events).ask_screen is ask


@pytest.mark.parametrize("days_old", [1, VALID // 2, VALID])
def test_a_plan_made_anew_is_as_old_as_the_answers_it_was_made_from(days_old: int) -> None:
    plan = followed(screened=FIRST - timedelta(days=days_old))
    daily = done(*range(0, 60, 3))
    for after, events in ((VALID - days_old, []), (VALID, [renewed(VALID - days_old)])):
        own = [e for e in daily if e.at_utc.date() < FIRST + timedelta(days=after)]
        assert not held(plan, after, *own, *events).ask_screen
    over = VALID - days_old + 1
    own = [e for e in daily if e.at_utc.date() < FIRST + timedelta(days=over)]
    assert held(plan, over, *own).ask_screen
    assert not held(followed(), over, *own).ask_screen  # of answers of its own day


def test_a_pause_of_two_weeks_asks_for_the_screen() -> None:
    assert not held(followed(), 2 + PAUSE - 1, *done(0, 2)).ask_screen
    assert held(followed(), 2 + PAUSE, *done(0, 2)).ask_screen
    assert not held(followed(), 2 + PAUSE, *done(0, 2), renewed(2 + PAUSE - 1)).ask_screen


@pytest.mark.parametrize("which", range(len(CHANGES)))
def test_one_change_is_enough(which: int) -> None:
    refusal = changed([(what, n == which) for n, what in enumerate(CHANGES)])
    assert refusal is not None
    assert in_english(CHANGES[which]) in in_english(refusal.reason)
    assert changed([(what, False) for what in CHANGES]) is None


# ---- room

CAPS = {"day": 10.0, "week": 30.0, "course": 360.0}


def ceilings(**caps: float) -> tuple[Ceiling, ...]:
    return tuple(
        Ceiling(id=f"light_{window}_red", name=said(window), value=0.0, limit=limit, unit="J/cm2",
                reason=said("r"), would_change=said(""), source="s", status="project")
        for window, limit in (caps or CAPS).items()
    )  # fmt: skip


def red(after: int, dose: float, region: str = "") -> DayDose:
    return DayDose(day=FIRST + timedelta(days=after), band="red", dose_j_cm2=dose, region=region)


@pytest.mark.parametrize(
    ("doses", "left"),
    [
        ([], 10.0),
        ([red(0, 4.0)], 6.0),
        ([red(0, 4.0, "nose")], 6.0),
        ([red(0, 4.0, "chin")], 10.0),
        ([red(-1, 10.0)], 10.0),
        ([red(-1, 10.0), red(-2, 14.0)], 6.0),
        ([red(-6, 26.0)], 4.0),
        ([red(-7, 26.0)], 10.0),
        ([red(0, 11.0)], 0.0),
        ([red(-80, 357.0)], 3.0),
        ([red(-84, 357.0)], 10.0),
    ],
)
def test_the_least_that_any_window_leaves_is_the_room(doses: list[DayDose], left: float) -> None:
    room = room_left(ceilings(), doses, ("nose",), FIRST)
    assert room == {("red", "nose"): pytest.approx(left)}


def test_without_a_cap_of_the_day_there_is_no_room() -> None:
    assert room_left(ceilings(week=24.0), [], ("nose",), FIRST) == {}


@given(st.lists(st.tuples(st.integers(-100, 0), st.floats(0, 50))))
def test_more_light_never_makes_more_room(light: list[tuple[int, float]]) -> None:
    doses = [red(after, dose) for after, dose in light]
    whole = room_left(ceilings(), doses, ("nose",), FIRST)["red", "nose"]
    for n in range(len(doses)):
        fewer = room_left(ceilings(), doses[:n] + doses[n + 1 :], ("nose",), FIRST)
        assert fewer["red", "nose"] >= whole - 1e-9


def so_far(kept: LightHistory, before: LightHistory, start: int) -> LightHistory:
    return light_so_far(
        kept,
        before=before,
        planned_from=FIRST + timedelta(days=start),
        ceilings=ceilings(),
    )


def test_a_ledger_that_cannot_be_added_up_stays_unknown() -> None:
    lost = LightHistory(is_known=False, why_unknown=said("torn"))
    assert so_far(lost, NO_LIGHT, 0) == lost


def test_what_came_before_counts_beside_the_ledger() -> None:
    before = LightHistory(is_known=True, doses=(red(-3, 7.0),))
    kept = LightHistory(is_known=True, doses=(red(-1, 5.0),))
    assert so_far(kept, before, 0).doses == (*before.doses, *kept.doses)


def test_what_nobody_said_counts_as_full_until_the_plan_begins() -> None:
    young = so_far(NO_LIGHT, UNKNOWN_LIGHT, 0)
    assert young.is_known
    assert room_left(ceilings(), young.doses, ("nose",), FIRST)["red", "nose"] == 0.0
    later = room_left(ceilings(), young.doses, ("nose",), FIRST + timedelta(days=7))
    assert later["red", "nose"] == pytest.approx(10.0)
    earlier = so_far(NO_LIGHT, UNKNOWN_LIGHT, -84)
    assert all(dose.day <= FIRST - timedelta(days=84) for dose in earlier.doses)
