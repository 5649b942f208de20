"""What a session says: why it is dark in plain words, what to do next, and its bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from openpbm.delivery.limit import LEASE_MS, MS_PER_MINUTE
from openpbm.delivery.order import dose_by_band
from openpbm.delivery.runner import Runner
from openpbm.reports import words
from openpbm.reports.colour import ink
from openpbm.reports.words import channel as channel_name
from openpbm.reports.words import part_name
from openpbm.sitting.live import Ask, LiveSitting

BAR = 16
CHECKLIST = (  # a question, and what to do where the answer is no
    ("Is this you, and is all as it was for the plan: medicines, health, skin, pregnancy?",
     "a new plan ('openpbm plan')"),
    # what no ledger can know
    ("Is all light that this skin had since the plan in the ledger, such as that of an office?",
     "writing it down ('openpbm log --dose')"),
    ("Are your eyes protected as the plan says, with goggles or shield in place?",
     "goggles or shield in place"),
    ("Does the mask sit well, clean and with nothing under it?", "the mask put right"),
)  # fmt: skip

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "done": "Done. All of today's light is given.",
        "stopped": "Stopped. What you had counts; nothing is added to the next session.",
        "paused": "Paused. The mask is dark; go on with the rest when you are ready.",
        "paused_too_long": "The pause was longer than 30 min, so this session is over.",
        "screen": "Not started, because something changed since the plan. Make a new plan first.",
        "shield": "Dark: the eye shield is open. Put it right, then go on.",
        "fit": "Dark: the mask has slipped. Put it right, then go on.",
        "silence": "Dark: the mask did not answer for a second. What it may have given counts.",
        "link": "Dark: the connection is gone. What the mask may have given counts.",
        "noise": "Dark: the connection is disturbed. Go on with the rest when you are ready.",
        "no_light": "Dark: the mask did not start. Try again.",
        "hot": "Stopped: the mask got too warm. Let it cool, and look for what covers it.",
        "sensor": "Stopped: a temperature sensor is not to be trusted. Have the mask checked.",
        "stuck_on": "Stopped: a light stayed on by itself. Unplug the mask and do not use it.",
        "output": "Stopped: the light was stronger than planned. Have the mask checked.",
        "timer": "Stopped: the mask's own 30 min are over.",
        "clock": "Stopped: the clocks of mask and computer disagree.",
        "count": "Stopped: the mask's count of its light does not add up.",
        "overrun": "Stopped: the mask gave more than it was asked for.",
        "limits": "Not started: this is not the mask of the plan, or its limits are looser.",
        "not_recorded": "Stopped: the record could not be written. Free some space on the disk.",
        "too_long": "Stopped: the light is far weaker than planned. Have the mask checked.",
    }
)


SWITCH_ON = "Switch your mask on, and say so when it shines."
SWITCH_OFF = "Switch your mask off, and say so when it is dark."


def countdown(left_ms: int) -> str:
    """The last seconds before light."""
    return f"Light in {-(-left_ms // 1000)} ... close your eyes."


def reason(runner: Runner) -> str:
    """Why it is as it is, and what to do."""
    if runner.refusal is not None:
        what = "Stopped" if any(minutes > 0 for _, minutes in runner.lit_min) else "Not started"
        no = runner.refusal
        return f"{what}: {words.no(no)}"
    if runner.state.reason == "done" and runner.order.part.zone:
        return f"Done. All of today's light for {part_name(runner.order.part)} is given."
    said = REASONS.get(runner.state.reason, f"Stopped: {runner.state.reason}.")
    return f"{said} ({runner.record_failed})" if runner.record_failed else said


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
        told = (
            f"{clock_text(counted)} of {clock_text(channel.target_ms)}, {dose:.2f} J/cm², "
            f"{clock_text(left)} left"
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
        return "temperature not measured"
    fresh = state.now_ms - state.heard_ms <= LEASE_MS
    if fresh and report is not None and report.cdegc is not None:
        return f"{report.cdegc / 100:.1f} °C"
    return "temperature unknown"


def status(live: LiveSitting) -> str:
    """One line: where it is, how warm, what keys do."""
    phase, keys = live.runner.state.phase.value.capitalize(), ""
    if Ask.PAUSE in live.asks:
        keys = "space, Enter or q: stop   p: pause"
    elif Ask.GO_ON in live.asks:
        keys = "p: go on   space, Enter or q: stop"
    elif Ask.LIT in live.asks:
        keys = "space or q: stop"
    return f"{phase:<12} {warmth(live.runner)}   {keys}".rstrip()


def told(live: LiveSitting) -> str:
    """What to do now, or why it is as it is."""
    if Ask.DARK in live.asks:
        return SWITCH_OFF
    if Ask.LIT in live.asks:
        return SWITCH_ON
    if live.runner.state.reason:
        return reason(live.runner)
    return countdown(live.countdown_ms) if live.countdown_ms else ""


def keys_told(live: LiveSitting) -> str:
    """What to do now at a keyboard; nothing where it goes on by itself."""
    if Ask.DARK in live.asks:
        return "Switch your mask off, and press Enter when it is dark."
    if Ask.LIT in live.asks:
        return "Switch your mask on, and press Enter when it shines."
    if Ask.FITTED in live.asks:
        return "Look at eyes and mask, then press Enter to go on with the rest."
    return countdown(live.countdown_ms) if live.countdown_ms else ""


def closing(runner: Runner) -> list[str]:
    """What was delivered, against what was planned."""
    told = []
    minutes = dict(runner.lit_min)
    for channel in runner.order.channels:
        if not channel.prescribed_ms:
            continue
        lit_ms = round(minutes[channel.id] * MS_PER_MINUTE)
        share = lit_ms / channel.prescribed_ms
        of = f"{clock_text(lit_ms)} of {clock_text(channel.prescribed_ms)}"
        told.append(f"  {channel_name(channel.id)}: {of} planned ({share:.0%})")
    return told
