"""The session's machine: every reachable state, every event, and what each of them means."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from delivery_made import (
    HOTTEST_DEGC,
    NONCE,
    OTHER,
    SESSION,
    explored,
    limits,
    order,
    ordered,
    ready,
    report,
    running,
    short,
    told,
)
from delivery_page import PAGE, Seen, remade

from openpbm.delivery import event as events
from openpbm.delivery import limit
from openpbm.delivery.machine import step
from openpbm.delivery.state import (
    FAULTS,
    FINAL,
    LIT,
    MAYBE_LIT,
    PASSING,
    UNSEEN,
    WAITING,
    WHOLE,
    Phase,
    State,
    idle,
)
from openpbm.delivery.wire import WRAP_MS

Taken = tuple[State, events.Event, State, tuple[events.Command, ...]]


# ---- the invariants, in every transition of every reachable state


def light_never_exceeds_the_order(taken: Taken) -> bool:
    """I1: what is asked for, with all that counts as delivered, is never more than ordered."""
    state, _, _, commands = taken
    return all(
        c + g <= max(t, c)
        for command in commands
        if isinstance(command, events.StartLight)
        for c, g, t in zip(
            state.counted_ms if state.phase not in LIT else state.base_ms,
            command.grant_ms,
            state.order.target_ms,
            strict=True,
        )
    )


def light_is_commanded_only_when_all_is_confirmed(taken: Taken) -> bool:
    """I2: a start from a person, shield and fit confirmed, and only then ramp and running."""
    state, event, after, commands = taken
    for command in commands:
        if isinstance(command, events.StartLight):
            fresh = isinstance(event, events.Start) and state.phase in (Phase.READY, Phase.PAUSED)
            again = state.phase is Phase.RAMP and command.start == state.start
            if not (fresh or again) or not after.is_fitted or after.phase is not Phase.RAMP:
                return False
        if isinstance(command, events.Renew) and not (
            state.phase in LIT
            and after.phase is Phase.RUNNING
            and isinstance(event, events.DeviceReport)
        ):
            return False
    return True


def a_first_light_is_recorded_before(taken: Taken) -> bool:
    """I2: the record of the session stands before its first light."""
    state, _, _, commands = taken
    lights = any(isinstance(c, events.StartLight) for c in commands)
    return not lights or state.begun or isinstance(commands[0], events.Begin)


def is_fault(state: State, event: events.Event) -> bool:
    """A fault, or a word, after which it must be dark."""
    if isinstance(event, events.Forged):
        return False
    if event.at_ms < state.now_ms or isinstance(
        event, events.LinkLost | events.NotRecorded | events.Stop | events.Pause
    ):
        return True
    if isinstance(event, events.Garbled):
        return state.garbled >= limit.GARBLED_IN_A_ROW - 1
    if isinstance(event, events.Fitted):
        return not (event.shield and event.fit)
    if isinstance(event, events.Tick):
        return event.at_ms - state.heard_ms > limit.LEASE_MS
    if (
        not isinstance(event, events.DeviceReport)
        or event.session != state.session
        or event.seq <= state.seq
    ):
        return False
    hot = event.cdegc is None or event.cdegc > HOTTEST_DEGC * 100
    return bool(event.trip) or hot or not (event.shield and event.fit)


def every_fault_darkens(taken: Taken) -> bool:
    """I3: dark is sent at once, and nothing that shines with it."""
    state, event, after, commands = taken
    if state.phase not in LIT:
        return True
    darkens = after.phase not in LIT
    if darkens != any(isinstance(c, events.Dark) for c in commands):
        return False
    if darkens and any(isinstance(c, events.StartLight | events.Renew) for c in commands):
        return False
    return darkens or not is_fault(state, event)


def only_a_fresh_start_gives_light(taken: Taken) -> bool:
    """I4: no way into light but a start; after a lost link only through the whole door again."""
    state, event, after, _ = taken
    if after.phase is Phase.RAMP and state.phase is not Phase.RAMP:
        return isinstance(event, events.Start) and after.start == state.start + 1
    if after.phase is Phase.RUNNING:
        return state.phase in LIT and after.start == state.start
    if isinstance(event, events.LinkLost):
        early = (Phase.IDLE, Phase.SCREENED, *FINAL)
        return state.phase in early or after.phase in (Phase.SCREENED, *FINAL)
    return True


def what_counts_never_falls(taken: Taken) -> bool:
    """I7: a resume goes on counting, and a lease that nobody saw end counts whole."""
    state, event, after, _ = taken
    if any(a < c for a, c in zip(after.counted_ms, state.counted_ms, strict=True)):
        return False
    if isinstance(event, events.Start) and after.start > state.start:
        return after.base_ms == state.counted_ms
    if (
        isinstance(event, events.LinkLost)
        and state.phase in MAYBE_LIT
        and event.at_ms >= state.now_ms
    ):
        return all(
            a >= min(c + limit.LEASE_MS, b + g)
            for a, c, b, g in zip(
                after.counted_ms, state.counted_ms, state.base_ms, state.grant_ms, strict=True
            )
        )
    return True


def strangers_change_nothing(taken: Taken) -> bool:
    """I9: forged, stale, doubled and replayed frames."""
    state, event, after, commands = taken
    strange = isinstance(event, events.Forged) or (
        isinstance(event, events.DeviceReport)
        and (event.session != state.session or event.seq <= state.seq)
        and event.at_ms >= state.now_ms
    )
    return not strange or (replace(after, now_ms=state.now_ms) == state and commands == ())


def stop_always_wins(taken: Taken) -> bool:
    state, event, after, commands = taken
    if not isinstance(event, events.Stop):
        return True
    ends = after.phase in FINAL or (after.phase is Phase.STOPPING and after.then in FINAL)
    kept = Phase.FAULT not in (state.phase, state.then) or after.phase is not Phase.DONE
    return ends and kept and any(isinstance(c, events.Dark) for c in commands)


def an_end_is_an_end(taken: Taken) -> bool:
    """Recorded once, when it is reached; nothing leads back."""
    state, _, after, commands = taken
    ends = [c for c in commands if isinstance(c, events.End)]
    if state.phase in FINAL:
        return after.phase in FINAL and not ends
    return len(ends) == (after.phase in FINAL and state.begun)


def a_clock_that_stood_still_is_a_lost_link(taken: Taken) -> bool:
    """What a device says that is a lease further than the host's time gives no light."""
    state, event, after, commands = taken
    if not isinstance(event, events.DeviceReport) or event.at_ms < state.now_ms:
        return True
    linked = state.phase in MAYBE_LIT or state.phase in WAITING
    ours = event.session == state.session and event.seq > state.seq
    ahead_ms = event.device_ms - state.device_ms - (event.at_ms - state.paced_ms)
    leaps = limit.LEASE_MS < ahead_ms < WRAP_MS // 2
    if not (linked and ours and leaps):
        return True
    dark = state.phase is Phase.STOPPING or any(isinstance(c, events.Dark) for c in commands)
    return dark and after.phase not in (*LIT, *WAITING)


