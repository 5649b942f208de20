"""The session as a pure, total function: a state and an event give a state and commands.

Light time is integrated from what the device reports; what is not known counts as delivered;
only a fresh start gives light, and only what is left of it; stop wins everywhere.
Reference: docs/reference/delivery.md.
"""

from __future__ import annotations

from openpbm.delivery.account import ahead_ms, counted, heat, with_unknown
from openpbm.delivery.event import (
    TRIPS,
    Begin,
    Command,
    Connected,
    Dark,
    DeviceReport,
    End,
    Event,
    Fitted,
    Forged,
    Garbled,
    Hello,
    Limits,
    LinkLost,
    Ordered,
    OrderRefused,
    Pause,
    PlaceOrder,
    Progress,
    Renew,
    ScreenAnswered,
    Start,
    StartLight,
    Stop,
    Tick,
)
from openpbm.delivery.limit import (
    GARBLED_IN_A_ROW,
    HARDWARE_TIMER_MS,
    HELLO_AGAIN_MS,
    LEASE_MS,
    PAUSE_MAX_MS,
    RAMP_WAIT_MS,
    RECORD_GAP_MS,
)
from openpbm.delivery.order import Order
from openpbm.delivery.state import (
    FAULTS,
    FINAL,
    LINKED,
    LIT,
    MAYBE_LIT,
    UNSEEN,
    WAITING,
    Phase,
    State,
    changed,
)
from openpbm.delivery.wire import NEEDED_FEATURES, in_steps, mask_code, unwrapped
from openpbm.firmware.wire_table import REFUSED_EXPIRED, REFUSED_NO_ORDER, REFUSED_ROOM

Result = tuple[State, tuple[Command, ...]]


def step(state: State, event: Event) -> Result:
    """What an event makes of a session, and what is to be done.

    Total: every event is answered in every state. Pure: the same answer every time.
    """
    if isinstance(event, Stop):
        return _stop(state, event.at_ms)
    if isinstance(event, Forged):
        return state, ()
    if state.phase in FINAL:
        return _ended(state, event)
    if event.at_ms < state.now_ms:
        return _darken(state, Phase.FAULT, "clock")
    now = state if event.at_ms == state.now_ms else changed(state, now_ms=event.at_ms)
    match event:
        case Tick():
            return _tick(now)
        case DeviceReport():
            return _report(now, event)
        case ScreenAnswered():
            return _screened(now, event)
        case Connected():
            return _connected(now, event)
        case Limits():
            return _limits(now, event)
        case Ordered():
            return _ordered(now, event)
        case OrderRefused():
            return _refused(now, event)
        case Fitted():
            return _fitted(now, event)
        case Start():
            return _start(now)
        case Pause():
            return _darken(now, Phase.PAUSED, "paused") if now.phase in LIT else (now, ())
        case LinkLost():
            return _lost(now, "link")
        case Garbled():
            return _garbled(now)
    return _not_recorded(now)


# ---- towards light


def _screened(state: State, event: ScreenAnswered) -> Result:
    if state.phase is not Phase.IDLE:
        return state, ()
    if not event.is_open:
        return _arrive(state, Phase.DONE, "screen")
    return changed(state, phase=Phase.SCREENED), ()


def _connected(state: State, event: Connected) -> Result:
    if state.phase is not Phase.SCREENED:
        return state, ()
    fresh = changed(
        state, phase=Phase.CONNECTED, nonce=event.nonce, sent=state.sent + 1, since_ms=state.now_ms
    )
    return fresh, (Hello(fresh.sent, fresh.nonce),)


