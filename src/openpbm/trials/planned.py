"""A trial that was thought through: what it can answer, with whom, and what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from openpbm.fact import message, theirs
from openpbm.kept import Kept
from openpbm.planning.progress import Progress, silent
from openpbm.trials.allocation import Allocated, allocation
from openpbm.trials.before import Before, before
from openpbm.trials.closed_form import closed_power
from openpbm.trials.depth import DepthOfArms, depth_of_arms
from openpbm.trials.design import Losses, TrialDesign
from openpbm.trials.power import (
    PowerCurve,
    PowerFound,
    detectable,
    false_yes,
    false_yes_of_looks,
    power,
    power_curve,
    with_readings,
)
from openpbm.trials.reporting import TrialItem, trial_items
from openpbm.trials.size import Size, fewest, size

MORE_READINGS = 3


@dataclass(frozen=True, kw_only=True)
class LossStep:
    """How many people a trial needs with the losses up to this one."""

    id: str  # none, dropout, adherence, sham
    people: int | None


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The simulation held against the closed form, where both look at the same."""

    simulated: PowerFound
    closed: float

    @property
    def off_by(self) -> float:
        """In standard errors of the simulation."""
        return abs(self.simulated.share - self.closed) / self.simulated.error


@dataclass(frozen=True, eq=False, kw_only=True)
class TrialPlan:
    """Everything that the page and the files tell."""

    trial: TrialDesign
    people: int  # allocated: who can be had, or who are needed
    has_power: PowerFound
    needed: Size
    detectable: float | None  # with `people`
    more_readings: int | None  # people needed when each visit is read three times
    steps: tuple[LossStep, ...]
    lost_as_control: PowerFound  # who is lost counts as if light had done nothing
    false_yes: PowerFound  # belief taken off
    false_yes_naive: PowerFound  # belief counted as effect
    false_yes_looks: PowerFound  # two looks without a rule
    checked: Checked | None
    curve: PowerCurve
    depth: DepthOfArms
    before: Before
    items: tuple[TrialItem, ...]
    allocated: tuple[Allocated, ...]

    @property
    def can_answer(self) -> bool:
        """Whether the people it has reach the power; the error of the simulation is no excuse."""
        return self.has_power.share >= self.trial.power


def plan_trial(
    trial: TrialDesign, *, progress: Progress | None = None, kept: Kept | None = None
) -> TrialPlan:
    """Count the people, weigh the losses, draw the lists, work out the doses, fill the tables.

    Args:
        trial: the design, free of slips (`slips.first_slip`).
        progress: told how far it is.
        kept: light of masks that was worked out before.

    Source: Theory 14.
    """
    say = progress or silent
    say(message("trial-step_size"), 0.0)
    needed = size(trial)
    people = trial.people or needed.people or _most()
    say(message("trial-step_losses"), 0.25)
    steps = tuple(LossStep(id=id, people=fewest(own)) for id, own in _with_losses(trial))
    ideal = trial.ideal()
    closed = closed_power(ideal, people)
    say(message("trial-step_curve"), 0.45)
    as_control = replace(trial, losses=replace(trial.losses, missing="as_control"))
    reread = trial.outcome.repeat_sd > 0 and trial.outcome.readings < MORE_READINGS
    made = TrialPlan(
        trial=trial,
        people=people,
        has_power=needed.power(trial, people),
        needed=needed,
        detectable=detectable(trial, people),
        more_readings=fewest(with_readings(trial, MORE_READINGS)) if reread else None,
        steps=steps,
        lost_as_control=power(as_control, people),
        false_yes=false_yes(trial, people, is_naive=False),
        false_yes_naive=false_yes(trial, people, is_naive=True),
        false_yes_looks=false_yes_of_looks(trial, people),
        checked=None if closed is None else Checked(simulated=power(ideal, people), closed=closed),
        curve=power_curve(trial, needed.people or people),
        depth=depth_of_arms(trial, progress=lambda step, at: say(step, 0.6 + 0.35 * at), kept=kept),
        before=before(trial.goal, trial.outcome.measure),
        items=trial_items(trial, needed.people),
        allocated=allocation(trial, people),
    )
    say(message("trial-step_depth", name=theirs(trial.title)), 1.0)
    return made


def _most() -> int:
    from openpbm.tables import numbers

    return int(numbers("trial")["size.most_people"].value)


def _with_losses(trial: TrialDesign) -> list[tuple[str, TrialDesign]]:
    """The same trial with one loss after the other."""
    own, base = trial.losses, trial.ideal()
    lost = Losses(dropout=own.dropout, missing=own.missing, spill=own.spill)
    done = replace(lost, adherence=own.adherence, adherence_sd=own.adherence_sd)
    arms = trial.arms
    return [
        ("none", base),
        ("dropout", replace(base, arms=arms, losses=lost)),
        ("adherence", replace(base, arms=arms, losses=done)),
        ("sham", trial),
    ]
