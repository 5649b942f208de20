"""Which standards speak of a device, by their public scopes. Theory 8.4."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from openpbm.fact import Message, Quantity, message
from openpbm.safety.hazard.mask import MaskHazards
from openpbm.tables import rows

VISIBLE_NM = (380.0, 780.0)
Answer = Literal["applies", "may", "outside"]
Answered = tuple[Answer, Message]
ANSWERS: tuple[Answer, ...] = ("applies", "may", "outside")


@dataclass(frozen=True, kw_only=True)
class StandardLine:
    """One standard against one device."""

    id: str  # of tables/standards.json
    name: str
    answer: Answer
    why: Message
    asks: str
    status: str
    source: str


def standards(found: MaskHazards) -> tuple[StandardLine, ...]:
    """Every standard of the table, with what decides it for this device."""
    return tuple(_line(found, id, decide) for id, decide in DECIDED.items())


def _line(found: MaskHazards, id: str, decide: Callable[[MaskHazards], Answered]) -> StandardLine:
    row = rows("standards")[id]
    answer, why = decide(found)
    return StandardLine(
        id=id,
        name=row.text("text"),
        answer=answer,
        why=why,
        asks=row.text("asks"),
        status=row.text("status"),
        source=row.text("source"),
    )


def visible_share(found: MaskHazards) -> float | None:
    """Of the light of all channels, what lies in 380 to 780 nm; None where it is not known."""
    source = found.source
    power = source.skin_w_m2
    if found.dark and len(source.channels) > 1:
        return None
    share = source.emission.share(*VISIBLE_NM)
    return float(np.average(share, weights=power)) if power.sum() > 0 else None


def _lamps(_found: MaskHazards) -> Answered:
    return "applies", message("standard-lamps")


def _lighting(found: MaskHazards) -> Answered:
    share = visible_share(found)
    if share is not None and share < 0.5:
        beyond = Quantity(1.0 - share, "share")
        return "outside", message("standard-beyond_visible", share=beyond)
    return "outside", message("standard-for_lighting")


def _home_medical(found: MaskHazards) -> Answered:
    if found.mask.setting != "home":
        return "outside", message("standard-for_home")
    return "may", message("standard-home_treats")


def _professional(found: MaskHazards) -> Answered:
    if found.mask.setting == "home":
        return "outside", message("standard-for_professionals")
    if not found.is_judged:
        return "may", message("standard-group_unknown")
    if found.group == "RG3":
        return "applies", message("standard-group_three")
    return "outside", message("standard-group_below", group=found.group)


def _home_cosmetic(found: MaskHazards) -> Answered:
    if found.mask.setting != "home":
        return "outside", message("standard-for_home")
    return "may", message("standard-home_looks")


DECIDED: dict[str, Callable[[MaskHazards], Answered]] = {
    "iec_62471": _lamps,
    "iec_62471_7": _lighting,
    "iec_60601_2_83": _home_medical,
    "iec_60601_2_57": _professional,
    "iec_60335_2_113": _home_cosmetic,
}
