"""How measured people differ: what `tables/people.json` holds, found again. Theory 3.12.

    python bench/measured_skin/run.py --population

Fits six parameters to the faces of people that may be tuned on and to the forearms of
forearms.py, by the code behind `openpbm skin fit`, and prints the lines against the typology
angle, the spread about them and its correlations. Half an hour.
"""

from __future__ import annotations

import sys

import numpy as np

from measured_skin.forearms import Forearms, read
from measured_skin.measure import INSTRUMENT, NOISE
from measured_skin.people import NM, people
from openpbm.arrays import FloatArray, floats
from openpbm.skin.colour import ita_deg, lab_of
from openpbm.skin.fit import SkinFit, fit_spectra
from openpbm.skin.instrument import Instrument
from openpbm.skin.people import BEND_DEG, PARAMETERS

FACES = 240  # drawn by chance from those that may be tuned on: more change nothing but the time
FOREARM_SHARE = 0.25  # of the weight: judged, a plan is for faces
KEPT_OFFSET = 0.5  # of what sets all forearms apart from all faces: judged, site or instrument
ARM_NM = np.concatenate([np.arange(400.0, 700.0, 10.0), np.arange(700.0, 1001.0, 20.0)])
BAND_NM = 12.0  # as of the faces
NO_RIM = Instrument(geometry="sphere", specular=True)
AT_ONCE = 24


def fitted(nm: FloatArray, spectra: FloatArray, instrument: Instrument, site: str) -> FloatArray:
    """(people, parameters); NaN where there is no fit."""
    found = np.full((len(spectra), len(PARAMETERS)), np.nan)
    for part in np.array_split(np.arange(len(spectra)), -(-len(spectra) // AT_ONCE)):
        noise = np.full(len(part), NOISE)
        fits = fit_spectra(nm, spectra[part], noise, instrument, site=site, certain=True)
        for row, fit in zip(part, fits, strict=True):
            if isinstance(fit, SkinFit):
                found[row] = fit.parameters
        print(f"{site}: {part[-1] + 1} of {len(spectra)}", file=sys.stderr, flush=True)
    return found


def forearms(arms: Forearms) -> tuple[FloatArray, FloatArray]:
    """(people,) angles and (people, parameters)."""
    apart = (ARM_NM[:, None] - arms.nm) / BAND_NM
    weight = np.exp(-4.0 * np.log(2.0) * apart**2)
    spectra = arms.reflectance @ (weight / weight.sum(axis=1)[:, None]).T
    return arms.angle_deg, fitted(ARM_NM, floats(spectra), NO_RIM, "left_cheek")


def faces() -> tuple[FloatArray, FloatArray, list[str]]:
    """(spectra,) angles, (spectra, parameters), and the laboratory of each."""
    everyone = people()
    chosen = np.random.default_rng(0).permutation(np.flatnonzero(~everyone.held))[:FACES]
    site = np.array(everyone.site)[chosen]
    found = np.full((len(chosen), len(PARAMETERS)), np.nan)
    for name in sorted(set(everyone.site)):
        here = np.flatnonzero(site == name)
        found[here] = fitted(NM, everyone.reflectance[chosen[here]], INSTRUMENT, name)
    angle = np.array([ita_deg(lab_of(NM, everyone.reflectance[row])) for row in chosen])
    return angle, found, [everyone.origin[row] for row in chosen]


def population(
    angle: FloatArray, found: FloatArray, laboratory: np.ndarray, weight: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(3, parameters) lines, (parameters, parameters) covariance of people of one colour.

    What sets a laboratory's faces apart is its instrument and is left out of the covariance.
    """
    away = angle - BEND_DEG
    terms = np.stack([np.ones_like(away), np.minimum(away, 0.0), np.maximum(away, 0.0)], axis=1)
    root = np.sqrt(weight)[:, None]
    lines = np.linalg.lstsq(terms * root, found * root, rcond=None)[0]
    rest = found - terms @ lines
    for name in np.unique(laboratory):
        here = laboratory == name
        kept = KEPT_OFFSET if name == "forearm" else 0.0
        rest[here] -= (1.0 - kept) * rest[here].mean(axis=0)
    return floats(lines), floats(np.cov(rest.T, aweights=weight))


def main() -> None:
    """Fit everyone and print what the table holds."""
    arm_angle, arm = forearms(read())
    face_angle, face, origin = faces()
    found = np.concatenate([arm, face])
    good = ~np.isnan(found).any(axis=1)
    weight = np.concatenate(
        [
            np.full(len(arm), FOREARM_SHARE / len(arm)),
            np.full(len(face), 1.0 - FOREARM_SHARE) / len(face),
        ]
    )
    lines, covariance = population(
        np.concatenate([arm_angle, face_angle])[good],
        found[good],
        np.array(["forearm"] * len(arm) + origin)[good],
        weight[good],
    )
    sd = np.sqrt(np.diag(covariance))
    for i, name in enumerate(PARAMETERS):
        together = covariance[i, :i] / sd[i] / sd[:i]
        print(name, *lines[:, i].round(4), "sd", sd[i].round(3), "with", together.round(2))
    print("without a fit:", int((~good).sum()))


if __name__ == "__main__":
    main()
