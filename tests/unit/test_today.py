"""May there be light today: one answer, by given clocks, whatever day anybody calls it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept_plan_made import MINUTES, plan, written
from ledger_factory import added

from openpbm.files.plan.kept import read_plan
from openpbm.record import LightEvent, Moment, SessionBegun, SessionEnded
from openpbm.session import Part, shortened
from openpbm.sitting.plan import KeptPlan
from openpbm.sitting.today import Today, today
from openpbm.speech.say import in_english
from openpbm.tables import numbers, rows
from openpbm.tracking.rest import jumped, rest

START = date(2026, 11, 20)
BOOT = "b007"
STEP_S = numbers("delivery")["clock_step_s"].value
DAILY = 7


@pytest.fixture(scope="module")
def daily(tmp_path_factory: pytest.TempPathFactory) -> KeptPlan:
    """A session every day, and room for all of them."""
    return a_plan(tmp_path_factory.mktemp("daily"), DAILY)


def a_plan(folder: Path, per_week: int, *, zones: tuple[str, ...] = ()) -> KeptPlan:
    content = plan(START, day_cap=500.0, week_cap=5000.0, zones=zones)
    kept = read_plan(written(folder, content))
    dates = tuple(START + timedelta(days=n) for n in range(80) if n % 7 < per_week)
    course = replace(kept.course, dates=dates, sessions_per_week=per_week)
    return replace(kept, course=course)


def at(text: str, zone: str = "UTC", *, awake_s: float | None = None, boot: str = BOOT) -> Moment:
    """A time on the wall; the clock that only runs agrees with it unless said otherwise."""
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    runs = local.timestamp() - 1.7e9 if awake_s is None else awake_s
    return Moment(at=local, awake_s=runs, boot_id=boot)


def begun(kept: KeptPlan, now: Moment, part: Part | None = None, name: str = "") -> SessionBegun:
    session = next(s for s in kept.parts if part is None or s.part == part)
    return SessionBegun(
        session_id=name or f"{now.utc.isoformat()} {session.part}",
        person_id="ann", mask_id=kept.mask_id, plan_sha256=kept.sha256,
        zone=session.part.zone, goal=session.part.goal, source="guided",
        day=now.day, at_utc=now.utc, planned_min=session.minutes, tick_s=1.0,
        rates=session.rates, boot_id=now.boot_id, awake_s=now.awake_s,
    )  # fmt: skip


def given_at(
    kept: KeptPlan, now: Moment, part: Part | None = None, *, share: float = 1.0
) -> list[LightEvent]:
    """A session from then on; its end is written at once, as what counts is when it began."""
    first = begun(kept, now, part)
    lit = tuple((role, MINUTES * share) for role in ("red", "nir"))
    return [
        first,
        SessionEnded(session_id=first.session_id, at_utc=now.utc, lit_min=lit, reason="done"),
    ]


def held(kept: KeptPlan, events: list[LightEvent], now: Moment) -> Today:
    return today(kept, [added(), *events], "ann", now, by_hand=False)


def ids(found: Today) -> list[str]:
    return [refusal.id for refusal in found.refusals]


def tried(kept: KeptPlan, *moments: Moment) -> list[bool]:
    """At which of these moments, one after the other, a session would have been given."""
    events: list[LightEvent] = []
    told = []
    for now in moments:
        found = held(kept, events, now)
        told.append(found.order is not None)
        if found.order is not None:
            events += given_at(kept, now)
    return told


# ---- days are labels


def test_a_daily_rhythm_may_be_kept_at_any_hour_of_a_persons_day(daily: KeptPlan) -> None:
    assert tried(daily, at("2026-11-28T20:00"), at("2026-11-29T18:00")) == [True, True]
    assert tried(daily, at("2026-11-28T20:00"), at("2026-11-29T08:30")) == [True, True]


def test_two_zones_ten_seconds_apart_are_no_two_days(daily: KeptPlan) -> None:
    west = at("2026-11-27T23:59:50", "Etc/GMT+12")
    east = at("2026-11-28T12:00:00", "UTC")
    assert (east.utc - west.utc).total_seconds() == 10
    assert east.day != west.day
    assert tried(daily, west, east) == [True, False]


def test_midnight_between_two_sessions_makes_no_day(daily: KeptPlan) -> None:
    late, early = at("2026-11-28T23:50"), at("2026-11-29T00:10")
    found = held(daily, given_at(daily, late), early)
    assert ids(found) == ["rest"]
    assert "2026-11-29 11:51" in in_english(found.refusals[0].would_change)
    assert tried(daily, late, early, at("2026-11-29T11:51")) == [True, False, True]


def test_a_flight_neither_wins_nor_loses_a_session(daily: KeptPlan) -> None:
    """Auckland to Honolulu: the same date again a day later; then east, and hours are short."""
    auckland = at("2026-11-29T08:00", "Pacific/Auckland")
    landed = at("2026-11-28T20:00", "Pacific/Honolulu")  # 11 h after, a day earlier by its label
    assert tried(daily, auckland, landed) == [True, False]
    next_day = at("2026-11-29T20:00", "Pacific/Honolulu")
    assert tried(daily, auckland, next_day) == [True, False]  # that date has had its session
    assert tried(daily, auckland, at("2026-11-30T08:00", "Pacific/Honolulu")) == [True, True]
    tokyo = at("2026-11-28T20:00", "Asia/Tokyo")
    assert tried(daily, tokyo, at("2026-11-29T18:00", "Pacific/Auckland")) == [True, True]


@pytest.mark.parametrize("changes_on", ["2026-10-25", "2026-03-29"])
def test_daylight_saving_takes_no_session(tmp_path: Path, changes_on: str) -> None:
    day = date.fromisoformat(changes_on)
    kept = a_plan(tmp_path, DAILY)
    dates = tuple(day + timedelta(days=n) for n in range(-3, 4))
    kept = replace(
        kept,
        start_date=day - timedelta(days=5),
        course=replace(kept.course, dates=dates),
        recent_light=replace(kept.recent_light, is_known=True),
    )
    evening = [
        at(f"{day + timedelta(days=n)}T{hour}:00", "Europe/Berlin")
        for n, hour in ((-1, "20"), (0, "18"), (1, "18"))
    ]
    assert tried(kept, *evening) == [True, True, True]
    assert tried(
        kept, at(f"{day}T01:50", "Europe/Berlin"), at(f"{day}T03:10", "Europe/Berlin")
    ) == [
        True,
        False,
    ]


@given(
    st.integers(0, 47 * 60), st.integers(-12, 14), st.integers(-12, 14), st.sampled_from([7, 5, 3])
)
def test_no_zone_brings_light_closer_than_the_rest(
    minutes: int, first: int, second: int, per_week: int
) -> None:
    kept = PLANS[per_week]
    zones = [timezone(timedelta(hours=hours)) for hours in (first, second)]
    one = datetime(2026, 12, 2, 12, tzinfo=UTC)
    moments = [
        Moment(at=when.astimezone(zone), awake_s=when.timestamp() - 1.7e9, boot_id=BOOT)
        for when, zone in zip((one, one + timedelta(minutes=minutes)), zones, strict=True)
    ]
    if tried(kept, *moments)[1]:
        assert timedelta(minutes=minutes) >= rest(per_week)


def test_the_rest_follows_the_rhythm_and_is_never_under_its_floor() -> None:
    floor = timedelta(hours=rows("schedule")["rest"].number("hours"))
    times = [rest(per_week) for per_week in range(1, 15)]
    assert times == sorted(times, reverse=True)
    assert min(times) == floor <= timedelta(hours=22)


def test_a_part_or_the_rest_of_todays_session_needs_no_rest(tmp_path: Path) -> None:
    kept = a_plan(tmp_path, DAILY)
    half = given_at(kept, at("2026-11-28T20:00"), share=0.5)
    found = held(kept, half, at("2026-11-28T20:10"))
    assert found.order is not None
    assert found.order.shortened is not None
    assert "rest" in in_english(found.order.shortened)
    assert ids(held(kept, half, at("2026-11-29T00:10"))) == ["rest"]


def test_what_was_written_down_by_hand_counts_from_the_end_of_its_day(daily: KeptPlan) -> None:
    written_later = at("2026-11-29T09:00")
    first, end = given_at(daily, written_later)
    assert isinstance(first, SessionBegun)
    noted = replace(first, source="by_hand", day=date(2026, 11, 28), boot_id="")
    assert ids(held(daily, [noted, end], at("2026-11-29T10:00"))) == ["rest"]
    assert ids(held(daily, [noted, end], at("2026-11-29T12:00"))) == []


# ---- a clock that is set


def test_five_sessions_by_stepping_the_clock_are_one(daily: KeptPlan) -> None:
    """As tried from outside: +24 h, +48 h, +72 h and -24 h within a minute."""
    day = 86_400
    noon = datetime(2026, 11, 28, 12, tzinfo=UTC)
    moments = [
        Moment(at=noon + timedelta(seconds=10 * n + step), awake_s=1000 + 10 * n, boot_id=BOOT)
        for n, step in enumerate((0, day, 2 * day, 3 * day, -day))
    ]
    assert tried(daily, *moments) == [True, False, False, False, False]


STEPS = st.tuples(st.integers(0, 40 * 60), st.integers(-72 * 60, 72 * 60), st.integers(-12, 14))


@given(st.lists(STEPS, min_size=2, max_size=6), st.sampled_from([7, 5, 3]))
def test_nobody_steps_a_clock_to_a_second_session(
    steps: list[tuple[int, int, int]], per_week: int
) -> None:
    """Each step: minutes that truly pass, minutes the wall clock is off then, and its zone."""
    true_min, moments = 0, []
    for passed, off, zone in steps:
        true_min += passed
        wall = datetime(2026, 12, 20, 12, tzinfo=UTC) + timedelta(minutes=true_min + off)
        local = wall.astimezone(timezone(timedelta(hours=zone)))
        moments.append(Moment(at=local, awake_s=60.0 * true_min, boot_id=BOOT))
    given_s = [
        now.awake_s
        for now, was_given in zip(moments, tried(PLANS[per_week], *moments), strict=True)
        if was_given
    ]
    least_s = rest(per_week).total_seconds()
    assert all(b - a >= least_s for a, b in pairwise(given_s))


def test_a_clock_ahead_is_believed_only_where_nothing_else_runs(daily: KeptPlan) -> None:
    """After a start of the machine anew, or where there is no such clock: the wall is all."""
    first = at("2026-11-28T12:00", awake_s=1000.0)
    for boot, believed in ((BOOT, False), ("other", True), ("", True)):
        later = at("2026-11-29T12:00", awake_s=1010.0, boot=boot)
        assert (held(daily, given_at(daily, first), later).order is not None) is believed


def test_where_no_start_of_the_machine_has_a_name_the_wall_is_all(daily: KeptPlan) -> None:
    first = at("2026-11-28T12:00", awake_s=9000.0, boot="")
    later = at("2026-11-29T12:00", awake_s=10.0, boot="")  # started anew since
    assert held(daily, given_at(daily, first), later).order is not None


def test_a_clock_before_the_newest_entry_is_never_believed(daily: KeptPlan) -> None:
    events = given_at(daily, at("2026-12-02T12:00"))
    back = held(daily, events, at("2026-11-28T12:00", boot=""))
    assert ids(back)[0] == "clock"
    assert "2026-12-02 12:00" in in_english(back.refusals[0].would_change)
    assert back.order is None
    almost = at("2026-12-02T12:00")
    near = replace(almost, at=almost.at - timedelta(seconds=STEP_S - 1))
    assert "clock" not in ids(held(daily, events, near))  # a step of the network's time is none


@given(st.integers(0, 10**6), st.integers(-(10**6), 10**6))
def test_time_that_jumps_between_two_looks_is_found(ran_s: int, off_s: int) -> None:
    before = at("2026-11-28T12:00", awake_s=50.0)
    now = Moment(
        at=before.at + timedelta(seconds=ran_s + off_s), awake_s=50.0 + ran_s, boot_id=BOOT
    )
    assert (jumped(before, now) is not None) is (abs(off_s) > STEP_S)


def test_sleep_is_no_jump_and_another_start_is() -> None:
    before = at("2026-11-28T12:00")
    assert jumped(before, at("2026-11-28T12:40")) is None
    assert jumped(before, at("2026-11-28T12:01", boot="other")) is not None


# ---- zones and goals

TWO = (Part("upper", "wrinkles"), Part("lower", "wrinkles"), Part("upper", "acne"))


def zoned(folder: Path) -> KeptPlan:
    """As the app makes it of two goals: each zone stands there once for each goal."""
    kept = a_plan(folder, DAILY, zones=tuple(part.zone for part in TWO))
    assert kept.session is not None
    zones = tuple(
        replace(zone, goal=part.goal) for zone, part in zip(kept.session.zones, TWO, strict=True)
    )
    return replace(kept, session=replace(kept.session, zones=zones))


def test_each_zone_and_goal_has_a_light_of_its_own(tmp_path: Path) -> None:
    kept, now = zoned(tmp_path), at("2026-11-28T20:00")
    events: list[LightEvent] = []
    for left in range(len(TWO)):
        found = held(kept, events, now)
        assert found.to_do == TWO[left:]
        assert found.order is not None
        assert found.order.part == TWO[left]
        events += given_at(kept, now, TWO[left])
    assert ids(held(kept, events, now)) == ["done_today"]


def test_a_part_that_is_done_is_not_given_twice_while_another_waits(tmp_path: Path) -> None:
    kept, now = zoned(tmp_path), at("2026-11-28T20:00")
    events = [added(), *given_at(kept, now, TWO[2])]
    again = today(kept, events, "ann", now, by_hand=False, part=TWO[2])
    assert ids(again) == ["done_today"]
    assert again.to_do == TWO[:2]
    other = today(kept, events, "ann", now, by_hand=False, part=Part("upper", "rosacea"))
    assert ids(other) == ["part"]


def test_light_whose_goal_nobody_wrote_down_counts_for_all_of_its_zone(tmp_path: Path) -> None:
    """A ledger of an older version; or another plan's light, in no part of this one."""
    kept, now = zoned(tmp_path), at("2026-11-28T20:00")
    first, end = given_at(kept, now, TWO[0])
    assert isinstance(first, SessionBegun)
    assert held(kept, [replace(first, goal=""), end], now).to_do == (TWO[1],)
    assert held(kept, [replace(first, goal="acne"), end], now).to_do == TWO[:2]
    assert held(kept, [replace(first, goal="scars"), end], now).to_do == (TWO[1],)
    assert held(kept, [replace(first, zone="all", goal=""), end], now).to_do == ()


