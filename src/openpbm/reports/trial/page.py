"""The page of `openpbm trial`: one file, self-contained. The list of arms is not on it."""

from __future__ import annotations

from markupsafe import Markup

from openpbm import __version__
from openpbm.fact import Message, Name, Quantity, message, several, theirs
from openpbm.interval import Interval
from openpbm.reports.page import part, template
from openpbm.reports.table import Table
from openpbm.reports.trial import words as told
from openpbm.reports.trial.pictures import dose_picture, power_picture
from openpbm.response.study import Study
from openpbm.speech.say import heading, say, written
from openpbm.trials.allocation import block_sizes, strata
from openpbm.trials.depth import DoseOverlap
from openpbm.trials.planned import TrialPlan
from openpbm.trials.reporting import analysis_of, effect_of

LISTS = ("consort", "tidier", "dose")
SIGNS = {"said": "go", "missing": "care", "after": "unknown"}


def trial_html(plan: TrialPlan, notes: tuple[Message, ...]) -> str:
    """Everything that was counted, with its doubts; and what was taken where the file is silent."""
    shines = bool(plan.depth.doses)
    return template("trial.html.j2").render(
        plan=plan,
        notes=notes,
        state="go" if plan.can_answer else "stop",
        verdict=told.verdict(plan),
        would=list(told.would(plan)),
        facts=_facts(plan),
        power_picture=power_picture(plan),
        power_table=_power_table(plan),
        loss_table=_loss_table(plan),
        dose_about=_dose_about(plan),
        dose_picture=dose_picture(plan.depth) if shines else "",
        dose_table=_dose_table(plan) if shines else None,
        overlap_table=_overlap_table(plan) if shines else None,
        layer=Name("layer", plan.depth.layer),
        asked=list(told.asked(plan)),
        list_about=_list_about(plan),
        before_about=_before_about(plan),
        before_table=_before_table(plan),
        items={name: [i for i in plan.items if i.checklist == name] for name in LISTS},
        signs=SIGNS,
        style=Markup(part("report.css")),
        version=__version__,
    )


def _facts(plan: TrialPlan) -> list[tuple[str, str]]:
    """Names and values of the first section."""
    trial, has = plan.trial, plan.has_power
    low, high = told.ends(has)
    power = message(
        "trial-said_power",
        share=told.percent(has.share),
        people=plan.people,
        low=low,
        high=high,
    )
    facts: list[tuple[str, Message]] = [
        ("power", power),
        ("needed", told.needed(plan, "said")),
    ]
    if plan.detectable is not None:
        effect = effect_of(trial.times(plan.detectable / trial.largest_effect))
        facts.append(("detects", message("trial-would_effect", people=plan.people, effect=effect)))
    if trial.outcome.kind == "continuous":
        own, unit = trial.outcome, trial.outcome.unit
        true = Quantity(own.true_sd, unit, figures=3, trimmed=True)
        reading = Quantity(own.reading_sd, unit, figures=3, trimmed=True)
        facts.append(("sd", message("trial-said_sd", true=true, reading=reading)))
    facts += [("test", analysis_of(trial)), ("closed", _closed(plan))]
    return [(say(f"trial-fact_{name}"), heading(value)) for name, value in facts]


def _closed(plan: TrialPlan) -> Message:
    own = plan.checked
    if own is None:
        return message("trial-said_no_closed")
    return message(
        "trial-said_closed",
        closed=told.percent(own.closed),
        simulated=told.percent(own.simulated.share),
        errors=Quantity(own.off_by, "1"),
    )


def _power_table(plan: TrialPlan) -> Table:
    curve = plan.curve
    rows = zip(curve.people, curve.share, curve.error, strict=True)
    return Table(
        caption=say("trial-table_power"),
        head=(say("trial-head_people"), say("trial-head_power"), say("trial-head_error")),
        rows=tuple(
            (f"{people:.0f}", written(told.percent(share)), written(told.percent(error)))
            for people, share, error in rows
        ),
    )


def _loss_table(plan: TrialPlan) -> Table:
    return Table(
        caption=say("trial-table_loss"),
        head=(say("trial-head_loss"), say("trial-head_people")),
        rows=tuple(
            (say(message(f"trial-loss-{step.id}")), written(told.step_people(step)))
            for step in plan.steps
        ),
    )


def _dose_about(plan: TrialPlan) -> Message:
    if not plan.depth.doses:
        return message("trial-no_light")
    types = message("trial-said_types", types=several(plan.trial.skin_types))
    return message(
        "trial-dose_about",
        layer=Name("layer", plan.depth.layer),
        region=Name("region", plan.depth.region),
        types=types,
    )


def _spread(own: Interval) -> str:
    three = {name: Quantity(getattr(own, name), "1") for name in ("median", "p05", "p95")}
    return say(
        message("trial-interval", middle=three["median"], low=three["p05"], high=three["p95"])
    )


def _dose_table(plan: TrialPlan) -> Table:
    layer = Name("layer", plan.depth.layer)
    return Table(
        caption=say(message("trial-table_dose", layer=layer)),
        head=tuple(say(f"trial-head_{name}") for name in ("arm", "type", "session", "course")),
        rows=tuple(
            (each.arm, each.skin_type, _spread(each.session), _spread(each.course))
            for each in plan.depth.doses
        ),
    )


def _overlap_table(plan: TrialPlan) -> Table:
    found = (*plan.depth.between_arms, *plan.depth.between_types)
    return Table(
        caption=say("trial-table_overlap"),
        head=tuple(say(f"trial-head_{name}") for name in ("pair", "wrong", "shared")),
        rows=tuple(
            (
                say(_pair(each)),
                written(told.percent(each.pairs_wrong_way)),
                written(told.percent(each.shared)),
            )
            for each in found
        ),
    )


def _pair(own: DoseOverlap) -> Message:
    if own.less_type:
        return message(
            "trial-pair_types", arm=theirs(own.less), less=own.less_type, more=own.more_type
        )
    return message("trial-pair_arms", less=theirs(own.less), more=theirs(own.more))


def _list_about(plan: TrialPlan) -> Message:
    sizes = several([str(size) for size in block_sizes(plan.trial)], "or")
    return message(
        "trial-list_about", sizes=sizes, lists=len(strata(plan.trial)), people=plan.people
    )


def _before_about(plan: TrialPlan) -> Message:
    own = plan.before
    return message("trial-before_about", count=own.with_interval, same=len(own.same_outcome))


def _before_table(plan: TrialPlan) -> Table:
    same = {study.id: outcome.measured for study, outcome in reversed(plan.before.same_outcome)}

    def row(study: Study) -> tuple[str, ...]:
        people = "" if study.size is None else f"{study.size:.0f}"
        against = say(message(f"trial-role-{study.control}"))
        return (study.name, people, against, written(same.get(study.id, "")))

    return Table(
        caption=say("trial-table_before"),
        head=tuple(say(f"trial-head_{name}") for name in ("study", "people", "control", "outcome")),
        rows=tuple(row(study) for study in plan.before.studies),
    )