INVARIANTS = (
    light_never_exceeds_the_order,
    light_is_commanded_only_when_all_is_confirmed,
    a_first_light_is_recorded_before,
    every_fault_darkens,
    only_a_fresh_start_gives_light,
    what_counts_never_falls,
    strangers_change_nothing,
    stop_always_wins,
    an_end_is_an_end,
    a_clock_that_stood_still_is_a_lost_link,
)


def silenced(state: State) -> State:
    """Nobody answers any more, and the person wants an end."""
    state, _ = step(state, events.Stop(state.now_ms))
    return step(state, events.Tick(state.now_ms + limit.LEASE_MS + 1))[0]


@pytest.mark.parametrize("by_hand", [False, True])
def test_every_event_in_every_reachable_state_keeps_the_invariants(
    by_hand: bool, record_property: pytest.FixtureRequest
) -> None:
    what = short(250 if by_hand else 500, by_hand=by_hand)
    states, steps, phases = 1, 0, Counter([Phase.IDLE])
    ways: Seen = {}
    for state, event, after, commands, is_new in explored(what):
        steps += 1
        for holds in INVARIANTS:
            if by_hand and holds in (every_fault_darkens, a_clock_that_stood_still_is_a_lost_link):
                continue  # no sensor, so heat is not judged; and both clocks are one
            assert holds((state, event, after, commands)), (holds.__name__, state, event, after)
        if state.phase is not after.phase:
            ways.setdefault((state.phase, after.phase), set()).add(type(event).__name__)
        if is_new:
            states += 1
            phases[after.phase] += 1
            if not by_hand:
                assert silenced(after).phase in FINAL, "no way to an end"
    assert set(phases) == set(Phase), "a phase that nothing reaches"
    page = PAGE.read_text(encoding="utf-8")
    assert by_hand or remade(page, ways) == page, "run python tests/unit/delivery_page.py"
    name = "by hand" if by_hand else "connected"
    record_property(  # type: ignore[operator]
        "measured", f"machine, {name}: {states} states x events = {steps} transitions, to fixpoint"
    )


