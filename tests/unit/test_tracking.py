"""Light adds up: once, upwards where it is not sure, and on the right day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from ledger_factory import (
    DAY,
    NIR_PER_MIN,
    NOON,
    RATES,
    RED_PER_MIN,
    added,
    begun,
    ended,
    lit,
    progress,
    whole,
)

from openpbm.record import DayDose, DoseNoted, LightEvent
from openpbm.reports.ledger_words import calendar_lines, course_words, last_days
from openpbm.speech.language import speaking
from openpbm.speech.say import in_english
from openpbm.tracking.account import day_doses, history, record_of
from openpbm.tracking.adherence import DayDone, PlannedCourse, adherence, days_done

MONDAY = date(2026, 5, 4)
TWO_A_WEEK = PlannedCourse(
    dates=tuple(MONDAY + timedelta(days=d) for d in (0, 4, 7, 11, 14, 18)), sessions_per_week=2
)


def red(events: tuple[LightEvent, ...], today: date = DAY, on: date | None = None) -> float:
    """Red on the forehead, of one day or of all."""
    doses = history((added(), *events), "ann", today).doses
    return sum(d.dose_j_cm2 for d in doses if d.band == "red" and on in (None, d.day))


def test_light_of_a_day_that_a_journey_made_tomorrow_is_shown_with_today() -> None:
    """Given on Wednesday in Tokyo, looked at on Tuesday at home: as the caps count it."""
    light = (begun("a", day=DAY + timedelta(days=1)), ended(3.0, "a"))
    record = record_of((added(), *light), "ann")
    for days in (1, 7, 28):
        assert last_days(record, DAY, days)["red"] == red(light, on=DAY) > 0


def test_a_whole_session_gives_its_minutes_times_its_rates() -> None:
    doses = day_doses(record_of((added(), *whole("s1")), "ann"))
    assert {d.band: d.dose_j_cm2 for d in doses} == pytest.approx(
        {"red": 10 * RED_PER_MIN, "nir": 10 * NIR_PER_MIN}
    )
    assert {(d.day, d.region) for d in doses} == {(DAY, "forehead")}


@pytest.mark.parametrize("tick_s", [0.0, 1.0, 600.0])
def test_a_session_without_an_end_counts_a_tick_more_than_was_seen(tick_s: float) -> None:
    events = (begun(tick_s=tick_s), progress(4.0))
    assert red(events) == pytest.approx((4.0 + tick_s / 60) * RED_PER_MIN)
    assert red(events[:1]) == pytest.approx(tick_s / 60 * RED_PER_MIN)


def test_an_end_that_says_less_than_was_seen_takes_nothing_back() -> None:
    assert red((begun(), progress(8.0), ended(3.0))) == pytest.approx(8 * RED_PER_MIN)


def test_a_session_over_midnight_counts_whole_on_the_day_it_began() -> None:
    late = NOON.replace(hour=23, minute=55)
    events = whole("s1", at=late)
    assert red(events, DAY + timedelta(days=1), DAY) == pytest.approx(10 * RED_PER_MIN)
    assert red(events, DAY + timedelta(days=1)) == pytest.approx(10 * RED_PER_MIN)


def test_home_and_office_are_one_sum() -> None:
    office = DoseNoted(
        person_id="ann", at_utc=NOON, doses=(DayDose(day=DAY, band="red", dose_j_cm2=48.0),)
    )
    events = (*whole("s1"), replace(office, at_utc=NOON + timedelta(hours=3)))
    assert red(events) == pytest.approx(10 * RED_PER_MIN + 48)
    assert red((*events, events[-1])) == red(events)


def test_light_of_others_is_not_counted() -> None:
    assert red((*whole("s1"), begun("s2", person_id="bo"), ended(9.0, "s2"))) == red(whole("s1"))


@pytest.mark.parametrize(
    ("events", "says"),
    [
        ((progress(1.0, "lost"),), "never begun"),
        ((begun(rates=()), progress(1.0)), "not known"),
        ((begun(rates=RATES[:1]), progress(1.0)), "nir shone"),
        ((begun(), replace(progress(1.0), lit_min=lit(float("nan")))), "shone for nan"),
        ((begun(), replace(progress(1.0), lit_min=lit(-1.0))), "shone for -1"),
        ((begun(tick_s=-1.0),), "tick is -1"),
        ((begun(), begun(planned_min=99.0)), "two different sessions"),
        ((begun(rates=(replace(RATES[0], hot_j_cm2_min=float("inf")),)),), "no number"),
    ],
)
def test_what_cannot_be_added_up_is_unknown_and_says_why(
    events: tuple[LightEvent, ...], says: str
) -> None:
    known = history((added(), *whole("sound")), "ann", DAY)
    found = history((added(), *whole("sound"), *events), "ann", DAY)
    assert known.is_known
    assert not found.is_known
    assert says in in_english(found.why_unknown)
    assert sum(d.dose_j_cm2 for d in found.doses if d.dose_j_cm2 < 1e9) >= sum(
        d.dose_j_cm2 for d in known.doses
    )


def test_a_stranger_has_no_known_history() -> None:
    found = history((added(),), "bo", DAY)
    assert not found.is_known
    assert "not in the ledger" in in_english(found.why_unknown)


# ---- clocks


@pytest.mark.parametrize("back", [timedelta(hours=13), timedelta(days=1), timedelta(days=366)])
def test_a_clock_set_back_after_a_session_frees_no_room_today(back: timedelta) -> None:
    today = (NOON - back).date()
    assert red(whole("s1"), today, today) == pytest.approx(10 * RED_PER_MIN)


@pytest.mark.parametrize(
    "back", [timedelta(hours=13), timedelta(days=1), timedelta(days=30, hours=3)]
)
def test_light_given_while_the_clock_was_wrong_counts_when_it_is_right_again(
    back: timedelta,
) -> None:
    soon = NOON + timedelta(minutes=30)
    events = (*whole("s1"), *whole("s2", at=soon - back))
    assert red(events, DAY, DAY) == pytest.approx(20 * RED_PER_MIN)
    wrong_day = (soon - back).date()
    assert red(events, DAY, wrong_day) >= 10 * RED_PER_MIN * (1 - 1e-9)  # and on its own label


def test_what_was_given_is_shown_once_however_doubtful_its_day() -> None:
    events = (added(), *whole("s1"), *whole("s2", at=NOON - timedelta(days=3)))
    shown = sum(d.dose_j_cm2 for d in day_doses(record_of(events, "ann")) if d.band == "red")
    assert shown == pytest.approx(20 * RED_PER_MIN)


def test_summer_time_moves_no_dose() -> None:
    """Days are labels given at the beginning; times are in UTC."""
    before = NOON.replace(month=3, day=28, hour=22, minute=30)  # 23:30 in Berlin, the night before
    after = before + timedelta(hours=2)  # 02:30 does not exist there; it is 03:30 summer time
    night = (
        begun("s1", at=before, day=date(2026, 3, 28)),
        ended(10.0, "s1", at=before),
        begun("s2", at=after, day=date(2026, 3, 29)),
        ended(10.0, "s2", at=after),
    )
    for day in (28, 29):
        on = date(2026, 3, day)
        assert red(night, date(2026, 3, 30), on) == pytest.approx(10 * RED_PER_MIN)


# ---- adherence


def done(*days: int, share: float = 1.0) -> list[DayDone]:
    return [DayDone(day=MONDAY + timedelta(days=d), share=share) for d in days]


def test_each_planned_day_is_judged() -> None:
    seen = [*done(0), *done(5), *done(7, share=0.5)]
    found = adherence(TWO_A_WEEK, seen, MONDAY + timedelta(days=13))
    assert [day.state for day in found.days] == [
        "done", "moved", "partial", "missed", "due", "due",
    ]  # fmt: skip
    assert found.share == pytest.approx(2.5 / 4)
    assert not found.needs_review


def test_within_grace_nothing_is_missed_yet() -> None:
    for days, state in ((4, "due"), (5, "due"), (6, "missed")):
        found = adherence(TWO_A_WEEK, done(0), MONDAY + timedelta(days=days))
        assert found.days[1].state == state


def test_a_missed_session_comes_at_the_end_and_doubles_nothing() -> None:
    found = adherence(TWO_A_WEEK, done(0), MONDAY + timedelta(days=6))
    assert found.remaining[:4] == TWO_A_WEEK.dates[2:]
    assert found.appended == 1
    assert found.remaining[4] > TWO_A_WEEK.dates[-1]


def test_a_trial_that_is_used_up_gives_nothing_more() -> None:
    found = adherence(TWO_A_WEEK, done(0), MONDAY + timedelta(days=6), sessions_total=5)
    assert found.appended == 0
    beside = adherence(TWO_A_WEEK, done(0, 2), MONDAY + timedelta(days=6))
    assert [entry.day for entry in beside.beside] == [MONDAY + timedelta(days=2)]
    assert beside.appended == 0  # the one beside the plan stood in for the one missed


def test_a_pause_of_two_weeks_asks_for_the_screening_first() -> None:
    assert not adherence(TWO_A_WEEK, done(0), MONDAY + timedelta(days=13)).needs_review
    assert adherence(TWO_A_WEEK, done(0), MONDAY + timedelta(days=14)).needs_review
    assert adherence(TWO_A_WEEK, [], MONDAY + timedelta(days=14)).needs_review


def test_a_mask_with_zones_is_done_when_all_its_zones_are() -> None:
    events = (
        replace(begun("s1"), zone="upper"), ended(10.0, "s1"),
        replace(begun("s2"), zone="lower"), ended(5.0, "s2"),
    )  # fmt: skip
    sittings = record_of((added(), *events), "ann").sittings
    assert days_done(sittings, 2) == (DayDone(day=DAY, share=0.75, light=0.75),)


def test_the_words_say_what_was_missed_beside_the_trial() -> None:
    found = adherence(TWO_A_WEEK, done(0, 7), MONDAY + timedelta(days=10))
    words = " ".join(course_words(found, {"park_2025_mask_630_850": 0.5}))
    assert "3 sessions planned so far: 2 done, 1 missed. That is 67 %" in words.replace(
        "67%", "67 %"
    )
    # 2 a week x 2/3 of them x half the dose, against 5 a week: 13 % of the trial's week
    assert "5 sessions a week; you had 1.3 on average" in words
    assert "13%" in words
    assert "none is doubled" in words
    for word in ("streak", "!", "should have"):
        assert word not in words


def test_the_calendar_shows_every_state() -> None:
    seen = [*done(0), *done(5), *done(7, share=0.5), *done(9)]
    lines = calendar_lines(adherence(TWO_A_WEEK, seen, MONDAY + timedelta(days=13)))
    assert lines[1].split() == ["2026-05-04", "x", ".", ".", ".", ".", "x", "."]
    assert lines[2].split() == ["2026-05-11", "/", ".", "+", ".", "-", ".", "."]
    assert lines[3].split()[1] == "o"
    with speaking("es"):
        own = calendar_lines(adherence(TWO_A_WEEK, seen, MONDAY + timedelta(days=13)))
    assert [line.split()[:3] for line in own[1:3]] == [["4", "may", "2026"], ["11", "may", "2026"]]
    assert len({len(line) for line in own[1:-1]}) == 1  # signs stand below each other
    assert [line[-25:] for line in own[1:-1]] == [line[-25:] for line in lines[1:-1]]
