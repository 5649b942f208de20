"""OpenPBM plans, checks and explains medical-grade LED mask therapy.

OpenPBM is for planning and education; it is not a medical device and makes no diagnosis.

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
    from openpbm.answer import ByMaker, Given, Plan, Planned, Refused
    from openpbm.mask import Channel, Claim, Mask, Reading
    from openpbm.mask.catalogue import catalogue_mask
    from openpbm.person import Medicine, Person, Procedure, Wish
    from openpbm.planning.plan import plan
    from openpbm.record import NO_LIGHT, DayDose, LightHistory

__version__ = "0.1.0"

_HOMES = {
    "NO_LIGHT": "openpbm.record",
    "ByMaker": "openpbm.answer",
    "Channel": "openpbm.mask",
    "Claim": "openpbm.mask",
    "DayDose": "openpbm.record",
    "Given": "openpbm.answer",
    "LightHistory": "openpbm.record",
    "Mask": "openpbm.mask",
    "Medicine": "openpbm.person",
    "Person": "openpbm.person",
    "Plan": "openpbm.answer",
    "Planned": "openpbm.answer",
    "Procedure": "openpbm.person",
    "Reading": "openpbm.mask",
    "Refused": "openpbm.answer",
    "Wish": "openpbm.person",
    "catalogue_mask": "openpbm.mask.catalogue",
    "plan": "openpbm.planning.plan",
}

__all__ = [
    "NO_LIGHT",
    "ByMaker",
    "Channel",
    "Claim",
    "DayDose",
    "Given",
    "LightHistory",
    "Mask",
    "Medicine",
    "Person",
    "Plan",
    "Planned",
    "Procedure",
    "Reading",
    "Refused",
    "Wish",
    "catalogue_mask",
    "plan",
]


def __getattr__(name: str) -> object:
    """Import a public name on first use, so that `import openpbm` costs next to nothing."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'openpbm' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