@pytest.mark.parametrize("holds", INVARIANTS, ids=lambda holds: holds.__name__)
def test_each_invariant_notices_its_breach(holds: object) -> None:
    """A check that cannot fail is a defect: each is shown a transition that breaks it."""
    lit = running(short(500))
    at = lit.now_ms
    stale = report(lit, seq=lit.seq)
    over = events.StartLight(9, NONCE, lit.start, 0, (9_000,))
    start = events.Start(at)
    begins = ready(short(500))
    ramp = replace(begins, phase=Phase.RAMP, start=1, begun=True, is_fitted=True)
    fell = replace(lit, counted_ms=(0,))
    done = replace(lit, phase=Phase.DONE)
    breaches: dict[object, Taken] = {
        light_never_exceeds_the_order: (begins, start, ramp, (over,)),
        light_is_commanded_only_when_all_is_confirmed: (
            lit,
            events.Tick(at),
            lit,
            (events.Renew(9, 1, 0, (1,)),),
        ),
        a_first_light_is_recorded_before: (begins, start, ramp, (over, events.Begin())),
        every_fault_darkens: (lit, events.LinkLost(at), lit, ()),
        only_a_fresh_start_gives_light: (begins, events.Tick(at), ramp, ()),
        what_counts_never_falls: (lit, events.Tick(at), fell, ()),
        strangers_change_nothing: (lit, stale, fell, ()),
        stop_always_wins: (lit, events.Stop(at), lit, (events.Dark(9),)),
        an_end_is_an_end: (done, events.Tick(at), lit, ()),
        a_clock_that_stood_still_is_a_lost_link: (
            begins,
            report(begins, device_ms=2 * limit.LEASE_MS),
            begins,
            (),
        ),
    }
    assert not holds(breaches[holds])  # type: ignore[operator]


# ---- the way to light


def test_the_way_to_light_is_walked_step_by_step() -> None:
    state = idle(order())
    assert (
        told(state, events.Connected(0, NONCE), events.Fitted(0, True, True), events.Start(0))
        == state
    )
    assert told(state, events.ScreenAnswered(0, False)).phase is Phase.DONE
    state = told(state, events.ScreenAnswered(0, True))
    state, commands = step(state, events.Connected(0, NONCE))
    assert commands == (events.Hello(1, NONCE),)
    assert told(state, limits(state, session=b"x" * 16)).phase is Phase.CONNECTED
    state, commands = step(state, limits(state))
    assert [type(c) for c in commands] == [events.PlaceOrder]
    assert told(state, events.Fitted(0, True, True), events.Start(0)).phase is Phase.ORDERED
    state = told(state, ordered(state))
    assert told(state, events.Fitted(0, True, False)).phase is Phase.AGREED
    assert told(state, events.Start(0)).phase is Phase.AGREED
    state, commands = step(told(state, events.Fitted(0, True, True)), events.Start(0))
    assert [type(c) for c in commands] == [events.Begin, events.StartLight]
    assert state.phase is Phase.RAMP


def test_a_greeting_is_repeated_until_it_is_answered() -> None:
    state = told(idle(order()), events.ScreenAnswered(0, True), events.Connected(0, NONCE))
    assert step(state, events.Tick(100))[1] == ()
    assert step(state, events.Tick(600))[1] == (events.Hello(2, NONCE),)