def _limits(state: State, limits: Limits) -> Result:
    """Who the mask is; a second answer to the same greeting is its newest session."""
    answers = limits.session.endswith(state.nonce)
    is_new = state.phase is Phase.CONNECTED or limits.session != state.session
    if state.phase not in (Phase.CONNECTED, Phase.ORDERED) or not answers or not is_new:
        return state, ()
    cause = _named(limits.fault, "selftest")
    if cause in FAULTS:
        return _darken(state, Phase.FAULT, cause)
    if not _agrees(state.order, limits):
        return _darken(state, Phase.FAULT, "limits")
    fresh = changed(
        state,
        phase=Phase.ORDERED,
        session=limits.session,
        calib_tag=limits.calib_tag,
        seq=limits.seq,
        heard_ms=state.now_ms,
        device_ms=limits.device_ms,
        paced_ms=state.now_ms,
        ahead_ms=0,
        offset_ms=state.now_ms - limits.device_ms,
        cause=cause,
        reason=cause or state.reason,  # light is ordered; it waits until the cause has ended
    )
    return _order(fresh)


def _named(trip: int, unknown: str) -> str:
    """What a device says in `trip`; a number that nobody knows is a fault too."""
    return TRIPS[trip] if 0 <= trip < len(TRIPS) else unknown


def _agrees(order: Order, limits: Limits) -> bool:
    """The right mask, that can do what is asked, and keeps the plan's caps or tighter ones."""
    return (
        limits.mask_code == mask_code(order.mask_id)
        and len(limits.drives) == len(order.channels)
        and all(
            in_steps(c.drive) <= most for c, most in zip(order.channels, limits.drives, strict=True)
        )
        and (order.by_hand or _is_tighter(order, limits))
    )


def _is_tighter(order: Order, limits: Limits) -> bool:
    return (
        limits.longest_ms <= HARDWARE_TIMER_MS
        and limits.hottest_cdegc <= order.hottest_degc * 100
        and limits.features & NEEDED_FEATURES == NEEDED_FEATURES
    )


def _order(state: State) -> Result:
    """Say what this sitting may be at most; again where no answer came."""
    order = state.order
    sent = changed(state, sent=state.sent + 1, since_ms=state.now_ms)
    return sent, (
        PlaceOrder(
            sent.sent,
            sent.nonce,
            sent.calib_tag,
            round(order.hottest_degc * 100),
            sent.left_ms,
            tuple(in_steps(c.drive) for c in order.channels),
            order.cap_mj_cm2,
        ),
    )


def _ordered(state: State, ordered: Ordered) -> Result:
    """What the mask took: never more than was asked, and what it took is what is asked for."""
    if state.phase is not Phase.ORDERED or ordered.session != state.session:
        return state, ()
    if ordered.seq <= state.seq or ordered.order_id != state.nonce:
        return state, ()
    left, granted = state.left_ms, ordered.grant_ms
    if len(granted) != len(left) or any(g > m for g, m in zip(granted, left, strict=True)):
        return _darken(state, Phase.FAULT, "limits")
    taken = changed(
        state,
        seq=ordered.seq,
        heard_ms=state.now_ms,
        allowed_ms=tuple(c + g for c, g in zip(state.counted_ms, granted, strict=True)),
    )
    return _arrive(taken, Phase.AGREED, state.reason)


def _refused(state: State, refused: OrderRefused) -> Result:
    """An order that the mask does not take gives no light; one that ran out is placed anew.

    Of what else it refuses its reports tell.
    """
    if refused.session != state.session or refused.seq <= state.seq:
        return state, ()
    if refused.is_order:
        why = "no_room" if refused.why == REFUSED_ROOM else "refused"
        return _darken(state, Phase.FAULT, why) if state.phase is Phase.ORDERED else (state, ())
    is_gone = refused.why in (REFUSED_EXPIRED, REFUSED_NO_ORDER)
    return _lost(state, "expired") if is_gone and state.phase in LIT else (state, ())


def _fitted(state: State, event: Fitted) -> Result:
    if not (event.shield and event.fit):
        return _unfit(state, "shield" if not event.shield else "fit") or (state, ())
    if state.phase is not Phase.AGREED or state.cause:
        return state, ()
    return changed(state, phase=Phase.READY, is_fitted=True, since_ms=state.now_ms), ()


