"""The runner, the simulated mask and the mask switched by hand, as they work together."""

from __future__ import annotations

import os
import random
import struct
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from delivery_made import HOTTEST_DEGC, NONCE, ROOM, ceiling, order, session, short
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.delivery.event import (
    Dark,
    DeviceReport,
    Fitted,
    Forged,
    Garbled,
    Hello,
    Pause,
    PlaceOrder,
    Renew,
    ScreenAnswered,
    Start,
    StartLight,
)
from openpbm.delivery.frame import Envelope, heard_by_host, to_device
from openpbm.delivery.limit import (
    HARDWARE_TIMER_MS,
    HOLD_MS,
    LEASE_MS,
    MISSING_S,
    OVER_PLAN,
    RECORD_TRIES,
    RESERVE_MS,
    WATCHDOG_MS,
    reserve_ms,
)
from openpbm.delivery.order import Order, Room, order_of
from openpbm.delivery.runner import Heading, Runner
from openpbm.delivery.state import FINAL, Phase
from openpbm.devices.campaign import PlannedFault, World, campaign
from openpbm.devices.faulty_link import garbled
from openpbm.devices.manual import ManualMask
from openpbm.devices.outcome import NEAR_COUNTED
from openpbm.devices.simulated import SimulatedLink, SimulatedMask
from openpbm.errors import DeviceError, LedgerError, PlanFileError
from openpbm.firmware import orders
from openpbm.firmware import wire_table as wire
from openpbm.firmware.core import Core
from openpbm.firmware.frame import channels, is_of, packed, parts
from openpbm.firmware.frame import session_key as derived
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
        return self.mask.board.is_shining

    @property
    def phase(self) -> Phase:
        return self.runner.state.phase


def runner_of(what: Order, clock: StandClock, link: object, keep: object) -> Runner:
    heading = Heading(session_id="s", person_id="p", plan_sha256="f" * 64, source="simulated")
    return Runner(
        order=what, heading=heading, clock=clock, link=link, recorder=keep, key=KEY,  # type: ignore[arg-type]
        fresh=os.urandom,
    )  # fmt: skip


def gave_it_all(bench: Bench) -> bool:
    """Never more than ordered; less by one step of the host, and by outputs rounded up."""
    return all(
        0 <= target - true <= 60 + 0.001 * target
        for target, true in zip(bench.order.target_ms, bench.mask.board.true_ms, strict=True)
    )


# ---- a whole session


def test_a_session_gives_what_was_ordered_and_records_it() -> None:
    bench = Bench().light().pass_time(40_000)
    assert (bench.phase, bench.runner.state.reason) == (Phase.DONE, "done")
    assert gave_it_all(bench)
    kinds = [type(event) for event in bench.kept]
    assert kinds[0] is SessionBegun
    assert kinds[-1] is SessionEnded
    assert set(kinds[1:-1]) == {SessionProgress}
    begun, ended = bench.kept[0], bench.kept[-1]
    assert isinstance(begun, SessionBegun)
    assert isinstance(ended, SessionEnded)
    assert (begun.tick_s, begun.planned_min) == (MISSING_S, 0.5)
    true_min = [ms / 60_000 for ms in bench.mask.board.true_ms]
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
    assert max(bench.mask.board.true_ms) == 0
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
    assert bench.mask.board.true_ms == pytest.approx(bench.order.target_ms, abs=150)


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
    assert max(bench.mask.board.true_ms) <= max(bench.order.target_ms)


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
    true_ms = bench.mask.board.true_ms
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
    assert gave_it_all(bench)


def test_another_mask_or_looser_limits_stay_dark() -> None:
    other = Bench(mask_id="other").light()
    assert (other.phase, other.runner.state.reason) == (Phase.FAULT, "limits")
    loose = Bench(hottest_degc=HOTTEST_DEGC + 1).light()
    assert (loose.phase, loose.runner.state.reason) == (Phase.FAULT, "limits")
    assert not loose.is_shining()


def test_the_hardware_timer_ends_what_nobody_else_does() -> None:
    bench = Bench().light()
    bench.mask.core.timer_ms = HARDWARE_TIMER_MS - 100
    bench.pass_time(500)
    assert not bench.is_shining()
    assert (bench.phase, bench.runner.state.reason) == (Phase.FAULT, "timer")


def test_nobody_takes_over_a_mask_that_shines() -> None:
    bench = Bench().light()
    bench.mask.take(
        to_device(Hello(1, b"intruder"), b"", Envelope(key=KEY)), float(bench.clock.now_ms)
    )
    bench.pass_time(500)
    assert (bench.phase, bench.is_shining()) == (Phase.RUNNING, True)


