"""The third kind of answer: the maker's programme, judged by every limit. Theory 9.8.

Given whenever no trial can be followed with this mask and goal, or its light is known too
loosely to be held against one. It takes the maker's minutes and rhythm, never more; it promises
no effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from openpbm.answer import Finding
from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.fact import Message, message, several
from openpbm.interval import Interval
from openpbm.light.power import shining_together
from openpbm.mask import Mask
from openpbm.planning.choose import Choice, longest, next_broken, refusals
from openpbm.planning.decide import Chosen, Circumstances, exposure_of
from openpbm.planning.programme import Programme, barred, barred_light, programme_of
from openpbm.planning.reason import kept_dark, screen_refusals
from openpbm.planning.scene import Scene
from openpbm.response.evidence import Goal, Trial, band_of, carrying
from openpbm.safety.bound import HOLDS_SHARE, Bound
from openpbm.safety.ceilings.every import bounds
from openpbm.safety.exposure import Exposure
from openpbm.session import Refusal, refusal
from openpbm.tables import rows


@dataclass(frozen=True, eq=False, kw_only=True)
class ByProgramme:
    """The session of a maker's programme that keeps every limit, and what those looked at."""

    programme: Programme
    chosen: Chosen
    checked_mw_cm2: float  # the strongest light that the limits were asked about


def by_programme(
    at: Scene,
    setting: Circumstances,
    goal: Goal,
    regions: tuple[str, ...],
    findings: Sequence[Finding],
) -> ByProgramme | tuple[Refusal, ...]:
    """The maker's minutes, or as many of them as every limit allows; else why none.

    Args:
        at: the light.
        setting: what the screen says.
        goal: what it is for.
        regions: where light is wanted.
        findings: every row that the person matches.
    """
    no = barred(at.person, at.mask, goal, findings, setting)
    lit = programme_light(at.mask, setting.screen, carrying(goal.id, uncontrolled=True))
    if lit is None:
        no = (*no, *_dark(at.mask, setting.screen))
    else:
        no = (*no, *barred_light(at.person, at.mask, lit, findings, setting))
    programme = programme_of(at.mask)
    if no or lit is None or programme is None:
        return no
    drive = np.zeros(len(at.mask.channels))
    drive[list(lit)] = 1.0
    exposure = exposure_of(at, setting, REGIONS, followed=programme)
    limits = (*bounds(exposure), *_alone(at, exposure, lit))
    minutes = longest(at.mask, programme.minutes, drive, limits)
    if minutes is None:
        found = refusals(at.mask, drive, limits, programme.minutes)
        return tuple({each.id: each for each in found}.values())
    short = minutes < programme.minutes
    choice = Choice(
        trial=None,
        followed=programme,
        bands=(),
        minutes=minutes,
        drive=drive,
        wanted_min=programme.minutes,
        binding=_binding(at.mask, minutes, programme.minutes, drive, limits) if short else (),
        fraction=minutes / programme.minutes,
    )
    return ByProgramme(
        programme=programme,
        chosen=Chosen(goal=goal, regions=regions, choice=choice, bounds=limits),
        checked_mw_cm2=_checked(exposure, lit),
    )


def _binding(
    mask: Mask, minutes: float, wanted: float, drive: FloatArray, limits: Sequence[Bound]
) -> tuple[str, ...]:
    """Each limit that the next longer step would pass, once."""
    return tuple(dict.fromkeys(next_broken(mask, minutes, wanted, drive, limits)))


def _alone(at: Scene, exposure: Exposure, lit: Sequence[int]) -> Iterator[Bound]:
    """What stops, asked of each colour without a figure as if all that a plug feeds were in it.

    One colour at a time: a plug feeds once. What is said before the minutes, that what could
    harm was checked up to so much light, holds by this for heat and dose as well.
    """
    unsaid = [c for c in lit if at.mask.total_claim is None and not at.mask.channels[c].has_figure]
    if not unsaid or exposure.claimed is None:
        return
    most = replace(exposure.as_claimed, warming=at.warming_of_any_plug(exposure.claimed))
    for bound in bounds(most):
        if not bound.advisory:
            yield from (_of_channel(bound, c) for c in unsaid)


def _of_channel(bound: Bound, channel: int) -> Bound:
    """The same limit where this channel shines and no other."""
    own = np.zeros(bound.at_full.shape[1])
    own[channel] = 1.0
    law = bound.law
    return replace(
        bound,
        at_full=bound.at_full * own[:, None],
        law=None if law is None else lambda drive: law(drive * own),
    )


def programme_light(
    mask: Mask, findings: Iterable[Finding], trials: Sequence[Trial]
) -> tuple[int, ...] | None:
    """The channels that shine: of the programmes without dark colours the one nearest to trials.

    A channel that the screen keeps dark may be off where it can be; a programme that needs it
    is out. None: none is left.
    """
    dark: tuple[Message | None, ...] = kept_dark(mask, findings)
    wanted = {light.band for trial in trials for light in trial.lights}
    left: list[tuple[int, int, tuple[int, ...]]] = []
    for together in shining_together(mask):
        lit = tuple(int(c) for c in together if dark[c] is None)
        stopped = (mask.channels[c] for c in together if dark[c] is not None)
        if lit and all(channel.switchable for channel in stopped):
            own = sum(band_of(mask.channels[c].peak_nm) in wanted for c in lit)
            left.append((own, own - len(lit), lit))
    return max(left)[2] if left else None


def _dark(mask: Mask, findings: Sequence[Finding]) -> tuple[Refusal, ...]:
    """The rows that leave no light at all; else the colours that should be off and cannot."""
    every = screen_refusals(mask, (), findings)
    reasons = dict.fromkeys(why for why in kept_dark(mask, findings) if why is not None)
    told = message("refusal-maker_dark", mask=mask.name, why=several(reasons, "semicolon"))
    return every or (refusal("maker_dark", told),)


def is_too_loose(dose: Interval) -> bool:
    """Whether a dose is known too loosely to be held against a trial's."""
    return dose.p95 > rows("schedule")["known_too_loosely"].number("times") * dose.p05


def _checked(exposure: Exposure, lit: Sequence[int]) -> float:
    """mW/cm2, 95th percentile of the hottest skin as the limits saw it, of the strongest channel.

    Not of all together: each may have all the light that can be fed, one at a time.
    """
    hot = exposure.as_claimed.hot_mw_cm2[:, list(lit)].max(axis=1)
    return float(np.percentile(hot, HOLDS_SHARE))
