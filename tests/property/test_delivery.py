"""Any story of events, and any faults at any time: the machine and the mask keep their laws."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from openpbm.delivery import event as events
from openpbm.delivery.limit import HARDWARE_TIMER_MS, OVER_PLAN
from openpbm.delivery.machine import step
from openpbm.delivery.order import Order
from openpbm.delivery.state import FINAL, LIT, Phase, State, idle
from openpbm.delivery.wire import NEEDED_FEATURES, mask_code
from openpbm.devices.campaign import FAULTS, PlannedFault, World, random_order

NONCE = b"hostnonc"
SESSION = b"devnonce" + NONCE
SPANS = st.sampled_from((-1, 0, 20, 250, 250, 250, 900, 1_001, 5_000, 3_600_000))


class Stories(RuleBasedStateMachine):
    """A session told by chance; a model of the mask's own accumulator beside it."""

    state: State
    order: Order

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.order = random_order(random.Random(seed))
        self.state = idle(self.order)
        self.commands: tuple[events.Command, ...] = ()
        self.before = self.state
        self.event: events.Event = events.Tick(0)

    def tell(self, event: events.Event) -> None:
        self.before, self.event = self.state, event
        self.state, self.commands = step(self.state, event)

    @rule(less=st.sampled_from((0, 0, 0, 3_000)))
    def go_on_towards_light(self, less: int) -> None:
        """What leads on from here, so that stories get somewhere."""
        now = self.state.now_ms
        many = len(self.order.channels)
        taken = tuple(max(g - less, 0) for g in self.state.left_ms)
        towards: dict[Phase, events.Event] = {
            Phase.IDLE: events.ScreenAnswered(now, True),
            Phase.SCREENED: events.Connected(now, NONCE),
            Phase.CONNECTED: events.Limits(
                now, SESSION, 1, now % 2**32, mask_code(self.order.mask_id), HARDWARE_TIMER_MS,
                4_100, (10_000,) * many, NEEDED_FEATURES, b"cali", 0,
            ),
            Phase.ORDERED: events.Ordered(now, SESSION, self.state.seq + 1, NONCE, taken),
            Phase.AGREED: events.Fitted(now, True, True),
            Phase.READY: events.Start(now),
            Phase.PAUSED: events.Start(now),
        }  # fmt: skip
        self.tell(towards.get(self.state.phase, events.Tick(now + 250)))

    @rule(
        span=SPANS, lit=st.booleans(), grown=st.integers(0, 400), seq=st.integers(-2, 3),
        device=st.integers(0, 1_200), shield=st.booleans(), trip=st.sampled_from((0, 0, 0, 1, 5)),
        cdegc=st.sampled_from((3_600, 3_600, 4_101, None)), starts=st.integers(-1, 0),
        own=st.sampled_from((SESSION, SESSION, bytes(16))), heard=st.integers(-2, 0),
    )  # fmt: skip
    def report(
        self, span: int, lit: bool, grown: int, seq: int, device: int, shield: bool, trip: int,
        cdegc: int | None, starts: int, own: bytes, heard: int,
    ) -> None:  # fmt: skip
        at = self.state
        self.tell(
            events.DeviceReport(
                at.now_ms + span, own, max(at.seq + seq, 0), (at.device_ms + device) % 2**32,
                at.sent + heard, at.start + starts, lit, shield, True, cdegc, trip,
                tuple(n + grown for n in at.lit_ms),
            )
        )  # fmt: skip

    @rule(
        span=SPANS,
        kind=st.sampled_from(
            (
                events.Tick,
                events.Pause,
                events.Stop,
                events.LinkLost,
                events.Garbled,
                events.Forged,
                events.Start,
            )
        ),
    )
    def happen(self, span: int, kind: type[events.Tick]) -> None:
        self.tell(kind(self.state.now_ms + span))

    @rule(span=SPANS)
    def fail_to_record(self, span: int) -> None:
        self.tell(events.NotRecorded(self.state.now_ms + span))

    @invariant()
    def nothing_is_asked_beyond_the_order(self) -> None:
        for command in self.commands:
            if isinstance(command, events.StartLight | events.Renew):
                assert all(
                    b + g <= c.target_ms <= c.prescribed_ms * (1.0 + OVER_PLAN)
                    for b, g, c in zip(
                        self.state.base_ms, command.grant_ms, self.order.channels, strict=True
                    )
                )

    @invariant()
    def what_counts_never_falls(self) -> None:
        assert all(
            a >= b for a, b in zip(self.state.counted_ms, self.before.counted_ms, strict=True)
        )

    @invariant()
    def light_begins_with_a_start_and_ends_with_a_dark(self) -> None:
        if self.state.phase in LIT and self.before.phase not in LIT:
            assert isinstance(self.event, events.Start)
        if self.before.phase in LIT and self.state.phase not in LIT:
            assert any(isinstance(command, events.Dark) for command in self.commands)

    @invariant()
    def an_end_stays(self) -> None:
        assert self.before.phase not in FINAL or self.state.phase in FINAL


Stories.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_any_story_keeps_the_laws = Stories.TestCase


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    faults=st.lists(
        st.builds(
            PlannedFault,
            st.sampled_from(FAULTS),
            st.floats(0, 40_000),
            st.floats(0, 1, exclude_max=True),
        ),
        max_size=2,
    ),
)
def test_no_two_faults_at_any_time_break_an_invariant(
    seed: int, faults: list[PlannedFault]
) -> None:
    assert World(seed, tuple(faults)).run().violations == []
