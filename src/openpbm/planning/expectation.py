"""What may honestly be expected of a plan: its trial's result, and whether it is about you.

A plan follows a trial's dose; this says what that trial found, against what, and where its
people and devices differ from this person's. The default comparator is the flat model: more
light inside the studied range is not expected to do more. Theory 10.8.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpbm.answer import Expectation, MatchRow
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.planning.asked import Asked
from openpbm.response.contrast import Contrast, contrasts, direction_words, is_against_control
from openpbm.response.dose_response import (
    FLAT,
    NAMES,
    dose_verdict,
    fewest,
    possible,
    untested,
)
from openpbm.response.dose_scale import dose_scale
from openpbm.response.effect_words import bias, contrast_line, effect
from openpbm.response.evidence import band_of, bands, goal_of, types_of
from openpbm.response.goal_words import headline
from openpbm.response.study import CONTROLS, Study, all_studies
from openpbm.response.summary import GoalEvidence, goal_evidence
from openpbm.skin.anatomy import phototype_of
from openpbm.tables import rows

STRENGTH = 3.0  # beyond this ratio of irradiances, equal dose is not shown to be equal
MOST_OTHERS = 4
AGAINST = {
    "sham": "a sham device",
    "unlit": "unlit skin",
    "drug": "a drug, not sham",
    "other light": "another light, not sham",
    "none": "nothing but the start",
}
FLAT_WORDS = (
    "Inside the range that was studied, more light is not expected to do more, and less light than "
    "a trial gave is not known to do anything."
)
BELOW = "differs: a limit keeps you below the trial’s dose"
NO_DOSE_WORDS = "We do not know: no dose of a study of this goal was read."


def expectations(
    asked: Asked, match: Sequence[MatchRow] = (), *, is_below: bool = False
) -> tuple[Expectation, ...]:
    """One expectation a goal, also where no dose could be followed.

    Args:
        asked: of whom, of what, for what.
        match: the bands of the session; none where there is no session.
        is_below: true where a limit keeps the session below the trial's dose.
    """
    model, reason = dose_model()
    found = []
    for goal in asked.goals:
        own = [row for row in match if row.goal == goal.id]
        found.append(_expectation(asked, goal.id, own, [BELOW] * is_below, model, reason))
    return tuple(found)


def dose_model() -> tuple[str, str]:
    """The model of dose that may be used, flat by default, and why."""
    found = all_studies()
    effects = contrasts(rows("contrasts"), found)
    usable = possible(effects, found)
    if len(usable) < fewest():
        return NAMES[FLAT], untested(len(usable))
    scale = dose_scale({name: found[name] for name in usable})
    kept = [effect for effect in effects if effect.study in usable]
    verdict = dose_verdict(kept, [found[name] for name in usable], scale)
    return verdict.shown, verdict.sentence


def _expectation(
    asked: Asked,
    goal: str,
    matches: Sequence[MatchRow],
    below: Sequence[str],
    model: str,
    reason: str,
) -> Expectation:
    found = goal_evidence(goal_of(goal))
    trial = matches[0].trial if matches else ""
    study = all_studies().get(trial)
    own = [c for c in found.contrasts if c.study == trial]
    flat = f"{FLAT_WORDS} {reason}" if found.doses else f"{NO_DOSE_WORDS} {reason}"
    return Expectation(
        goal=goal,
        certainty=found.certainty,
        certainty_word=found.certainty_word,
        known=headline(found),
        trial=trial,
        held_against="" if study is None else AGAINST[study.control],
        result="" if study is None else _result(study, own),
        others=_others(found, trial),
        applies=() if study is None else (*_applies(asked, study, matches), *below),
        dose_model=model,
        dose_words=flat if model == NAMES[FLAT] else reason,
        would_change=found.goal.would_change,
    )


def _result(study: Study, own: Sequence[Contrast]) -> str:
    sized = [c for c in own if c.has_interval]
    if sized:
        told = "; ".join(f"{c.measure}: {c.said}; {effect(c)}" for c in sized)
        return f"{told}. Risk of bias, {bias(study.bias)}: {study.bias_reason}"
    if study.control == "none":
        return (
            f"{study.name} had no sham or unlit side, so its change cannot be told from the course "
            "of nature, season, creams and hope"
        )
    if study.control not in CONTROLS:
        return f"{study.name} had no sham or unlit side: it says nothing of light against no light"
    lines = [f"{c.measure}: {c.said}" for c in own] or [
        f"{o.measure}: {direction_words(o)}"
        for o in study.outcomes
        if is_against_control(o) and direction_words(o)
    ]
    if not lines:
        return "a result against its control was not read"
    return f"{'; '.join(lines)}; no size. Risk of bias, {bias(study.bias)}: {study.bias_reason}"


def _others(found: GoalEvidence, trial: str) -> tuple[str, ...]:
    lines = [contrast_line(c) for c in found.contrasts if c.study != trial and c.has_interval]
    nulls = [contrast_line(c) for c in found.contrasts if c.study != trial and c.scale == "null"]
    return tuple((nulls + lines)[:MOST_OTHERS])


def _applies(asked: Asked, study: Study, matches: Sequence[MatchRow]) -> tuple[str, ...]:
    lines = [
        _skin(asked.person, study),
        f"unknown: how old the people of {study.name} were was not read; you are "
        f"{asked.person.age_years:g}",
        _device(asked.mask, study),
        _setting(study),
    ]
    lines += _strength(study, matches)
    return tuple(lines)


def _skin(person: Person, study: Study) -> str:
    own = phototype_of(person)
    studied = types_of(study.skin_types)
    if not studied:
        return f"unknown: the skin types of {study.name} were not read; yours is {own}"
    span = f"{studied[0]} to {studied[-1]}" if len(studied) > 1 else studied[0]
    if own in studied:
        return f"fits: your skin type {own} was among those studied ({span})"
    return f"differs: skin type {own} was not studied ({span} were)"


def _device(mask: Mask, study: Study) -> str:
    kind = rows("trials")[study.id].row("geometry").text("kind")  # a match is always there
    form = "mask" if mask.is_worn else mask.form.replace("_", " ")
    if study.device_type == "laser":
        return f"differs: {study.name} used a laser, your {form} has LEDs"
    if not study.device_type or kind == "unknown":
        return f"unknown: what kind of device {study.name} used was not read"
    if study.device_type == "LED" and kind == form:
        return f"fits: {study.name} used a {kind} with LEDs, as yours"
    kind = "device on the skin" if kind == "contact" else kind
    named = {"LED": "LEDs"}.get(study.device_type, "lamps that are no LEDs")
    return f"differs: {study.name} used a {kind} with {named}, yours is a {form}"


def _setting(study: Study) -> str:
    if study.setting == "home":
        return f"fits: people of {study.name} treated themselves at home"
    if not study.setting:
        return f"unknown: whether {study.name} treated at home was not read"
    return f"differs: {study.name} did not treat at home ({study.setting}); staff placed the light"


def _strength(study: Study, matches: Sequence[MatchRow]) -> list[str]:
    flagged = _flagged_bands(study)
    lines = []
    for row in matches:
        ratio = row.irradiance_ratio
        if row.band in flagged:
            lines.append(f"unknown: the dose that {study.name} printed at {row.band} is flagged")
        elif ratio is None or ratio <= 0:
            lines.append(f"unknown: how strong the trial’s light was at {row.band}")
        elif not 1.0 / STRENGTH <= ratio <= STRENGTH:
            lines.append(
                f"differs: at {row.band} your light is {ratio:.2g} times as strong as the trial’s"
            )
        else:
            lines.append(f"fits: at {row.band} your light is about as strong as the trial’s")
    return list(dict.fromkeys(lines))


def _flagged_bands(study: Study) -> set[str]:
    """Bands in which some printed dose of the study is flagged, as a match names them."""
    lights = [light for arm in study.arms for light in arm.lights if light.dose_kind]
    keys = {band_of(light.nm) for light in lights if light.nm is not None}
    return {bands()[key][2] for key in keys if key is not None}