# ---- frames

SEQ = st.integers(0, 2**32 - 1)
U16 = st.integers(0, 2**16 - 1)
U8 = st.integers(0, 255)
ID = st.binary(min_size=8, max_size=8)
OWN = b"maskhalf" + NONCE
ENVELOPE = Envelope(key=KEY, slot=2, unix_s=7)


def several(*kinds: st.SearchStrategy[int]) -> st.SearchStrategy[list[tuple[int, ...]]]:
    return st.lists(st.tuples(*kinds), max_size=6)


GRANTS = st.lists(SEQ, max_size=6).map(tuple)
TO_DEVICE = st.one_of(
    st.builds(Dark, SEQ),
    st.builds(Renew, SEQ, U16, SEQ, GRANTS),
    st.builds(StartLight, SEQ, ID, U16, SEQ, GRANTS),
    several(SEQ, U16, SEQ).flatmap(
        lambda rows: st.builds(
            PlaceOrder, SEQ, ID, st.just(b"cali"), st.integers(0, 4_100),
            st.just(tuple(r[0] for r in rows)), st.just(tuple(r[1] for r in rows)),
            st.just(tuple(r[2] for r in rows)),
        )
    ),
)  # fmt: skip


def heads(letters: str) -> st.SearchStrategy[bytes]:
    """Any content of this form."""
    size = struct.calcsize(letters)
    return st.binary(min_size=size, max_size=size)


@given(TO_DEVICE)
def test_a_command_reaches_the_mask_as_it_was_meant(
    command: PlaceOrder | StartLight | Renew | Dark,
) -> None:
    frame = to_device(command, OWN, ENVELOPE)
    whole = parts(frame)
    assert whole is not None
    assert is_of(frame, OWN, derived(KEY, OWN, True))
    assert not is_of(frame, OWN, derived(KEY, OWN, False))  # not to be thrown back at the host
    kind, seq, content = whole
    assert seq == command.seq
    match command:
        case Dark():
            assert (kind, content) == (wire.DARK, b"\0")
        case Renew():
            assert struct.unpack_from(wire.RENEW_FIELDS, content) == (
                command.start,
                command.echo_ms,
            )
            each = channels(content, wire.RENEW_FIELDS, wire.RENEW_EACH, len(command.grant_ms))
            assert each == [(grant,) for grant in command.grant_ms]
        case StartLight():
            assert struct.unpack_from(wire.START_FIELDS, content) == (
                command.order_id, command.start, command.echo_ms,
            )  # fmt: skip
            each = channels(content, wire.START_FIELDS, wire.START_EACH, len(command.grant_ms))
            assert each == [(grant,) for grant in command.grant_ms]
        case PlaceOrder():
            order = orders.read(content)
            assert isinstance(order, orders.TakenOrder)
            assert (order.order_id, order.hottest_cdegc) == (
                command.order_id,
                command.hottest_cdegc,
            )
            assert tuple(order.grant_ms) == command.grant_ms
            assert tuple(order.drives) == command.drives
            assert tuple(order.caps_mj_cm2) == command.cap_mj_cm2


def said_by_mask(kind: int, seq: int, content: bytes, own: bytes = OWN) -> bytes:
    return packed(kind, seq, content, own, derived(KEY, own, False))


def heard(frame: bytes, key: bytes = KEY) -> object:
    return heard_by_host(frame, key, OWN, NONCE, 5)


REPORTED = (SEQ, SEQ, U16, U8, U8, st.integers(-32_768, 32_767), U8)


@given(SEQ, st.tuples(*REPORTED), several(SEQ, U16))
def test_a_report_survives_its_frame(
    seq: int, head: tuple[int, ...], each: list[tuple[int, ...]]
) -> None:
    content = struct.pack(wire.REPORT_FIELDS, *head, len(each))
    content += b"".join(struct.pack(wire.REPORT_EACH, *one) for one in each)
    device_ms, of, start, flags, trip, cdegc, _ = head
    assert heard(said_by_mask(wire.REPORT, seq, content + b"newer")) == DeviceReport(
        5, OWN, seq, device_ms, of, start, bool(flags & 1), bool(flags & 2), bool(flags & 4),
        None if cdegc == -32_768 else cdegc, trip, tuple(lit for lit, _ in each),
    )  # fmt: skip


