"""How evidence is said, in the atlas, the report and at the terminal alike.

Every sentence is built from fields that were read; a field from memory can only come out of
`memory_lines`, which labels it. `reports/claims.py` holds what may never be said.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpbm.fact import Message
from openpbm.reports import words
from openpbm.response.contrast import (
    ODDS,
    as_difference,
    counts,
    direction_words,
    p_words,
)
from openpbm.response.effect_words import (
    bias,
    contrast_line,
    interval,
    null_words,
    odds,
    signed,
    trust,
)
from openpbm.response.memory import MEMORY, labelled
from openpbm.response.outcome import Outcome
from openpbm.response.study import CONTROLS, Arm, LightUsed, Study, colour_of
from openpbm.response.study_words import ages_words, types_words
from openpbm.response.summary import GoalEvidence
from openpbm.response.surface_dose import surface_dose
from openpbm.response.synthesis import Synthesis
from openpbm.speech.say import say, written

CONTROL_NAMES = {
    "sham": "a sham device",
    "unlit": "an unlit side or group",
    "drug": "a drug, not against sham",
    "other light": "another light, not against sham",
    "none": "nothing: before against after",
}
NOT_POOLED = {
    "none": "Before against after: this change holds the course of nature, season, creams and hope",
    "drug": "Compared with a drug only: says nothing of light against no light",
    "other light": "Compared with another light only: says nothing of light against no light",
}
POOLS = {
    "wrinkle_responders": "share of people with better wrinkles",
    "acne_responders": "share of sides with better acne",
    "ulcer_closed": "foot ulcers closed",
    "radiodermatitis_grade2": "skin reaction of radiotherapy, grade 2 or worse",
    "eczema_severity": "local severity of eczema",
    "psoriasis_severity": "local severity of psoriasis",
    "redness_straight_after": "redness straight after intense pulsed light",
    "scar_scale": "scar scale",
}


def found_lines(found: GoalEvidence) -> tuple[str, ...]:
    """What was found against sham or unlit skin, one line an effect."""
    lines = [say(contrast_line(c)) for c in found.contrasts]
    told = {c.study for c in found.contrasts}
    for study in found.controlled:
        if study.id in told:
            continue
        own = [o for o in study.outcomes if o.is_against_control]
        nulls = null_words([o.measured for o in own[1:] if o.is_null])
        lines.extend(_without_interval(o, study, nulls) for o in own[:1])
    return tuple(lines)


def _without_interval(o: Outcome, study: Study, nulls: Sequence[Message]) -> str:
    """A result that no interval can be worked out for, as doubtful as it is."""
    told = [outcome(o, study), *([] if o.is_null else ["no interval"])]
    told += map(say, (*nulls, *trust(study.bias, study.allocation)))
    return f"{study.name}: {'; '.join(told)}"


def outcome(o: Outcome, study: Study) -> str:
    """A result as it was read; a number without a control is never left without saying so."""
    measure = f"{written(o.measured)}: "
    tail = ""
    if not o.is_against_control or study.control not in CONTROLS:
        tail = " (before against after)"
    elif o.is_one_side:
        tail = f" ({say('contrast-alone')})"
    if study.control not in CONTROLS and o.compared_with:
        tail = f" (against {o.compared_with}, not against sham)"
    return f"{measure}{_size(o)}{tail}"


def _size(o: Outcome) -> str:
    if o.responders_treated is not None and o.n_treated:
        return say(counts(o))
    if o.treated is None:
        return direction_words(o) or "no size that was read"
    against = f" against {o.control:g}" if o.control is not None else ""
    difference = as_difference(o)
    size = say(difference) if difference else f"{o.treated:g} {o.unit}".strip() + against
    return ", ".join(part for part in (size, p_words(o.p)) if part)


def synthesis_line(s: Synthesis) -> str:
    """What a pool says, or that nothing was pooled."""
    measure = POOLS.get(s.pool, s.pool.replace("_", " "))
    if s.pooled is None:
        expected = ""
        if s.expected is not None:
            expected = (
                " The next study may find "
                f"{say(interval(s.expected.low, s.expected.high, s.scale))} "
                f"({say(s.expected.basis)})."
            )
        return f"{words.capital(measure)}: {say(s.verdict)}{expected}"
    p = s.pooled
    middle = (
        f"{written(odds(p.estimate))} times the odds"
        if s.scale == ODDS
        else say("effect-sd_alone", value=signed(p.estimate))
    )
    said = f"{words.capital(measure)}: {say(s.verdict)} Mean {middle}"
    bounds = f"95 % interval, {say(interval(p.low, p.high, s.scale))}"
    next_one = interval(p.predicted_low, p.predicted_high, s.scale)
    ahead = f"The next study may find {say(next_one)}."
    if p.low < 0 < p.high:
        return f"{said}, but both benefit and harm lie in its {bounds}. {ahead}"
    return f"{said}, {bounds}. {ahead}"


def dose_line(found: GoalEvidence) -> str:
    """At which dose, as far as it was read."""
    if not found.studies:
        return "No dose was read."
    lit = len({(study.id, arm) for study, arm, _ in found.doses}) + found.unread_doses
    if not found.doses:
        return f"No dose was read in any of {words.count(lit, 'lit arm')}."
    # a ceiling says at most; its low end of nothing would only look like a dose
    low = min(dose.low_j_cm2 or dose.high_j_cm2 for *_, dose in found.doses)
    high = max(dose.high_j_cm2 for *_, dose in found.doses)
    span = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return (
        f"{span} J/cm² on the skin a session for one light, in "
        f"{lit - found.unread_doses} of {words.count(lit, 'lit arm')}; in the others the dose or "
        "the wavelength was not read."
    )


def against_line(found: GoalEvidence) -> str:
    """How many studies compare with what."""
    told = {
        "sham": "against sham",
        "unlit": "against unlit skin",
        "drug": "against a drug",
        "other light": "against another light",
        "none": "before against after only",
    }
    parts = [f"{n} {told[kind]}" for kind, n in found.counts.items() if n]
    return f"{words.capital(words.listed(parts))}." if parts else "No study."


def unknown_lines(found: GoalEvidence) -> tuple[str, ...]:
    """What is not known, from the table's own gaps."""
    lines = [found.goal.known] if found.goal.known else []
    dark = any({"V", "VI"} & set(study.skin_types) for study in found.controlled)
    if found.studies and not dark:
        lines.append("No controlled study states that people of skin types V or VI took part.")
    lines.append(f"What would change it: {words.uncapital(found.goal.would_change)}")
    lines += [f"Posted and not read: {what}." for what in found.unread]
    return tuple(lines)