def _start(state: State) -> Result:
    """A fresh start, of the rest only, and only on word from the device that is fresh too."""
    may = state.phase in (Phase.READY, Phase.PAUSED) and state.is_fitted and any(state.left_ms)
    if not may or state.now_ms - state.heard_ms > LEASE_MS:
        return state, ()
    lit = changed(
        state,
        phase=Phase.RAMP,
        reason="",
        start=state.start + 1,
        base_ms=state.counted_ms,
        grant_ms=state.left_ms,
        lit_ms=(0,) * len(state.lit_ms),
        since_ms=state.now_ms,
        recorded_ms=state.now_ms,
        begun=True,
    )
    lit, light = _light(lit)
    # before light comes again, all light of before is safe on the disk
    return lit, (Progress() if state.begun else Begin(), *light)


def _light(state: State) -> Result:
    """The same start again is no second one: the device takes a number once."""
    sent = changed(state, sent=state.sent + 1)
    return sent, (StartLight(sent.sent, sent.nonce, sent.start, sent.device_ms, sent.grant_ms),)


# ---- time and noise


def _tick(state: State) -> Result:
    quiet_ms = state.now_ms - state.heard_ms
    waited_ms = state.now_ms - state.since_ms
    if state.phase is Phase.CONNECTED and waited_ms >= HELLO_AGAIN_MS:
        again = changed(state, sent=state.sent + 1, since_ms=state.now_ms)
        return again, (Hello(again.sent, again.nonce),)
    if state.phase is Phase.ORDERED and quiet_ms <= LEASE_MS and waited_ms >= HELLO_AGAIN_MS:
        return _order(state)
    if _is_paused_too_long(state):
        return _arrive(state, Phase.DONE, "paused_too_long")
    if state.phase is Phase.STOPPING:
        return _tick_stopping(state, waited_ms)
    if state.phase in (*LIT, *WAITING, Phase.ORDERED) and quiet_ms > LEASE_MS:
        return _lost(state, "silence")
    if state.phase is Phase.RAMP and waited_ms > RAMP_WAIT_MS and not state.order.by_hand:
        return _darken(state, Phase.PAUSED, "no_light")
    if state.phase is Phase.RUNNING and waited_ms > _longest_ms(state):
        return _darken(state, Phase.FAULT, "too_long")
    return _recorded(state, ())


def _is_paused_too_long(state: State) -> bool:
    """A longer pause is a new session, also where an open shield or a lost link made it one."""
    is_dark = state.begun and state.phase not in MAYBE_LIT
    return is_dark and state.now_ms - state.recorded_ms > PAUSE_MAX_MS


def _tick_stopping(state: State, waited_ms: int) -> Result:
    if waited_ms > LEASE_MS and not state.order.by_hand:
        return _lost(state, "silence")
    return _dark(state)


def _longest_ms(state: State) -> int:
    """The host's own timer: light at half its strength, and a little."""
    if state.order.by_hand:
        return state.order.programme_ms + LEASE_MS
    return 2 * max(state.grant_ms) + RAMP_WAIT_MS


def _recorded(state: State, commands: tuple[Command, ...]) -> Result:
    return _noted(state, commands) if state.phase in LIT else (state, commands)


def _noted(state: State, commands: tuple[Command, ...]) -> Result:
    """Progress of light, where the last record is old enough."""
    if state.now_ms - state.recorded_ms < RECORD_GAP_MS:
        return state, commands
    return changed(state, recorded_ms=state.now_ms), (*commands, Progress())


def _not_recorded(state: State) -> Result:
    """No light without a record; of light that a person switched on, what is kept is the whole.

    Their programme counts until something newer is kept, so a busy disk takes nothing away.
    """
    if state.order.by_hand and state.phase in MAYBE_LIT and any(state.lit_ms):
        return state, ()
    return _darken(state, Phase.FAULT, "not_recorded")


