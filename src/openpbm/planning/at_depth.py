"""Light of one session below the skin of one region, on no plan: whoever asks says the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openpbm.answer import LayerSpan
from openpbm.arrays import FloatArray, frozen
from openpbm.errors import FaceError, MaskError, OutOfModelError, check_sample
from openpbm.face import REGIONS, Face
from openpbm.face.canonical import canonical_face
from openpbm.interval import Curve, as_curve
from openpbm.kept import Kept
from openpbm.light.calibrate import missing_irradiance
from openpbm.mask import Mask
from openpbm.person import Person
from openpbm.planning.judged import SCENARIOS, SEED, fullest
from openpbm.planning.progress import silent
from openpbm.planning.scene import Scene, scene
from openpbm.skin.optics import skin_states
from openpbm.skin.profile import fluence_profile, sampled
from openpbm.skin.spans import layer_spans
from openpbm.units import J_CM2_PER_MINUTE


@dataclass(frozen=True, eq=False, kw_only=True)
class DoseAtDepth:
    """What one session at full drive brings below the skin of one region."""

    region: str
    minutes: float
    channels: tuple[str, ...]  # ids of those that shine, the longest programme's
    depths_mm: FloatArray  # (depths,) below the surface
    on_skin_j_cm2: Curve  # (channels,) radiant exposure of the surface, mean of the region
    dose_j_cm2: Curve  # (channels, depths) fluence: light from all sides
    layers: tuple[LayerSpan, ...]  # where each layer begins and ends, median of the skins, mm


def dose_at_depth(
    person: Person,
    mask: Mask,
    *,
    minutes: float,
    depths_mm: Sequence[float],
    region: str = "left_cheek",
    face: Face | None = None,
    seed: int = SEED,
    scenarios: int = SCENARIOS,
    kept: Kept | None = None,
) -> DoseAtDepth:
    """The dose of one session at full drive against depth, as median and 5 to 95 %.

    Nothing is screened, no limit is asked and no effect follows from it: `plan` does the first
    two. Skins of a sample of the scenarios are solved exactly, layer by layer.

    Args:
        person: whose skin and goggles; wishes and medicines do not count.
        mask: the device, of which somebody states or measured how strong it is.
        minutes: of the session.
        depths_mm: below the surface; 0 is just inside.
        region: of the face, as `left_cheek`.
        face: a measured face; the canonical one, scaled, where None.
        seed: of the scenarios.
        scenarios: how many devices and skins are sampled; one alone has no interval.
        kept: light that was worked out before, by the geometry of mask and face.

    Returns:
        Curves of (channels, depths), J/cm2 of fluence.

    Raises:
        MaskError: nobody says how much light a channel gives.
        FaceError: no such region.
        OutOfModelError: minutes or a depth below zero, or no number; no scenario.

    Source: Theory 4, 6.1; docs/theory/light-in-skin.md.
    """
    depths = np.array(depths_mm, dtype=np.float64)
    check_sample(seed, scenarios)
    _check(mask, minutes, depths, region)
    own = face or canonical_face(person.face_height_mm)
    at = scene(person, mask, own, (), seed=seed, scenarios=scenarios, progress=silent, kept=kept)
    lit = [c for c, channel in enumerate(mask.channels) if channel.id in fullest(mask)]
    on_skin = at.dose.irradiance[:, lit, REGIONS.index(region)] * minutes * J_CM2_PER_MINUTE
    below = profiles(at, region, depths)[:, lit]  # (sample, channels, depths)
    of_sample = on_skin[sampled(len(on_skin)), :, None]
    return DoseAtDepth(
        region=region,
        minutes=minutes,
        channels=tuple(mask.channels[c].id for c in lit),
        depths_mm=frozen(depths),
        on_skin_j_cm2=as_curve(on_skin),
        dose_j_cm2=as_curve(below * of_sample),
        layers=layer_spans(at.skin, region),
    )


def _check(mask: Mask, minutes: float, depths_mm: FloatArray, region: str) -> None:
    dark = missing_irradiance(mask)
    if dark:
        raise MaskError(f"{mask.id}: no irradiance: {', '.join(dark)}")
    if region not in REGIONS:
        raise FaceError(f"region {region!r}; expected {', '.join(REGIONS)}")
    if not 0 <= minutes < np.inf:
        raise OutOfModelError(f"minutes {minutes:g}; expected >= 0")
    if not (np.isfinite(depths_mm).all() and (depths_mm >= 0).all()):
        raise OutOfModelError(f"depths_mm {depths_mm.tolist()}; expected >= 0")


def profiles(at: Scene, region: str, depths_mm: FloatArray) -> FloatArray:
    """(sample, channels, depths) fluence rate per irradiance on the skin, of every channel."""
    curves = []
    for c, channel in enumerate(at.mask.channels):
        states = skin_states(at.skin, region, at.device.peak_nm[:, c])
        curves.append(
            fluence_profile(
                states, depths_mm, nm=channel.peak_nm, wet=at.mask.wet, is_open=at.skin.is_open
            )
        )
    return np.stack(curves, axis=1)
