"""The runner, the simulated mask and the mask switched by hand, as they work together."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from delivery_made import HOTTEST_DEGC, ROOM, ceiling, order, session, short
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.delivery.event import (
    Dark,
    DeviceReport,
    Fitted,
    Forged,
    Garbled,
    Hello,
    LightOrder,
    Limits,
    Pause,
    Renew,
    ScreenAnswered,
    Start,
)
from openpbm.delivery.frame import from_device, heard_by_device, heard_by_host, packed, to_device
from openpbm.delivery.limit import (
    HARDWARE_TIMER_MS,
    HOLD_MS,
    LEASE_MS,
    MISSING_S,
    OVER_PLAN,
    RESERVE_MS,
    WATCHDOG_MS,
    reserve_ms,
)
from openpbm.delivery.order import Order, Room, order_of
from openpbm.delivery.runner import Heading, Runner
from openpbm.delivery.state import FINAL, Phase
from openpbm.devices.campaign import PlannedFault, World, campaign
from openpbm.devices.faulty_link import garbled
from openpbm.devices.firmware import Firmware
from openpbm.devices.manual import ManualMask
from openpbm.devices.outcome import NEAR_COUNTED
from openpbm.devices.simulated import SimulatedLink, SimulatedMask
from openpbm.errors import DeviceError, PlanFileError
from openpbm.record import LightEvent, SessionBegun, SessionEnded, SessionProgress
from openpbm.session import Refusal
from openpbm.speech.say import in_english

KEY = b"k" * 32


class StandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now_ms = 0

    def monotonic_ms(self) -> int:
        return self.now_ms

    def utc(self) -> datetime:
        return datetime(2026, 5, 1, tzinfo=UTC) + timedelta(milliseconds=self.now_ms)


class Bench:
    """A runner, a mask and a record on a table."""

    def __init__(self, what: Order | None = None, **mask: object) -> None:
        self.clock = StandClock()
        self.order = what or order()
        self.mask = SimulatedMask(self.order, key=KEY, fresh=os.urandom, **mask)  # type: ignore[arg-type]
        self.link = SimulatedLink(self.mask, self.clock.monotonic_ms)
        self.kept: list[LightEvent] = []
        self.full = False
        self.runner = runner_of(self.order, self.clock, self.link, self.keep)

    def keep(self, event: LightEvent) -> None:
        if self.full:
            raise PlanFileError("disk full")
        self.kept.append(event)

    def pass_time(self, span_ms: int, step_ms: int = 50) -> Bench:
        for _ in range(span_ms // step_ms):
            self.clock.now_ms += step_ms
            self.runner.poll()
        return self

    def light(self) -> Bench:
        self.runner.tell(ScreenAnswered(self.clock.now_ms, True))
        self.pass_time(200)
        return self.again()

    def again(self) -> Bench:
        self.runner.tell(Fitted(self.clock.now_ms, True, True))
        self.runner.tell(Start(self.clock.now_ms))
        return self.pass_time(1_000)

    def is_shining(self) -> bool:
        """Light, in truth."""
        return self.mask.plant.is_shining

    @property
    def phase(self) -> Phase:
        return self.runner.state.phase


def runner_of(what: Order, clock: StandClock, link: object, keep: object) -> Runner:
    heading = Heading(session_id="s", person_id="p", plan_sha256="f" * 64, source="simulated")
    return Runner(
        order=what, heading=heading, clock=clock, link=link, recorder=keep, key=KEY,  # type: ignore[arg-type]
        fresh=os.urandom,
    )  # fmt: skip


# ---- a whole session


def test_a_session_gives_what_was_ordered_and_records_it() -> None:
    bench = Bench().light().pass_time(40_000)
    assert (bench.phase, bench.runner.state.reason) == (Phase.DONE, "done")
    assert bench.mask.plant.true_ms == pytest.approx(bench.order.target_ms, abs=20)
    kinds = [type(event) for event in bench.kept]
    assert kinds[0] is SessionBegun
    assert kinds[-1] is SessionEnded
    assert set(kinds[1:-1]) == {SessionProgress}
    begun, ended = bench.kept[0], bench.kept[-1]
    assert isinstance(begun, SessionBegun)
    assert isinstance(ended, SessionEnded)
    assert (begun.tick_s, begun.planned_min) == (MISSING_S, 0.5)
    true_min = [ms / 60_000 for ms in bench.mask.plant.true_ms]
    assert all(lit >= true - 1e-9 for (_, lit), true in zip(ended.lit_min, true_min, strict=True))


def test_the_first_light_comes_after_the_record_is_safe() -> None:
    bench = Bench()
    seen: list[bool] = []
    bench.runner.recorder = lambda _: seen.append(bench.is_shining())
    bench.light()
    assert seen[0] is False
    assert bench.is_shining()


def test_without_a_record_there_is_no_light() -> None:
    bench = Bench()
    bench.full = True
    bench.light()
    assert max(bench.mask.plant.true_ms) == 0
    assert (bench.phase, bench.runner.state.reason) == (Phase.FAULT, "not_recorded")
    assert bench.runner.record_failed == "disk full"


def test_a_store_that_fills_up_darkens() -> None:
    bench = Bench().light()
    bench.full = True
    bench.pass_time(1_500)
    assert not bench.is_shining()
    assert bench.runner.state.reason == "not_recorded"


def test_stop_is_dark_within_one_step() -> None:
    bench = Bench().light()
    assert bench.is_shining()
    bench.runner.stop()
    assert not bench.is_shining()
    bench.pass_time(300)
    assert (bench.phase, bench.runner.state.reason) == (Phase.DONE, "stopped")


def test_leaving_in_a_hurry_darkens() -> None:
    bench = Bench().light()
    with pytest.raises(ZeroDivisionError), bench.runner:
        raise ZeroDivisionError
    assert not bench.is_shining()


def test_a_resume_gives_the_rest_only() -> None:
    bench = Bench().light().pass_time(10_000)
    bench.runner.tell(Pause(bench.clock.now_ms))
    bench.pass_time(5_000)
    assert (bench.phase, bench.is_shining()) == (Phase.PAUSED, False)
    bench.runner.tell(Start(bench.clock.now_ms))
    bench.pass_time(30_000)
    assert bench.phase is Phase.DONE
    assert bench.mask.plant.true_ms == pytest.approx(bench.order.target_ms, abs=150)


def test_a_pulled_plug_is_dark_in_a_second_and_stays_so_when_it_is_back() -> None:
    bench = Bench().light()
    bench.link.is_plugged = False
    bench.pass_time(50)
    with pytest.raises(DeviceError):
        bench.link.send(b"")
    bench.mask.advance(float(bench.clock.now_ms + LEASE_MS))
    assert not bench.is_shining()
    bench.clock.now_ms += LEASE_MS
    bench.link.is_plugged = True
    bench.pass_time(5_000)
    assert (bench.phase, bench.is_shining()) == (Phase.AGREED, False)
    bench.again()
    assert bench.is_shining()
    bench.pass_time(40_000)
    assert bench.phase is Phase.DONE
    assert max(bench.mask.plant.true_ms) <= max(bench.order.target_ms)


def test_a_laptop_that_slept_finds_a_dark_mask_and_counts_the_lease() -> None:
    bench = Bench().light()
    before = bench.runner.state.counted_ms
    bench.clock.now_ms += 60_000
    bench.runner.poll()
    assert not bench.is_shining()
    bench.pass_time(500)
    assert bench.phase is Phase.AGREED
    counted = bench.runner.state.counted_ms
    assert all(c >= b + LEASE_MS for c, b in zip(counted, before, strict=True))
    true_ms = bench.mask.plant.true_ms
    assert all(c >= t for c, t in zip(counted, true_ms, strict=True))


def test_a_reset_forgets_everything_and_gives_no_light_by_itself() -> None:
    bench = Bench().light()
    bench.mask.reset()
    assert not bench.is_shining()
    bench.pass_time(5_000)
    assert (bench.phase, bench.is_shining()) == (Phase.AGREED, False)


def test_a_processor_that_hangs_is_reset_in_time() -> None:
    bench = Bench().light()
    bench.mask.hang()
    assert bench.is_shining()
    bench.mask.advance(bench.clock.now_ms + HOLD_MS + 1.0)
    assert not bench.is_shining()
    bench.mask.advance(bench.clock.now_ms + WATCHDOG_MS + 1.0)
    assert not bench.is_shining()


@pytest.mark.parametrize("seed", [6582, 6884, 9340])
def test_a_processor_that_hangs_at_the_end_passes_no_cap(seed: int) -> None:
    assert World(seed).run().violations == []  # each did, before the switch dropped by itself


def test_the_counter_of_the_mask_may_wrap() -> None:
    bench = Bench(counter_ms=2**32 - 10_000).light().pass_time(40_000)
    assert bench.phase is Phase.DONE
    assert bench.mask.plant.true_ms == pytest.approx(bench.order.target_ms, abs=20)


def test_another_mask_or_looser_limits_stay_dark() -> None:
    other = Bench(mask_id="other").light()
    assert (other.phase, other.runner.state.reason) == (Phase.FAULT, "limits")
    loose = Bench(hottest_degc=HOTTEST_DEGC + 1).light()
    assert (loose.phase, loose.runner.state.reason) == (Phase.FAULT, "limits")
    assert not loose.is_shining()


def test_the_hardware_timer_ends_what_nobody_else_does() -> None:
    bench = Bench().light()
    bench.mask.firmware.timer_ms = HARDWARE_TIMER_MS - 100.0
    bench.pass_time(500)
    assert not bench.is_shining()
    assert (bench.phase, bench.runner.state.reason) == (Phase.FAULT, "timer")


def test_nobody_takes_over_a_mask_that_shines() -> None:
    bench = Bench().light()
    bench.mask.take(to_device(Hello(1, b"intruder"), b"", KEY), float(bench.clock.now_ms))
    bench.pass_time(500)
    assert (bench.phase, bench.is_shining()) == (Phase.RUNNING, True)


def test_polls_left_out_of_a_quiet_mask_change_nothing() -> None:
    quiet, watched = Bench(), Bench()
    watched.mask.plant.lies_k = (1e-9, 0.0)  # odd enough for a look every 20 ms
    for bench in (quiet, watched):
        bench.light().pass_time(40_000)
    assert quiet.mask.plant.true_ms == pytest.approx(watched.mask.plant.true_ms, abs=1.0)


# ---- frames

SEQ = st.integers(0, 2**32 - 1)
U16 = st.integers(0, 2**16 - 1)
GRANTS = st.lists(SEQ, max_size=5).map(tuple)
TO_DEVICE = st.one_of(
    st.builds(Hello, SEQ, st.binary(min_size=8, max_size=8)),
    st.builds(Dark, SEQ),
    st.builds(Renew, SEQ, U16, SEQ, GRANTS),
    st.integers(0, 5).flatmap(
        lambda n: st.builds(
            LightOrder,
            SEQ,
            U16,
            SEQ,
            st.tuples(*[SEQ] * n),
            st.tuples(*[st.integers(0, 10_000)] * n),
        )
    ),
)
SESSIONS = st.binary(min_size=16, max_size=16)
FROM_DEVICE = st.one_of(
    st.builds(
        Limits, st.just(5), SESSIONS, SEQ, SEQ, SEQ, SEQ, U16,
        st.lists(U16, max_size=5).map(tuple),
    ),
    st.builds(
        DeviceReport, st.just(5), SESSIONS, SEQ, SEQ, SEQ, U16, st.booleans(), st.booleans(),
        st.booleans(), st.none() | st.integers(-32_767, 32_767), st.integers(0, 255), GRANTS,
    ),
)  # fmt: skip


@given(TO_DEVICE, SESSIONS)
def test_a_command_survives_its_frame(
    command: Hello | LightOrder | Renew | Dark, own: bytes
) -> None:
    heard = heard_by_device(to_device(command, own, KEY), KEY)
    assert not isinstance(heard, type)
    assert heard[1] == command


@given(FROM_DEVICE)
def test_a_message_survives_its_frame(message: Limits | DeviceReport) -> None:
    assert heard_by_host(from_device(message, KEY), KEY, 5) == message


@settings(max_examples=300)
@given(FROM_DEVICE, st.integers(0, 2**32))
def test_no_spoilt_frame_is_believed(message: Limits | DeviceReport, seed: int) -> None:
    frame = from_device(message, KEY)
    spoilt = garbled(frame, random.Random(seed))
    if spoilt != frame:
        assert isinstance(heard_by_host(spoilt, KEY, 0), Garbled | Forged)
        assert isinstance(heard_by_device(spoilt, KEY), type)
    assert isinstance(heard_by_host(frame, b"another key", 0), Forged)


@given(st.binary(max_size=600))
def test_any_bytes_are_answered(noise: bytes) -> None:
    assert isinstance(heard_by_host(noise, KEY, 0), Garbled | Forged)
    assert isinstance(heard_by_device(noise, KEY), type)


@pytest.mark.parametrize("kind", range(8))
@pytest.mark.parametrize("content", [b"", b"1", b"\xff" * 60])
def test_a_true_author_with_nonsense_is_not_believed(kind: int, content: bytes) -> None:
    frame = packed(kind, 1, b"s" * 16, content, KEY)
    heard = heard_by_device(frame, KEY)
    assert heard is Forged or (kind == 4 and content == b"")
    assert isinstance(heard_by_host(frame, KEY, 0), Forged)


# ---- orders


def test_an_order_lies_below_every_cap() -> None:
    plain = order_of(session(1.0), mask_id="m", room_j_cm2=ROOM)
    assert isinstance(plain, Order)
    assert plain.target_ms == (60_000, 60_000)
    tight = order_of(session(1.0), mask_id="m", room_j_cm2={**ROOM, ("red", "nose"): 1.0})
    assert isinstance(tight, Order)
    assert tight.target_ms == tuple(30_000 - reserve_ms(c.drive) for c in tight.channels)
    assert tight.shortened is not None
    assert "1\u202fJ/cm² of red" in in_english(tight.shortened)
    assert (60_000 + RESERVE_MS) / 60_000 < 1.0 + OVER_PLAN


@pytest.mark.parametrize(
    ("change", "room", "refused"),
    [
        ({}, None, "day_room"),
        ({}, {}, "day_room"),
        ({}, {**ROOM, ("red", "nose"): -3.0}, "day_room"),
        ({}, {**ROOM, ("red", "nose"): float("nan")}, "day_room"),
        ({}, {("red", "chin"): 96.0, ("nir", "nose"): 96.0}, "day_room"),
        ({"ceilings": ()}, ROOM, "ceilings"),
        ({"ceilings": (ceiling(value=42.0),)}, ROOM, "ceilings"),
        ({"channels": ()}, ROOM, "rates"),
        ({"ceilings": (ceiling("skin_dose_red"),)}, ROOM, "temperature"),
    ],
)
def test_what_is_not_known_or_not_kept_gets_no_order(
    change: dict[str, object], room: Room | None, refused: str
) -> None:
    made = order_of(replace(session(), **change), mask_id="m", room_j_cm2=room)  # type: ignore[arg-type]
    assert isinstance(made, Refusal)
    assert made.id == refused


def test_a_session_longer_than_the_hardware_timer_gets_no_order() -> None:
    made = order_of(session(31.0), mask_id="m", room_j_cm2=ROOM)
    assert isinstance(made, Refusal)
    assert made.id == "hardware_timer"


def test_a_cap_just_above_leaves_the_reserve_free() -> None:
    tight = replace(session(1.0), ceilings=(ceiling(), ceiling("skin_dose_red", 19.99, 20.0)))
    made = order_of(tight, mask_id="m", room_j_cm2=ROOM)
    assert isinstance(made, Order)
    for channel in made.channels:
        assert channel.target_ms + reserve_ms(channel.drive) <= 60_000 * 20.0 / 19.99


def test_a_light_that_sticks_counts_as_often_as_it_is_brighter_than_planned() -> None:
    """A stuck light shines in full: at a fifth of the drive one of its ms is five."""
    assert reserve_ms(1.0) == RESERVE_MS
    assert reserve_ms(0.2) == 5 * RESERVE_MS
    assert reserve_ms(0.0) == RESERVE_MS


def test_what_was_given_of_a_session_is_not_given_again() -> None:
    rest = order_of(session(1.0), mask_id="m", room_j_cm2=ROOM, given=0.6)
    assert isinstance(rest, Order)
    assert rest.target_ms == tuple(24_000 - reserve_ms(c.drive) for c in rest.channels)
    assert [c.prescribed_ms for c in rest.channels] == [60_000, 60_000]
    assert rest.shortened is not None
    assert "60\u202f% of it is done today" in in_english(rest.shortened)
    none = order_of(session(1.0), mask_id="m", room_j_cm2=ROOM, given=1.0)
    assert isinstance(none, Refusal)


# ---- by hand


def by_hand() -> tuple[StandClock, ManualMask, Runner, list[LightEvent]]:
    clock, kept = StandClock(), list[LightEvent]()
    what = order(by_hand=True)
    mask = ManualMask(what, key=KEY, fresh=os.urandom, monotonic_ms=clock.monotonic_ms)
    runner = runner_of(what, clock, mask, kept.append)
    runner.tell(ScreenAnswered(0, True))
    for _ in range(5):
        clock.now_ms += 100
        runner.poll()
    runner.tell(Fitted(clock.now_ms, True, True))
    runner.tell(Start(clock.now_ms))
    return clock, mask, runner, kept


def wait(clock: StandClock, runner: Runner, span_ms: int) -> None:
    for _ in range(span_ms // 100):
        clock.now_ms += 100
        runner.poll()


def test_by_hand_time_counts_from_switch_on_now_to_the_confirmed_dark() -> None:
    clock, mask, runner, kept = by_hand()
    assert mask.is_lit  # whoever was asked may have switched it on at once
    wait(clock, runner, 31_000)
    assert (runner.state.phase, mask.wants_dark) == (Phase.STOPPING, True)
    wait(clock, runner, 4_000)
    mask.confirm_dark()
    wait(clock, runner, 500)
    assert runner.state.phase is Phase.DONE
    assert min(runner.state.counted_ms) == pytest.approx(35_000, abs=200)
    assert isinstance(kept[-1], SessionEnded)


def test_by_hand_a_stop_right_after_switch_on_now_counts_until_it_is_said_to_be_dark() -> None:
    clock, mask, runner, _ = by_hand()
    runner.stop()
    wait(clock, runner, 7_000)
    assert (runner.state.phase, mask.wants_dark) == (Phase.STOPPING, True)
    mask.confirm_dark()
    wait(clock, runner, 500)
    assert runner.state.phase is Phase.DONE
    assert min(runner.state.counted_ms) >= 7_000


@pytest.mark.parametrize("over_ms", [20_000, 420_000, 3_000_000])
def test_by_hand_an_overrun_counts_to_the_second(over_ms: int) -> None:
    clock, mask, runner, kept = by_hand()
    assert not runner.order.is_timed  # so nothing but the person ends its light
    while not mask.wants_dark:
        wait(clock, runner, 100)
    wait(clock, runner, over_ms)
    mask.confirm_dark()
    wait(clock, runner, 500)
    lit_ms = runner.order.target_ms[0] + over_ms
    assert lit_ms <= min(runner.state.counted_ms) <= lit_ms + 1_000
    ended = kept[-1]
    assert isinstance(ended, SessionEnded)
    assert min(minutes for _, minutes in ended.lit_min) >= lit_ms / 60_000


def test_by_hand_an_overrun_is_written_down_as_it_goes_on() -> None:
    """Whoever kills the program then finds no light missing."""
    clock, mask, runner, kept = by_hand()
    while not mask.wants_dark:
        wait(clock, runner, 100)
    for _ in range(20):
        wait(clock, runner, 1_000)
        progress = [event for event in kept if isinstance(event, SessionProgress)]
        told_ms = min(minutes for _, minutes in progress[-1].lit_min) * 60_000
        assert told_ms >= min(runner.state.counted_ms) - 1_000
    assert not isinstance(kept[-1], SessionEnded)


def test_by_hand_one_that_shone_longer_than_was_thought_counts_another_programme() -> None:
    clock, _, runner, _ = by_hand()
    wait(clock, runner, runner.order.programme_ms + 60_000)
    runner.stop()
    runner.lost()
    assert runner.state.counted_ms == (2 * runner.order.programme_ms,) * 2


def test_by_hand_a_mask_whose_timer_is_known_counts_no_longer_than_that() -> None:
    clock, mask, runner, _ = by_hand()
    mask._order = runner.order = replace(runner.order, is_timed=True, programme_ms=600_000)
    wait(clock, runner, 1_200_000)
    mask.confirm_dark()
    wait(clock, runner, 500)
    assert 600_000 <= min(runner.state.counted_ms) <= max(runner.state.counted_ms) <= 601_000


def test_by_hand_an_end_that_nobody_confirms_counts_the_whole_programme() -> None:
    clock, _, runner, kept = by_hand()
    wait(clock, runner, 3_000)
    runner.stop()
    runner.lost()
    assert runner.state.phase is Phase.DONE
    assert runner.state.counted_ms == (runner.order.programme_ms,) * 2
    begun = kept[0]
    assert isinstance(begun, SessionBegun)
    assert begun.tick_s >= runner.order.programme_ms / 1000


# ---- the campaign and its watcher


def test_random_faults_break_no_invariant(record_property: object) -> None:
    found = campaign(range(7_000, 7_150))
    assert found.violations == []
    assert found.sessions == 150
    slow = ", ".join(f"{name} {late:.0f} ms" for name, late in sorted(found.slowest_ms.items()))
    record_property("measured", f"faults, 150 sessions, slowest: {slow}")  # type: ignore[operator]


def test_a_disconnect_at_any_frame_is_survived() -> None:
    for number in range(40):
        world = World(900, (PlannedFault("disconnect", 300.0 + 31.0 * number, 0.9),))
        found = world.run()
        assert found.violations == []
        assert world.runner.state.phase in FINAL


class Blind(Firmware):
    """Watches nothing."""

    __slots__ = ()

    def _watch(self) -> None:
        return


class Endless(Firmware):
    """Lets no lease end."""

    __slots__ = ()

    def _extend(self, echo_ms: int) -> None:
        self.lease_end_ms = self.now_ms + echo_ms * 0 + 1e9


class Greedy(Firmware):
    """Goes on after its grant."""

    __slots__ = ()

    def _shorten(self, grant_ms: tuple[int, ...]) -> None:
        self.grant_ms = [1e9 for _ in grant_ms]


@pytest.mark.parametrize(
    ("broken", "fault", "says"),
    [
        (Blind, "shield", "shield took"),
        (Blind, "fit", "fit took"),
        (Blind, "hot", "hot took"),
        (Endless, "kill", "silence took"),
        (Greedy, "none", "of light, cap"),
    ],
)
def test_the_watcher_notices_a_mask_that_breaks_the_rules(
    broken: type[Firmware], fault: str, says: str
) -> None:
    violations: list[str] = []
    for seed in range(30, 38):
        faults = () if fault == "none" else (PlannedFault(fault, 6_000.0, 0.5),)
        world = World(seed, faults)
        world.mask.firmware.__class__ = broken
        world.link.latency_ms = 200.0  # so far away that the host cannot help
        violations += [in_english(what) for what in world.run().violations]
    assert any(says in violation for violation in violations), violations


def test_a_short_order_is_one_too() -> None:
    bench = Bench(short(500)).light().pass_time(3_000)
    assert bench.phase in FINAL
    assert max(bench.mask.plant.true_ms) <= 510


def test_light_comes_again_only_after_all_before_it_is_safe() -> None:
    found = World(2751).run()  # a silence, on a disk that had filled up
    assert found.violations == []
    assert found.nearest[NEAR_COUNTED].share <= 1.0
