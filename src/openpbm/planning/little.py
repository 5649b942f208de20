"""When light is too little to be that of a trial: a no, not a plan with care. Theory 9.4."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from openpbm.mask import Mask
from openpbm.planning.choose import Choice
from openpbm.safety.bound import HOLDS_SHARE, Bound
from openpbm.session import Refusal
from openpbm.tables import rows

OTHER_GOAL = "another goal of the same light needs no longer"


def least_share() -> float:
    """Of the trial's dose that a session must be able to bring."""
    return rows("schedule")["least_dose"].number("share")


def upper_share(choice: Choice) -> float:
    """95th percentile of the session's dose over the trial's median dose, in its best band."""
    return max(
        float(np.percentile(match.person_rate, HOLDS_SHARE))
        * float(choice.drive[match.channels[0]])
        * choice.minutes
        / float(np.median(match.trial_dose))
        for match in choice.bands
    )


def is_too_little(choice: Choice) -> bool:
    """True where even the upper end of what is known is less than the least share."""
    return upper_share(choice) < least_share()


def too_little(choice: Choice, mask: Mask, bounds: Sequence[Bound], held_by: str = "") -> Refusal:
    """What a trial's dose would take, and which limit allows no more.

    Args:
        choice: a session that keeps every bound.
        mask: the device.
        bounds: of this session.
        held_by: what keeps it short, where that is no bound and no timer.
    """
    stops = [bound for bound in bounds if bound.id in choice.binding]
    times = choice.wanted_min / choice.minutes
    return Refusal(
        id="too_little_light",
        reason=f"in the {choice.minutes:g} min that it may shine, the light of {mask.name} brings "
        f"at most {upper_share(choice):.1%} of the dose of {choice.trial.name}; under "
        f"{least_share():.0%} it is not the light of that trial",
        would_change=f"{_more(choice, stops, times)}; more minutes are not allowed: "
        f"{held_by or _held(mask, stops)}",
    )


def _more(choice: Choice, stops: Sequence[Bound], times: float) -> str:
    """How much more light would do, or minutes; only the latter where light is what is limited."""
    minutes = f"{choice.wanted_min:.0f} min"
    if any(_counts_light(bound, choice) for bound in stops):
        return f"the dose would take {minutes}, and more light a minute meets the same limit"
    return f"about {times:.2g} times as much light; with this light it would take {minutes}"


def _counts_light(bound: Bound, choice: Choice) -> bool:
    dark = bound.value(choice.minutes, 0.0 * choice.drive)
    return bound.value(choice.minutes, choice.drive) != dark


def _held(mask: Mask, stops: Sequence[Bound]) -> str:
    if not stops:
        return f"the timer offers nothing between {mask.session_min[-1]:g} min and that"
    return "; ".join(f"{bound.name.lower()}, {bound.said(bound.limit(0.0))}" for bound in stops)