PLANS: dict[int, KeptPlan] = {}


@pytest.fixture(autouse=True, scope="module")
def _plans(tmp_path_factory: pytest.TempPathFactory) -> None:
    for per_week in (7, 5, 3):
        kept = a_plan(tmp_path_factory.mktemp(str(per_week)), per_week)
        every = tuple(START + timedelta(days=n) for n in range(80))  # no day is asked about
        PLANS[per_week] = replace(kept, course=replace(kept.course, dates=every))


def test_after_a_yes_the_first_sessions_are_half_as_long_and_then_whole(daily: KeptPlan) -> None:
    assert daily.session is not None
    kept = replace(daily, session=replace(daily.session, gentle_first=3))
    events: list[LightEvent] = []
    asked: list[float] = []
    for day in range(5):
        now = _evening(day)
        found = held(kept, events, now)
        assert found.order is not None
        asked.append(found.order.channels[0].prescribed_ms / 60_000)
        half = replace(kept, session=shortened(daily.session, 0.5)) if day < 3 else kept
        events += given_at(half, now, share=0.5 if day < 3 else 1.0)
        again = held(kept, events, _evening(day, hour=23))
        assert again.order is None
    assert asked == [MINUTES / 2] * 3 + [MINUTES] * 2


def _evening(day: int, hour: int = 20) -> Moment:
    return at(f"2026-11-{20 + day}T{hour:02d}:00")
