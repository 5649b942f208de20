"""Laws of the fold and of gentle re-planning, for every order, loss and pause."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from ledger_factory import DAY, NOON, RED_PER_MIN, added, begun, ended, progress

from openpbm.record import LightEvent
from openpbm.tracking.account import history
from openpbm.tracking.adherence import DAYS, DayDone, PlannedCourse, adherence

MINUTES = st.floats(0, 30, allow_nan=False)
TICK_S = 1.0


def red(events: list[LightEvent], today: date = DAY) -> float:
    found = history(events, "ann", today)
    assert found.is_known
    return sum(d.dose_j_cm2 for d in found.doses if d.band == "red" and d.day == today)


@given(st.lists(MINUTES, max_size=8), st.booleans(), st.randoms(use_true_random=False))
def test_order_and_copies_change_nothing_and_light_never_shrinks(
    told: list[float], is_ended: bool, rng: object
) -> None:
    assert hasattr(rng, "shuffle")
    marks: list[LightEvent] = [progress(m) for m in told]
    if is_ended:
        marks.append(ended(max(told, default=0.0)))
    most = max(told, default=0.0) + (0.0 if is_ended else TICK_S / 60)
    shuffled = marks * 2
    rng.shuffle(shuffled)
    first: list[LightEvent] = [added(), begun(tick_s=TICK_S)]
    for events in ([*first, *marks], [*first, *shuffled], [*first, *first, *shuffled]):
        assert abs(red(events) - most * RED_PER_MIN) < 1e-9


@given(st.lists(MINUTES, max_size=8), st.integers(0, 8))
def test_what_a_crash_cuts_off_is_at_most_what_came_after_it(told: list[float], cut: int) -> None:
    sums = sorted(told)
    events: list[LightEvent] = [added(), begun(tick_s=TICK_S), *(progress(m) for m in sums)]
    cut = min(cut, len(sums))
    kept = events[: 2 + cut]
    last = sums[cut - 1] if cut else 0.0
    assert abs(red(kept) - (last + TICK_S / 60) * RED_PER_MIN) < 1e-9


@given(
    st.lists(st.tuples(MINUTES, st.integers(-400, 400)), min_size=1, max_size=6),
    st.integers(0, 5),
)
def test_no_step_of_the_clock_frees_room_on_the_day_of_the_latest_entry(
    given_light: list[tuple[float, int]], at: int
) -> None:
    """Sessions minutes apart in truth, whatever days the clock said meanwhile."""
    events: list[LightEvent] = [added()]
    truth = NOON
    at = min(at, len(given_light) - 1)
    for number, (minutes, step) in enumerate(given_light):
        # only a clock set back: a day ahead of all others cannot be told from a new day
        step = 0 if number == at else -abs(step)
        told = truth + timedelta(days=step)
        events += [begun(f"s{number}", at=told), ended(minutes, f"s{number}", at=told)]
        truth += timedelta(minutes=31)
    counted = [minutes for number, (minutes, step) in enumerate(given_light)
               if number >= at or step == 0]  # fmt: skip
    assert red(events) >= sum(counted) * RED_PER_MIN * (1 - 1e-9)


OFFSETS = st.sets(st.integers(0, 60), max_size=30)


@settings(max_examples=150)
@given(
    per_week=st.integers(1, 7),
    weeks=st.integers(1, 8),
    closed=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 10)), max_size=2),
    did=OFFSETS,
    earlier=st.sets(st.integers(-9, -1)),
    today=st.integers(0, 80),
    total=st.none() | st.integers(1, 60),
)
def test_re_planning_keeps_every_rule(
    per_week: int,
    weeks: int,
    closed: list[tuple[int, int]],
    did: set[int],
    earlier: set[int],
    today: int,
    total: int | None,
) -> None:
    """Also where another plan's sessions came before this course."""
    dates = [DAY + timedelta(days=DAYS * w + round(i * DAYS / per_week))
             for w in range(weeks) for i in range(per_week)]  # fmt: skip
    course = PlannedCourse(
        dates=tuple(dates),
        sessions_per_week=per_week,
        closed=tuple(
            (DAY + timedelta(days=first), DAY + timedelta(days=first + length))
            for first, length in closed
        ),
    )
    now = DAY + timedelta(days=today)
    other = [DayDone(day=DAY + timedelta(days=d), share=1.0, is_own=False) for d in sorted(earlier)]
    done = [*other, *(DayDone(day=DAY + timedelta(days=d), share=1.0) for d in sorted(did))]
    found = adherence(course, done, now, sessions_total=total)
    alone = adherence(course, done[len(other) :], now, sessions_total=total)
    assert found.days == alone.days  # what became of a planned day is no matter of other plans
    assert found.given == alone.given
    left = found.remaining
    assert list(left) == sorted(set(left))  # one a day
    assert all(day >= now for day in left)
    assert not any(first <= day <= last for day in left for first, last in course.closed)
    before = [entry.day for entry in done if entry.day <= now]
    assert not set(left) & set(before)
    for day in left:  # new days never crowd any seven days
        for start in (day - timedelta(days=back) for back in range(DAYS)):
            in_week = {d for d in (*left, *before) if start <= d < start + timedelta(days=DAYS)}
            assert len(in_week) <= per_week or len(in_week & set(before)) > per_week - 1
    matched = sum(day.done is not None for day in found.days)
    due = sum(day.state == "due" for day in found.days)
    assert len(left) == due + found.appended
    most = len(dates) if total is None else total
    assert found.appended <= max(0, most - matched - len(found.beside) - due)
    assert found.appended <= sum(day.state == "missed" for day in found.days)


@given(per_week=st.integers(1, 7), weeks=st.integers(1, 6))
def test_a_course_that_is_kept_stays_as_it_is(per_week: int, weeks: int) -> None:
    dates = tuple(DAY + timedelta(days=DAYS * w + round(i * DAYS / per_week))
                  for w in range(weeks) for i in range(per_week))  # fmt: skip
    course = PlannedCourse(dates=dates, sessions_per_week=per_week)
    for number in range(len(dates) + 1):
        done = [DayDone(day=day, share=1.0) for day in dates[:number]]
        today = dates[number] if number < len(dates) else dates[-1]
        found = adherence(course, done, today)
        assert found.remaining == dates[number:]
        assert found.appended == 0
