"""What a trial's participants got at depth: its dose, its device's cavity, their skin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.face import REGIONS
from openpbm.light.cavity import cavity_gain
from openpbm.response.evidence import Trial, TrialLight
from openpbm.sampling import between
from openpbm.skin.anatomy import EPIDERMIS, LAYERS, SKIN_DIMENSIONS, SkinDraws, skin_of_types
from openpbm.skin.response import Request, SkinLight, line_nodes

TRIAL_DIMENSIONS = (
    *(f"trial_{name}" for name in SKIN_DIMENSIONS),
    "trial_dose",
    "trial_view",
    "trial_mirror",
)


@dataclass(frozen=True, eq=False, kw_only=True)
class TrialDose:
    """One light of a trial at depth, per scenario."""

    band: str
    light: TrialLight
    layer_j_cm2: FloatArray  # (scenarios, layers) fluence of one session
    epidermis_j_cm2: FloatArray  # (scenarios,) energy absorbed in the epidermis, per area


def participants(trial: Trial, uniforms: Mapping[str, FloatArray]) -> SkinDraws:
    """Skin of the people treated: their stated types in equal parts, healthy otherwise."""
    own = {name: uniforms[f"trial_{name}"] for name in SKIN_DIMENSIONS}
    return skin_of_types(trial.skin_types, own)


def trial_request(
    trial: Trial, light: TrialLight, skin: SkinDraws, curvature_per_mm: FloatArray
) -> Request:
    """What to ask the skin's response surface for one light of a trial.

    Args:
        trial: whose site it is.
        light: the light.
        skin: of the participants.
        curvature_per_mm: (scenarios, regions) of the person's face: theirs bent alike.
    """
    ones = np.ones(len(skin))
    wavelength, weight = line_nodes(light.peak_nm * ones, light.fwhm_nm * ones)
    region = region_of(trial.site)
    return Request(
        skin=skin,
        regions=(region,),
        wavelength_nm=wavelength,
        weight=weight,
        curvature_per_mm=curvature_per_mm[:, [REGIONS.index(region)]],
    )


def trial_dose(
    trial: Trial, light: TrialLight, answer: SkinLight, uniforms: Mapping[str, FloatArray]
) -> TrialDose:
    """Dose at depth of one session. Theory 9.1.

    The printed dose is taken as light on bare skin; what its device threw back is added.
    Light of masks, canopies and lamps alike is taken as diffuse.
    """
    surface = between(uniforms["trial_dose"], light.dose_low_j_cm2, light.dose_high_j_cm2)
    on_skin = surface * sent_back(answer, uniforms, trial.view_factor, trial.inner_reflectance)
    skin = answer.diffuse
    absorbed = skin.absorbed[:, 0, : len(EPIDERMIS)].sum(axis=-1)
    assert light.band is not None
    return TrialDose(
        band=light.band,
        light=light,
        layer_j_cm2=on_skin[:, None] * skin.fluence[:, 0],
        epidermis_j_cm2=on_skin * absorbed,
    )


def sent_back(
    answer: SkinLight,
    uniforms: Mapping[str, FloatArray],
    view_factor: tuple[float, float],
    inner_reflectance: tuple[float, float],
) -> FloatArray:
    """(scenarios,) light on the skin over the printed light: what a device throws back, 9.1."""
    view = between(uniforms["trial_view"], *view_factor)
    mirror = between(uniforms["trial_mirror"], *inner_reflectance)
    reflectance = answer.diffuse.reflectance[:, 0]
    return 1.0 + cavity_gain(reflectance, reflectance, mirror, view)


def layer_index(layer: str) -> int:
    """Place of a layer, top to bottom."""
    return LAYERS.index(layer)


def region_of(site: str) -> str:
    """A region of the face with the skin of a trial's site."""
    sides = {"cheek": "left_cheek", "periorbital": "left_periorbital", "temple": "left_periorbital"}
    return sides.get(site, site)