@pytest.mark.parametrize(
    "change",
    [
        {"mask_code": 5},
        {"longest_ms": 31 * 60_000},
        {"hottest_cdegc": 4200},
        {"drives": (10_000,)},
        {"drives": (7_000, 7_000)},
    ],
)
def test_a_device_that_is_another_or_whose_caps_are_looser_stays_dark(
    change: dict[str, object],
) -> None:
    state = told(idle(order()), events.ScreenAnswered(0, True), events.Connected(0, NONCE))
    after, commands = step(state, limits(state, **change))
    assert (after.phase, after.reason) == (Phase.FAULT, "limits")
    assert any(isinstance(c, events.Dark) for c in commands)


@pytest.mark.parametrize("cause", sorted(PASSING))
def test_what_a_person_can_put_right_is_told_and_waited_for(cause: str) -> None:
    """Reached before it is worn, with its shield open, its button pressed, or charging."""
    trip = events.TRIPS.index(cause)
    state = told(idle(order()), events.ScreenAnswered(0, True), events.Connected(0, NONCE))
    state = told(state, limits(state, fault=trip))
    assert (state.phase, state.reason) == (Phase.ORDERED, cause)
    state = told(state, ordered(state))
    assert told(state, events.Fitted(0, True, True)).phase is Phase.AGREED, (
        "before the first report"
    )
    for _ in range(3):
        state = told(state, report(state, trip=trip))
        state = told(state, events.Fitted(state.now_ms, True, True))
        assert (state.phase, state.reason) == (Phase.AGREED, cause), "not while it lasts"
    state = told(state, report(state))
    assert (state.phase, state.reason) == (Phase.AGREED, cause), "ended is not yet confirmed"
    state = told(state, events.Fitted(state.now_ms, True, True), events.Start(state.now_ms))
    assert state.phase is Phase.RAMP


def test_what_a_mask_found_in_itself_is_still_a_fault() -> None:
    state = told(idle(order()), events.ScreenAnswered(0, True), events.Connected(0, NONCE))
    for trip, reason in ((events.TRIPS.index("hot"), "hot"), (99, "selftest")):
        after = told(state, limits(state, fault=trip))
        assert (after.phase, after.reason) == (Phase.FAULT, reason)
    assert set(events.TRIPS) - {""} <= FAULTS | PASSING and not FAULTS & PASSING, (
        "a trip is of one kind"
    )


def test_a_start_needs_fresh_word_from_the_device() -> None:
    state = replace(ready(order()), now_ms=limit.LEASE_MS + 1)
    assert step(state, events.Start(limit.LEASE_MS + 1)) == (state, ())


