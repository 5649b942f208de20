"""When light is too little to be that of a trial: a no, not a plan with care. Theory 9.4."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from openpbm.fact import Message, Quantity, message, several
from openpbm.mask import Mask
from openpbm.planning.choose import Choice
from openpbm.safety.bound import HOLDS_SHARE, Bound
from openpbm.session import Refusal, refusal
from openpbm.tables import rows

OTHER_GOAL = message("refusal-held_by_goal")


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


def trial_name(choice: Choice) -> str:
    """Of the trial that is followed; empty where none is."""
    return "" if choice.trial is None else choice.trial.name


def is_too_little(choice: Choice) -> bool:
    """True where even the upper end of what is known is less than the least share."""
    return upper_share(choice) < least_share()


def too_little(
    choice: Choice, mask: Mask, bounds: Sequence[Bound], held_by: Message | None = None
) -> Refusal:
    """What a trial's dose would take, and which limit allows no more.

    Args:
        choice: a session that keeps every bound.
        mask: the device.
        bounds: of this session.
        held_by: what keeps it short, where that is no bound and no timer.
    """
    stops = [bound for bound in bounds if bound.id in choice.binding]
    times = choice.wanted_min / choice.minutes
    why = message(
        "refusal-too_little_light",
        minutes=Quantity(choice.minutes, "min"),
        mask=mask.name,
        share=Quantity(100 * upper_share(choice), "%", trimmed=True),
        trial=trial_name(choice),
        least=Quantity(least_share(), "share"),
        more=_more(choice, stops, times),
        held=held_by or _held(mask, stops),
    )
    return refusal("too_little_light", why)


def _more(choice: Choice, stops: Sequence[Bound], times: float) -> Message:
    """How much more light would do, or minutes; only the latter where light is what is limited."""
    minutes = Quantity(round(choice.wanted_min), "min")
    if any(_counts_light(bound, choice) for bound in stops):
        return message("refusal-more_meets_the_limit", minutes=minutes)
    return message("refusal-more_light", times=Quantity(times, "1", trimmed=True), minutes=minutes)


def _counts_light(bound: Bound, choice: Choice) -> bool:
    dark = bound.value(choice.minutes, 0.0 * choice.drive)
    return bound.value(choice.minutes, choice.drive) != dark


def _held(mask: Mask, stops: Sequence[Bound]) -> Message:
    if not stops:
        longest = Quantity(mask.session_min[-1], "min")
        return message("refusal-held_by_timer", minutes=longest)
    limits = (
        message("refusal-held_by_limit", limit=bound.name, most=bound.shown(bound.limit(0.0)))
        for bound in stops
    )
    return message("refusal-held_by_limits", limits=several(limits, "semicolon"))
