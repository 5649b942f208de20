"""What the trials so far had: people, outcomes, spreads that a design may rest on. Theory 14.6."""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from openpbm.fact import Message, Quantity, message
from openpbm.response.contrast import contrasts
from openpbm.response.outcome import Outcome
from openpbm.response.study import CONTROLS, Study, all_studies
from openpbm.tables import numbers

SHORTEST = 4  # letters of a word that tells one outcome from another
MOST_OFFERS = 4


@dataclass(frozen=True, kw_only=True)
class Before:
    """The controlled trials of a goal, as the table of studies has them."""

    goal: str
    studies: tuple[Study, ...]  # with a sham or unlit control
    people: tuple[int, ...]  # of those that print how many, from few to many
    same_outcome: tuple[tuple[Study, Outcome], ...]  # words shared with what is measured here
    with_interval: int  # of `studies`, from how many an effect with an interval follows

    @property
    def unsaid(self) -> int:
        """Trials whose number of people was not read."""
        return len(self.studies) - len(self.people)

    @property
    def middle(self) -> float:
        """The median of their people; 0 where there are none."""
        return float(median(self.people)) if self.people else 0.0


def before(goal: str, measure: str) -> Before:
    """The trials of a goal against sham or unlit skin, and who measured the same."""
    found = tuple(
        study
        for study in all_studies().values()
        if goal in study.goals and study.control in CONTROLS
    )
    sizes = sorted(round(study.size) for study in found if study.size is not None)
    ids = {effect.study for effect in contrasts(all_studies()) if effect.has_interval}
    return Before(
        goal=goal,
        studies=found,
        people=tuple(sizes),
        same_outcome=tuple(_alike(found, measure)),
        with_interval=sum(study.id in ids for study in found),
    )


def _alike(studies: tuple[Study, ...], measure: str) -> list[tuple[Study, Outcome]]:
    wanted = _telling(measure)
    return [
        (study, outcome)
        for study in studies
        for outcome in study.outcomes
        if wanted & _telling(outcome.measure)
    ]


def _telling(text: str) -> set[str]:
    """The longer words of a measure, plurals as singulars."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return {word.removesuffix("s") for word in words if len(word) >= SHORTEST}


def spreads_on_offer(goal: str) -> tuple[Message, ...]:
    """Standard deviations that trials of the goal printed, and how well some measures repeat."""
    printed = [
        message(
            "trial-offer_sd",
            study=study.name,
            said=outcome.measure,
            sd=Quantity(outcome.treated_sd, outcome.unit, figures=3, trimmed=True),
        )
        for study in all_studies().values()
        if goal in study.goals
        for outcome in study.outcomes
        if outcome.treated_sd is not None
    ]
    return tuple(printed[:MOST_OFFERS])


def repeats_on_offer() -> tuple[Message, ...]:
    """How well some measures repeat on the same skin on one day, as the tables have it."""
    trial, skin = numbers("trial"), numbers("skin")
    share = Quantity(100.0 * trial["repeat.visia_wrinkle_share"].value, "%")
    percentile = Quantity(trial["repeat.visia_wrinkle_percentile"].value, "1", figures=3)
    angle = Quantity(skin["melanin.measured_ita_sd_deg"].value, "1", trimmed=True)
    colour = Quantity(skin["fit.lab_sd"].value, "1", trimmed=True)
    icc = Quantity(trial["repeat.cutometer_icc"].value, "1", trimmed=True)
    return (
        message("trial-repeat_camera", share=share, percentile=percentile),
        message("trial-repeat_elasticity", icc=icc),
        message("trial-repeat_colour", angle=angle, colour=colour),
    )
