"""What a plan of a trial says of the items that its report will need, and what is missing. 14.8."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from openpbm.fact import Message, Name, Param, Quantity, message, several, theirs
from openpbm.tables import numbers, rows, typed
from openpbm.tables.row.evidence import TrialItemRow
from openpbm.trials.allocation import block_sizes, strata
from openpbm.trials.design import TrialArm, TrialDesign
from openpbm.units import dose_j_cm2

State = Literal["said", "missing", "after"]
DOSE = "dose_"  # before the ids of `reporting_items`
COUNTED = 4  # figures of a number of sessions: at most some thousands
AFTER_DOSE = ("outcome",)  # of those, what only a result can say
Say = Callable[[TrialDesign, int | None], "Message | None"]


@dataclass(frozen=True, kw_only=True)
class TrialItem:
    """One item: whether the plan says it, and what."""

    id: str
    checklist: str  # consort, tidier, dose
    number: str
    label: Message
    state: State
    told: Message  # what is said, or what would say it


def item_ids() -> tuple[str, ...]:
    """Every item that a file may say in words of its own."""
    own = (f"{DOSE}{id}" for id in rows("reporting_items"))
    return (*typed("trial_items", TrialItemRow), *own)


def trial_items(trial: TrialDesign, needed: int | None) -> tuple[TrialItem, ...]:
    """All items in order: what the file says in words, what follows from it, what is missing."""
    public = (
        _item(trial, needed, row.id, row.checklist, row.number, is_after=row.when == "after")
        for row in typed("trial_items", TrialItemRow).values()
    )
    dose = (
        _item(trial, needed, f"{DOSE}{id}", "dose", "", is_after=id in AFTER_DOSE)
        for id in rows("reporting_items")
    )
    return (*public, *dose)


def _item(
    trial: TrialDesign, needed: int | None, id: str, of: str, number: str, *, is_after: bool
) -> TrialItem:
    known = FOLLOWS.get(id)
    follows = None if known is None else known(trial, needed)
    state: State = "said"
    if id in trial.said:
        told = theirs(trial.said[id])
    elif follows is not None:
        told = follows
    elif is_after:
        state, told = "after", message("trial-after")
    else:
        state, told = "missing", message("trial-missing", field=f"report.{id}")
    label = message(f"trial-item-{id}")
    return TrialItem(id=id, checklist=of, number=number, label=label, state=state, told=told)


def _lit(trial: TrialDesign) -> tuple[TrialArm, ...]:
    return tuple(arm for arm in trial.arms if arm.is_lit)


def _each(trial: TrialDesign, told: Callable[[TrialArm], Param | None]) -> Message | None:
    """One thing of every lit arm, by its name; None where one of them lacks it."""
    found = [(arm, told(arm)) for arm in _lit(trial)]
    if not found or any(what is None for _, what in found):
        return None
    parts = [
        message("trial-of_arm", name=theirs(arm.name), what=what)
        for arm, what in found
        if what is not None
    ]
    return message("trial-listed", parts=several(parts, "comma"))


def _lights(arm: TrialArm, what: Callable[[float, float, float], Quantity]) -> Param | None:
    """One thing of every light of an arm; of a mask, its name."""
    if arm.mask is not None:
        return theirs(arm.mask.name)
    told = [what(light.nm, light.fwhm_nm, light.irradiance_mw_cm2) for light in arm.lights]
    return several(told)


def _ratio(trial: TrialDesign) -> Message:
    if trial.design == "split_face":
        return message("trial-said_split")
    ratio = ":".join(str(arm.share) for arm in trial.arms)
    return message(f"trial-said_design-{trial.design}", count=len(trial.arms), ratio=ratio)


def _objective(trial: TrialDesign, needed: int | None) -> Message:  # noqa: ARG001
    return message("trial-said_objective", effect=effect_of(trial), said=trial.outcome.measure)


def _when_measured(trial: TrialDesign, needed: int | None) -> Message | None:  # noqa: ARG001
    own = trial.outcome
    if own.week is None:
        return None
    value, week = message(f"trial-value-{own.kind}"), plain_number(own.week)
    later = own.week - max(arm.weeks for arm in trial.arms)
    if later > 0:
        return message(
            "trial-said_outcome-after",
            said=own.measure, value=value, week=week, later=plain_number(later),
        )  # fmt: skip
    return message("trial-said_outcome-in", said=own.measure, value=value, week=week)


def _blocks(trial: TrialDesign, needed: int | None) -> Message:  # noqa: ARG001
    sizes = several([str(size) for size in block_sizes(trial)], "or")
    return message("trial-said_blocks", sizes=sizes, lists=len(strata(trial)))


def _size(trial: TrialDesign, needed: int | None) -> Message:
    """What was asked for, and who can be had, whether or not that is enough."""
    if needed is None:
        most = int(numbers("trial")["size.most_people"].value)
        return message("trial-said_no_size", effect=effect_of(trial), most=most)
    told = message(
        "trial-said_size",
        people=needed,
        effect=effect_of(trial),
        power=Quantity(trial.power, "share"),
        alpha=Quantity(trial.alpha, "share"),
    )
    if trial.people is None:
        return told
    return message("trial-said_size_had", told=told, people=trial.people)


def _course(trial: TrialDesign, needed: int | None) -> Message | None:  # noqa: ARG001
    return _each(
        trial,
        lambda arm: message(
            "trial-said_course",
            minutes=Quantity(arm.minutes, "min"),
            rate=plain_number(arm.sessions_per_week),
            weeks=plain_number(arm.weeks),
        ),
    )


def _fluence(arm: TrialArm) -> Param | None:
    if arm.mask is not None:
        return None
    return several(
        [
            Quantity(dose_j_cm2(light.irradiance_mw_cm2, arm.minutes), "J/cm2")
            for light in arm.lights
        ]
    )


def effect_of(trial: TrialDesign) -> Param:
    """The effect that is asked for, with its unit."""
    if trial.outcome.kind == "yes_no":
        return of_hundred(trial.largest_effect)
    return Quantity(trial.largest_effect, trial.outcome.unit, figures=3, trimmed=True)


def of_hundred(share: float) -> Message:
    """How many more people of a hundred a share of yes and no is."""
    return message("trial-more_of_100", more=plain_number(100 * share))


def plain_number(value: float, figures: int = 3) -> Quantity:
    """A number without a unit, at most so many figures, its decimal as the language has it."""
    return Quantity(value, "1", figures=figures, trimmed=True)


def analysis_of(trial: TrialDesign) -> Message:
    """The analysis that the size is counted for."""
    of_yes = trial.outcome.kind == "yes_no"
    if trial.design == "split_face":
        name = "mcnemar" if of_yes else "paired"
    elif len(trial.arms) == 2:
        name = "fisher" if of_yes else "pooled"
    else:
        name = "trend" if of_yes else "contrast"
    return message(f"trial-test_{name}")


FOLLOWS: Mapping[str, Say] = {
    "consort_1a": lambda trial, _: theirs(trial.title) if "random" in trial.title.lower() else None,
    "consort_2b": _objective,
    "consort_3a": lambda trial, _: _ratio(trial),
    "consort_4b": lambda trial, _: theirs(", ".join(trial.sites)) if trial.sites else None,
    "consort_5": _course,
    "consort_6a": _when_measured,
    "consort_7a": _size,
    "consort_7b": lambda *_: message("trial-said_one_look"),
    "consort_8a": lambda *_: message("trial-said_generator"),
    "consort_8b": _blocks,
    "consort_12a": lambda trial, _: analysis_of(trial),
    "consort_12b": lambda *_: message("trial-said_lost_as_control"),
    "tidier_3": lambda trial, _: _each(
        trial, lambda arm: theirs(arm.mask.name) if arm.mask else None
    ),
    "tidier_7": lambda trial, _: theirs(", ".join(trial.sites)) if trial.sites else None,
    "tidier_8": _course,
    "tidier_11": lambda trial, _: message(
        "trial-said_adherence", share=Quantity(trial.losses.adherence, "share")
    ),
    "dose_wavelength": lambda trial, _: _each(
        trial, lambda arm: _lights(arm, lambda nm, *_: Quantity(nm, "nm"))
    ),
    "dose_width": lambda trial, _: _each(
        trial, lambda arm: _lights(arm, lambda _, fwhm, __: Quantity(fwhm, "nm"))
    ),
    "dose_irradiance": lambda trial, _: _each(
        trial, lambda arm: _lights(arm, lambda _, __, strong: Quantity(strong, "mW/cm2"))
    ),
    "dose_irradiance_is": lambda trial, _: message("trial-said_mean") if _lit(trial) else None,
    "dose_exposure": lambda trial, _: _each(trial, lambda arm: Quantity(arm.minutes, "min")),
    "dose_fluence": lambda trial, _: _each(trial, _fluence),
    "dose_sessions": lambda trial, _: _each(trial, lambda arm: plain_number(arm.sessions, COUNTED)),
    "dose_rate": _course,
    "dose_skin_types": lambda trial, _: message(
        "trial-said_types", types=several(trial.skin_types)
    ),
    "dose_site": lambda trial, _: message("trial-said_region", region=Name("region", trial.region)),
    "dose_control": lambda trial, _: message(f"trial-role-{trial.control.role}"),
}