MASK_KINDS = st.sampled_from((wire.IDENT, wire.ORDERED, wire.REPORT, wire.REFUSED))


@settings(max_examples=300)
@given(MASK_KINDS, SEQ, st.binary(max_size=120), st.integers(0, 2**32))
def test_no_spoilt_frame_is_believed(kind: int, seq: int, content: bytes, seed: int) -> None:
    content = OWN[:8] + content if kind == wire.IDENT else content
    frame = said_by_mask(kind, seq, content)
    spoilt = garbled(frame, random.Random(seed))
    if spoilt != frame:
        assert isinstance(heard(spoilt), Garbled | Forged)
    assert isinstance(heard(frame, b"another key" * 3), Forged)
    assert isinstance(heard(said_by_mask(kind, seq, content, b"othersid" + NONCE)), Forged) or (
        kind == wire.IDENT and content[:8] == b"othersid"
    )


@given(st.binary(max_size=600))
def test_any_bytes_are_answered(noise: bytes) -> None:
    assert isinstance(heard(noise), Garbled | Forged)
    assert parts(noise) is None


@pytest.mark.parametrize("kind", [*range(1, 9), *range(0x81, 0x87), 0x7F, 0xFF])
@pytest.mark.parametrize("content", [b"", b"1", b"\xff" * 9])
def test_a_true_author_with_nonsense_is_not_believed(kind: int, content: bytes) -> None:
    content = OWN[:8] + content if kind == wire.IDENT else content
    found = heard(said_by_mask(kind, 1, content))
    assert isinstance(found, Forged) or (kind == wire.REFUSED and len(content) > 7)


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


def by_hand(
    asked: Order | None = None, clock: StandClock | None = None
) -> tuple[StandClock, ManualMask, Runner, list[LightEvent]]:
    clock, kept = clock or StandClock(), list[LightEvent]()
    what = asked or order(by_hand=True)
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


@pytest.mark.parametrize("longest_min", [10, 20])
@pytest.mark.parametrize("is_said", [True, False])
def test_by_hand_a_mask_whose_timer_is_known_counts_no_longer_than_its_longest_programme(
    longest_min: int, is_said: bool
) -> None:
    maximum = ceiling("device_maximum", value=0.5, limit=float(longest_min))
    planned = replace(session(), timer_min=10.0, ceilings=(ceiling(), maximum))
    what = order_of(planned, mask_id="m", room_j_cm2=ROOM, by_hand=True)
    assert isinstance(what, Order)
    clock, mask, runner, _ = by_hand(what)
    wait(clock, runner, 1_500_000)
    if is_said:
        mask.confirm_dark()
    else:
        runner.stop()
        runner.lost()
    wait(clock, runner, 500)
    most_ms = longest_min * 60_000
    assert most_ms <= min(runner.state.counted_ms) <= max(runner.state.counted_ms) <= most_ms + 1000


@pytest.mark.parametrize("over_s", [20, 420, 900])
def test_by_hand_light_of_a_longer_programme_than_was_planned_counts_to_the_second(
    over_s: int,
) -> None:
    maximum = ceiling("device_maximum", value=0.5, limit=20.0)
    planned = replace(session(), timer_min=10.0, ceilings=(ceiling(), maximum))
    what = order_of(planned, mask_id="m", room_j_cm2=ROOM, by_hand=True)
    assert isinstance(what, Order)
    clock, mask, runner, _ = by_hand(what)
    while not mask.wants_dark:
        wait(clock, runner, 100)
    wait(clock, runner, over_s * 1000)
    mask.confirm_dark()
    wait(clock, runner, 500)
    lit_ms = max(what.target_ms) + over_s * 1000
    assert all(lit_ms <= counted <= lit_ms + 1_000 for counted in runner.state.counted_ms)


class StallingClock(StandClock):
    """One that runs on by itself before one look at it: the machine slept, or waited for a disk."""

    def __init__(self) -> None:
        super().__init__()
        self.looks, self.stall_ms = 0, 0  # from now, and for how long

    def monotonic_ms(self) -> int:
        self.looks -= 1
        if self.looks == 0:
            self.now_ms += self.stall_ms
        return self.now_ms


