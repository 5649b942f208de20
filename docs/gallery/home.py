"""The person, the mask and the plan that several pictures share."""

from __future__ import annotations

import datetime
from functools import cache

import openpbm

START = datetime.date(2026, 12, 1)
CHEEK = "left_cheek"
LAYERS = {"papillary_dermis": "upper dermis", "reticular_dermis": "deeper dermis"}  # in words


def person() -> openpbm.Person:
    """Somebody of 52 with light skin, who had no light so far."""
    return openpbm.Person(
        age_years=52,
        phototype="II",
        wishes=(openpbm.Wish(goal="wrinkles"),),
        recent_light=openpbm.NO_LIGHT,
    )


def mask() -> openpbm.Mask:
    """A mask of which the maker states how strong it is."""
    return openpbm.catalogue_mask("higherdose-red-light-face-mask")


@cache
def plan() -> openpbm.Given:
    """Their plan; 64 scenarios are enough for a picture."""
    found = openpbm.plan(person(), mask(), start=START, scenarios=64)
    assert isinstance(found, openpbm.Given), found.refusals
    return found
