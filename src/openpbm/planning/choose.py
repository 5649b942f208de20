"""Choose the session: the shortest minutes that give the trial's dose, inside every bound.

Pure: dose tables and bounds in, a choice or reasons out. Theory 9.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.fact import Message, Name, Quantity, message, several
from openpbm.field import LONGEST_MIN
from openpbm.mask import Mask
from openpbm.mask.modes import can_light
from openpbm.planning.schedule import Scheduled
from openpbm.response.evidence import Trial, band_of
from openpbm.response.trial_dose import TrialDose
from openpbm.safety.bound import Bound, all_hold, broken
from openpbm.session import Refusal, refusal

HAND_STEP_MIN = 0.5
SHORT_STEP_MIN = 0.1  # below half a minute
DRIVE_STEPS = 20
EPSILON = 1e-9


@dataclass(frozen=True, eq=False, kw_only=True)
class BandMatch:
    """The channels of one band against the trial's light in it."""

    band: str
    channels: tuple[int, ...]
    trial: TrialDose
    person_rate: FloatArray  # (scenarios,) J/cm2 a minute in the target layer, full drive
    trial_dose: FloatArray  # (scenarios,) J/cm2 in the target layer

    @property
    def minutes(self) -> float:
        """Minutes at full drive that give the trial's median dose."""
        rate = float(np.median(self.person_rate))
        return float(np.median(self.trial_dose)) / rate if rate > 0 else math.inf


@dataclass(frozen=True, eq=False, kw_only=True)
class Choice:
    """A session that keeps every bound."""

    trial: Trial | None  # None: the programme of the maker is followed
    followed: Scheduled  # whose rhythm the course has
    bands: tuple[BandMatch, ...]  # none, where no trial is followed
    minutes: float
    drive: FloatArray  # (channels,)
    wanted_min: float  # what is followed would take so long, at this drive
    binding: tuple[str, ...]  # bounds that stopped the next step
    fraction: float  # of what is followed that is reached, where a bound stopped it

    @property
    def is_below_trial(self) -> bool:
        """True when a bound, not the trial, set the minutes."""
        return bool(self.binding)


def lit_channels(
    mask: Mask, trial: Trial, stopped: Sequence[Message | None]
) -> tuple[FloatArray, tuple[Refusal, ...]]:
    """Which channels shine to follow a trial, as (channels,) zeros and ones.

    What the trial did not use and cannot be switched off shines too: it is screened, and counts
    in every limit like any other.

    Args:
        mask: the device.
        trial: the arm to follow; every band of it needs a channel.
        stopped: per channel, why the screen keeps it dark, or None.

    Returns:
        Drive pattern, and the reasons it cannot be had (empty when it can).
    """
    wanted = {light.band for light in trial.lights}
    bands = [band_of(channel.peak_nm) for channel in mask.channels]
    on = np.array(
        [
            1.0 if band in wanted and reason is None else 0.0
            for band, reason in zip(bands, stopped, strict=True)
        ]
    )
    problems = [
        _missing_band(trial, light.peak_nm)
        for light in trial.lights
        if not any(b == light.band and s for b, s in zip(bands, on, strict=True))
    ]
    stays = [_stays_on(mask, c) for c in range(len(mask.channels))]
    for channel, stuck, reason in zip(mask.channels, stays, stopped, strict=True):
        if not stuck or reason is None:
            continue
        why = message(
            "refusal-channel_cannot_be_off",
            role=Name("role", channel.role),
            nm=Quantity(channel.peak_nm, "nm"),
            why=reason,
        )
        problems.append(refusal("channel_cannot_be_off", why))
    if not problems:
        on = np.where(stays, 1.0, on)  # none of them is stopped
    shining = {c.id for c, lit in zip(mask.channels, on, strict=True) if lit}
    if shining and not problems and not can_light(mask, shining):
        lit = several((Name("channel", id) for id in sorted(shining)), "comma")
        problems.append(refusal("no_such_programme", message("refusal-no_such_programme", lit=lit)))
    return on, tuple(problems)


def _stays_on(mask: Mask, c: int) -> bool:
    """True for a channel that nothing shows can be off while others are on."""
    return not mask.channels[c].switchable and len(mask.channels) > 1


def added_channels(mask: Mask, choice: Choice) -> tuple[str, ...]:
    """Ids of what shines without belonging to a band of the trial that is followed."""
    if choice.trial is None:
        return ()
    own = {c for match in choice.bands for c in match.channels}
    return tuple(
        channel.id
        for c, channel in enumerate(mask.channels)
        if choice.drive[c] > 0 and c not in own
    )


def _missing_band(trial: Trial, nm: float) -> Refusal:
    why = message("refusal-no_matching_channel", trial=trial.name, nm=Quantity(nm, "nm"))
    return refusal("no_matching_channel", why)


def choose(
    mask: Mask,
    trial: Trial,
    bands: Sequence[BandMatch],
    lit: FloatArray,
    bounds: Sequence[Bound],
    followed: Scheduled | None = None,
) -> Choice | tuple[Refusal, ...]:
    """The longest session up to the trial's dose that keeps every bound.

    The shortest minutes any band gives; on the timer's steps, or stopped by hand; a
    dimmable mask is dimmed only as far as a bound on irradiance asks.

    Args:
        mask: the device.
        trial: whose dose it is.
        bands: the person's light against the trial's.
        lit: (channels,) what shines.
        bounds: what must hold.
        followed: whose rhythm; None: the trial's own.
    """
    exact = min(match.minutes for match in bands)
    at_full = quantised(mask, exact) or exact  # rounded once, so that dimming never adds light
    dimmable = all(c.dimmable for c, on in zip(mask.channels, lit, strict=True) if on)
    best: Choice | None = None
    for step in range(DRIVE_STEPS, 0 if dimmable else DRIVE_STEPS - 1, -1):
        level = step / DRIVE_STEPS
        wanted = at_full / level
        minutes = longest(mask, wanted, lit * level, bounds)
        if minutes is None:
            continue
        aim = quantised(mask, wanted) or minutes  # there is one, where minutes were found
        short = minutes < aim - EPSILON
        choice = Choice(
            trial=trial,
            followed=followed or trial,
            bands=tuple(bands),
            minutes=minutes,
            drive=lit * level,
            wanted_min=wanted,
            binding=next_broken(mask, minutes, wanted, lit * level, bounds) if short else (),
            fraction=minutes / wanted if short else 1.0,
        )
        if best is None or minutes * level > best.minutes * best.drive.max() + EPSILON:
            best = choice
        if not short and step == DRIVE_STEPS:
            break
    return best if best is not None else refusals(mask, lit, bounds, at_full)