@pytest.mark.parametrize("stall_ms", [1_500, 12_000, 60_000])
def test_by_hand_a_machine_that_stalls_between_any_two_looks_breaks_nothing(stall_ms: int) -> None:
    for looks in range(1, 61):
        clock = StallingClock()
        _, mask, runner, kept = by_hand(clock=clock)
        since_ms = clock.now_ms
        wait(clock, runner, 5_000)
        clock.stall_ms, clock.looks = stall_ms, looks
        while not mask.wants_dark:
            wait(clock, runner, 100)
        assert clock.looks < 0, "it never stalled"
        mask.confirm_dark()
        lit_ms = clock.now_ms - since_ms
        wait(clock, runner, 500)
        assert (runner.state.phase, runner.state.reason) == (Phase.DONE, "done"), looks
        assert lit_ms >= runner.order.target_ms[0], looks
        assert lit_ms <= min(runner.state.counted_ms) <= lit_ms + stall_ms, looks
        assert isinstance(kept[-1], SessionEnded)


@pytest.mark.parametrize("stall_ms", [1_500, 40_000])
@pytest.mark.parametrize("entry", [3, 4, 9])
def test_a_connected_mask_whose_host_stalls_went_dark_and_has_no_fault(
    entry: int, stall_ms: int
) -> None:
    """Its clock is not what was late; all that it gave counts, and it can go on."""
    bench = Bench(order(3.0)).light()

    def slowly(event: LightEvent) -> None:
        bench.keep(event)
        if len(bench.kept) == entry:
            bench.clock.now_ms += stall_ms

    bench.runner.recorder = slowly
    bench.pass_time(10_000)
    assert len(bench.kept) >= entry, "it never stalled"
    assert bench.phase not in (*FINAL, Phase.STOPPING)
    assert bench.runner.state.reason == "silence"
    given = zip(bench.runner.state.counted_ms, bench.mask.board.true_ms, strict=True)
    assert all(counted >= true for counted, true in given)
    bench.again()
    assert bench.is_shining()


def test_by_hand_a_disk_that_keeps_writing_waiting_breaks_nothing() -> None:
    clock, mask, runner, kept = by_hand()

    def slowly(event: LightEvent) -> None:
        kept.append(event)
        clock.now_ms += 3_000

    runner.recorder = slowly
    while not mask.wants_dark:
        wait(clock, runner, 100)
    mask.confirm_dark()
    wait(clock, runner, 500)
    assert (runner.state.phase, runner.state.reason) == (Phase.DONE, "done")


@pytest.mark.parametrize("kind", [SessionBegun, SessionProgress, SessionEnded])
def test_by_hand_a_store_that_is_busy_for_a_while_loses_nothing(kind: type[LightEvent]) -> None:
    clock, kept = StandClock(), list[LightEvent]()
    mask = ManualMask(
        order(by_hand=True), key=KEY, fresh=os.urandom, monotonic_ms=clock.monotonic_ms
    )
    busy = iter(range(RECORD_TRIES - 1))

    def keep(event: LightEvent) -> None:
        if isinstance(event, kind) and next(busy, None) is not None:
            clock.now_ms += 500
            raise LedgerError("another program is writing")
        kept.append(event)

    runner = runner_of(order(by_hand=True), clock, mask, keep)
    runner.tell(ScreenAnswered(0, True))
    wait(clock, runner, 500)
    runner.tell(Fitted(clock.now_ms, True, True))
    runner.tell(Start(clock.now_ms))
    while not mask.wants_dark:
        assert runner.state.phase not in FINAL
        wait(clock, runner, 100)
    mask.confirm_dark()
    while runner.state.phase not in FINAL or runner.owes:
        wait(clock, runner, 100)
    assert (runner.state.phase, runner.state.reason) == (Phase.DONE, "done")
    assert runner.record_failed == ""
    assert [type(event) for event in kept].count(SessionBegun) == 1
    assert isinstance(kept[-1], SessionEnded)
    assert kept[-1].lit_min == runner.lit_min


def test_by_hand_light_goes_on_where_nothing_more_is_kept_and_that_is_said() -> None:
    """The whole programme stands in the beginning, so that nothing counts as less."""
    clock, mask, runner, kept = by_hand()

    def full(_: LightEvent) -> None:
        raise LedgerError("disk full")

    runner.recorder = full
    while not mask.wants_dark:
        wait(clock, runner, 100)
    mask.confirm_dark()
    while runner.state.phase not in FINAL or runner.owes:
        wait(clock, runner, 100)
    assert (runner.state.reason, runner.record_failed) == ("done", "disk full")
    (begun,) = kept
    assert isinstance(begun, SessionBegun)
    assert begun.tick_s / 60.0 >= max(minutes for _, minutes in runner.lit_min)


