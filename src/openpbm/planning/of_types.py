"""The same mask on the same face, with skin of another type: light is not worked out again."""

from __future__ import annotations

from dataclasses import replace

from openpbm.dose import dose_rate
from openpbm.light.device_draws import device_draws
from openpbm.planning.scene import Scene, shone
from openpbm.skin.anatomy import with_phototype


def as_type(at: Scene, phototype: str) -> Scene:
    """The same scene on skin of a type; what mask and skin throw back follows the skin."""
    answers = at.types[phototype]
    drawn = device_draws(at.mask, at.draws)
    device, power, direct, eye = shone(at.mask, at.face, at.draws, drawn, at.light, answers)
    return replace(
        at,
        person=replace(at.person, phototype=phototype, ita_deg=None, lab=None, fitted=None),
        skin=with_phototype(at.skin, phototype, at.draws),
        answers=answers,
        device=device,
        power=power,
        direct=direct,
        dose=dose_rate(direct, answers),
        eye_mw_cm2=eye,
    )
