"""What a mask delivers to a skin, whatever the goal: for masks side by side.

Light, limits and price only. No outcome follows from these numbers, and none is told.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.fact import Message, Name, message, several
from openpbm.interval import Interval, as_interval
from openpbm.kept import Kept
from openpbm.light.calibrate import missing_irradiance
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.planning.decide import layer_rate, region_weight
from openpbm.planning.judged import Verdict, for_anybody, fullest, judged_in, verdict_of
from openpbm.planning.progress import Progress, silent
from openpbm.planning.scene import scene

LAYER = "papillary_dermis"  # where most plans look
USUAL_MIN = 10.0  # compared at this length where a mask has no known timer step


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """One session of the shortest programme at full drive, on one skin."""

    mask: Mask
    lit: tuple[str, ...]  # ids of the programme that lights the most channels
    minutes: float
    layer: str
    dose: Interval | None  # J/cm2, all lit channels, mean of the lit skin; None: light unknown
    verdict: Verdict  # as `openpbm safety` has it for these minutes
    why_not: Message | None  # where the dose is not known

    @property
    def usd_per_j_cm2(self) -> float | None:
        """Price of the device for each J/cm2 that one session brings to the layer."""
        price = self.mask.price_usd
        if price is None or self.dose is None or self.dose.median <= 0:
            return None
        return price / self.dose.median


def delivered(
    person: Person,
    mask: Mask,
    *,
    seed: int,
    scenarios: int,
    is_anybody: bool = False,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> Delivered:
    """The dose of one session in the dermis, and the limit it comes nearest to.

    Only the skin of the person counts, and their goggles; the screen and the goals do not.
    Where it is nobody's (`is_anybody`) the verdict also says on which type a limit is stricter.
    """
    minutes = min(mask.session_min, default=USUAL_MIN)
    dark = missing_irradiance(mask)
    if dark:
        channels = several((Name("channel", id) for id in dark), "comma")
        return Delivered(
            mask=mask,
            lit=fullest(mask),
            minutes=minutes,
            layer=LAYER,
            dose=None,
            verdict=verdict_of(mask, person, minutes),
            why_not=message("compare-no_irradiance", channels=channels),
        )
    face, say = canonical_face(person.face_height_mm), progress or silent
    at = scene(person, mask, face, (), seed=seed, scenarios=scenarios, progress=say, kept=kept)
    verdict = judged_in(at, minutes)
    if is_anybody:
        verdict = for_anybody(at, verdict)
    drive = verdict.drive
    rate = layer_rate(at.dose, region_weight(at, REGIONS), LAYER)  # (scenarios, channels)
    return Delivered(
        mask=mask,
        lit=verdict.lit,
        minutes=minutes,
        layer=LAYER,
        dose=as_interval(rate @ drive * minutes),
        verdict=verdict,
        why_not=None,
    )