def arm_line(arm: Arm) -> str:
    """An arm: its light as it was read."""
    if not arm.lights:
        return f"{arm.name}: no light"
    said = "; ".join(_light(light, arm.session_min) for light in arm.lights)
    minutes = f", {arm.session_min:.3g} min a session" if arm.session_min is not None else ""
    return f"{arm.name}: {said}{minutes}"


def _light(light: LightUsed, session_min: float | None) -> str:
    colour = colour_of(light)
    if not colour:
        return "wavelength not read"
    dose = surface_dose(light, session_min)
    if isinstance(dose, Message):
        return f"{colour} ({say(dose)})"
    same = dose.low_j_cm2 == dose.high_j_cm2
    size = f"{dose.high_j_cm2:.3g}" if same else f"{dose.low_j_cm2:.3g} to {dose.high_j_cm2:.3g}"
    rate = f" at {dose.irradiance_mw_cm2:.3g} mW/cm²" if dose.irradiance_mw_cm2 else ""
    return f"{colour}, {size} J/cm²{rate}" + (f" ({say(dose.flag)})" if dose.flag else "")


def study_pairs(study: Study) -> tuple[tuple[str, str], ...]:
    """A study's card: name and text of each line that has something to say."""
    n = study.size
    people = words.count(int(n), "person", "people") if n is not None else "number not read"
    who = f" ({study.who})" if study.who else ""
    rate, weeks = study.sessions_per_week, study.weeks
    often = [
        f"{study.sessions_total:g} sessions" if study.sessions_total else "",
        f"{rate:g} a week" if rate else "",
        f"{weeks:.3g} weeks" if weeks else "",
    ]
    pairs = [
        (
            "Who",
            "; ".join((people + who, say(ages_words(study)), say(types_words(study.skin_types)))),
        ),
        ("Design", ", ".join(x for x in (study.design, study.blinding) if x) or "not read"),
        ("Light", " | ".join(arm_line(arm) for arm in study.arms if arm.lights) or "not read"),
        ("How often", ", ".join(part for part in often if part) or "not read"),
        ("Against", CONTROL_NAMES[study.control]),
        ("Where", study.setting or "not read"),
        ("Harm", study.adverse_events or "nothing about harm was read"),
        ("Risk of bias", f"{say(bias(study.bias))}: {study.bias_reason}"),
    ]
    if study.held_out:
        pairs.append(("Held out", "quoted and matched, never fitted or pooled"))
    return tuple(pairs)


def result_lines(study: Study) -> tuple[str, ...]:
    """Its results, each saying what it was compared with."""
    return tuple(outcome(o, study) for o in study.outcomes) or ("no result that was read",)


def memory_lines(study: Study) -> tuple[str, ...]:
    """Fields that nobody could look up, each labelled."""
    return tuple(f"{m.field}: {say(labelled(m.value))}" for m in study.recalled)


def provenance_line(study: Study) -> str:
    """How the record's fields are known, in counts."""
    kinds = list(study.known.values())
    told = (
        ("verified", "read"),
        ("verified_secondary", "read in somebody else’s account"),
        ("derived", "worked out"),
    )
    parts = [f"{kinds.count(kind)} {said}" for kind, said in told if kinds.count(kind)]
    if study.recalled:
        parts.append(f"{len(study.recalled)} {say(MEMORY)}")
    return f"Fields: {', '.join(parts)}." if parts else "No field was read."


def why_grey(study: Study) -> str:
    """Why a study's numbers are shown in grey and never pooled; empty for controlled ones."""
    return NOT_POOLED.get(study.control, "")
