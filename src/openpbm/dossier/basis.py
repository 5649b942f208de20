"""What a dossier rests on: one mask, its worst session, and the light of it on a face."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from openpbm.face.canonical import canonical_face
from openpbm.interval import Interval, as_interval
from openpbm.kept import Kept, Recent
from openpbm.light.calibrate import missing_irradiance
from openpbm.light.device_draws import UNSAID, claim_of
from openpbm.maps.face_map import FaceLight, light_on_face
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.planning.judged import (
    SCENARIOS,
    SEED,
    Judged,
    Verdict,
    judged_by_type,
    judged_in,
    verdict_of,
)
from openpbm.planning.progress import Progress, silent
from openpbm.planning.scene import Scene, scene
from openpbm.safety.bound import Bound
from openpbm.safety.goggle import Density
from openpbm.safety.hazard.mask import mask_hazards
from openpbm.sweeps.yields import LotAsked, YieldReport, judged_mask
from openpbm.units import SECONDS_PER_MINUTE

SKIN = "skin_temperature"


@dataclass(frozen=True, eq=False, kw_only=True)
class DossierBasis:
    """A mask, judged as `openpbm safety` judges it; the scene is None where light is unknown.

    Light on the skin is that of the person. Warmth and minutes are judged on every skin type: a
    dossier is of a mask, and nobody knows who will wear it.
    """

    mask: Mask
    person: Person
    verdict: Verdict
    scene: Scene | None
    lot: YieldReport | None = None  # made by chance; None: no limits of the maker
    by_type: Mapping[str, Verdict] = field(default_factory=dict)  # I to VI; empty: light unknown

    @property
    def minutes(self) -> float:
        """Of the session that is judged: the longest that the mask offers."""
        return self.verdict.minutes

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """On skin of the person and of each type: skin throws light back at the eye."""
        return (self.verdict, *self.by_type.values())

    @property
    def eyewear(self) -> tuple[Density, ...]:
        """One a channel, the densest that any of these asks for; empty: light unknown."""
        each = zip(*(verdict.eyewear for verdict in self.verdicts), strict=True)
        return tuple(max(one, key=lambda density: density.needed) for one in each)

    @property
    def passed_by_bare_eyes(self) -> dict[str, tuple[Bound, float]]:
        """Limits on a face that a bare eye passes under all channels, at their worst value."""
        lit, found = np.ones(len(self.mask.channels)), dict[str, tuple[Bound, float]]()
        for bound in (one for verdict in self.verdicts for one in verdict.at_eye):
            value = bound.value(self.minutes, lit)
            if value > max(bound.limit(self.minutes), found.get(bound.id, (bound, 0.0))[1]):
                found[bound.id] = bound, value
        return found

    @property
    def has_shield(self) -> bool:
        """True where the mask itself covers the eyes, as far as is known."""
        return self.mask.eye_shield == "opaque"

    def of_types(self, types: Iterable[str], id: str) -> dict[str, Judged]:
        """One limit on skin of each of these types, where it is judged at all."""
        return {
            name: limit
            for name in types
            if name in self.by_type
            for limit in self.by_type[name].limits
            if limit.id == id
        }

    def warmest(self, id: str = SKIN) -> str | None:
        """The skin type that gets warmest at worst; None: light unknown, or no such limit."""
        found = self.of_types(self.by_type, id)
        return max(found, key=lambda name: found[name].worst, default=None)

    def on_skin_mw_cm2(self) -> tuple[Interval, ...]:
        """One a channel: mean over the lit skin at full drive, light thrown back included."""
        assert self.scene is not None
        weight = self.scene.covered * self.scene.face.region_area_cm2()
        mean = self.scene.dose.irradiance @ (weight / weight.sum())  # (S, C)
        return tuple(map(as_interval, mean.T))

    def on_face(self, channels: Sequence[str]) -> FaceLight:
        """Light of these on every point of the face, as `openpbm map` tells it."""
        assert self.scene is not None
        return light_on_face(self.scene, channels)

    def light_w(self) -> tuple[Interval, ...]:
        """One a channel: W of light out of all its LEDs."""
        assert self.scene is not None
        return tuple(map(as_interval, self.scene.power.by_channel_w.T))

    def chance_of_peak(self) -> float | None:
        """Share of scenarios that read a claim as a peak; None: each claim says, or counts not."""
        assert self.scene is not None
        unread = (channel for channel in self.mask.channels if not channel.readings)
        claims = (c.claim if c.power_mw is not None else claim_of(self.mask, c) for c in unread)
        if not any(claim is not None and claim.meaning in UNSAID for claim in claims):
            return None
        return float(self.scene.device.means_peak.mean())


def basis_of(
    mask: Mask,
    person: Person,
    *,
    minutes: float | None = None,
    limits: LotAsked | None = None,
    progress: Progress | None = None,
    kept: Kept | None = None,
) -> DossierBasis:
    """Judge a mask at full drive, once.

    Args:
        mask: the device.
        person: on whose skin light is told; the screen and the goals do not count.
        minutes: of the session; None is the longest programme that the device offers.
        limits: of the maker, and what differs from mask to mask; None: not told.
        progress: called with a step's name and the share done.
        kept: light that was worked out before, by the geometry of mask and face.
    """
    if missing_irradiance(mask):
        return DossierBasis(
            mask=mask, person=person, verdict=verdict_of(mask, person, minutes), scene=None
        )
    say, known = progress or silent, kept or Recent()
    longest = mask_hazards(mask, minutes=minutes).time_s / SECONDS_PER_MINUTE
    at = scene(
        person,
        mask,
        canonical_face(person.face_height_mm),
        (),
        seed=SEED,
        scenarios=SCENARIOS,
        progress=say,
        kept=known,
    )
    lot = None if limits is None else judged_mask(mask, limits, progress=say, kept=known)
    by_type = judged_by_type(at, longest)
    own = by_type.get(person.phototype or "") or judged_in(at, longest)
    return DossierBasis(mask=mask, person=person, verdict=own, scene=at, lot=lot, by_type=by_type)
