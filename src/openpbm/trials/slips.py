"""What of a design cannot be, or cannot be counted with: one sentence each. Theory 14.1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import combinations

from openpbm.fact import Message, Quantity, message, several, theirs
from openpbm.response.evidence import goal_rows
from openpbm.trials.allocation import labels
from openpbm.trials.before import repeats_on_offer, spreads_on_offer
from openpbm.trials.design import DARK, TrialArm, TrialDesign
from openpbm.trials.power import smallest

SHOWN = 40  # letters of a word that is none


def first_slip(trial: TrialDesign) -> Message | None:
    """What is wrong, where, and what would be right; None where all can be counted with."""
    return next(_slips(trial), None)


def _slips(trial: TrialDesign) -> Iterator[Message]:
    yield from _of_goal(trial)
    yield from _of_names(trial)
    yield from _of_arms(trial)
    yield from _of_outcome(trial)
    yield from _of_losses(trial)
    least = smallest(trial)
    if trial.people is not None and trial.people < least:
        yield message("trial-few_people", people=trial.people, least=least)
    parts = len(labels(trial))
    for size in trial.blocks:
        if size % parts:
            yield message("trial-no_block", size=size, parts=parts)
    yield from _of_strata(trial)


def _of_goal(trial: TrialDesign) -> Iterator[Message]:
    goals = goal_rows()
    if trial.goal not in goals:
        words = [alias for row in goals.values() for alias in (row.id, *row.aliases)]
        near = get_close_matches(trial.goal.lower()[:SHOWN], words)
        found, known = theirs(trial.goal[:SHOWN]), several(sorted(goals), "comma")
        if near:
            yield message("trial-no_goal_near", goal=found, known=known, near=several(near, "or"))
        else:
            yield message("trial-no_goal", goal=found, known=known)


def _of_names(trial: TrialDesign) -> Iterator[Message]:
    """Whatever has a list or a label of its own, called so once; case and spaces are no names."""
    for name in _again(arm.name for arm in trial.arms):
        yield message("trial-one_name", name=theirs(name))
    for field, named in (("skin_types", trial.skin_types), ("sites", trial.sites)):
        for name in _again(named):
            yield message("trial-twice", field=f"trial.{field}", found=name)


def _again(names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        plain = " ".join(name.split())
        if plain.casefold() in seen:
            yield plain
        seen.add(plain.casefold())


def _of_arms(trial: TrialDesign) -> Iterator[Message]:
    arms, count = trial.arms, len(trial.arms)
    if trial.design == "dose_ranging" and count < 3:
        yield message("trial-few_doses", count=count)
    if trial.design != "dose_ranging" and count != 2:
        yield message(f"trial-two_arms-{trial.design}", count=count)
    names = [theirs(arm.name) for arm in arms]
    for one, other in combinations(arms, 2):
        if _given(one) == _given(other):
            yield message("trial-equal_arms", one=theirs(one.name), other=theirs(other.name))
    if not any(arm.effect > 0 for arm in arms):
        yield message("trial-no_effect", names=several(names))
    for arm in arms:
        if arm.role in DARK and arm.effect != 0:
            yield message("trial-dark_effect", name=theirs(arm.name))
    if trial.control.effect != 0:
        yield message("trial-no_control", name=theirs(trial.control.name))
    for arm in arms:
        if arm.is_lit and not arm.minutes * arm.sessions > 0:
            yield message("trial-no_minutes", name=theirs(arm.name))
        if arm.share > 1 and trial.design == "split_face":
            yield message("trial-split_share", name=theirs(arm.name))


def _given(arm: TrialArm) -> tuple[object, ...]:
    """What one is given, whatever it is called."""
    mask = None if arm.mask is None else arm.mask.id
    when = (arm.minutes, arm.sessions_per_week, arm.weeks)
    return (arm.role, arm.effect, arm.lights, mask, *(when if arm.is_lit else ()))


def _of_outcome(trial: TrialDesign) -> Iterator[Message]:
    own = trial.outcome
    if own.kind == "continuous":
        if own.sd <= 0:
            offers = spreads_on_offer(trial.goal)
            words = several(offers, "comma") if offers else message("trial-no_offer")
            repeats = several(repeats_on_offer(), "comma")
            yield message("trial-no_sd", measure=theirs(own.measure), offers=words, repeats=repeats)
        elif own.true_sd == 0:
            least = Quantity(own.visits**0.5 * own.repeat_sd, own.unit, trimmed=True)
            sd = Quantity(own.sd, own.unit, trimmed=True)
            yield message("trial-sd_below_readings", sd=sd, least=least)
        return
    if own.control_share + trial.largest_effect > 1:
        total = Quantity(own.control_share + trial.largest_effect, "share")
        yield message("trial-share_above", total=total)
    if own.misread >= 0.5:
        yield message("trial-misread", found=f"{own.misread:g}")


def _of_losses(trial: TrialDesign) -> Iterator[Message]:
    mean, sd = trial.losses.adherence, trial.losses.adherence_sd
    if sd > 0 and sd**2 >= mean * (1.0 - mean):
        most = Quantity((mean * (1.0 - mean)) ** 0.5, "1", trimmed=True)
        yield message("trial-adherence_sd", found=f"{sd:g}", mean=f"{mean:g}", most=most)
    if trial.control.role == "unlit" and trial.losses.unblinded < 1:
        yield message("trial-unlit_knows", name=theirs(trial.control.name))


def _of_strata(trial: TrialDesign) -> Iterator[Message]:
    listed = [name for own in trial.strata for name in own]
    if listed and sorted(listed) != sorted(trial.skin_types):
        wanted = several(trial.skin_types, "comma")
        yield message("trial-strata", found=several(listed, "comma"), wanted=wanted)
