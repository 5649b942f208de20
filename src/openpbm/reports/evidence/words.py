"""How evidence is said, in the atlas, the report and at the terminal alike.

Every sentence is built from fields that were read; a field from memory can only come out of
`memory_lines`, which labels it. `reports/claims.py` holds what may never be said.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpbm.fact import Message, Param, message, several
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
from openpbm.speech.table import of_table

POOLS = (  # that have words of their own
    *("wrinkle_responders", "acne_responders", "ulcer_closed", "radiodermatitis_grade2"),
    *("eczema_severity", "psoriasis_severity", "redness_straight_after", "scar_scale"),
)
KNOWN = {"verified": "read", "verified_secondary": "secondary", "derived": "derived"}


def _key(control: str) -> str:
    """A comparison, as the catalogue calls it."""
    return control.replace(" ", "_")


def pool_name(pool: str) -> str:
    """What is pooled."""
    return say(f"report_atlas-pool-{pool}") if pool in POOLS else pool.replace("_", " ")


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
    told: list[Param] = [outcome(o, study)]
    if not o.is_null:
        told.append(message("report_atlas-no_interval"))
    told += (*nulls, *trust(study.bias, study.allocation))
    return say("report_atlas-line", study=study.name, told=several(told, "semicolon"))


def outcome(o: Outcome, study: Study) -> str:
    """A result as it was read; a number without a control is never left without saying so."""
    measure, size = o.measured, _size(o)
    if study.control not in CONTROLS and o.compared_with:
        against = o.compared_with
        return say("report_atlas-result_against", measure=measure, size=size, what=against)
    if not o.is_against_control or study.control not in CONTROLS:
        return say("report_atlas-result_before_after", measure=measure, size=size)
    if o.is_one_side:
        alone = message("contrast-alone")
        return say("report_atlas-result_alone", measure=measure, size=size, alone=alone)
    return say("report_atlas-result", measure=measure, size=size)


def _size(o: Outcome) -> str:
    if o.responders_treated is not None and o.n_treated:
        return say(counts(o))
    if o.treated is None:
        return direction_words(o) or say("report_atlas-no_size")
    difference = as_difference(o)
    size = say(difference) if difference else _treated(o.treated, o)
    return words.listed(filter(None, (size, p_words(o.p))), "comma")


def _treated(value: float, o: Outcome) -> str:
    size = f"{words.plain(value)} {of_table(o.unit)}".strip()
    if o.control is None:
        return size
    return say("report_atlas-size_against", size=size, control=words.plain(o.control))


def synthesis_line(s: Synthesis) -> str:
    """What a pool says, or that nothing was pooled."""
    measure = words.capital(pool_name(s.pool))
    if s.pooled is None:
        if s.expected is None:
            return say("report_atlas-pool_says", measure=measure, verdict=s.verdict)
        return say(
            "report_atlas-pool_next",
            measure=measure,
            verdict=s.verdict,
            next=interval(s.expected.low, s.expected.high, s.scale),
            basis=s.expected.basis,
        )
    p = s.pooled
    middle = message("report_atlas-times_odds", odds=odds(p.estimate))
    if s.scale != ODDS:
        middle = message("effect-sd_alone", value=signed(p.estimate))
    own = interval(p.low, p.high, s.scale)
    ahead = interval(p.predicted_low, p.predicted_high, s.scale)
    what = message("report_atlas-mean", measure=measure, verdict=s.verdict, middle=middle)
    if p.low < 0 < p.high:
        return say("report_atlas-pooled_both", mean=what, interval=own, next=ahead)
    return say("report_atlas-pooled", mean=what, interval=own, next=ahead)


def dose_line(found: GoalEvidence) -> str:
    """At which dose, as far as it was read."""
    if not found.studies:
        return say("report_atlas-no_dose")
    lit = len({(study.id, arm) for study, arm, _ in found.doses}) + found.unread_doses
    if not found.doses:
        return say("report_atlas-no_dose_in", arms=lit)
    # a ceiling says at most; its low end of nothing would only look like a dose
    low = min(dose.low_j_cm2 or dose.high_j_cm2 for *_, dose in found.doses)
    high = max(dose.high_j_cm2 for *_, dose in found.doses)
    span = between(words.plain(low), words.plain(high))
    return say("report_atlas-doses", dose=span, read=lit - found.unread_doses, arms=lit)


def between(low: str, high: str) -> str:
    """Two ends as they are read, or the one where they are the same."""
    return low if low == high else say("report-between", low=low, high=high)


def against_line(found: GoalEvidence) -> str:
    """How many studies compare with what."""
    parts = [
        message(f"report_atlas-count-{_key(kind)}", studies=number)
        for kind, number in found.counts.items()
        if number
    ]
    return words.sentence(written(several(parts))) or say("report_atlas-no_study")


def unknown_lines(found: GoalEvidence) -> tuple[str, ...]:
    """What is not known, from the table's own gaps."""
    lines = [found.goal.known] if found.goal.known else []
    dark = any({"V", "VI"} & set(study.skin_types) for study in found.controlled)
    if found.studies and not dark:
        lines.append(say("report_atlas-dark_skin"))
    change = words.uncapital(found.goal.would_change)
    lines.append(say("report_atlas-would_change", change=change))
    lines += [say("report_atlas-posted", what=what) for what in found.unread]
    return tuple(lines)


