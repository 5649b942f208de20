"""What to expect and how well it is shown: evidence cards and the medical-grade card."""

from __future__ import annotations

from openpbm.answer import EvidenceCard, GradeRow
from openpbm.answer.row import Aspect, State
from openpbm.fact import Message, Param, Quantity, message, said, several
from openpbm.mask import Mask
from openpbm.response.evidence import Trial, about, set_aside
from openpbm.response.judgement import TESTED
from openpbm.response.outcome import Outcome
from openpbm.response.study import Arm, LightUsed, Study, all_studies, colour_of
from openpbm.response.study_words import types_words
from openpbm.response.summary import SOUND_WORDS, soundness
from openpbm.response.surface_dose import NO_DOSE, surface_dose
from openpbm.tables import typed
from openpbm.tables.row.device import DeviceRow

ASPECTS: tuple[Aspect, ...] = ("safety", "efficacy", "manufacturing", "clearance")
LIT = ("active", "active_comparator")
MOST_CARDS = 6


def evidence_cards(goal: str, matched: Trial | None) -> tuple[EvidenceCard, ...]:
    """Cards of a goal's trials, the matched one first, the best ranked after it."""
    ordered = sorted(about(goal), key=lambda study: matched is None or study.id != matched.id)
    return tuple(_card(study, goal) for study in ordered[:MOST_CARDS])


def _card(study: Study, goal: str) -> EvidenceCard:
    own = study.judged.of(goal)
    return EvidenceCard(
        trial=study.id,
        citation=study.cited,
        tier=study.judged.tier(goal),
        carries=study.judged.tier(goal) in TESTED,
        soundness=SOUND_WORDS[soundness(study)],
        who=_who(study),
        light=_light(study),
        against=held_against(study),
        result=_result(study),
        nulls=_nulls_beside(study, goal),
        not_known=own.gaps if own is not None else (),
        url=study.url,
    )


def held_against(study: Study) -> Message:
    """What a study compared with."""
    return message(f"against-{study.control.replace(' ', '_')}")


def _nulls_beside(study: Study, goal: str) -> tuple[Message, ...]:
    """What other trials of the goal found no difference in: a positive one never stands alone."""
    return tuple(null_told(other) for other in set_aside(goal) if other.id != study.id)


def null_told(study: Study) -> Message:
    """A trial whose main result was no difference, in one sentence."""
    nulls = [o.measured for o in study.outcomes if o.is_null and o.is_against_control]
    return message(
        "card-null",
        trial=study.name,
        against=held_against(study),
        people=round(study.size or 0.0),
        light=_light(study),
        measures=several(dict.fromkeys(nulls), "semicolon"),
    )


def _who(study: Study) -> Message:
    treated, control = round(study.n_treated or 0), round(study.n_control or 0)
    types = types_words(study.skin_types)
    if treated and control:
        return message("card-who_compared", treated=treated, control=control, types=types)
    if treated:
        return message("card-who", treated=treated, types=types)
    if control:
        return message("card-who_compared_only", control=control, types=types)
    return message("card-who_unread", types=types)


def _light(study: Study) -> Message:
    parts = [
        _one_light(light, arm) for arm in study.arms if arm.role in LIT for light in arm.lights
    ]
    if not parts:
        return message("card-lights_unread")
    return message("card-lights", lights=several(dict.fromkeys(parts), "semicolon"))


def _one_light(light: LightUsed, arm: Arm) -> Message:
    colour: Param = colour_of(light) or message("card-wavelength_unread")
    dose = surface_dose(light, arm.session_min)
    if isinstance(dose, Message):
        why = NO_DOSE.get(light.dose_kind) or message("card-dose_unread")
        return message("card-light_no_dose", colour=colour, why=why)
    high = Quantity(dose.high_j_cm2, "J/cm2", figures=6, trimmed=True)
    if dose.low_j_cm2 == dose.high_j_cm2:
        return message("card-light_dose", colour=colour, dose=high)
    low = Quantity(dose.low_j_cm2, "1", figures=6, trimmed=True)
    return message("card-light_between", colour=colour, low=low, high=high)


def _result(study: Study) -> Message:
    first = next((o for o in study.outcomes if _says_something(o)), None)
    if first is None:
        return message("card-result_unread")
    against, measure = held_against(study), first.measured
    if first.responders_treated is not None and first.responders_control is not None:
        return message(
            "card-result_counts",
            measure=measure,
            treated=round(first.responders_treated),
            of_treated=round(first.n_treated or 0),
            control=round(first.responders_control),
            of_control=round(first.n_control or 0),
            against=against,
        )
    if first.treated is not None:
        change = f"{first.treated:g} {first.unit}".strip()
        if first.control is not None:
            control = f"{first.control:g}"
            return message(
                "card-result_against",
                measure=measure,
                change=change,
                control=control,
                against=against,
            )
        if first.difference:
            return message("card-result_change", measure=measure, change=change)
        return message("card-result_since_start", measure=measure, change=change)
    if first.direction_words:
        return message("card-result_change", measure=measure, change=first.direction_words)
    return message("card-result_unsized", measure=measure)


def _says_something(o: Outcome) -> bool:
    return not {"measure", "treated", "direction"} & set(o.from_memory)


def medical_grade(mask: Mask) -> tuple[GradeRow, ...]:
    """Safety, efficacy, manufacturing, clearance: shown, claimed or unknown."""
    row = typed("devices", DeviceRow).get(mask.id)
    if row is None:
        return tuple(
            _grade(aspect, "unknown", message("grade-unlisted"), mask.name) for aspect in ASPECTS
        )
    source = row.source
    reported = message("grade-no_hazard_report")
    if any(found.quantity == "irradiance" for found in row.independent_measurements):
        reported = message("grade-no_hazard_report_but_measured")
    return (
        _grade("safety", "unknown", reported, source),
        _efficacy(mask, source),
        _grade("manufacturing", "unknown", message("grade-no_certificate"), source),
        _clearance(row, source),
    )


def _grade(aspect: Aspect, state: State, text: Message, source: str) -> GradeRow:
    return GradeRow(aspect=aspect, state=state, text=text, source=source)


def _efficacy(mask: Mask, source: str) -> GradeRow:
    names = [word for word in (mask.maker, mask.name.split()[0]) if len(word) > 3]
    own = [
        study.name
        for study in all_studies().values()
        if any(name.lower() in study.device.lower() for name in names)
    ]
    if own:
        told = message("grade-trial_of_maker", trials=several(own, "comma"))
        return _grade("efficacy", "claimed", told, source)
    return _grade("efficacy", "unknown", message("grade-no_trial"), source)


def _clearance(row: DeviceRow, source: str) -> GradeRow:
    numbered = [
        found
        for number, found in enumerate(row.regulatory)
        if found.number is not None and f"regulatory.{number}.number" in (row.provenance or {})
    ]
    if numbered:
        first = numbered[0]
        text = f"{first.body} {first.pathway or ''} {first.number}"
        return _grade("clearance", "shown", said(text.strip()), source)
    if row.regulatory:
        pathway = row.regulatory[0].pathway
        told = said(pathway) if pathway else message("grade-no_number")
        return _grade("clearance", "claimed", told, source)
    return _grade("clearance", "unknown", message("grade-nothing_found"), source)
