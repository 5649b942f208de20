"""Read a trial file; what could not be counted with is said in one sentence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openpbm.errors import InputError
from openpbm.face import REGIONS
from openpbm.fact import Message, message, several, theirs
from openpbm.files.mask_file import mask_named
from openpbm.files.model_error import validated
from openpbm.files.offer import offer
from openpbm.files.toml_file import read_toml
from openpbm.files.trial_model import ShamTable, TrialArmTable, TrialFileModel, TrialOutcomeTable
from openpbm.person import PHOTOTYPES
from openpbm.response.evidence import goal_of
from openpbm.speech.say import say
from openpbm.tables import numbers
from openpbm.trials.before import before, repeats_on_offer, spreads_on_offer
from openpbm.trials.design import ArmLight, Losses, TrialArm, TrialDesign, TrialOutcome
from openpbm.trials.reporting import item_ids
from openpbm.trials.slips import first_slip

SEED_TAKEN = "trial-seed_taken"
SEED_BITS = 48  # of one that is taken from the file's own content


@dataclass(frozen=True, kw_only=True)
class TrialFile:
    """The design of a file, and what was taken where the file says nothing."""

    trial: TrialDesign
    notes: tuple[Message, ...]

    @property
    def for_a_page(self) -> tuple[Message, ...]:
        """The same without a seed: whoever reads the page must not make the list."""
        untold = message("trial-seed_untold")
        return tuple(untold if note.id == SEED_TAKEN else note for note in self.notes)


def read_trial(path: Path) -> TrialFile:
    """A trial file as a design that can be counted with.

    Args:
        path: of the TOML file; masks that it names lie beside it.

    Raises:
        InputError: as 'FILE: field trial.dropout: found 1.2; expected ...', or the one sentence
            of what cannot be.
    """
    content = read_toml(path)
    where = str(path)
    model = validated(TrialFileModel, content, where, InputError)
    _check_words(model, where)
    trial = _design(model, path, content)
    _check_side_correlation(model, where)
    slip = first_slip(trial)
    if slip is not None:
        raise _refused(where, slip)
    return TrialFile(trial=trial, notes=tuple(_notes(model, trial)))


def _refused(where: str, slip: Message) -> InputError:
    return InputError(say(message("trial-in_file", file=where, slip=slip)))


def _check_words(model: TrialFileModel, where: str) -> None:
    """Regions and items by their ids, arms with one kind of light.

    Raises:
        InputError: an unknown word, with the nearest ones.
    """
    if model.trial.region not in REGIONS:
        found, known = model.trial.region, ", ".join(REGIONS)
        near = offer(found, list(REGIONS))
        slip = message("trial-no_region", found=found, known=known + near)
        raise _refused(where, slip)
    for key in model.report:
        if key not in item_ids():
            near = offer(key, list(item_ids()))
            slip = message("trial-no_item", found=key, near=near)
            raise _refused(where, slip)
    for arm in model.arms:
        if arm.mask is not None and arm.light:
            slip = message("trial-two_lights", name=theirs(arm.name))
            raise _refused(where, slip)


def _check_side_correlation(model: TrialFileModel, where: str) -> None:
    is_split = model.trial.design == "split_face"
    if is_split and model.trial.side_correlation is None:
        slip = message("trial-no_side_correlation")
        raise _refused(where, slip)


def _design(model: TrialFileModel, path: Path, content: Mapping[str, object]) -> TrialDesign:
    own, table = model.trial, numbers("trial")
    losses = Losses(
        dropout=own.dropout,
        missing=own.missing,
        adherence=own.adherence,
        adherence_sd=own.adherence_sd,
        spill=own.spill,
        **_belief(model),
    )
    return TrialDesign(
        title=own.title,
        goal=_goal(own.goal),
        design=own.design,
        arms=tuple(_arm(arm, path) for arm in model.arms),
        outcome=_outcome(model.outcome),
        losses=losses,
        people=own.people,
        seed=_seed_of(content) if own.seed is None else own.seed,
        replicates=own.replicates or int(table["size.replicates"].value),
        alpha=own.alpha or table["size.alpha"].value,
        power=own.power or table["size.power"].value,
        comparisons=own.comparisons,
        side_correlation=own.side_correlation or 0.0,
        skin_types=tuple(sorted(own.skin_types, key=PHOTOTYPES.index)),
        region=own.region,
        irradiance_sd_ln=numbers("light")["claim.output_sd_ln"].value
        if own.irradiance_sd is None
        else own.irradiance_sd,
        strata=tuple(tuple(each) for each in own.strata),
        sites=tuple(own.sites),
        blocks=tuple(own.blocks),
        said=dict(model.report),
    )


def _goal(word: str) -> str:
    """The goal behind a word; another word stays as it is, for `first_slip` to refuse."""
    try:
        return goal_of(word).id
    except InputError:
        return word


def _belief(model: TrialFileModel) -> dict[str, float]:
    """Who knows, and what that is worth; without a sham everybody knows."""
    sham: ShamTable | None = model.sham
    is_unlit = not any(arm.role == "sham" for arm in model.arms) and any(
        arm.role == "unlit" for arm in model.arms
    )
    if sham is None:
        return {"unblinded": 1.0 if is_unlit else 0.0, "expectation": 0.0}
    return {"unblinded": sham.unblinded_share, "expectation": sham.expectation}


def _seed_of(content: Mapping[str, object]) -> int:
    """A seed that stays the same as long as the file does."""
    text = json.dumps(content, sort_keys=True, default=str)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[: SEED_BITS // 8], "big")


def _arm(arm: TrialArmTable, path: Path) -> TrialArm:
    return TrialArm(
        name=arm.name,
        role=arm.role,
        effect=arm.effect,
        share=arm.share,
        dropout=arm.dropout,
        minutes=arm.minutes,
        sessions_per_week=arm.sessions_per_week,
        weeks=arm.weeks,
        lights=tuple(
            ArmLight(nm=light.nm, fwhm_nm=light.fwhm_nm, irradiance_mw_cm2=light.irradiance_mw_cm2)
            for light in arm.light
        ),
        mask=None if arm.mask is None else mask_named(arm.mask, path, "arms.mask"),
    )


def _outcome(own: TrialOutcomeTable) -> TrialOutcome:
    return TrialOutcome(
        measure=own.measure,
        kind=own.kind,
        unit=own.unit or "",
        better=own.better,
        value=own.value,
        week=own.week,
        sd=own.sd or 0.0,
        repeat_sd=own.repeat_sd,
        readings=own.readings,
        control_share=own.control_share,
        misread=own.misread,
    )


def _notes(model: TrialFileModel, trial: TrialDesign) -> list[Message]:
    """What was taken where the file says nothing, and what nobody measured before."""
    notes: list[Message] = []
    if model.trial.seed is None:
        notes.append(message("trial-seed_taken", seed=str(trial.seed)))
    if model.sham is None and trial.control.role == "sham":
        notes.append(message("trial-sham_untold"))
    if model.sham is None and trial.control.role == "unlit":
        notes.append(message("trial-unlit_untold"))
    if not before(trial.goal, trial.outcome.measure).same_outcome:
        offers = spreads_on_offer(trial.goal)
        words = several(offers, "comma") if offers else message("trial-no_offer")
        notes.append(message("trial-new_outcome", said=trial.outcome.measure, offers=words))
    if trial.outcome.kind == "continuous" and not trial.outcome.repeat_sd:
        offered = several(repeats_on_offer(), "comma")
        notes.append(message("trial-no_repeat", offers=offered))
    return notes
