"""What a session says: why it is dark in plain words, what to do next, and its bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from openpbm.delivery.limit import LEASE_MS, MS_PER_MINUTE
from openpbm.delivery.order import dose_by_band
from openpbm.delivery.runner import Runner
from openpbm.delivery.state import Phase
from openpbm.fact import Message, Quantity, message
from openpbm.record import PRACTICE
from openpbm.reports import words
from openpbm.reports.colour import ink
from openpbm.reports.words import channel as channel_name
from openpbm.reports.words import part_name
from openpbm.sitting.live import Ask, LiveSitting
from openpbm.speech.number import degrees, fixed
from openpbm.speech.say import say

BAR = 16
SWITCH_ON_MS = 10_000  # so long is shown what was said once
CHECKLIST = (  # questions; their aspect `remedy` is what to do where the answer is no
    message("session-check_person"),
    message("session-check_light"),  # what no ledger can know
    message("session-check_eyes"),
    message("session-check_fit"),
)
ENDS = (
    *("done", "stopped", "paused", "paused_too_long", "screen", "shield"),
    *("fit", "silence", "link", "noise", "no_light", "hot"),
    *("sensor", "stuck_on", "output", "timer", "clock", "count"),
    *("overrun", "limits", "not_recorded", "too_long", "done_less", "current", "brownout"),
    *("selftest", "calibration", "watchdog", "refused", "button", "charging", "expired", "no_room"),
    "done_unseen",
)
AS_PRACTICE = ("stopped", "silence", "link", "done_unseen")  # that have other words there
PUT_RIGHT = ("shield", "fit", "button", "charging")  # by the person, before there was any light
REASONS: Mapping[str, Message] = MappingProxyType({name: message(f"end-{name}") for name in ENDS})


def countdown(left_ms: int) -> str:
    """The last seconds before light."""
    return say("session-countdown", seconds=-(-left_ms // 1000))


def reason(runner: Runner, end: str = "") -> str:
    """Why it is as it is, and what to do; or what an earlier end said of itself."""
    if runner.refusal is not None:
        why = words.no(runner.refusal)
        if any(minutes > 0 for _, minutes in runner.lit_min):
            return say("session-stopped_why", why=why)
        return say("session-not_started_why", why=why)
    end = end or runner.state.reason
    if end == "done" and runner.order.part.zone:
        return say("session-part_done", part=part_name(runner.order.part))
    if end in AS_PRACTICE and _is_practice(runner):
        return say(f"practice-end_{end}")
    if end in PUT_RIGHT and not runner.state.begun:
        return say(f"waiting-{end}")
    why = say(REASONS.get(end, message("session-other_end", reason=end)))
    if runner.record_failed:
        return say("session-with_record", why=why, problem=runner.record_failed)
    return why


def _is_practice(runner: Runner) -> bool:
    return runner.heading.source == PRACTICE


def clock_text(light_ms: int) -> str:
    """Minutes and seconds, never rounded down.

    >>> clock_text(61_001)
    '1:02'
    """
    seconds = -(-light_ms // 1000)
    return f"{seconds // 60}:{seconds % 60:02}"


@dataclass(frozen=True, kw_only=True)
class ChannelBar:
    """How far one colour is."""

    ink: str  # under which a style sheet knows its colour
    name: str
    done: float  # 0..1 of what is asked for
    told: str  # minutes of minutes, dose, what is left


def channel_bars(runner: Runner) -> list[ChannelBar]:
    """How far each lit colour is: minutes, J/cm2 at the hottest spot, what remains."""
    state, order = runner.state, runner.order
    minutes = dict(runner.lit_min)
    found = []
    for channel, counted, left in zip(order.channels, state.counted_ms, state.left_ms, strict=True):
        if not channel.target_ms:
            continue
        own = [rate for rate in order.rates if rate.role == channel.id]
        dose = dose_by_band(own, minutes).get(channel.band, 0.0)
        told = say(
            "session-channel",
            lit=clock_text(counted),
            asked=clock_text(channel.target_ms),
            dose=f"{fixed(dose, 2)} J/cm²",
            left=clock_text(left),
        )
        found.append(
            ChannelBar(
                ink=ink(channel.id),
                name=channel_name(channel.id),
                done=min(counted / channel.target_ms, 1.0),
                told=told,
            )
        )
    return found


def bars(runner: Runner, *, ascii_only: bool = False) -> list[str]:
    """One line a channel, for a terminal."""
    full, empty = ("#", ".") if ascii_only else ("█", "·")
    told = []
    for bar in channel_bars(runner):
        filled = int(bar.done * BAR)
        told.append(f"{bar.name:<25} {full * filled}{empty * (BAR - filled)} {bar.told}")
    return told


def warmth(runner: Runner) -> str:
    """How warm it is, where that is known now; a stale figure is unknown."""
    state, report = runner.state, runner.report
    if runner.order.by_hand:
        return say("session-not_measured")
    fresh = state.now_ms - state.heard_ms <= LEASE_MS
    if fresh and report is not None and report.cdegc is not None:
        return say("session-warmth", degrees=degrees(report.cdegc / 100))
    return say("session-warmth_unknown")


def phase_name(phase: Phase) -> Message:
    """Where a session is."""
    return message(f"session-phase_{phase.name.lower()}")


def status(live: LiveSitting) -> str:
    """One line: where it is, how warm, what keys do."""
    phase, keys = say(phase_name(live.runner.state.phase)).capitalize(), ""
    if Ask.PAUSE in live.asks:
        keys = say("session-keys_pause")
    elif Ask.GO_ON in live.asks:
        keys = say("session-keys_go_on")
    elif Ask.BEGIN in live.asks or live.countdown_ms is not None:
        keys = say("session-keys_stop")
    return f"{phase:<12} {warmth(live.runner)}   {keys}".rstrip()


def told(live: LiveSitting) -> str:
    """What to do now, or why it is as it is."""
    if Ask.DARK in live.asks:
        return say("session-switch_off")
    if live.countdown_ms is not None:
        return countdown(live.countdown_ms)
    if _just_lit(live):
        return say("session-switch_on")
    return reason(live.runner) if live.runner.state.reason else ""


def _just_lit(live: LiveSitting) -> bool:
    """A person was asked a moment ago to switch their mask on."""
    state = live.runner.state
    is_new = state.now_ms - state.since_ms < SWITCH_ON_MS
    return live.device.switch is not None and live.is_lit and is_new


def keys_told(live: LiveSitting) -> str:
    """What to do now at a keyboard; nothing where it goes on by itself."""
    if Ask.DARK in live.asks:
        return say("session-key_off")
    if Ask.FITTED in live.asks:
        return say("session-key_fitted")
    if Ask.BEGIN in live.asks:
        return say("session-key_begin")
    if live.countdown_ms is not None:
        return countdown(live.countdown_ms)
    return say("session-switch_on") if _just_lit(live) else ""


def closing(runner: Runner) -> list[str]:
    """What was delivered, against what was planned."""
    told = []
    minutes = dict(runner.lit_min)
    for channel in runner.order.channels:
        if not channel.prescribed_ms:
            continue
        lit_ms = round(minutes[channel.id] * MS_PER_MINUTE)
        share = lit_ms / channel.prescribed_ms
        given = say(
            "session-given",
            channel=channel_name(channel.id),
            lit=clock_text(lit_ms),
            planned=clock_text(channel.prescribed_ms),
            share=Quantity(share, "share"),
        )
        told.append(f"  {given}")
    guessed_ms = max(runner.state.guessed_ms, default=0)
    if guessed_ms:
        unseen = clock_text(guessed_ms)
        by_hand = runner.order.by_hand
        why = (
            say("session-unsaid", unseen=unseen)
            if by_hand
            else say("session-unseen", unseen=unseen)
        )
        told.append(f"  {why}")
    return [*told, say("practice-counts_nothing")] if _is_practice(runner) else told
