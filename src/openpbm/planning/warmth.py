"""How warm the planned session makes the skin: what gates, and the likelier course beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from openpbm.answer import LightLoss, LikelyCourse, Temperature
from openpbm.arrays import FloatArray, to_rank
from openpbm.fact import message
from openpbm.heat import Trace, Warming
from openpbm.interval import as_curve, as_interval
from openpbm.planning.choose import Choice
from openpbm.planning.decide import Chosen
from openpbm.planning.scene import Scene
from openpbm.safety.bound import HOLDS_SHARE

SHOWN_TIMES = 41  # points of the curves that a reader sees


def temperature(at: Scene, warming: Warming, made: Sequence[Chosen]) -> Temperature:
    """Both estimates of the session, of the zone that gets warmest by the one that gates."""
    touching = at.mask.may_touch and at.mask.contact is None
    gates = [(_gate(warming, each.choice), each.choice) for each in made]
    gate, choice = max(gates, key=lambda each: to_rank(_worst(each[0][:, 1])))
    return Temperature(
        start_degc=_worst(gate[:, 0]),
        end_degc=_worst(gate[:, 1]),
        minutes=choice.minutes,
        rise_k=as_interval(gate[:, 1] - gate[:, 0]),
        note=message("warmth-estimate_touching") if touching else message("warmth-estimate"),
        likely=_likely(at, warming, choice),
    )


def _gate(warming: Warming, choice: Choice) -> FloatArray:
    """(S, 2) degC at the begin and at the end."""
    return _course(warming, choice.drive, np.array([0.0, choice.minutes]))


def _worst(degc: FloatArray) -> float:
    return float(np.percentile(degc, HOLDS_SHARE))


def _course(warming: Warming, drive: FloatArray, minutes: FloatArray) -> FloatArray:
    """(S, times) degC at a drive, straight between the minutes of the grid."""
    lit = warming.dark_degc + np.einsum("sct,c->st", warming.rise_degc, drive)
    return np.stack([np.interp(minutes, warming.minutes, row) for row in lit])


def _likely(at: Scene, warming: Warming, choice: Choice) -> LikelyCourse:
    trace = at.likely_course(choice.drive, choice.minutes)
    place = np.unique(np.linspace(0, len(trace.minutes) - 1, SHOWN_TIMES).round().astype(int))

    minutes = trace.minutes[place]
    gate = np.percentile(_course(warming, choice.drive, minutes), HOLDS_SHARE, axis=0)
    return LikelyCourse(
        minutes=minutes,
        surface_degc=as_curve(trace.degc["surface"][:, place]),
        basal_degc=as_curve(trace.degc["basal"][:, place]),
        dermis_degc=as_curve(trace.degc["dermis"][:, place]),
        mask_degc=as_curve(trace.mask_degc[:, place]) if at.mask.is_worn else None,
        gate_p95_degc=np.asarray(gate),
        light_lost=_losses(at, trace, choice.drive) if at.mask.is_worn else (),
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
