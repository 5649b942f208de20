"""How warm the planned session makes the skin: what gates, and the likelier course beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from openpbm.arrays import FloatArray, interval, to_rank
from openpbm.heat import Trace, Warming
from openpbm.planning.choose import Choice
from openpbm.planning.decide import Decision
from openpbm.planning.result import LightLoss, LikelyCourse, Temperature
from openpbm.planning.scene import Scene
from openpbm.planning.tell import as_interval
from openpbm.safety.bound import HOLDS_SHARE

SHOWN_TIMES = 41  # points of the curves that a reader sees


def temperature(at: Scene, warming: Warming, made: Sequence[Decision]) -> Temperature:
    """Both estimates of the session, of the zone that gets warmest by the one that gates."""
    touching = at.mask.may_touch and at.mask.contact is None
    found = [(_gate(warming, d.choice), d.choice) for d in made if d.choice is not None]
    warmest, choice = max(found, key=lambda each: to_rank(each[0].end_degc))
    note = f"{warmest.note}; not known to keep off the skin, so taken to touch it"
    warmest = replace(warmest, note=note) if touching else warmest
    return replace(warmest, likely=_likely(at, warming, choice))


def _gate(warming: Warming, choice: Choice) -> Temperature:
    whole = _course(warming, choice.drive, np.array([0.0, choice.minutes]))
    return Temperature(
        start_degc=float(np.percentile(whole[:, 0], HOLDS_SHARE)),
        end_degc=float(np.percentile(whole[:, 1], HOLDS_SHARE)),
        minutes=choice.minutes,
        rise=as_interval(whole[:, 1] - whole[:, 0]),
        note="one-dimensional estimate of the square centimetre that gets most light, with "
        "resting blood flow, which errs warm; nothing was measured on this mask",
    )


def _course(warming: Warming, drive: FloatArray, minutes: FloatArray) -> FloatArray:
    """(S, times) degC at a drive, straight between the minutes of the grid."""
    lit = warming.dark_degc + np.einsum("sct,c->st", warming.rise_degc, drive)
    return np.stack([np.interp(minutes, warming.minutes, row) for row in lit])


def _likely(at: Scene, warming: Warming, choice: Choice) -> LikelyCourse:
    trace = at.likely_course(choice.drive, choice.minutes)
    place = np.unique(np.linspace(0, len(trace.minutes) - 1, SHOWN_TIMES).round().astype(int))

    def shown(degc: FloatArray) -> FloatArray:
        return np.stack(interval(degc[:, place]))

    minutes = trace.minutes[place]
    gate = np.percentile(_course(warming, choice.drive, minutes), HOLDS_SHARE, axis=0)
    return LikelyCourse(
        minutes=minutes,
        surface=shown(trace.degc["surface"]),
        basal=shown(trace.degc["basal"]),
        dermis=shown(trace.degc["dermis"]),
        mask=shown(trace.mask_degc) if at.mask.is_worn else None,
        gate=np.asarray(gate),
        loss=_losses(at, trace, choice.drive) if at.mask.is_worn else (),
    )


def _losses(at: Scene, trace: Trace, drive: FloatArray) -> tuple[LightLoss, ...]:
    length = trace.minutes[-1]
    return tuple(
        LightLoss(
            channel=channel.id,
            at_end=as_interval(1.0 - trace.light_left[:, c, -1]),
            in_session=as_interval(
                1.0 - np.trapezoid(trace.light_left[:, c], trace.minutes, axis=-1) / length
            ),
        )
        for c, channel in enumerate(at.mask.channels)
        if drive[c] > 0
    )