def test_before_light_by_hand_a_store_that_stays_full_gives_none() -> None:
    clock, mask, runner, _ = by_hand()
    wait(clock, runner, 2_000)
    runner.tell(Pause(clock.now_ms))
    mask.confirm_dark()
    wait(clock, runner, 500)

    def full(_: LightEvent) -> None:
        raise LedgerError("disk full")

    runner.recorder = full
    runner.tell(Start(clock.now_ms))
    wait(clock, runner, 500)
    assert not mask.is_lit
    assert (runner.state.phase, runner.state.reason) == (Phase.FAULT, "not_recorded")
    assert runner.record_failed == "disk full"


@pytest.mark.parametrize("failing", [1, RECORD_TRIES, RECORD_TRIES + 1])
def test_an_end_is_tried_again_once_it_is_dark_but_not_for_ever(failing: int) -> None:
    bench = Bench().light()
    tries = iter(range(failing))
    keep = bench.runner.recorder

    def busy(event: LightEvent) -> object:
        if isinstance(event, SessionEnded) and next(tries, None) is not None:
            raise LedgerError("another program is writing")
        return keep(event)

    bench.runner.recorder = busy
    bench.runner.stop()
    bench.pass_time(500)
    assert bench.phase is Phase.DONE
    assert bench.runner.owes == (failing >= 9)  # ten looks
    bench.pass_time(2_000)
    assert not bench.runner.owes
    is_kept = failing <= RECORD_TRIES
    assert isinstance(bench.kept[-1], SessionEnded) is is_kept
    assert bench.runner.record_failed == ("" if is_kept else "another program is writing")


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


class Blind(Core):
    """Watches nothing."""

    def _judge(self) -> None:
        return


class Endless(Core):
    """Lets no lease end."""

    def _extend(self, order: orders.TakenOrder, echo_ms: int) -> None:
        self.lease.end_ms = self.now_ms + order.lease_ms * 0 + echo_ms * 0 + 10**9


class Greedy(Core):
    """Goes on after its grant."""

    def _renew(self, content: bytes) -> int:
        why = super()._renew(content)
        self.grant_ms = [10**9 for _ in self.grant_ms]
        return why


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
    broken: type[Core], fault: str, says: str
) -> None:
    violations: list[str] = []
    for seed in range(30, 38):
        faults = () if fault == "none" else (PlannedFault(fault, 6_000.0, 0.5),)
        world = World(seed, faults)
        world.mask.core.__class__ = broken
        world.link.latency_ms = 200.0  # so far away that the host cannot help
        violations += [in_english(what) for what in world.run().violations]
    assert any(says in violation for violation in violations), violations


def test_a_short_order_is_one_too() -> None:
    bench = Bench(short(500)).light().pass_time(3_000)
    assert bench.phase in FINAL
    assert max(bench.mask.board.true_ms) <= 510


def test_light_comes_again_only_after_all_before_it_is_safe() -> None:
    found = World(2751).run()  # a silence, on a disk that had filled up
    assert found.violations == []
    assert found.nearest[NEAR_COUNTED].share <= 1.0


@pytest.mark.parametrize("seen", [0, 100, 300, 499])
def test_an_eye_that_is_covered_in_the_light_makes_nobody_count_less(
    monkeypatch: pytest.MonkeyPatch, seen: int
) -> None:
    bench = Bench().light()
    monkeypatch.setattr(
        bench.mask.board, "output", lambda i: seen if bench.mask.board.gates[i] else 0
    )
    bench.pass_time(60_000)
    assert bench.phase in FINAL
    counted, true_ms = bench.runner.state.counted_ms, bench.mask.board.true_ms
    assert all(c >= t for c, t in zip(counted, true_ms, strict=True))
    assert max(true_ms) <= max(bench.order.target_ms)


def test_light_whose_order_runs_out_is_told_to_its_end() -> None:
    bench = Bench().light()
    core = bench.mask.core
    assert core.order is not None
    core.order.until_ms = core.now_ms + 500
    bench.pass_time(1_000)
    bench.mask.board.shield_contacts[:] = [False, False]
    bench.mask.advance(float(bench.clock.now_ms + 60))  # dark, and the order is forgotten
    bench.mask.taken()  # what it said of that is lost
    bench.mask.board.shield_contacts[:] = [True, True]
    bench.pass_time(1_500)
    counted, true_ms = bench.runner.state.counted_ms, bench.mask.board.true_ms
    assert not bench.is_shining()
    assert all(c >= t for c, t in zip(counted, true_ms, strict=True))
