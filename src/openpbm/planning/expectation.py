"""What may honestly be expected of a plan: its trial's result, and whether it is about you.

A plan follows a trial's dose; this says what that trial found, against what, and where its
people and devices differ from this person's. The default comparator is the flat model: more
light inside the studied range is not expected to do more. Theory 10.8.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpbm.answer import Expectation, Likeness, MatchRow
from openpbm.fact import Message, Param, Quantity, message, several
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.planning.asked import Asked
from openpbm.planning.card import held_against
from openpbm.response.contrast import Contrast, contrasts, direction_words
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
from openpbm.response.evidence import band_of, bands, goal_of
from openpbm.response.goal_words import headline
from openpbm.response.reciprocity import is_alike
from openpbm.response.study import CONTROLS, Study, all_studies
from openpbm.response.summary import GoalEvidence, goal_evidence
from openpbm.skin.anatomy import phototype_of

MOST_OTHERS = 4
BELOW = Likeness("differs", message("likeness-below"))


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


def dose_model() -> tuple[str, Message]:
    """The model of dose that may be used, flat by default, and why."""
    found = all_studies()
    effects = contrasts(found)
    usable = possible(effects, found)
    if len(usable) < fewest():
        return NAMES[FLAT], untested(len(usable))
    scale = dose_scale({name: found[name] for name in usable})
    kept = [effect for effect in effects if effect.study in usable]
    verdict = dose_verdict(kept, [found[name] for name in usable], scale)
    return verdict.shown, verdict.told


def _expectation(
    asked: Asked,
    goal: str,
    matches: Sequence[MatchRow],
    below: Sequence[Likeness],
    model: str,
    reason: Message,
) -> Expectation:
    found = goal_evidence(goal_of(goal))
    trial = matches[0].trial if matches else ""
    study = all_studies().get(trial)
    own = [c for c in found.contrasts if c.study == trial]
    dose = message("expectation-no_dose", reason=reason)
    if model != NAMES[FLAT]:
        dose = reason
    elif found.doses:
        dose = message("expectation-flat", reason=reason)
    return Expectation(
        goal=goal,
        certainty=found.certainty,
        certainty_word=found.certainty_word,
        works_first=found.goal.works_first,
        known=headline(found),
        trial=trial,
        held_against=None if study is None else held_against(study).but("followed"),
        result=None if study is None else _result(study, own),
        others=_others(found, trial),
        applies=() if study is None else (*_applies(asked, study, matches), *below),
        dose_model=model,
        dose_words=dose,
        would_change=found.goal.would_change,
    )


def _result(study: Study, own: Sequence[Contrast]) -> Message:
    risk, why = bias(study.bias), study.bias_reason
    sized = [
        message("expectation-effect", measure=c.measure, said=c.said, effect=effect(c) or "")
        for c in own
        if c.has_interval
    ]
    if sized:
        results = several(sized, "semicolon")
        return message("expectation-sized", results=results, bias=risk, reason=why)
    if study.control == "none":
        return message("expectation-no_control", trial=study.name)
    if study.control not in CONTROLS:
        return message("expectation-other_control", trial=study.name)
    told: list[tuple[Param, Param]] = [(c.measure, c.said) for c in own] or [
        (o.measured, direction_words(o)) for o in study.outcomes if o.is_against_control
    ]
    lines = [message("expectation-measure", measure=one, said=each) for one, each in told if each]
    if not lines:
        return message("expectation-unread")
    results = several(lines, "semicolon")
    return message("expectation-unsized", results=results, bias=risk, reason=why)


def _others(found: GoalEvidence, trial: str) -> tuple[Message, ...]:
    lines = [contrast_line(c) for c in found.contrasts if c.study != trial and c.has_interval]
    nulls = [contrast_line(c) for c in found.contrasts if c.study != trial and c.scale == "null"]
    return tuple((nulls + lines)[:MOST_OTHERS])


def _applies(asked: Asked, study: Study, matches: Sequence[MatchRow]) -> tuple[Likeness, ...]:
    return (
        _skin(asked.person, study),
        age_likeness(asked.person.age_years, study),
        _device(asked.mask, study),
        _setting(study),
        *_strength(study, matches),
    )


def _skin(person: Person, study: Study) -> Likeness:
    own = phototype_of(person)
    types = study.skin_types
    if not types:
        told = message("likeness-skin_unknown", trial=study.name, own=own or "")
        return Likeness("unknown", told)
    studied: Param = types[0]
    if len(types) > 1:
        studied = message("likeness-types", first=types[0], last=types[-1])
    if own in types:
        return Likeness("fits", message("likeness-skin_fits", own=own, studied=studied))
    return Likeness("differs", message("likeness-skin_differs", own=own or "", studied=studied))


def age_likeness(age_years: float, study: Study) -> Likeness:
    """Whether people of that age were in a study."""
    age = _years(age_years)
    if study.ages is None:
        return Likeness("unknown", message("likeness-age_unknown", trial=study.name, age=age))
    youngest, oldest = map(_years, study.ages)
    if youngest.value <= age_years <= oldest.value:
        told = message("likeness-age_fits", trial=study.name, youngest=youngest, oldest=oldest)
        return Likeness("fits", told)
    told = message(
        "likeness-age_differs", trial=study.name, youngest=youngest, oldest=oldest, age=age
    )
    return Likeness("differs", told)


def _years(age: float) -> Quantity:
    return Quantity(age, "1", figures=3, trimmed=True)


def _device(mask: Mask, study: Study) -> Likeness:
    kind: str = study.judged.device.kind
    form = "mask" if mask.is_worn else mask.form.replace("_", " ")
    if study.device_type == "laser":
        return Likeness("differs", message("likeness-laser", trial=study.name, form=form))
    if not study.device_type or kind == "unknown":
        return Likeness("unknown", message("likeness-device_unknown", trial=study.name))
    if study.device_type == "LED" and kind == form:
        return Likeness("fits", message("likeness-device_fits", trial=study.name, kind=kind))
    shown: Param = message("likeness-on_skin") if kind == "contact" else kind
    if study.device_type == "LED":
        told = message("likeness-device_leds", trial=study.name, kind=shown, form=form)
    else:
        told = message("likeness-device_lamps", trial=study.name, kind=shown, form=form)
    return Likeness("differs", told)


def _setting(study: Study) -> Likeness:
    if study.setting == "home":
        return Likeness("fits", message("likeness-home", trial=study.name))
    if not study.setting:
        return Likeness("unknown", message("likeness-home_unknown", trial=study.name))
    told = message("likeness-elsewhere", trial=study.name, setting=study.setting)
    return Likeness("differs", told)


def _strength(study: Study, matches: Sequence[MatchRow]) -> list[Likeness]:
    flagged = _flagged_bands(study)
    found = []
    for row in matches:
        ratio = row.irradiance_ratio
        if row.band in flagged:
            told = message("likeness-dose_flagged", trial=study.name, band=row.band)
            found.append(Likeness("unknown", told))
        elif ratio is None or ratio <= 0:
            found.append(Likeness("unknown", message("likeness-strength_unknown", band=row.band)))
        elif not is_alike(ratio):
            times = Quantity(ratio, "1", trimmed=True)
            told = message("likeness-strength_differs", band=row.band, times=times)
            found.append(Likeness("differs", told))
        else:
            found.append(Likeness("fits", message("likeness-strength_fits", band=row.band)))
    return list(dict.fromkeys(found))


def _flagged_bands(study: Study) -> set[str]:
    """Bands in which some printed dose of the study is flagged, as a match names them."""
    lights = [light for arm in study.arms for light in arm.lights if light.dose_kind]
    keys = {band_of(light.nm) for light in lights if light.nm is not None}
    return {bands()[key][2] for key in keys if key is not None}
