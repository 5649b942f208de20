"""The hazards of a whole mask, from what is published or measured of it. Theory 8.4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from openpbm.errors import OutOfModelError
from openpbm.fact import message
from openpbm.mask import Mask
from openpbm.mask.modes import can_light
from openpbm.safety.hazard.case import Hazard
from openpbm.safety.hazard.every import hazards
from openpbm.safety.hazard.mask_source import UNIT_MW_CM2, Unknown, session_minutes, source_of
from openpbm.safety.hazard.risk_group import GROUPS, GroupRow, device_group, risk_groups
from openpbm.safety.hazard.source import HazardSource
from openpbm.tables import numbers
from openpbm.units import HOURS_PER_DAY, MINUTES_PER_HOUR, SECONDS_PER_MINUTE


@dataclass(frozen=True, eq=False, kw_only=True)
class MaskHazards:
    """A mask against every limit: bare eyes, covered eyes, skin, and its risk group."""

    mask: Mask
    source: HazardSource
    time_s: float
    dark: tuple[str, ...]  # channels without a known irradiance: nothing below is judged
    bare: tuple[Hazard, ...]  # no shield
    covered: tuple[Hazard, ...]  # behind an opaque shield
    upper: dict[str, float]  # by hazard: the worst ratio within the tolerance of the peaks
    groups: tuple[GroupRow, ...]
    bands: tuple[GroupRow, ...]  # irradiances as worn, in the bands of the groups
    holds_up_to: tuple[tuple[str, float, Hazard], ...]  # channel, mW/cm2, what it reaches first
    gaps: tuple[Unknown, ...]

    @property
    def is_judged(self) -> bool:
        """True where the irradiance of every channel is known."""
        return not self.dark

    @property
    def as_worn(self) -> tuple[Hazard, ...]:
        """With the mask's own eye shield, if it is known to have one; skin included."""
        return self.covered if self.mask.eye_shield == "opaque" else self.bare

    @property
    def group(self) -> str:
        """Of the device at the distance of classification; a pulse that is too much is RG3."""
        if any(h.place == "far" and h.is_pulse and h.decides and not h.holds for h in self.bare):
            return GROUPS[-1]
        return device_group(self.groups)

    def broken(self, found: Sequence[Hazard]) -> tuple[Hazard, ...]:
        """The limits for everyone that a session as worn would pass, the worst first."""
        worn = [h for h in found if h.decides and not h.holds and h.place != "far"]
        return tuple(sorted(worn, key=lambda h: -h.ratio))


def mask_hazards(mask: Mask, *, minutes: float | None = None) -> MaskHazards:
    """Everything that can be judged of a mask from what is published or measured.

    Args:
        mask: from the catalogue or a mask file.
        minutes: of a session; None is the longest programme that the device offers.

    Returns:
        Hazards for bare and for covered eyes, and for skin; a ratio above 1 passes its
        limit. Channels without a known irradiance are in `dark`, and then nothing is judged.

    Raises:
        OutOfModelError: minutes that are none, or more than a day has.

    Source: Theory 8.4, IEC 62471 and ICNIRP; each row of `tables/limits.json` names its own.
    """
    if minutes is not None and not 0 < minutes <= HOURS_PER_DAY * MINUTES_PER_HOUR:
        raise OutOfModelError(f"minutes {minutes:g}; expected > 0, <= 1440")
    gaps: list[Unknown] = []
    time_s = session_minutes(mask, minutes, gaps) * SECONDS_PER_MINUTE
    source, dark = source_of(mask, gaps)
    bare = _with_infrared_alone(mask, source, time_s)
    return MaskHazards(
        mask=mask,
        source=source,
        time_s=time_s,
        dark=dark,
        bare=bare,
        covered=_with_infrared_alone(mask, source.shielded(), time_s),
        upper=_upper(mask, source, time_s),
        groups=_groups(mask, source),
        bands=risk_groups(source, "worn"),
        holds_up_to=tuple(_holds_up_to(source, id, time_s) for id in source.ids),
        gaps=tuple(sorted(gaps, key=lambda gap: not gap.matters)),
    )


def _with_infrared_alone(mask: Mask, source: HazardSource, time_s: float) -> tuple[Hazard, ...]:
    """The hazards, with those that appear only when visible light is off."""
    found = hazards(source, time_s)
    alone = _infrared_alone(mask, source)
    if alone is None:
        return found
    known = {hazard.id for hazard in found}
    added = [h for h in hazards(alone, time_s) if h.id not in known]
    return (*found, *(replace(h, view=message("hazard-view_alone", view=h.view)) for h in added))


def _infrared_alone(mask: Mask, source: HazardSource) -> HazardSource | None:
    ids = source.infrared
    if not ids or ids == source.ids or not can_light(mask, ids):
        return None
    return source.only(ids)


def _groups(mask: Mask, source: HazardSource) -> tuple[GroupRow, ...]:
    """Of the worst mode: all channels, and near-infrared alone where that can be."""
    found = {row.id: row for row in risk_groups(source)}
    alone = _infrared_alone(mask, source)
    for row in risk_groups(alone) if alone is not None else ():
        held = found.get(row.id)
        if held is None or GROUPS.index(row.group) > GROUPS.index(held.group):
            found[row.id] = row
    return tuple(found.values())


def _upper(mask: Mask, source: HazardSource, time_s: float) -> dict[str, float]:
    """The worst ratio of each hazard with every peak at an end of its tolerance."""
    tolerance = numbers("light")["peak_tolerance_nm"].value
    by_nm = np.array([tolerance if c.peak_tol_nm is None else c.peak_tol_nm for c in mask.channels])
    worst: dict[str, float] = {}
    for side in (-1.0, 0.0, 1.0):
        for hazard in _with_infrared_alone(mask, source.shifted(side * by_nm), time_s):
            worst[hazard.id] = max(worst.get(hazard.id, 0.0), hazard.ratio)
    return worst


def _holds_up_to(source: HazardSource, id: str, time_s: float) -> tuple[str, float, Hazard]:
    """The irradiance of one colour alone at which its first limit for everyone is reached."""
    alone = source.only([id])
    lit = replace(
        alone,
        channels=tuple(
            replace(c, irradiance_mw_cm2=UNIT_MW_CM2, peak_mw_cm2=None) for c in alone.channels
        ),
    )
    deciding = [h for h in hazards(lit, time_s) if h.decides and h.place != "far"]
    first = max(deciding, key=lambda h: h.ratio)
    return id, UNIT_MW_CM2 / first.ratio, first
