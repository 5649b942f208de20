"""Whatever is written, put right and undone: the account is an independent sum, and never raised.

The oracle keeps one number a session and knows nothing of the account.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from kept_plan_made import plan, written
from ledger_factory import DAY, NOON, RED_PER_MIN, added, begun, ended, lit

from openpbm import record
from openpbm.files.ledger.store import open_ledger
from openpbm.files.plan.kept import read_plan
from openpbm.sitting.by_hand import of_plan
from openpbm.sitting.entry import MeasuredError, correction
from openpbm.sitting.plan import KeptPlan, followed, held_on
from openpbm.sitting.today import today
from openpbm.tables.loader import typed
from openpbm.tables.row.safety import SkinAnswerRow
from openpbm.tracking.account import history, record_of
from openpbm.tracking.due import asked_share, to_come
from openpbm.tracking.skin import answers, bearing, told_of, took

MINUTES = st.floats(0.1, 60)
SOURCES = st.sampled_from([record.BY_HAND, "guided", "serial", record.PRACTICE])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("log"), SOURCES, MINUTES),
        st.tuples(st.just("correct"), st.integers(0, 9), MINUTES),
        st.tuples(st.just("undo"), st.integers(0, 9), st.just(0.0)),
        st.tuples(st.just("note"), st.integers(0, 9), MINUTES),
        st.tuples(st.just("unnote"), st.integers(0, 9), st.just(0.0)),
    ),
    max_size=20,
)


def replayed(
    steps: list[tuple[str, object, float]],
) -> tuple[list[record.LightEvent], list[float], float]:
    """Events of steps; by an oracle of its own what each session and all notes come to."""
    events: list[record.LightEvent] = [added()]
    minutes: list[float] = []
    floors: list[float] = []
    notes: list[record.DoseNoted | None] = []
    for number, (what, which, value) in enumerate(steps):
        at = NOON + timedelta(minutes=number)
        if what == "log":
            source, name = str(which), f"s{len(minutes)}"
            events += [begun(name, at=at, source=source), ended(value, name, at=at)]
            minutes.append(0.0 if source == record.PRACTICE else value)
            floors.append({record.BY_HAND: 0.0, record.PRACTICE: 0.0}.get(source, value))
        elif what in ("correct", "undo") and minutes:
            place = int(str(which)) % len(minutes)
            events.append(
                record.SessionCorrected(session_id=f"s{place}", at_utc=at, lit_min=lit(value))
            )
            own = next(e for e in events if getattr(e, "session_id", "") == f"s{place}")
            is_light = getattr(own, "source", "") != record.PRACTICE
            minutes[place] = max(value, floors[place]) if is_light else 0.0
        elif what == "note":
            dose = record.DayDose(day=DAY, band="red", dose_j_cm2=value)
            notes.append(record.DoseNoted(person_id="ann", at_utc=at, doses=(dose,)))
            events.append(notes[-1] or added())
        elif what == "unnote" and notes:
            place = int(str(which)) % len(notes)
            gone = notes[place]
            if gone is not None:
                events.append(record.NoteUndone(person_id="ann", at_utc=at, noted=gone))
            notes[place] = None
    return events, minutes, sum(n.doses[0].dose_j_cm2 for n in notes if n is not None)


def red_of(
    events: list[record.LightEvent] | tuple[record.LightEvent, ...], day: date = DAY
) -> float:
    found = history(events, "ann", day)
    assert found.is_known
    return sum(d.dose_j_cm2 for d in found.doses if d.band == "red")


@given(STEPS)
def test_any_log_correction_and_undo_adds_up_to_an_independent_sum(
    steps: list[tuple[str, object, float]],
) -> None:
    events, minutes, noted = replayed(steps)
    assert red_of(events) == pytest.approx(sum(minutes) * RED_PER_MIN + noted, abs=1e-9)


@given(STEPS)
def test_no_correction_counts_less_than_a_mask_or_a_clock_measured(
    steps: list[tuple[str, object, float]],
) -> None:
    events, _, _ = replayed(steps)
    without = [e for e in events if not isinstance(e, record.SessionCorrected)]
    for one, plain in zip(
        record_of(events, "ann").sittings, record_of(without, "ann").sittings, strict=True
    ):
        if one.is_measured:
            assert one.minutes >= plain.minutes


@given(STEPS)
def test_every_copy_and_every_cut_leaves_what_was_written_before_it(
    steps: list[tuple[str, object, float]],
) -> None:
    events, _, _ = replayed(steps)
    assert red_of([*events, *events]) == pytest.approx(red_of(events))
    for end in range(1, len(events)):  # killed in between: what is there is there
        if not isinstance(events[end], record.SessionCorrected | record.NoteUndone):
            assert red_of(events[: end + 1]) >= red_of(events[:end]) - 1e-9


@settings(max_examples=25)
@given(STEPS)
def test_a_ledger_keeps_them_all_in_one_sound_chain(
    steps: list[tuple[str, object, float]],
) -> None:
    events, minutes, noted = replayed(steps)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        with open_ledger(path) as ledger:
            for event in events:
                ledger.append(event)
        with open_ledger(path) as ledger:  # read back by another program
            assert ledger.verify().is_sound
            assert ledger.events("ann") == tuple(events)
            assert red_of(ledger.folded("ann")) == pytest.approx(
                sum(minutes) * RED_PER_MIN + noted, abs=1e-9
            )


@given(MINUTES, MINUTES, SOURCES)
def test_the_door_writes_no_correction_that_would_count_for_nothing(
    given_min: float, said_min: float, source: str
) -> None:
    events: list[record.LightEvent] = [added(), begun(source=source), ended(given_min)]
    found = record_of(events, "ann")
    (one,) = (*found.sittings, *found.practice)
    try:
        right = correction(one, said_min, NOON)
    except MeasuredError:
        assert source != record.BY_HAND
        assert said_min < given_min
        return
    (after,) = (s for r in [record_of([*events, right], "ann")] for s in (*r.sittings, *r.practice))
    assert after.minutes == pytest.approx(said_min)


# ------------------------------------------------------------------ how the skin took it

START = datetime(2026, 9, 7, 19, tzinfo=UTC)


def a_plan() -> KeptPlan:
    with tempfile.TemporaryDirectory() as folder:
        content = plan(START.date(), day_cap=500.0, week_cap=5000.0)
        kept = read_plan(written(Path(folder), content))
    every = range(0, 84, 2)
    dates = tuple(START.date() + timedelta(days=n) for n in every)
    return replace(kept, course=replace(kept.course, dates=dates, sessions_per_week=4))


PLAN = a_plan()
IDS = count()


def fresh(length: int) -> bytes:
    return next(IDS).to_bytes(length, "big")


def at(day: int, hour: int = 0) -> record.Moment:
    when = START + timedelta(days=day, hours=hour)
    return record.Moment(at=when, awake_s=when.timestamp(), boot_id="b")


SAID = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from([*answers(), "doctor fine", "doctor no"])),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(SAID, st.sets(st.integers(0, 20), max_size=8), st.integers(1, 44))
def test_no_answer_in_any_order_ever_gives_more_light(
    said: list[tuple[int, str]], did: set[int], day: int
) -> None:
    """Neither minutes nor a session nor a cap: with answers never more than without."""
    events: list[record.LightEvent] = [added()]
    answered: list[record.LightEvent] = []
    for now in range(1, day + 1):
        if now in did and now < day:
            for part in of_plan(PLAN, "ann", at(now).day, at(now).utc, fresh):
                events += part.events()
                answered += part.events()
        for when, answer in said:
            if when != now:
                continue
            so_far = record_of([added(), *answered], "ann")
            utc = at(now).utc + timedelta(minutes=1)
            if answer.startswith("doctor"):
                fine = answer == "doctor fine"
                answered.append(
                    record.DoctorSaid(
                        person_id="ann", at_utc=utc, day=at(now).day, fine=fine, who="Dr"
                    )
                )
            else:
                answered.append(took(so_far, answer, at(now - 1).day, at(now).day, utc))
    then = at(day, 1)
    plain = today(PLAN, events, "ann", then, by_hand=True)
    least = today(PLAN, [added(), *answered], "ann", then, by_hand=True)
    assert {no.id for no in plain.refusals} <= {no.id for no in least.refusals}
    assert bearing(record_of([added(), *answered], "ann"), then.day).share <= 1
    if least.order is not None:
        assert plain.order is not None
        pairs = zip(least.order.target_ms, plain.order.target_ms, strict=True)
        assert all(less <= more for less, more in pairs)


GENTLE = replace(PLAN, session=replace(PLAN.session, gentle_first=3)) if PLAN.session else PLAN
DAY_OF = st.lists(  # of one day, in its order: what is written down, told, or put right
    st.one_of(
        st.tuples(st.just("hand"), st.floats(0.05, 4.0)),
        st.tuples(st.just("guided"), st.floats(0.05, 1.0)),
        st.tuples(st.just("told"), st.sampled_from(answers())),
        st.tuples(st.just("doctor"), st.booleans()),
        st.tuples(st.just("undo"), st.none()),
    ),
    max_size=5,
)


@settings(max_examples=80, deadline=None)
@given(st.lists(DAY_OF, min_size=1, max_size=6), st.booleans())
def test_no_day_is_offered_more_than_it_asks_for_less_what_it_had(
    days: list[list[tuple[str, object]]], is_gentle: bool
) -> None:
    """However the light of a day was written down, and whatever is said in between."""
    plan = GENTLE if is_gentle else PLAN
    whole = plan.parts[0].minutes
    events: list[record.LightEvent] = [added()]
    for number, steps in enumerate(days, 1):
        for hour, (what, value) in enumerate(steps):
            now = at(2 * number, hour)
            events += done_of_step(plan, events, now, what, value)
            then = replace(now, at=now.at + timedelta(minutes=30), awake_s=now.awake_s + 1800)
            found = today(plan, events, "ann", then, by_hand=True)
            so_far = record_of(events, "ann")
            had = sum(s.minutes for s in so_far.sittings if s.begun.day == now.day)
            asked = held_on(plan, so_far, now.day, now.day).parts[0].minutes
            assert all(part.minutes <= asked <= whole for part in found.parts)
            if found.order is not None:
                offered = max(found.order.target_ms) / 60_000
                assert offered + had <= max(asked, had) + 1e-6
            words = [e for e in events if isinstance(e, record.DoctorSaid)]
            if words and not words[-1].fine:
                assert found.order is None  # whatever else was said, and if nothing was


def done_of_step(
    plan: KeptPlan, events: list[record.LightEvent], now: record.Moment, what: str, value: object
) -> list[record.LightEvent]:
    so_far = record_of(events, "ann")
    if what == "hand":
        (done,) = of_plan(
            plan, "ann", now.day, now.utc, fresh, asked=held_on(plan, so_far, now.day, now.day)
        )
        return done.events(float(str(value)))
    if what == "guided":  # a share of what is offered, by a clock
        order = today(plan, events, "ann", now, by_hand=True).order
        if order is None:
            return []
        (done,) = of_plan(plan, "ann", now.day, now.utc, fresh)
        asked_min = max(channel.prescribed_ms for channel in order.channels) / 60_000
        lit_min = tuple((c.id, c.target_ms / 60_000 * float(str(value))) for c in order.channels)
        start = replace(done.begun, source="guided", planned_min=asked_min)
        return [start, record.SessionEnded(session_id=start.session_id, at_utc=now.utc,
                                           lit_min=lit_min, reason="stopped")]  # fmt: skip
    if what == "doctor":
        return [record.DoctorSaid(person_id="ann", at_utc=now.utc, day=now.day,
                                  fine=bool(value), who="Dr")]  # fmt: skip
    if what == "undo":
        return [correction(s, 0.0, now.utc) for s in so_far.sittings[-1:] if not s.is_measured]
    of = told_of(so_far, str(value), now.day)
    return [] if of is None else [took(so_far, str(value), of, now.day, now.utc)]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 11), st.sampled_from(["red_hour", "dry", "red_day", "unsaid"])),
        max_size=3,
    ),
    st.sets(st.integers(0, 11), max_size=8),
    st.integers(0, 12),
    st.booleans(),
    st.booleans(),
)
def test_what_is_foretold_of_the_next_days_is_what_today_says_when_they_come(
    said: list[tuple[int, str]], did: set[int], looked: int, is_gentle: bool, is_done: bool
) -> None:
    """Days and minutes of a calendar, where each is lived as it says and nothing else is told."""
    plan = GENTLE if is_gentle else PLAN
    events: list[record.LightEvent] = [added()]

    def live(day: int) -> None:
        now = at(day, 1)
        held = held_on(plan, record_of(events, "ann"), now.day, now.day)
        for part in of_plan(plan, "ann", now.day, now.utc, fresh, asked=held):
            events.extend(part.events())

    for day in range(looked):
        so_far = record_of(events, "ann")
        for when, answer in said:
            of = told_of(so_far, answer, at(day).day) if when == day else None
            if of is not None:
                events.append(took(so_far, answer, of, at(day).day, at(day).utc))
        if day in did:
            live(day)
    if is_done:
        live(looked)
    course = followed(plan, record_of(events, "ann"))
    foretold = to_come(course, record_of(events, "ann"), at(looked).day)
    assert foretold.days[0][0] >= at(looked + is_done).day
    for then, share in foretold.days[:12]:
        assert asked_share(course, record_of(events, "ann"), then, then) == share
        live((then - START.date()).days)


def test_no_row_of_the_table_adds_light_and_the_serious_ones_wait_for_a_doctor() -> None:
    table = typed("skin_answers", SkinAnswerRow)
    assert all(0 < row.share <= 1 and row.sessions >= 0 <= row.rest_days for row in table.values())
    assert all(row.share == 1 or row.sessions > 0 for row in table.values())
    assert {row.id for row in table.values() if row.needs_doctor} == {
        *("darker", "pain", "eyes", "doctor_no")
    }