def quantised(mask: Mask, minutes: float) -> float | None:
    """The longest time not above `minutes` that this mask can keep, or None.

    >>> from openpbm.mask import Channel, Mask
    >>> red = Channel(role="red", peak_nm=630.0)
    >>> m = Mask(id="m", name="m", form="rigid_mask", channels=(red,), session_min=(3.0, 6.0))
    >>> quantised(m, 4.8)
    4.5
    """
    if not math.isfinite(minutes):  # no light where it is wanted: no time gives the dose
        return None
    if not mask.stop_by_hand:  # without a known programme no time can be kept
        fitting = [offered for offered in mask.session_min if offered <= minutes + EPSILON]
        return max(fitting) if fitting else None
    step = HAND_STEP_MIN if minutes >= HAND_STEP_MIN else SHORT_STEP_MIN
    steps = math.floor(minutes / step + EPSILON)
    return round(steps * step, 6) if steps > 0 else None


def programme(mask: Mask, minutes: float) -> tuple[float | None, bool]:
    """The timer programme to start, and whether it must be stopped by hand."""
    if not mask.session_min:
        return None, True
    fitting = [offered for offered in sorted(mask.session_min) if offered >= minutes - EPSILON]
    start = fitting[0] if fitting else max(mask.session_min)
    return start, start > minutes + EPSILON


def _steps_down(mask: Mask, wanted: float) -> list[float]:
    """Times that can be kept, longest first, none above what is wanted."""
    first = quantised(mask, wanted)
    if first is None:
        return []
    if not mask.stop_by_hand:
        return sorted((m for m in mask.session_min if m <= first), reverse=True)
    most = min(first, LONGEST_MIN)  # `device_maximum` lets nothing longer pass
    halves = [HAND_STEP_MIN * i for i in range(int(most / HAND_STEP_MIN), 0, -1)]
    tenths = [round(SHORT_STEP_MIN * i, 6) for i in range(4, 0, -1)]
    return halves + [t for t in tenths if t <= first]


def longest(mask: Mask, wanted: float, drive: FloatArray, bounds: Sequence[Bound]) -> float | None:
    """The first step, from the longest down, that every bound allows; each tightens with time."""
    steps = _steps_down(mask, wanted)
    first = 0
    for bound in bounds:
        if bound.advisory or first == len(steps) or bound.holds(steps[first], drive):
            continue
        first = bisect_left(steps, True, lo=first, key=partial(bound.holds, drive=drive))
    # asked once more of them all: no step passes by an oddity of one bound
    return steps[first] if first < len(steps) and all_hold(bounds, steps[first], drive) else None


def next_broken(
    mask: Mask, minutes: float, wanted: float, drive: FloatArray, bounds: Sequence[Bound]
) -> tuple[str, ...]:
    """Ids of the bounds that the next longer step would pass."""
    longer = [step for step in _steps_down(mask, wanted) if step > minutes + EPSILON]
    step = longer[-1] if longer else wanted
    return tuple(bound.id for bound in broken(bounds, step, drive))


def refusals(
    mask: Mask, lit: FloatArray, bounds: Sequence[Bound], wanted: float
) -> tuple[Refusal, ...]:
    """All that binds at the shortest time, each with what would change it."""
    steps = _steps_down(mask, wanted)
    if not math.isfinite(wanted):
        return (refusal("no_light_there", message("refusal-no_light_there")),)
    if not steps:
        return (refusal("timer_too_long", _too_long(mask, Quantity(wanted, "min"))),)
    return tuple(
        refusal(bound.id, _passed(bound, steps[-1], lit))
        for bound in broken(bounds, steps[-1], lit)
    )


def _too_long(mask: Mask, takes: Quantity) -> Message:
    if not mask.session_min:
        return message("refusal-timer_offers_none", minutes=takes)
    offered = several((Quantity(m, "1", 3, trimmed=True) for m in mask.session_min), "comma")
    return message("refusal-timer_too_long", minutes=takes, offered=offered)


def _passed(bound: Bound, minutes: float, lit: FloatArray) -> Message:
    """What is passed at the shortest time; a quantity without time is not said to grow."""
    value, limit = bound.value(minutes, lit), bound.limit(minutes)
    shown, most, change = bound.shown(value), bound.shown(limit), bound.would_change
    time = Quantity(minutes, "min")
    if not math.isclose(bound.value(LONGEST_MIN, lit), value):
        return message(
            "refusal-limit_at",
            limit=bound.name, value=shown, minutes=time, most=most, change=change,
        )  # fmt: skip
    if math.isclose(bound.limit(LONGEST_MIN), limit):
        return message(
            "refusal-limit_always", limit=bound.name, value=shown, most=most, change=change
        )
    return message(
        "refusal-limit_for", limit=bound.name, value=shown, minutes=time, most=most, change=change
    )
