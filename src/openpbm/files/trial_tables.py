"""What `openpbm trial` writes beside its page: the list of arms, doses, items, all as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from openpbm.files.csv_text import csv_text
from openpbm.files.json_value import Json, json_text, rounded, spread_json
from openpbm.speech.say import in_english, say
from openpbm.trials.planned import TrialPlan
from openpbm.trials.power import PowerFound
from openpbm.trials.reporting import TrialItem

LIST, DOSES, ITEMS = "allocation.csv", "dose.csv", "reporting.csv"
CHECKLIST, DATA, PAGE = "reporting.md", "trial.json", "trial.html"


def trial_files(plan: TrialPlan) -> dict[str, str]:
    """Every file but the page, by name."""
    return {
        LIST: allocation_csv(plan),
        DOSES: dose_csv(plan),
        ITEMS: items_csv(plan.items),
        CHECKLIST: items_markdown(plan.items),
        DATA: json_text(trial_json(plan)),
    }


def allocation_csv(plan: TrialPlan) -> str:
    """The list of arms, one line a person; it stays with whoever does not let people in."""
    what = "lit_side" if plan.trial.design == "split_face" else "arm"
    head = ("stratum", "site", "skin_types", "number", "block", what)
    return csv_text(
        head,
        (
            (each.stratum, each.site, " ".join(each.skin_types), each.number, each.block, each.arm)
            for each in plan.allocated
        ),
    )


def dose_csv(plan: TrialPlan) -> str:
    """Dose of every arm and skin type in the layer of the goal, J/cm2."""
    ends = ("p05", "median", "p95")
    columns = [f"{of}_{end}_j_cm2" for of in ("session", "course") for end in ends]
    head = ("arm", "skin_type", "layer", "region", *columns)
    return csv_text(
        head,
        (
            (
                each.arm,
                each.skin_type,
                plan.depth.layer,
                plan.depth.region,
                *(
                    rounded(getattr(own, end))
                    for own in (each.session, each.course)
                    for end in ends
                ),
            )
            for each in plan.depth.doses
        ),
    )


def items_csv(items: Sequence[TrialItem]) -> str:
    """Items of CONSORT, TIDieR and dosimetry, in the language that is spoken."""
    head = ("list", "number", "item", "label", "state", "told")
    return csv_text(
        head,
        (
            (each.checklist, each.number, each.id, say(each.label), each.state, say(each.told))
            for each in items
        ),
    )


def items_markdown(items: Sequence[TrialItem]) -> str:
    """The same as tables for a protocol."""
    parts: list[str] = []
    for name in dict.fromkeys(each.checklist for each in items):
        head = [say(f"trial-head_{column}") for column in ("item", "state", "told")]
        parts += [f"## {say(f'trial-list-{name}')}", "", _row(head), "| --- | --- | --- |"]
        parts += [
            _row([f"{each.number} {say(each.label)}".strip(), say(f"trial-state-{each.state}"),
                  say(each.told)])
            for each in items
            if each.checklist == name
        ]  # fmt: skip
        parts.append("")
    return "\n".join(parts)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/').replace(chr(10), ' ') for cell in cells)} |"


def _power(own: PowerFound) -> dict[str, Json]:
    return {
        "people": own.people,
        "share": rounded(own.share),
        "standard_error": rounded(own.error),
        "replicates": own.replicates,
    }


def trial_json(plan: TrialPlan) -> dict[str, Json]:
    """Everything that was counted. Neither the list nor the seed: whoever has it has the list."""
    trial, curve = plan.trial, plan.curve
    doses: list[Json] = [
        {
            "arm": each.arm,
            "skin_type": each.skin_type,
            "session_j_cm2": spread_json(each.session.median, each.session.p05, each.session.p95),
            "course_j_cm2": spread_json(each.course.median, each.course.p05, each.course.p95),
        }
        for each in plan.depth.doses
    ]
    overlaps: list[Json] = [
        {
            "less": each.less,
            "more": each.more,
            "less_type": each.less_type,
            "more_type": each.more_type,
            "pairs_wrong_way": rounded(each.pairs_wrong_way),
            "shared": rounded(each.shared),
        }
        for each in (*plan.depth.between_arms, *plan.depth.between_types)
    ]
    points = zip(curve.people.tolist(), curve.share.tolist(), curve.error.tolist(), strict=True)
    return {
        "schema": "openpbm-trial-1",
        "title": trial.title,
        "goal": trial.goal,
        "design": trial.design,
        "can_answer": plan.can_answer,
        "power": _power(plan.has_power),
        "power_lost_as_control": _power(plan.lost_as_control),
        "people_needed": plan.needed.people,
        "people_needed_low": plan.needed.low,
        "people_needed_high": plan.needed.high,
        "detectable_effect": None if plan.detectable is None else rounded(plan.detectable),
        "people_needed_by_loss": {step.id: step.people for step in plan.steps},
        "false_yes": _power(plan.false_yes),
        "false_yes_naive": _power(plan.false_yes_naive),
        "false_yes_two_looks": _power(plan.false_yes_looks),
        "closed_form": None if plan.checked is None else rounded(plan.checked.closed),
        "closed_form_simulated": None if plan.checked is None else _power(plan.checked.simulated),
        "curve": [
            {"people": people, "share": rounded(share), "standard_error": rounded(error)}
            for people, share, error in points
        ],
        "layer": plan.depth.layer,
        "region": plan.depth.region,
        "doses": doses,
        "overlaps": overlaps,
        "trials_before": [study.id for study in plan.before.studies],
        "people_before": list(plan.before.people),
        "items": {
            each.id: {"state": each.state, "told": in_english(each.told)} for each in plan.items
        },
    }