def test_a_lost_start_is_sent_again_and_is_the_same_start() -> None:
    state = told(ready(order()), events.Start(0))
    after, commands = step(state, report(state, start=0, is_lit=False, lit_ms=(0, 0)))
    (light,) = commands
    assert isinstance(light, events.StartLight)
    assert (light.start, after.start) == (1, 1)
    for _ in range(limit.RAMP_WAIT_MS // 250 + 1):
        after = told(after, report(after, start=0, is_lit=False, lit_ms=(0, 0)))
    after, commands = step(after, events.Tick(after.now_ms + 1))
    assert (after.phase, after.then, after.reason) == (Phase.STOPPING, Phase.PAUSED, "no_light")


# ---- light


def test_light_is_counted_from_reports_and_ends_with_the_order() -> None:
    state = running(order())
    while state.phase is Phase.RUNNING:
        state, commands = step(state, report(state))
    assert (state.phase, state.then, state.reason) == (Phase.STOPPING, Phase.DONE, "done")
    assert state.counted_ms == state.order.target_ms
    state, commands = step(state, report(state, is_lit=False))
    assert (state.phase, commands) == (Phase.DONE, (events.End(),))


def test_progress_is_recorded_at_least_every_second() -> None:
    state, last = running(order()), 0
    while state.phase is Phase.RUNNING:
        state, commands = step(state, report(state))
        if any(isinstance(c, events.Progress) for c in commands):
            assert state.now_ms - last <= 1_000
            last = state.now_ms
    assert last > 20_000
    lit = running(order())
    assert events.Progress() in step(lit, events.Tick(lit.now_ms + limit.RECORD_GAP_MS))[1]


def test_a_slow_device_clock_counts_by_the_host_clock() -> None:
    state = running(order(2.0))
    for _ in range(80):
        state = told(state, report(state, device_ms=state.device_ms + 240))
    host_ms = state.now_ms - 250
    assert min(state.counted_ms) >= host_ms - 10
    assert min(state.lit_ms) > min(state.counted_ms) - 850


def test_clocks_that_disagree_end_the_session() -> None:
    state = running(order(2.0))
    while state.phase is Phase.RUNNING:
        state = told(state, report(state, device_ms=state.device_ms + 200))
    assert (state.then, state.reason) == (Phase.FAULT, "clock")
    assert state.now_ms < 8_000


def test_a_counter_that_wraps_is_no_jump() -> None:
    start_ms = WRAP_MS - 1_000
    state = told(idle(order()), events.ScreenAnswered(0, True), events.Connected(0, NONCE))
    state = told(state, limits(state, device_ms=start_ms))
    state = told(state, ordered(state), events.Fitted(0, True, True), events.Start(0))
    for _ in range(20):
        state = told(state, report(state))
    assert state.phase is Phase.RUNNING
    assert state.device_ms == start_ms + 5_000
    assert max(state.counted_ms) == 5_000


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"trip": events.TRIPS.index("stuck_on")}, "stuck_on"),
        ({"trip": 99}, "count"),
        ({"cdegc": None}, "sensor"),
        ({"cdegc": 4101}, "hot"),
        ({"lit_ms": (0, 0)}, "count"),
        ({"lit_ms": ()}, "count"),
        ({"lit_ms": (30_151, 30_151)}, "overrun"),
    ],
)
def test_what_is_wrong_with_a_mask_is_a_fault_that_stays(
    change: dict[str, object], reason: str
) -> None:
    state = running(order())
    after, commands = step(state, report(state, **change))
    assert (after.phase, after.then, after.reason) == (Phase.STOPPING, Phase.FAULT, reason)
    assert any(isinstance(c, events.Dark) for c in commands)
    after = told(after, report(after, is_lit=False, lit_ms=after.lit_ms, **{"cdegc": 4300}))
    assert (after.phase, after.reason) == (Phase.FAULT, reason)
    assert told(after, events.Start(after.now_ms), events.Fitted(after.now_ms, True, True)) == after
    assert reason in FAULTS


def test_a_device_clock_that_runs_back_is_a_fault() -> None:
    state = running(order())
    state = told(state, report(state, device_ms=state.device_ms - 5))
    assert (state.then, state.reason) == (Phase.FAULT, "clock")


def test_a_host_clock_that_runs_back_is_a_fault() -> None:
    state = running(order())
    assert told(state, events.Tick(state.now_ms - 1)).reason == "clock"


@pytest.mark.parametrize(
    ("change", "reason"), [({"shield": False}, "shield"), ({"fit": False}, "fit")]
)
def test_an_open_shield_darkens_and_asks_for_both_again(
    change: dict[str, object], reason: str
) -> None:
    state = running(order())
    state = told(state, report(state, **change))
    assert (state.then, state.reason) == (Phase.AGREED, reason)
    state = told(state, report(state, is_lit=False, **change))
    assert state.phase is Phase.AGREED
    closed = report(state, is_lit=False)
    assert told(state, closed, events.Start(closed.at_ms)).phase is Phase.AGREED
    again = told(state, closed, events.Fitted(closed.at_ms, True, True), events.Start(closed.at_ms))
    assert again.phase is Phase.RAMP


def test_a_shield_that_opens_while_it_pauses_is_asked_for_again() -> None:
    state = running(order())
    state = told(state, events.Pause(state.now_ms))
    state = told(state, report(state, shield=False, heard=0))
    assert (state.phase, state.then) == (Phase.STOPPING, Phase.AGREED)
    paused = told(running(order()), events.Pause(250))
    paused = told(paused, report(paused, is_lit=False))
    assert paused.phase is Phase.PAUSED
    opened = told(paused, report(paused, is_lit=False, shield=False))
    assert opened.phase is Phase.AGREED
    assert told(paused, events.Fitted(paused.now_ms, False, True)).phase is Phase.AGREED


def test_a_resume_asks_for_the_rest_only() -> None:
    state = running(order())
    for _ in range(8):
        state = told(state, report(state))
    state = told(state, events.Pause(state.now_ms))
    state = told(state, report(state, is_lit=False, lit_ms=(2_250, 2_300)))
    assert state.phase is Phase.PAUSED
    state, commands = step(state, events.Start(state.now_ms))
    written, light = commands
    assert isinstance(written, events.Progress)  # what was given before is safe before the rest
    assert isinstance(light, events.StartLight)
    assert light.grant_ms == (30_000 - 2_250, 30_000 - 2_300)
    assert (light.start, state.base_ms) == (2, (2_250, 2_300))