def arm_line(arm: Arm) -> str:
    """An arm: its light as it was read."""
    if not arm.lights:
        return say("report_atlas-arm_dark", arm=arm.name)
    lights = several((_light(light, arm.session_min) for light in arm.lights), "semicolon")
    if arm.session_min is None:
        return say("report_atlas-arm", arm=arm.name, light=lights)
    minutes = f"{arm.session_min:.3g}"
    return say("report_atlas-arm_minutes", arm=arm.name, light=lights, minutes=minutes)


def _light(light: LightUsed, session_min: float | None) -> str:
    colour = colour_of(light)
    if not colour:
        return say("report_atlas-wavelength_unread")
    dose = surface_dose(light, session_min)
    if isinstance(dose, Message):
        return say("report_atlas-light_why", colour=colour, why=dose)
    size = between(f"{dose.low_j_cm2:.3g}", f"{dose.high_j_cm2:.3g}")
    told = message("report_atlas-light", colour=colour, dose=size)
    if dose.irradiance_mw_cm2:
        rate = f"{dose.irradiance_mw_cm2:.3g}"
        told = message("report_atlas-light_at", colour=colour, dose=size, irradiance=rate)
    return say("report_atlas-flagged", light=told, flag=dose.flag) if dose.flag else say(told)


def study_pairs(study: Study) -> tuple[tuple[str, str], ...]:
    """A study's card: name and text of each line that has something to say."""
    unread = say("report_atlas-not_read")
    who = (_people(study), ages_words(study), types_words(study.skin_types))
    design = words.listed(filter(None, (study.design, study.blinding)), "comma")
    held = bias(study.bias)
    pairs = {
        "who": written(several(who, "semicolon")),
        "design": design or unread,
        "light": " | ".join(arm_line(arm) for arm in study.arms if arm.lights) or unread,
        "often": _often(study) or unread,
        "against": say(f"report_atlas-control-{_key(study.control)}"),
        "where": study.setting or unread,
        "harm": study.adverse_events or say("report_atlas-no_harm_read"),
        "bias": say("report_atlas-bias", bias=held, reason=study.bias_reason),
    }
    if study.held_out:
        pairs["held_out"] = say("report_atlas-held_out")
    return tuple((say(f"report_atlas-pair-{name}"), text) for name, text in pairs.items())


def _people(study: Study) -> Message:
    people = message("report_atlas-people_unread")
    if study.size is not None:
        people = message("report_atlas-people", people=int(study.size))
    if not study.who:
        return people
    return message("report_atlas-people_who", people=people, who=study.who)


def _often(study: Study) -> str:
    parts = []
    if study.sessions_total:
        parts.append(message("report_atlas-sessions", sessions=words.plain(study.sessions_total)))
    if study.sessions_per_week:
        parts.append(message("report_atlas-a_week", sessions=words.plain(study.sessions_per_week)))
    if study.weeks:
        parts.append(message("report_atlas-weeks", weeks=f"{study.weeks:.3g}"))
    return written(several(parts, "comma"))


def result_lines(study: Study) -> tuple[str, ...]:
    """Its results, each saying what it was compared with."""
    return tuple(outcome(o, study) for o in study.outcomes) or (say("report_atlas-no_result"),)


def memory_lines(study: Study) -> tuple[str, ...]:
    """Fields that nobody could look up, each labelled."""
    return tuple(
        say("report_atlas-memory", field=m.field, value=labelled(m.value)) for m in study.recalled
    )


def provenance_line(study: Study) -> str:
    """How the record's fields are known, in counts."""
    kinds = list(study.known.values())
    parts = [
        message(f"report_atlas-known-{key}", fields=kinds.count(kind))
        for kind, key in KNOWN.items()
        if kinds.count(kind)
    ]
    if study.recalled:
        own = len(study.recalled)
        parts.append(message("report_atlas-read_memory", fields=own, memory=MEMORY))
    if not parts:
        return say("report_atlas-no_field")
    return say("report_atlas-fields", counts=several(parts, "comma"))


def why_grey(study: Study) -> str:
    """Why a study's numbers are shown in grey and never pooled; empty for controlled ones."""
    if study.control in CONTROLS:
        return ""
    return say(f"report_atlas-grey-{_key(study.control)}")
