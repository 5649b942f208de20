"""OpenPBM plans, checks and explains medical-grade LED mask therapy.

OpenPBM is for planning and education; it is not a medical device and makes no diagnosis.

What stands in `HOMES` is public: it keeps its name and its meaning. Every other module may move.

>>> import datetime, openpbm
>>> mask = openpbm.catalogue_mask("higherdose-red-light-face-mask")
>>> wishes = (openpbm.Wish(goal="wrinkles"),)
>>> person = openpbm.Person(age_years=52, phototype="II", wishes=wishes)
>>> plan = openpbm.plan(person, mask, start=datetime.date(2026, 11, 22), scenarios=64)
>>> plan.status in ("planned", "below_trial", "by_maker", "refused", "insufficient_evidence")
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpbm.answer.finding import Finding
    from openpbm.answer.plan import ByMaker, Given, Plan, Planned, Refused
    from openpbm.delivery.order import Order, order_of
    from openpbm.dossier.made import Dossier, dossier_of
    from openpbm.errors import InputError, OpenPBMError
    from openpbm.files.ledger.store import Ledger, open_ledger, read_ledger
    from openpbm.files.person_file import PersonFile, read_person
    from openpbm.files.plan.file import plan_text, read_plan_file
    from openpbm.files.trade.light import LightColumn
    from openpbm.files.trade.lm63 import IntensityFile
    from openpbm.files.trade.read import read_intensity, read_light
    from openpbm.files.trial_file import TrialFile, read_trial
    from openpbm.interval import Curve, Interval
    from openpbm.maps.face_map import FaceMap, face_map
    from openpbm.maps.study_doses import StatedLight, StudyDoses, study_doses
    from openpbm.mask.catalogue import catalogue_ids, catalogue_mask
    from openpbm.mask.channel import Channel, Claim
    from openpbm.mask.device import Mask
    from openpbm.mask.intensity import Beam, Intensity, beam_of
    from openpbm.mask.reading import Reading
    from openpbm.person import Medicine, Person, Procedure, Wish
    from openpbm.planning.at_depth import DoseAtDepth, dose_at_depth
    from openpbm.planning.plan import plan
    from openpbm.record import NO_LIGHT, DayDose, DoseNoted, LightHistory, PersonAdded
    from openpbm.reports.html import report_html
    from openpbm.safety.hazard.case import Hazard
    from openpbm.safety.hazard.mask import MaskHazards, mask_hazards
    from openpbm.safety.screening import screen
    from openpbm.session import Refusal, Session
    from openpbm.skin.fluence import StackResult, fluence
    from openpbm.skin.stack import Layer, Source, Stack
    from openpbm.speech.say import in_english
    from openpbm.tracking.account import history
    from openpbm.tracking.room import room_left
    from openpbm.trials.design import TrialDesign
    from openpbm.trials.planned import TrialPlan, plan_trial

__version__ = "0.1.0"

HOMES = {  # every public name and the module that makes it, in the order of the reference
    # A person and a mask
    "Person": "openpbm.person",
    "Wish": "openpbm.person",
    "Medicine": "openpbm.person",
    "Procedure": "openpbm.person",
    "catalogue_ids": "openpbm.mask.catalogue",
    "catalogue_mask": "openpbm.mask.catalogue",
    "Mask": "openpbm.mask.device",
    "Channel": "openpbm.mask.channel",
    "Claim": "openpbm.mask.channel",
    "Reading": "openpbm.mask.reading",
    "read_person": "openpbm.files.person_file",
    "PersonFile": "openpbm.files.person_file",
    # A plan
    "plan": "openpbm.planning.plan",
    "Plan": "openpbm.answer.plan",
    "Planned": "openpbm.answer.plan",
    "ByMaker": "openpbm.answer.plan",
    "Given": "openpbm.answer.plan",
    "Refused": "openpbm.answer.plan",
    "Refusal": "openpbm.session",
    "Session": "openpbm.session",
    "Interval": "openpbm.interval",
    "Curve": "openpbm.interval",
    "plan_text": "openpbm.files.plan.file",
    "read_plan_file": "openpbm.files.plan.file",
    "report_html": "openpbm.reports.html",
    "in_english": "openpbm.speech.say",
    # Light in a stack
    "fluence": "openpbm.skin.fluence",
    "Stack": "openpbm.skin.stack",
    "Layer": "openpbm.skin.stack",
    "Source": "openpbm.skin.stack",
    "StackResult": "openpbm.skin.fluence",
    # Dose at depth
    "dose_at_depth": "openpbm.planning.at_depth",
    "DoseAtDepth": "openpbm.planning.at_depth",
    "face_map": "openpbm.maps.face_map",
    "FaceMap": "openpbm.maps.face_map",
    "study_doses": "openpbm.maps.study_doses",
    "StatedLight": "openpbm.maps.study_doses",
    "StudyDoses": "openpbm.maps.study_doses",
    # Hazards and the screen
    "mask_hazards": "openpbm.safety.hazard.mask",
    "MaskHazards": "openpbm.safety.hazard.mask",
    "Hazard": "openpbm.safety.hazard.case",
    "dossier_of": "openpbm.dossier.made",
    "Dossier": "openpbm.dossier.made",
    "screen": "openpbm.safety.screening",
    "Finding": "openpbm.answer.finding",
    # Order of a session
    "order_of": "openpbm.delivery.order",
    "Order": "openpbm.delivery.order",
    "room_left": "openpbm.tracking.room",
    # Light so far
    "LightHistory": "openpbm.record",
    "NO_LIGHT": "openpbm.record",
    "DayDose": "openpbm.record",
    "open_ledger": "openpbm.files.ledger.store",
    "read_ledger": "openpbm.files.ledger.store",
    "Ledger": "openpbm.files.ledger.store",
    "PersonAdded": "openpbm.record",
    "DoseNoted": "openpbm.record",
    "history": "openpbm.tracking.account",
    # Files of instruments
    "read_light": "openpbm.files.trade.read",
    "LightColumn": "openpbm.files.trade.light",
    "read_intensity": "openpbm.files.trade.read",
    "IntensityFile": "openpbm.files.trade.lm63",
    "Intensity": "openpbm.mask.intensity",
    "beam_of": "openpbm.mask.intensity",
    "Beam": "openpbm.mask.intensity",
    # A planned trial
    "read_trial": "openpbm.files.trial_file",
    "TrialFile": "openpbm.files.trial_file",
    "plan_trial": "openpbm.trials.planned",
    "TrialPlan": "openpbm.trials.planned",
    "TrialDesign": "openpbm.trials.design",
    # Errors
    "OpenPBMError": "openpbm.errors",
    "InputError": "openpbm.errors",
}

__all__ = [
    "NO_LIGHT",
    "Beam",
    "ByMaker",
    "Channel",
    "Claim",
    "Curve",
    "DayDose",
    "DoseAtDepth",
    "DoseNoted",
    "Dossier",
    "FaceMap",
    "Finding",
    "Given",
    "Hazard",
    "InputError",
    "Intensity",
    "IntensityFile",
    "Interval",
    "Layer",
    "Ledger",
    "LightColumn",
    "LightHistory",
    "Mask",
    "MaskHazards",
    "Medicine",
    "OpenPBMError",
    "Order",
    "Person",
    "PersonAdded",
    "PersonFile",
    "Plan",
    "Planned",
    "Procedure",
    "Reading",
    "Refusal",
    "Refused",
    "Session",
    "Source",
    "Stack",
    "StackResult",
    "StatedLight",
    "StudyDoses",
    "TrialDesign",
    "TrialFile",
    "TrialPlan",
    "Wish",
    "beam_of",
    "catalogue_ids",
    "catalogue_mask",
    "dose_at_depth",
    "dossier_of",
    "face_map",
    "fluence",
    "history",
    "in_english",
    "mask_hazards",
    "open_ledger",
    "order_of",
    "plan",
    "plan_text",
    "plan_trial",
    "read_intensity",
    "read_ledger",
    "read_light",
    "read_person",
    "read_plan_file",
    "read_trial",
    "report_html",
    "room_left",
    "screen",
    "study_doses",
]


def __dir__() -> list[str]:
    """The public names, also those that were not used yet."""
    return [*globals(), *(name for name in HOMES if name not in globals())]


def __getattr__(name: str) -> object:
    """Import a public name on first use, so that `import openpbm` costs next to nothing."""
    from importlib import import_module

    if name not in HOMES:
        raise AttributeError(f"module 'openpbm' has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