def test_a_pause_without_end_ends() -> None:
    state = told(running(order()), events.Pause(250))
    state = told(state, report(state, is_lit=False))
    while state.phase is Phase.PAUSED:
        state = told(state, report(state, is_lit=False), events.Tick(state.now_ms + 250))
    assert (state.phase, state.reason) == (Phase.DONE, "paused_too_long")
    assert state.now_ms > limit.PAUSE_MAX_MS


@pytest.mark.parametrize(
    "odd", [{"shield": False}, {"fit": False}, {"trip": events.TRIPS.index("button")}]
)
def test_what_stays_unfit_is_a_pause_that_ends(odd: dict[str, object]) -> None:
    state = running(order())
    state = told(state, report(state, **odd))
    state = told(state, report(state, is_lit=False, **odd))
    assert state.phase is Phase.AGREED
    after = state
    while after.phase is not Phase.DONE:
        assert after.phase is Phase.AGREED
        after = told(after, report(after, is_lit=False, **odd), events.Tick(after.now_ms + 250))
    assert after.reason == "paused_too_long"
    state = after
    assert state.now_ms > limit.PAUSE_MAX_MS


def test_a_link_that_stays_away_is_a_pause_that_ends() -> None:
    state = told(running(order()), events.LinkLost(250))
    state = told(state, events.Tick(limit.PAUSE_MAX_MS))
    assert state.phase is Phase.SCREENED
    state, commands = step(state, events.Tick(limit.PAUSE_MAX_MS + 500))
    assert (state.phase, state.reason) == (Phase.DONE, "paused_too_long")
    assert commands == (events.End(),)
    assert told(state, events.Connected(state.now_ms, NONCE)).phase is Phase.DONE


def test_before_its_first_light_a_session_has_no_pause() -> None:
    state = told(idle(order()), events.ScreenAnswered(0, True), events.Tick(2 * limit.PAUSE_MAX_MS))
    assert state.phase is Phase.SCREENED


def test_silence_is_dark_counted_whole_and_needs_everything_again() -> None:
    state = running(order())
    before = state.counted_ms
    assert step(state, events.Tick(state.now_ms + limit.LEASE_MS))[0].phase is Phase.RUNNING
    state, commands = step(state, events.Tick(state.now_ms + limit.LEASE_MS + 1))
    assert (state.phase, state.reason) == (Phase.SCREENED, "silence")
    assert state.counted_ms == tuple(c + 1_100 for c in before)
    assert any(isinstance(c, events.Dark) for c in commands)
    assert told(state, events.Start(state.now_ms)).phase is Phase.SCREENED


def test_light_that_a_device_ends_by_itself_waits_for_a_fresh_start() -> None:
    state = running(order())
    state = told(state, report(state, is_lit=False))
    assert (state.then, state.reason) == (Phase.PAUSED, "silence")
    state = running(order())
    state = told(state, report(state, start=0))
    assert (state.then, state.reason) == (Phase.PAUSED, "silence")


def test_a_device_that_has_given_all_is_done() -> None:
    # a slow counter elsewhere: the device stands at its grant, the host not yet at its target
    state = replace(running(order()), grant_ms=(500, 500))
    state = told(state, report(state, is_lit=False, lit_ms=(500, 500)))
    assert (state.then, state.reason) == (Phase.DONE, "done")


def test_a_weak_mask_does_not_shine_for_ever() -> None:
    state = running(order())
    while state.phase is Phase.RUNNING:
        state = told(state, report(state, lit_ms=state.lit_ms), events.Tick(state.now_ms + 250))
    assert (state.then, state.reason) == (Phase.FAULT, "too_long")


def test_three_garbled_frames_in_a_row_darken_and_two_do_not() -> None:
    state = running(order())
    two = told(state, events.Garbled(state.now_ms), events.Garbled(state.now_ms))
    assert two.phase is Phase.RUNNING
    assert told(two, report(two), events.Garbled(two.now_ms + 250)).phase is Phase.RUNNING
    three = told(two, events.Garbled(state.now_ms))
    assert (three.phase, three.reason) == (Phase.STOPPING, "noise")


