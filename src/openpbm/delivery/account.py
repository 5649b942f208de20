"""How much light counts as delivered, and what in a report is against it."""

from __future__ import annotations

from openpbm.delivery.event import DeviceReport
from openpbm.delivery.limit import (
    CLOCK_AHEAD,
    CLOCK_DISAGREE,
    LEASE_MS,
    OUTPUT_OVER,
    RESERVE_MS,
)
from openpbm.delivery.order import Order
from openpbm.delivery.state import State, changed


def counted(state: State, report: DeviceReport) -> tuple[State, str]:
    """Light time after a report, by the stricter of two clocks; and what is odd about it."""
    if report.start != state.start:
        return state, ""
    lag_ms = state.now_ms - state.device_ms - state.offset_ms  # a slow counter, or a slow message
    new = report.lit_ms
    if len(new) != len(state.lit_ms) or any(n < o for n, o in zip(new, state.lit_ms, strict=True)):
        return state, "count"
    all_ms = tuple(
        max(c, b + n + (lag_ms if n else 0))
        for c, b, n in zip(state.counted_ms, state.base_ms, new, strict=True)
    )
    shone = changed(state, counted_ms=all_ms, lit_ms=new)
    if state.order.by_hand:
        return shone, ""  # what stalls on the way is this machine, and its light counts upwards
    if _is_over(shone):
        return shone, "overrun"
    if lag_ms > LEASE_MS + CLOCK_DISAGREE * (state.now_ms - state.since_ms):
        return shone, "clock"
    return shone, ""


def ahead_ms(state: State, device_ms: int) -> int:
    """By how much the device's time ran past the host's, beyond any clock that is only fast.

    A host whose clock stops in sleep finds it so in what waited meanwhile, also where nothing of
    that is lost and each message is only a heartbeat younger than the one before. Of a mask that is
    switched by hand both are the same clock.
    """
    if state.order.by_hand:
        return 0
    host_ms = round((state.now_ms - state.paced_ms) * (1.0 + CLOCK_AHEAD))
    return max(state.ahead_ms + device_ms - state.device_ms - host_ms, 0)


def _is_over(state: State) -> bool:
    """More light than this start was ever given; a grant that shrank later may not have arrived."""
    return any(
        n > max(t - b, 0) + RESERVE_MS
        for n, t, b in zip(state.lit_ms, state.allowed_ms, state.base_ms, strict=True)
    )


def heat(order: Order, cdegc: int | None) -> str:
    """What is wrong with a temperature, in hundredths of a degree; nothing where none is read."""
    if order.by_hand:
        return ""
    if cdegc is None:
        return "sensor"
    return "hot" if cdegc > order.hottest_degc * 100 else ""


def _programmes_ms(order: Order, shone_ms: int) -> int:
    """A whole programme; where it has shone longer, the longest, or without a timer one more."""
    if order.is_timed:
        return order.programme_ms if shone_ms <= order.programme_ms else order.longest_ms
    return order.programme_ms * (1 + shone_ms // order.programme_ms)


def with_unknown(state: State) -> State:
    """Light that may have been given unseen counts: a lease, or all that a mask's timer allows."""
    all_ms = _all_that_may_be(state)
    unseen = zip(state.guessed_ms, all_ms, state.counted_ms, strict=True)
    guessed_ms = tuple(guessed + new - old for guessed, new, old in unseen)
    return changed(state, counted_ms=all_ms, guessed_ms=guessed_ms)


def _all_that_may_be(state: State) -> tuple[int, ...]:
    by_hand = state.order.by_hand
    longest = round(LEASE_MS * (1.0 + OUTPUT_OVER))
    return tuple(
        max(c, b + (_programmes_ms(state.order, c - b) if g else 0))
        if by_hand
        else c + min(longest, max(g - n, 0))
        for c, b, g, n in zip(
            state.counted_ms, state.base_ms, state.grant_ms, state.lit_ms, strict=True
        )
    )
