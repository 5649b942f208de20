"""What a session knows about itself: its phase, its light so far, and what it last heard."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from openpbm.delivery.order import Order
from openpbm.firmware.wire_table import ENDS_WITH_CAUSE, TRIP_NAMES

__all__ = [
    "FAULTS",
    "FINAL",
    "LINKED",
    "LIT",
    "MAYBE_LIT",
    "PASSING",
    "WAITING",
    "Phase",
    "State",
    "changed",
    "idle",
]


class Phase(StrEnum):
    """Where a session is."""

    IDLE = "idle"
    SCREENED = "screening confirmed"
    CONNECTED = "connected"
    ORDERED = "order sent"
    AGREED = "limits agreed"
    READY = "fit confirmed"
    RAMP = "ramp"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    DONE = "done"
    FAULT = "fault"


LIT = (Phase.RAMP, Phase.RUNNING)  # light is commanded here and nowhere else
MAYBE_LIT = (*LIT, Phase.STOPPING)
FINAL = (Phase.DONE, Phase.FAULT)
WAITING = (Phase.AGREED, Phase.READY, Phase.PAUSED)
LINKED = (Phase.CONNECTED, Phase.ORDERED, *WAITING, *MAYBE_LIT)
UNSEEN = "done_unseen"  # nothing is left to give, but nobody saw all of it
WHOLE = ("done", "done_less", UNSEEN)  # ends after which nothing is left to give
PASSING = frozenset(TRIP_NAMES[trip] for trip in ENDS_WITH_CAUSE)  # what a person can put right
FAULTS = frozenset(
    (
        "hot",
        "sensor",
        "stuck_on",
        "output",
        "timer",
        "clock",
        "count",
        "overrun",
        "limits",
        "not_recorded",
        "too_long",
        "current",
        "brownout",
        "selftest",
        "calibration",
        "watchdog",
        "refused",
        "no_room",
    )
)


@dataclass(frozen=True, kw_only=True)
class State:
    """Everything that decides what happens next. Times are of the host's monotonic clock."""

    order: Order
    phase: Phase = Phase.IDLE
    reason: str = ""  # of the last dark: done, stopped, paused, or what tripped
    then: Phase = Phase.DONE  # where stopping leads
    counted_ms: tuple[int, ...]  # light time that counts as delivered; never falls
    guessed_ms: tuple[int, ...]  # of that, what nobody saw
    base_ms: tuple[int, ...]  # of what counts, before the present start
    grant_ms: tuple[int, ...]  # what the present start may add
    lit_ms: tuple[int, ...]  # what the device last reported of the present start
    start: int = 0  # number of the present start
    now_ms: int = 0
    since_ms: int = 0  # when this phase began; of ramp and running, when the start was sent
    heard_ms: int = 0  # when the last accepted report came
    recorded_ms: int = 0  # when progress was last recorded
    device_ms: int = 0  # the device's own time in it, unwrapped
    paced_ms: int = 0  # when that was
    ahead_ms: int = 0  # by how much it ran past the host's time
    offset_ms: int = 0  # smallest of host time less device time: the quickest message
    allowed_ms: tuple[int, ...]  # of the whole sitting: what is ordered, or the mask's less
    session: bytes = b""
    calib_tag: bytes = b""
    nonce: bytes = b""
    seq: int = 0  # of the last accepted frame
    sent: int = 0  # of the last command to the device
    dark_seq: int = 0  # of the first command to go dark that was not confirmed
    garbled: int = 0  # in a row
    is_fitted: bool = False  # shield and fit, as last heard
    cause: str = ""  # what forbids light for as long as it lasts, as last heard
    begun: bool = False

    @property
    def left_ms(self) -> tuple[int, ...]:
        """Light time that a fresh start may still ask for."""
        left = zip(self.allowed_ms, self.counted_ms, strict=True)
        return tuple([t - c if t > c else 0 for t, c in left])


if TYPE_CHECKING:
    from dataclasses import replace as changed
else:

    def changed(state: State, /, **new: object) -> State:
        """The same with other values: `dataclasses.replace`, at a tenth of its time.

        A state is copied with every event. Names are checked where types are.
        """
        made = object.__new__(State)
        made.__dict__.update(state.__dict__, **new)
        return made


def idle(order: Order, at_ms: int = 0) -> State:
    """The state before anything happened."""
    none = (0,) * len(order.channels)
    return State(
        order=order, counted_ms=none, guessed_ms=none, base_ms=none, grant_ms=none, lit_ms=none,
        allowed_ms=order.target_ms, now_ms=at_ms,
    )  # fmt: skip