# ---- dark


def test_dark_is_believed_only_from_a_device_that_heard_it() -> None:
    state = told(running(order()), events.Stop(250))
    assert state.phase is Phase.STOPPING
    early = told(state, report(state, is_lit=False, heard=state.dark_seq - 1))
    assert early.phase is Phase.STOPPING
    assert told(early, report(early, is_lit=False)).phase is Phase.DONE


def test_light_after_dark_was_heard_is_a_stuck_light() -> None:
    state = told(running(order()), events.Stop(250))
    state = told(state, report(state, is_lit=True))
    assert (state.then, state.reason) == (Phase.FAULT, "stuck_on")
    done = told(running(order()), events.Stop(250))
    done = told(done, report(done, is_lit=False))
    assert done.phase is Phase.DONE
    after, commands = step(done, report(done, is_lit=True))
    assert (after.phase, after.reason) == (Phase.FAULT, "stuck_on")
    assert isinstance(commands[0], events.Dark)
    for strange in (report(done, session=OTHER), report(done, seq=0)):
        assert step(done, replace(strange, is_lit=True)) == (done, ())
    waiting = ready(order())
    assert told(waiting, report(waiting, is_lit=True)).reason == "stuck_on"


def test_a_fault_on_the_way_to_dark_stays_a_fault() -> None:
    state = told(running(order()), events.Pause(250), events.NotRecorded(250))
    assert (state.then, state.reason) == (Phase.FAULT, "not_recorded")
    assert told(state, events.Stop(250)).then is Phase.FAULT
    ended = told(running(order()), events.Stop(250), events.LinkLost(250))
    assert (ended.phase, ended.reason) == (Phase.DONE, "stopped")
    lost = told(running(order()), events.Pause(250), events.LinkLost(250))
    assert (lost.phase, lost.reason) == (Phase.SCREENED, "link")


def test_after_so_much_that_nobody_saw_nothing_is_left_to_start() -> None:
    state = told(running(short(500)), events.LinkLost(250))
    assert (state.phase, state.reason) == (Phase.DONE, UNSEEN)
    assert state.counted_ms == (500,)
    assert state.guessed_ms == (250,)  # a report told of the other half


def test_an_end_is_called_unseen_where_a_lost_part_was_followed_by_a_seen_one() -> None:
    """The count is whole either way; what is said is true of what was seen."""
    for is_lost in (False, True):
        state = running(order(0.1))
        if is_lost:
            lost = told(state, events.LinkLost(250), events.Connected(250, NONCE))
            lost = told(lost, limits(lost))
            lost = told(lost, ordered(lost), events.Fitted(250, True, True), events.Start(250))
            assert lost.phase is Phase.RAMP
            state = lost
        while state.phase in LIT:
            state = told(state, report(state))
        assert state.reason == (UNSEEN if is_lost else "done")
        assert any(state.guessed_ms) is is_lost
        assert state.reason in WHOLE


def test_a_mask_switched_by_hand_counts_until_dark_is_confirmed() -> None:
    what = order(by_hand=True)
    state = running(what)
    while state.phase is Phase.RUNNING:
        state = told(state, report(state, cdegc=None))
    assert state.reason == "done"
    for _ in range(20):  # the person has not switched it off yet
        grown = tuple(n + 250 for n in state.lit_ms)
        state = told(state, report(state, is_lit=True, cdegc=None, lit_ms=grown))
        state = told(state, events.Tick(state.now_ms))
    assert state.phase is Phase.STOPPING
    assert min(state.counted_ms) == 35_000
    state = told(state, report(state, is_lit=False, cdegc=None, lit_ms=state.lit_ms))
    assert state.phase is Phase.DONE
    gone = told(running(what), events.LinkLost(250))
    assert gone.counted_ms == (what.programme_ms, what.programme_ms)
    assert SESSION.endswith(NONCE)


def test_the_timer_of_a_mask_switched_by_hand_ends_it() -> None:
    state = replace(running(replace(short(5_000), by_hand=True)), now_ms=11_001, heard_ms=11_001)
    assert told(state, events.Tick(11_001)).reason == "too_long"
