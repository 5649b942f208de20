"""What is said of a planned trial, at the terminal as on its page."""

from __future__ import annotations

from collections.abc import Iterator

from openpbm.fact import Message, Name, Param, Quantity, message, several
from openpbm.tables import numbers
from openpbm.trials.before import Before
from openpbm.trials.design import TrialDesign
from openpbm.trials.planned import MORE_READINGS, LossStep, TrialPlan
from openpbm.trials.power import Z95, PowerFound
from openpbm.trials.reporting import effect_of, of_hundred, plain_number

PERCENT = 100.0


def percent(share: float) -> Quantity:
    """A share with the figures that a small one needs."""
    return Quantity(PERCENT * share, "%", figures=2 if share < 0.1 else 3, trimmed=True)


def ends(found: PowerFound) -> tuple[Quantity, Quantity]:
    """95 % of the simulation's own error."""
    low, high = (found.share + way * Z95 * found.error for way in (-1, 1))
    return percent(max(low, 0.0)), percent(min(high, 1.0))


def verdict(plan: TrialPlan) -> Message:
    """The one sentence that it ends in."""
    common = {
        "effect": effect_of(plan.trial),
        "people": plan.people,
        "before": so_far(plan.before),
    }
    if plan.can_answer:
        return message("trial-verdict_yes", **common)
    share, wanted = percent(plan.has_power.share), percent(plan.trial.power)
    return message("trial-verdict_no", share=share, wanted=wanted, **common)


def so_far(own: Before) -> Message:
    """How many people the trials of the same goal had."""
    goal, count = Name("goal", own.goal), len(own.studies)
    if not own.studies:
        return message("trial-so_far_none", goal=goal)
    if not own.people:
        return message("trial-so_far_unread", goal=goal, count=count)
    told = message(
        "trial-so_far",
        goal=goal,
        count=len(own.people),
        low=own.people[0],
        high=own.people[-1],
        middle=plain_number(own.middle, 4),
    )
    return message("trial-so_far_unsaid", told=told, unsaid=own.unsaid) if own.unsaid else told


def would(plan: TrialPlan) -> Iterator[Message]:
    """What would reach the power, where the design does not."""
    if plan.can_answer:
        return
    if plan.needed.people is None:
        yield message("trial-would_no_people", most=most_people())
    else:
        yield message("trial-would_people", people=plan.needed.people)
    if plan.detectable is None:
        yield message("trial-would_no_effect", people=plan.people)
    else:
        found = effect_of(plan.trial.times(plan.detectable / plan.trial.largest_effect))
        yield message("trial-would_effect", people=plan.people, effect=found)
    if plan.more_readings is not None:
        yield message("trial-would_readings", readings=MORE_READINGS, people=plan.more_readings)


def most_people() -> int:
    """Beyond which no number of people is looked for."""
    return int(numbers("trial")["size.most_people"].value)


def needed(plan: TrialPlan, where: str) -> Message:
    """How many people are needed, with the simulation's own error: for a `line`, or as `said`."""
    own = plan.needed
    if own.people is None:
        return message("trial-not_needed", most=most_people())
    low = own.low or own.people
    if own.high is None:
        return message(f"trial-needed_from-{where}", people=own.people, low=low)
    return message(f"trial-needed-{where}", people=own.people, low=low, high=own.high)


def step_people(step: LossStep) -> Param:
    """People of a step, or that they are too many to look for."""
    return step.people or message("trial-line_more_than", most=most_people())


def steps(plan: TrialPlan) -> Message:
    """What each loss costs, in a line."""
    told = [
        message("trial-line_step", people=step_people(one), step=message(f"trial-loss-{one.id}"))
        for one in plan.steps
    ]
    return message("trial-line_steps", steps=several(told, "comma"))


def asked(plan: TrialPlan) -> Iterator[tuple[Message, Message]]:
    """What a statistician asks first, and what this count can answer."""
    trial = plan.trial
    yield _qa("effect")
    yield _qa("estimand", missing=trial.losses.missing)
    seen, lost = plan.has_power.share, plan.lost_as_control.share
    if trial.losses.dropout or any(arm.dropout for arm in trial.arms):
        yield _qa("missing", share=percent(lost), seen=percent(seen))
    yield _qa("multiple", comparisons=trial.comparisons, alpha=percent(trial.alpha))
    looks, one = plan.false_yes_looks.share, plan.false_yes.share
    yield _qa("looks", looks=percent(looks), one=percent(one))
    yield _sham(plan)
    if trial.losses.adherence < 1:
        yield _qa("adherence", share=percent(trial.losses.adherence))
    if trial.design == "split_face":
        yield _qa("carry", spill=percent(trial.losses.spill))
    if trial.design == "dose_ranging":
        yield _qa("curve")
    if len(trial.skin_types) > 1:
        yield _qa("strata")


def _qa(id: str, /, **gaps: Param) -> tuple[Message, Message]:
    return message(f"trial-ask_{id}"), message(f"trial-tell_{id}", **gaps)


def _sham(plan: TrialPlan) -> tuple[Message, Message]:
    losses = plan.trial.losses
    if not losses.unblinded * plan.trial.belief:
        return message("trial-ask_sham"), message("trial-tell_no_sham")
    return _qa(
        "sham",
        unblinded=percent(losses.unblinded),
        worth=worth(plan.trial),
        naive=percent(plan.false_yes_naive.share),
        ours=percent(plan.false_yes.share),
        bound=percent(numbers("trial")["sham.bound"].value),
    )


def worth(trial: TrialDesign) -> Param:
    """What believing is worth, in the outcome's own unit."""
    own = trial.losses.expectation
    if trial.outcome.kind == "yes_no":
        return of_hundred(own)
    return Quantity(own, trial.outcome.unit, figures=3, trimmed=True)
