"""The weighed evidence as JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from openpbm.fact import Message, message
from openpbm.files.csv_text import csv_text
from openpbm.files.json_value import Json, rounded, spread_json
from openpbm.interval import Interval
from openpbm.response.atlas import Atlas
from openpbm.response.contrast import Contrast
from openpbm.response.dose_scale import LightDose
from openpbm.response.effect_words import drawn
from openpbm.response.held_out import HoldOut
from openpbm.response.judgement import GoalVerdict
from openpbm.response.outcome import Outcome
from openpbm.response.study import CONTROLS, Arm, LightUsed, Study, named
from openpbm.response.summary import GoalEvidence
from openpbm.response.surface_dose import mean_irradiance
from openpbm.response.synthesis import Pooled, Synthesis
from openpbm.speech.say import in_english

COLUMNS = (
    *("study", "arm", "role", "light", "peak_nm", "control", "randomised", "bias", "held_out"),
    *("printed_low_j_cm2", "printed_high_j_cm2", "irradiance_mw_cm2"),
    *("skin_median_j_cm2", "skin_p05_j_cm2", "skin_p95_j_cm2"),
    *("papillary_median_j_cm2", "papillary_p05_j_cm2", "papillary_p95_j_cm2"),
    *("reticular_median_j_cm2", "reticular_p05_j_cm2", "reticular_p95_j_cm2"),
    *("skin_types_read", "surface_error_p99", "flag", "why_none"),
)


def dose_csv(atlas: Atlas) -> str:
    """Every light of every arm, one a row: its dose at depth, or why it has none."""
    return csv_text(COLUMNS, _rows(atlas))


def _rows(atlas: Atlas) -> Iterator[list[str]]:
    for dose in atlas.scale.doses:
        yield _dose_row(dose, atlas.studies[dose.study])
    for lacking in atlas.scale.without:
        study = atlas.studies[lacking.study]
        head = [lacking.study, lacking.arm, _role(study, lacking.arm)]
        head += [in_english(lacking.colour), ""]
        rest = [""] * (len(COLUMNS) - len(head) - len(_design(study)) - 1)
        yield [*head, *_design(study), *rest, in_english(lacking.reason)]


def _design(study: Study) -> list[str]:
    yes = {True: "yes", False: "no"}
    return [study.control, yes[study.is_randomised], study.bias, yes[study.held_out]]


def _role(study: Study, arm: str) -> str:
    return next(each.role for each in study.arms if each.name == arm)


def _dose_row(dose: LightDose, study: Study) -> list[str]:
    surface = dose.surface
    rate = surface.irradiance_mw_cm2
    spreads = (dose.exposure_j_cm2, dose.papillary_j_cm2, dose.reticular_j_cm2)
    numbers = [f"{rounded(v):g}" for s in spreads for v in (s.median, s.p05, s.p95)]
    return [
        *(dose.study, dose.arm, dose.role, dose.colour, f"{dose.peak_nm:.4g}"),
        *_design(study),
        *(f"{rounded(surface.low_j_cm2):g}", f"{rounded(surface.high_j_cm2):g}"),
        f"{rounded(rate):g}" if rate is not None else "",
        *numbers,
        "yes" if dose.skin_types_read else "no",
        f"{dose.error_p99:.2g}",
        _english(surface.flag) or "",
        "",
    ]


def atlas_json(atlas: Atlas) -> dict[str, Json]:
    """Everything weighed: goals, effects, pools, hold-outs and doses at depth."""
    scale = atlas.scale
    reasons = [in_english(why) for why in scale.lacking_arms.values()]
    return {
        "studies": len(atlas.studies),
        "seed": scale.seed,
        "scenarios": scale.scenarios,
        "arms_with_dose": len(scale.computed_arms),
        "arms_without_dose": len(reasons),
        "why_no_dose": {why: reasons.count(why) for why in sorted(set(reasons))},
        "goals": [goal_json(found) for found in atlas.goals],
        "hold_outs": [_held_json(row) for row in atlas.hold_outs],
        "dose_response": {
            "shown": atlas.dose_verdict.shown,
            "studies_usable": len({p.study for p in atlas.dose_verdict.points}),
            "studies_needed": atlas.dose_verdict.needed,
            "sentence": in_english(atlas.dose_verdict.told),
        },
        "doses": [_dose_json(dose) for dose in scale.doses],
        "without_dose": [
            {
                "study": w.study,
                "arm": w.arm,
                "light": in_english(w.colour),
                "reason": in_english(w.reason),
            }
            for w in scale.without
        ],
    }


def _dose_json(dose: LightDose) -> dict[str, Json]:
    surface = dose.surface
    return {
        "study": dose.study,
        "arm": dose.arm,
        "role": dose.role,
        "light": dose.colour,
        "printed_j_cm2": [rounded(surface.low_j_cm2), rounded(surface.high_j_cm2)],
        "irradiance_mw_cm2": _maybe(surface.irradiance_mw_cm2),
        "skin_j_cm2": _spread(dose.exposure_j_cm2),
        "papillary_dermis_j_cm2": _spread(dose.papillary_j_cm2),
        "reticular_dermis_j_cm2": _spread(dose.reticular_j_cm2),
        "skin_types_read": dose.skin_types_read,
        "surface_error_p99": rounded(dose.error_p99),
        "flag": _english(surface.flag),
    }


def _spread(spread: Interval) -> dict[str, Json]:
    return spread_json(spread.median, spread.p05, spread.p95)


def goal_json(found: GoalEvidence) -> dict[str, Json]:
    """One goal: grade, effects and pools."""
    return {
        "goal": found.goal.id,
        "certainty": found.certainty,
        "certainty_word": found.certainty_word,
        "why_no_surer": [in_english(step) for step in found.steps],
        "studies": [study.id for study in found.studies],
        "with_sham_or_unlit_side": [study.id for study in found.controlled],
        "effects": [_effect_json(c) for c in found.contrasts],
        "pools": [_pool_json(pool) for pool in found.syntheses],
        "known": found.goal.known,
        "would_change": found.goal.would_change,
        "posted_and_not_read": list(found.unread),
        "plan": asdict(found.goal.plan),
        "works_first": found.goal.works_first or None,
    }


def _effect_json(c: Contrast) -> dict[str, Json]:
    return {
        "id": c.id,
        "study": c.study,
        "measure": in_english(c.measure),
        "as_read": in_english(c.said),
        "scale": in_english(message(f"contrast-unit-{c.scale}")),
        "estimate": _maybe(c.estimate),
        "se": _maybe(c.se),
        "low": _maybe(c.low),
        "high": _maybe(c.high),
        "more_of_100": None
        if c.more_of_100 is None
        else dict(zip(("people", "low", "high"), map(rounded, c.more_of_100), strict=True)),
        "how": in_english(c.how),
        "bias": c.bias,
        "control": c.control,
        "held_out": c.held_out,
        "people": _maybe(c.people),
        "allocation": in_english(drawn(c.allocation)),
        "no_difference_in": [in_english(measure) for measure in c.nulls],
        "read_twice": c.read_twice,
    }


def _pool_json(pool: Synthesis) -> dict[str, Json]:
    return {
        "pool": pool.pool,
        "verdict": in_english(pool.verdict),
        "studies": list(dict.fromkeys(member.study for member in pool.members)),
        "pooled": _pooled_json(pool.pooled),
        "without_high_bias": _pooled_json(pool.without_high_bias),
        "leave_one_out": {name: _pooled_json(left) for name, left in pool.leave_one_out},
        "next_study": None
        if pool.expected is None
        else {
            "low": rounded(pool.expected.low),
            "high": rounded(pool.expected.high),
            "basis": in_english(pool.expected.basis),
        },
    }


def _pooled_json(pooled: Pooled | None) -> Json:
    if pooled is None:
        return None
    return {
        "estimate": rounded(pooled.estimate),
        "low": rounded(pooled.low),
        "high": rounded(pooled.high),
        "predicted_low": rounded(pooled.predicted_low),
        "predicted_high": rounded(pooled.predicted_high),
        "tau": rounded(pooled.tau),
        "i2": rounded(pooled.i2),
    }


def _held_json(row: HoldOut) -> dict[str, Json]:
    return {
        "id": row.id,
        "measure": in_english(row.measure),
        "stated": in_english(row.stated),
        "scale": row.scale,
        "low": _maybe(row.low),
        "high": _maybe(row.high),
        "observed": _maybe(row.observed),
        "observed_as_read": _english(row.observed_said) or "",
        "verdict": row.verdict,
        "basis": _english(row.basis) or "",
    }


def study_json(study: Study) -> dict[str, Json]:
    """One study: what was read, how each field is known, and what is from memory apart."""
    return {
        "id": study.id,
        "name": study.name,
        "topic": in_english(study.title),
        "goals": list(study.goals),
        "held_out": study.held_out,
        "url": study.url,
        "design": study.design or None,
        "control": study.control,
        "may_be_pooled": study.control in CONTROLS and not study.held_out,
        "setting": study.setting or None,
        "allocation": in_english(drawn(study.allocation)),
        "within_people": study.within,
        "who": study.who or None,
        "ages": list(study.ages) if study.ages else None,
        "mean_age": _maybe(study.mean_age),
        "skin_types": list(study.skin_types) or None,
        "bias": study.bias,
        "bias_reason": study.bias_reason,
        "schedule": {
            "sessions_total": _maybe(study.sessions_total),
            "sessions_per_week": _maybe(study.sessions_per_week),
            "weeks": _maybe(study.weeks),
            "follow_up_weeks": _maybe(study.follow_up_weeks),
        },
        "people": {
            "n_total": _maybe(study.n_total),
            "n_randomised": _maybe(study.n_randomised),
            "n_treated": _maybe(study.n_treated),
            "n_control": _maybe(study.n_control),
        },
        "arms": [_arm_json(arm) for arm in study.arms],
        "outcomes": [_outcome_json(outcome) for outcome in study.outcomes],
        "judged": [_verdict_json(own) for own in study.judged.goals],
        "how_known": dict(study.known),
        "from_memory_no_evidence": {m.field: m.value for m in study.recalled},
    }


def _arm_json(arm: Arm) -> dict[str, Json]:
    return {
        "arm": arm.name,
        "role": arm.role,
        "people": _maybe(arm.n),
        "session_min": _maybe(arm.session_min),
        "light": [_light_json(light) for light in arm.lights],
    }


def _light_json(light: LightUsed) -> dict[str, Json]:
    return {
        "nm": _maybe(light.nm),
        "band_nm": list(light.band_nm) if light.band_nm else None,
        "irradiance_mw_cm2": _maybe(light.irradiance_mw_cm2),
        "mean_irradiance_mw_cm2": _maybe(mean_irradiance(light)),
        "fluence_j_cm2": _maybe(light.fluence_j_cm2),
        "flag": light.dose_flag or None,
    }


def _outcome_json(o: Outcome) -> dict[str, Json]:
    return {
        "measure": in_english(o.measured),
        "arm": o.arm or None,
        "week": _maybe(o.week),
        "treated": _maybe(o.treated),
        "control": _maybe(o.control),
        "unit": o.unit or None,
        "compared_with": o.compared_with or None,
        "p": None if o.p is None else o.p.printed,
        "direction": o.direction or None,
        "direction_as_read": o.direction_words or None,
    }


def _verdict_json(own: GoalVerdict) -> dict[str, Json]:
    """Whether a dose may be followed for a goal, and how well."""
    return {
        "goal": own.goal,
        "rank": own.rank,
        "verdict": own.verdict,
        "tier": own.tier or None,
        "why": named(own.why) or None,
        "gaps": list(own.gaps),
    }


def _english(fact: Message | None) -> str | None:
    return None if fact is None else in_english(fact)


def _maybe(value: float | None) -> float | None:
    return None if value is None else rounded(value)