def _garbled(state: State) -> Result:
    noisy = changed(state, garbled=min(state.garbled + 1, GARBLED_IN_A_ROW))
    if noisy.garbled == GARBLED_IN_A_ROW and noisy.phase in LIT:
        return _darken(noisy, Phase.PAUSED, "noise")
    return noisy, ()


# ---- reports


def _report(state: State, report: DeviceReport) -> Result:
    if state.phase not in (*WAITING, *MAYBE_LIT):
        return state, ()
    if report.session != state.session or report.seq <= state.seq:
        return state, ()  # stale, twice, or replayed
    device_ms = unwrapped(report.device_ms, state.device_ms)
    heard = changed(
        state,
        seq=report.seq,
        heard_ms=state.now_ms,
        offset_ms=min(state.offset_ms, state.now_ms - device_ms),
        device_ms=max(device_ms, state.device_ms),
        paced_ms=state.now_ms,
        ahead_ms=ahead_ms(state, device_ms),
        is_fitted=report.shield and report.fit,
        cause="",
        garbled=0,
    )
    shone, wrong = counted(heard, report) if heard.phase in MAYBE_LIT else (heard, "")
    if device_ms < state.device_ms:
        wrong = "clock"
    elif _is_stalled(heard, state, wrong) or (not wrong and _is_untold(state, device_ms)):
        wrong = "silence"
    tripped = _tripped(shone, report, wrong)
    if tripped is not None:
        return tripped
    if shone.phase in LIT:
        return _lit_report(shone, report)
    return _dark_report(shone, report)


def _is_stalled(now: State, before: State, wrong: str) -> bool:
    """Late, but so was this host, as where its disk is slow: no word of the mask's clock.

    A clock that runs slow is found by reports that come in time.
    """
    return wrong == "clock" and now.now_ms - before.heard_ms > LEASE_MS


def _is_untold(state: State, device_ms: int) -> bool:
    """What forbade light since the report before may have ended unheard: a device tells it a lease.

    By the device's own time: reports that came late and those that were lost look alike otherwise.
    """
    may = state.phase in (*WAITING, Phase.RAMP) and not state.order.by_hand
    return may and device_ms - state.device_ms > LEASE_MS


def _tripped(state: State, report: DeviceReport, wrong: str) -> Result | None:
    """Whatever in a report speaks against light; the worst first."""
    if state.phase is Phase.STOPPING and state.then is Phase.FAULT:
        return None  # nothing is worse; wait for the dark
    trip = _named(report.trip, "count")
    for reason in (wrong, trip, heat(state.order, report.cdegc)):
        if reason in FAULTS:
            return _darken(state, Phase.FAULT, reason)
    if state.ahead_ms > LEASE_MS or wrong == "silence":
        return _lost(state, "silence")  # what came before is as old as the host's sleep
    if trip or not state.is_fitted:
        cause = trip or ("shield" if not report.shield else "fit")
        return _unfit(changed(state, cause=cause), cause)
    return None


def _unfit(state: State, reason: str) -> Result | None:
    """Shield or mask not in place: dark, and both must be confirmed again."""
    loose = changed(state, is_fitted=False)
    if state.phase in LIT:
        return _darken(loose, Phase.AGREED, reason)
    if state.phase in (Phase.READY, Phase.PAUSED):
        return _arrive(loose, Phase.AGREED, reason)
    if state.phase is Phase.AGREED:
        return changed(loose, reason=reason), ()
    if state.phase is Phase.STOPPING and state.then is Phase.PAUSED:
        return _dark(changed(loose, then=Phase.AGREED, reason=reason))
    return None


def _lit_report(state: State, report: DeviceReport) -> Result:
    if report.start != state.start:
        if state.phase is Phase.RUNNING:
            return _darken(state, Phase.PAUSED, "silence")
        return _light(state)  # the start was lost, or is on its way
    if not any(state.left_ms):
        return _darken(state, Phase.DONE, _done(state))
    if not report.is_lit:
        over = all(n >= g for n, g in zip(report.lit_ms, state.grant_ms, strict=True))
        return _darken(state, *((Phase.DONE, _done(state)) if over else (Phase.PAUSED, "silence")))
    grant = tuple(
        min(g, n + left)
        for g, n, left in zip(state.grant_ms, state.lit_ms, state.left_ms, strict=True)
    )
    running = changed(state, phase=Phase.RUNNING, sent=state.sent + 1, grant_ms=grant)
    return _recorded(running, (Renew(running.sent, running.start, running.device_ms, grant),))


