"""What a mask delivers to a skin, whatever the goal: for masks side by side.

Light, limits and price only. No outcome follows from these numbers, and none is told.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray, interval, to_rank
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.light.calibrate import missing_irradiance
from openpbm.mask import Mask
from openpbm.mask.modes import lit_together
from openpbm.person import Person
from openpbm.planning.decide import Setting, exposure_of, layer_rate, region_weight
from openpbm.planning.progress import Progress, silent
from openpbm.planning.result import Interval
from openpbm.planning.scene import Scene, scene
from openpbm.safety.bound import Bound
from openpbm.safety.ceilings import bounds
from openpbm.session import Ceiling

LAYER = "reticular_dermis"
USUAL_MIN = 10.0  # compared at this length where a mask has no known timer step


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """One session of the shortest programme at full drive, on one skin."""

    mask: Mask
    lit: tuple[str, ...]  # roles of the programme that lights the most channels
    minutes: float
    layer: str
    dose: Interval | None  # J/cm2, all lit channels, mean of the lit skin; None: light unknown
    tightest: Ceiling | None  # the limit of which the light uses the largest share
    share: float | None  # of the room that limit leaves; above 1 it is passed
    why_not: str

    @property
    def usd_per_j_cm2(self) -> float | None:
        """Price of the device for each J/cm2 that one session brings to the layer."""
        price = self.mask.price_usd
        if price is None or self.dose is None or self.dose.median <= 0:
            return None
        return price / self.dose.median


def delivered(
    person: Person, mask: Mask, *, seed: int, scenarios: int, progress: Progress | None = None
) -> Delivered:
    """The dose of one session in the dermis, and the limit it comes nearest to.

    Only the skin of the person counts, and their goggles; the screen and the goals do not.
    """
    minutes = min(mask.session_min, default=USUAL_MIN)
    lit = fullest(mask)
    dark = missing_irradiance(mask)
    if dark:
        return Delivered(
            mask=mask,
            lit=lit,
            minutes=minutes,
            layer=LAYER,
            dose=None,
            tightest=None,
            share=None,
            why_not=f"nobody states how strong it is ({', '.join(dark)})",
        )
    at = scene(
        person,
        mask,
        canonical_face(person.face_height_mm),
        (),
        seed=seed,
        scenarios=scenarios,
        progress=progress or silent,
    )
    drive = np.array([1.0 if channel.role in lit else 0.0 for channel in mask.channels])
    rate = layer_rate(at.dose, region_weight(at, REGIONS), LAYER)  # (scenarios, channels)
    middle, low, high = interval(rate @ drive * minutes)
    tightest, share = _tightest(at, minutes, drive)
    return Delivered(
        mask=mask,
        lit=lit,
        minutes=minutes,
        layer=LAYER,
        dose=Interval(median=float(middle), p05=float(low), p95=float(high)),
        tightest=tightest,
        share=share,
        why_not="",
    )


def fullest(mask: Mask) -> tuple[str, ...]:
    """Roles of the programme that lights the most channels; all, where no mode says."""
    roles = tuple(dict.fromkeys(channel.role for channel in mask.channels))
    shown = lit_together(mask.modes, roles)
    most = max(shown, key=len, default=frozenset(roles))
    return tuple(role for role in roles if role in most)


def _tightest(at: Scene, minutes: float, drive: FloatArray) -> tuple[Ceiling | None, float | None]:
    setting = Setting(
        stopped=tuple(None for _ in at.mask.channels),
        no_blue=False,
        photosensitiser=False,
        epilepsy=False,
        aphakic=False,
        warming=at.warming(),
    )
    shares = [
        (share, bound)
        for bound in bounds(exposure_of(at, setting, REGIONS))
        if not bound.advisory and (share := _share(bound, minutes, drive)) is not None
    ]
    if not shares:
        return None, None
    share, bound = max(shares, key=lambda pair: to_rank(pair[0]))
    return bound.ceiling(minutes, drive), share


def _share(bound: Bound, minutes: float, drive: FloatArray) -> float | None:
    """The part of the room between darkness and the limit that the light uses up."""
    dark = bound.value(minutes, 0.0 * drive)
    room = bound.limit(minutes) - dark
    return (bound.value(minutes, drive) - dark) / room if room > 0 else None
