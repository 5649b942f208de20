"""Which standards speak of a device, by their public scopes. Theory 8.4."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from openpbm.safety.hazard.mask import MaskHazards
from openpbm.tables import rows

VISIBLE_NM = (380.0, 780.0)
APPLIES, MAY, OUTSIDE = "applies", "may apply", "does not apply"


@dataclass(frozen=True, kw_only=True)
class StandardLine:
    """One standard against one device."""

    id: str  # of tables/standards.json
    name: str
    answer: str  # applies, may apply, does not apply
    why: str
    asks: str
    status: str
    source: str


def standards(found: MaskHazards) -> tuple[StandardLine, ...]:
    """Every standard of the table, with what decides it for this device."""
    return tuple(_line(found, id, decide) for id, decide in DECIDED.items())


def _line(
    found: MaskHazards, id: str, decide: Callable[[MaskHazards], tuple[str, str]]
) -> StandardLine:
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


def _lamps(_found: MaskHazards) -> tuple[str, str]:
    return APPLIES, "every incoherent light source; the risk group on this page is of this text"


def _lighting(found: MaskHazards) -> tuple[str, str]:
    share = visible_share(found)
    if share is not None and share < 0.5:
        return OUTSIDE, f"{100 * (1 - share):.0f} % of the light lies beyond 780 nm, and it treats"
    return OUTSIDE, "it is for lighting and signals, and this light treats"


def _home_medical(found: MaskHazards) -> tuple[str, str]:
    if found.mask.setting != "home":
        return OUTSIDE, "it is for use at home, and this device is for an office"
    return MAY, "home use: it applies where the device is meant to treat, such as acne"


def _professional(found: MaskHazards) -> tuple[str, str]:
    if found.mask.setting == "home":
        return OUTSIDE, "it is for professional use; home devices go to 60601-2-83 or 60335-2-113"
    if not found.is_judged:
        return MAY, "only in risk group 3, and the group of this device is not known"
    if found.group == "RG3":
        return APPLIES, "professional use, risk group 3"
    return OUTSIDE, f"only from risk group 3 (or 1C with such a source); this one is {found.group}"


def _home_cosmetic(found: MaskHazards) -> tuple[str, str]:
    if found.mask.setting != "home":
        return OUTSIDE, "it is for use at home, and this device is for an office"
    return MAY, "home use: it applies where the device is meant for looks only"


DECIDED: dict[str, Callable[[MaskHazards], tuple[str, str]]] = {
    "iec_62471": _lamps,
    "iec_62471_7": _lighting,
    "iec_60601_2_83": _home_medical,
    "iec_60601_2_57": _professional,
    "iec_60335_2_113": _home_cosmetic,
}