def _dark_report(state: State, report: DeviceReport) -> Result:
    """It should be dark, or getting so."""
    if state.phase is not Phase.STOPPING:
        return _darken(state, Phase.FAULT, "stuck_on") if report.is_lit else (state, ())
    if report.heard < state.dark_seq:
        return _dark(state)  # from before it could know
    if not report.is_lit:
        return _arrive(state, state.then, state.reason)
    if state.order.by_hand:
        return _noted(state, ())  # the person has not confirmed the dark yet: it shines on
    return _darken(state, Phase.FAULT, "stuck_on")


# ---- towards dark


def _dark(state: State) -> Result:
    sent = changed(state, sent=state.sent + 1)
    return sent, (Dark(sent.sent),)


def _darken(state: State, then: Phase, reason: str) -> Result:
    """Dark now. Where there may be light, its end is waited for and counted."""
    if state.phase not in MAYBE_LIT:
        dark, sent = _dark(state)
        arrived, ends = _arrive(dark, then, reason)
        return arrived, (*sent, *ends)
    if state.phase is Phase.STOPPING:
        if state.then in FINAL and (state.then is Phase.FAULT or then is not Phase.FAULT):
            return _dark(state)  # a fault stays a fault, an end an end
        return _dark(changed(state, then=then, reason=reason))
    dark, sent = _dark(state)
    stopping = changed(
        dark,
        phase=Phase.STOPPING,
        then=then,
        reason=reason,
        dark_seq=dark.sent,
        since_ms=state.now_ms,
    )
    return stopping, sent


def _arrive(state: State, phase: Phase, reason: str) -> Result:
    if phase not in FINAL and not any(state.left_ms):
        phase, reason = Phase.DONE, _done(state)  # nothing is left to start for
    there = changed(state, phase=phase, reason=reason, since_ms=state.now_ms)
    return there, ((End(),) if phase in FINAL and there.begun else ())


def _done(state: State) -> str:
    """All of it was given, or all that the mask took of it; or nobody saw all of it."""
    if any(state.guessed_ms):
        return UNSEEN
    short = any(a < t for a, t in zip(state.allowed_ms, state.order.target_ms, strict=True))
    return "done_less" if short else "done"


def _lost(state: State, reason: str) -> Result:
    """Nobody answers: the lease makes it dark, and all it allowed counts as delivered."""
    if state.phase not in LINKED:
        return state, ()
    known = with_unknown(state) if state.phase in MAYBE_LIT else state
    dark, sent = _dark(changed(known, is_fitted=False))
    if state.phase is Phase.STOPPING and state.then in FINAL:
        arrived, ends = _arrive(dark, state.then, state.reason)
    else:
        arrived, ends = _arrive(dark, Phase.SCREENED, reason)
    return arrived, (*sent, *ends)


def _stop(state: State, at_ms: int) -> Result:
    now = changed(state, now_ms=max(state.now_ms, at_ms))
    if now.phase in FINAL:
        return _dark(now)
    if now.phase is Phase.STOPPING:
        kept = now.then in FINAL
        return _dark(now if kept else changed(now, then=Phase.DONE, reason="stopped"))
    return _darken(now, Phase.DONE, "stopped")


def _ended(state: State, event: Event) -> Result:
    """After the end only one thing matters: light that should not be there."""
    if not isinstance(event, DeviceReport) or not event.is_lit:
        return state, ()
    if event.session != state.session or event.seq <= state.seq:
        return state, ()
    seen = changed(state, seq=event.seq, phase=Phase.FAULT, reason="stuck_on")
    return _dark(seen)
